"""``rashomon export``: the incidents of a ledger as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.commands.asking import LedgerOption, NamesOption, ReaderOption, place
from rashomon.errors import InputError

if TYPE_CHECKING:
    from rashomon.exports.making import Made
    from rashomon.pipeline.exporting import Wanted

#: Reasons in a list; the manifest has them all.
MOST = 8


def export(
    format_name: Annotated[str | None, typer.Argument(help="ged, acled, geojson, parquet, csv, jsonld, datapackage, briefing. Without one: what each is.", metavar="FORMAT")] = None,
    ledger: LedgerOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write, or a folder.")] = None,
    since: Annotated[str | None, typer.Option(help="Incidents of this day or later (2024-02-13).")] = None,
    changed_since: Annotated[str | None, typer.Option("--changed-since", help="Incidents of which the ledger says something else since then: 2024-02-13, run:3.")] = None,
    where: Annotated[str | None, typer.Option(help="Incidents that are like that: 'country=Mali,killed>=5'.")] = None,
    policy: Annotated[str | None, typer.Option(help="How figures are reconciled; without it as the format does, or else as the ledger was made.")] = None,
    weights: Annotated[Path | None, typer.Option(help="A YAML file of your own with weights for speakers and outlets.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="What had been published by then: 2024-02-13, 2024-02-13T18:00.")] = None,
    dialect: Annotated[str | None, typer.Option(help="How CSV is written: exact for programs, spreadsheet (formula-safe) for Excel.")] = None,
    candidate: Annotated[bool, typer.Option("--candidate", help="ged: unclear events, too, as the monthly releases have them.")] = False,
    options: Annotated[list[str] | None, typer.Option("--set", help="Another option of the format, as NAME=VALUE.")] = None,
    names: NamesOption = False,
    who: ReaderOption = None,
    coarsen: Annotated[bool, typer.Option("--coarsen", help="Round places of homes, shelters and clinics.")] = False,
) -> None:  # fmt: skip
    """Write incidents for other programs, with a manifest, a citation, and a list of what does not fit."""
    from rashomon.exports.formats import FORMATS, format_named
    from rashomon.exports.making import make_export, target_of
    from rashomon.pipeline.deciding import names_shown

    if format_name is None:
        for f in FORMATS.values():
            if f.there:
                typer.echo(f"{f.name:12} {f.about}")
                for o in f.options:
                    typer.echo(f"{'':14}{o.name}{'' if o.flag else '=' + ('|'.join(o.values) or '…')}: {o.about}")
        return
    format = format_named(format_name)
    if out is None:
        raise InputError(f"say where to: --out {format.filename or format.name}")
    given = _given(options or [])
    given |= ({"dialect": dialect} if dialect is not None else {}) | ({"candidate": True} if candidate else {})
    format.chosen(given)
    target_of(format, out)
    wanted = _wanted(format.default_policy, since, changed_since, where, policy, weights, as_of, names, coarsen)
    at, _ = place(ledger, None)
    if names:
        names_shown(at, who, f"rashomon export {format.name} to {out.name}")
    _print(make_export(at, format, wanted, out, given, lambda what: typer.echo(what, err=True)))


def _wanted(
    default: str | None, since: str | None, changed_since: str | None, where: str | None, policy: str | None, weights: Path | None,
    as_of: str | None, names: bool, coarsen: bool,
) -> Wanted:  # fmt: skip
    from rashomon.pipeline.exporting import Wanted
    from rashomon.pipeline.filtering import day_given, read_filter
    from rashomon.pipeline.moments import moment
    from rashomon.pipeline.session import framed
    from rashomon.pipeline.weights_file import read_weights

    named = policy or default
    if named is not None:
        framed(named)
    return Wanted(
        policy=named,
        weights=read_weights(weights) if weights is not None else None,
        since=day_given(since, "--since") if since is not None else None,
        where=read_filter(where) if where is not None else None,
        as_of=moment(as_of, "--as-of") if as_of is not None else None,
        as_of_text=as_of.strip() if as_of is not None else None,
        changed_since=changed_since,
        names=names,
        coarsen=coarsen,
    )


def _given(options: list[str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for text in options:
        name, sep, value = text.partition("=")
        if not name.strip() or name.strip() in out:
            raise InputError(f"--set {text!r}: write NAME=VALUE, each name once; `rashomon export` alone lists the options of each format")
        out[name.strip()] = value.strip() if sep else True
    return out


def _print(made: Made) -> None:
    from rashomon.exports.words import many

    told = made.manifest
    typer.echo(f"{made.out}: {told['export']}, {many(made.incidents, 'incident')}, {many(told['rows'], 'row')}, policy {told['policy']}")
    wide = max((len(p.name) for p in made.files), default=0)
    about = {f["path"]: f for f in told["files"]}
    for path in made.files:
        f = about.get(path.name)
        rows = f" ({many(f['rows'], 'row')})" if f and "rows" in f else ""
        typer.echo(f"  {path.name:{wide}}  {f['about'] if f else 'what this is, from which ledger, hash of every file'}{rows}")
    left = sum(made.left_out.values())
    if left:
        typer.echo(f"left out, for {'it does' if left == 1 else 'they do'} not fit: {many(left, 'incident')}")
        for reason, n in sorted(made.left_out.items(), key=lambda x: (-x[1], x[0]))[:MOST]:
            typer.echo(f"  {n}  {reason}")
        if len(made.left_out) > MOST:
            typer.echo(f"  and {len(made.left_out) - MOST} more reasons; the manifest has all")
    for reason, n in sorted(made.aside.passed.items()):
        typer.echo(f"not asked for, {reason}: {many(n, 'incident')}")
    if made.aside.gone:
        typer.echo(f"no more since then: {many(len(made.aside.gone), 'incident')}; the manifest names them and what took over")
    for note in told["notes"]:
        typer.echo(note)
    typer.echo(
        "names of private persons are shown; this is on record"
        if told["names"] == "shown"
        else "names of private persons are hidden; the mask can miss"
    )
    typer.echo(f"manifest sha256 {made.sha256}")
