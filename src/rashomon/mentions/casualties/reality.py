"""Whether a harm is told as a fact: "could kill", "to kill", "if 12 were killed", "wanted to kill" tell none."""

from __future__ import annotations

from rashomon.mentions.casualties.clause import Clause, Link, none_word
from rashomon.mentions.casualties.natural import of_illness
from rashomon.mentions.casualties.words import small

_PERFECT = frozenset({"have", "has", "had", "having"})


def doubt(clause: Clause, link: Link) -> str | None:
    """Why this is no casualty told as fact, or None."""
    trigger, i = link.trigger, link.trigger.first
    if link.frame in ("state", "count", "of") and clause.word(trigger.last + 1) in small("fixed") and link.group.last != trigger.last + 1:
        return "a fixed phrase, nobody is harmed"
    if _recounted(clause, link):
        return "a mistake in counting"
    if link.frame == "toll":
        return None
    if trigger.harm in ("missing", "captured") and (ended := _ended(clause, link)) is not None:
        return ended
    if any(" ".join(clause.words[max(0, j - n) : j]) in small("whoever") for j in (i, i - 1, i - 2) for n in (1, 2)):
        return "not told as fact"
    if none_word(link.group.reading) and link.group.own is not None and link.group.own.entry.id == "body":
        return "bodies that were not found say nothing of the dead"
    if link.frame == "passive" and _many_of_one_name(clause, link):
        return "a plural verb and the last of several names"
    if none_word(link.group.reading) and trigger.entry.get("detail") == "executed":
        return "it denies how they died, not that they did"  # "there was no execution"
    if clause.word(i - 1) in small("almost") and link.group.first < i:
        return "it nearly happened"
    if clause.word(link.group.first) == "any" and link.group.reading is None and link.frame != "object":
        return "not told as fact"
    window = [clause.word(j) for j in range(max(0, i - 6), i)]
    tail = window[::-1]
    realis = small("realis")
    for k, word in enumerate(tail):
        if word in (",", ";", ":", '"') or ((i - 1 - k) in clause.by_token and link.group.first > i and k > 2):
            break
        if (
            word in small("irrealis")
            and not (word in ("may", "might", "must") and any(w in _PERFECT for w in tail[:k]))
            and not (word == "may" and clause.sentence.tokens[i - 1 - k].pos == "PROPN")
            and not (word == "would" and k and tail[k - 1] in small("afterwards"))
        ):
            if word in small("able") and next((w for w in tail[:k][::-1] if w not in small("skip")), "") in small("tells"):
                continue  # "we can confirm that 12 were killed"
            if word in ("will", "can") and clause.sentence.tokens[i - 1 - k].pos not in ("AUX", "VERB"):
                continue
            if word in ("'d",) and not any(w in ("have",) for w in tail[:k]):
                continue
            return "not told as fact"
        base = k == 0 and not trigger.form.endswith(("ed", "ing", "s", "n"))
        if word == "to" and (
            base or (trigger.tag in ("VB", "VBN", "JJ", "VBP") and clause.sentence.tokens[i - 1 - k].pos in ("PART", "SCONJ", "ADP"))
        ):
            between = tail[:k]
            if any(w in _PERFECT for w in between):
                break
            if all(w in ("be", "get", "also") or clause.sentence.tokens[i - 1 - n].pos == "ADV" for n, w in enumerate(between)) and not any(
                w in realis for w in tail[k + 1 : k + 4]
            ):
                return "not told as fact"
    if trigger.form.endswith("ing") and any(w in small("not_done") for w in tail[:3]):
        return "not told as fact"
    if link.frame == "of" and any(w in small("not_done") for w in tail[:4]):
        return "not told as fact"  # "planned the assassination of a general"
    if link.frame in ("of", "count", "state") and not none_word(link.group.reading) and _none_before(clause, min(i, link.group.first)):
        return "denied in the same breath"
    if link.frame in ("object", "passive", "subject", "state") and not none_word(link.group.reading):
        for k, word in enumerate(tail):
            if word in ("not", "n't", "never") and k <= 3 and not any(w == "only" for w in tail) and link.group.last < i - 1 - k:
                return "denied in the same breath"
            if (
                word in ("not", "n't", "never")
                and k <= 2
                and link.frame == "object"
                and link.group.first > i
                and clause.word(link.group.first) not in ("any", "anyone")
            ):
                return "denied in the same breath"
    if none_word(link.group.reading) and any(clause.word(j) in small("badly") for j in range(max(0, i - 2), i)):
        return "none badly, which leaves the others open"
    if of_illness(clause, link):
        return "a death of illness or age"
    if clause.word(link.group.first - 1) in ("nor", "neither"):
        return "denied in the same breath"
    if trigger.entry.id == "detain" and not _fighting(clause, link):
        return "an arrest, no fighting told"
    if trigger.entry.id == "bury" and not link.group.counts:
        return "a burial without a count"
    start = min(link.group.first, i)
    if "whether" in clause.words[max(0, start - 12) : start]:
        return "not told as fact"
    for j in range(start - 1, max(-1, start - 4), -1):
        if clause.word(j) in small("conditional"):
            return "not told as fact"
    return None


def _many_of_one_name(clause: Clause, link: Link) -> bool:
    """ "Privates Aran Bell and Tom Pike of the Hill Regiment, who were killed": more than the one whose name stands last."""
    i, group = link.trigger.first, link.group
    one = group.reading is None and group.low == group.high == 1 and clause.sentence.tokens[group.last].pos == "PROPN"
    return one and clause.word(i - 1) == "were" and clause.word(i - 2) == "who"


def _none_before(clause: Clause, i: int) -> bool:
    """ "No reports of injuries to civilians", "no damage or injuries to women": nothing but nouns between "no" and the harm."""
    tokens = clause.sentence.tokens
    for j in range(i - 1, max(-1, i - 9), -1):
        if clause.words[j] in ("no", "without", "nor", "neither"):
            return clause.words[j + 1 : j + 2] not in (["fewer"], ["less"], ["more"], ["longer"], ["doubt"])
        if tokens[j].pos in ("VERB", "AUX", "PUNCT", "SCONJ", "PRON") or clause.words[j] in ("but", "than"):
            return False
    return False


def _ended(clause: Clause, link: Link) -> str | None:
    """Why somebody is missing or held no more: "two who were reported missing were found alive", "troops rescued 31 kidnapped women".

    Those "abducted in May" who were freed were abducted in May, and that is told.
    """
    if link.trigger.harm == "missing":
        first = max(link.group.last, link.trigger.last) + 1
        others = next(
            (k for k in range(first + 1, len(clause.words)) if k in clause.by_token), len(clause.words)
        )  # "and two were found alive"
        behind = f" {' '.join(clause.words[first:others])} "
        told = not any(w in small("irrealis") or w in small("hoped") for w in clause.words[:others])
        return "found alive" if told and any(f" {form} " in behind for form in small("found_alive")) else None
    named = link.group.adjective is link.trigger or link.group.first <= link.trigger.first <= link.group.last
    if not named or link.group.head is None:
        return None
    head = clause.sentence.tokens[link.group.head]
    verb = clause.sentence.tokens[head.head]
    done = verb.tag in ("VBD", "VBN") and not any(clause.word(c) in ("not", "n't", "never", "to") for c in clause.sentence.children(verb.i))
    freed = done and verb.lemma in small("freed") and head.dep in ("dobj", "nsubjpass", "nsubj")
    return "freed, and not said when they were taken" if freed else None


def _recounted(clause: Clause, link: Link) -> bool:
    """ "Seven bodies were counted twice", "nine of the dead had been double-counted"."""
    last = max(link.group.last, link.trigger.last)
    behind = clause.words[last + 1 : last + 7]
    around = [*clause.words[max(0, min(link.group.first, link.trigger.first) - 4) : link.group.first], *behind]
    if "twice" in behind[:6]:
        return any(w in small("recount") for w in around)
    return any(w in ("double", "double-counted") for w in behind) and any("counted" in w for w in behind)


def _fighting(clause: Clause, link: Link) -> bool:
    """Whether people detained are fighters, or stand beside people killed or captured."""
    who = link.group.who
    if who is not None and who.status == "combatant":
        return True
    plain = who is None or who.lemma in ("others", "other", "more", "them")
    return plain and any(
        k is not link and k.trigger.entry.id != "detain" and k.trigger.harm in ("killed", "captured") for k in clause.links
    )
