"""Hangs a decision on words: turns what a person types, words of a document or an incident's id, into anchors."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.model import Anchor, Claim, Document, Incident
from rashomon.pipeline.decisions_claims import find_claims, find_span, find_words, shortened
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.view import view
from rashomon.store import derived_tables as d
from rashomon.store import evidence

_OCCURRENCE = re.compile(r"\s+#(\d+)$")


def anchor_at(db: sa.Connection, text: str) -> Anchor:
    """The anchor that ``DOCUMENT: words`` names; ``DOCUMENT: words #2`` is the second place where they stand.

    Raises InputError where there is no such document, the words do not stand in it, or stand there more than once and it is not said which.
    """
    cuts = [m.start() for m in re.finditer(":", text)]
    there = evidence.load_documents(db, {text[:n].strip() for n in cuts})
    found = [(text[:n].strip(), text[n + 1 :].strip()) for n in cuts if text[:n].strip() in there]
    if not cuts:
        raise InputError(f"--at {text!r}: write a document and words of it with a colon between, as in --at 'news.txt: four were killed'")
    if not found:
        name = text[: cuts[0]].strip()
        raise InputError(f"--at: there is no document {name!r} in this ledger; write its name as documents.jsonl has it")
    name, words = max(found, key=lambda x: len(x[0]))
    words = words.strip("“”\"'") if words[:1] in "“\"'" and words[-1:] in "”\"'" and len(words) > 2 else words
    if not words:
        raise InputError(f"--at {text!r}: there are no words after the colon; copy some from the document")
    whole = there[name].text
    places = find_words(whole, words)
    number = _OCCURRENCE.search(words)
    if not places and number and (bare := find_words(whole, words[: number.start()])):
        which = int(number.group(1))
        if not 1 <= which <= len(bare):
            raise InputError(f"--at {text!r}: these words stand there {len(bare)} times; there is no #{which}")
        return Anchor(name, words[: number.start()], which)
    if not places:
        raise InputError(f"--at: the words “{shortened(words)}” do not stand in {name}; copy them from it letter by letter")
    if len(places) > 1:
        around = "; ".join(f"#{n}: “{shortened(_around(whole, p.start, p.end))}”" for n, p in enumerate(places[:5], 1))
        raise InputError(f"--at: the words “{shortened(words)}” stand in {name} {len(places)} times; add which is meant ({around})")
    return Anchor(name, words)


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 20) : end + 20]


def incidents_at(db: sa.Connection, anchors: Iterable[Anchor]) -> set[str]:
    """Ids of the incidents that the words of these anchors tell of."""
    out: set[str] = set()
    c = d.claims.c
    for anchor in anchors:
        span = find_span(anchor, evidence.load_documents(db, [anchor.document]))
        if not isinstance(span, str):
            asked = sa.select(c.incident_id).where(c.document == anchor.document, c.start < span.end, c.end > span.start)
            out |= {i for i in db.scalars(asked) if i}
    return out


def anchor_of(db: sa.Connection, incident_id: str, without: Sequence[Anchor] = ()) -> Anchor:
    """Words that tell this incident and no other: of its first claim where they will do, else of another one. Words that ``without`` touches
    are passed over, and so are their documents where another tells of the incident, too.

    Raises InputError where no words of it stand alone.
    """
    shown = view(db, [incident_id])
    [incident] = shown.incidents
    documents = {x.name: x for x in shown.documents}
    passed = {c.claim_id for a in without for c in _touched(a, shown.claims, documents)}
    avoided = {a.document for a in without} if set(incident.documents) - {a.document for a in without} else set()
    for strict in (True, False):
        for claim in _candidates(incident, shown):
            if claim.claim_id in passed or claim.document in avoided:
                continue
            anchor = _hung(claim, documents[claim.document])
            if anchor is None:
                continue
            touched = _touched(anchor, shown.claims, documents)
            if not strict:  # a figure in a sentence that tells of several events, as decisions_events reads it
                touched = [c for c in touched if (c.start, c.end) == (claim.start, claim.end)]
            if {c.incident_id for c in touched if c.incident_id} == {incident_id} and passed.isdisjoint(c.claim_id for c in touched):
                return anchor
    raise InputError(
        f"no words tell {incident_id} alone{' beside those given' if without else ''}; name words of it yourself: --at 'DOCUMENT: words'"
    )


def _touched(anchor: Anchor, claims: Iterable[Claim], documents: dict[str, Document]) -> list[Claim]:
    found = find_claims(anchor, claims, documents)
    return [] if isinstance(found, str) else found


def _candidates(incident: Incident, shown: Derived) -> list[Claim]:
    own = [c for c in shown.claims if c.incident_id == incident.incident_id]
    return sorted(
        own,
        key=lambda c: (c.claim_id != incident.anchor, c.kind != "casualty", c.label != "body", c.document, c.start, c.end, c.claim_id),
    )


def _hung(claim: Claim, document: Document) -> Anchor | None:
    """The claim's own words, with the occurrence that they are."""
    places = find_words(document.text, claim.quote)
    return next((Anchor(claim.document, claim.quote, n) for n, p in enumerate(places, 1) if p.overlaps(claim.span)), None)


def documents_of(anchors: Collection[Anchor]) -> list[str]:
    """Names of the documents of some anchors, sorted."""
    return sorted({a.document for a in anchors})
