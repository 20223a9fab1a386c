"""Parts of a total told without a harm word of their own: places in a list, "19 of whom", breakdowns that add up."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.words import small

_PLACING = frozenset({"in", "at", "from", "near", "around"})


def backward(clause: Clause) -> None:
    """back: "19 of whom", "two of them critically" is a part of the figure before it."""
    for group in list(clause.groups):
        if not group.back or not clause.free(group) or not group.counts:
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
        if clause.word(group.last + 1) not in _PLACING or group.last + 2 >= len(tokens):
            continue
        place = group.last + 3 if clause.word(group.last + 2) in ("the", "nearby", "central") else group.last + 2
        if place >= len(tokens) or tokens[place].pos != "PROPN" or clause.word(group.first - 1) in ("in", "at", "on", "from"):
            continue
        parent = max((n for n, link in enumerate(clause.links) if link.group.last < group.first), default=None, key=lambda n: clause.links[n].group.last)
        if parent is None:
            continue
        first = clause.links[parent]
        between = clause.words[max(first.group.last, first.trigger.last) + 1 : group.first]
        where = max((k for k, w in enumerate(between) if w in _PLACING), default=None)
        if where is None or len(between) - where > 7 or len(between) > 14:
            continue
        if any(t.pos not in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT", "CCONJ") for t in tokens[group.first - len(between) + where + 1 : group.first]):
            continue
        if group.who is not None and first.group.who is not None and group.who.lemma != first.group.who.lemma:
            continue
        index = clause.add(group, first.trigger, "list", part=first.part, parent=first.parent)
        clause.links[index].harm = first.harm


def breakdown(clause: Clause) -> None:
    """breakdown: counted people without a harm word that add up to a total just told ("42: 24 patients, 14 staff and four relatives")."""
    loose = [g for g in clause.groups if clause.free(g) and g.counts and g.own is None and g.reading is not None and g.reading.exact and (g.who is not None or g.head is None)]
    for n, link in enumerate([*clause.links, *clause.earlier]):
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


def later(clause: Clause) -> None:
    """part: a part told after the clause ("12 people were killed in the raid, including three children")."""
    opener, tokens = small("part"), clause.sentence.tokens
    for n, link in enumerate(list(clause.links)):
        if link.part or link.group.low == 1 or link.frame == "among":
            continue
        i = max(link.group.last, link.trigger.last) + 1
        for j in range(i, min(i + 16, len(clause.words))):
            group = clause.by_token.get(j)
            if j in clause.at or (group is not None and group.counts) or clause.word(j) in (";", ":") or tokens[j].pos == "VERB" and clause.word(j) not in opener:
                break
            if clause.word(j) in opener or " ".join(clause.words[j : j + 2]) in opener:
                found = clause.right_of(j + (clause.word(j) not in opener), 4)
                if found is None or not clause.free(found) or found.own is not None:
                    break
                for other, _ in [(found, True), *clause.chain_right(found, link.trigger)]:
                    if (other.counts or other.low == 1) and not clause.next_is_harm(other):
                        clause.add(other, link.trigger, "part", part=True, parent=n)
                break


def restated(clause: Clause) -> None:
    """restated: another count of the same people in passing ("hundreds were gassed - by one account as many as 1300 -")."""
    for group in list(clause.groups):
        if not clause.free(group) or not group.counts or group.head is not None:
            continue
        back = clause.words[max(0, group.first - 6) : group.first]
        parent = _before(clause, group.first)
        if parent is None or "by" not in back and "other" not in back or not any(w in small("count_by") for w in back):
            continue
        if group.first - clause.links[parent].group.last < 10:
            clause.add(group, clause.links[parent].trigger, "restated")


PARTS = (backward, later, by_place, of_total, restated, breakdown)
