"""Splits the blocks that are read into sentences, without a parser, so that only what can matter is parsed.

Own rules rather than a library: offsets must hold to the character, a title or an abbreviation before a name must not end a
sentence, and it has to be a hundred times faster than the parser (decision ``docs/decisions/0003-sentences.md``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from rashomon.language.normalise import normalise
from rashomon.lexicon import load
from rashomon.model import Document, Sentence
from rashomon.model.documents import READ_LABELS

_END = re.compile(r"""[.!?\u2026](?<![.!?\u2026].)[.!?\u2026]*["')\]]*(?=\s|$)""")  # its first sign first: found five times faster
_INITIALS = re.compile(r"(?:^|[(\"'])(?:[A-Z]\.)+$")
_SMALL_INITIALS = re.compile(r"(?:^|[(\"'])(?:[a-z]\.)+$")
_SPACE = re.compile(r"\s*")
#: A paragraph of more letters than this in which no word begins with a capital was lower-cased by somebody: there a small letter behind a
#: full stop begins a sentence. Read as one sentence of 1,500 characters, all of such an article was read for one word of violence.
NO_CAPITALS = 120
_CAPITAL, _SMALL = re.compile(r"[A-Z][a-z]"), re.compile(r"[a-z]{3} [a-z]{3}")
#: Letters looked at before and behind a full stop: longer than any abbreviation, so that a paragraph of a megabyte is split in one pass.
_NEAR = 80
#: A longer "sentence" is a table, a list or no language at all. It is cut at white space, so that no step ever meets an endless one (the
#: longest real sentence of the data sets has 900 characters).
LONGEST = 1500


@cache
def _abbreviations(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {"never": set(), "maybe": set(), "starter": set()}
    for entry in load("abbreviations", language):
        found[str(entry.get("ends"))].update(f.casefold() for f in entry.forms)
    return {kind: frozenset(forms) for kind, forms in found.items()}


def _lower_cased(text: str) -> bool:
    """Whether no word of a longer text begins with a capital, though it is not in capitals throughout."""
    return len(text) > NO_CAPITALS and _CAPITAL.search(text) is None and _SMALL.search(text) is not None


def _is_end(text: str, match: re.Match[str], language: str, small: bool) -> bool:
    if match.end() >= len(text):
        return True
    behind = _SPACE.match(text, match.end())
    at = behind.end() if behind else match.end()
    rest = text[at : at + _NEAR]
    if not rest:
        return True
    first = rest[0]
    if match.group()[0] != ".":
        return small or not first.islower()
    if first.islower() and not small:
        return False
    token = text[max(0, match.start() + 1 - _NEAR) : match.start() + 1].rsplit(None, 1)[-1]
    word = token.lstrip("(\"'[")
    known = _abbreviations(language)
    if word.casefold() in known["never"]:
        return False
    if word.casefold() in known["maybe"] or (_SMALL_INITIALS if small else _INITIALS).search(token):
        return rest.split(None, 1)[0].casefold().strip(",\"'") in known["starter"] or first in "\"'"
    return not (token == ("no." if small else "No.") and first.isdigit())


def split_text(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Sentence bounds in an even text of one paragraph, without surrounding white space."""
    out, start, small = [], 0, _lower_cased(text)
    for match in _END.finditer(text):
        if _is_end(text, match, language, small):
            out.append((start, match.end()))
            start = match.end()
    out.append((start, len(text)))
    trimmed = []
    for a, b in out:
        piece = text[a:b]
        a2 = a + len(piece) - len(piece.lstrip())
        b2 = a + len(piece.rstrip())
        while b2 - a2 > LONGEST:
            space = max(text.rfind(c, a2 + LONGEST // 2, a2 + LONGEST) for c in " \n\t")
            cut = space if space > 0 else a2 + LONGEST
            trimmed.append((a2, a2 + len(text[a2:cut].rstrip())))
            rest = text[cut : cut + LONGEST]
            a2 = cut + len(rest) - len(rest.lstrip())
        if b2 > a2:
            trimmed.append((a2, b2))
    return trimmed


def sentences_at(text: str, places: Sequence[int], language: str = "en") -> list[tuple[int, int]]:
    """Those of :func:`split_text` in which one of the places (ascending) stands; what is between them is not split."""
    matches = list(_END.finditer(text))
    ends = [m.end() for m in matches]
    out: list[tuple[int, int]] = []
    behind, small = 0, _lower_cased(text)
    for place in places:
        if place < behind:
            continue
        n = bisect_right(ends, place)
        before = next((ends[k] for k in range(n - 1, -1, -1) if _is_end(text, matches[k], language, small)), 0)
        behind = next((ends[k] for k in range(n, len(ends)) if _is_end(text, matches[k], language, small)), len(text))
        if behind - before > LONGEST:
            return [s for s in split_text(text, language) if any(s[0] <= p < s[1] for p in places)]
        piece = text[before:behind]
        out.append((before + len(piece) - len(piece.lstrip()), before + len(piece.rstrip())))
    return out


def split_document(document: Document, language: str = "en") -> list[Sentence]:
    """Sentences of the blocks that are read, in order, unparsed. A line break inside a block ends a paragraph only where the next
    line starts a block of its own; within a block single line breaks are white space."""
    out: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        if block.label not in READ_LABELS:
            continue
        even = normalise(document.text[block.start : block.end], block.start)
        for a, b in split_text(even.text, language):
            kept = None if even.kept is None else tuple(k - even.kept[a] for k in even.kept[a:b])
            out.append(Sentence(len(out), even.offset(a), even.end_offset(b), number, block.label, number, even.text[a:b], kept=kept))
    return out
