"""Parts of a total told without a harm word of their own: places in a list, "19 of whom"."""

from __future__ import annotations

from rashomon.mentions.casualties.breakdown import breakdown
from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.words import small

_PLACING = frozenset({"in", "at", "from", "near", "around"})


def backward(clause: Clause) -> None:
    """back: "19 of whom", "two of them critically" is a part of the figure before it."""
    for group in list(clause.groups):
        if not group.back or not clause.free(group) or not group.counts:
            continue
        parent = _before(clause, group.first)
        named = clause.by_token.get(group.last + 1)
        if named is not None and named.reading is None and named.who is not None and clause.free(named):
            group.last, group.who, group.head = named.last, named.who, named.head  # "one of them a child"
        if parent is not None and clause.links[parent].group.low != 1:
            clause.add(group, clause.links[parent].trigger, "back", part=True, parent=parent)
            if named is not None:  # "five of them women and three small children"
                for other, _ in clause.chain_right(group, clause.links[parent].trigger):
                    if other.counts and other.who is not None and other.who.rule != "people.other" and not clause.next_is_harm(other):
                        clause.add(other, clause.links[parent].trigger, "back", part=True, parent=parent)


def share(clause: Clause) -> None:
    """share: "10 of the 15 people killed", "twelve of the 40 wounded"."""
    for group in list(clause.groups):
        if not group.of_next or not clause.free(group):
            continue
        whole = next((n for n, k in enumerate(clause.links) if group.last < k.group.first <= group.last + 3), None)
        if whole is not None:
            clause.add(group, clause.links[whole].trigger, "share", part=True, parent=whole)


def _before(clause: Clause, i: int) -> int | None:
    found = [n for n, link in enumerate(clause.links) if link.group.last < i and not link.part]
    return max(found, key=lambda n: clause.links[n].group.last) if found else None


def by_place(clause: Clause) -> None:
    """list: "150 bodies were counted in Arn, 100 in Bel and 67 in Cor": bare numbers before places go on as the first did."""
    tokens = clause.sentence.tokens
    for group in list(clause.groups):
        if not clause.free(group) or not group.counts or (group.head is not None and group.who is None) or group.own is not None:
            continue
        if clause.word(group.last + 1) not in _PLACING or group.last + 2 >= len(tokens):
            continue
        place = group.last + 2
        while place < group.last + 4 and place + 1 < len(tokens) and tokens[place].pos in ("DET", "ADJ", "VERB"):
            place += 1
        if place >= len(tokens) or tokens[place].pos != "PROPN" or clause.word(group.first - 1) in ("in", "at", "on", "from"):
            continue
        parent = max(
            (n for n, link in enumerate(clause.links) if link.group.last < group.first),
            default=None,
            key=lambda n: clause.links[n].group.last,
        )
        if parent is None:
            continue
        first = clause.links[parent]
        between = clause.words[max(first.group.last, first.trigger.last) + 1 : group.first]
        where = max((k for k, w in enumerate(between) if w in _PLACING), default=None)
        if where is None or len(between) - where > 7 or len(between) > 14:
            continue
        if any(
            t.pos not in ("PROPN", "NOUN", "ADJ", "DET", "PUNCT", "CCONJ") and clause.word(t.i + 1) not in small("calendar")
            for t in tokens[group.first - len(between) + where + 1 : group.first]
        ):
            continue
        if group.who is not None and first.group.who is not None and group.who.lemma != first.group.who.lemma:
            continue
        index = clause.add(group, first.trigger, "list", part=first.part, parent=first.parent, joined=True)
        clause.links[index].harm = first.harm


def of_total(clause: Clause) -> None:
    """of: "Of 71 hurt, nine were guards and three belonged to the fire brigade"."""
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
        if (link.part and link.frame not in ("count", "breakdown")) or link.group.low == 1 or link.frame == "among":
            continue
        whole = n if link.parent is None else link.parent
        if link.group.last < link.trigger.first:
            _between(clause, whole, link)
        i = (link.group.last if link.frame == "breakdown" else max(link.group.last, link.trigger.last)) + 1
        while link.frame == "toll" and i in clause.at:  # "the toll has risen to 42 dead, including ..."
            i += 1
        i = _past_source(clause, i)
        for j in range(i, min(i + 16, len(clause.words))):
            group = clause.by_token.get(j)
            if (
                j in clause.at
                or (group is not None and group.counts)
                or clause.word(j) in (";", ":")
                or (tokens[j].pos == "VERB" and clause.word(j) not in opener)
            ):
                break
            if clause.word(j) in opener or " ".join(clause.words[j : j + 2]) in opener:
                if any(w in ("not", "n't") for w in clause.words[max(0, j - 2) : j]):
                    break  # "the toll does not include the gunmen"
                found = clause.right_of(j + (clause.word(j) not in opener), 4)
                if found is None or not clause.free(found) or found.own is not None:
                    break
                for other, _ in [(found, True), *clause.chain_right(found, link.trigger)]:
                    if (other.counts or other.low == 1) and not clause.next_is_harm(other):
                        clause.add(other, link.trigger, "part", part=True, parent=None if link.part and link.parent is None else whole)
                break


def _past_source(clause: Clause, i: int) -> int:
    """Index of the comma that ends ", according to the ministry" in the twelve words from ``i``; ``i`` where none stands there."""
    for j in range(i, min(i + 12, len(clause.words) - 1)):
        if clause.words[j] == "," and clause.words[j + 1] in ("according", "said", "says"):
            end = next((k for k in range(j + 2, min(j + 14, len(clause.words))) if clause.words[k] == ","), None)
            return end if end is not None else i
        if clause.words[j] in small("part") or j in clause.at:
            return i
    return i


def _between(clause: Clause, n: int, link: Link) -> None:
    """Parts in an aside between victims and harm word: "22 people of one clan, including four women, were killed"."""
    opener = small("part")
    for j in range(link.group.last + 1, link.trigger.first):
        if j in clause.by_token and clause.by_token[j].back:
            continue
        if clause.word(j) in opener or " ".join(clause.words[j : j + 2]) in opener:
            found = clause.right_of(j + (clause.word(j) not in opener), 4)
            if found is None or not clause.free(found) or found.own is not None or found.last >= link.trigger.first:
                return
            for other, _ in [(found, True), *clause.chain_right(found, link.trigger, link.trigger.first)]:
                if other.counts or other.low == 1:
                    clause.add(other, link.trigger, "part", part=True, parent=n)
            return


def company(clause: Clause) -> None:
    """with: victims told behind the clause ("he was killed along with his two sons", "..., as were their two children")."""
    words = clause.words
    for link in list(clause.links):
        if link.part or link.frame not in ("passive", "subject", "object"):
            continue
        i = max(link.group.last, link.trigger.last) + 1
        for j in range(i, min(i + 8, len(words))):
            pair = " ".join(words[j : j + 2])
            if words[j] == "as" and clause.word(j + 1) in ("was", "were"):
                j += 1
            elif pair in small("company") or " ".join(words[j : j + 3]) in small("company"):
                j += 1 if pair in small("company") else 2
            elif words[j] in small("company") or (words[j] == "with" and j == link.trigger.last + 1):
                pass
            else:
                if j in clause.at or clause.sentence.tokens[j].pos in ("VERB", "AUX") or words[j] in (";", ":"):
                    break
                continue
            found = clause.right_of(j, 4)
            if (
                found is not None
                and clause.free(found)
                and found.own is None
                and (found.counts or found.low == 1)
                and found.who is not None
            ):
                for other, part in [(found, False), *clause.chain_right(found, link.trigger)]:
                    if (other.counts or other.low == 1) and not clause.next_is_harm(other):
                        clause.add(other, link.trigger, "with", part=part, joined=True)
            break


def continued(clause: Clause) -> None:
    """list: "killed 19 people outside one town and another 23 people in the next": another counted group goes on as the first."""
    for group in list(clause.groups):
        if not clause.free(group) or group.reading is None or not group.counts or group.own is not None:
            continue
        more = clause.word(group.last) in ("more", "others") and clause.word(group.last + 1) in _PLACING | {"on", "when", "", ".", ","}
        if not (group.reading.increment or more):
            continue
        parent = _before(clause, group.first)
        if parent is None or clause.word(group.first - 1) not in ("and", "while", "plus") or clause.next_is_harm(group):
            continue
        link = clause.links[parent]
        between = range(max(link.group.last, link.trigger.last) + 1, group.first)
        if any(
            clause.sentence.tokens[j].pos in ("VERB", "AUX")
            and clause.sentence.tokens[j].dep != "amod"
            and clause.word(j - 1) != "-"
            and j not in clause.at
            for j in between
        ):
            continue  # "one was killed, while one was critical and another ..."
        same = (group.who is None and group.head is None) or group.who is not None
        if same and link.frame in ("object", "passive", "subject") and not clause.subject_elsewhere(group, link.trigger):
            clause.add(group, link.trigger, "list", joined=True)


def restated(clause: Clause) -> None:
    """restated: another count of the same people in passing ("hundreds were gassed - by one account as many as 1300 -")."""
    for group in list(clause.groups):
        if not clause.free(group) or not group.counts or group.head is not None:
            continue
        back = clause.words[max(0, group.first - 6) : group.first]
        parent = _before(clause, group.first)
        if parent is None or ("by" not in back and "other" not in back) or not any(w in small("count_by") for w in back):
            continue
        if group.first - clause.links[parent].group.last < 10:
            clause.add(group, clause.links[parent].trigger, "restated")


def of_ours(clause: Clause) -> None:
    """ours: "two enemy soldiers were killed, none of ours", "three of theirs fell and two of ours": the harm word is not said again."""
    for group in list(clause.groups):
        if not clause.free(group) or group.reading is None or clause.word(group.last) not in small("ours"):
            continue
        parent = _before(clause, group.first)
        if parent is None or clause.next_is_harm(group) or clause.word(group.first - 1) not in (",", "and", "but", ";", "-", "while"):
            continue
        if clause.word(group.last + 1) in ("", ".", ",", ";", '"', "and", "but"):
            clause.add(group, clause.links[parent].trigger, "ours")


PARTS = (share, company, of_ours, backward, by_place, of_total, restated, continued, breakdown, later)
