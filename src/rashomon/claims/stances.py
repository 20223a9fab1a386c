"""What a saying does to what is said: asserts, denies, blames, confirms, admits, claims responsibility, could not verify …

A stance comes from the saying word and from the content: "said it had nothing to do with the blast" denies. ``blames`` needs either a
word of blame or a party to the violence that says who did it: precision counts here, a plain report stays ``asserts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.claims import words
from rashomon.claims.frame import Attribution, kids
from rashomon.claims.sides import name_of
from rashomon.claims.sides_context import Context
from rashomon.claims.speakers import best
from rashomon.model import ActorMention, Sentence, Span, Speaker

#: Kinds of actors whose plain word on who attacked is a word of blame: those that can be a party to the violence.
PARTIES = frozenset({"state", "government", "ministry", "military", "group", "militants", "coalition"})
_KILLS = frozenset({"kill", "wound", "injure", "murder", "massacre", "slaughter", "execute", "behead"})
_DOERS = PARTIES | {"police", "people", "officials", "person"}


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance, who it is aimed at (canonical, or a span's words), what a denial denies, and which rule said so."""

    stance: str
    target: str | None = None
    denies: str | None = None
    rule: str = ""
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What judging one attribution needs to see."""

    sentence: Sentence
    attribution: Attribution
    text: str  # of the content
    speaker: Speaker | None
    actors: Sequence[ActorMention]  # of the sentence
    hidden: tuple[Span, ...] = ()  # words of others inside the content
    context: Context | None = None
    kind: str | None = None  # of the speaker, that of the body where a person speaks for one
    named: bool = True  # whether the source can be somebody

    @property
    def party(self) -> str | None:
        """Side of the speaker."""
        return (self.speaker.party or self.speaker.actor) if self.speaker else None

    @property
    def own(self) -> str | None:
        """The name under which the speaker's side is blamed."""
        who = self.speaker
        if who is None or who.kind in {"media", "witnesses", "monitor", "medical"}:
            return None
        if who.party is None:
            return who.actor
        if self.context is None or who.kind == "state" or who.party not in self.context.states:
            return who.party
        if self.context.pair is not None and who.party in self.context.pair:
            return who.party
        return who.actor if who.kind == "government" and who.actor else self.context.state_side(who.party)

    def name(self, mention: ActorMention) -> str | None:
        """The name under which an actor is blamed."""
        return name_of(mention, self.context) if self.context is not None else mention.party or mention.actor

    def tokens(self) -> list[int]:
        """Indices of the content's tokens."""
        inside = self.attribution.content
        return [
            t.i
            for t in self.sentence.tokens
            if any(c.start <= t.start < c.end for c in inside) and not any(h.start <= t.start < h.end for h in self.hidden)
        ]


def judge(view: View) -> Stance:
    """The stance of one attribution. The first reading that fits wins."""
    a = view.attribution
    low = view.text.casefold()
    if (not view.named and a.stance not in {"denies", "blames", "admits"}) or (view.speaker is not None and view.speaker.text.casefold().startswith(("no ", "nobody", "none ", "neither "))):
        return Stance("asserts", rule=a.rule)
    if a.stance in {"denies", "confirms", "admits", "blames", "claims_responsibility"} and a.verb is not None and _not_yet(view.sentence, a.verb):
        return Stance("asserts", rule=a.rule)
    for reader in (_denial_by_cue, _unverified, _confirmed, _mistake, _believed, _responsibility, _blame_by_cue, _denial_by_content, _own_deed, _revenge, _blame_by_content):
        made = reader(view, low)
        if made is not None:
            return made
    stance = a.stance if a.stance in {"urges", "threatens", "characterizes", "retracts"} else "asserts"
    return Stance(stance, rule=a.rule)


def _not_yet(s: Sentence, verb: int) -> bool:
    """Whether the saying has not been done ("will deny", "if confirmed", "refused to confirm", "would blame")."""
    t = s.tokens[verb]
    aux = {s.tokens[c].lower for c in kids(s, verb, "aux")}
    if aux & {"will", "would", "may", "might", "should", "'ll", "could", "can", "must"} or any(s.tokens[c].lower in {"if", "unless", "until"} for c in kids(s, verb, "mark", "advmod")):
        return True
    return t.dep in {"xcomp", "advcl"} and "to" in aux and s.tokens[t.head].lemma in {"refuse", "decline", "fail", "want", "try", "seek", "expect", "hope", "need", "able", "unable", "continue"} - {"continue"}


def _violent(low: str) -> bool:
    return words.violent(low)


def violent(view: View) -> bool:
    """Whether the content tells of violence or harm."""
    if _violent(view.text.casefold()):
        return True
    verbs = words.listed("violence", "attack_verb") - words.listed("violence", "light_verb")
    return any(view.sentence.tokens[i].pos == "VERB" and view.sentence.tokens[i].lemma in verbs for i in view.tokens())


# -- denials -----------------------------------------------------------------------------------------------------------------------


def _denial_by_cue(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.stance != "denies" or a.negated or a.source is None:
        return None
    entry = a.entry
    word = words.has("denials", "word", low)
    if entry is not None and entry.id == "reject" and word is None and words.has("denials", "falsity", low) is None:
        return None
    if entry is not None and entry.id in {"deny", "reject"} and a.rule.endswith(".noun") is False:
        toks = view.tokens()
        head = view.sentence.tokens[toks[0]] if toks else None
        people = {"access", "entry", "permission", "bail", "visa", "request", "aid", "treatment"}
        if head is not None and any(view.sentence.tokens[i].lower in people and view.sentence.tokens[i].dep == "dobj" for i in toks):
            return None
    return Stance("denies", _denied(view, low), denies(low), f"{a.rule}+denies")


def denies(low: str) -> str:
    """What a denial denies, from its content."""
    if words.has("denials", "no_part", low) or words.has("denials", "credit", low):
        return "responsibility"
    if words.has("denials", "no_event", low) or _any(low, "took place", "take place", "happened", "occurred", "such an incident", "such an attack", "any attack"):
        return "occurrence"
    if _any(low, "toll", "figure", "figures", "number", "count", "losses", "casualties"):
        return "figure"
    if _any(low, "deliberately", "deliberate", "intentionally", "intended", "targeting civilians", "targets civilians", "targeted civilians"):
        return "intent"
    if _any(low, "civilians were", "were civilians", "was a civilian"):
        return "victim_status"
    if _any(low, "involvement", "role", "behind", "carried out", "carrying out", "responsible", "using", "use ", "used", "bombing", "firing", "shelling", "attacking", "targeting", "hitting", "striking", "killing", "accusation", "charges", "complicity"):  # fmt: skip
        return "responsibility"
    return "unclear"


def _any(low: str, *forms: str) -> bool:
    return any(f in low for f in forms)


def _denied(view: View, low: str) -> str | None:
    """Whose word is denied ("Freedonia's assertions", "claims by the rebels"), else the denier where the content is a deed of its own;
    None where neither shows and the text before must tell."""
    s = view.sentence
    toks = view.tokens()
    if view.attribution.rule.endswith(".noun"):
        return view.own
    for i in toks[:8]:
        if s.tokens[i].lower in words.listed("denials", "word"):
            for c in [*kids(s, i, "poss"), *(o for p in kids(s, i, "prep") if s.tokens[p].lower in {"by", "from"} for o in kids(s, p, "pobj"))]:
                owner = best(view.actors, Span(s.tokens[c].start, s.tokens[c].end))
                if owner is not None and owner.kind in PARTIES and (owner.party or owner.actor) != view.party:
                    return owner.party or owner.actor
            if s.tokens[i].lower in words.listed("denials", "accusing_word"):
                return view.own
            if view.attribution.lemma != "deny" or (words.has("violence", "attack_noun", low) and denies(low) != "occurrence"):
                return view.own
            return None
    head = view.sentence.tokens[toks[0]] if toks else None
    if head is not None and (head.tag == "VBG" or head.lower in words.listed("violence", "own")):
        return view.own
    if words.has("denials", "credit", low):
        return view.own
    if denies(low) == "occurrence":
        return None
    doer = _doer(view)
    if doer is not None:
        return doer.name
    return view.own if words.has("violence", "attack_noun", low) else None


def _denial_by_content(view: View, low: str) -> Stance | None:
    """"said the reports were fabricated", "said it was not behind the blast", "there was no truth to it"."""
    if view.attribution.source is None or view.attribution.belief:
        return None
    about = words.has("denials", "word", low) or _violent(low)
    if words.has("denials", "falsity", low) and about and not _any(low, "not false", "not fake", "false flag", "false count"):
        return Stance("denies", view.own, denies(low) if denies(low) != "responsibility" else "unclear", f"{view.attribution.rule}+falsity")
    if words.has("denials", "no_part", low):
        doer = _doer(view)
        return Stance("denies", doer.name if doer is not None else view.own, "responsibility", f"{view.attribution.rule}+no_part")
    if words.has("denials", "no_event", low):
        return Stance("denies", None, "occurrence", f"{view.attribution.rule}+no_event")
    own = words.listed("violence", "own")
    for i in view.tokens():
        t = view.sentence.tokens[i]
        if t.pos != "VERB" or t.lemma not in words.listed("violence", "attack_verb"):
            continue
        subject = [c for c in kids(view.sentence, i, "nsubj") if view.sentence.tokens[c].lower in own]
        no = [c for c in view.sentence.children(i) if view.sentence.tokens[c].lower in {"never", "not", "n't"}]
        if subject and no and (_weapon_under(view.sentence, i) or _hard(t.lemma)) and view.kind not in {"witnesses", "people", "civilians"}:
            return Stance("denies", view.own, "responsibility", f"{view.attribution.rule}+never")
    return None


# -- could not verify, confirms ----------------------------------------------------------------------------------------------------


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
    return any(s.tokens[x].lower in {"unable", "impossible", "able"} for x in s.ancestors(v)) or any(s.tokens[c].lower in {"cannot", "not", "n't"} for c in s.children(v))


def _confirmed(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.stance not in {"confirms", "admits"} or a.negated or a.source is None or not (violent(view) or words.has("denials", "word", low) or words.has("denials", "mistake", low)):
        return None
    verb = view.sentence.tokens[a.verb] if a.verb is not None else None
    if verb is not None and verb.tag == "VB" and not _aux(view.sentence, verb.i, {"do", "to"}):
        return None
    if view.speaker is not None and view.speaker.text.casefold() in {"i", "we", "you", "nobody", "no one"}:
        return None
    return Stance(a.stance, view.own if a.stance == "admits" else None, None, f"{a.rule}+{a.stance}")


def _mistake(view: View, low: str) -> Stance | None:
    """"said the clinic was struck by mistake", "apologised for the raid": a deed owned up to by the side that did it."""
    a = view.attribution
    if a.source is None or a.negated or view.kind not in PARTIES | {"police", "officials", "person", "organisation"} or not violent(view):
        return None
    if view.kind in {"person", "officials"} and not (view.speaker and view.speaker.party):
        return None
    sorry = a.entry is not None and a.entry.id == "apologise"
    if not sorry and words.has("denials", "mistake", low) is None:
        return None
    doer = _doer(view)
    if doer is not None and doer.party != view.party:
        return None
    return Stance("admits", view.own, None, f"{a.rule}+mistake")


def _believed(view: View, low: str) -> Stance | None:
    """"The Front is believed to be behind the attack": blame that nobody is named for."""
    a = view.attribution
    if not (a.passive and a.source is None and a.belief and a.lemma in {"believe", "think", "presume", "assume", "suppose", "understand"}):
        return None
    doer = _doer(view)
    s, v = view.sentence, a.verb
    subject = [c for c in kids(s, v, "nsubjpass")] if v is not None else []
    behind = [i for i in view.tokens() if s.tokens[i].lower in words.listed("denials", "responsible")]
    if doer is None and subject and behind:
        doer = _party(view, subject[0], behind[0])
    if doer is None or not subject:
        return None
    return Stance("blames", doer.name, None, f"{a.rule}+believed")


def _aux(s: Sentence, i: int, lemmas: set[str]) -> bool:
    return any(s.tokens[c].lemma in lemmas for c in kids(s, i, "aux"))


# -- responsibility ----------------------------------------------------------------------------------------------------------------


def _responsibility(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.stance != "claims_responsibility" or a.negated or a.source is None:
        return None
    who = view.speaker.text.casefold() if view.speaker else ""
    if who.startswith(("no ", "nobody", "none", "no-one", "neither")):
        return None
    taken = a.lemma != "claim" and view.kind not in {None, "group", "militants", "organisation"}
    return Stance("admits" if taken else "claims_responsibility", view.own, None, f"{a.rule}+responsibility")


def _own_deed(view: View, low: str) -> Stance | None:
    """"says it carried out the attack", "said its jets struck the hospital", "said two of its bombers ...": a deed of one's own."""
    who = view.speaker
    if view.attribution.belief or who is None or not (who.kind in PARTIES | {"organisation"} or (who.party and who.kind in {"person", "officials"})):
        return None
    s = view.sentence
    if view.kind in {"group", "militants"} and words.has("denials", "own_men", low) and words.has("denials", "doers", low):
        return Stance("claims_responsibility", view.own, None, f"{view.attribution.rule}+own_men")
    own = words.listed("violence", "own") - {"he", "she", "his", "her", "i", "my"} - ({"it", "its"} if who.kind == "person" else set())
    for i in view.tokens():
        t = s.tokens[i]
        behind = t.lower in {"behind", "responsible"} and t.pos in {"ADP", "ADJ"}
        if not behind and (t.pos != "VERB" or t.lemma not in words.listed("violence", "attack_verb")):
            continue
        at = t.head if behind and t.dep in {"prep", "acomp"} else i
        if kids(s, at, "neg"):
            continue
        subject = kids(s, at, "nsubj")
        mine = [c for c in subject if s.tokens[c].lower in own or any(s.tokens[d].lower in own and s.tokens[d].dep in {"poss"} for d in s.subtree(c))]
        if who.kind == "person":
            mine += [c for c in subject if s.tokens[c].lower in {"fighters", "men", "forces", "soldiers", "militants"} and kids(s, c, "poss")]
        if mine and who.kind not in {"group", "militants", "person"} and _enemies(view, i):
            continue
        if mine and {s.tokens[c].lower for c in kids(s, at, "aux")} & {"will", "would", "'ll", "could", "may", "might", "can"}:
            return Stance("threatens", None, None, f"{view.attribution.rule}+own_deed") if not {s.tokens[c].lower for c in kids(s, at, "aux")} & {"could", "may", "might", "can"} else None
        if mine and s.tokens[mine[0]].lower not in {"they", "their"} and (behind or (_hard(t.lemma) or _weapon_under(view.sentence, i) or (t.lemma == "blow" and kids(s, i, "prt")))) and not _repels(s, i):
            return Stance("claims_responsibility", view.own, None, f"{view.attribution.rule}+own_deed")
    return None


def _enemies(view: View, i: int) -> bool:
    """Whether those who suffer the deed are fighters: an army that says it killed rebels reports, it does not own up."""
    below = [view.sentence.tokens[j].start for c in kids(view.sentence, i, "dobj", "prep") for j in view.sentence.subtree(c)]
    return any(m.status == "combatant" or m.kind in {"militants", "group"} for m in view.actors if any(m.start <= b < m.end for b in below))


def _repels(s: Sentence, i: int) -> bool:
    return any(s.tokens[h].lemma in {"repel", "foil", "thwart", "prevent", "stop", "deny"} for h in s.ancestors(i))


def _hard(lemma: str) -> bool:
    return lemma in words.listed("violence", "attack_verb") - words.listed("violence", "light_verb")


def _revenge(view: View, low: str) -> Stance | None:
    """"said the attack was revenge for ...": a group that gives the reason of a deed has done it."""
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


# -- blame -------------------------------------------------------------------------------------------------------------------------


def _blame_by_cue(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.stance != "blames" or a.negated:
        return None
    target = a.target
    mutual = words.has("violence", "mutual", (low if target is None else _words(view, target)) or low[:40]) is not None and view.attribution.source is not None
    aimed = best(view.actors, target) if target is not None else None
    fighter = aimed is not None and aimed.kind in PARTIES
    if a.lemma in {"charge", "indict", "fault", "find", "consider", "deem", "hold", "suspect"} and not violent(view) and not mutual and not (fighter and a.lemma == "suspect"):
        return None
    if a.lemma == "suspect" and not fighter and target is not None:
        return None
    if not violent(view) and not mutual and (not fighter or (a.passive and a.source is None and a.lemma != "suspect")):
        return None  # "blamed the weather", "was accused of fraud"
    if a.passive and a.source is None and a.lemma not in {"accuse", "blame", "suspect"}:
        return None
    if a.passive and a.source is None and a.lemma in {"charge", "indict"}:
        return None
    name = view.name(aimed) if aimed is not None else (_words(view, target) if target is not None else None)
    return Stance("blames", "each other" if mutual else name, None, f"{a.rule}+blames", mutual)


def _words(view: View, span: Span) -> str:
    return " ".join(t.text for t in view.sentence.tokens if span.start <= t.start < span.end).casefold()


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does violence in the content: party, the name under which it is blamed, and the token of the deed."""

    party: str
    name: str
    deed: int


def _doer(view: View) -> Doer | None:
    """The first doer of a deed in the content, the speaker's own side left out."""
    s = view.sentence
    for i in view.tokens():
        for p in _subjects(s, i):
            made = _party(view, p, i)
            if made is not None:
                return made
    return None


def _subjects(s: Sentence, i: int) -> list[int]:
    """Heads of the phrases that do what token ``i`` tells, where it tells of violence. A light verb needs an attack noun below it."""
    t = s.tokens[i]
    if t.pos == "VERB" and (t.lemma in words.listed("violence", "attack_verb") and (_hard(t.lemma) or _weapon_under(s, i)) or _did_it(s, i)):
        passive = bool(kids(s, i, "nsubjpass", "auxpass")) or (t.dep == "acl" and t.tag == "VBN")
        out = [] if passive else kids(s, i, "nsubj")
        if t.dep == "acl" and t.tag == "VBG":
            out = [t.head]
        if not passive:
            if t.dep in {"conj", "xcomp", "advcl"} and not out:
                out = kids(s, t.head, "nsubj")
            if t.dep == "relcl" and out and s.tokens[out[0]].lower in {"who", "that", "which"}:
                out = [t.head]
        armed = [c for o in out if s.tokens[o].lower in words.listed("violence", "weapon_noun") | words.listed("violence", "attack_noun") for c in kids(s, o, "compound", "amod", "nmod", "poss")]
        return [*out, *armed, *_by(s, i)]  # "a Freedonian missile hit the station"
    if t.lower == "use" and t.pos == "NOUN" and _weapon_under(s, i):
        return _by(s, i)
    if t.lower in words.listed("violence", "attack_noun") and t.pos in {"NOUN", "PROPN"}:
        verb = s.tokens[t.head]
        out = [*_by(s, i), *kids(s, i, "poss"), *kids(s, i, "compound", "amod", "nmod")]
        if verb.lemma in {"come", "be"}:
            out += _by(s, verb.i)
        return out
    if t.lemma == "come" and _by(s, i, ("from",)):  # "an attack which they say came from the army"
        around = [s.tokens[h].lower for h in s.ancestors(i)] + [s.tokens[c].lower for c in kids(s, i, "nsubj")]
        return _by(s, i, ("from",)) if any(w in words.listed("violence", "attack_noun") | words.listed("denials", "doers") for w in around) else []
    if t.lower == "blame" and t.tag == "VB" and s.tokens[t.head].lemma == "be":
        return kids(s, t.head, "nsubj")
    if t.lower in words.listed("denials", "credit") and s.tokens[t.head].lemma in {"bear", "hold", "share", "carry", "have"} and t.dep == "dobj":
        return kids(s, t.head, "nsubj")
    if t.lower in words.listed("denials", "doers") and t.dep == "nsubj" and s.tokens[t.head].lemma == "be":
        return [o for c in kids(s, t.head, "attr") for o in [c, *(o for g in kids(s, c, "prep") for o in kids(s, g, "pobj"))]]
    if t.lower in words.listed("denials", "doers") and t.dep == "attr":
        return kids(s, t.head, "nsubj")
    if t.lemma == "point" and t.pos == "VERB" and any(s.tokens[c].lower in {"findings", "evidence", "investigation", "investigations", "indications", "signs", "inquiry", "intelligence"} for c in kids(s, i, "nsubj")):
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower in {"to", "at", "toward", "towards"} for o in kids(s, g, "pobj")]
    if t.lower == "work" and t.dep == "attr":
        return [o for g in kids(s, i, "prep") if s.tokens[g].lower == "of" for o in kids(s, g, "pobj")]
    if t.lower in words.listed("denials", "responsible") and t.dep in {"acomp", "prep", "attr"} and s.tokens[t.head].lemma == "be":
        return kids(s, t.head, "nsubj")
    return []


def _did_it(s: Sentence, i: int) -> bool:
    return s.tokens[i].lemma == "do" and any(s.tokens[c].lower == "it" for c in kids(s, i, "dobj"))


def _by(s: Sentence, i: int, preps: tuple[str, ...] = ("by", "from")) -> list[int]:
    return [o for g in kids(s, i, "agent", "prep") if s.tokens[g].lower in preps for o in kids(s, g, "pobj")]


def _party(view: View, token: int, deed: int) -> Doer | None:
    s = view.sentence
    t = s.tokens[token]
    if t.lower in words.listed("violence", "own"):
        return None
    span = Span(min(s.tokens[j].start for j in [token, *(c for c in s.children(token) if c < token)]), t.end)
    mention = best(view.actors, span, t.start)
    if mention is None or mention.anaphor or mention.kind not in _DOERS or mention.status == "civilian":
        return None
    if t.lower in words.listed("violence", "no_name") and (mention.party in {None, "militants"}):
        of = [o for g in kids(s, token, "prep") if s.tokens[g].lower in {"from", "of"} for o in kids(s, g, "pobj")]
        return _party(view, of[0], deed) if of else None
    if mention.kind in {"people", "person", "officials"} and not mention.party:
        return None
    party, name = mention.party or mention.actor, view.name(mention)
    return Doer(party, name or party, deed) if party else None


def _blame_by_content(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.source is None or view.speaker is None:
        return None
    found = _doer(view)
    if found is None:
        return None
    speaker = view.speaker
    party = view.kind in PARTIES or (view.kind in {"person", "officials"} and bool(speaker.party))
    accusing = words.has("violence", "atrocity", _around(view, found.deed)) is not None and view.kind not in {"media", "police"}
    accusing |= view.sentence.tokens[found.deed].lower in words.listed("denials", "responsible") | words.listed("denials", "doers") | {"responsibility", "blame", "pointed", "points"} and view.kind != "media"
    accusing |= a.entry is not None and a.entry.id == "claim" and a.entry.get("kind") == "noun"
    camp = found.party in {"rebels", "militants"} and view.kind in {"group", "militants"}  # a class word may mean the speaker's own
    # Others than the parties (witnesses, monitors) are taken to blame only where nobody is counted: their "nine were killed by army
    # shells" is a figure with its doer, and a second row for it was wrong in 14 of 17 cases of the sets that may be read.
    deed = view.sentence.tokens[found.deed]
    plain = deed.pos == "VERB" and words.has("violence", "harm_word", low) is None and not low.count("killing") and deed.lemma not in _KILLS
    if found.party == view.party or camp or not (party or accusing or plain) or _own_word(speaker) or a.stance == "urges":
        return Stance("asserts", found.name, None, f"{a.rule}+doer")
    return Stance("blames", found.name, None, f"{a.rule}+doer")


def _around(view: View, deed: int) -> str:
    """The words of the deed's own clause: what hangs on it, and what it is called ("was a war crime")."""
    s = view.sentence
    ids = {j for j in s.subtree(deed) if abs(j - deed) < 15}
    head = s.tokens[deed].head
    if s.tokens[deed].pos == "NOUN" and s.tokens[head].lemma in {"be", "amount", "constitute"}:
        ids |= {j for c in kids(s, head, "attr", "acomp", "prep") for j in s.subtree(c)}
    if s.tokens[deed].pos == "NOUN":
        ids |= {j for c in [head] if s.tokens[c].lemma in {"use", "condemn"} for j in s.subtree(c)}
        ids |= {j for p in kids(s, head, "prep") if s.tokens[p].lower == "as" for j in s.subtree(p)}
    return " ".join(s.tokens[j].lower for j in sorted(ids))


def _own_word(speaker: Speaker) -> bool:
    return speaker.text.casefold() in {"i", "you", "one", "who"}


def _weapon_under(s: Sentence, i: int) -> bool:
    """Whether an attack or a weapon hangs on the token; on "use" as its object, as much else is used."""
    if s.tokens[i].lemma == "use" and s.tokens[i].pos == "VERB":
        below = [j for c in kids(s, i, "dobj", "nsubjpass") for j in s.subtree(c)]
    else:
        below = [j for j in s.subtree(i) if j > i or s.tokens[i].dep == "relcl"]
    return words.armed(" ".join(s.tokens[j].lower for j in below))
