"""The lens ``acled-style``: one conservative number of fatalities per incident. Our approximation, not their coding.

After: Armed Conflict Location & Event Data Project, "ACLED Codebook" (2023) and "FAQs: ACLED Fatality Methodology" (2020). Its rules in our words:

1. One number for all who died, whatever their side; no count by side, no range. Injuries have no column.
2. The lowest number reported is written, until a higher one is corroborated or better information comes.
3. Open words become fixed numbers: several, many, few and plurals 3 (10 where the context is heavy fighting), dozens 12, hundreds 100.
4. "Casualties", where nobody says how many of them died, are 0 fatalities.

What we had to decide. *Corroborated*: two voices give the number or more, at least one of them a named speaker and none of them hearsay or a
side that counts its enemy's dead; an outlet that repeats a speaker is no second voice, nor is a copy; a lower number that two give stands.
*Better information*: a speaker's own later count, or the word of anybody who stands no lower than those with lower figures (a side on its own
dead, third parties, outlets) and was surely printed after all of them. A belligerent's count of its enemy stands only where nobody else counts.
The context of rule 3 is never guessed: 3, not 10. The list of words is ``lens_acled.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.estimates.assemble import HARMS, assemble, counted_once, estimate_row, with_far
from rashomon.estimates.evidence import RANK, Evidence
from rashomon.estimates.figures import numeric, printed
from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.lenses.rows import not_coded, nothing
from rashomon.estimates.lenses.words import countable, number, told
from rashomon.estimates.policy_current import nothing_left
from rashomon.estimates.revisions import LastWord
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Estimate, HistoryStep, Reason

LEXICON = "acled"
#: Relations of speakers who corroborate nothing.
DOUBTFUL = frozenset({"hearsay", "enemy_losses"})


class AcledStyle(Lens):
    """One number over all actors, the lowest until it is corroborated."""

    name = "acled-style"
    source = "ACLED Codebook (2023); FAQs: ACLED Fatality Methodology (2020)"
    about = "one number of dead over all actors, the lowest until corroborated or better information; our approximation, not their coding"

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """One number for one row."""
        if not weighed.words:
            return nothing(weighed, *nothing_left(weighed))
        beside = [w for w in weighed.words if RANK[w.relation] > 1]
        words = countable(beside) or countable(weighed.words)
        if not words:
            return nothing(weighed, "only_a_range", Reason("lens.acled.none", "no number can be read", ()))
        pick, why = _pick(words, evidence)
        best = told(pick, LEXICON)
        chosen = [w for w in words if told(w, LEXICON) == best]
        claims = tuple(c for w in chosen for c in (*w.same, *w.increments))
        others = sorted({f"{w.voice.name} {printed(w.claim)}" for w in weighed.words if w not in chosen})
        text = f"{best}: {why}" + (f"; not taken: {', '.join(others)}" if others else "")
        if all(RANK[w.relation] == 1 for w in chosen):
            text += "; a belligerent's count of its enemy, and nobody else counts"
        return View(best, best, best, False, None, (Reason("lens.acled.lowest", text, tuple(c.claim_id for c in claims)),), claims)

    def estimates(self, weighed: Mapping[str, Sequence[Weighed]], evidence: Evidence) -> list[Estimate]:
        """One row of the dead over all sides. Other harms have rows without a figure; "casualties" alone make 0 dead."""
        out: list[Estimate] = []
        dead = list(weighed.get("killed", ()))
        if dead:
            made = with_far(assemble("killed", dead, evidence, self.name, self.view), "killed", evidence)
            out.append(_one(made, counted_once("killed", dead, set(), evidence), evidence))
        elif weighed.get("casualties"):
            out.append(self._casualties(weighed["casualties"], evidence))
        why = Reason("lens.acled.not_coded", "ACLED has no column for it; it goes into the notes", ())
        for harm in HARMS[1:]:
            out.extend(not_coded(harm, weighed.get(harm, ()), evidence, self.name, why))
        return out

    def _casualties(self, weighed: Sequence[Weighed], evidence: Evidence) -> Estimate:
        union = counted_once("casualties", weighed, set(), evidence)
        said = ", ".join(dict.fromkeys(f"“{c.quote}”" if len(c.quote) < 60 else printed(c) for c in union.row.claims))
        none = all(c.high == 0 for c in union.row.claims)
        text = f"0: nobody was hit ({said})" if none else f"0: only casualties are told ({said}), and not how many of them died"
        reason = Reason("lens.acled.casualties", text, tuple(c.claim_id for c in union.row.claims))
        return estimate_row("killed", union, evidence, self.name, View(0, 0, 0, False, None, (reason,), union.row.claims))


def _pick(words: Sequence[LastWord], evidence: Evidence) -> tuple[LastWord, str]:
    """The lowest word, or a higher one that is corroborated or comes later from somebody nearer to the facts."""
    ordered = sorted(words, key=lambda w: (told(w, LEXICON) or 0, -RANK[w.relation], w.voice.key))
    pick, why = ordered[0], "the lowest figure" if len({told(w, LEXICON) for w in words}) > 1 else "the only figure"
    if not numeric(pick.claim) and number(pick.claim, LEXICON) != pick.claim.high:
        why += f", written for “{pick.claim.words or 'a plural'}”"
    for w in ordered[1:]:
        if told(w, LEXICON) == told(pick, LEXICON):
            continue
        lower = [v for v in words if (told(v, LEXICON) or 0) < (told(w, LEXICON) or 0)]
        if _two(w, words, more=True) and not _two(pick, words, more=False):
            pick, why = w, "a higher figure than the lowest: two voices without shared origin give it or more"
        elif w.relation not in DOUBTFUL and all(RANK[v.relation] <= RANK[w.relation] and evidence.before(v.claim, w.claim) for v in lower):
            pick, why = w, f"better information: {w.voice.name}, printed after every lower figure"
    return pick, why


def _two(word: LastWord, words: Sequence[LastWord], *, more: bool) -> bool:
    """Whether two voices without shared origin give the number of a word (or ``more``), one of them a named speaker."""
    n = told(word, LEXICON) or 0
    same = [w for w in words if w.relation not in DOUBTFUL and (m := told(w, LEXICON)) is not None and (m == n or (more and m > n))]
    return len(same) > 1 and any(w.voice.kind != "outlet" for w in same)


def _one(made: list[Estimate], union: Weighed, evidence: Evidence) -> Estimate:
    """The total alone, with the claims and the history of the sides it swallows. Where it has no best, the least that all sides add up to."""
    total = next(e for e in made if e.over == "all_sides")
    parts = [e for e in made if e.over != "all_sides"]
    best, reasons = total.best, total.reasons
    if best is None and any(e.best is not None for e in parts):
        best = total.low if total.low is not None else max(e.best for e in parts if e.best is not None)
        said = " + ".join(f"{e.side} {e.best}" for e in parts if e.best is not None)
        note = Reason("lens.acled.total", f"{best}: the least that the sides can add up to ({said})", total.claims)
        reasons = (note, *(r for e in parts for r in e.reasons))
    elif total.derivation == "summed":
        reasons = (*reasons, *(r for e in parts for r in e.reasons if r not in reasons))
    steps = {(h.claim, h.standing): h for e in made for h in e.history}
    claims = tuple(sorted({c for e in made for c in e.claims}))
    return replace(
        total, low=best, best=best, high=best, open=False, best_withheld=None if best is not None else total.best_withheld,
        reasons=reasons, claims=claims, history=tuple(sorted(steps.values(), key=_order)),
    )  # fmt: skip


def _order(step: HistoryStep) -> tuple[int, str, int, str]:
    return ("replaced", "current", "struck").index(step.standing), step.as_of or "", step.low or 0, step.claim
