"""Finds the incident somebody asks for: by its id, by the beginning of one, or by an id that it had."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.model import Claim, Cue, Document, Speaker, Victims
from rashomon.store import decode, evidence
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.versions import current_id

_ID = re.compile(r"(?:inc-)?[0-9a-f]{0,16}$")


@dataclass(frozen=True, slots=True)
class Asked:
    """``incident_id`` as it is now (None: it is no more), ``asked`` as the ledger had it, and, where the two differ, the run that moved it
    with the cause and the detail it wrote down."""

    asked: str
    incident_id: str | None
    run_id: int = 0
    at: str = ""
    cause: str = ""
    detail: Any = None


def looks_like_id(text: str) -> bool:
    """Whether a text can be an id of an incident or its beginning."""
    return _ID.match(text.strip()) is not None and bool(text.strip())


def asked_for(db: sa.Connection, text: str) -> Asked:
    """The incident that ``text`` names. Raises InputError where there is none, or more than one."""
    given = text.strip()
    if not looks_like_id(given):
        raise InputError(f"{text!r} is no incident; give its id (inc-…) or the beginning of it; `rashomon show` lists them")
    begin = given if given.startswith("inc-") else f"inc-{given}"
    now = _beginning(db, d.incidents.c.incident_id, begin)
    was = _beginning(db, t.incident_versions.c.incident_id, begin)
    if begin in now or begin in was:
        return _followed(db, begin)
    found = sorted(now | was)
    if not found:
        raise InputError(f"there is no incident {given!r} in this ledger, now or before; `rashomon show` lists those there are")
    ends = {i: _followed(db, i) for i in found}
    alive = {a.incident_id for a in ends.values()}
    if len(alive) == 1 and None not in alive:
        return ends[min(now & ends.keys(), default=found[0])]
    if len(found) == 1:
        return ends[found[0]]
    shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
    raise InputError(f"{given!r} is the beginning of {len(found)} incidents ({shown}); write more of the id")


def _beginning(db: sa.Connection, column: Any, begin: str) -> set[str]:
    """Up to a hundred ids that begin so; ids are plain letters and digits, which all sort before a tilde."""
    return set(db.scalars(sa.select(column).distinct().where(column >= begin, column < begin + "~").order_by(column).limit(100)))


def _followed(db: sa.Connection, incident_id: str) -> Asked:
    now = current_id(db, incident_id)
    if now == incident_id:
        return Asked(incident_id, now)
    v = t.incident_versions
    gone = sa.select(v).where(v.c.incident_id == incident_id, v.c.row.is_(None)).order_by(v.c.version_id.desc()).limit(1)
    moved = db.execute(gone).mappings().first()
    if moved is None:
        return Asked(incident_id, now)
    return Asked(incident_id, now, moved["run_id"], moved["at"], moved["cause"], moved["detail"])


def family(db: sa.Connection, incident_id: str) -> list[str]:
    """An id with all that lead to it: what the incident was called before."""
    r = t.redirects.c
    out, wanted = {incident_id}, [incident_id]
    while wanted:
        more = {i for g in evidence.chunks(wanted) for i in db.scalars(sa.select(r.old_id).where(r.superseded_by.in_(g)))} - out
        out |= more
        wanted = sorted(more)
    return sorted(out)


def claims_said(db: sa.Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """Claims of these ids: as they are derived now, else as they were read once. What was forgotten is left out."""
    wanted = sorted(set(ids))
    out: dict[str, Claim] = {}
    for group in evidence.chunks(wanted):
        for r in db.execute(sa.select(d.claims.c.claim_id, d.claims.c.row).where(d.claims.c.claim_id.in_(group))):
            out[r.claim_id] = claim_of(r.row)
    s = t.statements.c
    for group in evidence.chunks(i for i in wanted if i not in out):
        parts: dict[str, dict[str, Any]] = {}
        names = set(db.scalars(sa.select(s.document).where(s.subject.in_(group), t.CLAIM_SAID)))
        asked = sa.select(t.statements).where(s.document.in_(names), s.subject.in_(group)).order_by(s.gone_run.is_(None), s.statement_no)
        for said in db.execute(asked).mappings():  # what a later reading says of a claim lies over what an earlier one said
            part = parts.setdefault(said["subject"], {"claim_id": said["subject"]})
            if said["prop"] == "claim":
                part |= {k: said[k] for k in ("document", "document_id", "start", "end")} | {"quote": said["original"]}
            part |= said["value"] or {}
        out |= {i: decode(Claim, p) for i, p in parts.items() if "quote" in p and "kind" in p}
    return out


def claim_of(row: dict[str, Any]) -> Claim:
    """What a row of ``claims.jsonl`` says of a claim, for showing it."""
    plain = {f.name for f in fields(Claim)} - {"speaker", "cue", "victims", "groups", "via", "rule", "period"}
    claim = Claim(
        **{k: v for k, v in row.items() if k in plain}, groups=tuple(row["groups"]), via=tuple(row["via"]), rule=tuple(row["rule"])
    )
    return replace(
        claim,
        speaker=decode(Speaker, row["speaker"]),
        cue=decode(Cue, row["cue"]),
        victims=decode(Victims, row["victims"]),
    )


def documents_said(db: sa.Connection, claims: Iterable[Claim], names: Iterable[str] = ()) -> dict[str, Document]:
    """Documents of these claims, in the texts that the claims are of, and of these names as they are now."""
    texts = {c.document: c.document_id for c in claims}
    out = {n: x for n, x in evidence.load_documents(db, {*texts, *names}).items() if texts.get(n, x.document_id) == x.document_id}
    r, x = t.readings.c, t.texts.c
    for name, document_id in sorted(texts.items()):
        if name in out:
            continue
        row = db.execute(
            sa.select(r.document).where(r.document_id == document_id).order_by(r.name != name, r.reading_id.desc()).limit(1)
        ).first()
        text = db.scalar(sa.select(x.text).where(x.document_id == document_id))
        if row is not None and row.document:
            out[name] = decode(Document, {**row.document, "name": name, "text": text or ""})
    return out
