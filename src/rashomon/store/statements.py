"""A reading as statements, and statements as the reading they came from: one is the other, nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, NamedTuple

from rashomon.model import Claim, Document, IncidentMention, SetAside, content_id
from rashomon.model.statements import Statement
from rashomon.store.codec import PLAIN, decode, joined, text_of, texts_of
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


class _Part(NamedTuple):
    """A property: where its fields stand among :func:`_fields`, what they are where nothing was read, their keys as JSON, and where its words stand."""

    prop: str
    first: int
    end: int
    defaults: tuple[Any, ...]
    keys: tuple[str, ...]
    at: str | None


@cache
def _fields() -> Callable[[Claim], tuple[Any, ...]]:
    """What takes all fields of all properties from a claim at once, each property's in the order of canonical JSON."""
    return attrgetter(*(name for names, _ in PROPERTIES.values() for name in sorted(names)))


@cache
def _parts() -> tuple[_Part, ...]:
    defaults = {f.name: f.default for f in fields(Claim) if f.default is not MISSING}
    out, first = [], 0
    for prop, (names, at) in PROPERTIES.items():
        every = sorted(names)
        keys = tuple(f'"{n}":' for n in every)
        out.append(_Part(prop, first, first + len(every), tuple(defaults.get(n, MISSING) for n in every), keys, at))
        first += len(every)
    return tuple(out)


def ordered(reading: Reading) -> Reading:
    """The reading with its claims, mentions and figures set aside in one order, whatever the order they were found or kept in."""
    return Reading(
        reading.document,
        tuple(sorted(reading.claims, key=lambda c: (c.start, c.end, c.claim_id))),
        tuple(sorted(reading.incidents, key=lambda m: (m.sentence, m.mention_id))),
        tuple(sorted(reading.set_aside, key=lambda s: (s.start, s.end, s.words, s.reason))),
        reading.input_hash,
    )


#: A statement without its id: subject, property, value as canonical JSON, original words, start, end, rule.
Said = tuple[str, str, str, str, int, int, str]


def said_in(reading: Reading) -> list[Said]:
    """What a reading says, in a fixed order; the same may be said twice."""
    document, whole = reading.document, ordered(reading)
    text, get, parts = document.text, _fields(), _parts()
    written: dict[int, str] = {}  # by identity: claims of a document share places, days and speakers
    out: list[Said] = []
    for claim in whole.claims:
        row, subject, start, end = get(claim), claim.claim_id, claim.start, claim.end
        quote = text[start:end]
        for prop, first, last, defaults, keys, at in parts:
            found = row[first:last]
            if found == defaults:
                continue
            pieces = []
            for key, v, default in zip(keys, found, defaults):  # noqa: B905 - as long as each other, and asked a hundred times a document
                if v is not default and v != default:
                    write = PLAIN.get(type(v))
                    if write is not None:
                        pieces.append(key + write(v))
                    elif (made := written.get(id(v))) is not None:
                        pieces.append(key + made)
                    else:
                        made = written[id(v)] = text_of(v)
                        pieces.append(key + made)
            value = f"{{{','.join(pieces)}}}"
            span = getattr(claim, at) if at is not None else None
            if span:
                out.append((subject, prop, value, text[span.start : span.end], span.start, span.end, ""))
            else:
                out.append((subject, prop, value, quote, start, end, " ".join(claim.rule) if prop == "claim" else ""))
    for mention in whole.incidents:
        stretches = [*mention.extent] or [(0, 0)]
        about = {k: v for k, v in texts_of(mention).items() if k not in {"mention_id", "document", "document_id"}}
        out.append((mention.mention_id, "incident", joined(about), "", min(s for s, _ in stretches), max(e for _, e in stretches), ""))
    for figure in whole.set_aside:
        subject = content_id("sa", document.document_id, figure.start, figure.end, figure.words, figure.reason)
        value = dumps({"reason": figure.reason, "words": figure.words})
        out.append((subject, "set_aside", value, text[figure.start : figure.end], figure.start, figure.end, ""))
    return out


def statement_ids(document_id: str, said: Iterable[Said]) -> list[str]:
    """Ids of statements: ``content_id("st", document_id, subject, start, end, prop, value)``, with the value's JSON made once."""
    of = encode_basestring(document_id)
    return [
        "st-" + sha256(f'[{of},{encode_basestring(subject)},{start},{end},"{prop}",{value}]'.encode()).hexdigest()[:16]
        for subject, prop, value, _, start, end, _ in said
    ]


def statements_of(reading: Reading) -> list[Statement]:
    """Every statement of a reading, in a fixed order, each once."""
    d = reading.document
    out: dict[str, Statement] = {}
    said = said_in(reading)
    for key, (subject, prop, value, original, start, end, rule) in zip(statement_ids(d.document_id, said), said, strict=True):
        out[key] = Statement(key, d.name, d.document_id, subject, prop, json.loads(value), original, start, end, rule)
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
