"""Which documents hold which key of shared words, kept as sorted arrays: some hundred keys a document, looked up by the hundred thousand.

A row for each key would cost more than all else that is done for a document about nothing (177 keys in the mean of a news stream, 6 µs each, in two
trees that no memory holds). So what came at once is a segment: its keys in order with the number of the document beside each, cut into
parts by the first bits of the key. Small segments are put together as new ones come, so there are never many, and each is written anew a few
times in all. Nothing here is held in memory longer than a few parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from rashomon.store import bulk
from rashomon.store.derived_tables import document_shingles, key_parts, key_segments
from rashomon.store.document_index import parts

Ints = NDArray[np.int64]
#: Keys of a part, in the mean: 64 kB.
PART = 4096
#: Bits of a key.
BITS = 63
#: Parts loaded at once.
LOADED = 32
_NONE: Ints = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Segment:
    segment: int
    bits: int
    holds: int

    def part_of(self, keys: Ints) -> Ints:
        """The part in which each key would stand."""
        found: Ints = keys >> np.int64(BITS - self.bits)
        return found


def joined(arrays: Iterable[Ints]) -> Ints:
    """Arrays as one."""
    found = [a for a in arrays if len(a)]
    return np.concatenate(found) if found else _NONE


class KeySegments:
    """The tables ``document_shingles``, ``key_segments`` and ``key_parts``."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db

    def own(self, numbers: Iterable[int]) -> dict[int, Ints]:
        """The keys of these documents, sorted; documents without any are left out."""
        c = document_shingles.c
        out = {}
        for some in parts(set(numbers)):
            for number, keys in self._db.execute(sa.select(c.document_no, c["keys"]).where(c.document_no.in_(some))):
                out[number] = np.frombuffer(keys, dtype="<i8")
        return out

    def holders(self, keys: Ints) -> tuple[Ints, Ints]:
        """Everybody who holds one of these keys (sorted, each once): key and document number, sorted."""
        found = [one for segment in self.segments() for one in self._of(segment, keys)]
        return _sorted(joined(k for k, _ in found), joined(n for _, n in found))

    def _of(self, segment: _Segment, keys: Ints) -> Iterator[tuple[Ints, Ints]]:
        for _, own, numbers in self._parts(segment, np.unique(segment.part_of(keys))):
            wanted = keys[np.searchsorted(keys, own[0]) : np.searchsorted(keys, own[-1], "right")] if len(own) else _NONE
            first, behind = np.searchsorted(own, wanted), np.searchsorted(own, wanted, "right")
            at = spread(first, behind - first)
            yield own[at], numbers[at]

    def exchange(self, old: Mapping[int, Ints], new: Mapping[int, Ints]) -> None:
        """Puts the keys of ``new`` documents in place of those that the ``old`` had."""
        if old:
            gone = np.array(sorted(old), dtype=np.int64)
            self._take_out(gone, np.unique(joined(old.values())))
            for some in parts(old):
                self._db.execute(document_shingles.delete().where(document_shingles.c.document_no.in_(some)))
        rows = [(n, own.astype("<i8").tobytes()) for n, own in sorted(new.items()) if len(own)]
        bulk.insert(self._db, document_shingles, ("document_no", "keys"), rows)
        keys = joined(new[n] for n, _ in rows)
        if len(keys):
            self._add(*_sorted(keys, np.repeat([n for n, _ in rows], [len(new[n]) for n, _ in rows])))

    # --- segments ---

    def segments(self) -> list[_Segment]:
        """The segments there are, the oldest first."""
        c = key_segments.c
        return [_Segment(*row) for row in self._db.execute(sa.select(c.segment, c.bits, c.holds).order_by(c.segment))]

    def _parts(self, segment: _Segment, wanted: Ints) -> Iterator[tuple[int, Ints, Ints]]:
        c = key_parts.c
        asked = sa.select(c.part, c["keys"], c.numbers).where(c.segment == segment.segment).order_by(c.part)
        for n in range(0, len(wanted), LOADED):
            for part, keys, numbers in self._db.execute(asked.where(c.part.in_(wanted[n : n + LOADED].tolist()))):
                yield part, np.frombuffer(keys, dtype="<i8"), np.frombuffer(numbers, dtype="<i8")

    def _take_out(self, gone: Ints, keys: Ints) -> None:
        c = key_parts.c
        for segment in self.segments():
            left = segment.holds
            for part, own, numbers in list(self._parts(segment, np.unique(segment.part_of(keys)))):
                stays = ~np.isin(numbers, gone)
                if not stays.all():
                    left -= int((~stays).sum())
                    kept = {"keys": own[stays].tobytes(), "numbers": numbers[stays].tobytes()}
                    self._db.execute(key_parts.update().where(c.segment == segment.segment, c.part == part).values(kept))
            if left != segment.holds:
                self._db.execute(key_segments.update().where(key_segments.c.segment == segment.segment).values(holds=left))

    def _add(self, keys: Ints, numbers: Ints) -> None:
        """Writes a segment, together with those before it that are not twice as large."""
        there = self.segments()
        number = there[-1].segment + 1 if there else 1
        taken: list[_Segment] = []
        size = len(keys)
        while there and there[-1].holds < 2 * size:
            taken.append(there.pop())
            size += taken[-1].holds
        made = _Segment(number, max(0, (size - 1) // PART).bit_length(), size)
        self._write(made, keys, numbers, taken)
        for segment in taken:
            for table in (key_parts, key_segments):
                self._db.execute(table.delete().where(table.c.segment == segment.segment))

    def _write(self, made: _Segment, keys: Ints, numbers: Ints, taken: list[_Segment]) -> None:
        """The parts of a new segment, of what came and of segments that become part of it, a few at a time."""
        bits = min([s.bits for s in taken], default=made.bits)
        rows: list[tuple[int, int, bytes, bytes]] = []
        for stretch in range(1 << bits):  # a stretch of keys is whole parts of each of them
            first, last = stretch << (BITS - bits), ((stretch + 1) << (BITS - bits)) - 1
            low, high = np.searchsorted(keys, np.int64(first)), np.searchsorted(keys, np.int64(last), "right")
            found = [(keys[low:high], numbers[low:high])]
            for s in taken:
                more = s.bits - bits
                inside = np.arange(stretch << more, (stretch + 1) << more, dtype=np.int64)
                found += [(k, n) for _, k, n in self._parts(s, inside)]
            k, n = _sorted(joined(k for k, _ in found), joined(n for _, n in found))
            of = made.part_of(k)
            for part in np.unique(of).tolist():
                at = slice(np.searchsorted(of, part), np.searchsorted(of, part, "right"))
                rows.append((made.segment, part, k[at].astype("<i8").tobytes(), n[at].astype("<i8").tobytes()))
            if len(rows) >= LOADED or stretch == (1 << bits) - 1:
                bulk.insert(self._db, key_parts, ("segment", "part", "keys", "numbers"), rows)
                rows = []
        bulk.insert(self._db, key_segments, ("segment", "bits", "holds"), [(made.segment, made.bits, made.holds)])


def spread(first: Ints, many: Ints) -> Ints:
    """For stretches that begin at ``first`` and are so ``many`` long, every place in them, in order."""
    total = int(many.sum())
    ends = np.cumsum(many)
    found: Ints = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - many), many)
    return found


def _sorted(keys: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((numbers, keys))
    return keys[order], numbers[order]
