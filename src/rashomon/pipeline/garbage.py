"""How often Python looks for garbage in cycles, while much is made that has none; and what is free given back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

#: Objects made, and not gone again, before the youngest are looked at, and how many such looks before the older ones are (Python: 700, 10 and 10).
#: A batch of reports holds some 60,000 at a time; at 50,000 each batch was looked through, for nothing: 0.14 ms of CPU a report.
SELDOM = (200_000, 20, 20)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Looks for cycles seldom inside: claims and mentions hold none, and looking at all of them again and again was a quarter of growing."""
    before = gc.get_threshold()
    gc.set_threshold(*(max(old, new) if old else 0 for old, new in zip(before, SELDOM, strict=True)))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def give_back() -> None:
    """Gives memory that is free to the system, where the C library keeps it for later, in pieces between others. Does nothing but on Linux with the GNU library."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another C library
        return None
