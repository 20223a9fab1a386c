"""What ties two reports of one event together beside day and place: rare names, the thing that was hit, the countries spoken of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rashomon.gazetteer import fold, get_gazetteer
from rashomon.incidents.clauses import link_region
from rashomon.incidents.known import Words
from rashomon.incidents.words import Word, words_of
from rashomon.lexicon import PhraseMatcher, load
from rashomon.lexicon.loader import Entry
from rashomon.model import Sentence
from rashomon.model.documents import READ_LABELS

#: Names and countries kept of one document: a long article names everybody.
MOST_NAMES = 40
#: A town of more people than this is named in news of many kinds; it is a place, and no rare name.
LARGE = 100_000
#: Characters around a scene in which a word for the attack makes it the thing that was hit.
BESIDE = 45

#: What a name of one word in both says beside one of two: it may be any word with a capital.
SINGLE = 0.4

_CAPITALISED = r"[A-Z]\w*(?:['-]\w{2,}|-\w)*"
#: A word of a name.
WORD = rf"(?:{_CAPITALISED}|(?:al|el|ul|ad|as|an|ar|ash)-[A-Z][\w'-]*\w)"
_JOINED = re.compile(r"-[A-Z]")
#: Call signs of broadcasters ("KXYZ", "WXYZ-TV"), which stand in all their reports.
_STATION = re.compile(r"[kw][a-z]{3}(?:-?(?:tv|fm|am|dt))?\d{0,2}")
_PERSON = re.compile(r"(?:, (?:an?|the|who|whose|spokes\w+|head|chief|director)\b| (?:said|says|told|added)\b)")


#: Sentences whose names, countries and details are kept: several events of one document ask for them.
READ = 1024
#: Names whose place among common words, large towns and the gazetteer is kept per process.
_KEPT = 50_000


def finder(pattern: Callable[[str], str]) -> Callable[[str], Iterator[re.Match[str]]]:
    """What finds a pattern that begins with a word of a name, which it is given. Where no word of a text can begin with an article
    ("al-Harvel"), nearly everywhere, it is looked for by its first letter: twice as fast."""
    every, most = re.compile(pattern(WORD)), re.compile(pattern(_CAPITALISED))
    return lambda text: (every if _JOINED.search(text) else most).finditer(text)


_runs = finder(lambda word: rf"{word}(?: (?:(?:of|de|al|el|bin|ibn|the) )?{word})*")


@cache
def forms_of(use: str) -> tuple[str, ...]:
    """Forms of the entries with this use, longest first."""
    return tuple(sorted((f for e in load("rare_names") if e.get("use") == use for f in e.forms), key=lambda f: (-len(f), f)))


@cache
def alternatives(use: str) -> str:
    """Forms of the entries with this use, longest first, as one pattern."""
    return "|".join(re.escape(f) for f in forms_of(use))


@cache
def _office() -> tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Offices in lower case; as a pattern, one that ends the text, and one at its head with a name behind it."""
    found = alternatives("office")
    lower = tuple({f.lower() for f in forms_of("office")})
    return lower, re.compile(rf"\b(?:{found})\s*$", re.I), re.compile(rf"(?:\w+ )?(?:{found}) ", re.I)


def of_office(text: str, start: int, name: str) -> bool:
    """Whether an office stands right before a name at ``start`` of the text, or opens it ("Prime Minister Dorn")."""
    forms, ends, opens = _office()
    before = text[max(0, start - 30) : start]
    if before.rstrip().lower().endswith(forms) and ends.search(before):
        return True
    return " " in name and opens.match(name) is not None


@cache
def _hit() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Beside a building: that it was hit; before it: that somebody was taken there; behind it: that it speaks."""
    taken = alternatives("taken")
    return (
        re.compile(rf"\b(?:{alternatives('against')})\b", re.I),
        re.compile(rf"\b(?:{taken})\W+(?:\w+\W+){{0,3}}$", re.I),
        re.compile(rf"\W+(?:{taken}|said)\b", re.I),
    )


@cache
def _common() -> frozenset[str]:
    """Folded words of names that news of every day holds: countries and their people, months, weekdays, armed groups, agencies, leaders."""
    out: set[str] = set()
    for file in ("countries", "groups", "agencies", "leaders", "times"):
        for e in load(file):
            forms = [*e.forms, *(str(w) for key in ("adjectives", "nationals", "seats", "acronyms") for w in e.get(key, ()) or ())]
            out |= {w for f in forms if f[:1].isupper() or file == "times" for w in ([fold(f)] if file == "groups" else fold(f).split())}
    out |= {fold(w) for e in load("scenes") for f in e.forms for w in (f, f"{f}s")}
    return frozenset(out | {f for e in load("rare_names") if e.get("use") == "common" for f in e.forms})


@lru_cache(maxsize=_KEPT)
def is_common(word: str) -> bool:
    """Whether a word makes no name rare; "Britain-based" and a possessive that lost its apostrophe are as common as what they hold."""
    folded = fold(word)
    return all(w in _common() or w.removesuffix("s") in _common() for w in folded.replace("-", " ").split())


@lru_cache(maxsize=_KEPT)
def is_large(name: str) -> bool:
    """Whether a name is that of a large town, a province or a country somewhere."""
    held = get_gazetteer()
    return held.country_code(name) is not None or any(
        e.feature in {"PCLI", "ADM1", "PPLC"} or e.population >= LARGE for e in held.candidates(name)
    )


@lru_cache(maxsize=READ)
def _long_words(text: str) -> tuple[int, int]:
    """How many words of four letters and more a text has, and how many of these are capitalised."""
    long = [w[0] for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(long), sum(map(str.isupper, long))


def titled(text: str) -> bool:
    """A headline whose words are all capitalised holds no names that could be told from its other words."""
    long, capitals = _long_words(text)
    return not long or (long > 4 and capitals > 0.6 * long)


@lru_cache(maxsize=_KEPT)
def _rare(run: str) -> tuple[str, bool, bool] | None:
    """The name a run of capitalised words holds, folded, whether it is one word, and whether it opens the run; None where it holds no rare one."""
    parts = [w.removesuffix("'s") for w in run.split()]
    if fold(" ".join(parts)) in _common():
        return None
    opens = True
    while parts and is_common(parts[0]):
        parts = parts[1:]
        opens = False
    while parts and is_common(parts[-1]):
        parts = parts[:-1]
    kept = [fold(p) for p in parts]
    if not kept or not any(len(p) >= 4 and not is_common(p) and not _STATION.fullmatch(p) for p in kept):
        return None
    if is_large(" ".join(parts)) or is_large(" ".join(parts).removesuffix("s")):  # a possessive that lost its apostrophe
        return None
    return " ".join(kept), len(kept) == 1, opens


@lru_cache(maxsize=READ)
def _names_of(text: str) -> tuple[tuple[str, bool, bool], ...]:
    """Rare names in a sentence, each with whether it is one word that opens it, and may be any word, and whether a colon stands behind it."""
    long, capitals = _long_words(text)
    if not long or capitals > 0.6 * long:
        return ()  # a headline whose words are all capitalised
    out = []
    for match in _runs(text):
        run, start, end = match.group(), match.start(), match.end()
        found = _rare(run)
        if found is None or of_office(text, start, run):
            continue
        name, single, opens = found
        lone = single and opens and _opens(text[:start]) and not _PERSON.match(text, end)
        out.append((name, lone, text[end : end + 2] == ": "))
    return tuple(out)


def _opens(before: str) -> bool:
    return not before.strip(" \"'(\u2014-") or before.rstrip()[-1:] in {".", ":", "?", "!", '"'}


def names_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Names of persons, buildings, small places and organisations, folded, most often told first; a word that only opens sentences is none."""
    seen: dict[str, int] = {}
    inner: set[str] = set()
    for sentence in sentences:
        for name, lone, colon in _names_of(sentence.text):
            seen[name] = seen.get(name, 0) + 1
            if not lone or (colon and sentence.label == "headline"):  # "Harvel: nine dead"
                inner.add(name)
    known = {w for n in inner for w in n.split()}
    kept_names = [n for n in seen if n in inner or n in known]
    return tuple(sorted(sorted(kept_names, key=lambda n: (-seen[n], n))[:MOST_NAMES]))


@lru_cache(maxsize=100_000)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(w for w in name.replace("-", " ").split() if len(w) >= 4 and not is_common(w))


@dataclass(frozen=True, slots=True)
class RareWords:
    """Names by their words that are not common: in order, the different ones, all words, and by each word which of ``sets`` have it."""

    names: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    sets: tuple[frozenset[str], ...]
    every: frozenset[str]
    having: Mapping[str, Sequence[int]]


def rare_words(names: Sequence[str]) -> RareWords:
    """The words of the names that :func:`shared_rare` compares."""
    words = tuple(_words_of(n) for n in names)
    sets = tuple(sorted(set(words) - {frozenset()}, key=sorted))
    having: dict[str, list[int]] = {}
    for n, own in enumerate(sets):
        for word in own:
            having.setdefault(word, []).append(n)
    return RareWords(tuple(names), words, sets, frozenset(having), having)


def shared_names(a: Sequence[str], b: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Names both hold, with how much each says: 1 where one of them gives two words of it ("Ojukwu", "Emmanuel Ojukwu"), less for a single word.

    "Ali Musa" and "Ali Hassan" have none in common. No word counts twice.
    """
    return shared_rare(rare_words(a), rare_words(b))


def shared_rare(a: RareWords, b: RareWords) -> tuple[tuple[str, float], ...]:
    """:func:`shared_names` of names whose words were found before."""
    if a.every.isdisjoint(b.every):
        return ()
    if (len(a.names), a.names) > (len(b.names), b.names):
        a, b = b, a
    found: list[tuple[float, frozenset[str], str]] = []
    for name, own in zip(a.names, a.words, strict=True):
        if own.isdisjoint(b.every):
            continue
        for n in sorted({n for word in own for n in b.having.get(word, ())}):
            other = b.sets[n]
            if not (own <= other or other <= own):
                continue
            if own == other or name.split()[-1].split("-")[-1] in other:
                long = len(own) > 1 or len(other) > 1
                found.append((1.0 if long else SINGLE, own & other, name))
    taken: set[str] = set()
    out = []
    for value, both, name in sorted(found, key=lambda f: (-f[0], -len(f[1]), f[2])):
        if not both & taken:
            taken |= both
            out.append((name, value))
    return tuple(out)


def scenes_in(sentences: Iterable[Sentence], find: Callable[[Sentence], Mapping[str, Sequence[Word]]] = words_of) -> tuple[str, ...]:
    """Kinds of things that were hit, or where the victims were, in these sentences; not those named behind "hours after the attack on"."""
    out: Counter[str] = Counter()
    for sentence in sentences:
        text = sentence.text
        found = find(sentence)
        scenes = found.get("scenes")
        if not scenes:
            continue
        follows = [link for link in found.get("links", ()) if link.entry.get("type") == "follows"]
        for word in scenes:
            start = text.find(word.text)
            if any(link.start < word.start < link_region(sentence, link)[1] for link in follows):
                continue
            if word.entry.get("use") == "hit":
                around = text[max(0, start - BESIDE) : start + len(word.text) + BESIDE]
                against, taken, speaks = _hit()
                if taken.search(text[:start]) or not against.search(around) or speaks.match(text[start + len(word.text) :]):
                    continue
            out[word.entry.get("scene")] += 1
    return tuple(sorted(sorted(out, key=lambda s: (-out[s], s))[:4]))


@cache
def _countries() -> PhraseMatcher:
    entries = []
    for e in load("countries"):
        forms = [*e.forms, *(str(w) for key in ("adjectives", "nationals") for w in e.get(key, ()) or ())]
        entries.append(Entry("countries", e.id, tuple(forms), {"name": e.get("name"), "case": True}))
    return PhraseMatcher(entries)


@lru_cache(maxsize=READ)
def _countries_of(text: str) -> tuple[str, ...]:
    return tuple(str(match.entry.get("name")) for match in _countries().find(text))


def countries_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Countries named in the sentences, by name or by an adjective of theirs."""
    out: dict[str, int] = {}
    for sentence in sentences:
        for name in _countries_of(sentence.text):
            out[name] = out.get(name, 0) + 1
    return tuple(sorted(sorted(out, key=lambda c: (-out[c], c))[:6]))


def read_part(known: Words) -> list[Sentence]:
    """Sentences of the document's own text."""
    return [s for s in known.sentences if s.label in READ_LABELS]
