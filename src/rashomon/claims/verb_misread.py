"""Speakers that the parser hung on something else: behind "said" where a comma was lost, or between a comma and a saying verb at the end."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import kids
from rashomon.claims.said_through import by_means
from rashomon.claims.verb_sources import SUBJECTS
from rashomon.model import Sentence, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _name_behind(s: Sentence, v: Token) -> tuple[list[int], int] | None:
    """The phrase right behind "said" where nothing that could be said follows it and the parser took the end of what was said for the
    subject ("killed a nurse and two soldiers said director A B")."""
    subject = [c for c in kids(s, v.i, "nsubj") if c < v.i]
    if not subject or s.tokens[v.i - 1].text in {",", '"', "\u201d"} or s.tokens[v.i - 1].pos == "PRON":
        return None
    first = min(s.subtree(subject[0]))
    before = [t for t in s.tokens[: max(first, 0)] if t.tag in _FINITE or t.dep in {"acl", "advcl"}]
    inside = [t for t in s.tokens[first : v.i] if t.tag in _FINITE]
    if not before and not inside:
        return None
    ids: list[int] = []
    for t in s.tokens[v.i + 1 :]:
        if not (
            t.pos in {"DET", "NOUN", "PROPN", "ADJ"} or (t.lower in {"of", "for", "'s", "and", "in"} and ids) or (t.text == "-" and ids)
        ):
            break
        ids.append(t.i)
    while ids and s.tokens[ids[-1]].pos not in {"NOUN", "PROPN"}:
        ids.pop()
    if not ids or any(s.tokens[i].lower.endswith("day") or s.tokens[i].lower in {"yesterday", "today"} for i in ids[:1]):
        return None
    if not any(s.tokens[i].pos == "PROPN" or s.tokens[i].lower in words.roles() for i in ids):
        return None
    after = s.tokens[ids[-1] + 1 :]
    ends = (
        not after
        or after[0].lower in {"who", "which", "adding", ",", ".", "referring", "citing"}
        or not any(t.tag in _FINITE for t in after)
    )
    if not ends or (after and after[0].tag in _FINITE):
        return None
    head = next((i for i in ids if s.tokens[i].head not in ids), ids[-1])
    return ids, head


def turned(s: Sentence, v: Token) -> tuple[list[int], int] | None:
    """The speaker behind "said" where a lost comma made the parser read something else ("were killed said governor A B")."""
    if v.text != "said" or v.i < 4 or v.i + 1 >= len(s.tokens):
        return None
    behind = _name_behind(s, v)
    if behind is not None:
        return behind
    if kids(s, v.i, "nsubj", "nsubjpass", "ccomp", "auxpass", "agent"):
        return None
    if v.dep != "amod" and not (v.dep in {"conj", "acl", "advcl", "dep"} and kids(s, v.i, "dobj")):
        return None
    if s.tokens[v.i - 1].lower in {"was", "were", "is", "are", "and", "had", "have", "has", "be", "been"} or s.tokens[v.i - 1].pos in {
        "PRON"
    }:
        return None
    head = v.head if v.dep == "amod" else kids(s, v.i, "dobj")[0]
    ids = []
    for t in s.tokens[v.i + 1 :]:
        if t.pos not in {"DET", "NOUN", "PROPN", "ADJ", "NUM"} and t.dep not in {"compound", "case", "poss"} and t.text not in {"-"}:
            break
        ids.append(t.i)
    while head in s.children(head) or (head in ids and s.tokens[head].dep == "compound" and s.tokens[head].head in ids):
        head = s.tokens[head].head
    return (ids, head if head in ids else ids[-1]) if ids else None


#: What may stand behind a saying verb whose words stand before it ("announced in a statement on Monday").
_BEHIND = frozenset({"prep", "npadvmod", "advmod", "punct", "dobj", "dative", "advcl"})


def apposed(s: Sentence, v: Token) -> list[int] | None:
    """The speaker between a comma and a saying verb at the end, which the parser hung on what stands before the comma: "... the shelling of the town, a
    spokesman for the army told reporters", "... 60 km south of the capital, the security services announced in a statement"."""
    behind = _behind_a_list(s, v) or _named_last(s, v)
    if behind is not None:
        return behind
    if v.i < 4 or v.tag not in {"VBD", "VBN"} or kids(s, v.i, "nsubj", "nsubjpass", "csubj", "aux", "auxpass"):
        return None
    if any(s.tokens[c].dep not in _BEHIND and not by_means(s, c) for c in s.children(v.i) if c > v.i):
        return None  # "officers reported missing"
    if v.dep == "acl":  # taken for a participle: of a speaker, none is said to have been announced
        at, last = v.head, s.subtree(v.i)[-1]
        ends = all(t.pos in {"PUNCT", "SPACE"} for t in s.tokens[last + 1 :])
        if not ends or at > v.i or s.tokens[at].dep in SUBJECTS:
            return None
    else:
        at = next((a for a in [v.i - 1, *s.ancestors(v.i - 1)] if s.tokens[a].dep == "appos" and a < v.i), -1)
        if v.tag != "VBD" or at < 0:
            return None
    if s.tokens[at].lower not in words.roles() and s.tokens[at].pos != "PROPN":
        return None
    ids = [i for i in s.subtree(at) if i < v.i]
    if ids[-1] != v.i - 1 or len(ids) != ids[-1] - ids[0] + 1 or ids[0] < 4 or s.tokens[ids[0] - 1].text != ",":
        return None
    return ids if any(t.tag in _FINITE for t in s.tokens[: ids[0] - 1]) or v.dep != "acl" else None


def _named_last(s: Sentence, v: Token) -> list[int] | None:
    """A role, then the name, between commas: "... and injured 101, a spokesman for the ministry, Aran Bel, said"."""
    if v.tag != "VBD" or v.i < 8 or s.tokens[v.i - 1].text != "," or kids(s, v.i, "nsubj", "nsubjpass", "csubj"):
        return None
    commas = [t.i for t in s.tokens[: v.i - 1] if t.text == ","]
    if len(commas) < 2:
        return None
    role, name = range(commas[-2] + 1, commas[-1]), range(commas[-1] + 1, v.i - 1)
    named = 0 < len(name) <= 6 and all(s.tokens[i].pos == "PROPN" or s.tokens[i].text in {"-", "al", "el", "bin", "of"} for i in name)
    phrase = 0 < len(role) <= 14 and not any(s.tokens[i].tag in _FINITE or s.tokens[i].pos == "NUM" for i in role)
    if not (named and phrase and any(s.tokens[i].lower in words.roles() for i in role[:4])):
        return None
    told = any(t.tag in _FINITE for t in s.tokens[: commas[-2]])
    return list(range(role[0], name[-1] + 1)) if told else None


def _behind_a_list(s: Sentence, v: Token) -> list[int] | None:
    """The end of a subject that the parser began too early: "... killed scores of people, many of them civilians digging trenches, in an attack on the
    town, residents and a security source said"."""
    subject = [c for c in kids(s, v.i, "nsubj") if c < v.i]
    if v.tag != "VBD" or not subject:
        return None
    ids = s.subtree(subject[-1])
    commas = [i for i in ids if s.tokens[i].text == "," and i < v.i - 1]
    if not commas or ids[-1] != v.i - 1:
        return None
    tail = list(range(commas[-1] + 1, v.i))
    before = s.tokens[ids[0] : commas[-1]]
    heads = [i for i in tail if s.tokens[i].head not in tail]
    told = any(t.tag in _FINITE for t in s.tokens[: ids[0]])
    if not told or not any(t.pos == "VERB" for t in before) or s.tokens[tail[0]].dep in {"cc", "punct"} or subject[-1] in tail:
        return None
    return tail if heads and all(s.tokens[h].lower in words.roles() or s.tokens[h].pos == "PROPN" for h in heads) else None
