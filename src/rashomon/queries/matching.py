"""Whether an incident is as a query asks, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

from rashomon.exports.lands import lands
from rashomon.model import Incident
from rashomon.pipeline.filtering import read_filter
from rashomon.queries.entry import Entry
from rashomon.queries.nameless import is_no_name
from rashomon.queries.query import Query
from rashomon.store.words import pieces_of, words_of

Values = Callable[[Entry], Iterable[str]]
Test = Callable[[Entry], bool]
#: Whether a value of a field may be asked for.
MayAsk = Callable[[str, str], bool]


def _places(e: Entry) -> list[str]:
    own = [e.place.name, e.place.admin1] if e.place else []
    return list(dict.fromkeys(x for x in (*own, *e.places) if x))


def _sides(e: Entry) -> list[str]:
    return list(
        dict.fromkeys((*e.sides, *e.attackers, *e.targets, *e.attributed, *(f.side for f in e.figures if f.over == "side" and f.side)))
    )


def _bases(e: Entry) -> list[str]:
    return [e.killed.basis] if e.killed else list(dict.fromkeys(f.basis for f in e.figures))


#: What an incident has of each field that takes several values: what is counted, and compared without regard to case.
FACETS: Mapping[str, Values] = {
    "country": lambda e: [e.place.country] if e.place and e.place.country else [],
    "place": _places,
    "side": _sides,
    "harm": lambda e: dict.fromkeys(f.harm for f in e.figures),
    "kind": lambda e: [e.kind],
    "status": lambda e: [e.status],
    "disagreement": lambda e: dict.fromkeys(t for t, _ in e.disagreements),
    "resolution": lambda e: dict.fromkeys(r for _, r in e.disagreements),
    "basis": _bases,
    "outlet": lambda e: e.outlets,
}


def at_least(e: Entry) -> int | None:
    """The killed that a number is compared with: best, or where there is none low. None: nobody reports any."""
    return None if e.killed is None else e.killed.best if e.killed.best is not None else e.killed.low


def in_box(lat: float, lon: float, box: tuple[float, float, float, float]) -> bool:
    """Whether a point is in a box, also in one over the line of date."""
    west, south, east, north = box
    return south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)


def fixed(query: Query, has_words: Collection[str] | None) -> list[Test]:
    """Tests of all fields that are no facets. ``has_words`` are documents with the words of ``q`` (None: there was no looking)."""
    out: list[Test] = []
    if query.background != "yes":
        wanted = query.background == "only"
        out.append(lambda e: e.background is wanted)
    if (first := query.since) is not None:
        out.append(lambda e: (day := e.date_end or e.date_start) is not None and day >= first)
    if (last := query.until) is not None:
        out.append(lambda e: (day := e.date_start or e.date_end) is not None and day <= last)
    if (least := query.killed_min) is not None:
        out.append(lambda e: (n := at_least(e)) is not None and n >= least)
    if (sure := query.confidence) is not None:
        out.append(lambda e: e.confidence is not None and e.confidence >= sure)
    if (box := query.bbox) is not None:
        out.append(lambda e: (p := e.place) is not None and p.lat is not None and p.lon is not None and in_box(p.lat, p.lon, box))
    if query.where:
        chosen = read_filter(query.where, "where")
        out.append(lambda e: chosen.holds(cast(Incident, AsIncident(e))))
    if query.q:
        wanted_words = {w for piece in pieces_of(query.q) for w in piece}
        there = frozenset(has_words or ())
        out.append(lambda e: not there.isdisjoint(e.documents) or wanted_words <= _words(e))
    return out


def facets_of(query: Query) -> dict[str, Values]:
    """:data:`FACETS` as a query sees them: where it asks for a kind of disagreement, only outcomes of such, and the other way round."""
    out = dict(FACETS)
    if query.resolution:
        ended = _meant("resolution", query.resolution)
        out["disagreement"] = lambda e: dict.fromkeys(t for t, r in e.disagreements if r.casefold() in ended)
    if query.disagreement:
        asked = _meant("disagreement", query.disagreement)
        out["resolution"] = lambda e: dict.fromkeys(r for t, r in e.disagreements if t.casefold() in asked)
    return out


def facet_tests(query: Query, may_ask: MayAsk | None = None) -> dict[str, Test]:
    """Tests of the fields that are facets and that the query gives. A kind of disagreement and an outcome have to be those of one. ``may_ask``
    says whether a value may be asked for; one that may not is found nowhere."""
    out = {}
    for name, values in facets_of(query).items():
        given: tuple[str, ...] = getattr(query, name)
        if given:
            out[name] = _any(values, _meant(name, tuple(v for v in given if may_ask is None or may_ask(name, v))))
    return out


def one_open(query: Query, failed: list[str], e: Entry) -> list[str]:
    """The fields of which one alone keeps an entry out, of those that it failed."""
    if failed == ["disagreement", "resolution"]:  # they fail together, whichever it is
        kinds, outcomes = _meant("disagreement", query.disagreement), _meant("resolution", query.resolution)
        open_kind = any(r.casefold() in outcomes for _, r in e.disagreements)
        open_outcome = any(t.casefold() in kinds for t, _ in e.disagreements)
        return [name for name, free in (("disagreement", open_kind), ("resolution", open_outcome)) if free]
    return failed if len(failed) == 1 else []


def _any(values: Values, wanted: frozenset[str]) -> Test:
    return lambda e: any(v.casefold() in wanted for v in values(e))


def _meant(name: str, wanted: tuple[str, ...]) -> frozenset[str]:
    out = {w.casefold() for w in wanted}
    if name == "country":
        out |= {land.name.casefold() for w in wanted if (land := lands().get(w.upper())) is not None}
    return frozenset(out)


def _words(e: Entry) -> set[str]:
    """Words of an entry's own short texts, those left out that could be a private person's name: they are looked for in the documents."""
    place = (e.place.admin1, e.place.country) if e.place else ()
    found = (e.place.name,) if e.place and (e.place.country or e.place.lat is not None) else ()
    texts = (e.incident_id, e.kind, e.status, *place, *found, *e.outlets, *(x for x in (*_places(e), *_sides(e)) if is_no_name(x)))
    return {w.word for text in texts if text for w in words_of(text)}


class AsIncident:
    """An entry as the conditions of ``where`` look at an incident."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def __getattr__(self, name: str) -> Any:
        return getattr(self._entry, name)

    @property
    def places(self) -> list[Any]:
        """Names of the place."""
        return [_Has(name=n) for n in self._entry.places]

    @property
    def attribution(self) -> list[Any]:
        """Who is said to have done it."""
        return [_Has(actor=a) for a in self._entry.attributed]

    @property
    def disagreements(self) -> list[Any]:
        """Kinds of disagreements."""
        return [_Has(type=t) for t, _ in self._entry.disagreements]

    @property
    def estimates(self) -> tuple[Any, ...]:
        """Its figures."""
        return self._entry.figures


class _Has:
    def __init__(self, **own: Any) -> None:
        self.__dict__.update(own)
