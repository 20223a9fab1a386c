"""Total, part, increment or sum over a time: what a figure's words say of its scope."""

from __future__ import annotations

from functools import cache
from itertools import islice

from rashomon.lexicon import load
from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.words import small
from rashomon.model import Span

_PERFECT = frozenset({"have", "has", "'ve", "'s"})
_OPENS = frozenset({"since", "this", "so"})


def scope(clause: Clause, link: Link, over: Span | None) -> str:
    """How the figure of a link stands to others: total, part, increment, cumulative or mention. ``over``: its :func:`period`."""
    if link.part:
        return "part"
    group = link.group
    if _of_the_fallen(clause, link) or (group.counts and _in_one_place_alone(clause, link)):
        return "part"
    if link.scope or (group.low is None and group.high is None):
        return link.scope or "mention"
    if over is not None or _sums(clause, link) or _campaign(clause, link) or _in_all(clause, link):
        return "cumulative"
    if link.trigger.has("subject") and group.of_own and group.own is not None and group.own.harm == "wounded" and group.counts:
        return "increment"  # "six of those wounded died": counted among the wounded before
    if link.trigger.has("subject") and link.trigger.harm == "killed" and group.counts and _of_wounded(clause, link):
        return "increment"
    words = clause.words[group.first : group.last + 1]
    if group.reading is None and group.low == group.high == 1 and any(w in small("ordinals") for w in words):
        return "increment"  # "a fourth victim died"
    if (
        group.reading is not None
        and (group.reading.increment or "more" in words[group.reading.last - group.first + 1 :])
        and link.trigger.harm == "killed"
        and not any(k.group is not group and k.frame != "toll" for k in clause.links)
    ):
        return "increment"
    raised = any(k.frame == "toll" and (k.group.low or 0) > (group.low or 0) and k.trigger.harm == link.trigger.harm for k in clause.links)
    if (
        raised
        and link.frame != "toll"
        and group.counts
        and any(w in small("growth") and w.endswith("ing") for w in clause.words[link.trigger.last :])
    ):
        return "increment"  # "three others died overnight, raising the toll to 22"
    counted = group.reading is not None or group.low == 1 or (group.low is not None and group.low == group.high)
    return "total" if counted else "mention"


def _in_one_place_alone(clause: Clause, link: Link) -> bool:
    """ "22 bodies in Orla alone": there were others elsewhere."""
    last = max(link.group.last, link.trigger.last)
    for i in range(last + 2, min(len(clause.words), last + 9)):
        if clause.words[i] == "alone":
            begin = next((j for j in range(i - 1, last, -1) if clause.words[j] in ("in", "at", "for")), None)
            between = [] if begin is None else clause.sentence.tokens[begin + 1 : i]
            return bool(between) and all(
                t.pos in ("PROPN", "DET", "NOUN", "ADJ", "PRON") and t.lower not in small("spans") | small("calendar") for t in between
            )
    return False


def _of_the_fallen(clause: Clause, link: Link) -> bool:
    """ "Thirteen of the fallen soldiers were beheaded": counted among the dead before."""
    reading = link.group.reading
    first = link.group.first
    if clause.word(first) in small("unsaid_share") and _of_the_dead(clause, first + 1):
        return True
    if reading is None or link.trigger.harm != "killed" or (link.group.low or 0) < 2:
        return False  # "one of the dead" is told of by his name
    whole = next((k.group.first for k in clause.links if k is not link and reading.last + 1 < k.group.first <= reading.last + 4), None)
    if (
        whole is not None
        and clause.word(reading.last + 1) == "of"
        and any(k.group.first == whole and k.trigger.harm == "killed" for k in clause.links)
    ):
        return True  # "nine of the 20 soldiers killed were beheaded"
    return _of_the_dead(clause, reading.last + 1)


def _of_the_dead(clause: Clause, i: int) -> bool:
    """Whether "of the dead", "of those killed" stands here."""
    return clause.word(i) == "of" and clause.word(i + 1) in ("the", "those") and clause.word(i + 2) in small("dead_before")


def _in_all(clause: Clause, link: Link) -> bool:
    """ "In all, 192 people have been killed" below the toll of one attack: of a war or a week, unless it is the sum of what was told."""
    opens = any(" ".join(clause.words[:n]) in small("overall") for n in (1, 2, 3))
    told = [k.group.low or 0 for k in clause.told if k.trigger.harm == link.trigger.harm]
    low = link.group.low or 0
    return opens and _perfect(clause, link) and bool(told) and low > max(told) and low != sum(told)


def _of_wounded(clause: Clause, link: Link) -> bool:
    """ "Two men who were wounded were flown home, and one of them died", "one of the two wounded died"."""
    if link.group.back:
        before = [k for k in clause.links if k.group.last < link.group.first and k is not link]
        return bool(before) and before[-1].trigger.harm == "wounded"
    whole = next((g for g in clause.groups if link.group.last < g.first <= link.group.last + 3), None) if link.group.of_next else None
    return whole is not None and whole.own is not None and whole.own.harm == "wounded"


def period(clause: Clause, link: Link) -> Span | None:
    """The words for the time a figure sums over: "since 2011", "since then", "over the past three weeks"."""
    if link.group.reading is None:
        return None
    tokens = clause.sentence.tokens
    past = small("past")
    for i, word in enumerate(clause.words):
        if word not in _OPENS and word not in past:
            continue
        if word == "since":
            end = _since(clause, link, i)
        elif word in past and clause.word(i - 1) in ("the", "his", "their"):
            end = _past(clause, link, i)
        elif (
            word == "this"
            and clause.word(i + 1) in ("week", "month", "year")
            and (_perfect(clause, link) or clause.word(link.trigger.first - 2) == "had" or link.frame == "toll")
            and i > link.trigger.first
        ):
            end = i + 2
        elif word == "so" and clause.words[i + 1 : i + 4] == ["far", "this", "year"]:
            end = i + 4
        else:
            continue
        if end:
            first = i if word in ("since", "so", "this") else i - 2
            return Span(tokens[first].start, tokens[end - 1].end)
    return None


def _since(clause: Clause, link: Link, i: int) -> int:
    """Index after "since ..." where it says from when on the link's figure counts; 0 where it says why, or dates another thing."""
    tokens = clause.sentence.tokens
    if tokens[i].pos not in ("ADP", "SCONJ") or any(
        w in small("records") or w in small("ordinals") or w == "first" for w in clause.words[max(0, i - 7) : i]
    ):
        return 0
    if not _reaches(clause, link, i):
        return 0
    j = i + 1
    if clause.word(i - 1) in ("have", "has", "had") and clause.word(j) != "then":
        return 0  # "have since died"
    if clause.word(j) in ("then", "that"):
        j += 1
    while j < len(tokens) and j - i <= 6 and tokens[j].pos in ("DET", "NOUN", "PROPN", "NUM", "ADJ", "ADP"):
        j += 1
    clausal = j == i + 1 or (j < len(tokens) and tokens[j].pos in ("VERB", "AUX", "PRON"))
    if clausal and not _perfect(clause, link):
        return 0  # "no casualties, since most wore helmets"
    return j if j > i + 1 else i + 1


def _reaches(clause: Clause, link: Link, i: int) -> bool:
    """Whether the tree hangs token ``i`` on the verb or noun of the link, not on another noun ("the first blast since May")."""
    tokens, sentence = clause.sentence.tokens, clause.sentence
    mine = {*range(link.trigger.first, link.trigger.last + 1), *range(link.group.first, link.group.last + 1)}
    mine.update(islice(sentence.ancestors(link.trigger.first), 3))
    at = i
    for _ in range(6):
        if at in mine:
            return True
        if tokens[at].head == at:
            return True
        parent = tokens[at].head
        if tokens[at].dep in ("nsubj", "nsubjpass", "appos") and parent in mine and at != i:
            return False  # inside the subject: "the first blast since May killed 5"
        at = parent
    return False


def _perfect(clause: Clause, link: Link) -> bool:
    lo = max(0, link.trigger.first - 5)
    return any(w in _PERFECT for w in clause.words[lo : link.trigger.first])


def _past(clause: Clause, link: Link, i: int) -> int:
    """Index after "the past three weeks" behind "in", "over", "during", "within"."""
    if clause.word(i - 2) not in ("in", "over", "during", "within", "for", "throughout"):
        return 0
    for j in range(i + 1, min(i + 4, len(clause.words))):
        if clause.words[j] in small("spans"):
            single = j == i + 1 and clause.words[i] != "past" and not clause.words[j].endswith("s")
            return 0 if single and clause.word(i - 2) == "in" else j + 1
        if clause.sentence.tokens[j].pos not in ("NUM", "ADJ") and clause.words[j] not in ("few", "couple", "of", "several"):
            return 0
    return 0


def _sums(clause: Clause, link: Link) -> bool:
    """ "The two days cost five lives", "together the raids killed nine": the figure adds up several attacks or days."""
    if not link.group.counts:
        return False
    first = link.trigger.first
    words = clause.words
    start = " ".join(words[:2]), words[0] if words else ""
    if start[0] in small("together") or (start[1] in small("together") and start[0] != "together with"):
        return True
    for group in clause.groups:
        if group.last >= first or group.reading is None or first - group.last > 10:
            continue
        head = group.last if group.head is None else group.head
        noun = head if words[head] in small("spans") else head + 1
        if clause.word(noun) in small("spans") and clause.word(noun).endswith("s") and clause.sentence.tokens[noun].dep == "nsubj":
            return True
    return False


@cache
def _campaign_words(does: str) -> frozenset[str]:
    return frozenset(f for e in load("campaigns") if e.get("does") == does for f in e.forms)


def _goes_on(clause: Clause, subject: int, verb: int) -> bool:
    """Whether a subject is a war or a siege, or "that" of one: "a conflict that, by some estimates, has killed 150,000"."""
    tokens = clause.sentence.tokens
    if tokens[subject].lower in ("that", "which") and tokens[verb].dep == "relcl":
        subject = tokens[verb].head
    return tokens[subject].lower in _campaign_words("campaign")


def _campaign(clause: Clause, link: Link) -> bool:
    """ "The offensive has killed 600 people", "750 have been killed in the ongoing siege": what was said of many attacks is no incident's."""
    if link.group.reading is None or not _perfect(clause, link):
        return False
    tokens = clause.sentence.tokens
    verb = next(
        (h for h in (link.trigger.first, *islice(clause.sentence.ancestors(link.trigger.first), 2)) if tokens[h].pos == "VERB"), None
    )
    subject = verb is not None and any(t.head == verb and t.dep == "nsubj" and _goes_on(clause, t.i, verb) for t in tokens)
    within = any(
        ({clause.word(j), "".join(clause.words[j : j + 3])} & _campaign_words("goes_on"))
        and any(w in _campaign_words("campaign") for w in clause.words[j + 1 : j + 6])
        and any(w in {"in", "during", "amid", "over", "throughout"} for w in clause.words[max(0, j - 3) : j])
        for j in range(link.trigger.last, min(len(clause.words), link.trigger.last + 14))
    )
    return subject or within
