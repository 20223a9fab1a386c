"""Which documents hold which key of shared words, kept as sorted arrays: some hundred keys a document, looked up by the hundred thousand.

A row for each key would cost more than all else that is done for a document about nothing (177 keys in the mean of a news stream, 6 µs each, in two
trees that no memory holds). So what came at once is a segment: its keys in order with the number of the document beside each, cut into
small parts by the first bits of the key. Segments of one size are put together as new ones come, so there are never many, and each key is
written anew a few times in all. Most keys that are asked are held by nobody; while many are asked, a few bits a key that are held in memory
(:mod:`rashomon.store.key_filter`) say so, and no part is read for them. Of a key that a tenth of the ledger holds, those are given that stand
beside somebody asked about (:class:`Beside`): to give all made each step cost by the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from rashomon.store import bulk
from rashomon.store.derived_tables import document_shingles, key_parts, key_segments
from rashomon.store.document_index import parts
from rashomon.store.key_filter import KeyFilter

Ints = NDArray[np.int64]
#: Keys of a part at most, in the mean: 2 kB with their documents, half a page of a database.
PART = 128
#: Bits of a key.
BITS = 63
#: Keys read at once.
READ = 1 << 17
#: Keys of a segment, at most, that is held in memory once it was made: what is new is asked for most. 30 MB of keys in all.
HELD = 1 << 20
#: Holders of a key from which on they are kept in order.
MANY = 64
#: Segments of one size that are put together, and the bits of what a small one holds: with these it is put together with any other.
TOGETHER, SMALL = 4, 16
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


def _level(holds: int) -> int:
    """Its size as a number: four times as many keys are one more."""
    return max(0, holds.bit_length() - SMALL + 1) // 2


def joined(arrays: Iterable[Ints]) -> Ints:
    """Arrays as one."""
    found = [a for a in arrays if len(a)]
    return np.concatenate(found) if found else _NONE


def distinct(values: Ints) -> Ints:
    """The values in order, each once."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is asked about, of keys that more than ``many`` hold: the ``keys``, sorted, with the number of a document beside each."""

    many: int
    keys: Ints
    numbers: Ints

    @classmethod
    def of(cls, many: int, keys: Ints, numbers: Ints) -> Beside:
        """Of keys in any order."""
        return cls(many, *_sorted(keys, numbers))

    def places(self, key: np.int64, numbers: Ints) -> Ints:
        """Of the numbers of all who hold a key, the places of those asked about, of the next below and above each, and of ``many`` more, so that
        still more than ``many`` are given."""
        order = None if (numbers[1:] >= numbers[:-1]).all() else np.argsort(numbers)
        low, high = np.searchsorted(self.keys, key), np.searchsorted(self.keys, key, "right")
        at = np.searchsorted(numbers, self.numbers[low:high], sorter=order)
        some = np.concatenate([at - 1, at, at + 1, np.arange(self.many + 1)])
        found = distinct(some[(some >= 0) & (some < len(numbers))])
        return found if order is None else order[found]


class KeySegments:
    """The tables ``document_shingles``, ``key_segments`` and ``key_parts``, for as long as a transaction: what it knows of segments it does not
    ask again."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._filters: dict[int, KeyFilter] = {}
        self._at_hand: dict[int, tuple[Ints, Ints]] = {}  # keys and numbers of small segments, as they are kept

    def own(self, numbers: Iterable[int]) -> dict[int, Ints]:
        """The keys of these documents, sorted; documents without any are left out."""
        c = document_shingles.c
        out = {}
        for some in parts(set(numbers)):
            for number, keys in self._db.execute(sa.select(c.document_no, c["keys"]).where(c.document_no.in_(some))).all():
                out[number] = np.frombuffer(keys, dtype="<i8")
        return out

    def holders(self, keys: Ints, beside: Beside | None = None) -> tuple[Ints, Ints]:
        """Everybody who holds one of these keys (sorted, each once): the keys and beside each the number of a document, in any order. With ``beside``
        not everybody of keys that very many hold: more than so ``many``, and all who stand next to one asked about."""
        found = [one for segment in self.segments() for one in self._of(segment, keys, beside)]
        return joined(k for k, _ in found), joined(n for _, n in found)

    def _of(self, segment: _Segment, keys: Ints, beside: Beside | None) -> Iterator[tuple[Ints, Ints]]:
        known = self._filter(segment, len(keys))
        asked = keys if known is None else keys[known.may_hold(keys)]
        held = self._at_hand.get(segment.segment)
        for own, numbers in self._read(segment, distinct(segment.part_of(asked))) if held is None else [held]:
            wanted = asked[np.searchsorted(asked, own[0]) : np.searchsorted(asked, own[-1], "right")]
            first, behind = np.searchsorted(own, wanted), np.searchsorted(own, wanted, "right")
            if beside is not None:
                for n in np.flatnonzero(behind - first > beside.many).tolist():
                    at = first[n] + beside.places(wanted[n], numbers[first[n] : behind[n]])
                    yield own[at], numbers[at]
                    behind[n] = first[n]
            at = spread(first, behind - first)
            yield own[at], numbers[at]

    def _filter(self, segment: _Segment, asked: int) -> KeyFilter | None:
        """The filter of a segment of which so many keys are asked; where most of its parts would be read it is made first."""
        if segment.segment not in self._filters and 2 * asked > 1 << segment.bits > 1:
            made = KeyFilter(segment.holds)
            for own, _ in self._read(segment):
                made.add(own)
            self._filters[segment.segment] = made
        return self._filters.get(segment.segment)

    def exchange(self, old: Mapping[int, Ints], new: Mapping[int, Ints]) -> None:
        """Puts the keys of ``new`` documents in place of those that the ``old`` had."""
        if old:
            gone = np.array(sorted(old), dtype=np.int64)
            self._take_out(gone, distinct(joined(old.values())))
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

    def _read(self, segment: _Segment, wanted: Ints | None = None, inside: range | None = None) -> Iterator[tuple[Ints, Ints]]:
        """Keys in order and their documents: of the ``wanted`` parts, sorted, of those ``inside`` a range, or of all; some parts at a time."""
        there = range(1 << segment.bits) if inside is None else inside
        most = max(1, (READ << segment.bits) // max(1, segment.holds))
        if wanted is None or 2 * len(wanted) > len(there):
            asked = [f"BETWEEN {n} AND {min(n + most, there.stop) - 1}" for n in range(there.start, there.stop, most)]
        else:
            asked = [f"IN ({', '.join(map(str, wanted[n : n + most].tolist()))})" for n in range(0, len(wanted), most)]
        for which in asked:
            rows = self._rows(segment, which)
            keys = _array(b"".join([r[1] for r in rows]))
            if len(keys):
                yield keys, _array(b"".join([r[2] for r in rows]))

    def _rows(self, segment: _Segment, which: str) -> Sequence[sa.Row[tuple[int, bytes, bytes]]]:
        """Parts as they are kept. Numbers of parts are written into the question: of thousands, each a parameter, most of the time went there."""
        asked = f"SELECT part, keys, numbers FROM key_parts WHERE segment = {segment.segment} AND part {which} ORDER BY part"  # noqa: S608
        return self._db.exec_driver_sql(asked).all()

    def _forget(self, segment: _Segment) -> None:
        self._filters.pop(segment.segment, None)
        self._at_hand.pop(segment.segment, None)

    def _take_out(self, gone: Ints, keys: Ints) -> None:
        c = key_parts.c
        for segment in self.segments():
            left = segment.holds
            for some in parts(distinct(segment.part_of(keys)).tolist()):
                for part, own, numbers in self._rows(segment, f"IN ({', '.join(map(str, some))})"):
                    stays = ~np.isin(_array(numbers), gone)
                    if not stays.all():
                        left -= int((~stays).sum())
                        kept = {"keys": _array(own)[stays].tobytes(), "numbers": _array(numbers)[stays].tobytes()}
                        self._db.execute(key_parts.update().where(c.segment == segment.segment, c.part == part).values(kept))
            if left != segment.holds:
                self._at_hand.pop(segment.segment, None)
                self._db.execute(key_segments.update().where(key_segments.c.segment == segment.segment).values(holds=left))

    def _add(self, keys: Ints, numbers: Ints) -> None:
        """Writes a segment, together with those before it that it makes too many of their size."""
        there = self.segments()
        number = there[-1].segment + 1 if there else 1
        taken: list[_Segment] = []
        size = len(keys)
        while True:
            level = _level(size)
            like = next((n for n, s in enumerate(reversed(there)) if _level(s.holds) > level), len(there))
            if like < (TOGETHER - 1 if level else 1):
                break
            taken += there[len(there) - like :]
            del there[len(there) - like :]
            size = len(keys) + sum(s.holds for s in taken)
        self._write(_Segment(number, max(0, (size - 1) // PART).bit_length(), size), keys, numbers, taken)
        for segment in taken:
            self._forget(segment)
            for table in (key_parts, key_segments):
                self._db.execute(table.delete().where(table.c.segment == segment.segment))

    def _write(self, made: _Segment, keys: Ints, numbers: Ints, taken: list[_Segment]) -> None:
        """The parts of a new segment, of what came and of segments that become part of it, a stretch of keys at a time."""
        bits = min(made.bits, (made.holds // READ).bit_length(), *(s.bits for s in taken))
        known, held = KeyFilter(made.holds), []
        for stretch in range(1 << bits):  # whole parts of each of them
            first, last = stretch << (BITS - bits), ((stretch + 1) << (BITS - bits)) - 1
            found = [_inside((keys, numbers), first, last)]
            for s in taken:
                if (at_hand := self._at_hand.get(s.segment)) is not None:
                    found.append(_inside(at_hand, first, last))
                else:
                    more = s.bits - bits
                    found += self._read(s, inside=range(stretch << more, (stretch + 1) << more))
            k, n = _in_order(*_sorted(joined(k for k, _ in found), joined(n for _, n in found)))
            if not len(k):  # keys are the smallest of some, so there are few large ones
                continue
            known.add(k)
            if made.holds <= HELD:
                held.append((k, n))
            of = made.part_of(k)
            begins = np.flatnonzero(np.append(True, of[1:] != of[:-1])).tolist()
            own, beside = k.astype("<i8").tobytes(), n.astype("<i8").tobytes()
            at = zip(of[begins].tolist(), begins, [*begins[1:], len(of)], strict=True)
            rows = [(made.segment, part, own[8 * i : 8 * j], beside[8 * i : 8 * j]) for part, i, j in at]
            bulk.insert(self._db, key_parts, ("segment", "part", "keys", "numbers"), rows)
        self._filters[made.segment] = known
        if held:
            self._at_hand[made.segment] = joined(k for k, _ in held), joined(n for _, n in held)
        bulk.insert(self._db, key_segments, ("segment", "bits", "holds"), [(made.segment, made.bits, made.holds)])


def spread(first: Ints, many: Ints) -> Ints:
    """For stretches that begin at ``first`` and are so ``many`` long, every place in them, in order."""
    total = int(many.sum())
    ends = np.cumsum(many)
    found: Ints = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - many), many)
    return found


def _inside(held: tuple[Ints, Ints], first: int, last: int) -> tuple[Ints, Ints]:
    """What there is from one key to another."""
    keys, numbers = held
    at = slice(np.searchsorted(keys, np.int64(first)), np.searchsorted(keys, np.int64(last), "right"))
    return keys[at], numbers[at]


def _array(kept: bytes) -> Ints:
    return np.frombuffer(kept, dtype="<i8")


def _sorted(keys: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    order = np.argsort(keys, kind="stable")  # most come as some arrays in order, one behind the other
    return keys[order], numbers[order]


def _in_order(keys: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """The same with the numbers in order of each key that many hold, so that who stands beside whom is found at once."""
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else keys
    many = np.diff(np.append(begins, len(keys)))
    for n in np.flatnonzero(many > MANY).tolist():
        numbers[begins[n] : begins[n] + many[n]].sort()
    return keys, numbers
