"""Capitalised runs of a sentence and which stretches of them are names of places, before anything is resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.gazetteer import Gazetteer, fold
from rashomon.mentions import places_words as words
from rashomon.model import Sentence

_WORD = re.compile(r"[^\W\d_](?:[\w]|['-](?=\w))*\.?")
_ARTICLE = re.compile(r"^(?:al|el|ul|ash|as|at|ad|an|ar|az|ez|es|et|ed|er)-[A-Z]")
_SMALL = frozenset(
    {
        "al",
        "el",
        "ez",
        "es",
        "az",
        "ar",
        "ash",
        "as",
        "ad",
        "at",
        "an",
        "de",
        "du",
        "del",
        "la",
        "le",
        "das",
        "dos",
        "do",
        "da",
        "of",
        "den",
        "bin",
        "ibn",
        "sur",
        "i",
        "e",
        "y",
    }
)
_SPEAKS = re.compile(
    r"^\s+(?:said|says|told|added|announced|claimed|denied|accused|accuses|insists|insisted|warned|has said|had said|confirmed|called on|rejected)\b"
)
_TITLES = re.compile(
    r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Brig|Sen|Rep|Gov|Prof|Rev|President|Minister|Secretary|Senator|Judge|Sheriff|Mayor|Governor|Chief|Prince|Sheikh|King|Queen|Pope|General|Colonel|Major|Captain|Lieutenant|Sergeant|Officer|Deputy|Commander|Spokesman|spokesman|spokeswoman|Ambassador|Professor|Rabbi|Imam|Father|Sister|Brother)\.?\s+$"
)


@dataclass(slots=True)
class Found:
    """A stretch of a sentence that may be a place, with what stands around it. Offsets are into ``Sentence.text``."""

    sentence: Sentence
    start: int
    end: int
    name: str
    relation: str = ""  # empty: nothing says it is a place
    level: int | None = None
    kind: str = ""  # the word of kind beside it
    known: bool = True
    possessive: bool = False
    rule: str = "place.name"
    inside: list[Found] = field(default_factory=list)
    code: str = ""  # of an abbreviated province
    capitals: bool = False  # in a sentence all in capitals, where they say nothing

    def __hash__(self) -> int:
        return id(self)


def runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of capitalised words, small words between them kept ("Dar es Salaam")."""
    run: list[tuple[int, int]] = []
    pending: list[tuple[int, int]] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if word.endswith(".") and not (word in words.abbreviations() or re.fullmatch(r"(?:[A-Z]\.)+|(?:St|Mt|Ft|Ste)\.", word)):
            word, end = word[:-1], end - 1
        gap = text[last:start]
        joined = gap in {" ", "-", ""} or gap == "  "
        if run and not joined:
            yield run
            run, pending = [], []
        capital = word[0].isupper() or bool(_ARTICLE.match(word))
        if word.endswith("'s"):
            end -= 2
        if capital:
            run += [*pending, (start, end)]
            pending = []
            if word.endswith("'s"):
                yield run
                run = []
        elif run and word in _SMALL and len(pending) < 2:
            pending.append((start, end))
        elif run:
            yield run
            run, pending = [], []
        else:
            pending = []
        last = match.end() if text[match.end() - 1 : match.end()] != "." else end
    if run:
        yield run


def _hits(text: str, run: list[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(run):
        for j in range(min(len(run), i + 5), i, -1):
            name = text[run[i][0] : run[j - 1][1]]
            if name[0].islower() and not _ARTICLE.match(name):
                break
            key = fold(name)
            if key in words.demonyms() or (j - i == 1 and key in words.kinds_of_place() | words.forms("direction")):
                continue
            if (
                key in words.regions()
                or name in words.abbreviations()
                or (len(key) > 2 and key not in words.not_place() and gazetteer.has(name))
                or gazetteer.country_code(name)
            ):
                yield i, j
                i = j - 1
                break
        i += 1


def _is_title(text: str) -> bool:
    """Whether a sentence is set as a title, its words capitalised, so that capitals say nothing."""
    long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.75 * len(long)


def _is_wrapping(piece: str) -> bool:
    """Whether what else stands in the run only says what or where the place is."""
    key = piece.strip().casefold()
    if not key:
        return True
    parts = key.split()
    allowed = words.wrapping()
    return key in allowed or all(p in allowed or fold(p) in words.demonyms() for p in parts)


def find_spans(sentence: Sentence, gazetteer: Gazetteer, others: set[str] | None = None) -> list[Found]:
    """Stretches of the sentence that may be places, in order; those in which nothing but the list of towns speaks for a place have no relation.

    ``others`` collects the words of names that are no places ("Ada Manchester"), so that "Manchester said" is not read as the town.
    """
    text = sentence.text
    out: list[Found] = []
    upper = sum(map(str.isupper, text)) > 0.7 * sum(map(str.isalpha, text))
    titled = _is_title(text)
    for run in runs(text):
        while (
            run
            and text[run[0][1] - 1] == "s"
            and gazetteer.country_code(text[run[0][0] : run[0][1] - 1])
            and not gazetteer.country_code(text[run[0][0] : run[0][1]])
        ):
            run = run[1:]  # a possessive that lost its apostrophe: "Vandias Ostrel province"
        if not run:
            continue
        hits = list(_hits(text, run, gazetteer))
        taken: list[Found] = []
        if any(text[run[a[1] - 1][1] : run[b[0]][0]].strip() == "" for a, b in pairwise(hits)) and not upper:
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
            if found:
                _inherit(found, taken or out)
                found.capitals = upper
                if upper and not found.relation:
                    continue
                taken.append(found)
        whole = any(i == 0 and j == len(run) for i, j in hits)
        if not taken and not upper and not whole:
            unknown = _unknown(sentence, run, gazetteer, titled)
            if unknown:
                taken.append(unknown)
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
    if _TITLES.search(left[-40:]):
        return None
    follow = words.after().match(text[end : end + 60])
    if follow and not (found.possessive and not follow["fill"] and level_word(follow["kind"]) is None):
        found.kind = follow["kind"].casefold()
        found.level = level_word(found.kind)
    lead = words.before().search(left[-120:])
    if lead:
        _read_lead(found, lead, left)
    if not found.relation:
        apposition = words.called().search(left[-80:])
        if apposition:
            found.relation, found.rule = words.relations().get(apposition["word"].casefold(), "in"), "place.called"
    if found.kind and not found.relation:
        found.relation = "in"
        found.rule = "place.kind"
    common = fold(name) in words.not_town()
    if common and not (
        found.kind
        or found.level is not None
        or (
            lead
            and lead["middle"]
            and level_word(
                lead["middle"].split()[-1]
                if lead["middle"].split()[-1] != "of"
                else lead["middle"].split()[-2]
                if len(lead["middle"].split()) > 1
                else ""
            )
            is not None
        )
    ):
        return None
    if not found.relation and _SPEAKS.match(text[end : end + 20]):
        return None
    return found


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


def level_word(word: str) -> int | None:
    """Level of a word of kind, see :func:`places_words.level_of`."""
    return words.level_of(word)


def _read_lead(found: Found, lead: re.Match[str], left: str) -> None:
    word = lead["word"].casefold()
    middle = [w for w in lead["middle"].casefold().split() if w not in {"the", "a", "an"}]
    if words.distance().search(left[-120:]):
        found.relation, found.rule = "distance", "place.distance"
        return
    if middle and middle[-1] == "of" and len(middle) > 1:
        level = level_word(middle[-2])
        kind = middle[-2]
        if (
            level is None
            and kind not in words.kinds_of_place()
            and kind not in words.forms("direction")
            and kind not in words.forms("struck")
        ):
            return
        if kind in words.forms("direction"):
            found.relation, found.rule = "near", "place.direction_of"
            return
        found.kind, found.level = found.kind or kind, level if found.level is None else found.level
    elif middle and level_word(middle[-1]) is not None and not found.kind:
        found.kind, found.level = middle[-1], level_word(middle[-1])
    if word in words.relations():
        found.relation = words.relations()[word]
        found.rule = f"place.{found.relation}"
    elif word == "of":
        previous = left[: left.casefold().rfind(word, 0, len(left) - len(lead["middle"]))].split()
        noun = previous[-1].casefold().strip(",.\"'") if previous else ""
        if noun in words.forms("direction"):
            found.relation, found.rule = "near", "place.direction_of"
        elif noun in words.kinds_of_place():
            found.kind = found.kind or noun
            found.level = words.level_of(noun) if found.level is None else found.level
            found.relation, found.rule = "in", "place.kind_of"
        elif noun in words.forms("struck"):
            found.relation, found.rule = "in", "place.struck"
        else:
            found.relation, found.rule = "of", "place.of"
    elif word == "between":
        found.relation, found.rule = "between", "place.between"


_NEAR_WORDS = frozenset({"near", "outside"})


def _unknown(sentence: Sentence, run: list[tuple[int, int]], gazetteer: Gazetteer, titled: bool) -> Found | None:
    """A name no list holds, where the words around it leave no doubt that it is a place."""
    text = sentence.text
    first = 0
    while first < len(run) and (
        text[run[first][0] : run[first][1]].casefold() in words.leading() or fold(text[run[first][0] : run[first][1]]) in words.demonyms()
    ):
        first += 1
    last = len(run)
    while last > first and text[run[last - 1][0] : run[last - 1][1]].casefold() in words.trailing():
        last -= 1
    if last <= first or last - first > 3:
        return None
    start, end = run[first][0], run[last - 1][1]
    name = text[start:end]
    parts = [fold(text[a:b]) for a, b in run[first:last]]
    if (
        fold(name) in words.not_place()
        or any(p in words.not_place() or p in words.demonyms() for p in parts)
        or len(name) < 3
        or name.isupper()
        or _HELD.search(name)
    ):
        return None
    if _TITLES.search(text[:start][-40:]) or any(p in words.happenings() for p in parts) or fold(name) in words.not_town():
        return None
    if _KIND_OF_PEOPLE.search(text[:start]) and not _OF_NAME.match(text[end:]):
        return None  # "a Dogon village", "ethnic Amhara": whose, not where
    if _PEOPLE.match(text[end:]):
        return None
    found = Found(sentence, start, end, name, known=False)
    follow = words.after().match(text[end : end + 60])
    lead = words.before().search(text[:start][-120:])
    apposed = words.apposed().match(text[end : end + 90])
    sure = False
    if follow and (
        follow["kind"].casefold() in words.forms("settlement") | words.forms("beside") | words.forms("admin") | words.forms("nature")
        or (lead and follow["kind"].casefold() in words.forms("facility"))
    ):
        found.kind = follow["kind"].casefold()
        found.level = level_word(found.kind)
        sure = not (
            found.kind in {"state", "republic", "community", "agency", "division", "department", "port", "capital", "government", "school"}
            and not lead
        )
    if lead:
        kind = found.kind
        _read_lead(found, lead, text[:start])
        sure = sure or found.kind not in {"", kind} or lead["word"].casefold() in _NEAR_WORDS
        if found.relation in {"in", "near"} and lead["word"].casefold() in {"in", "inside", "at"} and not found.kind:
            sure = sure or (not titled and lead["word"].casefold() == "in" and bool(_PLACE_TAIL.match(text[end : end + 12])))
        container = _WITHIN.match(text[end : end + 60])
        if container and found.relation in {"in", "near", "from", "of"}:
            sure = sure or any(e.feature in {"ADM1", "PCLI"} for e in gazetteer.candidates(container[1]))
    if apposed:
        sure = True
    if not sure:
        return None
    found.relation = found.relation or "in"
    found.rule = "place.unknown"
    return found


_KIND_OF_PEOPLE = re.compile(r"(?:\b(?:an?|another|ethnic|mostly|mainly|predominantly|this|several|other|neighbou?ring)\s+)$", re.I)
_OF_NAME = re.compile(
    r"\s+(?:International|airport|market|hospital|hotel|mosque|church|university|neighbou?rhood|quarter|street|square|bridge|province|district|region|county)\b",
    re.I,
)
_PEOPLE = re.compile(
    r"\s+(?:people|peoples|community|communities|minority|militias?|militiamen|fighters|rebels|tribe|tribes|tribesmen|clans?|herders|herdsmen|farmers|villagers|hunters|civilians|women|men|families|language|leaders?|speakers|insurgents|gunmen|youths?|extremists|militants|self-defen[cs]e|ethnic|group|groups|party|movement|worshippers|pilgrims)\b"
)
_HELD = re.compile(r"-(?:held|controlled|backed|led|based|run|occupied|aligned|affiliated)\b")
_WITHIN = re.compile(r"(?:,\s+|\s+in\s+)(?:[a-z-]+\s+){0,3}([A-Z][\w'-]*[\w](?:\s[A-Z][\w-]+)?)")
_PLACE_TAIL = re.compile(
    r"^(?:[.,;)]|\s+(?:on|in|and|when|after|late|early|killed|who|where|by|with|to|during|at|near|were|was|that|has|have)\b|$)"
)
