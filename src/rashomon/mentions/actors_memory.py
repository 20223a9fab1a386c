"""What a document has named so far settles the short forms that follow: organs without their state, persons by office, spokesmen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rashomon.lexicon import Entry, load
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_phrases import Phrase, template
from rashomon.mentions.actors_vocabulary import Term
from rashomon.model import ActorMention, Sentence

_ITS = re.compile(r"\b(?:its|their)\b", re.I)


@dataclass(slots=True)
class Memory:
    """What the document has named so far, for short forms that follow."""

    organs: dict[str, list[tuple[str, str | None, str]]] = field(default_factory=dict)  # institution id → (actor, party, kind), latest last
    states: list[str] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)  # person → party, learned from "its spokesman, A B"


def settle(p: Phrase, memory: Memory, lore: Lore) -> Phrase | None:
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


def belonging(p: Phrase, sentence: Sentence, out: list[ActorMention], memory: Memory) -> Phrase:
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


def holder(p: Phrase, out: list[ActorMention]) -> Phrase:
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


def _leads(lore: Lore, state: str) -> bool:
    """Whether no other state is named half as often in the document."""
    return all(2 * n <= lore.homes[state] for name, n in lore.homes.items() if name != state)


@cache
def _organs() -> dict[str, Entry]:
    return {e.id: e for e in reversed(load("institutions"))}
