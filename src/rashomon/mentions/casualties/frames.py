"""The constructions. Each function joins groups of people to one harm word; what each stands for is in its first line.

They run in the order of :data:`ORDER`, the sure ones first, because a group is joined only once.
"""

from __future__ import annotations

from collections.abc import Callable

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.words import Trigger, small

_SINGULAR = frozenset({"he", "she", "him", "her"})
_OBJECT_DEPS = frozenset({"dobj", "obj", "dative", "pobj"})
_FAMILY = frozenset({"people.child", "people.family", "people.woman", "people.soldier", "people.fighter", "people.police", "people.collective", "people.staff", "people.journalist", "people.medic", "people.aid_worker", "people.peacekeeper", "people.coast_guard", "people.civilian", "people.rescuer"})


def counted_own(clause: Clause) -> None:
    """count: a figure with a harm noun ("12 deaths", "scores of bodies"), or a share of the harmed ("16 of the dead")."""
    for group in list(clause.groups):
        if group.own is None or not clause.free(group):
            continue
        trigger = group.own
        if trigger.entry.id == "lives":
            if not _costs(clause, group.first) and not _lost_after(clause, group.last):
                continue
        elif trigger.entry.id == "losses" and not group.counts and not (group.reading and group.reading.kind == "none"):
            continue
        elif trigger.entry.id in ("martyr", "body", "injury", "execution", "capture_noun") and group.reading is None:
            continue
        if group.of_own and group.vague:
            clause.noted[id(group)] = "a share without a number"
            continue
        if trigger.entry.id == "injury" and any(w in small("not_harm") for w in clause.words[group.first : group.last]):
            continue
        if group.of_own and clause.next_is_harm(group):
            continue  # "16 of the wounded died": the verb says what became of them
        if _of_follows(clause, trigger) or any(k.trigger is trigger for k in clause.links):
            continue
        if trigger.entry.id == "body" and group.definite_number and clause.sentence.tokens[min(group.last + 1, len(clause.words) - 1)].tag in ("VBG", "WDT", "IN", "JJ"):
            continue  # "the two bodies that run it"
        if trigger.entry.id == "losses" and group.reading is not None and not group.reading.exact:
            continue
        if trigger.has("suffered") and group.reading is not None and group.reading.kind != "none" and _sufferer(clause, group.first) is not None:
            continue
        clause.add(group, trigger, "count", part=group.of_own)


def _of_follows(clause: Clause, trigger: Trigger) -> bool:
    """ "the bodies of 14 people": the figure behind "of" counts, not the noun itself."""
    following = clause.by_token.get(trigger.last + 2) if clause.word(trigger.last + 1) == "of" else None
    return following is not None and following.own is None and (following.numeric or following.low == 1)


def _costs(clause: Clause, i: int) -> bool:
    return any(clause.word(j) in small("costs") for j in range(max(0, i - 4), i))


def _lost_after(clause: Clause, i: int) -> bool:
    return any(clause.word(j) in ("lost", "taken", "claimed", "ended") for j in range(i + 1, i + 5))


def adjectives(clause: Clause) -> None:
    """state: the harm word stands before its noun ("six wounded civilians"), where nothing else befalls them."""
    for group in list(clause.groups):
        trigger = group.adjective
        if trigger is None or not clause.free(group) or (group.reading is None and group.low == 2):
            continue
        if clause.next_is_harm(group) or group.definite:
            continue
        _with_chain(clause, group, trigger, "state")


def _with_chain(clause: Clause, group: Group, trigger: Trigger, frame: str, stop: int | None = None) -> int:
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
        index = clause.add(other, trigger, frame, part=part, parent=parent if part else None)
        if not part:
            parent = index
    return first


def toll(clause: Clause) -> None:
    """toll: a noun for the count itself and the figure it is put at ("the death toll rose to 41", "the toll at 110", "number killed ... to 45")."""
    _tallies(clause)
    for trigger in clause.triggers:
        if not trigger.has("toll"):
            continue
        if trigger.form in ("toll", "tolls") and clause.word(trigger.last + 1) in ("road", "roads", "booth", "plaza", "free", "gate", "bridge", "on", "charge"):
            continue
        group = _toll_right(clause, trigger) or _toll_left(clause, trigger)
        if group is not None:
            clause.add(group, trigger, "toll")
            for other, part in clause.chain_right(group, trigger):
                if part and other.numeric:
                    clause.add(other, trigger, "toll", part=True, parent=clause.used[id(group)])


def _tallies(clause: Clause) -> None:
    """ "the number of villagers killed in the raid", "put the number his men killed at": a count word with a harm word behind it."""
    for i, word in enumerate(clause.words):
        if word not in small("tally") or i in clause.at or clause.word(i - 1) in ("a", "an", "large", "unknown"):
            continue
        inner = next((t for t in clause.triggers if i < t.first <= i + 8 and not t.has("toll") and not t.has("of")), None)
        if inner is not None and not (clause.word(i + 1) in ("of", *_DET) or inner.first == i + 1):
            inner = None
        if inner is not None:
            entry = inner.entry
        elif clause.earlier and clause.word(i + 1) in ("was", "is", "stood", "stands", "rose", "reached", "at") and clause.earlier[-1].group.counts:
            entry = clause.earlier[-1].trigger.entry
        else:
            continue
        tally = Trigger(i, i, entry, word, "NN")
        group = _toll_right(clause, tally)
        if inner is not None and (group is None or group.first < inner.first):
            group = _toll_left(clause, tally)
        if group is not None:
            if inner is not None:
                clause.spent.add(inner.first)
            clause.add(group, tally, "toll")


_DET = ("the", "his", "her", "its", "their", "civilians", "people", "soldiers", "those")


def _toll_right(clause: Clause, trigger: Trigger) -> Group | None:
    linked, growth, best = small("toll_link"), small("growth"), None
    window = range(trigger.last + 1, min(len(clause.words), trigger.last + 26))
    grew = any(clause.word(j) in growth for j in range(max(0, trigger.first - 8), min(len(clause.words), trigger.last + 14)))
    for j in window:
        group = clause.by_token.get(j)
        if group is None or group.first != j or group.reading is None:
            if clause.word(j) in (";",) or (j in clause.at and clause.at[j] is not trigger and clause.at[j].has("toll")):
                break
            continue
        if not group.counts or not clause.free(group) or group.own is not None and not group.own.has("count"):
            continue
        if group.who is None and group.head is not None:
            continue
        reading = group.reading
        before = clause.word(group.first - 1)
        inside = clause.words[reading.first : reading.core]
        if before in linked or any(w in linked for w in inside) or before in ("some", "at", ")", "-", '"', "a", "only", "the", "said", "estimated") or reading.first == trigger.last + 1:
            if before == "from" and grew:
                continue
            if before in ("of", "by") and reading.first != trigger.last + 2 and best is None and _later_to(clause, group, trigger):
                continue
            if clause.next_is_harm(group) and before not in ("to", "at"):
                continue
            if grew and before != "to" and _later_to(clause, group, trigger, ("to",)):
                continue
            best = group
            break
    if best is not None and grew and best.reading is not None and clause.word(best.reading.first) == "from" and best.reading.low != best.reading.high:
        best.low = best.high = best.reading.high  # "rose from 30 to 45"
    if best is not None and clause.word(best.first - 1) in ("exceeded", "exceeds", "passed", "passes", "topped", "tops", "surpassed") and best.reading and best.high == best.low:
        best.low, best.high = (best.low or 0) + 1, None
    return best


def _later_to(clause: Clause, group: Group, trigger: Trigger, before: tuple[str, ...] = ("to", "at")) -> bool:
    return any(clause.word(g.first - 1) in before and g.counts and g.unit is None for g in clause.groups if group.last < g.first < trigger.last + 26)


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


def of_noun(clause: Clause) -> None:
    """of: a noun of harm and its victims ("the killing of at least 9", "the bodies of 14 people", "lives of two civilians", "massacre of 30")."""
    for trigger in clause.triggers:
        if clause.word(trigger.last + 1) not in ("of", "to") or trigger.has("toll"):
            continue
        if clause.word(trigger.last + 1) == "to" and trigger.entry.id not in ("death", "injury"):
            continue
        noun = trigger.has("of") or (trigger.has("cost") and _costs(clause, trigger.first)) or (
            trigger.has("object") and (trigger.form.endswith("ing") or trigger.tag.startswith("NN") or trigger.form in ("murder", "massacre", "slaughter", "capture", "kidnap"))
        )
        if not noun:
            continue
        j = trigger.last + 2
        group = clause.by_token.get(j)
        if group is None and clause.word(j) in ("the", "a", "an"):
            group = clause.by_token.get(j + 1)
        if group is None or not clause.free(group) or group.own is not None and not group.adjective:
            tokens = clause.sentence.tokens
            if group is None and j < len(tokens) and tokens[j].pos == "PROPN" and trigger.form in ("death", "killing", "murder", "assassination", "execution", "beheading", "body", "abduction", "kidnapping"):
                k = j
                while k + 1 < len(tokens) and tokens[k + 1].pos in ("PROPN", "NOUN") and k + 1 not in clause.at and k + 1 not in clause.by_token:
                    k += 1
                if clause.word(k + 1) not in ("'s", "and") and clause.by_token.get(k) is None:
                    clause.add(clause.extra(k, False), trigger, "of")
            continue
        if group.who is None and group.head is not None and not _plausible(clause, group):
            continue
        if not group.numeric and group.low == 2 and trigger.form in ("body", "death", "remains"):
            continue
        _with_chain(clause, group, trigger, "of")


def _plausible(clause: Clause, group: Group) -> bool:
    """Whether a noun that no list knows can be people: a capitalised plural ("Yazidis") or no thing that we know."""
    if group.head is None:
        return True
    token = clause.sentence.tokens[group.head]
    return token.tag in ("NNS", "NNPS") or token.text[:1].isupper() or token.pos == "ADJ"


def _sufferer(clause: Clause, i: int) -> int | None:
    """Token of "suffered", "sustained", "with" before an injury at token ``i``, with adjectives between at most."""
    for j in range(i - 1, max(-1, i - 7), -1):
        if clause.words[j] in small("suffer"):
            return j
        if clause.sentence.tokens[j].pos not in ("ADJ", "NOUN", "DET", "ADV", "PUNCT", "NUM", "CCONJ", "VERB", "PROPN"):
            return None
    return None


def suffered(clause: Clause) -> None:
    """suffered: people and what they came away with ("two women suffered a gunshot wound", "three received serious injuries")."""
    for trigger in clause.triggers:
        if not trigger.has("suffered") or any(k.trigger is trigger for k in clause.links):
            continue
        inside = clause.by_token.get(trigger.first)
        j = _sufferer(clause, min(trigger.first, inside.first) if inside is not None else trigger.first)
        if j is None or (inside is not None and inside.reading is not None and inside.reading.kind == "none"):
            continue
        near = clause.left_of(j)
        if near is None:
            head = _tree_subject(clause, Trigger(j, j, trigger.entry, clause.words[j], clause.sentence.tokens[j].tag))
            near = _group_of_head(clause, head) if head is not None else None
        if near is None or not clause.free(near) or near.own is not None or near.who is None and near.head is not None or not (near.numeric or near.low == 1):
            continue
        if clause.words[j] in ("with", "from", "had", "have", "has") and not near.numeric:
            continue
        _with_chain(clause, _chain_start(clause, near), trigger, "suffered", j)


def label(clause: Clause) -> None:
    """state: a label and its number ("Dead: 5. Wounded: 17.")."""
    for trigger in clause.triggers:
        if not (trigger.has("state") or trigger.has("passive") or trigger.entry.id in ("death", "casualties", "injury")) or trigger.form.endswith("ing"):
            continue
        if clause.left_of(trigger.first, 4) is not None or clause.passive_aux(trigger.first):
            continue
        sep = clause.word(trigger.last + 1)
        if sep not in (":", "=") and not (sep == "-" and trigger.first == 0):
            continue
        group = clause.by_token.get(trigger.last + 2)
        if group is not None and clause.free(group) and group.numeric and group.reading is not None and group.reading.kind != "vague" and not clause.next_is_harm(group):
            clause.add(group, trigger, "state")


def is_passive(clause: Clause, trigger: Trigger) -> bool:
    """Whether a form that can be both ("killed") has its victims before it."""
    if trigger.form.endswith("ing") and clause.word(trigger.first - 1) != "being":
        return False
    if trigger.tag in ("VB", "VBZ", "VBP") and not clause.passive_aux(trigger.first):
        return trigger.form.endswith(("ed", "hurt")) and clause.right_of(trigger.last) is None
    if clause.passive_aux(trigger.first):
        return True
    nxt = clause.word(trigger.last + 1)
    if nxt == "by" or (nxt in ("allegedly", "reportedly") and clause.word(trigger.last + 2) == "by"):
        return True
    after, before = clause.right_of(trigger.last, 4), clause.left_of(trigger.first, 3)
    if after is not None and after.unit is None and (after.numeric or after.who is not None):
        direct = before is not None and (before.numeric or before.low == 1) and before.last == trigger.first - 1
        follows = after.last + 1
        if direct and (clause.next_is_harm(after) or (follows < len(clause.words) and clause.sentence.tokens[follows].pos == "AUX")):
            return True
        return before is not None and direct and clause.word(trigger.last + 1) in ("and", "or", ",")
    tree = clause.sentence.tokens[trigger.first]
    kids = [clause.sentence.tokens[c].dep for c in clause.sentence.children(trigger.first)]
    if "dobj" in kids and not (before is not None and before.numeric) and tree.tag in ("VBD", "VBN"):
        return False
    return True


def passive(clause: Clause) -> None:
    """passive, subject, state: victims before the harm word ("12 were killed", "2 soldiers killed", "nine died", "15 dead")."""
    for trigger in clause.triggers:
        intransitive = trigger.has("subject") or trigger.has("state")
        if not intransitive and not trigger.has("passive"):
            continue
        if trigger.has("passive") and trigger.entry.id != "missing" and not trigger.has("subject") and not is_passive(clause, trigger):
            continue
        if trigger.has("passive") and trigger.tag in ("NN", "NNS") and not trigger.form.endswith(("ed", "en", "in", "dead", "hurt", "missing", "for")):
            continue
        if trigger.first in clause.spent or trigger.has("toll") or any(id(g) in clause.used for g in clause.groups if g.own is trigger):
            continue
        if any(g.adjective is trigger and id(g) in clause.used for g in clause.groups):
            continue
        _subjects(clause, trigger, "subject" if trigger.has("subject") else "state" if trigger.has("state") and not trigger.has("object") else "passive")


def _tree_subject(clause: Clause, trigger: Trigger) -> int | None:
    tokens, sentence = clause.sentence.tokens, clause.sentence
    verbs = [trigger.first]
    if trigger.first != trigger.last:
        verbs.append(trigger.last)
    head = tokens[trigger.first].head
    if tokens[trigger.first].dep in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "conj") and tokens[head].pos in ("VERB", "AUX", "ADJ"):
        if tokens[trigger.first].dep in ("acomp", "attr", "oprd") or (tokens[trigger.first].dep == "conj" and clause.left_of(trigger.first, 4) is None and not clause.passive_aux(trigger.first)):
            verbs.append(head)
        elif tokens[head].lemma in ("report", "confirm", "believe", "fear", "find", "leave", "say", "know", "pronounce", "declare", "go", "think", "list", "be"):
            verbs.append(head)
    for verb in verbs:
        for child in sentence.children(verb):
            if tokens[child].dep in ("nsubj", "nsubjpass") and child < trigger.first:
                if tokens[child].lower in ("who", "which", "that") and tokens[verb].dep == "relcl":
                    return tokens[verb].head
                return child
        if tokens[verb].dep in ("acl", "relcl") and tokens[verb].head < trigger.first:
            return tokens[verb].head
    return None


def _group_of_head(clause: Clause, head: int) -> Group | None:
    group = clause.by_token.get(head)
    if group is not None:
        return group
    for child in clause.sentence.children(head):
        token = clause.sentence.tokens[child]
        if token.dep in ("nummod", "amod", "det", "quantmod") and child in clause.by_token:
            return clause.by_token[child]
    return None


def _subjects(clause: Clause, trigger: Trigger, frame: str) -> None:
    tokens = clause.sentence.tokens
    near = clause.left_of(trigger.first)
    if near is not None and near.unit is not None:
        near = None
    head = _tree_subject(clause, trigger)
    far = _group_of_head(clause, head) if head is not None else None
    start = None
    if far is not None and clause.free(far) and far.last < trigger.first and (near is None or far.first <= near.first) and (far.numeric or far.who is not None) and far.own is None:
        if near is None or near is far or far.numeric or not near.numeric:
            start = far
    if start is not None and near is not None and near is not start and near.numeric and clause.free(near):
        between = clause.chain_right(start, trigger, trigger.first)
        if not any(g is near for g, _ in between) and start.reading is None:
            start = None
    if start is None and near is not None and near.first < trigger.first:
        start = _chain_start(clause, near)
    if start is not None and (_opens_part(clause, start) or start is near):
        start = _chain_start(clause, start)
    if start is None:
        start = _far_left(clause, trigger)
    start = _share(clause, start, trigger)
    if start is None and head is not None and tokens[head].pos in ("PROPN", "PRON") and clause.by_token.get(head) is None and frame != "state":
        direct = tokens[head].head == trigger.first and tokens[trigger.first].dep not in ("acl", "relcl", "conj")
        told = frame != "passive" or direct or clause.passive_aux(trigger.first) or clause.word(trigger.last + 1) == "by"
        if tokens[head].lower in _SINGULAR or (told and tokens[head].pos == "PROPN" and tokens[head].tag == "NNP" and tokens[head].text[:1].isupper() and not tokens[head].text.isupper()):
            clause.add(clause.extra(head, False), trigger, frame)
        return
    if start is None or not clause.free(start) or (start.own is not None and not start.of_own and start.own.entry.id not in ("losses", "martyr", "lives", "body")):
        return
    if start.who is None and start.head is not None and not (start.numeric and _plausible(clause, start)):
        return
    if clause.word(start.first - 1) == "how":
        clause.noted[id(start)] = "a question"
        return
    if start.reading is None and start.low == 2 and frame in ("passive", "state") and not clause.passive_aux(trigger.first):
        if start.definite or _reduced(clause, start, trigger):
            start.low = None  # "the farmers killed there", "people listed as missing have ...": points back and counts nobody
    if start.reading is None and start.low == 2 and start.who is not None and start.head is not None and start.who.lemma in ("more", "other", "them") and tokens[start.head].lower != "others":
        return
    if start.of_own and start.own is not None:
        index = clause.add(start, trigger, frame)
        clause.links[index].part = False
        return
    _with_chain(clause, start, trigger, frame, trigger.first)


def _reduced(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """Whether the harm word only says which people a later verb is about."""
    tokens = clause.sentence.tokens
    head = group.head if group.head is not None else group.last
    return tokens[trigger.first].dep in ("acl", "amod", "relcl") and tokens[head].dep in ("nsubj", "nsubjpass") and tokens[head].head > trigger.last


def _share(clause: Clause, start: Group | None, trigger: Trigger) -> Group | None:
    """ "3 of the 12 hostages were killed": the share is what was harmed; in "10 of the 15 people killed" it is a part (see parts)."""
    if start is None:
        return None
    if start.of_next:
        whole = next((g for g in clause.groups if start.last < g.first <= start.last + 3), None)
        finite = clause.passive_aux(trigger.first) or trigger.has("subject")
        return start if finite or whole is None or not clause.free(whole) else whole
    share = next((g for g in clause.groups if g.of_next and g.last < start.first <= g.last + 3 and clause.free(g)), None)
    if share is None or not (clause.passive_aux(trigger.first) or trigger.has("subject")):
        return start
    share.who, share.head = start.who, start.head
    clause.noted[id(start)] = "the whole of which a share is told"
    return share


def _chain_start(clause: Clause, near: Group) -> Group:
    """The first group of the list that ends with ``near``: "12 civilians including four children and [a woman] were killed"."""
    join, opener, skip = small("join"), small("part"), ("-", "—", "–", '"', "(", ")")
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
        if before is None or id(before) in clause.addends or not clause.free(before) or before.own is not None or not (before.numeric or before.low is not None):
            break
        if any(w in opener for w in gap) or " ".join(reversed(gap)) in opener:
            parted = before
        elif not gap and parted is None and _opens_part(clause, before):
            pass
        elif gap == [","] and before.counts and first.counts and before.who is not None and first.who is not None and (before.first == 0 or clause.word(before.first - 1) in (":", "-", "—")):
            pass  # headline: "Two guards, 34 rebels killed"
        elif not gap or not all(w in join or w in skip for w in gap) or (gap == [","] and not near.numeric and near.low != 1):
            break
        elif gap == [","] and not clause._listed(first):
            break
        first = before
    return first


def _opens_part(clause: Clause, group: Group) -> bool:
    return any(clause.word(group.first - 1 - k) in small("part") for k in range(3))


def _far_left(clause: Clause, trigger: Trigger) -> Group | None:
    """The nearest counted group to the left in the same clause, where the tree found no subject and none stands close by."""
    tokens = clause.sentence.tokens
    for j in range(trigger.first - 1, max(-1, trigger.first - 16), -1):
        group = clause.by_end.get(j)
        token = tokens[j]
        if group is not None and group.counts and group.who is not None and clause.free(group) and group.own is None:
            before = tokens[group.first - 1] if group.first else None
            if before is None or before.pos != "ADP":
                return group
        if group is None and j not in clause.by_token and (token.pos == "VERB" and token.dep not in ("acl", "amod") or j in clause.at or clause.words[j] in (";", ":", "but")):
            return None
    return None


def active(clause: Clause) -> None:
    """object: victims behind the harm word ("shelling killed 12", "killing a policeman", "abducted several women")."""
    for trigger in clause.triggers:
        if trigger.first in clause.spent:
            continue
        if not trigger.has("object") or trigger.tag in ("NN", "NNS") and not trigger.form.endswith(("ing", "s", "ll")):
            continue
        if is_passive(clause, trigger) or any(g.adjective is trigger for g in clause.groups if id(g) in clause.used):
            continue
        if clause.word(trigger.last + 1) == "of" or trigger.entry.id == "gas" and trigger.tag.startswith("NN") and not trigger.form.endswith("ing"):
            continue
        after = trigger.last
        if clause.word(after + 1) in ("himself", "herself", "themselves", "itself"):
            if clause.word(after + 2) not in ("and", "along", "together", ",", "plus"):
                continue
            after += 3 if clause.word(after + 3) == "with" else 2
        group = clause.right_of(after)
        if group is not None and (not clause.free(group) or group.own is not None or clause.subject_elsewhere(group, trigger) and clause.next_is_harm(group)):
            group = None
        if group is None:
            head = next((c for c in clause.sentence.children(trigger.first) if clause.sentence.tokens[c].dep in ("dobj", "obj") and c > trigger.last), None)
            if head is None:
                continue
            found = _group_of_head(clause, head)
            if found is not None and clause.free(found) and found.own is None and found.first > trigger.last:
                group = found
            elif found is None and clause.sentence.tokens[head].lower in _SINGULAR | {"himself", "herself"}:
                if clause.sentence.tokens[head].lower in _SINGULAR:
                    clause.add(clause.extra(head, False), trigger, "object")
                continue
            elif found is None and clause.sentence.tokens[head].tag == "NNP" and trigger.entry.id != "capture" and clause.sentence.tokens[head].pos == "PROPN":
                clause.add(clause.extra(head, False), trigger, "object")
                continue
            else:
                continue
        if group.who is None and group.head is not None and not (group.numeric and _plausible(clause, group)):
            continue
        if trigger.entry.id == "capture" and group.who is None:
            continue
        _with_chain(clause, group, trigger, "object")


def loss(clause: Clause) -> None:
    """loss: "lost 120 troops", "lost 22 children", only with fighters, police or relatives."""
    for trigger in clause.triggers:
        if not trigger.has("loss"):
            continue
        group = clause.right_of(trigger.last, 3)
        if group is None or not clause.free(group) or not group.counts or group.who is None or group.who.rule not in _FAMILY:
            continue
        if group.who.lemma in ("player", "fan", "actor", "athlete", "partner", "employee", "worker", "customer", "lawmaker", "voter", "captain", "pilot", "member", "candidate", "minister", "driver"):
            continue
        _with_chain(clause, group, trigger, "loss")


def among(clause: Clause) -> None:
    """among: "five children were among the dead", "among the dead were four staff", "the dead included two boys"."""
    for trigger in clause.triggers:
        if not (trigger.has("passive") or trigger.has("state") or trigger.entry.id in ("casualties", "losses", "death", "body")):
            continue
        i = trigger.first - 1
        while i >= 0 and (clause.word(i) in small("the_harmed") or clause.by_token.get(i) is not None and i >= trigger.first - 6):
            i -= 1
        if clause.word(i) == "among":
            left = clause.left_of(i, 5)
            if left is not None and clause.free(left) and left.own is None and (left.numeric or left.low == 1) and clause.word(i - 1) in ("were", "was", "are", "is", "be", "been"):
                start = _chain_start(clause, left)
                for group, _ in [(start, False), *clause.chain_right(start, trigger, i)]:
                    if group.numeric or group.low == 1:
                        clause.add(group, trigger, "among", part=True)
                continue
            be = clause.word(trigger.last + 1)
            if be in ("were", "was", "are", "is") or (be in (",", "in", "at", "on") and False):
                _list_parts(clause, trigger, trigger.last + 1)
            elif be in ("in", "on", "at", "by"):
                j = next((k for k in range(trigger.last + 2, min(trigger.last + 10, len(clause.words))) if clause.word(k) in ("were", "was", "are")), None)
                if j is not None:
                    _list_parts(clause, trigger, j)
        elif clause.word(trigger.first - 1) in ("the", "those") and clause.word(trigger.last + 1) in ("included", "include", "includes", "including", "were", "comprised"):
            if clause.word(trigger.last + 1) == "were" and not clause.word(trigger.last + 2).isdigit() and clause.by_token.get(trigger.last + 2) is None:
                continue
            _list_parts(clause, trigger, trigger.last + 1)


def _list_parts(clause: Clause, trigger: Trigger, i: int) -> None:
    group = clause.right_of(i, 3)
    if group is None or not clause.free(group) or group.own is not None:
        return
    chain = clause.chain_right(group, trigger)
    for other, _ in [(group, False), *chain]:
        if other.numeric or other.low == 1:
            clause.add(other, trigger, "among", part=True)


ORDER: tuple[Callable[[Clause], None], ...] = (among, label, toll, of_noun, adjectives, passive, active, suffered, counted_own, loss)
