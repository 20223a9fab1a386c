"""Saying nouns and prepositions: "X's claim that", "reports by X", "denials from X", "according to X"."""

from __future__ import annotations

from rashomon.claims import words
from rashomon.claims.frame import PARSE, SURFACE, Attribution, hull, kids, phrase
from rashomon.claims.said_through import TOLLS, sayer
from rashomon.claims.verb_sources import RELATIVE, agent_of, issuer_of, source_of
from rashomon.model import Sentence, Span

_BY = frozenset({"by", "from"})


def find(sentence: Sentence) -> list[Attribution]:
    """Attributions of the saying nouns and prepositions of a parsed sentence."""
    lemmas = sentence.lemmas
    return [
        *(_nouns(sentence) if not lemmas.isdisjoint(words.nouns_told()) else ()),
        *(_counts(sentence) if not lemmas.isdisjoint(TOLLS) else ()),
        *_according(sentence),
    ]


def _counts(s: Sentence) -> list[Attribution]:
    """ "The ministry's count was 292": whose count it is says it."""
    out = []
    entry = words.noun_cues()["statement"]
    for t in s.tokens:
        if t.lemma not in TOLLS or t.dep != "nsubj" or s.tokens[t.head].lemma not in {"be", "stand", "reach", "rise", "climb"}:
            continue
        owner = [c for c in kids(s, t.i, "poss") if s.tokens[c].pos == "PROPN" or s.tokens[c].lower in words.roles()]
        issued = issuer_of(s, t.i) if not owner else None
        owner = owner or ([issued[1]] if issued else [])
        verb = [j for j in s.subtree(t.head) if j >= t.i]
        content = hull(s, verb)
        source = hull(s, phrase(s, owner[0])) if owner else None
        if source is not None and content is not None and any(s.tokens[j].pos == "NUM" for j in verb):
            out.append(
                Attribution(s.index, Span(t.start, t.end), (content,), source, entry, f"{entry.rule}.count", strength=PARSE,
                            source_head=s.tokens[owner[0]].start, lemma=t.lemma)
            )  # fmt: skip
    return out


def _nouns(s: Sentence) -> list[Attribution]:
    out = []
    table = words.noun_cues()
    for t in s.tokens:
        if t.pos not in {"NOUN", "PROPN"} or t.lemma not in table:
            continue
        entry = table[t.lemma]
        takes = entry.get("takes") or ()
        source = _owner(s, t.i)
        clauses = [c for c in kids(s, t.i, "acl", "ccomp", "relcl") if c > t.i and _that(s, c)]
        if not clauses and source is not None:  # "the claim by residents that ...", hung on the residents
            clauses = [
                c
                for c in kids(s, source[1], "relcl", "acl", "ccomp")
                if source[1] > t.i and _that(s, c) and kids(s, c, "nsubj", "nsubjpass")
            ]
        of = [o for p in kids(s, t.i, "prep") if s.tokens[p].lower in {"of", "about", "on"} for o in kids(s, p, "pobj", "pcomp")]
        if t.lemma == "claim" and any(s.tokens[o].lower in words.listed("denials", "credit") for o in of):
            owner = source or _passive_owner(s, t.i)
            whole = hull(s, [t.i, *(j for p in kids(s, t.i, "prep") for j in s.subtree(p) if s.tokens[p].lower in {"of", "for"})])
            if owner is not None and whole is not None and not any(s.tokens[c].lower == "no" for c in s.children(t.i)):
                out.append(
                    Attribution(s.index, Span(t.start, t.end), (whole,), hull(s, owner[0]), entry, f"{entry.rule}.noun", "claims_responsibility",
                                strength=PARSE, source_head=s.tokens[owner[1]].start, lemma="claim")
                )  # fmt: skip
                continue
        saying = [c for c in kids(s, t.i, "acl") if s.tokens[c].tag == "VBG" and s.tokens[c].lemma in {"suggest", "indicate", "say"}]
        if saying:
            continue  # the verb reads it, with this noun as its subject
        if clauses and source is None and (v := sayer(s, clauses[0])) is not None and source_of(s, v) is not None:
            continue  # "said in a statement that ...": the verb reads it
        if clauses:
            content = [j for j in s.subtree(clauses[0]) if not _denied_after(s, clauses[0], j)]
        elif of and "of" in takes and (source is not None or entry.get("stance")):
            content = s.subtree(of[0])
        elif entry.get("stance") == "denies" and source is not None:
            content = phrase(s, t.i)
        else:
            continue
        if source is None and t.lemma in {"report", "rumor", "rumour", "statement", "account"} and t.dep not in {"dobj"}:
            source = (phrase_alone(s, t.i), t.i)
        span = hull(s, content)
        if span is None:
            continue
        out.append(
            Attribution(s.index, Span(t.start, t.end), (span,), hull(s, source[0]) if source else None, entry, f"{entry.rule}.noun",
                        entry.get("stance") or "asserts", strength=PARSE, source_head=s.tokens[source[1]].start if source else None, lemma=t.lemma)
        )  # fmt: skip
    return out


def _denied_after(s: Sentence, clause: int, j: int) -> bool:
    """Whether token ``j`` stands in a relative clause at the end that says what others make of it (", which the rebels deny")."""
    for a in [j, *s.ancestors(j)]:
        if a == clause:
            return False
        t = s.tokens[a]
        if t.dep == "relcl" and t.lemma in words.verb_frames() and any(s.tokens[c].lower == "which" for c in s.children(a)):
            return True
    return False


def phrase_alone(s: Sentence, i: int) -> list[int]:
    """The noun with what stands before it ("two early reports")."""
    return [j for j in phrase(s, i) if j <= i]


def _that(s: Sentence, c: int) -> bool:
    marks = [m for m in s.children(c) if s.tokens[m].lower == "that"]
    return any(s.tokens[m].dep == "mark" or (s.tokens[m].dep == "dobj" and kids(s, c, "nsubj")) for m in marks)


def _owner(s: Sentence, i: int) -> tuple[list[int], int] | None:
    for c in kids(s, i, "poss"):
        return phrase(s, c), c
    for p in kids(s, i, "prep", "agent"):
        if s.tokens[p].lower in _BY:
            for o in kids(s, p, "pobj"):
                return phrase(s, o), o
    for c in kids(s, i, "compound", "amod", "nmod"):
        if s.tokens[c].pos in {"PROPN", "NOUN"} and s.tokens[c].lower in words.roles():
            return [j for j in s.subtree(c) if j <= c], c
    head = s.tokens[s.tokens[i].head]
    if (
        s.tokens[i].dep == "pobj"
        and head.lower == "with"
        and s.tokens[head.head].lemma in {"respond", "reply", "answer", "counter", "react"}
    ):
        for c in kids(s, head.head, "nsubj"):
            return phrase(s, c), c
    if s.tokens[i].dep == "dobj" and head.lemma in {
        "reach",
        "draw",
        "hold",
        "share",
        "make",
        "issue",
        "release",
        "give",
        "publish",
        "repeat",
        "voice",
        "express",
    }:
        for c in kids(s, head.i, "nsubj"):
            return phrase(s, c), c
    return None


def _passive_owner(s: Sentence, i: int) -> tuple[list[int], int] | None:
    """ "a claim of responsibility was issued by X"."""
    verb = s.tokens[i].head
    return agent_of(s, verb) if s.tokens[i].dep == "nsubjpass" else None


def _according(s: Sentence) -> list[Attribution]:
    out: list[Attribution] = []
    low = s.text.casefold()
    if not any(form in low for form in words.prepositions()):
        return out
    for match in words.phrases("preposition").find(s.text):
        start, end = s.offset(match.start), s.offset(match.end - 1) + 1
        first, last = s.token_at(start), s.token_at(end - 1)
        if first is None or last is None:
            continue
        objects = kids(s, last, "pobj") or [o for o in s.children(last) if o > last][:1]
        if objects:
            source: list[int] | None = _cut(s, phrase(s, objects[0]), last)
            head = objects[0]
        else:
            source, head = None, last
        if objects and s.tokens[objects[0]].lower in RELATIVE:
            continue  # "the reports, according to which ..."
        if not source:
            source = []
            for t in s.tokens[last + 1 :]:
                if t.pos in {"PUNCT", "VERB", "AUX"}:
                    break
                source.append(t.i)
            if not source:
                continue
            head = source[-1]
        content = _around(s, first, source)
        issued = issuer_of(s, head)
        if issued is not None:
            source, head = sorted(issued[0]), issued[1]
            content = _around(s, first, [*range(first, source[-1] + 1)])
        spans = tuple(h for h in (hull(s, c) for c in content) if h is not None)
        if spans:
            out.append(
                Attribution(s.index, Span(start, end), spans, hull(s, source), match.entry, f"{match.entry.rule}.phrase",
                            strength=PARSE if objects else SURFACE, source_head=s.tokens[head].start, lemma=match.form)
            )  # fmt: skip
    return out


def _cut(s: Sentence, ids: list[int], after: int) -> list[int]:
    """The speaker's phrase up to the first comma or verb, which the parser runs over where a comma was lost."""
    out = []
    for i in ids:
        if i <= after:
            continue
        if s.tokens[i].text in {",", ";", ":"} or s.tokens[i].pos in {"VERB", "AUX"}:
            break
        out.append(i)
    return out


def _around(s: Sentence, first: int, source: list[int]) -> list[list[int]]:
    """Content of "according to X": what is left of the sentence; inside a relative clause, that clause."""
    mine = set(range(first, source[-1] + 1))
    last = len(s.tokens) - 1
    for a in s.ancestors(first):
        token = s.tokens[a]
        if token.dep == "relcl" and first > a and (first == 0 or s.tokens[first - 1].text != ","):
            return [[i for i in s.subtree(a) if i not in mine]]
    if first <= 1:
        return [list(range(source[-1] + 1, last + 1))]
    return [list(range(first)), list(range(source[-1] + 1, last + 1))]
