import random
import re

from rashomon.people.endings import begins, ending, ends_in_office, speaks_before
from rashomon.people.vocabulary import alternatives, any_of, beginning, low_cues, offices

USES = ("kin", "private", "calling", "naming", "place_before", "listed", "such_as", "spoke", "organ_of")


def _texts() -> list[str]:
    chance = random.Random(5)
    cues = sorted({c for use in USES for c in low_cues(use)} | set(offices()) | low_cues("saying"))
    words = ["the", "a", "in", "of", "old", "orva", "his", "two-", '"', "(", "é", "to", "by"]
    marks = ("", " ", ", ", ",", ": ", ":, ", ":", " of orva, ", " for the orva union, ", "  ")
    return ["", " ", ", "] + [
        chance.choice(["", "he met ", "x", "- "])
        + " ".join(chance.choices([*cues, *words], k=chance.randrange(1, 4)))
        + chance.choice(marks)
        for _ in range(3000)
    ]


def test_what_ends_before_a_name_is_what_a_pattern_of_all_cues_finds() -> None:
    for use in USES:
        pattern = re.compile(rf"(?:^|[^\w])({any_of(low_cues(use))}):?,? ?$")
        for text in _texts():
            match, found = pattern.search(text), ending(use, text)
            assert (found and (found.start, found.cue)) == (match and (match.start(1), match[1])), (use, text)


def test_offices_and_words_of_saying_before_a_name() -> None:
    office = re.compile(rf"(?:^|[^\w])({any_of(offices())})(?:,? ?| (?:of|for|at|in) (?:[\w’'.&-]+ ){{0,4}}?[\w’'.&-]+, )$")
    for text in _texts():
        assert ends_in_office(text) == bool(office.search(text)), text
        for many in (True, False):
            saying = rf"\b(?:{alternatives('saying')}|according to{'|to|by' if many else ''}) $"
            assert speaks_before(text, many=many) == bool(re.search(saying, text)), text


def test_what_begins_behind_a_name() -> None:
    for use in ("saying", "small_head", "power", "spoke"):
        for text in (t for s in _texts()[:800] for t in (s, " " + s)):
            assert begins(use, text) == bool(beginning(use).match(text)), (use, text)
        assert any(begins(use, " " + cue) for cue in low_cues(use))
