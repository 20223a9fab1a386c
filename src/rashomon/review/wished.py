"""Turns what a person asks for on a page, claims and incidents by id, into a decision hung on words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.model import Anchor, Claim, Decision
from rashomon.model.decisions import CLAIM_KINDS
from rashomon.pipeline.anchoring import anchor_of, incidents_at
from rashomon.pipeline.asked import asked_for, claims_said
from rashomon.pipeline.deciding import proposed
from rashomon.pipeline.decisions_claims import find_span, find_words
from rashomon.pipeline.decisions_values import VALUES, checked
from rashomon.store import derived_tables as d
from rashomon.store import evidence

#: Says of a decision where it was made.
SOURCE = "web page"
#: What a page can decide.
WISHES = (*CLAIM_KINDS, "merge", "split", "choose")
#: Figures above this are no counts of people, and a value longer than this no word or name.
MOST, LONGEST = 1_000_000_000, 4_000


class Refused(InputError):
    """What was asked for cannot be decided; ``field`` is what has to be put right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of the ledger that somebody looked at: the version of each incident concerned (:attr:`rashomon.queries.Entry.version`), and the
    number of the last decision."""

    incidents: Mapping[str, int] = field(default_factory=dict)
    decision: int = 0


@dataclass(frozen=True, slots=True)
class Desired:
    """What somebody wants to decide: ``kind`` about ``claims`` (by id), ``incidents`` (by id) or words (``at``), with what is right in ``value``."""

    kind: str
    why: str
    claims: Sequence[str] = ()
    incidents: Sequence[str] = ()
    at: Sequence[Anchor] = ()
    value: Any = None


def decision_of(db: sa.Connection, wish: Desired, who: str) -> tuple[Decision, set[str]]:
    """The decision, and the incidents that it is about. Raises Refused with the field that is wrong."""
    if wish.kind not in WISHES:
        raise Refused("kind", f"{wish.kind!r} cannot be decided; it is one of {', '.join(WISHES)}")
    if not who.strip():
        raise Refused("who", "say who you are: a decision carries the name of who made it")
    if not wish.why.strip():
        raise Refused("why", "say why: a decision carries its reason")
    value = wish.value
    _plain_text(value)
    if wish.kind != "choose":
        made, problem = checked(wish.kind, value)
        if problem:
            raise Refused("value", f"what you gave {problem}; for {wish.kind.replace('_', ' ')} it is {VALUES[wish.kind]}")
        _counted(made)
    ids = [_now(db, i) for i in wish.incidents]
    claims = _claims(db, wish.claims)
    anchors = [_checked(db, a) for a in wish.at] + [_words(db, c) for c in claims]
    if wish.kind == "choose":
        value = _choice(db, ids, claims, value)
    if wish.kind in {"merge", "split", "choose"}:
        anchors = _events(db, wish.kind, ids, anchors)
    elif not anchors:
        raise Refused("claims", "say which words are meant: choose a claim")
    return proposed(db, wish.kind, anchors, value, who, wish.why, SOURCE), {*ids, *incidents_at(db, anchors)}


def _plain_text(value: Any) -> None:
    """Refuses what no database holds as text: half a character, a NUL."""
    try:
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
    except (ValueError, RecursionError) as err:
        raise Refused("value", "what you gave is no text that can be kept") from err
    if len(text) > LONGEST or "\\u0000" in text:
        raise Refused("value", "what you gave is too long, or holds a character that is none")


def _counted(value: Any) -> None:
    """Refuses numbers of people that there are not."""
    for n in value.values() if isinstance(value, Mapping) else ():
        if isinstance(n, int) and n > MOST:
            raise Refused("value", f"{str(n)[:20]} is more than can be counted here")


def _events(db: sa.Connection, kind: str, ids: Sequence[str], anchors: Sequence[Anchor]) -> list[Anchor]:
    """Words for each incident, and those given."""
    if len(set(ids)) < len(ids):
        raise Refused("incidents", "these are one incident already")
    if kind == "merge" and len(ids) + len(anchors) < 2:
        raise Refused("incidents", "merge is about two or more incidents: name the other one")
    if kind == "split" and (not anchors or len(ids) + len(anchors) < 2):
        raise Refused("claims", "split is about words that tell of another incident: choose a claim of the report that does not belong")
    if kind == "choose" and len(ids) != 1:
        raise Refused("incidents", "a figure is chosen for one incident")
    without = anchors if kind == "split" else ()
    try:
        return [*(anchor_of(db, i, without) for i in ids), *anchors]
    except InputError as err:
        raise Refused("incidents", str(err).split("; name words")[0] + "; choose claims of both reports instead") from err


def _now(db: sa.Connection, text: str) -> str:
    try:
        found = asked_for(db, text[:60])
    except InputError as err:
        raise Refused("incidents", str(err)) from err
    if found.incident_id is None:
        raise Refused("incidents", f"{found.asked} is no more in this ledger")
    return found.incident_id


def _claims(db: sa.Connection, ids: Sequence[str]) -> list[Claim]:
    there = set()
    for group in evidence.chunks(sorted(set(ids))):
        there |= set(db.scalars(sa.select(d.claims.c.claim_id).where(d.claims.c.claim_id.in_(group))))
    gone = [i for i in ids if i not in there]
    if gone:
        raise Refused("claims", f"there is no claim {gone[0][:40]} in this ledger now; load the page again")
    said = claims_said(db, ids)
    return [said[i] for i in dict.fromkeys(ids)]


def _words(db: sa.Connection, claim: Claim) -> Anchor:
    """The claim's own words, with the occurrence that they are."""
    document = evidence.load_documents(db, [claim.document])[claim.document]
    for n, place in enumerate(find_words(document.text, claim.quote), 1):
        if place.overlaps(claim.span):
            return Anchor(claim.document, claim.quote, n)
    raise Refused("claims", "the words of this claim cannot be found again in the article; name words of it yourself: rashomon decide --at")


def _checked(db: sa.Connection, anchor: Anchor) -> Anchor:
    found = find_span(anchor, evidence.load_documents(db, [anchor.document]))
    if isinstance(found, str):
        raise Refused("at", found)
    return anchor


def _choice(db: sa.Connection, ids: Sequence[str], claims: Sequence[Claim], given: Any) -> Any:
    """The chosen figure; without ``side`` it is of the one side that has figures, else of all together. A best alone is low and high, too."""
    if not isinstance(given, Mapping) or set(given) - {"harm", "side", "low", "best", "high", "over"}:
        raise Refused("value", f"what you gave is no figure; for choose it is {VALUES['choose']}")
    best = given.get("best")
    low, high = (given.get(k, best) for k in ("low", "high"))
    made = {"harm": given.get("harm", "killed"), "side": given.get("side"), "low": low, "best": best, "high": high}
    _, problem = checked("choose", made)
    if problem:
        raise Refused("value", f"what you gave {problem}; for choose it is {VALUES['choose']}")
    _counted(made)
    return made
