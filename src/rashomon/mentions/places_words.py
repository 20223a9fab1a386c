"""The words around place names, as sets and patterns made once per process from ``place_words.yml`` and ``countries.yml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick

from rashomon.gazetteer import Gazetteer, fold
from rashomon.lexicon import Entry, load


@cache
def forms(kind: str) -> frozenset[str]:
    """All forms of a kind in ``place_words.yml``, in lower case."""
    return frozenset(f.casefold() for e in load("place_words") if e.get("kind") == kind for f in e.forms)


@cache
def kinds_of_place() -> frozenset[str]:
    """Words that say what a name is: village, airport, province, valley …"""
    return forms("settlement") | forms("facility") | forms("admin") | forms("nature") | forms("loose") | forms("beside")


@cache
def wrapping() -> frozenset[str]:
    """What else may stand in a run of capitalised words beside a place: directions, words of kind, small words."""
    return forms("direction") | kinds_of_place() | forms("filler") | {"of", "the", "in", "at", "near", "from", "outside"}


@cache
def leading() -> frozenset[str]:
    """What may lead a run without being part of the name."""
    return frozenset(relations()) | forms("direction") | {"the"}


@cache
def trailing() -> frozenset[str]:
    """What may end a run without being part of the name."""
    return kinds_of_place() | forms("filler")


@cache
def apposed() -> re.Pattern[str]:
    """ ", a rice-growing settlement in": what stands before it is a place."""
    kinds = alternatives(forms("settlement") | forms("beside") | forms("admin"))
    return re.compile(rf",\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,4}}?(?:{kinds})\s+(?:in|of|near|on|outside|about|some|\d)")


@lru_cache(maxsize=4096)
def level_of(word: str) -> int | None:
    """0 for a settlement's word, 1 a province's, 2 a district's; None for others."""
    word = word.casefold()
    if word in forms("settlement"):
        return 0
    for entry in load("place_words"):
        if entry.get("kind") == "admin" and word in {f.casefold() for f in entry.forms}:
            return int(entry.get("level"))
    return None


@cache
def relations() -> dict[str, str]:
    """Words before a place → relation; "around" is near."""
    return {f.casefold(): str(e.get("relation")) for e in load("place_words") if e.get("kind") == "relation" for f in e.forms}


def alternatives(words: frozenset[str] | set[str]) -> str:
    """A regular expression's alternation, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def beside_names() -> frozenset[str]:
    """What may stand between a relation word and a name: directions, words of kind, small words."""
    small = "nearby the its their a an of remote ancient historic besieged disputed neighboring neighbouring small key strategic"
    return forms("direction") | kinds_of_place() | forms("filler") | frozenset(small.split())


@cache
def before() -> re.Pattern[str]:
    """What stands before a place: a relation word, then directions, adjectives of place and words of kind."""
    lead = alternatives(frozenset(relations()))
    middle = alternatives(beside_names())
    nations = r"[A-Z][a-z]+(?:n|i|ese|ish|ch)|[A-Z][a-z]+(?:'s|s')"
    return re.compile(
        rf"(?:^|[\s(\"'-])(?P<word>(?i:{lead}|between|and|or|of))\s+(?P<middle>(?:(?:(?i:{middle})|{nations}|\w+-held|\w+-controlled)\s+){{0,6}})$"
    )


@cache
def called() -> re.Pattern[str]:
    """ "in the capital, Ostrel", "from the northern town Ostrel": a word of kind, then its name."""
    return re.compile(
        rf"\b(?P<word>in|at|near|outside|from|around|inside)\s+(?:the\s+|its\s+|their\s+)(?:[\w'-]+\s+){{0,3}}(?:{alternatives(forms('settlement') | forms('beside'))}),?\s+$",
        re.I,
    )


@cache
def dateline() -> re.Pattern[str]:
    """ "OSTREL, Chad (Agency) -" at the start: where it was written, not where it happened."""
    return re.compile(
        r"^\W*[A-Z][A-Z'.-]+(?: [A-Z][A-Z'.-]+){0,3}(?:,\s+[A-Z][\w.-]+(?: [A-Z][\w.-]+)?)?(?:,?\s+[A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,40}\)\s*(?:--?|\u2014)?|--?|\u2014)(?:\s|$)"
    )


@cache
def after() -> re.Pattern[str]:
    """A word of kind right behind a name: "Ostrel province", "Ostrel International Airport"."""
    filler = alternatives(forms("filler"))
    return re.compile(rf"^(?:'s)?(?P<fill>(?:[\s-]+(?:{filler})){{0,2}})[\s-]+(?P<kind>{alternatives(kinds_of_place())})\b", re.I)


@cache
def distance() -> re.Pattern[str]:
    """ "300 kilometres (186 miles) north-east of", "two hours from": the place is not where it happened."""
    compass = alternatives({d for d in forms("direction") if d not in {"greater", "downtown", "lower", "upper", "rural"}})
    return re.compile(
        rf"\b(?:kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s|yards|feet|hours?|minutes?)\b\)?\s*(?:\([^)]{{0,30}}\)\s*)?,?\s*(?:away\s+)?(?:to\s+the\s+)?(?:drive\s+)?(?:{compass})?\s*(?:of|from)\s+(?:the\s+)?(?:[\w-]+\s+){{0,4}}$",
        re.I,
    )


class _Named(NamedTuple):
    """What a form that names a country says: its code, or its name where it has none here; or only its people."""

    iso: str
    name: str
    people: bool


@cache
def _country_forms() -> tuple[ahocorasick.Automaton, dict[str, list[_Named]]]:
    """Names of countries as they are printed, with their adjectives and nationals."""
    table: dict[str, list[tuple[str, str, _Named]]] = {}
    for entry in load("countries"):
        name = str(entry.get("name"))
        for form in entry.forms:
            table.setdefault(form, []).append(("countries", entry.id, _Named("", name, False)))
        for word in (*entry.get("adjectives", ()), *entry.get("nationals", ())):
            table.setdefault(str(word), []).append(("countries", f"{entry.id}-people", _Named("", name, True)))
    for entry in load("place_words"):
        if entry.get("kind") in {"country", "part_of_country"}:
            for form in entry.forms:
                table.setdefault(form, []).append(("place_words", entry.id, _Named(str(entry.get("iso")), "", False)))
    automaton = ahocorasick.Automaton()
    for form in table:
        automaton.add_word(form, form)
    automaton.make_automaton()
    return automaton, {form: [n for _, _, n in sorted(rows, key=lambda r: r[:2])] for form, rows in table.items()}


def _countries_in(text: str) -> list[tuple[str, _Named]]:
    """Words of a text that name a country, in order, none inside a longer one; each with the first entry that has it."""
    automaton, forms_ = _country_forms()
    found: list[tuple[int, int]] = []
    for last, form in automaton.iter(text):
        end = last + 1
        start = end - len(form)
        if not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
            end < len(text) and text[end].isalnum() and text[last].isalnum()
        ):
            found.append((start - end, start))
    taken: set[int] = set()
    kept = []
    for length, start in sorted(found):
        end = start - length
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            kept.append((start, end))
    return [(text[a:b], forms_[text[a:b]][0]) for a, b in sorted(kept)]


def country_words(text: str, gazetteer: Gazetteer) -> dict[str, dict[str, int]]:
    """How often each country is named in a text, by which folded name, adjective or nationals (ISO code → word → times)."""
    counts: dict[str, dict[str, int]] = {}
    shared: dict[str, list[str]] = {}  # countries named only by a word that is also a province elsewhere ("Georgia")
    sure: set[str] = set()
    for word, named in _countries_in(text):
        iso = named.iso or gazetteer.country_code(named.name)
        if not iso:
            continue
        row = counts.setdefault(iso, {})
        row[fold(word)] = row.get(fold(word), 0) + 1
        others = () if named.people else gazetteer.provinces_elsewhere(word, iso)
        if others:
            shared.setdefault(iso, []).extend(others)
        else:
            sure.add(iso)
    for iso, elsewhere in shared.items():
        if iso not in sure and any(o in sure for o in elsewhere):
            del counts[iso]
    return counts


def countries_named(text: str, gazetteer: Gazetteer) -> dict[str, int]:
    """How often each country is named in a text, by name, adjective or nationals (ISO code → times)."""
    return {iso: sum(row.values()) for iso, row in country_words(text, gazetteer).items()}


@cache
def demonyms() -> frozenset[str]:
    """Adjectives and nationals of all countries, folded."""
    words = [w for e in load("countries") for w in (*e.get("adjectives", ()), *e.get("nationals", ()))]
    return frozenset(fold(str(w)) for w in words)


@cache
def seats() -> frozenset[str]:
    """Capitals that stand for their governments ("Washington"), folded."""
    return frozenset(fold(str(w)) for e in load("countries") for w in e.get("seats", ()) or ())


@cache
def regions() -> dict[str, Entry]:
    """Regions and waters that have no entry in a list of towns, by folded name."""
    return {fold(f): e for e in load("place_words") if e.get("kind") in {"region", "waters"} for f in e.forms}


@cache
def parts_of_countries() -> dict[str, str]:
    """ "West Bank", "England" → ISO code of the country, by folded name."""
    return {fold(f): str(e.get("iso")) for e in load("place_words") if e.get("kind") == "part_of_country" for f in e.forms}


@cache
def abbreviations() -> dict[str, str]:
    """ "Calif." and the like → code of the province."""
    return {f: str(e.get("code")) for e in load("place_words") if e.get("kind") == "admin_abbreviation" for f in e.forms}


@cache
def not_place() -> frozenset[str]:
    """Capitalised words that name no place, folded: offices, peoples, groups and organisations."""
    groups = {fold(f) for e in load("groups") for f in e.forms}
    return frozenset(fold(f) for f in forms("not_place")) | groups


def is_country_code(name: str) -> bool:
    """Whether a name is a country's in capitals ("U.S.", "UAE"), which no other word is."""
    return name in _country_codes()


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(f for e in load("place_words") if e.get("kind") == "country" for f in e.forms if f.isupper())


@cache
def plain_countries() -> frozenset[str]:
    """Names of countries that are no first names, folded."""
    return frozenset(fold(f) for e in load("countries") if not e.get("ambiguous") for f in e.forms)


@cache
def bodies() -> frozenset[str]:
    """Words that make a run the name of an office, a team or a firm called after the place beside them."""
    return forms("body")


@cache
def weekdays() -> frozenset[str]:
    """Weekdays, which are no part of a name beside them ("in Ostrel Saturday")."""
    return frozenset(f.rstrip(".") for e in load("times") if e.get("kind") == "weekday" for f in e.forms)


@cache
def happenings() -> frozenset[str]:
    """Words for what happens ("attack", "bombing"): a capitalised run that holds one is a headline's, and no place."""
    return frozenset(f.casefold() for e in load("events") for f in e.forms if " " not in f)


@cache
def not_town() -> frozenset[str]:
    """Words and personal names that are also towns, folded."""
    return frozenset(fold(f) for f in forms("not_town"))
