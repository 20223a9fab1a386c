"""``rashomon gazetteer``: places of one's own in front of the shipped ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Add places of your own: a GeoNames dump or a CSV.")


def _places(count: int) -> str:
    return f"{count} place{'s' * (count != 1)}"


@app.command()
def add(
    file: Annotated[
        Path,
        typer.Argument(
            help="A GeoNames dump (allCountries.txt, XX.txt) or a CSV with a header: name,lat,lon and, if you like, kind, population, country, admin1, alternate_names."
        ),
    ],
    name: Annotated[str | None, typer.Option(help="What to call it; the file's name where none is given.")] = None,
) -> None:
    """Index FILE for all later runs. Runs record its name and hash; documents read before are read again with --reread."""
    from rashomon.gazetteer import add_gazetteer

    one = add_gazetteer(file, name)
    typer.echo(f"{one.name}: {_places(one.entries)} of {one.file} ({one.kind}, sha256 {one.sha256[:12]})")


@app.command(name="list")
def list_command() -> None:
    """List the gazetteers that runs look places up in."""
    from rashomon.gazetteer import added_gazetteers

    there = added_gazetteers()
    for one in there:
        typer.echo(f"{one.name}\t{_places(one.entries)}\t{one.kind}\t{one.file}\tsha256 {one.sha256[:12]}")
    typer.echo("shipped\ttowns of 500 people or more, provinces, districts, countries (GeoNames, CC BY 4.0)")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="Its name in the list.")]) -> None:
    """Forget an added gazetteer."""
    from rashomon.gazetteer import remove_gazetteer

    remove_gazetteer(name)
    typer.echo(f"{name} removed")
