"""Which group before a harm word are its victims: what may be its subject, what "and" joins to it, the share of a whole, one far to the left."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.joining import opens_part
from rashomon.mentions.casualties.words import Trigger, small


def joined_to(clause: Clause, start: Group, near: Group, trigger: Trigger) -> bool:
    """Whether "and" joins the group before the harm word to its subject over an aside: "six men of Karsa (a port) and two boys were hurt"."""
    if not clause.free(near) or near.own is not None or near.who is None or near.definite or not (near.counts or near.low == 1):
        return False
    if not start.counts or start.low == 1 or near.first <= start.last + 1 or clause.word(near.first - 1) not in ("and", "plus"):
        return False
    if opens_part(clause, start) or clause.subject_elsewhere(near, trigger):
        return False
    gap = range(start.last + 1, near.first - 1)
    asides = clause.words[start.last + 1 : near.first - 1]
    return not any(
        j in clause.at
        or clause.sentence.tokens[j].pos in ("VERB", "AUX", "SCONJ")
        or clause.words[j] in ("between", "both", "with", "by", ";", ":")
        for j in gap
    ) and not any(w in small("part") for w in asides if w != "of")


def may_be_subject(clause: Clause, far: Group, near: Group | None, trigger: Trigger) -> bool:
    """Whether the tree's subject may be the victims, beside the group that stands nearest."""
    hurt = far.of_own and far.own is not None and far.own.harm != "killed" and trigger.has("subject")  # "six of those wounded ... died"
    hurt = hurt or (
        far.own is not None and far.own.entry.id == "losses" and far.counts and not far.of_own
    )  # "two victims, a boy and a girl, died"
    if not clause.free(far) or (far.own is not None and not hurt) or far.last >= trigger.first:
        return False
    if not (far.numeric or far.who is not None):
        return False
    if near is not None and near is not far and far.who is None and far.head is not None and near.who is not None:
        return False
    return near is None or near is far or (far.first <= near.first and (far.numeric or not near.numeric))


def reduced(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """Whether the harm word only says which people a later verb is about."""
    tokens = clause.sentence.tokens
    head = group.head if group.head is not None else group.last
    return (
        tokens[trigger.first].dep in ("acl", "amod", "relcl")
        and tokens[head].dep in ("nsubj", "nsubjpass")
        and tokens[head].head > trigger.last
    )


def share_of(clause: Clause, start: Group | None, trigger: Trigger) -> Group | None:
    """ "3 of the 12 hostages were killed": the share is what was harmed; in "10 of the 15 people killed" it is a part (see parts)."""
    if start is None:
        return None
    if start.of_next:
        whole = next((g for g in clause.groups if start.last < g.first <= start.last + 3), None)
        finite = clause.passive_aux(trigger.first) or trigger.has("subject")
        return start if finite or whole is None or not clause.free(whole) else whole
    share = next((g for g in clause.groups if g.of_next and g.last < start.first <= g.last + 3 and clause.free(g)), None)
    if share is None or not (clause.passive_aux(trigger.first) or trigger.has("subject")):
        return start
    share.who, share.head = start.who, start.head
    clause.noted[id(start)] = "the whole of which a share is told"
    return share


def far_left(clause: Clause, trigger: Trigger) -> Group | None:
    """The nearest counted group to the left in the same clause, where the tree found no subject and none stands close by."""
    tokens = clause.sentence.tokens
    for j in range(trigger.first - 1, max(-1, trigger.first - 16), -1):
        group = clause.by_end.get(j)
        token = tokens[j]
        if group is not None and group.counts and group.who is not None and clause.free(group) and group.own is None:
            before = tokens[group.first - 1] if group.first else None
            if before is None or before.pos != "ADP":
                return group
        if (
            group is None
            and j not in clause.by_token
            and ((token.pos == "VERB" and token.dep not in ("acl", "amod")) or j in clause.at or clause.words[j] in (";", ":", "but"))
        ):
            return None
    return None


def of_those_told(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """ "Two of the victims died in Arn and one in Bel": some of the dead that were just told, and no toll of its own.

    Where wounded were told, too, those who died may be of them, unless it is said in which town.
    """
    if group.own is None or group.own.entry.id != "losses" or trigger.harm != "killed":
        return False
    more = any(k.trigger.harm == "killed" and (k.group.low or 0) > (group.low or 0) for k in clause.told[-3:])
    tokens, at = clause.sentence.tokens, trigger.last + 1
    placed = clause.word(at) in ("in", "at", "near") and at + 1 < len(tokens) and tokens[at + 1].pos == "PROPN"
    return more and (placed or not any(k.trigger.harm == "wounded" for k in clause.told[-3:]))
