"""Where the words of a query stand in a text, and the stretches around them that a page prints."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.store.words import words_of

#: A place: the first character of a word or phrase that was looked for, and the one behind it.
Place = tuple[int, int]
#: Characters printed before and behind a place, and stretches printed of one article.
BEFORE, BEHIND, MOST = 70, 150, 3


def places_in(pieces: Sequence[tuple[str, ...]], text: str, shift: int = 0) -> list[Place] | None:
    """Every place of every piece, in order, without overlaps; None where one of the pieces is nowhere. ``shift`` is added to the offsets."""
    words = words_of(text)
    at: dict[str, list[int]] = {}
    for n, w in enumerate(words):
        at.setdefault(w.word, []).append(n)
    found: list[Place] = []
    for piece in pieces:
        size = len(piece)
        own = [
            (words[n].start + shift, words[n + size - 1].end + shift)
            for n in at.get(piece[0], ())
            if tuple(w.word for w in words[n : n + size]) == piece
        ]
        if not own:
            return None
        found += own
    out: list[Place] = []
    for start, end in sorted(found, key=lambda p: (p[0], -p[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def passages(text: str, places: Sequence[Place], whole: Place | None = None) -> list[tuple[int, int, list[Place]]]:
    """Stretches with the places that stand in them: all of ``whole`` where that is given (a quote), else the first few places with the words
    around them, cut between words."""
    if whole is not None:
        return [(*whole, list(places))]
    out: list[tuple[int, int, list[Place]]] = []
    for start, end in places:
        if out and start <= out[-1][1]:
            _, b, inside = out[-1]
            if end <= b:
                inside.append((start, end))
            continue
        if len(out) == MOST:
            break
        out.append((_edge(text, start - BEFORE, start, -1), _edge(text, end + BEHIND, end, 1), [(start, end)]))
    return out


def _edge(text: str, at: int, near: int, way: int) -> int:
    """A place between two words not far from ``at``, towards ``near``."""
    if at <= 0:
        return 0
    if at >= len(text):
        return len(text)
    if way < 0:
        blank = next((n for n in range(at, near) if text[n].isspace()), None)
        return near if blank is None and near - at <= 1 else at if blank is None else blank + 1
    blank = next((n for n in range(at, near, -1) if text[n - 1].isspace()), None)
    return at if blank is None else blank - 1
