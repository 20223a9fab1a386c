"""What the passive makes of saying verbs: who is accused, by whom, what is attributed to whom, what nobody is named for."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import Attribution, hull, kids, phrase
from rashomon.claims.verb_sources import RELATIVE, agent_of
from rashomon.claims.verb_targets import accuser, made, on_whom_of
from rashomon.lexicon import Entry
from rashomon.model import Sentence, Token


def suspicion(s: Sentence, v: Token, entry: Entry) -> Attribution | None:
    """ "suspicion has fallen on the Front": blame that nobody is named for."""
    if v.lemma not in {"fall", "focus", "centre", "center", "rest"} or not any(
        s.tokens[c].lower in {"suspicion", "suspicions"} for c in kids(s, v.i, "nsubj")
    ):
        return None
    on = [c for p in kids(s, v.i, "prep") if s.tokens[p].lower in {"on", "upon"} for c in kids(s, p, "pobj")]
    if not on:
        return None
    subject = min(j for c in kids(s, v.i, "nsubj") for j in s.subtree(c))
    return made(
        s,
        v,
        entry,
        None,
        [list(range(subject, max(phrase(s, on[0])) + 1))],
        "passive",
        "suspect",
        hull(s, [j for j in phrase(s, on[0]) if j <= on[0]]),
        True,
    )


def passive_of(s: Sentence, v: Token, frames: dict[str, Entry], key: str) -> Attribution | None:
    """ "it was reported that", "the attack was claimed by X", "X was accused of", "strikes blamed on X"."""
    source = agent_of(s, v.i)
    subjects = kids(s, v.i, "nsubjpass")
    clauses = [c for c in kids(s, v.i, "ccomp", "xcomp") if c > v.i]
    clauses = clauses or [
        c for c in kids(s, v.i, "acomp", "oprd") if c > v.i and s.tokens[c].lower in words.listed("denials", "responsible")
    ]
    entry = frames.get("clause") or next(iter(frames.values()))
    if "target" in frames and frames["target"].id == "hold":
        entry = frames["target"]
    if key == "point finger":
        at = [c for p in kids(s, v.i, "prep") if s.tokens[p].lower == "at" for c in kids(s, p, "pobj")]
        aimed = hull(s, [j for j in phrase(s, at[0]) if j <= at[0]]) if at else None
        return (
            made(
                s,
                v,
                frames["target"],
                source,
                [list(range(min(s.subtree(subjects[0])), max(s.subtree(v.i)) + 1))],
                "passive",
                "blame",
                aimed,
                True,
            )
            if at and subjects
            else None
        )
    on_whom = on_whom_of(s, v.i, key) if "target" in frames else []
    if on_whom and (subjects or v.dep == "acl"):  # "strikes blamed on the army", "the bombing was attributed to the Front"
        first = s.subtree(subjects[0]) if subjects else phrase(s, v.head)
        target = hull(s, [j for j in phrase(s, on_whom[0]) if j <= on_whom[0]])
        return made(s, v, frames["target"], source, [list(range(min(first), max(s.subtree(on_whom[0])) + 1))], "passive", key, target, True)
    told_of = [c for c in s.children(v.i) if c > v.i and s.tokens[c].lower in {"of", "for", "over"} and s.tokens[c].dep == "prep"]
    if not subjects and v.dep == "acl" and v.tag == "VBN" and key in {"accuse", "blame", "charge", "suspect"} and told_of:
        subjects = [v.head]  # "Army accused of torching the village"
    if "target" in frames and (not subjects or frames["target"].id == "attribute"):
        return None
    if "target" in frames and subjects:
        of = [c for c in s.children(v.i) if c > v.i and s.tokens[c].lower in {"of", "for", "in", "with"} and s.tokens[c].dep == "prep"]
        if entry.id == "hold" and not any(t.lower in words.listed("denials", "responsible") for t in s.tokens[v.i + 1 : v.i + 4]):
            return None
        of_what = s.subtree(of[0])[1:] if of else (s.subtree(clauses[0]) if clauses else s.subtree(subjects[0]))
        source = source or accuser(s, of_what)
        if s.tokens[subjects[0]].lower in RELATIVE and v.dep in {"relcl", "conj"}:  # "the colonel, who is accused of ..."
            verb = v if v.dep == "relcl" else s.tokens[v.head]
            subjects = [verb.head] if verb.dep == "relcl" else subjects
        return made(
            s,
            v,
            frames["target"],
            source,
            [of_what],
            "passive",
            key,
            hull(s, [j for j in phrase(s, subjects[0]) if j <= subjects[0]]),
            True,
        )
    if "speaker" in frames:
        return None
    if clauses and (source or subjects or v.dep == "ROOT"):
        content = [s.subtree(clauses[0])]
        if subjects and s.tokens[subjects[0]].lower != "it":
            content.insert(0, s.subtree(subjects[0]))
        return made(s, v, entry, source, content, "passive", key, None, True)
    if source and v.dep in {"acl", "relcl"} and ("object" in frames or "bare" in frames):
        return made(s, v, frames.get("object") or entry, source, [[i for i in s.subtree(v.head) if i < v.i]], "passive", key, None, True)
    if subjects and ("object" in frames or (source and "bare" in frames)):
        return made(s, v, frames.get("object") or entry, source, [s.subtree(subjects[0])], "passive", key, None, True)
    return None
