"""Quotation marks: where they stand in pairs, and which sentences stand inside a quotation whose saying word is elsewhere.

Marks are often unbalanced or lost. A pair is made within one block only; an opening mark without a closing one reaches to the end of its
block where it begins a sentence, and is dropped elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.claims.frame import CARRIED, Attribution
from rashomon.model import Document, Sentence, Span

_OPEN, _CLOSE = "\u201c\u00ab\u201e", "\u201d\u00bb"
_MARK = re.compile(f'[{_OPEN}{_CLOSE}"]')
_FIRST_PERSON = frozenset({"i", "we", "our", "us", "my", "ours", "me"})


def find_quotes(document: Document, sentences: Sequence[Sentence]) -> list[Span]:
    """Quotations with their marks, sorted, in the blocks that hold these sentences."""
    out: list[Span] = []
    starts = {s.start for s in sentences}
    bounds: dict[int, tuple[int, int]] = {}
    for s in sentences:
        a, b = bounds.get(s.block, (s.start, s.end))
        bounds[s.block] = (min(a, s.start), max(b, s.end))
    begins = sorted(a for a, _ in bounds.values())
    ends = {s.start: s.end for s in reversed(sentences)}
    for a, b in (bounds[k] for k in sorted(bounds)):
        opened: int | None = None
        for mark in _MARK.finditer(document.text, a, b):
            i, char = mark.start(), mark.group()
            before = document.text[i - 1] if i > a else " "
            after = document.text[i + 1] if i + 1 < b else " "
            if char in _OPEN:
                opens = True
            elif char in _CLOSE:
                opens = False
            else:
                opens = (before.isspace() or before in "([\u2014-") and not after.isspace()
                if opened is not None and not opens and not (after.isspace() or after in ".,;:!?)]\u2014-"):
                    opens = False
            if opens and opened is None:
                opened = i
            elif not opens and opened is not None:
                out.append(Span(opened, i + 1))
                opened = None
            elif opens and opened is not None and i in starts:
                out.append(Span(opened, i))
                opened = i
        if opened is not None and opened in starts:
            n = bisect_right(begins, b)
            goes_on = n < len(begins) and document.text[begins[n]] in _OPEN + '"'  # each paragraph of a long quotation opens anew
            out.append(Span(opened, b if goes_on else ends[opened]))
    return out


def inside(span: Span, quoted: Sequence[Span]) -> int:
    """How many characters of ``span`` stand inside quotations, which come in order and do not overlap."""
    total = 0
    for n in range(bisect_right(quoted, span.start, key=lambda q: q.end), len(quoted)):
        if quoted[n].start >= span.end:
            break
        total += min(quoted[n].end, span.end) - max(quoted[n].start, span.start)
    return total


def voice(a: Attribution, quoted: Sequence[Span]) -> str:
    """direct where the content is a quotation, mixed where a part of it is, else indirect."""
    size = sum(c.end - c.start for c in a.content)
    share = sum(inside(c, quoted) for c in a.content) / size if size else 0.0
    return "direct" if share > 0.8 else "mixed" if share > 0.1 else "indirect"


def continued(document: Document, sentences: Sequence[Sentence], found: Sequence[Attribution], quoted: Sequence[Span]) -> list[Attribution]:
    """Attributions of sentences that go on in a quotation, or in the first person, without a saying word of their own."""
    by_sentence: dict[int, list[Attribution]] = {}
    for a in found:
        by_sentence.setdefault(a.sentence, []).append(a)
    spoken = _Spoken(sentences, by_sentence)
    out: list[Attribution] = []
    last: Attribution | None = None
    idle = False  # whether the sentence before had no speaker and no quotation: one such may stand inside a speech
    for n, s in enumerate(sentences):
        own = [a for a in by_sentence.get(s.index, []) if a.source is not None and not a.belief and _speech(document, a, quoted) is None]
        direct = [a for a in own if a.voice in {"direct", "mixed"} and "noun" not in a.rule]
        here = Span(s.start, s.end)
        share = inside(here, quoted) / max(1, s.end - s.start)
        outer = [a for a in own if sum(c.end - c.start for c in a.content) > 0.5 * (s.end - s.start)]
        carried: Attribution | None = None
        if not outer and share > 0.85:
            carried = _same_quote(here, quoted, spoken) or last or _next(sentences, n, by_sentence)
        elif not outer and share == 0 and last is not None and _first_person(s) and sentences[n - 1].block == s.block:
            carried = last
        if carried is not None:
            made = replace(
                carried,
                sentence=s.index,
                content=(here,),
                voice="direct",
                strength=CARRIED,
                rule=f"quote.carried+{carried.rule.removeprefix('quote.carried+')}",
                stance="asserts",
                verb=None,
                negated=False,
                target=None,
            )
            out.append(made)
            last = made
            continue
        if direct:
            last = max(direct, key=lambda a: sum(c.end - c.start for c in a.content))
        elif any(_first_person(s, c) for a in own for c in a.content):
            last = next(a for a in own for c in a.content if _first_person(s, c))
        elif share < 0.85 and (own or share > 0 or idle or n + 1 >= len(sentences) or sentences[n + 1].block != s.block):
            last = None
        idle = not own and share == 0
    return out


def whose_words(
    document: Document, sentences: Sequence[Sentence], found: Sequence[Attribution], quoted: Sequence[Span]
) -> list[Attribution]:
    """The attributions, where "I" and "we" of a quotation are those whose words it is: "I counted eleven", said a trader, is the trader's count."""
    by_sentence: dict[int, list[Attribution]] = {}
    for a in found:
        by_sentence.setdefault(a.sentence, []).append(a)
    spoken = _Spoken(sentences, by_sentence)
    out: list[Attribution] = []
    for a in found:
        q = _speech(document, a, quoted)
        outer = None
        if q is not None:
            carried = [b for b in by_sentence[a.sentence] if b.rule.startswith("quote.carried")]
            outer = min(
                [b for b in spoken.of(q) if b.source != a.source] or carried,
                key=lambda b: (abs(b.cue.start - a.cue.start), b.cue.start),
                default=None,
            )
        out.append(a if outer is None else replace(a, source=outer.source, source_head=outer.source_head))
    return out


def _speech(document: Document, a: Attribution, quoted: Sequence[Span]) -> Span | None:
    """The quotation in which somebody says of himself that he says, counts or denies something ("I counted eleven", "we deny it")."""
    if a.source is None or a.source.of(document.text).casefold() not in {"i", "we"}:
        return None
    n = bisect_right(quoted, a.source.start, key=lambda q: q.end)
    return quoted[n] if n < len(quoted) and quoted[n].covers(a.source) and quoted[n].covers(a.cue) else None


def _first_person(s: Sentence, part: Span | None = None) -> bool:
    if s.lowers.isdisjoint(_FIRST_PERSON):
        return False
    return any(
        t.lower in _FIRST_PERSON and (part is None or part.start <= t.start < part.end) for t in s.tokens if t.text not in {"US", "U.S."}
    )


class _Spoken:
    """Who says the words of a quotation by a saying word outside it, found once for each."""

    def __init__(self, sentences: Sequence[Sentence], by_sentence: Mapping[int, Sequence[Attribution]]) -> None:
        self._sentences = sentences
        self._by_sentence = by_sentence
        self._found: dict[Span, list[Attribution]] = {}

    def of(self, q: Span) -> list[Attribution]:
        """Attributions with a part of the quotation as what is said."""
        if q not in self._found:
            first = bisect_right(self._sentences, q.start, key=lambda s: s.end)
            last = bisect_left(self._sentences, q.end, key=lambda s: s.start)
            told = [a for s in self._sentences[first:last] for a in self._by_sentence.get(s.index, ())]
            self._found[q] = [a for a in told if a.source is not None and not q.covers(a.cue) and any(c.overlaps(q) for c in a.content)]
        return self._found[q]


def _same_quote(here: Span, quoted: Sequence[Span], spoken: _Spoken) -> Attribution | None:
    for n in range(bisect_right(quoted, here.start, key=lambda q: q.end), len(quoted)):
        q = quoted[n]
        if q.start >= here.end:
            break
        if min(q.end, here.end) - max(q.start, here.start) <= 0.8 * (here.end - here.start):
            continue
        fits = spoken.of(q)
        if fits:
            return min(fits, key=lambda a: (abs(a.cue.start - here.start), a.cue.start))
    return None


def _next(sentences: Sequence[Sentence], n: int, by_sentence: dict[int, list[Attribution]]) -> Attribution | None:
    """The attribution of the next sentence where that one is itself direct speech of the same block."""
    if n + 1 < len(sentences) and sentences[n + 1].block == sentences[n].block:
        for a in by_sentence.get(sentences[n + 1].index, []):
            if a.voice == "direct" and a.source is not None:
                return a
    return None
