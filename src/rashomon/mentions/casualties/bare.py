"""What a number without a noun counts: told by its neighbours from dates, ages, times of day, money, shares and numbers in names."""

from __future__ import annotations

from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import number, unit_reason
from rashomon.mentions.figures import Reading
from rashomon.mentions.people import person
from rashomon.model import Token


def bare_unit(reading: Reading, first: int, tokens: tuple[Token, ...], words: list[str], at: dict[int, Trigger]) -> str | None:
    """Why a number that begins at token ``first`` and has no noun counts no people, or None."""
    after = words[reading.last + 1] if reading.last + 1 < len(words) else ""
    before = words[first - 1] if first else ""
    core = words[reading.core]
    opened = max((k for k in range(max(0, first - 6), first) if words[k] == "("), default=0)
    inside = any(k in at for k in range(opened, first))
    if date_like(words, reading):
        return "a date"
    if before == "of" and words[max(0, first - 2)] == "as" and reading.exact:
        return "a date"  # "as of 2018"
    if before == "(" and after == ")":
        return "a number in brackets"
    if (
        before == ","
        and after in (",", "was", "is", "has", "who", "whose")
        and reading.exact
        and 1 < reading.exact < 111
        and reading.first == reading.last
        and first >= 2
        and tokens[first - 2].pos == "PROPN"
    ):
        return "an age"
    age = reading.exact is not None and 1 < reading.exact < 111 and reading.first == reading.last
    if age and (before == "both" or (after in ("was", "is", "has") and reading.first == reading.core)):
        return "an age"  # "Aran Bel and Mira Bel, both 22, were hurt"; "the clerk 24 was hurt": one person, so no count
    if before == "," and after in ("were", "are", "have") and reading.exact and 1 < reading.exact < 111 and _other_ages(words, first):
        return "an age"  # "Aran Bel, 25, and his wife, Mira Bel, 21, were killed"
    if after == ")" and "(" in words[max(0, first - 6) : first] and not inside:
        return "a number in brackets"
    if _age_of(words, first, after) and reading.exact and 0 < reading.exact < 111 and reading.first == reading.last:
        return "an age"  # "two men, 19 and 20, were shot", "Boy, 2, and man killed"
    if before in ("$", "€", "£", "us$") or unit_reason(before) == "money":
        return "money"
    if (
        after in small("calendar") - {"today", "yesterday", "tonight", "overnight", "daily"}
        and after[:1]
        and unit_reason(after) == "a date"
    ):
        return "a date"
    if unit_reason(after):
        return unit_reason(after)
    if ((unit_reason(before) == "a date" or unit_reason(before.rstrip(".")) == "a date") and reading.exact and reading.exact <= 31) or (
        core.isdigit()
        and len(core) == 4
        and 1900 <= int(core) <= 2099
        and (before in small("year_before") or unit_reason(before) == "a date")
    ):
        return "a date"
    if before in ("aged", "age"):
        return "an age"
    if (after == ":" and reading.last + 2 < len(words) and words[reading.last + 2].isdigit() and len(words[reading.last + 2]) == 2) or (
        before == ":" and first >= 2 and words[first - 2].isdigit() and core.isdigit() and len(core) == 2
    ):
        return "a time of day"
    if after == "-" and reading.last + 2 < len(words) and (unit_reason(words[reading.last + 2]) or words[reading.last + 2] in ("old",)):
        return "an age" if "old" in words[reading.last + 2 : reading.last + 6] else unit_reason(words[reading.last + 2])
    if before in small("number_name"):
        return "a number in a name"
    return None


def fraction(words: list[str], reading: Reading) -> bool:
    """ "One in three of the wounded": neither number counts anybody."""
    if reading.first != reading.last:
        return False
    here, after = reading.first, " ".join(words[reading.last + 1 : reading.last + 3])
    if here >= 2 and words[here - 1] == "in" and number(words, here - 2) is not None and after.startswith("of the"):
        return True
    second = number(words, here + 2) if words[here + 1 : here + 2] == ["in"] else None
    return second is not None and words[second[1] : second[1] + 2] == ["of", "the"]


def date_like(words: list[str], reading: Reading) -> bool:
    """A number joined to others by dashes, slashes or dots: "16-12-2014"."""
    core = words[reading.core]
    if not core.replace("-", "").isdigit():
        return False
    if core.count("-") and len(core) >= 5:
        return True
    sides = ((reading.first - 1, reading.first - 2), (reading.last + 1, reading.last + 2))
    return any(
        0 <= b < len(words) and words[a] in ("-", "/", ".") and words[b].replace("-", "").isdigit() and len(words[b]) <= 5 for a, b in sides
    )


def _other_ages(words: list[str], i: int) -> bool:
    """Whether a number between two commas stands before token ``i``: an age, and so is the one at ``i``."""
    return any(words[k - 1] == "," and words[k + 1] == "," and words[k].isdigit() and int(words[k]) < 111 for k in range(1, i - 2))


def _age_of(words: list[str], i: int, after: str) -> bool:
    """Whether the bare number at ``i`` is the age of the people named right before it."""
    if i >= 2 and words[i - 1] == "," and after in (",", "and", "was", "who", ")"):
        who = person(words[i - 2])
        return who is not None and (not who.plural or after == "and")
    return i >= 4 and words[i - 1] == "and" and words[i - 2].isdigit() and words[i - 3] == "," and person(words[i - 4]) is not None
