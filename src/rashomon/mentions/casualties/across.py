"""Parts told in the next sentence without a harm word: "Among the 24 are nine pupils.", "Five of them were children."."""

from __future__ import annotations

from rashomon.mentions.casualties.breakdown import borrowed
from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.words import small

_BE = frozenset({"is", "are", "was", "were", "be", "being"})
_MEANT = frozenset({"them", "these", "those", "they"})


def across(clause: Clause) -> None:
    """across: counted people in a sentence that points back to a total just told, by its number or by "them"."""
    if clause.triggers and any(not k.part for k in clause.links):
        return
    totals = [k for k in clause.earlier if not k.part and k.group.counts]
    if not totals and not clause.told:
        return
    for i, word in enumerate(clause.words[:6]):
        if word in ("among", "amongst", "of") and (i == 0 or clause.words[i - 1] in (",", '"', ";", "and")):
            whole, after = _meant(clause, totals, i + 1)
            if whole is not None and _parts(clause, whole, i, after):
                return
    if _all_were(clause, totals):
        return
    for group in clause.groups[:2]:
        whole = _whole_of(clause, totals, group)
        if whole is not None and _attribute(clause, group, whole):
            return
    _included(clause, totals)


def _all_were(clause: Clause, totals: list[Link]) -> bool:
    """ "All 17 were civilians: twelve men and five children": the toll so far, told with who they were, and its parts."""
    killed = [k for k in totals if k.trigger.harm == "killed"]
    group = clause.groups[0] if clause.groups else None
    if not killed or group is None or group.first > 1 or clause.word(0) != "all" or not group.counts or not clause.free(group):
        return False
    if group.who is not None and group.who.lemma not in small("generic"):
        return False
    if clause.word(group.last + 1) not in _BE or not _people_behind(clause, group.last + 2, (":", "-", "—")):
        return False
    whole = killed[-1]
    index = clause.add(group, borrowed(whole, group.last), "across")
    clause.links[index].harm = whole.harm or whole.trigger.harm
    for other in clause.groups:
        if (
            other.first > group.last + 3
            and other.who is not None
            and (other.counts or other.low == 1)
            and clause.free(other)
            and other.own is None
        ):
            part = clause.add(other, borrowed(whole, other.first), "across", part=True, parent=index)
            clause.links[part].harm = whole.harm or whole.trigger.harm
    return True


def _meant(clause: Clause, totals: list[Link], i: int) -> tuple[Link | None, int]:
    """The total that "them", "the 24", "the twelve victims" at token ``i`` means, and the index behind it."""
    if clause.word(i) in _MEANT and clause.word(i + 1) in (*_BE, ",", "") and clause.near:
        return (totals[-1] if totals else None), i + 1
    group = clause.by_token.get(i)
    if group is None or group.reading is None or not (group.definite_number or clause.word(i) == "the"):
        return None, i
    if group.head is not None and (group.who is None or group.who.status != "unknown"):
        return None, i
    whole = next(
        (k for k in reversed(clause.told) if k.group.reading is not None and k.group.low == group.low and k.group.high == group.high), None
    )
    return whole, group.last + 1


def _parts(clause: Clause, whole: Link, i: int, after: int) -> bool:
    """Adds the counted people behind "among them were", "of the twelve,"."""
    groups = [g for g in clause.groups if g.first >= after and clause.free(g) and g.own is None]
    link_at = after
    while link_at < len(clause.words) and clause.word(link_at) in (",", "also", "reportedly"):
        link_at += 1
    if clause.word(i) in ("among", "amongst") and clause.word(link_at) not in _BE:
        return False
    found = False
    trigger = borrowed(whole, i)
    for group in groups:
        if not (group.counts or group.low == 1):
            continue
        behind = clause.word(group.last + 1)
        named = group.who is not None and group.who.lemma not in ("them", "other", "others")
        if clause.word(i) == "of" and not (behind in _BE or found or group.first <= link_at + 1):
            break
        if clause.word(i) == "of" and not named and not (group.head is None and behind in _BE and _people_behind(clause, group.last + 2)):
            continue
        if clause.word(i) != "of" and not named:
            continue
        clause.links[clause.add(group, trigger, "across", part=True)].harm = whole.harm or whole.trigger.harm
        found = True
    return found


def _whole_of(clause: Clause, totals: list[Link], group: Group) -> Link | None:
    """The total of which a group at the head of the sentence is a share: "five of them", "two of the 12"."""
    if not group.counts or not clause.free(group) or group.first > 2:
        return None
    if group.back and clause.near:
        return totals[-1] if totals and clause.word(group.last) in _MEANT else None
    if group.of_next:
        return _meant(clause, totals, group.last + 2)[0]
    return None


def _attribute(clause: Clause, group: Group, whole: Link) -> bool:
    """Adds "five of them" where only what they were is told: "were children", "was a nurse"; what else befell them makes no part."""
    j = group.last + 1
    if group.of_next:
        inner = clause.by_token.get(group.last + 2)
        j = inner.last + 1 if inner is not None else j
    if clause.word(j) not in _BE or not _people_behind(clause, j + 1):
        return False
    clause.links[clause.add(group, borrowed(whole, group.last), "across", part=True)].harm = whole.harm or whole.trigger.harm
    return True


def _people_behind(clause: Clause, i: int, ends: tuple[str, ...] = ()) -> bool:
    """Whether nothing but a noun for people follows: "children", "members of one family"."""
    found = clause.right_of(i - 1, 4)
    if found is None or found.who is None or found.reading is not None:
        return False
    return clause.word(found.last + 1) in ("", ".", ",", "and", "from", "of", "aged", "under", "at", "in", ";", "who", '"', *ends)


def _included(clause: Clause, totals: list[Link]) -> None:
    """ "They included two monks": they are the dead just told."""
    if not clause.near or not totals or clause.words[:1] != ["they"] or clause.word(1) not in ("included", "include"):
        return
    found = clause.right_of(1, 3)
    if found is None or not clause.free(found) or found.own is not None or found.who is None:
        return
    trigger = borrowed(totals[-1], 1)
    for group in [found, *(g for g, _ in clause.chain_right(found, trigger))]:
        if group.counts or group.low == 1:
            clause.links[clause.add(group, trigger, "across", part=True)].harm = totals[-1].harm or totals[-1].trigger.harm
