"""Who shares words with whom: whole copies, and stretches taken over.

Documents are brought together by shared keys (:mod:`rashomon.corpus.shingles`), never by comparing every pair, and then compared
word by word. Only what is read takes part: a shared menu or list of other news makes no copy.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rashomon.corpus.origins import origin_of
from rashomon.corpus.shingles import N, Runs, Words, document_words, winnow
from rashomon.lexicon import load
from rashomon.model import Document, Span, SyndicationGroup

#: A copy: this much of the shorter text's words stands in the other. See ``docs/concepts/corpus.md`` for how it was chosen.
WHOLE = 0.7
#: Shared stretches shorter than this are a turn of phrase ("the ministry said in a statement on"), not a passage.
PASSAGE = 8
#: A pair with less than this many words in passages shares a stock sentence ("… have been killed since the conflict began in March").
PART = 16
#: A shared passage up to this long that tells how a war began, or how a monitor knows, is an outlet's or an agency's stock sentence.
STOCK = 45
#: Keys in more documents than this are stock phrases; they bring nobody together (copies share many other keys).
COMMON = 100
#: Texts below this are too short to be told a copy by share; they are one only when all words are the same.
SHORT = 25
#: Runs of N words that two passages of PASSAGE words, or one of PART, have at least.
LEAST = 2 * (PASSAGE - N + 1)
FEW_KEYS = 12
#: Runs compared at once, and so many in common that no bound need be worked out.
TOGETHER, PLENTY = 32, 40


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that share words: ``share`` of the shorter one's words, and the passages, longest first."""

    a: str
    b: str
    share: float
    shared_words: int
    passages: tuple[tuple[Span, Span], ...]
    whole: bool


def compare(name_a: str, a: Words, name_b: str, b: Words) -> Pair | None:
    """What two documents share, or None where it is less than a passage."""
    short, long_, swapped = (a, b, False) if (a.many, name_a) <= (b.many, name_b) else (b, a, True)
    words = short.many
    both = short.distinct & long_.distinct
    most = len(both) + len(short.runs) - len(short.distinct)
    if most < LEAST and words >= SHORT and N * most < (WHOLE - 0.001) * words:  # seven of eight pairs that share keys
        return None
    stretches = _stretches(short.runs, long_.runs, both)
    shared = sum(length for _, _, length in stretches)
    share = round(shared / words, 4) if words else 0.0
    whole = share >= WHOLE if words >= SHORT else shared == words and long_.many <= words + N
    kept = [s for s in stretches if s[2] >= PASSAGE]
    if not whole and (not kept or sum(s[2] for s in kept) < PART):
        return None
    spans = []
    for i, j, length in sorted(kept or stretches, key=lambda s: (-s[2], s[0], s[1])):
        x, y = short.span(i, i + length - 1), long_.span(j, j + length - 1)
        spans.append((y, x) if swapped else (x, y))
    return Pair(name_a, name_b, share, shared, tuple(spans), whole)


def may_share(name_a: str, a: Runs, name_b: str, b: Runs) -> bool:
    """Whether :func:`compare` may find something in two documents: a bound on what their passages can hold. Of pairs that share keys one in ten
    passes, and nearly all of these share something.

    Passages take each word of the short text once, and begin with runs that stand in the long one; so those in one row of such runs have as many
    words as it has at most, and a passage to be kept lies in a row of PASSAGE words.
    """
    short, long_ = (a, b) if (a.many, name_a) <= (b.many, name_b) else (b, a)
    shared = short.distinct & long_.distinct
    words = short.many + N - 1
    most = len(shared) + short.repeats
    if most < LEAST and N * most < (WHOLE - 0.001) * words:
        return False
    if len(shared) > PLENTY:
        return True
    row = kept = every = 0
    before = -2
    for i in [*[i for i, run in zip(short.at, short.runs, strict=True) if run in shared], -2]:
        if i == before + 1:
            row += 1
        else:
            if row:
                every += row + N - 1
                if row > PASSAGE - N:
                    kept += row + N - 1
            row = 1
        before = i
    return kept >= PART or every >= (WHOLE - 0.001) * words


def _stretches(short: Sequence[int], long_: Sequence[int], both: Set[int]) -> list[tuple[int, int, int]]:
    """Longest common stretches (place in short, place in long, words) of two texts, given as their runs, found from the left, each word of short used
    once. ``both`` are the runs that stand in either: only their places are asked, of which a pair that is compared once has few."""
    at: dict[int, list[int]] = {}
    for j, run in enumerate(long_):
        if run in both:
            at.setdefault(run, []).append(j)
    out = []
    behind = 0
    for i, run in enumerate(short):
        if i < behind or run not in both:
            continue
        best = (0, 0)
        for j in at[run][:20]:
            k = _alike(short, i, long_, j)
            if k > best[0]:
                best = (k, j)
        out.append((i, best[1], best[0] + N - 1))
        behind = i + best[0] + N - 1
    return out


def _alike(a: Sequence[int], i: int, b: Sequence[int], j: int) -> int:
    """How many in a row are the same from these places on."""
    many = 0
    while (x := a[i + many : i + many + TOGETHER]) == (y := b[j + many : j + many + TOGETHER]) and len(x) == TOGETHER:
        many += TOGETHER
    for one, other in zip(x, y, strict=False):
        if one != other:
            break
        many += 1
    return many


def document_no(name: str) -> int:
    """A number for a document's name, 63 bits, the same on every machine: the order in which documents that hold a common key are chained."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8")).digest()[:8], "big") >> 1


def common() -> int:
    """:data:`COMMON`, for what keeps keys between runs."""
    return COMMON


def enough(shared: int, keys_a: int, keys_b: int) -> bool:
    """Whether so many keys in common, of so many each, are worth a comparison word by word.

    PART words in a row, or two passages, hold two keys at least; one key alone is enough for texts of a few lines only.
    """
    return shared > 1 or (shared == 1 and min(keys_a, keys_b) <= FEW_KEYS)


def candidates(keys: Mapping[str, Sequence[int]]) -> list[tuple[str, str]]:
    """Pairs of documents that share enough keys to share a passage, sorted."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(keys, key=lambda n: (document_no(n), n)):
        for key in keys[name]:
            holders[key].append(name)
    pairs: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 2 <= len(names) <= COMMON:
            pairs.update((min(x, y), max(x, y)) for n, x in enumerate(names) for y in names[n + 1 :])
        elif len(names) > COMMON:  # of a text copied by hundreds a chain is enough to hold them together
            pairs.update((min(x, y), max(x, y)) for x, y in pairwise(names))
    return sorted(p for p, n in pairs.items() if enough(n, len(keys[p[0]]), len(keys[p[1]])))


def pair_kind(pair: Pair, documents: Mapping[str, Document]) -> str | None:
    """The kind of group that a pair holds together: ``whole``, ``part``, or None where it shares no more than stock sentences."""
    return "whole" if pair.whole else "part" if _reporting(pair, documents) else None


def syndication(documents: Iterable[Document]) -> tuple[SyndicationGroup, ...]:
    """Groups of documents that share words, ``whole`` for copies and ``part`` for stretches taken over, sorted by id.

    A group is what hangs together by its kind of link; its passages name the pair they stand in. A document may be in one group of
    each kind. Copies among themselves are no "part" group again.
    """
    used = {d.name: d for d in documents if d.status == "used"}
    words = {name: document_words(d) for name, d in sorted(used.items())}
    pairs = [p for a, b in candidates({n: winnow(w.runs) for n, w in words.items()}) if (p := compare(a, words[a], b, words[b]))]
    kinds = [(pair_kind(p, used), p) for p in pairs]
    found = [g for kind in ("whole", "part") for g in linked_groups(kind, [p for k, p in kinds if k == kind], used)]
    return tuple(sorted(found, key=lambda g: (g.group_id, g.documents)))


def linked_groups(kind: str, pairs: Sequence[Pair], documents: Mapping[str, Document]) -> list[SyndicationGroup]:
    """What hangs together by these pairs. Of ``documents`` only outlet, agencies and date are asked."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for p in pairs:
        x, y = sorted((root(p.a), root(p.b)))
        parent[y] = x
    members: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, list[Pair]] = defaultdict(list)
    for p in pairs:
        members[root(p.a)].update((p.a, p.b))
        inside[root(p.a)].append(p)
    out = []
    for key, names in members.items():
        ordered = tuple(sorted(names))
        origin = origin_of(ordered, documents)
        out.append(SyndicationGroup(origin.group_id(kind), ordered, origin.original(), kind, passages_of(inside[key])))
    return out


def passages_of(pairs: Iterable[Pair]) -> tuple[tuple[str, Span, str, Span], ...]:
    """The shared stretches of these pairs, as a group keeps them."""
    return tuple((p.a, x, p.b, y) for p in sorted(pairs, key=lambda p: (p.a, p.b)) for x, y in p.passages)


@cache
def background() -> re.Pattern[str]:
    """Words of what every report of a conflict repeats: a year, how the war began, how a monitor knows."""
    forms = sorted(f for e in load("printed_dates") if e.get("kind") == "background" for f in e.forms)
    return re.compile(r"\b(?:(?:19|20)\d\d|" + "|".join(forms) + r")\b", re.IGNORECASE)


def _reporting(pair: Pair, documents: Mapping[str, Document]) -> bool:
    """Whether what two documents share is more than stock sentences: short passages of background are left out."""
    text, words = documents[pair.a].text, 0
    for a, _ in pair.passages:
        piece = a.of(text)
        own = len(piece.split())
        if own > STOCK or background().search(piece) is None:
            words += own
    return words >= PART


def distinct_texts(documents: Iterable[Document], groups: Iterable[SyndicationGroup]) -> dict[str, str]:
    """For each document the key of its text; whole copies share one. How many keys there are is the number of distinct texts."""
    out = {d.name: d.document_id for d in sorted(documents, key=lambda d: d.name)}
    for group in groups:
        if group.kind == "whole":
            out.update((name, group.group_id) for name in group.documents if name in out)
    return out
