"""Puts a person's corrections where the words stand, and says of each what came of it.

A correction hangs on words of a document, not on an id or an offset, so it holds when rules change, files are reordered or the
run is made again. One that finds nothing is reported, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.language import normalise
from rashomon.model import Claim, Document, Place, SetAside, Span, Speaker, TimeSpan
from rashomon.pipeline.corrections_file import Correction, RightDate, RightFigure, RightSpeaker, read_corrections

__all__ = ["Applied", "Correction", "apply", "read_corrections"]

#: Corrections that are about one figure; the others may hold for every claim the words touch.
_OF_A_FIGURE = frozenset({"figure", "harm", "side", "not_a_figure"})


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of one correction: the ids of the claims it changed, or the ``problem`` a person has to look at.

    ``set_aside`` are the figures it took out of the claims, with the document they stand in; ``note`` says what else is worth knowing.
    """

    correction: Correction
    claims: tuple[str, ...] = ()
    problem: str | None = None
    note: str = ""
    set_aside: tuple[tuple[str, SetAside], ...] = ()

    def __str__(self) -> str:
        c = self.correction
        head = f"{c.number} ({c.wrong} at “{_short(c.quote)}” in {c.document}, {c.who})"
        if self.problem:
            return f"{head}: NOT APPLIED: {self.problem}"
        made = "set aside" if c.wrong == "not_a_figure" else "corrected"
        return f"{head}: {made} {len(self.claims)} claim{'s' if len(self.claims) != 1 else ''}" + (f"; {self.note}" if self.note else "")


def apply(
    corrections: Iterable[Correction], claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[list[Claim], list[Applied]]:
    """The claims with the corrections in them, and what came of each correction, in its order.

    A corrected claim keeps its id and gets ``correction:<n>`` at the end of its rules. A claim that is ``not_a_figure`` is left out
    and comes back in ``Applied.set_aside``. Of two corrections of one thing the later one in the file stands, with a note.
    """
    current = {c.claim_id: c for c in claims}
    done: dict[tuple[str, str], int] = {}
    out: list[Applied] = []
    for correction in corrections:
        found = _find(correction, current, documents)
        if isinstance(found, str):
            out.append(Applied(correction, problem=found))
            continue
        changed = [_corrected(c, correction, documents[correction.document], current.values()) for c in found]
        problems = sorted({c for c in changed if isinstance(c, str)})
        if problems:
            out.append(Applied(correction, problem=problems[0]))
            continue
        if correction.wrong == "not_a_figure":
            out.append(_take_out(correction, found, current))
            continue
        notes = []
        before = sorted({done[key] for c in found if (key := (c.claim_id, correction.wrong)) in done})
        if before:
            notes.append(f"stands in place of correction {before[0]}")
        if all(replace(new, rule=old.rule) == old for old, new in zip(found, changed, strict=True) if isinstance(new, Claim)):
            notes.append("it was read so already")
        for new in changed:
            if isinstance(new, Claim):
                current[new.claim_id] = new
                done[new.claim_id, correction.wrong] = correction.number
        out.append(Applied(correction, tuple(c.claim_id for c in found), note="; ".join(notes)))
    return list(current.values()), out


def _take_out(correction: Correction, found: Sequence[Claim], current: dict[str, Claim]) -> Applied:
    gone = {c.claim_id for c in found}
    for claim_id in gone:
        del current[claim_id]
    for claim in list(current.values()):
        if claim.part_of in gone:
            current[claim.claim_id] = replace(claim, part_of=None)
    reason = f"set aside by {correction.who}: {correction.why}"
    aside = {(c.start, c.end): (c.document, SetAside(c.start, c.end, c.words, reason)) for c in found}
    return Applied(correction, tuple(c.claim_id for c in found), set_aside=tuple(aside[k] for k in sorted(aside)))


def find_words(text: str, words: str) -> list[Span]:
    """Every place where ``words`` stand in ``text``; quotation marks, dashes and white space need not be the same ones."""
    even = normalise(text)
    wanted = normalise(words).text.split()
    if not wanted:
        return []
    pattern = r"\s+".join(re.escape(w) for w in wanted)
    # Not inside a longer word or number: "4 killed" does not stand in "14 killed".
    left = r"(?<!\w)" if wanted[0][0].isalnum() else ""
    right = r"(?!\w)" if wanted[-1][-1].isalnum() else ""
    return [Span(even.offset(m.start()), even.end_offset(m.end())) for m in re.finditer(left + pattern + right, even.text)]


def _find(correction: Correction, current: Mapping[str, Claim], documents: Mapping[str, Document]) -> list[Claim] | str:
    """The claims a correction is about, or why there are none."""
    document = documents.get(correction.document)
    if document is None:
        return f"there is no document {correction.document!r}; it is the name in documents.jsonl (a path below the input, or a record's id)"
    places = find_words(document.text, correction.quote)
    if not places:
        return "these words do not stand in the document; copy them from it letter by letter"
    if len(places) < correction.occurrence:
        return (
            f"these words stand there {len(places)} time{'s' if len(places) > 1 else ''}, so there is no occurrence {correction.occurrence}"
        )
    span = places[correction.occurrence - 1]
    mine = [c for c in current.values() if c.document == document.name and c.span.overlaps(span)]
    if correction.wrong in _OF_A_FIGURE:
        mine = [c for c in mine if c.kind == "casualty"]
    mine.sort(key=lambda c: (c.start, c.end, c.claim_id))
    if not mine:
        return "no claim was read from these words, so there is nothing to correct"
    return _narrow(mine, span, document.text) if correction.wrong in _OF_A_FIGURE else mine


def _narrow(claims: list[Claim], span: Span, text: str) -> list[Claim] | str:
    """Of several claims that the words touch, those of one figure: whose quote lies in the words, else whose figure stands there."""
    said = span.of(text).casefold()
    with_figure = [c for c in claims if c.words and _stands_in(c.words.casefold(), said)]
    for left in (claims, with_figure, [c for c in with_figure if span.covers(c.span)], [c for c in claims if c.span == span]):
        if len({(c.start, c.end, c.harm, c.words) for c in left}) == 1:
            return left
    shown = "; ".join(f"“{_short(c.quote)}”" for c in claims[:3])
    return f"{len(claims)} claims were read from these words ({shown}); quote only the words of the one that is wrong"


def _stands_in(words: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) is not None


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _corrected(claim: Claim, correction: Correction, document: Document, others: Iterable[Claim]) -> Claim | str:
    """The claim with the right value in it, or why it cannot be put there."""
    right = correction.right
    made: Claim | str = claim
    if isinstance(right, RightFigure):
        made = replace(claim, low=right.low, high=right.high, approx=right.approx, vague=False, negated=right.high == 0)
    elif isinstance(right, RightDate):
        made = replace(claim, time=TimeSpan(right.start, right.end, f"corrected by {correction.who}"), when=None, when_span=None)
    elif correction.wrong == "speaker":
        made = _speaker(claim, right, document, others) if isinstance(right, RightSpeaker) else _outlet(claim)
    elif correction.wrong == "place":
        made = _place(claim, right if isinstance(right, str) else None, correction.who, others)
    elif correction.wrong == "side":
        made = _side(claim, right if isinstance(right, str) else None)
    elif correction.wrong == "harm":
        made = replace(
            claim, harm=str(right), harm_detail=claim.harm_detail if right == claim.harm else ("killed" if right == "killed" else None)
        )
    elif correction.wrong == "perpetrator":
        made = replace(claim, perpetrator=right if isinstance(right, str) else None)
    elif correction.wrong == "background":
        made = replace(claim, background=right is True)
    return made if isinstance(made, str) else replace(made, rule=(*made.rule, correction.rule))


def _outlet(claim: Claim) -> Claim:
    return replace(claim, speaker=None, cue=None, voice="narrator", relation="outlet", via=())


def _speaker(claim: Claim, right: RightSpeaker, document: Document, others: Iterable[Claim]) -> Claim | str:
    text = right.text
    places = find_words(document.text, text) if text else []
    if places:
        span = min(places, key=lambda p: (max(p.start - claim.end, claim.start - p.end, 0), p.start))
    elif text and right.actor is None and claim.speaker:
        span, text = Span(claim.speaker.start, claim.speaker.end), None  # a name for the words that stand there already
    elif text:
        return f"the words {text!r} do not stand in the document; name the speaker with words of the article, or add actor"
    elif claim.speaker:
        span = Span(claim.speaker.start, claim.speaker.end)
    else:
        return "no speaker was read there; give {actor: …, text: …} with the words of the article that name the speaker"
    actor = right.actor or right.text or ""
    speakers = [c.speaker for c in others if c.speaker and c.document == document.name]
    same = [s for s in speakers if (s.actor or s.text).casefold() == actor.casefold()]
    known = min(same, key=lambda s: (s.start, s.end)) if same else None
    speaker = Speaker(
        (known.actor if known else None) or actor,
        span.of(document.text),
        span.start,
        span.end,
        known.party if known else None,
        known.kind if known else None,
    )
    voice = "indirect" if claim.voice == "narrator" else claim.voice
    return _related(replace(claim, speaker=speaker, voice=voice))


def _side(claim: Claim, side: str | None) -> Claim:
    if side == "civilians":
        return replace(claim, side=side, victim_party=None, victim_status="civilian", relation=_relation(claim, None))
    return _related(replace(claim, side=side, victim_party=side))


def _related(claim: Claim) -> Claim:
    return replace(claim, relation=_relation(claim, claim.victim_party))


def _relation(claim: Claim, party: str | None) -> str:
    """Speaker to casualty, as far as the correction settles it: a party on its own dead, or on those it is named as killing."""
    if claim.speaker is None:
        return "outlet"
    spoken_for = claim.speaker.party or claim.speaker.actor
    if party is not None and spoken_for == party:
        return "own_losses"
    if spoken_for is not None and spoken_for == claim.perpetrator:
        return "enemy_losses"
    return "unknown" if claim.relation in {"own_losses", "enemy_losses", "outlet"} else claim.relation


def _place(claim: Claim, name: str | None, who: str, others: Iterable[Claim]) -> Claim:
    if name is None:
        return replace(claim, place=None, place_span=None, location=None)
    same = [c for c in others if c.place and c.location and c.place.casefold() == name.casefold()]
    best = min(same, key=lambda c: (c.document != claim.document, c.document, c.start, c.claim_id)) if same else None
    # No coordinates are made up: they come from a claim that names the same place, or not at all.
    location = best.location if best else Place(name, basis=f"named by {who}, not looked up")
    return replace(claim, place=name, place_span=None, location=location)
