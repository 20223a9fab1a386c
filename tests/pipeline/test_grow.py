"""What a ledger holds after growing is what deriving everything at once gives, however its articles arrived."""

import importlib
import json
import random
from itertools import islice

import pytest

from rashomon.pipeline.derive import derive
from rashomon.pipeline.grow import grow
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.settled import Settler
from rashomon.simulate import generate
from rashomon.store import derived, evidence, writing
from rashomon.store import derived_tables as d
from rashomon.store.rows import claim_row, document_row, incident_row

MANY = 300


@pytest.fixture(scope="module")
def readings():
    return list(islice(generate(11, MANY), MANY))


@pytest.fixture(scope="module")
def wanted(readings):
    """Rows of everything derived at once, in memory."""
    found = derive(readings)
    group_of = {name: (g.group_id, g.original) for g in sorted(found.groups, key=lambda g: g.group_id) for name in g.documents}
    told = {x.name: [] for x in found.documents}
    for i in found.incidents:
        for name in i.documents:
            told[name].append((i.incident_id, name in i.main_of))
    return {
        "documents": rows_of(document_row(x, group_of.get(x.name), told[x.name]) for x in found.documents),
        "claims": rows_of(map(claim_row, found.claims)),
        "incidents": rows_of(map(incident_row, found.incidents)),
    }


def rows_of(rows):
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def held(ledger):
    with ledger.read() as db:
        tables = (("documents", d.documents, "document"), ("claims", d.claims, "claim_id"), ("incidents", d.incidents, "incident_id"))
        return {name: rows_of(json.loads(row) for row in derived.raw_rows(db, table, key)) for name, table, key in tables}


def add(ledger, readings):
    session = Session.start(ledger, "run", framed("current"))
    session.add(readings)
    session.finish()


def same(found, wanted):
    for name, rows in wanted.items():
        assert rows, f"no {name} to compare"
        assert found[name] == rows, name


def test_one_go_gives_what_deriving_gives_and_deriving_again_gives_it_again(readings, wanted, tmp_path):
    with writing(tmp_path / "ledger.db") as ledger:
        add(ledger, readings)
        same(held(ledger), wanted)
        with ledger.write() as db:
            derived.empty(db)
            grow(db, evidence.names(db), (), (), "current")
        same(held(ledger), wanted)


def test_large_components_and_large_growths_give_the_same(readings, wanted, tmp_path, monkeypatch):
    """Before a large component is clustered all that is at hand is let go, and between the phases of a large growth what is free is given back."""
    let_go, given = [], []
    known = Settler.let_go
    monkeypatch.setattr(Settler, "let_go", lambda self: (let_go.append(1), known(self)))
    monkeypatch.setattr(importlib.import_module("rashomon.pipeline.grow_blocks"), "LARGE", 20)
    module = importlib.import_module("rashomon.pipeline.grow")
    monkeypatch.setattr(module, "STEP", 100)
    monkeypatch.setattr(module, "give_back", lambda: given.append(1))
    with writing(tmp_path / "ledger.db") as ledger:
        add(ledger, readings[:200])
        add(ledger, readings[200:])
        same(held(ledger), wanted)
    assert let_go
    assert given


@pytest.mark.parametrize(("seed", "shuffled"), [(1, False), (2, True)])
def test_many_runs_in_any_order_give_what_deriving_gives(readings, wanted, tmp_path, seed, shuffled):
    chance = random.Random(seed)
    left = list(readings)
    if shuffled:
        chance.shuffle(left)
    with writing(tmp_path / "ledger.db") as ledger:
        while left:
            size = chance.choice((1, 25, 80, 140))
            add(ledger, left[:size])
            left = left[size:]
        same(held(ledger), wanted)
