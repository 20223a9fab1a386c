"""Who is named in a document: states and their organs and forces, groups, organisations, persons, kinds of people, words that point back.

How it decides: ``docs/concepts/actors.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from rashomon.lexicon import Entry, PhraseMatcher, load
from rashomon.mentions.actors_beside import before, behind, words_back
from rashomon.mentions.actors_document import Lore, learn, modifying_words, proper_words
from rashomon.mentions.actors_people import Named, named_in, person_entries
from rashomon.mentions.actors_phrases import Phrase, class_phrase, organ_phrase, state_party, template
from rashomon.mentions.actors_states import acts
from rashomon.mentions.actors_vocabulary import STATE_KINDS, Term, joined, shapes, terms_of
from rashomon.model import ActorMention, Document, Sentence

_BETWEEN = "state|same|other|armed|state-run|Britain-based|UK-based|US-based|London-based|opposition|local|militant|jihadist|Islamist|extremist|rebel|terrorist|pro-opposition|semi-official|official|independent"
_DET = re.compile(rf"(?:^|(?<=\s))(?:[Tt]he|[Bb]oth|[Tt]his|[Tt]hat|[Aa]n?|[Ee]ach|[Ii]ts|[Tt]heir) (?:(?:{_BETWEEN}) )*$")
_MIDDLE = frozenset(_BETWEEN.split("|"))
_PRONOUN = re.compile(r"\b(?=[ItThHsSwWi])(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Ww]e)\b(?!')")
_KEEP_BARE_ANAPHOR = frozenset(
    {"monitor", "monitoring group", "war monitor", "watchdog", "ngo", "charity", "medical charity", "rights group"}
)


@dataclass(slots=True)
class _Found:
    """A reading of a stretch of a sentence; the longest readings win."""

    start: int
    end: int
    phrase: Phrase
    rank: int = 0  # breaks ties of length: higher wins


@dataclass(slots=True)
class _Memory:
    """What the document has named so far, for short forms that follow."""

    organs: dict[str, list[tuple[str, str | None, str]]] = field(default_factory=dict)  # institution id → (actor, party, kind), latest last
    states: list[str] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)  # person → party, learned from "its spokesman, A B"


def find_actors(document: Document, sentences: Sequence[Sentence]) -> list[ActorMention]:
    """Mentions of actors, sorted, none inside another. Parses are used where there are any, and not needed."""
    lore = learn(sentences)
    light = shapes("light")
    here = lore.found
    people: list[list[Named]] = []
    proper = [proper_words(s) for s in sentences]
    for sentence, terms, names in zip(sentences, here, proper, strict=True):
        lore.proper = names
        people.append(named_in(sentence, terms, lore, light))
    entries = person_entries([p for row in people for p in row])
    if entries:
        matcher = PhraseMatcher(entries)
        lore.own = (*lore.own, matcher)
        here = [joined(row, terms_of(s.text, matcher)) for row, s in zip(here, sentences, strict=True)]
    homes = _acronym_homes(here)
    named = {str(e.get("name")): e for e in entries}
    memory = _Memory()
    out: list[ActorMention] = []
    for sentence, terms, persons, names in zip(sentences, here, people, proper, strict=True):
        lore.proper, lore.modifying = names, modifying_words(sentence)
        terms = [t for t in terms if _plausible(t, terms, homes) and not _possessive_of_a_place(t, lore)]
        found = [f for t in terms for f in _readings(sentence, t, terms, lore, light)]
        found += [_person(p, named) for p in persons]
        found += _pronouns(sentence.text)
        for f in _longest(found):
            phrase = _settle(f.phrase, memory, lore)
            if phrase is None:
                continue
            if phrase.kind == "person" and phrase.actor is not None and not phrase.rule.startswith("roles."):
                phrase = _belonging(phrase, sentence, out, memory)
            elif phrase.kind == "person" and phrase.role is not None:
                phrase = _holder(phrase, out)
            out.append(_mention(sentence, f, phrase))
    out.sort(key=lambda m: (m.start, m.end))
    return out


def _acronym_homes(here: Sequence[Sequence[Term]]) -> frozenset[str]:
    """States and territories the document names at all, and groups it spells out: they choose between bearers of one acronym."""
    terms = [t for row in here for t in row]
    lands = {t.name for t in terms if t.kind in STATE_KINDS} | {str(t.entry.get("country")) for t in terms if t.kind == "leader"}
    lands |= {str(t.entry.get("country")) for t in terms if t.kind == "group" and not t.entry.get("_acronym") and t.entry.get("country")}
    return frozenset(lands | {t.name for t in terms if t.kind == "group" and not t.entry.get("_acronym")})


def _plausible(term: Term, here: list[Term], homes: frozenset[str]) -> bool:
    """Of several bearers of one acronym only the one at home in this document; none where all are strangers. Short acronyms that mean
    other things elsewhere (`home` in the lexicon) count only at home."""
    if not term.entry.get("_acronym"):
        return True
    rivals = [t for t in here if t.start == term.start and t.end == term.end and t.kind == "group" and t is not term]
    if any(not t.entry.get("_acronym") for t in rivals):
        return False
    country = term.entry.get("country")
    at_home = country in homes or term.name in homes
    if not rivals:
        return at_home or not term.entry.get("home")
    spelled = [t for t in [term, *rivals] if t.name in homes]
    fits = spelled or [t for t in [term, *rivals] if t.entry.get("country") in homes]
    if fits:
        return term in fits
    return country is None


def _possessive_of_a_place(term: Term, lore: Lore) -> bool:
    """ "Hamas countryside" where a scraper lost the apostrophe: the document also has the name without its s, and that is no name of the group."""
    form = term.form
    if term.kind != "group" or " " in form or not form.endswith("s") or form[:-1] not in lore.words:
        return False
    return not any(t.kind in {"group", "adjective", "nationals"} for t in lore.terms(form[:-1]))


def _readings(sentence: Sentence, term: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> list[_Found]:
    text = sentence.text
    if term.kind == "organ":
        if (
            _inside(term, here, {"group", "office"})
            or any(t.kind == "organ" and t.end == term.end and t.start < term.start for t in here)
            or (term.form.lower() in {"state", "side", "force", "units", "positions"} and not text[: term.start].rstrip())
        ):
            return []
        p = organ_phrase(text, term, here, lore, light)
        return [_Found(p.start, p.end, p, 3)] if p else []
    if term.kind == "class":
        if _inside(term, here, {"group", "office"}):
            return []
        p = class_phrase(text, term, here, lore, light)
        return [_Found(p.start, p.end, p, 2)] if p else []
    if term.kind == "group":
        return [_group_alone(text, term)]
    if term.kind == "person":
        start = term.start
        m = _COURTESY.search(text, max(0, start - 24), start)
        start = m.start() if m else start
        p = Phrase(
            start,
            term.end,
            term.name,
            term.entry.get("party"),
            "person",
            "unknown",
            False,
            term.entry.rule,
            term.name.split()[-1].lower(),
            role=term.entry.get("role"),
        )
        return [_Found(start, term.end, p, 4)]
    if term.kind == "leader":
        if " " not in term.form and not lore.states[str(term.entry.get("country"))]:
            return []  # a surname alone, and nothing of that state in the document
        p = Phrase(
            term.start,
            term.end,
            term.name,
            term.entry.get("group") or term.entry.get("country"),
            "person",
            "unknown",
            False,
            term.entry.rule,
            term.form.lower(),
        )
        return [_Found(term.start, term.end, p, 1)]
    if term.kind == "office":
        return _office_alone(text, term, here, lore, light)
    if term.kind in STATE_KINDS:
        return _state_alone(sentence, term, here, lore)
    if term.kind == "anaphor":
        m = _determined(text, term.start)
        bare = term.form.lower() in _KEEP_BARE_ANAPHOR or term.entry.id == "both-sides"
        if m is None and not bare:
            return []
        start = m.start() if m else term.start
        if start and text[start] == " ":
            start += 1
        p = Phrase(
            start,
            term.end,
            None,
            None,
            str(term.entry.get("kind")),
            "unknown",
            bool(term.entry.get("plural")),
            term.entry.rule,
            term.form.lower(),
            anaphor=True,
        )
        return [_Found(start, term.end, p, 1)]
    return []


def _determined(text: str, end: int) -> re.Match[str] | None:
    """The determiner before ``end``, with words of :data:`_BETWEEN` behind it."""
    at = end
    while at > 0 and text[at - 1] == " ":
        start = text.rfind(" ", 0, at - 1) + 1
        word = text[start : at - 1]
        if word not in _MIDDLE:
            break
        at = start
    return _DET.search(text, max(0, at - 12), end)


def _office_alone(text: str, term: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> list[_Found]:
    """ "the governor", "Freedonia's president": a person known by office; whom it means is told by the document, if at all."""
    if _inside(term, here, {"group", "organ", "office", "class"}) or term.entry.get("of") == "none" or term.form.endswith("."):
        return []
    left = before(text, term.start, here, lore, light)
    if left.determiner is None and not left.states:
        return []
    party = (
        state_party(lore, left.states[0])
        if left.states
        else str(left.groups[0].entry.get("party") or left.groups[0].name)
        if left.groups
        else None
    )
    if party is None:
        tail = behind(text, term.end, here)
        party = None if tail is None or tail.kind not in {"state", "group"} else str(tail.entry.get("party") or tail.name)
    role = term.form.lower()
    organ = next(
        (
            t
            for t in here
            if t.kind == "organ" and t.entry.get("template") and ((term.start <= t.start and t.end <= term.end) or t in left.inner)
        ),
        None,
    )
    if organ is not None and (party is None or party in {state_party(lore, s) for s in left.states}):
        name, kind = (template(organ, party) if party else None), str(organ.entry.get("kind"))
        p = Phrase(
            left.start,
            term.end,
            name,
            party,
            kind,
            "unknown",
            False,
            f"{term.entry.rule}+{organ.entry.id}",
            role,
            unresolved=name is None and organ.entry.get("bare") == "prior",
            anaphor=False,
            role=role,
        )
        return [] if name is None and not p.unresolved else [_Found(left.start, term.end, p, 3)]
    actor = f"{term.form[0].upper()}{term.form[1:]} of {party}" if party is not None and term.entry.get("of") == "state" else None
    p = Phrase(left.start, term.end, actor, party, "person", "unknown", False, term.entry.rule, role, anaphor=actor is None, role=role)
    return [_Found(left.start, term.end, p, 1)]


def _inside(term: Term, here: list[Term], kinds: set[str]) -> bool:
    return any(
        t is not term and t.kind in kinds and t.start <= term.start and term.end <= t.end and (t.end - t.start) > (term.end - term.start)
        for t in here
    )


_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|President|Prime Minister|Minister)\.? $")
_THE_BASED = re.compile(
    r"(?:^|(?<=[\s(\"]))(?:[Tt]he|[Aa]n) (?:[A-Za-z.]+-(?:based|linked|run|led|backed|affiliated|owned|supported|allied) )?$"
)
_BASED = re.compile(r"[A-Za-z.]+-(?:based|linked|run|led|backed|affiliated|owned|supported|allied) $")
_BASED_ENDS = tuple(f"-{w} " for w in ("based", "linked", "run", "led", "backed", "affiliated", "owned", "supported", "allied"))
_THE = re.compile(r"\b[Tt]he $")
_KIND_BEHIND = re.compile(
    r" (?:group|movement|organi[sz]ation|news agency|agency|militia|television|TV|news website|newspaper|charity|network|correspondent|reporter)\b"
)
_LETTER_BEHIND = re.compile(r" [A-Za-z]")
_ALONE_BEHIND = re.compile(r" (?:who|were|are|have|had|and|in|on|at|as|from|dead|killed|died|was)\b")
_AND = re.compile(r",? (?:and|or|and/or) (?:the )?")
_ITS = re.compile(r"\b(?:its|their)\b", re.I)


def _with_the(text: str, start: int) -> int:
    m = _THE_BASED.search(text, words_back(text, start, 2), start)
    if m is None and text[:start].endswith(_BASED_ENDS):
        m = _BASED.search(text, 0, start)
    return m.start() if m else start


def _group_alone(text: str, term: Term) -> _Found:
    entry = term.entry
    kind = str(entry.get("kind") or "group")
    party = entry.get("party") or (term.name if kind in {"group", "coalition"} else None)
    status = "combatant" if kind in {"group", "military", "coalition"} else "police" if kind == "police" else "unknown"
    start, end = _with_the(text, term.start), term.end
    tail = _KIND_BEHIND.match(text, end)
    if tail:
        end = tail.end()
    p = Phrase(start, end, term.name, party, kind, status, False, entry.rule, term.form.lower())
    return _Found(start, end, p, 3)


def _state_alone(sentence: Sentence, term: Term, here: list[Term], lore: Lore) -> list[_Found]:
    text = sentence.text
    name = state_party(lore, term)
    if term.kind == "nationals":
        start = _with_the(text, term.start)
        if term.entry.get("territory") is None:
            return []
        if (
            any(t.kind == "adjective" and t.start == term.start and t.end == term.end for t in here)
            and _LETTER_BEHIND.match(text, term.end)
            and not _ALONE_BEHIND.match(text, term.end)
        ):
            return []
        p = Phrase(
            start,
            term.end,
            term.form if term.entry.get("territory") else name,
            name,
            "people",
            "unknown",
            True,
            term.entry.rule,
            term.form.lower(),
        )
        return [_Found(start, term.end, p, 1)]
    if term.kind == "adjective":
        return _shared_head(text, term, here, lore)
    index = None
    if sentence.tokens:
        index = sentence.token_at(sentence.offset(term.end - 1))
    if not acts(sentence, term, index):
        return []
    start = _with_the(text, term.start) if _THE.search(text, max(0, term.start - 6), term.start) else term.start
    p = Phrase(
        start,
        term.end,
        name,
        name,
        "state",
        "unknown",
        False,
        term.entry.rule + (".seat" if term.kind == "seat" else ""),
        term.form.lower(),
    )
    return [_Found(start, term.end, p, 2)]


def _shared_head(text: str, term: Term, here: list[Term], lore: Lore) -> list[_Found]:
    """ "Freedonian" in "Freedonian and Ostravan forces": two actors with one head."""
    m = _AND.match(text, term.end)
    if m is None:
        return []
    second = [t for t in here if t.kind in {"adjective", "group"} and t.start == m.end()]
    if not second:
        return []
    end = max(t.end for t in second)
    organ = next(
        (t for t in here if t.kind == "organ" and end < t.start <= end + 12 and text[end : t.start] in {" ", " government ", " air "}), None
    )
    if organ is None:
        return []
    party = state_party(lore, term)
    name = template(organ, party)
    start = _with_the(text, term.start)
    p = Phrase(
        start,
        term.end,
        name,
        party,
        str(organ.entry.get("kind")),
        str(organ.entry.get("status") or "unknown"),
        True,
        organ.entry.rule,
        organ.form.lower(),
    )
    return [_Found(start, term.end, p, 2)]


def _person(p: Named, named: dict[str, Entry]) -> _Found:
    entry = named.get(p.name)
    told = entry.get("party") if entry else None
    party = told if p.weak and told else p.party or told
    name = str(entry.get("name")) if entry else p.name
    return _Found(
        p.start,
        p.end,
        Phrase(
            p.start,
            p.end,
            name,
            party,
            "person",
            "unknown",
            False,
            "shape-person",
            p.name.split()[-1].lower(),
            role=p.role or (entry.get("role") if entry else None),
        ),
        5,
    )


def _belonging(p: Phrase, sentence: Sentence, out: list[ActorMention], memory: _Memory) -> Phrase:
    """The party of "its spokesman, A B": that of the actor named before; kept for later mentions of A B."""
    name = str(p.actor)
    if p.party is None and name in memory.people:
        return p._replace(party=memory.people[name])
    if p.party is None and _ITS.search(sentence.text[p.start : p.end] + sentence.text[max(0, p.start - 8) : p.start]):
        near = [
            m
            for m in out
            if 0 <= sentence.index - m.sentence <= 2
            and not m.anaphor
            and m.actor
            and m.kind not in {"person", "media", "people", "civilians", "witnesses"}
        ]
        if near:  # the subject of the nearest sentence, which stands first in it
            last = max(m.sentence for m in near)
            m = next(m for m in near if m.sentence == last)
            p = p._replace(party=m.party or m.actor)
    if p.party is not None:
        memory.people.setdefault(name, p.party)
    return p


def _holder(p: Phrase, out: list[ActorMention]) -> Phrase:
    """The person named before in this office ("the governor", after "Governor A B"), where all of that office are one."""
    same = {
        (m.actor, m.party)
        for m in out
        if m.kind == "person"
        and m.actor
        and m.role
        and m.rule.startswith("shape-person")
        and m.role.lower().split()[-1] == str(p.role).split()[-1]
        and p.party in {None, m.party}
    }
    if len(same) != 1:
        return p
    actor, party = same.pop()
    return p._replace(actor=actor, party=party, anaphor=False)


def _pronouns(text: str) -> list[_Found]:
    out = []
    for m in _PRONOUN.finditer(text):
        low = m.group().lower()
        p = Phrase(
            m.start(),
            m.end(),
            None,
            None,
            "person" if low in {"he", "she"} else "organisation",
            "unknown",
            low in {"they", "we"},
            f"pronoun.{low}",
            low,
            anaphor=True,
        )
        out.append(_Found(m.start(), m.end(), p))
    return out


def _longest(found: list[_Found]) -> list[_Found]:
    if len(found) < 2:
        return found
    kept: list[_Found] = []
    taken: set[int] = set()  # a longer one that was kept holds the first or the last character of every shorter one it meets
    for f in sorted(found, key=lambda f: (f.start - f.end, -f.rank, f.start, f.phrase.rule)):
        if f.start >= f.end:  # an owner that stands behind, no words of its own
            free = all(f.end <= k.start or f.start >= k.end for k in kept)
        else:
            free = f.start not in taken and f.end - 1 not in taken
        if free:
            taken.update(range(f.start, f.end))
            kept.append(f)
    return sorted(kept, key=lambda f: f.start)


def _settle(p: Phrase, memory: _Memory, lore: Lore) -> Phrase | None:
    """An organ without a state's name takes the one named before in this document, else that of the state the document is about."""
    organ_id = p.rule.rsplit("+", 1)[-1].rsplit(".", 1)[-1]  # "institutions.forces+government": forces named by their government
    if p.unresolved:
        organ = _organs().get(organ_id)
        known = memory.organs.get(organ_id, [])
        if p.party:
            land: str | None = p.party
        elif known and len({k[1] for k in known}) == 1:
            land = known[-1][1]
        elif lore.main is not None:
            land = lore.main
        elif len(set(memory.states)) == 1 and _leads(lore, memory.states[0]):
            land = memory.states[0]
        elif known:
            land = known[-1][1]
        else:
            land = None
        if land is None or organ is None:
            return p._replace(actor=p.head, party=None)
        term = Term(0, 0, "organ", organ, organ.forms[0] if "{head}" not in str(organ.get("template")) else p.head)
        owned = organ.get("owned") is not False
        rule = p.rule if "+" in p.rule else f"{p.rule}+prior"
        return p._replace(actor=template(term, land), party=land if owned else None, kind=str(organ.get("kind")), rule=rule)
    if p.actor is not None and p.party is not None and p.kind in {"ministry", "government", "military", "police", "state"}:
        memory.organs.setdefault(organ_id, []).append((p.actor, p.party, p.kind))
        if p.kind != "state":
            memory.states.append(p.party)
    return p


def _leads(lore: Lore, state: str) -> bool:
    """Whether no other state is named half as often in the document."""
    return all(2 * n <= lore.homes[state] for name, n in lore.homes.items() if name != state)


@cache
def _organs() -> dict[str, Entry]:
    return {e.id: e for e in reversed(load("institutions"))}


def _mention(sentence: Sentence, f: _Found, p: Phrase) -> ActorMention:
    start, end = sentence.offset(f.start), sentence.offset(f.end - 1) + 1
    rule = p.rule
    return ActorMention(start, end, sentence.index, p.actor, p.party, p.kind, p.status, p.anaphor, p.plural, p.role, p.head, rule)
