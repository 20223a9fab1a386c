"""A reading as statements, and statements as the reading they came from: one is the other, nothing is lost on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, NamedTuple

from rashomon.model import Claim, Document, IncidentMention, SetAside, content_id
from rashomon.model.statements import Statement
from rashomon.store.codec import decode, encode
from rashomon.store.json_text import dumps
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


#: Of a property: its name, its fields, what takes them from a claim, what they are where nothing was read, and where its words stand.
_Part = tuple[str, tuple[str, ...], Callable[[Claim], tuple[Any, ...]], tuple[Any, ...], str | None]


@cache
def _parts() -> tuple[_Part, ...]:
    defaults = {f.name: f.default for f in fields(Claim) if f.default is not MISSING}
    return tuple(
        (prop, names, _taking(names), tuple(defaults.get(n, MISSING) for n in names), at) for prop, (names, at) in PROPERTIES.items()
    )


def _taking(names: tuple[str, ...]) -> Callable[[Claim], tuple[Any, ...]]:
    if len(names) == 1:
        return lambda claim: (getattr(claim, names[0]),)
    return attrgetter(*names)


def ordered(reading: Reading) -> Reading:
    """The reading with its claims, mentions and figures set aside in one order, whatever the order they were found or kept in."""
    return Reading(
        reading.document,
        tuple(sorted(reading.claims, key=lambda c: (c.start, c.end, c.claim_id))),
        tuple(sorted(reading.incidents, key=lambda m: (m.sentence, m.mention_id))),
        tuple(sorted(reading.set_aside, key=lambda s: (s.start, s.end, s.words, s.reason))),
        reading.input_hash,
    )


class Said(NamedTuple):
    """A statement without its id. ``text`` is its value as canonical JSON."""

    subject: str
    prop: str
    value: Any
    text: str
    original: str
    start: int
    end: int
    rule: str

    def id_in(self, document_id: str) -> str:
        """Its id: ``content_id("st", document_id, subject, start, end, prop, value)``, with the value's JSON made once."""
        raw = f'[{encode_basestring(document_id)},{encode_basestring(self.subject)},{self.start},{self.end},"{self.prop}",{self.text}]'
        return f"st-{hashlib.sha256(raw.encode()).hexdigest()[:16]}"


def said_in(reading: Reading) -> Iterator[Said]:
    """What a reading says, in a fixed order; the same may be said twice."""
    document, whole = reading.document, ordered(reading)
    text = document.text
    for claim in whole.claims:
        for prop, names, get, defaults, at in _parts():
            found = get(claim)
            if found == defaults:
                continue
            value = {n: encode(v) for n, v, default in zip(names, found, defaults, strict=True) if v != default}
            span = (getattr(claim, at) if at else None) or claim
            rule = " ".join(claim.rule) if prop == "claim" else ""
            yield Said(claim.claim_id, prop, value, dumps(value), text[span.start : span.end], span.start, span.end, rule)
    for mention in whole.incidents:
        stretches = [*mention.extent] or [(0, 0)]
        value = {k: v for k, v in encode(mention).items() if k not in {"mention_id", "document", "document_id"}}
        start, end = min(s for s, _ in stretches), max(e for _, e in stretches)
        yield Said(mention.mention_id, "incident", value, dumps(value), "", start, end, "")
    for figure in whole.set_aside:
        subject = content_id("sa", document.document_id, figure.start, figure.end, figure.words, figure.reason)
        value = {"reason": figure.reason, "words": figure.words}
        yield Said(subject, "set_aside", value, dumps(value), text[figure.start : figure.end], figure.start, figure.end, "")


def statements_of(reading: Reading) -> list[Statement]:
    """Every statement of a reading, in a fixed order, each once."""
    d = reading.document
    out: dict[str, Statement] = {}
    for s in said_in(reading):
        key = s.id_in(d.document_id)
        out[key] = Statement(key, d.name, d.document_id, s.subject, s.prop, s.value, s.original, s.start, s.end, s.rule)
    return list(out.values())


#: Of a statement what a reading is made of: subject, property, value, original words, start and end.
Told = tuple[str, str, Any, str, int, int]


def reading_of(document: Document, statements: Iterable[Statement], input_hash: str = "") -> Reading:
    """The reading that :func:`statements_of` took apart."""
    return reading_told(document, [(s.subject, s.prop, s.value, s.original, s.start, s.end) for s in statements], input_hash)


def reading_told(document: Document, told: Iterable[Told], input_hash: str = "") -> Reading:
    """As :func:`reading_of`, of rows that were never made statements."""
    claims: dict[str, dict[str, Any]] = {}
    mentions: list[IncidentMention] = []
    aside: list[SetAside] = []
    for subject, prop, value, original, start, end in told:
        if prop == "incident":
            mentions.append(
                decode(
                    IncidentMention,
                    {**value, "mention_id": subject, "document": document.name, "document_id": document.document_id},
                )
            )
        elif prop == "set_aside":
            aside.append(SetAside(start, end, value["words"], value["reason"]))
        else:
            data = claims.get(subject)
            if data is None:
                data = claims[subject] = {"claim_id": subject, "document": document.name, "document_id": document.document_id}
            if prop == "claim":
                data |= {"start": start, "end": end, "quote": original}
            data |= value
    return ordered(Reading(document, tuple(decode(Claim, c) for c in claims.values()), tuple(mentions), tuple(aside), input_hash))
