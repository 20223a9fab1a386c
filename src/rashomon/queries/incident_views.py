"""The same claims under several policies, figure beside figure. A policy other than our own is an approximation, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon import estimates
from rashomon.exports.told import flat
from rashomon.exports.words import figure_words, who_words
from rashomon.model import Estimate
from rashomon.queries.incident_matrix import question_of
from rashomon.queries.incident_said import Citer


@dataclass(frozen=True, slots=True)
class Shown:
    """What one policy gives for one question; ``words`` "" where it has no row for it, with ``why`` the first reasons in words."""

    words: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    why: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A column: the policy's name, what it does in a sentence, after which codebook."""

    name: str
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Questions against policies."""

    policies: tuple[Policy, ...]
    rows: tuple[tuple[str, str, tuple[Shown, ...]], ...]  # key, question, one cell per policy


def known_policies() -> tuple[str, ...]:
    """Names of all policies, ours first."""
    return tuple(estimates.POLICIES)


def beside(citer: Citer, names: Iterable[str]) -> Beside:
    """The figures of the incident under these policies."""
    seen = citer.seen
    given = seen.given
    own = seen.policy.partition(" with weights ")[0]
    policies, told = [], []
    for name in dict.fromkeys(names):
        lens = estimates.lens_named(name)
        policies.append(Policy(lens.name, lens.about, lens.source))
        made = seen.incident if name == own else estimates.estimate(
            seen.incident, given.claims, given.documents, given.groups, policy=lens, chosen=given.chosen
        )  # fmt: skip
        told.append({question_of(e): e for e in made.estimates})
    words: dict[str, str] = {}
    for rows in told:
        for key, e in rows.items():
            words.setdefault(key, flat(f"{e.harm}, {citer.show.known(who_words(e))}"))
    order = sorted(words, key=lambda k: (not k.startswith("killed|"), estimates_order(k), k.endswith("|*")))
    table = tuple((k, words[k], tuple(_cell(rows.get(k), citer) for rows in told)) for k in order)
    return Beside(tuple(policies), tuple(r for r in table if any(c.words not in {"", "–"} for c in r[2])))


def estimates_order(key: str) -> int:
    """The place of a harm in tables."""
    harms = ("killed", "wounded", "missing", "captured", "casualties")
    harm = key.partition("|")[0]
    return harms.index(harm) if harm in harms else len(harms)


def _cell(e: Estimate | None, citer: Citer) -> Shown:
    if e is None:
        return Shown("")
    why = tuple((r.rule, flat(citer.show.words(r.detail))) for r in e.reasons[:3])
    return Shown(flat(citer.show.words(figure_words(e))), e.low, e.best, e.high, why)
