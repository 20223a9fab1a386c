"""Whose words: the phrase that does what a saying verb says, through passives, participles, relative clauses and lost commas."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import is_cue, kids, phrase
from rashomon.claims.said_through import ARTEFACT, RECORDS, TOLLS, by_means, fragment
from rashomon.model import Sentence, Token

SUBJECTS = ("nsubj", "csubj")
RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Participles by which a speaker goes on.
_GOING_ON = frozenset(
    {
        "add",
        "note",
        "stress",
        "point",
        "emphasize",
        "emphasise",
        "explain",
        "specify",
        "clarify",
        "warn",
        "conclude",
        "dismiss",
        "deny",
        "reject",
        "accuse",
        "blame",
        "insist",
        "acknowledge",
    }
)
_ISSUED = frozenset(
    {
        "issue",
        "release",
        "publish",
        "post",
        "make",
        "send",
        "sign",
        "write",
        "circulate",
        "distribute",
        "carry",
        "read",
        "compile",
        "collect",
        "provide",
        "give",
        "keep",
    }
)


def source_of(s: Sentence, v: int, depth: int = 0) -> tuple[list[int], int] | None:
    """Tokens and head of the phrase that does what verb ``v`` says: its subject, that of the verb it hangs on, or the noun it modifies."""
    tok = s.tokens[v]
    for child in reversed([c for c in kids(s, v, *SUBJECTS) if c < v] or kids(s, v, *SUBJECTS)):
        return _noun(s, child, v)
    if depth > 5:
        return None
    if tok.tag in {"VBN", "VBD"} and tok.dep == "acl" and s.tokens[tok.head].lemma in ARTEFACT:
        over = next((a for a in s.ancestors(v) if is_cue(s, a)), None)
        if over is not None and kids(s, over, *SUBJECTS):  # "the Front said in a statement posted online that …"
            return source_of(s, over, depth + 1)
    if fragment(s, tok):
        return [i for i in phrase(s, tok.head) if i < v], tok.head
    if tok.tag == "VBN" and tok.dep in {"acl", "advcl"}:
        return agent_of(s, v)
    for child in kids(s, v, "nsubjpass"):
        if depth:
            return _noun(s, child, v)
    head = s.tokens[tok.head]
    if tok.tag == "VBG" and tok.dep in {"advcl", "acl"} and (tok.lemma in _GOING_ON or tok.dep == "advcl"):
        outer = _sayer_above(s, tok, True)
        if outer is not None:
            return outer
    if tok.dep in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "acomp", "dep", "prep"} and head.i != v:
        if tok.dep == "ccomp" and tok.tag not in {"VBG", "VB"}:
            return None
        if tok.dep == "pcomp" and head.lower == "as":
            quoting = s.tokens[head.head]
            for child in kids(s, quoting.i, "dobj", "nsubjpass"):
                return _noun(s, child, quoting.i)
        if tok.dep == "xcomp":
            for child in kids(s, head.i, "dobj"):
                if (
                    head.lemma not in {"make"}
                    and tok.tag == "VB"
                    and head.pos == "VERB"
                    and "infinitive" not in words.verb_frames().get(head.lemma, {})
                ):
                    return _noun(s, child, head.i)
        if (
            tok.dep == "conj"
            and head.dep == "ccomp"
            and is_cue(s, head.head)
            and (kids(s, head.i, "nsubjpass") or any(not _can_speak(s, c) for c in kids(s, head.i, "nsubj")))
        ):
            return source_of(s, head.head, depth + 1)  # "both sides said they were ... and blamed the other"
        if head.pos in {"VERB", "AUX", "ADJ", "ADP", "SCONJ"}:
            return source_of(s, head.i, depth + 1)
        if head.pos in {"NOUN", "PROPN", "PRON"} and tok.dep in {"advcl", "conj"}:
            return _noun(s, head.i, v)
    if tok.dep == "acl" and tok.tag == "VBG" and head.pos in {"NOUN", "PROPN", "PRON"}:
        verb = next((s.tokens[a] for a in s.ancestors(head.i) if s.tokens[a].pos in {"VERB", "AUX"}), None)
        hearer = verb is not None and head.dep in {"dobj", "pobj", "dative"} and "bare" in words.verb_frames().get(verb.lemma, {})
        if verb is not None and head.lemma in ARTEFACT and verb.lemma in _ISSUED and head.dep == "dobj":  # "issued a statement blaming"
            return source_of(s, verb.i, depth + 1)
        thing = head.pos == "NOUN" and head.lemma not in ARTEFACT | set(words.noun_cues()) and head.lower not in words.roles()
        if verb is not None and ((hearer and head.lemma not in ARTEFACT) or thing):
            return source_of(s, _sayer(s, verb).i, depth + 1)
        return _noun(s, head.i, v)
    return None


def _sayer(s: Sentence, verb: Token) -> Token:
    """The saying verb around this one where there is one, else this one."""
    above = [s.tokens[a] for a in s.ancestors(verb.i) if is_cue(s, a)]
    return above[0] if above and not is_cue(s, verb.i) else verb


def _can_speak(s: Sentence, i: int) -> bool:
    """Whether this noun names somebody by itself; a pronoun inside what was said leads back to the speaker."""
    t = s.tokens[i]
    return t.pos == "PROPN" or (t.pos == "NOUN" and t.lower in words.roles())


def _sayer_above(s: Sentence, tok: Token, going_on: bool) -> tuple[list[int], int] | None:
    """The subject of the saying verb above a participle ("... told reporters that shells hit the camp, adding that"): the one who goes
    on speaking, rather than the subject of the clause that was said, unless that one can speak and the participle does not go on."""
    near = s.tokens[tok.head]
    if near.pos in {"NOUN", "PROPN"} and near.lemma in ARTEFACT:
        return None
    for a in s.ancestors(tok.i):
        t = s.tokens[a]
        if kids(s, a, "nsubjpass", "auxpass"):
            continue
        if t.pos == "VERB" and t.lemma in words.verb_frames() and {"clause", "bare"} & set(words.verb_frames()[t.lemma]):
            if a == tok.head and tok.dep == "advcl":
                return None  # its own subject, the common case
            subject = [c for c in kids(s, a, "nsubj") if s.tokens[c].lower not in RELATIVE]
            if not subject:
                return None
            own = kids(s, tok.head, "nsubj", "nsubjpass")
            speaks = any(s.tokens[c].pos in {"PROPN", "PRON"} or s.tokens[c].lower in words.roles() for c in own)
            return None if speaks and not going_on else (phrase(s, subject[0]), subject[0])
    return None


def _noun(s: Sentence, child: int, v: int) -> tuple[list[int], int] | None:
    token = s.tokens[child]
    if child < v and any(i >= v for i in phrase(s, child)):
        return [i for i in phrase(s, child) if i <= child], child
    if child + 1 < len(s.tokens) and s.tokens[child + 1].text in {":", "-", "--", "\u2014", "\u2013"} and child <= 3 and child + 2 < v:
        named = [c for c in kids(s, child, "appos") if c > child]  # a place line run into the sentence: "STRAKA - The army said"
        if named:
            return phrase(s, named[-1]), named[-1]
    if token.lower in RELATIVE and token.pos in {"PRON", "DET", "SCONJ"}:
        verb = s.tokens[v]
        for _ in range(4):
            if verb.dep == "relcl":
                return phrase(s, verb.head), verb.head
            if verb.dep not in {"conj", "xcomp", "ccomp"}:
                break
            verb = s.tokens[verb.head]
        return [child], child
    if token.lower in {"it", "there"} and token.dep == "expl":
        return None
    issued = issuer_of(s, child)
    if issued is not None:
        return issued
    return phrase(s, child), child


def issuer_of(s: Sentence, noun: int) -> tuple[list[int], int] | None:
    """Whose a statement is: "the Front's statement", "a statement released on Friday by the Front", "a letter from the mayor"."""
    token = s.tokens[noun]
    if token.lemma not in ARTEFACT | RECORDS | TOLLS:
        return None
    if token.dep != "nsubj":
        for owner in kids(s, noun, "poss"):
            return phrase(s, owner), owner
    for verb in kids(s, noun, "acl"):
        if s.tokens[verb].tag == "VBN" and s.tokens[verb].lemma in _ISSUED:
            by = agent_of(s, verb)
            if by is not None:
                return by
    for prep in kids(s, noun, "prep"):
        if s.tokens[prep].lower in {"by", "from"}:
            for owner in kids(s, prep, "pobj"):
                if s.tokens[owner].pos in {"PROPN", "NOUN"}:
                    return phrase(s, owner), owner
    for owner in kids(s, noun, "compound", "amod", "nmod"):  # "an earlier army statement"
        if s.tokens[owner].pos in {"PROPN", "NOUN"} and s.tokens[owner].lower in words.roles():
            return [i for i in s.subtree(owner) if i <= owner], owner
    return None


def agent_of(s: Sentence, v: int) -> tuple[list[int], int] | None:
    """The "by" phrase of a passive verb."""
    for agent in [*kids(s, v, "agent"), *(c for c in kids(s, v, "prep") if s.tokens[c].lower == "by")]:
        if by_means(s, agent):
            continue
        for obj in kids(s, agent, "pobj"):
            return phrase(s, obj), obj
    return None
