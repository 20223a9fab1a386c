"""What an evidence pack holds, as plain values: quotes in their context, claims, incidents, decisions, and what the ledger said when."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.exports.told import masked
from rashomon.model import Claim, Document, Incident
from rashomon.people import Masker, coarsened
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.view import incident_of, view
from rashomon.store import derived_tables as d
from rashomon.store import evidence
from rashomon.store import evidence_tables as t
from rashomon.store.payloads import DECISION, VERSION
from rashomon.store.rows import claim_row, incident_row
from rashomon.store.versions import current_id, versions_of

#: How far a context reaches at most, in characters on each side.
REACH = 500
#: Links of the chain in a pack: all from the first needed one to the head, if they are no more.
LINKS = 20_000
_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")


@dataclass(slots=True)
class Parts:
    """Members of a pack before they are written. ``redirected`` are ids that were asked for, with the one they lead to."""

    incidents: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    chain: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    redirected: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def parts_of(db: sa.Connection, asked: Sequence[str], *, texts: bool, names: bool, coarsen: bool) -> Parts:
    """Everything that bears on these incidents. Raises InputError for one that is not there."""
    out = Parts()
    ids = []
    for incident_id in dict.fromkeys(asked):
        now = current_id(db, incident_id)
        if now is None:
            raise InputError(f"there is no incident {incident_id!r} in this ledger; its incidents stand in incidents.jsonl")
        if now != incident_id:
            out.redirected.append((incident_id, now))
        ids.append(now)
    seen = view(db, sorted(set(ids)))
    documents = {x.name: x for x in seen.documents}
    masker = Masker.for_documents(documents, names=names)
    claims = {c.claim_id: c for c in seen.claims if c.incident_id in set(ids)}
    shown = Shown(masker, documents)
    salts = _salts(db, documents)
    for n, name in enumerate(sorted(documents), 1):
        row = {**masked(_document(db, name), [name], masker), "document": shown.called(name)}
        if texts and documents[name].text:
            row["member"] = f"texts/{n:04}.txt"
            out.texts[row["member"]] = shown.text(name, 0, len(documents[name].text))
            row["verbatim"] = out.texts[row["member"]] == documents[name].text
        out.documents.append(row)
    for c in sorted(claims.values(), key=lambda c: (c.document, c.start, c.end, c.claim_id)):
        out.claims.append(_claim(c, shown, out, salts.get(c.document, ""), names))
    for i in seen.incidents:
        out.incidents.append(_incident(i, claims, shown, coarsen))
    plain = names and not coarsen
    out.decisions = _decisions(db, seen, claims, shown, plain)
    out.versions = _versions(db, set(ids), claims, shown, coarsen, plain)
    out.chain = _chain(db, out, documents)
    out.names = sorted(documents)
    return out


class Shown:
    """Stretches of documents as they may be shown; ends that fall into a hidden name are moved to its ends, so that pieces fit together."""

    def __init__(self, masker: Masker, documents: Mapping[str, Document]) -> None:
        self.masker, self.documents = masker, documents
        self._called: dict[str, str] = {}

    def called(self, name: str) -> str:
        """The name of a document as it may be shown, the same each time; names that would be the same are numbered."""
        if name not in self._called:
            made = shown = self.masker.address([name], name) if name in self.documents else self.masker.address(None, name)
            number = 2
            while made in self._called.values():
                made, number = f"{shown} ({number})", number + 1
            self._called[name] = made
        return self._called[name]

    def snapped(self, name: str, start: int, end: int) -> tuple[int, int]:
        """The stretch with whole names at its ends."""
        if self.masker.names:
            return start, end
        for a, b in self.masker.spans(name):
            if a < start < b:
                start = a
            if a < end < b:
                end = b
        return start, end

    def text(self, name: str, start: int, end: int) -> str:
        """The stretch as shown."""
        return self.masker.text(name, start, end)


def context_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """The stretch of a text that holds a quote, with the sentence before and the one after, inside its own block."""
    block = next((b for b in document.blocks if b.start <= start and end <= b.end), None)
    first, last = (block.start, block.end) if block else (0, len(document.text))
    first, last = max(first, start - REACH), min(last, end + REACH)
    before = [first + m.end() for m in _END.finditer(document.text[first:start])]
    after = [end + m.end() for m in _END.finditer(document.text[end:last])]
    low = before[-2] if len(before) > 1 else first
    high = after[1] if len(after) > 1 else last
    while high > end and document.text[high - 1].isspace():
        high -= 1
    return low, high


def proof(salt: str, claim_id: str, quote: str) -> str:
    """A hash of a true quote that only who holds the ledger can make: the salt of the reading never leaves it."""
    return hashlib.sha256(f"{salt}\n{claim_id}\n{quote}".encode()).hexdigest()


def _claim(c: Claim, shown: Shown, out: Parts, salt: str, names: bool) -> dict[str, Any]:
    start, end = shown.snapped(c.document, c.start, c.end)
    low, high = shown.snapped(c.document, *context_of(shown.documents[c.document], c.start, c.end))
    low, high = min(low, start), max(high, end)
    quote = shown.text(c.document, start, end)
    passage = {"document": shown.called(c.document), "start": low, "end": high, "text": shown.text(c.document, low, high)}
    passage["verbatim"] = passage["text"] == shown.documents[c.document].text[low:high]
    if not out.passages or out.passages[-1] != passage:
        out.passages.append(passage)
    row: dict[str, Any] = masked(claim_row(c), [c.document], shown.masker)
    if not names and c.speaker:
        actor, words = shown.masker.speaker(c.document, c.speaker)
        row["speaker"] |= {"actor": actor, "text": words}
    words = row["words"] or ""
    at = quote.find(words) if words else -1
    return {
        **row,
        "document": shown.called(c.document),
        "quote": quote,
        "verbatim": quote == c.quote,
        "passage": len(out.passages) - 1,
        "at": len(shown.text(c.document, low, start)),
        "text_at": len(shown.text(c.document, 0, start)) if out.texts else None,
        "figure_at": at if at >= 0 else None,
        "proof": proof(salt, c.claim_id, c.quote),
    }


def _salts(db: sa.Connection, names: Collection[str]) -> dict[str, str]:
    r = t.readings.c
    asked = sa.select(r.name, r.salt).where(r.name.in_(sorted(names)), r.retired_run.is_(None))
    return {x.name: x.salt for x in db.execute(asked)}


def _document(db: sa.Connection, name: str) -> dict[str, Any]:
    return dict(db.scalar(sa.select(d.documents.c.row).where(d.documents.c.document == name)) or {})


def _incident(i: Incident, claims: Mapping[str, Claim], shown: Shown, coarsen: bool) -> dict[str, Any]:
    rounded = coarsened(i, [claims[c] for c in i.claims if c in claims]) if coarsen else i
    row: dict[str, Any] = masked(incident_row(rounded), list(i.documents), shown.masker)
    if coarsen and rounded.place and rounded.place.basis.startswith("rounded"):  # the label and other fields may name the spot
        row["label"] = f"{i.kind}, {row['place']['name']}"
    links = [{**made, "document": shown.called(link.document)} for made, link in zip(row["links"], i.links, strict=True)]
    return {**row, "documents": [shown.called(x) for x in i.documents], "main_of": [shown.called(x) for x in i.main_of], "links": links}


def _decisions(db: sa.Connection, seen: Derived, claims: Mapping[str, Claim], shown: Shown, plain: bool) -> list[dict[str, Any]]:
    names = {c.document for c in claims.values()}
    states = {s.decision_id: s for s in seen.decisions}
    near = {x.decision_id for x in seen.decided if any(a.document in names for a in x.anchors)}
    near = {i for i in near if i not in states or not states[i].claims or set(states[i].claims) & claims.keys()}
    near |= {x.decision_id for x in seen.decided if x.undoes in near}
    rows = db.execute(sa.select(t.decisions).where(t.decisions.c.decision_id.in_(sorted(near))).order_by(t.decisions.c.number)).mappings()
    out = []
    for r in rows:
        state = states.get(r["decision_id"])
        row = {k: r[k] for k in DECISION} | ({"salt": r["salt"]} if plain else {})
        about = {"state": state.state, "note": state.note, "claims": list(state.claims)} if state else {}
        made: dict[str, Any] = masked({**row, **about}, sorted(names), shown.masker)
        places = zip(made["anchors"], r["anchors"], strict=True)
        out.append({**made, "who": r["who"], "anchors": [{**a, "document": shown.called(b["document"])} for a, b in places]})
    return out


def _versions(
    db: sa.Connection, ids: set[str], claims: Mapping[str, Claim], shown: Shown, coarsen: bool, plain: bool
) -> list[dict[str, Any]]:
    """What the ledger said of these incidents and of those that became them, first to last."""
    r = t.redirects.c
    every = set(ids)
    new = every
    while new:
        new = set(db.scalars(sa.select(r.old_id).where(r.superseded_by.in_(sorted(new))))) - every
        every |= new
    rows = sorted((v for i in every for v in versions_of(db, i)), key=lambda v: v["version_id"])
    out = []
    for v in rows:
        row: dict[str, Any] = {k: v[k] for k in VERSION}
        if row["row"] is not None and not plain:
            row["row"] = _incident(incident_of(row["row"]), claims, shown, coarsen)
        if not plain:
            row["detail"] = _detail(row["detail"], shown)
        out.append({**row, "salt": v["salt"]} if plain else row)
    return out


def _detail(detail: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """Why it changed, with documents as they are called here."""
    out: dict[str, Any] = masked(dict(detail), sorted(shown.documents), shown.masker)
    return {**out, **({"documents": [shown.called(x) for x in detail["documents"]]} if "documents" in detail else {})}


def _chain(db: sa.Connection, parts: Parts, names: Iterable[str]) -> list[dict[str, Any]]:
    c, r = t.chain.c, t.readings.c
    readings = [str(n) for n in db.scalars(sa.select(r.reading_id).where(r.name.in_(sorted(names)), r.retired_run.is_(None)))]
    wanted = {
        "reading": readings,
        "version": [str(v["version_id"]) for v in parts.versions],
        "decision": [x["decision_id"] for x in parts.decisions],
    }
    needed: set[int] = set()
    for kind, subjects in wanted.items():
        for group in evidence.chunks(sorted(set(subjects))):
            needed.update(db.scalars(sa.select(c.seq).where(c.kind == kind, c.subject.in_(group))))
    last = db.scalar(sa.select(sa.func.max(c.seq))) or 0
    first = min(needed, default=last)
    links = sa.select(t.chain).order_by(c.seq)
    if last - first < LINKS:
        return [dict(x) for x in db.execute(links.where(c.seq >= first)).mappings()]
    out = []
    for some in evidence.chunks(sorted({*needed, last})):
        out += [dict(x) for x in db.execute(links.where(c.seq.in_(some))).mappings()]
    return out
