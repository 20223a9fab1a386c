"""A reading as statements, and statements as the reading they came from: one is the other, nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from rashomon.model import Claim, Document, IncidentMention, SetAside, content_id
from rashomon.model.statements import Statement
from rashomon.store.codec import decode, encode
from rashomon.store.reading import Reading

#: Which fields of a claim make one property, and the field that says where its words stand (None: the whole quote).
PROPERTIES: dict[str, tuple[tuple[str, ...], str | None]] = {
    "claim": (("kind", "label", "sentence", "paragraph", "strength", "rule"), None),
    "harm": (("harm", "harm_detail"), None),
    "figure": (("low", "high", "words", "negated", "approx", "vague"), None),
    "scope": (("scope", "part_of", "period"), None),
    "victims": (("victims", "groups"), "victims"),
    "side": (("side", "victim_party", "victim_status", "status_by", "includes_attackers"), "victims"),
    "relation": (("relation",), None),
    "perpetrator": (("perpetrator",), None),
    "speaker": (("speaker", "via"), "speaker"),
    "cue": (("cue",), "cue"),
    "stance": (("voice", "stance", "target", "denies"), "cue"),
    "date": (("when", "when_span", "time"), "when_span"),
    "place": (("place", "place_span", "location"), "place_span"),
    "event": (("event", "event_kind"), None),
    "weapon": (("weapon",), None),
    "background": (("background",), None),
}
#: Where a claim stands; in columns of their own.
WHERE = ("claim_id", "document", "document_id", "start", "end", "quote")
#: Filled in when everything is derived; never read from one document.
DERIVED = ("incident_id", "p_read", "p_incident")


@cache
def _defaults() -> dict[str, Any]:
    return {f.name: f.default for f in fields(Claim) if f.default is not MISSING}


def ordered(reading: Reading) -> Reading:
    """The reading with its claims, mentions and figures set aside in one order, whatever the order they were found or kept in."""
    return Reading(
        reading.document,
        tuple(sorted(reading.claims, key=lambda c: (c.start, c.end, c.claim_id))),
        tuple(sorted(reading.incidents, key=lambda m: (m.sentence, m.mention_id))),
        tuple(sorted(reading.set_aside, key=lambda s: (s.start, s.end, s.words, s.reason))),
        reading.input_hash,
    )


def statements_of(reading: Reading) -> list[Statement]:
    """Every statement of a reading, in a fixed order, each once."""
    document = reading.document
    out: list[Statement] = []

    def add(subject: str, prop: str, value: Any, start: int, end: int, rule: str = "", original: str | None = None) -> None:
        words = document.text[start:end] if original is None else original
        key = content_id("st", document.document_id, subject, start, end, prop, value)
        out.append(Statement(key, document.name, document.document_id, subject, prop, value, words, start, end, rule))

    for claim in ordered(reading).claims:
        for prop, (names, at) in PROPERTIES.items():
            value = {n: encode(v) for n in names if (v := getattr(claim, n)) != _defaults().get(n, MISSING)}
            if value:
                span = (getattr(claim, at) if at else None) or claim
                add(claim.claim_id, prop, value, span.start, span.end, " ".join(claim.rule) if prop == "claim" else "")
    for mention in ordered(reading).incidents:
        stretches = [*mention.extent] or [(0, 0)]
        value = {k: v for k, v in encode(mention).items() if k not in {"mention_id", "document", "document_id"}}
        add(mention.mention_id, "incident", value, min(s for s, _ in stretches), max(e for _, e in stretches), original="")
    for figure in ordered(reading).set_aside:
        add(
            content_id("sa", document.document_id, figure.start, figure.end, figure.words, figure.reason),
            "set_aside",
            {"reason": figure.reason, "words": figure.words},
            figure.start,
            figure.end,
        )
    return list({s.statement_id: s for s in out}.values())


def reading_of(document: Document, statements: Iterable[Statement], input_hash: str = "") -> Reading:
    """The reading that :func:`statements_of` took apart."""
    claims: dict[str, dict[str, Any]] = {}
    mentions: list[IncidentMention] = []
    aside: list[SetAside] = []
    for s in statements:
        if s.prop == "incident":
            mentions.append(
                decode(
                    IncidentMention,
                    {**s.value, "mention_id": s.subject, "document": document.name, "document_id": document.document_id},
                )
            )
        elif s.prop == "set_aside":
            aside.append(SetAside(s.start, s.end, s.value["words"], s.value["reason"]))
        else:
            data = claims.setdefault(s.subject, {"claim_id": s.subject, "document": document.name, "document_id": document.document_id})
            if s.prop == "claim":
                data |= {"start": s.start, "end": s.end, "quote": s.original}
            data |= s.value
    return ordered(Reading(document, tuple(decode(Claim, c) for c in claims.values()), tuple(mentions), tuple(aside), input_hash))
