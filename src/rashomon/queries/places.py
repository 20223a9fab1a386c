"""Places: where incidents are told to have been, how exactly that is known, and what has no coordinates, with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rashomon.model.places import Place
from rashomon.people.coarse import is_private_spot
from rashomon.pipeline.compare import Total, kind_of
from rashomon.queries.actors import newest
from rashomon.queries.bylens import claims_by_id, incident_rows
from rashomon.queries.entry import Entry
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.parts import USUAL, Part, counted
from rashomon.queries.quoting import ASKED, Quote, Quoter, shown_places

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

LOCATED = ("all", "yes", "no")
#: How exactly a place is known, in words (UCDP ``where_prec``).
PRECISION = {
    1: "exact place",
    2: "near it, within some 25 km",
    3: "known to the district",
    4: "known to the province",
    5: "area not exact",
    6: "known to the country",
    7: "international waters or airspace",
}
NOT_NAMED = "no place named"
#: Incidents of one place whose names and speakers are looked at; more are said so.
LOOKED_AT = 300


@dataclass(slots=True)
class Where:
    """A place in a list: one entry of the gazetteer, or a name that was not found there (``lat`` None, with ``basis`` why).

    Incidents are counted once each, aggregates and background apart. ``others`` are further names it is given. ``hidden``: named after a private
    person, or a home, shelter or clinic where these are not shown.
    """

    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: dict[str, int]
    basis: str
    incidents: int = 0
    aggregates: int = 0
    background: int = 0
    killed: Total | None = None
    others: tuple[str, ...] = ()
    hidden: bool = False
    _documents: set[str] = field(default_factory=set)
    _others: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Without:
    """Incidents without coordinates: why, and how many."""

    why: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that a place is given: by whom, how exactly, in how many incidents, with one quote."""

    name: str
    by: str
    precision: str
    incidents: int
    quote: Quote | None


def precision_words(precision: int | None) -> str:
    """How exactly a place is known."""
    return PRECISION.get(precision or 0, "not said")


def why_not(entry: Entry) -> str | None:
    """Why an incident has no coordinates; None where it has."""
    place = entry.place
    if place is None:
        return "named, and not looked up" if entry.places else NOT_NAMED
    if place.lat is None or place.lon is None:
        return place.basis.removeprefix("unresolved: ") or "not found"
    return None


def _key(place: Place | None, entry: Entry) -> tuple[str, str, str] | None:
    if place is None:
        return (entry.places[0], "", "") if entry.places else None
    return (place.name, place.admin1 or "", place.country or "")


def _table(entries: Iterable[Entry]) -> dict[tuple[str, str, str], Where]:
    out: dict[tuple[str, str, str], Where] = {}
    for e in sorted(entries, key=lambda e: e.incident_id):
        key = _key(e.place, e)
        if key is None:
            continue
        p = e.place or Place(key[0], basis="named, and not looked up")
        one = out.setdefault(key, Where(p.name, p.admin1 or None, p.country or None, p.lat, p.lon, {}, p.basis))
        word = precision_words(p.precision)
        one.precision[word] = one.precision.get(word, 0) + 1
        one._others.update(n for n in e.places if n != p.name)
        if len(one._documents) < ASKED:
            one._documents.update(e.documents[: ASKED - len(one._documents)])
        kind = kind_of(e)
        one.incidents += kind == "incidents"
        one.aggregates += kind == "aggregates"
        one.background += kind == "background"
        if kind == "incidents" and e.killed is not None:
            one.killed = one.killed or Total("lens")
            one.killed.add(e.killed)
    return out


def places(
    desk: Desk, db: sa.Connection, lens: Lens, *, q: str = "", country: str = "", located: str = "all", start: int = 0, limit: int = USUAL
) -> Part[Where]:
    """Places by how many incidents they saw. ``q`` is a part of a name, of the province or of the country."""
    tag = desk.state(db).tag
    table = kept(desk, ("places", tag, lens), lambda: _table(desk.shelf(db, lens).entries.values()))
    rows = [w for w in table.values() if located == "all" or (w.lat is not None) == (located == "yes")]
    if country:
        rows = [w for w in rows if (w.country or "") == country]
    if q:
        wanted = q.casefold()
        rows = [w for w in rows if any(wanted in x.casefold() for x in (w.name, w.admin1 or "", w.country or "", *w._others))]
        rows = [w for w in _shown(desk, db, tag, rows) if not w.hidden]
    rows.sort(key=lambda w: (-w.incidents, -(w.aggregates + w.background), w.name, w.admin1 or "", w.country or ""))
    own = rows[start : start + limit]
    return counted(own if q else _shown(desk, db, tag, own), len(rows), start, limit)


def _shown(desk: Desk, db: sa.Connection, tag: str, rows: Sequence[Where]) -> list[Where]:
    documents: dict[str, set[str]] = {}
    for w in rows:
        for name in (w.name, *w._others):
            documents.setdefault(name, set()).update(w._documents)
    names = shown_places(desk, db, tag, documents)
    out = []
    for w in rows:
        name, hidden = names[w.name]
        if desk.coarsen and is_private_spot(name):
            name, hidden = "a private place", True
        others = [names[n][0] for n in sorted(w._others, key=lambda n: (-w._others[n], n)) if not (desk.coarsen and is_private_spot(n))]
        made = Where(name, w.admin1, w.country, w.lat, w.lon, w.precision, w.basis, w.incidents, w.aggregates, w.background, w.killed)
        made.others, made.hidden = tuple(dict.fromkeys(others))[:6], hidden
        out.append(made)
    return out


def countries(desk: Desk, db: sa.Connection, lens: Lens) -> list[tuple[str, int]]:
    """Countries and how many places of each are told of."""
    table = kept(desk, ("places", desk.state(db).tag, lens), lambda: _table(desk.shelf(db, lens).entries.values()))
    return sorted(Counter(w.country for w in table.values() if w.country).items())


def without(desk: Desk, db: sa.Connection, lens: Lens) -> list[Without]:
    """Incidents (background and aggregates among them) without coordinates, by why."""
    found = Counter(why for e in desk.shelf(db, lens).entries.values() if (why := why_not(e)) is not None)
    return [Without(why, n) for why, n in sorted(found.items(), key=lambda x: (-x[1], x[0]))]


def at_place(desk: Desk, db: sa.Connection, lens: Lens, name: str, admin1: str = "", country: str = "") -> list[Entry]:
    """Incidents at places of that name, or given that name by somebody, newest first."""
    return newest(
        [
            e
            for e in desk.shelf(db, lens).entries.values()
            if name in e.places or (e.place is not None and e.place.name == name)
            if (not admin1 or (e.place is not None and e.place.admin1 == admin1))
            and (not country or (e.place is not None and e.place.country == country))
        ]
    )


def hidden_place(desk: Desk, db: sa.Connection, name: str, entries: Sequence[Entry]) -> bool:
    """Whether a name may not be shown as a place's."""
    documents = {n for e in entries[:ASKED] for n in e.documents[:ASKED]}
    return shown_places(desk, db, desk.state(db).tag, {name: documents})[name][1] or (desk.coarsen and is_private_spot(name))


def groups_of(desk: Desk, db: sa.Connection, entries: Sequence[Entry]) -> list[Where]:
    """The places that these incidents were at, most incidents first."""
    found = sorted(_table(entries).values(), key=lambda w: (-w.incidents, w.name, w.admin1 or "", w.country or ""))
    return _shown(desk, db, desk.state(db).tag, found)


def names_given(desk: Desk, db: sa.Connection, lens: Lens, entries: Sequence[Entry]) -> list[Naming]:
    """Every name that the place of these incidents is given, by whom and how exactly, most incidents first."""
    rows = incident_rows(desk, db, lens, [e.incident_id for e in entries[:LOOKED_AT]])
    of: dict[tuple[str, str, str], tuple[int, str | None]] = {}
    for i in sorted(rows):
        for p in rows[i]["places"]:
            key = (p["name"], p["by"], precision_words(p["precision"]))
            n, claim = of.get(key, (0, None))
            of[key] = (n + 1, claim or next(iter(p["claims"]), None))
    claims = claims_by_id(desk, db, lens, {c for _, c in of.values() if c})
    quoter = Quoter(desk, db, {r["document"] for r in claims.values()})
    out = []
    for (name, by, precision), (n, claim) in of.items():
        row = claims.get(claim or "")
        quote = quoter.quote(row) if row is not None else None
        scope = [row["document"]] if row is not None else sorted(quoter.documents)
        if desk.coarsen and is_private_spot(name):
            continue
        shown_by = "the outlet" if by == "outlet" else quote.speaker if quote is not None else quoter.masker.known(scope, by)
        out.append(Naming(quoter.masker.known(scope, name), shown_by, precision, n, quote))
    return sorted(out, key=lambda x: (-x.incidents, x.name, x.by, x.precision))
