"""Which words of a run are the name: titles, callings and honorifics before it, offices behind it and words that only begin a sentence go."""

from __future__ import annotations

import re
from functools import cache

from rashomon.people.endings import ending, ends_in_office
from rashomon.people.runs import Run, Word
from rashomon.people.told import AGE_BEHIND, age_before, list_goes_on, listed
from rashomon.people.vocabulary import cues, is_given, is_place, is_small, low_cues, offices

_TWO_SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,5}$")


def plain_word(word: str) -> str:
    """A word in small letters, without the point of an abbreviation."""
    return word.lower().rstrip(".")


@cache
def suffixes() -> frozenset[str]:
    """What only follows a name ("jr")."""
    return frozenset(f.rstrip(".") for f in low_cues("suffix"))


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(c.rstrip(".") for c in low_cues("courtesy"))


@cache
def rank_words() -> frozenset[str]:
    """Offices of one word."""
    return frozenset(w.rstrip(".") for o in offices() for w in (o,) if " " not in w)


@cache
def _callings() -> frozenset[str]:
    """Words for what a private person is or does that stand before a name in capitals ("Student Park Ji-hoon")."""
    return (low_cues("private") | low_cues("kin") | low_cues("calling")) - low_cues("calling_surname")


def _has_name(words: list[Word]) -> bool:
    """Whether behind a calling or an honorific there is a name: "Student Park Ji-hoon", not "Student Union"."""
    one = len(words) == 1
    if korean([w.text for w in words]):
        return True
    if any(w.text in cues("head") and not (n and w.text in cues("surname_head")) for n, w in enumerate(words)):
        return False
    surname = len(words) == 2 and words[1].text in cues("surname_head")  # "Shopkeeper Will Rivers"
    return is_given(words[0].text) or surname or not (all(is_small(w.text) for w in words) or (one and is_place(words[0].text)))


def korean(texts: list[str]) -> bool:
    """Whether a surname that is a word for a place stands before a given name of two syllables: "Park Ji-hoon"."""
    return len(texts) == 2 and texts[0] in cues("surname_head") and bool(_TWO_SYLLABLES.match(texts[1]))


def core(run: Run) -> tuple[tuple[Word, ...], bool, bool]:
    """The words of a run without titles and words that only begin a sentence; whether an office and whether a courtesy was taken off."""
    words = list(run.words)
    lists = not run.first and not run.shouted and len(words) > 1 and not words[0].text.isupper() and _names_follow(run.before.lower())
    titled = not run.first and ends_in_office(run.before.lower())
    office = courtesy = False
    aged = age_before(run.before.lower())
    if aged and not run.shouted:  # "19-year-old Justice Tarn"
        return tuple(words), False, False
    if len(words) == 1 and not run.first and not run.shouted and (aged or ending("kin", run.before.lower()) or AGE_BEHIND.match(run.after)):
        return tuple(words), False, False
    while len(words) > 1 and words[0].text.lower().endswith("-old"):  # "Six-month-old Rina Tarn"
        words = words[1:]
    while words:
        low = plain_word(words[0].text)
        more = len(words) > 1
        two = len(words) == 2 and not run.shouted
        held = lists or (two and (titled or (office and not is_given(words[1].text))))
        if held and not is_given(words[0].text) and low not in _no_first_names():
            break  # "including Will Rivers", "governor Ed Tarn": inside a sentence it is capitalised because it is a name
        if more and low in _callings() and not is_given(words[0].text) and not run.shouted and _has_name(words[1:]):
            lists, words = True, words[1:]  # "Shopkeeper Will Rivers"
        elif more and words[0].text in cues("honorific") and not run.shouted and not is_place(run.name) and _has_name(words[1:]):
            courtesy, words = True, words[1:]
        elif more and low in rank_words() and not (is_given(words[0].text) and not run.shouted and low not in {"general", "major"}):
            office, words = True, words[1:]
        elif more and low in _courtesies() and not _article(words[0].text):
            courtesy, words = True, words[1:]
        elif (
            is_small(words[0].text) and (run.first or run.shouted or not is_given(words[0].text)) and not (more and is_given(words[0].text))
        ):
            words = words[1:]
        else:
            break
    cut = next((n for n in range(1, len(words) - 1) if _title(words, n)), None)
    if cut is not None:  # "Smith County Sheriff Ivo Tarn": the name stands behind the last title
        last = max(n for n in range(len(words) - 1) if _title(words, n))
        office, words = True, words[last + 1 :]
    while len(words) > 1 and (words[-1].text == "I" or (_title(words, len(words) - 1) and not _surname(words[-1], run))):
        words = words[:-1]
    while words and is_small(words[-1].text) and (run.shouted or (len(words) == 1 and not courtesy)):
        words = words[:-1]
    return tuple(words), office, courtesy


def _names_follow(before: str) -> bool:
    """Whether what stands before a name says that somebody's name follows."""
    return listed(before) or list_goes_on(before) or any(ending(use, before) for use in ("naming", "private", "calling"))


@cache
def _no_first_names() -> frozenset[str]:
    """Words that stand before names and are no part of them."""
    return rank_words() | low_cues("courtesy") | low_cues("no_office") | low_cues("office_tail") | _callings()


def lead(run: Run, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The honorific right before the name, where one was taken off."""
    behind = [w for w in run.words if w.end <= words[0].start]
    return (behind[-1],) if behind and behind[-1].text in cues("honorific") else ()


def _title(words: list[Word], n: int) -> bool:
    """Whether the word is an office and no part of a name: "King" behind a given name is a surname."""
    low = plain_word(words[n].text)
    if low not in rank_words() or is_given(words[n].text):
        return False
    return not (n and low in low_cues("rank_surname") and is_given(words[n - 1].text))


def _surname(word: Word, run: Run) -> bool:
    """Whether an office at the end of a run is a surname rather: "Tarn King", not "Tarn King of"."""
    return plain_word(word.text) in low_cues("rank_surname") and not run.after.startswith(" of ")


def _article(word: str) -> bool:
    return word.lower() in {"abu", "umm"}
