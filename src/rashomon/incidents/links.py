"""Links between the events of one document: retaliation for, follows, part of."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.incidents.threads import Thread
from rashomon.model import Document, MentionLink


def links_between(thread: Thread, threads: Sequence[Thread], ids: dict[int, str], document: Document) -> tuple[MentionLink, ...]:
    """From this thread's claims to the threads told behind a linking word in the same sentence."""
    out: dict[tuple[str, str], MentionLink] = {}
    for reading in thread.readings:
        for word in reading.links:
            targets = [t for t in threads if t is not thread and any(r.link is not None and r.link.start == word.start for r in t.readings)]
            targets = targets or ([thread.answers] if thread.answers is not None and word.entry.get("type") == "retaliation_for" else [])
            targets = targets or [t for t in threads if t is not thread and t.reference is thread and t.claims]
            for target in targets[:1]:
                key = (word.entry.get("type"), ids[target.number])
                link = MentionLink(key[0], key[1], document.text[word.start : word.end], word.start, word.end, word.entry.rule)
                out.setdefault(key, link)
    return tuple(out[k] for k in sorted(out))
