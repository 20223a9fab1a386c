"""Of a whole page, the stretch that is the article: the run of lines with most running text and least else between it.

Every line has a weight: running text counts by its words, furniture and lone short lines count against the stretch. The stretch with the
largest sum is the core. Running text on other matters that stands alone between short lines (a feed of teasers) counts against it too.
No word of any language is asked for, only places, lengths and what the lines share with each other.
"""

from __future__ import annotations

from collections import Counter

from rashomon.corpus.lines import Line
from rashomon.corpus.topics import OFF_SHARE, feed_like, keys

#: What a line of furniture, of other news, and a lone short line take from a stretch, in words of running text.
FURNITURE, OTHER, SHORT = 5.0, 8.0, 2.0
#: The same for the first look, which finds the densest stretch only; what belongs to it is then told by what it shares with it.
DENSE = 4
#: Words of one paragraph that count; a long legal notice outweighs no article.
LONGEST = 80
#: Part of its words that a paragraph on other matters counts for, or against where it stands between short lines.
OFF = 0.4
#: A core below this is none: a page of pictures, a list.
LEAST = 60
#: Rounds of looking at what the core is about and finding it again.
ROUNDS = 2


def core(lines: list[Line]) -> tuple[int, int] | None:
    """First and last line (both included) of the article on a page, or None where no stretch has running text enough."""
    found = _best([w if (w := _plain(x)) > 0 else w * DENSE for x in lines])
    for _ in range(ROUNDS):
        if found is None:
            return None
        found = _best(_weights(lines, found))
    if found is None or sum(x.words for x in lines[found[0] : found[1] + 1] if x.label is None and x.prose) < LEAST:
        return None
    return found


def outside(lines: list[Line]) -> None:
    """Labels what stands before and behind the core of a whole page. Only of pages: in an article everything is the core."""
    if not feed_like(lines):
        return
    found = core(lines)
    if found is None:
        return
    first, last = found
    for n, line in enumerate(lines):
        if n < first or n > last:
            line.put("related" if line.prose and n > last else "boilerplate", "core.before" if n < first else "core.behind")


def _plain(line: Line) -> float:
    if line.label is None:
        return float(min(line.words, LONGEST)) if line.prose else -SHORT
    return {"boilerplate": -FURNITURE, "related": -OTHER}.get(line.label, 0.0)


def _weights(lines: list[Line], found: tuple[int, int]) -> list[float]:
    held: Counter[str] = Counter()
    own = [keys(x) if x.label is None and x.prose else frozenset() for x in lines]
    for k in own[found[0] : found[1] + 1]:
        held.update(k)
    out: list[float] = []
    between = 0  # lines that are no running text since the last that is
    for n, line in enumerate(lines):
        weight = _plain(line)
        if line.label is None and line.prose:
            inside = found[0] <= n <= found[1]
            shared = sum(held[k] > inside for k in own[n])
            if own[n] and shared < OFF_SHARE * len(own[n]):
                weight *= OFF if not between else -OFF
            between = 0
        elif line.label != "caption":
            between += 1
        out.append(weight)
    return out


def _best(weights: list[float]) -> tuple[int, int] | None:
    """The stretch with the largest sum, the first of several."""
    best: tuple[float, int, int] | None = None
    start, total = 0, 0.0
    for n, weight in enumerate(weights):
        if total <= 0:
            start, total = n, 0.0
        total += weight
        if total > 0 and (best is None or total > best[0]):
            best = (total, start, n)
    return best[1:] if best else None
