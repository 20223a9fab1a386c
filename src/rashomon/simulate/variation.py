"""How varied the texts are: what is left of their sentences when names and numbers are masked.

A sentence that was printed word for word before (copies, twins, versions) is counted once: copying is a habit of the press and no poverty of the
grammar. Names are those of the made-up world, its persons and papers, numbers are digits and number words, days are named days.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rashomon.simulate.draft import MONTHS, SMALL, WEEKDAYS
from rashomon.simulate.newsstand import War
from rashomon.simulate.template import grammar
from rashomon.simulate.world import World

_SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[\"“A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Variation:
    """Of ``sentences`` that differ as printed, ``distinct`` differ still when masked (a share); the most frequent of those stands in ``commonest`` of them (a
    share) and reads ``skeleton``. ``words`` is the size of the vocabulary after masking."""

    articles: int
    sentences: int
    distinct: float
    commonest: float
    skeleton: str
    words: int


class Mask:
    """Puts N for names, # for numbers, DAY for days."""

    def __init__(self, world: World) -> None:
        names = {t.name for t in world.towns} | {s for t in world.towns for s in world.spellings(t)} | {*world.provinces, world.country}
        for actor in (world.ministry, world.health, world.monitor, world.relief, *(world.group(r) for r in world.rebels)):
            names |= {text.removeprefix("the ") for text in (actor.actor, actor.text, *actor.others)}
        names |= {o.name for o in world.outlets}
        given = "|".join(grammar()["syllables"]["given"])
        self._names = re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))))
        self._persons = re.compile(rf"\b(?:{given}) [A-Z][a-z]+")
        numbers = "|".join(SMALL[1:])
        self._numbers = re.compile(rf"\b(?:\d[\d,]*|{numbers})\b", re.I)
        days = "|".join((*WEEKDAYS, *MONTHS))
        self._days = re.compile(rf"\b(?:{days})\b")

    def __call__(self, sentence: str) -> str:
        """The skeleton of a sentence."""
        bare = self._numbers.sub("#", self._persons.sub("N", self._names.sub("N", sentence)))
        return self._days.sub("DAY", bare)


def measure(seed: int, articles: int) -> Variation:
    """How varied the first articles of a war are."""
    war = War(seed, articles)
    mask = Mask(war.world)
    printed: set[str] = set()
    for one in war:
        if one.junk is None:
            for paragraph in one.record["text"].split("\n\n"):
                printed.update(_SENTENCE.split(paragraph.strip()))
    skeletons = Counter(mask(s) for s in sorted(printed))
    commonest, n = min(skeletons.items(), key=lambda kv: (-kv[1], kv[0]))
    words = {w for s in skeletons for w in s.lower().split()}
    total = len(printed)
    return Variation(articles, total, round(len(skeletons) / total, 4), round(n / total, 5), commonest, len(words))
