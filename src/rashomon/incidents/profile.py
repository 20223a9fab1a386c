"""What the features ask of one incident mention, made once: names without their trimmings, days as numbers, counts by harm.

A mention of a busy day is compared with hundreds of others; almost all of the work is the same each time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import count

from rashomon.gazetteer import fold
from rashomon.incidents.details import kind_of
from rashomon.incidents.evidence import rare_words
from rashomon.incidents.fits import HAND
from rashomon.incidents.names import SHORT, is_fine, is_known, is_local, is_point, plain, same_plain
from rashomon.incidents.when import length, window
from rashomon.model import IncidentMention

#: Words for people that name no party.
_NOBODY = frozenset({"civilians", "unknown", "people", "gunmen", "gunman"})
#: Profiles kept, 18 kB each; the mentions of some weeks of a war, which are compared together, are a few thousand.
KEPT = 4_000
_serials = count()


class Names:
    """Names as they are compared: :func:`rashomon.incidents.names.plain`, in order, with what rules out most pairs at a glance."""

    __slots__ = ("initials", "long", "plains", "seen")

    def __init__(self, names: Iterable[str]) -> None:
        self.plains = tuple(plain(n) for n in names)
        self.seen = frozenset(self.plains) - {""}
        self.initials = frozenset(p[0] for p in self.seen)
        #: by first letter those that may have another spelling: shorter ones agree whole, or not at all
        self.long: dict[str, list[str]] = {}
        for p in self.seen:
            if len(p) >= SHORT:
                self.long.setdefault(p[0], []).append(p)

    def __bool__(self) -> bool:
        return bool(self.plains)


def any_same(x: Names, y: Names) -> bool:
    """Whether a name of one is a name of the other, as :func:`rashomon.incidents.names.same_name` has it."""
    if x.initials.isdisjoint(y.initials):  # no two spellings of one name differ in the first letter
        return False
    if not x.seen.isdisjoint(y.seen):
        return True
    for initial, some in x.long.items():
        if others := y.long.get(initial):
            for p in some:
                for q in others:
                    if same_plain(p, q):
                        return True
    return False


class Profile:
    """One mention as the features look at it. ``serial`` stands for it as long as it is kept: no two profiles share one."""

    def __init__(self, m: IncidentMention) -> None:
        self.mention = m
        self.serial = next(_serials)
        self.keys: frozenset[str] | None = None  # these three are filled by rashomon.incidents.meeting, where they are asked for
        self.grounds: frozenset[str] | None = None
        self.spans: dict[str, tuple[int, int] | None] = {}
        self._days(m)
        self._places(m)
        self._parties(m)
        self._figures(m)
        self._details(m)

    def _days(self, m: IncidentMention) -> None:
        days = window(m.time)
        self.first, self.last = (days[0].toordinal(), days[1].toordinal()) if days is not None else (0, 0)
        self.known_days = days is not None
        self.dated = m.time is not None and m.time.is_day
        self.start = m.time.start if m.time is not None else None
        self.open = m.time is not None and m.time.start is None
        self.brief = m.time is not None and (m.time.start is None or (length(m.time) or 99) <= 4)
        self.weekday = m.weekday
        if m.when is not None and m.when.kind in {"month_day", "absolute"} and m.when.month and m.when.day:
            self.month_day: tuple[int, int] | None = (m.when.month, m.when.day)
        else:
            self.month_day = (self.start.month, self.start.day) if self.dated and self.start else None

    def _places(self, m: IncidentMention) -> None:
        pairs = list(zip(m.places, m.locations, strict=True))
        self.fine_names = [n for n, p in pairs if is_fine(p)]
        self.fine = Names(self.fine_names)
        self.local = frozenset(n for n, p in pairs if is_local(p))
        self.fine_ids = frozenset(p.gazetteer_id for p in m.locations if p.gazetteer_id and is_fine(p))
        self.fine_known = any(is_known(p) and is_fine(p) for p in m.locations)
        self.places = Names(m.places)
        self.context = Names(m.context)
        self.regions = Names(m.regions)
        self.all_names = Names(m.names)
        self.spots = Names(m.spots)
        self.spot_words = [fold(s) for s in m.spots]
        self.wide = [p for p in m.locations if (p.precision or 0) < 6]
        self.points = [
            (math.radians(p.lat), math.cos(math.radians(p.lat)), p.lon)
            for p in m.locations
            if is_point(p) and p.lat is not None and p.lon is not None
        ]
        lats, lons = [lat for lat, _, _ in self.points], [math.radians(lon) for _, _, lon in self.points]
        #: south, north, west and east of its points in radians, and the least cosine of their latitudes
        self.box = (
            (min(lats), max(lats), min(lons), max(lons), min(cos for _, cos, _ in self.points)) if lats else (0.0, 0.0, 0.0, 0.0, 1.0)
        )
        self.provinces = Names(sorted({p.admin1 for p in m.locations if p.admin1}))
        self.lands = frozenset(p.country for p in m.locations if p.country)
        self.countries = frozenset(m.countries) | self.lands
        self.lands_told = bool(self.lands & set(m.countries))

    def _parties(self, m: IncidentMention) -> None:
        self.sides = frozenset(m.sides)
        self.own_sides = self.sides - {"civilians"}
        self.doers = frozenset(m.perpetrators)
        self.involved = self.own_sides | self.doers
        self.named = (self.sides | self.doers) - _NOBODY
        self.families = frozenset(m.families)
        self.by_hand = frozenset(f in HAND for f in m.families)
        self.weapons = frozenset(m.weapons)
        self.kind = m.kind
        self.scenes = frozenset(m.scenes)
        self.main, self.background, self.aggregate = m.main, m.background, m.aggregate

    def _figures(self, m: IncidentMention) -> None:
        self.totals: dict[str, set[int]] = {}
        for harm, low, high, _ in m.figures:
            self.totals.setdefault(harm, set()).add(low or high or 0)
        self.tolls = {harm: max(counts) for harm, counts in self.totals.items()}
        self.exact = tuple(
            max((n for h, n, high, _ in m.figures if h == harm and n and n == high), default=0) for harm in ("killed", "wounded")
        )
        self.open_counts = frozenset((h, n) for h, n, high, _ in m.figures if high is None)
        self.largest = max((low or 0 for _, low, _, _ in m.figures), default=0)

    def _details(self, m: IncidentMention) -> None:
        self.numbers, self.streets, self.ages = (kind_of(m.details, kind) for kind in ("number", "street", "age"))
        self.clocks = [int(c) for c in kind_of(m.details, "clock")]
        self.names = m.names
        self.rare = rare_words(m.names)
        self.name_words = frozenset(w for n in m.names for w in (n, *n.split()))
        self.people = m.people
        self.people_words = frozenset(w for n in m.people for w in n.split())
        self.person_names = (*m.people, *m.names)
        self.person_words = frozenset(w for n in self.person_names for w in n.split())


#: Profiles by the identity of their mention: comparing mentions by all they hold would cost more than a profile saves.
_kept: dict[int, Profile] = {}


def profile_of(mention: IncidentMention) -> Profile:
    """The profile of a mention; some of the latest are kept."""
    found = _kept.get(id(mention))
    if found is not None and found.mention is mention:
        return found
    if len(_kept) >= KEPT:
        for old in list(_kept)[: KEPT // 2]:
            del _kept[old]
    found = Profile(mention)
    _kept[id(mention)] = found
    return found
