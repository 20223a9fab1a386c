"""Counted people who add up to a total just told: "42: 24 patients, 14 staff and four relatives"."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.words import Trigger, small


def find_addends(clause: Clause) -> None:
    """Marks counted groups that add up to a number before them, so that no list to their right swallows them."""
    counted = [g for g in clause.groups if g.unit is None and (g.own is None or _victims(g)) and _number(g)]
    for n, total in enumerate(counted):
        exact = total.reading.exact if total.reading else None
        if exact and exact >= 2 and total.counts:
            run = _adds_up(counted[n + 1 :], exact)
            if any(g.reading is None for g in run) and not _generic(total):
                continue  # "two guards, a driver and a clerk" are four
            if exact >= 3 or (run and run[0] is counted[n + 1] and clause.word(run[0].first - 1) in (",", ":", "-")):
                clause.addends.update(id(g) for g in run)


def _victims(group: Group) -> bool:
    """ "Three victims": counted with a noun that says only that they came to harm."""
    return group.own is not None and group.own.entry.id == "losses" and group.counts and not group.of_own


def _generic(group: Group) -> bool:
    """Whether the noun leaves open who they were, so that a list behind it may say so: people, civilians, relatives."""
    return (group.head is None or _victims(group)) if group.who is None else group.who.lemma in small("generic")


def _number(group: Group) -> int | None:
    """The exact number a group counts; a single person counts one."""
    if group.reading is not None:
        return group.reading.exact if group.counts else None
    return 1 if group.low == group.high == 1 and group.who is not None and not group.definite else None


def breakdown(clause: Clause) -> None:
    """breakdown: counted people without a harm word that add up to a total just told ("42: 24 patients, 14 staff and four relatives")."""
    loose = [g for g in clause.groups if clause.free(g) and g.own is None and _number(g) and (g.who is not None or g.head is None)]
    for n, link in enumerate([*clause.links, *clause.earlier]):
        total = link.group.reading.exact if link.group.reading else None
        if not total or total < 2 or link.part:
            continue
        here = n < len(clause.links)
        run = _adds_up([g for g in loose if not here or g.first > link.group.last], total)
        if (total < 3 or any(g.reading is None for g in run)) and not all(id(g) in clause.addends for g in run):
            continue
        for group in run:
            own = clause.triggers[0] if clause.triggers else borrowed(link, group.first)
            index = clause.add(group, link.trigger if here else own, "breakdown", part=True, parent=n if here else None)
            clause.links[index].harm = link.harm or link.trigger.harm
        if run:
            return


def borrowed(whole: Link, i: int) -> Trigger:
    """A harm word for a sentence without one, borrowed from the total it points back to."""
    return Trigger(i, i, whole.trigger.entry, whole.trigger.form, "IN")


def _adds_up(groups: list[Group], total: int) -> list[Group]:
    """The first run of at least two neighbours, one of them with a noun for people, that add up to the total."""
    for i in range(len(groups)):
        got = 0
        for j in range(i, min(i + 6, len(groups))):
            got += groups[j].low or 0
            if got == total and j > i and any(g.who for g in groups[i : j + 1]):
                return groups[i : j + 1]
            if got > total:
                break
    return []
