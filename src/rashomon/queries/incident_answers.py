"""What one claim answers: which question of the matrix, in which words, and whether that still stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.estimates.figures import counted, printed, wordy
from rashomon.estimates.voices import belongs, party_of, plain
from rashomon.exports.told import flat
from rashomon.exports.words import shown_estimates
from rashomon.model import Claim, Estimate, Span
from rashomon.queries.claim_shown import day_words

if TYPE_CHECKING:
    from rashomon.queries.incident import Seen
    from rashomon.queries.incident_said import Citer

HAPPENED, WHO, WHERE, WHEN, WHOM = "happened", "who", "where", "when", "whom"
_HAPPENED = {"confirms": "confirms it", "could_not_verify": "could not confirm it", "retracts": "takes it back"}
_WHOM = {"civilian": "civilians", "combatant": "combatants", "police": "police"}
_WHO = {"admits": "admits it", "claims_responsibility": "claims it"}
_DENIES = {
    "responsibility": "denies doing it",
    "figure": "denies the figure",
    "victim_status": "denies that",
    "intent": "denies the intent",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """``value`` is equal for all who answer the same, ``words`` are what is printed; ``tone`` and ``standing`` as a cell has them."""

    question: str
    value: str
    words: str
    claim: str
    tone: str = "other"
    standing: str = "current"
    note: str = ""
    span: Span | None = None  # the words that say so, where they are not the claim's own


@dataclass(frozen=True, slots=True)
class Standing:
    """Where each claim of an incident stands: the estimate it is of, and what became of it. Made once for a page."""

    row: dict[str, Estimate]
    fallen: dict[str, tuple[str, str]]  # claim id to replaced | struck, and why
    by_side: dict[tuple[str, str], Estimate]
    total: dict[str, Estimate]

    @classmethod
    def of(cls, seen: Seen) -> Standing:
        """Of the incident as its lens shows it."""
        shown = shown_estimates(seen.incident.estimates)
        row: dict[str, Estimate] = {}
        for e in sorted(shown, key=lambda e: e.over == "all_sides"):
            for i in e.claims:
                row.setdefault(i, e)
        fallen: dict[str, tuple[str, str]] = {}
        for weighed, _ in seen.within.rows.values():
            told = weighed.whole or weighed
            for i, (why, _) in told.struck.items():
                fallen[i] = ("struck", why)
            for i, why in told.parts.items():
                fallen.setdefault(i, ("part", why))
            for c in told.retracted:
                fallen[c.claim_id] = ("struck", "taken back by its own speaker")
            for w in told.words:
                if w.change in {"growth", "revised_down", "corrected"}:
                    for c in w.replaced:
                        fallen.setdefault(c.claim_id, ("replaced", f"{w.voice.name} gave another figure later"))
        for g in seen.within.evidence.gone:
            fallen[g.claim.claim_id] = ("replaced" if g.why == "replaced" else "struck", g.text)
        by_side = {(e.harm, plain(e.side)): e for e in shown if e.side}
        total = {e.harm: e for e in sorted(shown, key=lambda e: e.over == "all_sides")}
        return cls(row, fallen, by_side, total)


def answers(claim: Claim, citer: Citer) -> list[Answer]:
    """What a claim answers: nothing, one question or several."""
    standing = citer.standing
    known = citer.seen.within.evidence.by_id.get(claim.claim_id, claim)
    name = claim.document

    def show(text: str) -> str:
        return flat(citer.masker.known(name, text))

    out: list[Answer] = []
    background = claim.background and not citer.seen.incident.background
    state = ("background", "told in passing") if background else standing.fallen.get(claim.claim_id, ("current", ""))
    state = (state[0], flat(citer.show.words(state[1])))

    def did(actor: str) -> str:
        return "figure" if any(plain(actor) == plain(a) or belongs(actor, a) for a in citer.seen.incident.attackers) else "other"

    def put(question: str, value: str, words: str, tone: str = "other", span: Span | None = None) -> None:
        out.append(Answer(question, value, words, claim.claim_id, tone, *(state if background else ("current", "")), span))

    if claim.kind == "casualty":
        out.append(_figure(known, citer, state))
        if claim.perpetrator:
            put(WHO, plain(claim.perpetrator), show(claim.perpetrator), did(claim.perpetrator))
        if claim.harm == "killed" and claim.scope == "total" and claim.victim_status in _WHOM:
            put(WHOM, claim.victim_status, _WHOM[claim.victim_status])
    elif claim.stance in _WHO:
        who = (claim.speaker.actor or claim.speaker.text) if claim.speaker else ""
        put(WHO, plain(party_of(claim) or who), _WHO[claim.stance], did(party_of(claim) or who))
    elif claim.stance == "asserts" and claim.perpetrator:
        put(WHO, plain(claim.perpetrator), show(claim.perpetrator), did(claim.perpetrator))
    elif claim.stance == "blames" and claim.target:
        put(WHO, plain(claim.target), f"blames {show(claim.target)}", did(claim.target))
    elif claim.stance == "denies" and claim.denies == "responsibility":
        put(WHO, "denies", _DENIES["responsibility"], "denies")
    elif claim.stance == "denies" and claim.denies == "victim_status":
        put(WHOM, "denies", _DENIES["victim_status"], "denies")
    elif claim.stance == "denies" and claim.denies == "figure" and "killed" in standing.total:
        e = standing.total["killed"]
        put(f"killed|{'*' if e.over == 'all_sides' else e.side or '?'}", "denies", _DENIES["figure"], "denies")
    elif claim.stance == "denies":
        put(HAPPENED, f"denies {claim.denies}", _DENIES.get(claim.denies or "", "denies it"), "denies")
    elif claim.stance in _HAPPENED:
        tone = "doubts" if claim.stance == "could_not_verify" else "denies" if claim.stance == "retracts" else "figure"
        put(HAPPENED, claim.stance, _HAPPENED[claim.stance], tone)
    if claim.place and claim.place_span is not None and claim.kind == "casualty":
        place = citer.seen.incident.place
        there = claim.location is not None and place is not None and claim.location.gazetteer_id == place.gazetteer_id is not None
        same = there or (place is not None and plain(place.name) == plain(claim.place))
        put(WHERE, plain(claim.place), show(claim.place), "figure" if same else "other", claim.place_span)
    if claim.when_span is not None and claim.time is not None and claim.kind == "casualty" and (claim.time.start or claim.time.end):
        first, last = citer.seen.incident.date_start, citer.seen.incident.date_end
        a, b = claim.time.start, claim.time.end
        inside = first is not None and last is not None and a is not None and b is not None and first <= b and a <= last
        put(WHEN, f"{a}–{b}", day_words(a, b), "figure" if inside and claim.time.is_day else "other", claim.when_span)
    return out


def _figure(claim: Claim, citer: Citer, state: tuple[str, str]) -> Answer:
    standing = citer.standing
    e = _column(claim, standing)
    question = f"{e.harm}|{'*' if e.over == 'all_sides' else e.side or '?'}" if e else f"{claim.harm}|*"
    words = "none" if claim.negated or claim.high == 0 else printed(claim)
    if claim.stance == "denies":
        return Answer(question, "denies", flat(citer.masker.words(claim.document, f"denies: {words}")), claim.claim_id, "denies", *state)
    if claim.scope in {"part", "increment", "mention", "cumulative"} and (e is None or claim.claim_id not in e.claims):
        told = [g for g in claim.groups if g not in words.casefold()]
        groups = f" ({', '.join(told)})" if told else ""
        side = (
            f" {claim.side}" if claim.side and not wordy(claim) and (e is None or plain(claim.side) != plain(e.side)) and not groups else ""
        )
        said = f"{words}{side}{groups}"
        words = {"part": f"of them {said}", "increment": f"{said} more", "cumulative": f"{said} in all that time"}.get(claim.scope, said)
        words = flat(citer.masker.words(claim.document, words))
        return Answer(question, words.casefold(), words, claim.claim_id, "other", "part" if state[0] == "current" else state[0], state[1])
    with_figure = e is not None and _goes_with(claim, e)
    value = "word " + words.casefold() if wordy(claim) else f"{claim.low}–{claim.high}"
    return Answer(
        question, value, flat(citer.masker.words(claim.document, words)), claim.claim_id, "figure" if with_figure else "other", *state
    )


def _column(claim: Claim, standing: Standing) -> Estimate | None:
    """The estimate a figure is shown under: its own; that of its side; for a part, that of the figure it is a part of; else the total."""
    own = standing.row.get(claim.claim_id) or standing.row.get(claim.part_of or "")
    return own or standing.by_side.get((claim.harm or "", plain(claim.side))) or standing.total.get(claim.harm or "")


def _goes_with(claim: Claim, e: Estimate) -> bool:
    """Whether the figure that stands is one that these words can mean: for an exact number, the same number."""
    if e.best is None or not counted(claim):
        return e.best is None and e.words is not None and plain(e.words) == plain(claim.words) and wordy(claim)
    return (claim.low is None or claim.low <= e.best) and (claim.high is None or e.best <= claim.high)
