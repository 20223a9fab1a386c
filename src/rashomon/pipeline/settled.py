"""Documents with all that others and reviewers gave them: what clustering starts from, for any part of a ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import sqlalchemy as sa

from rashomon import corpus, incidents
from rashomon.corpus.growing import earlier_versions
from rashomon.model import Claim, Decision, Document, IncidentMention, SetAside, SyndicationGroup
from rashomon.pipeline.decisions import Decided, decide
from rashomon.pipeline.grow_documents import DocumentsSettled, facts_of, settled_of
from rashomon.store import Reading
from rashomon.store.evidence import load_documents, load_raw, load_readings
from rashomon.store.neighbours import earlier_texts, versions_after
from rashomon.store.raw import Raw
from rashomon.store.twins import renamed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SettledPart:
    """Some documents by name, with claims and mentions as settled and decided, figures set aside, and the decisions that were applied."""

    documents: dict[str, Document]
    decided: Decided
    set_aside: dict[str, tuple[SetAside, ...]]
    decisions: tuple[Decision, ...]
    groups: tuple[SyndicationGroup, ...]

    @property
    def names(self) -> set[str]:
        """Names of these documents."""
        return set(self.documents)

    def settled(self) -> SettledPart:
        """This, as :class:`Unsettled` has it, too."""
        return self

    @property
    def claims(self) -> list[Claim]:
        """Claims of these documents."""
        return self.decided.claims

    @property
    def told(self) -> list[IncidentMention]:
        """Incident mentions of these documents."""
        return self.decided.told


def settle_readings(readings: Iterable[Reading], given: DocumentsSettled, decisions: Sequence[Decision]) -> SettledPart:
    """Readings with dates, versions and ids as other documents make them (``given``), and with ``decisions`` in them."""
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    told: list[IncidentMention] = []
    aside: dict[str, tuple[SetAside, ...]] = {}
    for reading in sorted(readings, key=lambda r: r.document.name):
        name = reading.document.name
        one = renamed(reading) if given.twins.get(name) and (reading.claims or reading.incidents) else reading
        document = replace(one.document, version_of=given.version_of.get(name, one.document.version_of))
        its_claims, its_told = list(one.claims), list(one.incidents)
        known = given.published.get(name, document.published)
        if known != document.published:
            document = replace(document, published=known)
            its_claims, its_told = incidents.resettle(its_claims, its_told, known)
        documents[name] = document
        claims += its_claims
        told += its_told
        aside[name] = one.set_aside
    decided = decide(decisions, claims, told, documents)
    for name, figures in decided.set_aside.items():
        aside[name] = (*aside.get(name, ()), *figures)
    return SettledPart(documents, decided, aside, tuple(decisions), given.groups)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Documents that no decision is about, as the ledger has them, with what others gave them: text and numbers, so that any process can
    settle them."""

    readings: tuple[Raw, ...]
    given: DocumentsSettled

    @property
    def names(self) -> set[str]:
        """Names of these documents."""
        return {r.name for r in self.readings}

    def settled(self) -> SettledPart:
        """The same settled."""
        return settle_readings((r.as_reading() for r in self.readings), self.given, ())

    def documents(self) -> dict[str, Document]:
        """The documents alone, with their settled dates and versions."""
        return {r.name: with_given(r.as_document(), self.given) for r in self.readings}


def settle_all(documents: Sequence[Document]) -> DocumentsSettled:
    """What documents give one another, where these are all there are."""
    used = sorted((d for d in documents if d.status == "used"), key=lambda d: d.name)
    groups = corpus.syndication(used)
    published = corpus.infer_published(used, groups)
    dated = [replace(d, published=published.get(d.name, d.published)) for d in sorted(documents, key=lambda d: d.name)]
    version_of = earlier_versions(dated)
    seen: set[str] = set()
    twins: dict[str, bool] = {}
    for d in dated:
        twins[d.name] = d.document_id in seen
        seen.add(d.document_id)
    return DocumentsSettled(
        dirty=tuple(d.name for d in dated),
        published=published,
        version_of={d.name: version_of.get(d.name, d.version_of) for d in dated},
        groups=tuple(groups),
        twins=twins,
    )


#: Readings kept at hand, of those loaded last: some 20 kB each.
READ = 5_000
#: The same of texts and of readings as the ledger has them, some 40 kB each.
KEPT = 2_000


class Settler:
    """Loads and settles documents of a ledger; ``standing`` are all decisions that hold, in order."""

    def __init__(self, db: sa.Connection, standing: Sequence[Decision]) -> None:
        self._db = db
        self._standing = list(standing)
        self._documents: dict[str, Document] = {}  # of one stock paragraph hundreds of incidents ask
        self._read: dict[str, Reading] = {}  # what is settled alone is settled again with what it meets, often soon
        self._raw: dict[str, Raw] = {}  # the same where it is settled elsewhere

    def let_go(self) -> None:
        """Forgets what is at hand: what is asked for next is loaded again."""
        for held in (self._documents, self._read, self._raw):
            held.clear()

    def load(self, names: Collection[str]) -> dict[str, Document]:
        """Documents as read."""
        return load_documents(self._db, names)

    def with_decisions(self, names: Iterable[str]) -> tuple[set[str], list[Decision]]:
        """These names with all documents that decisions tie to them, directly or through others, and those decisions in order."""
        reached = set(names)
        held: set[str] = set()
        while True:
            ends = reached | {n.rsplit("@", 1)[0] for n in reached}  # an earlier text of an article has a say in what is decided of it
            more = [d for d in self._standing if d.decision_id not in held and any(a.document in ends for a in d.anchors)]
            if not more:
                return reached, [d for d in self._standing if d.decision_id in held]
            held |= {d.decision_id for d in more}
            named = {a.document for d in more for a in d.anchors}
            reached |= named | earlier_texts(self._db, named)

    def settle(self, names: Iterable[str], *, groups: bool = True) -> SettledPart:
        """The documents of these names, and those that decisions tie to them, settled; the groups they are in where they are asked for."""
        reached, decisions = self.with_decisions(names)
        if decisions:  # a later version under another name has a say in a decision on the earlier one
            reached |= versions_after(self._db, {a.document for d in decisions for a in d.anchors})
        readings = {n: r for n in reached if (r := self._read.get(n)) is not None}
        readings |= {r.document.name: r for r in load_readings(self._db, reached - readings.keys())}
        _keep(self._read, readings, READ)
        return settle_readings(readings.values(), (settled_of if groups else facts_of)(self._db, reached), decisions)

    def part(self, names: Iterable[str], *, away: bool) -> SettledPart | Unsettled:
        """The documents of these names without their groups; where they are settled ``away`` from here, and no decision ties anything to
        them, as the ledger has them."""
        names = set(names)
        if not away or self.with_decisions(names)[1]:
            return self.settle(names, groups=False)
        raw = {n: r for n in names if (r := self._raw.get(n)) is not None}
        raw |= {r.name: r for r in load_raw(self._db, names - raw.keys())}
        _keep(self._raw, raw)
        return Unsettled(tuple(raw[n] for n in sorted(raw)), facts_of(self._db, names))

    def beside(self, names: Collection[str], *, away: bool) -> dict[str, Document] | Unsettled:
        """The documents of these names alone; for elsewhere, as the ledger has them."""
        if not away:
            return self.documents(names)
        return Unsettled(tuple(load_raw(self._db, names, said=False)), facts_of(self._db, names))

    def documents(self, names: Collection[str]) -> dict[str, Document]:
        """Documents of these names with their settled dates and versions, without claims."""
        out = {n: d for n in names if (d := self._documents.get(n)) is not None}
        rest = set(names) - out.keys()
        given = facts_of(self._db, rest)
        found = {name: with_given(d, given) for name, d in load_documents(self._db, rest).items()}
        _keep(self._documents, found)
        return out | found


def _keep(held: dict[str, T], new: Mapping[str, T], most: int = KEPT) -> None:
    """Keeps the latest."""
    for name in sorted(new):
        held[name] = new[name]
    while len(held) > most:
        del held[next(iter(held))]


def with_given(document: Document, given: DocumentsSettled) -> Document:
    """The document with the date and the earlier version that other documents make known."""
    return replace(
        document,
        published=given.published.get(document.name, document.published),
        version_of=given.version_of.get(document.name, document.version_of),
    )
