"""A deed of one's own: responsibility claimed or taken, a deed told with "we" or "its", revenge given as the reason, a mistake admitted."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.deed_words import by_weapon, hard, is_own, weapon_under
from rashomon.claims.deeds import doer_of
from rashomon.claims.frame import kids
from rashomon.claims.stance_denials import undone
from rashomon.claims.view import PARTIES, Stance, View, violent
from rashomon.model import ActorMention, Sentence

_FIRST_PERSON = frozenset({"we", "our", "us", "i", "my"})
_OWNING = PARTIES | {"police", "officials", "person", "organisation"}
_TAKE = frozenset({"capture", "seize", "overrun"})
#: Who owns up to a deed that a group would claim: a state and its forces.
_OF_STATE = frozenset({"state", "government", "ministry", "military", "police", "coalition"})


def responsibility(view: View, low: str) -> Stance | None:
    """ "claimed responsibility", "claimed the attack"; of a state's forces that "take" it, an admission."""
    a = view.attribution
    if (
        a.lemma in {"boast", "brag"}
        and a.rule.endswith(".about")
        and not a.negated
        and view.kind in {"group", "militants"}
        and _attack_object(view)
    ):
        return Stance("claims_responsibility", view.own, None, f"{a.rule}+boast")
    if a.lemma == "claim" and a.rule.endswith(".infinitive") and not a.negated and view.kind in {"group", "militants"} and _done(view):
        return Stance("claims_responsibility", view.own, None, f"{a.rule}+claimed_to_have")
    if a.stance != "claims_responsibility" or a.negated or a.source is None:
        return None
    who = view.speaker.text.casefold() if view.speaker else ""
    if who.startswith(("no ", "nobody", "none", "no-one", "neither")):
        return None
    taken = a.lemma != "claim" and view.kind not in {None, "group", "militants", "organisation"}
    return Stance("admits" if taken else "claims_responsibility", view.own, None, f"{a.rule}+responsibility")


def _done(view: View) -> bool:
    """ "claimed to have shot down the plane"."""
    s = view.sentence
    return any(
        s.tokens[i].pos == "VERB"
        and s.tokens[i].lemma in words.listed("violence", "attack_verb")
        and any(s.tokens[c].lower == "have" for c in kids(s, i, "aux"))
        and (
            hard(s.tokens[i].lemma)
            or weapon_under(s, i)
            or s.tokens[i].lemma in words.listed("violence", "wreck_verb")
            or kids(s, i, "prt")
        )
        for i in view.tokens()
    )


def _attack_object(view: View) -> bool:
    toks = view.tokens()
    heads = [view.sentence.tokens[i] for i in toks if view.sentence.tokens[i].head not in toks or view.sentence.tokens[i].dep == "pobj"]
    return any(t.lower in words.listed("violence", "attack_noun") for t in heads[:2])


def own_deed(view: View, low: str) -> Stance | None:
    """ "says it carried out the attack", "said its jets struck the hospital", "said two of its bombers ...": a deed of one's own."""
    who = view.speaker
    if (
        view.attribution.belief
        or who is None
        or view.attribution.stance == "denies"
        or not (who.kind in PARTIES | {"organisation"} or (who.party and who.kind in {"person", "officials"}))
    ):
        return None
    s = view.sentence
    did = "work of" in low or words.has("denials", "doers", low) or words.has("denials", "responsible", low)
    men = view.kind in {"group", "militants"} and words.has("denials", "own_men", low) and did
    if men and words.has("denials", "falsity", low) is None and words.has("denials", "accusing_word", low) is None:
        return Stance("claims_responsibility", view.own, None, f"{view.attribution.rule}+own_men")
    if who.kind == "organisation" and who.actor is not None:
        return None  # the United Nations, a committee: no side
    s_first = any(s.tokens[i].lower in _FIRST_PERSON and s.tokens[i].text not in {"US", "U.S."} for i in view.tokens())
    own = words.listed("violence", "own") - {"he", "she", "his", "her", "i", "my"} - ({"it", "its"} if who.kind == "person" else set())
    first = next(iter(view.tokens()), None)
    they = view.kind in {"group", "militants"} and first is not None and s.tokens[first].lower == "they" and s.tokens[first].dep == "nsubj"
    for i in view.tokens():
        t = s.tokens[i]
        behind = t.lower in {"behind", "responsible"} and t.pos in {"ADP", "ADJ"}
        if not behind and (t.pos != "VERB" or t.lemma not in words.listed("violence", "attack_verb")):
            continue
        at = t.head if behind and t.dep in {"prep", "acomp"} else i
        if kids(s, at, "neg") or undone(s, at):
            continue
        subject = kids(s, at, "nsubj")
        if not subject and s.tokens[at].dep == "conj" and not kids(s, at, "nsubjpass", "auxpass"):
            subject = kids(s, s.tokens[at].head, "nsubj")  # "its men were there and had fired"
        passive = [o for c in kids(s, at, "agent") for o in kids(s, c, "pobj")]  # "had been hit by one of its missiles"
        subject = subject or passive
        if s.tokens[i].tag == "VB" and not {s.tokens[c].lower for c in kids(s, i, "aux")} - {"to"}:
            continue  # "to open a way for their friends to attack": not done
        if who.kind in {"group", "militants"} and any(
            s.tokens[c].lemma in words.listed("denials", "martyr") for c in subject
        ):  # "said a martyr had driven the truck into the gate"
            return Stance("claims_responsibility", view.own, None, f"{view.attribution.rule}+own_men")
        if who.kind in {"group", "militants"} and not passive:
            subject_text = " ".join(s.tokens[j].lower for c in subject for j in s.subtree(c))
            if words.has("denials", "own_men", subject_text) and not undone(s, at):  # "a soldier of the caliphate had carried out the raid"
                return Stance("claims_responsibility", view.own, None, f"{view.attribution.rule}+own_men")
        if s_first:
            own = own & _FIRST_PERSON  # "we know that they never fired": they are others
        subject = [c for c in subject if s.tokens[c].lemma not in words.listed("denials", "others")]
        mine = [c for c in subject if _mine(s, c, own) or any(_mine(s, d, own) and s.tokens[d].dep in {"poss"} for d in s.subtree(c))]
        if who.kind == "person":
            mine += [
                c for c in subject if s.tokens[c].lower in {"fighters", "men", "forces", "soldiers", "militants"} and kids(s, c, "poss")
            ]
        if mine and who.kind not in {"group", "militants", "person"} and enemies(view, i):
            continue
        aux = {s.tokens[c].lower for c in kids(s, at, "aux")}
        if mine and aux & {"may", "might", "could"} and "have" in aux and who.kind in PARTIES - {"group", "militants"}:
            return Stance("admits", view.own, None, f"{view.attribution.rule}+may_have")
        if mine and {s.tokens[c].lower for c in kids(s, at, "aux")} & {"will", "would", "'ll", "could", "may", "might", "can"}:
            return (
                Stance("threatens", None, None, f"{view.attribution.rule}+own_deed")
                if not {s.tokens[c].lower for c in kids(s, at, "aux")} & {"could", "may", "might", "can"}
                else None
            )
        if (
            mine
            and (s.tokens[mine[0]].lower not in {"they", "their"} or (they and mine[0] == first))
            and (
                behind
                or (view.kind in {"group", "militants"} and t.lemma in words.listed("violence", "wreck_verb") - _TAKE)
                or (
                    hard(t.lemma)
                    or weapon_under(view.sentence, i)
                    or by_weapon(view.sentence, i)
                    or (t.lemma == "blow" and kids(s, i, "prt"))
                )
            )
            and not _repels(s, i)
            and not _refused(view, i)
        ):
            return Stance(
                "admits" if view.kind in _OF_STATE else "claims_responsibility", view.own, None, f"{view.attribution.rule}+own_deed"
            )
    return _ours(view)


def _ours(view: View) -> Stance | None:
    """ "the projectile may have been ours", "the shell was one of its own": whose the weapon was."""
    s = view.sentence
    for i in view.tokens():
        if s.tokens[i].lemma != "be" or kids(s, i, "neg"):
            continue
        thing = [c for c in kids(s, i, "nsubj") if s.tokens[c].lower in words.deeds_and_arms()]
        ours = [
            c
            for c in kids(s, i, "attr")
            if s.tokens[c].lower in {"ours", "theirs"} or any(s.tokens[d].lower in {"its", "our"} for d in s.subtree(c))
        ]
        if thing and ours and view.attribution.stance in {"asserts", "admits", "confirms"}:
            return Stance(
                "admits" if view.kind in _OF_STATE | {"person", "officials"} else "claims_responsibility",
                view.own,
                None,
                f"{view.attribution.rule}+ours",
            )
    return None


def _mine(s: Sentence, i: int, own: frozenset[str]) -> bool:
    return s.tokens[i].lower in own and is_own(s.tokens[i])


def enemies(view: View, i: int) -> bool:
    """Whether those who suffer the deed are fighters: an army that says it killed rebels reports, it does not own up."""
    below = [view.sentence.tokens[j].start for c in kids(view.sentence, i, "dobj", "prep") for j in view.sentence.subtree(c)]
    return any(m.status == "combatant" or m.kind in {"militants", "group"} for m in view.actors if any(m.start <= b < m.end for b in below))


def _refused(view: View, i: int) -> bool:
    """Whether a deed is told under a word of refusal or of a charge ("said it rejects the lie that our men did it"): nobody owns up so."""
    inside = set(view.tokens())
    heads = [view.sentence.tokens[h] for h in view.sentence.ancestors(i) if h in inside]
    return any(
        (h.pos in {"VERB", "NOUN", "ADJ"} and h.lemma in words.listed("denials", "refusal"))
        or (h.pos == "NOUN" and h.lower in words.listed("denials", "accusing_word"))
        for h in heads
    )


def _repels(s: Sentence, i: int) -> bool:
    return any(s.tokens[h].lemma in {"repel", "foil", "thwart", "prevent", "stop", "deny"} for h in s.ancestors(i))


def revenge(view: View, low: str) -> Stance | None:
    """ "said the attack was revenge for ...": a group that gives the reason of a deed has done it."""
    if view.kind not in {"group", "militants"} or view.attribution.belief:
        return None
    s = view.sentence
    for i in view.tokens():
        if s.tokens[i].lower in {"revenge", "retaliation", "response", "reprisal"} and s.tokens[i].dep in {"attr", "pobj"}:
            verb = next((h for h in s.ancestors(i) if s.tokens[h].pos in {"VERB", "AUX"}), None)
            subject = kids(s, verb, "nsubj", "nsubjpass") if verb is not None else []
            if subject and s.tokens[subject[0]].lower in words.listed("violence", "attack_noun"):
                return Stance("claims_responsibility", view.own, None, f"{view.attribution.rule}+revenge")
    return None


def mistake(view: View, low: str) -> Stance | None:
    """ "said the clinic was struck by mistake", "apologised for the raid": a deed owned up to by the side that did it."""
    a = view.attribution
    if a.source is None or a.negated or view.kind not in _OWNING or not violent(view):
        return None
    if view.kind in {"person", "officials"} and not (view.speaker and view.speaker.party):
        return None
    sorry = a.entry is not None and a.entry.id == "apologise"
    if not sorry and words.has("denials", "mistake", low) is None:
        return None
    doer = doer_of(view)
    if doer is not None and doer.party != view.party:
        return None
    if not sorry and _erred(view):
        return None
    return Stance("admits", view.own, None, f"{a.rule}+mistake")


def _erred(view: View) -> bool:
    """Whether the mistake is told of somebody else, or not as done: "he shot his friend by accident", "if the raid was due to an error".

    Police who tell of an accident own up to nothing unless the words are about themselves."""
    s, toks = view.sentence, view.tokens()
    own = words.listed("violence", "own") - {"he", "she", "his", "her", "i", "my", "him", "they", "their", "them"}
    supposed = any(s.tokens[c].lower in {"if", "whether"} for i in toks for c in kids(s, i, "mark"))
    if any(_mine(s, i, own) for i in toks) or any(m.party and m.party == view.party and m.kind in PARTIES for m in _inside(view)):
        return supposed
    if view.kind in {"police", "person", "organisation"} and not (view.kind == "person" and view.speaker and view.speaker.party):
        return True
    return supposed or any(s.tokens[i].dep == "nsubj" and s.tokens[i].lower in {"he", "she", "someone", "somebody", "who"} for i in toks)


def _inside(view: View) -> list[ActorMention]:
    return [m for m in view.actors if any(c.start <= m.start < c.end for c in view.attribution.content)]
