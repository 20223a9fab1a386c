"""Places a document names: toponyms by list and by shape, resolved together, since each is evidence for the others.

See ``docs/concepts/places.md``. A country is a place only where the words put something in it; a capital that speaks is no place; a name
that no list holds stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from rashomon.gazetteer import Context, Entry, Gazetteer, apart, choose, evidence_of, fold, get_gazetteer, to_place
from rashomon.mentions import places_words as words
from rashomon.mentions.places_spans import Found, find_spans
from rashomon.model import Document, Place, PlaceMention, Sentence

_COUNTRY_RELATIONS = frozenset({"in", "near", "distance"})
_BARE = 20_000  # people a town has where nothing but its name speaks for a place; smaller ones are mostly words and surnames
_DISTRICT_KM = 120.0  # how far a town may lie from the point of its district
_LOOSE = 100_000  # people a town has after which a street or a school beside its name is likely to be in it
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})


def find_places(document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer | None = None) -> list[PlaceMention]:
    """Places named in the sentences, sorted by place in the text. Sentences may be parsed or not; parsed ones are read more surely."""
    held = gazetteer or get_gazetteer()
    found: list[Found] = []
    borders: list[PlaceMention] = []
    others: set[str] = set()
    for sentence in sentences:
        spans = find_spans(sentence, held, others)
        borders += _borders(sentence, spans, held)
        spans = [s for s in spans if s.relation != "border"]
        _contain(spans, held)
        head = words.dateline().match(sentence.text)
        datelined = _dateline(sentence, spans, head)
        if datelined is not None:
            spans.insert(0, datelined)
        for span in spans:
            if span.relation != "of" and (sentence.label == "dateline" or (head and span.end <= head.end())):
                span.relation, span.rule = "from", "place.dateline"
        found += [s for s in spans if _stays(s, held)]
    found += _again(sentences, found, held)
    found.sort(key=lambda s: (s.sentence.index, s.start))
    found = [s for s in found if not (s.rule in {"place.bare", "place.of", "place.from"} and fold(s.name) in others and not s.inside)]
    answers = _resolve(document, found, held)
    out = borders
    for item, place in zip(found, answers, strict=True):
        if place is None:
            continue
        sentence = item.sentence
        start, end = sentence.offset(item.start), sentence.offset(item.end - 1) + 1
        out.append(PlaceMention(start, end, sentence.index, item.name, place, item.relation or "in", item.rule))
    return sorted(out, key=lambda m: (m.start, -m.end, m.name))


def _dateline(sentence: Sentence, spans: list[Found], head: re.Match[str] | None) -> Found | None:
    """The town a report opens with ("HARNOY, Freedonia (Agency) —"), where the list of towns does not hold it."""
    town = (
        re.match(r"^\W*([A-Z][A-Z'.-]{2,}(?: [A-Z][A-Z'.-]{2,}){0,2}),?\s", sentence.text)
        if head is not None and sentence.index < 12
        else None
    )
    if town is None or any(s.start < town.end(1) for s in spans) or fold(town[1]) in words.not_place():
        return None
    return Found(sentence, town.start(1), town.end(1), town[1].title(), relation="from", known=False, rule="place.dateline")


def _again(sentences: Sequence[Sentence], found: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """Names no list holds, once the text has shown them to be places: "when Harnoy came under fire", "Harnoy's dairy"."""
    shown = {s.name for s in found if not s.known and s.relation not in {"of", ""} and not gazetteer.has(s.name)}
    if not shown:
        return []
    pattern = re.compile(rf"(?<![\w-])(?:{words.alternatives(shown)})(?![\w-])")
    out = []
    for sentence in sentences:
        taken = [(s.start, s.end) for s in found if s.sentence is sentence]
        for match in pattern.finditer(sentence.text):
            after = sentence.text[match.end() :]
            if (
                any(a < match.end() and match.start() < b for a, b in taken)
                or re.match(r" [A-Z]\w", after)
                or re.search(r"[A-Z]\w* $", sentence.text[: match.start()])
            ):
                continue
            if _SAYS.match(after):
                continue
            far = words.distance().search(sentence.text[: match.start()][-120:]) is not None
            out.append(
                Found(
                    sentence,
                    match.start(),
                    match.end(),
                    match[0],
                    relation="distance" if far else "in",
                    known=False,
                    possessive=after.startswith("'s"),
                    rule="place.distance" if far else "place.again",
                )
            )
    return out


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
    if item.rule == "place.dateline":
        return True
    country = gazetteer.country_code(item.name) is not None
    region = fold(item.name) in words.regions()
    if item.relation == "of" and item.rule != "place.abbreviation" and not item.inside and country:
        return item.rule == "place.container"
    if country or region:
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
        if tag not in {"NNP", "NNPS"} or (dep in _SUBJECT and head in {"VERB", "AUX"}):
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


def _contain(spans: list[Found], gazetteer: Gazetteer) -> None:
    """Notes what lies in what: "A, B", "A village in B district", "B's A". The container is evidence, not the place itself."""
    for left, right in pairwise(spans):
        gap = left.sentence.text[left.end : right.start]
        if len(gap) > 90 or not _link().match(gap):
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
        inner.inside.append(outer)
        outer.relation = "of"
        outer.rule = "place.container" if not outer.code else outer.rule


def _codes(item: Found, gazetteer: Gazetteer) -> set[str]:
    """Codes of the provinces and countries a container may be."""
    if item.code:
        return {item.code}
    iso = gazetteer.country_code(item.name)
    out = {iso} if iso else set()
    for entry in gazetteer.candidates(item.name):
        if entry.feature == "ADM1" or (entry.feature == "ADM2" and item.level == 2):
            out.add(entry.admin1)
    region = words.regions().get(fold(item.name))
    if region:
        out.update(str(c) for c in region.get("countries", ()))
    return out


def _is_wider(outer: Found, inner: Found, gazetteer: Gazetteer) -> bool:
    """Whether ``inner`` may lie in ``outer``: outer is a province or country, and inner has an entry in it or none at all."""
    codes = _codes(outer, gazetteer)
    if not codes and not gazetteer.candidates(outer.name):
        return outer.level in {1, 2} and inner.level in {None, 0, 2}
    entries = gazetteer.candidates(inner.name)
    districts = [o for o in gazetteer.candidates(outer.name) if o.feature == "ADM2"]
    if any(e.admin1 == o.admin1 and apart(e, o) < _DISTRICT_KM for o in districts for e in entries if e.is_town):
        return True
    if any(e.feature == "PCLI" for e in entries):
        return False
    return not entries or any(e.admin1 in codes or e.country in codes for e in entries)


def _borders(sentence: Sentence, spans: list[Found], gazetteer: Gazetteer) -> list[PlaceMention]:
    """ "the border between A and B", "A-B border", "A's border with B": one linear place, precision 5."""
    text = sentence.text
    out = []
    for match in _border_pattern().finditer(text):
        near = [
            s
            for s in spans
            if (
                0 <= match.start() - s.end <= 3
                or 0 <= s.start - match.end() <= 25
                or (out_of(match, s) and 0 <= s.start - match.end() <= 45)
            )
        ]
        left = [s for s in near if s.end <= match.start()]
        right = [s for s in near if s.start >= match.end()]
        tail = text[match.end() : match.end() + 60]
        sides: list[Found] = left[-1:]
        if re.match(r"\s+(?:region\s+|area\s+)?(?:between|with|of)\b", tail):
            sides += right[: 2 if tail.lstrip().startswith(("between", "region between", "area between")) else 1]
        pair = re.search(r"([A-Z][\w.]+)\s?-\s?([A-Z][\w.]+)\s+$", text[: match.start()])
        lead = re.search(r"\b(on|along|at|near|across|over|by)\s+(?:the\s+|its\s+|their\s+)?(?:[\w'.-]+\s+){0,4}$", text[: match.start()])
        if not sides and not pair and not lead:
            continue
        names = [pair[1], pair[2]] if pair else [s.name for s in sides]
        start = min([match.start(), *(s.start for s in sides), *([pair.start()] if pair else [])])
        end = max([match.end(), *(s.end for s in sides)])
        for side in sides:
            side.relation = "border"
        shown = "–".join(dict.fromkeys(names))
        name = f"{shown} border".strip() if names else text[start:end]
        place = Place(name=name, precision=5, basis="a line between places; no point")
        a, b = sentence.offset(start), sentence.offset(end - 1) + 1
        out.append(
            PlaceMention(
                a, b, sentence.index, text[start:end], place, "near" if lead and lead[1] in {"near", "by"} else "at", "place.border"
            )
        )
    return out


def out_of(match: re.Match[str], span: Found) -> bool:
    """Whether a span follows the border's word with "and" between two names."""
    return span.start > match.end()


@cache
def _border_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{words.alternatives(words.forms('border'))})s?\b(?!\s+(?:crossing|guard|guards|police|service|patrol|troops|forces|officer|officers|post|town|village|region|province|district|city|security|control|agency))",
        re.I,
    )


_WAVES: tuple[tuple[Callable[[Found], bool], float], ...] = (
    (lambda i: i.level == 1, 0.3),
    (lambda i: bool(i.inside), 0.3),
    (lambda i: True, 0.8),
    (lambda i: True, 0.0),
)


def _resolve(document: Document, found: list[Found], gazetteer: Gazetteer) -> list[Place | None]:
    counts = words.countries_named(document.text, gazetteer)
    total = sum(counts.values())
    weights = {iso: n / total for iso, n in sorted(counts.items())}
    admin1: set[str] = set()
    near: list[tuple[float, float]] = []
    chosen: dict[int, tuple[Entry | None, str, Context]] = {}

    def ask(n: int, item: Found, caution: float) -> None:
        inside = frozenset(c for o in item.inside for c in _narrow(o, item, gazetteer))
        level = item.level
        if gazetteer.country_code(item.name) and item.kind not in words.forms("settlement"):
            level = 1
        context = Context(weights, frozenset(admin1), inside, tuple(near), item.relation, level, caution)
        entry, basis = choose(gazetteer, item.name, context)
        chosen[n] = (entry, basis, context)

    def learn(n: int) -> None:
        entry = chosen[n][0]
        if entry is None:
            return
        if entry.feature == "ADM1":
            admin1.add(entry.admin1)
        elif entry.lat is not None and entry.lon is not None and entry.feature != "PCLI" and len(near) < 60:
            near.append((entry.lat, entry.lon))
        if entry.country not in weights:
            weights[entry.country] = 0.1

    # provinces and abbreviations first, then what has a container, then what is known beyond doubt, then the rest with all that in hand
    for item in found:
        if item.code:
            admin1.add(item.code)
            weights.setdefault(item.code.split(".")[0], 0.3)
    for wave, caution in _WAVES:
        todo = [n for n, i in enumerate(found) if wave(i) and not i.code and (n not in chosen or chosen[n][0] is None)]
        for n in todo:
            ask(n, found[n], caution)
        for n in todo:
            learn(n)
    _agree(found, chosen)
    return [_place(item, chosen.get(n), gazetteer) for n, item in enumerate(found)]


def _agree(found: list[Found], chosen: dict[int, tuple[Entry | None, str, Context]]) -> None:
    """One name is one place in a document: the reading with a container beside it counts for the bare ones too."""
    sure: dict[tuple[str, int | None], tuple[Entry, str]] = {}
    for n, item in enumerate(found):
        answer = chosen.get(n)
        if answer and answer[0] and item.inside:
            sure.setdefault((fold(item.name), item.level), (answer[0], answer[1]))
    for n, item in enumerate(found):
        key = (fold(item.name), item.level)
        if n in chosen and key in sure and not item.inside:
            chosen[n] = (*sure[key], chosen[n][2])


def _narrow(outer: Found, inner: Found, gazetteer: Gazetteer) -> set[str]:
    """Codes a container stands for, only those that hold an entry of the inner name where any does."""
    codes = _codes(outer, gazetteer)
    entries = [e for e in gazetteer.candidates(inner.name) if e.is_town]
    codes |= {
        o.admin1
        for o in gazetteer.candidates(outer.name)
        if o.feature == "ADM2" and any(e.admin1 == o.admin1 and apart(e, o) < _DISTRICT_KM for e in entries)
    }
    if outer.inside:
        wider = {c for o in outer.inside for c in _codes(o, gazetteer)}
        codes = {c for c in codes if c in wider or c.split(".")[0] in wider} or codes | wider
    return codes


def _place(item: Found, answer: tuple[Entry | None, str, Context] | None, gazetteer: Gazetteer) -> Place | None:
    region = words.regions().get(fold(item.name))
    if item.code:
        return Place(
            item.name,
            gazetteer.admin1_name(item.code),
            gazetteer.country_name(item.code.split(".")[0]),
            precision=4,
            basis="abbreviation of a province",
        )
    isos = [str(c) for c in region.get("countries", ())] if region else []
    if region and not (answer and answer[0] and len(isos) == 1 and answer[0].country == isos[0] and answer[0].feature == "ADM1"):
        precision = 7 if region.get("kind") == "waters" else 5
        return Place(
            item.name,
            country=gazetteer.country_name(isos[0]) if len(isos) == 1 else None,
            precision=precision,
            basis="a region without a point of its own",
        )
    if answer is None:
        return None
    entry, basis, context = answer
    if entry and item.kind in words.forms("loose") and not (entry.population >= _LOOSE and entry.main and evidence_of(entry, context)):
        entry, basis = None, f"a {item.kind} called after something else, perhaps"
    if item.capitals and (entry is None or (item.relation in {"of", "from"} and entry.is_town and entry.population < _LOOSE)):
        return None
    if entry is None and item.rule == "place.bare":
        return None  # only the list of towns spoke for it, and it is not known which
    if (
        entry
        and item.rule == "place.bare"
        and (not evidence_of(entry, context) or entry.feature in {"PPLC", "PCLI"} or entry.population < _BARE or not entry.exact)
    ):
        return None  # a capital named for its government, or a word that is also a small town
    place = to_place(gazetteer, item.name, entry, basis, context)
    if entry is None and context.inside:
        admin = sorted(c for c in context.inside if "." in c)
        isos = sorted({c.split(".")[0] for c in context.inside})
        if len(isos) == 1:
            place = Place(
                item.name,
                gazetteer.admin1_name(admin[0]) if len(admin) == 1 else None,
                gazetteer.country_name(isos[0]),
                basis=f"{place.basis}; province and country as the text says",
            )
    return place
