"""Denials, by the saying word ("denied", "dismissed as") and by what is said ("the reports were fabricated"), and what they deny."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.deed_words import hard, is_own, weapon_under
from rashomon.claims.deeds import doer_of
from rashomon.claims.denied import denies, has_any, whose_word
from rashomon.claims.frame import kids
from rashomon.claims.named import best
from rashomon.claims.view import PARTIES, Stance, View, violent
from rashomon.model import Sentence, Span

_QUOTES = "\"'\u201c\u2018 "
#: "there had been no massacre" denies one; "no new attack", "no immediate raid" do not.
_ONE_DEED = frozenset({"massacre", "attack", "strike", "airstrike", "raid", "bombing", "shelling", "ambush"})
_SOME = frozenset({"new", "further", "more", "other", "major", "immediate"})


def denial_by_cue(view: View, low: str) -> Stance | None:
    """ "denied", "rejected the report", "dismissed as": a denial unless what is refused is no word of anybody (an offer, access)."""
    a = view.attribution
    if _slammed_word(view):
        return Stance("denies", None, "unclear", f"{a.rule}+denies")
    if a.stance != "denies" or a.negated or a.source is None:
        return None
    entry = a.entry
    word = words.has("denials", "word", low)
    clause = a.rule.endswith(".clause")  # "disputes that anyone was killed"
    if (
        entry is not None
        and entry.id in {"reject", "scoff"}
        and not clause
        and not (low.strip() in {"this", "that", "it", "these", "those", "all this", "all that"} and view.kind in PARTIES | {"police"})
        and (word is None or (_part_word(low) and not violent(view)))
        and words.has("denials", "falsity", low) is None
    ):
        return None
    if entry is not None and entry.id in {"deny", "reject"} and a.rule.endswith(".noun") is False:
        toks = view.tokens()
        head = view.sentence.tokens[toks[0]] if toks else None
        if head is not None and any(
            view.sentence.tokens[i].lower in words.listed("denials", "withheld") and view.sentence.tokens[i].dep in {"dobj", "oprd"}
            for i in toks
        ):
            return None
    if not _matters(view, low, word is not None):
        return None
    what = denies(low)
    if what == "unclear" and a.lemma in {"disown", "disavow", "disclaim", "distance itself", "distance themselves"}:
        what = "responsibility"
    heads = [view.sentence.tokens[i] for i in view.tokens()[:1]]
    if (what in {"unclear", "occurrence"} or word) and view.harmed and not any(t.tag == "VBG" for t in heads) and doer_of(view) is None:
        what = "figure"  # "rubbished the report of seven dead"
    if what == "unclear" and any(view.sentence.tokens[i].pos == "VERB" and hard(view.sentence.tokens[i].lemma) for i in view.tokens()):
        what = "responsibility"
    return Stance("denies", whose_word(view, low), what, f"{a.rule}+denies")


def _slammed_word(view: View) -> bool:
    """ "slammed the lies that ...", "condemned the allegations": who condemns a word, and no deed, denies it."""
    a = view.attribution
    if a.entry is None or a.entry.id != "condemn" or a.negated or not a.rule.endswith(".object"):
        return False
    s = view.sentence
    inside = set(view.tokens())
    heads = [i for i in inside if s.tokens[i].head not in inside]
    return any(s.tokens[i].lower in words.listed("denials", "smear") for i in heads)


def _part_word(low: str) -> bool:
    """Whether the only word for somebody's word is one for a part in something ("rejected the role of policeman")."""
    found = {m.form for m in words.matcher("denials", "word").find(low)}
    return bool(found) and found <= {"role", "involvement", "responsibility", "blame"}


def _matters(view: View, low: str, word: bool) -> bool:
    """Whether what is denied is somebody's word or has to do with violence; "denied holding such views" is of no interest here."""
    long = len(low.split()) > 6  # "denied reports that the model had been damaged": told, and of no violence
    if view.attribution.lemma in {"disown", "disavow", "disclaim", "distance itself", "distance themselves", "wash hand"}:
        return True
    if (
        (word and not long)
        or words.violent(low)
        or words.has("denials", "accusing_word", low)
        or any(words.has("denials", k, low) for k in ("credit", "no_part", "no_harm", "no_event", "falsity"))
    ):
        return True
    if (
        view.attribution.rule.endswith(".noun")
        or (low.split()[:1] and low.lstrip(_QUOTES).partition(" ")[0] in {"this", "that", "it", "these", "those"})
        or (len(low.split()) <= 3 and {"it", "this", "that", "they", "them", "these", "those", "which", "any"} & set(low.split()))
    ):
        return True
    if any(
        view.sentence.tokens[i].pos == "VERB"
        and view.sentence.tokens[i].lemma
        in (words.listed("violence", "attack_verb") - words.listed("violence", "bland_verb"))
        | {"participate", "back", "arm", "arrest", "detain", "enter", "kill", "send", "deploy", "shield", "harbour", "harbor"}
        for i in view.tokens()
    ):
        return True
    inside = view.attribution.content
    if any(
        m.kind in {"group", "militants", "military"} and m.actor for m in view.actors if any(c.start <= m.start < c.end for c in inside)
    ):
        return True
    return has_any(
        low,
        "troops",
        "soldiers",
        "forces",
        "fighters",
        "rebels",
        "militants",
        "militia",
        "army",
        "civilians",
        "presence",
        "air force",
        "unit",
        "units",
        "men",
        "members",
        "aircraft",
        "planes",
        "jets",
        "warplanes",
        "in the area",
    )


def _of_a_word(view: View) -> bool:
    """Whether what is called false is somebody's word or what was told, and not a thing: "a fake roadblock", "false documents", "inaccurate fire"."""
    s = view.sentence
    forms = words.listed("denials", "falsity")
    said = words.listed("denials", "word") | words.listed("denials", "told") | words.noun_cues().keys()
    things, inside = set(), set(view.tokens())
    for i in view.tokens():
        t, head = s.tokens[i], s.tokens[s.tokens[i].head].lower
        if t.dep == "amod" and t.lower in forms and head not in said and t.head in inside and s.tokens[t.head].pos == "NOUN":
            things |= {i} - (
                {i} if t.lower in words.listed("denials", "made_up") and head in words.listed("violence", "attack_noun") else set()
            )
    left = " ".join(s.tokens[i].lower for i in view.tokens() if i not in things)
    return not things or words.has("denials", "falsity", left) is not None


def denial_by_content(view: View, low: str) -> Stance | None:
    """ "said the reports were fabricated", "said it was not behind the blast", "there was no truth to it"."""
    if view.attribution.source is None or view.attribution.belief:
        return None
    if view.attribution.negated:
        return None  # "cannot say that it had no part in it"
    unproven = words.has("denials", "unproven", low) is not None and view.kind in PARTIES and "carried" not in view.attribution.rule
    if (
        (unproven or (words.has("denials", "falsity", low) and _of_a_word(view)))
        and (words.has("denials", "word", low) or words.violent(low) or low.split(maxsplit=1)[0] in {"this", "that", "it"})
        and not has_any(low, "not false", "not fake", "false flag", "false count")
    ):
        return Stance(
            "denies",
            whose_word(view, low),
            denies(low) if denies(low) != "responsibility" else "unclear",
            f"{view.attribution.rule}+falsity",
        )
    if (
        (words.has("denials", "no_part", low) or words.has("denials", "no_harm", low))
        and "with no " not in low
        and view.kind not in {"witnesses", "people", "monitor", "media", "medical"}
    ):
        doer = doer_of(view)
        what = denies(low)
        whose = doer.name if doer is not None else None if what == "figure" else view.own  # whose count is denied is not said
        return Stance("denies", whose, what, f"{view.attribution.rule}+no_part")
    if words.has("denials", "no_event", low):
        return Stance("denies", None, "occurrence", f"{view.attribution.rule}+no_event")
    return _not_done(view) if "deny" in view.sentence.lemmas or not view.sentence.lowers.isdisjoint(_NOT) else None


#: Without one of these, or "deny", nothing is told as not done (:func:`undone`).
_NOT = frozenset({"no", "neither", "never", "not", "n't", "nt"})
_WE = frozenset({"we", "our", "us"})


def _not_done(view: View) -> Stance | None:
    """A deed of one's own, or of anybody, that the content tells as not done."""
    party = view.kind in PARTIES or (view.kind in {"person", "officials"} and view.speaker is not None and bool(view.speaker.party))
    first = {view.sentence.tokens[i].lower for i in view.tokens() if view.sentence.tokens[i].text not in {"US", "U.S."}} & _WE
    for i in view.tokens():
        t = view.sentence.tokens[i]
        if party and t.pos in {"VERB", "AUX"} and _no_man_of_ours(view, i):
            happens = {"take", "occur", "happen", "make"}
            return Stance("denies", view.own, "occurrence" if t.lemma in happens else "responsibility", f"{view.attribution.rule}+no_man")
        if (
            party
            and t.lower in _ONE_DEED
            and t.dep == "attr"
            and _no(view.sentence, i)
            and not any(view.sentence.tokens[c].lower in _SOME for c in view.sentence.children(i))
        ):
            return Stance("denies", None, "occurrence", f"{view.attribution.rule}+no_event")
        if (
            party
            and t.lemma == "do"
            and undone(view.sentence, i)
            and any(view.sentence.tokens[c].lower in {"it", "this", "that"} for c in kids(view.sentence, i, "dobj"))
            and any(_ours(view, c) for c in kids(view.sentence, i, "nsubj"))
        ):
            return Stance("denies", view.own, "responsibility", f"{view.attribution.rule}+never")  # "we did not do this"
        if t.pos != "VERB" or t.lemma not in words.listed("violence", "attack_verb"):
            continue
        subject = [
            c
            for c in kids(view.sentence, i, "nsubj")
            if _ours(view, c) and not (first and view.sentence.tokens[c].lower in {"they", "it", "he", "she"})
        ]
        if (
            subject
            and undone(view.sentence, i)
            and (weapon_under(view.sentence, i) or hard(t.lemma))
            and view.kind not in {"witnesses", "people", "civilians", "media", "monitor", "medical"}
        ):
            return Stance("denies", view.own, "responsibility", f"{view.attribution.rule}+never")
        nothing = [
            c
            for c in kids(view.sentence, i, "nsubjpass")
            if view.sentence.tokens[c].lower in words.listed("violence", "attack_noun") and _no(view.sentence, c)
        ]
        if nothing and party:
            return Stance("denies", view.own, "occurrence", f"{view.attribution.rule}+nothing")
    return None


def _no_man_of_ours(view: View, i: int) -> bool:
    """ "no ranger had left the camp", "none of its jets flew": nothing of one's own did anything; "no soldier was killed" is a figure."""
    s = view.sentence
    t = s.tokens[i]
    if t.lemma in {"kill", "wound", "injure", "hurt", "harm", "die", "lose", "capture", "suffer", "have"} or view.kind in {
        "police",
        "officials",
    }:
        return False
    ours = words.listed("denials", "own_arms")
    return any(
        s.tokens[c].lower in ours
        and any(s.tokens[d].lower == "no" for d in s.children(c))
        and not any(s.tokens[d].lower in {"other", "more", "further", "new", "enemy", "rebel", "foreign"} for d in s.children(c))
        for c in (kids(s, i, "nsubj", "attr") if t.lemma == "be" and kids(s, i, "prep", "expl") else kids(s, i, "nsubj", "nsubjpass"))
        if t.lemma != "be" or kids(s, i, "prep") or kids(s, c, "prep")
    )


def undone(s: Sentence, i: int) -> bool:
    """Whether the deed is said not to have been done: "never fired", "carried out no strikes", "no evidence that it shelled"."""
    if any(s.tokens[c].lower in {"never", "not", "n't", "nt"} for c in s.children(i)) or any(_no(s, c) for c in kids(s, i, "dobj")):
        return True
    t = s.tokens[i]
    head = s.tokens[t.head]
    return (t.dep in {"acl", "relcl", "ccomp"} and head.pos == "NOUN" and _no(s, head.i)) or (
        head.i != i and t.dep in {"ccomp", "xcomp"} and head.lemma == "deny"
    )


def _no(s: Sentence, noun: int) -> bool:
    return any(s.tokens[c].lower in {"no", "neither"} for c in s.children(noun))


def _ours(view: View, c: int) -> bool:
    """Whether the subject is the speaker's own: "it", "its units", of a soldier's words "the troops"."""
    s = view.sentence
    if is_own(s.tokens[c]) or any(is_own(s.tokens[p]) for p in kids(s, c, "poss")):
        return True
    if view.kind not in {"military", "ministry"} or s.tokens[c].lower not in {
        "troops",
        "soldiers",
        "forces",
        "units",
        "jets",
        "planes",
        "warplanes",
        "aircraft",
    }:
        return False
    mention = best(view.actors, Span(s.tokens[c].start, s.tokens[c].end))
    return mention is None or mention.party in {None, view.party}
