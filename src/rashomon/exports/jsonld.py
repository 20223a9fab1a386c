"""JSON-LD: claims as W3C Web Annotations on the words of articles, incidents as collections of them. Terms: ``docs/codebook/jsonld.md``.

No ``ClaimReview`` is made: that is a verdict, and none is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rashomon.exports.citation import note_of
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.flat import LOOSE, Flat
from rashomon.exports.jsonld_words import ANNO, CODE_POINTS, Sources, context, digest, urn
from rashomon.exports.jsonld_words import values as plain
from rashomon.model import Claim, Document
from rashomon.people import Masker, notice

#: Code points before and after a quote that help to find it again where a page has moved.
AROUND = 32
#: Columns of a claim that stand elsewhere: in the target, the speaker, the document.
_ELSEWHERE = frozenset({"claim_id", "incident_id", "document", "document_id", "start", "end", "quote", "verbatim", "speaker", "speaker_words", "speaker_party"})  # fmt: skip


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Writes one JSON-LD document with a graph, a node a line: what this is, incidents, claims of no incident, documents."""
    nodes = _Nodes(about)
    rows = annotations = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + _text([ANNO, context()]) + ', "@graph": [\n' + _text(nodes.state()))
        for one in told:
            node = nodes.incident(one)
            file.write(",\n" + _text(node))
            rows += 1
            annotations += node["total"]
        for claims, documents in options.get(LOOSE, ()):
            for node in nodes.loose(claims, documents):
                file.write(",\n" + _text(node))
                annotations += 1
        for node in nodes.documents():
            file.write(",\n" + _text(node))
        file.write("\n]}\n")
    made = Written(rows=rows)
    made.files[out] = "claims as Web Annotations, in collections by incident"
    made.rows_in[out] = annotations
    return made


class _Nodes:
    """Nodes of the graph, with the names of private persons hidden as in every table."""

    def __init__(self, about: About) -> None:
        self._about, self._flat, self._sources = about, Flat(about.names), Sources(about.names)
        self._state = urn("state", about.head)

    def state(self) -> dict[str, Any]:
        """The state of the ledger that all of this was made of."""
        a = self._about
        return {
            "id": self._state,
            "type": "prov:Entity",
            "label": "Claims and incidents of a Rashomon ledger",
            "generator": {"type": "Software", "name": f"rashomon {a.version}"},
            "r:policy": a.policy,
            "r:cite": note_of(a),
            "r:positions": CODE_POINTS,
            "r:notice": notice(names=a.names, coarsen=a.coarsen),
        }

    def incident(self, told: Told) -> dict[str, Any]:
        """An incident as a collection of its claims, with its estimates and disagreements."""
        ident = urn("incident", told.incident.incident_id)
        rows: dict[str, list[Mapping[str, Any]]] = {}
        for name, row in self._flat.rows(told):
            rows.setdefault(name, []).append(row)
        claims = sorted(told.claims, key=lambda c: (c.claim_id, c.document))
        ids: dict[str, list[str]] = {}
        for c in claims:
            ids.setdefault(c.claim_id, []).append(self._id(c))
        masker = Masker.for_documents(told.documents, names=self._about.names)
        items = [
            self._annotation(c, row, told.documents.get(c.document), masker) for c, row in zip(claims, rows.get("claims", ()), strict=True)
        ]
        [own] = rows["incidents"]
        return {
            "id": ident,
            "type": ["AnnotationCollection", "r:Incident"],
            "label": own["label"],
            "prov:wasDerivedFrom": {"id": self._state},
            **_under("incident", own, {"label", "links"}),
            "r:links": [{"r:how": x.type, "r:incident": {"id": urn("incident", x.incident_id)}} for x in told.incident.links],
            "r:estimates": [_with_claims("estimate", r, ids) for r in rows.get("estimates", ())],
            "r:disagreements": [_with_claims("disagreement", r, ids) for r in rows.get("disagreements", ())],
            "total": len(items),
            "first": {"id": f"{ident}:page", "type": "AnnotationPage", "partOf": ident, "startIndex": 0, "items": items},
        }

    def loose(self, claims: Iterable[Claim], documents: Mapping[str, Document]) -> Iterator[dict[str, Any]]:
        """Claims of no incident."""
        held = list(claims)
        for claim, (_, row) in zip(held, self._flat.loose(held, documents), strict=True):
            whole = documents[claim.document]
            yield self._annotation(claim, row, whole, Masker.for_documents({claim.document: whole}, names=self._about.names))

    def documents(self) -> Iterator[dict[str, Any]]:
        """The documents of all claims, without their texts."""
        for _, row in self._flat.documents():
            yield {
                "id": urn("document", row["document"]),
                "type": ["prov:Entity", "r:Document"],
                **_under("document", row, {"incidents", "sha256"}),
                "r:source": {"id": self._sources.of(row["document"], row["sha256"])},
                "r:text": {"id": f"urn:sha256:{row['sha256']}"},
            }

    def _id(self, claim: Claim) -> str:
        """The same text under two names holds the same claim twice: an annotation is of one document."""
        return f"{urn('claim', claim.claim_id)}:{digest(self._flat.called(claim.document))[:12]}"

    def _annotation(self, claim: Claim, row: Mapping[str, Any], document: Document | None, masker: Masker) -> dict[str, Any]:
        called = self._flat.called(claim.document)
        speaker: dict[str, Any] = {"type": "prov:Agent", "name": row["speaker"] or row["speaker_words"]}
        if claim.speaker is None:
            outlet = masker.words(claim.document, document.outlet) if document is not None and document.outlet else called
            speaker = {"type": "prov:Organization", "name": outlet, "r:own_words": True}
        else:
            speaker |= {k: row[n] for k, n in (("r:words", "speaker_words"), ("r:party", "speaker_party")) if row[n]}
        if document is not None:
            self._sources.see(called, document)
        target: dict[str, Any] = {
            "type": "SpecificResource",
            "source": self._sources.of(called, document.sha256 if document is not None else ""),
            "selector": [],
        }
        text = document.text if document is not None else ""
        if row["verbatim"] and text[claim.start : claim.end] == claim.quote:
            quote = {"type": "TextQuoteSelector", "exact": row["quote"]}
            before, after = (max(0, claim.start - AROUND), claim.start), (claim.end, min(len(text), claim.end + AROUND))
            for key, (a, b) in (("prefix", before), ("suffix", after)):
                if a < b and masker.text(claim.document, a, b) == text[a:b]:
                    quote[key] = text[a:b]
            target["selector"].append(quote)
            target["r:quote"] = "verbatim"
        else:
            target["r:quote"] = "hidden" if text else "forgotten"
            target |= {"r:quote_shown": row["quote"]} if text else {}
        target["selector"].append({"type": "TextPositionSelector", "start": claim.start, "end": claim.end})
        if document is not None:
            target["r:text"] = {"id": f"urn:sha256:{document.sha256}"}
        return {
            "id": self._id(claim),
            "type": "Annotation",
            "motivation": "describing",
            "body": {
                "type": "r:Claim",
                **_under("claim", row, _ELSEWHERE),
                "prov:wasAttributedTo": speaker,
                "prov:wasQuotedFrom": {"id": urn("document", called)},
            },
            "target": target,
        }


def _under(prefix: str, row: Mapping[str, Any], without: Iterable[str]) -> dict[str, Any]:
    return {f"{prefix}:{k}": v for k, v in plain(row).items() if k not in without}


def _with_claims(prefix: str, row: Mapping[str, Any], ids: Mapping[str, list[str]]) -> dict[str, Any]:
    claims = [{"id": i} for c in row["claims"] for i in ids.get(c, ())]
    return {**_under(prefix, row, {"incident_id", "claims"}), "r:claims": claims}


def _text(value: Any) -> str:
    made = json.dumps(value, ensure_ascii=False, default=lambda x: x.isoformat() if isinstance(x, date) else str(x))
    return made.encode("utf-8", "replace").decode("utf-8")
