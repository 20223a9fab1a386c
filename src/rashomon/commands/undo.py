"""``rashomon undo``: takes a decision back. That is a row of its own: nothing is erased, and an undo can be undone."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.commands.asking import LedgerOption, NamesOption, OutOption, WeightsOption, WhoOption, WhyOption, place


def undo(
    decision: Annotated[str, typer.Argument(help="Its number or id (rashomon decisions lists them).")],
    who: WhoOption,
    why: WhyOption,
    ledger: LedgerOption = None,
    out: OutOption = None,
    weights: WeightsOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and keep nothing.")] = False,
    names: NamesOption = False,
) -> None:
    """Take back a decision, or bring back one by undoing its undo."""
    from rashomon.commands.decide import carry_out
    from rashomon.pipeline.deciding import undo_of

    where, folder = place(ledger, out)
    carry_out(where, folder, lambda db: undo_of(db, decision, who, why), weights, dry_run, who if names else None)
