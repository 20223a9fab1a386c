"""The figures of a document by sentence, number and parts, so that a rule that looks for the same figure elsewhere need not look at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from rashomon.model import CasualtyMention

#: So many figures of one number before a figure, and as many behind it, are held against it; no report of the data sets has as many in all.
NEAREST = 100


class Figures:
    """Casualty mentions of a document, each list in the order of the text."""

    def __init__(self, mentions: Sequence[CasualtyMention] = ()) -> None:
        self.mentions = mentions

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(m): n for n, m in reversed(list(enumerate(self.mentions)))}

    @cached_property
    def _by_sentence(self) -> dict[int, list[CasualtyMention]]:
        out: dict[int, list[CasualtyMention]] = {}
        for m in self.mentions:
            out.setdefault(m.sentence, []).append(m)
        return out

    @cached_property
    def _by_low(self) -> dict[int, list[int]]:
        out: dict[int, list[int]] = {}
        for n, m in enumerate(self.mentions):
            if m.figure.low is not None:
                out.setdefault(m.figure.low, []).append(n)
        return out

    @cached_property
    def _parts(self) -> dict[int, list[CasualtyMention]]:
        out: dict[int, list[CasualtyMention]] = {}
        for m in self.mentions:
            if m.part_of is not None:
                out.setdefault(m.part_of, []).append(m)
        return out

    def place(self, mention: CasualtyMention) -> int | None:
        """Which of the document's figures this one is; None where it is none of them."""
        return self._places.get(id(mention))

    def of_sentence(self, sentence: int) -> Sequence[CasualtyMention]:
        """Those of one sentence."""
        return self._by_sentence.get(sentence, ())

    def same(self, mention: CasualtyMention) -> list[CasualtyMention]:
        """Those that count the same as this one, which is not among them; of a number that stands everywhere, the ones nearest to it."""
        if mention.figure.low is None:
            return []
        places = self._by_low.get(mention.figure.low, [])
        at = bisect_left(places, self._places.get(id(mention), 0))
        near = [self.mentions[n] for n in places[max(0, at - NEAREST) : at + NEAREST + 1]]
        return [m for m in near if m is not mention and same_figure(m, mention)]

    def parts_of(self, mention: CasualtyMention) -> list[CasualtyMention]:
        """Those that are told as a part of this one, or of one that counts the same."""
        at = self.place(mention)
        totals = [*([at] if at is not None else []), *(n for m in self.same(mention) if (n := self.place(m)) is not None)]
        return [m for n in sorted(set(totals)) for m in self._parts.get(n, ())]


def same_figure(a: CasualtyMention, b: CasualtyMention) -> bool:
    """Whether two mentions count the same: one harm and one number."""
    same_harm = a.harm == b.harm or "casualties" in (a.harm, b.harm)
    same_low = a.figure.low is not None and a.figure.low == b.figure.low
    return same_harm and same_low and (a.figure.high == b.figure.high or None in (a.figure.high, b.figure.high))
