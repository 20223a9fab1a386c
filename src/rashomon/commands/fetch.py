"""``rashomon fetch``: feeds and articles from the web, politely, into archives, and from there into the ledger."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rashomon.fetch.plan import Options

Contact = Annotated[str, typer.Option(help="How sites can reach you: a mail address or a page; it is sent with each request.")]
Private = Annotated[
    list[str] | None,
    typer.Option("--allow-private", metavar="HOST", help="A host of your own network that may be asked, as it stands in the URL."),
]
Pause = Annotated[float, typer.Option(min=0.0, help="Seconds between two requests to one host; its robots.txt may ask for more.")]
Most = Annotated[int, typer.Option(min=1, help="Articles that are taken of one feed.")]
Keep = Annotated[Path | None, typer.Option("--keep", metavar="DIR", help="Where answers are kept as they came; without it OUT/fetched.")]


def fetch(
    targets: Annotated[
        list[str],
        typer.Argument(
            help="Addresses of feeds (RSS, Atom), sitemaps or articles, or a table that lists articles.", metavar="FEED_OR_URL..."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the ledger, as with 'run'.")] = Path("rashomon-out"),
    keep: Keep = None,
    no_run: Annotated[bool, typer.Option("--no-run", help="Only fetch and keep; 'rashomon run DIR/articles' reads it later.")] = False,
    contact: Contact = "",
    private: Private = None,
    pause: Pause = 1.0,
    most: Most = 500,
    policy: Annotated[str | None, typer.Option(help="As with 'run'.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read articles.")] = 1,
    wait: Annotated[bool, typer.Option("--wait", help="Wait where another run writes to the ledger; else it is refused.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="List every address that gave nothing, not only the first twenty.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Ask sites for feeds and articles, keep each answer as it came, and read what is new into the ledger.

    Stopped or killed, it goes on where it was when it is called again. What did not change is not asked for twice.
    """
    from rich.console import Console

    from rashomon.commands.fetching import feeds_in_words, pages_in_words, print_said, read_new
    from rashomon.exports.summary import print_summary
    from rashomon.fetch.plan import unheard_by_all
    from rashomon.fetch.robots import Stopped
    from rashomon.fetch.rounds import fetch_round
    from rashomon.fetch.state import State
    from rashomon.inputs.tables import addresses

    targets = [address for target in targets for address in addresses(target)]
    options = options_of(contact, private, pause, most)
    folder = keep or out / "fetched"
    with closing(State(folder)) as state:
        try:
            with stopping() as stop, telling(quiet) as tell:
                found = fetch_round(targets, folder, state, options, stop, tell)
        except (Stopped, KeyboardInterrupt):
            typer.echo("rashomon: stopped; call it again to go on, what was fetched is kept", err=True)
            raise typer.Exit(130) from None
        if not quiet:
            typer.echo(f"feeds: {feeds_in_words(found) or 'none'}")
            typer.echo(f"articles: {pages_in_words(found) or 'none'}")
            print_said(found, typer.echo, most=10**9 if show_all else 20)
        if error := unheard_by_all(found):
            raise error
        if not no_run:
            try:
                summary = read_new(folder, state, out, policy=policy, workers=workers, wait=wait, quiet=quiet)
            except KeyboardInterrupt:
                typer.echo("rashomon: stopped; call it again to go on, what was fetched and read is kept", err=True)
                raise typer.Exit(130) from None
            if not quiet:
                if summary is None:
                    typer.echo(f"Nothing new for the ledger. Answers are kept in {folder}.")
                else:
                    print_summary(summary, Console())
        elif not quiet:
            typer.echo(f"Kept in {folder}; read it with: rashomon run {folder / 'articles'} --out {out}")
    if found.failed:
        raise typer.Exit(1)


def options_of(contact: str, private: list[str] | None, pause: float, most: int, *, steady: bool = False) -> Options:
    """The options of a command as a round takes them."""
    from rashomon.fetch.addresses import Rules
    from rashomon.fetch.plan import Options

    clean = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()")
    return Options(contact=clean[:200], pause=pause, most=most, steady=steady, rules=Rules.allowing(private or ()))


@contextmanager
def telling(quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """Shows what was fetched last, on standard error, where a person is looking."""
    from rich.console import Console
    from rich.text import Text

    from rashomon.commands.fetching import safe

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    done = 0
    with console.status("asking") as status:

        def tell(what: str) -> None:
            nonlocal done
            done += 1
            status.update(Text(f"{done} fetched  {safe(what)[: max(20, console.width - 24)]}"))

        yield tell


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C and by SIGTERM; the second time they do what they always do."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before: dict[signal.Signals, object] = {}

    def heard(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for which in (signal.SIGINT, signal.SIGTERM):
        before[which] = signal.signal(which, heard)
    try:
        yield stop
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)  # type: ignore[arg-type]
