"""``rashomon diff``: what changed in the ledger between two moments, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.commands.asking import (
    JsonOption,
    LedgerOption,
    NamesOption,
    OutOption,
    ReaderOption,
    paper,
    place,
    print_json,
    reading,
    told_of,
)


def diff(
    first: Annotated[str, typer.Argument(metavar="T1", help="A day (its end), a time (2024-03-03T18:00), or a run (run:3).")],
    last: Annotated[str, typer.Argument(metavar="T2", help="The later one, in the same ways.")],
    ledger: LedgerOption = None,
    out: OutOption = None,
    names: NamesOption = False,
    who: ReaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what this ledger said otherwise at two moments: what came, went and changed, by cause."""
    from rashomon.errors import InputError
    from rashomon.exports.told_json import diff_json
    from rashomon.exports.told_moves import MOST, grouped, print_diff
    from rashomon.pipeline.moments import run_by
    from rashomon.pipeline.moved import between

    where, _ = place(ledger, out)
    with reading(where, names, who, f"rashomon diff {first} {last}") as db:
        (a, a_words), (b, b_words) = run_by(db, first, "T1"), run_by(db, last, "T2")
        if a > b:
            raise InputError(f"{a_words} is after {b_words}; give the earlier moment first: rashomon diff {last} {first}")
        found = between(db, a, b)
        if as_json:
            print_json(diff_json(found, (a_words, b_words), told_of(db, found.changes, names)))
            return
        shown = [c for _, its in grouped(found.changes) for c in sorted(its, key=lambda c: (("changed", "came", "went").index(c.what), c.incident_id))[:MOST]]  # fmt: skip
        print_diff(paper(), found, (a_words, b_words), told_of(db, shown, names))
