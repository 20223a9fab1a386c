"""Where the date that a page declares is not the one its text prints or looks back on. Nothing is chosen here: both are kept, and it is said."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.corpus.published import lower_bound, printed_date, say
from rashomon.model import Block, Declared, Published


def disagreements(text: str, blocks: Sequence[Block], declared: Sequence[Declared], published: Published) -> list[str]:
    """Notes on a text that prints another day than its page declares, or tells of a later one."""
    if published.day is None or published.basis != "given" or not any(d.prop == "published" for d in declared):
        return []  # where another day than the declared one is used, its basis says both
    by = next(d.by for d in declared if d.prop == "published")
    notes: list[str] = []
    head = printed_date(text, blocks)
    printed = head.day if head is not None else None
    if printed is not None and printed != published.day:
        notes.append(f"its page declares {say(published.day)} as its date ({by}), its head prints {say(printed)}; the declared one is used")
    bound = lower_bound(text, [b for b in blocks if b.label != "caption"])
    told = bound[0] if bound is not None and len(bound[1].of(text)) > 4 else None  # of a year alone no day is told
    if told is not None and told > published.day and told != printed:
        notes.append(f"its page declares {say(published.day)} as its date ({by}), its text tells of {say(told)}")
    return notes
