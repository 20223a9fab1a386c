"""Links between the events of one document: retaliation for, follows, part of, same operation."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.incidents.fits import families_meet
from rashomon.incidents.known import Words
from rashomon.incidents.threads import Thread
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
            targets = [t for t in threads if t is not thread and word.start in t.behind]
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


def _said(known: Words, kind: str) -> list[tuple[Word, int]]:
    """Linking words of a kind in the document, each with the sentence it stands in."""
    key = ("said", kind)
    if key not in known.memo:
        known.memo[key] = [(w, s.index) for s in known.sentences for w in known.of(s, "links") if w.entry.get("type") == kind]
    found: list[tuple[Word, int]] = known.memo[key]
    return found


def _tells(thread: Thread, sentence: int) -> bool:
    """Whether a thread is told in the sentence of a linking word; at the head of the document it stands for all."""
    return sentence < HEAD or sentence in thread.sentences


def _operation(thread: Thread, threads: Sequence[Thread], known: Words) -> list[tuple[str, Word, Thread]]:
    """Other attacks of the operation: one in many places is many incidents, tied to the first one told."""
    said = _said(known, "same_operation")
    if not said or not thread.claims or thread.background or thread.aggregate:
        return []
    first = next(t for t in threads if t.claims and not t.background and not t.aggregate)
    if thread is first or not _one_day(thread, first):
        return []
    return [("same_operation", word, first) for word, n in said if _tells(thread, n) and _tells(first, n)][:1]


def _total(thread: Thread, threads: Sequence[Thread], known: Words) -> list[tuple[str, Word, Thread]]:
    """The total an incident is told to be part of."""
    if thread.aggregate or thread.background:
        return []
    said = next((word for kind in ("part_of", "same_operation") for word, n in _said(known, kind) if _tells(thread, n)), None)
    if said is None:
        return []
    sums = [t for t in threads if t.aggregate and t.claims and not t.background and _one_day(t, thread)]
    return [("part_of", said, sums[0])] if len(sums) == 1 else []
