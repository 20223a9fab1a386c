"""Claims as a page shows them: the words, who says them and where they stand, with names of private persons hidden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from rashomon.corpus.syndication import document_no
from rashomon.model import Document
from rashomon.queries.kept import kept
from rashomon.queries.nameless import is_no_name
from rashomon.store import derived_tables as d
from rashomon.store import evidence

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

Row = Mapping[str, Any]
FORGOTTEN = "[these words were forgotten]"
#: Documents that are asked whether a name is a private person's.
ASKED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker as the mask needs it."""

    actor: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one claim. ``article`` is the key of the article's page, where ``claim_id`` is the anchor; ``own_words``: the outlet itself
    speaks. ``figure`` are the words of a figure ("at least 12"), empty for what is no figure."""

    claim_id: str
    incident_id: str | None
    article: str
    document: str
    outlet: str | None
    published: str | None
    speaker: str
    own_words: bool
    stance: str
    harm: str | None
    side: str | None
    figure: str
    text: str


def article_key(name: str) -> str:
    """What stands for a document in the address of its page."""
    return f"{document_no(name):016x}"


class Quoter:
    """Makes quotes of claims in some documents, with one mask for all of them, so that a person has one mark on a page."""

    def __init__(self, desk: Desk, db: sa.Connection, names: Iterable[str]) -> None:
        wanted = sorted(set(names))
        self.documents: dict[str, Document] = evidence.load_documents(db, wanted)
        self.masker = desk.masker(self.documents)
        self._about: dict[str, tuple[str | None, str | None]] = {}
        c = d.documents.c
        for group in evidence.chunks(wanted):
            for r in db.execute(sa.select(c.document, c.outlet, c.published).where(c.document.in_(group))):
                self._about[r.document] = (r.outlet, r.published)

    def named(self, document: str) -> str:
        """The name of a document as it may be shown."""
        return self.masker.address(document, document)

    def speaker(self, row: Row) -> str:
        """Who says it: the outlet where nobody else is named, a role where it is a private person."""
        said = row["speaker"]
        if said is None:
            return "the outlet itself"
        actor, text = self.masker.speaker(row["document"], Said(said["actor"], said["text"]))
        return actor if actor and actor.casefold() == text.casefold() else f"{actor} (“{text}”)" if actor else f"“{text}”"

    def words(self, document: str, start: int, end: int) -> str:
        """A stretch of a document's text."""
        text = self.masker.text(document, start, end) if document in self.documents and self.documents[document].text else ""
        return " ".join(text.split()) or FORGOTTEN

    def quote(self, row: Row) -> Quote:
        """The quote of a row of ``claims.jsonl``."""
        name = row["document"]
        outlet, published = self._about.get(name, (None, None))
        return Quote(
            claim_id=row["claim_id"],
            incident_id=row["incident_id"],
            article=article_key(name),
            document=self.named(name),
            outlet=outlet,
            published=published,
            speaker=self.speaker(row),
            own_words=row["speaker"] is None,
            stance=row["stance"],
            harm=row["harm"],
            side=self.masker.known(name, row["side"]) if row["side"] else None,
            figure=self.masker.words(name, figure_said(row)),
            text=self.words(name, row["start"], row["end"]),
        )


def figure_said(row: Row) -> str:
    """The figure of a claim in its words, "none" for a denied one, "" for a claim without one."""
    if row["kind"] != "casualty":
        return ""
    if row["negated"]:
        return "none"
    return row["words"] or ("" if row["low"] is None and row["high"] is None else f"{row['low']}–{row['high']}")


def claim_rows(db: sa.Connection, ids: Iterable[str]) -> dict[str, Row]:
    """Rows of ``claims.jsonl`` by id."""
    c = d.claims.c
    out: dict[str, Row] = {}
    for group in evidence.chunks(sorted(set(ids))):
        out |= {r.claim_id: r.row for r in db.execute(sa.select(c.claim_id, c.row).where(c.claim_id.in_(group)))}
    return out


def quotes(desk: Desk, db: sa.Connection, rows: Iterable[Row]) -> dict[str, Quote]:
    """The quotes of some claims by id."""
    own = list(rows)
    quoter = Quoter(desk, db, (r["document"] for r in own))
    return {r["claim_id"]: quoter.quote(r) for r in own}


def shown_names(desk: Desk, db: sa.Connection, tag: str, names: Mapping[str, Collection[str]]) -> dict[str, tuple[str, bool]]:
    """Short names of actors as they may be shown, each with whether it is a private person's: then a role stands in its place, and no page
    bears the name. ``names`` gives for each name documents that have it."""
    return _names(desk, db, tag, names, _actor)


def shown_places(desk: Desk, db: sa.Connection, tag: str, names: Mapping[str, Collection[str]]) -> dict[str, tuple[str, bool]]:
    """The same for names of places: a place called after a private person is shown with a mark."""
    return _names(desk, db, tag, names, _place)


def _names(
    desk: Desk,
    db: sa.Connection,
    tag: str,
    names: Mapping[str, Collection[str]],
    show: Callable[[Quoter, str, list[str]], tuple[str, bool]],
) -> dict[str, tuple[str, bool]]:
    if desk.names:
        return {name: (name, False) for name in names}
    known: dict[str, tuple[str, bool]] = kept(desk, ("shown", show.__name__, tag), dict)
    known |= {name: (name, False) for name in names if name not in known and is_no_name(name)}
    lacking = {name: sorted(documents)[:ASKED] for name, documents in names.items() if name not in known}
    if lacking:
        quoter = Quoter(desk, db, {x for documents in lacking.values() for x in documents})
        for name, documents in sorted(lacking.items()):
            known[name] = show(quoter, name, [x for x in documents if x in quoter.documents])
    return {name: known[name] for name in names}


def _actor(quoter: Quoter, name: str, documents: list[str]) -> tuple[str, bool]:
    for one in documents:
        actor, _ = quoter.masker.speaker(one, Said(name, name))
        if actor != name:
            return str(actor), True
    if quoter.masker.known(documents, name) != name:
        return "a private person", True
    return name, False


def _place(quoter: Quoter, name: str, documents: list[str]) -> tuple[str, bool]:
    shown = quoter.masker.known(documents, name)
    return shown, shown != name
