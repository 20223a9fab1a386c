"""Denials, by the saying word ("denied", "dismissed as") and by what is said ("the reports were fabricated"), and what they deny."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.deeds import doer_of, hard, is_own, weapon_under
from rashomon.claims.frame import kids
from rashomon.claims.speakers import best
from rashomon.claims.view import PARTIES, Stance, View
from rashomon.model import Span


def denial_by_cue(view: View, low: str) -> Stance | None:
    """"denied", "rejected the report", "dismissed as": a denial unless what is refused is no word of anybody (an offer, access)."""
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
        if head is not None and any(view.sentence.tokens[i].lower in words.listed("denials", "withheld") and view.sentence.tokens[i].dep in {"dobj", "oprd"} for i in toks):
            return None
    what = denies(low)
    if what == "unclear" and any(view.sentence.tokens[i].pos == "VERB" and hard(view.sentence.tokens[i].lemma) for i in view.tokens()):
        what = "responsibility"
    return Stance("denies", _denied(view, low), what, f"{a.rule}+denies")


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
                if owner is None and s.tokens[c].pos == "PROPN" and s.tokens[c].dep == "poss":
                    return s.tokens[c].text
            if s.tokens[i].lower in words.listed("denials", "accusing_word"):
                return view.own
            if view.attribution.lemma != "deny" or (words.has("violence", "attack_noun", low) and denies(low) != "occurrence"):
                return view.own
            return None
    head = view.sentence.tokens[toks[0]] if toks else None
    if head is not None and (head.tag == "VBG" or is_own(head)):
        return view.own
    if words.has("denials", "credit", low):
        return view.own
    if denies(low) == "occurrence":
        return None
    doer = doer_of(view)
    if doer is not None:
        return doer.name
    return view.own if words.has("violence", "attack_noun", low) else None


def denial_by_content(view: View, low: str) -> Stance | None:
    """"said the reports were fabricated", "said it was not behind the blast", "there was no truth to it"."""
    if view.attribution.source is None or view.attribution.belief:
        return None
    about = words.has("denials", "word", low) or words.violent(low)
    unproven = words.has("denials", "unproven", low) is not None and view.kind in PARTIES
    if (unproven or words.has("denials", "falsity", low)) and about and not _any(low, "not false", "not fake", "false flag", "false count"):
        return Stance("denies", view.own, denies(low) if denies(low) != "responsibility" else "unclear", f"{view.attribution.rule}+falsity")
    if words.has("denials", "no_part", low):
        doer = doer_of(view)
        return Stance("denies", doer.name if doer is not None else view.own, "responsibility", f"{view.attribution.rule}+no_part")
    if words.has("denials", "no_event", low):
        return Stance("denies", None, "occurrence", f"{view.attribution.rule}+no_event")
    for i in view.tokens():
        t = view.sentence.tokens[i]
        if t.pos != "VERB" or t.lemma not in words.listed("violence", "attack_verb"):
            continue
        subject = [c for c in kids(view.sentence, i, "nsubj") if is_own(view.sentence.tokens[c])]
        no = [c for c in view.sentence.children(i) if view.sentence.tokens[c].lower in {"never", "not", "n't"}]
        if subject and no and (weapon_under(view.sentence, i) or hard(t.lemma)) and view.kind not in {"witnesses", "people", "civilians"}:
            return Stance("denies", view.own, "responsibility", f"{view.attribution.rule}+never")
    return None
