"""The lexicons of this room in the shape the frames ask them: which frames a saying word opens, what kind a role noun is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from rashomon.lexicon import Entry, PhraseMatcher, load


@cache
def verb_frames(language: str = "en") -> dict[str, dict[str, Entry]]:
    """Lemma of a saying verb (or verb and particle: "call on") → frame it opens → entry. The first entry of the file wins."""
    out: dict[str, dict[str, Entry]] = {}
    for entry in load("cues", language):
        if entry.get("kind") != "verb":
            continue
        for form in entry.forms:
            for frame in entry.get("takes") or ():
                out.setdefault(form, {}).setdefault(frame, entry)
    return out


@cache
def plain_verbs(language: str = "en") -> frozenset[str]:
    """Saying verbs whose object can only be words ("say", "state"): the single-word forms of the first entry."""
    return frozenset(f for e in load("cues", language) if e.id == "say" for f in e.forms if " " not in f)


@cache
def particle_verbs(language: str = "en") -> frozenset[str]:
    """First words of the saying verbs that have a particle."""
    return frozenset(form.split()[0] for form in verb_frames(language) if " " in form)


@cache
def noun_cues(language: str = "en") -> dict[str, Entry]:
    """Lemma of a saying noun → entry."""
    return {form: e for e in load("cues", language) if e.get("kind") == "noun" for form in e.forms}


@cache
def nouns_told(language: str = "en") -> frozenset[str]:
    """Lemmas of the saying nouns."""
    return frozenset(noun_cues(language))


@cache
def phrases(kind: str, language: str = "en") -> PhraseMatcher:
    """Matcher of the cue entries of one kind that are not read by lemma (preposition, hedge)."""
    return PhraseMatcher(e for e in load("cues", language) if e.get("kind") == kind)


@cache
def prepositions(language: str = "en") -> tuple[str, ...]:
    """Forms of the prepositions that name a speaker ("according to"), in small letters."""
    return tuple(f.casefold() for e in load("cues", language) if e.get("kind") == "preposition" for f in e.forms)


@cache
def roles(language: str = "en") -> dict[str, Entry]:
    """Role noun (lower case) → entry; ``kind`` says what kind of actor it can mean."""
    out: dict[str, Entry] = {}
    for entry in load("speaker_words", language):
        if entry.get("kind") in {"mute", "means"}:
            continue
        for form in entry.forms:
            out.setdefault(form, entry)
    return out


@cache
def mute(language: str = "en") -> frozenset[str]:
    """Nouns that stand where a speaker stands and speak for nobody ("the timing suggests")."""
    return frozenset(f for e in load("speaker_words", language) if e.get("kind") == "mute" for f in e.forms)


@cache
def means(language: str = "en") -> frozenset[str]:
    """Nouns by means of which something is said ("by phone"), and which nobody is."""
    return frozenset(f for e in load("speaker_words", language) if e.get("kind") == "means" for f in e.forms)


@cache
def nations(language: str = "en") -> dict[str, str]:
    """Adjective or plural of a state's people → the state ("Kestrian" → Kestria)."""
    return {w: str(e.get("name")) for e in load("countries", language) for w in (*(e.get("adjectives") or ()), *(e.get("nationals") or ()))}


@cache
def lands(language: str = "en") -> frozenset[str]:
    """Folded names of countries and capitals; acronyms, which are adjectives as well ("US attack"), left out."""
    seats = [n for e in load("countries", language) for n in e.get("seats") or ()]
    return countries(language) | {n.casefold() for n in seats if not n.isupper()}


@cache
def countries(language: str = "en") -> frozenset[str]:
    """Folded names of countries alone."""
    names = [n for e in load("countries", language) for n in (str(e.get("name")), *e.forms)]
    return frozenset(n.casefold() for n in names if not n.isupper())


@cache
def listed(file: str, what: str, language: str = "en") -> frozenset[str]:
    """Forms of the entries of ``file`` whose ``what`` is this one."""
    return frozenset(f.casefold() for e in load(file, language) if e.get("what") == what for f in e.forms)


@cache
def forms(file: str, entry: str, language: str = "en") -> frozenset[str]:
    """Forms of one entry of ``file``."""
    return frozenset(f.casefold() for e in load(file, language) if e.id == entry for f in e.forms)


@cache
def matcher(file: str, what: str, language: str = "en") -> PhraseMatcher:
    """Matcher of the entries of ``file`` whose ``what`` is this one."""
    return PhraseMatcher(e for e in load(file, language) if e.get("what") == what)


@cache
def deeds_and_arms(language: str = "en") -> frozenset[str]:
    """Nouns for attacks and for weapons."""
    return listed("violence", "attack_noun", language) | listed("violence", "weapon_noun", language)


@cache
def hard_verbs(language: str = "en") -> frozenset[str]:
    """Verbs that are violence by themselves ("shell"), unlike "open" or "carry out"."""
    return listed("violence", "attack_verb", language) - listed("violence", "light_verb", language)


def violent(text: str) -> bool:
    """Whether the text names an attack, a weapon or harm."""
    found = _kinds(text, "en")
    return any(("violence", what) in found for what in ("attack_noun", "weapon_noun", "harm_word"))


def armed(text: str) -> bool:
    """Whether the text names an attack or a weapon."""
    found = _kinds(text, "en")
    return ("violence", "attack_noun") in found or ("violence", "weapon_noun") in found


def has(file: str, what: str, text: str, language: str = "en") -> Entry | None:
    """An entry of that list found in ``text``, or None; ``file`` is violence or denials."""
    return _kinds(text, language).get((file, what))


@cache
def _every(language: str) -> PhraseMatcher:
    return PhraseMatcher(e for file in ("denials", "violence") for e in load(file, language))


@lru_cache(maxsize=1024)
def _kinds(text: str, language: str) -> Mapping[tuple[str, str], Entry]:
    """(file, ``what``) → the first entry of it in the text, of all lists at once: the readers of one saying ask some twenty of them."""
    found: dict[tuple[str, str], Entry] = {}
    for _, _, entry, _ in _every(language).find(text, overlapping=True):
        found.setdefault((entry.file, entry.values["what"]), entry)
    return found
