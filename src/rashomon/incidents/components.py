"""What clustering can be cut into: mentions of different components never meet in one incident, so that each can be clustered alone.

Two mentions are tied by an *edge* where they are a candidate pair (:func:`rashomon.incidents.candidates.candidates`) that scores at the
threshold or above and, where the day of one is not known, is among those it fits best (:mod:`rashomon.incidents.loose`), where a link of one points to the other, where they hold one claim, or where reviewers put them together. Joining
goes from the best such pair down and looks at nothing but the members of the two groups at hand, so it never sees another component.
Its second pass changes only scores of pairs that links of one group point to, and links are edges. Ids, days and places of an incident come
from its own claims. Only whether a passage is shared depends on mentions outside (all of the two documents), so it is handed in.

The index finds candidates again without looking at all mentions. It gives back all of them and some more, and the rule decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from rashomon.incidents.blocking import LONG, WIDE, blocking_keys
from rashomon.incidents.candidates import LOOKS_BACK, PERSON_DAYS_OFF, PERSON_LOOKS_BACK, SPOT_LOOKS_BACK, candidates, ordinals
from rashomon.incidents.cluster import held_among, tied
from rashomon.incidents.context import Context
from rashomon.incidents.features import THRESHOLD, score
from rashomon.incidents.loose import Held
from rashomon.incidents.reach import reaching
from rashomon.model import IncidentMention

#: A mention of unknown day may be of any.
ANY = (0, 9_999_999)
#: Keys with the prefixes of a rare name or figure: few mentions have one, so these need no month.
_RARE = ("r:", "f:")
#: Days of the week as bits, and one for the keys that hold at any time.
_DAYS = {**{str(n): 1 << n for n in range(7)}, "?": 1 << 7}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """Under ``key`` a mention is found on the days ``first``–``last`` (ordinals); ``days`` are the days of the week it may be of, as bits."""

    key: int
    first: int
    last: int
    days: int = 0


def number(text: str) -> int:
    """A 63-bit hash, as a database can index it. Two keys that meet in one number cost a comparison, nothing else."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def index_rows(mention: IncidentMention) -> list[IndexRow]:
    """What a mention is filed under. A place or party is filed by month for those of known days, and once for those of unknown ones.

    Day keys are not filed. Two mentions with a day key in common have a month key with the same place in common: they have day keys for at
    most 13 days, which lie in the month of the first and the month of the last, and both have the keys of these months. The rule for days
    (``_near``) is the same under both.
    """
    out: set[IndexRow] = set()
    where, plain_keys = _places(mention)
    own = ordinals(mention, LOOKS_BACK)
    for key in plain_keys:
        out.add(IndexRow(number(key), *_of_class(mention, key)))
    for place, days in where.items():
        if own is None:
            out.add(IndexRow(number(f"u|{place}"), *ANY, days))
            continue
        first, last = min(own), max(own)
        if not place.startswith(WIDE):  # at any time and on a day of the week none meets at these
            out.add(IndexRow(number(f"a|{place}"), first, last, days))
        filed = ["l"] if last - first > LONG else _months(first, last)
        out |= {IndexRow(number(f"{when}|{place}"), first, last) for when in filed}
    return sorted(out, key=lambda r: (r.key, r.first, r.last, r.days))


def probes(mention: IncidentMention) -> list[IndexRow]:
    """Where to look for what a mention may meet: a row of the same key whose days touch these and, where ``days`` is not 0, with one in common."""
    out: set[IndexRow] = set()
    where, plain_keys = _places(mention)
    own = ordinals(mention, LOOKS_BACK)
    for key in plain_keys:
        first, last = _of_class(mention, key)
        out.add(IndexRow(number(key), first - 1, last + 1))
    for place, days in where.items():
        if days:  # a mention of unknown day is met under a day of the week, or at any time
            out |= {IndexRow(number(f"{kind}|{place}"), *ANY, days) for kind in ("u" if own else "ua")}
        if own is not None:
            first, last = min(own) - 1, max(own) + 1
            filed = ["a"] if last - first > LONG + 2 else ["l", *_months(first, last)]
            out |= {IndexRow(number(f"{when}|{place}"), first, last) for when in filed}
    return sorted(out, key=lambda r: (r.key, r.first, r.last, r.days))


def _places(mention: IncidentMention) -> tuple[dict[str, int], set[str]]:
    """Places and parties of the mention's keys, each with the days of the week they come with; and keys that need neither."""
    where: dict[str, int] = defaultdict(int)
    alone = set()
    for key in blocking_keys(mention):
        when, bar, place = key.partition("|")
        if key.startswith(("p:", "q:")) or not bar:
            alone.add(key)
        elif place.startswith(_RARE):
            alone.add(f"w|{place}")
        else:
            where[place] |= _DAYS.get(when[1:], 0) if when.startswith("w") else 0
    return where, alone


def _of_class(mention: IncidentMention, key: str) -> tuple[int, int]:
    if key.startswith("p:"):
        days = ordinals(mention, PERSON_LOOKS_BACK, PERSON_DAYS_OFF)
    else:
        days = ordinals(mention, SPOT_LOOKS_BACK if key.startswith("q:") else LOOKS_BACK)
    return (min(days), max(days)) if days is not None else ANY


def _months(first: int, last: int) -> list[str]:
    a, b = (date.fromordinal(min(max(n, 1), date.max.toordinal())) for n in (first, last))
    return [f"m{n // 12}-{n % 12}" for n in range(a.year * 12 + a.month - 1, b.year * 12 + b.month)]


def fit(a: IncidentMention, b: IncidentMention, context: Context) -> float | None:
    """The score of the pair, as clustering would compare it; None where it is below the threshold or no pair of candidates."""
    a, b = sorted((a, b), key=order)
    value = score(a, b, context)
    return value if value >= THRESHOLD and candidates((a, b), context) else None


def order(m: IncidentMention) -> tuple[str, str, int, str]:
    """Where a mention stands among others: what breaks ties."""
    return (m.document_id, m.document, m.sentence, m.mention_id)


def edges(mentions: Iterable[IncidentMention], context: Context, held: Held) -> list[tuple[str, str]]:
    """All pairs of these mentions that are tied, by score or within their document; ``held`` as in :func:`rashomon.incidents.cluster.tied`."""
    ordered = sorted(mentions, key=order)
    found = [
        (ordered[i].mention_id, ordered[j].mention_id)
        for i, j in sorted(reaching(ordered, context))
        if tied(ordered[i], ordered[j], context, held)
    ]
    return found + inner_edges(ordered)


def inner_edges(mentions: Iterable[IncidentMention]) -> list[tuple[str, str]]:
    """Pairs of one document that are tied: by a link, or because both hold one claim."""
    known: dict[str, IncidentMention] = {m.mention_id: m for m in mentions}
    out = [(m.mention_id, link.target) for m in known.values() for link in m.links if link.target in known]
    holder: dict[tuple[str, str], str] = {}
    for m in known.values():
        for claim in m.claims:
            other = holder.setdefault((m.document, claim), m.mention_id)
            if other != m.mention_id:
                out.append((other, m.mention_id))
    return out


class Union:
    """Things that are tied, directly or through others."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        """What stands for all that ``thing`` is tied to."""
        parent = self._parent
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def tie(self, a: Hashable, b: Hashable) -> None:
        """Ties two things."""
        self._parent[self.root(b)] = self.root(a)


def labels(ids: Collection[str], tied: Iterable[tuple[Hashable, Hashable]]) -> dict[str, int]:
    """The component of each mention: the smallest number (:func:`number`) of the mentions in it. Ties may go through things that are no mention."""
    union = Union()
    for a, b in tied:
        union.tie(a, b)
    members: Mapping[Hashable, list[str]] = defaultdict(list)
    for i in ids:
        members[union.root(i)].append(i)
    return {i: label for group in members.values() for label in [min(number(i) for i in group)] for i in group}


def components(mentions: Sequence[IncidentMention], context: Context, together: Iterable[tuple[str, str]] = ()) -> dict[str, int]:
    """The component of each mention among these, from scratch: what a ledger that grew must have, too."""
    ids = {m.mention_id for m in mentions}
    return labels(ids, [*edges(mentions, context, held_among(mentions, context)), *((a, b) for a, b in together if a in ids and b in ids)])
