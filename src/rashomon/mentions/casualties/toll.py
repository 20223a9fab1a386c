"""toll: nouns for the count itself and the figure they are put at."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.joining import OF_THINGS, plausible
from rashomon.mentions.casualties.words import Trigger, small

_DET = frozenset({"the", "his", "her", "its", "their", "those", "civilians", "people", "soldiers"})


def toll(clause: Clause) -> None:
    """toll: a noun for the count itself and the figure it is put at ("the death toll rose to 41", "the toll at 110", "number killed ... to 45")."""
    _tallies(clause)
    for trigger in clause.triggers:
        if not trigger.has("toll"):
            continue
        if trigger.form in ("toll", "tolls") and clause.word(trigger.last + 1) in small("roads"):
            continue
        group = _toll_right(clause, trigger) or _toll_left(clause, trigger)
        if group is not None:
            _name_people(clause, trigger.first, group)
            clause.add(group, trigger, "toll")
            for other, part in clause.chain_right(group, trigger):
                if part and other.numeric and not any(w in ("not", "n't") for w in clause.words[group.last : other.first]):
                    clause.add(other, trigger, "toll", part=True, parent=clause.used[id(group)])


def _tallies(clause: Clause) -> None:
    """ "the number of villagers killed in the raid", "put the number his men killed at": a count word with a harm word behind it."""
    for i, word in enumerate(clause.words):
        if word not in small("tally") or i in clause.at or clause.word(i - 1) in ("a", "an", "large", "unknown"):
            continue
        inner = next(
            (t for t in clause.triggers if i < t.first <= i + 8 and not t.has("toll") and not t.has("of") and t.entry.id not in OF_THINGS),
            None,
        )
        if inner is not None and not (clause.word(i + 1) in ("of", *_DET) or inner.first == i + 1):
            inner = None
        if inner is not None and inner.first > i + 1 and not _people_between(clause, i, inner.first):
            continue
        if inner is not None:
            entry = inner.entry
        elif (
            word in ("total", "toll")
            and any(clause.word(j) in small("growth") for j in range(max(0, i - 4), i))
            and clause.word(i + 1) == "to"
        ):
            before = [k for k in [*clause.earlier, *clause.links] if k.group.counts and k.trigger.harm == "killed"]
            if not before and not any(t.harm == "killed" for t in clause.triggers if t.first < i):
                continue
            entry = before[-1].trigger.entry if before else next(t.entry for t in clause.triggers if t.first < i and t.harm == "killed")
        else:
            continue
        tally = Trigger(i, i, entry, word, "NN")
        group = _toll_right(clause, tally)
        if inner is not None and (group is None or group.first < inner.first):
            group = _toll_left(clause, tally)
        if group is not None:
            if inner is not None:
                clause.spent.add(inner.first)
            _name_people(clause, i, group)
            clause.add(group, tally, "toll")


def _name_people(clause: Clause, i: int, group: Group) -> None:
    """Gives a bare figure the people that its tally at token ``i`` counts: "the number of rebels killed rose to 23"."""
    if group.head is not None or group.who is not None or clause.word(i + 1) != "of":
        return
    for noun in clause.groups:
        apart = noun.last < group.first or group.last < i  # "took to 11 the number of soldiers killed"
        if i + 2 <= noun.first <= i + 3 and apart and noun.who is not None and not noun.numeric and noun.own is None:
            group.who, group.head, group.people = noun.who, noun.head, (noun.first, noun.last)
            return


def _people_between(clause: Clause, i: int, j: int) -> bool:
    """Whether what the tally counts can be people: "the number of pylons blown up" counts none."""
    if any(g.who is not None or g.own is not None for g in clause.groups if i < g.first < j):
        return True
    return any(t.pos == "PROPN" or t.text[:1].isupper() or t.lower in ("those", "people") for t in clause.sentence.tokens[i + 1 : j])


def _toll_right(clause: Clause, trigger: Trigger) -> Group | None:
    linked, growth, best = small("toll_link"), small("growth"), None
    window = range(trigger.last + 1, min(len(clause.words), trigger.last + 26))
    grew = any(clause.word(j) in growth for j in range(max(0, trigger.first - 8), min(len(clause.words), trigger.last + 20)))
    for j in window:
        group = clause.by_token.get(j)
        if group is None or group.first != j or group.reading is None:
            if clause.word(j) in (";",) or (j in clause.at and clause.at[j] is not trigger and clause.at[j].has("toll")):
                break
            continue
        if not group.counts or not clause.free(group) or (group.own is not None and not group.own.has("count")):
            continue
        if any(clause.word(k) in ("not", "n't") and k not in clause.by_token for k in range(trigger.last + 1, group.first)):
            break  # "the number of casualties was not given, two cars burned"
        before = clause.word(group.first - 1)
        if group.who is None and group.head is not None and not (before in ("at", '"', "to") and plausible(clause, group)):
            continue
        reading = group.reading
        inside = clause.words[reading.first : reading.core]
        if (
            before in linked
            or any(w in linked for w in inside)
            or before in ("some", "at", ")", "-", '"', "a", "only", "the", "said", "estimated")
            or reading.first == trigger.last + 1
        ):
            if before == "from" and grew:
                continue
            if before in ("of", "by") and reading.first != trigger.last + 2 and best is None and _later_to(clause, group, trigger):
                continue
            if (clause.next_is_harm(group) or (before == "as" and clause.subject_elsewhere(group, trigger))) and before not in ("to", "at"):
                continue  # "the toll may rise as several people are still trapped"
            if grew and before != "to" and _later_to(clause, group, trigger, ("to",)):
                continue
            best = group
            break
    if (
        best is not None
        and grew
        and best.reading is not None
        and clause.word(best.reading.first) == "from"
        and best.reading.low != best.reading.high
    ):
        best.low = best.high = best.reading.high  # "rose from 30 to 45"
    if (
        best is not None
        and clause.word(best.first - 1) in ("exceeded", "exceeds", "passed", "passes", "topped", "tops", "surpassed")
        and best.reading
        and best.high == best.low
    ):
        best.low, best.high = (best.low or 0) + 1, None
    return best


def _later_to(clause: Clause, group: Group, trigger: Trigger, before: tuple[str, ...] = ("to", "at")) -> bool:
    return any(
        clause.word(g.first - 1) in before and g.counts and g.unit is None
        for g in clause.groups
        if group.last < g.first < trigger.last + 26
    )


def _toll_left(clause: Clause, trigger: Trigger) -> Group | None:
    """ "raised to 45 the number killed", "292 was the toll"."""
    j = trigger.first - 1
    while j >= 0 and trigger.first - j <= 5:
        group = clause.by_end.get(j)
        if group is not None:
            ok = group.counts and clause.free(group) and (group.who is not None or group.head is None)
            return group if ok and clause.word(group.first - 1) in ("to", "at", ":", "") else None
        if clause.word(j) not in ("the", ",", '"', "as", "was", "is", "official", "confirmed", "total", "in", "latest"):
            return None
        j -= 1
    return None
