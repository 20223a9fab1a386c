"""Which stretches of capitalised runs are names of places, before anything is resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from rashomon.gazetteer import Gazetteer, fold
from rashomon.mentions import places_words as words
from rashomon.mentions.places_around import called, follow, lead
from rashomon.mentions.places_found import Found, level_word, read_lead, titled
from rashomon.mentions.places_runs import ARTICLE, SUFFIX, all_capitals, runs, with_and, without_days
from rashomon.mentions.places_unknown import unknown
from rashomon.model import Sentence

_SPEAKS = re.compile(
    r"^\s+(?:said|says|told|added|announced|claimed|denied|accused|accuses|insists|insisted|warned|has said|had said|confirmed|called on|rejected)\b"
)


def _hits(text: str, run: list[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(run):
        for j in range(min(len(run), i + 5), i, -1):
            name = text[run[i][0] : run[j - 1][1]]
            if name[0].islower() and not ARTICLE.match(name):
                break
            if _is_place(name, j - i == 1, gazetteer):
                yield i, j
                i = j - 1
                break
        i += 1


@lru_cache(maxsize=32_768)
def _is_place(name: str, alone: bool, gazetteer: Gazetteer) -> bool:
    """Whether some list holds a name, which is ``alone`` where it is one word."""
    key = fold(name)
    if key.startswith("the ") and key[4:] in _no_town_alone():
        return False  # "IN THE CITY OF", and no town "The City"
    if (key in words.demonyms() and not words.is_country_code(name)) or (alone and key in _no_town_alone()):
        return False
    return (
        key in words.regions()
        or name in words.abbreviations()
        or (len(key) > 2 and key not in words.not_place() and gazetteer.has(name))
        or gazetteer.country_code(name) is not None
    )


@cache
def _no_town_alone() -> frozenset[str]:
    return words.kinds_of_place() | words.forms("direction") | words.bodies()


def _is_wrapping(piece: str) -> bool:
    """Whether what else stands in the run only says what or where the place is."""
    key = piece.strip().casefold()
    if not key:
        return True
    parts = key.split()
    allowed = words.wrapping()
    return key in allowed or all(p in allowed or fold(p) in words.demonyms() for p in parts)


_JOINED = re.compile(r"\s?[-/\u2013]")
_PART = re.compile(r"[\s\-\u2010-\u2015/]+")


def _in_name(sentence: Sentence, start: int, end: int, left: str, right: str) -> Found | None:
    """The place in the name of an office, a team, a firm ("Ostrel Fire Department", "University of Ostrel") or beside another name ("Ada Harrow of Ostrel").

    "Ostrel Harrow" may be a person: such a one is unsure.
    """
    before = [w for w in _PART.split(left.casefold().replace(".", "")) if w]
    behind = [w for w in _PART.split(right.casefold().replace(".", "").replace("'s", "")) if w]
    of = bool(before) and before[-1] == "of"
    body = any(w in words.bodies() for w in behind) or (of and any(w in words.bodies() for w in before))
    if before and not of and not _is_wrapping(left):
        return None
    name = sentence.text[start:end]
    state = words.is_country_code(name) or (fold(name) in words.plain_countries())
    if fold(name) in words.not_town() and not (of or state):
        return None
    joined = not behind or bool(_JOINED.match(right))
    return Found(
        sentence,
        start,
        end,
        name,
        possessive=sentence.text.startswith("'s", end),
        rule="place.in_name",
        named=True,
        unsure=not (body or of or joined or state),
    )


def find_spans(sentence: Sentence, gazetteer: Gazetteer, others: set[str] | None = None) -> list[Found]:
    """Stretches of the sentence that may be places, in order; those in which nothing but the list of towns speaks for a place have no relation.

    ``others`` collects the words of names that are no places ("Ada Manchester"), so that "Manchester said" is not read as the town.
    """
    text = sentence.text
    out: list[Found] = []
    upper = all_capitals(text)
    for run in with_and(text, runs(text), gazetteer):
        while (
            run
            and text[run[0][1] - 1] == "s"
            and gazetteer.country_code(text[run[0][0] : run[0][1] - 1])
            and not gazetteer.country_code(text[run[0][0] : run[0][1]])
        ):
            run = run[1:]  # a possessive that lost its apostrophe: "Vandias Ostrel province"
        run = without_days(text, run)
        if not run:
            continue
        hits = list(_hits(text, run, gazetteer))
        taken: list[Found] = []
        if any(text[run[a[1] - 1][1] : run[b[0]][0]].strip() == "" for a, b in pairwise(hits)) and not upper:
            beyond = unknown(sentence, run, gazetteer)
            if beyond and gazetteer.alike(beyond.name):
                out.append(beyond)  # "in Ras al-Ein"
                continue
            if others is not None:
                others.update(fold(text[a:b]) for a, b in run)
            continue  # "Boko Haram", "Jack Daniel": two towns side by side are a name of something else
        for n, (i, j) in enumerate(hits):
            start, end = run[i][0], run[j - 1][1]
            left = text[run[hits[n - 1][1] - 1][1] if n else run[0][0] : start]
            right = text[end : run[hits[n + 1][0]][0] if n + 1 < len(hits) else run[-1][1]]
            if run[0][0] == 0 and left and n == 0:
                first = left.split()[0]
                left = left[len(first) :] if first.casefold() in {*words.relations(), "the", "but", "and", "of"} else left
            if not upper and not (_is_wrapping(left) and _is_wrapping(right)):
                in_name = _in_name(sentence, start, end, left, right)
                if in_name:
                    taken.append(in_name)
                    continue
                if (
                    others is not None
                    and n == 0
                    and not right.strip()
                    and len(run) <= 3
                    and left.strip()
                    and fold(text[start:end]) not in others
                ):
                    others.add(fold(text[start:end]))  # a first name before it: a surname
                continue
            found = _around(sentence, start, end)
            if found and found.named:
                taken.append(found)
            elif found:
                _inherit(found, [t for t in taken if not t.named] or [o for o in out if not o.named])
                found.capitals = upper
                if upper and not found.relation:
                    continue
                taken.append(found)
        whole = any(i == 0 and j == len(run) for i, j in hits)
        if all(t.unsure for t in taken) and not upper and not whole:
            beyond = unknown(sentence, run, gazetteer)
            if beyond:
                taken = [beyond]
        out += taken
    return out


def _around(sentence: Sentence, start: int, end: int) -> Found | None:
    text = sentence.text
    name = text[start:end]
    found = Found(sentence, start, end, name, possessive=text.startswith("'s", end) or (name.endswith("s") and text.startswith("' ", end)))
    if name in words.abbreviations():
        found.code, found.relation, found.level, found.rule = words.abbreviations()[name], "of", 1, "place.abbreviation"
        return found
    left = text[:start]
    if titled(left):
        return None
    if SUFFIX.match(text[end - 1 : end + 20], 1):
        found.named, found.rule = True, "place.in_name"
        return found
    kind = follow(text, end)
    if kind and not (found.possessive and not kind["fill"] and level_word(kind["kind"]) is None):
        found.kind = kind["kind"].casefold()
        found.level = level_word(found.kind)
    ahead = lead(left)
    if ahead:
        read_lead(found, ahead, left)
    if not found.relation:
        apposition = called(left)
        if apposition:
            found.relation, found.rule = words.relations().get(apposition["word"].casefold(), "in"), "place.called"
    if found.kind and not found.relation:
        found.relation = "in"
        found.rule = "place.kind"
    common = fold(name) in words.not_town() and not (name.isupper() and words.is_country_code(name) and not _shouted_noun(name, left))
    if common and not (
        found.kind
        or found.level is not None
        or (
            ahead
            and ahead["middle"]
            and level_word(
                ahead["middle"].split()[-1]
                if ahead["middle"].split()[-1] != "of"
                else ahead["middle"].split()[-2]
                if len(ahead["middle"].split()) > 1
                else ""
            )
            is not None
        )
    ):
        return None
    if not found.relation and _SPEAKS.match(text[end : end + 20]):
        found.named, found.rule = True, "place.speaks"
    return found


_NOUN_FOLLOWS = re.compile(r"\b(?:A|AN|THE|HIS|HER|THEIR|ONE|ITS|EACH|ANOTHER|THIS|THAT|BY|PARKED|STOLEN|PASSING) $")


def _shouted_noun(name: str, left: str) -> bool:
    """Whether a country's letters are a plain word in a text all in capitals ("THEY DROVE UP IN A CAR")."""
    return name.isalpha() and not any(c.islower() for c in left[-60:]) and _NOUN_FOLLOWS.search(left) is not None


def _inherit(found: Found, before: list[Found]) -> None:
    """ "in A and B", "near A, B and C": the later names stand in the relation of the first."""
    if not before or (found.relation and not found.kind.endswith("s")):
        return
    previous = before[-1]
    if found.sentence.text[previous.end : found.start] in {
        " and ",
        ", ",
        ", and ",
        " or ",
        " and the ",
        " and in ",
    } and previous.relation in {"in", "near", "from", "between"}:
        if found.kind and found.level in {1, 2} and found.kind.endswith("s"):  # "in A and B provinces"
            for item in reversed(before):
                if item.sentence is not found.sentence or item.kind or item.relation != previous.relation:
                    break
                item.kind, item.level = found.kind, found.level
        elif previous.kind.endswith("s") and found.level is None:  # "the towns of A and B"
            found.kind, found.level = previous.kind, previous.level
        found.relation, found.rule = previous.relation, f"{previous.rule}_list" if not previous.rule.endswith("_list") else previous.rule
