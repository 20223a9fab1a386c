"""Full-text search over articles and quotes, the same on both databases: which documents have these words, sorted by name. No ranks.

The index narrows down which texts have all the words; the text itself then says where, and whether a phrase stands there. So both
databases give the same rows: they only ever compare words that :mod:`rashomon.store.words` made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.store import bulk, prepared, search_tables
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.search_tables import search_texts
from rashomon.store.words import LONGEST, RULES, index_text, pieces_of, place_of

T = TypeVar("T")
Kind = Literal["article", "quote"]
_MADE = f"{RULES}/{unicodedata.unidata_version}"
#: Texts held in memory at once.
_GROUP = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a query was found: the words in an article, or a claim whose quote has them. Offsets are into the document's text."""

    document: str
    claim_id: str | None
    start: int
    end: int


def catch_up(db: sa.Connection) -> int:
    """Adds every text of the ledger that the index lacks; how many. Each run calls it when its readings are in."""
    has = sa.select(search_texts.c.document_id)
    # which ids are lacking is told by the two indexes alone; only their texts are looked at (a forgotten one is empty)
    lacking = db.scalars(sa.select(t.texts.c.document_id).where(t.texts.c.document_id.not_in(has)).order_by(t.texts.c.document_id)).all()
    added = 0
    for group in _groups(lacking):
        words = {i: w for i, w in prepared.words_of(db, group).items() if w}
        words |= {i: index_text(text) for i, text in _texts(db, [i for i in group if i not in words]).items() if text}
        _add(db, words)
        added += len(words)
    return added


def index(db: sa.Connection, documents: Iterable[tuple[str, str]]) -> None:
    """Adds texts, given as document id and text. Those that are there already are left alone."""
    for group in _groups(documents):
        there = set(db.scalars(sa.select(search_texts.c.document_id).where(search_texts.c.document_id.in_([i for i, _ in group]))))
        _add(db, {document_id: index_text(text) for document_id, text in group if document_id not in there})


def _add(db: sa.Connection, words: Mapping[str, str]) -> None:
    """Adds texts that are not there, by their words."""
    ids = sorted(words)
    bulk.insert(db, search_texts, ("document_id", "rules"), [(i, _MADE) for i in ids])
    asked = sa.select(search_texts.c.document_id, search_texts.c.text_no).where(search_texts.c.document_id.in_(ids))
    numbers = {r[0]: r[1] for r in db.execute(asked)}
    if db.dialect.name == "sqlite":
        if ids:
            db.exec_driver_sql("INSERT INTO search_words (rowid, words) VALUES (?, ?)", [(numbers[i], words[i]) for i in ids])
    elif ids:
        several = [{"n": numbers[i], "w": words[i].split(" ") if words[i] else []} for i in ids]
        db.execute(sa.text("INSERT INTO search_words (text_no, words) VALUES (:n, :w)"), several)


def forget(db: sa.Connection, document_id: str) -> None:
    """Erases a text from the index. Call it while ``texts`` still holds the text; if it is gone, the index is made anew without it.

    In the file itself the words are gone once the transaction is kept and :meth:`rashomon.store.engine.Database.scrub` was called.
    """
    row = db.execute(
        sa.select(search_texts.c.text_no, search_texts.c.rules, t.texts.c.text)
        .join_from(search_texts, t.texts, t.texts.c.document_id == search_texts.c.document_id, isouter=True)
        .where(search_texts.c.document_id == document_id)
    ).first()
    if row is None:
        return
    db.execute(search_texts.delete().where(search_texts.c.document_id == document_id))
    if db.dialect.name != "sqlite":
        db.execute(sa.text("DELETE FROM search_words WHERE text_no = :n"), {"n": row.text_no})
        return
    if not row.text or row.rules != _MADE:  # the words that went in cannot be said again, and FTS5 needs them to take them out
        rebuild(db, without=document_id)
        return
    words = index_text(row.text)
    db.execute(sa.text("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :n, :w)"), {"n": row.text_no, "w": words})
    # a deletion is only a mark until the parts of the index are merged
    db.execute(sa.text("INSERT INTO search_words (search_words) VALUES ('optimize')"))


def rebuild(db: sa.Connection, *, without: str = "") -> int:
    """Makes the index anew from the texts; how many it holds then."""
    search_tables.drop(db)
    search_tables.create(db)
    for group in _groups(db.scalars(sa.select(t.texts.c.document_id).where(t.texts.c.text != "").order_by(t.texts.c.document_id)).all()):
        index(db, [(i, text) for i, text in _texts(db, group).items() if i != without])
    return db.scalar(sa.select(sa.func.count()).select_from(search_texts)) or 0


def find(db: sa.Connection, query: str, kind: Kind = "article", limit: int = 50, after: Hit | None = None) -> list[Hit]:
    """Articles, or claims by their quotes, that have all words and phrases of ``query``: by document name in code point order, claims of
    a document by their place. ``after`` is the last hit of the page before.

    Raises InputError for a query without words or an unknown kind. No query is an error of the database: all signs are passed over.
    """
    if kind not in ("article", "quote"):
        raise InputError(f"no kind {kind!r} to search; choose article or quote")
    pieces = pieces_of(query)
    return list(islice(_hits(db, pieces, kind, after), max(0, limit)))


def _hits(db: sa.Connection, pieces: list[tuple[str, ...]], kind: Kind, after: Hit | None) -> Iterator[Hit]:
    for group in _groups(_candidates(db, pieces, kind, after)):
        if kind == "quote":
            c = d.claims.c
            rows = db.execute(
                sa.select(c.document, c.claim_id, c.quote, c.start, c.end)
                .where(c.document.in_([name for name, _ in group]))
                .order_by(c.document, c.start, c.end, c.claim_id)
            )
            for r in rows.all():
                hit = Hit(r.document, r.claim_id, r.start, r.end)
                if (after is None or _order(hit) > _order(after)) and place_of(pieces, r.quote):
                    yield hit
            continue
        texts = _texts(db, {i for _, i in group})
        for name, document_id in group:
            if place := place_of(pieces, texts.get(document_id, "")):
                yield Hit(name, None, *place)


def _texts(db: sa.Connection, ids: Collection[str]) -> dict[str, str]:
    rows = db.execute(sa.select(t.texts.c.document_id, t.texts.c.text).where(t.texts.c.document_id.in_(sorted(ids))))
    return {r.document_id: r.text for r in rows}


def _order(hit: Hit) -> tuple[str, int, int, str]:
    return hit.document, hit.start, hit.end, hit.claim_id or ""


def _candidates(db: sa.Connection, pieces: list[tuple[str, ...]], kind: Kind, after: Hit | None) -> list[tuple[str, str]]:
    """Names and ids of documents whose text has all the words, sorted by name."""
    words = sorted({w[:LONGEST] for piece in pieces for w in piece})
    if db.dialect.name == "sqlite":
        has = sa.text("SELECT rowid AS text_no FROM search_words WHERE search_words MATCH :q").bindparams(
            q=" ".join(f'"{w}"' for w in words)
        )
    else:
        has = sa.text("SELECT text_no FROM search_words WHERE words @> CAST(:w AS text[])").bindparams(w=words)
    those = has.columns(sa.column("text_no", sa.BigInteger)).subquery("those")
    asked = (
        sa.select(d.documents.c.document, d.documents.c.document_id)
        .join(search_texts, search_texts.c.document_id == d.documents.c.document_id)
        .join(those, those.c.text_no == search_texts.c.text_no)
        .order_by(d.documents.c.document)
    )
    if after is not None:
        name = d.documents.c.document
        asked = asked.where(name >= after.document if kind == "quote" else name > after.document)
    return [(r.document, r.document_id) for r in db.execute(asked)]


def _groups(values: Iterable[T]) -> Iterator[list[T]]:
    it = iter(values)
    while group := list(islice(it, _GROUP)):
        yield group
