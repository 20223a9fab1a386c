"""What is said: the stretches of a sentence that a saying verb hands to its speaker, as lists of tokens."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import is_cue, kids
from rashomon.claims.said_through import ARTEFACT, TOLLS, said_through
from rashomon.claims.verb_sources import RELATIVE
from rashomon.model import Sentence, Token

#: Saying verbs that also do something to their object, and then say nothing.
DOES = frozenset(
    {
        "continue",
        "declare",
        "announce",
        "write",
        "read",
        "count",
        "claim",
        "relate",
        "repeat",
        "observe",
        "note",
        "argue",
        "record",
        "document",
        "show",
        "highlight",
        "relay",
        "register",
    }
)
_TO = frozenset({"own", "admit", "confess"})
_TAIL = frozenset({"prep", "advcl", "npadvmod", "dobj", "dep", "acl", "relcl", "appos", "parataxis", "attr", "acomp", "oprd", "xcomp", "ccomp", "advmod", "punct", "conj", "cc", "dative", "meta", "intj"})  # fmt: skip


def own_part(s: Sentence, v: Token, source: tuple[list[int], int] | None) -> tuple[int, int]:
    """First and last token of the saying part itself, verb and a subject beside it."""
    ids = [v.i, *(c for c in kids(s, v.i, "aux", "neg", "prt") if abs(c - v.i) < 4)]
    if source and source[1] in s.children(v.i):
        ids += source[0]
    return min(ids), max(ids)


def tail(s: Sentence, v: Token, begin: int) -> int:
    """Last token of what belongs to the content that begins at ``begin`` to the right of the verb: the verb's own later dependents are
    the content's as well (a parser hangs "killing three" on "said"), up to the next saying verb or a new main clause."""
    last = begin
    for c in s.children(v.i):
        t = s.tokens[c]
        if c <= v.i or (c < begin and t.dep != "ccomp"):
            continue
        sub = s.subtree(c)
        if c > begin:
            if t.dep not in _TAIL or (t.dep in {"advcl", "conj", "parataxis"} and is_cue(s, c)):
                break
            if t.dep == "conj" and not kids(s, c, "nsubj", "nsubjpass"):
                break
            if t.dep == "conj" and _reduced(s, c):
                last = max(last, sub[-1])
                continue
            if t.dep == "conj" and s.tokens[max(0, sub[0] - 1)].dep == "cc" and s.tokens[max(0, sub[0] - 2)].text == ",":
                break
            if t.dep == "prep" and t.lower == "according":
                break
        last = max(last, sub[-1])
    return last


def _torn(s: Sentence, v: Token, last: int) -> int:
    """Last token of a content that the parser tore in the middle of a phrase, where a root of its own begins ("had killed 28 | Hill fighters ...")."""
    after = s.tokens[last + 1] if last + 1 < len(s.tokens) else None
    if after is None or after.pos in {"PUNCT", "CCONJ", "VERB", "AUX"} or not after.text[:1].isalnum():
        return last
    root = next((i for i in [after.i, *s.ancestors(after.i)] if s.tokens[i].dep == "ROOT"), None)
    if root is None or root == v.i or v.i in s.subtree(root):
        return last
    below = s.subtree(root)
    return below[-1] if below[0] == after.i else last


def _reduced(s: Sentence, c: int) -> bool:
    """ "... and 77 others wounded": a participle without its verb goes with what stands before."""
    t = s.tokens[c]
    return t.lower in words.listed("violence", "harm_word") and not kids(s, c, "aux", "auxpass")


def clause_of(s: Sentence, v: Token, source: tuple[list[int], int] | None, bare: bool) -> list[list[int]] | None:
    """The clause that is said, behind the verb or (``bare``) before it, or around it."""
    first, last = own_part(s, v, source)
    clauses = [c for c in kids(s, v.i, "ccomp") if not (source and c in source[0])]
    if v.dep == "relcl":  # "an attack they say killed nine": the gap makes the clause look like an infinitive
        clauses += [c for c in kids(s, v.i, "xcomp") if s.tokens[c].tag in {"VBD", "VBZ", "VBP", "VBN"}]
    if not clauses:
        loose = said_through(s, v) or _loose(s, v, source)
        if loose is not None:
            return loose
    right = [c for c in clauses if c > v.i]
    left = [c for c in clauses if c < v.i]
    if right and not (left and bare):
        sub = s.subtree(right[0])
        begin = next((i for i in sub if i > last), right[0])
        if not kids(s, right[0], "nsubj", "nsubjpass", "csubj"):  # "bragged one of its men was behind": the subject read as the object
            begin = min([begin, *(min(s.subtree(c)) for c in kids(s, v.i, "dobj") if v.i < c < begin)])
        out = [list(range(begin, _torn(s, v, tail(s, v, begin)) + 1))]
        if sub[0] < first:
            out.insert(0, list(range(sub[0], first)))
        return out
    if left and bare:
        sub = s.subtree(left[-1])
        begin = 0 if v.dep == "ROOT" else sub[0]
        out = [list(range(begin, first))]
        if right:
            begin = s.subtree(right[0])[0]
            out.append(list(range(max(begin, last + 1), tail(s, v, begin) + 1)))
        elif sub[-1] > last:
            out.append([i for i in sub if i > last])
        for c in kids(s, v.i, "xcomp", "advcl"):
            if c > last and s.tokens[c].tag == "VBG" and not is_cue(s, c):
                out.append(s.subtree(c))  # "..., a monitor said, bringing the toll to 45"
        return out
    return None


def _loose(s: Sentence, v: Token, source: tuple[list[int], int] | None) -> list[list[int]] | None:
    """What follows a plain saying verb whose clause the parser took apart ("said eleven of those hit were herders")."""
    if source is None or source[1] > v.i or v.lemma not in words.plain_verbs() or v.i + 3 >= len(s.tokens):
        return None
    after = s.tokens[v.i + 1]
    taken = words.listed("violence", "attack_noun") | words.listed("denials", "credit")
    if v.lemma == "claim" and any(s.tokens[c].lower in taken for c in kids(s, v.i, "dobj")):
        return None
    if after.pos not in {"DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON", "SCONJ", "ADV"} or not kids(
        s, v.i, "dobj", "xcomp", "acomp", "attr"
    ):
        return None
    sub = [i for i in s.subtree(v.i) if i > v.i]
    if not any(
        s.tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"}
        or s.tokens[i].dep == "auxpass"
        or s.tokens[i].lower in words.listed("violence", "harm_word")
        for i in sub
    ):
        return None
    return [list(range(v.i + 1, sub[-1] + 1))]


def bare_of(s: Sentence, v: Token, source: tuple[list[int], int] | None) -> list[list[int]] | None:
    """What stands around a saying verb that is put into a sentence ("the raid, he added, goes on"), before it, or behind a colon."""
    first, last = own_part(s, v, source)
    own = [c for c in kids(s, v.i, "dobj") if c > v.i]
    if own and v.lemma in DOES and s.tokens[own[0]].lower not in {"so", "this", "that", "something", "nothing", "anything"}:
        return None  # "as the army continues its assault", "since it declared a state": nothing is said
    if v.lemma == "continue" and not _quoted(s) and not (source and s.tokens[source[1]].lower in {"he", "she"}):
        return None  # "fighting between the two sides continued"
    if v.dep == "advcl" and (kids(s, v.i, "mark") or not kids(s, v.i, "nsubj") or any(s.tokens[c].tag == "WRB" for c in s.children(v.i))):
        return None
    if v.dep in {"parataxis", "dep", "advcl"} and v.head != v.i:
        mine = set(s.subtree(v.i))
        root = s.tokens[v.head]
        ids = [i for i in s.subtree(root.i) if i not in mine]
        return [[i for i in ids if i < first], [i for i in ids if i > last]]
    if v.dep == "ROOT":
        before = [i for i in range(first) if s.tokens[i].pos not in {"PUNCT"}]
        quoted = first > 1 and s.tokens[first - 1].text in {'"', "\u201d"}
        silent = any(s.tokens[c].lower in {"nothing", "little"} for c in own)  # "in response to claims that ..., the army said nothing"
        if not silent and (len(before) >= 4 or (quoted and before)) and any(s.tokens[i].pos in {"VERB", "AUX"} for i in before):
            return [list(range(first))]
        after = [t for t in s.tokens[last + 1 :] if t.text in {":", '"'}]
        if after:
            return [list(range(after[0].i + (after[0].text == ":"), len(s.tokens)))]
        for child in kids(s, v.i, "dobj", "advmod"):
            if child > v.i and s.tokens[child].lower in {"so", "this", "that", "something", "nothing", "anything"}:
                return [s.subtree(child)]
    return None


def _quoted(s: Sentence) -> bool:
    return any(q in s.text for q in '"\u201c\u201d')


def run_on(s: Sentence, v: Token, source: tuple[list[int], int]) -> list[list[int]] | None:
    """ "[words] the monitor said on Friday." read as a relative clause, its comma lost: what stands before is what was said."""
    if (
        v.lemma == "continue"
        or s.tokens[source[1]].lower in RELATIVE
        or s.tokens[v.head].lemma in ARTEFACT | set(words.noun_cues()) | {"thing", "word"}
    ):
        return None
    right = [
        c
        for c in s.children(v.i)
        if c > v.i and s.tokens[c].dep not in {"prep", "npadvmod", "advmod", "dobj", "dative", "punct", "advcl", "tmod"}
    ]
    begin = min(source[0])
    before = [t for t in s.tokens[:begin] if t.pos not in {"PUNCT"}]
    if right or source[1] not in s.children(v.i) or len(before) < 4 or not any(t.pos in {"VERB", "AUX"} for t in before[:-1]):
        return None
    if s.tokens[begin - 1].lower in {"that", "which", "who", "as", "what", "whom", "where"}:
        return None
    last = max(s.subtree(v.i))
    if any(t.pos in {"VERB", "AUX"} and t.tag in {"VBD", "VBZ", "VBP", "MD"} and t.dep in {"ROOT", "conj"} for t in s.tokens[last + 1 :]):
        return None  # the main clause goes on behind it: a true relative clause
    title = list(source[0])
    return [list(range(min(title)))]


def right_of(s: Sentence, v: Token, labels: tuple[str, ...], frame: str) -> list[list[int]] | None:
    """The one stretch to the right of the verb that the frame takes (object, "as", "about", infinitive, figure)."""
    found = [c for c in s.children(v.i) if c > v.i and s.tokens[c].dep in labels]
    relative = [c for c in kids(s, v.i, "dobj") if c < v.i and s.tokens[c].lower in RELATIVE | {"what"}]
    if frame == "as":
        put = [c for c in found if s.tokens[c].lower == "as" and s.tokens[c].dep == "prep"]
        put = put or [p for c in found if s.tokens[c].dep == "dobj" for p in kids(s, c, "prep") if s.tokens[p].lower == "as"]
        if not put or not (relative or any(s.tokens[c].dep == "dobj" for c in found)):
            return None
        start = put[0] + 1 if relative else min(s.subtree(found[0]))
        return [list(range(start, tail(s, v, put[0]) + 1))]
    if frame == "object" and relative and v.dep == "relcl":  # "accusations, which the rebels deny"
        said = [a for a in [v.head, *s.ancestors(v.head)] if s.tokens[a].lower in words.listed("denials", "word")]
        whole = [i for i in s.subtree(said[0] if said else v.head) if i < min(s.subtree(v.i))]
        if not said and len(whole) < 4 and s.tokens[v.i].lemma == "deny":  # "took part in the massacre at Orla, which the army denies"
            whole = list(range(min(s.subtree(v.i))))
        return [whole] if whole else None
    if frame == "object" and v.dep == "relcl" and not found and s.tokens[v.head].lower in words.listed("denials", "word"):
        return [[i for i in s.subtree(v.head) if i < min(s.subtree(v.i))]]  # "an accusation the group has denied"
    if frame == "for":
        found = [c for c in found if s.tokens[c].dep == "dobj" or s.tokens[c].lower == "for"][:1]
    if frame == "about":
        found = [
            c
            for c in found
            if s.tokens[c].lower in {"of", "about", "against", "on", "at"} or (v.lemma in _TO and s.tokens[c].lower == "to")
        ][:1]
        if not found and v.lemma == "wash":
            found = [p for c in kids(s, v.i, "dobj") for p in kids(s, c, "prep") if s.tokens[p].lower == "of"][:1]
    counted = [c for c in found if s.tokens[c].lemma in TOLLS and any(s.tokens[p].lower == "of" for p in kids(s, c, "prep"))]
    if frame == "figure" and counted and any(s.tokens[i].pos == "NUM" for i in s.subtree(counted[0])):  # "gave a toll of nine dead"
        return [list(range(min(s.subtree(counted[0])), tail(s, v, counted[0]) + 1))]
    if frame == "figure" and not any(t.lower in {"at", "higher", "lower", "to", "from"} for t in s.tokens[v.i + 1 : v.i + 25]):
        return None
    if frame == "figure" and not any(
        t.lower in {"toll", "number", "figure", "count", "dead", "deaths", "casualties", "losses", "killed", "wounded"}
        for t in s.tokens[v.i + 1 : v.i + 9]
    ):
        return None
    labelled = len(found) == 1 and any(t.text in {'"', "\u201c"} for t in s.tokens[found[0] : max(s.subtree(found[0])) + 3])
    if (
        frame == "name"
        and not (labelled and s.tokens[found[0]].dep == "dobj")
        and (len(found) < 2 and not (found and s.tokens[found[0]].dep == "ccomp") and not (found and s.tokens[found[0]].dep == "oprd"))
    ):
        return None
    if not found:
        return None
    start = min(s.subtree(found[0]))
    return [list(range(max(start, v.i + 1), tail(s, v, found[0]) + 1))]
