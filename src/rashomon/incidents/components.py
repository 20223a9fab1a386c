"""What clustering can be cut into: mentions of different components never meet in one incident, so that each can be clustered alone.

Two mentions are tied by an *edge* where they are a candidate pair (:func:`rashomon.incidents.candidates.candidates`) that scores at the
threshold or above and, where one does not tell its day, is among those it fits best (:mod:`rashomon.incidents.loose`), where a link of one points to the other, where they hold one claim, or where reviewers put them together. Joining
goes from the best such pair down and looks at nothing but the members of the two groups at hand, so it never sees another component.
Its second pass changes only scores of pairs that links of one group point to, and links are edges. Ids, days and places of an incident come
from its own claims. Only whether a passage is shared depends on mentions outside (all of the two documents), so it is handed in.

The index finds candidates again without looking at all mentions. It gives back all of them and some more, and the rule decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from rashomon.incidents.apart import reached
from rashomon.incidents.cluster import held_among, tied
from rashomon.incidents.context import Context
from rashomon.incidents.loose import Held, is_exact
from rashomon.incidents.meeting import FAR, days_on, grounds, is_vague, meets, wide
from rashomon.incidents.pair import pair_of
from rashomon.incidents.profile import profile_of
from rashomon.incidents.reach import reaching
from rashomon.incidents.union import Union
from rashomon.model import IncidentMention

#: A mention of unknown day may be of any.
ANY = (0, 9_999_999)


class IndexRow(NamedTuple):
    """Under ``key`` a mention is found on the days ``first``–``last`` (ordinals)."""

    key: int
    first: int
    last: int


@lru_cache(maxsize=50_000)
def number(text: str) -> int:
    """A 63-bit hash, as a database can index it. Two keys that meet in one number cost a comparison, nothing else."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def ground_numbers(ground: str) -> tuple[int, int]:
    """The keys under which all mentions that have a ground are filed: those that tell their days, and those that do not."""
    return number(f"a|{ground}"), number(f"v|{ground}")


def index_rows(mention: IncidentMention) -> list[IndexRow]:
    """What a mention is filed under: each of its grounds once (countries and parties not), and for those that tell their days each place and
    party by month.

    Day keys are not filed. Two mentions with a day key in common have a month with the same place in common: they have day keys for at
    most 13 days, which lie in the month of the first and the month of the last, and both are filed under these months. The rule for days
    is the same under both.
    """
    out = set()
    vague = is_vague(mention)
    own = profile_of(mention)
    for ground in grounds(mention):
        days = days_on(own, ground)
        if vague:
            out.add(IndexRow(number(f"v|{ground}"), *(days or ANY)))
            continue
        first, last = days or ANY
        if ground.startswith(FAR):
            out.add(IndexRow(number(f"a|{ground}"), *(days_on(own, ground, common=True) or ANY)))
            if not is_exact(mention):  # how far it looks back is asked apart
                out.add(IndexRow(number(f"i|{ground}"), first, last))
        elif not wide(ground):
            out.add(IndexRow(number(f"a|{ground}"), first, last))
        if _in_months(ground):
            out |= {IndexRow(number(f"{when}|{ground}"), first, last) for when in _months(first, last)}
    return sorted(out)


def probes(mention: IncidentMention, common: Collection[str] = ()) -> list[IndexRow]:
    """Where to look for what a mention may meet: rows of the same key whose days touch these. ``common`` grounds lead to nothing where one
    of the two tells no day."""
    out = set()
    vague = is_vague(mention)
    own = profile_of(mention)
    for ground in grounds(mention):
        first, last = days_on(own, ground) or ANY
        first, last = first - 1, last + 1
        if ground not in common and not wide(ground):
            out.add(IndexRow(number(f"v|{ground}"), first, last))
        if ground.startswith(FAR):
            stock = ground in common
            if not stock or not (vague or is_exact(mention)):
                out.add(IndexRow(number(f"i|{ground}"), first, last))
            if stock:
                first, last = days_on(own, ground, common=True) or ANY
                first, last = first - 1, last + 1
            if not (stock and vague):
                out.add(IndexRow(number(f"a|{ground}"), first, last))
        elif not vague and _in_months(ground):
            out |= {IndexRow(number(f"{when}|{ground}"), first, last) for when in _months(first, last)}
        elif not vague or ground not in common:
            out.add(IndexRow(number(f"a|{ground}"), first, last))
    return sorted(out)


def _in_months(ground: str) -> bool:
    """Whether a ground is a place, a country or a party; names, figures and persons are had by few, and need no month."""
    return ground[:2] in {"n:", "c:", "k:", "s:"}


def _months(first: int, last: int) -> list[str]:
    a, b = (date.fromordinal(min(max(n, 1), date.max.toordinal())) for n in (first, last))
    return [f"m{n // 12}-{n % 12}" for n in range(a.year * 12 + a.month - 1, b.year * 12 + b.month)]


def fit(a: IncidentMention, b: IncidentMention, context: Context, common: Collection[str] = ()) -> float | None:
    """The score of the pair, as clustering would compare it; None where it is below the threshold or no pair of candidates (on a ground
    that is not too ``common`` for the two)."""
    if order(b) < order(a):
        a, b = b, a
    p = pair_of(a, b, context)
    value = reached(p)
    return value if value is not None and meets(p, common) else None


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


def labels(ids: Collection[str], tied: Iterable[tuple[Hashable, Hashable]]) -> dict[str, int]:
    """The component of each mention: the smallest number (:func:`number`) of the mentions in it. Ties may go through things that are no mention."""
    union = Union[Hashable]()
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
