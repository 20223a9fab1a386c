"""The first stage of growing: what new, changed and removed documents mean for dates, copies and versions of the others.

The result is what :func:`rashomon.corpus.syndication` and :func:`rashomon.corpus.infer_published` say of all documents together,
in any order and grouping of arrival; only what is concerned is looked at. See ``docs/concepts/corpus.md``, "Growing".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import sqlalchemy as sa

from rashomon.corpus.growing import earlier_versions, matter_numbers, neighbours
from rashomon.corpus.linked_dates import infer_within, known_date
from rashomon.corpus.shingles import kept_runs
from rashomon.corpus.syndication import common
from rashomon.model import Document, Published, SyndicationGroup
from rashomon.pipeline import preparing
from rashomon.pipeline.grow_groups import Beside, GrowingGroups, groups_now
from rashomon.pipeline.grow_large import LargeGroups
from rashomon.pipeline.grow_pairs import Meeting
from rashomon.store import prepared
from rashomon.store.document_index import DocumentIndex, Settled, published_of
from rashomon.store.key_index import KeyIndex
from rashomon.store.key_segments import KeySegments
from rashomon.store.pair_index import PairIndex
from rashomon.store.prepared_row import Prepared
from rashomon.store.word_runs import WordRuns

Load = Callable[[Collection[str]], dict[str, Document]]


@dataclass(frozen=True, slots=True)
class DocumentsSettled:
    """What documents gave one another.

    ``dirty`` are the names of all documents in the ledger whose settled state may be another than before, sorted; what was removed is not
    among them. ``published`` has those that are used; ``version_of`` and ``twins`` (the same text stands under a name that sorts before)
    have all of them; ``groups``, where they were asked for, are those that one of them is in, both kinds, of shared passages as far as they concern
    one of them (:func:`rashomon.pipeline.grow_groups.part_for`). ``beside`` are those of the dirty ones of which nothing is another but what they share
    passages with.
    """

    dirty: tuple[str, ...]
    published: dict[str, Published]
    version_of: dict[str, str | None]
    groups: tuple[SyndicationGroup, ...]
    twins: dict[str, bool]
    beside: dict[str, Beside] = field(default_factory=dict)


@dataclass(slots=True)
class Carried:
    """What one step knows that the next need not read again, in the same transaction."""

    segments: KeySegments
    large: LargeGroups = field(default_factory=LargeGroups)


def settle_documents(
    db: sa.Connection, load: Load, changed: Collection[str], gone: Collection[str], carried: Carried | None = None
) -> DocumentsSettled:
    """Brings the index of documents up to date with ``changed`` (new or read anew) and ``gone`` documents, and says who is concerned.

    ``load`` gives documents by name as they were read, of any status; names in both are taken as changed. ``carried`` is what the calls
    before in the same transaction know.
    """
    growing = _Growing(db, load, set(changed), set(gone) - set(changed), carried or Carried(KeySegments(db)))
    growing.keep_facts()
    growing.share_words()
    growing.settle_dates()
    growing.settle_versions()
    growing.settle_twins()
    moved = growing.finish()
    beside = {name: own for name, own in growing.beside.items() if name not in moved and name not in growing.gone}
    return replace(facts_of(db, moved | set(beside)), beside=beside)


def settled_of(db: sa.Connection, names: Iterable[str]) -> DocumentsSettled:
    """What documents gave one another, as it now stands, for these names; names that are not in the ledger are left out."""
    facts = facts_of(db, names)
    return replace(facts, groups=groups_now(PairIndex(db), facts.dirty))


def facts_of(db: sa.Connection, names: Iterable[str]) -> DocumentsSettled:
    """The same without the groups, which cost more than all else and are asked by few."""
    rows = DocumentIndex(db).given(names)
    return DocumentsSettled(
        dirty=tuple(rows),
        published={name: published for name, (published, _, _) in rows.items() if published is not None},
        version_of={name: version_of for name, (_, version_of, _) in rows.items()},
        groups=(),
        twins={name: twin for name, (_, _, twin) in rows.items()},
    )


class _Growing:
    """One call of :func:`settle_documents`; the rows it touches are kept in memory and written at the end."""

    def __init__(self, db: sa.Connection, load: Load, changed: set[str], gone: set[str], carried: Carried) -> None:
        self._db = db
        self.documents, self.keys, self.pairs = DocumentIndex(db), KeyIndex(db), PairIndex(db)
        self.carried = carried
        self._load, self._texts = load, dict[str, Document]()
        self.changed, self.gone = changed, gone
        self.before = self.documents.facts(changed | gone)
        self.gone &= set(self.before)
        self.rows: dict[str, Settled] = {}
        self.old: dict[str, Settled] = dict(self.before)
        self.dirty = set(changed)
        self.beside: dict[str, Beside] = {}

    # --- what is at hand ---

    def texts(self, names: Iterable[str]) -> dict[str, Document]:
        """Documents as read, each loaded once."""
        wanted = sorted(set(names))
        missing = [n for n in wanted if n not in self._texts]
        if missing:
            self._texts |= self._load(missing)
        absent = [n for n in wanted if n not in self._texts]
        if absent:
            raise KeyError(f"the index of documents names {absent[0]!r}, of which the ledger holds no reading")
        return {n: self._texts[n] for n in wanted}

    def take(self, rows: dict[str, Settled]) -> dict[str, Settled]:
        """The rows as they stand in this call: those already touched, else as they were."""
        for name, row in rows.items():
            if name not in self.rows and name not in self.gone:
                self.rows[name] = self.old[name] = row
        return {name: self.rows[name] for name in rows if name in self.rows}

    def at_hand(self, names: Iterable[str]) -> dict[str, Settled]:
        """The rows of these names."""
        wanted = set(names) - self.gone
        self.take(self.documents.facts(wanted - set(self.rows)))
        return {n: self.rows[n] for n in sorted(wanted) if n in self.rows}

    # --- the steps ---

    def keep_facts(self) -> None:
        """Rows for what changed, and the dates they have by their own words and by their outlets'."""
        facts = self.prepared = prepared.load(self._db, self.changed)
        facts |= {name: preparing.prepared(d) for name, d in self.texts(self.changed - facts.keys()).items()}
        self.text_ids = {r.document_id for r in self.before.values()} | {f.document_id for f in facts.values()}
        self.first_before = self.documents.first_names(self.text_ids)
        concerned = {f.outlet for f in facts.values() if f.outlet and (f.date_order or f.open_date)}
        concerned |= {r.outlet for r in self.before.values() if r.outlet and r.date_order}
        outlets = {o for o in concerned if o is not None}
        orders_before = self.documents.orders(outlets)
        self.new_keys = {f.document_no: f.shingles for f in facts.values()}
        rows = {name: _row(f) for name, f in facts.items()}
        self.documents.remove(r.document_no for r in self.before.values())
        self.documents.write(rows)
        orders = self.documents.orders(outlets)
        self.rows |= rows
        open_ = {n for n, r in rows.items() if r.open_date}
        turned = self.take(self.documents.open_dated(o for o in outlets if orders[o] != orders_before[o]))
        for name, document in self.texts(open_ | set(turned)).items():
            row = self.rows[name]
            self.rows[name] = replace(row, known=known_date(document, orders[row.outlet or ""]))
        self.redated = self.changed | {n for n in set(turned) - self.changed if self.rows[n].known != self.old[n].known}

    def share_words(self) -> None:
        """Pairs and groups of documents that share words."""
        numbers = {r.document_no for r in self.before.values()}
        meeting = Meeting(self.carried.segments, self.documents, common())
        meeting.exchange(numbers, self.new_keys)
        kept = WordRuns(self._db)
        kept.exchange(numbers, {f.document_no: kept_runs(np.frombuffer(f.runs, dtype="<i8")) for f in self.prepared.values()})
        growing = GrowingGroups(meeting, kept, self.pairs, self.documents, self.texts, self.runs_at_hand, self.carried.large)
        self.relinked = growing.compare(self.changed, self.gone)
        copies, self.beside = growing.regroup(self.changed, self.gone)
        self.dirty |= copies

    def runs_at_hand(self, names: Iterable[str]) -> dict[str, bytes]:
        """The runs of words of documents that were read in this run, as far as these were; 8 bytes each."""
        found = {n: self.prepared[n].runs for n in names if n in self.prepared}
        return found | prepared.runs_of(self._db, set(names) - found.keys())

    def settle_dates(self) -> None:
        """Days that documents give one another: for all that may get another one."""
        redated = self.at_hand(self.redated)
        numbers = {r.document_no for r in redated.values()} | {self.before[n].document_no for n in self.gone}
        matters = {k for own in self.keys.matters(numbers).values() for k in own}
        fresh = {r.document_no: self._matters(n, r.known) for n, r in redated.items() if r.known is not None}
        self.keys.write_matters({n: fresh.get(n, ()) for n in numbers})
        matters |= {k for own in fresh.values() for k in own}
        near = {n for holders in self.keys.matter_holders(matters).values() for n in holders}
        passing = neighbours(
            self.redated - self.changed, self.pairs.news(self.redated - self.changed)
        )  # who may pass a day on that they get
        first = set(redated) | self.relinked | {n for n, r in self.take(self.documents.numbered(near)).items() if r.undated}
        first |= {n for others in passing.values() for n in others}
        first -= self.gone
        second = {n for others in neighbours(first, self.pairs.news(first)).values() for n in others}
        wanted = {n for n, r in self.at_hand(first | second).items() if r.undated}
        linked = self._linked(wanted)
        inferred = self._inferred(linked) if linked else {}
        for name in sorted(wanted | set(redated)):
            row = self.rows[name]
            self.rows[name] = replace(row, published=inferred[name] if name in linked else row.known)

    def _linked(self, undated: set[str]) -> set[str]:
        """Those of some undated documents that share a matter with another, or news: of all others no other says a day."""
        out = {n for pair in self.pairs.news(undated) for n in pair}
        own = {name: self.rows[name].document_no for name in undated - out}
        matters = self.keys.matters(own.values())
        shared = {key for key, some in self.keys.matter_holders(k for keys in matters.values() for k in keys).items() if len(some) > 1}
        return (out & undated) | {name for name, number in own.items() if not shared.isdisjoint(matters[number])}

    def _matters(self, name: str, known: Published) -> Collection[int]:
        """Days and counts that a document tells, if it is of this day."""
        made = self.prepared.get(name)
        if made is not None and published_of(made.known) == known:
            return made.matter_numbers
        return matter_numbers(self.texts([name])[name], known)

    def _inferred(self, wanted: set[str]) -> dict[str, Published]:
        """The dates of undated documents, from all that bear on them."""
        others = {n for some in neighbours(wanted, self.pairs.news(wanted)).values() for n in some}
        undated = wanted | {n for n, r in self.at_hand(others).items() if r.undated}
        news = neighbours(undated, self.pairs.news(undated))
        own = self.keys.matters(r.document_no for r in self.at_hand(undated).values())
        holders = self.keys.matter_holders(k for keys in own.values() for k in keys)
        dated = {n for n, r in self.take(self.documents.numbered(n for some in holders.values() for n in some)).items() if not r.undated}
        linked = self.at_hand({n for some in news.values() for n in some} | undated | dated)
        known = {n: r.known for n, r in linked.items() if r.known is not None}
        return infer_within(self.texts(undated | dated), known, news)

    def settle_versions(self) -> None:
        """Texts under one address: each is a version of the one published before it."""
        moved = {n for n, r in self.rows.items() if n in self.changed or r.published != self.old[n].published}
        urls = {r.url for n, r in self.rows.items() if n in moved} | {r.url for r in self.before.values()}
        concerned = {**self.at_hand(moved), **self.take(self.documents.at(u for u in urls if u))}
        at = Counter(r.url for r in concerned.values() if r.url)
        several = [
            replace(r.head, published=r.published or r.head.published)
            for _, r in sorted(concerned.items())
            if r.versioned or at[r.url or ""] > 1
        ]
        found = earlier_versions(several)
        for name, row in concerned.items():
            self.rows[name] = replace(row, version_of=found.get(name))

    def settle_twins(self) -> None:
        """Which names have a text that an earlier name has."""
        first = self.documents.first_names(self.text_ids)
        concerned = {*self.changed, *first.values(), *self.first_before.values()}
        for name, row in self.at_hand(concerned).items():
            self.rows[name] = replace(row, twin=first.get(row.document_id, name) != name)

    def finish(self) -> set[str]:
        """Writes what is another than before; gives the names of all documents concerned by more than what stands ``beside`` them."""
        other = {n: r for n, r in self.rows.items() if n in self.changed or r != self.old[n]}
        self.documents.write(other)
        return (self.dirty | set(other)) - self.gone


def _row(facts: Prepared) -> Settled:
    """The row of a document of which nothing is known yet but what it says by itself."""
    return Settled(
        document_no=facts.document_no,
        document_id=facts.document_id,
        used=facts.used,
        keys=len(facts.shingles),
        outlet=facts.outlet,
        url=facts.url,
        date_order=facts.date_order,
        open_date=facts.open_date,
        text=facts.head,
        known=published_of(facts.known),
    )
