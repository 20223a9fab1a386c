"""Nothing is dropped in silence: documents and figures that came in, where they went, and what nobody knows of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import sqlalchemy as sa

from rashomon.pipeline.balance import Balance, balance_in
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.outlets import key_of
from rashomon.queries.parts import Part, counted
from rashomon.queries.places import Without, without
from rashomon.queries.quoting import Quoter, article_key
from rashomon.store import derived_tables as d

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

#: Characters of the article shown around a figure that was set aside.
AROUND = 90
_BLANK = re.compile(r"\s+")
_OWN = re.compile(r"[“\"'‘][^”\"'’]*[”\"'’]|\d[\d,.]*|\S*[/\\]\S+")


@dataclass(frozen=True, slots=True)
class Sums:
    """The whole: :class:`Balance`, documents by language and outlet, those of unknown day, those set aside by kind of reason with what to do,
    incidents without coordinates by why."""

    balance: Balance
    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    no_outlet: int
    undated: int
    reasons: tuple[tuple[str, int], ...]
    places: tuple[Without, ...]
    incidents: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A document that was set aside: why, and what can be done."""

    document: str
    article: str
    outlet: str | None
    why: str
    todo: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that counts nobody: its words, the words around it, and where it stands. ``fragment`` leads a browser to the words in the page of
    the article."""

    words: str
    before: str
    after: str
    reason: str
    document: str
    article: str
    start: int
    fragment: str


@dataclass(frozen=True, slots=True)
class Undated:
    """A document whose day is not known, with what is known of it."""

    document: str
    article: str
    outlet: str | None
    known: str


def kind_of_reason(reason: str) -> str:
    """A reason without what is of one document only: numbers, names of files, what is quoted, and the advice after a semicolon."""
    return " ".join(_OWN.sub("…", reason.partition(";")[0]).split()) or "no reason was written down"


def todo_of(reason: str) -> str:
    """What can be done about a document that was set aside: what its reason says after a semicolon, else the usual."""
    said = reason.partition(";")[2].strip()
    if said:
        return said
    if "language" in reason or "reads English" in reason:
        return "read it yourself; `rashomon run --language …` where this program reads that language"
    if "forgotten" in reason or "removed" in reason:
        return "nothing: it was taken out on request"
    return "put the file right and run `rashomon run` on it again; the same name replaces this one"


def sums(desk: Desk, db: sa.Connection) -> Sums:
    """The balance of everything the ledger holds."""

    def make() -> Sums:
        c = d.documents.c
        outlets: Counter[str] = Counter()
        written: dict[str, Counter[str]] = {}
        for r in db.execute(sa.select(c.outlet, sa.func.count().label("n")).where(c.outlet.is_not(None)).group_by(c.outlet)):
            outlets[key_of(r.outlet)] += r.n
            written.setdefault(key_of(r.outlet), Counter())[r.outlet] += r.n
        named = [(min(written[k], key=lambda w, k=k: (-written[k][w], w)), outlets[k]) for k in sorted(outlets)]  # type: ignore[misc]
        whole = balance_in(db)
        reasons = Counter(kind_of_reason(reason) for _, reason in whole.documents_aside)
        undated = db.scalar(sa.select(sa.func.count()).where(c.published.is_(None), c.status == "used")) or 0
        return Sums(
            whole,
            _languages(db),
            tuple(named),
            whole.documents - sum(outlets.values()),
            undated,
            _ranked(reasons),
            tuple(without(desk, db, Lens())),
            len(desk.shelf(db, Lens()).entries),
        )

    return kept(desk, ("balance", desk.state(db).tag), make)


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def _languages(db: sa.Connection) -> tuple[tuple[str, int], ...]:
    c = d.documents.c
    found: Counter[str] = Counter()
    for r in db.execute(sa.select(c.row).execution_options(yield_per=500)):
        found[r.row["language"] or "not known"] += 1
    return _ranked(found)


def documents_aside(desk: Desk, db: sa.Connection, reason: str, start: int, limit: int) -> Part[Aside]:
    """Documents set aside, by name; ``reason`` is one of the kinds of :class:`Sums`."""
    c = d.documents.c
    rows = db.execute(sa.select(c.document, c.outlet, c.reason).where(c.status != "used").order_by(c.document)).all()
    rows = [r for r in rows if not reason or kind_of_reason(r.reason or "") == reason]
    own = rows[start : start + limit]
    quoter = Quoter(desk, db, (r.document for r in own))
    made = []
    for r in own:
        why = quoter.masker.address(r.document, (r.reason or "no reason was written down").partition(";")[0])
        made.append(
            Aside(
                quoter.named(r.document), article_key(r.document), r.outlet, why, quoter.masker.address(r.document, todo_of(r.reason or ""))
            )
        )
    return counted(made, len(rows), start, limit)


def figures_aside(desk: Desk, db: sa.Connection, reason: str, start: int, limit: int) -> Part[Figure]:
    """Figures that count nobody, in order of documents and places, each with the words around it."""
    s = d.set_aside.c
    asked = sa.select(s.document, s.start, s.end, s.reason).order_by(s.document, s.start, s.end)
    total = sa.select(sa.func.count()).select_from(d.set_aside)
    if reason:
        asked, total = asked.where(s.reason == reason), total.where(s.reason == reason)
    rows = db.execute(asked.offset(start).limit(limit)).all()
    quoter = Quoter(desk, db, (r.document for r in rows))
    made = [_figure(quoter, r.document, r.start, r.end, r.reason) for r in rows]
    return counted(made, db.scalar(total) or 0, start, limit)


def _figure(quoter: Quoter, name: str, start: int, end: int, reason: str) -> Figure:
    held = quoter.documents.get(name)
    text = held.text if held is not None else ""
    a, b = _word_start(text, max(0, start - AROUND)), _word_end(text, min(len(text), end + AROUND))
    before, after = (quoter.masker.text(name, x, y) if text else "" for x, y in ((a, start), (end, b)))
    return Figure(
        quoter.words(name, start, end),
        ("…" if a else "") + _one_line(before),
        _one_line(after) + ("…" if b < len(text) else ""),
        reason,
        quoter.named(name),
        article_key(name),
        start,
        _fragment(before, quoter.words(name, start, end), after),
    )


def _fragment(before: str, words: str, after: str) -> str:
    """A text fragment: the words with a little of what stands before and after them."""

    def plain(text: str) -> str:
        return quote(text, safe="").replace("-", "%2D")

    ahead, behind = " ".join(before.split()[-3:]), " ".join(after.split()[:3])
    return f":~:text={plain(ahead) + '-,' if ahead else ''}{plain(words)}{',-' + plain(behind) if behind else ''}"


def _one_line(text: str) -> str:
    """Blanks as single ones, those at the ends kept: "$40" is no "$ 40"."""
    return _BLANK.sub(" ", text)


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at].isspace():
        at += 1
    return at


def undated(desk: Desk, db: sa.Connection, start: int, limit: int) -> Part[Undated]:
    """Used documents whose day is not known, with what is."""
    c = d.documents.c
    where = (c.published.is_(None), c.status == "used")
    rows = db.execute(sa.select(c.document, c.outlet, c.row).where(*where).order_by(c.document).offset(start).limit(limit)).all()
    total = db.scalar(sa.select(sa.func.count()).select_from(d.documents).where(*where)) or 0
    quoter = Quoter(desk, db, (r.document for r in rows))
    made = [Undated(quoter.named(r.document), article_key(r.document), r.outlet, _known(r.row)) for r in rows]
    return counted(made, total, start, limit)


def _known(row: dict[str, str | int | None]) -> str:
    days: Sequence[str | int | None] = (row["published_from"], row["published_to"])
    bounds = f"{days[0]} to {days[1]}" if all(days) else f"from {days[0]}" if days[0] else f"up to {days[1]}" if days[1] else ""
    basis = str(row["published_basis"] or "")
    return "; ".join(x for x in (bounds, "" if basis == "unknown" else basis) if x) or "nothing is known"
