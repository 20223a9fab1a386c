"""Every executor gives what ``local`` gives: one suite over this process, two processes, and a real Dask cluster of two workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.contracts import executor_work as work
from tests.contracts.executor_work import files

from rashomon.errors import InputError
from rashomon.pipeline.executors import Local, cores, executor_of
from rashomon.pipeline.executors.base import WorkerDied, parcels
from rashomon.pipeline.run import run
from rashomon.store import Ledger

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster of two workers on this machine."""
    distributed = pytest.importorskip("distributed", reason="needs Dask: pip install 'rashomon[cluster]'")
    import dask

    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        made = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50)
    yield made
    made.close()


@pytest.fixture(params=["local", "processes:2", "dask"])
def executor(request):
    """The name of an executor."""
    if request.param != "dask":
        return request.param
    return request.getfixturevalue("cluster").scheduler_address


@pytest.fixture
def engine(executor):
    with executor_of(executor) as opened:
        yield opened


def test_results_stand_in_the_order_of_the_items(engine):
    assert list(engine.map(work.square, iter(range(40)))) == [n * n for n in range(40)]
    assert list(engine.map(work.square, [])) == []


def test_items_are_taken_as_they_are_needed(engine):
    taken = []

    def items():
        for n in range(500):
            taken.append(n)
            yield n

    results = engine.map(work.square, items())
    assert next(results) == 0
    assert len(taken) <= engine.workers * 4
    del results


def test_blocks_go_whole_and_come_back_in_order(engine):
    blocks = [[n] * (n % 7 + 1) for n in range(50)] + [list(range(300)), [], [1]]
    assert list(engine.group(work.total, blocks)) == [(len(b), sum(b)) for b in blocks]


def test_an_error_is_raised_where_its_result_would_stand(engine):
    results = engine.map(work.picky, range(20))
    assert [next(results) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="seven"):
        next(results)


def test_what_a_dead_worker_had_in_hand_is_done_again(engine, executor, tmp_path):
    if executor == "local":
        pytest.skip("it would be this process")
    flag = str(tmp_path / "flag")
    items = ["", "", flag, "", ""]
    assert list(engine.map(work.dies_once, items)) == items
    assert Path(flag).exists()


def test_work_that_kills_every_worker_is_given_up_and_the_rest_is_done(engine, executor):
    if executor == "local":
        pytest.skip("it would be this process")
    items = ["a", "poison", "b", "c"]
    assert list(engine.map(work.dies, items, lost=lambda item: f"lost {item}")) == ["a", "lost poison", "b", "c"]
    if executor.startswith("processes"):
        with pytest.raises(WorkerDied, match="memory"):
            list(engine.map(work.dies, items))


def test_parcels_hold_small_blocks_together():
    assert [[len(b) for b in p] for p in parcels([[1]] * 3 + [[1] * 9, [1], [1] * 4], 5)] == [[1, 1, 1], [9], [1, 4]]


def test_an_executor_is_chosen_by_its_name():
    assert isinstance(executor_of("local"), Local) and isinstance(executor_of(None, 1), Local)
    assert executor_of("processes:3").workers == 3 and executor_of("processes", 2).workers == 2
    assert 1 <= cores() <= (os.cpu_count() or 1)
    for name in ("ray", "processes:0", "processes:x", "dask:many", "local:2", ""):
        with pytest.raises(InputError, match=r"executor|workers"):
            executor_of(name)


def test_a_scheduler_that_is_not_there_is_said_at_once(monkeypatch):
    pytest.importorskip("distributed", reason="needs Dask: pip install 'rashomon[cluster]'")
    from rashomon.pipeline.executors import dask_cluster

    monkeypatch.setattr(dask_cluster, "PATIENCE", 1)
    with pytest.raises(InputError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        executor_of("dask://127.0.0.1:9")


@pytest.mark.parametrize("name", ["dask://", "dask://:8786", "tcp://host", "dask://host:many", "tls://[::1"])
def test_an_address_without_host_or_port_is_refused_before_anybody_is_asked(name):
    with pytest.raises(InputError, match=r"host and port .* dask://host:8786"):
        executor_of(name)


def test_without_the_extra_it_says_what_to_install(monkeypatch, articles, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'rashomon\[cluster\]'"):
        executor_of("dask:2")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(InputError, match=r"pip install 'rashomon\[cluster\]'"):
        run([articles], tmp_path / "out", shards=tmp_path / "s")
    assert not (tmp_path / "out").exists()


def test_shards_give_the_bytes_of_one_process(executor, small, articles, local, tmp_path):
    did = run([articles], tmp_path / "out", executor=executor, shards=tmp_path / "shards")
    assert files(tmp_path / "out") == local
    assert did.shards is not None and did.shards[0] >= 4 and did.shards[1] == 0
    again = run([articles], tmp_path / "out2", executor=executor, shards=tmp_path / "shards")
    assert files(tmp_path / "out2") == local and again.shards == (0, did.shards[0])
    once_more = run([articles], tmp_path / "out2", executor=executor, shards=tmp_path / "shards")
    assert once_more.new == 0 and once_more.known >= 15
    assert files(tmp_path / "out2") == local


def test_a_worker_of_the_cluster_is_killed_in_the_middle(cluster, small, articles, local, tmp_path):
    before = set(_pids(cluster))
    killed = []

    def kill():
        until = time.monotonic() + 60
        while time.monotonic() < until and not killed:
            if list((tmp_path / "shards").glob("*.parquet")):
                killed.append(_pids(cluster)[0])
                os.kill(killed[0], signal.SIGKILL)
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    did = run([articles], tmp_path / "out", executor=cluster.scheduler_address, shards=tmp_path / "shards")
    killer.join()
    assert killed and killed[0] in before and killed[0] not in _pids(cluster)
    assert files(tmp_path / "out") == local and did.shards is not None and did.shards[1] == 0


def _pids(cluster):
    from distributed import Client

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def test_a_run_that_was_killed_goes_on_where_it_was(small, articles, local, tmp_path):
    """The process that was started is killed, not a worker; the workers end with it."""
    script = (
        "import sys; from pathlib import Path; from rashomon.pipeline.shards import listing; from rashomon.pipeline.run import run\n"
        "if __name__ == '__main__':\n    listing.MANY = 3\n    run([sys.argv[1]], Path(sys.argv[2]), executor='processes:2', shards=sys.argv[3])\n"
    )
    (tmp_path / "go.py").write_text(script)
    shards = tmp_path / "shards"
    process = subprocess.Popen([sys.executable, tmp_path / "go.py", articles, tmp_path / "out", shards], cwd=ROOT)
    until = time.monotonic() + 60
    while not list(shards.glob("*.parquet")) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait()
    time.sleep(0.5)  # a worker may be putting a shard in its place
    there = {p.name: p.stat().st_mtime_ns for p in shards.glob("*.parquet")}
    assert there
    did = run([articles], tmp_path / "out", shards=shards)
    assert did.shards is not None and did.shards[1] == len(there)
    assert {n: (shards / n).stat().st_mtime_ns for n in there} == there
    assert files(tmp_path / "out") == local


def test_finished_shards_are_loaded_into_postgresql(small, articles, local, tmp_path, postgres, monkeypatch):
    run([articles], tmp_path / "out", shards=tmp_path / "shards")
    url = postgres.database()
    monkeypatch.setenv("RASHOMON_DATABASE", url)
    did = run([articles], tmp_path / "pg", shards=tmp_path / "shards")
    assert did.shards is not None and did.shards[0] == 0 and files(tmp_path / "pg") == local
    ledger = Ledger(url)
    try:
        assert ledger.database.kind == "postgresql"
    finally:
        ledger.close()
    postgres.drop(url)
