"""Sentences that say a thing could not be checked: "could not be independently verified", "was unable to confirm", "it was not clear who".

The speaker is who was unable, where the sentence names one; "the claim could not be verified" is the outlet's own word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.claims import words
from rashomon.claims.frame import Attribution, hull, kids, phrase
from rashomon.claims.verb_sources import agent_of, source_of
from rashomon.model import Sentence, Span


@dataclass(frozen=True, slots=True)
class Unverified:
    """One such saying: its words, the cue, and who was unable (an attribution or a phrase), None for the outlet."""

    quote: Span
    cue: Span
    by: Attribution | None
    source: Span | None
    rule: str


def find(sentence: Sentence, attributions: Sequence[Attribution]) -> list[Unverified]:
    """The sayings of one sentence; ``attributions`` are those of the sentence, which may name the speaker ("X said it could not ...")."""
    lemmas, forms = _read()
    if sentence.lemmas.isdisjoint(lemmas) and sentence.lowers.isdisjoint(forms):
        return []
    readers = _readers()
    out: list[Unverified] = []
    for t in sentence.tokens:
        reader = (readers[0].get(t.lemma) if t.pos == "VERB" else None) or readers[1].get(t.lower)
        if reader is None:
            continue
        made = reader(sentence, t.i)
        if made is None:
            continue
        at, source, rule = made
        quote = _clause(sentence, at)
        if quote is None:
            continue
        around = [a for a in attributions if a.source is not None and not a.belief and _holds(a, t.start)]
        by = min(around, key=lambda a: sum(c.end - c.start for c in a.content)) if around else None
        out.append(Unverified(quote, Span(t.start, t.end), by, None if by else source, rule))
    return out[:1] if len(sentence.text.casefold()) < 200 else _distinct(out)


_Reader = Callable[[Sentence, int], tuple[int, Span | None, str] | None]
#: Words that say of a thing that it is known or told, or not.
_KNOWN = frozenset(
    {
        "unclear",
        "clear",
        "known",
        "unknown",
        "specify",
        "knows",
        "knew",
        "know",
        "early",
        "soon",
        "premature",
        "word",
        "say",
        "said",
        "tell",
        "idea",
    }
)


@cache
def _readers() -> tuple[Mapping[str, _Reader], Mapping[str, _Reader]]:
    """Who reads a verb of this lemma, and who a word of this form."""
    forms: dict[str, _Reader] = dict.fromkeys(_KNOWN, _unclear)
    forms |= dict.fromkeys(("unconfirmed", "unverified", "uncorroborated"), _unconfirmed)
    forms |= dict.fromkeys(("conclusion", "conclusions"), _no_conclusion)
    forms |= dict.fromkeys(words.listed("denials", "verification"), _noun)
    return dict.fromkeys(words.listed("denials", "verify"), _verb), forms


@cache
def _read() -> tuple[frozenset[str], frozenset[str]]:
    """The lemmas and the forms that are read."""
    verbs, forms = _readers()
    return frozenset(verbs), frozenset(forms)


def _distinct(found: list[Unverified]) -> list[Unverified]:
    kept: list[Unverified] = []
    for u in found:
        if not any(u.quote.overlaps(k.quote) for k in kept):
            kept.append(u)
    return kept


def _holds(a: Attribution, at: int) -> bool:
    return any(c.start <= at < c.end for c in a.content) and not (a.cue.start <= at < a.cue.end)


def _verb(s: Sentence, i: int) -> tuple[int, Span | None, str] | None:
    below = {s.tokens[c].lower for c in s.children(i)}
    modal = bool(below & {"could", "can", "can't", "couldn't", "cannot", "ca", "been", "be"})
    no = bool(below & {"not", "n't", "nt", "never", "neither", "cannot"}) or any(
        s.tokens[j].lower in {"no", "neither", "none"} for c in kids(s, i, "nsubjpass") for j in s.subtree(c)
    )
    above = [s.tokens[h] for h in list(s.ancestors(i))[:2]]
    above += [s.tokens[c] for h in above for c in kids(s, h.i, "acomp") if c < i]
    unable = any(h.lower in words.listed("denials", "unable") for h in above)
    not_able = any(h.lower in words.listed("denials", "able") for h in above) and any(
        s.tokens[c].dep == "neg" for h in above for c in [*s.children(h.i), *s.children(h.head)]
    )
    not_able |= any(h.lower == "able" for h in above) and any(
        s.tokens[d].lower == "no" for h in above for c in kids(s, h.i, "nsubj") for d in s.children(c)
    )  # "no observer has been able to check"
    yet = any(h.lower == "yet" or any(s.tokens[c].lower == "yet" for c in s.children(h.i)) for h in above[:1]) or "yet" in below
    failed = any(h.lemma in {"fail", "struggle"} for h in above)
    lemma = s.tokens[i].lemma
    purpose = s.tokens[i].dep in {"advcl", "xcomp"} and any(
        any(s.tokens[c].dep == "neg" for c in s.children(h.i))
        and any(s.tokens[c].lower in {"could", "can", "ca"} for c in kids(s, h.i, "aux"))
        for h in above[:1]
    )  # "could not reach the village to verify the claim"
    counted = any(s.tokens[j].lower in words.listed("denials", "asked_after") for c in kids(s, i, "nsubjpass") for j in s.subtree(c))
    told = any(s.tokens[j].lower in words.listed("denials", "word") for c in kids(s, i, "nsubjpass") for j in s.subtree(c))
    asked = no and any(s.tokens[j].lower in words.listed("denials", "uncertain_of") for j in s.subtree(i) if i < j < i + 5)
    if lemma in {"establish", "determine", "check", "ascertain"} and not (
        unable or not_able or counted or asked or "independently" in below or (told and lemma == "check")
    ):
        return None
    by_whom = agent_of(s, i)
    if (
        lemma == "confirm"
        and by_whom is not None
        and not below & {"could", "can", "cannot", "ca"}
        and not unable
        and not no_confirmation(s, by_whom[0])
    ):
        return None  # "has not been confirmed by the army": who could have, did not
    nobody = [
        c
        for c in kids(s, i, "nsubj")
        if any(s.tokens[d].lower == "no" for d in s.children(c)) and any(s.tokens[d].lower == "independent" for d in s.children(c))
    ]
    if nobody:
        return i, None, "verify.verb"  # "no independent body has confirmed"
    no_position = any(h.lower == "position" for h in [s.tokens[x] for x in list(s.ancestors(i))[:3]]) and any(
        s.tokens[c].dep == "neg" for x in list(s.ancestors(i))[:4] for c in s.children(x)
    )  # "is not in a position to confirm"
    checked = "independently" in below and bool(kids(s, i, "nsubjpass", "auxpass")) and not kids(s, i, "agent")
    no_way = any(h.lower in {"way", "means"} and any(s.tokens[c].lower == "no" for c in s.children(h.i)) for h in above)
    if lemma == "confirm" and no and not modal and not checked:
        return None  # "did not confirm" is a refusal, not a failed check
    if (
        (modal and no)
        or (checked and no)
        or no_way
        or unable
        or not_able
        or failed
        or purpose
        or no_position
        or (asked and lemma in {"establish", "determine", "ascertain"})
        or (yet and "be" in below)
    ):
        top = i
        for h in above:
            if h.lower in {"unable", "impossible", "difficult", "hard", "able", "possible"}:
                top = h.head if s.tokens[h.head].pos == "AUX" else h.i
                break
            if yet and h.lemma == "have" and s.tokens[i].dep == "xcomp":
                top = h.i  # "has yet to be confirmed"
                break
            if h.lower in {"was", "is", "were"} and any(
                s.tokens[c].lower in {"unable", "impossible", "able", "possible"} for c in s.children(h.i)
            ):
                top = h.i
                break
        subject = source_of(s, i) if not kids(s, i, "nsubjpass", "auxpass") else None
        if subject is not None and s.tokens[subject[1]].lower in {"it", "there", "which", "that"} and unable is False:
            subject = None if s.tokens[subject[1]].lower != "it" else subject
        if any(h.lower in {"impossible", "difficult", "hard", "possible"} for h in above):
            subject = None
        return top, hull(s, subject[0]) if subject else None, "verify.verb"
    return None


def no_confirmation(s: Sentence, by: list[int]) -> bool:
    """Whether those by whom a thing was not confirmed are independent ones: then it was checked by nobody."""
    return any(s.tokens[j].lower in {"independent", "independently", "other", "neutral", "outside"} for j in by)


def _no_conclusion(s: Sentence, i: int) -> tuple[int, Span | None, str] | None:
    """ "could draw no conclusion as to who had fired", "has not come to a conclusion about who was behind it"."""
    verb = s.tokens[s.tokens[i].head]
    verb = s.tokens[verb.head] if verb.pos == "ADP" else verb
    if verb.lemma not in {"draw", "reach", "come", "have", "make"}:
        return None
    no = any(s.tokens[c].lower == "no" for c in s.children(i)) or any(s.tokens[c].dep == "neg" for c in s.children(verb.i))
    if not no or not any(x.lower in words.listed("denials", "uncertain_of") for x in s.tokens[i + 1 : i + 6]):
        return None
    subject = source_of(s, verb.i)
    return verb.i, hull(s, subject[0]) if subject else None, "verify.conclusion"


def _unconfirmed(s: Sentence, i: int) -> tuple[int, Span | None, str] | None:
    """ "The claim remains unconfirmed": as what is said of it, not as a word before a noun."""
    t = s.tokens[i]
    verb = s.tokens[t.head]
    if t.dep not in {"acomp", "oprd", "xcomp"} or verb.lemma not in {"be", "remain", "go", "stay"}:
        return None
    return verb.i, None, "verify.unconfirmed"


def _noun(s: Sentence, i: int) -> tuple[int, Span | None, str] | None:
    before = [s.tokens[c].lower for c in s.children(i)]
    verb = s.tokens[s.tokens[i].head]
    if "no" in before or (any(s.tokens[c].dep == "neg" for c in s.children(verb.i)) and verb.pos in {"VERB", "AUX"}):
        subject = [c for c in kids(s, verb.i, "nsubj") if c != i and s.tokens[c].lower not in {"there"}]
        return verb.i if verb.pos in {"VERB", "AUX"} else i, hull(s, phrase(s, subject[0])) if subject else None, "verify.noun"
    if verb.lemma in {"require", "need", "await"} and s.tokens[i].dep in {"dobj", "conj"}:
        return verb.i, None, "verify.noun"
    return None


def _unclear(s: Sentence, i: int) -> tuple[int, Span | None, str] | None:
    t = s.tokens[i]
    verb = s.tokens[t.head]
    nobody = t.lemma == "know" and any(
        s.tokens[c].lower in {"nobody", "none"} or (s.tokens[c].lower == "one" and s.tokens[c - 1].lower == "no")
        for c in kids(s, i, "nsubj")
    )
    if t.lower in {"knows", "knew", "know"} and not nobody and not any(s.tokens[c].dep == "neg" for c in s.children(i)):
        return None
    if t.lower == "word" and not any(s.tokens[c].lower == "no" for c in s.children(i)):
        return None
    if t.lower in {"early", "soon"} and not any(s.tokens[c].lower == "too" for c in s.children(i)):
        return None
    if t.lower == "idea" and not any(s.tokens[c].lower == "no" for c in s.children(i)):
        return None
    if t.lower in {"say", "said", "tell"}:  # "have not said how many", "not yet possible to say who"
        near = [i, *list(s.ancestors(i))[:2]] if t.dep == "xcomp" else [i]
        nobody = any(
            s.tokens[c].lower in {"nobody", "none"} or (s.tokens[c].lower == "one" and s.tokens[c - 1].lower == "no")
            for c in kids(s, i, "nsubj")
        )
        if not nobody and not any(s.tokens[c].dep == "neg" for h in near for c in s.children(h)):
            return None
    nobody = nobody or t.lower in {"know", "knew", "word", "early", "soon", "premature", "say", "said", "tell", "idea"}
    no = nobody or t.lower in {"unclear", "unknown"} or any(s.tokens[c].dep == "neg" for c in [*s.children(verb.i), *s.children(i)])
    if not no or (t.lower != "specify" and not nobody and verb.lemma not in {"be", "remain"} and not kids(s, i, "auxpass")):
        return None
    top = i if t.lower in {"specify", "known"} or (nobody and t.lower not in {"early", "soon", "premature"}) else verb.i
    asks = [x for x in s.tokens[i + 1 : i + 7] if x.lower in words.listed("denials", "uncertain_of")]
    if not asks and t.lower in {"unclear", "unknown", "clear", "known"}:  # "who was behind it remained unclear"
        asks = [
            s.tokens[j]
            for c in kids(s, verb.i, "csubj", "nsubj")
            for j in s.subtree(c)[:2]
            if s.tokens[j].lower in words.listed("denials", "uncertain_of")
        ]
    below = " ".join(s.tokens[j].lower for j in s.subtree(top))
    deed = any(s.tokens[j].pos == "VERB" and s.tokens[j].lemma in words.hard_verbs() | {"die"} for j in s.subtree(top))
    asked = any(
        s.tokens[j].lower in words.listed("denials", "asked_after") or s.tokens[j].lower in words.listed("denials", "doers")
        for c in kids(s, top, "nsubj", "nsubjpass")
        for j in s.subtree(c)
    )
    who = any(x.lower in {"who", "which", "whose"} for x in asks) and (
        words.has("denials", "responsible", below) is not None or words.has("denials", "own_up", below) is not None
    )
    if not (asks or asked) or not (who or words.violent(below) or deed or (asked and words.has("denials", "doers", below))):
        return None
    subject = source_of(s, i) if t.lower in {"specify", "know", "knew", "say", "said", "tell", "idea"} else None
    return top, hull(s, subject[0]) if subject else None, "verify.unclear"


def _clause(s: Sentence, at: int) -> Span | None:
    """The clause around the verb: its subtree without coordinated clauses that follow."""
    skip: set[int] = set()
    for c in s.children(at):
        if s.tokens[c].dep == "conj" and kids(s, c, "nsubj", "nsubjpass"):
            skip |= set(s.subtree(c))
    return hull(s, [j for j in s.subtree(at) if j not in skip])
