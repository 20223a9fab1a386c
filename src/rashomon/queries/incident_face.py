"""What a reader needs of an incident first, in the order of ``method.md``: when, where, what, who did it, how many, where the reports part."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.estimates.voices import _PRONOUNS as PRONOUNS
from rashomon.estimates.voices import plain
from rashomon.exports.cards import _RESOLUTION, _STATUS, _gives, _weight
from rashomon.exports.told import flat
from rashomon.exports.words import basis_words, date_words, figure_words, place_words, shown_estimates, who_words
from rashomon.model import Claim, Disagreement, Estimate
from rashomon.queries.incident_matrix import question_of
from rashomon.queries.incident_said import MOST, Citer, Parted, Why, reasons


@dataclass(frozen=True, slots=True)
class Did:
    """Who did it: ``how`` is admitted | claimed | alleged | named (by no speaker); ``by`` and ``denied_by`` are speakers."""

    actor: str
    how: str
    by: tuple[str, ...]
    denied_by: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def words(self) -> str:
        """``gunmen, alleged by the ministry, denied by the brigade``."""
        head = {
            "admitted": f"admitted by {self.actor}",
            "claimed": f"claimed by {self.actor}",
            "named": f"{self.actor}, named by no speaker",
        }
        text = head.get(self.how) or f"{self.actor}, alleged by {_some(self.by)}"
        return text + (f", denied by {_some(self.denied_by)}" if self.denied_by else "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it rests on. ``status``: (civilian | combatant | police | unknown, best) where the claims tell them apart."""

    question: str
    harm: str
    who: str
    words: str
    low: int | None
    best: int | None
    high: int | None
    withheld: str | None
    basis: str
    kind: str
    reports: int
    texts: int
    speakers: int
    named: tuple[str, ...]
    status: tuple[tuple[str, int], ...]
    reasons: tuple[Why, ...]
    claims: tuple[str, ...]
    summed: bool

    @property
    def ends(self) -> str:
        """``low 7, best 7, high 7``."""
        return ", ".join(f"{n} {'–' if v is None else v}" for n, v in (("low", self.low), ("best", self.best), ("high", self.high)))


@dataclass(frozen=True, slots=True)
class Face:
    """The card. ``doubted`` are speakers and outlets that could not confirm it; ``disagreements`` the strongest first."""

    incident_id: str
    label: str
    date: str
    place: str
    kind: str
    status: str
    status_words: str
    background: bool
    did: tuple[Did, ...]
    killed: tuple[Figure, ...]
    others: tuple[Figure, ...]
    disagreements: tuple[Parted, ...]
    missing: tuple[str, ...]
    doubted: int
    date_basis: str
    place_basis: str
    reports: int
    texts: int
    speakers: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All, killed first."""
        return (*self.killed, *self.others)


def face(citer: Citer) -> Face:
    """The card of an incident, its reasons and disagreements with their quotes."""
    incident, show = citer.seen.incident, citer.show
    figures = [figure(e, citer) for e in shown_estimates(incident.estimates)]
    doubted = {
        c.speaker.actor or c.speaker.text if c.speaker else c.document for c in citer.claims.values() if c.stance == "could_not_verify"
    }
    return Face(
        incident_id=incident.incident_id,
        label=flat(show.words(incident.label or incident.kind)),
        date=date_words(incident),
        place=flat(place_words(incident, show.known)),
        kind=flat(show.words(incident.kind)),
        status=incident.status,
        status_words=_STATUS.get(incident.status, incident.status.replace("_", " ")),
        background=incident.background,
        did=did(citer),
        killed=tuple(f for f in figures if f.harm == "killed"),
        others=tuple(f for f in figures if f.harm != "killed"),
        disagreements=tuple(parted(d, citer) for d in sorted(incident.disagreements, key=_weight)),
        missing=tuple(m for m in incident.missing if m != "place" or not incident.places),
        doubted=len(doubted),
        date_basis=flat(show.words(incident.date_basis)),
        place_basis=flat(show.words(incident.place.basis)) if incident.place else "",
        reports=incident.reports,
        texts=incident.texts,
        speakers=incident.speakers,
    )


def figure(e: Estimate, citer: Citer) -> Figure:
    """One figure as the card shows it."""
    show = citer.show
    told = reasons(citer, [(r.rule, show.words(r.detail), r.claims) for r in e.reasons])
    named = tuple(flat(show.known(n)) for n in e.basis.speaker_names)
    return Figure(
        question_of(e), e.harm, flat(show.known(who_words(e))), flat(show.words(figure_words(e))), e.low, e.best, e.high, e.best_withheld,
        basis_told(e), e.basis.kind, e.basis.reports, e.basis.texts, e.basis.speakers, named, e.status, told, e.claims, e.derivation == "summed",
    )  # fmt: skip


def basis_told(e: Estimate) -> str:
    """The basis in words, with whose dead a party speaks of where the reasons show that: ``one party's word on its own dead; 3 reports``."""
    words = basis_words(e.basis)
    if e.basis.kind != "one_party":
        return words
    what = {"killed": "dead", "casualties": "dead and wounded"}.get(e.harm, e.harm)
    if any(r.rule.startswith("estimates.best.") and f" on its own {what}" in r.detail for r in e.reasons):
        return words.replace("one party's word", f"one party's word on its own {what}", 1)
    if any(r.rule == "estimates.only_enemy_claims" for r in e.reasons):
        return words.replace("one party's word", f"one party's word on its enemy's {what}", 1)
    return words


def did(citer: Citer) -> tuple[Did, ...]:
    """Who did it, never flat."""

    def name(n: str) -> str:
        shown = flat(citer.show.known(n))
        return "an outlet" if n == "outlet" else f"a speaker called “{shown}”" if plain(n) in PRONOUNS else shown

    out = []
    for a in citer.seen.incident.attribution:
        how = a.basis if a.basis in {"admitted", "claimed"} else "alleged" if a.by else "named"
        out.append(Did(name(a.actor), how, tuple(map(name, a.by)), tuple(map(name, a.denied_by)), a.claims))
    return tuple(out)


def parted(d: Disagreement, citer: Citer) -> Parted:
    """A disagreement in plain words, each value with the quotes that show it best."""
    show = citer.show
    values = []
    for v in d.values:
        held = [citer.claims[c] for c in v.claims if c in citer.claims]
        held.sort(key=lambda c: _telling(c, v.value))
        quotes = citer.cite(c.claim_id for c in held)
        first = {c.claim_id: n for n, c in reversed(list(enumerate(held)))}
        quotes = tuple(sorted(quotes, key=lambda q: min(first[i] for i in q.claims if i in first)))
        values.append((flat(show.words(v.value)), quotes[:MOST], max(0, len(quotes) - MOST)))
    return Parted(
        d.type.replace("_", " "), flat(show.known(d.field).replace("_", " ")), _RESOLUTION.get(d.resolution, d.resolution.replace("_", " ")),
        flat(show.words(d.why)), d.rule, flat(show.words(d.preferred)) if d.preferred else None, tuple(values),
    )  # fmt: skip


def _telling(c: Claim, value: str) -> tuple[object, ...]:
    return (not _gives(c, value), c.speaker is None, c.label != "body", c.document, c.start)


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
