"""Names no list holds that the words around them show to be places."""

from __future__ import annotations

import re

from rashomon.gazetteer import Gazetteer, fold
from rashomon.mentions import places_words as words
from rashomon.mentions.places_around import apposed, follow, lead
from rashomon.mentions.places_found import Found, level_word, read_lead, titled
from rashomon.mentions.places_runs import is_title
from rashomon.model import Sentence

_NEAR_WORDS = frozenset({"near", "outside"})


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


#: Endings of a people's or a country's adjective.
_ADJECTIVE = re.compile(r"(?:[a-z]ian|ean|ese)$")


def unknown(sentence: Sentence, run: list[tuple[int, int]], gazetteer: Gazetteer) -> Found | None:
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
    kind, ahead, beside = follow(text, end), lead(text[:start]), apposed(text, end)
    if not (kind or ahead or beside):
        return None
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
    if titled(text[:start]) or any(p in words.happenings() for p in parts) or fold(name) in words.not_town():
        return None
    if _KIND_OF_PEOPLE.search(text, max(0, start - 40), start) and not _OF_NAME.match(text, end):
        return None  # "a Dogon village", "ethnic Amhara": whose, not where
    if _PEOPLE.match(text, end):
        return None
    found = Found(sentence, start, end, name, known=False)
    if kind and _ADJECTIVE.search(name):
        return None  # "on the Sylvanian coast", "a Sylvanian village": whose, not where
    sure = False
    if kind and (
        kind["kind"].casefold() in words.forms("settlement") | words.forms("beside") | words.forms("admin") | words.forms("nature")
        or (ahead and kind["kind"].casefold() in words.forms("facility"))
    ):
        found.kind = kind["kind"].casefold()
        found.level = level_word(found.kind)
        sure = not (
            found.kind in {"state", "republic", "community", "agency", "division", "department", "port", "capital", "government", "school"}
            and not (ahead and ahead["word"].casefold() in words.relations())
        )
    if ahead:
        shown = found.kind
        read_lead(found, ahead, text[:start])
        sure = sure or found.kind not in {"", shown} or ahead["word"].casefold() in _NEAR_WORDS
        if found.relation in {"in", "near"} and ahead["word"].casefold() in {"in", "inside", "at"} and not found.kind:
            sure = sure or (not is_title(text) and ahead["word"].casefold() == "in" and bool(_PLACE_TAIL.match(text[end : end + 12])))
        container = _WITHIN.match(text[end : end + 60])
        if container and found.relation in {"in", "near", "from", "of"}:
            sure = sure or any(e.feature in {"ADM1", "PCLI"} for e in gazetteer.candidates(container[1]))
    if beside:
        sure = True
    if not sure:
        return None
    found.relation = found.relation or "in"
    found.rule = "place.unknown"
    return found
