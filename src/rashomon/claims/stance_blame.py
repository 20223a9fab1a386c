"""Blame, by the saying word ("accused", "pointed to") and by what is said ("that the army had fired"); an own side's deed is owned up to."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.deed_words import HELD
from rashomon.claims.deeds import around_deed, doer_of, party_of
from rashomon.claims.frame import kids
from rashomon.claims.named import best
from rashomon.claims.stance_own import enemies
from rashomon.claims.verb_targets import MUTUAL
from rashomon.claims.view import PARTIES, Stance, View, hearsay, violent
from rashomon.model import Sentence, Span, Speaker


def believed(view: View, low: str) -> Stance | None:
    """ "The Front is believed to be behind the attack": blame that nobody is named for."""
    a = view.attribution
    if not (a.passive and a.source is None and a.belief and a.lemma in {"believe", "think", "presume", "assume", "suppose", "understand"}):
        return None
    doer = doer_of(view)
    s, v = view.sentence, a.verb
    subject = kids(s, v, "nsubjpass") if v is not None else []
    behind = [i for i in view.tokens() if s.tokens[i].lower in words.listed("denials", "responsible")]
    if doer is None and subject and behind:
        doer = party_of(view, subject[0], behind[0])
    if doer is None or not subject:
        return None
    return Stance("blames", doer.name, None, f"{a.rule}+believed")


def blame_by_cue(view: View, low: str) -> Stance | None:
    """ "accused the army of burning the village", "pointed to the rebels", "the strike was attributed to the Front", "traded blame"."""
    a = view.attribution
    if a.stance != "blames" or a.negated or hearsay(view) or (a.source is None and not a.passive):
        return None
    target = a.target
    if a.entry is not None and a.entry.id == "hold" and a.verb is not None and view.sentence.tokens[a.verb].tag in {"VB", "VBG"}:
        return None  # "must be found and held to account" is a demand
    mutual = (
        words.has("violence", "mutual", (low if target is None else _words(view, target)) or low[:40]) is not None
        and view.attribution.source is not None
    )
    mutual = mutual or (a.source is not None and a.lemma in MUTUAL and ("blame" in a.lemma or violent(view)))
    if a.lemma in MUTUAL and not mutual:
        return None
    aimed = best(view.actors, target) if target is not None else None
    if aimed is not None and (aimed.party or "").islower():  # "the terrorist group Oak Front"
        close = [
            m
            for m in view.actors
            if 0 <= m.start - aimed.end <= 2 and m.kind in {"group", "military"} and m.actor and not m.actor.islower()
        ]
        aimed = close[0] if close else aimed
    fighter = aimed is not None and aimed.kind in PARTIES
    target_end = target.end if target is not None else 0
    if a.passive and a.source is None and a.verb is not None and view.sentence.tokens[a.verb].dep == "acl" and not fighter:
        return None  # "two men accused of the raid"
    if (
        a.entry is not None
        and a.entry.id == "point"
        and not (fighter and aimed is not None and aimed.kind != "state" and aimed.end >= target_end and (violent(view) or _presumed(view)))
    ):
        return None  # "pointed to the army's record"
    if a.entry is not None and a.entry.id == "link" and not (fighter and violent(view)):
        return None  # "linked the virus to nine deaths"
    held = a.entry is not None and a.entry.id == "hold" and aimed is not None and aimed.kind in PARTIES | {"police", "officials"}
    if held and not mutual:
        return Stance("blames", view.name(aimed) if aimed is not None else None, None, f"{a.rule}+blames")
    if (
        a.lemma in {"charge", "indict", "fault", "find", "consider", "deem", "hold", "suspect"}
        and not violent(view)
        and not mutual
        and not (fighter and a.lemma in {"suspect", "hold"})
    ):
        return None
    if a.lemma in {"accuse", "blame"} and not mutual and not violent(view) and _of_other_things(view, target_end):
        return None  # "accused the rebels of bringing men into the district"
    if a.lemma in {"charge", "indict", "suspect"} and not fighter and target is not None:
        return None
    armed = aimed is None and target is not None and a.lemma == "blame" and words.has("violence", "armed_body", low) is not None
    fighter |= armed and view.sentence.text[target.start - view.sentence.start].isupper() if target is not None else False
    if not violent(view) and not mutual and (not fighter or (a.passive and a.source is None and a.lemma not in {"suspect", "blame"})):
        return None  # "blamed the weather", "was accused of fraud"
    if a.passive and a.source is None and a.lemma not in {"accuse", "blame", "suspect", "attribute", "ascribe", "pin"}:
        return None
    if a.passive and a.source is None and a.lemma in {"charge", "indict"}:
        return None
    name = view.name(aimed) if aimed is not None else None
    if target is not None and (name is None or (view.speaker is not None and name in {view.speaker.actor, view.speaker.party})):
        name = _words(view, target)  # "the Front blamed the rebels": these are others
    return Stance("blames", "each other" if mutual else name, None, f"{a.rule}+blames", mutual)


def _of_other_things(view: View, target_end: int) -> bool:
    """Whether more is said than who is blamed, and none of it of a deed, a guilt or a thing pointed back to."""
    s = view.sentence
    toks = view.tokens()
    ways = (
        {"for", "over"} if view.attribution.lemma == "blame" else {"of", "for", "over"}
    )  # "blamed rebels of the Brigade" says whose they are
    of = [i for i in toks if s.tokens[i].lower in ways and s.tokens[i].start >= target_end and s.tokens[i].dep == "prep"]
    behind = [s.tokens[i] for i in toks if of and i > of[0] and s.tokens[i].pos not in {"PUNCT", "ADP", "DET"}]
    deeds = words.listed("violence", "attack_verb") - words.listed("violence", "bland_verb") | words.listed("violence", "wreck_verb")
    deeds |= {"wreck", "derail", "undermine", "destabilise", "destabilize", "obstruct", "disrupt", "violate", "break", "breach", "commit"}
    told = (
        words.listed("denials", "responsible")
        | words.listed("denials", "credit")
        | {
            "it",
            "this",
            "that",
            "them",
            "doing",
            "being",
            "complicity",
            "arming",
            "backing",
            "aiding",
            "sheltering",
            "harbouring",
            "harboring",
            "supplying",
            "funding",
            "sponsoring",
            "supporting",
        }
    )
    return len(behind) > 1 and not any(t.lower in told or t.lemma in deeds for t in behind)


def _presumed(view: View) -> bool:
    """Whether who is pointed at is called a culprit ("as the presumed authors"), or nothing else is said."""
    toks = view.tokens()
    return len(toks) <= 5 or any(view.sentence.tokens[i].lower in words.listed("denials", "doers") for i in toks)


def _words(view: View, span: Span) -> str:
    return " ".join(t.text for t in view.sentence.tokens if span.start <= t.start < span.end).casefold()


def blame_by_content(view: View, low: str) -> Stance | None:
    """ "said the army had shelled the town": who did it as what is said, by somebody who can blame; of the own side it is owned up to."""
    a = view.attribution
    if a.source is None or view.speaker is None or a.stance == "denies":
        return None
    found = doer_of(view)
    if found is None:
        return None
    speaker = view.speaker
    paper = speaker.text.casefold().rsplit(maxsplit=1)[-1] in {
        "report",
        "reports",
        "statement",
        "inquiry",
        "study",
        "dossier",
        "letter",
        "leaflet",
    }
    outlet = (
        view.kind == "media" and speaker.actor != "reports" and not paper
    )  # unnamed reports are somebody's word, a named outlet's are its own
    party = view.kind in PARTIES or (view.kind in {"person", "officials"} and bool(speaker.party))
    accusing = words.has("violence", "atrocity", around_deed(view, found.deed)) is not None and view.kind != "police" and not outlet
    accusing |= (
        view.sentence.tokens[found.deed].lower
        in words.listed("denials", "responsible")
        | words.listed("denials", "doers")
        | words.listed("denials", "marks")
        | {"responsibility", "blame", "pointed", "points", "lies", "lie", "rests", "rest", "falls", "belonged", "belong"}
        and not outlet
    )
    accusing |= view.sentence.tokens[found.deed].lemma in {"do", "be", "belong"} and not outlet
    accusing |= a.entry is not None and a.entry.id == "claim" and a.entry.get("kind") == "noun"
    accusing |= (a.lemma == "allege" or _authorship(view, found.deed)) and not outlet
    accusing |= a.lemma in {"conclude", "determine", "find", "establish", "believe", "think"} and not outlet  # what an inquiry concludes
    accusing |= not outlet and any(
        view.sentence.tokens[i].lemma in HELD and view.sentence.tokens[i].tag in {"VBN", "VBD"}
        for i in (found.deed, *view.sentence.ancestors(found.deed))
        if i in view.tokens()
    )  # "said the raid was suspected to have been carried out by the army"
    accusing |= not outlet and _cleft(view.sentence, found.deed)
    told = view.harmed or a.lemma == "warn"  # "killed nine, officials said": the doer is the figure's own, and stands with it
    if told and not accusing:
        return Stance("asserts", found.name, None, f"{a.rule}+doer")
    camp = found.party in {"rebels", "militants"} and view.kind in {"group", "militants"}  # a class word may mean the speaker's own
    rebel = any(w in speaker.text.casefold() for w in ("rebel", "militant", "guerrilla", "insurgent", "opposition", "separatist"))
    camp |= (
        found.party.islower()
        and found.party not in {"rebels", "militants"}
        and view.kind in {"military", "ministry", "police"}
        and not rebel
    )
    # Witnesses, officials and rights groups blame by telling who did it, where that is what they tell and the doer has a name. Monitors
    # that count every raid do not: their "nine were killed by army shells" is a figure with its doer, their "warplanes raided the town" a
    # report; a row of blame for these was wrong in 14 of 17 cases that were read.
    routine = view.kind == "monitor" and any(
        w in f"{speaker.text} {speaker.actor}".casefold() for w in ("observ", "monitor", "coordination", "network")
    )
    plain = a.rule.split(".")[0] != "headline" and view.kind not in {"media", None} and not routine and not outlet
    class_word = found.party.islower() and (found.party in {"militants", "people"} or view.kind in PARTIES | {"police", "officials"})
    deed = view.sentence.tokens[found.deed]
    party |= plain and not class_word and (deed.pos == "VERB" or deed.dep == "attr")
    if _handed_on(view, found.deed):
        return Stance("asserts", found.name, None, f"{a.rule}+doer")
    own = found.party == view.party and not (
        speaker.kind == "person" and accusing
    )  # a minister's party may be a guess; nobody accuses his own
    verb = view.sentence.tokens[found.deed]
    done = verb.pos == "VERB" and verb.tag in {"VBD", "VBN", "VBZ", "VBP"} and verb.lemma not in {"lie", "rest", "fall", "belong", "come"}
    if own and view.kind in PARTIES and done and not found.party.islower() and not enemies(view, found.deed):
        kind = "claims_responsibility" if view.kind in {"group", "militants"} else "admits"
        return Stance(kind, found.name, None, f"{a.rule}+own_side")  # "the Pentagon said American forces had done it"
    if own or camp or hearsay(view) or not (party or accusing) or _own_word(speaker) or a.stance in {"urges", "threatens"}:
        return Stance("asserts", found.name, None, f"{a.rule}+doer")
    return Stance("blames", found.name, None, f"{a.rule}+doer")


def _cleft(s: Sentence, deed: int) -> bool:
    """ "it is the army that opened fire"."""
    t = s.tokens[deed]
    be = s.tokens[t.head].head if t.dep == "relcl" else t.head
    return (
        t.dep in {"relcl", "ccomp"}
        and s.tokens[be].lemma == "be"
        and any(s.tokens[c].lower in {"it", "this"} for c in kids(s, be, "nsubj"))
    )


def _authorship(view: View, deed: int) -> bool:
    """Whether who did it is what is said, and not told by the way: judged ("was probably carried out by"), or done to the speaker's own."""
    s = view.sentence
    below = {s.tokens[c].lower for c in s.children(deed)}
    t = s.tokens[deed]
    passive = bool(kids(s, deed, "agent")) and bool(kids(s, deed, "nsubjpass", "auxpass") or (t.dep == "acl" and t.tag == "VBN"))
    if passive and below & {
        "probably",
        "likely",
        "apparently",
        "possibly",
        "undoubtedly",
        "certainly",
        "evidently",
        "obviously",
        "clearly",
        "may",
        "might",
    }:
        return True
    return any(s.tokens[c].lower in {"us", "them", "me"} for c in kids(s, deed, "dobj"))


def _handed_on(view: View, deed: int) -> bool:
    """Whether the deed is told inside the words of others ("would probe reports that soldiers ..."), or asked ("whether the army ...")."""
    s = view.sentence
    inside = set(view.tokens())
    for i in [deed, *s.ancestors(deed)]:
        if i not in inside:
            return False
        if any(s.tokens[c].lower in {"whether", "if"} for c in kids(s, i, "mark")) or any(
            s.tokens[c].lower in {"will", "would", "'ll"} for c in kids(s, i, "aux")
        ):
            return True
        t = s.tokens[i]
        into = t.lemma == "look" and any(s.tokens[c].lower == "into" for c in kids(s, i, "prep"))
        if i != deed and (
            into
            or (t.pos == "NOUN" and t.lemma in words.listed("denials", "not_told"))
            or (t.pos == "VERB" and t.lemma in words.listed("denials", "examines"))
        ):
            return True
        if s.tokens[i].pos == "NOUN" and any(s.tokens[c].lower in {"reported", "alleged", "possible"} for c in kids(s, i, "amod")):
            return True
    return False


def _own_word(speaker: Speaker) -> bool:
    return speaker.text.casefold() in {"i", "you", "one", "who"}
