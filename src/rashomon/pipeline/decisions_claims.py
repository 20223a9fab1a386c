"""Puts what reviewers decided about single claims where the words stand, and says of each decision what came of it.

A decision hangs on words of a document, not on an id or an offset, so it holds when rules change, files are reordered or the
run is made again. One that finds nothing is reported, never dropped. Everything here needs the documents of the anchors and no other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rashomon.gazetteer import Context, get_gazetteer, resolve
from rashomon.language import normalise
from rashomon.model import Anchor, Claim, Decision, DecisionState, Document, Place, SetAside, Span, Speaker, TimeSpan
from rashomon.model.decisions import CLAIM_KINDS
from rashomon.pipeline.decisions_values import VALUES, checked

#: Decisions that are about one figure; the others may hold for every claim the words touch.
_OF_A_FIGURE = frozenset({"figure", "harm", "side", "not_a_figure"})


@dataclass(frozen=True, slots=True)
class Claimed:
    """Claims with the decisions in them, what was set aside by document name, and what came of each decision."""

    claims: list[Claim]
    set_aside: dict[str, tuple[SetAside, ...]] = field(default_factory=dict)
    states: tuple[DecisionState, ...] = ()


def on_claims(decisions: Iterable[Decision], claims: Iterable[Claim], documents: Mapping[str, Document]) -> Claimed:
    """The claims as decided; decisions in the order given, other kinds passed over.

    A corrected claim keeps its id and gets ``decision:<number>`` at the end of its rules. A claim that is ``not_a_figure`` is left out
    and its figure comes back in ``set_aside``. Of two decisions on one thing the later stands, with a note.
    """
    order: list[str] = []
    current: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        order.append(claim.claim_id)
        current.setdefault(claim.document, {})[claim.claim_id] = claim
    done: dict[tuple[str, str], int] = {}
    states: list[DecisionState] = []
    aside: dict[str, tuple[SetAside, ...]] = {}
    for decision in decisions:
        if decision.kind not in CLAIM_KINDS:
            continue
        made = _put(decision, current, documents, done)
        if isinstance(made, str):
            states.append(DecisionState(decision.decision_id, "not_found", made))
            continue
        state, figures = made
        states.append(state)
        for name, figure in figures:
            aside[name] = (*aside.get(name, ()), figure)
    left = {claim_id: c for own in current.values() for claim_id, c in own.items()}
    return Claimed([left[i] for i in order if i in left], aside, tuple(states))


def _put(
    decision: Decision, current: Mapping[str, dict[str, Claim]], documents: Mapping[str, Document], done: dict[tuple[str, str], int]
) -> tuple[DecisionState, list[tuple[str, SetAside]]] | str:
    """What came of one decision, with the figures it set aside; or why it found nothing. Changes ``current`` and ``done``."""
    value, problem = checked(decision.kind, decision.value)
    if problem:
        return f"its value {decision.value!r} {problem}; for {decision.kind} it is {VALUES[decision.kind]}"
    found: dict[str, Claim] = {}
    for anchor in decision.anchors:
        own = find_claims(anchor, current.get(anchor.document, {}).values(), documents, one_figure=decision.kind in _OF_A_FIGURE)
        if isinstance(own, str):
            return own
        found |= {c.claim_id: c for c in own}
    if not found:
        return "it names no words of a document"
    if decision.kind == "not_a_figure":
        return _take_out(decision, list(found.values()), current)
    changed = [_corrected(c, decision, value, documents[c.document], current[c.document].values(), set(found)) for c in found.values()]
    problems = sorted({c for c in changed if isinstance(c, str)})
    if problems:
        return problems[0]
    notes = []
    before = sorted({done[key] for c in found.values() if (key := (c.claim_id, decision.kind)) in done})
    if before:
        notes.append(f"stands in place of decision {before[0]}")
    new = [c for c in changed if isinstance(c, Claim)]
    if all(replace(c, rule=found[c.claim_id].rule) == found[c.claim_id] for c in new):
        notes.append("it was read so already")
    for c in new:
        current[c.document][c.claim_id] = c
        done[c.claim_id, decision.kind] = decision.number
    return DecisionState(decision.decision_id, "applied", "; ".join(notes), tuple(found)), []


def _take_out(
    decision: Decision, found: Sequence[Claim], current: Mapping[str, dict[str, Claim]]
) -> tuple[DecisionState, list[tuple[str, SetAside]]]:
    gone = {c.claim_id for c in found}
    for c in found:
        del current[c.document][c.claim_id]
    for name in sorted({c.document for c in found}):
        own = current[name]
        for claim in list(own.values()):
            if claim.part_of in gone:
                own[claim.claim_id] = replace(claim, part_of=None)
    reason = f"set aside by {decision.who}: {decision.why}"
    aside = {(c.document, c.start, c.end): (c.document, SetAside(c.start, c.end, c.words, reason)) for c in found}
    return DecisionState(decision.decision_id, "applied", "", tuple(sorted(gone))), [aside[k] for k in sorted(aside)]


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


def find_span(anchor: Anchor, documents: Mapping[str, Document]) -> Span | str:
    """Where the words of an anchor stand, or why they do not."""
    document = documents.get(anchor.document)
    if document is None:
        return f"there is no document {anchor.document!r}; it is the name in documents.jsonl (a path below the input, or a record's id)"
    places = find_words(document.text, anchor.quote)
    if len(places) >= anchor.occurrence:
        return places[anchor.occurrence - 1]
    later = "; the document is a later version of the text, so look again" if document.version_of else ""
    if not places:
        return f"these words do not stand in the document; copy them from it letter by letter{later}"
    times = f"{len(places)} time{'s' if len(places) > 1 else ''}"
    return f"these words stand there {times}, so there is no occurrence {anchor.occurrence}{later}"


def find_claims(
    anchor: Anchor, claims: Iterable[Claim], documents: Mapping[str, Document], *, one_figure: bool = False
) -> list[Claim] | str:
    """The claims (of those of its document) that an anchor's words touch, or why there are none."""
    span = find_span(anchor, documents)
    if isinstance(span, str):
        return span
    mine = [c for c in claims if c.document == anchor.document and c.span.overlaps(span) and (c.kind == "casualty" or not one_figure)]
    mine.sort(key=lambda c: (c.start, c.end, c.claim_id))
    if not mine:
        return "no claim was read from these words, so there is nothing to correct"
    return _narrow(mine, span, documents[anchor.document].text) if one_figure else mine


def _narrow(claims: list[Claim], span: Span, text: str) -> list[Claim] | str:
    """Of several claims that the words touch, those of one figure: whose quote lies in the words, else whose figure stands there."""
    said = span.of(text).casefold()
    with_figure = [c for c in claims if c.words and _stands_in(c.words.casefold(), said)]
    for left in (claims, with_figure, [c for c in with_figure if span.covers(c.span)], [c for c in claims if c.span == span]):
        if len({(c.start, c.end, c.harm, c.words) for c in left}) == 1:
            return left
    shown = "; ".join(f"“{shortened(c.quote)}”" for c in claims[:3])
    return f"{len(claims)} claims were read from these words ({shown}); quote only the words of the one that is wrong"


def _stands_in(words: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) is not None


def shortened(words: str) -> str:
    """Words as a message shows them."""
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _corrected(
    claim: Claim, decision: Decision, value: Any, document: Document, others: Iterable[Claim], moved: Collection[str]
) -> Claim | str:
    """The claim with the right value in it, or why it cannot be put there. ``others`` are the claims of its document, ``moved`` the ids
    of those that this decision is about."""
    made: Claim | str = claim
    if decision.kind == "figure":
        low, high = value["low"], value["high"]
        made = replace(claim, low=low, high=high, approx=value["approx"], vague=False, negated=high == 0)
    elif decision.kind == "date":
        first, last = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
        made = replace(claim, time=TimeSpan(first, last, f"corrected by {decision.who}"), when=None, when_span=None)
    elif decision.kind == "speaker":
        made = _speaker(claim, value["actor"], value["text"], document, others) if value else _outlet(claim)
    elif decision.kind == "place":
        made = _place(claim, value, decision.who, list(others), moved)
    elif decision.kind == "side":
        made = _side(claim, value)
    elif decision.kind == "harm":
        made = replace(
            claim, harm=value, harm_detail=claim.harm_detail if value == claim.harm else ("killed" if value == "killed" else None)
        )
    elif decision.kind == "perpetrator":
        made = replace(claim, perpetrator=value)
    elif decision.kind == "background":
        made = replace(claim, background=value)
    return made if isinstance(made, str) else replace(made, rule=(*made.rule, decision.rule))


def _outlet(claim: Claim) -> Claim:
    return replace(claim, speaker=None, cue=None, voice="narrator", relation="outlet", via=())


def _speaker(claim: Claim, name: str | None, text: str | None, document: Document, others: Iterable[Claim]) -> Claim | str:
    words = text
    places = find_words(document.text, text) if text else []
    if places:
        span = min(places, key=lambda p: (max(p.start - claim.end, claim.start - p.end, 0), p.start))
    elif text and name is None and claim.speaker:
        span, text = Span(claim.speaker.start, claim.speaker.end), None  # a name for the words that stand there already
    elif text:
        return f"the words {text!r} do not stand in the document; name the speaker with words of the article, or add actor"
    elif claim.speaker:
        span = Span(claim.speaker.start, claim.speaker.end)
    else:
        return "no speaker was read there; give {actor: …, text: …} with the words of the article that name the speaker"
    actor = name or words or ""
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


def _place(claim: Claim, value: str | dict[str, Any] | None, who: str, others: Sequence[Claim], moved: Collection[str]) -> Claim:
    """No coordinates are made up: they come from a claim of this document that names the same place, else from the gazetteer where what
    else the document names shows which place is meant, or not at all. Other documents are not asked: they may not be at hand.
    A point that a person picked on a map is that person's, and says so."""
    if isinstance(value, dict):
        point = Place(value["name"], lat=value["lat"], lon=value["lon"], precision=2, basis=f"picked on the map by {who}")
        span = claim.place_span if (claim.place or "").casefold() == value["name"].casefold() else None
        return replace(claim, place=value["name"], place_span=span, location=point)
    name = value
    if name is None:
        return replace(claim, place=None, place_span=None, location=None)
    same = [c for c in others if c.place and c.location and c.place.casefold() == name.casefold()]
    if same:
        return replace(claim, place=name, place_span=None, location=min(same, key=lambda c: (c.start, c.claim_id)).location)
    gazetteer = get_gazetteer()
    around = [c.location for c in others if c.location is not None and c.claim_id not in moved]
    codes = [code for p in around if (code := gazetteer.country_code(p.country or ""))]
    near = sorted({(p.lat, p.lon) for p in around if p.lat is not None and p.lon is not None and (p.precision or 9) <= 3})
    found = resolve(name, Context({c: codes.count(c) / len(codes) for c in sorted(set(codes))}, near=tuple(near)), gazetteer)
    basis = f"named by {who}, {found.basis if found.lat is None else 'looked up: ' + found.basis}"
    location = Place(name, basis=basis) if found.lat is None else replace(found, basis=basis)
    return replace(claim, place=name, place_span=None, location=location)
