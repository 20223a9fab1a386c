"""Figures in an outlet's own voice that differ from what the outlet itself had in hand.

Three cases: the speakers quoted in the same text all say something else ("two from each side", where both ministries report one); the
original whose passage the text copies says something else and the text names nobody for its own number; or a whole copy changed a number. Nothing is said about the outlet:
the figure is printed as "differs from its own sources", with both quotes.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import compatible, core, exact, in_passing, numeric, printed, same_number
from rashomon.estimates.one_told import counts_one
from rashomon.estimates.order import earlier, moment
from rashomon.model import Claim

HEADS = frozenset({"headline", "dek", "subhead"})
_SOURCES = frozenset({"own_losses", "third_party"})


def outlet_errors(claims: tuple[Claim, ...], evidence: Evidence) -> dict[str, tuple[str, tuple[Claim, ...]]]:
    """Claim id of each such figure among the claims of one row, with the sentence for a person and the claims it differs from."""
    out: dict[str, tuple[str, tuple[Claim, ...]]] = {}
    parts = smaller_parts(claims, evidence)
    for c in claims:
        if not numeric(c) or c.claim_id in parts:
            continue
        against = _changed_copy(c, claims, evidence)
        if not against and evidence.voices[c.claim_id].kind == "outlet":
            said = _own_text(c, [s for s in claims if s.claim_id not in parts], evidence)
            against = (said if _surely(c, said, evidence) else ()) or _original(c, claims, evidence)
        if against and not _supported(c, claims, evidence):
            first = against[0]
            who = first.speaker.text if first.speaker and not _is_copy(c, evidence) else "the original"
            out[c.claim_id] = (f"{printed(c)} differs from its own sources: {who} says {printed(first)}", against)
    return out


def _is_copy(claim: Claim, evidence: Evidence) -> bool:
    return claim.document in evidence.origin


def _changed_copy(claim: Claim, claims: tuple[Claim, ...], evidence: Evidence) -> tuple[Claim, ...]:
    """The original of a whole copy that changed the number, where a text of its day or later still gives the original's."""
    if not _is_copy(claim, evidence):
        return ()
    theirs = [s for s in claims if s.document == evidence.origin[claim.document] and numeric(s)]
    if not theirs or any(compatible(claim, s) or same_number(claim, s) for s in theirs):
        return ()
    own = moment(evidence.documents.get(claim.document))
    others = [s for s in claims if s.document not in {claim.document, theirs[0].document} and any(same_number(s, t) for t in theirs)]
    still = [s for s in others if not earlier(moment(evidence.documents.get(s.document)), own)]
    same_day = moment(evidence.documents.get(theirs[0].document)).day == own.day
    return tuple(theirs) if still or same_day else ()


def _own_text(claim: Claim, claims: Sequence[Claim], evidence: Evidence) -> tuple[Claim, ...]:
    """The speakers of the same text, where they all contradict the claim."""
    said = [
        s
        for s in claims
        if evidence.voices[s.claim_id].kind != "outlet"
        and evidence.relations[s.claim_id] in _SOURCES
        and evidence.text_of(s) == evidence.text_of(claim)
        and exact(s)
    ]
    same = [
        s
        for s in claims
        if evidence.voices[s.claim_id].kind != "outlet" and evidence.text_of(s) == evidence.text_of(claim) and same_number(s, claim)
    ]
    if same:  # a headline's "11" is the police's "at least 11"
        return ()
    agreed = bool(said) and all(
        same_number(s, said[0]) for s in said
    )  # where they differ among themselves the outlet may follow one of them
    if agreed and all(not compatible(claim, s) and not same_number(claim, s) for s in said):
        return tuple(said)
    return ()


def _surely(claim: Claim, said: Sequence[Claim], evidence: Evidence) -> bool:
    """Whether the outlet must have meant these speakers: a headline sums up its text, a side knows its own dead, two speakers agree.

    One doctor's count below another figure in the outlet's own words is a second opinion, and no slip.
    """
    if claim.label in HEADS:
        return not _told_below(claim, evidence)
    voices = {evidence.voices[s.claim_id].key: evidence.voices[s.claim_id] for s in said}
    return len(voices) > 1 or any(v.kind == "party" for v in voices.values())


def _told_below(head: Claim, evidence: Evidence) -> bool:
    """Whether the text under a headline gives its number in the outlet's own words, too: then it is another count than the speaker's."""
    return any(
        c.harm == head.harm
        and c.label not in HEADS
        and numeric(c)
        and (core(c) or 0) > 1
        and evidence.voices[c.claim_id].kind == "outlet"
        and evidence.text_of(c) == evidence.text_of(head)
        and (same_number(c, head) or compatible(c, head))
        for c in evidence.claims
    )


def smaller_parts(claims: tuple[Claim, ...], evidence: Evidence) -> dict[str, str]:
    """Figures that are taken for a part: one person told of in passing, and smaller figures in the outlet's own voice, in the body of a text, below the number its speakers give: taken for a part of it.

    "Three were killed at the mill", told in passing under a ministry's total of sixteen, is no rival of the sixteen. A headline is, and a lead.
    """
    out = {}
    counted = [c for c in claims if numeric(c) and (core(c) or 0) > 1]
    for c in claims:
        over = _of_several(c, counted, evidence)
        if over is not None:
            out[c.claim_id] = f"{printed(c)} is one of several attacks, the headline's {printed(over)} counts them all: taken for a part"
        elif counted and in_passing(c) and not counts_one(c, counted, evidence):
            out[c.claim_id] = f"“{c.words}” tells of one person in passing and counts nobody"
        elif evidence.voices[c.claim_id].kind == "outlet" and exact(c) and c.label not in HEADS:
            said = _own_text(c, claims, evidence)
            first = min((s.start for s in said), default=0)
            if said and first < c.start and (core(c) or 0) < min(core(s) or 0 for s in said) and not _headline(c, claims, evidence):
                out[c.claim_id] = (
                    f"{printed(c)} stands in the outlet's own words below the {printed(said[0])} of its speaker: taken for a part"
                )
    return out


def _of_several(claim: Claim, claims: list[Claim], evidence: Evidence) -> Claim | None:
    """The headline's larger number, where the incident is several attacks taken together and the claim stands in the body of that text."""
    if evidence.incident.kind != "aggregate" or claim.label in HEADS or not numeric(claim):
        return None
    heads = [
        h for h in claims if h.label in HEADS and evidence.text_of(h) == evidence.text_of(claim) and (core(h) or 0) > (core(claim) or 0)
    ]
    return max(heads, key=lambda h: (core(h) or 0, h.claim_id), default=None)


def _headline(claim: Claim, claims: tuple[Claim, ...], evidence: Evidence) -> bool:
    """Whether a headline of the same text gives the number too."""
    return any(h.label in HEADS and same_number(h, claim) and evidence.text_of(h) == evidence.text_of(claim) for h in claims)


def _original(claim: Claim, claims: tuple[Claim, ...], evidence: Evidence) -> tuple[Claim, ...]:
    """The claims of the text it took passages from, where they all contradict the claim."""
    for group in evidence.groups:
        if group.original is None or evidence.text_of(claim) == group.original or claim.document not in group.documents:
            continue
        theirs = [s for s in claims if evidence.text_of(s) == group.original and exact(s)]
        if (
            theirs
            and not any(evidence.before(s, claim) for s in theirs)
            and all(not compatible(claim, s) and not same_number(claim, s) for s in theirs)
        ):
            return tuple(theirs)
    return ()


def _supported(claim: Claim, claims: tuple[Claim, ...], evidence: Evidence) -> bool:
    """Somebody else gives the number too, in another text: then it is their word against the quoted one, not a slip."""
    return any(
        same_number(claim, s)
        and core(s) == core(claim)
        and evidence.text_of(s) != evidence.text_of(claim)
        and evidence.voices[s.claim_id].key != evidence.voices[claim.claim_id].key
        for s in claims
    )
