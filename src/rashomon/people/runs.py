"""Runs of capitalised words: what may be a name in a text, with what stands on both sides of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.people.vocabulary import cues, is_given, is_small, known_things, low_cues

WORD = re.compile(r"[^\W\d_](?:\w|[-\u2010\u2011'’`](?=\w)|\.(?=[A-Z](?:\.|\b)))*")
#: Marks of things: a road, a rifle, a cell of a table ("A1 Marn: three dead" names no person).
_CODE = re.compile(r"[A-Z]{1,3}\d{1,4}")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_PREFIX = re.compile(r"^(?:al|el|as|ash|an|ar|ad|at|az|ul|d|l|abd|abu)[-'’](?=[^\W\d_a-z])")
_ABBREVIATION = re.compile(
    r"(?:mr|mrs|ms|dr|sgt|lt|col|gen|sen|rep|gov|rev|capt|maj|det|st|ald|hon|prof|pres|cpl|adm|cmdr|brig|insp|supt|pvt|pfc|mme|fr)", re.I
)
_CONTRACTED = re.compile(r"(?:I|We|You|He|She|They|It|That|There|What|Who|Don|Can|Isn|Didn|Let)['’](?:m|ve|ll|d|re|s|t)$", re.IGNORECASE)
_QUOTE = re.compile(r' ["“‘«]|[.,]?["”’»] ')
_SENTENCE_ENDS = re.compile(r"[.!?:][\"”’)]? *[\"“‘(]?$")
_LONGEST = 12  # words of a run; longer ones are lists and noise
_AROUND = 120  # characters looked at on each side


class Word(NamedTuple):
    """A capitalised word; ``end`` leaves a possessive ending out."""

    start: int
    end: int
    text: str
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words that may be one name, ``before`` and ``after`` them on the same line; ``shouted``: the line is a headline in capitals."""

    words: tuple[Word, ...]
    before: str
    after: str
    shouted: bool = False
    first: bool = False  # begins a sentence
    thing: bool = False  # one word that names a state or a place and may be a given name too: nobody's unless the text names such a person

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end

    @property
    def name(self) -> str:
        """Its words."""
        return " ".join(w.text for w in self.words)


def capital(word: str) -> bool:
    """Whether a word is written as a name is: capitalised, or an article and a capital ("al-Tarn")."""
    marked = "'" in word or "’" in word
    return (word[0].isupper() and not (marked and _CONTRACTED.match(word))) or ((marked or "-" in word) and _PREFIX.match(word) is not None)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their offsets; a name never runs over the end of one."""
    for match in _LINE.finditer(text):
        yield match.start(), match.group()


def shouted(line: str) -> bool:
    """Whether most longer words of a line are capitalised: a headline in title case or in capitals."""
    if line.rstrip(" \"”’'").endswith((".", "?", "!")) and any(len(w := m.group()) > 3 and not w.isupper() for m in WORD.finditer(line)):
        return False  # a sentence that names many, and no headline
    all_words: list[str] = WORD.findall(line)
    words = [w for w in all_words if len(w) > 3]
    if not words:
        return False
    big = sum(w[0].isupper() for w in words)
    if len(words) <= 3:
        return big == len(words) and sum(w.isupper() for w in words) == big
    return big >= 0.75 * len(words)


def runs(line: str, at: int) -> list[Run]:
    """Runs of one line that begins at ``at`` of its text."""
    groups: list[list[Word]] = []
    now: list[Word] = []
    nickname = False
    pending: list[tuple[int, int, str]] = []  # particles that may stand inside the name
    last_end = 0
    for match in WORD.finditer(line):
        text = match.group()
        if not now and "a" <= text[0] <= "z" and text.isalpha():  # begins nothing
            continue
        start, end = match.span()
        gap = line[last_end:start]
        last_end = end
        if now or pending:
            joined = _joins(gap, now[-1].text if now and not pending else "", nickname)
            if not joined:
                _close(groups, now)
                now, nickname, pending = [], False, []
            elif _QUOTE.fullmatch(gap.lstrip(".")):
                nickname = not nickname
        small_particle = text.lower() in low_cues("particle") and (text[0].islower() or text.lower() in {"bin", "de", "al"})
        if _CODE.fullmatch(text):
            _close(groups, now)
            now, nickname, pending = [], False, []
        elif capital(text) and not (small_particle and text[0].islower()):
            word = _word(start, end, text)
            now = [*now, *(Word(a, b, t) for a, b, t in pending), word]
            pending = []
            if word.possessive or len(now) >= _LONGEST:
                _close(groups, now)
                now, nickname = [], False
        elif now and small_particle:
            pending.append((start, end, text))
        else:
            _close(groups, now)
            now, nickname, pending = [], False, []
    _close(groups, now)
    return _parts(groups, line, at, shouted(line)) if groups else []


def _joins(gap: str, last: str, nickname: bool) -> bool:
    """Whether what stands between two words lets them be one name."""
    if gap in (" ", "\u00a0", "\u2009", "  "):
        return True
    if gap == ". ":
        return len(last) == 1 or bool(_ABBREVIATION.fullmatch(last)) or "." in last
    if gap in (".", ". “", '. "') and len(last) == 1:
        return True
    if gap == ", " and last:
        return False
    if _QUOTE.fullmatch(gap):
        return nickname != gap.strip(". ").startswith(("“", '"', "‘", "«")) or not nickname
    return False


def _word(start: int, end: int, text: str) -> Word:
    if text.endswith(("'s", "’s", "`s", "'S", "’S")):
        return Word(start, end - 2, text[:-2], possessive=True)
    return Word(start, end, text)


def _close(groups: list[list[Word]], now: list[Word]) -> None:
    if now:
        groups.append(now)


def _parts(groups: list[list[Word]], line: str, at: int, loud: bool) -> list[Run]:
    """Runs of the groups, cut where a known thing stands among their words and where a headline's small words do."""
    known = [(m.start, m.end) for m in known_things().find(line)]  # they do not overlap
    starts = [k[0] for k in known]
    out: list[Run] = []
    for group in groups:
        parts: list[list[Word]] = [[]]
        for n, word in enumerate(group):
            cover = _cover(known, starts, word.start, word.end)
            single = cover is not None and cover[1] - cover[0] <= word.end - word.start + 2
            behind = group[n + 1] if n + 1 < len(group) else None
            before = parts[-1][-1] if parts[-1] else None
            # "India" in "India Tarn", "Jordan" in "Ivo Jordan": beside a word that is no thing itself a single one may be part of a name
            personal = single and (
                (
                    is_given(word.text)
                    and word.text not in cues("never")
                    and behind is not None
                    and not is_small(behind.text)
                    and not _head(behind.text)
                    and not loud
                )
                or (
                    word.text in cues("honorific")  # "Pak" is a state's short name too
                    and behind is not None
                    and not is_small(behind.text)
                    and not _head(behind.text)
                    and not loud
                )
                or (before is not None and is_given(before.text) and word.text not in cues("never"))
                or (before is not None and not is_small(before.text) and word.text in cues("surname_head"))
            )
            if cover is not None and not personal and not (single and _head(word.text)):
                parts += [[word], []] if single and is_given(word.text) else [[]]
            elif loud and is_small(word.text) and not is_given(word.text):
                parts.append([])
            else:
                parts[-1].append(word)
        for part in parts:
            if part:
                a, b = part[0].start, part[-1].end
                before_text = line[max(0, a - _AROUND) : a]
                first = not before_text.strip() or bool(_SENTENCE_ENDS.search(before_text)) or before_text.endswith("“")
                moved = tuple(Word(w.start + at, w.end + at, w.text, w.possessive) for w in part)
                thing = len(part) == 1 and _cover(known, starts, a, b) is not None and not _head(part[0].text)
                out.append(Run(moved, before_text, line[b : b + _AROUND], loud, first, thing))
    return out


def _cover(known: list[tuple[int, int]], starts: list[int], start: int, end: int) -> tuple[int, int] | None:
    """The known thing that covers a stretch, if any."""
    n = bisect_right(starts, start) - 1
    return known[n] if n >= 0 and end <= known[n][1] else None


def _head(word: str) -> bool:
    return word in cues("head")
