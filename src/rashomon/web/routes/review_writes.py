"""What changes a ledger: decisions, tried or kept, taken back; and answers to questions of the queue, which change nothing derived."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi import Path as InPath
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rashomon.model import Anchor
from rashomon.pipeline.deciding import Outcome
from rashomon.review import Desired, Seen, answers_in
from rashomon.review.shown import answers_shown, outcome_shown
from rashomon.review.wished import WISHES
from rashomon.review.writing import seen_now
from rashomon.web.answers import dumped
from rashomon.web.problems import Problem
from rashomon.web.reviewing import Deciding, answered, may_undo, me, signer, writer_of
from rashomon.web.visit import Visit

router = APIRouter()
_PROBLEM = {"application/problem+json": {"schema": {"type": "object"}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    403: {"description": "You may not: another role is needed, or this server is for reading only.", "content": _PROBLEM},
    409: {
        "description": "It changed since you looked: `changed` says what and by whom, `seen` what you would look at now.",
        "content": _PROBLEM,
    },
    422: {"description": "`errors` says which field is wrong and how.", "content": _PROBLEM},
    503: {"description": "Somebody else writes; `detail` says who since when.", "content": _PROBLEM},
}
Id = Annotated[str, Field(max_length=60)]
Words = Annotated[str, Field(max_length=4000), AfterValidator(lambda text: text.replace("\0", "\ufffd"))]
Name = Annotated[str, Field(max_length=100)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SeenIn(_In):
    """What you were looking at: the version of each incident concerned, and the number of the last decision then."""

    incidents: dict[Id, Annotated[int, Field(ge=0, le=2**53)]] = Field(default_factory=dict, max_length=2000)
    decision: int = Field(default=0, ge=0, le=2**53)


class WordsIn(_In):
    """Words of a document."""

    document: Annotated[str, Field(max_length=1000)]
    quote: Words
    occurrence: int = Field(default=1, ge=1, le=10_000)


class DecisionIn(_In):
    """A decision: ``kind`` about claims, incidents or words; ``value`` is what is right (see the table in docs/how-to/decisions.md)."""

    kind: Annotated[str, Field(max_length=40, description=", ".join(WISHES))]
    why: Words = ""
    who: Name = ""
    claims: list[Id] = Field(default_factory=list, max_length=20)
    incidents: list[Id] = Field(default_factory=list, max_length=10)
    at: list[WordsIn] = Field(default_factory=list, max_length=10)
    value: Any = None
    seen: SeenIn

    def wish(self) -> Desired:
        """As the writer takes it."""
        at = [Anchor(a.document, a.quote, a.occurrence) for a in self.at]
        return Desired(self.kind, self.why, self.claims, self.incidents, at, self.value)


class UndoIn(_In):
    """Taking a decision back; ``dry``: only say what that would do."""

    why: Words = ""
    who: Name = ""
    dry: bool = False


class JudgementIn(_In):
    """An answer to a question of the queue: is it so?"""

    item: Id
    answer: Literal["yes", "no", "unsure"]
    who: Name = ""
    note: Words = ""


def _answer(data: Any, status: int = 200) -> Response:
    return Response(dumped(data), status, {"Cache-Control": "no-store"}, "application/json")


def _told(visit: Visit, outcome: Outcome, *, dry: bool) -> dict[str, Any]:
    """The outcome, with what one has seen after it."""
    with visit.desk.read() as db:
        shown = outcome_shown(visit.desk, db, outcome, dry=dry)
        ids = {i for c in shown["changes"] for i in (c["incident_id"], c["into"]) if i}
        return {**shown, "seen": seen_now(db, ids)}


@router.post("/api/v1/decisions", tags=["review"], status_code=201, responses=PROBLEMS, operation_id="decide")
def decide(visit: Deciding, body: DecisionIn) -> Response:
    """Keep a decision, if the ledger still says what you saw."""
    who = signer(visit, body.who)
    seen = Seen(body.seen.incidents, body.seen.decision)
    outcome = answered(visit, lambda: writer_of(visit).kept(body.wish(), who, seen))
    return _answer(_told(visit, outcome, dry=False), 201)


@router.post("/api/v1/decisions/try", tags=["review"], responses=PROBLEMS, operation_id="try_decision")
def try_decision(visit: Deciding, body: DecisionIn) -> Response:
    """What a decision would move; nothing is kept."""
    who = signer(visit, body.who)
    seen = Seen(body.seen.incidents, body.seen.decision)
    outcome = answered(visit, lambda: writer_of(visit).tried(body.wish(), who, seen))
    return _answer(_told(visit, outcome, dry=True))


@router.post("/api/v1/decisions/{number}/undo", tags=["review"], status_code=201, responses=PROBLEMS, operation_id="undo_decision")
def undo(visit: Deciding, number: Annotated[int, InPath(ge=1, le=2**53)], body: UndoIn) -> Response:
    """Take a decision back; taking back an undo brings it back."""
    who = signer(visit, body.who)
    outcome = answered(visit, lambda: writer_of(visit).undone(number, who, body.why, dry=body.dry, may=may_undo(visit)))
    return _answer(_told(visit, outcome, dry=body.dry), 200 if body.dry else 201)


@router.post("/api/v1/judgements", tags=["review"], status_code=201, responses=PROBLEMS, operation_id="judge")
def judge(visit: Deciding, body: JudgementIn) -> Response:
    """Answer a question of the queue; it changes nothing that is derived. The answers of others are shown once you answered."""
    who = signer(visit, body.who)
    if not body.item.startswith("q-"):
        raise Problem(422, "not valid", "item is the id of a question (q-…)", errors=[{"in": "item", "message": "is the id of a question"}])
    made = answered(visit, lambda: writer_of(visit).judged(body.item, body.answer, who, body.note))
    with visit.desk.read() as db:
        answers = answers_in(db).get(body.item, {})
        told = answers_shown(answers, who, visit.desk.masker({}))
    return _answer({"number": made.number, "item": body.item, "who": made.who, "me": me(visit), **told}, 201)
