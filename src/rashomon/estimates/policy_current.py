"""The default policy ``current``: the last word of each speaker, and of these the speaker who stands nearest to the loss.

Best: own losses admitted, then third parties, then outlets, then the enemy's losses; within a class the latest. Same class, same time,
different figures: no best. A belligerent's count of its enemy's dead alone sets neither low nor best.
"""

from __future__ import annotations

from dataclasses import replace

from rashomon.estimates.evidence import RANK, Evidence
from rashomon.estimates.figures import (
    at_least,
    between,
    by_attackers,
    compatible,
    core,
    counted,
    exact,
    numeric,
    printed,
    same_number,
    wordy,
)
from rashomon.estimates.retractions import earlier_version
from rashomon.estimates.revisions import LastWord, sentence
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.estimates.weights import heavier
from rashomon.model import Reason

QUOTED = 70  # letters of a list that a reason quotes
CLASS = {
    "own_losses": "on its own {harm}",
    "third_party": "as a third party",
    "outlet": "",
    "unknown": "",
    "hearsay": "",
    "enemy_losses": "on its enemy's losses",
}
BEARS_ARMS = frozenset({"military", "group"})


def current(weighed: Weighed, evidence: Evidence) -> View:
    """The view of one row."""
    words = weighed.words
    reasons: list[Reason] = []
    for w in words:
        if w.increments:
            more = " and ".join(str(c.low) for c in w.increments)
            ids = tuple(c.claim_id for c in (w.claim, *w.increments))
            reasons.append(Reason("estimates.increment", f"{w.voice.name}: {printed(w.claim)}, and {more} more {_whose(w, evidence)}", ids))
    for w in words:
        for c in w.same:
            if c.claim_id in evidence.sums:
                told = tuple(x.claim_id for x in evidence.sums[c.claim_id])
                parts = " and ".join(printed(x) for x in evidence.sums[c.claim_id])
                quote = f"“{c.words}”" if len(c.words) <= QUOTED else parts
                reasons.append(Reason("estimates.told_together", f"{quote} are told together: {printed(c)}", told))
    reasons.extend(_set_aside(weighed, evidence))
    held = any(
        c.harm == "captured" for c in weighed.row.claims
    )  # who holds prisoners counts them; nobody counts the dead behind its enemy's lines
    strong = [w for w in words if RANK[w.relation] > 1 or held]
    best, withheld, chosen, why = _best(weighed, strong, evidence)
    low, high, opened = _bounds(words, strong)
    if best is not None and low is not None and any(by_attackers(chosen[0].claim, w.claim) and value(w) == low < best for w in strong):
        # the best counts the attackers, the lowest figure leaves them out: no lower count of the same people
        low = min(
            best,
            *(value(w) for w in strong if w.claim.low is not None and not wordy(w.claim) and not by_attackers(chosen[0].claim, w.claim)),
        )
    reasons.insert(0, why)
    if best is not None:
        low = best if low is None else min(low, best)
        high = None if high is None else max(high, best)
        reasons.append(_range_reason(low, high, opened, words))
    supporting = tuple(c for w in chosen for c in (*w.same, *w.increments)) if chosen else weighed.row.claims
    text = None
    if best is None and words and all(wordy(w.claim) for w in words):
        text = words[0].claim.words or None
    return View(
        low,
        best,
        high,
        best is not None and high is None and not any(exact(w.claim) for w in chosen),
        withheld,
        tuple(reasons),
        supporting,
        text,
    )


def _whose(word: LastWord, evidence: Evidence) -> str:
    """Whose later words the increments of a figure are."""
    others = [evidence.voices[c.claim_id] for c in word.increments if evidence.voices[c.claim_id].key != word.voice.key]
    if not others:
        return "in its own later words"
    return "told after it by " + " and ".join(sorted({v.name if v.kind != "outlet" else "the outlet itself" for v in others}))


def value(word: LastWord) -> int:
    """The number of a last word, with what the speaker added since."""
    return (core(word.claim) or 0) + word.added


def _best(weighed: Weighed, strong: list[LastWord], evidence: Evidence) -> tuple[int | None, str | None, list[LastWord], Reason]:
    words = weighed.words
    numbers = [w for w in strong if numeric(w.claim)]
    ids = tuple(c.claim_id for c in weighed.row.claims)
    if not words:
        withheld, reason = nothing_left(weighed)
        return None, withheld, [], reason
    if not strong:
        who = ", ".join(sorted({w.voice.name for w in words}))
        return (
            None,
            "only_enemy_claims",
            [],
            Reason("estimates.only_enemy_claims", f"no best: only {who} speaks, on the losses of its enemy", ids),
        )
    zero = [w for w in numbers if value(w) == 0]
    more = [w for w in words if value(w) > 0 and counted(w.claim)]
    if zero and more:
        a, b = zero[0], more[0]
        text = f"no best: {a.voice.name} says there were none, {b.voice.name} says {printed(b.claim)}"
        return None, "denial_against_claim", [], Reason("estimates.denial_against_claim", text, (a.claim.claim_id, b.claim.claim_id))
    if not numbers:
        open_words = ", ".join(sorted({printed(w.claim) for w in strong}))
        if all(wordy(w.claim) for w in strong):
            return (
                None,
                "only_open_words",
                [],
                Reason("estimates.only_open_words", f"no best: only words stand for the number ({open_words})", ids),
            )
        return None, "only_a_range", [], Reason("estimates.only_a_range", f"no best: only bounds are given ({open_words})", ids)
    rank = max(RANK[w.relation] for w in numbers)
    top = [w for w in numbers if RANK[w.relation] == rank]
    late = [w for w in top if not any(evidence.before(w.claim, v.claim) and not _agree(w, v) for v in top)]
    by_weight = ""
    if any(not _agree(w, late[0]) for w in late[1:]):
        late, by_weight = heavier(late, evidence)
    pick = max(late, key=lambda w: (value(w), exact(w.claim), w.voice.key))
    rivals = [w for w in late if not _agree(w, pick)]
    if rivals:
        said = "; ".join(f"{w.voice.name} {printed(w.claim)}" for w in sorted([*rivals, pick], key=lambda w: (value(w), w.voice.key)))
        chosen = tuple(w.claim.claim_id for w in [*rivals, pick])
        return (
            None,
            "disputed",
            [],
            Reason("estimates.disputed", f"no best: speakers of equal standing differ and none is later ({said})", chosen),
        )
    if pick.split:
        text = f"no best: two offices of {pick.voice.name} differ in one text ({printed(pick.claim)}; {', '.join(dict.fromkeys(printed(c) for c in pick.replaced))})"
        return None, "disputed", [], Reason("estimates.disputed.offices", text, tuple(c.claim_id for c in (*pick.same, *pick.replaced)))
    if not exact(pick.claim):  # "at least 12" of one and "15" of another are one count: the plain number is the one to print
        plain = [w for w in late if exact(w.claim) and value(w) >= value(pick)]
        pick = max(plain, key=lambda w: (value(w), w.voice.key)) if plain else pick
    chosen_words = [w for w in words if w is pick or (numeric(w.claim) and value(w) == value(pick))]
    why = _why(pick, weighed, evidence)
    return value(pick), None, chosen_words, replace(why, detail=f"{why.detail}; {by_weight}") if by_weight else why


def nothing_left(weighed: Weighed) -> tuple[str, Reason]:
    """Why a row in which no voice is left has no best."""
    ids = tuple(c.claim_id for c in (weighed.whole or weighed).row.claims)
    if weighed.whole is not None:
        return "weightless", Reason("estimates.weights.none", "no best: only voices of weight 0 speak", ids)
    if weighed.retracted:
        return "retracted", Reason("estimates.retracted", "no best: the only figure was taken back by its own speaker", ids)
    return "outlet_error", Reason("estimates.outlet_error", "no best: the only figure differs from its own sources", ids)


def _agree(a: LastWord, b: LastWord) -> bool:
    """Whether two last words can both be right."""
    if a.added or b.added:
        return value(a) == value(b)
    return compatible(a.claim, b.claim) or same_number(a.claim, b.claim)


def _why(pick: LastWord, weighed: Weighed, evidence: Evidence) -> Reason:
    when = evidence.moments[pick.claim.claim_id]
    day = f" ({when.day.day} {when.day:%b %Y}, {when.basis})" if when.day is not None else " (day unknown)"
    name = pick.voice.name if pick.voice.kind != "outlet" else "the outlet's own words"
    harm = {"killed": "dead", "casualties": "dead and wounded"}.get(pick.claim.harm or "", pick.claim.harm or "")
    klass = CLASS[pick.relation].format(harm=harm) if _said_of_it(pick) else ""
    alone = len(weighed.words) == 1 and not pick.replaced
    lead = ("the only word on it, " if alone else "last word of ") + f"{name} {klass}".strip()
    lead = lead.replace("last word of the outlet's own words", "the outlet's own words")
    if any(evidence.voices[c.claim_id].key != pick.voice.key for c in pick.increments):
        lead = f"{printed(pick.claim)} of {name} {klass}".strip() + f", and {pick.added} more {_whose(pick, evidence)}"
    moved = sentence(pick)
    hedge = (
        ", an open figure (at least)"
        if at_least(pick.claim)
        else f", the lower end of {printed(pick.claim)}"
        if between(pick.claim)
        else ""
    )
    text = f"best {value(pick)}: {lead}{day}{hedge}" + (f"; {moved}" if moved else "")
    return Reason("estimates.best." + pick.relation, text, tuple(c.claim_id for c in (*pick.same, *pick.increments)))


def _said_of_it(pick: LastWord) -> bool:
    """Whether the text shows what its relation to the dead makes of a speaker. An army that says "four people were killed" speaks of its own
    country's dead, for all that is known, and ranks so; but whose they are is not told: it may be the army that killed them. Nor is one who
    bears arms a third party to read of, whoever was hit."""
    claim = pick.claim
    if pick.relation == "own_losses":
        return pick.voice.kind == "party" and bool(claim.victim_party or claim.side not in {None, "unknown", "civilians"})
    return pick.relation != "third_party" or claim.speaker is None or claim.speaker.kind not in BEARS_ARMS


def _bounds(words: tuple[LastWord, ...], strong: list[LastWord]) -> tuple[int | None, int | None, bool]:
    """Low, high, and whether the upper end is open. Words for numbers only bound a row that has no number."""
    numbers = [w for w in strong if not wordy(w.claim)]
    low_words = numbers or strong
    lows = [value(w) for w in low_words if w.claim.low is not None]
    beside = [c for w in numbers if w.change == "beside" for c in w.replaced if exact(c)]  # nothing tells which of them stands
    lows += [c.low for c in beside if c.low is not None]
    all_numbers = [w for w in words if not wordy(w.claim)] or list(words)
    highs = [w.claim.high + w.added for w in all_numbers if w.claim.high is not None]
    highs += [c.high for c in beside if c.high is not None]
    ceiling = max(highs) if highs else None
    opened = any(w.claim.high is None and (ceiling is None or value(w) > ceiling) for w in all_numbers)
    low = min(lows) if lows else None
    opened = opened or (low is not None and ceiling is not None and low > ceiling)  # a word above the only number: nobody gives a ceiling
    return low, (None if opened else ceiling), opened


def _range_reason(low: int | None, high: int | None, opened: bool, words: tuple[LastWord, ...]) -> Reason:
    ends = [w for w in words if value(w) in {low, high}]
    said = ", ".join(sorted({f"{w.voice.name} {printed(w.claim)}" for w in ends}))
    upper = "open" if opened else str(high)
    return Reason(
        "estimates.range", f"low {low}, high {upper}: from the last words that stand ({said})", tuple(w.claim.claim_id for w in ends)
    )


def _set_aside(weighed: Weighed, evidence: Evidence) -> list[Reason]:
    """A sentence for each figure that does not count."""
    out = []
    done: set[str] = set()
    for cid in sorted(weighed.struck):
        text, against = weighed.struck[cid]
        if text not in done:
            done.add(text)
            same = tuple(k for k in sorted(weighed.struck) if weighed.struck[k][0] == text)
            out.append(Reason("estimates.outlet_error", f"set aside: {text}", (*same, *(a.claim_id for a in against))))
    for cid in sorted(weighed.parts):
        out.append(Reason("estimates.taken_for_part", f"set aside: {weighed.parts[cid]}", (cid,)))
    for c in weighed.retracted:
        who = "corrected by the outlet itself" if earlier_version(c, evidence) else "taken back by its own speaker"
        out.append(Reason("estimates.retracted", f"set aside: {printed(c)} was {who}", (c.claim_id,)))
    for w in weighed.words:
        beside = [c for c in w.replaced if wordy(c)]
        if beside and numeric(w.claim):
            said = ", ".join(dict.fromkeys(f"“{c.words}”" for c in beside))
            out.append(
                Reason(
                    "estimates.number_before_word",
                    f"{w.voice.name}: the number {printed(w.claim)} stands before {said}",
                    tuple(c.claim_id for c in beside),
                )
            )
    enemy = [w for w in weighed.words if RANK[w.relation] == 1]
    if enemy and len(enemy) < len(weighed.words):
        who = ", ".join(f"{w.voice.name} {printed(w.claim)}" for w in enemy)
        out.append(
            Reason(
                "estimates.enemy_claim", f"sets only the upper end: the word of an enemy ({who})", tuple(w.claim.claim_id for w in enemy)
            )
        )
    return out
