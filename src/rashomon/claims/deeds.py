"""Who does violence in what is said: the deed, its doer, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.claims import words
from rashomon.claims.deed_words import OF_WHOM, is_own, subjects, tells_deed
from rashomon.claims.frame import kids
from rashomon.claims.named import best
from rashomon.claims.view import PARTIES, View
from rashomon.model import Sentence, Span

_BAND = frozenset(
    {"group", "band", "gang", "cell", "commando", "squad", "terrorists", "militants", "fighters", "gunmen", "guerrillas", "rebels"}
)
_DOERS = PARTIES | {"police", "people", "officials", "person"}


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does violence in the content: party, the name under which it is blamed, and the token of the deed."""

    party: str
    name: str
    deed: int


def doer_of(view: View) -> Doer | None:
    """The first doer of a deed in the content, the speaker's own side left out."""
    if "doer" not in view.memo:
        view.memo["doer"] = _first_doer(view)
    found: Doer | None = view.memo["doer"]
    return found


def _first_doer(view: View) -> Doer | None:
    s = view.sentence
    lemmas, forms = tells_deed()
    for i in view.tokens():
        if s.tokens[i].lemma not in lemmas and s.tokens[i].lower not in forms:
            continue
        for p in subjects(s, i):
            made = party_of(view, p, i)
            if made is not None:
                return made
    return None


def party_of(view: View, token: int, deed: int) -> Doer | None:
    """The doer named by the phrase around ``token``, where it names a side; a gunman is none, a gunman of the Front is the Front."""
    s = view.sentence
    t = s.tokens[token]
    if is_own(t) or _from_there(s, token):
        return None
    deeds = words.listed("violence", "attack_noun")
    if (
        s.tokens[deed].lower in deeds
        and s.tokens[deed].pos == "NOUN"
        and t.dep in {"amod", "compound", "nmod", "poss"}
        and s.tokens[deed].dep == "pobj"
        and s.tokens[s.tokens[deed].head].lower in {"before", "since", "after", "during", "despite", "amid", "until", "following"}
    ):
        return None  # "had been planned since before the rebel offensive": told in passing
    span = Span(min(s.tokens[j].start for j in [token, *(c for c in s.children(token) if c < token)]), t.end)
    mention = best(view.actors, span, t.start)
    if t.lower in OF_WHOM | _BAND and (
        mention is None or mention.party in {None, "militants", "rebels"} or (mention.party or "").islower()
    ):
        of = [o for g in kids(s, token, "prep") if s.tokens[g].lower in {"from", "of"} for o in kids(s, g, "pobj")]
        named = party_of(view, of[0], deed) if of else None
        if named is not None:
            return named
    if mention is None and t.lower in OF_WHOM:
        of = [o for g in kids(s, token, "prep") if s.tokens[g].lower in {"from", "of"} for o in kids(s, g, "pobj")]
        return party_of(view, of[0], deed) if of else None
    if mention is None and t.text in words.nations() and t.dep in {"amod", "compound", "acomp", "attr", "nmod", "npadvmod"}:
        state = words.nations()[t.text]
        return None if state == view.party else Doer(state, state, deed)
    if mention is None and t.pos in {"PROPN", "NOUN"} and t.dep == "attr" and t.text[:1].isupper() and token > 0:
        return Doer(t.text, t.text, deed)  # "it was the Reds", "the killers were Reds": a name nobody knows
    if mention is None or mention.anaphor or mention.kind not in _DOERS or mention.status == "civilian":
        return None
    if t.lower in words.listed("violence", "no_name") and (mention.party in {None, "militants"}):
        of = [o for g in kids(s, token, "prep") if s.tokens[g].lower in {"from", "of"} for o in kids(s, g, "pobj")]
        return party_of(view, of[0], deed) if of else None
    if mention.party == "militants" and t.dep in {"amod", "compound", "nmod"}:
        return None  # "a terrorist attack" names nobody
    if mention.kind in {"people", "person", "officials"} and not mention.party:
        return None
    party, name = mention.party or mention.actor, view.name(mention)
    return Doer(party, name or party, deed) if party else None


def _from_there(s: Sentence, token: int) -> bool:
    """ "A rocket fired from Xia": where the weapon came from; who fired it is not said."""
    by = s.tokens[s.tokens[token].head]
    fired = s.tokens[by.head]
    return (
        by.lower == "from"
        and s.tokens[token].dep == "pobj"
        and s.tokens[token].text.casefold() in words.lands()
        and (fired.pos == "VERB" or fired.lower in words.deeds_and_arms())
    )


def around_deed(view: View, deed: int) -> str:
    """The words of the deed's own clause: what hangs on it, and what it is called ("was a war crime")."""
    s = view.sentence
    ids = {j for j in s.subtree(deed) if abs(j - deed) < 15}
    head = s.tokens[deed].head
    if s.tokens[deed].dep == "acl":
        ids |= {head, *(j for j in s.subtree(head) if j < head)}
    if s.tokens[deed].pos == "NOUN" and s.tokens[head].lemma in {"be", "amount", "constitute"}:
        ids |= {j for c in kids(s, head, "attr", "acomp", "prep") for j in s.subtree(c)}
    if s.tokens[deed].pos == "NOUN":
        ids |= {j for c in [head] if s.tokens[c].lemma in {"use", "condemn"} for j in s.subtree(c)}
        ids |= {j for p in kids(s, head, "prep") if s.tokens[p].lower == "as" for j in s.subtree(p)}
    return " ".join(s.tokens[j].lower for j in sorted(ids))
