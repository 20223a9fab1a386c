"""What a document itself teaches about its actors: states never heard of, acronyms, names by shape, and the state it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.lexicon import Entry, PhraseMatcher
from rashomon.mentions.actors_vocabulary import Term, head_kinds, make, shapes, static_matcher, terms
from rashomon.model import Sentence

_CAP = r"[A-Z\u00C0-\u00DE](?:\w|[-'](?!s\b)(?=\w))*"  # a capitalised word without a possessive ending
_NAME = rf"(?:{_CAP})(?: (?:of the |of |for the |for |and |de |la |del |wal-)?(?:{_CAP})){{0,7}}"
_PARENTHESIS = re.compile(rf"\b(?:[Tt]he )?({_NAME}),? \(((?:the )?\"?[A-Z][A-Za-z0-9-]{{1,9}}\"?)\)")
_SHAPE = re.compile(rf"\b({_NAME})")
_STATE_FORM = re.compile(rf"\b(?:Republic|Kingdom|Federation|Emirate|Sultanate|Principality|Commonwealth|Union) of (?:the )?((?:{_CAP})(?: (?:{_CAP}))?)")
_STATE_TAIL = re.compile(rf"\b((?:{_CAP})(?: (?:{_CAP}))?) (?:Republic|Federation|Kingdom|Confederation|Emirate|Sultanate)\b")
_CAPITAL_OF = re.compile(rf"\b((?:{_CAP})(?: (?:{_CAP}))?)'?s?'? capital,? (?:of |city of )?((?:{_CAP})(?: (?:{_CAP}))?)|\b((?:{_CAP})(?: (?:{_CAP}))?),? the capital of ((?:{_CAP})(?: (?:{_CAP}))?)")
_LANDS_OF = re.compile(rf"\b(?:[Pp]resident|[Pp]rime [Mm]inister|[Ff]oreign [Mm]inister|[Dd]efen[cs]e [Mm]inister) (?:{_CAP})(?: (?:{_CAP})){{1,3}} of (?:the )?((?:{_CAP})(?: (?:{_CAP}))?)")
_NEIGHBOURS = re.compile(rf"\b(?:[Bb]order|[Ww]ar|[Tt]alks|[Tt]ruce|[Cc]easefire|[Cc]lash(?:es)?|[Ff]ighting|[Cc]onflict|[Hh]ostilities|[Pp]eace deal|[Ff]rontier|[Tt]reaty) between (?:the )?((?:{_CAP})(?: (?:{_CAP}))?) and (?:the )?((?:{_CAP})(?: (?:{_CAP}))?)|\b((?:{_CAP})) and (?:the )?((?:{_CAP})(?: (?:{_CAP}))?) (?:have |had |both )?(?:fought|exchanged|agreed|signed|share|blamed?|accused?|traded|went to war|resumed|are at war|were at war)")
_CAPITALISED = re.compile(rf"\b(?:{_CAP})\b")
#: Endings of adjectives of states and what they are put to: adjective ending, name endings.
_ENDINGS = (("ian", ("ia", "", "e", "i", "y", "o")), ("ean", ("ea", "e", "")), ("an", ("a", "", "o", "e", "an")), ("n", ("",)), ("ese", ("", "a", "o", "e", "i")), ("ish", ("", "e", "ia", "land", "and")), ("ic", ("", "ia", "land", "a")), ("ian", ("land",)), ("i", ("", "a", "ia", "istan", "e")), ("er", ("",)), ("ite", ("", "a")), ("ar", ("o", "a", "ia")), ("vian", ("via", "w")), ("ak", ("akia",)), ("ch", ("chia",)))  # fmt: skip
#: Organs only a state has; one of them is proof enough, of others it takes two.
_STRONG = frozenset({"defence-ministry", "foreign-ministry", "interior-ministry", "border-service", "border-guards", "general-staff", "armed-forces", "air-force", "navy", "head-of-state"})
_LOOSE = frozenset({"military", "army", "palace", "force", "navy", "positions", "units", "cabinet"})
_GUESS = (("ian", "ia"), ("ean", "ea"), ("an", "a"), ("ese", ""), ("i", ""), ("ish", ""))


def name_of_adjective(adjective: str, names: Iterable[str]) -> str | None:
    """The name among ``names`` from which ``adjective`` can be made ("Freedonian" from "Freedonia"), the longest one, else None."""
    found = []
    known = {n.split()[0] if n.split()[-1] in {"Republic", "Federation", "Kingdom"} else n: n for n in sorted(names)}
    for ending, replaced in _ENDINGS:
        if adjective.endswith(ending) and len(adjective) > len(ending) + 1:
            stem = adjective[: -len(ending)]
            found += [known[stem + r] for r in replaced if stem + r in known and stem + r != adjective]
    return max(found, key=lambda n: (len(n), n)) if found else None


def guessed_name(adjective: str) -> str | None:
    """A name for the state of an adjective where the document never prints it ("Freedonian" → "Freedonia"); None for other words."""
    for ending, replaced in _GUESS:
        if adjective.endswith(ending) and len(adjective) > len(ending) + 2:
            return adjective[: -len(ending)] + replaced
    return None


@dataclass(slots=True)
class Lore:
    """What is known of actors for one document: its own vocabulary beside the shipped one, and the state it is about."""

    matchers: tuple[PhraseMatcher, ...]
    invented: dict[str, set[str]] = field(default_factory=dict)  # name of a state not in the lexicon → its adjectives
    capitals: dict[str, str] = field(default_factory=dict)
    main: str | None = None
    states: Counter[str] = field(default_factory=Counter)
    homes: Counter[str] = field(default_factory=Counter)  # states whose forces or places the document names
    words: frozenset[str] = frozenset()  # capitalised words of the document
    proper: frozenset[int] = frozenset()  # where the sentence at hand has a capitalised word that is a proper name
    modifying: frozenset[int] = frozenset()  # where it has a word that only modifies the next ("military court")

    def terms(self, text: str) -> list[Term]:
        """All terms in a sentence's text."""
        return terms(text, self.matchers)


def modifying_words(sentence: Sentence) -> frozenset[int]:
    """Starts, in the sentence's text, of words that only modify a noun behind them, by the parse."""
    if not sentence.tokens or sentence.kept is not None:
        return frozenset()
    return frozenset(t.start - sentence.start for t in sentence.tokens if t.dep in {"amod", "compound", "nmod"} and t.head > t.i)


def proper_words(sentence: Sentence) -> frozenset[int]:
    """Starts, in the sentence's text, of capitalised words that are names by the parse; unparsed: not the first word, no adverb."""
    if sentence.tokens:
        shift = {sentence.offset(i): i for i in range(len(sentence.text))} if sentence.kept is not None else None
        starts = ((t.start - sentence.start if shift is None else shift.get(t.start, -1)) for t in sentence.tokens if t.pos in {"PROPN", "ADJ", "X"} and t.text[:1].isupper())
        return frozenset(starts)
    return frozenset(m.start() for m in _CAPITALISED.finditer(sentence.text) if m.start() and not m.group().endswith("ly"))


def learn(sentences: Sequence[Sentence]) -> Lore:
    """Reads a document's sentences once for what they teach; parses are not needed."""
    texts = [s.text for s in sentences]
    shipped = static_matcher()
    found = [terms(t, (shipped,)) for t in texts]
    lore = Lore((shipped,))
    entries: list[Entry] = []
    lore.words = frozenset(w for t in texts for w in (m.group() for m in _CAPITALISED.finditer(t)))
    lore.invented = _invented_states(texts, found, lore.words)
    for name in sorted(lore.invented):
        entries += make("state", _slug(name), [name], "shape-state", name=name)
        entries += make("adjective", _slug(name), sorted(lore.invented[name]), "shape-state", name=name)
    names = set(lore.invented)
    for text in texts:
        for m in _CAPITAL_OF.finditer(text):
            land, city = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
            land = land if land in names else name_of_adjective(land, names) or land
            if land in names and city not in names and city not in shapes("no-state"):
                lore.capitals.setdefault(city, land)
    for city, land in sorted(lore.capitals.items()):
        entries += make("seat", _slug(city), [city], "shape-capital", name=land)
    entries += _acronyms(texts, found, lore)
    entries += _shaped(texts, found, {f for e in entries for f in e.forms})
    entries += _short_forms(found, entries, lore.words)
    if entries:
        lore.matchers = (shipped, PhraseMatcher(entries))
    _weigh(texts, lore)
    return lore


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


# -- states never heard of ------------------------------------------------------------------------------------------------------------


def _before(text: str, start: int) -> tuple[str, int, bool] | None:
    """The capitalised word or name right before ``start``, where it begins, and whether it is possessive."""
    m = re.search(rf"((?:{_CAP})(?: (?:{_CAP})){{0,2}})('s|'|)(?: (?:state|national|federal|central|own|new|ruling|interim|armed|top|chief|former|deputy))? ?$", text[:start])
    if not m or text[start - 1] not in " ":
        return None
    return m.group(1), m.start(1), bool(m.group(2))


def _invented_states(texts: list[str], found: list[list[Term]], words: frozenset[str]) -> dict[str, set[str]]:
    names: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for text, here in zip(texts, found, strict=True):
        known = [(t.start, t.end) for t in here if t.kind in {"state", "adjective", "nationals", "seat", "group", "leader"}]
        for t in here:
            national = (t.kind == "organ" and t.entry.get("national")) or (t.kind == "office" and t.entry.get("of") == "state" and t.entry.id == "head-of-state") or (t.kind == "office" and t.form.lower() in {"foreign minister", "defence minister", "defense minister"})
            if not national:
                continue
            before = _before(text, t.start)
            if before:
                word, at, possessive = before
                parts = word.split()
                while parts and (parts[0] in shapes("no-state") or any(a <= at < b for a, b in known)):
                    at += len(parts[0]) + 1
                    parts.pop(0)
                word = " ".join(parts)
                if not parts or any(a < at + len(word) and at < b for a, b in known) or parts[-1] in shapes("no-state") or parts[-1] in head_kinds() or parts[-1].lower() in {"us", "un"}:
                    continue
                if word in shapes("peoples") or any(o.kind == "office" and o.end == at - 1 for o in here):
                    continue
                if not possessive and t.form[0].isupper() and t.entry.id in {"forces", "troops", "armed-forces", "state-side", "air-force"} and t.kind == "organ" and not _adjectival(word, words):
                    continue  # "Tiger Forces", "Desert Army": a name of its own
                weight = 2 if t.kind == "office" or t.entry.id in _STRONG else 1
                if t.form.lower() in _LOOSE and re.match(r" (?!said|says|has|had|have|was|were|is|are|and|or|on|in|at|of|to|for|that|also)[a-z]\w*(?<!ed)(?<!s)\b", text[t.end :]):
                    continue  # "Raqqa's military court": the word only modifies another
                if possessive:
                    names[word] += weight
                elif len(parts) <= 2:
                    bare[word] += weight
            after = re.match(rf" of (?:the )?(?:Republic of |Kingdom of )?((?:{_CAP})(?: (?:{_CAP}))?)", text[t.end :])
            if after and t.entry.id != "state-side":
                at = t.end + after.start(1)
                if not any(a < at + len(after.group(1)) and at < b for a, b in known) and after.group(1) not in shapes("no-state") and t.entry.id not in {"forces", "troops", "general-staff"}:
                    names[after.group(1)] += 1
        for pattern in (_STATE_FORM, _STATE_TAIL):
            for m in pattern.finditer(text):
                if not any(a < m.end() and m.start() < b for a, b in known) and m.group(1).split()[0] not in shapes("no-state"):
                    whole = m.group() if pattern is _STATE_TAIL else m.group(1)
                    names[whole] += 1
                    if pattern is _STATE_TAIL and whole.split()[0] in names:
                        names[whole] += 1
        for pattern, weight in ((_LANDS_OF, 2), (_NEIGHBOURS, 1)):
            for m in pattern.finditer(text):
                for g in range(1, (m.lastindex or 0) + 1):
                    if m.group(g) and m.group(g).split()[0] not in shapes("no-state") and m.group(g) not in shapes("peoples") and not any(a < m.end(g) and m.start(g) < b for a, b in known):
                        names[m.group(g)] += weight
    out: dict[str, set[str]] = {}
    people = _person_like(texts)
    scraped = {w for w in list(bare) if w.endswith("s") and not w.endswith("ss") and (w[:-1] in words or any(name_of_adjective(b, (w[:-1],)) for b in words))}
    for w in sorted(scraped):
        names[w[:-1]] += 2 * bare.pop(w)
    threshold = 2
    for name in sorted(names):
        if name not in people and names[name] + bare[name] + sum(bare[b] for b in bare if name_of_adjective(b, (name,))) >= threshold:
            out[name] = {name}
    for word in sorted(bare):
        if word in people or word in out:
            continue
        base = name_of_adjective(word, out) or name_of_adjective(word, words)
        if base is None and word in out:
            base = word
        if base is None and _ends_like_adjective(word):
            base = guessed_name(word)
        if base is None and (bare[word] >= 2 or _alone(word, texts)):
            base = word  # the name itself stands before the noun: "Varland troops"
        if base is not None and base not in people and base not in shapes("no-state") and (bare[word] >= threshold or base in out or _alone(base, texts)):
            out.setdefault(base, {base}).add(word)
    for name in sorted(out):
        out[name] |= {w for w in words if name_of_adjective(w, (name,)) and w not in shapes("no-state") and w not in people}
    for long in sorted(n for n in out if " " in n):  # "Ostrava" beside "Ostrava Republic" is one state
        short = long.split()[0]
        if short in out and long.split()[-1] in {"Republic", "Federation", "Kingdom"}:
            out[long] |= out.pop(short)
    return out


def _ends_like_adjective(word: str) -> bool:
    return guessed_name(word) is not None


def _adjectival(word: str, words: frozenset[str]) -> bool:
    return name_of_adjective(word, words) is not None or (word.endswith(("ian", "ese", "ean")) and len(word) > 5)


def _alone(word: str, texts: list[str]) -> bool:
    """Whether the word also stands as a noun of its own: it says something, or things happen in it or to it."""
    pattern = re.compile(rf"\b{re.escape(word)}(?:'s\b| (?:said|says|accused|denied|has|had|and|on|claimed|reported)\b)|\b(?:in|against|from|between|with|by) {re.escape(word)}\b")
    return any(pattern.search(t) for t in texts)


def _person_like(texts: list[str]) -> set[str]:
    """Capitalised words that a role or a courtesy introduces, and their surnames: no states, though "Orlo's army" be said."""
    out: set[str] = set()
    role = re.compile(rf"\b(?:President|Minister|Premier|Governor|Mayor|General|Gen\.|Col\.|Colonel|Captain|Mr\.?|Mrs\.?|Ms\.?|King|Queen|Emir|Chancellor|[Ss]pokes(?:man|woman|person)|[Cc]ommander|Sheikh|leader|chief|Dr\.?|Lt\.|Maj\.|Brig\.|Sgt\.|Capt\.) ((?:{_CAP})(?: (?:(?:al|el|bin|de|van|von)[ -])?(?:{_CAP})){{0,3}})")
    for text in texts:
        for m in role.finditer(text):
            words = m.group(1).removesuffix("'s").split()
            out.add(" ".join(words))
            out.add(words[-1])
            out.add(words[-1] + "s")
    return out


# -- names introduced in the text -----------------------------------------------------------------------------------------------------


def _acronyms(texts: list[str], found: list[list[Term]], lore: Lore) -> list[Entry]:
    out: list[Entry] = []
    taken: set[str] = set()
    for text, here in zip(texts, found, strict=True):
        for m in _PARENTHESIS.finditer(text):
            short = m.group(2).removeprefix("the ").strip('"')
            if short in taken or not sum(c.isupper() for c in short) >= 2:
                continue
            known = next((t for t in here if t.kind == "group" and t.end in (m.end(1), m.end(1) - 1)), None)
            if known:
                out.append(Entry(known.entry.file, known.entry.id, (short,), {**known.entry.values, "case": True, "_acronym": False}))
                taken.add(short)
                continue
            name = _spelled(m.group(1), short)
            if name is None or any(t.kind == "organ" and t.end == m.end(1) for t in here):
                continue
            taken.add(short)
            kind = kind_of_name(name) or "organisation"
            out += make("group", _slug(name), [name], "shape-acronym", name=name, kind=kind)
            out.append(Entry("shape-acronym", _slug(name), (short,), {"_kind": "group", "name": name, "kind": kind, "case": True}))
    return out


def _spelled(name: str, short: str) -> str | None:
    """The tail of ``name`` whose initials the acronym spells, else None; names in another language need a head that tells a kind."""
    words = name.split()
    letters = [c for c in short if c.isalpha()]
    for i in range(len(words)):
        tail = words[i:]
        capitals = [p[0] for w in tail if w[0].isupper() for p in re.split(r"-", w) if p and p[0].isupper()]
        every = [w[0].upper() for w in tail]
        if letters and words[i][0].isupper() and (capitals == letters or every == [c.upper() for c in letters] or capitals[: len(letters)] == letters and len(capitals) <= len(letters) + 1):
            return " ".join(tail)
    return name if kind_of_name(name) and words[0][0] == short[0] else None


def kind_of_name(name: str) -> str | None:
    """Kind of actor a capitalised name is by its words ("Movement for X" group, "X Observatory" monitor), or None."""
    core = name.split(" of ")[0].split(" for ")[0]
    for head, kind in sorted(head_kinds().items(), key=lambda kv: -len(kv[0])):
        if core == head or core.endswith(" " + head) or name.endswith(" " + head) or name.startswith((head + " of ", head + " for ")):
            return kind
    if re.search(r"\b(?:Center|Centre) for\b", name):
        return "organisation"
    return None


def _shaped(texts: list[str], found: list[list[Term]], taken: set[str]) -> list[Entry]:
    """Names whose head word tells what they are, with their shorter forms ("the X Observatory for Y", later "the Observatory")."""
    names: dict[str, str] = {}
    for text, here in zip(texts, found, strict=True):
        for m in _SHAPE.finditer(text):
            start, name = m.start(1), m.group(1)
            words = name.split()
            while words and (words[0] in shapes("no-state") and words[0] not in {"White", "Black", "Red", "Green", "Islamic", "National", "Popular", "Democratic", "People", "United", "Free", "Revolutionary", "New", "Central", "Southern", "Northern", "Eastern", "Western", "Royal", "Human", "Peace", "Christian", "International", "Local", "Tiger", "Blue", "Army"}):
                start += len(words[0]) + 1
                words = words[1:]
            name = " ".join(words)
            while words and words[0].endswith(("-based", "-linked", "-affiliated", "-backed", "-led", "-run", "-allied")):
                start += len(words[0]) + 1
                words = words[1:]
            name = " ".join(words)
            for cut in (" of the ", " of ", " for the ", " for "):  # "Militants of the X Army" at the start of a sentence
                first, _, rest = name.partition(cut)
                if rest and kind_of_name(first) is None and first not in head_kinds() and kind_of_name(rest):
                    start += len(first) + len(cut)
                    name = rest
                    break
            if " and " in name and kind_of_name(name.split(" and ")[0]):
                name = name.split(" and ")[0]
            name = name.removesuffix("'s")
            end = start + len(name)
            kind = kind_of_name(name)
            if kind is None or len(name.split()) < 2 or name in taken:
                continue
            if any(t.start < end and start < t.end and ((t.kind == "group" and (t.end in (end, end - 1) or t.start == start)) or (t.kind == "organ" and t.end - t.start > len(name) - 6)) for t in here):
                continue
            if any(t.kind == "organ" and t.end == end and t.form[0].isupper() and t.entry.id in {"armed-forces", "forces", "border-guards", "national-guard"} and _state_before(text, start, t.start, here) for t in here):
                continue
            if any(t.kind == "adjective" and t.start == start and any(o.kind == "organ" and o.start == t.end + 1 for o in here) for t in here):
                continue  # "Freedonian Army Tiger Forces": the state's, by its first words
            if any(t.kind == "office" and t.start == start for t in here) or name.endswith(tuple(" " + w for w in ("Today", "Daily", "Post", "Online", "Wire", "Times", "Press", "News"))) and len(name.split()) > 4:
                continue
            names.setdefault(name, kind)
    out: list[Entry] = []
    for name in sorted(names):
        out += make("group", _slug(name), [name], "shape-name", name=name, kind=names[name])
    return out


def _short_forms(found: list[list[Term]], entries: list[Entry], words: frozenset[str]) -> list[Entry]:
    """"The Observatory", "the Front" after the full name, where only one name of the document has that head."""
    full = {str(e.get("name")): e for e in entries if e.get("_kind") == "group"}
    full |= {t.name: t.entry for row in found for t in row if t.kind == "group"}
    by_head: dict[str, set[str]] = {}
    for name in full:
        for head in head_kinds():
            if head != name and " " not in head and head in name.split():
                by_head.setdefault(head, set()).add(name)
    out = []
    for head in sorted(by_head):
        if len(by_head[head]) == 1 and head not in {"Forces", "Force", "Army", "News", "TV", "Radio", "Today", "Online", "Press", "Guard"}:
            name = next(iter(by_head[head]))
            entry = full[name]
            forms = [head] if head in words else []
            if head == "Observatory":
                forms.append("observatory")
            if forms:
                out.append(Entry("shape-short", _slug(name), tuple(forms), {"_kind": "group", "name": name, "kind": entry.get("kind"), "party": entry.get("party"), "case": True, "_short": True}))
    return out


def _state_before(text: str, start: int, head: int, here: list[Term]) -> bool:
    return any(t.kind in {"adjective", "state"} and t.start == start and t.end >= head - 3 for t in here)


# -- the state a document is about ----------------------------------------------------------------------------------------------------

_PLACE_NOUN = re.compile(r" (?:city|town|village|province|region|district|capital|border|coast|territory|suburb|neighbou?rhood)\b")
_IN = re.compile(r"\b(?:in|across|inside|into|throughout|northern|southern|eastern|western|central|north-eastern|northeastern|northwestern|southeastern|southwestern|of) $")


def _weigh(texts: list[str], lore: Lore) -> None:
    for number, text in enumerate(texts):
        here = lore.terms(text)
        for t in here:
            if t.kind == "group" and t.entry.get("country") and t.entry.get("kind") in {"group", "military", "police"} and not t.entry.get("_acronym"):
                lore.homes[str(t.entry.get("country"))] += 2 if t.entry.get("party") == t.entry.get("country") else 1
                continue
            if t.kind not in {"state", "adjective", "nationals", "seat"} or t.entry.get("territory"):
                continue
            if any(o.start <= t.start and t.end <= o.end and (o.end - o.start) > (t.end - t.start) and o.kind in {"group", "state"} for o in here):
                continue
            owner = any(o.kind == "organ" and 0 <= o.start - t.after <= 12 and o.entry.id not in {"means", "media"} for o in here)
            place = bool(_PLACE_NOUN.match(text[t.after :]) or _IN.search(text[: t.start]))
            lore.states[t.name] += 1
            lore.homes[t.name] += (2 if number < 3 else 1) * (1 + 2 * place + owner)
    if lore.homes:
        ranked = sorted(lore.homes.items(), key=lambda kv: (-kv[1], kv[0]))
        if len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1]:
            lore.main = ranked[0][0]
