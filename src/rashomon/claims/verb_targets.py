"""Saying verbs with somebody as their object: who is blamed, who is quoted."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import PARSE, Attribution, hull, is_cue, kids, negated, phrase
from rashomon.claims.verb_contents import bare_of, clause_of, tail
from rashomon.claims.verb_sources import RELATIVE, source_of
from rashomon.lexicon import Entry
from rashomon.model import Sentence, Span, Token

#: Blame both ways.
MUTUAL = frozenset(f"{v} {n}" for v in ("trade", "exchange", "swap") for n in ("blame", "accusation", "recrimination", "charge"))
#: Before whom the blamed one stands, where he is not the verb's object.
TO_WHOM = {"blame": "on", "pin": "on", "attribute": "to", "ascribe": "to"}


def made(s: Sentence, v: Token, entry: Entry, source: tuple[list[int], int] | None, content: list[list[int]], frame: str, key: str,
          target: Span | None = None, passive: bool = False) -> Attribution | None:  # fmt: skip
    """The attribution of a verb from the tokens of its parts; None where nothing is left of the content."""
    spans = tuple(h for h in (hull(s, c) for c in content) if h is not None)
    if not spans:
        return None
    span = hull(s, source[0]) if source else None
    return Attribution(
        s.index, _cue(s, v, key), spans, span, entry, f"{entry.rule}.{frame}", entry.get("stance") or "asserts", strength=PARSE,
        negated=negated(s, v.i), target=target, source_head=s.tokens[source[1]].start if source else None, verb=v.i,
        belief=bool(entry.get("belief")), passive=passive, lemma=key,
    )  # fmt: skip


def _cue(s: Sentence, v: Token, key: str) -> Span:
    end = v.end
    if " " in key:
        end = max(
            [
                v.end,
                *(s.tokens[c].end for c in kids(s, v.i, "prt", "prep", "advmod") if s.tokens[c].lower == key.split()[1] and c < v.i + 3),
            ]
        )
    return Span(v.start, end)


def about_violence(s: Sentence, entry: Entry, content: list[list[int]], v: Token | None = None) -> bool:
    """Whether "claim", "take", "accept" have responsibility, credit or an attack as their object; true for all other words."""
    if entry.id == "retract":
        return any(s.tokens[i].lower in words.listed("denials", "word") for i in content[0][:5])
    if entry.id != "responsibility":
        return True
    if (v is not None and v.dep == "relcl" and not kids(s, v.i, "dobj")) or (
        v is not None and any(s.tokens[c].lower in RELATIVE for c in kids(s, v.i, "dobj"))
    ):
        return v.lemma == "claim" and s.tokens[v.head].lower in words.listed("violence", "attack_noun")
    if any(s.tokens[i].lower in {"similar", "previous", "past", "earlier", "several", "many", "other"} for i in content[0][:3]):
        return False
    heads = [s.tokens[i] for i in content[0][:6]]
    if any(t.dep == "nsubjpass" for t in heads):
        return any(
            t.lower in words.listed("denials", "credit")
            or (t.lower in words.listed("violence", "attack_noun") and s.tokens[t.head].lemma == "claim")
            for t in heads
        )
    if any(t.lower in words.listed("denials", "credit") for t in heads):
        return True
    return (
        any(t.lower in words.listed("violence", "attack_noun") and t.dep == "dobj" for t in heads)
        and _lemma(s, content[0][0] - 1) == "claim"
    )


def _lemma(s: Sentence, i: int) -> str:
    """Lemma of the verb at or just before token ``i``."""
    while i >= 0 and s.tokens[i].pos not in {"VERB", "AUX"}:
        i -= 1
    return s.tokens[i].lemma if i >= 0 else ""


def target_of(s: Sentence, v: Token, entry: Entry, source: tuple[list[int], int] | None, key: str) -> Attribution | None:
    """ "accused X of", "blamed Y on X", "called on X to": X is the target, and part of what is said."""
    right = [c for c in s.children(v.i) if c > v.i and s.tokens[c].dep in {"dobj", "dative", "xcomp", "ccomp"}]
    if key.endswith(" blame"):
        right = [
            c
            for d in [v.i, *kids(s, v.i, "dobj")]
            for p in kids(s, d, "prep")
            if s.tokens[p].lower in {"on", "upon", "at", "with"}
            for c in kids(s, p, "pobj")
        ]
        if not right:  # "laid the blame for the massacre on the army"
            right = [
                c for d in s.subtree(v.i) if d > v.i and s.tokens[d].lower in {"on", "upon"} for c in kids(s, d, "pobj") if not _when(s, c)
            ][-1:]
    elif key == "lay at":
        door = [
            c
            for p in s.subtree(v.i)
            if s.tokens[p].lower == "at"
            for c in kids(s, p, "pobj")
            if s.tokens[c].lemma in {"door", "doorstep", "foot"}
        ]
        right = [c for d in door for p in kids(s, d, "prep") if s.tokens[p].lower == "of" for c in kids(s, p, "pobj")]
        right = right or [c for d in door for c in kids(s, d, "poss")]
        if not right:
            return None
    elif key == "see hand":
        right = [c for d in kids(s, v.i, "dobj") for p in kids(s, d, "prep") if s.tokens[p].lower == "of" for c in kids(s, p, "pobj")]
    elif key == "point finger":
        right = [c for p in kids(s, v.i, "prep") if s.tokens[p].lower == "at" for c in kids(s, p, "pobj")]
        right += [c for d in kids(s, v.i, "dobj") for p in kids(s, d, "prep") if s.tokens[p].lower == "at" for c in kids(s, p, "pobj")]
    elif key in MUTUAL:
        right = kids(s, v.i, "dobj")
    elif " " in key:
        right += [c for p in kids(s, v.i, "prep", "dative") if s.tokens[p].lower == key.split()[1] for c in kids(s, p, "pobj")]
    on_whom = on_whom_of(s, v.i, key)
    if (
        not right and on_whom and v.dep in {"relcl", "acl"} and s.tokens[v.head].pos in {"NOUN", "PROPN"}
    ):  # "attacks the agency blamed on rebels"
        return made(
            s,
            v,
            entry,
            source,
            [list(range(s.tokens[v.head].i, s.tokens[on_whom[0]].i + 1))],
            "target",
            key,
            hull(s, [j for j in phrase(s, on_whom[0]) if j <= on_whom[0]]),
        )
    why = [p for p in kids(s, v.i, "prep") if p > v.i and s.tokens[p].lower in {"for", "of"}]
    if (
        not right and why and v.dep == "relcl" and key not in TO_WHOM.keys() - {"blame"} and entry.get("stance") == "blames"
    ):  # "the rebels, whom the government blames for it"
        return made(s, v, entry, source, [s.subtree(why[0])[1:]], "target", key, hull(s, [j for j in phrase(s, v.head) if j <= v.head]))
    on_whom = on_whom or [c for d in right for c in on_whom_of(s, d, key)]
    if not on_whom and key in {"attribute", "ascribe"} and right:  # "attributes the strike on the ferry to the army"
        on_whom = [c for d in s.subtree(v.i) if d > v.i for c in on_whom_of(s, d, key)][-1:]
    of = [p for p in why if s.tokens[p].lower in {"of", "for", "over"} and s.subtree(p)[1:]]
    subject = kids(s, v.i, "nsubj")
    if not right and of and subject and subject[0] < v.i and v.tag in {"VBD", "VBN"} and key in {"accuse", "blame", "charge", "suspect"}:
        told = s.subtree(of[0])[1:]  # "Army accused of torching the village", a headline without its verb
        by = accuser(s, told)
        return made(s, v, entry, by, [told], "passive", key, hull(s, [j for j in phrase(s, subject[0]) if j <= subject[0]]), True)
    if not right or (key in TO_WHOM.keys() - {"blame"} and not on_whom):
        return None
    if entry.id == "point" and (v.tag == "VBN" or source is None or not _somebody(s, source[1])):
        return None  # "findings pointed to the Front": read by what the findings are said to show
    start = max(min(s.subtree(min(right))), v.i + 1)
    content = list(range(start, tail(s, v, min(right)) + 1))
    if entry.id == "hold" and not any(s.tokens[i].lower in words.listed("denials", "responsible") for i in content):
        return None
    aimed = right[0]
    if key in TO_WHOM:
        attack = s.tokens[aimed].lower in words.listed("violence", "attack_noun") | words.listed("violence", "harm_word")
        if not on_whom and key == "blame" and attack:  # "blamed the raid, for which nobody spoke up, on the Front"
            on_whom = [c for d in s.subtree(v.i) if d > v.i for c in on_whom_of(s, d, key)][-1:]
        aimed = on_whom[-1] if on_whom else aimed
    if entry.id == "hold" and s.tokens[aimed].dep == "ccomp":
        subjects = kids(s, aimed, "nsubj")
        aimed = subjects[0] if subjects else aimed
    if s.tokens[aimed].lower in {"members", "fighters", "elements", "units", "men", "cells"}:  # "charged two members of the Front"
        of = [o for p in kids(s, aimed, "prep") if s.tokens[p].lower in {"of", "from"} for o in kids(s, p, "pobj")]
        if of:
            return made(s, v, entry, source, [content], "target", key, hull(s, [j for j in phrase(s, of[0]) if aimed < j <= of[0]]))
    return made(s, v, entry, source, [content], "target", key, hull(s, [j for j in phrase(s, aimed) if j <= aimed]))


def _somebody(s: Sentence, i: int) -> bool:
    t = s.tokens[i]
    return t.pos in {"PROPN", "PRON"} or (
        t.lower in words.roles() and t.lower not in words.mute() and words.roles()[t.lower].get("kind") != "shown"
    )


def on_whom_of(s: Sentence, i: int, key: str) -> list[int]:
    """Who is blamed by "blamed it on the army", "attributed the raid to the Front"."""
    prep = TO_WHOM.get(key)
    return [c for p in kids(s, i, "prep", "dative") if p > i and s.tokens[p].lower == prep for c in kids(s, p, "pobj") if not _when(s, c)]


def _when(s: Sentence, i: int) -> bool:
    return s.tokens[i].lower.endswith("day") or s.tokens[i].pos == "NUM" or any(s.tokens[c].pos == "NUM" for c in s.children(i))


def quoting(s: Sentence, v: Token, entry: Entry, source: tuple[list[int], int] | None, key: str) -> Attribution | None:
    """ "citing X", "X was quoted": the object speaks, what it says is the clause the word hangs on. "quoted X as saying" is read at
    "saying"; here it gives the one who quotes, around it."""
    said = [g for p in kids(s, v.i, "prep") if s.tokens[p].lower == "as" for g in kids(s, p, "pcomp")]
    objects = [c for c in kids(s, v.i, "dobj") if c > v.i]
    if not objects:
        return None
    before = _said_before(s, v, said[0], source) if said else None
    if before is not None:
        return made(s, v, entry, (phrase(s, objects[0]), objects[0]), before, "citing", key)
    if said:
        return made(s, v, entry, source, [list(range(min(s.subtree(objects[0])), tail(s, v, objects[0]) + 1))], "quoting", key)
    if v.tag != "VBG" and source is not None and s.tokens[objects[0]].pos == "NOUN" and s.tokens[objects[0]].lower not in words.roles():
        return made(s, v, entry, source, [list(range(min(s.subtree(objects[0])), tail(s, v, objects[0]) + 1))], "object", key)
    if v.dep not in {"advcl", "acl", "conj", "xcomp", "prep"} or v.tag != "VBG":
        return None
    if s.tokens[objects[0]].pos == "NOUN" and s.tokens[objects[0]].lower not in words.roles():
        return None  # "citing figures from clinics": no speaker
    head = s.tokens[v.head]
    mine = set(s.subtree(v.i))
    clause = clause_of(s, head, source_of(s, head.i), True) if is_cue(s, head.i) else None
    content = clause or [
        [i for i in s.subtree(head.i) if i not in mine and i < v.i],
        [i for i in s.subtree(head.i) if i not in mine and i > v.i],
    ]
    content = [[i for i in part if i not in mine] for part in content]
    return made(s, v, entry, (phrase(s, objects[0]), objects[0]), content, "citing", key)


def quoter(s: Sentence, v: Token, entry: Entry, read: Attribution, key: str) -> Attribution | None:
    """Who quotes, around what :func:`quoting` gave to whom it quotes "as saying"."""
    source = source_of(s, v.i) if v.tag != "VBG" and read.rule.endswith(".citing") else None
    said = [g for p in kids(s, v.i, "prep") if s.tokens[p].lower == "as" for g in kids(s, p, "pcomp")] if source is not None else []
    before = _said_before(s, v, said[0], source) if said else None
    return made(s, v, entry, source, before, "quoting", key) if before is not None else None


def _said_before(s: Sentence, v: Token, saying: int, source: tuple[list[int], int] | None) -> list[list[int]] | None:
    """ "Nine people died, the agency quoted a doctor as saying": what stands before, where nothing stands behind "saying" but when and where."""
    if source is None or any(c > saying for c in kids(s, saying, "ccomp", "dobj", "xcomp", "oprd")):
        return None
    return clause_of(s, v, source, True) or bare_of(s, v, source)


def accuser(s: Sentence, of_what: list[int]) -> tuple[list[int], int] | None:
    """Who accuses, where "by" stands behind the deed ("accused of war crimes by rights groups") and not beside the deed's own verb."""
    for i in reversed(of_what):
        t = s.tokens[i]
        if t.lower != "by" or t.dep not in {"prep", "agent"} or (s.tokens[t.head].pos == "VERB" and s.tokens[t.head].tag == "VBN"):
            continue
        for o in kids(s, i, "pobj"):
            if (
                s.tokens[o].pos == "PROPN"
                or s.tokens[o].lower in words.roles()
                or any(s.tokens[c].lower in words.roles() for c in s.children(o))
            ):
                return phrase(s, o), o
    return None
