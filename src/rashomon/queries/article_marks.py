"""What is marked in an article's text, cut into runs that a page can print one after another: no mark crosses a run, no name is cut in two."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.exports.cards import speaker_name
from rashomon.model import Claim, Document, SetAside
from rashomon.model.documents import READ_LABELS, Note
from rashomon.people import Masker

#: Signs that nobody sees and that can make a text read otherwise than it is: controls, and those that turn the direction of writing.
_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that something was read from. ``kind``: claim, or a part of one (speaker, cue, victims, figure, day, place), aside (a figure
    that counts nobody), note (the outlet on its own article), printed (the day of publication); actor, spot, time (what the text names, whether a
    claim needs it or not). ``words`` say it to a reader, names hidden;
    ``sort`` is harm or stance of a claim, kind of a note; ``claim`` is the claim it is, or belongs to."""

    start: int
    end: int
    kind: str
    words: str
    rules: tuple[str, ...] = ()
    sort: str = ""
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Characters under the same marks, names hidden. ``marks`` are places in the list of marks, the shortest stretch first; ``begins`` claims
    that begin here; ``first``: some mark begins here; ``sign``: one character that nobody sees, by its name."""

    text: str
    marks: tuple[int, ...] = ()
    begins: tuple[str, ...] = ()
    first: bool = False
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the text, or what stands between two. ``noise``: nothing is read from it. ``rule`` labelled it."""

    start: int
    end: int
    label: str
    rule: str
    noise: bool
    runs: tuple[Run, ...]


def claim_words(claim: Claim, masker: Masker) -> str:
    """What a claim says, in a line: ``killed: four soldiers, of Vorland`` or ``denies``."""
    said = masker.words(claim.document, claim.words) if claim.words else ""
    if claim.kind != "casualty":
        about = masker.known(claim.document, claim.target) if claim.target else ""
        return (
            claim.stance.replace("_", " ")
            + (f" {about}" if about else "")
            + (f" (of {claim.denies.replace('_', ' ')})" if claim.denies not in {None, "unclear"} else "")
        )
    figure = "none" if claim.negated else said or "no number"
    side = f", {masker.known(claim.document, claim.side)}" if claim.side else ""
    return f"{claim.harm}: {figure}{side}"


def marks_of(
    document: Document, claims: Iterable[Claim], aside: Iterable[SetAside], notes: Iterable[Note], masker: Masker, more: Iterable[Mark] = ()
) -> tuple[Mark, ...]:
    """Everything marked in the document, by place; longer stretches first. ``more`` are marks of other origin."""
    out: list[Mark] = list(more)
    for c in claims:
        out += _of_claim(document, c, masker)
    for s in aside:
        out.append(Mark(s.start, s.end, "aside", f"counts nobody: {s.reason}", sort=s.reason))
    for n in notes:
        out.append(Mark(n.start, n.end, "note", f"the outlet on its own article: {n.kind}", (n.rule,), n.kind))
    printed = document.published.span
    if printed is not None and document.published.document in (None, document.name):
        out.append(Mark(printed.start, printed.end, "printed", "the day of publication stands here"))
    size = len(document.text)
    kept = {m for m in out if 0 <= m.start < m.end <= size}
    return tuple(sorted(kept, key=lambda m: (m.start, -m.end, m.kind != "claim", m.kind, m.claim or "", m.words)))


def _of_claim(document: Document, c: Claim, masker: Masker) -> list[Mark]:
    said = speaker_name(c, masker)
    words = f"{claim_words(c, masker)} — {said}" + (", told as background" if c.background else "")
    out = [Mark(c.start, c.end, "claim", words, c.rule, c.harm or c.stance, c.claim_id)]
    rules = [r for r in c.rule if r.startswith(("cues.", "quote.", "headline.", "verify."))]
    if c.speaker is not None:
        out.append(Mark(c.speaker.start, c.speaker.end, "speaker", f"who says it: {said}", tuple(rules), claim=c.claim_id))
    if c.cue is not None:
        what = f"the saying word; voice {c.voice}, stance {c.stance.replace('_', ' ')}"
        out.append(Mark(c.cue.start, c.cue.end, "cue", what, tuple(rules), c.stance, c.claim_id))
    if c.victims is not None:
        side = masker.known(document.name, c.side) if c.side else "side not told"
        whose = tuple(r for r in c.rule if r.startswith("side."))
        out.append(Mark(c.victims.start, c.victims.end, "victims", f"whom: {side}", whose, claim=c.claim_id))
    at = _figure_at(document, c)
    if at is not None:
        out.append(
            Mark(
                *at,
                "figure",
                f"how many: {bounds_words(c.low, c.high)}",
                tuple(r for r in c.rule if r.startswith("numbers.")),
                claim=c.claim_id,
            )
        )
    if c.when_span is not None:
        day = c.time.start.isoformat() if c.time and c.time.start else "day not known"
        last = c.time.end.isoformat() if c.time and c.time.end else day
        out.append(Mark(c.when_span.start, c.when_span.end, "day", f"when: {day if day == last else f'{day} to {last}'}", claim=c.claim_id))
    if c.place_span is not None:
        where = masker.known(document.name, c.place or "")
        out.append(Mark(c.place_span.start, c.place_span.end, "place", f"where: {where}", claim=c.claim_id))
    return out


def bounds_words(low: int | None, high: int | None) -> str:
    """``4``, ``9 or more``, ``up to 30``, ``3 to 5``, ``no number``."""
    if low is None:
        return "no number" if high is None else f"up to {high}"
    return f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"


def _figure_at(document: Document, c: Claim) -> tuple[int, int] | None:
    """Where the words of the figure stand: with the victims, or anywhere in the quote if they stand there once."""
    if c.kind != "casualty" or not c.words:
        return None
    low = c.words.casefold()
    for start, end in ((c.victims.start, c.victims.end), (c.start, c.end)) if c.victims else ((c.start, c.end),):
        stretch = document.text[start:end].casefold()
        if len(stretch) == end - start and stretch.count(low) == 1:
            at = start + stretch.index(low)
            return at, at + len(low)
    return None


def passages_of(document: Document, marks: Sequence[Mark], masker: Masker) -> tuple[Passage, ...]:
    """The whole text: every block with its label, and what stands between two if it is more than blank space. Where a mark begins or ends
    inside a hidden name it is drawn around the name."""
    hidden = [] if masker.names else masker.spans(document.name)
    stops = [b for _, b in hidden]

    def whole(at: int, right: bool) -> int:
        k = bisect_right(stops, at)
        return (hidden[k][1] if right else hidden[k][0]) if k < len(hidden) and hidden[k][0] < at else at

    drawn = [(whole(m.start, False), whole(m.end, True), n) for n, m in enumerate(marks)]
    begins = sorted((a, n) for a, _, n in drawn)
    edges = sorted({x for a, b, _ in drawn for x in (a, b)})
    active: list[tuple[int, int, int]] = []
    at = 0
    out = []
    for start, end, label, rule in _stretches(document):
        runs: list[Run] = []
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for a, b in zip([start, *inner], [*inner, end], strict=True):
            fresh = []
            while at < len(begins) and begins[at][0] <= a:
                n = begins[at][1]
                active.append(drawn[n])
                fresh.append(n)
                at += 1
            active = [x for x in active if x[1] > a]
            over = tuple(n for _, _, n in sorted(active, key=lambda x: (x[1] - x[0], marks[x[2]].kind == "claim", x[2])))
            anchors = tuple(m.claim for n in fresh if (m := marks[n]).kind == "claim" and m.claim)
            runs += _visible(masker.text(document.name, a, b), over, anchors, bool(fresh))
        out.append(Passage(start, end, label, rule, bool(label) and label not in READ_LABELS, tuple(runs)))
    return tuple(out)


def _stretches(document: Document) -> Iterable[tuple[int, int, str, str]]:
    at = 0
    for block in sorted(document.blocks):
        if document.text[at : block.start].strip():
            yield at, block.start, "", ""
        yield block.start, block.end, block.label, block.rule
        at = max(at, block.end)
    if document.text[at:].strip():
        yield at, len(document.text), "", ""


def _visible(text: str, marks: tuple[int, ...], begins: tuple[str, ...], first: bool) -> list[Run]:
    out: list[Run] = []
    last = 0
    for m in _SIGNS.finditer(text):
        if m.start() > last:
            out.append(Run(text[last : m.start()], marks))
        out.append(Run(f"U+{ord(m.group()):04X}", marks, sign=True))
        last = m.end()
    if last < len(text) or not out:
        out.append(Run(text[last:], marks))
    return [Run(out[0].text, marks, begins, first, out[0].sign), *out[1:]]
