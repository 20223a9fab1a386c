"""Noun phrases by words and parts of speech: where one ends, what its head is, and numbers that are years or ages."""

from __future__ import annotations

from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import unit_reason
from rashomon.mentions.figures import Reading
from rashomon.mentions.people import person
from rashomon.model import Token

NOMINAL = frozenset({"ADJ", "NOUN", "PROPN"})
_INNER = frozenset({"#", "-", "'s", "'", "/", '"'})  # may stand inside a noun phrase
_RUN_LIMIT = 9


def noun_phrase(
    tokens: tuple[Token, ...], words: list[str], i: int, at: dict[int, Trigger], starts: frozenset[int]
) -> tuple[int, int | None, Trigger | None, Trigger | None]:
    """The noun phrase from token ``i``: (last token, head, harm noun that is the head, harm word used as adjective)."""
    j, head, own, adjective, aside = i, None, None, None, 0
    while j < len(tokens) and j - i - aside < _RUN_LIMIT:
        word, token = words[j], tokens[j]
        trigger = at.get(j)
        if trigger is not None:
            after = trigger.last + 1
            follows = after < len(tokens) and person(words[after]) is not None and tokens[after].pos in NOMINAL
            if trigger.has("count") and token.pos in NOMINAL and not follows:
                own, head, j = trigger, trigger.last, trigger.last + 1
                break
            stands = trigger.has("state") or (trigger.has("passive") and (j > i or not _verb_like(tokens, j)))
            if follows and head is None and stands and not word.endswith("ing") and token.tag not in ("VBZ", "VBP"):
                adjective, j = trigger, trigger.last + 1
                continue
            break
        if j in starts and age(words, j):
            j = age(words, j)
            head = j - 1
            continue
        if word in small("calendar") or (j in starts and word not in ("other", "others")):
            break
        if word == "and" and j > i and _modifiers(tokens, words, i, j):
            head, j = None, j + 1
            continue
        if token.text == "IS" and word == "is" and j + 1 < len(tokens) and tokens[j + 1].pos in NOMINAL:  # the group, not the verb
            j += 1
            continue
        if token.pos in NOMINAL or (token.pos == "PRON" and word in ("others", "other")):
            if head is not None and _closed(tokens, words, head, j):
                break
            if token.pos != "ADJ" or person(word) is not None:
                head = j
            j += 1
        elif (word in _INNER or word in small("premodifiers")) and j + 1 < len(tokens):
            owner = word == "'" and token.tag == "POS" and tokens[j + 1].pos in NOMINAL  # "seven Harbour Workers' Party fighters"
            if word in ("'", '"') and (j + 1 in at or head is not None) and not owner:
                break
            j += 1
        elif (
            j
            and words[j - 1] == "-"
            and token.tag in ("VBN", "VBG")
            and j + 1 < len(tokens)
            and tokens[j + 1].pos in NOMINAL
            and j not in at
        ):
            j += 1  # "foreign-backed militants"
        elif word == "(" and (end := _bracket(tokens, words, j)):
            aside, j = aside + end - j, end
        elif (
            token.tag in ("VBN", "VBG", "JJ")
            and j + 1 < len(tokens)
            and tokens[j + 1].pos in NOMINAL
            and person(words[j + 1], word) is not None
            and head is None
        ):
            j += 1
        elif token.pos in ("VERB", "ADV") and person(word) is not None and token.tag not in ("VB", "VBD", "VBZ"):
            head, j = j, j + 1
        else:
            break
    last = j - 1
    while last >= i and (words[last] in _INNER or (head is not None and last > head and own is None)):
        last -= 1
    return last, head, own, adjective


def _bracket(tokens: tuple[Token, ...], words: list[str], j: int) -> int:
    """Index after a name in brackets inside a phrase ("one OTC (Orvale Transport Company) staff member"); 0 where it is none."""
    end = next((k for k in range(j + 2, min(j + 10, len(words))) if words[k] == ")"), 0)
    inside = all(t.pos in NOMINAL or t.lower in ("of", "the", "for", "and", "-") for t in tokens[j + 1 : end])
    if not end or not inside:
        return 0
    for k in range(end + 1, min(end + 4, len(words))):
        if tokens[k].pos not in ("NOUN", "ADJ"):
            return 0
        if person(words[k]) is not None:
            return end + 1
    return 0


def _modifiers(tokens: tuple[Token, ...], words: list[str], i: int, j: int) -> bool:
    """Whether "and" at ``j`` joins two modifiers of one noun: "70 regime and rebel fighters"."""
    if any(person(w) is not None and (p := person(w)) is not None and p.plural for w in words[i:j]) or j + 2 >= len(tokens):
        return False
    for k in range(j + 1, min(j + 4, len(tokens))):
        who = person(words[k])
        if who is not None and who.plural:
            return k > j + 1
        if tokens[k].pos not in NOMINAL and tokens[k].tag != "VBN":
            return False
    return False


def _verb_like(tokens: tuple[Token, ...], i: int) -> bool:
    return tokens[i].dep in ("ROOT", "ccomp", "advcl", "relcl", "conj", "acl") and tokens[i].pos == "VERB"


def _closed(tokens: tuple[Token, ...], words: list[str], head: int, j: int) -> bool:
    """Whether the noun at ``head`` ends the phrase: "people Thursday", "women children" are two phrases, "army soldiers" one."""
    if j == head + 1 and words[head].endswith("s") and unit_reason(words[head]) == "a length of time":
        return True  # "in less than 48 hours Magistrate Carlos Val"
    who = person(words[head], words[head - 1] if head else "")
    if who is None or j != head + 1:
        return False
    if not (who.plural or who.collective) or _name_goes_on(tokens, words, head):
        return False
    if words[head] in ("women", "men", "boy", "girl") and (what := person(words[j])) is not None and what.plural:
        return what.rule in ("people.child", "people.woman", "people.people") and words[j] not in ("passengers", "prisoners", "members")
    modifier = who.collective or words[head] in ("police", "security", "military", "staff", "personnel", "taliban", "opposition", "forces")
    return not modifier or person(words[j]) is None


def _name_goes_on(tokens: tuple[Token, ...], words: list[str], head: int) -> bool:
    """Whether a word for people stands inside the name of those whose men are told of: "40 Port Mounted Police Service troopers"."""
    k = head
    while k < len(tokens) and tokens[k].pos == "PROPN" and tokens[k].text[:1].isupper() and tokens[k].text != tokens[k].text.upper():
        k += 1
    if k < head + 2 or k >= len(tokens) or tokens[k].text[:1].isupper():
        return False
    who = person(words[k])
    return who is not None and who.plural and tokens[k].pos in NOMINAL


def adjectival(trigger: Trigger, tokens: tuple[Token, ...], words: list[str]) -> bool:
    """Whether the harm word stands before a noun for people ("wounded civilians")."""
    k = trigger.last + 1
    return k < len(tokens) and person(words[k]) is not None and tokens[k].pos in NOMINAL


def age(words: list[str], i: int) -> int:
    """Index after "12-year-old", "12 years old" at token ``i``; 0 where none stands there."""
    rest = [(k, words[k]) for k in range(i + 1, min(i + 5, len(words))) if words[k] != "-"]
    if len(rest) >= 2 and rest[0][1] in ("year", "years", "month", "months", "yr") and rest[1][1] in ("old", "olds"):
        return rest[1][0] + 1
    if [w for _, w in rest[:3]] == ["y", "/", "o"]:
        return rest[2][0] + 1
    if rest and rest[0][1] in ("y/o", "y.o.", "yo", "y.o"):
        return rest[0][0] + 1
    return i + 1 if words[i].endswith(("-year-old", "-year-olds", "-yr-old", "yo", "y/o")) else 0


def year(words: list[str], reading: Reading) -> bool:
    """Whether a bare number is the year of a date that stands before it: "21 August 2013 Six people were killed"."""
    word = words[reading.core]
    if reading.first != reading.last or not (word.isdigit() and len(word) == 4 and 1900 <= int(word) <= 2099):
        return False
    back = [w for w in words[max(0, reading.first - 3) : reading.first] if w != ","][-2:]
    return any(unit_reason(w) == "a date" for w in back) and (
        unit_reason(back[-1]) == "a date" or (back[-1].rstrip("stndrh").isdigit() and len(back[-1]) <= 4)
    )
