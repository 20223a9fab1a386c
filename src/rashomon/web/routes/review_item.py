"""One question of the queue, or one incident or claim that somebody wants to decide about, with its articles side by side."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from rashomon.pipeline.asked import asked_for, claims_said
from rashomon.pipeline.deciding import decided
from rashomon.queries import Lens
from rashomon.queries.claim_shown import article_key
from rashomon.review import answers_in, queue_of
from rashomon.review.item import Item
from rashomon.review.judging import Answer
from rashomon.review.queue import Queue
from rashomon.review.shown import article_shown, claims_shown, decisions_shown, incidents_beside, item_shown
from rashomon.review.writing import seen_now
from rashomon.web import basemap
from rashomon.web.pages import page
from rashomon.web.problems import Problem
from rashomon.web.reviewing import me, warmed
from rashomon.web.routes.review import Asked, untagged
from rashomon.web.visit import Reader, Role, Visit
from rashomon.web.wording import row

router = APIRouter()


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

    def link(x: Item) -> str:
        return asked.address("/review/item", id=x.item_id)

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
        "seen": asdict(seen_now(visit.db, {*at.incidents, *incidents_beside(visit.db, claims.values())})),
        "about": list(at.incidents),
        "me": who,
    }


@router.get("/review/item", include_in_schema=False)
def item(visit: Reader) -> Response:
    """One question, or one incident or claim that somebody wants to decide about."""
    warmed(visit)
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
    return untagged(_item(visit))
