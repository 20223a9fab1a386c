"""Confirmations and admissions by the saying word: of an attack, of somebody's word, of a deed of one's own."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.deeds import doer_of
from rashomon.claims.frame import kids
from rashomon.claims.stance_own import own_deed
from rashomon.claims.view import PARTIES, Stance, View, violent
from rashomon.model import Sentence


def confirmed(view: View, low: str) -> Stance | None:
    """ "confirmed the attack", "acknowledged that its jets had hit the clinic"; a confirmed figure is a claim of its own."""
    a = view.attribution
    if (
        a.stance not in {"confirms", "admits"}
        or a.negated
        or a.source is None
        or not (violent(view) or _struck(view) or words.has("denials", "word", low) or words.has("denials", "mistake", low))
    ):
        return None
    verb = view.sentence.tokens[a.verb] if a.verb is not None else None
    if a.stance == "admits" and view.kind in {"group", "militants"} and words.has("denials", "credit", low):
        return Stance("claims_responsibility", view.own, None, f"{a.rule}+responsibility")
    if a.stance == "admits" and view.harmed and a.rule.endswith((".clause", ".about")) and _only_losses(view):
        return None  # "admits that 19 soldiers died": a claim of its own, and admitted there
    if a.stance == "admits" and a.rule.endswith(".object") and _bare_count(view):
        return None  # "acknowledged only three deaths": losses, and nobody says by whom
    own = own_deed(view, low)
    if own is None and a.stance == "admits" and a.rule.endswith(".clause") and not _deed_told(view, low):
        return None  # "acknowledged that talks were needed although its raids went on", "admitted that an officer was among the dead"
    if own is not None and own.stance in {"claims_responsibility", "admits"}:  # "confirmed that it had struck the clinic"
        return own if view.kind in {"group", "militants"} else Stance("admits", view.own, None, f"{a.rule}+admits")
    if a.stance == "admits" and a.rule.endswith(".object") and (doer := doer_of(view)) is not None and doer.party != view.party:
        return Stance("confirms", None, None, f"{a.rule}+confirms")  # "acknowledged the rebel assault"
    if (
        verb is not None
        and verb.tag == "VB"
        and not _aux(view.sentence, verb.i, {"do", "to"} | ({"can", "could"} if verb.lemma == "confirm" else set()))
    ):
        return None
    if view.speaker is not None and view.speaker.text.casefold() in {"i", "we", "you", "nobody", "no one"}:
        return None
    if a.stance == "confirms" and view.harmed and view.kind not in PARTIES and not _of_attack(view):
        return None  # "confirmed that two had died": a claim of its own, and confirmed there
    return Stance(a.stance, view.own if a.stance == "admits" else None, None, f"{a.rule}+{a.stance}")


def _deed_told(view: View, low: str) -> bool:
    """Whether the main words of the content tell a deed, its weapon or a mistake, and not only what hangs on them."""
    if words.has("denials", "mistake", low) or words.has("denials", "word", low) or words.has("denials", "responsible", low):
        return True
    s, toks = view.sentence, view.tokens()
    deeds = words.listed("violence", "attack_verb") - words.listed("violence", "light_verb") | words.listed("violence", "wreck_verb")
    things = words.deeds_and_arms()
    roots = [i for i in toks if s.tokens[i].head not in toks or s.tokens[i].head == i]
    roots += [i for i in toks if s.tokens[i].dep in {"conj", "xcomp"} and s.tokens[i].head in roots]
    near = [c for i in roots for c in (i, *kids(s, i, "nsubj", "nsubjpass", "dobj", "attr", "acomp"), *_by_whom(s, i))]
    return any(s.tokens[i].lemma in deeds or s.tokens[i].lower in things for i in near)


def _by_whom(s: Sentence, i: int) -> list[int]:
    return [
        o for g in kids(s, i, "agent", "prep") if s.tokens[g].lower in {"by", "from", "in", "during", "with"} for o in kids(s, g, "pobj")
    ]


def _only_losses(view: View) -> bool:
    """Whether nothing is told but that some died ("that 19 soldiers had died in the ambush")."""
    s, toks = view.sentence, view.tokens()
    roots = [s.tokens[i] for i in toks if s.tokens[i].head not in toks and s.tokens[i].pos == "VERB"]
    if view.attribution.rule.endswith(".about"):
        return not any(s.tokens[i].pos == "VERB" and s.tokens[i].tag == "VBG" for i in toks)  # "admits to two dead"
    return bool(roots) and all(
        t.lemma in {"die", "perish", "fall"}
        or (t.lemma in {"kill", "wound", "injure", "lose"} and kids(s, t.i, "nsubjpass") and not kids(s, t.i, "agent"))
        for t in roots
    )


def _bare_count(view: View) -> bool:
    """Whether nothing stands there but a number of dead or hurt ("only three deaths"), and not whose ("12 civilian deaths")."""
    s, toks = view.sentence, view.tokens()
    counted = [i for i in toks if any(h.start <= s.tokens[i].start < h.end for h in view.harmed)]
    said = [s.tokens[i].pos for i in toks if s.tokens[i].pos not in {"NUM", "ADV", "DET", "PUNCT", "CCONJ"}]
    return (
        bool(counted)
        and len(counted) == len([i for i in toks if s.tokens[i].pos not in {"PUNCT", "CCONJ"}])
        and len(said) <= len(view.harmed)
    )


def _of_attack(view: View) -> bool:
    """Whether an attack or somebody's word is the object ("confirmed the raid that killed nine")."""
    toks = view.tokens()
    heads = [view.sentence.tokens[i] for i in toks if view.sentence.tokens[i].head not in toks]
    listed = words.listed("violence", "attack_noun") | words.listed("denials", "word")
    return any(t.pos in {"NOUN", "PROPN"} and t.lower in listed - {"killing", "killings", "murder", "murders"} for t in heads)


def _struck(view: View) -> bool:
    """Whether something is destroyed, hit or taken in the content."""
    return any(
        view.sentence.tokens[i].pos == "VERB" and view.sentence.tokens[i].lemma in words.listed("violence", "wreck_verb")
        for i in view.tokens()
    )


def _aux(s: Sentence, i: int, lemmas: set[str]) -> bool:
    return any(s.tokens[c].lemma in lemmas for c in kids(s, i, "aux"))
