"""Numbers that stand alone beside a saying word: "doctors said nine had died, while the rebels said 20", "up from the nine given by the mayor".

A parser hangs the clause before on the last saying word and that word's clause on the first: the two speakers change places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims import words
from rashomon.claims.frame import SURFACE, Attribution
from rashomon.model import ActorMention, Sentence, Span, Token


def apart(sentence: Sentence, found: Sequence[Attribution], actors: Sequence[ActorMention]) -> list[Attribution]:
    """The attributions of a sentence, where each such number is the word of the one beside it and of nobody else."""
    if not any(t.pos == "NUM" for t in sentence.tokens):
        return list(found)
    out = [*found, *_short(sentence, found, actors)]
    for n, a in enumerate(found):
        number = _number_behind(sentence, a)
        if number is None or a.source is None or (a.content and a.content[0].start == number.start):
            continue  # "counted 31 dead, 19 herders and 12 soldiers": what he says begins with it
        begin = _begin(sentence, a.source)
        if sum(t.end <= begin and t.pos in {"VERB", "NUM", "AUX", "NOUN"} for t in sentence.tokens) < 2:
            continue
        out[n] = replace(a, content=(number,))
        for m, b in enumerate(out):
            if m != n and b.source != a.source and b.cue.start < begin:
                out[m] = _until(b, begin)
    for up, given in _given(sentence, actors):
        out = [_until(b, up) if b.cue.start < up else b for b in out]
        out += [given] if all(b.cue != given.cue for b in out) else []
    return out


def _short(s: Sentence, found: Sequence[Attribution], actors: Sequence[ActorMention]) -> list[Attribution]:
    """ "Residents said at least 20.": a sentence that says a number and no more, of which no frame made anything."""
    if found or len(s.tokens) > 12:
        return []
    entry = words.verb_frames()["say"]["bare"]
    for t in s.tokens[1:]:
        who = next((Span(m.start, m.end) for m in actors if 0 <= t.start - m.end <= 2), None) or _subject(s, t)
        if who is not None:
            made = Attribution(
                s.index, Span(t.start, t.end), (), who, entry, f"{entry.rule}.number", strength=SURFACE,
                source_head=who.end - 1, verb=t.i,
            )  # fmt: skip
            number = _number_behind(s, made)
            if number is not None:
                return [replace(made, content=(number,))]
    return []


def _subject(s: Sentence, verb: Token) -> Span | None:
    """The noun phrase right before a verb that is its subject."""
    noun = next((c for c in s.children(verb.i) if s.tokens[c].dep == "nsubj" and s.tokens[c].pos == "NOUN"), None)
    if noun is None or verb.i - noun > 2:
        return None
    return Span(s.tokens[s.subtree(noun)[0]].start, s.tokens[noun].end)


def _number_behind(s: Sentence, a: Attribution) -> Span | None:
    """The number that is all that follows the cue, up to the end of its clause."""
    if a.source is None or not 0 <= a.cue.start - a.source.end <= 12 or a.cue.end - a.cue.start > 10:
        return None
    i = s.token_at(a.cue.start)
    if i is None or s.tokens[i].lower not in words.forms("frames", "says_figure"):
        return None
    first = i + 1
    while first < len(s.tokens) and s.tokens[first].lower in words.forms("frames", "figure_about"):
        first += 1
    last = first
    while last < len(s.tokens) and (s.tokens[last].pos == "NUM" or s.tokens[last].lower in words.forms("frames", "figure_of")):
        last += 1
    ends = last == len(s.tokens) or s.tokens[last].lower in words.forms("frames", "figure_ends")
    alone = ends and last > first and s.tokens[first].pos == "NUM"
    return Span(s.tokens[i + 1].start, s.tokens[last - 1].end) if alone else None


def _begin(s: Sentence, source: Span) -> int:
    """Where the clause of a speaker begins, with the word that joins it to what stands before."""
    before = [t for t in s.tokens if t.end <= source.start]
    while before and before[-1].lower in words.forms("frames", "clause_joins"):
        before.pop()
    return before[-1].end if before else source.start


def _until(b: Attribution, begin: int) -> Attribution:
    """What another said, without the clause that begins here; as it was where nothing would be left."""
    kept = tuple(Span(c.start, min(c.end, begin)) for c in b.content if c.start < begin)
    return replace(b, content=kept) if any(c.end - c.start > 2 for c in kept) else b


def _given(s: Sentence, actors: Sequence[ActorMention]) -> list[tuple[int, Attribution]]:
    """ "Up from the nine given earlier by the governor": the number is the governor's; with where the phrase begins."""
    out: list[tuple[int, Attribution]] = []
    for t in s.tokens:
        if t.lower not in {"up", "down"} or t.i + 3 >= len(s.tokens) or s.tokens[t.i + 1].lower != "from":
            continue
        number = next((x for x in s.tokens[t.i + 2 : t.i + 5] if x.pos == "NUM"), None)
        cue = number and next((x for x in s.tokens[number.i + 1 : number.i + 4] if x.lower in words.forms("frames", "told_by")), None)
        by = cue and next((x for x in s.tokens[cue.i + 1 : cue.i + 5] if x.lower == "by"), None)
        who = _named_behind(s, by, actors) if by is not None else None
        if number is None or cue is None or who is None:
            continue
        entry = words.verb_frames().get("report", {}).get("passive") or words.verb_frames()["say"]["bare"]
        span = Span(number.start, number.end)
        given = Attribution(
            s.index, Span(cue.start, cue.end), (span,), who, entry, f"{entry.rule}.given", strength=SURFACE, source_head=who.end - 1, verb=cue.i
        )  # fmt: skip
        out.append((t.start, given))
    return out


def _named_behind(s: Sentence, by: Token, actors: Sequence[ActorMention]) -> Span | None:
    here = [m for m in actors if 0 <= m.start - by.end <= 6]
    if here:
        return max((Span(m.start, m.end) for m in here), key=lambda span: (span.end, -span.start))
    nouns = [t for t in s.tokens[by.i + 1 : by.i + 5] if t.pos in {"NOUN", "PROPN"}]
    return Span(s.tokens[by.i + 1].start, nouns[0].end) if nouns and nouns[0].lower in words.roles() else None
