"""Made-up articles about made-up places, read once, for the tests of what reviewers decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from rashomon.corpus import Article
from rashomon.model import Anchor, Claim, Decision, DecisionState, Incident, Reason
from rashomon.model.decisions import decision_id
from rashomon.pipeline.decisions import seen_of
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.read import read_batch
from rashomon.store import Reading

FOUR, FIVE = ("governor.txt", "killing four villagers"), ("doctor.txt", "Five villagers were killed")
SUNDAY, SIX, THREE = ("sunday.txt", "Five villagers were killed"), ("two.txt", "killed six people"), ("two.txt", "killed three policemen")
WOUNDED = ("governor.txt", "two others were wounded")
CHOICE = {"harm": "killed", "side": "civilians", "low": 4, "best": 4, "high": 5}


#: name → (day of publication, text)
STORIES = {
    "governor.txt": (
        "2031-05-03",
        "Shelling kills four in Dornhollow\n\nShells hit the village of Dornhollow on Friday, killing four villagers, the regional "
        "governor said. He said two others were wounded.",
    ),
    "doctor.txt": (
        "2031-05-04",
        "Five dead after shelling of Dornhollow\n\nFive villagers were killed when shells hit Dornhollow on Friday, a hospital doctor said.",
    ),
    "sunday.txt": (
        "2031-05-05",
        "Shelling of Dornhollow\n\nFive villagers were killed when shells hit Dornhollow on Sunday, a resident said.",
    ),
    "monday.txt": ("2031-05-06", "Village buries its dead\n\nShells hit Dornhollow on Sunday, killing five villagers, a teacher said."),
    "nine.txt": (
        "2031-05-06",
        "Toll rises in Dornhollow\n\nNine villagers were killed when shells hit Dornhollow on Friday, the regional governor said.",
    ),
    "two.txt": (
        "2031-05-03",
        "Bomb and ambush\n\nA bomb killed six people at the market of Orvelgate on Friday, police said. Gunmen killed three policemen "
        "in Tarnferry on Thursday, police said.",
    ),
    "mine.txt": ("2031-07-09", "Mine kills two soldiers\n\nA mine killed two soldiers near Haskmill on Tuesday, the army said."),
}


@cache
def reading(name: str, text: str | None = None, day: str | None = None, url: str | None = None) -> Reading:
    """What is read from an article of :data:`STORIES`, or from other words under its name."""
    known_day, known = STORIES.get(name, ("2031-05-03", ""))
    return read_batch([Article(name, text or known, published=day or known_day, url=url, outlet=name.removesuffix(".txt"))])[0]


def read(*names: str) -> list[Reading]:
    return [reading(n) for n in names]


def decision(
    kind: str,
    *anchors: tuple[str, str],
    value: Any = None,
    number: int = 1,
    undoes: str | None = None,
    at: str = "2031-06-01",
    who: str = "K. Reader",
) -> Decision:
    places = tuple(Anchor(*a) for a in anchors)
    ident = decision_id(kind, who, "as the texts say", places, value, "test", undoes, number)
    return Decision(ident, number, kind, who, at, "as the texts say", places, value, "test", undoes)


def state(derived: Derived, one: Decision) -> DecisionState:
    [found] = [s for s in derived.decisions if s.decision_id == one.decision_id]
    return found


def claim(derived: Derived, document: str, words: str) -> Claim:
    [found] = [c for c in derived.claims if c.document == document and c.words.casefold() == words and c.label == "body"]
    return found


def incident(derived: Derived, document: str, words: str) -> Incident:
    home = claim(derived, document, words).incident_id
    [found] = [i for i in derived.incidents if i.incident_id == home]
    return found


def together(derived: Derived, *told: tuple[str, str]) -> bool:
    """Whether these figures are told of one incident."""
    return len({claim(derived, d, w).incident_id for d, w in told}) == 1


def rows(derived: Derived) -> tuple[object, ...]:
    """All that is derived, but for the decisions themselves."""
    return (derived.documents, derived.groups, derived.claims, derived.incidents, derived.set_aside)


def show(readings: Sequence[Reading], decisions: Iterable[Decision] = ()) -> None:
    derived = derive(readings, list(decisions))
    for i in derived.incidents:
        print(i.label, i.date_start, i.documents, [(e.harm, e.side, e.low, e.best, e.high) for e in i.estimates])
    for c in derived.claims:
        print(c.document, c.label, c.kind, c.harm, c.words, c.low, c.side, c.place, c.time, repr(c.quote), c.incident_id)
    for s in derived.decisions:
        print(s)


def killed(derived: Derived, document: str, words: str, side: str | None = "civilians") -> tuple[int | None, int | None, int | None]:
    [row] = [e for e in incident(derived, document, words).estimates if (e.harm, e.side) == ("killed", side)]
    return row.low, row.best, row.high


def reasons(derived: Derived, document: str, words: str, rule: str) -> list[Reason]:
    return [r for e in incident(derived, document, words).estimates for r in e.reasons if r.rule == rule]


def with_seen(readings: list[Reading], one: Decision, before: tuple[Decision, ...] = ()) -> Decision:
    """As whoever records a decision does it: with what the ledger held then."""
    now = derive(readings, before)
    seen = seen_of(now.claims, {d.name: d for d in now.documents}, one)
    return replace(one, value={**(one.value or {}), "seen": seen})
