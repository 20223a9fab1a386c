"""A page of a long list: where it starts, how long the list is, and where the next page starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rashomon.errors import InputError

T = TypeVar("T")
#: Rows of a page: at most, and where nobody says.
MOST, USUAL = 500, 50
#: Longer names are no names.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Items ``start`` to ``start + len(items)`` of ``total``; ``next`` is the cursor of the page after (None: this is the last), ``before``
    that of the page before."""

    items: Sequence[T]
    total: int
    start: int = 0
    next: str | None = None
    before: str | None = None


def part(items: Sequence[T], start: int = 0, limit: int = USUAL) -> Part[T]:
    """A page of a list that is at hand."""
    own = items[start : start + limit]
    return counted(own, len(items), start, limit)


def counted(own: Sequence[T], total: int, start: int, limit: int) -> Part[T]:
    """A page that was fetched by itself out of ``total``."""
    after = start + limit
    return Part(own, total, start, str(after) if after < total else None, str(max(0, start - limit)) if start else None)


def place_in(given: Mapping[str, str], most: int = MOST, usual: int = USUAL) -> tuple[int, int]:
    """Where a page starts and how long it may be, of ``cursor`` and ``limit`` in an address. Raises InputError, which says what they may be."""
    start, limit = given.get("cursor", "").strip() or "0", given.get("limit", "").strip() or str(usual)
    if not (start.isascii() and start.isdigit() and len(start) <= 9):
        raise InputError(f"cursor {start[:40]!r} is none that this page gave; leave it out to start at the beginning")
    if not (limit.isascii() and limit.isdigit() and len(limit) <= 4 and 1 <= int(limit) <= most):
        raise InputError(f"limit {limit[:40]!r}: write a number from 1 to {most}")
    return int(start), int(limit)


def one_of(given: Mapping[str, str], name: str, words: Sequence[str], usual: str) -> str:
    """A parameter that may be one of some words. Raises InputError that names them."""
    word = given.get(name, "").strip() or usual
    if word not in words:
        raise InputError(f"{name} {word[:40]!r}: write one of {', '.join(words)}")
    return word


def text_in(given: Mapping[str, str], name: str) -> str:
    """Free text of an address. Raises InputError for text that no ledger can hold: too long, or with characters that are no text."""
    text = given.get(name, "").strip()
    if len(text) > LONGEST:
        raise InputError(f"{name} has {len(text)} characters; at most {LONGEST} are looked for")
    if any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise InputError(f"{name} holds characters that are no text; write it as it stands in the list")
    return text
