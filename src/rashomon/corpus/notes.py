"""Notes of an outlet on its own article: "Correction: an earlier version said …", "This story has been withdrawn".

They are found while lines are labelled, so that no claim is read from them: the wrong figure stands in the note because the outlet takes
it back. What a note says is read by :mod:`rashomon.corpus.noted_figures`. Words and patterns: ``notes.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.corpus.furniture import looked, note_signs, signs_of
from rashomon.corpus.lines import Line, make_line
from rashomon.corpus.note_patterns import label_behind, labels, patterns
from rashomon.corpus.noted_figures import evened, figures, harms_named
from rashomon.language.sentences import split_text
from rashomon.lexicon import load
from rashomon.lexicon.loader import Entry
from rashomon.model.documents import Block, Note

#: A note at the foot stands behind this many words of running text; a "Correction:" before them may be the headline of an article.
TOLD = 30
#: Lines from the start, and from the end, in which a note may stand inside a paragraph.
HEAD, FOOT = 4, 4
#: Letters of a sentence that are looked at, as a note names itself at its start, and letters at the end of a paragraph in which one may begin.
LOOK, TAIL = 400, 3000
#: What may stand before a note: brackets, stars, dashes.
_OPEN = re.compile(r"[\s\[({*•—–_#>-]{0,8}")
_LINK = re.compile(r"\s{0,3}(?:[:—–]|-(?=\s)|\.{3}|$)\s{0,3}")
_STRONG = frozenset({"corrected", "clarified", "retracted"})
#: Kinds by weight: a note that says several things is the heaviest of them.
_WEIGHT = {"updated": 0, "clarified": 1, "corrected": 2, "retracted": 3}


@cache
def _phrases(part: str, language: str) -> re.Pattern[str]:
    forms = sorted({f for e in load("notes", language) if e.get("part") == part for f in e.forms}, key=lambda f: (-len(f), f))
    return re.compile(r"\b(?:" + "|".join(re.escape(f) for f in forms) + r")\b", re.IGNORECASE)


def _begin(even: str) -> int:
    """Where the words of a line begin, behind brackets and stars."""
    opened = _OPEN.match(even)
    return opened.end() if opened is not None else 0


def _label(even: str, language: str) -> tuple[Entry, int] | None:
    """The label a line begins with ("Correction:") and where the words behind it begin."""
    start = _begin(even)
    pattern, table = labels(language)
    found = pattern.match(even, start)
    if found is None:
        return None
    link = _LINK.match(even, found.end())
    word = found.group().split("(")[0].strip().casefold()
    return (table[word], link.end()) if link is not None and word in table else None


def _says(sentence: str, language: str, parts: Sequence[str], signs: int | None = None) -> Entry | None:
    """The entry whose pattern the sentence fits from its start. ``signs`` of a text it stands in, where they are known."""
    known = signs_of(language)
    if signs is None:
        signs = note_signs(sentence, language)
    at = _begin(sentence)
    for part in parts:
        begins = len(sentence) - len(sentence.lstrip()) if part == "wire" else at  # a wire's bracket is part of the pattern
        found = [e for bit, p, e in known.numbered[part] if signs & bit and p.match(sentence[:LOOK], begins)]
        if found:
            return max(found, key=lambda e: _WEIGHT.get(str(e.get("kind")), 0))
    return None


def _sentences(even: str, language: str) -> list[tuple[int, int]]:
    return split_text(even, language) or [(0, len(even))]


def _whole_line(even: str, language: str, *, foot: bool, signs: int | None = None) -> Entry | None:
    """The entry that makes a line a note from its first letter, or None."""
    known = signs_of(language)
    if signs is None:
        signs = note_signs(even, language)
    labelled = _label(even, language) if signs & known.of["label"] else None
    if labelled is not None:
        entry, at = labelled
        rest = even[at:]
        if not rest.strip():
            return None
        parts = ("sentence", "foot")
        told = [e for a, b in _sentences(rest[: 4 * LOOK], language)[:3] if (e := _says(rest[a:b], language, parts, signs))]
        if told:
            return max([*told, entry], key=lambda e: _WEIGHT[str(e.get("kind"))])
        strong = entry.get("kind") in _STRONG
        if strong and (foot or _phrases("weak", language).search(rest[:LOOK])) and rest.rstrip(" )]*_\"'").endswith((".", "!", "?")):
            return entry
        return None
    wanted = ("wire", "sentence", "foot") if foot else ("wire", "sentence")
    if not any(signs & known.of[part] for part in wanted):
        return None
    first = _sentences(even[: 2 * LOOK], language)[0]
    found = _says(even[slice(*first)], language, wanted, signs)
    return None if found is not None and found.get("part") == "wire" and foot else found


def _extent(even: str, start: int, language: str, *, foot: bool) -> int:
    """Where the note that begins at ``start`` of a line ends: at the foot with the line, at the head with its last sentence."""
    if foot:
        return len(even)
    bracket = patterns("wire", language)
    for p, _ in bracket:
        if (m := p.match(even, start)) is not None:
            return m.end()
    labelled = _label(even[start:], language)
    end = start
    goes_on = _phrases("goes_on", language)
    for a, b in split_text(even[start:], language):
        piece = even[start + a : start + b]
        if end == start or goes_on.match(piece) or (a == 0 and labelled) or _says(piece, language, ("sentence", "foot")):
            end = start + b
            continue
        break
    return end


def mark_notes(text: str, lines: list[Line], language: str = "en") -> list[Line]:
    """The lines, those that are notes labelled, and lines that hold a note at their start or end cut in two."""
    out: list[Line] = []
    known = signs_of(language)
    told = 0
    total = sum(x.words for x in lines if x.label is None and x.prose)
    pending: Entry | None = None  # "CORRECTION:" on a line of its own; the next lines say it
    waited = 0
    for n, line in enumerate(lines):
        if line.label is not None:
            out.append(line)
            continue
        even = evened(text[line.start : line.end])
        signs = looked(line, language)[0] >> known.at
        foot = told >= TOLD and 2 * told >= total
        near = n < HEAD or n >= len(lines) - FOOT
        if pending is not None:
            waited += 1
            entry = _whole_line(even, language, foot=foot, signs=signs) or _after_label(even, pending, language, foot=foot)
            if entry is not None or (waited == 1 and line.words <= 8 and n + 1 < len(lines)):
                line.put("boilerplate", (entry or pending).rule)
                pending = None if entry is not None else pending
                out.append(line)
                continue
            pending = None
        alone = _label(even, language) if signs & known.of["label"] else None
        if (
            alone is not None
            and not even[alone[1] :].strip()
            and alone[0].get("kind") in _STRONG
            and n + 1 < len(lines)
            and (foot or n < HEAD)
        ):
            following = evened(text[lines[n + 1].start : lines[n + 1].end])
            after = evened(text[lines[n + 2].start : lines[n + 2].end]) if n + 2 < len(lines) else ""
            if any(_after_label(x, alone[0], language, foot=foot) for x in (following, after) if x):
                line.put("boilerplate", alone[0].rule)
                out.append(line)
                pending, waited = alone[0], 0
                continue
        if any(signs & bit and p.match(even, _begin(even)) for bit, p, _ in known.numbered["head"]) and told < 2 * TOLD:
            for before in out:
                if before.label is None and before.prose:
                    before.put("boilerplate", "notes.corrected_below")
            line.put("boilerplate", "notes.corrected_below")
            told = 0
            out.append(line)
            continue
        pieces = _pieces(text, line, even, signs, language, foot=foot, near=near)
        for piece in pieces:
            if piece.label is None and piece.prose:
                told += piece.words
        out.extend(pieces)
    return out


def _after_label(even: str, label: Entry, language: str, *, foot: bool) -> Entry | None:
    """The line below a label that stands alone, where it says what a note says."""
    found = next(
        (e for a, b in _sentences(even[: 4 * LOOK], language)[:3] if (e := _says(even[a:b], language, ("sentence", "foot")))), None
    )
    ends = even.rstrip(" )]*_\"'").endswith((".", "!", "?"))
    return found or (label if ends and foot and _phrases("weak", language).search(even[:LOOK]) else None)


def _pieces(text: str, line: Line, even: str, signs: int, language: str, *, foot: bool, near: bool) -> list[Line]:
    entry = _whole_line(even, language, foot=foot, signs=signs)
    if entry is not None and (entry.get("kind") != "retracted" or near):
        end = _extent(even, 0 if entry.get("part") == "wire" else _begin(even), language, foot=foot)
        if not foot and even[end:].strip(" )]*_"):
            return _cut(text, line, 0, end, entry)
        line.put("boilerplate", entry.rule)
        return [line]
    known = signs_of(language)
    if not near or line.words < 12 or not signs & (known.of["sentence"] | known.of["label"]):
        return [line]
    begin = max(0, len(even) - TAIL)
    if not signs & known.of["sentence"] and label_behind(language).search(even, begin) is None:
        return [line]
    spans = [(begin + a, begin + b) for a, b in split_text(even[begin:], language)]
    for k, (a, b) in enumerate(spans[1:], 1):  # the end of the last paragraph, or of a text on one line
        sentence = even[a:b]
        last = len(spans) - k <= 4
        labelled = _label(sentence, language) if signs & known.of["label"] else None
        found = _whole_line(even[a:], language, foot=True) if labelled else _says(sentence, language, ("sentence",), signs)
        if found is not None and last:
            return _cut(text, line, a, len(even), found)
    return [line]


def _cut(text: str, line: Line, start: int, end: int, entry: Entry) -> list[Line]:
    """The line as two or three, the middle one the note."""
    out: list[Line] = []
    for a, b, rule in ((0, start, ""), (start, end, entry.rule), (end, line.end - line.start, "")):
        piece = make_line(text, line.start + a, line.start + b, blank_before=line.blank_before and not a)
        if piece is None:
            continue
        if rule:
            piece.put("boilerplate", rule)
        out.append(piece)
    return out


@cache
def _kinds(language: str) -> dict[str, str]:
    return {e.rule: str(e.get("kind")) for e in load("notes", language) if e.get("kind")}


def find_notes(text: str, blocks: Sequence[Block], language: str = "en") -> tuple[Note, ...]:
    """The notes of a document whose blocks are labelled, in order: neighbouring blocks of one note are one."""
    out: list[Note] = []
    kinds = _kinds(language)
    run: list[Block] = []
    for block in [*blocks, Block(len(text), len(text), "body", "")]:
        if block.rule in kinds:
            run.append(block)
            continue
        if run:
            out.append(_note(text, run, kinds, language))
            run = []
        if block.label == "headline":
            entry = _says(evened(text[block.start : block.end]), language, ("title",))
            if entry is not None:
                out.append(Note(block.start, block.end, str(entry.get("kind")), entry.rule, harms=HARMS))
    return tuple(out)


#: A headline that says only "corrected" speaks of all that the article counts.
HARMS = ("killed", "wounded", "missing", "captured", "casualties")


def _note(text: str, run: list[Block], kinds: dict[str, str], language: str) -> Note:
    start, end = run[0].start, run[-1].end
    even = evened(text[start:end])
    best = max(run, key=lambda b: (_WEIGHT[kinds[b.rule]], -b.start))
    kind = kinds[best.rule]
    wrong, right = figures(even, start, language)
    return Note(start, end, kind, best.rule, wrong, right if kind != "retracted" else (), harms_named(even, language))
