"""Lines of a text with their places, the unit blocks are labelled by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rashomon.language import normalise

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANK = " \t\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\u200b\u200e\u200f\u2060\ufeff"
_BULLET = re.compile(r"^(?:[*+•·▪►▶‣◦●○■□–—|-]|o|\d{1,2}[.)]) +|^[*+•·▪►▶‣◦●○■□|-]$")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # kana and Chinese characters, about two to a word
_ENDS = frozenset(".!?\u2026\u3002\uff01\uff1f\u061f\u0964")
_BEHIND_END = frozenset("\"')]\u300d\u300f")
_SENTENCE_END = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u0964][\"')\]\u300d\u300f]*(?: ?\([^()]{2,40}\))?$"
)  # a wire credit may follow


@dataclass(slots=True)
class Line:
    """One line, or a piece of one, without surrounding blanks; ``even`` is its text for matching, ``low`` that in small letters, ``plain`` that without bullet.

    ``label`` and ``rule`` are filled in by the passes of :mod:`rashomon.corpus.blocks`; ``blank_before`` tells paragraphs from
    lines that follow one another directly.
    """

    start: int
    end: int
    even: str
    low: str
    plain: str
    words: int
    bullet: bool
    blank_before: bool
    label: str | None = None
    rule: str = ""
    #: Whether it ends as a sentence does.
    ends_sentence: bool = field(init=False)
    #: Whether it reads as running text: eight words and a sentence's end, or twenty words (headlines stay below that).
    prose: bool = field(init=False)
    #: What :mod:`repeats` and :mod:`topics` make of it, once they have.
    stem: str | None = field(default=None, init=False)
    keys: frozenset[str] | None = field(default=None, init=False)
    #: What :func:`rashomon.corpus.furniture.looked` found in it.
    looked: tuple[int, list[tuple[int, str]]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.ends_sentence = _ends_sentence(self.even)
        self.prose = (self.words >= 8 and self.ends_sentence) or self.words >= 20

    def put(self, label: str, rule: str) -> None:
        """Gives the label, if it has none yet."""
        if self.label is None:
            self.label, self.rule = label, rule


def _ends_sentence(even: str) -> bool:
    last = even[-1:]
    return last in _ENDS or (last in _BEHIND_END and _SENTENCE_END.search(even) is not None)


def make_line(text: str, start: int, end: int, *, blank_before: bool = True) -> Line | None:
    """The stretch as a line, trimmed; None where nothing is left."""
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start == end:
        return None
    even = normalise(text[start:end]).text
    if "\n" in even or "\r" in even:
        even = even.replace("\r", " ").replace("\n", " ")  # one for one: places in it stay places in the document
    bullet = _BULLET.match(even)
    low = even.lower()
    plain = (low[bullet.end() :] if bullet else low).strip()
    words = len(even.split()) + (0 if even.isascii() else len(_UNSPACED.findall(even)) // 2)
    return Line(start, end, even, low, plain, words, bullet is not None, blank_before)


#: Lines of a text that was broken at a fixed width: this long, this much alike, three or more together (old wires, e-mails).
WRAPPED, ALIKE = range(45, 101), 25
#: Share of lines with a capital at their start (prose broken at a width has a fifth) from which they are lines of a list.
CAPITALS = 0.7


def _unwrap(text: str, lines: list[Line]) -> list[Line]:
    """Paragraphs broken at a fixed width, put together: their breaks fall inside sentences and end no paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.blank_before:
            groups[-1].append(line)
        else:
            groups.append([line])
    joined = [_joined(text, group) for group in groups]
    # Where most paragraphs are broken so, those of two lines are too.
    wrapped = 2 * sum(len(g) > 2 and len(j) == 1 for g, j in zip(groups, joined, strict=True)) > sum(len(g) > 2 for g in groups)
    return [x for g, j in zip(groups, joined, strict=True) for x in (_joined(text, g, True) if wrapped and len(g) == 2 else j)]


def _joined(text: str, group: list[Line], wrapped: bool = False) -> list[Line]:
    full = [x.end - x.start for x in group[:-1]]
    if (
        len(full) < 2 - wrapped
        or not full
        or min(full) not in WRAPPED
        or max(full) not in WRAPPED
        or max(full) - min(full) > ALIKE
        or group[-1].end - group[-1].start > max(full) + ALIKE
    ):
        return group
    if sum(x.ends_sentence for x in group[:-1]) * 2 > len(full):
        return group
    starts = sum(x.even[:1].isupper() and not x.even.isupper() for x in group[1:])
    if len(group) > 2 and starts > CAPITALS * (len(group) - 1):
        return group  # a list: broken sentences go on in small letters
    whole = make_line(text, group[0].start, group[-1].end, blank_before=group[0].blank_before)
    return [whole] if whole is not None else group


def split_lines(text: str) -> list[Line]:
    """Lines of a text that hold anything, in order; paragraphs broken at a fixed width are one."""
    out: list[Line] = []
    last_end = breaks = 0
    for match in _LINE.finditer(text):
        breaks += len(_BREAK.findall(text[last_end : match.start()]))
        line = make_line(text, match.start(), match.end(), blank_before=breaks > 1 or not out)
        last_end = match.end()
        if line is not None:
            out.append(line)
            breaks = 0
    return _unwrap(text, out)
