"""Links between the events of one document: retaliation for, follows, part of, same operation."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.incidents.known import Words
from rashomon.incidents.threads import Thread, families_meet
from rashomon.incidents.when import days_apart
from rashomon.incidents.words import Word
from rashomon.model import Document, MentionLink

#: Sentences at the head of a document whose "coordinated attacks" speak of all that follow.
HEAD = 3


def links_between(
    thread: Thread, threads: Sequence[Thread], ids: dict[int, str], document: Document, known: Words
) -> tuple[MentionLink, ...]:
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
    for kind, word, target in [*_operation(thread, threads, known), *_total(thread, threads, known)]:
        key = (kind, ids[target.number])
        out.setdefault(key, MentionLink(key[0], key[1], document.text[word.start : word.end], word.start, word.end, word.entry.rule))
    return tuple(out[k] for k in sorted(out))


def _one_day(a: Thread, b: Thread) -> bool:
    return days_apart(a.time, b.time) in {None, 0} and (not a.families or not b.families or families_meet(set(a.families), set(b.families)))


def _said(threads: Sequence[Thread], known: Words, kind: str) -> list[tuple[Word, set[int]]]:
    """Linking words of a kind, each with the numbers of the threads told in its sentence; at the head of the document it stands for all."""
    out = []
    everybody = {t.number for t in threads}
    for sentence in known.sentences:
        for word in known.of(sentence, "links"):
            if word.entry.get("type") == kind:
                here = {t.number for t in threads if any(r.sentence.index == sentence.index for r in t.readings)}
                out.append((word, everybody if sentence.index < HEAD else here))
    return out


def _operation(thread: Thread, threads: Sequence[Thread], known: Words) -> list[tuple[str, Word, Thread]]:
    """Other attacks of the operation: one in many places is many incidents, tied to the first one told."""
    ours = [t for t in threads if t.claims and not t.background and not t.aggregate]
    if thread not in ours or len(ours) < 2:
        return []
    first = ours[0]
    if thread is first or not _one_day(thread, first):
        return []
    return [
        ("same_operation", word, first) for word, told in _said(ours, known, "same_operation") if {thread.number, first.number} <= told
    ][:1]


def _total(thread: Thread, threads: Sequence[Thread], known: Words) -> list[tuple[str, Word, Thread]]:
    """The total an incident is told to be part of."""
    if thread.aggregate or thread.background:
        return []
    sums = [t for t in threads if t.aggregate and t.claims and not t.background and _one_day(t, thread)]
    said = [word for kind in ("part_of", "same_operation") for word, told in _said(threads, known, kind) if thread.number in told]
    return [("part_of", said[0], sums[0])] if len(sums) == 1 and said else []
