"""What a saying does to what is said: asserts, denies, blames, confirms, admits, claims responsibility, could not verify …

A stance comes from the saying word and from the content: "said it had nothing to do with the blast" denies. ``blames`` needs either a
word of blame or a party to the violence that says who did it: precision counts here, a plain report stays ``asserts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.claims import words
from rashomon.claims.frame import Attribution, kids
from rashomon.claims.speakers import best
from rashomon.model import ActorMention, Sentence, Span, Speaker

#: Kinds of actors whose plain word on who attacked is a word of blame: those that can be a party to the violence.
PARTIES = frozenset({"state", "government", "ministry", "military", "group", "militants"})
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

    @property
    def party(self) -> str | None:
        """Side of the speaker."""
        return (self.speaker.party or self.speaker.actor) if self.speaker else None

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
    for reader in (_denial_by_cue, _unverified, _confirmed, _responsibility, _blame_by_cue, _denial_by_content, _own_deed, _blame_by_content):
        made = reader(view, low)
        if made is not None:
            return made
    stance = a.stance if a.stance in {"urges", "threatens", "characterizes"} else "asserts"
    return Stance(stance, rule=a.rule)


def _violent(low: str) -> bool:
    return words.has("violence", "attack_noun", low) is not None or words.has("violence", "harm_word", low) is not None


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
    for i in toks[:8]:
        if s.tokens[i].lower in words.listed("denials", "word"):
            for c in [*kids(s, i, "poss"), *(o for p in kids(s, i, "prep") if s.tokens[p].lower in {"by", "from"} for o in kids(s, p, "pobj"))]:
                owner = best(view.actors, Span(s.tokens[c].start, s.tokens[c].end))
                if owner is not None and (owner.party or owner.actor) and (owner.party or owner.actor) != view.party:
                    return owner.party or owner.actor
            if s.tokens[i].lower in words.listed("denials", "accusing_word"):
                return view.party
            if view.attribution.lemma != "deny" or words.has("violence", "attack_noun", low):
                return view.party
            return None
    head = view.sentence.tokens[toks[0]] if toks else None
    if head is not None and (head.tag == "VBG" or head.lower in words.listed("violence", "own")):
        return view.party
    if words.has("denials", "credit", low):
        return view.party
    if denies(low) == "occurrence":
        return None
    doer = _doer(view)
    if doer is not None:
        return doer[0]
    return view.party if words.has("violence", "attack_noun", low) else None


def _denial_by_content(view: View, low: str) -> Stance | None:
    """"said the reports were fabricated", "said it was not behind the blast", "there was no truth to it"."""
    if view.attribution.source is None or view.attribution.belief:
        return None
    about = words.has("denials", "word", low) or _violent(low)
    if words.has("denials", "falsity", low) and about and not _any(low, "not false", "not fake", "false flag", "false count"):
        return Stance("denies", view.party, denies(low) if denies(low) != "responsibility" else "unclear", f"{view.attribution.rule}+falsity")
    if words.has("denials", "no_part", low):
        return Stance("denies", view.party, "responsibility", f"{view.attribution.rule}+no_part")
    if words.has("denials", "no_event", low):
        return Stance("denies", None, "occurrence", f"{view.attribution.rule}+no_event")
    own = words.listed("violence", "own")
    for i in view.tokens():
        t = view.sentence.tokens[i]
        if t.pos != "VERB" or t.lemma not in words.listed("violence", "attack_verb"):
            continue
        subject = [c for c in kids(view.sentence, i, "nsubj") if view.sentence.tokens[c].lower in own]
        no = [c for c in view.sentence.children(i) if view.sentence.tokens[c].lower in {"never", "not", "n't"}]
        if subject and no and _weapon_under(view, i):
            return Stance("denies", view.party, "responsibility", f"{view.attribution.rule}+never")
    return None


# -- could not verify, confirms ----------------------------------------------------------------------------------------------------


def _unverified(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.entry is not None and a.lemma in {"confirm", "verify", "corroborate", "authenticate"} and (a.negated or _unable(view)):
        return Stance("could_not_verify", None, None, f"{a.rule}+unable")
    return None


def _unable(view: View) -> bool:
    s, v = view.sentence, view.attribution.verb
    if v is None:
        return False
    return any(s.tokens[x].lower in {"unable", "impossible", "able"} for x in s.ancestors(v)) or any(s.tokens[c].lower in {"cannot", "not", "n't"} for c in s.children(v))


def _confirmed(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.stance not in {"confirms", "admits"} or a.negated or a.source is None or not (violent(view) or words.has("denials", "word", low)):
        return None
    verb = view.sentence.tokens[a.verb] if a.verb is not None else None
    if verb is not None and (verb.tag == "VB" or a.passive) and not _aux(view.sentence, verb.i, {"do", "to"}):
        return None
    if view.speaker is not None and view.speaker.text.casefold() in {"i", "we", "you", "nobody", "no one"}:
        return None
    return Stance(a.stance, view.party if a.stance == "admits" else None, None, f"{a.rule}+{a.stance}")


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
    return Stance("claims_responsibility", view.party, None, f"{a.rule}+responsibility")


def _own_deed(view: View, low: str) -> Stance | None:
    """"says it carried out the attack", "said its jets struck the hospital", "said two of its bombers ...": a deed of one's own."""
    if view.attribution.belief or view.speaker is None or view.speaker.kind not in {None, *PARTIES, "person", "officials"}:
        return None
    s = view.sentence
    own = words.listed("violence", "own") - {"he", "she", "his", "her", "i", "my"}
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
        if mine and s.tokens[mine[0]].lower not in {"they", "their"} and (behind or (_hard(t.lemma) or _weapon_under(view, i))) and not _repels(s, i):
            return Stance("claims_responsibility" if t.lemma != "come" else "asserts", view.party, None, f"{view.attribution.rule}+own_deed")
    return None


def _repels(s: Sentence, i: int) -> bool:
    return any(s.tokens[h].lemma in {"repel", "foil", "thwart", "prevent", "stop", "deny"} for h in s.ancestors(i))


def _hard(lemma: str) -> bool:
    return lemma in words.listed("violence", "attack_verb") - words.listed("violence", "light_verb")


# -- blame -------------------------------------------------------------------------------------------------------------------------


def _blame_by_cue(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.stance != "blames" or a.negated:
        return None
    target = a.target
    mutual = words.has("violence", "mutual", (low if target is None else _words(view, target)) or low[:40]) is not None and view.attribution.source is not None
    if a.lemma in {"charge", "indict", "fault", "find", "consider", "deem", "hold", "suspect"} and not violent(view) and not mutual:
        return None
    if a.lemma == "suspect" and (a.source is not None or not a.passive):
        return None
    if a.passive and a.source is None and a.lemma in {"charge", "indict"}:
        return None
    aimed = best(view.actors, target) if target is not None else None
    name = (aimed.party or aimed.actor) if aimed is not None else (_words(view, target) if target is not None else None)
    return Stance("blames", "each other" if mutual else name, None, f"{a.rule}+blames", mutual)


def _words(view: View, span: Span) -> str:
    return " ".join(t.text for t in view.sentence.tokens if span.start <= t.start < span.end).casefold()


def _doer(view: View) -> tuple[str, int] | None:
    """Who does violence in the content: the party and the token of the deed. A light verb needs an attack noun below it."""
    s = view.sentence
    inside = set(view.tokens())
    for i in sorted(inside):
        t = s.tokens[i]
        phrases: list[int] = []
        if t.pos == "VERB" and t.lemma in words.listed("violence", "attack_verb") and (_hard(t.lemma) or _weapon_under(view, i)):
            passive = bool(kids(s, i, "nsubjpass", "auxpass")) or (t.dep in {"acl"} and t.tag == "VBN")
            phrases = [] if passive else kids(s, i, "nsubj")
            if t.dep == "acl" and t.tag == "VBG":
                phrases = [t.head]
            if t.dep in {"conj", "xcomp", "advcl"} and not phrases and not passive:
                phrases = kids(s, t.head, "nsubj")
            phrases += [o for g in kids(s, i, "agent", "prep") if s.tokens[g].lower == "by" for o in kids(s, g, "pobj")]
            if s.tokens[i].lemma == "die":
                phrases = []
        elif t.lower in words.listed("violence", "attack_noun") and t.pos in {"NOUN", "PROPN"}:
            phrases = [o for g in kids(s, i, "prep", "agent") if s.tokens[g].lower in {"by", "from"} for o in kids(s, g, "pobj")]
            phrases += kids(s, i, "poss")
            phrases += [o for h in [s.tokens[t.head]] if h.lemma in {"come", "be"} for g in kids(s, h.i, "agent", "prep") if s.tokens[g].lower == "by" for o in kids(s, g, "pobj")]
        elif t.lower in words.listed("denials", "responsible") and t.dep in {"acomp", "prep", "attr"} and s.tokens[t.head].lemma == "be":
            phrases = kids(s, t.head, "nsubj")
        for p in phrases:
            name = _party(view, p)
            if name is not None and not _repels_self(s, p, view):
                return name, i
    return None


def _party(view: View, token: int) -> str | None:
    s = view.sentence
    t = s.tokens[token]
    span = Span(min(s.tokens[j].start for j in [token, *(c for c in s.children(token) if c < token)]), t.end)
    mention = best(view.actors, span, t.start)
    if mention is None or mention.kind not in _DOERS or mention.status == "civilian":
        return None
    if mention.kind in {"people", "person", "officials"} and not mention.party:
        return None
    return mention.party or mention.actor


def _repels_self(s: Sentence, p: int, view: View) -> bool:
    return s.tokens[p].lower in words.listed("violence", "own")


def _blame_by_content(view: View, low: str) -> Stance | None:
    a = view.attribution
    if a.source is None or view.speaker is None:
        return None
    found = _doer(view)
    if found is None:
        return None
    target, _ = found
    speaker = view.speaker
    eligible = speaker.kind in PARTIES or (speaker.kind in {"person", "officials"} and bool(speaker.party))
    if not eligible or target == view.party:
        return Stance("asserts", target, None, f"{a.rule}+doer")
    return Stance("blames", target, None, f"{a.rule}+doer")


def _weapon_under(view: View, i: int) -> bool:
    s = view.sentence
    text = " ".join(s.tokens[j].lower for j in s.subtree(i) if j > i)
    return words.has("violence", "attack_noun", text) is not None
