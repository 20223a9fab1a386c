"""What reviewers answered to questions of the queue: rows on record that change nothing derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.model import Decision
from rashomon.store.decisions import load_decisions


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer of one person to one question: yes, no or unsure."""

    item: str
    who: str
    answer: str
    note: str
    at: str
    number: int


def answers_of(decisions: Iterable[Decision]) -> dict[str, dict[str, Answer]]:
    """By question and person. Of two answers of one person the later stands; names are compared without regard to case and spaces."""
    out: dict[str, dict[str, Answer]] = {}
    for d in sorted(decisions, key=lambda d: d.number):
        if d.kind == "judgement" and isinstance(d.value, Mapping):
            item = str(d.value.get("item"))
            made = Answer(item, d.who, str(d.value.get("answer")), d.why, d.at, d.number)
            out.setdefault(item, {})[person(d.who)] = made
    return out


def answers_in(db: sa.Connection) -> dict[str, dict[str, Answer]]:
    """:func:`answers_of` the ledger."""
    return answers_of(load_decisions(db))


def person(who: str) -> str:
    """A name as it is compared."""
    return " ".join(who.split()).casefold()
