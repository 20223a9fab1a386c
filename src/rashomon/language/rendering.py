"""Reads a sentence of another language in the terms of the rules: word for word, every character with a way back to the document.

The rules of the rooms above know one language: its order of words, its parser's labels, the words of its lexicons. A sentence of another
language is *rendered*: each of its words (or phrases) that the language's lexicon holds is replaced by the word it stands for
(``reads: killed``), a word the lexicon does not hold by a word that means nothing to any rule (``thing``, ``did``), so that no word is ever
taken for one of the rules' own that looks like it ("car", "main", "pour"). Names stay. ``Sentence.kept`` leads each character back, so claims
and mentions stand on the document's own words. Why this and not a second set of rules: ``docs/decisions/0018-second-language.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from rashomon.language.renderers import PIVOT, TAGGERS
from rashomon.language.sentences import split_document
from rashomon.lexicon import Entry, load
from rashomon.lexicon.loader import files
from rashomon.model import Document, Sentence

#: Files of a language that are read as they are; all others hold entries with ``reads``.
OWN_FILES = frozenset({"function_words", "abbreviations", "printed_dates"})
_WORD = re.compile(
    r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,:]\d+)*|aujourd'hui|quelqu'un|presqu'île|[^\W\d_]+'(?=\w)|(?:[^\W_]|(?<=[^\W_])-(?=[^\W_]))+|\S",
    re.IGNORECASE,
)
#: What a word that the lexicon lacks is rendered as, by its part of speech: words that no rule asks for.
_BLANK = {"NOUN": "thing", "VERB": "did", "AUX": "did", "ADJ": "certain", "ADV": "thus", "ADP": "with", "DET": "the", "PRON": "it"}


@dataclass(frozen=True, slots=True)
class _Rule:
    words: tuple[str, ...]
    reads: str
    pos: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    front: bool
    kind: str | None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the sentence: ``text[start:end]``."""

    start: int
    end: int
    text: str
    pos: str
    plural: bool
    form: str


def _set(entry: Entry, key: str) -> frozenset[str]:
    value = entry.get(key) or ()
    return frozenset({value} if isinstance(value, str) else value)


def _words_of(form: str) -> tuple[str, ...]:
    """Words of a form as they are cut in a sentence; "d'" is one although nothing follows it here."""
    open_end = form.endswith("'")
    words = tuple(m.group().casefold() for m in _WORD.finditer(form + "x" if open_end else form))
    return words[:-1] if open_end else words


@cache
def _rules(language: str) -> dict[str, tuple[_Rule, ...]]:
    """Rules of a language by their first word, longest first."""
    found: dict[str, list[_Rule]] = {}
    for file in files(language):
        if file in OWN_FILES:
            continue
        for entry in load(file, language):
            for form in entry.forms:
                words = _words_of(form)
                rule = _Rule(
                    words, str(entry.get("reads") or ""), _set(entry, "pos"), _set(entry, "after"), _set(entry, "before"),
                    bool(entry.get("front")), entry.get("kind"),
                )  # fmt: skip
                found.setdefault(words[0], []).append(rule)
    conditions = {
        k: sorted(v, key=lambda r: (-len(r.words), -bool(r.pos) - bool(r.after) - bool(r.before), r.reads)) for k, v in found.items()
    }
    return {k: tuple(v) for k, v in conditions.items()}


class Renderer:
    """Renders sentences of one language. One per process and language; not thread-safe."""

    def __init__(self, language: str) -> None:
        from importlib import import_module

        self._language = language
        module, _ = TAGGERS[language]
        self._nlp: Any = import_module(module).load(exclude=["ner", "parser", "lemmatizer", "senter"])

    def render(self, sentences: Sequence[Sentence], original: str) -> None:
        """Renders, in place, the unparsed sentences of a document whose text is ``original``."""
        todo = [s for s in sentences if not s.tokens]
        rules = _rules(self._language)
        for sentence, words in zip(todo, self._words(todo), strict=True):
            known = [replace(w, pos="NUM") if _number(rules, w) else w for w in words]  # the tagger takes "douze" for a name
            _render(sentence, known, rules, original)

    def _words(self, sentences: Sequence[Sentence]) -> list[list[_Word]]:
        from spacy.tokens import Doc

        spans, docs = [], []
        for s in sentences:
            found = [(m.start(), m.end()) for m in _WORD.finditer(s.text)]
            spaces = [b < len(s.text) and s.text[b].isspace() for _, b in found]
            spans.append(found)
            docs.append(Doc(self._nlp.vocab, words=[s.text[a:b] for a, b in found], spaces=spaces))
        tagged = list(self._nlp.pipe(docs, batch_size=256))
        out = []
        for s, found, doc in zip(sentences, spans, tagged, strict=True):
            out.append(
                [
                    _Word(a, b, s.text[a:b], t.pos_, "Plur" in t.morph.get("Number"), (t.morph.get("VerbForm") or [""])[0])
                    for (a, b), t in zip(found, doc, strict=True)
                ]
            )
        return out


def _number(rules: dict[str, tuple[_Rule, ...]], word: _Word) -> bool:
    return word.text[0].isdigit() or any(
        r.kind == "number" and r.words == (word.text.casefold(),) for r in rules.get(word.text.casefold(), ())
    )


def _is(rules: dict[str, tuple[_Rule, ...]], word: _Word, wanted: frozenset[str]) -> bool:
    return word.pos in wanted or word.text.casefold() in wanted or ("NUMBER" in wanted and _number(rules, word))


def _match(rules: dict[str, tuple[_Rule, ...]], words: Sequence[_Word], at: int) -> _Rule | None:
    for rule in rules.get(words[at].text.casefold(), ()):
        end = at + len(rule.words)
        if end > len(words) or any(w.text.casefold() != r for w, r in zip(words[at:end], rule.words, strict=True)):
            continue
        if rule.pos and words[at].pos not in rule.pos:
            continue
        if rule.after and not (at and _is(rules, words[at - 1], rule.after)):
            continue
        if rule.before and not (end < len(words) and _is(rules, words[end], rule.before)):
            continue
        return rule
    return None


@dataclass(slots=True)
class _Piece:
    reads: str
    words: tuple[_Word, ...]
    front: bool = False
    noun: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    def places(self) -> list[int]:
        """Where each character of ``reads`` comes from: whole words stand for whole words as far as there are enough of them."""
        parts = self.reads.split(" ")
        out: list[int] = []
        for n, part in enumerate(parts):
            first = self.words[n * len(self.words) // len(parts)]
            last = self.words[max((n + 1) * len(self.words) // len(parts) - 1, n * len(self.words) // len(parts))]
            a, b = first.start, last.end - 1
            if n:
                a = max(a, min(out[-1] + 1, b))
                out.append(out[-1])  # the blank between
            if (
                len(parts) > len(self.words)
                and n + 1 < len(parts)
                and (n + 1) * len(self.words) // len(parts) == n * len(self.words) // len(parts)
            ):
                b = a + max(0, (b - a) // 2)  # two words for one: each has a part of it
            size = len(part)
            out += [a if j == 0 else b if j == size - 1 else min(b, a + max(1, round(j * (b - a) / (size - 1)))) for j in range(size)]
        return out


def _blank(word: _Word, first: bool) -> str:
    text = word.text
    if not text[0].isalpha():
        return text.replace(" ", ",") if text[0].isdigit() else text
    if text[0].isupper() and (not first or word.pos == "PROPN"):
        return text
    out = _BLANK.get(word.pos, "thing" if word.pos == "PROPN" else "")
    if word.pos == "NOUN" and word.plural:
        return "things"
    return {"Part": "done", "Inf": "do"}.get(word.form, out) if out == "did" else out


def _pieces(words: Sequence[_Word], rules: dict[str, tuple[_Rule, ...]]) -> list[_Piece]:
    out: list[_Piece] = []
    at = 0
    while at < len(words):
        rule = _match(rules, words, at)
        if rule is None:
            word = words[at]
            out.append(_Piece(_blank(word, at == 0 or words[at - 1].text in "\"'"), (word,), noun=word.pos == "NOUN"))
            at += 1
            continue
        noun = words[at].pos in {"NOUN", "PROPN"} and not rule.front
        out.append(_Piece(rule.reads, tuple(words[at : at + len(rule.words)]), front=rule.front, noun=noun))
        at += len(rule.words)
    out = _fronted([p for p in out if p.reads])
    for one, following in pairwise(out):
        if one.reads in {"a", "A"} and following.reads[:1].lower() in "aeiou":
            one.reads += "n"
    return out


def _fronted(pieces: list[_Piece]) -> list[_Piece]:
    """Adjectives that stand before their noun in the rules' language: the two words change places, each in the room of the other."""
    out = list(pieces)
    for n in range(1, len(out)):
        noun, word = out[n - 1], out[n]
        if word.front and noun.noun:
            k = n - 1  # two adjectives behind one noun: both before it
            out[k] = _Piece(word.reads, noun.words, front=True)
            out[n] = _Piece(noun.reads, word.words, noun=True)
    return out


def _render(sentence: Sentence, words: Sequence[_Word], rules: dict[str, tuple[_Rule, ...]], original: str) -> None:
    chars: list[str] = []
    kept: list[int] = []
    back = sentence.kept

    def place(i: int) -> int:
        return i if back is None else back[i]

    glued = True
    for piece in _pieces(words, rules):
        mark = original[sentence.start + place(piece.start)]
        if not glued and not (piece.reads[0] in ".,;:!?)]%" or mark == "»"):
            chars.append(" ")
            kept.append(place(piece.start - 1) if piece.start else 0)
        chars += piece.reads
        kept += map(place, piece.places())
        glued = mark in "«([" or (piece.reads in "'\"" and mark != "»" and "".join(chars).count('"') % 2 == 1 and mark == '"')
    for n in range(1, len(kept)):  # never backwards
        kept[n] = max(kept[n], kept[n - 1])
    text = "".join(chars)
    if text and words and words[0].text[:1].isupper():
        text = text[0].upper() + text[1:]
    sentence.text, sentence.kept, sentence.rendered = text, tuple(kept), True


@cache
def get_renderer(language: str) -> Renderer:
    """The renderer of this process for a language."""
    return Renderer(language)


def sentences_of(document: Document) -> list[Sentence]:
    """Sentences of a document, unparsed, in the terms of the rules: those of another language are rendered."""
    language = document.language or PIVOT
    if language == PIVOT or language not in TAGGERS:
        return split_document(document)
    sentences = split_document(document, language)
    get_renderer(language).render(sentences, document.text)
    return sentences
