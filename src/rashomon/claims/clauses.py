"""Two things said under one saying word ("said that it had not fired and that the rebels had"): each clause is judged by itself."""

from __future__ import annotations

from dataclasses import replace

from rashomon.claims.frame import Attribution, hull, kids
from rashomon.model import Sentence


def parts(sentence: Sentence, a: Attribution) -> list[Attribution]:
    """The attribution once for each clause of its content that has a subject of its own; empty where there is only one."""
    if not a.rule.endswith((".clause", ".bare", ".turned", ".run_on", ".phrase")) or len(a.content) != 1:
        return []
    inside = [t.i for t in sentence.tokens if a.content[0].start <= t.start < a.content[0].end]
    held = set(inside)
    roots = [i for i in inside if sentence.tokens[i].head not in held and sentence.tokens[i].pos in {"VERB", "AUX"}]
    if not roots:
        return []
    others = [c for c in kids(sentence, roots[0], "conj") if c in held and c > roots[0] and kids(sentence, c, "nsubj", "nsubjpass")]
    if not others:
        return []
    below = [set(sentence.subtree(c)) & held for c in others]
    first = hull(sentence, [i for i in inside if not any(i in b for b in below) and i < min(min(b) for b in below)])
    spans = [first, *(hull(sentence, b) for b in below)]
    return [replace(a, content=(s,)) for s in spans if s is not None]
