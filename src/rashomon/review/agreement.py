"""How far reviewers agree beyond chance: Cohen's kappa for two, Krippendorff's alpha for more. See ``docs/concepts/review.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rashomon.review.judging import Answer


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the questions that two or more answered. ``percent`` is the share of pairs of answers that are the same; ``kappa`` (two reviewers) and
    ``alpha`` (any number) are None where nothing can be said: nobody answered twice, or all gave one and the same answer throughout.
    ``pairs`` are (who, who, questions both answered, share alike, kappa); ``parted`` the questions with different answers."""

    questions: int
    reviewers: tuple[str, ...]
    percent: float | None
    kappa: float | None
    alpha: float | None
    pairs: tuple[tuple[str, str, int, float, float | None], ...]
    parted: tuple[str, ...]


def agreement(answers: Mapping[str, Mapping[str, Answer]]) -> Agreement:
    """The agreement over all questions."""
    names: dict[str, str] = {}
    for own in answers.values():
        names |= {key: a.who for key, a in own.items()}
    units = {item: {key: a.answer for key, a in own.items()} for item, own in answers.items() if len(own) > 1}
    pairs = []
    for one, other in combinations(sorted({k for u in units.values() for k in u}), 2):
        both = [(u[one], u[other]) for _, u in sorted(units.items()) if one in u and other in u]
        if both:
            pairs.append((names[one], names[other], len(both), alike(both), kappa(both)))
    told = [p for u in units.values() for p in combinations([u[k] for k in sorted(u)], 2)]
    reviewers = tuple(names[k] for k in sorted({k for u in units.values() for k in u}))
    return Agreement(
        len(units), reviewers, alike(told) if told else None, pairs[0][4] if len(pairs) == 1 and len(reviewers) == 2 else None,
        alpha([list(u.values()) for u in units.values()]), tuple(pairs),
        tuple(sorted(item for item, u in units.items() if len(set(u.values())) > 1)),
    )  # fmt: skip


def alike(pairs: Sequence[tuple[str, str]]) -> float:
    """The share of pairs with the same answer."""
    return sum(a == b for a, b in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (1960): agreement beyond what two with these shares of answers would reach by chance. None where chance alone gives all."""
    n = len(pairs)
    if not n:
        return None
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / (n * n)
    return None if chance >= 1 else (alike(pairs) - chance) / (1 - chance)


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for names (nominal data), any number of reviewers, gaps allowed. Questions with one answer count for nothing."""
    kept = [u for u in units if len(u) > 1]
    n = sum(len(u) for u in kept)
    if n < 2:
        return None
    apart = 0.0
    for u in kept:
        held = Counter(u)
        apart += sum(held[a] * held[b] for a in held for b in held if a != b) / (len(u) - 1)
    every = Counter(a for u in kept for a in u)
    chance = sum(every[a] * every[b] for a in every for b in every if a != b) / (n - 1)
    return None if chance == 0 else 1 - apart / chance
