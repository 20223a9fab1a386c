"""What a saying does to what is said: asserts, denies, blames, confirms, admits, claims responsibility, could not verify …

A stance comes from the saying word and from the content: "said it had nothing to do with the blast" denies. ``blames`` needs either a
word of blame or a party to the violence that says who did it: precision counts here, a plain report stays ``asserts``.
"""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.deeds import HELD, around_deed, doer_of, party_of
from rashomon.claims.frame import kids
from rashomon.claims.speakers import best
from rashomon.claims.stance_denials import denial_by_content, denial_by_cue
from rashomon.claims.stance_own import enemies, mistake, own_deed, responsibility, revenge
from rashomon.claims.verb_targets import MUTUAL
from rashomon.claims.view import PARTIES, Stance, View, hearsay, violent
from rashomon.model import Sentence, Span, Speaker

#: Verbs under which an infinitive has been done ("appeared to confirm", "was the first to blame"); others leave it open.
_DONE = frozenset(
    {
        "appear",
        "seem",
        "continue",
        "go",
        "rush",
        "hasten",
        "move",
        "come",
        "use",
        "first",
        "quick",
        "proceed",
        "begin",
        "start",
        "happen",
        "force",
        "claim",
    }
)
#: Words inside what is said under which a deed is not told as done: who reports, doubts or examines an accusation does not make it, and who
#: foiled an attack accuses nobody of one that was made.
_HEARSAY = frozenset(
    {
        "report",
        "allegation",
        "accusation",
        "claim",
        "rumor",
        "rumour",
        "suspicion",
        "possibility",
        "suggestion",
        "question",
        "complaint",
        "charge",
        "threat",
        "fear",
        "risk",
        "warning",
    }
)
_EXAMINES = frozenset(
    {
        "investigate",
        "probe",
        "examine",
        "study",
        "review",
        "check",
        "consider",
        "discuss",
        "verify",
        "ascertain",
        "establish",
        "ask",
        "wonder",
        "doubt",
        "determine",
        "foil",
        "thwart",
        "repel",
        "repulse",
        "stop",
        "halt",
        "cease",
        "suspend",
        "pause",
        "refrain",
        "avoid",
        "abandon",
        "prevent",
        "avert",
        "resist",
    }
)


def judge(view: View) -> Stance:
    """The stance of one attribution. The first reading that fits wins."""
    a = view.attribution
    low = view.text.casefold()
    if (not view.named and a.stance not in {"denies", "blames", "admits"}) or (
        view.speaker is not None and view.speaker.text.casefold().startswith(("no ", "nobody", "none ", "neither "))
    ):
        return Stance("asserts", rule=a.rule)
    if a.negated and a.stance in {"asserts", "characterizes"}:  # "did not say that the rebels had fired"
        return _unverified(view, low) or Stance("asserts", rule=a.rule)
    if (
        a.stance in {"denies", "confirms", "admits", "blames", "claims_responsibility"}
        and a.verb is not None
        and _not_yet(view.sentence, a.verb)
    ):
        return Stance("asserts", rule=a.rule)
    for reader in (
        denial_by_cue,
        _unverified,
        _confirmed,
        mistake,
        _believed,
        responsibility,
        _blame_by_cue,
        denial_by_content,
        own_deed,
        revenge,
        _blame_by_content,
    ):
        made = reader(view, low)
        if made is not None:
            return made
    stance = a.stance if a.stance in {"urges", "threatens", "characterizes", "retracts"} else "asserts"
    return Stance(stance, rule=a.rule)


def _not_yet(s: Sentence, verb: int) -> bool:
    """Whether the saying has not been done ("will deny", "if confirmed", "refused to confirm", "would blame")."""
    t = s.tokens[verb]
    if t.dep == "conj" and t.tag == "VB" and not kids(s, verb, "aux") and s.tokens[t.head].pos == "VERB":
        return _not_yet(s, t.head)  # "declined to confirm or deny"
    aux = {s.tokens[c].lower for c in kids(s, verb, "aux")}
    if t.lemma == "confirm":
        aux -= {"can", "could"}  # "could only confirm that there was an incident"
    if aux & {"will", "would", "may", "might", "should", "'ll", "could", "can", "must"} or any(
        s.tokens[c].lower in {"if", "unless", "until"} for c in kids(s, verb, "mark", "advmod")
    ):
        return True
    return "to" in aux and s.tokens[t.head].lemma not in _DONE


def _unverified(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.lemma == "confirm" and a.negated and not _unable(view, {"could", "can"}):
        return Stance("asserts", rule=a.rule)  # a refusal, not a failed check
    if a.entry is not None and a.lemma in {"confirm", "verify", "corroborate", "authenticate"} and (a.negated or _unable(view)):
        return Stance("could_not_verify", None, None, f"{a.rule}+unable")
    return None


def _unable(view: View, modals: set[str] | None = None) -> bool:
    s, v = view.sentence, view.attribution.verb
    if v is None:
        return False
    if modals is not None:
        return any(s.tokens[c].lower in modals for c in kids(s, v, "aux"))
    return any(s.tokens[x].lower in {"unable", "impossible", "able"} for x in s.ancestors(v)) or any(
        s.tokens[c].lower in {"cannot", "not", "n't", "nt"} for c in s.children(v)
    )


def _confirmed(view: View, low: str) -> Stance | None:
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


def _deed_told(view: View, low: str) -> bool:
    """Whether the main words of the content tell a deed, its weapon or a mistake, and not only what hangs on them."""
    if words.has("denials", "mistake", low) or words.has("denials", "word", low) or words.has("denials", "responsible", low):
        return True
    s, toks = view.sentence, view.tokens()
    deeds = words.listed("violence", "attack_verb") - words.listed("violence", "light_verb") | words.listed("violence", "wreck_verb")
    things = words.listed("violence", "attack_noun") | words.listed("violence", "weapon_noun")
    roots = [i for i in toks if s.tokens[i].head not in toks or s.tokens[i].head == i]
    roots += [i for i in toks if s.tokens[i].dep in {"conj", "xcomp"} and s.tokens[i].head in roots]
    near = [c for i in roots for c in (i, *kids(s, i, "nsubj", "nsubjpass", "dobj", "attr", "acomp"), *_by_whom(s, i))]
    return any(s.tokens[i].lemma in deeds or s.tokens[i].lower in things for i in near)


def _by_whom(s: Sentence, i: int) -> list[int]:
    return [o for g in kids(s, i, "agent", "prep") if s.tokens[g].lower in {"by", "from", "in", "during", "with"} for o in kids(s, g, "pobj")]


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


def _believed(view: View, low: str) -> Stance | None:
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


def _aux(s: Sentence, i: int, lemmas: set[str]) -> bool:
    return any(s.tokens[c].lemma in lemmas for c in kids(s, i, "aux"))


def _blame_by_cue(view: View, low: str) -> Stance | None:
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
    fighter = aimed is not None and aimed.kind in PARTIES
    target_end = target.end if target is not None else 0
    if (
        a.entry is not None
        and a.entry.id == "point"
        and not (fighter and aimed is not None and aimed.kind != "state" and aimed.end >= target_end and (violent(view) or _presumed(view)))
    ):
        return None  # "pointed to the army's record"
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
    if a.lemma in {"charge", "indict", "suspect"} and not fighter and target is not None:
        return None
    armed = aimed is None and target is not None and a.lemma == "blame" and words.has("violence", "armed_body", low) is not None
    fighter |= armed and view.sentence.text[target.start - view.sentence.start].isupper() if target is not None else False
    if not violent(view) and not mutual and (not fighter or (a.passive and a.source is None and a.lemma != "suspect")):
        return None  # "blamed the weather", "was accused of fraud"
    if a.passive and a.source is None and a.lemma not in {"accuse", "blame", "suspect", "attribute", "ascribe", "pin"}:
        return None
    if a.passive and a.source is None and a.lemma in {"charge", "indict"}:
        return None
    name = view.name(aimed) if aimed is not None else (_words(view, target) if target is not None else None)
    return Stance("blames", "each other" if mutual else name, None, f"{a.rule}+blames", mutual)


def _presumed(view: View) -> bool:
    """Whether who is pointed at is called a culprit ("as the presumed authors"), or nothing else is said."""
    toks = view.tokens()
    return len(toks) <= 5 or any(view.sentence.tokens[i].lower in words.listed("denials", "doers") for i in toks)


def _words(view: View, span: Span) -> str:
    return " ".join(t.text for t in view.sentence.tokens if span.start <= t.start < span.end).casefold()


def _blame_by_content(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.source is None or view.speaker is None:
        return None
    found = doer_of(view)
    if found is None:
        return None
    speaker = view.speaker
    outlet = view.kind == "media" and speaker.actor != "reports"  # unnamed reports are somebody's word, a named outlet's are its own
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
    party |= plain and not class_word and view.sentence.tokens[found.deed].pos == "VERB"
    if _handed_on(view, found.deed):
        return Stance("asserts", found.name, None, f"{a.rule}+doer")
    own = found.party == view.party and not (
        speaker.kind == "person" and accusing
    )  # a minister's party may be a guess; nobody accuses his own
    told = view.sentence.tokens[found.deed]
    done = told.tag in {"VBD", "VBN", "VBZ", "VBP"} or told.lower in words.listed("denials", "responsible")
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
        if i != deed and (into or (t.pos == "NOUN" and t.lemma in _HEARSAY) or (t.pos == "VERB" and t.lemma in _EXAMINES)):
            return True
        if s.tokens[i].pos == "NOUN" and any(s.tokens[c].lower in {"reported", "alleged", "possible"} for c in kids(s, i, "amod")):
            return True
    return False


def _own_word(speaker: Speaker) -> bool:
    return speaker.text.casefold() in {"i", "you", "one", "who"}
