"""Which of the namesakes is meant, or none: a place is only named where the text gives evidence for it.

Evidence, strongest first: the text says what it lies in ("in Ostrel province"); another place near by is already known; its province or
country is named in the document; it is far larger than its namesakes. Without evidence the answer is a name without coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import log10

from rashomon.gazetteer.entry import Entry, apart, kilometres
from rashomon.gazetteer.focus import Focus
from rashomon.gazetteer.index import Gazetteer
from rashomon.gazetteer.names import SPELT_ONE_WAY, skeleton
from rashomon.model import Place

#: Weights were set on every second document of a local-news gold set; they are log10 units of population.
IN_COUNTRY, IN_ADMIN1, NEAR, NEARISH = 2.5, 1.5, 2.0, 1.0
NEAR_KM, FAR_KM, FAR_LATITUDE = 120.0, 300.0, 2.71
OTHER_NAME, LOOSE = -1.2, -1.5
FEATURE = {"PCLI": 2.0, "PPLC": 2.0, "PPL": 0.0, "ADM1": 0.3, "ADM2": -2.0, "PPLX": -0.5}
MARGIN, MARGIN_FAR = 1.0, 1.3  # how much better than the next namesake the best must be; in one country without nearer evidence
KNOWN = 5_000  # people a namesake in a country of the text must have to cast doubt on one elsewhere
#: letters of a name, vowels joined, that may be found by its sound in a country of the text (four where the text says what it lies in),
#: or people a town has that is found so by four
ALIKE, KNOWN_ALIKE = 5, 50_000
SEAT_OF_STATE = (
    1.0  # a capital whose bare name stands for its government in all news, against a province of the name elsewhere in the country
)
SAME_KM = 40.0  # entries closer than this are one place (a town and its district)
SEAT = 0.05  # share of a province's people its town must have to be meant by the bare name
KNOWN_ALONE = 100_000  # towns without a namesake in the world, which need no evidence
LARGE = 500_000  # towns known beyond their country
AROUND = 1.0  # what the other names of the document must say for an entry to be evidence
LOCAL = 3  # a level: anything but a country
MOST_AROUND = 3.5  # and what they can say at most
MOST_ELSEWHERE = 2.0  # and in a country the text does not name, where it names others


@dataclass(frozen=True, slots=True)
class Context:
    """What the document says about where it plays.

    ``countries``: ISO codes with weights that add up to 1 at most. ``admin1``: codes of provinces named. ``inside``: codes of provinces or
    countries the name is said to lie in ("Ostrel, Vandia"), a hard condition. ``near``: points of places already known. ``relation``: the
    relation of a place mention. ``level``: 0 a settlement, 1 a province, 2 a district is asked for, ``LOCAL`` all but a country, None
    anything. ``caution`` is added to the margin over the next namesake (first readings are the surest). ``focus``: where the names of the
    document gather, and ``name``, the folded name that is asked for, which is no evidence for itself. ``seat``: the
    name is one that texts use for a government ("Washington").
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    admin1: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    near: tuple[tuple[float, float], ...] = ()
    relation: str = "in"
    level: int | None = None
    caution: float = 0.0
    focus: Focus | None = None
    name: str = ""
    seat: bool = False

    def around(self, entry: Entry) -> float:
        """How much the other names of the document speak for an entry."""
        found = self.focus.support(self.name, entry) if self.focus else 0.0
        return min(MOST_AROUND if not self.countries or entry.country in self.countries else MOST_ELSEWHERE, found)

    def close(self, entry: Entry) -> bool:
        """Whether more than its country speaks for an entry: its province, a place near by, the names around it."""
        return entry.admin1 in self.admin1 or _nearness(entry, self.near) == NEAR or self.around(entry) >= AROUND


def _fits(entry: Entry, level: int | None) -> bool:
    if level is None:
        return True
    if level == LOCAL:
        return entry.feature != "PCLI"
    if level == 0:
        return entry.is_town
    if level == 1:
        return entry.feature in {"ADM1", "PCLI"}
    return entry.feature in {"ADM1", "ADM2"}


class Points(tuple[tuple[float, float], ...]):
    """Points of places already known, with what has been measured from them."""

    def __init__(self, _points: object = ()) -> None:
        self.measured: dict[tuple[float, float], float] = {}


def _nearness(entry: Entry, near: tuple[tuple[float, float], ...]) -> float:
    """What the places already known say for an entry: :data:`NEAR` where one lies within 120 km, :data:`NEARISH` within 300, else nothing."""
    if entry.lat is None or entry.lon is None or not near:
        return 0.0
    here = (entry.lat, entry.lon)
    known = near.measured if isinstance(near, Points) else {}
    found = known.get(here)
    if found is None:
        # a degree of latitude is 111 km
        distance = min((kilometres(here, p) for p in near if abs(p[0] - here[0]) < FAR_LATITUDE), default=FAR_KM)
        found = known[here] = NEAR if distance < NEAR_KM else NEARISH if distance < FAR_KM else 0.0
    return found


def score(entry: Entry, context: Context) -> float:
    """How well an entry fits, in powers of ten of population."""
    feature = "PPL" if entry.feature == "PPLC" and not entry.main else entry.feature  # no text calls Amman Philadelphia
    total = log10(entry.population + 100.0) + FEATURE.get(feature, 0.0 if entry.is_town else -1.0)
    if context.seat and feature == "PPLC":
        total += SEAT_OF_STATE
    weight = context.countries.get(entry.country, 0.0)
    if weight:
        total += IN_COUNTRY * (0.6 + 0.4 * weight)
    if entry.admin1 in context.admin1:
        total += IN_ADMIN1
    total += max(_nearness(entry, context.near), context.around(entry))
    if not entry.main:
        total += OTHER_NAME
    if not entry.exact:
        total += LOOSE
    return total


def _fitting(found: list[Entry], context: Context) -> tuple[list[Entry], str]:
    """Entries of the kind that is asked for, where the text puts them; or why there are none."""
    fitting = [e for e in found if _fits(e, context.level)]
    if not fitting and context.level == 1 and context.inside:
        fitting = [e for e in found if e.feature == "ADM2"]  # what one list calls a province is a district in another
    if not fitting and context.level in {1, 2}:
        fitting = [e for e in found if e.is_town]  # a district named for its town, of which only the town is held
    if not fitting:
        return [], "entries of this name are another kind of place"
    if context.inside:
        fitting = [e for e in fitting if e.admin1 in context.inside or e.country in context.inside]
    return fitting, "no entry of this name in the province or country the text puts it in"


def choose(gazetteer: Gazetteer, name: str, context: Context) -> tuple[Entry | None, str]:
    """The entry meant by ``name`` and why; or None and why not."""
    found = gazetteer.candidates(name, loose=True)
    if not found:
        return None, "no entry of this name"
    fitting, why = _fitting(found, context)
    elsewhere = context.countries and not any(
        evidence_of(e, context) or e.feature == "PCLI" or e.population >= KNOWN_ALONE for e in fitting
    )
    if found[0].exact and (not fitting or elsewhere):
        # one of this very name lies elsewhere; where the text plays, one is spelt alike
        fitting = [e for e in _fitting(gazetteer.alike(name), context)[0] if context.inside or e.country in context.countries] or fitting
    if not fitting:
        return None, why
    if context.seat:
        capitals = {(e.country, e.admin1) for e in fitting if e.feature == "PPLC"}
        named = [e for e in fitting if e.feature == "ADM1" and any(c == e.country and a != e.admin1 for c, a in capitals)]
        context = replace(context, seat=bool(named))
    ranked = sorted(fitting, key=lambda e: (-score(e, context), e.gid))
    best = ranked[0]
    if best.feature == "ADM1" and context.level in {None, LOCAL}:
        # "in Ostrel" is the town where it has a town of weight, else the province; the town may be listed in another spelling
        towns = [e for e in ranked if e.is_town and e.admin1 == best.admin1 and (e.exact or not best.exact)]
        towns = towns or [e for e in gazetteer.alike(name) if e.is_town and e.admin1 == best.admin1]
        best = next((replace(e, exact=best.exact) for e in towns if e.population >= SEAT * best.population), best)
    rival = next(
        (e for e in ranked[1:] if apart(best, e) > SAME_KM and not (e.country == best.country and {e.feature, best.feature} & {"PCLI"})),
        None,
    )
    if rival and best.feature != "PCLI" and e_inside(best, rival):
        rival = next((e for e in ranked[1:] if apart(best, e) > SAME_KM and not e_inside(best, e)), None)
    if best.feature != "PCLI" and not evidence_of(best, context):
        doubt = next(
            (
                e
                for e in fitting
                if e is not best and e.exact and e.population >= KNOWN and evidence_of(e, context) and apart(best, e) > SAME_KM
            ),
            None,
        )
        if doubt:
            return None, f"a namesake lies in {gazetteer.country_name(doubt.country)}, of which the text speaks"
    in_country = best.country in context.countries
    evidence = _evidence(best, context, gazetteer)
    if not evidence and best.feature != "PCLI" and not (best.feature == "PPLC" and best.main):
        if not best.exact:
            return None, "only an entry of similar spelling, no evidence for it"
        if context.countries and best.population < (KNOWN_ALONE if rival is None and best.exact and best.main and best.is_town else LARGE):
            return None, f"the entry of this name lies in {gazetteer.country_name(best.country)}, which the text does not speak of"
        if best.population < LARGE and not (
            rival is None and best.main and best.population >= 1000 and (best.is_town or context.level is not None)
        ):
            return None, "no evidence which of its namesakes is meant" if rival else "a small place, and no evidence that it is meant"
    alike_enough = in_country and best.country not in SPELT_ONE_WAY and (len(skeleton(name)) >= ALIKE or best.population >= KNOWN_ALIKE)
    if not best.exact and not (context.inside or alike_enough):
        return None, "only an entry of similar spelling"
    margin = MARGIN if context.inside or context.close(best) or best.feature == "PCLI" else MARGIN_FAR
    if rival and score(best, context) - score(rival, context) < margin + context.caution:
        return None, f"{len(fitting)} namesakes, no evidence which is meant"
    how = evidence or (
        "a country" if best.feature == "PCLI" else "a capital" if best.feature == "PPLC" else "by far the largest of its name"
    )
    if rival is None and not evidence and best.feature not in {"PCLI", "PPLC"}:
        how = "the only entry of this name"
    return best, how if best.exact else f"similar spelling, {how}"


def e_inside(a: Entry, b: Entry) -> bool:
    """Whether one is the province or district the other lies in, so that they are no rivals."""
    if a.admin1 != b.admin1:
        return False
    return "ADM1" in {a.feature, b.feature} or any(e.feature == "ADM2" and e.lat is None for e in (a, b))


def told_of(entry: Entry, context: Context) -> bool:
    """Whether the text names the country or province of an entry, or a place near it that is known."""
    return entry.country in context.countries or entry.admin1 in context.admin1 or _nearness(entry, context.near) == NEAR


def evidence_of(entry: Entry, context: Context) -> bool:
    """Whether the text itself points to where an entry lies."""
    return entry.country in context.countries or context.close(entry)


def _evidence(entry: Entry, context: Context, gazetteer: Gazetteer) -> str:
    if context.inside:
        return "in the province or country the text puts it in"
    if entry.admin1 in context.admin1 and entry.feature != "ADM1":
        return f"{gazetteer.admin1_name(entry.admin1) or 'its province'} is named in the text"
    if entry.country in context.countries:
        return f"{gazetteer.country_name(entry.country)} is named in the text"
    if _nearness(entry, context.near) == NEAR:
        return "near another place of the text"
    if context.around(entry) >= AROUND:
        return "where other places of the text lie"
    return ""


def precision(entry: Entry, relation: str, level: int | None) -> int:
    """UCDP ``where_prec`` of an entry in a relation."""
    if entry.feature == "PCLI":
        return 6
    if entry.feature == "ADM1":
        return 3 if level == 2 else 4
    if entry.feature in {"ADM2", "ADM3"} or level == 2:
        return 3
    if level == 1:
        return 4
    return 2 if relation in {"near", "distance"} else 1


def to_place(gazetteer: Gazetteer, name: str, entry: Entry | None, basis: str, context: Context) -> Place:
    """The place of an answer of :func:`choose`."""
    if entry is None:
        return Place(name=name, basis=f"unresolved: {basis}")
    shown = entry.name if entry.name.isascii() else name
    if not entry.is_town and entry.feature != "PCLI":
        shown = name
    return Place(
        name=shown,
        admin1=gazetteer.admin1_name(entry.admin1) if entry.feature != "PCLI" else None,
        country=gazetteer.country_name(entry.country),
        lat=entry.lat,
        lon=entry.lon,
        precision=precision(entry, context.relation, context.level),
        basis=basis + (f"; point: {entry.point}" if entry.point else ""),
        gazetteer_id=entry.gid,
    )


def resolve(name: str, context: Context, gazetteer: Gazetteer) -> Place:
    """The place meant by ``name`` in a context; unresolved (a name only) where the evidence does not carry."""
    entry, basis = choose(gazetteer, name, context)
    return to_place(gazetteer, name, entry, basis, context)
