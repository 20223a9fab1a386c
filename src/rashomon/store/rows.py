"""Rows of the three JSON Lines files, with the keys of ``docs/reference/output.md``: a promise to other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rashomon.model import Claim, Document, Estimate, Incident, Place
from rashomon.model.documents import Note


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def document_row(document: Document, group: tuple[str, str | None] | None, told: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    """A row of ``documents.jsonl``; ``group`` is id and original of the group it is in, ``told`` are the incidents the document reports, sorted by id, and whether it is about them."""
    pub = document.published
    main = [i for i, is_main in told if is_main]
    return {
        "document": document.name,
        "document_id": document.document_id,
        "sha256": document.sha256,
        "outlet": document.outlet,
        "url": document.url,
        "byline": document.byline,
        "agencies": list(document.agencies),
        "title": [document.title.start, document.title.end] if document.title else None,
        "published": _day(pub.day),
        "published_time": pub.time,
        "published_from": _day(pub.not_before or pub.day),
        "published_to": _day(pub.not_after or pub.day),
        "published_weekday": pub.weekday,
        "published_basis": pub.basis,
        "published_evidence": {
            "document": pub.document or document.name,
            "start": pub.span.start if pub.span else None,
            "end": pub.span.end if pub.span else None,
        }
        if pub.span or pub.document
        else None,
        "language": document.language,
        "status": document.status,
        "reason": document.reason,
        "quality": list(document.quality),
        "version_of": document.version_of,
        "blocks": [[b.start, b.end, b.label] for b in document.blocks],
        "notes": [_note_row(n, document.text) for n in document.notes],
        "declared": [{"prop": x.prop, "value": x.value, "by": x.by} for x in document.declared],
        "provenance": dict(document.provenance),
        "syndication_group": group[0] if group else None,
        "syndication_original": group[1] if group else None,
        "main_incident": main[0] if main else None,
        "incidents": sorted(i for i, _ in told),
    }


def _note_row(note: Note, text: str) -> dict[str, Any]:
    """What an outlet says of its own article, with the figures it takes back and those it gives instead."""
    said = {"start": note.start, "end": note.end, "kind": note.kind, "quote": text[note.start : note.end]}
    for key, figures in (("wrong", note.wrong), ("right", note.right)):
        said[key] = [{"start": f.start, "end": f.end, "number": f.number, "harm": f.harm} for f in figures]
    return said


def place_row(place: Place | None) -> dict[str, Any] | None:
    """A place as an object, or None."""
    if place is None:
        return None
    return {
        "name": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "basis": place.basis,
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """A row of ``claims.jsonl``."""
    time = claim.time
    return {
        "claim_id": claim.claim_id,
        "document": claim.document,
        "document_id": claim.document_id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "harm": claim.harm,
        "low": claim.low,
        "high": claim.high,
        "words": claim.words,
        "negated": claim.negated,
        "approx": claim.approx,
        "vague": claim.vague,
        "scope": claim.scope,
        "part_of": claim.part_of,
        "period": [claim.period.start, claim.period.end] if claim.period else None,
        "harm_detail": claim.harm_detail,
        "includes_attackers": claim.includes_attackers,
        "victims": {"text": claim.victims.text, "start": claim.victims.start, "end": claim.victims.end} if claim.victims else None,
        "side": claim.side,
        "victim_party": claim.victim_party,
        "victim_status": claim.victim_status,
        "status_by": claim.status_by,
        "groups": list(claim.groups),
        "relation": claim.relation,
        "perpetrator": claim.perpetrator,
        "speaker": {
            "actor": claim.speaker.actor,
            "text": claim.speaker.text,
            "start": claim.speaker.start,
            "end": claim.speaker.end,
            "party": claim.speaker.party,
        }
        if claim.speaker
        else None,
        "cue": {"text": claim.cue.text, "start": claim.cue.start, "end": claim.cue.end} if claim.cue else None,
        "voice": claim.voice,
        "stance": claim.stance,
        "target": claim.target,
        "denies": claim.denies,
        "via": list(claim.via),
        "date_start": _day(time.start) if time else None,
        "date_end": _day(time.end) if time else None,
        "date_basis": time.basis if time else None,
        "place": claim.place,
        "weapon": claim.weapon,
        "event": claim.event,
        "incident_id": claim.incident_id,
        "background": claim.background,
        "rule": list(claim.rule),
        "p_read": _score(claim.p_read),
        "p_incident": _score(claim.p_incident),
    }


def _score(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def estimate_row(estimate: Estimate) -> dict[str, Any]:
    """One entry of an incident's ``estimates``."""
    return {
        "harm": estimate.harm,
        "side": estimate.side,
        "over": estimate.over,
        "derivation": estimate.derivation,
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "open": estimate.open,
        "best_withheld": estimate.best_withheld,
        "words": estimate.words,
        "policy": estimate.policy,
        "reasons": [{"rule": r.rule, "detail": r.detail, "claims": list(r.claims)} for r in estimate.reasons],
        "claims": list(estimate.claims),
        "basis": {
            "reports": estimate.basis.reports,
            "texts": estimate.basis.texts,
            "speakers": estimate.basis.speakers,
            "kind": estimate.basis.kind,
            "speaker_names": list(estimate.basis.speaker_names),
        },
        "status": dict(estimate.status),
        "history": [
            {
                "as_of": h.as_of,
                "as_of_basis": h.as_of_basis,
                "low": h.low,
                "best": h.best,
                "high": h.high,
                "claim": h.claim,
                "standing": h.standing,
                "note": h.note,
            }
            for h in estimate.history
        ],
    }


def incident_row(incident: Incident) -> dict[str, Any]:
    """A row of ``incidents.jsonl``."""
    return {
        "incident_id": incident.incident_id,
        "label": incident.label,
        "date_start": _day(incident.date_start),
        "date_end": _day(incident.date_end),
        "date_precision": incident.date_precision,
        "date_basis": incident.date_basis,
        "weekday": incident.weekday,
        "place": place_row(incident.place),
        "places": [{"name": p.name, "by": p.by, "precision": p.precision, "claims": list(p.claims)} for p in incident.places],
        "kind": incident.kind,
        "clarity": incident.clarity,
        "sides": list(incident.sides),
        "attackers": list(incident.attackers),
        "targets": list(incident.targets),
        "attribution": [
            {"actor": a.actor, "basis": a.basis, "by": list(a.by), "denied_by": list(a.denied_by), "claims": list(a.claims)}
            for a in incident.attribution
        ],
        "occurrence": incident.occurrence,
        "responsibility": incident.responsibility,
        "status": incident.status,
        "background": incident.background,
        "documents": list(incident.documents),
        "main_of": list(incident.main_of),
        "reports": incident.reports,
        "texts": incident.texts,
        "speakers": incident.speakers,
        "estimates": [estimate_row(e) for e in incident.estimates],
        "disagreements": [
            {
                "type": d.type,
                "field": d.field,
                "values": [{"value": v.value, "claims": list(v.claims)} for v in d.values],
                "resolution": d.resolution,
                "preferred": d.preferred,
                "why": d.why,
                "rule": d.rule,
            }
            for d in incident.disagreements
        ],
        "links": [
            {
                "type": link.type,
                "incident_id": link.incident_id,
                "quote": link.quote,
                "document": link.document,
                "start": link.start,
                "end": link.end,
                "rule": link.rule,
            }
            for link in incident.links
        ],
        "missing": list(incident.missing),
        "claims": list(incident.claims),
        "anchor": incident.anchor,
    }


def write_jsonl(path: Path, rows: Iterable[str]) -> None:
    """Writes rows (JSON text) as JSON Lines, in UTF-8, whole or not at all (written beside, then renamed)."""
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(row + "\n")
    beside.replace(path)
