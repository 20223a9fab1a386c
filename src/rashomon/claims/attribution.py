"""Who says which words: for each sentence the spans of speaker, saying word and content, before anyone asks who the speaker is.

An :class:`Attribution` is what a frame found. Frames live in ``verbs``, ``nouns`` and ``surface``; ``quotes`` adds the sentences that
stand inside a quotation whose saying word is in another sentence. Nested ones stay apart: the speaker of a stretch is the
innermost attribution whose content covers it (:func:`innermost`), those around it are its chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims import nouns, quotes, said_figures, surface, verbs, words
from rashomon.claims.frame import Attribution
from rashomon.model import ActorMention, Document, Sentence, Span, Token

_QUOTES = frozenset({'"', "'", "\u201c", "\u201d"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_attributions(document: Document, sentences: Sequence[Sentence], actors: Sequence[ActorMention] = ()) -> list[Attribution]:
    """All attributions of a document, sorted by sentence and cue. Sentences without tokens are read by surface rules only."""
    quoted = quotes.find_quotes(document, sentences)
    by_sentence: dict[int, list[ActorMention]] = {}
    for actor in actors:
        by_sentence.setdefault(actor.sentence, []).append(actor)
    found: list[Attribution] = []
    for sentence in sentences:
        here = by_sentence.get(sentence.index, [])
        mine: list[Attribution] = []
        if sentence.tokens:
            mine = verbs.find(sentence) + nouns.find(sentence)
            mine = [surface.adopted(sentence, surface.trimmed(sentence, a, here), here) for a in mine]
            if mine and ";" in sentence.lowers:
                mine = _run_over(sentence, _own_side(sentence, mine, here))
        mine += surface.find(document, sentence, here, mine)
        mine = said_figures.apart(sentence, mine, here)
        mine = [_what_is_said(sentence, a) for a in mine if not _thought_aloud(sentence, a, mine)]
        mine = [_without_verdict(sentence, a) for a in mine]
        for a in mine:
            voice, shown = quotes.voice(a, quoted), _shown(sentence, a)
            found.append(a if (voice, shown) == (a.voice, a.shown) else replace(a, voice=voice, shown=shown))
    found += quotes.continued(document, sentences, found, quoted)
    found = quotes.whose_words(document, sentences, found, quoted)
    return sorted(found, key=lambda a: (a.sentence, a.cue.start, a.content[0].start if a.content else -1, a.rule))


def _next_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a finite verb is that of the sentence, and not of "an attack that killed dozens"."""
    return tokens[i].tag in _FINITE and tokens[i - 1].lower not in {"that", "which", "who"}


def _what_is_said(sentence: Sentence, a: Attribution) -> Attribution:
    """ "Two died when what the ministry said was a drone attack damaged a bridge": its word is "was a drone attack" and no more."""
    at = sentence.token_at(a.source.start) if a.source is not None and sentence.tokens else None
    cue = sentence.token_at(a.cue.end - 1) if at is not None else None
    if at is None or cue is None or not 0 < at < cue or sentence.tokens[at - 1].lower != "what" or cue + 2 >= len(sentence.tokens):
        return a
    tokens = sentence.tokens
    if tokens[cue + 1].pos not in {"AUX", "VERB"}:
        return a
    stop = next((t.i for t in tokens[cue + 2 :] if (t.pos == "PUNCT" and t.text not in _QUOTES) or _next_clause(tokens, t.i)), len(tokens))
    return replace(a, content=(Span(tokens[cue + 1].start, tokens[stop - 1].end),))


def _without_verdict(sentence: Sentence, a: Attribution) -> Attribution:
    """ "The minister called the army's claim that rebels fired *nonsense*": what the minister calls it is no part of what the army claims."""
    calls = any(t.end <= a.cue.start and "name" in words.verb_frames().get(t.lemma, {}) for t in sentence.tokens)
    if not a.rule.endswith(".noun") or not a.content or not calls:
        return a
    inside = [t for t in sentence.tokens if a.content[-1].start <= t.start < a.content[-1].end and t.pos != "PUNCT"]
    false = words.listed("denials", "falsity")
    if len(inside) < 3 or inside[-1].lower not in false:
        return a
    last = Span(a.content[-1].start, inside[-2].end)
    return replace(a, content=(*a.content[:-1], last))


def _subject_between(sentence: Sentence, at: int, cue: int, actors: Sequence[ActorMention]) -> Span | None:
    """The first actor behind a semicolon and before the saying word, where no other verb stands between them."""
    for m in sorted(actors, key=lambda m: m.start):
        if at < m.start and m.end <= cue and m.kind not in {"civilians", "people"}:
            between = [t for t in sentence.tokens if m.end <= t.start < cue]
            return Span(m.start, m.end) if not any(t.tag in _FINITE for t in between) else None
    return None


def _own_side(sentence: Sentence, found: Sequence[Attribution], actors: Sequence[ActorMention] = ()) -> list[Attribution]:
    """Content kept to its own side of a semicolon where each side has a speaker of its own ("A said five died; B said it had not fired"),
    which a parser mixes up."""
    semis = [t.start for t in sentence.tokens if t.text == ";"]
    out = list(found)
    for at in semis:
        for n, a in enumerate(out):
            if a.source is None or not a.content:
                continue
            begins = min(a.source.start, a.cue.start)
            if begins > at:
                after = tuple(c for c in a.content if c.start > at)
                if not after:
                    right = [t for t in sentence.tokens if t.start >= a.cue.end and t.pos != "PUNCT"]
                    figure = any(t.pos == "NUM" for t in right)  # "...; a lawmaker says 47"
                    told = figure or len(right) >= 3 or '"' in sentence.text[a.cue.end - sentence.start :]
                    after = (Span(right[0].start, right[-1].end),) if told else a.content
                out[n] = replace(a, content=after)
            elif a.cue.start > at and (nearer := _subject_between(sentence, at, a.cue.start, actors)) is not None:
                out[n] = replace(a, source=nearer, source_head=nearer.end - 1)  # the parser reached over the semicolon
            elif any(b.source is not None and b.source.start > at and b.cue.start > at for b in out):
                out[n] = replace(a, content=tuple(Span(c.start, min(c.end, at)) for c in a.content if c.start < at) or a.content)
    return out


def _run_over(sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
    """What is said goes on behind a semicolon where no saying word follows it ("he said that five were soldiers; the rest were civilians")."""
    out = list(found)
    for t in sentence.tokens:
        if t.text != ";" or t.i + 1 >= len(sentence.tokens):
            continue
        before = [
            a
            for a in out
            if a.source is not None
            and not a.belief
            and a.cue.start < t.start
            and a.content
            and 0 <= t.start - a.content[-1].end <= 2
            and a.content[-1].start > a.cue.start
        ]
        if not before or any(a.cue.start > t.start for a in out):
            continue
        first = min(before, key=lambda a: (a.cue.start, a.rule))
        end = next((x.end for x in reversed(sentence.tokens) if x.pos != "PUNCT"), t.end)
        following = Span(sentence.tokens[t.i + 1].start, end)
        if following.start < following.end:
            out[out.index(first)] = replace(first, content=(*first.content, following))
    return out


def _thought_aloud(sentence: Sentence, a: Attribution, others: Sequence[Attribution]) -> bool:
    """A word for thinking inside somebody's words ("I think that ...", he said) gives no speaker of its own."""
    if not a.belief:
        return False
    if a.source is not None and document_word(sentence, a.source) in {"i", "we", "you", "one"}:
        return True
    return any(b is not a and not b.belief and b.source is not None and covers(b, a.cue) and b.source != a.source for b in others)


def _shown(sentence: Sentence, a: Attribution) -> bool:
    i = sentence.token_at(a.source_head) if a.source_head is not None and sentence.tokens else None
    if i is not None and sentence.tokens[i].lower in words.mute():
        return True
    entry = words.roles().get(sentence.tokens[i].lower) if i is not None else None
    return entry is not None and entry.get("kind") == "shown"


def document_word(sentence: Sentence, span: Span) -> str:
    """The words of a span in lower case, as the sentence's tokens have them."""
    return " ".join(t.lower for t in sentence.tokens if span.start <= t.start < span.end)


def covers(attribution: Attribution, span: Span) -> bool:
    """Whether most of ``span`` lies in the content."""
    inside = sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in attribution.content)
    return inside > 0.5 * (span.end - span.start)


def chain(attributions: Sequence[Attribution], span: Span) -> list[Attribution]:
    """The attributions whose content covers ``span``, innermost (smallest content, then who is cited, then latest cue) first."""
    around = [a for a in attributions if covers(a, span)]
    around.sort(key=lambda a: (sum(c.end - c.start for c in a.content), not a.rule.endswith(".citing"), -a.cue.start))
    return around
