"""How much of the queue is done, and who did what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.model import Decision, DecisionState
from rashomon.model.decisions import RECORDS
from rashomon.review.judging import Answer, person
from rashomon.review.queue import Queue


@dataclass(frozen=True, slots=True)
class Done:
    """One person's work: decisions that hold, those taken back since (by anybody), answers to questions."""

    who: str
    holding: int
    taken_back: int
    answers: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Questions there are, how many somebody answered, how many two did; ``waiting`` are answered by others and not by oneself."""

    questions: int
    answered: int
    by_two: int
    mine: int
    waiting: int
    people: tuple[Done, ...]


def progress(
    queue: Queue, decisions: Iterable[tuple[Decision, DecisionState]], answers: Mapping[str, Mapping[str, Answer]], me: str
) -> Progress:
    """Of the questions that there are now; a question that a decision settled is no question any more."""
    here = {i: a for i, a in answers.items() if i in queue.by_id}
    own = person(me)
    names: dict[str, str] = {}
    holding: Counter[str] = Counter()
    back: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for x, state in decisions:
        if x.kind in RECORDS:
            continue
        key = person(x.who)
        names[key] = x.who
        if x.kind != "undo":
            (back if state.state == "undone" else holding)[key] += 1
    for by in answers.values():
        for key, a in by.items():
            names[key] = a.who
            told[key] += 1
    people = tuple(Done(names[k], holding[k], back[k], told[k]) for k in sorted(names, key=lambda k: (-holding[k] - told[k], k)))
    return Progress(
        len(queue.items),
        len(here),
        sum(len(a) > 1 for a in here.values()),
        sum(own in a for a in here.values()),
        sum(own not in a for a in here.values()),
        people,
    )
