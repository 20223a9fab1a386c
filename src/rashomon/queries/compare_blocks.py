"""Which paragraph of one article stands beside which of another, by the words they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Block, Document
from rashomon.model.documents import READ_LABELS
from rashomon.store.words import words_of

#: Paragraphs compared of one article, and characters; behind them the rest is left out, and the page says so.
MOST_BLOCKS, MOST_TEXT = 400, 200_000
#: Share of words two paragraphs need to stand beside each other; and to have the words that differ between them marked, for below that
#: nearly everything would be.
BESIDE, ALIKE = 0.2, 0.4
#: Runs of words so common among the paragraphs that they bring none together.
_COMMON = 40


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph of the left text, of the right, or both; ``share`` is how many of their words are the same, ``moved`` that they stand at
    different places in the two."""

    left: Block | None
    right: Block | None
    share: float = 0.0
    moved: bool = False


def read_blocks(document: Document) -> tuple[list[Block], int]:
    """The paragraphs that are read, and how many of them are left out because there are too many."""
    own = [b for b in document.blocks if b.label in READ_LABELS and document.text[b.start : b.end].strip()]
    kept, size = [], 0
    for b in own[:MOST_BLOCKS]:
        size += b.end - b.start
        if size > MOST_TEXT:
            break
        kept.append(b)
    return kept, len(own) - len(kept)


def aligned(a: Document, left: Sequence[Block], b: Document, right: Sequence[Block]) -> list[Beside]:
    """The paragraphs of two texts in order, those that share words beside each other. Pairs that cross others stand alone, as moved."""
    one, two = [_bag(a, x) for x in left], [_bag(b, x) for x in right]
    weights = _weights(one, two)
    heads = [n for n, x in enumerate(left) if x.label == "headline"][:1], [n for n, x in enumerate(right) if x.label == "headline"][:1]
    if heads[0] and heads[1]:
        weights.setdefault((heads[0][0], heads[1][0]), 0.01)
    chain = _chain(len(left), len(right), weights)
    out: list[Beside] = []
    taken_left, taken_right = {i for i, _ in chain}, {j for _, j in chain}
    crossing = sorted((p for p in weights if p[0] not in taken_left and p[1] not in taken_right), key=lambda p: (-weights[p], p))
    moved: dict[int, int] = {}
    for i, j in crossing:
        if weights[i, j] >= ALIKE and i not in moved and j not in moved.values():
            moved[i] = j
    back = {j: i for i, j in moved.items()}
    at = [0, 0]
    for i, j in [*chain, (len(left), len(right))]:
        out += [_alone(left[n], None, weights.get((n, moved[n]), 0.0) if n in moved else 0.0, n in moved) for n in range(at[0], i)]
        out += [_alone(None, right[n], weights.get((back[n], n), 0.0) if n in back else 0.0, n in back) for n in range(at[1], j)]
        if i < len(left):
            out.append(Beside(left[i], right[j], round(weights[i, j], 4)))
        at = [i + 1, j + 1]
    return out


def _alone(left: Block | None, right: Block | None, share: float, moved: bool) -> Beside:
    return Beside(left, right, round(share, 4), moved)


def _bag(document: Document, block: Block) -> Counter[tuple[str, ...]]:
    """Runs of three words; of short paragraphs the words."""
    words = [w.word for w in words_of(document.text[block.start : block.end])]
    size = 3 if len(words) >= 12 else 1
    return Counter(tuple(words[n : n + size]) for n in range(len(words) - size + 1))


def _weights(one: Sequence[Counter[tuple[str, ...]]], two: Sequence[Counter[tuple[str, ...]]]) -> dict[tuple[int, int], float]:
    where: dict[tuple[str, ...], list[int]] = {}
    for j, bag in enumerate(two):
        for run in bag:
            where.setdefault(run, []).append(j)
    out = {}
    for i, bag in enumerate(one):
        near = {j for run in bag if len(where.get(run, ())) <= _COMMON for j in where.get(run, ())}
        for j in near:
            shared = sum((bag & two[j]).values())
            share = 2 * shared / (sum(bag.values()) + sum(two[j].values()))
            if share >= BESIDE:
                out[i, j] = share
    return out


def _chain(n: int, m: int, weights: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs in order that share most; none crosses another."""
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(m - 1, -1, -1):
            w = weights.get((i, j), 0.0)
            row[j] = max(below[j], row[j + 1], below[j + 1] + w)
    out = []
    i = j = 0
    while i < n and j < m:
        w = weights.get((i, j), 0.0)
        if w and best[i][j] == best[i + 1][j + 1] + w:
            out.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return out
