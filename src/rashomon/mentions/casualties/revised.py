"""revised: a figure just told that is put at another one: "later raised the number to 44", "up from 31 reported by police", "police say 15"."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.words import Trigger, small

#: How many words may stand between the word for the figure and the one that it was revised.
_NEAR = 6


def revised(clause: Clause) -> None:
    """revised: as the module says, where one harm was told before in this sentence or the last one, and no other."""
    _put_anew(clause)
    _reported_before(clause)
    _said_by_another(clause)


def _put_anew(clause: Clause) -> None:
    for i, word in enumerate(clause.words):
        if word not in small("retold") or i in clause.at or not _pointed_at(clause, i):
            continue
        verb = next((j for j in range(max(0, i - _NEAR), min(len(clause.words), i + _NEAR)) if clause.words[j] in small("revising")), None)
        whole = _told(clause, i)
        if verb is None or whole is None:
            continue
        group = next((g for g in clause.groups if g.first > max(i, verb)), None)
        if group is None or not _new_figure(clause, group, max(i, verb)) or _open(clause, min(i, verb), group.first):
            continue
        if group.low is None and "up" in clause.words[group.first : group.last]:
            group.low = group.high  # "revised the figure up to 155"
        _join(clause, group, i, whole)


def _reported_before(clause: Clause) -> None:
    """ "Up from 70 reported by the commission last week": what another gave before. Where nobody is named it is the same count at an earlier hour."""
    for i, word in enumerate(clause.words):
        group = clause.by_token.get(i + 3 if clause.word(i + 2) == "the" else i + 2)
        if word not in ("up", "down") or clause.word(i + 1) != "from" or group is None or not _bare(clause, group):
            continue
        said = next((j for j in range(group.last + 1, group.last + 4) if clause.word(j) in small("told_by")), None)
        whole = _told(clause, i)
        if said is not None and whole is not None and "by" in clause.words[said + 1 : said + 5]:
            _join(clause, group, i, whole)


def _said_by_another(clause: Clause) -> None:
    """ "12 killed in Orla; police say 15": a bare number behind a saying word, with nothing behind it."""
    for group in clause.groups:
        counted = _bare(clause, group) and (group.low or group.high or 0) > 1  # "said another" counts nobody
        whole = _told(clause, group.first) if counted and group.first > 1 else None
        at = group.first - (2 if clause.word(group.first - 1) == "of" else 1)
        says = clause.word(at) in small("says_figure" if at == group.first - 1 else "speaks_of")
        if whole is None or group.first <= whole.group.last or not says:
            continue
        alone = any(k is whole for k in clause.links) or (group.head is None and group.last + 2 >= len(clause.words))
        ends = group.last + 1 == len(clause.words) or clause.word(group.last + 1) in small("figure_ends")
        if alone and ends:
            _join(clause, group, at, whole)


def _join(clause: Clause, group: Group, at: int, whole: Link) -> None:
    index = clause.add(group, Trigger(at, at, whole.trigger.entry, clause.words[at], "NN"), "toll")
    clause.links[index].harm = whole.harm or whole.trigger.harm


def _bare(clause: Clause, group: Group) -> bool:
    """A number that nobody else has joined, of no noun or of people."""
    people = group.head is None or (group.who is not None and group.who.lemma in small("generic"))
    return people and group.numeric and group.counts and group.unit is None and group.own is None and clause.free(group)


def _pointed_at(clause: Clause, i: int) -> bool:
    """Whether it is the figure told before: "the figure", "its official count"; "the number of houses" counts something else."""
    first = i - 1 if clause.word(i - 1) in small("pointing_at") else i - 2
    return clause.word(first) in small("pointing_at") and clause.word(i + 1) not in ("of", "killed", "wounded", "injured", "dead")


def _told(clause: Clause, i: int) -> Link | None:
    here = [k for k in clause.links if k.trigger.last < i and k.group.last < i]
    before = [k for k in (here or (clause.earlier if clause.near else [])) if k.group.counts and not k.part]
    return before[-1] if len({k.harm or k.trigger.harm for k in before}) == 1 else None


def _new_figure(clause: Clause, group: Group, after: int) -> bool:
    """A bare number behind "to" or "at", or one of people."""
    near = group.first - after <= _NEAR and clause.word(group.first - 1) in ("to", "at")
    near = near or (clause.word(group.first) in ("to", "at", "up") and group.first - after <= 2)  # "up to 155", read as a bound
    near = near or (group.first == after + 1 and _is_it(clause, after) and clause.word(group.last + 1) not in small("compared"))
    return near and _bare(clause, group)


def _is_it(clause: Clause, verb: int) -> bool:
    """ "The number was 19", "the count reached 19"; a number that *is* 112 may be a telephone's."""
    return clause.word(verb) in ("was", "reached") or (clause.word(verb) == "is" and clause.word(verb - 1) not in ("number", "numbers"))


def _open(clause: Clause, first: int, last: int) -> bool:
    return any(clause.word(j) in small("irrealis") or clause.word(j) in ("not", "n't", "never") for j in range(max(0, first - 3), last))
