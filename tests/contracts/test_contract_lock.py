import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from rashomon.errors import LedgerError
from rashomon.store.engine import open_engine
from rashomon.store.lock import lock_path, writer_lock

HOLD = (
    "import sys, time; from pathlib import Path; from rashomon.store.engine import open_engine\n"
    "from rashomon.store.lock import writer_lock\n"
    "w = sys.argv[1]; d = open_engine(w if '://' in w else Path(w))\n"
    "with writer_lock(d):\n"
    "    print('held', flush=True); time.sleep(60)\n"
)


@pytest.fixture
def holder(database):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(database.where)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_is_told_who_writes(database, holder):
    with (
        pytest.raises(LedgerError, match=rf"being written to by .*process {holder.pid}.*since 20\d\d-.*--wait") as told,
        writer_lock(database),
    ):
        pass
    assert "tester:" not in str(told.value)


def test_a_second_writer_is_told_at_once_in_the_middle_of_a_step(database, ledger_place):
    with writer_lock(database), database.write() as db:
        db.exec_driver_sql("UPDATE meta SET value = value")
        other = open_engine(ledger_place)
        with pytest.raises(LedgerError, match=f"being written to by .*process {os.getpid()}"), writer_lock(other):
            pass
        other.close()


def test_the_lock_ends_with_its_process(database, holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    until = time.monotonic() + 10
    while True:  # a server needs a moment to see that the connection is gone
        try:
            with writer_lock(database):
                return
        except LedgerError:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_who_waits_says_so_once_and_comes_next(database, holder):
    told = []
    threading.Timer(0.7, lambda: os.kill(holder.pid, signal.SIGKILL)).start()
    with writer_lock(database, wait=True, tell=told.append):
        assert holder.wait() == -9
    assert len(told) == 1 and told[0].startswith("waiting: ") and str(holder.pid) in told[0]


def test_a_lock_is_free_again_when_its_block_ends(database):
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), writer_lock(database):
            raise ZeroDivisionError
    if database.path is not None:
        assert not lock_path(database.path).exists()


def test_two_in_one_process_are_two(database, ledger_place):
    other = open_engine(ledger_place)
    with writer_lock(database):
        with pytest.raises(LedgerError, match=f"process {os.getpid()}"), writer_lock(other):
            pass
        with database.write() as db:  # the holder itself writes
            db.exec_driver_sql("UPDATE meta SET value = value")
    with writer_lock(other):
        pass
    other.close()


def test_one_at_a_time_of_many(database, ledger_place):
    inside, most = [], []

    def work(n):
        mine = open_engine(ledger_place)
        with writer_lock(mine, wait=True):
            inside.append(n)
            most.append(len(inside))
            time.sleep(0.01)
            inside.remove(n)
        mine.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5


def test_a_ledger_opened_for_reading_takes_no_lock(database, ledger_place):
    reader = open_engine(ledger_place, read_only=True)
    with pytest.raises(LedgerError, match="reading only"), writer_lock(reader):
        pass
    reader.close()
