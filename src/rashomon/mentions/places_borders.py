"""Borders named as places: lines between places, without a point."""

from __future__ import annotations

import re
from functools import cache

from rashomon.gazetteer import Gazetteer
from rashomon.mentions import places_words as words
from rashomon.mentions.places_found import Found
from rashomon.model import Place, PlaceMention, Sentence


def find_borders(sentence: Sentence, spans: list[Found], gazetteer: Gazetteer) -> list[PlaceMention]:
    """ "the border between A and B", "A-B border", "A's border with B": one linear place, precision 5."""
    text = sentence.text
    out: list[PlaceMention] = []
    if text.isascii() and not any(word in low for low in (text.lower(),) for word in _needed()):
        return out  # nine sentences of ten
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
def _needed() -> frozenset[str]:
    """A word of each form: without one of them the pattern cannot match."""
    return frozenset(form.split()[-1] for form in words.forms("border"))


@cache
def _border_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{words.alternatives(words.forms('border'))})s?\b(?!\s+(?:crossing|guard|guards|police|service|patrol|troops|forces|officer|officers|post|town|village|region|province|district|city|security|control|agency))",
        re.I,
    )
