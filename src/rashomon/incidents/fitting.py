"""Pairs of mentions that fit, with their scores, kept in arrays: of a hundred thousand mentions there are half a million."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

from rashomon.incidents.joining import DIGITS


class Fitting:
    """What one mention fits: numbers of others, and scores of four digits (:func:`rashomon.incidents.features.score`), 12 bytes a pair."""

    __slots__ = ("_others", "_scores")

    def __init__(self) -> None:
        self._others = array("q")
        self._scores = array("i")

    def add(self, other: int, score: float) -> None:
        """One more pair."""
        self._others.append(other)
        self._scores.append(round(score * DIGITS))

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return ((other, score / DIGITS) for other, score in zip(self._others, self._scores, strict=True))


class Fits:
    """The pairs among some mentions, by id. ``ids`` are theirs by number; a pair with another is none."""

    def __init__(self, fitting: Sequence[tuple[str, Fitting]], ids: Mapping[int, str]) -> None:
        self._fitting, self._ids = fitting, ids

    def items(self) -> Iterator[tuple[tuple[str, str], float]]:
        """Each pair with its score; may be asked more than once."""
        return (((one, self._ids[n]), score) for one, fitting in self._fitting for n, score in fitting if n in self._ids)
