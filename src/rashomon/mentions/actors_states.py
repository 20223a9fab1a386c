"""A state's bare name ("Freedonia", "the Kremlin", "Baku"): actor or only a place? Decided by what the sentence does with it."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.mentions.actors_vocabulary import Term, saying_lemmas, word_set
from rashomon.model import Sentence

_FAR = 40  # letters before a name: longer than any of the two patterns that end there
_PLACE_BEFORE = re.compile(r"\b(?:in|near|at|into|inside|outside|across|around|throughout|towards?|to|from|of|through|via|leaving|visit(?:ed|ing)?|over|within|outskirts of|town of|city of|west|east|north|south|central|northern|southern|eastern|western|downtown|north-?eastern|north-?western|south-?eastern|south-?western) (?:the )?$", re.I)  # fmt: skip
_ACTOR_BEFORE = re.compile(r"\b(?:by|against|accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|between|with|condemn(?:s|ed|ing)?|urg(?:e|es|ed|ing)|warn(?:s|ed|ing)?|told|according to|on behalf of|hostile to|loyal to|allied (?:with|to)|call(?:ed|s|ing)? on|part of|statement from|denials? (?:from|by)|fire from|troops from|forces from|soldiers from|shelling from|attacks? from|help from|claims? (?:of|by|from)|soldiers of|forces of|support (?:of|from)) (?:both |the )?$", re.I)  # fmt: skip
_NOUN_AFTER = re.compile(r"^(?:'s)? (?:city|town|village|province|region|district|capital|border|border area|coast|coastline|territory|suburbs?|countryside|airport|airspace|airbase|hospital|street|streets|population|people|inhabitants|economy|south|north|east|west|soil|neighbou?rhood|area|governorate|history|independence|parliament building|map|time|frontier|frontiers|most|largest|second|main|biggest|northern|southern|eastern|western|central|civil war|war|conflict|crisis)\b")  # fmt: skip
_VERB = re.compile(
    r"^ (?:also |later |earlier |has |had |have |on \w+ |immediately |repeatedly |initially |strongly |quickly |again |both |now |never |promptly |did not |does not |swiftly |, )*(\w+)"
)


#: Where a report was written: "KABUL, Aug 4 (KLM) - ", "Bamako — ", "PORT NESSA, Tarkia --".
_DATELINE = re.compile(
    r"^\W*(?:[A-Z][A-Z.'\u2019-]+(?: (?:[A-Z][A-Z.'\u2019-]+|de|del|la))*|[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,2})"
    r"(?:,? (?:[A-Z0-9][\w.'\u2019-]*|\([^)]{2,30}\))(?:,|(?= ))?){0,7}(?:,? \([^)]{2,40}\))?(?: -| ?--| \u2013| \u2014) (?=\S)"
)


_BRACKETS, _PLAIN_WORD = re.compile(r"\([^)]*\)"), re.compile(r"\b[a-z]{4,}\b")


@lru_cache(maxsize=256)
def dateline_end(text: str) -> int:
    """Where the dateline at the head of a sentence ends; 0 where there is none. Names in it are places."""
    m = _DATELINE.match(text[:110])
    return m.end() if m and not _PLAIN_WORD.search(_BRACKETS.sub("", m.group())) else 0


def acts(sentence: Sentence, term: Term, index: int | None) -> bool:
    """Whether a state's name (or a capital's) stands for those who act: subject or possessor of saying, blaming, fighting; the one
    accused, blamed, fought. A name in a phrase of place, or before a noun of place, is a place."""
    text = sentence.text
    pre, post = text[: term.start], text[term.end :]
    if term.end <= dateline_end(text):
        return False
    if post[:1] == "-" or (pre[-1:] == "-" and not re.search(r"[A-Z]\w+-$", pre)):
        return False
    if _NOUN_AFTER.match(post):
        return False
    near = max(0, term.start - _FAR)
    if _ACTOR_BEFORE.search(text, near, term.start):
        return True
    if index is not None:
        return _by_parse(sentence, term, index)
    if _PLACE_BEFORE.search(text, near, term.start):
        return False
    verb = _VERB.match(text[term.after :])
    if verb and (
        verb.group(1) in {"said", "says", "told", "denied", "denies"}
        or any(verb.group(1) in {v + "s", v + "ed", v + "d", v} for v in saying_lemmas())
    ):
        return True
    return term.kind != "seat" and not pre.strip()


def _by_parse(sentence: Sentence, term: Term, index: int) -> bool:
    tokens = sentence.tokens
    top = tokens[index]
    for _ in range(6):  # climb coordination and compounds: "Yerevan and Baku", "the Azerbaijan side"
        if top.dep in {"conj", "appos", "compound", "nmod"} and top.head != top.i:
            top = tokens[top.head]
            continue
        break
    head = tokens[top.head]
    if top.dep == "nsubj":
        if term.kind == "seat":
            return head.lemma in saying_lemmas() or (
                head.pos == "VERB" and any(c.dep in {"dobj", "ccomp", "xcomp"} for c in tokens if c.head == head.i)
            )
        return head.pos in {"VERB", "AUX"}
    if top.dep == "nsubjpass":
        return term.kind == "state" and head.lemma in {"accuse", "blame", "force", "condemn", "urge", "suspect"}
    if top.dep in {"dobj", "iobj", "dative"}:
        return head.lemma in word_set("faced") and (term.kind == "state" or head.lemma not in {"attack", "hit"})
    if top.dep == "poss":
        owned = tokens[top.head].lemma
        return owned in word_set("owned")
    if top.dep in {"pobj"}:
        prep = tokens[top.head].lower
        if prep in {"by", "against", "between", "with", "on"}:
            return prep != "on" or tokens[tokens[top.head].head].lemma in {"call", "blame", "pressure", "sanction", "depend"}
        return (
            prep in {"from", "to", "of"}
            and term.kind == "state"
            and tokens[tokens[top.head].head].lemma
            in {
                "response",
                "accord",
                "loyal",
                "troop",
                "force",
                "soldier",
                "fire",
                "statement",
                "warning",
                "call",
                "belong",
                "accusation",
                "denial",
                "hostile",
            }
        )
    if top.dep == "ROOT" or (top.dep in {"nsubj", "dep", "npadvmod"} and not sentence.text[: term.start].strip()):
        return not _PLACE_BEFORE.search(sentence.text, max(0, term.start - _FAR), term.start) and term.kind == "state"
    return False
