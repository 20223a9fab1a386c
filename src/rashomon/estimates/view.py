"""What a policy makes of one row."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Claim, Reason


@dataclass(frozen=True, slots=True)
class View:
    """Low, best and high under one policy, with reasons. ``supporting``: the claims behind best (or all, where there is none).

    ``withheld`` says in one word why ``best`` is None (the list: ``docs/concepts/estimates.md``); ``words`` are printed where no number stands.
    """

    low: int | None
    best: int | None
    high: int | None
    open: bool
    withheld: str | None
    reasons: tuple[Reason, ...]
    supporting: tuple[Claim, ...]
    words: str | None = None
