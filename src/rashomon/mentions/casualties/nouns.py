"""Frames around nouns of harm: of, count, state before a noun, label."""

from __future__ import annotations

from rashomon.mentions.casualties.beside import sufferer
from rashomon.mentions.casualties.clause import Clause
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.joining import losable, owned, plausible, with_chain
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.mentions.figure_numbers import unit_reason
from rashomon.mentions.people import person


def counted_own(clause: Clause) -> None:
    """count: a figure with a harm noun ("12 deaths", "scores of bodies"), or a share of the harmed ("16 of the dead")."""
    for group in list(clause.groups):
        trigger = group.own
        if trigger is None or not clause.free(group):
            continue
        why = _no_count(clause, group, trigger)
        if why:
            clause.noted[id(group)] = why
        elif not (of_follows(clause, trigger) or any(k.trigger is trigger for k in clause.links)):
            clause.add(group, trigger, "count", part=group.of_own)


def _no_count(clause: Clause, group: Group, trigger: Trigger) -> str:
    """Why a figure with a harm noun counts nobody, or an empty string."""
    kind, reading, after = trigger.entry.id, group.reading, clause.word(group.last + 1)
    tokens = clause.sentence.tokens
    none = reading is not None and reading.kind == "none"
    if kind == "lives" and clause.word(trigger.first - 1) == "own":
        return "a life of one's own"
    if kind == "lives" and not (costs(clause, group.first) or _lost_after(clause, group.last)):
        return "lives that nobody lost"
    if kind == "losses" and not none and (group.of_own or reading is None or not reading.exact):
        return "victims or losses of an unknown kind"
    if reading is None and kind in ("martyr", "body", "injury", "execution", "capture_noun"):
        return "no figure"
    if kind == "losses" and after in ("'", "'s", "’"):
        return "a word before another noun"  # "a list of 48 victims' names"
    if kind == "capture_noun" and not group.counts:
        return "no figure"
    if kind == "losses" and any(w in ("straight", "consecutive", "successive") for w in clause.words[group.first : group.last]):
        return "games lost"
    if after == "or" and reading is None:
        return "a case thought of"  # "involving a death or injury"
    if trigger.form in ("injury", "death", "fatality", "casualty") and reading is not None and group.low not in (None, 0, 1):
        return "a word before another noun"  # "several injury worries", "the June 30 death"
    if kind == "losses" and none and clause.word(group.first + 1) == "of":
        return "a share of nobody"  # "none of the gunshot victims were at the scene"
    if group.of_own and none:
        return "a share of nobody"  # "none of the victims were named"
    if reading is not None and _day_of_month(clause, group):
        return "a date"  # "the April 28 double murder", "the May 11 killings"
    if group.of_own and group.low == group.high == 1 and after not in ("was", "is", "were", "has", "had", ",", "as", "in", ":", "-"):
        return "one of those harmed, who came up before"  # "relatives of one of the dead"
    if group.of_own and group.low == group.high == 1 and clause.word(group.first - 1) in ("of", "to", "for", "from", "with", "about"):
        return "one of those harmed, who came up before"
    if group.of_own and group.vague:
        return "a share without a number"
    if group.of_own and clause.next_is_harm(group):
        return "what became of them is told by the verb"  # "16 of the wounded died"
    if clause.word(group.first - 1) == "how":
        return "a question"
    if kind == "injury" and any(w in small("not_harm") for w in clause.words[group.first : group.last]):
        return "no sign of harm is no count"
    if kind == "body" and group.last + 1 < len(tokens) and _office(clause, group):
        return "offices, not people"
    if (
        tokens[trigger.last].dep == "compound"
        and group.last + 1 < len(tokens)
        and tokens[group.last + 1].pos == "NOUN"
        and not person(after)
    ):
        return "a word before another noun"  # "no clear injury count"
    if trigger.has("suffered") and reading is not None and not none and sufferer(clause, group.first) is not None:
        return "wounds of people counted before"
    return ""


def _day_of_month(clause: Clause, group: Group) -> bool:
    """ "The April 28 killings"; in "on 23 September 28 bodies were found" the day stands before the month."""
    reading, month = group.reading, clause.word(group.first - 1)
    if reading is None or not clause.word(reading.core).isdigit() or not 0 < (reading.exact or 0) <= 31 or reading.first != reading.last:
        return False
    return month in small("calendar") and unit_reason(month) == "a date" and not clause.word(group.first - 2)[:1].isdigit()


def _office(clause: Clause, group: Group) -> bool:
    """ "the two bodies generating income", "two bodies that oversee elections": no corpses."""
    tag, verb = clause.sentence.tokens[group.last + 1].tag, clause.word(group.last + 2)
    if tag == "VBG" or (tag in ("WDT", "IN") and clause.word(group.last + 1) in ("that", "which")):
        return verb not in small("passive") and verb not in ("had", "have", "has", "lay")
    return group.definite_number and tag in ("IN", "JJ")


def of_follows(clause: Clause, trigger: Trigger) -> bool:
    """ "the bodies of 14 people": the figure behind "of" counts, not the noun itself."""
    following = clause.by_token.get(trigger.last + 2) if clause.word(trigger.last + 1) == "of" else None
    return following is not None and following.own is None and (following.numeric or following.low == 1)


def costs(clause: Clause, i: int) -> bool:
    """Whether "claimed", "cost", "took" stands shortly before token ``i``."""
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
        if group.reading is None and group.low == 1 and group.first == trigger.first:
            continue  # "dead man's shoes": neither a number nor "a"
        with_chain(clause, group, trigger, "state")


def of_noun(clause: Clause) -> None:
    """of: a noun of harm and its victims ("the killing of at least 9", "the bodies of 14 people", "lives of two civilians", "massacre of 30")."""
    for trigger in clause.triggers:
        after = _of_behind(clause, trigger)
        if clause.word(after) not in ("of", "to") or trigger.has("toll"):
            continue
        if clause.word(after) == "to" and trigger.entry.id not in ("death", "injury"):
            continue
        noun = (
            trigger.has("of")
            or (trigger.has("cost") and costs(clause, trigger.first))
            or (
                trigger.has("object")
                and (
                    trigger.form.endswith("ing")
                    or trigger.tag.startswith("NN")
                    or trigger.form in ("murder", "massacre", "slaughter", "capture", "kidnap")
                )
            )
        )
        if not noun:
            continue
        j = after + 1
        group = clause.by_token.get(j)
        if group is None and clause.word(j) in ("the", "a", "an"):
            group = clause.by_token.get(j + 1)
        group = owned(clause, group)
        if trigger.entry.id == "loss_noun" and (group is None or not group.counts or not losable(group)):
            continue
        if trigger.entry.id == "fate" and not any(w in small("unknown_fate") for w in clause.words[j : j + 12]):
            continue
        victims = group is not None and group.own is not None and group.own.entry.id == "losses" and group.counts
        if group is None or not clause.free(group) or (group.own is not None and not group.adjective and not victims):
            tokens = clause.sentence.tokens
            named = trigger.form in small("named_harm") or (trigger.has("cost") and costs(clause, trigger.first))
            if group is None and j < len(tokens) and tokens[j].pos == "PROPN" and named:
                k = j
                while (
                    k + 1 < len(tokens)
                    and tokens[k + 1].pos in ("PROPN", "NOUN")
                    and k + 1 not in clause.at
                    and k + 1 not in clause.by_token
                ):
                    k += 1
                if clause.word(k + 1) not in ("'s", "and") and clause.by_token.get(k) is None:
                    clause.add(clause.by_name(k, False), trigger, "of")
            continue
        if group.who is None and group.head is not None and not plausible(clause, group):
            continue
        if not group.numeric and group.low == 2 and trigger.form in ("body", "death", "remains"):
            continue
        if group.head is None and clause.word(group.last) == "another":
            continue  # "murder is the killing of another"
        first = with_chain(clause, group, trigger, "of")
        if trigger.entry.id == "shot_at" and clause.word(trigger.first - 1) in ("fatal", "deadly", "lethal"):
            for link in clause.links[first:]:
                link.harm = "killed"  # "the fatal shooting of two clerks"


def _of_behind(clause: Clause, trigger: Trigger) -> int:
    """Index of the "of" behind a noun of harm, over "during the past 72 hours" where the tree joins the two."""
    nxt = trigger.last + 1
    if (
        clause.word(nxt) in ("of", "to")
        or not (trigger.has("of") or trigger.tag.startswith("NN"))
        or clause.word(nxt) not in ("in", "during", "on", "within", "over", "last", "this")
    ):
        return nxt
    of = (c for c in clause.sentence.children(trigger.last) if clause.words[c] == "of" and nxt < c <= nxt + 8)
    found = next(of, None)
    return found if found is not None and not any(k in clause.at for k in range(nxt, found)) else nxt


def label(clause: Clause) -> None:
    """state: a label and its number ("Dead: 5. Wounded: 17.")."""
    for trigger in clause.triggers:
        if not (
            trigger.has("state") or trigger.has("passive") or trigger.entry.id in ("death", "casualties", "injury")
        ) or trigger.form.endswith("ing"):
            continue
        if clause.left_of(trigger.first, 4) is not None or clause.passive_aux(trigger.first):
            continue
        sep = clause.word(trigger.last + 1)
        put = sep == "at" and _put_at(clause, trigger)
        if sep not in (":", "=") and not (sep == "-" and trigger.first == 0) and not put:
            continue
        group = clause.by_token.get(trigger.last + 2)
        if (
            group is not None
            and clause.free(group)
            and group.numeric
            and group.reading is not None
            and group.reading.kind != "vague"
            and not clause.next_is_harm(group)
            and not (put and group.head is not None)
        ):
            clause.add(group, trigger, "state")


def _put_at(clause: Clause, trigger: Trigger) -> bool:
    """ "Put the toll at seven and the injured at 25", "put government dead at 37"."""
    if not (trigger.has("state") or trigger.entry.id in ("death", "casualties", "injury")):
        return False
    return any(
        clause.word(j) in ("put", "puts", "putting", "estimated", "estimates", "placed", "places", "gave", "set")
        for j in range(max(0, trigger.first - 14), trigger.first)
    )
