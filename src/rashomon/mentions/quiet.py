"""Could an article be about violence at all, and where in it? One pass over its text, before it is cut into sentences.

A *quiet* article has no word of ``awake.yml`` that wakes, or one in passing: no sentence of it is read. Where only a few sentences of a long
article have one, those are read with what stands around them. What is lost by it stands in ``docs/concepts/language.md``, the task *relevance* of
``benchmarks`` measures it; why words are on the list stands beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

from rashomon.language.normalise import normalise
from rashomon.lexicon import load
from rashomon.mentions.filter import disputed, harmful, wanted
from rashomon.model import Document, Sentence
from rashomon.model.documents import READ_LABELS

QUIET = "quiet: no word of violence, of arms or of casualties wakes in it, so none of its sentences is read"
ALONE = "quiet: one sentence has a word of violence, none near it a word of harm, so none of its sentences is read"
IN_PART = "read in part: the sentences around its few words of violence"
#: Letters between a word of harm and what it counts, and between a deed and what it is about.
NEAR, PAIR = 40, 80
#: An article is read in part where it has more sentences than this, and fewer than this share of them have a word that wakes. In conflict
#: reports 30 to 100 of 100 have one.
SHORT, FEW = 8, 0.2
#: Sentences parsed on either side of one with a word that wakes; sentences on either side of all that is parsed, and at the head of the
#: article, whose places, days and names are looked at. With 2 in place of 4, 29 in place of 14 of 4,200 figures of old wire news and of a
#: mixed stream lost their place or speaker.
NEXT, AROUND, OPENING = 1, 4, 3
#: Sentences on either side of the only one with a word that wakes in which harm is told, or a long article is quiet after all. 86 of 3,938 of a
#: mixed stream are, three with a figure ("the Slaughter email" is one); of 5,300 reports of wars and crimes 33, none with a figure.
NEAREST = 3

_STOP = re.compile(r"[.!?]\s")


class _Words:
    """The list as one automaton, and what counts people as one pattern."""

    def __init__(self, language: str) -> None:
        kinds: dict[str, set[str]] = {}
        for entry in load("awake", language):
            for form in entry.forms:
                kinds.setdefault(str(entry.get("wakes")), set()).add(form.casefold())
        names, acronyms = _armed_groups(language)
        plain = names.union(*kinds.values())
        #: "LeT" and "LET" are a group, "let" is none.
        self.cased: dict[str, set[str]] = {}
        for a in acronyms:
            if a.casefold() not in plain:
                self.cased.setdefault(a.casefold(), {a.upper()}).add(a)
        kinds["about"] |= names | self.cased.keys()
        self.automaton = ahocorasick.Automaton()
        idle, alone, counted, deed, about = (kinds[k] for k in ("idle", "alone", "counted", "deed", "about"))
        for form in sorted(idle | alone | counted | deed | about):
            what = (form in idle, form in alone, form in counted, form in deed, form in about)
            self.automaton.add_word(form, (len(form), form[0].isalnum(), form[-1].isalnum(), form, what))
        self.automaton.make_automaton()
        unit = rf"(?![\d%,.]|\w|-| ?(?:{_either(kinds['unit'])})(?!\w)|[ -]year-)"
        number = rf"(?:\d{{1,3}}(?:,\d{{3}})*|{_either(kinds['number'])}){unit}"
        self.count = re.compile(rf"(?<![$£€.,\d-])(?<!aged )(?<!age )(?<!age of )\b(?:{number}|(?:{_either(kinds['people'])})\b)")

    def counts(self, text: str, start: int, end: int) -> bool:
        """Whether a number or a word for people stands near ``[start, end)``, in the same sentence."""
        for m in self.count.finditer(text, max(0, start - NEAR), min(len(text), end + NEAR)):
            if m.span() != (start, end) and not (_STOP.search(text, m.end(), start) or _STOP.search(text, end, m.start())):
                return True
        return False


def _armed_groups(language: str) -> tuple[set[str], set[str]]:
    """Names of armed groups, and their acronyms where those mean nothing else: a deed is about them wherever they are."""
    groups = [entry for entry in load("groups", language) if entry.get("kind") == "group"]
    names = {form.casefold() for entry in groups for form in entry.forms}
    return names, {str(a) for entry in groups if not entry.get("home") for a in entry.get("acronyms") or ()}


def _either(forms: set[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


@cache
def _words(language: str = "en") -> _Words:
    return _Words(language)


def waking(text: str) -> list[int]:
    """Where words stand in an even text that wake its article, in order."""
    low = text.casefold()
    if len(low) != len(text):
        low = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in text)
    words, size = _words(), len(low)
    found: list[int] = []
    deeds: list[tuple[int, int, str]] = []
    abouts: list[tuple[int, int, str]] = []
    hits = []
    sayings: list[tuple[int, int]] = []
    for last, (length, begins, ends, form, what) in words.automaton.iter(low):
        end = last + 1
        start = end - length
        if (begins and start and low[start - 1].isalnum()) or (ends and end < size and low[end].isalnum()):
            continue
        if form in words.cased and text[start:end] not in words.cased[form]:
            continue
        if what[0]:
            sayings.append((start, end))
        else:
            hits.append((start, end, form, what))
    for start, end, form, (_, alone, counted, deed, about) in hits:
        if sayings and any(a < end and start < b for a, b in sayings):
            continue
        wakes = alone or (counted and words.counts(low, start, end))
        if about:
            wakes = wakes or _near(low, deeds, start, form)
            abouts.append((start, end, form))
        if deed:
            wakes = wakes or _near(low, abouts, start, form)
            deeds.append((start, end, form))
        if wakes:
            found.append(start)
    return found


def _near(text: str, before: list[tuple[int, int, str]], start: int, form: str) -> bool:
    """Whether another word ends shortly before ``start``, in the same sentence."""
    for _, end, other in reversed(before):
        if start - end >= PAIR:
            return False
        if end <= start and other != form and not _STOP.search(text, end, start):
            return True
    return False


def awake(document: Document) -> list[int]:
    """Offsets in the document of the words that wake it; none of a quiet one."""
    out = []
    for block in document.blocks:
        if block.label in READ_LABELS:
            even = normalise(document.text[block.start : block.end], block.start)
            out += [even.offset(i) for i in waking(even.text)]
    return out


@dataclass(frozen=True, slots=True)
class Share:
    """What is read of an article: all its ``sentences``, those that are left unread without their words; which of them are ``wanted``, that is
    to be parsed; and whether it is read ``in_part``."""

    sentences: list[Sentence]
    wanted: list[Sentence]
    in_part: bool


def worth_reading(sentences: list[Sentence], woken: Sequence[int]) -> Share:
    """What is to be read of an article with words that wake at ``woken``: all of it, or, where they are few, their sentences, each sentence with
    a word of harm, and what stands around them; nothing where one sentence alone has such a word and has it in passing."""
    starts = [s.start for s in sentences]
    stirred = {bisect_right(starts, at) - 1 for at in woken}
    if len(sentences) <= SHORT or len(stirred) >= FEW * len(sentences):
        return Share(sentences, [s for s in sentences if wanted(s)], False)
    harms = {n for n, s in enumerate(sentences) if harmful(s)}
    if len(stirred) == 1 and _in_passing(sentences, min(stirred), harms):
        return Share([], [], True)
    core = stirred | harms
    seen = _around(core, AROUND) | set(range(OPENING))
    kept = [s if n in seen else replace(s, text="", kept=None) for n, s in enumerate(sentences)]
    heard = core | _around(stirred, NEXT)
    return Share(kept, [s for n, s in enumerate(kept) if n in heard and wanted(s)], True)


def _in_passing(sentences: Sequence[Sentence], only: int, harms: Set[int]) -> bool:
    """Whether the only sentence with a word that wakes is no opening, blames nobody and denies nothing, and none near it tells of harm."""
    return only >= OPENING and harms.isdisjoint(_around((only,), NEAREST)) and not disputed(sentences[only])


def _around(numbers: Iterable[int], reach: int) -> set[int]:
    return {n for i in numbers for n in range(i - reach, i + reach + 1)}
