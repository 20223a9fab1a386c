"""What a denial denies, and whose word it denies."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from rashomon.claims import words
from rashomon.claims.deed_words import is_own
from rashomon.claims.deeds import doer_of
from rashomon.claims.frame import kids
from rashomon.claims.named import best
from rashomon.claims.view import PARTIES, View
from rashomon.model import Sentence, Span

#: Words behind a phrase in which its people may come to harm, and how they come to it.
_BEHIND = 5
_SUFFERED = frozenset({"was", "were", "been", "being", "got"})


def denies(low: str) -> str:
    """What a denial denies, from its content."""
    if has_any(low, "not one shot", "not a single shot", "not one shell", "not a single shell", "no shots were", "no shot was"):
        return "occurrence"
    if words.has("denials", "no_harm", low) and _harmed_behind("no_harm", low):
        return "victim_status"
    if words.has("denials", "none_hurt", low) and _harmed_behind("none_hurt", low):
        return "figure"
    if words.has("denials", "no_part", low) or words.has("denials", "credit", low):
        return "responsibility"
    if words.has("denials", "no_event", low) or has_any(
        low, "took place", "take place", "happened", "occurred", "such an incident", "such an attack", "any attack"
    ):
        return "occurrence"
    counted = has_any(low, "toll", "figure", "figures", "number", "numbers", "count")
    if words.has("denials", "of_civilians", low) and not counted:
        return "victim_status"
    if counted or has_any(low, "losses", "casualties"):
        return "figure"
    if has_any(
        low, "deliberately", "deliberate", "intentionally", "intended", "targeting civilians", "targets civilians", "targeted civilians"
    ):
        return "intent"
    if words.has("denials", "taking_part", low):
        return "responsibility"
    return "unclear"


def _harmed_behind(what: str, low: str) -> bool:
    """Whether those of the phrase came to no harm ("none of its men were hurt"): not that they did none ("none of its jets killed nine")."""
    harmed = words.listed("violence", "harm_word")
    for form in words.listed("denials", what):
        begin = low.find(form)
        told = low[begin:].replace(",", " , ").split()[: len(form.split()) + _BEHIND] if begin >= 0 else []
        for before, word in pairwise(told):
            if word in {"died", "fell"} or (word in harmed and before in _SUFFERED):
                return True
    return False


def has_any(low: str, *forms: str) -> bool:
    """Whether one of these words or phrases stands in the text; "count" does not stand in "country"."""
    return _pattern(forms).search(low) is not None


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(f) for f in forms) + r")(?!\w)")


def tells_more(s: Sentence, noun: int) -> bool:
    """Whether a word for somebody's word says of what it is: "the reports of civilian deaths", "the claim that it had fired"."""
    return bool(kids(s, noun, "acl", "relcl", "ccomp")) or any(s.tokens[p].lower != "as" for p in kids(s, noun, "prep"))


def whose_word(view: View, low: str) -> str | None:
    """Whose word is denied ("Freedonia's assertions", "claims by the rebels"), else the denier where the content is a deed of its own;
    None where neither shows and the text before must tell."""
    s = view.sentence
    toks = view.tokens()
    if view.attribution.rule.endswith(".noun"):
        return view.own
    for i in toks[:8]:
        if s.tokens[i].lower in words.listed("denials", "word"):
            for c in [
                *kids(s, i, "poss", "compound", "nmod"),
                *(c for c in kids(s, i, "amod") if best(view.actors, Span(s.tokens[c].start, s.tokens[c].end)) is not None),
                *(o for p in kids(s, i, "prep") if s.tokens[p].lower in {"by", "from"} for o in kids(s, p, "pobj")),
            ]:
                owner = best(view.actors, Span(s.tokens[c].start, s.tokens[c].end))
                if owner is not None and owner.kind in PARTIES and (owner.party or owner.actor) != view.party:
                    return view.name(owner) or owner.party or owner.actor
                if owner is None and s.tokens[c].pos == "PROPN" and s.tokens[c].dep == "poss":
                    return s.tokens[c].text
            if s.tokens[i].lower in words.listed("denials", "accusing_word"):
                return view.own
            told = {"this", "that", "these", "those"} | (
                {"the"} if denies(low) in {"figure", "unclear"} and not tells_more(s, i) else set()
            )
            if any(s.tokens[c].lower in told for c in kids(s, i, "det")):
                return None  # "called that figure a lie", "dismissed the claim": whose it was, the text before tells
            party = view.kind in PARTIES or (view.speaker is not None and view.speaker.party is not None)
            if (view.attribution.lemma != "deny" and party) or (words.has("violence", "attack_noun", low) and denies(low) != "occurrence"):
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
    return view.own if words.armed(low) else None
