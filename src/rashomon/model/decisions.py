"""What a reviewer decided, hung on words of documents, and what came of it. See ``docs/concepts/decisions.md``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rashomon.model.claims import Claim
from rashomon.model.ids import content_id

#: Decisions on what one claim says, on which words tell one incident, on the figure of an incident, and on the ledger itself.
CLAIM_KINDS = ("figure", "harm", "side", "speaker", "place", "date", "perpetrator", "background", "not_a_figure")
EVENT_KINDS = ("merge", "split")
#: What is on record and changes nothing that is derived: that names were shown, and what a reviewer answered to a question of the queue.
RECORDS = ("names", "judgement")
KINDS = (*CLAIM_KINDS, *EVENT_KINDS, "choose", "undo", *RECORDS)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a document: the ``occurrence``-th place where ``quote`` stands in the document called ``document``."""

    document: str
    quote: str
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``number`` counts the decisions of a ledger; ``at`` is ISO time text (a day, where a person gave one, "" where nobody
    wrote a time yet); ``value`` is plain JSON as :func:`rashomon.pipeline.decisions_values.checked` gives it; ``source`` says where it was
    written (path of a file, "command line"); ``undoes`` is the id of the decision that an ``undo`` takes back.
    """

    decision_id: str
    number: int
    kind: str
    who: str
    at: str
    why: str
    anchors: tuple[Anchor, ...] = ()
    value: Any = None
    source: str = ""
    undoes: str | None = None

    @property
    def rule(self) -> str:
        """The id that what it changed carries."""
        return f"decision:{self.number}"

    @property
    def order(self) -> tuple[str, int, str]:
        """Decisions hold in this order: of two on one thing the later stands."""
        return (self.at, self.number, self.decision_id)


@dataclass(frozen=True, slots=True)
class DecisionState:
    """What came of a decision among the documents at hand.

    ``state``: ``applied``; ``not_found`` (its words are not there: it does nothing); ``reopened`` (new evidence speaks against it: a person
    should look again); ``overruled`` (a later decision says the opposite); ``undone``. ``note`` is for that person; ``claims`` are the claims it is about.
    """

    decision_id: str
    state: str
    note: str = ""
    claims: tuple[str, ...] = ()


def decision_id(
    kind: str, who: str, why: str, anchors: Iterable[Anchor], value: Any, source: str, undoes: str | None = None, more: object = None
) -> str:
    """The id of a decision: the same words of the same person from the same source give the same id. What it had ``seen`` is left out;
    ``more`` tells apart what is alike in all else (the second such entry of a file, a second undo)."""
    plain = {k: v for k, v in value.items() if k != "seen"} if isinstance(value, dict) else value
    places = [[a.document, a.quote, a.occurrence] for a in anchors]
    return content_id("dec", kind, who, why, places, [_listed(plain)], source, undoes, more)


def _listed(value: Any) -> Any:
    """Plain JSON as lists, which is what ids are made of."""
    if isinstance(value, dict):
        return [[str(k), _listed(v)] for k, v in sorted(value.items(), key=lambda item: str(item[0]))]
    return [_listed(v) for v in value] if isinstance(value, list | tuple) else value


def had_seen(decision: Decision, claim: Claim) -> bool:
    """Whether who decided knew of the words of ``claim``: they overlap a stretch in ``value["seen"]``, a list of [document id, start, end].

    Offsets are of a text named by its hash, so that other rules or another name of the file change nothing. Where nothing was written
    down, everything counts as known, and nothing re-opens the decision.
    """
    seen = decision.value.get("seen") if isinstance(decision.value, dict) else None
    if seen is None:
        return True
    return any(text == claim.document_id and start < claim.end and claim.start < end for text, start, end in seen)
