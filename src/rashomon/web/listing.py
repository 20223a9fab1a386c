"""The filters of a list of incidents as a page shows them: facets with counts, chips that can be taken away, heads that sort, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rashomon.queries import Lens, Query, Shelf
from rashomon.queries.shown import HIDDEN
from rashomon.web.answers import address
from rashomon.web.visit import Visit
from rashomon.web.wording import OUTCOME, QUARREL, STATUS, day_words

#: Fields with several values, in the order of the form, with their words.
FIELDS = {
    "side": "Side",
    "kind": "Kind",
    "status": "Status",
    "harm": "Harm",
    "disagreement": "Sources part on",
    "resolution": "What came of it",
    "basis": "Rests on",
    "country": "Country",
    "place": "Place",
    "outlet": "Outlet",
}
BASIS = {
    "one_party": "one party's word",
    "both_parties_agree": "both parties agree",
    "third_party": "a third party's word",
    "unattributed": "no speaker named",
}
#: Options of a field that are offered, and those of them that are shown at once.
OFFERED, AT_ONCE = 24, 7
SORTS = {"date": "When", "place": "What and where", "killed": "Killed", "disagreements": "Sources part on", "reports": "Reports"}
VIEWS = {"": "Together", "table": "Table", "map": "Map", "timeline": "Timeline"}


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a field: how many incidents it would give, and whether it is asked for."""

    id: str
    value: str
    words: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field with its options; ``rest`` are those that are folded."""

    name: str
    words: str
    options: tuple[Option, ...]
    rest: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """How many of its values are asked for."""
        return sum(o.on for o in (*self.options, *self.rest))


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where it leads, and how the list is sorted by it (``ascending``, ``descending`` or empty)."""

    words: str
    href: str
    sorted: str


def value_words(field: str, value: str) -> str:
    """A value as a person reads it."""
    if field == "status":
        return STATUS.get(value) or value.replace("_", " ")
    table: Mapping[str, str] = {"disagreement": QUARREL, "resolution": OUTCOME, "basis": BASIS}.get(field, {})
    return table.get(value, value.replace("_", " ") if field in ("kind", "harm") or table else value)


def facets(visit: Visit, shelf: Shelf, query: Query) -> list[Facet]:
    """The fields of the form. What is asked for is offered even where nothing has it; names that are hidden are no value to ask for."""
    counted = visit.desk.shown_facets(visit.db, shelf, query, OFFERED)
    out = []
    for field, words in FIELDS.items():
        chosen: tuple[str, ...] = getattr(query, field)
        folded = {c.casefold() for c in chosen}
        rows = [(v, n) for v, n in counted.get(field, ()) if v != HIDDEN]
        rows += [(c, 0) for c in chosen if c.casefold() not in {v.casefold() for v, _ in rows}]
        options = [Option(f"f-{field}-{k}", v, value_words(field, v), n, v.casefold() in folded) for k, (v, n) in enumerate(rows)]
        if len(options) < 2 and not chosen:
            continue
        first = [o for k, o in enumerate(options) if k < AT_ONCE or o.on]
        out.append(Facet(field, words, tuple(first), tuple(o for o in options if o not in first)))
    return out


def here(query: Query, lens: Lens, view: str = "", path: str = "/", **more: str) -> str:
    """An address with this query, lens and view."""
    params = [*query.params, *lens.params.items()]
    return address(path, [*params, *([("view", view)] if view else []), *more.items()])


def chips(query: Query, lens: Lens, view: str) -> list[tuple[str, str]]:
    """What is asked for, each with the address without it."""

    def without(**less: object) -> str:
        return here(replace(query, **less), lens, view)  # type: ignore[arg-type]

    out: list[tuple[str, str]] = []
    if query.q:
        out.append((f"words: {query.q}", without(q="")))
    if query.since and query.until and query.since == query.until:
        out.append((day_words(query.since), without(since=None, until=None)))
    else:
        out += [(f"from {day_words(query.since)}", without(since=None))] if query.since else []
        out += [(f"until {day_words(query.until)}", without(until=None))] if query.until else []
    for field, words in FIELDS.items():
        values: tuple[str, ...] = getattr(query, field)
        out += [
            (f"{words.lower()}: {value_words(field, v)}", without(**{field: tuple(x for x in values if x != v)})) for v in values
        ]  # fmt: skip
    if query.killed_min is not None:
        out.append((f"killed: {query.killed_min} or more", without(killed_min=None)))
    if query.confidence is not None:
        out.append((f"same incident: {query.confidence:g} or more", without(confidence=None)))
    if query.background != "no":
        out.append(("background too" if query.background == "yes" else "background only", without(background="no")))
    if query.bbox:
        out.append(("part of the map", without(bbox=None)))
    if query.where:
        out.append((f"where {query.where}", without(where="")))
    return out


def heads(query: Query, lens: Lens, view: str) -> dict[str, Head]:
    """The heads that sort. A second click turns the order round; numbers and days begin with the greatest."""
    out = {}
    for name, words in SORTS.items():
        now = query.sort.lstrip("-") == name
        down = query.sort.startswith("-")
        first = name if name == "place" else f"-{name}"
        turned = name if now and down else f"-{name}" if now else first
        href = here(replace(query, sort=turned), lens, view)
        out[name] = Head(words, href, ("descending" if down else "ascending") if now else "")
    return out


def hidden(query: Query, lens: Lens, view: str, limit: int | None) -> list[tuple[str, str]]:
    """What the form of the filters carries along without showing it."""
    kept = [(k, v) for k, v in query.params if k in ("bbox", "sort")]
    return [*kept, *lens.params.items(), *([("view", view)] if view else []), *([("limit", str(limit))] if limit else [])]
