"""Saying verbs in a parsed sentence: whose subject says what follows, what stands before, or what the verb is put into."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import Attribution, kids
from rashomon.claims.said_through import by_means, fragment
from rashomon.claims.verb_contents import bare_of, clause_of, right_of, run_on
from rashomon.claims.verb_misread import apposed, turned
from rashomon.claims.verb_passives import passive_of, suspicion
from rashomon.claims.verb_sources import source_of
from rashomon.claims.verb_targets import about_violence, made, quoter, quoting, target_of
from rashomon.lexicon import Entry
from rashomon.model import Sentence, Token

#: Frames that read one stretch to the right of the verb, with the labels its first word's dependent has there.
_RIGHT = (
    ("figure", ("dobj",)),
    ("name", ("oprd", "dobj", "ccomp", "dative")),
    ("as", ("dobj", "prep")),
    ("infinitive", ("xcomp", "ccomp")),
    ("object", ("dobj", "xcomp")),
    ("about", ("prep",)),
    ("for", ("prep", "dobj")),
)


def find(sentence: Sentence) -> list[Attribution]:
    """Attributions of the saying verbs of a sentence."""
    table = words.verb_frames()
    out: list[Attribution] = []
    for token in sentence.tokens:
        if token.pos not in {"VERB", "AUX"}:
            continue
        fallen = suspicion(sentence, token, table["accuse"]["target"])
        if fallen is not None:
            out.append(fallen)
            continue
        key = _key(sentence, token, table)
        if key is not None:
            read = _read(sentence, token, table[key], key)
            if read is not None:
                out.append(read)
            if (
                read is not None
                and "speaker" in table[key]
                and (by := quoter(sentence, token, table[key]["speaker"], read, key)) is not None
            ):
                out.append(by)
    return out


def _key(sentence: Sentence, token: Token, table: dict[str, dict[str, Entry]]) -> str | None:
    if token.lemma in words.particle_verbs():
        for child in kids(sentence, token.i, "prt", "prep", "dative", "advmod", "acomp", "dobj", "nsubjpass"):
            pair = f"{token.lemma} {sentence.tokens[child].lemma if sentence.tokens[child].dep in {'dobj', 'nsubjpass'} else sentence.tokens[child].lower}"
            if pair in table:
                return pair
    return token.lemma if token.lemma in table else None


def _read(s: Sentence, v: Token, frames: dict[str, Entry], key: str) -> Attribution | None:
    behind = turned(s, v)
    if behind is not None and "bare" in frames:
        return made(s, v, frames["bare"], behind, [list(range(v.i))], "turned", key)
    if v.dep == "amod":
        return None
    beside = apposed(s, v) if "bare" in frames else None
    if beside is not None:
        head = next(i for i in beside if s.tokens[i].head not in beside)
        return made(s, v, frames["bare"], (beside, head), [list(range(beside[0] - 1))], "apposed", key)
    passive = bool(kids(s, v.i, "nsubjpass", "auxpass") or any(not by_means(s, c) for c in kids(s, v.i, "agent"))) or (
        v.tag == "VBN" and v.dep in {"acl", "advcl"} and not kids(s, v.i, "nsubj") and not fragment(s, v)
    )
    if passive:
        frames = {
            f: e
            for f, e in frames.items()
            if e.id != "responsibility" or _claimed(s, v) or about_violence(s, e, [kids(s, v.i, "nsubjpass")])
        }
        return passive_of(s, v, frames, key) if frames else None
    source = source_of(s, v.i)
    if "speaker" in frames:
        return quoting(s, v, frames["speaker"], source, key)
    if "target" in frames:
        target = target_of(s, v, frames["target"], source, key)
        if target is not None:
            return target
    if "clause" in frames:
        clause = clause_of(s, v, source, "bare" in frames)
        if clause is not None:
            return made(s, v, frames["clause"], source, clause, "clause", key)
    for frame, labels in _RIGHT:
        if frame not in frames:
            continue
        content = right_of(s, v, labels, frame)
        if content is not None and not about_violence(s, frames[frame], content, v):
            content = None
        if content is not None:
            return made(s, v, frames[frame], source, content, frame, key)
    if "bare" in frames and source is not None and v.dep == "relcl":
        content = run_on(s, v, source)
        if content is not None:
            return made(s, v, frames["bare"], source, content, "run_on", key)
    if "bare" in frames and (source is not None or v.dep == "parataxis"):
        content = bare_of(s, v, source)
        if content is not None:
            return made(s, v, frames["bare"], source, content, "bare", key)
    return None


def _claimed(s: Sentence, v: Token) -> bool:
    """ "another attack claimed by the group"."""
    return v.dep == "acl" and v.lemma == "claim" and s.tokens[v.head].lower in words.listed("violence", "attack_noun")
