"""The command line."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from rashomon import __version__
from rashomon.commands import (
    compare,
    decide,
    decisions,
    diff,
    export,
    fetch,
    forget,
    gazetteer,
    log,
    mcp,
    migrate,
    pack,
    serve,
    show,
    simulate,
    token,
    undo,
    validate,
    verify,
    watch,
)
from rashomon.errors import RashomonError
from rashomon.pipeline.garbage import seldom_collected
from rashomon.starting import OUT, begin_early

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="A ledger of claims from contradicting news reports."
)

app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(token.app, name="token")
app.command(name="compare")(compare.compare)
app.command(name="decide")(decide.decide)
app.command(name="decisions")(decisions.decisions)
app.command(name="diff")(diff.diff)
app.command(name="export")(export.export)
app.command(name="fetch")(fetch.fetch)
app.command(name="forget")(forget.forget)
app.command(name="log")(log.log)
app.command(name="migrate")(migrate.migrate_command)
app.command(name="pack")(pack.pack)
app.command(name="serve")(serve.serve)
app.command(name="mcp")(mcp.mcp)
app.command(name="show")(show.show)
app.command(name="simulate")(simulate.simulate)
app.command(name="undo")(undo.undo)
app.command(name="validate")(validate.validate)
app.command(name="verify")(verify.verify)
app.command(name="watch")(watch.watch)


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"rashomon {__version__}")
        raise typer.Exit


@app.command(name="run")
@seldom_collected()  # from here: what is imported is no garbage
def run_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files or folders: texts, web pages, records, tables, newspaper databases, web archives (docs/how-to/inputs.md); "
            "or addresses in an object store, such as 's3://bucket/folder/*.warc.gz' (docs/how-to/cluster.md)."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the ledger, the three JSON Lines files and report.html.")] = OUT,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read articles. Without it: one for each core.")] = None,
    executor: Annotated[
        str | None,
        typer.Option(help="Where articles are read: local, processes:N, dask:N, or a Dask cluster's address (dask://host:8786)."),
    ] = None,
    shards: Annotated[
        str | None,
        typer.Option(help="Folder or address for finished shards of a cluster's work, kept for the next run. Without it: OUT/shards."),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            help="How figures are reconciled: current, minmax, ucdp-style, acled-style, ibc-style, or one of a plug-in. "
            "Without it: as the ledger was last, current for a new one."
        ),
    ] = None,
    weights: Annotated[Path | None, typer.Option(help="A YAML file of your own with weights for speakers and outlets.")] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="Which column or key holds what (text=body,published=pub_date), or the name of a ready map. Repeatable."
        ),
    ] = None,
    reread: Annotated[bool, typer.Option("--reread", help="Read documents again that the ledger holds already.")] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait where another run writes to the ledger; else it is refused.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Show names of private persons in the report; this is put on record.")] = False,
    coarsen: Annotated[bool, typer.Option("--coarsen", help="Round places of homes, shelters and clinics in the report.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Read articles, understand them, and write what they claim, where they part, and why the figures are what they are."""
    begin_early(inputs, out, workers, executor)
    from rashomon.exports.report_run import Report
    from rashomon.exports.summary import print_summary
    from rashomon.pipeline.deciding import system_user
    from rashomon.pipeline.progress import progress_bar
    from rashomon.pipeline.run import run
    from rashomon.pipeline.weights_file import read_weights

    page = Report(names=names, coarsen=coarsen)
    given = read_weights(weights) if weights is not None else None
    mapping: dict[str, str] = {}
    if maps:
        from rashomon.inputs.maps import mapping_of

        for one in maps:
            mapping.update(mapping_of(one))
    try:
        with progress_bar(quiet) as tell:
            summary = run(
                inputs,
                out,
                policy=policy,
                weights=given,
                workers=workers,
                executor=executor,
                shards=shards,
                reread=reread,
                wait=wait,
                progress=tell,
                page=page,
                unmask=system_user() if names else None,
                mapping=mapping,
            )
    except KeyboardInterrupt:
        typer.echo("rashomon: stopped; run it again to go on, what was read is kept", err=True)
        raise typer.Exit(130) from None
    if not quiet:
        print_summary(summary, Console(), names=names, coarsen=coarsen)
        if summary.shards is not None:
            typer.echo(f"Shards: {summary.shards[0]:,} read, {summary.shards[1]:,} finished before.")


def main() -> None:
    """Entry point: errors that a person can act on are printed without a traceback, with exit code 2."""
    try:
        app()
    except RashomonError as err:
        print(f"rashomon: {err}", file=sys.stderr)
        sys.exit(2)
    finally:
        gc.freeze()  # the process ends: Python's last look for garbage through all that was loaded took 0.5 s of CPU


if __name__ == "__main__":
    main()
