"""Whether a figure counts the attackers too: "13 dead, the bomber among them", "twelve, not counting the man who blew himself up"."""

from __future__ import annotations

from rashomon.mentions.casualties.arms import clashed
from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.words import small

_SKIPPED = frozenset(
    {"the", "a", "an", "one", "two", "both", "three", "four", "its", "suicide", "at", "least", "lone", "alleged", "suspected"}
)
_SOLDIERS = frozenset({"people.soldier", "people.peacekeeper", "people.coast_guard"})
_DOING = frozenset({"man", "men", "woman", "person", "driver", "youth", "boy", "girl", "passenger"})
_LEADING = frozenset(
    {"was", "were", "is", "are", "also", "himself", "herself", "themselves", "among", "amongst", "the", "those", "at", "least"}
)
_BEHIND = 18  # words after the harm word that are looked at


def attackers(clause: Clause, link: Link, doer_apart: bool) -> str:
    """yes or no as the words say; no where the noun itself says whom it counts (farmers, police, soldiers), where people are missing and where
    ``doer_apart`` says that whoever did it was elsewhere or is told apart (air strike, shelling, "killed by"); else unknown."""
    if link.group.low is None:
        return "unknown"
    for i in range(link.group.first, min(max(link.trigger.last, link.group.last) + _BEHIND, len(clause.words))):
        end = _attacker(clause, i)
        if end:
            said = _said(clause, i, end)
            if said is not None:
                return said
    if _led_in(clause, link.group.first):
        return "yes"
    who = link.group.who
    if who is not None and who.status in ("civilian", "police"):
        return "no"
    if who is not None and who.rule in _SOLDIERS:
        own = any(w in ("its", "their", "our", "his") for w in clause.words[link.group.first : link.group.last])  # one side's own
        return "unknown" if not (doer_apart or own) and clashed(clause.sentence) else "no"
    if who is not None and who.status == "combatant":
        return "unknown"
    if doer_apart or link.trigger.harm == "missing":
        return "no"
    earlier = [k for k in clause.links if k is not link and k.group.last < link.group.first]
    if (
        earlier and (who is None or who.rule == "people.other") and link.group.own is None
    ):  # "2 farmers were killed and several others hurt"
        return attackers(clause, earlier[-1], False) if earlier[-1].group.low is not None else "unknown"
    return "unknown"


def _led_in(clause: Clause, first: int) -> bool:
    """ "The bomber was among the 12 dead": an attacker and "among" lead to the figure at ``first``."""
    j = first - 1
    while j >= 0 and clause.words[j] in _LEADING:
        j -= 1
    return "among" in clause.words[j + 1 : first] and any(_attacker(clause, i) == j + 1 for i in range(max(0, j - 3), j + 1))


def _attacker(clause: Clause, i: int) -> int:
    """Index after a word for an attacker at token ``i``, with "who blew himself up"; 0 where none stands there."""
    words = clause.words
    if words[i] in small("attackers"):
        return i + 1
    if words[i] in _DOING and clause.word(i + 1) in ("who", "that") and clause.word(i + 2) in small("attacks"):
        return i + 3
    return 0


def _said(clause: Clause, i: int, end: int) -> str | None:
    """What the words around an attacker at ``i``..``end`` say: counted (yes), not counted (no), nothing (None)."""
    j = i - 1
    while j >= 0 and (clause.words[j] in _SKIPPED or clause.words[j].isdigit()):
        j -= 1
    for size in (3, 2, 1):
        opener = " ".join(clause.words[max(0, j - size + 1) : j + 1])
        if opener in small("excluding"):
            return "no"
    if clause.word(j) in ("include", "includes", "included", "including", "counting"):
        back = clause.words[max(0, j - 3) : j]
        return "no" if any(w in ("not", "n't", "without", "never") for w in back) else "yes"
    if clause.word(j) in ("them", "whom") and clause.word(j - 1) in ("among", "amongst"):
        return "yes"
    behind = clause.words[end : end + 2]
    if behind[:1] == ["included"] or behind in (["among", "them"], ["amongst", "them"]):
        return "yes"
    return None
