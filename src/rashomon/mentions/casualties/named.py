"""Victims told by name: "Ona Pel, 33, and Aran Bel were killed", "Karim Orlo and two guards died"."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.words import Trigger, small

SINGULAR = frozenset({"he", "she", "him", "her"})


def is_name(clause: Clause, i: int) -> bool:
    """Whether token ``i`` is a name that no group holds: capitalised in a sentence that is not all capitals."""
    token = clause.sentence.tokens[i]
    if token.pos != "PROPN" or token.tag != "NNP" or clause.by_token.get(i) is not None:
        return False
    return token.text[:1].isupper() and (not token.text.isupper() or clause.sentence.text.isupper())


def names(clause: Clause, head: int, trigger: Trigger, frame: str, start: int, stop: int) -> None:
    """Adds the names that the tree coordinates with the one at ``head``, between tokens ``start`` and ``stop``."""
    at = head
    for _ in range(8):
        following = [c for c in clause.sentence.children(at) if clause.sentence.tokens[c].dep in ("conj", "appos") and start <= c < stop]
        following = [c for c in following if clause.sentence.tokens[c].dep == "conj" or _after_comma(clause, c)]
        taken = next((c for c in following if clause.sentence.tokens[c].dep == "conj" and _taken(clause, c, trigger)), None)
        if taken is not None:
            at = taken
            continue
        nxt = next(
            (
                c
                for c in following
                if _separate(clause, at, c)
                and (is_name(clause, c) or (clause.sentence.tokens[c].dep == "conj" and _person(clause, c) is not None))
            ),
            None,
        )
        if nxt is None:
            return
        group = _person(clause, nxt)
        clause.add(group if group is not None else clause.by_name(nxt, False), trigger, frame, joined=True)
        at = nxt


def _taken(clause: Clause, i: int, trigger: Trigger) -> bool:
    """Whether the same harm word has taken the group at token ``i`` already: the list goes on behind it."""
    group = clause.by_token.get(i)
    return group is not None and any(k.group is group and k.trigger is trigger for k in clause.links)


def _person(clause: Clause, i: int) -> Group | None:
    """The counted or single person whose phrase holds token ``i``, where nothing has taken it."""
    group = clause.by_token.get(i)
    if group is None or not clause.free(group) or group.own is not None or group.who is None or clause.next_is_harm(group):
        return None
    return group if group.counts or group.low == 1 else None


def _after_comma(clause: Clause, i: int) -> bool:
    """An apposition that may be one of a list: a further name behind an age or comma, with "and" behind it."""
    return any(clause.word(k) == "and" for k in range(i + 1, min(i + 8, len(clause.words))))


def _separate(clause: Clause, a: int, b: int) -> bool:
    """Whether "and" or a comma stands between two names, and nothing that would make one the place or the paper of the other."""
    between = clause.words[a + 1 : b]
    return any(w in ("and", ",", ";", "&") for w in between) and not any(w in ("of", "in", "from", "at", "near") for w in between[-2:])


def led(clause: Clause, head: int | None, group: Group, trigger: Trigger, frame: str) -> None:
    """Adds the name or "he" to which "and" joins a group: "he and three others were shot", "Karim Orlo and two guards died"."""
    tokens = clause.sentence.tokens
    if head is not None and group.head is not None and group.first <= head <= group.last and clause.word(group.first - 1) in ("and", "&"):
        other = group.first - 2  # the tree may make both subjects of the verb
        same = other >= 0 and tokens[other].dep in ("nsubj", "nsubjpass") and tokens[other].head == tokens[group.head].head
        head = other if same and is_name(clause, other) else head
    if head is None or group.head is None or head >= group.first or clause.by_token.get(head) is not None:
        return
    token = tokens[head]
    if not (token.lower in SINGULAR or is_name(clause, head)):
        return
    if clause.word(group.first - 1) not in ("and", ",", "&", "plus") and not any(
        " ".join(clause.words[max(0, group.first - n) : group.first]) in small("company") for n in (1, 2, 3)
    ):
        return
    if not (group.counts or (group.low == 1 and clause.word(group.first - 1) in ("and", "&", "plus"))):
        return
    joined = (
        tokens[group.head].dep == "conj"
        or tokens[head].head == tokens[group.head].head
        or (group.reading is not None and tokens[group.reading.core].dep == "conj")
    )
    if not joined or group.first - head > 12:
        return
    link = clause.links[clause.used[id(group)]]
    clause.add(clause.by_name(head, False), trigger, frame)
    link.joined = not link.part
    names(clause, head, trigger, frame, head + 1, group.first)
