"""A speaker's last word: which of its figures stands, and which were replaced, by growth, by a lower count, or by a correction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import at_least, compatible, core, exact, numeric, printed, rivals, same_number, wordy
from rashomon.estimates.persons import ordinal
from rashomon.estimates.voices import Voice, plain
from rashomon.model import Claim


@dataclass(frozen=True, slots=True)
class LastWord:
    """What one voice says in the end. ``claim`` is the figure that stands, ``same`` all claims that give it, ``replaced`` the rest.

    ``change``: none | growth | revised_down | corrected | unsettled (the same speaker gives two figures and nothing tells which is later) |
    beside (the two stand side by side in one text);
    ``inferred``: the order is read from the figures ("2", then "4"), not from dates.
    """

    voice: Voice
    relation: str
    claim: Claim
    same: tuple[Claim, ...]
    replaced: tuple[Claim, ...] = ()
    change: str = "none"
    inferred: bool = False
    split: bool = False  # two offices of one side, in one text, give figures that cannot both be right
    added: int = 0  # "two more died", counted on top
    increments: tuple[Claim, ...] = ()


def last_word(voice: Voice, relation: str, claims: list[Claim], evidence: Evidence, stale: frozenset[str] = frozenset()) -> LastWord:
    """The last word among the claims of one voice. ``stale``: texts whose toll was overtaken, so that their other figures are old too."""
    left = list(claims)
    inferred = False
    fresh = [c for c in left if evidence.text_of(c) not in stale]
    if len(fresh) < len(left) and any(numeric(c) for c in fresh):
        left, inferred = fresh, True
    numbers = [c for c in left if numeric(c)]
    left = numbers or [c for c in left if not wordy(c)] or left
    late = [c for c in left if not any(evidence.before(c, d) and not same_number(c, d) for d in left)]
    left = late or left
    cues = {c.claim_id: evidence.cue(c) for c in left} if len(_distinct(left)) > 1 else {}
    current = [c for c in left if cues.get(c.claim_id) not in {"older", "taken_back"}]
    left = current or left
    newer = [c for c in left if cues.get(c.claim_id) in {"newer", "corrected"}]
    left = newer or left
    if len(_distinct(left)) > 1 and len({evidence.text_of(c) for c in left}) == 1:
        left = [c for c in left if _led(c, claims, evidence)] or _told_again(left) or left
    if len(_distinct(left)) > 1:
        left = _narrower(left, evidence)
    open_order = len(_distinct(left)) > 1
    split = _offices_differ(left, evidence)
    side_by_side = open_order and not split and _side_by_side(left, evidence)
    stands = max(
        left, key=lambda c: (core(c) or 0, exact(c), not wordy(c), not c.approx, c.label == "body", -_age(c, evidence), c.claim_id)
    )
    same = tuple(c for c in claims if same_number(c, stands))
    hedged = [c for c in same if at_least(c)]
    sure = [c for c in same if exact(c) and not any(evidence.text_of(h) == evidence.text_of(c) and c.label in HEADS for h in hedged)]
    if hedged and not sure:  # the headline says "12", its text "at least 12": the headline only lacks the room
        stands = min(hedged, key=lambda c: (_age(c, evidence), c.document_id, c.start, c.claim_id))
    elif sure and not exact(stands):
        stands = sure[0]
    replaced = tuple(c for c in claims if c not in same)
    counted = [c for c in replaced if not wordy(c)]
    change = "beside" if split or side_by_side else _change(stands, counted, evidence, cues)
    here = {evidence.text_of(c) for c in same}
    if (
        change == "growth"
        and not cues.get(stands.claim_id)
        and not all(cues.get(c.claim_id) == "older" for c in counted)
        and counted
        and len(here) == 1
        and {evidence.text_of(c) for c in counted} == here
    ):
        change = "beside"  # one text, and no word that one is later: "at least 18" and "27" are two answers of one hour
    return LastWord(
        voice,
        relation,
        stands,
        same,
        replaced,
        change,
        bool(counted) and (inferred or open_order or _undated(stands, counted, evidence)),
        split,
    )


HEADS = frozenset({"headline", "dek", "subhead"})


def _distinct(claims: list[Claim]) -> list[Claim]:
    """One claim per number."""
    out: list[Claim] = []
    for c in claims:
        if not any(same_number(c, o) for o in out):
            out.append(c)
    return out


def _led(claim: Claim, claims: list[Claim], evidence: Evidence) -> bool:
    """The headline's number, said again in the body: what the text is about, whatever other numbers it tells."""
    own = [c for c in claims if same_number(c, claim) and evidence.text_of(c) == evidence.text_of(claim)]
    return any(c.label in HEADS for c in own) and any(c.label not in HEADS for c in own)


def _told_again(claims: list[Claim]) -> list[Claim]:
    """Of numbers that exclude each other in one text, the only one that is told in more than one sentence: the others may be of another event."""
    numbers = _distinct(claims)
    told = {n.claim_id: [c for c in claims if same_number(c, n)] for n in numbers}
    often = [n for n in numbers if len({c.sentence for c in told[n.claim_id]}) > 1]
    if len(often) != 1 or any(compatible(n, often[0]) for n in numbers if n is not often[0]):
        return []
    return told[often[0].claim_id]


def _offices_differ(claims: list[Claim], evidence: Evidence) -> bool:
    """Two named offices of one side stand side by side with figures that exclude each other: no growth, a quarrel."""
    told = [c for c in claims if c.speaker is not None and c.speaker.actor and numeric(c)]
    return any(
        a.speaker is not None
        and b.speaker is not None
        and not _one_office(a.speaker.actor, b.speaker.actor)
        and evidence.text_of(a) == evidence.text_of(b)
        and rivals(a, b)
        for i, a in enumerate(told)
        for b in told[i + 1 :]
    )


def _one_office(a: str | None, b: str | None) -> bool:
    """Whether one name is the other, shortened ("health department" of "Northern health department")."""
    x, y = set(plain(a).split()) - {"the", "of"}, set(plain(b).split()) - {"the", "of"}
    return x <= y or y <= x


def _side_by_side(claims: list[Claim], evidence: Evidence) -> bool:
    """Whether the numbers exclude each other and every text that gives the highest gives the others too: then no hour parts them."""
    top = max(claims, key=lambda c: (core(c) or 0, c.claim_id))
    highest = {evidence.text_of(c) for c in claims if same_number(c, top)}
    others = [c for c in claims if not same_number(c, top)]
    return all({evidence.text_of(o) for o in claims if same_number(o, c)} == highest for c in others) and not any(
        compatible(c, top) for c in others
    )


def _narrower(claims: list[Claim], evidence: Evidence) -> list[Claim]:
    """In the outlet's or speaker's own text the body's number stands before the headline's round one.

    Of several attacks taken together it is the headline that counts them all, and the body tells of one after the other.
    """
    if evidence.incident.kind == "aggregate":
        top = max(claims, key=lambda c: (core(c) or 0, c.claim_id))
        if top.label in HEADS:
            return [c for c in claims if same_number(c, top)]
    body = [c for c in claims if c.label not in HEADS and numeric(c)]
    texts = {evidence.text_of(c) for c in claims}
    if body and len(texts) == 1:
        exacts = [c for c in body if exact(c)]
        heads = [c for c in claims if c not in body]
        if heads and exacts:
            return exacts
        return body
    return claims


def _age(claim: Claim, evidence: Evidence) -> int:
    day = evidence.moments[claim.claim_id].first
    return day.toordinal() if day else 10**7


def _undated(stands: Claim, others: list[Claim], evidence: Evidence) -> bool:
    return not all(evidence.before(o, stands) for o in others)


def _change(stands: Claim, counted: list[Claim], evidence: Evidence, cues: dict[str, str | None]) -> str:
    if not counted:
        return "none"
    if cues.get(stands.claim_id) == "corrected" or any(cues.get(c.claim_id) == "taken_back" for c in counted):
        return "corrected"
    top = max(core(c) or 0 for c in counted)
    if (core(stands) or 0) >= top:
        return "growth"
    if any(evidence.before(c, stands) for c in counted if (core(c) or 0) > (core(stands) or 0)) or cues.get(stands.claim_id) == "newer":
        return "revised_down"
    return "unsettled"


def with_increments(word: LastWord, increments: list[Claim], evidence: Evidence) -> LastWord:
    """Adds "two more died" to the speaker's own total, where no later total of the same speaker already holds them.

    What repeats a figure already told, or is larger than the toll it would add to, is a total in other words and adds nothing; nor does
    what a rise of the toll explains ("the toll now stands at 23, six of the wounded have died").
    """
    told = [*word.same, *word.replaced]
    risen = max((core(word.claim) or 0) - (core(c) or 0) for c in word.replaced) if word.replaced else 0
    newer = any(evidence.cue(c) == "newer" for c in word.same)
    own = [
        c
        for c in increments
        if evidence.voices[c.claim_id].key == word.voice.key
        and numeric(c)
        and _after(c, word, evidence)
        and (core(c) or 0) < (core(word.claim) or 0)
        and not any(same_number(c, t) for t in told)
        and not (newer and evidence.text_of(c) in {evidence.text_of(t) for t in word.same})
        and (c.low or 0) > risen
        and counts_on(c, word, evidence)
    ]
    kept: list[Claim] = []
    for c in own:
        if not any(same_number(c, k) for k in kept):
            kept.append(c)
    if not kept or not numeric(word.claim):
        return word
    added = sum(c.low or 0 for c in kept)
    return replace(word, added=added, increments=tuple(kept))


def counts_on(increment: Claim, word: LastWord, evidence: Evidence) -> bool:
    """Whether an increment can be one more than the total.

    What the headline of its own text counts is in that count; "a fourth victim" is one more than three, and of the wounded only where
    nobody is dead, for the dead may be the first three.
    """
    text = evidence.text_of(increment)
    nth = ordinal(increment)
    if nth is None:
        return not any(c.label in HEADS and evidence.text_of(c) == text for c in word.same)
    dead = increment.harm != "killed" and any(
        c.harm == "killed" and (core(c) or 0) > 0 and evidence.text_of(c) == text for c in evidence.claims
    )
    return nth == (core(word.claim) or 0) + word.added + 1 and not dead


def _after(claim: Claim, word: LastWord, evidence: Evidence) -> bool:
    """The increment is told after the total: in the same text further down, or in a text printed later."""
    if evidence.text_of(claim) == evidence.text_of(word.claim):
        return claim.start > word.claim.start
    return all(evidence.before(t, claim) for t in word.same)


def sentence(word: LastWord) -> str:
    """How the figure moved, for a person."""
    olds = _distinct([c for c in word.replaced if not wordy(c)])
    if not olds:
        return ""
    figures = ", ".join(printed(c) for c in sorted(olds, key=lambda c: (core(c) or 0, c.claim_id)))
    how = {
        "growth": "is replaced",
        "revised_down": "was lowered",
        "corrected": "was corrected",
        "unsettled": "is not told apart in time",
        "beside": "stands in the same text",
    }[word.change]
    tail = "; the order is read from the figures" if word.inferred and word.change == "growth" else ""
    return f"its {'earlier ' if word.change not in {'unsettled', 'beside'} else 'other '}{figures} {how}{tail}"
