"""The lens ``ibc-style``: civilians only, a minimum and a maximum, no best. Our approximation, not their coding.

After: Iraq Body Count, "Methods" (web page, as of 2011) and Hicks et al., "Violent Deaths of Iraqi Civilians, 2003–2008", PLoS Medicine (2011). Its
rules in our words:

1. Civilians who died are counted, and nobody who fought. Policemen are civilians.
2. Each incident has a minimum and a maximum: the lowest and the highest number that reports give, or that doubt about who was a civilian leaves.
3. There is no best figure between the two.

What we had to decide. People whose status nobody tells ("12 people") are in the maximum only; so they are in the minimum as soon as one speaker
calls them civilians and none calls them fighters. Where one calls the same dead civilians and another fighters, the minimum is 0. A part told
as civilians ("20 killed, 12 of them civilians") is in the minimum, one told as fighters is taken out of the maximum. "At least 12" is 12 at both
ends, and a word the least it can mean (``lens_ibc.yml``). A belligerent that counts its enemy's dead without a word on who they were is heard only
where nobody else counts; the fighters it claims are not taken out of anybody's total. That data set asks for two sources of an incident; this lens shows the range of one, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.estimates.assemble import HARMS, contested_victims, counted_once, estimate_row, with_far, within
from rashomon.estimates.attackers import attackers_inside
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import counted, printed
from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.lenses.rows import not_coded, nothing
from rashomon.estimates.lenses.words import countable, number, told
from rashomon.estimates.policy_current import nothing_left
from rashomon.estimates.revisions import LastWord
from rashomon.estimates.sides import ATTACKERS
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Estimate, Reason

LEXICON = "ibc"
CIVIL = frozenset({"civilian", "police"})


@dataclass(frozen=True, slots=True)
class Span:
    """Civilians of one row: ``low`` and ``high``, or None where only fighters are told of; ``fighters`` is the least number of these."""

    low: int | None
    high: int | None
    fighters: int = 0
    why: str = ""


class IbcStyle(Lens):
    """Civilians only: a minimum and a maximum."""

    name = "ibc-style"
    source = "Iraq Body Count, Methods (2011); Hicks et al., Violent Deaths of Iraqi Civilians, 2003–2008, PLoS Medicine (2011)"
    about = "civilians only, minimum and maximum, no best; who may be a civilian is in the maximum; our approximation, not their coding"

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """Civilians of one row."""
        if not weighed.words:
            return nothing(weighed, *nothing_left(weighed))
        return _view(weighed, _span(weighed, evidence))

    def estimates(self, weighed: Mapping[str, Sequence[Weighed]], evidence: Evidence) -> list[Estimate]:
        """A row for civilians and the same for the total; other harms have rows without a figure."""
        out: list[Estimate] = []
        dead = list(weighed.get("killed", ()))
        if dead:
            union = counted_once("killed", dead, set(), evidence)
            view = self.view(union, evidence) if not union.words else _view(union, _incident(dead, evidence))
            total = with_far([estimate_row("killed", union, evidence, self.name, view)], "killed", evidence)
            out.extend(total)
            if view.high is not None:
                out.append(replace(total[0], side="civilians", over="side"))
        why = Reason("lens.ibc.not_coded", "only deaths are counted", ())
        for harm in HARMS[1:]:
            out.extend(not_coded(harm, weighed.get(harm, ()), evidence, self.name, why))
        return out


def _view(weighed: Weighed, span: Span) -> View:
    ids = tuple(c.claim_id for c in weighed.row.claims)
    if span.high is None:
        return nothing(weighed, "not_coded", Reason("lens.ibc.fighters", "only fighters are told of, and only civilians are counted", ids))
    low = min(span.low or 0, span.high)
    text = f"minimum {low}, maximum {span.high}: {span.why}"
    return View(low, None, span.high, False, "lens_gives_no_best", (Reason("lens.ibc.range", text, ids),), weighed.row.claims)


def _incident(rows: list[Weighed], evidence: Evidence) -> Span:
    """All rows of the dead together. People told of twice under different names are looked at as one row."""
    inside = within(rows) | attackers_inside(rows)
    apart = [w for w in rows if w.row.over != "all_sides" and w.row.side not in inside and w.row.side != ATTACKERS and w.words]
    whole = next((w for w in rows if w.row.over == "all_sides" and w.words), None)
    if contested_victims(rows, evidence):
        return _span(counted_once("killed", rows, inside | {ATTACKERS}, evidence), evidence)
    spans = [_span(w, evidence) for w in apart]
    fighters = sum(s.fighters for s in spans if s.high is None)
    found = [s for s in spans if s.high is not None]
    if whole is None:
        if not found:
            return Span(None, None, fighters)
        return Span(sum(s.low or 0 for s in found), sum(s.high or 0 for s in found), fighters, "; ".join(s.why for s in found))
    every = _span(whole, evidence)
    if every.high is None and not found:
        return Span(None, None, fighters)
    low = max(every.low or 0, sum(s.low or 0 for s in found))
    rest = (every.high or 0) - fighters
    high = max(rest, sum(s.high or 0 for s in found), low)
    less = f"; without {fighters} fighters" if fighters else ""
    return Span(low, high, fighters, "; ".join([every.why + less, *(s.why for s in found)]))


def _span(weighed: Weighed, evidence: Evidence) -> Span:
    """Civilians of one row, from who is called what by whom."""
    heard = [w for w in weighed.words if w.relation != "enemy_losses" or _status(w, weighed) != "unknown"] or list(weighed.words)
    status = {id(w): _status(w, weighed) for w in heard}
    fighters = countable([w for w in heard if status[id(w)] == "combatant"])
    others = [w for w in heard if status[id(w)] != "combatant"]
    maybe = countable(others)
    ceilings = [w for w in others if w not in maybe and w.claim.low is None and w.claim.high is not None]
    if not maybe:
        counted_by_others = [w for w in fighters if w.relation != "enemy_losses"]
        return Span(None, None, min((told(w, LEXICON) or 0 for w in counted_by_others), default=0))
    civil = [w for w in maybe if status[id(w)] == "civilian"]
    ids = {c.claim_id for c in weighed.row.claims}
    parts = [c for c in evidence.claims if c.part_of in ids and c.scope == "part" and counted(c) and c.harm == "killed"]
    said = {"civilian": _most(parts, CIVIL), "combatant": _most(parts, frozenset({"combatant"}))}
    high = max(_top(w) for w in (*maybe, *ceilings))
    names = ", ".join(dict.fromkeys(f"{w.voice.name} {printed(w.claim)}" for w in maybe))
    if civil and not fighters:
        return Span(min(told(w, LEXICON) or 0 for w in maybe), high, 0, f"civilians ({names})")
    if civil:
        return Span(0, high, 0, f"civilians to one speaker, fighters to another ({names})")
    low, high = said["civilian"], max(high - said["combatant"], said["civilian"])
    known = "".join(f", {n} of them {k}s" for k, n in said.items() if n)
    return Span(low, high, 0, f"nobody says whether they were civilians ({names}{known})")


def _status(word: LastWord, weighed: Weighed) -> str:
    """``civilian``, ``combatant`` or ``unknown``, as the claims that give the figure call the victims."""
    called = {c.victim_status for c in word.same}
    if called & CIVIL or weighed.row.side == "civilians":
        return "civilian"
    return "combatant" if "combatant" in called else "unknown"


def _top(word: LastWord) -> int:
    """The highest number a word gives: the upper end of a range, else its number."""
    if word.claim.high is not None:
        return word.claim.high + word.added
    return told(word, LEXICON) or 0


def _most(parts: list[Claim], statuses: frozenset[str]) -> int:
    return max((number(c, LEXICON) or 0 for c in parts if c.victim_status in statuses), default=0)
