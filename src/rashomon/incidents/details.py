"""Small things two reports of one event print alike, whatever their words: the hour, the street, the ages of those it happened to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rashomon.gazetteer import fold
from rashomon.incidents.evidence import READ, WORD, alternatives, forms_of, is_common, is_large, titled
from rashomon.lexicon import load
from rashomon.model import Sentence

#: Details of one kind kept of one document.
MOST = 8
#: Two clock times so many minutes apart are one: "around 9:40", "shortly before 9:45".
MINUTES = 12

_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d)(?::[0-5]\d)?)? ?(?P<half>[ap])\.?m\b|\b(?P<H>[01]?\d|2[0-3])[:.](?P<M>[0-5]\d) (?:hours|hrs|local time)\b",
    re.I,
)
_STAMP = re.compile(
    r"\b(?:updated|posted|published|modified|watch|tune|newscast|email|copyright|broadcast|streamed|aired|press conference|news conference)\b",
    re.I,
)
_AGE = re.compile(r"\b(?P<n>\d{1,2})[- ]years?[- ]old\b|\baged? (?P<a>\d{1,2})\b|[a-z], (?P<c>\d{1,2})(?=,)")
_DIGIT = re.compile(r"\d")
#: Without which no clock time is told, and no age between commas: asked first, because they are looked for by one sign.
_HOUR = re.compile(r"\d(?: ?[ap]\.?m| (?:hours|hrs|local time))", re.I)
_LISTED = re.compile(r", \d{1,2},")
_SIDES = frozenset(
    {"north", "south", "east", "west", "n", "s", "e", "w", "nw", "ne", "sw", "se", "northwest", "northeast", "southwest", "southeast"}
)


@cache
def _spelt(language: str = "en") -> dict[str, int]:
    """Numbers below twenty in words."""
    return {
        form: int(e.get("value"))
        for e in load("numbers", language)
        if e.get("kind") == "cardinal" and int(e.get("value")) < 20
        for form in e.forms
    }


@cache
def _spelt_age() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(sorted(_spelt()))})[- ]years?[- ]old\b", re.I)


@cache
def _street_words() -> re.Pattern[str]:
    """Words for streets, without those that hold another ("Street", "St")."""
    forms = forms_of("street")
    return re.compile("|".join(re.escape(f) for f in forms if not any(o in f for o in forms if o != f)))


@cache
def _streets() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?P<number>\d{{2,5}})(?:'s)?(?: block of| block)? )?(?P<name>(?:{WORD}|[NSEW]\.|\d{{1,3}}(?:st|nd|rd|th))(?: (?:{WORD}|[NSEW]\.|\d{{1,3}}(?:st|nd|rd|th)|\d{{1,4}})){{0,3}}?)"
        rf" (?:{alternatives('street')})(?: (?P<route>\d{{1,4}}))?(?![\w-])",
    )


_SPOT = re.compile(
    rf"\b(?:in|at|near|outside|inside|off|around|entered|stormed|raided|shelled|bombed|besieged|village of|town of|hamlet of|settlement of|people of)"
    rf"(?: the)?(?: (?:village|town|hamlet|settlement|camp|district|neighbourhood|neighborhood)(?: of)?)? (?P<name>{WORD}(?: (?:el|al|de|del|la|of) {WORD}|[ -]{WORD}){{0,2}})(?!['\u2019]s (?:[a-z]+ )?(?:army|forces|government))"
)


@lru_cache(maxsize=READ)
def _spots_of(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Names in a sentence told with a word for where, that are no large ones, with their words, folded."""
    if titled(text):
        return ()
    out = []
    for match in _SPOT.finditer(text):
        parts = [w.removesuffix("'s") for w in match["name"].replace("-", " ").split()]
        while parts and is_common(parts[0]):
            parts = parts[1:]
        while parts and is_common(parts[-1]):
            parts = parts[:-1]
        kept, name = frozenset(map(fold, parts)), " ".join(parts)
        if any(len(w) > 3 for w in kept) and not is_large(name) and not is_large(match["name"]):
            out.append((name, kept))
    return tuple(out)


def spots_in(sentences: Iterable[Sentence], people: Iterable[str], names: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of small places, as printed and in this order: told with a word for where, and neither a large town nor a province, a country, a
    person or a common name; one word of a longer name told elsewhere is as a rule a person's."""
    persons = [frozenset(p.split()) for p in people]
    held = {w for p in people for w in p.split()} | {
        w for n in names if (words := n.split()) and len(words) > 1 for w in (words[0], words[-1])
    }
    found: dict[str, None] = {}
    for sentence in sentences:
        for name, kept in _spots_of(sentence.text):
            if not (len(kept) == 1 and held & kept) and not any(kept <= p for p in persons):
                found.setdefault(name)
    return tuple(list(found)[:MOST])


@lru_cache(maxsize=READ)
def _details_of(text: str) -> tuple[tuple[str, str], ...]:
    """Details of a sentence: kind and value, as they come."""
    out: list[tuple[str, str]] = []
    if _DIGIT.search(text):
        clock = [m for m in map(_minutes, _CLOCK.finditer(text)) if m is not None] if _HOUR.search(text) else []
        if clock and not _STAMP.search(text):
            out += [("clock", str(minutes)) for minutes in clock]
        if "year" in text or "age " in text or "aged " in text or _LISTED.search(text):
            out += [("age", match["n"] or match["a"] or match["c"]) for match in _AGE.finditer(text)]
    if "year" in text.lower():
        out += [("age", str(_spelt()[match[1].lower()])) for match in _spelt_age().finditer(text)]
    if not _street_words().search(text):
        return tuple(out)
    for match in _streets().finditer(text):
        words = [w for w in fold(match["name"]).replace(".", "").split() if w not in _SIDES]
        name = " ".join([*words, match["route"] or ""]).strip()
        if name:
            out.append(("street", name))
            if match["number"]:
                out.append(("number", f"{match['number']} {name}"))
    return tuple(out)


def details_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Keys of the kind "clock:1290", "age:34", "street:elm", "number:2400 elm" (the house or block), in the order of their kind."""
    found: dict[str, dict[str, None]] = {"age": {}, "clock": {}, "number": {}, "street": {}}
    for sentence in sentences:
        for kind, value in _details_of(sentence.text):
            found[kind].setdefault(value)
    return tuple(f"{kind}:{value}" for kind in sorted(found) for value in sorted(list(found[kind])[:MOST]))


def _minutes(match: re.Match[str]) -> int | None:
    if match["H"]:
        return int(match["H"]) * 60 + int(match["M"])
    hour = int(match["h"])
    if not 1 <= hour <= 12:
        return None
    return (hour % 12 + (12 if match["half"].lower() == "p" else 0)) * 60 + int(match["m"] or 0)


def kind_of(details: Iterable[str], kind: str) -> frozenset[str]:
    """Values of the details of one kind."""
    return frozenset(d.partition(":")[2] for d in details if d.startswith(kind + ":"))


def same_hour(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether a clock time of one is a few minutes from one of the other."""
    return any(abs(int(x) - int(y)) <= MINUTES for x in kind_of(a, "clock") for y in kind_of(b, "clock"))
