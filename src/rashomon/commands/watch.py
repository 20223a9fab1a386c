"""``rashomon watch``: a list of feeds, asked again and again; what is new goes into the ledger."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from rashomon.commands.fetch import Contact, Keep, Most, Pause, Private, options_of, stopping
from rashomon.errors import InputError

_EVERY = re.compile(r"(\d{1,6})\s?([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def watch(
    feeds: Annotated[
        Path, typer.Argument(help="A list of feeds as feed readers export it (OPML). It may change meanwhile.", metavar="FEEDS.OPML")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the ledger, as with 'run'.")] = Path("rashomon-out"),
    every: Annotated[str, typer.Option(help="Time from one round to the next: 15m, 1h, 90s.")] = "15m",
    rounds: Annotated[int | None, typer.Option(min=1, help="Stop after so many rounds; without it only Ctrl-C or SIGTERM ends it.")] = None,
    keep: Keep = None,
    no_run: Annotated[bool, typer.Option("--no-run", help="Only fetch and keep.")] = False,
    contact: Contact = "",
    private: Private = None,
    pause: Pause = 1.0,
    most: Most = 500,
    policy: Annotated[str | None, typer.Option(help="As with 'run'.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read articles.")] = 1,
) -> None:
    """Ask the feeds of a list again and again, and read what is new into the ledger. A line per round.

    A feed that fails is left alone for ten minutes, then twenty, up to a day. The ledger is locked only while it is written to.
    """
    from collections.abc import Sequence

    from rashomon.commands.fetching import feeds_in_words, pages_in_words, print_said, read_new
    from rashomon.fetch.opml import read_opml
    from rashomon.fetch.rounds import fetch_round
    from rashomon.fetch.state import State
    from rashomon.fetch.watching import SHORTEST, watch_rounds

    span = _span(every)
    if span < SHORTEST and rounds is None:
        raise InputError(
            f"--every {every}: at least a minute between two rounds; feeds do not change faster, and sites turn away who asks more"
        )
    options = options_of(contact, private, pause, most, steady=True)
    folder = keep or out / "fetched"
    with closing(State(folder)) as state, stopping() as stop:

        def one(targets: Sequence[str]) -> str:
            found = fetch_round(targets, folder, state, options, stop)
            print_said(found, typer.echo)
            said = f"feeds: {feeds_in_words(found) or 'none'}; articles: {pages_in_words(found) or 'none'}"
            if no_run or stop.is_set():
                return said
            summary = read_new(folder, state, out, policy=policy, workers=workers, wait=True)
            if summary is None:
                return said
            moved = sum(summary.moved.values())
            return f"{said}; {summary.new} read into the ledger, {moved} incident{'s' * (moved != 1)} moved"

        try:
            done = watch_rounds(one, lambda: read_opml(feeds), span, stop, typer.echo, rounds)
        except KeyboardInterrupt:
            typer.echo("rashomon: stopped; call it again to go on, what was fetched and read is kept", err=True)
            raise typer.Exit(130) from None
    typer.echo(f"Stopped after {done} round{'s' * (done != 1)}; call it again to go on.", err=True)


def _span(text: str) -> timedelta:
    found = _EVERY.fullmatch(text.strip().lower())
    if found is None or int(found[1]) == 0:
        raise InputError(f"--every {text!r}: write a number and s, m, h or d, as in 15m")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
