"""passive, subject, state: frames whose victims stand before the harm word."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.joining import (
    OF_THINGS,
    chain_start,
    fits_word,
    group_of_head,
    opens_part,
    plausible,
    tree_subject,
    with_chain,
)
from rashomon.mentions.casualties.named import SINGULAR, is_name, led, names
from rashomon.mentions.casualties.subject_groups import far_left, joined_to, may_be_subject, of_those_told, reduced, share_of
from rashomon.mentions.casualties.treated import TREATED, of_the_wounded, treated
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import unit_reason


def is_passive(clause: Clause, trigger: Trigger) -> bool:
    """Whether a form that can be both ("killed") has its victims before it."""
    if trigger.form.endswith("ing") and clause.word(trigger.first - 1) != "being":
        return False
    if trigger.tag in ("VB", "VBZ", "VBP") and not clause.passive_aux(trigger.first):
        return trigger.form.endswith(("ed", "hurt")) and clause.right_of(trigger.last) is None
    if clause.passive_aux(trigger.first):
        return True
    nxt = clause.word(trigger.last + 1)
    if nxt in ("himself", "herself", "themselves"):
        return False
    if nxt == "by" or (nxt in ("allegedly", "reportedly") and clause.word(trigger.last + 2) == "by"):
        return True
    after, before = clause.right_of(trigger.last, 4), clause.left_of(trigger.first, 3)
    if after is not None and after.vague and after.who is None and before is not None and before.counts:
        after = None  # "dozens wounded, some seriously"
    if after is not None and after.unit is None and (after.numeric or after.who is not None):
        direct = before is not None and before.unit is None and (before.numeric or before.low == 1) and before.last == trigger.first - 1
        follows = after.last + 1
        if direct and follows < len(clause.words) and clause.sentence.tokens[follows].pos == "AUX":
            return True
        if trigger.entry.id == "shot_at" and clause.word(after.last + 1) == "dead" and "," not in clause.words[trigger.last : after.last]:
            return False  # "two guards and a clerk shot the attackers dead"
        if direct and clause.next_is_harm(after):
            return not _acts_twice(clause, after)
        return before is not None and direct and clause.word(trigger.last + 1) in ("and", "or", ",")
    tree = clause.sentence.tokens[trigger.first]
    kids = [
        clause.sentence.tokens[c].dep
        for c in (*clause.sentence.children(trigger.first), *clause.sentence.children(trigger.last))
        if clause.word(trigger.last + 1) != "," or c < trigger.first
    ]  # "woman killed, 3 wounded": what stands behind the comma is no object
    return not ("dobj" in kids and not (before is not None and before.numeric) and tree.tag in ("VBD", "VBN"))


def _acts_twice(clause: Clause, after: Group) -> bool:
    """ "A bomber killed 30 people injured 90": a second verb with its own object behind shows that the first was active too."""
    second = next((t for t in clause.triggers if t.first > after.last), None)
    beyond = clause.right_of(second.last, 3) if second is not None else None
    return beyond is not None and beyond.counts and not clause.next_is_harm(beyond)


def passive(clause: Clause) -> None:
    """passive, subject, state: victims before the harm word ("12 were killed", "2 soldiers killed", "nine died", "15 dead")."""
    for trigger in clause.triggers:
        intransitive = trigger.has("subject") or trigger.has("state")
        if not intransitive and not trigger.has("passive"):
            continue
        if trigger.has("passive") and trigger.entry.id != "missing" and not trigger.has("subject") and not is_passive(clause, trigger):
            continue
        if (
            trigger.has("passive")
            and trigger.tag in ("NN", "NNS")
            and not trigger.form.endswith(("ed", "en", "in", "dead", "hurt", "missing", "for", "shot"))
        ):
            continue
        if (
            trigger.entry.id == "shot_at"
            and _aims(clause, trigger)
            and not clause.passive_aux(trigger.first)
            and not _where(clause, trigger)
        ):
            continue
        if trigger.has("subject") and trigger.form.endswith("ing") and clause.word(trigger.first - 1) == "before":
            continue  # "killing ten people before dying": whoever killed them
        if trigger.form == "missing" and (_misses(clause, trigger)):
            continue
        if trigger.harm in ("wounded", "casualties") and _died_later(clause, trigger):
            continue
        if trigger.has("state") and not trigger.has("passive") and clause.word(trigger.first - 1) in ("the", "of", "for"):
            continue  # "the dead", "left for dead"
        if trigger.first in clause.spent or trigger.has("toll") or any(id(g) in clause.used for g in clause.groups if g.own is trigger):
            continue
        if any(g.adjective is trigger and id(g) in clause.used for g in clause.groups):
            continue
        _subjects(
            clause,
            trigger,
            "subject" if trigger.has("subject") else "state" if trigger.has("state") and not trigger.has("object") else "passive",
        )


def _aims(clause: Clause, trigger: Trigger) -> bool:
    """ "Shot at", "shot directly into", "shot back": who stands before the word did it."""
    j = trigger.last + 1
    while j < len(clause.words) and clause.sentence.tokens[j].pos == "ADV" and clause.words[j].endswith("ly"):
        j += 1
    return clause.word(j) in ("at", "on", "into", "back", "down", "up", "off", "past", "wide", "over", "straight", "ahead", "clear")


def _where(clause: Clause, trigger: Trigger) -> bool:
    """ "Four men shot on Mill Street", "two shot at party": a counted group right before, and behind "at" or "on" a place and nobody."""
    before = clause.by_end.get(trigger.first - 1)
    if trigger.form not in ("shot", "stabbed") or before is None or not before.counts or clause.word(trigger.last + 1) not in ("at", "on"):
        return False
    if before.who is not None and before.who.status in ("combatant", "police"):
        return False  # "two soldiers shot at a car"
    aim = trigger.last + 2
    while aim < len(clause.words) and clause.sentence.tokens[aim].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        group = clause.by_token.get(aim)
        if group is not None and (group.who is not None or group.numeric):
            return False
        aim += 1
    noun = clause.sentence.tokens[aim - 1]
    return aim > trigger.last + 2 and noun.pos in ("NOUN", "PROPN") and noun.lemma not in small("aimed_at")


def _misses(clause: Clause, trigger: Trigger) -> bool:
    """ "They are missing the point", "so many people are missing it": nobody is lost."""
    tokens = clause.sentence.tokens
    if clause.word(trigger.last + 1) in ("it", "the", "a", "an", "out", "this", "that", "their", "his", "her"):
        return True
    return any(tokens[c].dep == "dobj" for c in clause.sentence.children(trigger.first))


def _died_later(clause: Clause, trigger: Trigger) -> bool:
    """ "Seven of the people hurt in the blast have died": the wound only says who it was that died."""
    tokens = clause.sentence.tokens
    for t in clause.triggers:  # "was shot in the chest and died": one verb after the other, one subject
        if t.first > trigger.last and t.harm == "killed" and t.has("subject") and tokens[t.first].dep == "conj":
            own = any(tokens[c].dep in ("nsubj", "nsubjpass") for c in clause.sentence.children(t.first))
            own = own or "," in clause.words[trigger.last : t.first]
            if not own and trigger.first <= tokens[t.first].head <= trigger.last:
                return True
        if _reduced_before(clause, trigger, t):
            return True
    if tokens[trigger.first].dep not in ("acl", "relcl", "amod"):
        return False
    ends = [t for t in clause.triggers if t.first > trigger.last and t.harm == "killed" and t.has("subject")]
    for t in ends:
        head = tree_subject(clause, t)
        if head is not None and trigger.first in clause.sentence.subtree(head):
            return True
    return False


def _reduced_before(clause: Clause, hurt: Trigger, died: Trigger) -> bool:
    """ "A soldier wounded in Orla last week died on Thursday": one of the two verbs has no auxiliary and the other no subject, whatever the tree says."""
    tokens = clause.sentence.tokens
    if died.first <= hurt.last or not died.has("subject") or died.form not in ("died", "dies") or clause.passive_aux(hurt.first):
        return False
    if tokens[hurt.first].tag not in ("VBN", "VBD") or tokens[died.first].head != hurt.first:
        return False
    kids = [tokens[c] for c in clause.sentence.children(died.first)]
    between = clause.words[hurt.last + 1 : died.first]
    return not any(k.dep in ("nsubj", "nsubjpass", "mark", "aux") for k in kids) and not {",", "and", "but", "who", "that"} & set(between)


def _subjects(clause: Clause, trigger: Trigger, frame: str) -> None:
    tokens = clause.sentence.tokens
    near = clause.left_of(trigger.first)
    if near is not None and near.unit is not None:
        near = None
    head = tree_subject(clause, trigger)
    far = group_of_head(clause, head) if head is not None else None
    hurt = next((h for h in clause.triggers if _reduced_before(clause, h, trigger)), None)
    if hurt is not None and (group := clause.left_of(hurt.first)) is not None:
        clause.add(group, trigger, frame)
        return
    start = None
    if far is not None and may_be_subject(clause, far, near, trigger):
        start = far
    if start is not None and near is not None and near is not start and near.numeric and clause.free(near):
        between = clause.chain_right(start, trigger, trigger.first)
        if not any(g is near for g, _ in between) and start.reading is None:
            start = None
    if start is None and near is not None and near.first < trigger.first:
        start = chain_start(clause, near)
    if start is not None and (opens_part(clause, start) or start is near):
        start = chain_start(clause, start)
    if start is None and trigger.entry.id not in TREATED:
        start = far_left(clause, trigger)
    if (
        start is not None
        and trigger.form.startswith("with ")
        and not start.numeric
        and clause.word(start.first - 1) in ("to", "at", "from")
    ):
        return  # "taken to Orvale General with injuries"
    start = share_of(clause, start, trigger)
    if (
        start is None
        and head is not None
        and tokens[head].pos in ("PROPN", "PRON")
        and clause.by_token.get(head) is None
        and (frame != "state" or _found_dead(clause, head, trigger))
    ):
        direct = tokens[head].head == trigger.first and tokens[trigger.first].dep not in ("acl", "relcl", "conj")
        told = (
            frame != "passive"
            or (direct and not _object_behind(clause, trigger))
            or clause.passive_aux(trigger.first)
            or clause.word(trigger.last + 1) == "by"
        )
        if trigger.entry.id == "shot_at" and not clause.passive_aux(trigger.first) and clause.word(trigger.last + 1) != "by":
            return  # "Orlo shot wide", "he shot back"
        if trigger.form.startswith("captur") and tokens[head].pos == "PROPN":
            return  # "Orvale, captured in spring": a town as likely as a man
        if trigger.entry.id not in TREATED | OF_THINGS and (tokens[head].lower in SINGULAR or (told and is_name(clause, head))):
            clause.add(clause.by_name(head, False), trigger, frame)
            names(clause, head, trigger, frame, head + 1, trigger.first)
        return
    if (
        start is None
        or not clause.free(start)
        or (start.own is not None and not start.of_own and start.own.entry.id not in ("losses", "martyr", "lives", "body"))
    ):
        return
    if start.who is None and start.head is not None and not (start.numeric and plausible(clause, start)):
        return
    if not fits_word(clause, start, trigger):
        return
    noun = start.reading is not None and start.who is None and (start.reading.kind == "none" or clause.word(start.first) == "another")
    if trigger.entry.id == "shot_at" and not clause.passive_aux(trigger.first):
        if start.reading is None and trigger.form != "shot" and clause.word(trigger.last + 1) != "by":
            return
        if start.reading is not None and start.reading.vague and start.who is None:
            return  # "some of the windows were shot"
        adjacent = start.last == trigger.first - 1 and clause.word(trigger.last + 1) in small("passive")
        if start.who is None and (noun or adjacent):
            return  # "not a single shot", "another shot", "one shot was fired"
    if trigger.harm == "missing" and start.head is None and (start.low or 0) >= 10**6:
        return  # "millions went missing at a bank"
    if start.head is None and start.numeric and _of_animals(clause, start):
        return
    if trigger.harm == "missing" and start.who is None and start.head is not None and not tokens[start.head].text[:1].isupper():
        return  # "30,000 letters are missing"
    if clause.word(start.first - 1) == "how":
        clause.noted[id(start)] = "a question"
        return
    bare = start.reading is None and start.low == 2 and frame in ("passive", "state")
    if bare and not clause.passive_aux(trigger.first) and (start.definite or reduced(clause, start, trigger)):
        start.low = None  # "the farmers killed there", "people listed as missing have ...": points back and counts nobody
    if (
        start.reading is None
        and start.low == 2
        and start.who is not None
        and start.head is not None
        and start.who.lemma in ("more", "other", "them")
        and tokens[start.head].lower != "others"
    ):
        return
    if not treated(clause, start, trigger):
        return
    if start.of_own and start.own is not None:
        index = clause.add(start, trigger, frame)
        clause.links[index].part = of_those_told(clause, start, trigger)
        return
    index = with_chain(clause, start, trigger, frame, trigger.first)
    if trigger.entry.id in TREATED:
        of_the_wounded(clause, index)
    led(clause, head, start, trigger, frame)
    if near is not None and near is not start and joined_to(clause, start, near, trigger):
        clause.add(near, trigger, frame, joined=True)


def _of_animals(clause: Clause, group: Group) -> bool:
    """ "They killed 91 foxes; only four were killed by hounds": the bare number counts on."""
    before = [g for g in clause.groups if g.last < group.first and (g.numeric or g.who is not None)]
    return bool(before) and before[-1].unit == unit_reason("foxes")


def _object_behind(clause: Clause, trigger: Trigger) -> bool:
    """ "Vorn shot and killed Orlo": a name right behind a form that may be active is the victim."""
    nxt = trigger.last + 1
    return (
        trigger.has("object")
        and nxt < len(clause.words)
        and clause.sentence.tokens[nxt].pos == "PROPN"
        and not clause.passive_aux(trigger.first)
    )


def _found_dead(clause: Clause, head: int, trigger: Trigger) -> bool:
    """ "Police found Aran Bel dead", "it left Ona Pel dead": a name between the finding and the state it was found in."""
    tokens = clause.sentence.tokens
    if trigger.form != "dead" or head != trigger.first - 1:
        return False
    return any(tokens[j].lemma in ("find", "leave", "discover", "shoot") and tokens[j].pos == "VERB" for j in range(max(0, head - 5), head))
