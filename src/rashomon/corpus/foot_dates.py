"""The date of publication where it stands below the text: "Published: …", "Date 3.5.2021", a date on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.corpus.dates import Printed, find_dates, words
from rashomon.language import normalise
from rashomon.model import Block, Span

#: Blocks behind the text within which a date without a word before it is the text's own; further down it may belong to anything.
NEAR = 4
_ENDS = (
    "boilerplate.other_news",
    "boilerplate.outlet_top",
    "boilerplate.comments",
    "boilerplate.comment_count",
    "sections.other_news",
    "sections.box",
    "sections.talk",
    "talk.comments",
    "sections.brief",
    "sections.teaser",
)


def foot_date(text: str, blocks: Sequence[Block]) -> tuple[Printed, Span] | None:
    """The date the foot of the text gives as its own, or None. One behind "published" goes before one behind "updated", and both before a
    date alone; of several days alone none is taken. What follows a list of other news or readers' comments is not looked at."""
    told = (
        n for n in reversed(range(len(blocks))) if blocks[n].label == "body" and len(text[blocks[n].start : blocks[n].end].split()) >= 8
    )
    last = next(told, None)
    if last is None:
        return None
    found: list[tuple[int, int, Printed, Span]] = []
    for n in range(last + 1, len(blocks)):
        block = blocks[n]
        if block.rule in _ENDS:
            break
        if block.label != "dateline":
            continue
        even = normalise(text[block.start : block.end], block.start)
        above = normalise(text[blocks[n - 1].start : blocks[n - 1].end]).text.strip(" :|*-").lower()
        for d in find_dates(even.text):
            if d.year is None or (d.full is None and d.either is None):
                continue
            label = d.label or words().labels.get(above)
            rank = {"published": 0, "updated": 1}.get(label or "", 2)
            if rank == 2 and n - last > NEAR:
                continue
            found.append((rank, n, d, Span(even.offset(d.start), even.end_offset(d.end))))
    if not found:
        return None
    best = min(found, key=lambda f: (f[0], f[1], f[3].start))
    if best[0] == 2 and len({(f[2].full, f[2].either) for f in found}) > 1:
        return None
    return best[2], best[3]


def numeric_order(text: str, blocks: Sequence[Block]) -> str | None:
    """Whether the page's own figures show that the day ("dm") or the month ("md") comes first in its dates; None where none does, or both."""
    seen = {d.order for b in blocks for d in find_dates(normalise(text[b.start : b.end]).text) if d.order}
    return next(iter(seen)) if len(seen) == 1 else None
