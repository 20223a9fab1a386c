"""Made-up incident mentions by chance, and a ledger that grows beside clustering everything."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import sqlalchemy as sa
from tests.incidents.incidents_build import DORN, LORN, VALE, claim, document, mention

from rashomon import corpus
from rashomon.incidents import cluster, resettle
from rashomon.incidents.cluster import shared_passages
from rashomon.incidents.components import components
from rashomon.incidents.context import Context
from rashomon.model import Claim, Document, Incident, IncidentMention, MentionLink, Place, Span, SyndicationGroup, TimeSpan
from rashomon.pipeline.grow_loose import held_of
from rashomon.pipeline.grow_mentions import Moving, shared
from rashomon.store import Reading
from rashomon.store.derived_tables import mention_keys, mention_rivals, mentions
from rashomon.store.twins import told_apart

HARL = Place("Harl", "Mire", "Sylvania", 47.0, 21.0, 1, "made up", "x:harl")
#: Towns far from one another: what happens in one has nothing to do with another.
TOWNS = tuple(
    Place(name, f"{name}shire", "Osterlich", 10.0 + 3 * n, 5.0 + 4 * n, 1, "made up", f"x:{name.lower()}")
    for n, name in enumerate(("Quarn", "Belvo", "Thessin", "Umbrel", "Jostra", "Kirrim", "Paldon", "Wexal", "Yttra", "Zemlin"))
)
PEOPLE = ("ferran ojulwe", "mira tolvan", "oskar brandell", "lena hastvik", "ivo sandrel", "petra colm", "anton vresk", "judit malar")
NAMES = ("golden hall", "sarn mill", "tessa varn", "old customs house", "brin harrow", "lantern bridge", "odo ferrick", "salt market")
START = date(2031, 5, 1)


def time_of(chance: random.Random, over: int) -> TimeSpan | None:
    """A day, some days, the days up to one, a long time, or nothing."""
    day = START + timedelta(days=chance.randrange(over))
    return chance.choices(
        (
            TimeSpan(day, day, "printed"),
            TimeSpan(None, day, "no later than publication"),
            TimeSpan(day, day + timedelta(days=chance.randrange(1, 9)), "printed"),
            TimeSpan(day, day + timedelta(days=chance.randrange(20, 400)), "printed"),
            TimeSpan(day, None, "after"),
            None,
        ),
        (10, 8, 3, 1, 1, 2),
    )[0]


def made_up(chance: random.Random, name: str, over: int = 40) -> list[IncidentMention]:
    """The mentions of one document."""
    count = chance.choices((1, 2, 3), (5, 3, 1))[0]
    out = []
    for n in range(count):
        places = chance.choice(((DORN,), (DORN,), (LORN,), (VALE,), (HARL,), (DORN, VALE), (), *((town,) for town in TOWNS)))
        time = time_of(chance, over)
        killed = chance.choice((2, 3, 7, 7, 8, 21, 40))
        links = ()
        if count > 1 and chance.random() < 0.4:
            target = chance.choice([k for k in range(count) if k != n])
            links = (MentionLink(chance.choice(("retaliation_for", "retaliation_for", "follows")), f"im-{name}-{target}", "after", 0, 5),)
        out.append(
            mention(
                name,
                n,
                extent=((n * 10, n * 10 + 5),),
                time=time,
                weekday=time.start.weekday() if time is not None and time.is_day and time.start else chance.choice((None, None, 1, 4)),
                places=tuple(p.name for p in places),
                locations=places,
                sides=chance.choice((("Freedonia",), ("Sylvania",), ("Freedonia", "civilians"), ())),
                perpetrators=chance.choice((("Sylvania",), ("Freedonia",), ())),
                figures=(("killed", killed, killed, "Freedonia"),) if chance.random() < 0.8 else (),
                families=chance.choice((("fire",), ("air",), ("blast",))),
                people=tuple(chance.sample(PEOPLE, int(chance.random() < 0.1))),
                names=tuple(chance.sample(NAMES, chance.choice((0, 0, 0, 1, 2)))),
                spots=chance.choice(((), (), (), (), ("Upper Wend",), ("Low Fenn",))),
                scenes=chance.choice(((), ("mosque",), ("market",))),
                background=chance.random() < 0.15,
                links=links,
            )
        )
    return out


def passages(chance: random.Random, names: Sequence[str], share: float = 0.15) -> list[SyndicationGroup]:
    """Groups of two documents with one passage, which covers one mention of each or several."""
    out = []
    for n, name in enumerate(sorted(names)[1:]):
        if chance.random() < share:
            other = sorted(names)[chance.randrange(n + 1)]
            spans = [Span(start, start + chance.choice((5, 5, 15))) for start in (chance.choice((0, 10)), chance.choice((0, 10)))]
            out.append(SyndicationGroup(f"g-{other}-{name}", (other, name), None, "part", ((other, spans[0], name, spans[1]),)))
    return out


@dataclass
class World:
    """All that clustering is given."""

    told: dict[str, list[IncidentMention]] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    groups: list[SyndicationGroup] = field(default_factory=list)
    together: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, told: Mapping[str, list[IncidentMention]], groups: Iterable[SyndicationGroup]) -> World:
        claims = {name: [claim(name, n) for n in range(len(own))] for name, own in told.items()}
        return cls(dict(told), claims, {name: document(name) for name in told}, list(groups))

    def mentions(self) -> list[IncidentMention]:
        return [m for own in self.told.values() for m in own if m.claims]

    def all_claims(self) -> list[Claim]:
        return [c for own in self.claims.values() for c in own]

    def ties(self) -> list[tuple[str, str]]:
        there = {m.mention_id for m in self.mentions()}
        return [(a, b) for a, b in self.together if a in there and b in there]

    def groups_of(self, names: Iterable[str]) -> list[SyndicationGroup]:
        wanted = set(names)
        return [g for g in self.groups if wanted & set(g.documents)]

    def incidents(self) -> list[Incident]:
        given = self.mentions(), self.all_claims(), self.documents, self.groups
        return cluster(*given, together=self.together, apart=self.apart)[0]

    def components(self) -> dict[str, int]:
        told = self.mentions()
        return components(told, Context(shared_passages(told, self.groups)), self.ties())

    def changed(self, other: World, decisions: bool) -> set[str]:
        """Documents whose mentions differ, one at least of those whose shared passages do, and with ``decisions`` those they are about."""

        def decided(world: World, name: str) -> object:
            ids = {m.mention_id for m in world.told.get(name, ())}
            return [[p for p in pairs if ids & set(p)] for pairs in (world.together, world.apart)]

        names = {*self.told, *other.told}
        out = {name for name in names if self.told.get(name) != other.told.get(name)}
        out |= {name for name in names if decisions and decided(self, name) != decided(other, name)}
        before, after = ({p for g in world.groups for p in g.passages} for world in (self, other))
        for first, _, second, _ in sorted(before ^ after, key=str):
            if first not in out and second not in out:
                out.add(first)
        return out


@dataclass(frozen=True)
class Touched:
    """What one growth looked at."""

    mentions: list[IncidentMention]
    documents: set[str]
    components: frozenset[int]


class Grown:
    """A ledger's mentions and the incidents made of them, that change with the world."""

    def __init__(self) -> None:
        self._engine = sa.create_engine("sqlite://")
        self._db = self._engine.connect()
        for table in (mentions, mention_keys, mention_rivals):
            table.create(self._db)
        self.world = World()
        self._incidents: dict[str, tuple[int, Incident]] = {}
        self.last: Touched | None = None

    def become(self, world: World, decisions: bool = True) -> Touched:
        """One growth. Without ``decisions``, documents that only a new decision speaks of are not given."""
        dirty = self.world.changed(world, decisions)
        self.world = world
        own = [m for name in dirty for m in world.told.get(name, ())]
        moving = Moving(self._db, world.groups_of)
        moving.take_out(dirty)
        for name in sorted(dirty):
            moving.put(m for m in own if m.document == name)
        closed = moving.label(moving.find(world.together), world.together)
        told = moving.hand.load(closed.label_of)
        component = {m.mention_id: closed.label_of[n] for n, m in told.items()}
        found = Touched(list(told.values()), {m.document for m in told.values()}, closed.components)
        groups = world.groups_of(found.documents)
        pairs = shared(self._db, found.mentions, groups)
        held = held_of(self._db, told)
        claims = [c for name in found.documents for c in world.claims[name]]
        made, _ = cluster(
            found.mentions, claims, world.documents, groups, shared=pairs, held=held, together=world.together, apart=world.apart
        )
        of_claim = {c: m.mention_id for m in found.mentions for c in m.claims}
        self._incidents = {i: row for i, row in self._incidents.items() if row[0] not in found.components}
        for incident in made:
            [label] = {component[of_claim[c]] for c in incident.claims}
            assert incident.incident_id not in self._incidents
            self._incidents[incident.incident_id] = (label, incident)
        self.last = found
        return found

    def incidents(self) -> list[Incident]:
        return [incident for _, (_, incident) in sorted(self._incidents.items())]

    def components(self) -> dict[str, int]:
        return {row.mention_id: row.component for row in self._db.execute(sa.select(mentions.c.mention_id, mentions.c.component))}

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return {
            t.name: sorted(tuple(r) for r in self._db.execute(sa.select(*(c for c in t.c if c.name != "mention"))))
            for t in (mentions, mention_keys, mention_rivals)
        }

    def check(self) -> None:
        """What grew is what clustering everything gives."""
        assert self.components() == self.world.components()
        assert self.incidents() == sorted(self.world.incidents(), key=lambda i: i.incident_id)


def settled(readings: Iterable[Reading]) -> World:
    """What derivation hands to clustering, from these readings alone."""
    ordered = told_apart(readings)
    used = [r.document for r in ordered if r.document.status == "used"]
    groups = corpus.syndication(used)
    published = corpus.infer_published(used, groups)
    world = World(groups=groups)
    for reading in ordered:
        name, own = reading.document.name, list(reading.incidents)
        claims, known = list(reading.claims), published.get(reading.document.name, reading.document.published)
        if known != reading.document.published:
            claims, own = resettle(claims, own, known)
        world.told[name], world.claims[name] = own, claims
        world.documents[name] = replace(reading.document, published=known)
    return world


def part(world: World, names: Iterable[str]) -> World:
    """The world with these documents only."""
    kept = set(names)
    groups = [g for g in world.groups if set(g.documents) <= kept]
    return replace(
        world,
        told={n: own for n, own in world.told.items() if n in kept},
        claims={n: own for n, own in world.claims.items() if n in kept},
        documents={n: d for n, d in world.documents.items() if n in kept},
        groups=groups,
    )
