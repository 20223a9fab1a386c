"""Finds lexicon forms in text: longest first, whole words, in one linear pass (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick

from rashomon.lexicon.loader import Entry


@dataclass(frozen=True, slots=True)
class Match:
    """A form found at ``[start, end)`` of the text that was searched."""

    start: int
    end: int
    entry: Entry
    form: str


class PhraseMatcher:
    """All forms of some entries as one automaton.

    Forms are matched without regard to case, except those of entries with ``case: true`` ("US", "IS"). A match must not touch
    another letter or digit. Where matches overlap the longer wins, then the earlier.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._automaton = ahocorasick.Automaton()
        table: dict[str, list[tuple[str, Entry]]] = {}
        for entry in entries:
            for form in entry.forms:
                table.setdefault(form.casefold(), []).append((form, entry))
        self._forms = table
        for key in table:
            self._automaton.add_word(key, key)
        if table:
            self._automaton.make_automaton()

    def find(self, text: str, *, overlapping: bool = False) -> list[Match]:
        """Matches in ``text``, sorted by start. ``overlapping`` keeps matches inside longer ones."""
        if not self._forms:
            return []
        low = text.casefold()
        if len(low) != len(text):  # a letter whose folded form is longer (ß, ligatures): fold letter by letter to keep offsets
            low = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in text)
        found: list[Match] = []
        for end_at, key in self._automaton.iter(low):
            end = end_at + 1
            start = end - len(key)
            if (start and low[start - 1].isalnum() and low[start].isalnum()) or (
                end < len(low) and low[end].isalnum() and low[end - 1].isalnum()
            ):
                continue
            for form, entry in self._forms[key]:
                if entry.get("case") and text[start:end] != form:
                    continue
                found.append(Match(start, end, entry, form))
        found.sort(key=lambda m: (m.start, -(m.end - m.start), m.entry.file, m.entry.id))
        if overlapping:
            return found
        kept: list[Match] = []
        taken = bytearray(len(low))  # a longer match that was kept covers the first or the last character of every shorter one it meets
        for match in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
            if not taken[match.start] and not taken[match.end - 1]:
                taken[match.start : match.end] = b"\x01" * (match.end - match.start)
                kept.append(match)
        return sorted(kept, key=lambda m: m.start)
