"""Documents that come, change and go in any order and grouping leave what all of them together would give."""

from __future__ import annotations

import importlib
import json
import random
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from rashomon.corpus import Article, infer_published, make_document, syndication
from rashomon.corpus.growing import earlier_versions
from rashomon.model import Document, SyndicationGroup
from rashomon.pipeline.grow_documents import Carried, DocumentsSettled, settle_documents, settled_of
from rashomon.pipeline.grow_groups import groups_now, part_for
from rashomon.store.derived_tables import FINDING, PACKED, document_runs, key_parts, key_segments
from rashomon.store.key_segments import KeySegments, joined
from rashomon.store.pair_index import PairIndex

FAKES = Path(__file__).resolve().parents[3] / "shared" / "gold" / "fakes" / "gold.json"
TABLES = [*(t for t in FINDING if t.name.startswith("document_")), *PACKED]
DAY = date(2031, 2, 3)  # a Monday
PLACES = ("Lower Marn", "Port Vell", "Kest", "Upper Dray", "Salt Hithe", "Orla")
STOCK = "The valley has seen unrest since a truce between the two river towns broke down in the spring of last year, monitors say."
QUOTED = '"We have lost patience with these lies and we will answer every shell that falls on our soil," the minister told a crowd of reporters at noon.'
WORDS = [
    a + b for a in ("mar", "kel", "tor", "vin", "sal", "dre", "hon", "pil", "gra", "bex") for b in ("a", "en", "ist", "ow", "um", "ick")
]


@pytest.fixture
def db() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    FINDING[0].metadata.create_all(engine, tables=TABLES)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def whole(documents: Collection[Document]) -> DocumentsSettled:
    """The same from scratch, by the functions that take all documents at once."""
    named = {d.name: d for d in sorted(documents, key=lambda d: d.name)}
    groups = syndication(named.values())
    published = infer_published(named.values(), groups)
    versions = earlier_versions(replace(d, published=published.get(n, d.published)) for n, d in named.items())
    seen: set[str] = set()
    twins = {}
    for name, d in named.items():
        twins[name] = d.document_id in seen
        seen.add(d.document_id)
    return DocumentsSettled(tuple(named), published, {n: versions.get(n) for n, d in named.items()}, groups, twins)


def state(settled: DocumentsSettled, name: str) -> tuple[object, ...]:
    groups = tuple(part_for(g, [name]) for g in settled.groups if name in g.documents)
    return settled.published.get(name), settled.version_of[name], settled.twins[name], groups


def sorted_parts(settled: DocumentsSettled, names: Collection[str]) -> list[SyndicationGroup]:
    """The groups these documents are in, as far as they concern them."""
    parts = [part_for(g, names) for g in settled.groups if not set(names).isdisjoint(g.documents)]
    return sorted(parts, key=lambda g: (g.group_id, g.documents))


class Grown:
    """A ledger's documents and their index, and what was said to be concerned."""

    def __init__(self, db: sa.Connection) -> None:
        self.db, self.held = db, dict[str, Document]()
        self.loaded: set[str] = set()
        self.carried: Carried | None = None  # from step to step, as a run does

    def load(self, names: Collection[str]) -> dict[str, Document]:
        self.loaded |= set(names)
        return {n: self.held[n] for n in names}

    def step(self, changed: Collection[Document], gone: Collection[str] = ()) -> DocumentsSettled:
        before = whole(self.held.values())
        for name in gone:
            self.held.pop(name, None)
        self.held |= {d.name: d for d in changed}
        settled = settle_documents(self.db, self.load, [d.name for d in changed], gone, self.carried)
        settled = replace(settled, groups=groups_now(PairIndex(self.db), settled.dirty))
        after = whole(self.held.values())
        assert settled_of(self.db, self.held) == after
        assert settled.groups == tuple(sorted_parts(after, settled.dirty))
        for name in settled.dirty:
            assert state(settled, name) == state(after, name)
        assert set(settled.published) == {n for n in settled.dirty if self.held[n].status == "used"}
        other = {n for n in after.dirty if n not in before.dirty or state(before, n) != state(after, n)}
        assert other <= set(settled.dirty)
        if self.carried is not None:  # what is known of large groups is what the ledger says
            for name, others in self.carried.large.ways.of.items():
                assert others == {n for pair in PairIndex(self.db).linked([name], "part") for n in pair} - {name}
        return settled

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """The rows of every table; of segments, which are cut as documents came, who holds which key."""
        out = {t.name: sorted(map(tuple, self.db.execute(sa.select(t))), key=repr) for t in TABLES if t not in (key_segments, key_parts)}
        segments = KeySegments(self.db)
        keys = np.unique(joined(segments.own(n for n, _ in out["document_shingles"]).values()))  # type: ignore[misc]
        holders = segments.holders(keys)
        assert self.db.scalar(sa.select(sa.func.sum(key_segments.c.holds))) == len(holders[0])
        return {**out, "holders": sorted(zip(*(a.tolist() for a in holders), strict=True))}


def story(rng: random.Random) -> str:
    """One made-up event: sentences that its reports share."""
    day = DAY + timedelta(days=rng.randrange(4))
    number = rng.choice(("four", "12", "seven", "31"))
    told = f"{day:%b}. {day.day}" if rng.random() < 0.6 else f"{day:%A}"
    names = " ".join(rng.sample([w.title() for w in WORDS], 9))
    lead = f"A shell fell on {number} rice farmers near {rng.choice(PLACES)} on {told}, and the men {' and '.join(names.split())} saw it."
    more = [" ".join(rng.choice(WORDS) for _ in range(rng.randint(9, 16))).capitalize() + "." for _ in range(4)]
    return "\n\n".join([lead, *more])


def made_up(rng: random.Random, n: int) -> list[Document]:
    stories = [story(rng) for _ in range(max(2, n // 5))]
    texts: list[str] = []
    out = []
    for i in range(n):
        if texts and rng.random() < 0.15:
            text = rng.choice(texts)
        else:
            pieces = rng.choice(stories).split("\n\n")
            if rng.random() < 0.5:
                pieces = [*pieces[: rng.randint(1, 5)], " ".join(rng.choice(WORDS) for _ in range(14)).capitalize() + "."]
            pieces += [p for p in (STOCK, QUOTED) if rng.random() < 0.35]
            if rng.random() < 0.3:
                pieces = [f"0{rng.randint(1, 9)}-0{rng.randint(1, 9)}-2031", *pieces]
            elif rng.random() < 0.2:
                pieces = [rng.choice(("13-02-2031", "02-13-2031")), *pieces]
            text = "Shells fall\n\n" + "\n\n".join(pieces)
        texts.append(text)
        if rng.random() < 0.05:
            text = ""
        day = (DAY + timedelta(days=rng.randrange(5))).isoformat() if rng.random() < 0.4 else None
        url = f"https://vell.example/{rng.randrange(n // 3 + 1)}" if rng.random() < 0.4 else None
        outlet = rng.choice((None, "Vell Post", "Marn Herald", "Reuters"))
        out.append(make_document(Article(f"{rng.randrange(10**6):06d}-{i}", text, outlet=outlet, published=day, url=url, language="en")))
    return out


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("common", [2, 4, 100])
def test_any_order_and_grouping(db: sa.Connection, monkeypatch: pytest.MonkeyPatch, seed: int, common: int) -> None:
    monkeypatch.setattr(importlib.import_module("rashomon.corpus.syndication"), "COMMON", common)
    rng = random.Random(seed * 1000 + common)
    documents = made_up(rng, 24)
    grown, left = Grown(db), list(documents)
    if seed % 2:
        monkeypatch.setattr("rashomon.pipeline.grow_groups.LARGE", 3)
        monkeypatch.setattr("rashomon.pipeline.grow_large.WAY", rng.choice((1, 1000)))
        grown.carried = Carried(KeySegments(db))
    while left:
        some = rng.choice((1, 1, 2, 3, 7))
        gone = rng.sample(sorted(grown.held), min(len(grown.held), rng.choice((0, 0, 0, 1, 3))))
        anew = []
        if grown.held and rng.random() < 0.3:  # a new text under an old name
            name = rng.choice(sorted(set(grown.held) - set(gone)) or [documents[0].name])
            anew = [replace(rng.choice(documents), name=name)]
        chunk = {d.name: d for d in (*left[:some], *anew)}
        grown.step(list(chunk.values()), gone)
        left = left[some:]
    assert grown.held


def test_one_by_one_backwards_and_at_once_leave_the_same_tables() -> None:
    documents = made_up(random.Random(5), 20)
    left = []
    for chunks in ([documents], [[d] for d in documents], [[d] for d in reversed(documents)]):
        engine = sa.create_engine("sqlite://")
        FINDING[0].metadata.create_all(engine, tables=TABLES)
        with engine.begin() as connection:
            grown = Grown(connection)
            for chunk in chunks:
                grown.step(chunk)
            left.append(grown.rows())
        engine.dispose()
    assert left[0]["document_pairs"] and left[0]["document_matters"]
    assert left[0] == left[1] == left[2]


def test_runs_that_an_older_ledger_does_not_keep_are_worked_out_of_its_texts(db: sa.Connection) -> None:
    grown = Grown(db)
    documents = made_up(random.Random(7), 30)
    grown.step(documents[:20])
    asked = sa.select(document_runs).order_by(document_runs.c.document_no)
    before = db.execute(asked).all()
    db.execute(document_runs.delete())
    grown.step(documents[20:])
    after = {row.document_no: row.runs for row in db.execute(asked)}
    known = {n: runs for n, runs in before if n in after}
    assert known and all(after[n] == runs for n, runs in known.items())


def report(name: str, *paragraphs: str, **more: str) -> Document:
    return make_document(Article(name, "\n\n".join(("Shells fall", *paragraphs)), language="en", **more))


BRIDGE = "Gunners of the eastern bank shelled the old rope bridge until its towers sank slowly into the brown water below."
FERRY = "A ferryman who had rowed the wounded across all night said that he could no longer feel either of his hands."
MILL = "Smoke stood over the paper mill for hours while clerks carried ledgers and lamps out into the muddy yard behind."
WELL = "Nobody had drawn water from the common well after a patrol had found wires under the stones around its rim."
ENDS = [f"The {' '.join(random.Random(n).sample(WORDS, 18))} came with the tide." for n in range(9)]


def test_a_date_from_the_same_matter_goes_with_the_report_that_gave_it(db: sa.Connection) -> None:
    names = "Anders, Brandl, Corvin, Dorrit, Elsner, Farrow and Gellert"
    undated = report("a", f"Near Kest four rice farmers died on Feb. 3, and among the mourners were {names}.")
    dated = report("b", f"Mourning filled Kest, where {names} prayed; four rice farmers lay there.", published="2031-02-03")
    grown = Grown(db)
    grown.step([undated])
    assert grown.step([dated]).published["a"].day == DAY
    assert grown.step([], ["b"]).published["a"].day is None


def test_a_bound_from_a_third_report_stays_when_a_neighbour_gets_its_day(db: sa.Connection) -> None:
    grown = Grown(db)
    grown.step(
        [
            report(
                "m", "Fire woke the lower town on Tuesday, a baker said.", MILL, WELL, "It had been calm since 1 February 2031.", *ENDS[:2]
            ),
            report("n", "Shells fell on both banks on Tuesday, and sirens were heard.", BRIDGE, FERRY, WELL, MILL, *ENDS[2:6]),
            report("x", "03-02-2031", "Soldiers came and went all day, a nurse said.", FERRY, BRIDGE, *ENDS[6:], outlet="Marn Herald"),
        ]
    )
    before = settled_of(db, ["n"]).published["n"]
    assert before.not_before == date(2031, 2, 1) and before.document == "m"
    settled = grown.step([report("order", "13-02-2031", "Trams ran late in the capital again.", outlet="Marn Herald")])
    assert settled.published["x"].day == DAY
    assert settled_of(db, ["n"]).published["n"] == before


def test_a_day_that_passes_on_to_a_linked_report_moves_the_bound_of_the_next(db: sa.Connection) -> None:
    grown = Grown(db)
    middle = report(
        "n", "04-03-2031", "Shells fell on both banks on Tuesday, and sirens were heard.", BRIDGE, FERRY, WELL, MILL, *ENDS[2:6]
    )
    last = report("m", "Fire woke the lower town on Tuesday, a baker said.", MILL, WELL, *ENDS[:2])
    printed = report("x", "04-03-2031", "Soldiers came and went all day, a nurse said.", FERRY, BRIDGE, *ENDS[6:], outlet="Marn Herald")
    grown.step([middle, last, printed])
    before = settled_of(db, ["m"]).published["m"]
    settled = grown.step([report("order", "13-02-2031", "Trams ran late in the capital again.", outlet="Marn Herald")])
    assert settled.published["n"].day == date(2031, 3, 4)
    assert settled_of(db, ["m"]).published["m"] != before


def test_a_day_that_a_linked_report_gives_turns_versions_round(db: sa.Connection) -> None:
    grown = Grown(db)
    first = report("first", "Fire woke the lower town on Monday, a baker said.", BRIDGE, FERRY, *ENDS[:2], url="https://vell.example/1")
    second = report("second", "Calm came back.", WELL, url="https://vell.example/1", published="2031-02-05")
    assert grown.step([first, second]).version_of == {"first": second.document_id, "second": None}
    settled = grown.step([report("third", "Sirens were heard on both banks.", FERRY, BRIDGE, *ENDS[2:4], published="2031-02-03")])
    assert settled.published["first"].day == DAY
    assert (settled.version_of["first"], settled.version_of["second"]) == (None, first.document_id)


def test_what_goes_leaves_nothing(db: sa.Connection) -> None:
    documents = made_up(random.Random(6), 12)
    grown = Grown(db)
    grown.step(documents)
    assert grown.step([], [d.name for d in documents]).dirty == ()
    assert not any(grown.rows().values())
    assert grown.step([], ["a name nobody has"]).dirty == ()


def test_a_stranger_concerns_nobody(db: sa.Connection) -> None:
    grown = Grown(db)
    grown.step(made_up(random.Random(7), 30))
    grown.loaded.clear()
    stranger = make_document(
        Article("stranger", "Trams late\n\nSnow lay deep on the rails of the capital, so nobody got to work in time.", language="en")
    )
    assert grown.step([stranger]).dirty == ("stranger",)
    assert grown.loaded == {"stranger"}


def test_a_reading_that_is_not_there_is_named(db: sa.Connection) -> None:
    with pytest.raises(KeyError, match="lost"):
        settle_documents(db, lambda _: {}, ["lost.txt"], [])


@pytest.mark.shared
@pytest.mark.skipif(not FAKES.exists(), reason="needs ../shared")
def test_reports_of_one_war_in_chunks(db: sa.Connection) -> None:
    records = [r for r in json.loads(FAKES.read_text(encoding="utf-8"))["docs"] if r["fold"] == "read"]
    documents = [
        make_document(Article(r["document"], r["text"], outlet=r["outlet"], published=r["published"] if n % 2 else None, language="en"))
        for n, r in enumerate(records)
    ]
    random.Random(1).shuffle(documents)
    grown = Grown(db)
    for n in range(0, len(documents), 7):
        grown.step(documents[n : n + 7])
    grown.step([], [d.name for d in documents[::5]])
    assert len(grown.held) == len(documents) - len(documents[::5])
