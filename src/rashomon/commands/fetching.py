"""What ``fetch`` and ``watch`` share: a round told in words, and the ledger brought up to date with what was kept."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.store import where_of
from rashomon.store.engine import is_url, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from rashomon.fetch.plan import Round
    from rashomon.fetch.state import State
    from rashomon.pipeline.run import RunSummary

#: Addresses that are listed one by one in a terminal.
MOST = 20
_FEEDS = ("read", "unchanged", "put off", "refused", "failed")
_PAGES = ("new", "changed", "unchanged", "not due", "put off", "refused", "failed", "given up before")


def read_new(
    folder: Path, state: State, out: Path, *, policy: str | None = None, workers: int = 1, wait: bool = False, quiet: bool = True
) -> RunSummary | None:
    """Reads archives that the ledger of ``out`` has not read yet into it; None where there is none."""
    from rashomon.exports.report_run import Report
    from rashomon.pipeline.progress import progress_bar
    from rashomon.pipeline.run import run

    where = where_of(out)
    ledger = printable(where) if is_url(where) else os.path.relpath(where, folder)
    if not is_url(where) and not Path(where).exists():
        state.forget_read(ledger)
    names = state.unread(ledger)
    paths = [folder / name for name in names if (folder / name).is_file()]
    if not paths:
        return None
    with progress_bar(quiet) as tell:
        summary = run(paths, out, policy=policy, workers=workers, wait=wait, progress=tell, page=Report())
    state.save_read(ledger, names)
    return summary


def counted(found: Counter[str], order: tuple[str, ...]) -> str:
    """``3 new, 1 changed``, in a fixed order."""
    return ", ".join(f"{found[k]} {k}" for k in (*order, *sorted(set(found) - set(order))) if found[k])


def feeds_in_words(found: Round) -> str:
    """What became of the feeds, or nothing."""
    return counted(found.feeds, _FEEDS)


def pages_in_words(found: Round) -> str:
    """What became of the articles, or nothing."""
    return counted(found.pages, _PAGES)


def print_said(found: Round, echo: Callable[[str], None], most: int = MOST) -> None:
    """What somebody should know, a line each; the words of others are made safe to print."""
    for outcome, address, reason in found.said[:most]:
        echo(safe(f"  {outcome}: {address}{': ' if address else ''}{reason}"))
    if len(found.said) > most:
        more = Counter(outcome for outcome, _, _ in found.said[most:])
        echo(f"  … and {len(found.said) - most} more ({counted(more, ())}); all of them with --all")


def safe(text: str) -> str:
    """Text of strangers for a terminal: nothing in it moves the cursor or turns the direction of writing."""
    return "".join(c if c.isprintable() and not "\u202a" <= c <= "\u2069" else "\N{REPLACEMENT CHARACTER}" for c in text)
