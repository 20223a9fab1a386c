"""People of whom only a treatment is told, and those who took their own lives after they had attacked others."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.unsaid import entry
from rashomon.mentions.casualties.words import Trigger, small

#: Entries of ``harm.yml`` that only say that somebody is being treated: mostly some of those already counted as wounded.
TREATED = frozenset({"hospital", "condition"})


def treated(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """Whether a hospital or a condition may count these people: a number of them or "another", not those named before."""
    if trigger.entry.id not in TREATED:
        return True
    if group.definite_number or group.of_own or (group.own is not None and group.own.entry.id != "losses"):
        return False
    return group.counts and (group.who is not None or group.head is None)


def of_the_wounded(clause: Clause, index: int) -> None:
    """Makes treated people a part where more wounded were told before: "thirty were hurt ... nine were taken to hospital"."""
    link = clause.links[index]
    low = link.group.low or 0
    here = [n for n, k in enumerate(clause.links) if n != index and not k.part and k.trigger.harm == "wounded" and k.group.counts]
    if any((clause.links[n].group.low or 0) > low for n in here):
        link.part, link.parent = True, next(n for n in here if (clause.links[n].group.low or 0) > low)
    elif any(k.trigger.harm == "wounded" and (k.group.low or 0) > low for k in clause.told):
        link.part = True
    link.joined = link.joined and not link.part


_OWN = frozenset({"himself", "herself", "themselves", "own", "suicide", "self", "dying"})


def own_lives(clause: Clause) -> None:
    """own: who attacked others and then died by his own hand ("killed three before killing himself", "then took his own life")."""
    if not (clause.told or any(k.trigger.harm in ("killed", "wounded", "casualties") and not k.part for k in clause.links)):
        return  # nobody else came to harm: no news of an attack
    if any(w in small("bombers") for w in clause.words):
        return  # whoever sets off a bomb he carries is part of the weapon
    tokens = clause.sentence.tokens
    if _OWN.isdisjoint(clause.words):
        return
    for i, word in enumerate(clause.words):
        if word in ("himself", "herself", "themselves"):
            trigger = _killing_before(clause, i)
        elif (
            word == "own" and clause.word(i + 1) in ("life", "lives") and any(w in small("costs") for w in clause.words[max(0, i - 3) : i])
        ):
            trigger = Trigger(i + 1, i + 1, entry("own_life"), word, "NN")
        elif word == "suicide" and clause.word(i - 1) in ("committed", "commits", "commit", "committing"):
            trigger = Trigger(i - 1, i, entry("own_life"), "committed suicide", tokens[i - 1].tag)
        elif word == "self" and clause.word(i - 1) in (",", "and", "then", "&"):
            trigger = next(
                (t for t in clause.triggers if t.harm == "killed" and t.has("object") and 0 < i - t.last <= 12), None
            )  # "kills two, self"
        elif word == "dying" and clause.word(i - 1) == "before" and i in clause.at and _others(clause, clause.at[i]):
            trigger = clause.at[i]  # "killing ten before dying in a shootout"
        else:
            continue
        if trigger is None or any(k.frame == "own" for k in clause.links):
            continue
        many = word == "themselves" or clause.word(i + 1) == "lives"
        told = next((k for k in clause.links if k.trigger is trigger and k.group.low == 1 and trigger.has("state")), None)
        if told is not None:
            told.frame = "own"  # "the gunman then shot himself dead"
            continue
        old = clause.by_token.get(i)
        if old is not None and id(old) in clause.used:
            continue
        group = Group(i, i, None, 2 if many else 1, None if many else 1, head=None if word == "dying" else i)
        clause.groups.append(group)
        clause.add(group, trigger, "own")


def _others(clause: Clause, trigger: Trigger) -> bool:
    """Whether the clause tells that others were killed before."""
    return any(k.trigger.harm == "killed" and k.trigger.first < trigger.first and k.frame == "object" for k in clause.links)


def _killing_before(clause: Clause, i: int) -> Trigger | None:
    """The killing whose victim the "himself" at token ``i`` is: right before it, or further on in its list of victims."""
    for t in clause.triggers:
        if t.harm == "killed" and t.has("object") and t.last == i - 1:
            return t
        if t.entry.id == "shot_at" and t.last == i - 1 and clause.word(t.first - 1) in ("before", "then", "finally") and _others(clause, t):
            return Trigger(t.first, t.last, entry("own_life"), t.form, t.tag)  # "killed one before shooting himself"
        if t.harm == "killed" and t.has("state") and t.first == i + 1 and clause.word(i - 1) in ("shot", "shoots", "shooting"):
            return t  # "then shot himself dead"
    words = clause.words
    back = words[max(0, i - 5) : i]
    if (
        "on" in back[-2:]
        and any(w in ("gun", "weapon", "rifle", "pistol", "knife") for w in back)
        and any(w.startswith("turn") for w in back)
    ):
        return Trigger(i, i, entry("own_life"), "turned the gun on", "VBD")
    if words[i - 1] == "then":
        return next((t for t in reversed(clause.triggers) if t.harm == "killed" and t.has("object") and 0 < i - t.last <= 8), None)
    tokens = clause.sentence.tokens
    if words[i - 1] in ("and", "finally") and tokens[i].dep in ("conj", "dobj", "appos"):
        head = tokens[i].head
        for _ in range(6):
            verb = clause.at.get(head)
            if verb is not None and verb.harm == "killed" and verb.has("object"):
                return verb
            if tokens[head].head == head:
                return None
            head = tokens[head].head
    return None
