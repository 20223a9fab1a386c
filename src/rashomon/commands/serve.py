"""``rashomon serve``: pages and an API over a ledger, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.commands.where import ledger_at


def serve(
    ledger: Annotated[
        str, typer.Argument(help="A ledger file, the folder of a run, or the URL of a database.", metavar="LEDGER_OR_DIR")
    ] = "rashomon-out",
    host: Annotated[str, typer.Option(help="The address to listen on; anything but this machine needs --tokens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Show a ledger in the browser: incidents, quarrels, sources, review. And an API under /api/v1."""
    import uvicorn

    from rashomon.web import Settings, make_app

    app = make_app(ledger_at(ledger), Settings(host=host, port=port))
    uvicorn.run(app, host=host, port=port, log_level="warning")
