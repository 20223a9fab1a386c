"""What is said through something: "said in a statement that …", "told reporters at a press conference that …". A parser hangs the clause on the
statement or the conference as often as on the verb; it is the verb's, and its speaker is the verb's subject.
"""

from __future__ import annotations

import itertools

from rashomon.claims import words
from rashomon.claims.frame import is_cue, kids
from rashomon.model import Sentence, Token

#: What a speaker has made, and speaks through.
ARTEFACT = frozenset({"statement", "report", "letter", "post", "message", "communique", "video", "interview", "tweet", "speech", "email"})
#: Papers that count, and say what those say who keep them.
RECORDS = frozenset({"datum", "data", "statistic", "record", "list", "database", "log", "register"})
#: What is counted in the end.
TOLLS = frozenset({"toll", "figure", "count", "tally", "number", "total", "estimate"})
#: Words that lead from a saying verb to what it is said through.
_THROUGH = frozenset({"in", "via", "through", "during", "at", "over", "by", "from"})
#: Entries of the lexicon whose verbs only say.
_SAYING = frozenset({"say", "tell", "report", "confirm", "admit", "accept-that", "deny"})
_BETWEEN = ("prep", "agent", "npadvmod", "advmod", "dobj", "dative")


def said_through(s: Sentence, v: Token) -> list[list[int]] | None:
    """The "that" clause of saying verb ``v`` which the parser hung on something in between, as a list of its tokens; None where there is none.

    Not where something between is what says it: "in response to claims that five died", "said it had seen a report that …".
    """
    clause = _clause(s, v)
    return None if clause is None else [[j for j in s.subtree(clause[1]) if j > clause[0]]]


def fragment(s: Sentence, v: Token) -> bool:
    """Whether the parser took the main verb for a participle of its own subject ("The Front for Change announced in a statement that …"):
    the sentence has no other main verb, and what is said follows."""
    head = s.tokens[v.head]
    if v.tag != "VBN" or v.dep != "acl" or head.dep != "ROOT" or head.pos not in {"NOUN", "PROPN", "PRON"} or head.i > v.i:
        return False
    if any(not by_means(s, c) for c in kids(s, v.i, "agent")):
        return False
    return any(s.tokens[m].lower == "that" for c in kids(s, v.i, "ccomp") for m in kids(s, c, "mark")) or _clause(s, v) is not None


def by_means(s: Sentence, agent: int) -> bool:
    """Whether a "by" phrase tells by what means something was said ("by phone"), not by whom."""
    return any(s.tokens[c].lower in words.means() and not s.children(c) for c in kids(s, agent, "pobj"))


def sayer(s: Sentence, clause: int) -> int | None:
    """The active saying verb above the clause with this head that says it through something; None where there is none."""
    for a in s.ancestors(clause):
        if is_cue(s, a) and not kids(s, a, "ccomp", "nsubjpass", "auxpass"):
            found = _clause(s, s.tokens[a])
            return a if found is not None and found[1] == clause else None
    return None


def _clause(s: Sentence, v: Token) -> tuple[int, int] | None:
    """Place of "that" and of the clause's head."""
    entry = words.verb_frames().get(v.lemma, {}).get("clause")
    if entry is None or entry.id not in _SAYING or not kids(s, v.i, *_BETWEEN):
        return None
    for i in s.subtree(v.i):
        t = s.tokens[i]
        opens = t.dep in {"mark", "advmod"} or (t.dep == "dobj" and len(kids(s, t.head, "dobj")) > 1)
        if i <= v.i + 1 or t.lower != "that" or not opens or s.tokens[t.head].dep not in {"ccomp", "acl", "advcl", "conj", "relcl"}:
            continue
        holder = s.tokens[s.tokens[t.head].head]
        between = itertools.takewhile(lambda j: j != v.i, [holder.i, *s.ancestors(holder.i)])
        if any(_tells(s.tokens[j]) and not _medium(s, s.tokens[j], v) for j in between):
            return None  # "denied allegations by a rights group that ..."
        if holder.i != v.i and is_cue(s, holder.i) and not _posted(s, holder):
            return None
        if s.tokens[t.head].dep == "relcl" and not kids(s, t.head, "nsubj", "nsubjpass", "csubj", "expl"):
            return None
        return i, t.head
    return None


def _tells(holder: Token) -> bool:
    return holder.pos in {"NOUN", "PROPN"} and holder.lemma in words.noun_cues()


def _medium(s: Sentence, holder: Token, v: Token) -> bool:
    """Whether the noun is what the verb's own speaker speaks through."""
    leads = s.tokens[holder.head]
    return holder.lemma in ARTEFACT and leads.lower in _THROUGH and leads.head == v.i


def _posted(s: Sentence, holder: Token) -> bool:
    """A participle that tells where the statement stands ("a video posted online")."""
    return (
        holder.tag in {"VBN", "VBD"}
        and holder.dep == "acl"
        and s.tokens[holder.head].lemma in ARTEFACT
        and not kids(s, holder.i, "agent", "nsubj")
    )
