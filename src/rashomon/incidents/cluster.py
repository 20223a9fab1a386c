"""Across documents: which incident mentions are one incident. A pure function of the mentions, in any order."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.incidents.assemble import assemble
from rashomon.incidents.blocking import blocking_keys
from rashomon.incidents.bonds import Bonds, Groups
from rashomon.incidents.features import THRESHOLD, VETO, Context, score, score_against
from rashomon.incidents.loose import Held, held_of, is_loose, may_meet
from rashomon.incidents.when import window
from rashomon.model import Claim, Document, Incident, IncidentMention, SyndicationGroup

#: A report that prints no day of its own may speak of what happened so many days before: a last toll, a funeral, a reaction.
LOOKS_BACK = 12
#: The same where a person whom it happened to is named in both: trials and anniversaries come years later …
PERSON_LOOKS_BACK = 1100
#: … as do, for some months, inquiries into what happened at a small place …
SPOT_LOOKS_BACK = 120
#: … and the days of reports that print one may be so far apart, for one of them is misread or mistaken.
PERSON_DAYS_OFF = 7
#: A component of the candidate graph above this is reported: the keys are too coarse for it.
LARGE = 5000

_log = logging.getLogger(__name__)


def cluster(
    told: Sequence[IncidentMention],
    claims: Sequence[Claim],
    documents: Mapping[str, Document] | Iterable[Document],
    groups: Sequence[SyndicationGroup] = (),
    shared: Collection[tuple[str, str]] | None = None,
    held: Held | None = None,
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[list[Incident], list[Claim]]:
    """Incidents, and the claims with the id of theirs. Order of the input does not matter; estimates are left to their own room.

    ``told`` may be the mentions of whole components (:mod:`rashomon.incidents.components`): these then come out as among all. ``shared``
    are then the pairs in shared passages (:func:`shared_passages`), for the other mentions of their documents have a say in these, and
    ``held`` is what those of unknown day are held against (:mod:`rashomon.incidents.loose`).
    ``together`` are pairs of mention ids that are one incident, whatever their scores; ``apart`` pairs that never are (where both are said,
    they are together). Ids of mentions that are not here are passed over.
    """
    return put_together(parts_of(told, groups, shared, held, together=together, apart=apart), claims, documents, groups)


def parts_of(
    told: Sequence[IncidentMention],
    groups: Sequence[SyndicationGroup] = (),
    shared: Collection[tuple[str, str]] | None = None,
    held: Held | None = None,
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[list[IncidentMention]]:
    """The first half of :func:`cluster`: which mentions are one incident. No text and no claim is asked. ``held`` is what mentions of unknown
    day are held against (:mod:`rashomon.incidents.loose`), where it is not to be found among these."""
    mentions, copies = _without_copies(sorted((m for m in told if m.claims), key=_key))
    context = Context(shared_passages(mentions, groups) if shared is None else frozenset(shared))
    at = {m.mention_id: n for n, kept in enumerate(mentions) for m in (kept, *copies[kept.mention_id])}
    bonds = Bonds([m.document for m in mentions], _indices(together, at), _indices(apart, at))
    if held is None:
        held = held_among(mentions, context)
    parts = _join(mentions, context, bonds, held)
    answered = _answered(parts)
    if answered:  # once it is known which operations are one, so may be what they answer
        parts = _join(mentions, Context(context.shared, answered), bonds, held)
    return [[*part, *(copy for m in part for copy in copies.get(m.mention_id, ()))] for part in parts]


def put_together(
    parts: Sequence[Sequence[IncidentMention]],
    claims: Sequence[Claim],
    documents: Mapping[str, Document] | Iterable[Document],
    groups: Sequence[SyndicationGroup] = (),
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[list[Incident], list[Claim]]:
    """The second half: incidents of these parts. ``elsewhere`` leads from mentions that are not here to their incidents, for links."""
    by_name = dict(documents) if isinstance(documents, Mapping) else {d.name: d for d in documents}
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_id[c.claim_id].append(c)
    incidents = assemble(parts, by_id, by_name, groups, elsewhere)
    of_claim = {c: i.incident_id for i in incidents for c in i.claims}
    placed = [replace(c, incident_id=of_claim.get(c.claim_id)) for c in claims]
    return incidents, placed


def _indices(pairs: Iterable[tuple[str, str]], at: Mapping[str, int]) -> list[tuple[int, int]]:
    return sorted({(min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs if a in at and b in at and at[a] != at[b]})


def _key(m: IncidentMention) -> tuple[str, str, int, str]:
    return (m.document_id, m.document, m.sentence, m.mention_id)


def _without_copies(mentions: Sequence[IncidentMention]) -> tuple[list[IncidentMention], dict[str, list[IncidentMention]]]:
    """One mention for each set of claims: the same text under two names has the same claims. The best dated one stands for the others."""
    same: dict[tuple[str, ...], list[IncidentMention]] = defaultdict(list)
    for m in mentions:
        same[m.claims].append(m)
    kept, copies = [], {}
    for group in same.values():
        first, *rest = sorted(group, key=lambda m: (m.time is None or not m.time.is_day, m.time is None, _key(m)))
        kept.append(first)
        copies[first.mention_id] = rest
    return sorted(kept, key=_key), copies


def shared_passages(mentions: Sequence[IncidentMention], groups: Sequence[SyndicationGroup]) -> frozenset[tuple[str, str]]:
    """Pairs of mentions with claims inside one shared passage."""
    by_document: dict[str, list[IncidentMention]] = defaultdict(list)
    for m in mentions:
        by_document[m.document].append(m)
    out = set()
    for group in groups:
        for doc_a, span_a, doc_b, span_b in group.passages:
            inside_a = [m for m in by_document[doc_a] if any(s < span_a.end and span_a.start < e for s, e in m.extent)]
            inside_b = [m for m in by_document[doc_b] if any(s < span_b.end and span_b.start < e for s, e in m.extent)]
            if len(inside_a) == 1 and len(inside_b) == 1:  # a passage that tells two events says nothing of which is which
                out |= {(inside_a[0].mention_id, inside_b[0].mention_id), (inside_b[0].mention_id, inside_a[0].mention_id)}
    return frozenset(out)


def _answered(parts: Sequence[Sequence[IncidentMention]]) -> frozenset[tuple[str, str]]:
    """Pairs of mentions that one incident is said to retaliate for."""
    out = set()
    for part in parts:
        targets = sorted({(m.document, link.target) for m in part for link in m.links if link.type == "retaliation_for"})
        out |= {(a, b) for doc_a, a in targets for doc_b, b in targets if doc_a != doc_b}
    return frozenset(out)


def candidates(mentions: Sequence[IncidentMention], context: Context) -> list[tuple[int, int]]:
    """Pairs of indices that may join: of two documents each, with a blocking key and days, or a passage, in common."""
    keys = [blocking_keys(m) for m in mentions]
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(keys):
        for key in own:
            blocks[key].append(i)
    windows = [ordinals(m, LOOKS_BACK) for m in mentions]
    months = [ordinals(m, SPOT_LOOKS_BACK) for m in mentions]
    wide = [ordinals(m, PERSON_LOOKS_BACK, PERSON_DAYS_OFF) for m in mentions]
    pairs = {
        pair
        for key, block in blocks.items()
        for pair in _near(block, wide if key.startswith("p:") else months if key.startswith("q:") else windows)
        if mentions[pair[0]].document != mentions[pair[1]].document
    }
    at = {m.mention_id: i for i, m in enumerate(mentions)}
    pairs |= _among(context.shared, at)
    alike = ((at[a], at[b]) for a, b in context.answered if a in at and b in at and at[a] < at[b])
    pairs |= {(i, j) for i, j in alike if mentions[i].document != mentions[j].document and not set(keys[i]).isdisjoint(keys[j])}
    return sorted(pairs)


def _among(shared: Collection[tuple[str, str]], at: Mapping[str, int]) -> set[tuple[int, int]]:
    """Which of these pairs are among the mentions at hand: asked of the fewer, for mostly two are compared, and a ledger shares much."""
    if len(at) * len(at) < len(shared):
        return {(i, j) for a, i in at.items() for b, j in at.items() if i < j and ((a, b) in shared or (b, a) in shared)}
    return {(min(at[a], at[b]), max(at[a], at[b])) for a, b in shared if a in at and b in at and at[a] != at[b]}


def ordinals(mention: IncidentMention, back: int, off: int = 0) -> tuple[int, int] | None:
    """The likely days, ``back`` more of them where the report prints none of its own, and ``off`` days to either side."""
    days = window(mention.time)
    if days is None:
        return None
    looks_back = back if mention.main and mention.time is not None and mention.time.start is None else 0
    return days[0].toordinal() - looks_back - off, days[1].toordinal() + off


def _near(block: Sequence[int], windows: Sequence[tuple[int, int] | None]) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose days are not known to be two or more apart. Such pairs do not reach the threshold by anything but a shared
    passage or an answer to both (a test holds the weights to that), and blocks of a month or a weekday are full of them."""
    undated = [i for i in block if windows[i] is None]
    dated = sorted((window, i) for i in block if (window := windows[i]) is not None)
    for n, i in enumerate(undated):
        for j in (*undated[n + 1 :], *(k for _, k in dated)):
            yield (i, j) if i < j else (j, i)
    open_: list[tuple[int, int]] = []  # (last day, mention) of those that began before
    for (first, last), j in dated:
        open_ = [(end, i) for end, i in open_ if end >= first - 1]
        for _, i in open_:
            yield (i, j) if i < j else (j, i)
        open_.append((last, j))


def held_among(mentions: Sequence[IncidentMention], context: Context) -> dict[str, frozenset[str]]:
    """What the mentions of unknown day are held against, where these are all mentions there are."""
    if not any(is_loose(m) for m in mentions):
        return {}
    ordered = sorted(mentions, key=_key)
    met = ((ordered[i], ordered[j]) for i, j in candidates(ordered, context))
    scored = ((a, b, score(a, b, context)) for a, b in met if is_loose(a) or is_loose(b))
    return held_of(x for x in scored if x[2] >= THRESHOLD)


def tied(a: IncidentMention, b: IncidentMention, context: Context, held: Held) -> bool:
    """Whether a pair of candidates that reaches the threshold may start a group: words they share, or an answer to both, need no day."""
    pair = (a.mention_id, b.mention_id)
    return pair in context.shared or pair in context.answered or may_meet(a, b, held)


def _join(mentions: Sequence[IncidentMention], context: Context, bonds: Bonds, held: Held) -> list[list[IncidentMention]]:
    """Groups of mentions: pairs from the best down, joined where no pair across is vetoed and no document's own events would fall together.

    What reviewers put together are groups that are one incident in the end, while each grows by its own scores: a report that agrees with
    one half and contradicts the other stays with the half it agrees with.
    """
    pairs = candidates(mentions, context)
    _report_large(len(mentions), pairs)
    against: dict[tuple[int, int], float] = {}
    scores = {p: score(mentions[p[0]], mentions[p[1]], context) for p in pairs}
    groups = Groups(len(mentions))
    whole = bonds.start()
    for (i, j), value in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if value < THRESHOLD:
            break
        if not tied(mentions[i], mentions[j], context, held):
            continue
        a, b = groups.root(i), groups.root(j)
        if a == b or not _may_join(groups.members[a], groups.members[b], mentions, against, context) or not bonds.allow(whole, i, j):
            continue
        groups.join(a, b)
        whole.join(i, j)
    return [[mentions[i] for i in sorted(group)] for _, group in sorted(whole.members.items(), key=lambda kv: min(kv[1]))]


def _may_join(
    left: list[int], right: list[int], mentions: Sequence[IncidentMention], against: dict[tuple[int, int], float], context: Context
) -> bool:
    """The guard against chains: no two events of one document, no vetoed pair, and on average a pair does not speak against it."""
    total = 0.0
    for i in left:
        for j in right:
            if mentions[i].document == mentions[j].document:
                return False
            key = (min(i, j), max(i, j))
            if key not in against:
                against[key] = score_against(mentions[key[0]], mentions[key[1]], context)
            if against[key] <= VETO:
                return False
            total += against[key]
    return total / (len(left) * len(right)) >= THRESHOLD / 2


def _report_large(count: int, pairs: list[tuple[int, int]]) -> None:
    parts = Groups(count)
    for i, j in pairs:
        parts.join(i, j)
    sizes = [len(group) for group in parts.members.values()]
    for size in sorted(sizes, reverse=True):
        if size > LARGE:
            _log.warning("a component of %d incident mentions may be one incident: blocking keys are too coarse here", size)
