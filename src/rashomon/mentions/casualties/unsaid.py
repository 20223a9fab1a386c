"""Verbs that tell harm only beside other words: people hit by bullets, carried to a hospital."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rashomon.lexicon import Entry, load
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.model import Sentence

_REACH = 10  # words from "were taken" to "hospital"
_SENDS = frozenset({"send", "put", "land"})
_OTHERWISE = frozenset({"dead", "died", "die", "dies", "body", "bodies", "corpse", "corpses", "succumbed", "deceased"})


@cache
def entry(name: str, language: str = "en") -> Entry:
    """The entry of ``harm.yml`` with this id."""
    return next(e for e in load("harm", language) if e.id == name)


def unsaid(sentence: Sentence, words: list[str], found: list[Trigger]) -> list[Trigger]:
    """The harm words found, in order, with verbs that tell harm only beside other words: "bullets hit six", "fired into the crowd, hitting four", "nine were rushed to a clinic". ``words``: those of the sentence in lower case."""
    tokens = sentence.tokens
    hits, carried = small("hits"), small("carried")
    known = {i for t in found for i in range(t.first, t.last + 1)}
    out = [_in_the_leg(sentence, t) for t in found]
    to_hospital = not small("hospitals").isdisjoint(words)
    for token in tokens:
        lemma = token.lemma
        if (lemma not in hits and not (to_hospital and (lemma in carried or lemma in _SENDS))) or (
            token.pos not in ("VERB", "AUX") or token.i in known
        ):
            continue
        if lemma in hits and _by_bullets(sentence, token.i):
            out.append(Trigger(token.i, token.i, entry("grazed" if lemma == "graze" else "struck"), token.lower, token.tag))
        elif to_hospital and _hospital_verb(sentence, token.i):
            out.append(Trigger(token.i, token.i, entry("hospital"), token.lower, token.tag))
    return sorted(out, key=lambda t: t.first)


def _in_the_leg(sentence: Sentence, trigger: Trigger) -> Trigger:
    """ "Shot in his leg" tells of a wound where the sentence tells no death; a bare "shot" leaves open whether he lived."""
    tokens = sentence.tokens
    if trigger.entry.id != "shot_at" or trigger.form not in ("shot", "stabbed") or any(t.lower in _OTHERWISE for t in tokens):
        return trigger
    i = trigger.last + 1
    if i >= len(tokens) or tokens[i].lower not in ("in", "through"):
        return trigger
    for j in range(i + 1, min(i + 6, len(tokens))):
        if tokens[j].lower in small("limbs"):
            return replace(trigger, entry=entry("shot"))
        if tokens[j].pos not in ("DET", "ADJ", "PRON", "NOUN", "ADV") or tokens[j].lower in ("head", "face", "neck", "heart"):
            return trigger
    return trigger


def _by_bullets(sentence: Sentence, i: int) -> bool:
    """Whether bullets do the hitting: subject ("shots hit two boys"), agent ("struck by stray bullets"), or the shooting told before it."""
    tokens = sentence.tokens
    for c in sentence.children(i):
        if tokens[c].dep in ("nsubj", "agent"):
            inner = [c, *sentence.children(c)]
            if any(tokens[k].lower in small("bullets") for k in inner):
                return True
    if tokens[i].tag == "VBG":
        return any(t.lemma in ("fire", "shoot") and t.pos == "VERB" for t in tokens[max(0, i - 14) : i]) or any(
            t.lower in small("bullets") and t.dep in ("nsubj", "dobj") for t in tokens[max(0, i - 14) : i]
        )
    return False


def _hospital_verb(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if token.lemma in _SENDS and token.tag not in ("VBN", "NN") and _sent(sentence, i):
        return True
    return token.lemma in small("carried") and token.tag in ("VBN", "VBD") and _to_hospital(sentence, i)


def _sent(sentence: Sentence, i: int) -> bool:
    """ "The crash sent nine people to hospital", "put four in the clinic"."""
    tokens = sentence.tokens
    objects = [c for c in sentence.children(i) if tokens[c].dep in ("dobj", "obj")]
    if not objects or any(t.lower in _OTHERWISE for t in tokens[i:]):
        return False
    return any(t.lower in small("hospitals") for t in tokens[objects[0] + 1 : objects[0] + 6])


def _to_hospital(sentence: Sentence, i: int) -> bool:
    """Whether a hospital is where they were brought; not where the same sentence tells that they died."""
    tokens = sentence.tokens
    passive = any(t.lower in small("passive") for t in tokens[max(0, i - 3) : i])
    if tokens[i].tag == "VBD" and not passive and any(tokens[c].dep in ("dobj", "obj") for c in sentence.children(i)):
        return False
    if any(t.lower in _OTHERWISE for t in tokens[max(0, i - 12) :]):
        return False
    for j in range(i + 1, min(i + _REACH, len(tokens))):
        if tokens[j].lower in small("hospitals"):
            return True
        if tokens[j].pos in ("VERB", "AUX", "SCONJ") or tokens[j].lower in (",", ";", "police", "jail", "court"):
            return False
    return False
