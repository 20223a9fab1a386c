"""Which words of a sentence belong to one clause: what a date or a place hangs on, told from the parse."""

from __future__ import annotations

import re

from rashomon.incidents.known import Words
from rashomon.incidents.words import Word, attacking_verbs, ordinals, superlatives
from rashomon.model import DateMention, Sentence, Token

_BREAKS = frozenset({"ccomp", "parataxis", "relcl", "csubj"})  # arcs between a clause and the one that reports or holds it
_NOT_THE_EVENT = frozenset(
    {"since", "until", "before", "though", "although", "unless", "if"}
)  # clauses that tell another time than the verb above them


_NTH = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_ASIDE = frozenset({"advcl", "prep", "pcomp"})
_AFTER = frozenset({"after", "following"})
#: Characters into a sentence within which a linking word opens it.
OPENS = 6


def head_of(sentence: Sentence, start: int, end: int) -> int | None:
    """The token of a stretch that hangs on nothing inside it."""
    first = sentence.first_behind(start)
    tokens = sentence.tokens
    last = first
    while last < len(tokens) and tokens[last].start < end:
        last += 1
    for t in tokens[first:last]:
        if not first <= t.head < last or t.head == t.i:
            return t.i
    return None


def hangs_on(sentence: Sentence, date: DateMention) -> int | None:
    """The token a date modifies."""
    if date.hangs_on is not None:
        return sentence.token_at(date.hangs_on.start)
    top = head_of(sentence, date.start, date.end)
    if top is None:
        return None
    for i in sentence.ancestors(top):
        t = sentence.tokens[i]
        if t.pos in {"VERB", "AUX", "NOUN", "PROPN"} and t.dep != "compound":
            return i
    return None


def _part_of(sentence: Sentence, known: Words) -> tuple[list[int], dict[int, list[int]]]:
    """Of each token the one under which its part of the sentence hangs, and of each such one all tokens of the part: parts end where a
    clause reports, holds, or stands aside of another."""
    key = ("parts", sentence.index)
    found: tuple[list[int], dict[int, list[int]]] | None = known.memo.get(key)
    if found is None:
        tokens = sentence.tokens
        tops = [-1] * len(tokens)
        members: dict[int, list[int]] = {}
        for t in tokens:
            way = []
            i = t.i
            while tops[i] < 0:
                way.append(i)
                t_dep = tokens[i].dep
                if tokens[i].head == i or t_dep in _BREAKS or (t_dep in _ASIDE and aside(sentence, i)):
                    tops[i] = i
                else:
                    i = tokens[i].head
            for j in way:
                tops[j] = tops[i]
            members.setdefault(tops[i], []).append(t.i)
        found = known.memo[key] = tops, members
    return found


def clause_of(sentence: Sentence, head: int, known: Words, through: frozenset[int] = frozenset()) -> set[int]:
    """Tokens of the clause of ``head``: up to the verb that governs it, without clauses that report it or hang below on their own.

    A relative clause on one of the words ``through`` ("the air strikes, which killed six") is one with the clause above it.
    """
    top = head
    path = [head]
    while sentence.tokens[top].head != top and (
        sentence.tokens[top].dep not in _BREAKS or (sentence.tokens[top].dep == "relcl" and sentence.tokens[top].head in through)
    ):
        top = sentence.tokens[top].head
        path.append(top)
    tops, members = _part_of(sentence, known)
    return {i for part in {tops[j] for j in path} for i in members[part]}


def clause_around(sentence: Sentence, head: int, known: Words, *, through_events: bool) -> set[int]:
    """:func:`clause_of` a token, found once for all claims and dates of the sentence; not to be changed."""
    key = ("clause", sentence.index, head, through_events)
    found: set[int] | None = known.memo.get(key)
    if found is None:
        through = event_tokens(sentence, known) if through_events else frozenset[int]()
        found = known.memo[key] = clause_of(sentence, head, known, through)
    return found


def deed_of(sentence: Sentence, head: int, known: Words, *, own_subject: bool) -> set[int]:
    """Tokens under the verb of ``head`` without those of verbs beside it: of "a bomb killed nine in Arn and gunmen shot two in Bel" one of the
    two halves. ``own_subject``: only verbs with a subject of their own count as beside."""
    key = ("deed", sentence.index, head, own_subject)
    found: set[int] | None = known.memo.get(key)
    if found is None:
        up = (head, *sentence.ancestors(head))
        top = next((i for i in up if _beside(sentence, i, own_subject) or sentence.tokens[i].head == i), head)
        others = (i for i in sentence.subtree(top) if i != top and _beside(sentence, i, own_subject))
        found = known.memo[key] = set(sentence.subtree(top)).difference(*(sentence.subtree(i) for i in others))
    return found


def _beside(sentence: Sentence, i: int, own_subject: bool) -> bool:
    """Whether a verb stands beside another one."""
    token = sentence.tokens[i]
    if token.dep != "conj" or token.pos not in {"VERB", "AUX"}:
        return False
    return not own_subject or any(sentence.tokens[c].dep in {"nsubj", "nsubjpass"} for c in sentence.children(i))


def event_tokens(sentence: Sentence, known: Words) -> frozenset[int]:
    """The last tokens of all words for events in the sentence."""
    key = ("events", sentence.index)
    found: frozenset[int] | None = known.memo.get(key)
    if found is None:
        ends = {sentence.token_at(w.end - 1) for w in known.of(sentence, "events")}
        found = known.memo[key] = frozenset(i for i in ends if i is not None)
    return found


def aside(sentence: Sentence, i: int) -> bool:
    """A clause under the verb that tells another time: "since talks began", "before leaving"."""
    if sentence.tokens[i].dep not in _ASIDE or sentence.lowers.isdisjoint(_NOT_THE_EVENT):
        return False
    words = {sentence.tokens[i].lower} | {
        sentence.tokens[c].lower for c in sentence.children(i) if sentence.tokens[c].dep in {"mark", "prep"}
    }
    return bool(words & _NOT_THE_EVENT) and not (sentence.tokens[i].dep == "prep" and sentence.tokens[i].lower not in _NOT_THE_EVENT)


def link_region(sentence: Sentence, link: Word) -> tuple[int, int]:
    """The stretch that names the event behind a linking word."""
    token = sentence.token_at(link.end - 1)
    if token is None:
        return link.end, sentence.end
    below = [sentence.tokens[i].end for i in sentence.subtree(token)]
    stop = next((t.start for t in sentence.tokens[token + 1 :] if t.text in {",", ";", "\u2014", "--"}), sentence.end)
    if link.start - sentence.start < OPENS and stop < sentence.end:
        return link.end, stop  # "In response to this provocation, troops fired …": the comma ends it, whatever the parse says
    return link.end, max([*below, stop])


def came_after(sentence: Sentence, head: int, verb: int) -> bool:
    """Whether ``head`` is told as what came before ``verb``: "they marched on Monday after 81 were killed", "… after the bombing"."""
    for i in [head, *sentence.ancestors(head)]:
        if i == verb:
            return False
        token = sentence.tokens[i]
        if (token.lower in _AFTER and token.head == verb) or (
            token.head == verb
            and token.dep == "advcl"
            and any(sentence.tokens[c].lower in _AFTER and sentence.tokens[c].dep in {"mark", "prep"} for c in sentence.children(i))
        ):
            return True
    return False


def above(sentence: Sentence, token: int) -> list[int]:
    """Heads above a token, up to the clause that reports it."""
    out = []
    while sentence.tokens[token].head != token and sentence.tokens[token].dep not in {"ccomp", "relcl", "parataxis"}:
        token = sentence.tokens[token].head
        out.append(token)
    return out


def since_clause(sentence: Sentence, head: int | None) -> tuple[int, int] | None:
    """The stretch of "since … began" that hangs on the claim's own verb: what it counts is a total up to now."""
    if head is None:
        return None
    for i in sentence.children(head):
        marks = [c for c in sentence.children(i) if sentence.tokens[c].lower == "since"]
        if sentence.tokens[i].dep == "advcl" and marks and not compares(sentence, marks[0]):
            below = sentence.subtree(i)
            return sentence.tokens[below[0]].start, sentence.tokens[below[-1]].end
    return None


def compares(sentence: Sentence, since: int) -> bool:
    """ "The worst attack since …" compares; it does not count from there."""
    if since and f"{sentence.tokens[since - 1].lower} since" in superlatives():
        return True
    before = sentence.tokens[max(0, since - 7) : since]
    return any(t.tag in {"JJS", "RBS"} or t.lower in ordinals() or _NTH.fullmatch(t.lower) for t in before)


def nth_within(sentence: Sentence, period: int) -> bool:
    """ "For the third time in a week", "the fifth attack on it in a month": the period counts attacks, not the dead."""
    for t in reversed(sentence.tokens[max(0, period - 7) : period]):
        if t.pos in {"VERB", "AUX"} or t.text in {",", ";"}:
            return False
        if t.tag in {"JJS", "RBS"} or t.lower in ordinals() or _NTH.fullmatch(t.lower):
            return True
    return False


def names_a_thing(sentence: Sentence, date: DateMention, word: Token | None, known: Words) -> bool:
    """A bare year before a noun names that thing ("the 2020 peace deal") and dates nothing, unless the noun is an event."""
    if date.expr.kind != "absolute" or date.expr.month is not None or word is None or word.pos not in {"NOUN", "PROPN"}:
        return False
    at = sentence.token_at(date.start)
    return (
        at is not None
        and sentence.tokens[at].head == word.i
        and sentence.tokens[at].dep in {"nummod", "compound", "amod", "nmod"}
        and word.i not in event_tokens(sentence, known)
    )


def attacker_in(sentence: Sentence, known: Words) -> str | None:
    """The party that is the subject of an attacking verb, in the active: "forces of Sylvania fired mortars"; None for none or two."""
    found = set()
    for actor in known.actors[sentence.index]:
        if actor.party is None or actor.anaphor:
            continue
        at = [i for i, t in enumerate(sentence.tokens) if actor.start <= t.start < actor.end and t.dep == "nsubj"]
        found |= {actor.party for i in at if sentence.tokens[sentence.tokens[i].head].lower in attacking_verbs()}
    return next(iter(found)) if len(found) == 1 else None


def in_other_clause(sentence: Sentence, token: int, clause: set[int]) -> bool:
    """Whether the way from a token up to the clause leads through a relative clause: "the post, where two were shot on Monday, was destroyed"."""
    i = token
    while i not in clause and sentence.tokens[i].head != i:
        if sentence.tokens[i].dep in {"relcl", "acl"}:
            return True
        i = sentence.tokens[i].head
    return False


def tells_event(sentence: Sentence, token: int, known: Words) -> bool:
    """Whether the clause of a token has a word for violence, so that its date may be the event's."""
    clause = clause_around(sentence, token, known, through_events=False)
    found = [w for w in known.of(sentence, "events") if w.entry.get("family") != "war"]
    return any(sentence.token_at(w.end - 1) in clause for w in found)
