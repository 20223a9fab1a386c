"""Who is named in a document: states and their organs and forces, groups, organisations, persons, kinds of people, words that point back.

How it decides: ``docs/concepts/actors.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.lexicon import PhraseMatcher
from rashomon.mentions.actors_alone import Found
from rashomon.mentions.actors_document import Lore, learn, modifying_words, proper_words
from rashomon.mentions.actors_memory import Memory, belonging, holder, settle
from rashomon.mentions.actors_people import named_in, person_entries
from rashomon.mentions.actors_phrases import Phrase
from rashomon.mentions.actors_readings import person, pronouns, readings
from rashomon.mentions.actors_vocabulary import STATE_KINDS, Term, joined, shapes, terms_of
from rashomon.mentions.person_names import Named
from rashomon.model import ActorMention, Document, Sentence


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
    memory = Memory()
    out: list[ActorMention] = []
    for sentence, terms, persons, names in zip(sentences, here, people, proper, strict=True):
        lore.proper, lore.modifying = names, modifying_words(sentence)
        terms = [t for t in terms if _plausible(t, terms, homes) and not _possessive_of_a_place(t, lore)]
        found = [f for t in terms for f in readings(sentence, t, terms, lore, light)]
        found += [person(p, named) for p in persons]
        found += pronouns(sentence.text)
        for f in _longest(found):
            phrase = settle(f.phrase, memory, lore)
            if phrase is None:
                continue
            if phrase.kind == "person" and phrase.actor is not None and not phrase.rule.startswith("roles."):
                phrase = belonging(phrase, sentence, out, memory)
            elif phrase.kind == "person" and phrase.role is not None:
                phrase = holder(phrase, out)
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


def _longest(found: list[Found]) -> list[Found]:
    if len(found) < 2:
        return found
    kept: list[Found] = []
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


def _mention(sentence: Sentence, f: Found, p: Phrase) -> ActorMention:
    start, end = sentence.offset(f.start), sentence.offset(f.end - 1) + 1
    rule = p.rule
    return ActorMention(start, end, sentence.index, p.actor, p.party, p.kind, p.status, p.anaphor, p.plural, p.role, p.head, rule)
