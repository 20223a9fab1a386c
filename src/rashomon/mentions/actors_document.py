"""What a document itself teaches about its actors: its own vocabulary, and the state it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.lexicon import Entry, PhraseMatcher
from rashomon.mentions.actors_lands import CAP, invented_states, loud_lands, name_of_adjective
from rashomon.mentions.actors_names import acronyms, shaped, short_forms, told
from rashomon.mentions.actors_signs import CAPITAL, signs
from rashomon.mentions.actors_vocabulary import Term, known_names, make, shapes, slug, terms, territories
from rashomon.mentions.capitals import shouted
from rashomon.model import Sentence

_CAPITAL_OF = re.compile(
    rf"\b((?:{CAP})(?: (?:{CAP}))?)'?s?'? capital,? (?:of |city of )?((?:{CAP})(?: (?:{CAP}))?)|\b((?:{CAP})(?: (?:{CAP}))?),? the capital of ((?:{CAP})(?: (?:{CAP}))?)"
)
_CAPITALISED = re.compile(r"\b[A-Z\u00C0-\u00DE]\w*(?:[-'](?!s\b)\w+)*")  # CAP, where no more of a pattern follows
_PLACE_NOUN = re.compile(r" (?:city|town|village|province|region|district|capital|border|coast|territory|suburb|neighbou?rhood)\b")
_WAR_OF = re.compile(
    r"(?:'s?)? (?:multi-front |long |bloody |bitter |brutal |[a-z]+-year(?:-old)? )*(?:civil war|insurgency|uprising|civil conflict|conflict|war)\b"
)
_IN = re.compile(
    r"\b(?:in|across|inside|into|throughout|northern|southern|eastern|western|central|north-eastern|northeastern|northwestern|southeastern|southwestern|of) $"
)


@dataclass(slots=True)
class Lore:
    """What is known of actors for one document: its own vocabulary beside the shipped one, and the state it is about."""

    own: tuple[PhraseMatcher, ...] = ()
    invented: dict[str, set[str]] = field(default_factory=dict)  # name of a state not in the lexicon → its adjectives
    capitals: dict[str, str] = field(default_factory=dict)
    main: str | None = None
    states: Counter[str] = field(default_factory=Counter)
    homes: Counter[str] = field(default_factory=Counter)  # states whose forces or places the document names
    found: list[list[Term]] = field(default_factory=list)  # terms of each sentence
    words: frozenset[str] = frozenset()  # capitalised words of the document
    proper: frozenset[int] = frozenset()  # where the sentence at hand has a capitalised word that is a proper name
    modifying: frozenset[int] = frozenset()  # where it has a word that only modifies the next ("military court")

    def terms(self, text: str) -> list[Term]:
        """All terms in a sentence's text."""
        return terms(text, self.own)


def modifying_words(sentence: Sentence) -> frozenset[int]:
    """Starts, in the sentence's text, of words that only modify a noun behind them, by the parse."""
    if not sentence.tokens or sentence.kept is not None:
        return frozenset()
    return frozenset(t.start - sentence.start for t in sentence.tokens if t.dep in {"amod", "compound", "nmod"} and t.head > t.i)


def proper_words(sentence: Sentence) -> frozenset[int]:
    """Starts, in the sentence's text, of capitalised words that are names by the parse; unparsed: not the first word, no adverb."""
    if shouted(sentence.text):
        return frozenset()
    if sentence.tokens:
        starts = (t.start - sentence.start for t in sentence.tokens if t.pos in {"PROPN", "ADJ", "X"} and t.text[:1].isupper())
        return frozenset(starts if sentence.kept is None else (_place(sentence.kept, at) for at in starts))
    return frozenset(m.start() for m in _CAPITALISED.finditer(sentence.text) if m.start() and not m.group().endswith("ly"))


def _place(kept: tuple[int, ...], at: int) -> int:
    """Where character ``at`` of a sentence's stretch of the document stands in its text; -1 where it was taken out."""
    i = bisect_right(kept, at) - 1
    return i if i >= 0 and kept[i] == at else -1


def learn(sentences: Sequence[Sentence]) -> Lore:
    """Reads a document's sentences once for what they teach; parses are not needed."""
    texts = [s.text for s in sentences]
    found = [terms(t) for t in texts]
    lore = Lore()
    entries: list[Entry] = []
    every = texts
    loud = loud_lands([t for t in texts if shouted(t)], known_names())
    texts = ["" if shouted(t) else t for t in texts]  # capitals show no names there
    found = [[] if not t else row for t, row in zip(texts, found, strict=True)]
    lore.words = frozenset().union(*map(_CAPITALISED.findall, texts))
    lore.invented = invented_states(texts, found, lore.words, loud)
    for name in sorted(lore.invented):
        entries += make("state", slug(name), [name], "shape-state", name=name)
        entries += make("adjective", slug(name), sorted(lore.invented[name]), "shape-state", name=name)
    names = set(lore.invented)
    for text in texts:
        for m in _CAPITAL_OF.finditer(text) if signs(text) & CAPITAL else ():
            land, city = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
            land = land if land in names else name_of_adjective(land, names) or land
            if land in names and city not in names and city not in shapes("no-state"):
                lore.capitals.setdefault(city, land)
    for city, land in sorted(lore.capitals.items()):
        entries += make("seat", slug(city), [city], "shape-capital", name=land)
    if entries:  # "the Velmaran Armed Forces" are the state's, now that the state is known
        taught = (PhraseMatcher(entries),)
        found = [[] if not t else terms(t, taught) for t in texts]
    entries += acronyms(texts, found)
    entries += shaped(texts, found, {f for e in entries for f in e.forms})
    entries += told(texts, found, {f for e in entries for f in e.forms})
    entries += short_forms(found, entries, lore.words)
    if entries:
        lore.own = (PhraseMatcher(entries),)
    lore.found = [lore.terms(t) for t in every]
    _weigh(every, lore)
    return lore


def _weigh(texts: list[str], lore: Lore) -> None:
    for number, (text, here) in enumerate(zip(texts, lore.found, strict=True)):
        for t in here:
            if (
                t.kind == "group"
                and t.entry.get("country")
                and t.entry.get("kind") in {"group", "military", "police"}
                and not t.entry.get("_acronym")
                and t.entry.get("country") not in territories()
            ):
                lore.homes[str(t.entry.get("country"))] += 2 if t.entry.get("party") == t.entry.get("country") else 1
                continue
            if t.kind == "leader" and t.entry.get("country") and not t.entry.get("group"):
                owner = any(
                    o.kind == "organ"
                    and 0 <= o.start - t.after <= 12
                    and o.entry.id in {"forces", "troops", "government", "armed-forces", "air-force", "means"}
                    for o in here
                )
                lore.homes[str(t.entry.get("country"))] += 2 * owner
                continue
            if t.kind not in {"state", "adjective", "nationals", "seat"} or t.entry.get("territory"):
                continue
            if _WAR_OF.match(text, t.after):
                lore.homes[t.name] += 4  # the war the text is about
            if any(
                o.start <= t.start and t.end <= o.end and (o.end - o.start) > (t.end - t.start) and o.kind in {"group", "state"}
                for o in here
            ):
                continue
            owner = any(o.kind == "organ" and 0 <= o.start - t.after <= 12 and o.entry.id not in {"means", "media"} for o in here)
            place = bool(_PLACE_NOUN.match(text, t.after) or _IN.search(text, max(0, t.start - 20), t.start))
            lore.states[t.name] += 1
            lore.homes[t.name] += (2 if number < 3 else 1) * (1 + 2 * place + owner)
    if lore.homes:
        ranked = sorted(lore.homes.items(), key=lambda kv: (-kv[1], kv[0]))
        if len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1]:
            lore.main = ranked[0][0]
