"""Groups of people that a sentence counts or names: "at least 12 civilians", "two of its soldiers", "his brother", "others".

Built from the words and their parts of speech, not from the tree, so that they stand where a headline or lost punctuation led the
parser astray.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.mentions.casualties.bare import bare_unit, date_like, fraction
from rashomon.mentions.casualties.phrases import NOMINAL, adjectival, age, noun_phrase, year
from rashomon.mentions.casualties.spoken import who_tells
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import number, unit_reason
from rashomon.mentions.figures import Reading, read_figures
from rashomon.mentions.people import Person, person
from rashomon.model import Sentence, Token

_POSSESSIVE = frozenset({"its", "his", "her", "their", "our", "my", "whose"})
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those", "any", "every", "each"}) | _POSSESSIVE
_TAIL = frozenset({"more", "other", "others", "additional", "further", "fellow", "new"})
_AFTER_OF = frozenset({"the", "its", "his", "her", "their", "our", "my", "those", "these", "all", "whose"})
_PRONOUN = frozenset({"them", "whom", "us", "which", "these", "those", "you"})
_MULTIPLE = frozenset({"multiple", "multiple_shot"})
_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}


@dataclass(slots=True)
class Group:
    """People over tokens ``first``..``last``. ``head`` is the token of the noun (None for a bare number), ``who`` what the noun says.

    ``unit`` is the reason where the number counts no people; ``own`` a harm word inside ("12 deaths", "16 of the dead");
    ``of_own``: a share of the harmed ("16 of the dead"); ``back``: points back ("19 of whom").
    """

    first: int
    last: int
    reading: Reading | None
    low: int | None
    high: int | None
    head: int | None = None
    who: Person | None = None
    unit: str | None = None
    own: Trigger | None = None
    of_own: bool = False
    back: bool = False
    of_next: bool = False  # "10 of" in "10 of the 15 people killed"
    adjective: Trigger | None = None  # "six wounded civilians"
    definite: bool = False  # "the soldiers"
    definite_number: bool = False  # "the two soldiers"
    people: tuple[int, int] | None = None  # the noun of a tally, told apart from its figure: "the number of *rebels* killed at 23"

    @property
    def numeric(self) -> bool:
        """Counted with a figure of its own, not a bare noun."""
        return self.reading is not None

    @property
    def counts(self) -> bool:
        """Counted with a number or open word ("dozens"), not "many" or "no"."""
        return self.reading is not None and self.reading.kind in ("number", "open")

    @property
    def vague(self) -> bool:
        """Says no more than that there was more than one."""
        return self.low == 2 and self.high is None and (self.reading is None or self.reading.vague)


def find_groups(sentence: Sentence, words: list[str], triggers: list[Trigger]) -> tuple[list[Group], list[Reading]]:
    """All groups in order, none overlapping another, and the figures that are ages inside one. ``words``: those of the sentence in lower
    case."""
    tokens = sentence.tokens
    at = {t.first: t for t in triggers}
    out: list[Group] = []
    ages: list[Reading] = []
    readings = {r.first: r for r in read_figures(words) if not _in_name(tokens, r)}
    starts = frozenset(readings)
    i = 0
    while i < len(tokens):
        group = None
        start = i
        aged = i if i in readings else i + 1 if words[i] in _DETERMINERS and i + 1 in readings else None
        if aged is not None and age(words, readings[aged].core):
            ages.append(readings[aged])
            group = _named(tokens, words, i, at, starts) if i == 0 or words[i - 1] != "(" else None  # "Hamid Orlo (36 years old)"
            if group is not None:
                out.append(group)
            i = max(group.last if group else i, age(words, readings[aged].core) - 1) + 1
            continue
        if words[i] in ("the", "all") and i + 2 < len(tokens) and words[i + 1] == "other" and i + 2 in readings:
            i += 2
        elif words[i] in _DETERMINERS and i + 1 in readings and i not in readings:
            i += 1
            if words[start] == "that":  # "said that five soldiers": it opens what is said, whatever its tag
                start = i
        if i in readings:
            group = _counted(tokens, words, readings[i], start, at, starts)
        elif (words[i] in _DETERMINERS and tokens[i].tag not in ("WDT", "IN")) or tokens[i].pos in NOMINAL:
            group = _named(tokens, words, i, at, starts)
        if group is None:
            i += 1
            continue
        if words[max(0, group.first - 2) : group.first] in (["all", "but"], ["everyone", "but"], ["all", "except"], ["all", "save"]):
            group.unit = "those of whom it is not so"  # "all but three of the dead were policemen"
        out.append(group)
        i = max(group.last, i) + 1
    told = list(who_tells(tokens, words))
    for found in out:
        if any(first <= found.first and found.last <= last for first, last in told):
            found.unit = "those who tell it"
        behind = words[found.last + 1 : found.last + 3]
        if behind == ["at", "least"] and found.last + 3 not in starts and found.reading is not None and found.reading.exact:
            found.high = None  # "killed 23 citizens at least"
    seen = {g.reading.first for g in out if g.reading is not None} | {r.first for r in ages}
    ages += [r for first, r in sorted(readings.items()) if first not in seen]
    return out, ages


def _in_name(tokens: tuple[Token, ...], reading: Reading) -> bool:
    """Whether the number is part of a name: "the Eight Bells gang", "at Five Points"; not in a headline that capitalises every word."""
    i = reading.core
    if i == 0 or reading.first != reading.last or not tokens[i].text[:1].isalpha() or tokens[i].text != tokens[i].text.capitalize():
        return False
    if i + 1 >= len(tokens) or not tokens[i + 1].text[:1].isupper() or not tokens[i - 1].text[:1].isalpha() or tokens[i + 1].pos != "PROPN":
        return False
    return sum(t.text[:1].islower() for t in tokens) >= sum(t.text[:1].isupper() for t in tokens)


def _counted(
    tokens: tuple[Token, ...], words: list[str], reading: Reading, start: int, at: dict[int, Trigger], starts: frozenset[int]
) -> Group | None:
    group = Group(start, reading.last, reading, reading.low, reading.high)
    group.definite_number = words[start] == "the"
    if fraction(words, reading):
        group.unit = "a share or percentage"
        return group
    if year(words, reading) or (reading.first == reading.last and date_like(words, reading)):
        group.unit = "a date"
        return group
    j = reading.last + 1
    tail = None
    if j + 1 < len(tokens) and words[j] in ('"', "'") and group.first and words[group.first - 1] == words[j]:
        j += 1  # '"nine or ten" displaced people'
    while j < len(tokens) and words[j] in _TAIL:
        tail, j = j, j + 1
    if tail is not None:
        group.last, group.head, group.who = tail, tail, person("others")
    if j + 1 < len(tokens) and words[j] in ('"', "'") and words[j + 1] == "of":
        j += 1
    if j < len(tokens) and words[j] == "of":
        k = j + 1
        if k < len(tokens) and words[k] in _AFTER_OF:
            k += 1
        trigger = at.get(k)
        if trigger is not None and (k > j + 1 or trigger.has("count") or trigger.has("state")) and not adjectival(trigger, tokens, words):
            group.last, group.own, group.of_own = trigger.last, trigger, k > j + 1
            group.head = trigger.last if trigger.has("count") else None
            return group
        if k < len(tokens) and k == j + 1 and words[k] in _PRONOUN and k not in at:
            group.last, group.head, group.who, group.back = k, k, person("them"), True
            return group
        if k < len(tokens) and words[k] in small("ours"):
            group.last, group.head, group.who = k, k, person("them")
            return group
        if k in starts and reading.kind != "none":
            group.of_next = k > j + 1
            return _bare(group, reading, tokens, words, at)
        last, head, own, adjective = noun_phrase(tokens, words, k, at, starts)
        if head is None or last < k:
            return group if tail is not None or words[j] != "of" else _bare(group, reading, tokens, words, at)
        group.of_own = False
        return _finish(group, tokens, words, last, head, own, adjective)
    if reading.first == reading.last and words[reading.first] in ("no one", "nobody", "none", "noone"):
        return group
    last, head, own, adjective = noun_phrase(tokens, words, j, at, starts)
    if (
        reading.kind == "none"
        and words[reading.last] == "no"
        and (head is None or last < j or (own is None and person(words[head]) is None))
    ):
        group.unit = "counts no people"
        return group
    if words[reading.last] == "both" and (head is None or last < j):
        group.unit = "points back"
        return group
    if head is None or last < j:
        group.adjective = None
        return _bare(group, reading, tokens, words, at)
    return _finish(group, tokens, words, last, head, own, adjective)


def _bare(group: Group, reading: Reading, tokens: tuple[Token, ...], words: list[str], at: dict[int, Trigger]) -> Group:
    """The group of a number without a noun, with the reason where it counts no people."""
    group.unit = bare_unit(reading, group.first, tokens, words, at)
    return group


def _finish(
    group: Group, tokens: tuple[Token, ...], words: list[str], last: int, head: int, own: Trigger | None, adjective: Trigger | None
) -> Group:
    """The group of a number with its noun, with the reason where it counts no people."""
    first_word = _fill(group, tokens, words, last, head, own, adjective)
    if group.own is not None or group.who is not None or group.unit is not None:
        return group
    between = words[first_word : head + 1]
    if between and between[0] in ("-", "year", "years", "%"):
        between = [w for w in between if w != "-"] or between
    unit = next((r for w in between if person(w) is None and (r := unit_reason(w))), None)
    if (
        unit == unit_reason("lions")
        and tokens[head].tag in ("NNPS", "NNP")
        and tokens[head].text[:1].isupper()
        and not tokens[head].text.isupper()
    ):
        unit = None  # "nine Bodo Tigers"
    group.unit = unit
    return group


def _fill(
    group: Group, tokens: tuple[Token, ...], words: list[str], last: int, head: int, own: Trigger | None, adjective: Trigger | None
) -> int:
    """Gives a group its noun and what that says of the people; returns the first word of the noun phrase."""
    group.last, group.head, group.own, group.adjective = max(last, group.last), head, own, adjective
    first_word = group.reading.last + 1 if group.reading else group.first
    if own is not None:
        group.who = person(words[head])
        if own.entry.id == "body" and any(w in small("office") for w in words[first_word:head]):
            group.own, group.unit = None, "counts offices, not people"
        return first_word
    group.who = person(words[head], words[head - 1] if head > first_word else "")
    if group.who is None:
        _titled(group, tokens, words, first_word, head)
    return first_word


def _titled(group: Group, tokens: tuple[Token, ...], words: list[str], first: int, head: int) -> None:
    """ "The commander Aran Bel", "Judge Ona Pel": the noun before the name says who it is."""
    k = head
    while k > first and tokens[k].pos == "PROPN" and tokens[k].text[:1].isupper() and person(words[k]) is None:
        k -= 1
    who = person(words[k]) if k < head else None
    if who is not None and not who.plural and not who.collective and tokens[k].pos in NOMINAL and who.rule != "people.peoples":
        group.who, group.head = who, k


def _named(tokens: tuple[Token, ...], words: list[str], i: int, at: dict[int, Trigger], starts: frozenset[int]) -> Group | None:
    """People without a figure: "a soldier", "his brother", "civilians", "Extremists"."""
    determiner = words[i] if words[i] in _DETERMINERS else None
    k = i + 1 if determiner else i
    if k < len(tokens) and k in starts:
        k_end = age(words, k)
        if not k_end:
            return None
    elif k >= len(tokens) or (tokens[k].pos not in NOMINAL and k not in at and words[k] not in small("premodifiers")):
        return None
    if k in at and not adjectival(at[k], tokens, words) and not at[k].has("count"):
        return None
    last, head, own, adjective = noun_phrase(tokens, words, k, at, starts)
    if head is None or last < k:
        return None
    group = Group(i, last, None, None, None)
    group.definite = determiner == "the"
    _fill(group, tokens, words, last, head, own, adjective)
    if group.own is not None and group.own.entry.id in _MULTIPLE:
        times = next((n for w, n in _TIMES.items() if w in words[group.own.first : group.own.last + 1]), None)
        group.low, group.high = (times, times) if not words[head].endswith("s") else (None, None)
        return group
    if group.own is not None:
        if words[head].endswith("s") or determiner in ("a", "an", "the"):
            singular = not words[head].endswith("s") and determiner in ("a", "an")
            group.low, group.high = (1, 1) if singular else (None, None)
        return group
    if group.who is None and words[head] in ("old", "olds"):
        group.low, group.high = (1, 1) if words[head] == "old" else (2, None)
        group.who, group.unit = person("person" if words[head] == "old" else "people"), None
        return group
    if group.who is None and k in starts and (tokens[head].pos == "PROPN" or words[head][-1:] != "s") and not unit_reason(words[head]):
        group.who, group.unit = person("person"), None  # "16-year-old Aran Bel", "a 15-year-old basketball star"
    if group.who is None:
        return None
    if group.who.collective and determiner != "the" and (of := _of_so_many(tokens, words, group.last)) is not None:
        group.low = group.high = of[0]  # "a family of five"
        group.last = of[1]
    elif group.who.plural or group.who.collective:
        group.low = 2
    elif group.who.lemma in ("other", "another", "others", "more", "one", "them", "whom", "dozens"):
        if words[head] in ("others",):
            group.low = 2
        elif determiner == "the" and _many_others(tokens, words, head):
            pass  # "the other dead were villagers": as many as nobody says
        else:
            group.low = group.high = 1
    else:
        group.low = group.high = 1
    return group


def _of_so_many(tokens: tuple[Token, ...], words: list[str], last: int) -> tuple[int, int] | None:
    """How many a family or a crowd is of, and where that ends: "a family of five", not "a family of five brothers"."""
    found = number(words, last + 2) if words[last + 1 : last + 2] == ["of"] else None
    if (
        found is None
        or found[0] < 2
        or (found[1] < len(words) and (tokens[found[1]].pos in {*NOMINAL, "ADJ", "NUM"} or words[found[1]] == "of"))
    ):
        return None
    return found[0], found[1] - 1


def _many_others(tokens: tuple[Token, ...], words: list[str], head: int) -> bool:
    """ "The other dead were villagers": more than one; "the other wounded man" and "one killed, the other wounded" are not."""
    many = head + 1 < len(words) and words[head] == "other" and words[head + 1] in small("harmed_many")
    return many and head + 2 < len(words) and tokens[head + 2].pos in ("AUX", "VERB")
