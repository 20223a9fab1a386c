"""Patterns of :mod:`rashomon.corpus.notes`, made ready from ``notes.yml``."""

from __future__ import annotations

import re
from functools import cache

from rashomon.lexicon import load
from rashomon.lexicon.loader import Entry

#: Kinds of pattern that a line, a sentence or a headline is held against.
PARTS = ("wire", "sentence", "foot", "head", "title")


@cache
def patterns(part: str, language: str) -> tuple[tuple[re.Pattern[str], Entry], ...]:
    """Patterns of one part, with their entries."""
    nouns = "|".join(sorted((f for e in load("notes", language) if e.id == "nouns" for f in e.forms), key=lambda f: (-len(f), f)))
    return tuple(
        (re.compile(form.replace("NOUN", nouns), re.IGNORECASE), e)
        for e in load("notes", language)
        if e.get("part") == part
        for form in e.forms
    )


@cache
def labels(language: str) -> tuple[re.Pattern[str], dict[str, Entry]]:
    """A label with what may stand behind it in brackets, and the entries by their words."""
    table = {f.casefold(): e for e in load("notes", language) if e.get("part") == "label" for f in e.forms}
    return re.compile(rf"(?:{_forms(language)})(?![\w'])(?: ?\([^()]{{1,40}}\))?", re.IGNORECASE), table


@cache
def label_behind(language: str) -> re.Pattern[str]:
    """A label behind the end of a sentence, roughly: where there is none, the paragraph need not be split to look for one."""
    link = r"(?: ?\(|\s{0,3}(?:[:—–]|-\s|\.{3}|$))"
    return re.compile(rf"[.!?\u2026][\"')\]]*\s+[\s\[({{*•—–_#>-]{{0,8}}(?:{_forms(language)})(?![\w']){link}", re.IGNORECASE)


def _forms(language: str) -> str:
    forms = {f.casefold() for e in load("notes", language) if e.get("part") == "label" for f in e.forms}
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


class NoteSigns:
    """Numbers of the patterns as bits (see :class:`rashomon.corpus.needed.Sieve`): each part's, and that of labels; ``at`` is the number of
    the first in a sieve of others before it."""

    def __init__(self, language: str, at: int) -> None:
        self.at = at
        self.patterns: list[re.Pattern[str]] = []
        self.numbered: dict[str, list[tuple[int, re.Pattern[str], Entry]]] = {}
        self.of: dict[str, int] = {}
        for part in PARTS:
            self.numbered[part] = [(1 << n, p, e) for n, (p, e) in enumerate(patterns(part, language), len(self.patterns))]
            self.of[part] = sum(bit for bit, _, _ in self.numbered[part])
            self.patterns.extend(p for p, _ in patterns(part, language))
        self.of["label"] = 1 << len(self.patterns)
        self.patterns.append(labels(language)[0])
