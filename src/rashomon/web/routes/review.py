"""Review: what to look at next, one question with its articles side by side, and what was decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.errors import InputError
from rashomon.pipeline.asked import asked_for, claims_said
from rashomon.pipeline.deciding import decided
from rashomon.queries import Lens
from rashomon.queries.claim_shown import article_key
from rashomon.review import agreement, answers_in, queue_of
from rashomon.review.item import KINDS, Item
from rashomon.review.judging import Answer, person
from rashomon.review.progress import progress
from rashomon.review.queue import Queue
from rashomon.review.shown import article_shown, claims_shown, decisions_shown, item_shown, items_shown
from rashomon.review.writing import seen_now
from rashomon.web import basemap
from rashomon.web.answers import csv_answer, dumped
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.reviewing import me
from rashomon.web.visit import Reader, Role, Visit
from rashomon.web.wording import row

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
        keep = {
            "all": lambda a: True,
            "open": lambda a: own not in a,
            "second": lambda a: bool(a) and own not in a,
            "mine": lambda a: own in a,
        }[self.show]
        return [x for x in queue.matching(self.kind, self.country, self.side) if keep(answers.get(x.item_id, {}))]


def _nothing_yet(visit: Visit) -> bool:
    return not visit.state.run_id


@router.get("/review", include_in_schema=False)
def listed(visit: Reader) -> Response:
    """The queue."""
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
def listed_json(visit: Reader) -> Response:
    """The queue as JSON."""
    asked, who = Asked.of(visit), me(visit)
    queue, answers = queue_of(visit.desk, visit.db), answers_in(visit.db)
    found = asked.wanted(queue, answers, who)
    part = found[asked.at : asked.at + SIZE]
    after = asked.at + SIZE if asked.at + SIZE < len(found) else None
    return _json(
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


def _json(data: Any) -> Response:
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
def decisions_json(visit: Reader) -> Response:
    """What was decided, as JSON."""
    every = [pair for pair in decided(visit.db) if pair[0].kind != "judgement"]
    return _json({"items": decisions_shown(visit.desk, visit.db, every), "total": len(every)})


@router.get("/review/decisions.csv", include_in_schema=False)
def decisions_csv(visit: Reader) -> Response:
    """What was decided, as CSV."""
    every = [pair for pair in decided(visit.db) if pair[0].kind != "judgement"]
    rows = decisions_shown(visit.desk, visit.db, every)
    return csv_answer(_fresh(visit, ""), "decisions", _DECISIONS, (_cells(x, _DECISIONS) for x in rows))


@dataclass(frozen=True, slots=True)
class At:
    """What an item page is about."""

    item: Item | None
    incidents: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    title: str
    before: str | None = None
    after: str | None = None
    place: str = ""


def _at(visit: Visit, queue: Queue, answers: dict[str, dict[str, Answer]], who: str) -> At:
    """What ``?id=``, ``?incident=`` or ``?claim=`` names. Raises a Problem where there is no such thing."""
    given = visit.request.query_params
    asked = Asked.of(visit)
    if wanted := given.get("incident"):
        found = asked_for(visit.db, wanted[:60])
        if found.incident_id is None:
            raise Problem(404, "no such incident", f"{found.asked} is no more in this ledger; what it became is told under /changes")
        return At(None, (found.incident_id,), (), (), "Decide about an incident")
    if wanted := given.get("claim"):
        claim = claims_said(visit.db, [wanted[:60]]).get(wanted[:60])
        if claim is None:
            raise Problem(404, "no such claim", f"there is no claim {wanted[:60]!r} in this ledger")
        home = (claim.incident_id,) if claim.incident_id else ()
        return At(None, home, (claim.claim_id,), (claim.document,), "Decide about a claim")
    list_ = asked.wanted(queue, answers, who)
    item = queue.by_id.get(given.get("id", ""))
    if item is None:
        if given.get("id") or not list_:
            raise Problem(
                404,
                "no such question",
                "this question is no more: a decision settled it, or the ledger changed. The queue has those there are: /review"
                if given.get("id")
                else "there is no question that fits these filters; the queue has those there are: /review",
            )
        item = list_[0]
    at = next((n for n, x in enumerate(list_) if x.item_id == item.item_id), None)
    link = lambda x: asked.address("/review/item", id=x.item_id)  # noqa: E731
    before = link(list_[at - 1]) if at else None
    after = link(list_[at + 1]) if at is not None and at + 1 < len(list_) else None if at is not None or not list_ else link(list_[0])
    place = f"{at + 1} of {len(list_):,}" if at is not None else f"{len(list_):,} in the list"
    return At(item, item.incidents, item.claims, item.documents, item.question, before, after, place)


def _stretch(item: Item | None) -> tuple[int, int] | None:
    """The piece of text that a question about a figure set aside is about."""
    for rule in item.rules if item is not None else ():
        if rule.startswith("at:"):
            start, _, end = rule[3:].partition("-")
            return int(start), int(end)
    return None


def _item(visit: Visit) -> dict[str, Any]:
    who = me(visit)
    answers = answers_in(visit.db)
    at = _at(visit, queue_of(visit.desk, visit.db), answers, who)
    stretch = _stretch(at.item)
    claims, documents, masker, shown, left = claims_shown(visit.db, visit.desk, at.incidents, at.claims, at.documents[:2])
    entries = visit.desk.shelf(visit.db, Lens()).entries
    rows = [row(e) for e in visit.desk.shown(visit.db, [entries[i] for i in at.incidents if i in entries])]
    first = (
        [c for c in at.claims if c in claims] or [c.claim_id for c in shown if c.kind == "casualty"][:8] or [c.claim_id for c in shown][:4]
    )
    names = list(dict.fromkeys([*(at.documents[:1] if stretch else ()), *(claims[c].document for c in first)]))
    texts = [documents[n] for n in names if n in documents] or [documents[n] for n in at.documents if n in documents]
    every = [pair for pair in decided(visit.db) if set(pair[1].claims) & set(claims)]
    scope = at.documents
    told = item_shown(at.item, masker, answers.get(at.item.item_id, {}), who) if at.item else None
    return {
        "item": told,
        "heading": masker.words(scope, at.title),
        "place": at.place,
        "before": at.before,
        "after": at.after,
        "incidents": rows,
        "first": first,
        "claims": [{**asdict(c), "document": article_key(claims[c.claim_id].document)} for c in shown],
        "left": left,
        "articles": [
            article_shown(x, claims.values(), masker, [c.claim_id for c in shown], stretch if x.name == names[0] else None)
            for x in texts[:2]
        ],
        "more_articles": [article_key(n) for n in names[2:12]],
        "decisions": decisions_shown(visit.desk, visit.db, every),
        "seen": asdict(seen_now(visit.db, at.incidents)),
        "me": who,
    }


@router.get("/review/item", include_in_schema=False)
def item(visit: Reader) -> Response:
    """One question, or one incident or claim that somebody wants to decide about."""
    data = _item(visit)
    actors = sorted({s for e in data["incidents"] for s in visit.desk.shelf(visit.db, Lens()).entries[e.id].sides})
    return page(
        visit,
        "review_item.html",
        title="Review: " + data["heading"],
        at="/review",
        **data,
        actors=actors,
        named=visit.named,
        may=visit.role >= Role.REVIEWER,
        map_version=basemap.version(),
    )


@router.get("/review/item.json", include_in_schema=False)
def item_json(visit: Reader) -> Response:
    """The same as JSON."""
    return _json(_item(visit))
