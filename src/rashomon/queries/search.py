"""Full-text search as people use it: articles and quotes that have the words, each with the stretch in which they stand.

A word that stands only in the hidden name of a private person is not found: what a page hides cannot be asked for either (see
``docs/concepts/search.md``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.exports.cards import document_name
from rashomon.exports.words import published_words
from rashomon.model import Document
from rashomon.people import Masker
from rashomon.queries.article import Told, labels_of, name_of
from rashomon.queries.article_others import title_of
from rashomon.queries.desk import Desk
from rashomon.queries.lens import Lens
from rashomon.queries.out_by import out_by
from rashomon.queries.parts import one_of, place_in, text_in
from rashomon.queries.quoting import Quote, Quoter, article_key, claim_rows
from rashomon.queries.search_places import Place, passages, places_in
from rashomon.store import derived_tables as d
from rashomon.store.document_index import DocumentIndex
from rashomon.store.search import Hit, Kind, find
from rashomon.store.words import pieces_of

KINDS = ("article", "quote", "speaker")
#: Results of a page: at most, and where nobody says.
MOST, USUAL = 100, 20
#: Hits looked at for one page; a query of which nearly all hits are filtered out goes on with the next page.
LOOKED_AT = 600
_AFTER = re.compile(r"([0-9a-f]{16})(?:\.([0-9]{1,9})\.([0-9]{1,9})\.(c-[0-9a-f]{16})?)?")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is looked for. ``kind``: article, quote or speaker; ``outlet`` as the ledger writes it; ``since`` and ``until`` are days of
    publication."""

    q: str = ""
    kind: str = "article"
    outlet: str = ""
    since: date | None = None
    until: date | None = None
    speaker: str = ""
    cursor: str = ""
    limit: int = USUAL

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Ask:
        """What an address asks for. Raises InputError that names the parameter."""
        kind = one_of(given, "in", KINDS, "article")
        _, limit = place_in({"limit": given.get("limit", "")}, MOST, USUAL)
        return cls(
            q=text_in(given, "q"), kind=kind, outlet=text_in(given, "outlet"), since=_day(given, "since"), until=_day(given, "until"),
            speaker=text_in(given, "speaker"), cursor=text_in(given, "cursor"), limit=limit,
        )  # fmt: skip

    @property
    def params(self) -> dict[str, str]:
        """As it stands in an address, without the place in the list."""
        given = {
            "q": self.q, "in": self.kind if self.kind != "article" else "", "outlet": self.outlet,
            "since": self.since.isoformat() if self.since else "", "until": self.until.isoformat() if self.until else "",
            "speaker": self.speaker, "limit": str(self.limit) if self.limit != USUAL else "",
        }  # fmt: skip
        return {k: v for k, v in given.items() if v}


@dataclass(frozen=True, slots=True)
class Result:
    """An article with the words, or a claim whose quote has them. ``passages`` are stretches as runs of (text, whether it was looked for),
    ``times`` how often the words stand in the article."""

    article: str
    title: str
    outlet: str
    published: str
    day: str | None
    passages: tuple[tuple[tuple[str, bool], ...], ...]
    times: int
    quote: Quote | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results. ``next`` is the cursor of the page after; ``unfinished``: the page ended because so many hits were filtered out."""

    items: tuple[Result, ...]
    next: str | None
    unfinished: bool = False


def search(desk: Desk, db: sa.Connection, lens: Lens, ask: Ask) -> Results:
    """Articles or quotes that have all the words and phrases of ``ask.q``, by name of document, names hidden.

    Raises InputError for a query without a word, one that is too long, or a cursor that no page gave."""
    pieces = pieces_of(ask.q)
    kind: Kind = "quote" if ask.kind == "quote" else "article"
    after = _after(db, ask.cursor) if ask.cursor else None
    out: list[Result] = []
    looked, step = 0, ask.limit + 1
    last: Hit | None = None
    while looked < LOOKED_AT:
        hits = find(db, ask.q, kind, step, after)
        kept = _chosen(desk, db, lens, ask, hits)
        shown = _Shown(desk, db, lens, [h for h in hits if h in kept])
        for hit in hits:
            after, looked = hit, looked + 1
            made = shown.result(hit, pieces) if hit in kept else None
            if made is None:
                continue
            if len(out) == ask.limit:
                return Results(tuple(out), _cursor(last) if last else None)
            out.append(made)
            last = hit
        if len(hits) < step:
            return Results(tuple(out), None)
        step = min(2 * step, LOOKED_AT)
    return Results(tuple(out), _cursor(after) if after else None, unfinished=True)


class _Shown:
    """Results of some hits, with one masker for their documents."""

    def __init__(self, desk: Desk, db: sa.Connection, lens: Lens, hits: Sequence[Hit]) -> None:
        quoter = Quoter(desk, db, {h.document for h in hits})
        self._documents = with_days(db, quoter.documents)
        self._masker = quoter.masker
        rows = claim_rows(db, [h.claim_id for h in hits if h.claim_id])
        self._quotes = {i: quoter.quote(r) for i, r in rows.items()}
        r = d.incident_documents.c
        self._told: dict[str, list[tuple[str, bool]]] = {}
        if any(h.claim_id is None for h in hits):
            for x in db.execute(sa.select(r.document, r.incident_id, r.main).where(r.document.in_(sorted(self._documents)))):
                self._told.setdefault(x.document, []).append((x.incident_id, bool(x.main)))
        ids = {i for told in self._told.values() for i, _ in told} | {q.incident_id for q in self._quotes.values() if q.incident_id}
        self._labels = labels_of(desk, db, lens, ids)

    def result(self, hit: Hit, pieces: list[tuple[str, ...]]) -> Result | None:
        """The result, or None where the words stand only in what is hidden."""
        document = self._documents.get(hit.document)
        if document is None or not document.text:
            return None
        start, end = (hit.start, hit.end) if hit.claim_id else (0, len(document.text))
        visible = seen_text(document, self._masker)
        places = places_in(pieces, visible[start:end], start)
        if places is None:
            return None
        return Result(
            article=article_key(document.name),
            title=title_of(document, self._masker),
            outlet=document_name(document, self._masker),
            published=self._masker.words(document.name, published_words(document)),
            day=document.published.day.isoformat() if document.published.day else None,
            passages=_runs(document, self._masker, places, (start, end) if hit.claim_id else None),
            times=len(places),
            quote=self._quotes.get(hit.claim_id) if hit.claim_id else None,
            told=self._told_by(hit),
        )

    def _told_by(self, hit: Hit) -> tuple[Told, ...]:
        quote = self._quotes.get(hit.claim_id) if hit.claim_id else None
        own = [(quote.incident_id, False)] if quote and quote.incident_id else [] if hit.claim_id else self._told.get(hit.document, [])
        made = [Told(i, self._labels.get(i, i), main, i in self._labels) for i, main in own]
        return tuple(sorted(made, key=lambda x: (not x.main, x.label, x.incident_id)))


def with_days(db: sa.Connection, documents: Mapping[str, Document]) -> dict[str, Document]:
    """Documents with the day of publication as other documents make it known."""
    facts = DocumentIndex(db).facts(documents)
    return {n: replace(x, published=f.published) if (f := facts.get(n)) and f.published else x for n, x in documents.items()}


def seen_text(document: Document, masker: Masker) -> str:
    """The text with every hidden stretch blotted out, at the same offsets: the words that may be looked for."""
    if masker.names:
        return document.text
    out, at = [], 0
    for a, b in masker.spans(document.name):
        out += [document.text[at:a], "\ufffc" * (b - a)]
        at = b
    return "".join([*out, document.text[at:]])


def _runs(
    document: Document, masker: Masker, places: Sequence[Place], whole: tuple[int, int] | None
) -> tuple[tuple[tuple[str, bool], ...], ...]:
    hidden = [] if masker.names else masker.spans(document.name)
    stops = [b for _, b in hidden]

    def out_of_names(at: int, right: bool) -> int:
        k = bisect_right(stops, at)
        return (hidden[k][1] if right else hidden[k][0]) if k < len(hidden) and hidden[k][0] < at else at

    out = []
    for start, end, inside in passages(document.text, places, whole):
        a, b = out_of_names(start, False), out_of_names(end, True)
        runs: list[tuple[str, bool]] = []
        at = a
        for x, y in inside:
            runs += [(masker.text(document.name, at, x), False), (masker.text(document.name, x, y), True)]
            at = y
        runs.append((masker.text(document.name, at, b), False))
        runs = [
            ("…" if a > (whole[0] if whole else 0) else "", False),
            *runs,
            ("…" if b < (whole[1] if whole else len(document.text)) else "", False),
        ]
        out.append(tuple((" ".join(t.split()) if not t.isspace() else " ", m) if m else (_one_line(t), m) for t, m in runs if t))
    return tuple(out)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _chosen(desk: Desk, db: sa.Connection, lens: Lens, ask: Ask, hits: Sequence[Hit]) -> set[Hit]:
    """Those of these hits whose documents are of the outlet and the days asked for, and out by the moment of the lens."""
    names = sorted({h.document for h in hits})
    c = d.documents.c
    rows = {r.document: r for r in db.execute(sa.select(c.document, c.outlet, c.published).where(c.document.in_(names)))} if names else {}
    out = {n for n, r in rows.items() if _fits(ask, r.outlet, r.published)}
    allowed = out_by(desk, db, lens)
    out = out if allowed is None else out & allowed
    return {h for h in hits if h.document in out}


def _fits(ask: Ask, outlet: str | None, published: str | None) -> bool:
    if ask.outlet and (outlet or "").casefold() != ask.outlet.casefold():
        return False
    if ask.since is None and ask.until is None:
        return True
    day = (published or "")[:10]
    return bool(day) and (ask.since is None or day >= ask.since.isoformat()) and (ask.until is None or day <= ask.until.isoformat())


def _cursor(hit: Hit) -> str:
    """Where a page ended: by the key of the document, for its name may hold a person's."""
    key = article_key(hit.document)
    return f"{key}.{hit.start}.{hit.end}.{hit.claim_id}" if hit.claim_id else key


def _after(db: sa.Connection, cursor: str) -> Hit:
    read = _AFTER.fullmatch(cursor)
    name = name_of(db, read[1]) if read else None
    if read is None or name is None:
        raise InputError("cursor is none that this page gave; leave it out to start at the beginning")
    return Hit(name, read[4], int(read[2] or 0), int(read[3] or 0))


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{name} {text[:40]!r}: write a day as 2024-02-13") from None
