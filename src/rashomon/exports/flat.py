"""Rows of the tables that are given out: incidents, estimates, disagreements, claims and documents, flat and with private names hidden.

Their columns are those of ``codebooks/<table>.yml``. Values are plain: text, numbers, days, lists of text; how they are written is the format's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from rashomon.exports.exported import Told
from rashomon.exports.told import masked
from rashomon.model import Claim, Document
from rashomon.people import Masker
from rashomon.store.rows import claim_row, incident_row

#: The tables in the order in which their rows are made of an incident; ``documents`` come last, when all are known.
TABLES = ("incidents", "estimates", "disagreements", "claims", "documents")
#: Under this option the makers of tables are given claims that belong to no incident: pairs of claims and their documents.
LOOSE = "claims of no incident"
_HARMS = ("killed", "wounded")
#: What a map draws around a point of each precision: a convention, said in the codebook.
RADIUS_KM = {1: 5, 2: 25, 3: 40, 5: 120}

Row = dict[str, Any]


class Flat:
    """Rows of one incident after another, and in the end those of their documents.

    Marks of hidden persons ([person 1]) count within an incident. What a document is called never depends on the incident it is told with,
    so that tables can be joined.
    """

    def __init__(self, names: bool) -> None:
        self._names = names
        self._called: dict[str, str] = {}
        self._documents: dict[str, Row] = {}
        self._incidents: dict[str, list[str]] = {}
        self._maskers: dict[str, Masker] = {}

    def rows(self, told: Told) -> Iterator[tuple[str, Row]]:
        """Rows of an incident, each with the name of its table."""
        masker = Masker.for_documents(told.documents, names=self._names)
        incident = told.incident
        for name, document in sorted(told.documents.items()):
            if name not in self._documents:
                self._documents[name] = self._document(name, document)
            self._incidents.setdefault(name, []).append(incident.incident_id)
        told_here = replace(incident, links=(), estimates=tuple(replace(e, history=()) for e in incident.estimates))  # in no table
        row: Row = masked(incident_row(told_here), list(incident.documents), masker)
        yield "incidents", self._incident(told, row)
        for n, e in enumerate(row["estimates"]):
            yield "estimates", _estimate(incident.incident_id, n, e)
        for n, d in enumerate(row["disagreements"]):
            for at, value in enumerate(d["values"]):
                yield "disagreements", {
                    "incident_id": incident.incident_id, "n": n, "position": at, "type": d["type"], "field": d["field"], "value": value["value"],
                    "preferred": value["value"] == d["preferred"], "claims": list(value["claims"]), "resolution": d["resolution"],
                    "why": d["why"], "rule": d["rule"] or None,
                }  # fmt: skip
        for claim in sorted(told.claims, key=lambda c: (c.claim_id, c.document)):
            yield "claims", self._claim(claim, incident.incident_id, told.documents.get(claim.document), masker)

    def loose(self, claims: Iterable[Claim], documents: Mapping[str, Document]) -> Iterator[tuple[str, Row]]:
        """Rows of claims that belong to no incident. Marks of hidden persons count within a document."""
        for claim in claims:
            name = claim.document
            if name not in self._documents:
                self._documents[name] = self._document(name, documents[name])
            if name not in self._maskers:
                self._maskers = {name: Masker.for_documents({name: documents[name]}, names=self._names)}
            yield "claims", self._claim(claim, None, documents[name], self._maskers[name])

    def documents(self) -> Iterator[tuple[str, Row]]:
        """Rows of the documents of all incidents that were given to :meth:`rows`."""
        for name in sorted(self._documents, key=self.called):
            yield "documents", {**self._documents[name], "incidents": sorted(self._incidents.get(name, ()))}

    def called(self, name: str) -> str:
        """What a document is called in every table."""
        return self._called.get(name, name)

    def _document(self, name: str, document: Document) -> Row:
        masker = Masker.for_documents({name: document}, names=self._names)
        shown = masker.address(name, name)
        self._called[name] = shown if shown == name else f"{shown} ({document.document_id.rsplit('-', 1)[-1][:8]})"
        published = document.published
        return {
            "document": self._called[name],
            "document_id": document.document_id,
            "sha256": document.sha256,
            "outlet": masker.words(name, document.outlet) if document.outlet else None,
            "url": masker.address(name, document.url) if document.url else None,
            "title": masker.text(name, document.title.start, document.title.end) if document.title else None,
            "byline": masker.words(name, document.byline) if document.byline else None,
            "agencies": [masker.words(name, a) for a in document.agencies],
            "published": published.day,
            "published_from": published.not_before or published.day,
            "published_to": published.not_after or published.day,
            "published_basis": masker.words(name, published.basis),
            "language": document.language,
            "version_of": document.version_of,
        }

    def _incident(self, told: Told, row: Row) -> Row:
        incident = told.incident
        place = row["place"] or {}
        out: Row = {
            "incident_id": incident.incident_id,
            "label": row["label"],
            "kind": row["kind"],
            "date_start": incident.date_start,
            "date_end": incident.date_end,
            "date_precision": incident.date_precision,
            "date_basis": row["date_basis"],
            "place": place.get("name"),
            "admin1": place.get("admin1"),
            "country": place.get("country"),
            "latitude": place.get("lat"),
            "longitude": place.get("lon"),
            "place_precision": place.get("precision"),
            "radius_km": RADIUS_KM.get(place.get("precision") or 0) if place.get("lat") is not None else None,
            "place_basis": place.get("basis") or None,
            "places": list(dict.fromkeys(p["name"] for p in row["places"])),
            "sides": row["sides"],
            "attackers": row["attackers"],
            "targets": row["targets"],
            "accused": [f"{a['actor']} ({a['basis']}{', denied' if a['denied_by'] else ''})" for a in row["attribution"]],
            "status": incident.status,
            "occurrence": incident.occurrence,
            "responsibility": incident.responsibility,
            "background": incident.background,
            "clarity": incident.clarity,
        }
        for harm in _HARMS:
            whole = next((e for e in incident.estimates if e.harm == harm and e.over == "all_sides"), None)
            for end in ("low", "best", "high", "open"):
                out[f"{harm}_{end}"] = getattr(whole, end) if whole else None
            out[f"{harm}_withheld"] = whole.best_withheld if whole else None
        return out | {
            "reports": incident.reports,
            "texts": incident.texts,
            "speakers": incident.speakers,
            "claims": len(told.claims),
            "disagreements": len(incident.disagreements),
            "documents": [self.called(n) for n in incident.documents],
            "main_of": [self.called(n) for n in incident.main_of],
            "links": list(dict.fromkeys(f"{x.type} {x.incident_id}" for x in incident.links)),
            "missing": list(incident.missing),
        }

    def _claim(self, claim: Claim, incident_id: str | None, whole: Document | None, masker: Masker) -> Row:
        row: Row = masked({**claim_row(claim), "quote": ""}, [claim.document], masker)
        quote = masker.text(claim.document, claim.start, claim.end) if whole is not None and whole.text else ""
        actor, words = masker.speaker(claim.document, claim.speaker) if claim.speaker else (None, None)
        keys = (
            "kind", "harm", "low", "high", "words", "negated", "approx", "vague", "scope", "part_of", "harm_detail", "includes_attackers",
            "side", "victim_party", "victim_status", "status_by", "groups", "relation", "perpetrator", "voice", "stance", "target", "denies",
            "via", "date_basis", "place", "weapon", "event", "background", "rule",
        )  # fmt: skip
        return {
            **{k: row[k] for k in keys},
            "claim_id": claim.claim_id,
            "incident_id": incident_id,
            "document": self.called(claim.document),
            "document_id": claim.document_id,
            "start": claim.start,
            "end": claim.end,
            "quote": quote,
            "verbatim": quote == claim.quote,
            "words": row["words"] or None,
            "victims": row["victims"]["text"] if row["victims"] else None,
            "speaker": actor,
            "speaker_words": words,
            "speaker_party": row["speaker"]["party"] if row["speaker"] else None,
            "cue": row["cue"]["text"] if row["cue"] else None,
            "date_start": claim.time.start if claim.time else None,
            "date_end": claim.time.end if claim.time else None,
            "p_read": row["p_read"],
            "p_incident": row["p_incident"],
        }


def _estimate(incident_id: str, n: int, e: Row) -> Row:
    status = e["status"]
    return {
        "incident_id": incident_id,
        "n": n,
        **{k: e[k] for k in ("harm", "side", "over", "derivation", "low", "best", "high", "open", "best_withheld", "words", "policy")},
        "civilians": status.get("civilian"),
        "combatants": status.get("combatant"),
        "police": status.get("police"),
        "status_unknown": status.get("unknown"),
        "basis": e["basis"]["kind"],
        "reports": e["basis"]["reports"],
        "texts": e["basis"]["texts"],
        "speakers": e["basis"]["speakers"],
        "speaker_names": e["basis"]["speaker_names"],
        "reasons": [f"{r['rule']}: {r['detail']}" for r in e["reasons"]],
        "claims": e["claims"],
    }
