"""Review: what to look at next, one question with its articles side by side, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.errors import InputError
from rashomon.pipeline.deciding import decided
from rashomon.review import agreement, answers_in, queue_of
from rashomon.review.item import KINDS, Item
from rashomon.review.judging import Answer, person
from rashomon.review.progress import progress
from rashomon.review.queue import Queue
from rashomon.review.shown import decisions_shown, items_shown
from rashomon.review.writing import seen_now
from rashomon.web.answers import csv_answer, dumped
from rashomon.web.pages import page
from rashomon.web.reviewing import me, warmed
from rashomon.web.visit import Reader, Role, Visit

router = APIRouter()
SIZE = 50
_COLUMNS = ("id", "kind", "question", "why", "from", "to", "share", "weight", "incidents", "claims", "answer", "others")
_DECISIONS = ("number", "kind", "who", "at", "why", "value", "state", "note", "undoes", "source", "incidents")
#: How a list may be narrowed by answers.
SHOW = {"open": "not answered by me", "second": "answered by somebody else, not by me", "mine": "answered by me", "all": "all"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for."""

    kind: tuple[str, ...]
    country: tuple[str, ...]
    side: tuple[str, ...]
    show: str
    at: int

    @classmethod
    def of(cls, visit: Visit) -> Asked:
        """Of the address. Raises InputError for what is none."""
        given = visit.request.query_params
        kind = tuple(k for k in given.getlist("kind") if k)
        if strange := [k for k in kind if k not in KINDS]:
            raise InputError(f"kind {strange[0][:40]!r} is not known; it is one of {', '.join(KINDS)}")
        show = given.get("show") or "all"
        if show not in SHOW:
            raise InputError(f"show {show[:40]!r} is not known; it is one of {', '.join(SHOW)}")
        at = given.get("from", "0")
        if not (at.isascii() and at.isdigit() and len(at) < 9):
            raise InputError(f"from {at[:40]!r} is no number; it counts the questions that are passed over")
        return cls(kind, tuple(c for c in given.getlist("country") if c), tuple(s for s in given.getlist("side") if s), show, int(at))

    @property
    def params(self) -> list[tuple[str, str]]:
        """As it stands in an address, without the place in the list."""
        out = [(name, v) for name in ("kind", "country", "side") for v in getattr(self, name)]
        return [*out, *([("show", self.show)] if self.show != "all" else [])]

    def address(self, path: str, **more: object) -> str:
        """An address with the same filters."""
        text = urlencode([*self.params, *((k, str(v)) for k, v in more.items() if v not in (None, "", 0))])
        return f"{path}?{text}" if text else path

    def wanted(self, queue: Queue, answers: dict[str, dict[str, Answer]], who: str) -> list[Item]:
        """The questions asked for, in order."""
        own = person(who)

        def fits(told: Mapping[str, Answer]) -> bool:
            mine = own in told
            return self.show == "all" or (mine == (self.show == "mine") and (self.show != "second" or bool(told)))

        return [x for x in queue.matching(self.kind, self.country, self.side) if fits(answers.get(x.item_id, {}))]


def _nothing_yet(visit: Visit) -> bool:
    return not visit.state.run_id


@router.get("/review", include_in_schema=False)
def listed(visit: Reader) -> Response:
    """The queue."""
    warmed(visit)
    asked, who = Asked.of(visit), me(visit)
    queue, answers, every = queue_of(visit.desk, visit.db), answers_in(visit.db), decided(visit.db)
    found = asked.wanted(queue, answers, who)
    shown = items_shown(visit.desk, visit.db, found[asked.at : asked.at + SIZE], answers, who)
    told = agreement(answers)
    parted = [queue.by_id[i] for i in told.parted if i in queue.by_id and person(who) in answers[i]]
    return page(
        visit,
        "review.html",
        title="Review",
        at="/review",
        asked=asked,
        items=shown,
        total=len(found),
        size=SIZE,
        facets=queue.facets(),
        kinds=KINDS,
        shows=SHOW,
        done=progress(queue, every, answers, who),
        agreed=told,
        parted=items_shown(visit.desk, visit.db, parted[:20], answers, who),
        me=who,
        may=visit.role >= Role.REVIEWER,
        empty=_nothing_yet(visit),
    )


@router.get("/review.json", include_in_schema=False)
def listeduntagged(visit: Reader) -> Response:
    """The queue as JSON."""
    asked, who = Asked.of(visit), me(visit)
    queue, answers = queue_of(visit.desk, visit.db), answers_in(visit.db)
    found = asked.wanted(queue, answers, who)
    part = found[asked.at : asked.at + SIZE]
    after = asked.at + SIZE if asked.at + SIZE < len(found) else None
    return untagged(
        {
            "items": items_shown(visit.desk, visit.db, part, answers, who),
            "total": len(found),
            "next": asked.address("/review.json", **{"from": after}) if after else None,
            "facets": queue.facets(),
            "progress": asdict(progress(queue, decided(visit.db), answers, who)),
            "agreement": asdict(agreement(answers)),
        }
    )


@router.get("/review.csv", include_in_schema=False)
def listed_csv(visit: Reader) -> Response:
    """The whole filtered queue as CSV."""
    asked, who = Asked.of(visit), me(visit)
    answers = answers_in(visit.db)
    found = asked.wanted(queue_of(visit.desk, visit.db), answers, who)
    shown = items_shown(visit.desk, visit.db, found, answers, who)
    return csv_answer(_fresh(visit, who), "review", _COLUMNS, (_cells(x, _COLUMNS) for x in shown))


def _cells(shown: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {c: " ".join(map(str, shown[c])) if isinstance(shown[c], list) else shown[c] for c in columns}


def untagged(data: Any) -> Response:
    """Answers depend on who asks and on judgements, which no state of the ledger names."""
    return Response(dumped(data), 200, {"Cache-Control": "private, no-store"}, "application/json")


def _fresh(visit: Visit, who: str) -> Visit:
    """The visit with a state that also tells who asks and the last decision, for tags."""
    last = seen_now(visit.db, ()).decision
    return replace(visit, state=replace(visit.state, ledger_id=f"{visit.state.ledger_id}-{last}-{who}"))


@router.get("/review/decisions", include_in_schema=False)
def decisions(visit: Reader) -> Response:
    """What was decided."""
    every = [pair for pair in decided(visit.db) if pair[0].kind != "judgement"]
    every.sort(key=lambda pair: -pair[0].number)
    start = Asked.of(visit).at
    who = me(visit)
    return page(
        visit,
        "review_decisions.html",
        title="Decisions",
        at="/review",
        rows=decisions_shown(visit.desk, visit.db, every[start : start + SIZE]),
        total=len(every),
        start=start,
        size=SIZE,
        me=who,
        undo_all=not visit.named or visit.role >= Role.ADMIN,
        may=visit.role >= Role.REVIEWER,
    )


@router.get("/review/decisions.json", include_in_schema=False)
def decisionsuntagged(visit: Reader) -> Response:
    """What was decided, as JSON."""
    every = [pair for pair in decided(visit.db) if pair[0].kind != "judgement"]
    return untagged({"items": decisions_shown(visit.desk, visit.db, every), "total": len(every)})


@router.get("/review/decisions.csv", include_in_schema=False)
def decisions_csv(visit: Reader) -> Response:
    """What was decided, as CSV."""
    every = [pair for pair in decided(visit.db) if pair[0].kind != "judgement"]
    rows = decisions_shown(visit.desk, visit.db, every)
    return csv_answer(_fresh(visit, ""), "decisions", _DECISIONS, (_cells(x, _DECISIONS) for x in rows))
