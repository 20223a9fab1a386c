"""object: "police shot two men dead": the dead stand between the verb and its outcome, and who stands before the verb did it."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.joining import with_chain


def made_dead(clause: Clause) -> None:
    """object: "shot a protester dead", "a sniper shot the guards dead". "Two men shot, five dead" and "five people shot dead" are others' work."""
    for trigger in clause.triggers:
        if (
            trigger.entry.id != "shot_at"
            or clause.passive_aux(trigger.first)
            or trigger.form not in ("shot", "shoots", "shooting", "shoot")
        ):
            continue
        group = clause.by_token.get(trigger.last + 1)
        if group is None or group.first != trigger.last + 1 or not clause.free(group):
            continue
        outcome = group.own.first if group.own is not None and group.own.form == "dead" else group.last + 1
        dead = clause.at.get(outcome)
        before = clause.left_of(trigger.first)
        if before is not None and before.numeric and group.numeric and clause.words[-1] != ".":
            continue  # "3 shot 1 dead": a headline without commas
        acts = before is not None or any(clause.sentence.tokens[c].dep == "nsubj" for c in clause.sentence.children(trigger.first))
        if dead is None or dead.form != "dead" or not acts:
            continue
        clause.spent.add(dead.first)
        with_chain(clause, group, trigger, "object")
        for link in clause.links:
            if link.trigger is trigger:
                link.harm = "killed"
