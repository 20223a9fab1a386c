"""Frames in which harm stands by itself and those it befell beside it: possessed, inverted, suffered."""

from __future__ import annotations

from functools import cache

from rashomon.lexicon import load
from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.joining import chain_start, group_of_head, tree_subject, with_chain
from rashomon.mentions.casualties.named import is_name, names
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.people import person

_BEFORE_INJURY = frozenset({"ADJ", "NOUN", "DET", "ADV", "PUNCT", "NUM", "CCONJ", "VERB", "PROPN"})


def possessed(clause: Clause) -> None:
    """possessed: whose death it was ("the mayor's murder", "Aran Bel's assassination"); "the army's killing of nine" says who did it."""
    tokens = clause.sentence.tokens
    for trigger in clause.triggers:
        if (
            trigger.form not in small("named_harm")
            or trigger.form == "body"
            or tokens[trigger.last].tag != "NN"
            or any(k.trigger is trigger for k in clause.links)
        ):
            continue
        nxt = trigger.last + 1
        if clause.word(nxt) in ("of", "'s", "-") or (
            nxt < len(tokens) and tokens[nxt].pos in ("NOUN", "PROPN") and tokens[nxt].dep not in ("npadvmod", "nmod")
        ):
            continue
        owner = next((c for c in clause.sentence.children(trigger.last) if tokens[c].dep == "poss" and c < trigger.first), None)
        if owner is None:
            continue
        group = clause.by_token.get(owner)
        if group is not None and group.own is trigger:
            who = person(clause.words[owner])
            alone = who is not None and not who.plural and not who.collective
            if alone or (_name(clause, owner) and who is None):
                group.low = group.high = 1
                clause.add(group, trigger, "of", scope=_scope(clause, trigger))
        elif group is not None and clause.free(group) and group.own is None and group.low == group.high == 1 and group.who is not None:
            clause.add(group, trigger, "of", scope=_scope(clause, trigger))
        elif group is None and is_name(clause, owner) and _name(clause, owner):
            clause.add(clause.by_name(owner, False), trigger, "of", scope=_scope(clause, trigger))


def _scope(clause: Clause, trigger: Trigger) -> str | None:
    """A mention in passing, unless the noun itself tells of violence ("shooting death", "murder") and no toll was told before."""
    violent = (
        trigger.entry.id != "death"
        or trigger.form == "assassination"
        or clause.word(trigger.first - 1) in small("bullets") | {"shooting", "stabbing", "beating"}
    )
    told = any(k.trigger.harm == "killed" and k.group.low for k in (*clause.told, *clause.links))
    return None if violent and not told else "mention"


def _name(clause: Clause, i: int) -> bool:
    """Whether the name that ends at token ``i`` can be a person's: not a country, not an abbreviation."""
    token = clause.sentence.tokens[i]
    if token.pos != "PROPN" or (token.text.isupper() and not clause.sentence.text.isupper()) or not token.text[:1].isupper():
        return False
    return token.lower not in _states()


@cache
def _states(language: str = "en") -> frozenset[str]:
    """Last words of the names of all states, and of what their people are called."""
    return frozenset(f.lower().split()[-1] for e in load("countries", language) for f in (str(e.get("name") or ""), *e.forms) if f)


def inverted(clause: Clause) -> None:
    """inverted: victims behind the verb ("also killed were two officers and a clerk", "injured in the blast was the mayor's wife")."""
    tokens = clause.sentence.tokens
    for trigger in clause.triggers:
        if not (trigger.has("passive") or trigger.has("state")) or trigger.first > 4 or any(k.trigger is trigger for k in clause.links):
            continue
        if any(tokens[j].pos not in ("ADV", "CCONJ", "PUNCT") for j in range(trigger.first)):
            continue
        be = next(
            (j for j in range(trigger.last + 1, min(trigger.last + 10, len(tokens))) if clause.words[j] in ("was", "were", "are", "is")),
            None,
        )
        if be is None or any(tokens[j].pos in ("VERB", "SCONJ") or clause.words[j] in (",", ";") for j in range(trigger.last + 1, be)):
            continue
        i = be + 1 if clause.word(be + 1) == ":" else be
        group = clause.right_of(i, 4)
        if group is not None and clause.free(group) and group.own is None and (group.counts or group.low == 1) and group.who is not None:
            index = with_chain(clause, group, trigger, "inverted")
            head = clause.links[index].group.head
            if head is not None:
                names(clause, head, trigger, "inverted", group.last + 1, len(tokens))
        elif group is None:
            head = next(
                (
                    j
                    for j in range(i + 1, min(i + 5, len(tokens)))
                    if is_name(clause, j) and (j + 1 >= len(tokens) or tokens[j + 1].pos != "PROPN")
                ),
                None,
            )
            if head is not None and all(tokens[j].pos == "PROPN" for j in range(i + 1, head)):
                clause.add(clause.by_name(head, False), trigger, "inverted")
                names(clause, head, trigger, "inverted", head + 1, len(tokens))


def sufferer(clause: Clause, i: int) -> int | None:
    """Token of "suffered", "sustained", "with" before an injury at token ``i``, with adjectives between at most."""
    for j in range(i - 1, max(-1, i - 7), -1):
        if clause.words[j] in small("suffer"):
            return j
        if clause.words[j] != "from" and clause.sentence.tokens[j].pos not in _BEFORE_INJURY:
            return None
    return None


def suffered(clause: Clause) -> None:
    """suffered: people and what they came away with ("two women suffered a gunshot wound", "three received serious injuries")."""
    for trigger in clause.triggers:
        if not trigger.has("suffered") or any(k.trigger is trigger for k in clause.links):
            continue
        if trigger.has("object") and trigger.form not in small("wound_nouns"):
            continue
        inside = clause.by_token.get(trigger.first)
        j = sufferer(clause, min(trigger.first, inside.first) if inside is not None else trigger.first)
        if j is None or (inside is not None and inside.reading is not None and inside.reading.kind == "none"):
            continue
        near = clause.left_of(j)
        near = chain_start(clause, near) if near is not None else None
        if near is None or not (near.counts or near.low == 1):
            head = tree_subject(clause, Trigger(j, j, trigger.entry, clause.words[j], clause.sentence.tokens[j].tag))
            near = group_of_head(clause, head) if head is not None else None
        if (
            near is None
            or not clause.free(near)
            or near.own is not None
            or (near.who is None and near.head is not None)
            or not (near.counts or near.low == 1)
        ):
            continue
        if clause.words[j] in ("with", "from", "had", "have", "has") and not near.numeric:
            continue
        with_chain(clause, near, trigger, "suffered", j)
