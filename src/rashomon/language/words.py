"""Parts of speech and lemmas from tags and arcs: what the library's rules give, looked up where they gave it before.

The rules (179 patterns over a word's tag, form and arc, then a lemmatizer over form and part of speech) are pure functions of the word, its tag,
its label, and for a dozen words ("was", "'s", "na") of a neighbour. So each combination is asked once and kept. Asked word by word they took
9.2 of the 25.3 milliseconds of CPU that a conflict report cost to parse; looked up, 0.4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: Combinations kept; then the table starts again.
KEPT = 200_000
_PLAIN = "xq"  # a word no pattern names


class Unfamiliar(Exception):
    """The library's pipeline is not built as this room knows it; then it is called as it is."""


Known = tuple[str, str]  # part of speech, lemma in small letters


def _fits(spec: Any, value: str) -> bool:
    """Whether a value meets what a pattern asks of it."""
    if spec is None or isinstance(spec, str):
        return spec is None or bool(spec == value)
    (verb, wanted), *more = dict(spec).items()
    if more or verb not in {"IN", "NOT_IN", "REGEX"}:
        raise Unfamiliar
    if verb == "REGEX":
        return re.search(wanted, value) is not None
    return bool((value in wanted) == (verb == "IN"))


@dataclass(frozen=True, slots=True)
class _Beside:
    """A word whose outcome hangs on a neighbour: which one, and what it must be."""

    target: Any
    step: int
    lower: Any
    dep: Any


@dataclass(slots=True)
class _Form:
    """What the lemmatizer asks of a token."""

    orth: str
    text: str
    pos: int
    pos_: str
    morph: Any
    lemmas: dict[str, str]  # of the words it was asked of: the label alone changes none


class Words:
    """Parts of speech and lemmas, per process."""

    def __init__(self, nlp: Any) -> None:
        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        if self._lemmatizer.mode != "rule":
            raise Unfamiliar
        tables = self._lemmatizer.lookups.get_table("lemma_index")
        for part in list(tables):  # lists, of which the lemmatizer only asks whether a word is in them: 280 microseconds a word
            tables[part] = frozenset(tables[part])
        self._named: set[str] = set()
        self._named_so: list[Any] = []
        self._beside: list[_Beside] = []
        for rule in self._ruler.patterns:
            for pattern in rule["patterns"]:
                self._learn(pattern, rule["index"])
        self._memo: dict[tuple[str, str, str], Known | None] = {}
        self._near: dict[tuple[Any, ...], Known] = {}
        self._shapes: dict[tuple[str, str], _Form | None] = {}
        self._plain: dict[str, bool] = {}
        self._lemmas: dict[tuple[str, str], dict[str, str]] = {}

    def _learn(self, pattern: Sequence[dict[str, Any]], index: int) -> None:
        if len(pattern) > 2 or not 0 <= index < len(pattern) or any(set(word) - {"TAG", "LOWER", "DEP", "IS_SPACE"} for word in pattern):
            raise Unfamiliar
        for word in pattern:
            if "LOWER" in word:
                self._name(word["LOWER"])
        if len(pattern) == 2:
            target, other = pattern[index], pattern[1 - index]
            if "LOWER" not in target or set(other) - {"LOWER", "DEP"}:
                raise Unfamiliar
            self._beside.append(_Beside(target["LOWER"], 1 - 2 * index, other.get("LOWER"), other.get("DEP")))

    def _name(self, spec: Any) -> None:
        _fits(spec, _PLAIN)  # refuses what it does not know
        if isinstance(spec, str):
            self._named.add(spec)
        elif "IN" in spec:
            self._named.update(spec["IN"])
        else:
            self._named_so.append(spec)

    def known(self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> list[Known]:
        """Part of speech and lemma of each word of a sentence."""
        memo = self._memo
        if len(memo) > KEPT:
            memo.clear()
            self._plain.clear()
            for lemmas in self._lemmas.values():
                lemmas.clear()
        found = list(map(memo.get, zip(words, tags, deps, strict=True)))
        if None not in found:
            return found  # type: ignore[return-value]
        return [known or self._asked(i, (words[i], tags[i], deps[i]), words, tags, deps) for i, known in enumerate(found)]

    def _asked(self, i: int, key: tuple[str, str, str], words: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> Known:
        word, tag, dep = key
        lower = word.lower()
        if lower not in self._named and not word.isspace() and self._is_plain(lower):
            found = self._memo[key] = self._ordinary(word, tag, dep)
            return found
        steps = [b.step for b in self._beside if _fits(b.target, lower)]
        if not steps:
            found = self._memo[key] = self._whole([word], [tag], [dep], 0)
            return found
        a = i - 1 if i and -1 in steps and self._matters(lower, -1, words[i - 1], deps[i - 1]) else i
        b = i + 2 if i + 1 < len(words) and 1 in steps and self._matters(lower, 1, words[i + 1], deps[i + 1]) else i + 1
        near = (i - a, *words[a:b], *tags[a:b], *deps[a:b])
        again = self._near.get(near)
        if again is None:
            if len(self._near) > KEPT:
                self._near.clear()
            again = self._near[near] = self._whole(words[a:b], tags[a:b], deps[a:b], i - a)
        return again

    def _is_plain(self, lower: str) -> bool:
        """Whether no pattern names the word by its shape."""
        plain = self._plain.get(lower)
        if plain is None:
            plain = self._plain[lower] = not any(_fits(spec, lower) for spec in self._named_so)
        return plain

    def _matters(self, lower: str, step: int, word: str, dep: str) -> bool:
        return any(b.step == step and _fits(b.target, lower) and _fits(b.lower, word.lower()) and _fits(b.dep, dep) for b in self._beside)

    def _ordinary(self, word: str, tag: str, dep: str) -> Known:
        """Of a word that no pattern names: tag and label alone decide what it is, and the lemmatizer what it comes from."""
        if (tag, dep) not in self._shapes:
            token = self._ruled([_PLAIN], [tag], [dep])[0]
            lemmas = self._lemmas.setdefault((token.pos_, str(token.morph)), {})
            self._shapes[tag, dep] = None if token.lemma else _Form("", "", token.pos, token.pos_, token.morph, lemmas)
        form = self._shapes[tag, dep]
        if form is None:
            return self._whole([word], [tag], [dep], 0)
        lemma = form.lemmas.get(word)
        if lemma is None:
            form.orth = form.text = word
            lemma = form.lemmas[word] = self._lemmatizer.rule_lemmatize(form)[0].lower()
        return form.pos_, lemma

    def _ruled(self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> Any:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=list(words), tags=list(tags), deps=list(deps))
        return self._ruler(doc)

    def _whole(self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str], i: int) -> Known:
        token = self._lemmatizer(self._ruled(words, tags, deps))[i]
        return token.pos_, token.lemma_.lower()
