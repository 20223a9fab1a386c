"""One outlet: from whom it copied and who copied it, where its words differ from those it quotes, whom it quotes, its articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.queries.bylens import Paper, claims_by_id
from rashomon.queries.lens import Lens
from rashomon.queries.outlets import Case, Outlet, Table, key_of, table
from rashomon.queries.parts import Part, counted, part
from rashomon.queries.quoting import Quote, Quoter, Row, article_key, shown_names

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

#: Quotes of one value of a disagreement; the incident's page has all.
QUOTES = 2


@dataclass(frozen=True, slots=True)
class Shares:
    """Articles that two outlets share: ``articles`` of them, which is ``share`` of the articles of the one that printed them again. ``pairs``
    are keys of articles to hold beside each other, original first where that is known."""

    outlet: str | None
    articles: int
    share: float
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Differs:
    """A disagreement with both sides' words: for each value its quotes, and whether it is the outlet's own text that gives it."""

    incident_id: str
    field: str
    why: str
    values: tuple[tuple[str, bool, tuple[Quote, ...]], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Whom an outlet quotes, and in how many articles. ``link``: the speaker has a page of its own."""

    speaker: str
    link: bool
    articles: int


@dataclass(frozen=True, slots=True)
class Printed:
    """An article of an outlet."""

    key: str
    document: str
    published: str | None
    status: str
    reason: str | None
    copy_of: str | None


def outlet_named(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> Outlet | None:
    """The outlet of a name in any capitals; "" is the unknown one."""
    return table(desk, db, lens).outlets.get(key_of(name))


def copied_from(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> list[Shares]:
    """Whose words it printed again, most first."""
    found, key = table(desk, db, lens), key_of(name)
    return _shares(found, [(a, pairs, key) for (a, b), pairs in found.copies.items() if b == key])


def copied_by(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> list[Shares]:
    """Who printed its words again, most first; the share is of the articles of those."""
    found, key = table(desk, db, lens), key_of(name)
    return _shares(found, [(b, pairs, b) for (a, b), pairs in found.copies.items() if a == key])


def shared_with(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> list[Shares]:
    """With whom it shares words where it cannot be told who was first; the share is of its own articles."""
    found, key = table(desk, db, lens), key_of(name)
    return _shares(found, [(b, pairs, key) for (a, b), pairs in found.shared.items() if a == key])


def _shares(found: Table, rows: Sequence[tuple[str, list[tuple[str, str]], str]]) -> list[Shares]:
    out = []
    for other, pairs, whole in rows:
        all_articles = found.outlets[whole].used
        keys = tuple((article_key(a), article_key(b)) for a, b in sorted(pairs)[:3])
        out.append(Shares(found.outlets[other].name, len(pairs), len(pairs) / all_articles if all_articles else 0.0, keys))
    return sorted(out, key=lambda s: (-s.articles, s.outlet or ""))


def differs(
    desk: Desk, db: sa.Connection, lens: Lens, name: str, outcome: str, start: int, limit: int
) -> Part[Differs]:  # fmt: skip
    """Disagreements of one outcome that it is part of, with the quotes of each value."""
    key = key_of(name)
    cases = [c for c in table(desk, db, lens).cases.get(key, ()) if c.outcome == outcome]
    own = cases[start : start + limit]
    claims = claims_by_id(desk, db, lens, {c for case in own for _, ids in case.values for c in ids})
    held = table(desk, db, lens).documents
    mine = {p.name for p in held.get(key, ())}
    chosen = {
        (n, v): _best([claims[c] for c in ids if c in claims], v, mine, k == 0)
        for n, case in enumerate(own)
        for k, (v, ids) in enumerate(case.values)
    }
    quoter = Quoter(desk, db, {r["document"] for rows in chosen.values() for r in rows})
    made = [_told(case, n, chosen, quoter) for n, case in enumerate(own)]
    return counted(made, len(cases), start, limit)


def _told(case: Case, n: int, chosen: dict[tuple[int, str], list[Row]], quoter: Quoter) -> Differs:
    scope = sorted({r["document"] for v, _ in case.values for r in chosen[n, v]})
    return Differs(
        case.incident_id,
        quoter.masker.known(scope, case.field),
        quoter.masker.words(scope, case.why),
        tuple((quoter.masker.words(scope, v), k == 0, tuple(map(quoter.quote, chosen[n, v]))) for k, (v, _) in enumerate(case.values)),
    )


def _best(rows: Sequence[Row], value: str, mine: set[str], own: bool) -> list[Row]:
    """Quotes that show a value: of this outlet first, then those whose words give it. For a value that it gives in its own words these come
    first, for another the speaker's."""

    def rank(r: Row) -> tuple[object, ...]:
        said = {w for w in (r["words"].casefold(), str(r["low"]), str(r["high"])) if w and w != "none"}
        gives = any(w in value.casefold() for w in said)
        return (r["document"] not in mine, not gives, (r["speaker"] is None) != own, r["document"], r["start"], r["claim_id"])

    out: dict[tuple[str, bool], Row] = {}
    for r in sorted(rows, key=rank):
        out.setdefault((r["document"], r["speaker"] is None), r)
    return list(out.values())[:QUOTES]


def quotes_whom(desk: Desk, db: sa.Connection, lens: Lens, name: str, start: int, limit: int) -> Part[Quoted]:
    """Whom it quotes, those of most articles first."""
    of = table(desk, db, lens).speakers.get(key_of(name), {})
    ranked = sorted(of, key=lambda s: (-len(of[s]), s))
    own = ranked[start : start + limit]
    names = shown_names(desk, db, desk.state(db).tag, {s: of[s] for s in own})
    return counted([Quoted(names[s][0], not names[s][1], len(of[s])) for s in own], len(ranked), start, limit)


def printed(desk: Desk, db: sa.Connection, lens: Lens, name: str, status: str, start: int, limit: int) -> Part[Printed]:
    """Its articles, used or set aside, newest first, those of unknown day last."""
    rows = [p for p in table(desk, db, lens).documents.get(key_of(name), ()) if (p.status == "used") == (status == "used")]
    rows.sort(key=_newest)
    page = part(rows, start, limit)
    quoter = Quoter(desk, db, (p.name for p in page.items))
    made = [
        Printed(
            article_key(p.name),
            quoter.named(p.name),
            p.published,
            p.status,
            quoter.masker.words(p.name, p.reason or "") or None,
            article_key(p.original) if p.original and p.original != p.name else None,
        )
        for p in page.items
    ]
    return Part(made, page.total, page.start, page.next, page.before)


def _newest(p: Paper) -> tuple[bool, int, str]:
    return (p.published is None, -int(p.published.replace("-", "")) if p.published else 0, p.name)
