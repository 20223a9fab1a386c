"""One question of the queue: what a person should look at, why, and how many killed an answer could move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.model.ids import content_id

#: Kinds of questions, in the order in which a filter names them, with what they ask in words.
KINDS = {
    "dispute": "figures that sides dispute, or that have no best",
    "join": "reports that may not belong to their incident",
    "merge": "incidents that may be one",
    "figure": "figures that may be misread and set a bound",
    "reopened": "decisions that new evidence speaks against, or that hold no longer",
    "link": "links between incidents that rest on a phrase",
    "place": "places that are not found on the map",
    "aside": "figures set aside that may count people",
}

#: What an answer (yes, no, not sure) says yes or no to, where the question itself is another one.
ASK = {
    "dispute": "Is the figure right as it stands?",
    "place": "Is the place right as it stands?",
    "reopened": "Does the decision still hold?",
    "merge": "Are they one?",
    "join": "Does it tell of it?",
    "figure": "Does it count them?",
    "aside": "Does it count people?",
    "link": "Are they tied?",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A question. Texts are as the ledger has them: names are hidden when it is shown.

    ``low`` and ``high``: from how many to how many killed the total over all incidents could move by an answer (``-3``, ``5``); ``share`` is how
    likely it is, as far as anything is known, that an answer moves it; both give ``weight``, by which the queue is ordered. ``size`` is
    the number of killed told of its incidents, which breaks ties. ``incidents`` are those it is about, the one to look at first; ``claims`` those whose
    words settle it. ``rules`` lead to what made the program unsure.
    """

    item_id: str
    kind: str
    question: str
    why: str
    incidents: tuple[str, ...]
    claims: tuple[str, ...]
    low: int
    high: int
    share: float
    size: int
    countries: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    decision: int | None = None

    @property
    def weight(self) -> float:
        """How many killed an answer is expected to move: the widest way they could go, times how likely it is that they go."""
        return round(max(abs(self.low), abs(self.high)) * self.share, 4)

    @property
    def order(self) -> tuple[float, int, int, str]:
        """The heaviest first; then what is about more killed; then by kind and id, so that the order is always the same."""
        return (-self.weight, -self.size, tuple(KINDS).index(self.kind), self.item_id)


def item_id(kind: str, *about: object) -> str:
    """The id of a question: the same question about the same words has the same id, whatever else changes."""
    return content_id("q", kind, [list(a) if isinstance(a, Iterable) and not isinstance(a, str) else a for a in about])
