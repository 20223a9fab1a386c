"""Places a document names: toponyms by list and by shape, resolved together, since each is evidence for the others.

See ``docs/concepts/places.md``. A country is a place only where the words put something in it; a capital that speaks is no place; a name
that no list holds stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from rashomon.gazetteer import Gazetteer, apart, fold, get_gazetteer
from rashomon.mentions import places_words as words
from rashomon.mentions.places_around import distant, follow
from rashomon.mentions.places_borders import find_borders
from rashomon.mentions.places_found import Found
from rashomon.mentions.places_resolve import DISTRICT_KM, codes_of, resolve
from rashomon.mentions.places_spans import find_spans
from rashomon.model import Document, PlaceMention, Sentence

_COUNTRY_RELATIONS = frozenset({"in", "near", "distance"})
#: Fewer may be a report with a second one below it.
_TOWNS_OF_A_ROUND_UP = 3
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})


def find_places(document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer | None = None) -> list[PlaceMention]:
    """Places in which the words of the sentences put something, sorted by place in the text.

    Sentences may be parsed or not; parsed ones are read more surely.
    """
    return [m for m in find_toponyms(document, sentences, gazetteer) if m.relation != "named"]


def find_toponyms(document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer | None = None) -> list[PlaceMention]:
    """All names of places, also those in which nothing is put: relation ``named`` is a place in the name of an office, or one that acts,
    owns or is spoken to. They say where a text plays, and nothing happened there."""
    held = gazetteer or get_gazetteer()
    found: list[Found] = []
    out: list[PlaceMention] = []
    others: set[str] = set()
    items = _items(sentences)
    for sentence in sentences:
        spans = find_spans(sentence, held, others)
        named = [s for s in spans if s.named]
        spans = [s for s in spans if not s.named]
        out += find_borders(sentence, spans, held)
        for span in spans:
            if span.relation == "border":
                span.named = True
                named.append(span)
        spans = [s for s in spans if s.relation != "border"]
        _contain(spans, held)
        head = words.dateline().match(sentence.text)
        datelined = _dateline(sentence, spans, head, sentence.index in items)
        if datelined is not None:
            spans.insert(0, datelined)
        for span in spans:
            if span.relation != "of" and (sentence.label == "dateline" or (head and span.end <= head.end())):
                span.relation, span.rule = ("in", "place.item") if sentence.index in items else ("from", "place.dateline")
                span.name = span.name.title() if sentence.index in items and span.name.isupper() else span.name
        for span in spans:
            span.named = not _stays(span, held)
        found += spans + named
    found = [s for s in found if not (s.named and s.relation == "none")]
    found += _again(sentences, found, held)
    found.sort(key=lambda s: (s.sentence.index, s.start))
    weak = {"place.bare", "place.of", "place.from", "place.in_name", "place.speaks"}
    found = [s for s in found if not ((s.named or s.rule in weak) and fold(s.name) in others and not s.inside)]
    shown = {fold(s.name) for s in found if not s.unsure}
    found = [s for s in found if not s.unsure or fold(s.name) in shown]
    answers = resolve(document, found, held)
    for item, place in zip(found, answers, strict=True):
        if place is None:
            continue
        sentence = item.sentence
        start, end = sentence.offset(item.start), sentence.offset(item.end - 1) + 1
        out.append(PlaceMention(start, end, sentence.index, item.name, place, "named" if item.named else item.relation or "in", item.rule))
    return sorted(out, key=lambda m: (m.start, -m.end, m.name))


def _items(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Sentences that open the items of a round-up: "OSTREL - Gunmen killed two. HARNOY - A bomb ...", three towns or more. There each tells
    where it happened; the first of all is where the report was written."""
    heads = {s.index: town[1] for s in sentences if words.dateline().match(s.text) and (town := _TOWN.match(s.text))}
    return frozenset(sorted(heads)[1:]) if len(set(heads.values())) >= _TOWNS_OF_A_ROUND_UP else frozenset()


def _dateline(sentence: Sentence, spans: list[Found], head: re.Match[str] | None, item: bool) -> Found | None:
    """The town a report opens with ("HARNOY, Freedonia (Agency) —"), where the list of towns does not hold it."""
    town = _TOWN.match(sentence.text) if head is not None and (sentence.index < 12 or item) else None
    if town is None or any(s.start < town.end(1) for s in spans) or fold(town[1]) in words.not_place():
        return None
    return Found(sentence, town.start(1), town.end(1), town[1].title(), relation="from", known=False, rule="place.dateline")


def _again(sentences: Sequence[Sentence], found: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """Names no list holds, once the text has shown them to be places: "when Harnoy came under fire", "Harnoy's dairy"."""
    shown = {s.name for s in found if not s.known and not s.named and s.relation not in {"of", ""} and not gazetteer.has(s.name)}
    if not shown:
        return []
    names = sorted(shown, key=lambda n: (-len(n), n))
    out = []
    for sentence in sentences:
        text = sentence.text
        taken = [(s.start, s.end) for s in found if s.sentence is sentence]
        for start, end in _occurrences(text, [n for n in names if n in text]):
            if any(a < end and start < b for a, b in taken) or _CAPITAL_AFTER.match(text, end) or _CAPITAL_BEFORE.search(text, 0, start):
                continue
            if _SAYS.match(text, end):
                continue
            far = distant(text[:start])
            out.append(
                Found(
                    sentence,
                    start,
                    end,
                    text[start:end],
                    relation="distance" if far else "in",
                    known=False,
                    possessive=text.startswith("'s", end),
                    rule="place.distance" if far else "place.again",
                )
            )
    return out


def _occurrences(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Where names stand as words of their own, from left to right; of two at one place the one that comes first in ``names``."""
    at = 0
    while names:
        found = [(start, n) for n, name in enumerate(names) if (start := _word(text, name, at)) >= 0]
        if not found:
            return
        start, n = min(found)
        at = start + len(names[n])
        yield start, at


def _word(text: str, name: str, at: int) -> int:
    start = text.find(name, at)
    while start >= 0 and (
        (start and _BESIDE.match(text, start - 1)) or (start + len(name) < len(text) and _BESIDE.match(text, start + len(name)))
    ):
        start = text.find(name, start + 1)
    return start


_BESIDE = re.compile(r"[\w-]")
_CAPITAL_AFTER = re.compile(r" [A-Z]\w")
_CAPITAL_BEFORE = re.compile(r"[A-Z]\w* $")
_TOWN = re.compile(r"^\W*([A-Z][A-Z'.-]{2,}(?: [A-Z][A-Z'.-]{2,}){0,2}),?\s")
_OF_ITS = re.compile(r"\sof\s+(?:[a-z-]+\s+)?$")
_SAYS = re.compile(
    r"(?:'s (?:forces|army|troops|government|leaders?|police|mayor))?\s+(?:said|says|told|denied|accused|warned|claimed|rejected|wants|insisted)\b"
)


def _token(item: Found) -> tuple[str, str, str] | None:
    """Tag, dependency and head's part of speech of the last word of a span, where the sentence is parsed."""
    sentence = item.sentence
    if not sentence.tokens:
        return None
    at = sentence.token_at(sentence.offset(item.end - 1))
    if at is None:
        return None
    token = sentence.tokens[at]
    return token.tag, token.dep, sentence.tokens[token.head].pos


def _stays(item: Found, gazetteer: Gazetteer) -> bool:
    """Whether the words around a span let it be a place, before it is known which."""
    if item.rule in {"place.dateline", "place.item"}:
        return True
    country = gazetteer.country_code(item.name) is not None
    region = fold(item.name) in words.regions()
    if item.relation == "of" and item.rule != "place.abbreviation" and not item.inside and country:
        return item.rule == "place.container"
    if country or region:
        if words.is_country_code(item.name) and (token := _token(item)) and token[1] in {"compound", "amod", "nmod", "nummod"}:
            return False  # "in a US raid"
        if item.possessive and item.rule != "place.container":
            return False
        left = item.sentence.text[: item.start].rstrip().removesuffix("the").rstrip().casefold()
        if country and (left.endswith(("towards", "toward", " at")) or (item.relation == "from" and not left.endswith("from"))):
            return False
        return item.relation in _COUNTRY_RELATIONS or item.relation == "from" or item.rule in {"place.container", "place.abbreviation"}
    if item.relation:
        return True
    token = _token(item)
    if token:
        tag, dep, head = token
        if tag not in {"NNP", "NNPS"}:
            item.relation = "none"
            return False
        if dep in _SUBJECT and head in {"VERB", "AUX"}:
            return False
    item.rule = "place.bare"
    return True


@cache
def _link() -> re.Pattern[str]:
    kinds = words.alternatives(words.kinds_of_place())
    direction = words.alternatives(words.forms("direction"))
    small = rf"(?:(?:{direction}|{kinds}|of|the|nearby|[A-Z]\w+n|\w+i|\w+ese)\s+)*"
    return re.compile(
        rf"^(?:(?:'s)?(?:\s+(?:\w+\s+)?(?:{kinds}))?(?:,|\s+\(|\s+in|\s+of|\s+inside|,\s+in)\s+{small}"
        rf"|'s\s+{small}"
        rf"|,?\s+(?:an?|the)\s+(?:[\w'-]+\s+){{0,7}}(?:in|of|outside|inside)\s+{small})$"
    )


_VERB = re.compile(r"\b(?:said|says|told|was|were|is|are|had|has)\b")


def _contain(spans: list[Found], gazetteer: Gazetteer) -> None:
    """Notes what lies in what: "A, B", "A village in B district", "B's A". The container is evidence, not the place itself."""
    for left, right in pairwise(spans):
        gap = left.sentence.text[left.end : right.start]
        if len(gap) > 90 or not _link().match(gap) or _VERB.search(gap):
            continue
        inner, outer = (right, left) if gap.startswith("'s") else (left, right)
        if gazetteer.country_code(inner.name) or fold(inner.name) in words.regions():
            continue
        if not _is_wider(outer, inner, gazetteer) and (outer is left or gap.strip() == "," or inner.known):
            continue
        if not inner.relation:
            inner.relation, inner.rule = "in", "place.comma"
        if inner.relation in {"distance"}:
            outer.relation, outer.rule = "of", "place.container"
        if outer is right and outer.rule == "place.kind_of" and not follow(outer.sentence.text, outer.end) and _OF_ITS.search(gap):
            outer.kind, outer.level = "", None  # "the Ada district of Ostrel": the district is Ada
        inner.inside.append(outer)
        outer.relation = "of"
        outer.rule = "place.container" if not outer.code else outer.rule


def _is_wider(outer: Found, inner: Found, gazetteer: Gazetteer) -> bool:
    """Whether ``inner`` may lie in ``outer``: outer is a province or country, and inner has an entry in it or none at all."""
    codes = codes_of(outer, gazetteer)
    if not codes and not gazetteer.candidates(outer.name):
        return outer.level in {1, 2} and inner.level in {None, 0, 2}
    entries = gazetteer.candidates(inner.name)
    districts = [o for o in gazetteer.candidates(outer.name) if o.feature == "ADM2"]
    if any(e.admin1 == o.admin1 and apart(e, o) < DISTRICT_KM for o in districts for e in entries if e.is_town):
        return True
    if any(e.feature == "PCLI" for e in entries):
        return False
    return not entries or any(e.admin1 in codes or e.country in codes for e in entries)
