"""What several frames share: adding a group with what is joined to it, finding a subject in the tree, lists and their first member."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.headlines import two_of_headline
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import unit_reason

#: Entries of ``harm.yml`` that are mostly of things; see :func:`fits_word`.
OF_THINGS = frozenset({"destroyed", "fell", "harmed"})
_SKIP = frozenset({"-", "—", "–", '"', "(", ")"})


def with_chain(clause: Clause, group: Group, trigger: Trigger, frame: str, stop: int | None = None) -> int:
    """Adds a group and what is joined to it on the right: more of the same, or parts of it."""
    first = clause.add(group, trigger, frame)
    chain = clause.chain_right(group, trigger, stop)
    parent = first
    for other, part in chain:
        if part and not (other.numeric or other.low == 1):
            continue
        if not part and other.reading is None and other.low == 2:
            if other.who is None:
                break
            if not group.vague or group.reading is not None:
                clause.used[id(other)] = first
                continue
            clause.used[id(other)] = first  # "killing men women and children": one bare plural, one mention
            continue
        index = clause.add(other, trigger, frame, part=part, parent=parent if part else None, joined=True)
        if not part:
            parent = index
    _with_conjuncts(clause, group, trigger, frame, stop)
    return first


def _with_conjuncts(clause: Clause, group: Group, trigger: Trigger, frame: str, stop: int | None) -> None:
    """Adds what the tree coordinates with the group over a distance: "six guards from the bank and two clients were killed"."""
    at = group.head
    for _ in range(4):
        if at is None:
            return
        at = next((c for c in clause.sentence.children(at) if clause.sentence.tokens[c].dep == "conj" and c > at), None)
        other = clause.by_token.get(at) if at is not None else None
        if other is None or not clause.free(other) or other.own is not None or not other.counts or other.who is None:
            continue
        if (stop is None and not clause.next_is_harm(other)) or (stop is not None and other.last < stop):
            clause.add(other, trigger, frame, joined=True)


def plausible(clause: Clause, group: Group) -> bool:
    """Whether a noun that no list knows can be people: a capitalised plural ("Yazidis") or no thing that we know."""
    if group.head is None:
        return True
    token = clause.sentence.tokens[group.head]
    return token.tag in ("NNS", "NNPS") or token.text[:1].isupper() or token.pos == "ADJ"


def owned(clause: Clause, group: Group | None) -> Group | None:
    """The people at the end of "his neighbour's two sons": the number behind the possessive counts, not whose they are."""
    while group is not None and clause.word(group.last + 1) in ("'s", "’s", "'", "’"):
        inner = clause.by_token.get(group.last + 2)
        if inner is None or inner.first != group.last + 2 or not inner.counts or inner.who is None:
            return group
        group = inner
    return group


def fits_word(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """Whether a harm word that is mostly of things can be of these people: fighters are destroyed and fall, nobody else."""
    kind = trigger.entry.id
    if kind == "destroyed":
        armed = group.who is not None and group.who.status == "combatant" and (group.numeric or group.low == 1)
        return armed and not any(unit_reason(w) for w in clause.words[group.first : group.last + 1])
    if kind == "fell":
        after = clause.word(trigger.last + 1)
        armed = group.who is not None and (group.who.status in ("combatant", "police") or group.who.lemma == "martyr")
        return (
            armed
            and group.numeric
            and after in ("", ".", ",", ";", "and", "in", "during", "near", "while", "on", "at", "yesterday", "today")
        )
    if kind == "harmed":
        return group.numeric and group.who is not None
    return True


def _has_subject(clause: Clause, verb: int) -> bool:
    return any(clause.sentence.tokens[c].dep in ("nsubj", "nsubjpass") for c in clause.sentence.children(verb))


def tree_subject(clause: Clause, trigger: Trigger) -> int | None:
    """Token that the tree makes the subject of the harm word, through "were reported", "was found" and relative clauses."""
    tokens, sentence = clause.sentence.tokens, clause.sentence
    verbs = [trigger.first]
    if trigger.first != trigger.last:
        verbs.append(trigger.last)
    head = tokens[trigger.first].head
    dep = tokens[trigger.first].dep
    if tokens[head].pos in ("VERB", "AUX", "ADJ") and dep in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "conj"):
        shared = dep == "conj" and clause.left_of(trigger.first, 4) is None and not clause.passive_aux(trigger.first)
        if dep in ("acomp", "attr", "oprd") or shared or tokens[head].lemma in small("told_of"):
            verbs.append(head)
    for _ in range(3):  # "they survived but were hit and injured by gunfire"
        last = verbs[-1]
        if tokens[last].dep != "conj" or tokens[tokens[last].head].pos not in ("VERB", "AUX") or _has_subject(clause, last):
            break
        if (trigger.has("state") and not trigger.has("passive")) or not (
            trigger.has("subject") or clause.passive_aux(trigger.first) or clause.word(trigger.last + 1) == "by"
        ):
            break
        verbs.append(tokens[last].head)
    for verb in verbs:
        subjects = [c for c in sentence.children(verb) if tokens[c].dep in ("nsubj", "nsubjpass") and c < trigger.first]
        if subjects:
            counted = (c for c in subjects if (g := group_of_head(clause, c)) is not None and g.counts and g.who is not None)
            child = next(
                counted, next((c for c in reversed(subjects) if tokens[c].pos == "PROPN" or group_of_head(clause, c)), subjects[0])
            )  # a garbled line has several
            if tokens[child].lower in ("who", "which", "that") and tokens[verb].dep == "relcl":
                return tokens[verb].head
            return child
        if tokens[verb].dep in ("acl", "relcl") and tokens[verb].head < trigger.first:
            return tokens[verb].head
    return None


def group_of_head(clause: Clause, head: int) -> Group | None:
    """The group whose noun, or whose number, is the token ``head``."""
    group = clause.by_token.get(head)
    if group is not None:
        return group
    for child in clause.sentence.children(head):
        token = clause.sentence.tokens[child]
        if token.dep in ("nummod", "amod", "det", "quantmod") and child in clause.by_token:
            return clause.by_token[child]
    return None


def chain_start(clause: Clause, near: Group) -> Group:
    """The first group of the list that ends with ``near``: "12 civilians including four children and [a woman] were killed"."""
    join, opener, skip = small("join"), small("part"), _SKIP
    first, parted = near, None
    while True:
        j, gap, before = first.first - 1, [], None
        while j >= 0 and first.first - j <= 4:
            if j in clause.by_token:
                before = clause.by_token[j]
                break
            if j in clause.at:
                break
            gap.append(clause.words[j])
            j -= 1
        if (
            before is None
            or id(before) in clause.addends
            or not clause.free(before)
            or before.own is not None
            or not (before.numeric or before.low is not None)
        ):
            break
        if any(w in opener for w in gap) or " ".join(reversed(gap)) in opener:
            parted = before
        elif not gap and first.who is not None and first.who.lemma in ("other", "others"):
            break  # "including a child 25 others injured": a new count
        elif not gap and parted is None and opens_part(clause, before):
            pass
        elif gap == ["and"] and _elliptic(clause, before, first):
            before.who = first.who  # "30 regime and 39 rebel fighters"
        elif not gap and before.counts and first.counts and before.who is not None and first.who is not None:
            pass  # headline without commas: "40 civilians 25 fighters killed"
        elif near.reading is None and first.reading is None and before.counts and " ".join(reversed(gap)) in small("mostly"):
            clause.used[id(near)] = clause.used[id(first)] = -1  # "10 people mostly schoolchildren": who they were, not how many
        elif gap == [","] and two_of_headline(before, first) and (before.first == 0 or clause.word(before.first - 1) in (":", "-", "—")):
            pass
        elif (
            not gap
            or not all(w in join or w in skip for w in gap)
            or (gap == [","] and not near.numeric and near.low != 1)
            or (gap == [","] and not clause._listed(first))
        ):
            break
        if _object_of_another(clause, before, near):
            return near  # "killed 18 civilians, ..., and 25 others were hurt"
        if near.counts and _told_in_another(clause, before):
            return near  # "59 dead, including 15 children, and 40 wounded"
        first = before
    return first


def _object_of_another(clause: Clause, group: Group, near: Group) -> bool:
    """Whether a harm word that acts stands right before the group: it takes the group, whatever befalls ``near``."""
    verb = next((t for t in clause.triggers if t.last == group.first - 1 and (t.has("object") or t.has("loss"))), None)
    if verb is None or verb.tag.startswith("NN") or not group.counts:
        return False
    subject = any(clause.sentence.tokens[c].dep == "nsubj" for c in clause.sentence.children(verb.first))
    return verb.form.endswith("ing") or (subject and not clause.passive_aux(verb.first))


def _told_in_another(clause: Clause, group: Group) -> bool:
    """Whether a group is a part of the harm told right before it: behind its word and "including", or "three of them"."""
    j = group.first - 1
    if j in clause.by_token and clause.by_token[j].back:
        return True  # "12 dead, three of them children"
    for j in range(group.first - 1, max(-1, group.first - 7), -1):
        if j in clause.at:
            gap = f" {' '.join(clause.words[j + 1 : group.first])} "
            return any(f" {opener} " in gap for opener in small("part"))
        if j in clause.by_token:
            return False
    return False


def _elliptic(clause: Clause, before: Group, first: Group) -> bool:
    """Whether a counted modifier waits for the noun of the next group: "30 regime and 39 rebel fighters"."""
    if not (before.counts and first.counts) or before.who is not None or before.head is None or first.who is None:
        return False
    return clause.sentence.tokens[before.head].tag in ("NN", "NNP", "JJ")


def opens_part(clause: Clause, group: Group) -> bool:
    """Whether "including" or the like stands before the group."""
    return any(clause.word(group.first - 1 - k) in small("part") for k in range(3))


def losable(group: Group) -> bool:
    """Whether people can be lost in fighting only: soldiers, police, relatives; a club loses players alive."""
    if group.who is None or group.who.lemma in small("not_lost"):
        return False
    return group.who.status != "unknown" or group.who.rule in ("people.family", "people.collective")
