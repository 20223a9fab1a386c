"""What each word or phrase of the vocabulary reads as, with the words around it."""

from __future__ import annotations

import re

from rashomon.lexicon import Entry
from rashomon.mentions.actors_alone import Found, group_alone, state_alone
from rashomon.mentions.actors_beside import before, behind
from rashomon.mentions.actors_classes import class_phrase
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_organs import organ_phrase
from rashomon.mentions.actors_phrases import Phrase, state_party, template
from rashomon.mentions.actors_vocabulary import STATE_KINDS, Term
from rashomon.mentions.person_names import Named
from rashomon.model import Sentence

_BETWEEN = "state|same|other|armed|state-run|Britain-based|UK-based|US-based|London-based|opposition|local|militant|jihadist|Islamist|extremist|rebel|terrorist|pro-opposition|semi-official|official|independent"
_DET = re.compile(rf"(?:^|(?<=\s))(?:[Tt]he|[Bb]oth|[Tt]his|[Tt]hat|[Aa]n?|[Ee]ach|[Ii]ts|[Tt]heir) (?:(?:{_BETWEEN}) )*$")
_MIDDLE = frozenset(_BETWEEN.split("|"))
_PRONOUN = re.compile(r"\b(?=[ItThHsSwWi])(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Ww]e)\b(?!')")
_KEEP_BARE_ANAPHOR = frozenset(
    {"monitor", "monitoring group", "war monitor", "watchdog", "ngo", "charity", "medical charity", "rights group"}
)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|President|Prime Minister|Minister)\.? $")


def readings(sentence: Sentence, term: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> list[Found]:
    """What a term reads as: none where it is part of a longer one, or names nobody where it stands."""
    text = sentence.text
    if term.kind == "organ":
        if (
            _inside(term, here, {"group", "office"})
            or any(t.kind == "organ" and t.end == term.end and t.start < term.start for t in here)
            or (term.form.lower() in {"state", "side", "force", "units", "positions"} and not text[: term.start].rstrip())
        ):
            return []
        p = organ_phrase(text, term, here, lore, light)
        return [Found(p.start, p.end, p, 3)] if p else []
    if term.kind == "class":
        if _inside(term, here, {"group", "office"}):
            return []
        p = class_phrase(text, term, here, lore, light)
        return [Found(p.start, p.end, p, 2)] if p else []
    if term.kind == "group":
        return [group_alone(text, term)]
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
        return [Found(start, term.end, p, 4)]
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
        return [Found(term.start, term.end, p, 1)]
    if term.kind == "office":
        return _office_alone(text, term, here, lore, light)
    if term.kind in STATE_KINDS:
        return state_alone(sentence, term, here, lore)
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
        return [Found(start, term.end, p, 1)]
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


def _office_alone(text: str, term: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> list[Found]:
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
        return [] if name is None and not p.unresolved else [Found(left.start, term.end, p, 3)]
    actor = f"{term.form[0].upper()}{term.form[1:]} of {party}" if party is not None and term.entry.get("of") == "state" else None
    p = Phrase(left.start, term.end, actor, party, "person", "unknown", False, term.entry.rule, role, anaphor=actor is None, role=role)
    return [Found(left.start, term.end, p, 1)]


def _inside(term: Term, here: list[Term], kinds: set[str]) -> bool:
    return any(
        t is not term and t.kind in kinds and t.start <= term.start and term.end <= t.end and (t.end - t.start) > (term.end - term.start)
        for t in here
    )


def person(p: Named, named: dict[str, Entry]) -> Found:
    """A person named in the sentence, with the party that the document tells of that name."""
    entry = named.get(p.name)
    told = entry.get("party") if entry else None
    party = told if p.weak and told else p.party or told
    name = str(entry.get("name")) if entry else p.name
    return Found(
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


def pronouns(text: str) -> list[Found]:
    """ "It", "they", "he" and the like: they point back, and who is meant is told later."""
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
        out.append(Found(m.start(), m.end(), p))
    return out
