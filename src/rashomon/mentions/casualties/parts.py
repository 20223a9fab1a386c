"""Parts of a total told without a harm word of their own: places in a list, "19 of whom", breakdowns that add up."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.groups import Group


def backward(clause: Clause) -> None:
    """back: "19 of whom", "two of them critically" is a part of the figure before it."""
    for group in list(clause.groups):
        if not group.back or not clause.free(group) or group.reading is None or group.reading.kind == "none":
            continue
        parent = _before(clause, group.first)
        if parent is not None and clause.links[parent].group.low != 1:
            clause.add(group, clause.links[parent].trigger, "back", part=True, parent=parent)


def _before(clause: Clause, i: int) -> int | None:
    found = [n for n, link in enumerate(clause.links) if link.group.last < i and not link.part]
    return max(found, key=lambda n: clause.links[n].group.last) if found else None


def by_place(clause: Clause) -> None:
    """list: "150 bodies were counted in Arn, 100 in Bel and 67 in Cor": bare numbers before places go on as the first did."""
    tokens = clause.sentence.tokens
    for group in list(clause.groups):
        if not clause.free(group) or not group.counts or group.head is not None and group.who is None or group.own is not None:
            continue
        if clause.word(group.last + 1) not in ("in", "at", "from", "near", "around") or group.last + 2 >= len(tokens):
            continue
        place = group.last + 3 if clause.word(group.last + 2) in ("the", "nearby", "central") else group.last + 2
        if place >= len(tokens) or tokens[place].pos != "PROPN" or clause.word(group.first - 1) in ("in", "at", "on", "from"):
            continue
        parent = max((n for n, link in enumerate(clause.links) if link.group.last < group.first), default=None, key=lambda n: clause.links[n].group.last)
        if parent is None:
            continue
        first = clause.links[parent]
        between = clause.words[max(first.group.last, first.trigger.last) + 1 : group.first]
        if not any(w in ("in", "at", "from", "near", "around") for w in between) or len(between) > 14 or any(t.pos in ("VERB",) for t in tokens[max(first.group.last, first.trigger.last) + 1 : group.first]):
            continue
        if group.who is not None and first.group.who is not None and group.who.lemma != first.group.who.lemma:
            continue
        index = clause.add(group, first.trigger, "list", part=first.part, parent=first.parent)
        clause.links[index].harm = first.harm


def breakdown(clause: Clause, earlier: list[Link]) -> None:
    """breakdown: counted people without a harm word that add up to a total just told ("42: 24 patients, 14 staff and four relatives")."""
    loose = [g for g in clause.groups if clause.free(g) and g.counts and g.own is None and g.reading is not None and g.reading.exact and (g.who is not None or g.head is None)]
    for n, link in enumerate([*clause.links, *earlier]):
        total = link.group.reading.exact if link.group.reading else None
        if not total or total < 3 or link.part:
            continue
        here = n < len(clause.links)
        after = [g for g in loose if clause.free(g) and (not here or g.first > link.group.last)]
        run = _adds_up(after, total)
        if run:
            for group in run:
                clause.add(group, link.trigger if here else Link(group, link.trigger, "breakdown").trigger, "breakdown", part=True, parent=n if here else None)
            return


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


def of_total(clause: Clause) -> None:
    """of: "Of 83 injured, 16 were soldiers and two belonged to the coast guard"."""
    if clause.word(0) != "of" or not clause.links:
        return
    first = min(clause.links, key=lambda k: k.group.first)
    if first.group.first > 3:
        return
    for group in list(clause.groups):
        if not clause.free(group) or not group.counts or group.first <= first.group.last or group.own is not None:
            continue
        nxt = group.last + 1
        if group.head is None and nxt < len(clause.words) and clause.sentence.tokens[nxt].pos in ("AUX", "VERB"):
            clause.add(group, first.trigger, "of_total", part=True, parent=clause.used[id(first.group)])
