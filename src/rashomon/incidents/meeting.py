"""Where two mentions may meet: the place, party, name or figure of a key, and how many mentions may have it before it says nothing without a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from rashomon.incidents.blocking import LONG, WIDE
from rashomon.incidents.candidates import LOOKS_BACK, PERSON_DAYS_OFF, PERSON_LOOKS_BACK, SPOT_LOOKS_BACK, keys_of, ordinals
from rashomon.incidents.loose import counts_for
from rashomon.incidents.pair import Pair
from rashomon.incidents.profile import Profile, profile_of
from rashomon.incidents.when import window
from rashomon.model import IncidentMention

#: A place, name, figure or person that more mentions than this have brings no report without a day together with another: which of so
#: many events it means, nobody can tell; and for a person so often told of none looks back over years. A report that
#: tells its day meets as many as those days hold, however long the war.
COMMON = 100
#: The grounds that a report which prints no day of its own looks back for over years: persons.
FAR = "p:"

#: How many days a report looks back for a kind of ground, and how far days may be off; "p:=" is a person that is common.
_LOOKS = {"p:": (PERSON_LOOKS_BACK, PERSON_DAYS_OFF), "p:=": (LOOKS_BACK, PERSON_DAYS_OFF), "q:": (SPOT_LOOKS_BACK, 0)}

#: Days of a key's class as ordinals; None where they are not known.
Days = tuple[int, int] | None


def is_vague(mention: IncidentMention) -> bool:
    """Whether nothing but a place, a name or a figure can say which event is meant: no days are known, or more than two months of them."""
    days = window(mention.time)
    return days is None or (days[1] - days[0]).days > LONG


def ground_of(key: str) -> str:
    """What a blocking key holds beside its time: the place, party, name, figure or person."""
    if key.startswith(("p:", "q:")):
        return key
    _, bar, ground = key.partition("|")
    return ground if bar else key


def grounds(mention: IncidentMention) -> frozenset[str]:
    """Every ground that a mention can meet others on."""
    profile = profile_of(mention)
    if profile.grounds is None:  # asked for some times over while a mention is put in and met
        profile.grounds = frozenset(ground_of(k) for k in keys_of(profile))
    return profile.grounds


def common_among(mentions: Sequence[IncidentMention]) -> frozenset[str]:
    """Grounds that too many of these mentions have (:data:`COMMON`), where these are all there are."""
    if len(mentions) <= COMMON:
        return frozenset()
    count = Counter(g for m in mentions for g in grounds(m))
    return frozenset(g for g, n in count.items() if n > COMMON)


def days_on(profile: Profile, ground: str, *, common: bool = False) -> Days:
    """The likely days of a mention as they count on a ground: reports look further back for a small place, and for a person that is not ``common``."""
    kind = _kind(ground) + "=" * common
    if kind not in profile.spans:
        back, off = _LOOKS.get(kind, (LOOKS_BACK, 0))
        profile.spans[kind] = ordinals(profile.mention, back, off)
    return profile.spans[kind]


def meets(p: Pair, common: Collection[str]) -> bool:
    """Whether a pair of two documents is one of candidates (:mod:`rashomon.incidents.candidates`), and not only on a ground that is too
    ``common`` for it."""
    a, b = p.a, p.b
    if a.mention.document == b.mention.document:
        return False
    if p.shared:
        return True
    both = keys_of(a) & keys_of(b)
    if p.answered:
        return bool(both)
    vague = bool(common) and (is_vague(a.mention) or is_vague(b.mention))
    # what says against which events one is held; two reports of some days each hold nothing against one another
    held = bool(common) and (counts_for(a.mention, b.mention) or counts_for(b.mention, a.mention))
    apart: set[tuple[str, bool]] = set()  # keys of one kind look at the same days
    for key in both:
        stock = held and key.startswith(FAR) and key in common
        if (_kind(key), stock) in apart or (vague and ground_of(key) in common):
            continue
        if _near(days_on(a, key, common=stock), days_on(b, key, common=stock)):
            return True
        apart.add((_kind(key), stock))
    return False


def _kind(ground: str) -> str:
    return ground[:2] if ground.startswith(("p:", "q:")) else ""


def _near(a: Days, b: Days) -> bool:
    if a is None or b is None:
        return True
    return min(a, b)[1] >= max(a, b)[0] - 1


def wide(ground: str) -> bool:
    """Whether a ground is a country or a party, on which mentions meet within some weeks only."""
    return ground.startswith(WIDE)
