"""``rashomon serve``: pages and an API over a ledger, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.commands.asking import place


def serve(
    ledger: Annotated[
        str | None,
        typer.Argument(
            help="A ledger file, the folder of a run, or the URL of a database; rashomon-out without one.",
            metavar="[LEDGER_OR_DIR]",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on; anything but this machine needs --tokens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    tokens: Annotated[
        Path | None, typer.Option(help="For a team: the file of who may read, review or do everything (`rashomon token add`).")
    ] = None,
    public: Annotated[
        list[str] | None, typer.Option("--public", help="A further name by which it is called, as a proxy's public one. Repeatable.")
    ] = None,
    proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy on this machine says for whom it asks, and does TLS: believe it.")
    ] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody decides: no review.")] = False,
    who: Annotated[
        str, typer.Option("--who", help="Your name: signs decisions where none is typed, and --names. Else the system's user.")
    ] = "",
    names: Annotated[bool, typer.Option("--names", help="Show names of private persons; this is put on record in the ledger.")] = False,
    coarsen: Annotated[bool, typer.Option("--coarsen", help="Round places of homes, shelters and clinics.")] = False,
    tiles: Annotated[str | None, typer.Option(help="A tile server for the map: https://tiles.example/{z}/{x}/{y}.png")] = None,
    credit: Annotated[str, typer.Option(help="With --tiles: whose map it is, as they ask to be named.")] = "",
    seconds: Annotated[float, typer.Option(min=0.1, max=3600, help="How long one question to the ledger may take.")] = 20,
    rate: Annotated[int, typer.Option(min=1, help="Requests a minute from one address or token.")] = 600,
    browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    log: Annotated[bool, typer.Option("--log", help="Print a line for each request (addresses of who asks, and what for).")] = False,
) -> None:
    """Show a ledger in the browser: incidents, quarrels, sources, review. And an API under /api/v1."""
    from rashomon.errors import InputError
    from rashomon.pipeline.deciding import names_shown
    from rashomon.web import Settings, make_app
    from rashomon.web.guard.headers import tiles_origin
    from rashomon.web.guard.keeper import Keeper
    from rashomon.web.guard.places import check_binding
    from rashomon.web.serving import open_socket
    from rashomon.web.serving import serve as run

    if tiles is not None:
        tiles_origin(tiles)
        if not credit.strip():
            raise InputError("--tiles needs --credit: whose map it is, as they ask to be named")
    settings = Settings(
        host=host, port=port, hosts=tuple(public or ()), proxy=proxy, tokens=tokens, who=who.strip(), names=names, coarsen=coarsen,
        tiles=tiles, credit=credit.strip(), read_only=read_only, seconds=seconds, rate=rate,
    )  # fmt: skip
    check_binding(settings)  # before the ledger is opened, and before names are put on record for nobody
    Keeper(settings)
    where, _ = place(ledger, None)
    sock = open_socket(settings)
    try:
        if names:
            names_shown(where, who, "rashomon serve" + (", to the holders of tokens" if tokens is not None else ""))
        app = make_app(where, settings)
    except BaseException:
        sock.close()
        raise

    def ready(address: str) -> None:
        typer.echo(f"Rashomon at {address} (Ctrl-C ends it)")
        if browser:
            import threading
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    run(app, settings, sock, ready=ready, log=log)
