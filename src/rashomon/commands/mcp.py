"""``rashomon mcp``: a ledger for assistants, on standard input and output."""

from __future__ import annotations

from typing import Annotated

import typer


def mcp(
    ledger: Annotated[
        str, typer.Argument(help="A ledger file, the folder of a run, or the URL of a database.", metavar="LEDGER_OR_DIR")
    ] = "rashomon-out",
    coarsen: Annotated[bool, typer.Option("--coarsen", help="Round places of homes, shelters and clinics.")] = False,
    seconds: Annotated[float, typer.Option(min=0.1, max=3600, help="How long one question to the ledger may take.")] = 60,
) -> None:
    """Serve a ledger to an assistant by the Model Context Protocol: it only reads, and every answer carries quotes and ids."""
    from rashomon.assistant.server import make_server
    from rashomon.commands.where import ledger_at
    from rashomon.queries import Desk

    desk = Desk(ledger_at(ledger), coarsen=coarsen, seconds=seconds)
    try:
        make_server(desk).run("stdio")
    finally:
        desk.close()
