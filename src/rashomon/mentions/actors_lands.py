"""States never heard of, known by what only a state has ("the Freedonian army", "Freedonia's foreign ministry"), and their adjectives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rashomon.mentions.actors_signs import BETWEEN, FOUGHT, LAND, LEADER, ROLE, signs
from rashomon.mentions.actors_vocabulary import Term, head_kinds, shapes

CAP = r"[A-Z\u00C0-\u00DE](?:\w|[-'](?!s\b)(?=\w))*"  # a capitalised word without a possessive ending
_STATE_FORM = re.compile(
    rf"\b(?:Republic|Kingdom|Federation|Emirate|Sultanate|Principality|Commonwealth|Union) of (?:the )?((?:{CAP})(?: (?:{CAP}))?)"
)
_STATE_TAIL = re.compile(rf"\b((?:{CAP})(?: (?:{CAP}))?) (?:Republic|Federation|Kingdom|Confederation|Emirate|Sultanate)\b")
_LANDS_OF = re.compile(
    rf"\b(?:[Pp]resident|[Pp]rime [Mm]inister|[Ff]oreign [Mm]inister|[Dd]efen[cs]e [Mm]inister) (?:{CAP})(?: (?:{CAP})){{1,3}} of (?:the )?((?:{CAP})(?: (?:{CAP}))?)"
)
#: "HADREL, Murenia (TNS) -", "HADREL, Murenia, Nov 9": the land a dateline names.
_DATELINE = re.compile(rf"^\W*[A-Z][A-Z .'-]{{2,30}}, ((?:{CAP})(?: (?:{CAP}))?)(?: \(|,? (?:[-\u2013\u2014]|[A-Z][a-z]{{2,8}}\.? \d))")
#: The head of an official paper, in capitals: "MINISTRY OF DEFENCE OF TASKORIA".
_LOUD = re.compile(
    r"\b(?:REPUBLIC|KINGDOM|FEDERATION|MINISTRY OF (?:NATIONAL )?DEFEN[CS]E|ARMED FORCES|GENERAL STAFF|GOVERNMENT|MINISTRY OF FOREIGN AFFAIRS|MINISTRY OF (?:THE )?INTERIOR) OF (?:THE )?(?:REPUBLIC OF |KINGDOM OF )?([A-Z]{4,})\b(?! OF)"
)


def loud_lands(texts: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """Names of states in headings all in capitals, in the case they have elsewhere."""
    return frozenset(n for t in texts for m in _LOUD.finditer(t) if (n := m.group(1).title()) not in known and n not in shapes("no-state"))


_WITHIN = r"province|region|district|governorate|county|oblast|prefecture|department|valley|city|town|canton|division"
_NEIGHBOURS = re.compile(
    rf"\b(?:[Bb]order|[Ww]ar|[Tt]alks|[Tt]ruce|[Cc]easefire|[Cc]lash(?:es)?|[Ff]ighting|[Cc]onflict|[Hh]ostilities|[Pp]eace deal|[Ff]rontier|[Tt]reaty) between (?:the )?((?:{CAP})(?: (?:{CAP}))?) and (?:the )?((?:{CAP})(?: (?:{CAP}))?)|\b((?:{CAP})) and (?:the )?((?:{CAP})(?: (?:{CAP}))?) (?:have |had |both )?(?:fought|exchanged|agreed|signed|share|blamed?|accused?|traded|went to war|resumed|are at war|were at war)"
)
#: Endings of adjectives of states and what they are put to: adjective ending, name endings.
_ENDINGS = (("ian", ("ia", "", "e", "i", "y", "o")), ("ean", ("ea", "e", "")), ("an", ("a", "", "o", "e", "an")), ("n", ("",)), ("ese", ("", "a", "o", "e", "i")), ("ish", ("", "e", "ia", "land", "and")), ("ic", ("", "ia", "land", "a")), ("ian", ("land",)), ("i", ("", "a", "ia", "istan", "e")), ("er", ("",)), ("ite", ("", "a")), ("ar", ("o", "a", "ia")), ("vian", ("via", "w")), ("ak", ("akia",)), ("ch", ("chia",)))  # fmt: skip
#: Organs only a state has; one of them is proof enough, of others it takes two.
_STRONG = frozenset(
    {
        "defence-ministry",
        "foreign-ministry",
        "interior-ministry",
        "border-service",
        "border-guards",
        "general-staff",
        "armed-forces",
        "air-force",
        "navy",
        "head-of-state",
    }
)
_KINGS = frozenset(
    {"king", "queen", "prince", "ruler", "dictator", "sultan", "emir", "premier", "former president"}
)  # "Martin Luther King"
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


_OWNER = re.compile(
    rf"((?:{CAP})(?: (?:{CAP})){{0,2}})('s|'|)(?: (?:state|national|federal|central|own|new|ruling|interim|armed|top|chief|former|deputy))? ?$"
)
_LARGE = re.compile(r"[A-Z\u00C0-\u00DE]")


def _before(text: str, start: int) -> tuple[str, int, bool] | None:
    """The capitalised word or name right before ``start``, where it begins, and whether it is possessive."""
    if not start or text[start - 1] != " ":
        return None
    at = start - 1
    for words in range(5):  # three of a name, one beside it, and one more to be sure
        at = text.rfind(" ", 0, at)
        if words == 1 and not _LARGE.search(text, at + 1, start):
            return None
        if at < 0:
            break
    m = _OWNER.search(text, at + 1, start)
    return (m.group(1), m.start(1), bool(m.group(2))) if m else None


_LED = re.compile(r"-(?:led|backed|run|held|based|affiliated)\b")
_MODIFIES = re.compile(
    r" (?!said|says|has|had|have|was|were|is|are|and|or|on|in|at|of|to|for|that|also|fought|held|took|left|lost|shot|hit|fell|went|came|drove|struck|met|spoke|told|kept|sent|withdrew|fled|made|gave|began|broke|saw|won|lay|put|set|again|then|later|now|did|does|will|would|could|can|must|may|from|with|by|against|near|when|after|before|as|but|who|which)[a-z]\w*(?<!ed)(?<!s)\b"
)
_OF_LAND = re.compile(rf" of (?:the )?(?:Republic of |Kingdom of )?((?:{CAP})(?: (?:{CAP}))?)")


def invented_states(
    texts: list[str], found: list[list[Term]], words: frozenset[str], loud: frozenset[str] = frozenset()
) -> dict[str, set[str]]:
    """Names of states that no lexicon knows, each with its adjectives, from a document's texts and the terms found in them; ``loud`` are
    those of headings in capitals."""
    names: Counter[str] = Counter(dict.fromkeys(sorted(loud), 4))
    bare: Counter[str] = Counter()
    for text, here in zip(texts, found, strict=True):
        known = [(t.start, t.end) for t in here if t.kind in {"state", "adjective", "nationals", "seat", "group", "leader"}]
        for t in here:
            national = (
                (t.kind == "organ" and t.entry.get("national"))
                or (t.kind == "office" and t.entry.get("of") == "state" and t.entry.id == "head-of-state")
                or (t.kind == "office" and t.form.lower() in {"foreign minister", "defence minister", "defense minister"})
            )
            if not national:
                continue
            before = _before(text, t.start)
            if before and not all(w in shapes("no-state") for w in before[0].split()):
                word, at, possessive = before
                parts = word.split()
                while parts and (parts[0] in shapes("no-state") or any(a <= at < b for a, b in known)):
                    at += len(parts[0]) + 1
                    parts.pop(0)
                word = " ".join(parts)
                if (
                    not parts
                    or any(a < at + len(word) and at < b for a, b in known)
                    or parts[-1] in shapes("no-state")
                    or parts[-1] in head_kinds()
                    or parts[-1].lower() in {"us", "un"}
                ):
                    continue
                if (
                    any(p in shapes("peoples") for p in re.split(r"[ -]", word))
                    or _LED.search(word)
                    or (t.form.lower() in _KINGS and not possessive)
                ):
                    continue
                if any(o.kind == "office" and o.end == at - 1 for o in here):
                    continue
                if (
                    not possessive
                    and t.form[0].isupper()
                    and t.entry.id in {"forces", "troops", "armed-forces", "state-side"}
                    and t.kind == "organ"
                    and not _adjectival(word, words)
                    and not (t.entry.id == "armed-forces" and "rmed" in t.form and _ends_like_adjective(word))
                ):
                    continue  # "Tiger Forces", "Desert Army": a name of its own
                weight = 2 if t.kind == "office" or t.entry.id in _STRONG else 1
                if t.form.lower() in _LOOSE and _MODIFIES.match(text, t.end):
                    continue  # "Raqqa's military court": the word only modifies another
                if possessive:
                    names[word] += weight
                elif len(parts) <= 2:
                    bare[word] += weight
            after = _OF_LAND.match(text, t.end)
            if after and t.entry.id != "state-side":
                at = after.start(1)
                if (
                    not any(a < at + len(after.group(1)) and at < b for a, b in known)
                    and after.group(1) not in shapes("no-state")
                    and t.entry.id not in {"forces", "troops", "general-staff"}
                ):
                    names[after.group(1)] += 2 if t.entry.id in _STRONG else 1
        has = signs(text)
        for pattern in (_STATE_FORM, _STATE_TAIL) if has & LAND else ():
            for m in pattern.finditer(text):
                if not any(a < m.end() and m.start() < b for a, b in known) and m.group(1).split()[0] not in shapes("no-state"):
                    whole = m.group() if pattern is _STATE_TAIL else m.group(1)
                    names[whole] += 1
                    if pattern is _STATE_TAIL and whole.split()[0] in names:
                        names[whole] += 1
        for pattern, weight, needs in ((_LANDS_OF, 2, LEADER), (_NEIGHBOURS, 1, BETWEEN | FOUGHT), (_DATELINE, 1, 0)):
            for m in pattern.finditer(text) if has & needs else filter(None, (_DATELINE.match(text),)) if not needs else ():
                for g in range(1, (m.lastindex or 0) + 1):
                    if (
                        m.group(g)
                        and m.group(g).split()[0] not in shapes("no-state")
                        and m.group(g) not in shapes("peoples")
                        and not any(a < m.end(g) and m.start(g) < b for a, b in known)
                    ):
                        names[m.group(g)] += weight
    if not names and not bare:
        return {}
    out: dict[str, set[str]] = {}
    people = _person_like(texts)
    scraped = {
        w
        for w in list(bare)
        if w.endswith("s")
        and not w.endswith("ss")
        and w[:-1] not in shapes("no-state")
        and (w[:-1] in words or any(name_of_adjective(b, (w[:-1],)) for b in words))
    }
    for w in sorted(scraped):
        names[w[:-1]] += 2 * bare.pop(w)
    threshold = 2
    for name in sorted(names):
        if (
            name not in people
            and name not in shapes("no-state")
            and names[name] + bare[name] + sum(bare[b] for b in bare if name_of_adjective(b, (name,))) >= threshold
        ):
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
        if (
            base is not None
            and base not in people
            and base not in shapes("no-state")
            and (bare[word] >= threshold or base in out or _alone(base, texts) or (word.endswith(("ian", "ese")) and len(word) > 6))
        ):
            out.setdefault(base, {base}).add(word)
    for name in [n for n in sorted(out) if names[n] < 4 and _within(n, texts)]:
        del out[name]
    for name in sorted(out):
        out[name] |= {w for w in words if name_of_adjective(w, (name,)) and w not in shapes("no-state") and w not in people}
    for long in sorted(n for n in out if " " in n):  # "Ostrava" beside "Ostrava Republic" is one state
        short = long.split()[0]
        if short in out and long.split()[-1] in {"Republic", "Federation", "Kingdom"}:
            out[long] |= out.pop(short)
    return out


_WITHIN_BEHIND = re.compile(rf"(?:'s)? (?:{_WITHIN}|governor|mayor)\b")
_WITHIN_AHEAD = re.compile(rf"\b(?:{_WITHIN}|governor|mayor|state) of $")
_SAYS_BEHIND = re.compile(r"'s\b| (?:said|says|accused|denied|has|had|and|on|claimed|reported)\b")
_IN_AHEAD = re.compile(r"\b(?:in|against|from|between|with|by) $")
_LONGEST = 24  # letters of the longest of these before a name


def _stands(name: str, text: str, ahead: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    """Whether a name stands in a text as a word of its own, behind or before certain words."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and _is_word(text[at - 1])) and behind.match(text, end):
            return True
        if not (end < len(text) and _is_word(text[end])) and ahead.search(text, max(0, at - _LONGEST), at):
            return True
        at = text.find(name, at + 1)
    return False


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _within(name: str, texts: list[str]) -> bool:
    """Whether the text says that a name is that of a province or a town: "Tolva province", "the governor of Tolva"."""
    return any(_stands(name.lower(), t.lower(), _WITHIN_AHEAD, _WITHIN_BEHIND) for t in texts)


def _ends_like_adjective(word: str) -> bool:
    return guessed_name(word) is not None


def _adjectival(word: str, words: frozenset[str]) -> bool:
    return name_of_adjective(word, words) is not None or (word.endswith(("ian", "ese", "ean")) and len(word) > 5)


def _alone(word: str, texts: list[str]) -> bool:
    """Whether the word also stands as a noun of its own: it says something, or things happen in it or to it."""
    return any(_stands(word, t, _IN_AHEAD, _SAYS_BEHIND) for t in texts)


_ROLE = re.compile(
    rf"\b(?:President|Minister|Premier|Governor|Mayor|General|Gen\.|Col\.|Colonel|Captain|Mr\.?|Mrs\.?|Ms\.?|King|Queen|Emir|Chancellor|[Ss]pokes(?:man|woman|person)|[Cc]ommander|Sheikh|leader|chief|Dr\.?|Lt\.|Maj\.|Brig\.|Sgt\.|Capt\.) ((?:{CAP})(?: (?:(?:al|el|bin|de|van|von)[ -])?(?:{CAP})){{0,3}})"
)


def _person_like(texts: list[str]) -> set[str]:
    """Capitalised words that a role or a courtesy introduces, and their surnames: no states, though "Orlo's army" be said."""
    out: set[str] = set()
    for text in texts:
        for m in _ROLE.finditer(text) if signs(text) & ROLE else ():
            words = m.group(1).removesuffix("'s").split()
            out.add(" ".join(words))
            out.add(words[-1])
            out.add(words[-1] + "s")
    return out
