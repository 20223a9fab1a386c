"""Finds lexicon forms in text: longest first, whole words, in one linear pass (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter, le
from typing import NamedTuple

import ahocorasick

from rashomon.lexicon.loader import Entry


class Match(NamedTuple):
    """A form found at ``[start, end)`` of the text that was searched."""

    start: int
    end: int
    entry: Entry
    form: str


_START, _END = itemgetter(0), itemgetter(1)


class PhraseMatcher:
    """All forms of some entries as one automaton.

    Forms are matched without regard to case, except those of entries with ``case: true`` ("US", "IS"). A match must not touch
    another letter or digit. Where matches overlap the longer wins, then the earlier. ``remember``: of how many texts the answer is kept, for
    lists that several steps ask about the same sentences.
    """

    def __init__(self, entries: Iterable[Entry], *, remember: int = 0) -> None:
        self._remember = remember
        self._known: dict[str, list[Match]] = {}
        self._automaton = ahocorasick.Automaton()
        listed = [(form, entry, bool(entry.get("case"))) for entry in entries for form in entry.forms]
        # where all are matched as they are written the text is searched as it is: what stands small in it is no hit that is then refused
        self._exact = all(case and len(form.casefold()) == len(form) for form, _, case in listed)
        table: dict[str, list[tuple[str, Entry, bool]]] = {}
        for one in listed:
            table.setdefault(one[0] if self._exact else one[0].casefold(), []).append(one)
        self._empty = not table
        for key, forms in table.items():
            forms.sort(key=lambda f: (f[1].file, f[1].id))
            forms.reverse()  # as they are found: from the end
            # with it: its length, and whether a letter or digit on either side of it would be touched
            self._automaton.add_word(key, (len(key), key[0].isalnum(), key[-1].isalnum(), forms))
        if table:
            self._automaton.make_automaton()

    def find(self, text: str, *, overlapping: bool = False) -> list[Match]:
        """Matches in ``text``, sorted by start. ``overlapping`` keeps matches inside longer ones."""
        if not self._remember or overlapping:
            return self._find(text, overlapping)
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= self._remember:
                self._known.clear()
            known = self._known[text] = self._find(text, overlapping)
        return known.copy()

    def _find(self, text: str, overlapping: bool) -> list[Match]:
        if self._empty:
            return []
        low = text if self._exact else text.casefold()
        if len(low) != len(text):  # a letter whose folded form is longer (ß, ligatures): fold letter by letter to keep offsets
            low = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in text)
        found: list[Match] = []
        size = len(low)
        for last, (length, begins, ends, forms) in self._automaton.iter(low):
            end = last + 1
            start = end - length
            if (begins and start and low[start - 1].isalnum()) or (ends and end < size and low[end].isalnum()):
                continue
            for form, entry, case in forms:
                if not case or text[start:end] == form:
                    found.append(Match(start, end, entry, form))
        if len(found) < 2:
            return found
        # found by where they end: turned round, a longer one stands before a shorter one that begins with it, and those of one place in the order of file and id
        found.reverse()
        found.sort(key=_START)
        if overlapping or all(map(le, map(_END, found), map(_START, found[1:]))):
            return found
        kept: list[Match] = []
        taken = bytearray(len(low))  # a longer match that was kept covers the first or the last character of every shorter one it meets
        for match in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
            if not taken[match.start] and not taken[match.end - 1]:
                taken[match.start : match.end] = b"\x01" * (match.end - match.start)
                kept.append(match)
        return sorted(kept, key=lambda m: m.start)
