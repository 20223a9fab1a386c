"""How often Python looks for garbage in cycles, while much is made that has none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

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
