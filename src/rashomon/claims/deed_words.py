"""Where a sentence tells of a deed, and whose phrase does it: verbs of violence, attacks and weapons as nouns, culprits named behind "it was"."""

from __future__ import annotations

from functools import cache

from rashomon.claims import words
from rashomon.claims.frame import kids
from rashomon.model import Sentence, Token

#: Words under which a deed is held to be somebody's.
HELD = frozenset({"believe", "think", "suspect", "presume", "understand", "assume", "say", "allege", "report"})


#: Verbs by which a thing that was told before is done: "they were carried out by the army".
_CARRIED_OUT = frozenset({"carry", "commit", "perpetrate", "stage", "mount", "conduct", "launch"})


#: Words for people that say by "of" or "from" whose they are.
OF_WHOM = frozenset(
    {
        "dissidents",
        "members",
        "elements",
        "remnants",
        "supporters",
        "followers",
        "units",
        "cells",
        "operatives",
        "sympathisers",
        "sympathizers",
        "gangs",
    }
)


@cache
def tells_deed() -> tuple[frozenset[str], frozenset[str]]:
    """(lemmas, forms) one of which a token has for which :func:`subjects` finds anybody: it is asked of each word of all that is said."""
    lemmas = HELD | words.listed("violence", "attack_verb") | {"do", "come", "lie", "rest", "fall", "belong", "be", "point"}
    forms = {"use", "fire", "blame", "work", "handiwork", "doing"} | words.listed("violence", "attack_noun")
    return lemmas, frozenset(forms).union(*(words.listed("denials", what) for what in ("marks", "doers", "responsible", "credit")))


def subjects(s: Sentence, i: int) -> list[int]:
    """Heads of the phrases that do what token ``i`` tells, where it tells of violence. A light verb needs an attack noun below it."""
    t = s.tokens[i]
    if t.lemma in HELD and t.tag in {"VBN", "VBD"}:  # "an attack believed to be by the army"
        return _held(s, i)
    if t.pos == "VERB" and (
        (t.lemma in words.listed("violence", "attack_verb") and (hard(t.lemma) or weapon_under(s, i) or by_weapon(s, i))) or _did_it(s, i)
    ):
        passive = (
            bool(kids(s, i, "nsubjpass", "auxpass"))
            or (t.dep == "acl" and t.tag == "VBN" and not kids(s, i, "nsubj"))
            or _bare_passive(s, i)
        )
        out = [] if passive else kids(s, i, "nsubj")
        if t.dep == "acl" and t.tag == "VBG":
            out = [t.head]
        if not passive:
            if t.dep in {"conj", "xcomp", "advcl"} and not out:
                out = kids(s, t.head, "nsubj") or (kids(s, t.head, "nsubjpass") if t.dep == "xcomp" else [])
            if t.dep == "relcl" and out and s.tokens[out[0]].lower in {"who", "that", "which"}:
                out = [t.head]
            if t.dep == "ccomp" and out and s.tokens[out[0]].lower in {"who", "that"} and s.tokens[t.head].lemma == "be":
                out = kids(s, t.head, "attr")  # "it is the army that opened fire"
        armed = [
            c
            for o in out
            if s.tokens[o].lower in words.deeds_and_arms()
            for c in [
                *kids(s, o, "compound", "amod", "nmod", "poss"),
                *(x for g in kids(s, o, "prep") if s.tokens[g].lower in {"of", "from"} for x in kids(s, g, "pobj")),
            ]
        ]
        by = _by(s, i)
        return [*out, *armed, *by, *_whose_arms(s, by)]  # "a Freedonian missile hit the station"
    if t.lower == "use" and t.pos == "NOUN" and weapon_under(s, i):
        return [*_by(s, i), *kids(s, i, "poss", "compound")]
    if t.lower == "fire" and i > 1 and s.tokens[i - 2].lower == "cease":
        return []
    if t.lower in words.listed("violence", "attack_noun") and t.pos in {"NOUN", "PROPN"}:
        verb = s.tokens[t.head]
        out = [*_by(s, i), *kids(s, i, "poss"), *kids(s, i, "compound", "amod", "nmod")]
        if verb.lemma in {"come", "be"}:
            out += _by(s, verb.i)
        return out
    if t.lemma == "come" and _by(s, i, ("from",)):  # "an attack which they say came from the army"
        around = [s.tokens[h].lower for h in s.ancestors(i)] + [s.tokens[c].lower for c in kids(s, i, "nsubj")]
        return (
            [*_by(s, i, ("from",)), *_whose_arms(s, _by(s, i, ("from",)))]
            if any(
                w in words.listed("violence", "attack_noun") | words.listed("denials", "doers") | {"order", "orders", "shot", "shots"}
                for w in around
            )
            else []
        )
    if (
        t.lemma in {"lie", "rest", "fall"}
        and t.pos == "VERB"
        and any(s.tokens[c].lower in words.listed("denials", "credit") | {"blame", "guilt"} for c in kids(s, i, "nsubj"))
    ):
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower in {"with", "on", "upon"} for o in kids(s, g, "pobj")]
    if t.lower in words.listed("denials", "marks") and t.dep in {"dobj", "attr"}:  # "bore the hallmarks of the Front"
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower == "of" for o in kids(s, g, "pobj")] or kids(s, i, "poss")
    if (
        t.lemma in {"belong", "be", "come"}
        and t.pos in {"VERB", "AUX"}
        and any(s.tokens[c].lower in words.listed("denials", "doers") for c in kids(s, i, "nsubj"))
    ):
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower in {"to", "from"} for o in kids(s, g, "pobj")]
    if t.lower in words.listed("denials", "doers") and t.dep == "dobj":  # "identified the attackers as members of the Front"
        put = [o for g in kids(s, t.head, "prep") if s.tokens[g].lower == "as" for o in kids(s, g, "pobj")]
        return [o for c in put for o in [c, *(o for g in kids(s, c, "prep") for o in kids(s, g, "pobj"))]]
    if (
        t.lower in words.listed("denials", "doers") | words.listed("denials", "responsible")
        and t.dep in {"pobj", "amod", "prep"}
        and s.tokens[t.head].lower == "as"
    ):
        return kids(s, s.tokens[t.head].head, "dobj", "nsubjpass")  # "named the Front as the main suspect"
    if t.lower == "blame" and t.tag == "VB" and s.tokens[t.head].lemma == "be":
        return kids(s, t.head, "nsubj")
    if (
        t.lower in words.listed("denials", "credit")
        and s.tokens[t.head].lemma in {"bear", "hold", "share", "carry", "have"}
        and t.dep == "dobj"
    ):
        return kids(s, t.head, "nsubj")
    if t.lower in words.listed("denials", "doers") and t.dep == "nsubj" and s.tokens[t.head].lemma == "be":
        return [o for c in kids(s, t.head, "attr") for o in [c, *(o for g in kids(s, c, "prep") for o in kids(s, g, "pobj"))]]
    if t.lower in words.listed("denials", "doers") and t.dep == "attr":
        return kids(s, t.head, "nsubj")
    if t.lemma == "be" and any(s.tokens[c].lower in words.deeds_and_arms() for c in kids(s, i, "nsubj")):
        return [c for c in kids(s, i, "acomp", "attr") if s.tokens[c].text in words.nations()]  # "said the plane was Kestrian"
    if t.lemma == "be" and any(s.tokens[c].lower in {"it", "this", "that"} for c in kids(s, i, "nsubj")) and not kids(s, i, "neg"):
        return _culprit(s, i)
    if t.lemma == "point" and t.pos == "VERB" and any(s.tokens[c].lower in words.listed("denials", "clues") for c in kids(s, i, "nsubj")):
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower in {"to", "at", "toward", "towards"} for o in kids(s, g, "pobj")]
    if t.lower in {"work", "handiwork", "doing"} and t.dep in {"attr", "pobj"}:
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower == "of" for o in kids(s, g, "pobj")]
    if (
        t.lower in words.listed("denials", "responsible")
        and t.dep in {"acomp", "prep", "attr", "advmod"}
        and s.tokens[t.head].lemma == "be"
    ):
        verb = s.tokens[t.head]
        return kids(s, verb.i, "nsubj") or (kids(s, verb.head, "nsubj") if verb.dep == "conj" else [])
    return []


def _whose_arms(s: Sentence, by: list[int]) -> list[int]:
    """Whose the weapon behind "by" is: "by aircraft of the occupation forces", "by a government jet"."""
    return [
        c
        for o in by
        if s.tokens[o].lower in words.listed("violence", "weapon_noun") | words.listed("denials", "grounds")
        for c in [
            *(x for g in kids(s, o, "prep") if s.tokens[g].lower in {"of", "from"} for x in kids(s, g, "pobj")),
            *kids(s, o, "compound", "amod", "nmod", "poss"),
            *(
                x
                for v in kids(s, o, "amod")
                if s.tokens[v].lower in {"held", "controlled"}
                for x in kids(s, v, "npadvmod", "compound", "advmod", "nmod")
            ),
        ]
    ]


def _bare_passive(s: Sentence, i: int) -> bool:
    """ "11 rebels killed after a raid": a headline leaves the auxiliary out."""
    t = s.tokens[i]
    return (
        t.lemma in {"kill", "wound", "injure", "murder", "massacre", "slaughter", "abduct", "kidnap"}
        and t.tag in {"VBD", "VBN"}
        and not (kids(s, i, "dobj", "aux", "ccomp", "prt") or any(s.tokens[c].dep == "conj" and kids(s, c, "dobj") for c in s.children(i)))
    )


def _culprit(s: Sentence, i: int) -> list[int]:
    """ "This was the Front", "it was the third company of the Front": a name, or what belongs to one, behind "it was"."""
    out = []
    for c in kids(s, i, "attr"):
        t = s.tokens[c]
        of = [o for g in kids(s, c, "prep") if s.tokens[g].lower in {"of", "from"} for o in kids(s, g, "pobj")]
        if t.pos == "PROPN" or t.lower in {
            "army",
            "military",
            "rebels",
            "government",
            "regime",
            "militia",
            "guerrillas",
            "insurgents",
            "militants",
        }:
            out.append(c)
        elif t.lower in OF_WHOM | {
            "front",
            "brigade",
            "battalion",
            "company",
            "wing",
            "unit",
            "fighters",
            "men",
            "soldiers",
            "work",
            "militants",
        }:
            out += [o for o in of if s.tokens[o].pos == "PROPN"]
    return out


def _held(s: Sentence, i: int) -> list[int]:
    """By or from whom an attack is held to be: "a raid thought to be by the Front", "the attack is believed to have come from the hills"."""
    t = s.tokens[i]
    about = [t.head] if t.dep in {"acl", "relcl"} else kids(s, i, "nsubjpass")
    if not any(s.tokens[a].lower in words.deeds_and_arms() for a in about):
        return []
    be = [c for c in kids(s, i, "xcomp") if s.tokens[c].lemma in {"be", "come", "belong"}]
    return [
        o
        for b in be
        for o in [
            *_by(s, b, ("by", "from", "to")),
            *kids(s, b, "acomp"),
            *(x for c in kids(s, b, "attr") for x in kids(s, c, "compound", "amod", "poss", "nmod")),
        ]
    ]


def by_weapon(s: Sentence, i: int) -> bool:
    """ "a missile hit the station": a weapon that hits makes a light verb a deed."""
    return any(s.tokens[c].lower in words.listed("violence", "weapon_noun") for c in kids(s, i, "nsubj"))


def _did_it(s: Sentence, i: int) -> bool:
    done = {"it", "this", "that"} | words.listed("violence", "attack_noun")
    return s.tokens[i].lemma == "do" and any(s.tokens[c].lower in done for c in kids(s, i, "dobj"))


def _by(s: Sentence, i: int, preps: tuple[str, ...] = ("by", "from")) -> list[int]:
    return [o for g in kids(s, i, "agent", "prep") if s.tokens[g].lower in preps for o in kids(s, g, "pobj")]


def is_own(t: Token) -> bool:
    """Whether the word means the speaker's own ("it", "our"); "US" is no pronoun."""
    return t.lower in words.listed("violence", "own") and t.text != "US"


def hard(lemma: str) -> bool:
    """Whether the verb is violence by itself ("shell"), unlike "open" or "carry out"."""
    return lemma in words.hard_verbs()


def weapon_under(s: Sentence, i: int) -> bool:
    """Whether an attack or a weapon hangs on the token; on "use" as its object, as much else is used."""
    if s.tokens[i].lemma == "use" and s.tokens[i].pos == "VERB":
        below = [j for c in kids(s, i, "dobj", "nsubjpass") for j in s.subtree(c)]
    else:
        below = [j for j in s.subtree(i) if j > i or s.tokens[i].dep == "relcl"] + kids(s, i, "nsubjpass")
        if s.tokens[i].lemma in {"lay", "plant", "fire", "launch", "hurl", "lob", "detonate"} and any(
            s.tokens[c].lower in {"it", "them"} for c in kids(s, i, "dobj")
        ):
            return True  # "soldiers laid them"
        if s.tokens[i].dep == "relcl" and not kids(s, i, "dobj"):
            below.append(s.tokens[i].head)  # "the crimes the militias are committing", "the crime which was committed by"
        if s.tokens[i].dep == "xcomp" and kids(s, i, "auxpass"):  # "the raid was thought to have been carried out by"
            below += [j for c in kids(s, s.tokens[i].head, "nsubjpass", "nsubj") for j in s.subtree(c)]
        if (
            s.tokens[i].lemma in _CARRIED_OUT
            and kids(s, i, "agent")
            and any(s.tokens[c].lower in {"it", "they", "this", "these", "which", "that"} for c in kids(s, i, "nsubjpass"))
        ):
            return True
        if s.tokens[i].dep == "acl" and s.tokens[i].tag == "VBN":
            below.append(s.tokens[i].head)  # "the massacre committed by"
    return words.armed(" ".join(s.tokens[j].lower for j in below))
