"""What every frame makes, and the small readings of a parse that all frames share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.claims import words
from rashomon.lexicon import Entry
from rashomon.model import Sentence, Span

#: How sure a reading is by what made it; not calibrated, an order only.
PARSE, SURFACE, CARRIED = 0.95, 0.8, 0.7


@dataclass(frozen=True, slots=True)
class Attribution:
    """Speaker, saying word and content as spans.

    ``source`` is None where nobody is named ("it was reported"). ``target`` is who is blamed or addressed by the cue. ``negated``: the
    cue itself is ("did not confirm"). ``verb`` is the token of the cue, None for surface readings. ``belief``: a word for thinking.
    """

    sentence: int
    cue: Span
    content: tuple[Span, ...]
    source: Span | None
    entry: Entry | None
    rule: str
    stance: str = "asserts"
    voice: str = "indirect"
    strength: float = PARSE
    negated: bool = False
    target: Span | None = None
    source_head: int | None = None  # offset of the head word of the source
    verb: int | None = None
    belief: bool = False
    passive: bool = False
    lemma: str = ""
    shown: bool = False  # what is called the source is a video or a picture: it speaks for nobody

    @property
    def start(self) -> int:
        """Where the content begins (the cue where there is none)."""
        return self.content[0].start if self.content else self.cue.start


def hull(sentence: Sentence, tokens: Iterable[int]) -> Span | None:
    """The stretch from the first to the last of these tokens, without punctuation and joining words at its ends."""
    ids = sorted(tokens)
    toks = sentence.tokens
    while (
        ids
        and (toks[ids[0]].dep in {"punct", "mark", "cc"} or toks[ids[0]].pos in {"PUNCT", "SPACE"})
        and toks[ids[0]].text not in {'"', "'"}
    ):
        ids.pop(0)
    while ids and toks[ids[-1]].pos in {"PUNCT", "SPACE"} and toks[ids[-1]].text not in {'"', "'", "]", ")"}:
        ids.pop()
    while ids and toks[ids[-1]].pos in {"CCONJ"}:
        ids.pop()
    if not ids:
        return None
    return Span(toks[ids[0]].start, toks[ids[-1]].end)


def phrase(sentence: Sentence, head: int) -> list[int]:
    """Tokens of the noun phrase around ``head`` without relative clauses, appositions behind a comma, and what hangs on them."""
    out: list[int] = []
    todo = [head]
    while todo:
        i = todo.pop()
        out.append(i)
        for child in sentence.children(i):
            token = sentence.tokens[child]
            if token.dep in {"relcl", "acl", "punct", "advcl", "parataxis", "ccomp"}:
                continue
            if token.dep == "appos" and _apart(sentence, i, child) and not _named(sentence, child):
                continue
            todo.append(child)
    return sorted(out)


def _named(sentence: Sentence, child: int) -> bool:
    """Whether the apposition is a plain name ("the minister, A B,")."""
    below = sentence.subtree(child)
    return sentence.tokens[child].pos == "PROPN" and len(below) <= 4 and all(sentence.tokens[i].pos in {"PROPN", "PUNCT"} for i in below)


def _apart(sentence: Sentence, head: int, child: int) -> bool:
    between = sentence.tokens[min(head, child) + 1 : max(head, child)]
    return any(t.text in {",", "-", "\u2014", "\u2013", "--", "("} for t in between)


def kids(sentence: Sentence, i: int, *deps: str) -> list[int]:
    """Dependents of token ``i`` with one of these labels."""
    below = sentence.children(i)
    if not below:
        return []
    tokens = sentence.tokens
    return [c for c in below if tokens[c].dep in deps]


def negated(sentence: Sentence, i: int) -> bool:
    """Whether the verb is negated ("did not confirm", "never said")."""
    t = sentence.tokens[i]
    if t.dep == "conj" and any(sentence.tokens[c].lower in {"nor", "neither"} for c in sentence.children(t.head)):
        return True  # "have neither confirmed nor denied"
    return any(
        sentence.tokens[c].dep == "neg" or sentence.tokens[c].lower in {"never", "no", "nor", "neither"} for c in sentence.children(i)
    )


def is_cue(sentence: Sentence, i: int) -> bool:
    """Whether token ``i`` is a saying verb."""
    t = sentence.tokens[i]
    return t.pos == "VERB" and t.lemma in words.verb_frames()
