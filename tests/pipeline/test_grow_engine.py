"""What growing gives to an engine comes back as if it had been done here, also where workers are lost."""

import pickle
from itertools import islice

import pytest

from rashomon.pipeline.executors.base import Engine, WorkerDied
from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import derived_tables as d
from rashomon.store import writing

MANY = 220


class Sending(Engine):
    """Does everything here, on what is left of it when it is sent; every second piece of work is lost once, and what is in ``poison`` always."""

    workers = 2

    def __init__(self, poison=()):
        self.given, self.poison, self.calls = [], poison, 0

    def give(self, work, item):
        self.given.append(work.__name__)
        self.calls += 1
        return self.calls, pickle.dumps((work, item))

    def take(self, waiting):
        number, sent = waiting
        work, item = pickle.loads(sent)
        if number % 2 == 0 or work.__name__ in self.poison:
            raise WorkerDied("lost")
        return pickle.loads(pickle.dumps(work(item)))

    def drop(self, waiting):
        pass

    def begin(self):
        pass

    def close(self):
        pass


@pytest.fixture(scope="module")
def readings():
    return list(islice(generate(5, MANY), MANY))


def tables(ledger):
    with ledger.read() as db:
        return {t.name: sorted(map(repr, db.exec_driver_sql(f"SELECT * FROM {t.name}"))) for t in d.DERIVED}


def grown(folder, readings, engine=None):
    with writing(folder / "ledger.db") as ledger:
        for some in (readings[: MANY // 2], readings[MANY // 2 :]):
            session = Session.start(ledger, "run", framed("current"))
            session.add(some)
            session.finish(engine=engine)
        return tables(ledger)


@pytest.fixture(scope="module")
def wanted(readings, tmp_path_factory):
    return grown(tmp_path_factory.mktemp("here"), readings)


def test_an_engine_gives_what_is_done_here(readings, wanted, tmp_path):
    engine = Sending()
    found = grown(tmp_path, readings, engine)
    assert {"filed", "settled_rows"} <= set(engine.given)
    assert len(wanted["incidents"]) > 20
    assert found == wanted


def test_what_no_worker_survives_is_done_here(readings, wanted, tmp_path):
    assert grown(tmp_path, readings, Sending(poison={"settled_rows"})) == wanted
