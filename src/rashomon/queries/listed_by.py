"""Which documents and claims are asked for: as conditions of the database, and as the same tests of rows in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from rashomon.pipeline.moments import run_by
from rashomon.queries.bare_rows import Row
from rashomon.queries.desk import Desk
from rashomon.queries.quoting import ASKED, shown_names
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.evidence import load_documents
from rashomon.store.versions import current_id

_KEY = re.compile(r"[0-9a-f]{16}")
#: A name that nobody has.
NOBODY = "\ufffd"


@dataclass(frozen=True, slots=True)
class ClaimsAsked:
    """Which claims: a field with several values takes any of them, all fields have to hold. ``document`` are keys or names, ``incident`` ids of
    now or before; ``changed`` a moment or a run: claims that were read, or read otherwise, after it. ``background`` None: both."""

    incident: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    changed: str | None = None
    background: bool | None = None


@dataclass(frozen=True, slots=True)
class DocumentsAsked:
    """Which documents. Of ``published_from`` or later and ``published_to`` or earlier is only a document whose day is known."""

    outlet: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None


def name_of(db: sa.Connection, key: str) -> str | None:
    """The name of the document that has this key, or this name; None where there is none."""
    f = d.document_facts.c
    if _KEY.fullmatch(key) and (found := db.scalar(sa.select(f.document).where(f.document_no == int(key, 16)))) is not None:
        return str(found)
    return db.scalar(sa.select(d.documents.c.document).where(d.documents.c.document == key))


def named_openly(desk: Desk, db: sa.Connection, key: str) -> str | None:
    """The name of the document of this key; or of this name, where no private person's stands in it."""
    name = name_of(db, key)
    if name is None or name != key or desk.names:
        return name
    held = load_documents(db, [name])
    return name if desk.masker(held).address(name, name) == name else None


def asked_openly(desk: Desk, db: sa.Connection, asked: ClaimsAsked) -> ClaimsAsked:
    """What is asked for without the names that are hidden: what no answer shows cannot be asked for either. Such a name finds nothing."""
    if desk.names or not (asked.speaker or asked.side or asked.document):
        return asked
    keys = tuple(k for k in asked.document if named_openly(desk, db, k) is not None) or ((NOBODY,) if asked.document else ())
    c = d.claims.c
    found: dict[str, set[str]] = {}
    for column, values in ((c.speaker, asked.speaker), (c.side, asked.side)):
        for value in values:
            own = sa.select(c.document).where(column == value).distinct().order_by(c.document).limit(ASKED)
            found.setdefault(value, set()).update(db.scalars(own))
    shown = shown_names(desk, db, desk.state(db).tag, found)

    def plain(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(v for v in values if not shown[v][1]) or ((NOBODY,) if values else ())

    return replace(asked, speaker=plain(asked.speaker), side=plain(asked.side), document=keys)


def claim_conditions(db: sa.Connection, asked: ClaimsAsked) -> list[sa.ColumnElement[bool]]:
    """Conditions on the table of claims."""
    c = d.claims.c
    out: list[sa.ColumnElement[bool]] = []
    for column, values in (
        (c.kind, asked.kind),
        (c.harm, asked.harm),
        (c.stance, asked.stance),
        (c.speaker, asked.speaker),
        (c.side, asked.side),
    ):
        if values:
            out.append(column.in_(values))
    if asked.incident:
        out.append(c.incident_id.in_(_incidents(db, asked.incident)))
    if asked.document:
        out.append(c.document.in_(_names(db, asked.document)))
    if asked.background is not None:
        out.append(sa.type_coerce(c.row, sa.Text).contains(f'"background": {str(asked.background).lower()},'))
    if asked.changed is not None:
        out.append(c.claim_id.in_(_changed(db, asked.changed)))
    return out


def _changed(db: sa.Connection, text: str) -> sa.Select[tuple[str]]:
    """Subjects of statements that a reading after then made, or no longer made."""
    run_id, _ = run_by(db, text, "changed")
    s = t.statements.c
    return sa.select(s.subject).where(sa.or_(s.first_run > run_id, s.gone_run > run_id))


def document_conditions(db: sa.Connection, asked: DocumentsAsked) -> list[sa.ColumnElement[bool]]:
    """Conditions on the table of documents."""
    x = d.documents.c
    text = sa.type_coerce(x.row, sa.Text)
    out: list[sa.ColumnElement[bool]] = []
    if asked.outlet:
        out.append(x.outlet.in_(asked.outlet))
    if asked.status:
        out.append(x.status.in_(asked.status))
    if asked.language:  # a quotation mark inside a text is written with a stroke before it, so this can be no other key
        out.append(sa.or_(*(text.contains(f'"language": "{one}"', autoescape=True) for one in asked.language)))
    if asked.incident:
        told = d.incident_documents.c
        out.append(x.document.in_(sa.select(told.document).where(told.incident_id.in_(_incidents(db, asked.incident)))))
    if asked.published_from is not None:
        out.append(x.published >= asked.published_from.isoformat())
    if asked.published_to is not None:
        out.append(x.published <= asked.published_to.isoformat())
    return out


def _incidents(db: sa.Connection, ids: Iterable[str]) -> list[str]:
    """Ids as they are now; one that nobody knows stays, and finds nothing."""
    return sorted({current_id(db, i) or i for i in ids})


def _names(db: sa.Connection, keys: Iterable[str]) -> list[str]:
    return sorted({name for k in keys if (name := name_of(db, k)) is not None})


def claim_test(db: sa.Connection, asked: ClaimsAsked) -> Callable[[Row], bool]:
    """The same conditions, for a row in memory."""
    incidents, names = set(asked.incident) | set(_incidents(db, asked.incident)), set(_names(db, asked.document))
    changed = set(db.scalars(_changed(db, asked.changed))) if asked.changed is not None else set()
    pairs = (("kind", asked.kind), ("harm", asked.harm), ("stance", asked.stance), ("side", asked.side))

    def test(row: Row) -> bool:
        return (
            all(not values or row[key] in values for key, values in pairs)
            and (not asked.speaker or (row["speaker"] or {}).get("actor") in asked.speaker)
            and (not asked.incident or row["incident_id"] in incidents)
            and (not asked.document or row["document"] in names)
            and (asked.background is None or row["background"] == asked.background)
            and (asked.changed is None or row["claim_id"] in changed)
        )

    return test


def document_test(db: sa.Connection, asked: DocumentsAsked) -> Callable[[Row], bool]:
    """The same conditions, for a row in memory."""
    incidents = set(asked.incident) | set(_incidents(db, asked.incident))
    first = asked.published_from.isoformat() if asked.published_from else None
    last = asked.published_to.isoformat() if asked.published_to else None

    def test(row: Row) -> bool:
        day = row["published"]
        return (
            (not asked.outlet or row["outlet"] in asked.outlet)
            and (not asked.status or row["status"] in asked.status)
            and (not asked.language or row["language"] in asked.language)
            and (not asked.incident or not incidents.isdisjoint(row["incidents"]))
            and (first is None or (day is not None and day >= first))
            and (last is None or (day is not None and day <= last))
        )

    return test
