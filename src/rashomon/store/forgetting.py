"""Removes documents on request: words, salts and all that rests on them. What stays are tombstones, which the chain seals."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.model import Document, content_id
from rashomon.store import derived_tables as d
from rashomon.store import evidence, search
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, new_salt
from rashomon.store.encoded import Encoded, encode_reading
from rashomon.store.meta import SALT
from rashomon.store.outputs import outputs_of
from rashomon.store.payloads import DECISION, TOMBSTONE, VERSION, of_row
from rashomon.store.reading import Reading
from rashomon.store.runs import moment_in
from rashomon.store.verify_rows import left_digest

#: Stands where words of a removed document stood.
REMOVED = "[removed on request]"
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Removal:
    """What a removal takes away: readings of ``names`` with one of the texts ``text_ids``. ``empty`` are those names of which nothing stays,
    ``erased`` the texts nobody else holds, ``others`` the other names that have such a text. ``incidents`` rest on it now, ``versions`` are
    the numbers of what was said with it, ``decisions`` the ids of those that hang on its words, ``outputs`` what was given out with it."""

    document: str
    names: tuple[str, ...]
    text_ids: tuple[str, ...]
    empty: tuple[str, ...]
    erased: tuple[str, ...]
    others: tuple[str, ...]
    incidents: tuple[str, ...]
    versions: tuple[int, ...]
    decisions: tuple[str, ...]
    alike: tuple[str, ...]
    outputs: tuple[Any, ...]


def removal_of(db: sa.Connection, document: str, *, all_names: bool = False) -> Removal:
    """What removing the document of this name would take away. Earlier texts kept under ``name@…`` go with it; of such a name alone, that
    text goes and the others stay. ``all_names``: the same text under other names, too. Raises InputError for an unknown name."""
    r = t.readings.c
    own = _texts_of(db, [document])
    if not own:
        raise InputError(f"there is no document {document!r} in this ledger; its names stand in documents.jsonl, under `document`")
    ids = {i for _, i in own}
    base, at, _ = document.rpartition("@")
    versions = {evidence.version_name(document, i) for i in ids}
    if at and any(evidence.version_name(base, i) == document for _, i in _texts_of(db, [base])):
        versions.add(base)
    having = {x.name for group in evidence.chunks(sorted(ids)) for x in db.execute(sa.select(r.name).where(r.document_id.in_(group)))}
    names = {document, *(versions & having)}
    others = having - names
    if all_names:
        names, others = names | others, set()
    staying = {n for n, i in _texts_of(db, names) if i not in ids}
    kept = {i for n, i in _texts_of(db, others) if i in ids}
    incidents = _incidents(db, names)
    found = _versions(db, names)
    told = incidents | {incident_id for _, incident_id in found}
    return Removal(
        document,
        tuple(sorted(names)),
        tuple(sorted(ids)),
        tuple(sorted(names - staying)),
        tuple(sorted(ids - kept)),
        tuple(sorted(others)),
        tuple(sorted(incidents)),
        tuple(sorted(n for n, _ in found)),
        tuple(_decisions(db, names)),
        tuple(sorted(_alike(db, names) - names)),
        tuple(outputs_of(db, names, told)),
    )


def _texts_of(db: sa.Connection, names: Iterable[str]) -> set[tuple[str, str]]:
    r = t.readings.c
    return {
        (x.name, x.document_id)
        for group in evidence.chunks(sorted(set(names)))
        for x in db.execute(sa.select(r.name, r.document_id).where(r.name.in_(group)))
    }


def _incidents(db: sa.Connection, names: Collection[str]) -> set[str]:
    c = d.incident_documents.c
    return set(db.scalars(sa.select(c.incident_id).where(c.document.in_(sorted(names)))))


def _versions(db: sa.Connection, names: Collection[str]) -> set[tuple[int, str]]:
    """Versions whose row names one of the documents."""
    v = t.incident_versions.c
    text = sa.type_coerce(v.row, sa.Text)
    out = set()
    for name in names:
        asked = sa.select(v.version_id, v.incident_id).where(text.contains(json.dumps(name, ensure_ascii=False), autoescape=True))
        out |= {(x.version_id, x.incident_id) for x in db.execute(asked)}
    return out


def _decisions(db: sa.Connection, names: Collection[str]) -> list[str]:
    rows = db.execute(sa.select(t.decisions.c.decision_id, t.decisions.c.anchors).order_by(t.decisions.c.number))
    return [x.decision_id for x in rows if any(a["document"] in names for a in x.anchors)]


def _alike(db: sa.Connection, names: Collection[str]) -> set[str]:
    """Documents that share words with these: copies, of which a person may want to remove some as well."""
    g = d.document_groups
    other = g.alias()
    asked = sa.select(other.c.document).join(g, sa.and_(g.c.group_id == other.c.group_id, g.c.kind == other.c.kind))
    return set(db.scalars(asked.where(g.c.document.in_(sorted(names)), g.c.kind == "whole")))


class Forgetting:
    """One removal inside the transaction that also derives what follows: :meth:`erase` comes first, :meth:`bury` when versions are logged."""

    def __init__(self, removal: Removal, run_id: int, who: str, why: str) -> None:
        self.removal, self._run_id, self._who, self._why = removal, run_id, who, why
        self._left: dict[tuple[str, str], str] = {}
        self._marks: dict[str, list[str]] = {}

    def erase(self, db: sa.Connection, _: Chain) -> None:
        """Takes out texts, readings, statements, and words in decisions."""
        removal, r, s = self.removal, t.readings, t.statements
        texts = [x for x in db.scalars(sa.select(t.texts.c.text).where(t.texts.c.document_id.in_(removal.text_ids))) if x]
        read = sa.and_(r.c.name.in_(removal.names), r.c.document_id.in_(removal.text_ids))
        for x in db.execute(sa.select(r.c.reading_id, r.c.name, r.c.document_id, r.c.input_hash).where(read)).all():
            self._left["reading", str(x.reading_id)] = ""
            whole = x.document_id in removal.erased
            self._marks.setdefault(x.name, []).extend(v if whole else f"{x.name}\n{v}" for v in (x.document_id, x.input_hash) if v)
        staying = [x for x in self._remaining(db, removal) if x]
        db.execute(s.delete().where(s.c.document.in_(removal.names), s.c.document_id.in_(removal.text_ids)))
        db.execute(r.delete().where(read))
        for document_id in removal.erased:
            search.forget(db, document_id)
            db.execute(t.texts.delete().where(t.texts.c.document_id == document_id))
        self._decisions(db, texts, staying)
        self._carried(db)

    def _remaining(self, db: sa.Connection, removal: Removal) -> Iterator[str]:
        r = t.readings.c
        asked = sa.select(t.texts.c.text).join(t.readings, r.document_id == t.texts.c.document_id).distinct()
        yield from db.scalars(asked.where(r.name.in_(removal.names), r.document_id.not_in(removal.text_ids)))

    def _decisions(self, db: sa.Connection, texts: Sequence[str], staying: Sequence[str]) -> None:
        for row in db.execute(sa.select(t.decisions).where(t.decisions.c.decision_id.in_(self.removal.decisions))).mappings().all():
            anchors = [
                {**a, "quote": REMOVED} if a["document"] in self.removal.names and not any(a["quote"] in x for x in staying) else a
                for a in row["anchors"]
            ]
            if anchors == row["anchors"]:
                continue
            new = {
                "anchors": anchors,
                "value": _without(row["value"], texts),
                "why": REMOVED if _shares(row["why"], texts) else row["why"],
                "salt": "",
            }
            db.execute(t.decisions.update().where(t.decisions.c.decision_id == row["decision_id"]).values(**new))
            self._left["decision", row["decision_id"]] = left_digest(of_row({**row, **new}, DECISION))

    def _carried(self, db: sa.Connection) -> None:
        """Files of corrections that an upgrade carried along and that name the document."""
        for row in db.execute(sa.select(t.meta)).mappings().all():
            key = row["key"]
            salted = db.scalar(sa.select(t.meta.c.key).where(t.meta.c.key == SALT + key))
            if salted and any(name in row["value"] for name in self.removal.names):
                db.execute(t.meta.update().where(t.meta.c.key == key).values(value=""))
                db.execute(t.meta.delete().where(t.meta.c.key == salted))
                self._left["meta", key] = left_digest({"key": key, "value": ""})

    def bury(self, db: sa.Connection, chain: Chain) -> None:
        """Takes out what was said with the document, and seals a tombstone for each name."""
        v, e = t.incident_versions, t.estimate_versions
        for group in evidence.chunks(self.removal.versions):
            db.execute(e.delete().where(e.c.version_id.in_(group)))
            db.execute(v.update().where(v.c.version_id.in_(group)).values(row=None, salt=""))
            for row in db.execute(sa.select(v).where(v.c.version_id.in_(group))).mappings():
                self._left["version", str(row["version_id"])] = left_digest(of_row(row, VERSION))
        erased = self._links(db)
        at = moment_in(db)
        for n, name in enumerate([self.removal.document, *(x for x in self.removal.names if x != self.removal.document)]):
            salt = new_salt()
            stone: dict[str, Any] = {
                "document": name,
                "document_id": " ".join(sorted({_mark(salt, m) for m in self._marks.get(name, ())})),
                "run_id": self._run_id,
                "at": at,
                "who": self._who,
                "why": self._why,
                "erased": erased if n == 0 else [],
                "salt": salt,
            }
            made = db.execute(t.tombstones.insert().values(**stone)).inserted_primary_key
            number = made[0] if made else 0
            chain.append("tombstone", number, self._run_id, salt, of_row({**stone, "tombstone_id": number}, TOMBSTONE))

    def _links(self, db: sa.Connection) -> list[list[Any]]:
        c = t.chain.c
        out = []
        for kind in sorted({k for k, _ in self._left}):
            subjects = sorted(s for k, s in self._left if k == kind)
            for group in evidence.chunks(subjects):
                for x in db.execute(sa.select(c.seq, c.subject).where(c.kind == kind, c.subject.in_(group))):
                    out.append([x.seq, self._left[kind, x.subject]])
        return sorted(out)


def _mark(salt: str, value: str) -> str:
    return hashlib.sha256(f"{salt}\n{value}".encode()).hexdigest()[:32]


def _without(value: Any, texts: Sequence[str]) -> Any:
    """A value of a decision without words of the texts."""
    if isinstance(value, str):
        return REMOVED if any(value in x for x in texts) or _shares(value, texts) else value
    if isinstance(value, list):
        return [_without(v, texts) for v in value]
    if isinstance(value, dict):
        return {k: _without(v, texts) for k, v in value.items()}
    return value


def _shares(words: str, texts: Sequence[str], many: int = 2) -> bool:
    """Whether ``many`` words in a row stand in one of the texts, in whatever case."""
    own = _WORDS.findall(words.casefold())
    held = [" ".join(["", *_WORDS.findall(x.casefold()), ""]) for x in texts]
    return any(" " + " ".join(own[n : n + many]) + " " in x for n in range(len(own) - many + 1) for x in held)


class Removed:
    """What may not come back in silence: inputs and texts that were removed on request, known by salted hashes alone."""

    def __init__(self, db: sa.Connection) -> None:
        rows = db.execute(sa.select(t.tombstones).order_by(t.tombstones.c.tombstone_id)).mappings()
        self._stones = [(r["salt"], frozenset(r["document_id"].split()), str(r["at"])[:10]) for r in rows]

    def reason(self, name: str, *values: str) -> str | None:
        """Why an input of this name with one of these hashes (of input, of text) is set aside; None where nobody asked for it."""
        for salt, marks, day in self._stones:
            if any(_mark(salt, v) in marks or _mark(salt, f"{name}\n{v}") in marks for v in values if v):
                return f"removed on request on {day}"
        return None

    def reading(self, name: str, reason: str) -> Reading:
        """What is kept when it is offered again: that it was, and nothing of it."""
        document_id = content_id("doc", "removed", name)
        return Reading(Document(name, "", document_id, "", status="set_aside", reason=reason), input_hash=document_id)

    def sifted(self, readings: Sequence[Encoded]) -> list[Encoded]:
        """The readings, those of removed texts without their words."""
        if not self._stones:
            return list(readings)
        out = []
        for r in readings:
            why = self.reason(r.name, r.input_hash, r.document_id) if r.text else None
            out.append(r if why is None else encode_reading(self.reading(r.name, why)))
        return out
