"""object, loss, among: frames whose victims stand behind the harm word, and parts named beside "the dead"."""

from __future__ import annotations

from rashomon.mentions.casualties.arms import weapon_words
from rashomon.mentions.casualties.clause import Clause, none_word
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.joining import OF_THINGS, chain_start, fits_word, group_of_head, losable, owned, plausible, with_chain
from rashomon.mentions.casualties.named import SINGULAR, names
from rashomon.mentions.casualties.subject import is_passive
from rashomon.mentions.casualties.treated import TREATED, of_the_wounded, treated
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.people import person


def active(clause: Clause) -> None:
    """object: victims behind the harm word ("shelling killed 12", "killing a policeman", "abducted several women")."""
    for trigger in clause.triggers:
        if trigger.first in clause.spent:
            continue
        if not trigger.has("object") or (_noun(clause, trigger)):
            continue
        if trigger.entry.id == "shot_at" and clause.word(trigger.last + 1) in ("back", "at", "down", "up", "off", "past", "into"):
            continue
        if is_passive(clause, trigger) or any(g.adjective is trigger for g in clause.groups if id(g) in clause.used):
            continue
        if clause.word(trigger.last + 1) == "of" or (
            trigger.entry.id == "gas" and trigger.tag.startswith("NN") and not trigger.form.endswith("ing")
        ):
            continue
        after = trigger.last
        if clause.word(after + 1) in ("himself", "herself", "themselves", "itself"):
            if clause.word(after + 2) not in ("and", "along", "together", ",", "plus"):
                continue
            after += 3 if clause.word(after + 3) == "with" else 2
        group = owned(clause, clause.right_of(after))
        if _of_the_shooting(clause, group, trigger):
            continue
        if group is not None and (
            not clause.free(group)
            or (group.own is not None and not _victims(group))
            or (clause.subject_elsewhere(group, trigger) and clause.next_is_harm(group))
        ):
            group = None
        if group is None:
            head = next(
                (
                    c
                    for c in (*clause.sentence.children(trigger.first), *clause.sentence.children(trigger.last))
                    if clause.sentence.tokens[c].dep in ("dobj", "obj") and c > trigger.last
                ),
                None,
            )
            if head is None:
                continue
            found = group_of_head(clause, head)
            if found is None and trigger.entry.id in OF_THINGS:
                continue
            if found is not None and clause.free(found) and found.own is None and found.first > trigger.last:
                group = found
            elif clause.sentence.tokens[head].lower == "them" and (meant := _meant(clause, trigger)) is not None:
                group = meant
            elif found is None and clause.sentence.tokens[head].lower in SINGULAR | {"himself", "herself"}:
                if trigger.entry.id != "shot_at" and clause.sentence.tokens[head].lower in SINGULAR:
                    clause.add(clause.by_name(head, False), trigger, "object")
                continue
            elif (
                found is None
                and clause.sentence.tokens[head].tag == "NNP"
                and trigger.entry.id != "capture"
                and clause.sentence.tokens[trigger.first].tag != "NN"
                and clause.sentence.tokens[head].pos == "PROPN"
            ):
                clause.add(clause.by_name(head, False), trigger, "object")
                names(clause, head, trigger, "object", head + 1, len(clause.words))
                for other, part in clause.chain_right(clause.by_token[head], trigger):
                    if other.counts or other.low == 1:
                        clause.add(other, trigger, "object", part=part, joined=True)
                continue
            else:
                continue
        if group.who is None and group.head is not None and not (group.numeric and (plausible(clause, group) or _victims(group))):
            continue
        if not fits_word(clause, group, trigger):
            continue
        if group.reading is None and group.low == 2 and clause.sentence.tokens[trigger.first].dep == "amod":
            continue  # "injured children were treated": says who, not how many
        if trigger.entry.id == "capture" and group.who is None and not _bare_captives(clause, group, trigger):
            continue
        if group.head is None and clause.word(group.first) == "most":
            continue  # "where it hurts most"
        if not treated(clause, group, trigger):
            continue
        index = with_chain(clause, group, trigger, "object")
        if trigger.entry.id in TREATED:
            of_the_wounded(clause, index)


def _bare_captives(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """Whether a bare number counts people: "abducted five"; behind the dead or hurt in one breath, "killed nine rebels and captured four",
    "killed three, wounded seven and captured two". "Captured four" alone may be towns."""
    if group.head is not None or trigger.form in small("abducted"):
        return group.head is None
    tokens = clause.sentence.tokens
    t = tokens[trigger.first]
    behind = tokens[group.last + 1].lower if group.last + 1 < len(tokens) else ""
    if not group.counts or t.dep != "conj" or behind == "of":
        return False
    before = [k for k in clause.links if k.trigger.harm in ("killed", "wounded") and k.trigger.first <= t.head <= k.trigger.last]
    return any(k.group.counts for k in before)


def _victims(group: Group) -> bool:
    """ "Injured at least five victims": counted with a noun that says only that they came to harm."""
    return group.own is not None and group.own.entry.id == "losses" and group.counts and not group.of_own


def _of_the_shooting(clause: Clause, group: Group | None, trigger: Trigger) -> bool:
    """ "The shooting suspect", "a stabbing victim": the noun only says which shooting it is about."""
    if group is None or trigger.entry.id != "shot_at" or not trigger.form.endswith("ing") or group.first != trigger.last + 1:
        return False
    return group.reading is None and group.low == 1 and clause.sentence.tokens[group.first].pos in ("NOUN", "PROPN")


def _noun(clause: Clause, trigger: Trigger) -> bool:
    """Whether the word is a noun here; a tag alone is not trusted before a counted group ("attacks kill 10 injure scores")."""
    if trigger.tag not in ("NN", "NNS") or trigger.form.endswith(("ing", "s", "ll")):
        return False
    group = clause.right_of(trigger.last, 2)
    return group is None or not group.counts


def _meant(clause: Clause, trigger: Trigger) -> Group | None:
    """Whom "them" means: the one counted group of people before it that nothing has taken ("rounded up dozens of men and executed them")."""
    before = [g for g in clause.groups if g.last < trigger.first and g.counts and g.who is not None and clause.free(g) and g.own is None]
    return before[0] if len(before) == 1 and clause.sentence.tokens[before[0].head or 0].dep not in ("nsubj", "nsubjpass") else None


def loss(clause: Clause) -> None:
    """loss: "lost 120 troops", "lost 22 children", only with fighters, police or relatives."""
    for trigger in clause.triggers:
        if not trigger.has("loss"):
            continue
        if trigger.form == "lost" and clause.passive_aux(trigger.first):
            group = clause.left_of(trigger.first)
            if (
                group is not None
                and clause.free(group)
                and group.counts
                and group.who is not None
                and (losable(group) or _ones_men(clause, group))
            ):
                with_chain(clause, group, trigger, "loss", trigger.first)  # "three of its men were lost"
            continue
        group = clause.right_of(trigger.last, 3)
        if group is None or not clause.free(group):
            continue
        none = none_word(group.reading) and group.head is None and bool(clause.links)  # "they lost nine men, we lost none"
        if none or (group.counts and (losable(group) or _ones_men(clause, group) or _in_a_fight(clause, group, trigger))):
            with_chain(clause, group, trigger, "loss")


def _ones_men(clause: Clause, group: Group) -> bool:
    """ "Three of its men", "nine of our people": a side's own."""
    words = clause.words[group.first : group.last + 1]
    return group.who is not None and group.who.lemma in ("man", "men") and any(w in ("its", "his", "their", "our", "my") for w in words)


def _in_a_fight(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """ "Lost four men in the ambush", "eleven of its members in the raid": men and members, with an attack told right behind them, or one who fights before
    them ("the brigade had lost nine men", "they killed four rebels, losing one man")."""
    if group.who is None or group.who.lemma not in ("man", "men", "member"):
        return False
    behind = clause.words[group.last + 1 : group.last + 7]
    if any(w in ("in", "to", "during") for w in behind[:1]) and any(w in weapon_words() for w in behind):
        return True
    if group.who.lemma == "member" or group.definite or clause.words[group.first] == "the" or behind[:1] in (["to"], ["in"]):
        return False
    return _loser_fights(clause, trigger)


def _loser_fights(clause: Clause, trigger: Trigger) -> bool:
    """Whether who loses, or the last one named before "it", is a force: the subject of the verb, through "losing" and "said it had lost"."""
    tokens, at = clause.sentence.tokens, trigger.first
    for _ in range(4):
        subject = next((c for c in clause.sentence.children(at) if tokens[c].dep in ("nsubj", "nsubjpass")), None)
        if subject is not None and tokens[subject].lower not in ("it", "they", "we"):
            who = person(tokens[subject].lower)
            return tokens[subject].lower in small("troops") or (who is not None and who.status == "combatant")
        if tokens[at].head == at:
            return False
        at = tokens[at].head
    return False


def among(clause: Clause) -> None:
    """among: "five children were among the dead", "among the dead were four staff", "the dead included two boys"."""
    for trigger in clause.triggers:
        if not (
            trigger.has("passive")
            or trigger.has("state")
            or trigger.has("subject")
            or trigger.entry.id in ("casualties", "losses", "death", "body")
        ):
            continue
        i = trigger.first - 1
        while i >= 0 and (
            clause.word(i) in small("the_harmed")
            or clause.word(i) in ("who", "were", "was", "had", "have", "been", "being", "later")
            or (clause.by_token.get(i) is not None and i >= trigger.first - 6)
        ):
            i -= 1
        if clause.word(i) == "among":
            left = _counted_subject(clause, i) or clause.left_of(i, 5)
            if (
                left is not None
                and clause.free(left)
                and left.own is None
                and (left.numeric or left.low == 1)
                and (
                    any(w in small("passive") or w == "as" for w in clause.words[left.last + 1 : i]) or (left.counts and left.last == i - 1)
                )
            ):
                start = chain_start(clause, left)
                for group, _ in [(start, False), *clause.chain_right(start, trigger, i)]:
                    if group.numeric or group.low == 1:
                        clause.add(group, trigger, "among", part=True)
                continue
            be = clause.word(trigger.last + 1)
            if be in ("were", "was", "are", "is"):
                _list_parts(clause, trigger, trigger.last + 1)
            elif be in ("in", "on", "at", "by"):
                j = next(
                    (
                        k
                        for k in range(trigger.last + 2, min(trigger.last + 10, len(clause.words)))
                        if clause.word(k) in ("were", "was", "are")
                    ),
                    None,
                )
                if j is not None:
                    _list_parts(clause, trigger, j)
        elif clause.word(trigger.first - 1) in ("the", "those") and clause.word(trigger.last + 1) in (
            "included",
            "include",
            "includes",
            "including",
            "were",
            "comprised",
        ):
            if (
                clause.word(trigger.last + 1) == "were"
                and not clause.word(trigger.last + 2).isdigit()
                and clause.by_token.get(trigger.last + 2) is None
            ):
                continue
            _list_parts(clause, trigger, trigger.last + 1)


def _counted_subject(clause: Clause, i: int) -> Group | None:
    """Who the tree says was "among" them, where words stand between: "two guards who had tried to stop him were among the dead"."""
    tokens = clause.sentence.tokens
    verb = tokens[i].head
    if tokens[verb].pos not in ("AUX", "VERB") or verb > i:
        return None
    subjects = [c for c in clause.sentence.children(verb) if tokens[c].dep in ("nsubj", "nsubjpass") and c < verb]
    group = group_of_head(clause, subjects[0]) if subjects else None
    return group if group is not None and group.numeric and clause.free(group) and group.who is not None else None


def _list_parts(clause: Clause, trigger: Trigger, i: int) -> None:
    group = clause.right_of(i, 3)
    if group is None or not clause.free(group) or group.own is not None:
        return
    chain = clause.chain_right(group, trigger)
    for other, _ in [(group, False), *chain]:
        if other.numeric or other.low == 1:
            clause.add(other, trigger, "among", part=True)
