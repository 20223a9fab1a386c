"""No room, or no right to write: one clear line, exit code 2, and a ledger that is as it was and goes on once there is room."""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path

import pytest
from tests.contracts import server as servers
from tests.faults.places import Places
from tests.faults.states import same, state, where

from rashomon.store import Ledger
from rashomon.store.verify import verify


def refused(done, *words):
    """It said what to do in one line."""
    assert done.code == 2, (done.code, done.said)
    lines = [x for x in done.said.splitlines() if x.startswith("rashomon: ")]
    assert len(lines) == 1 and "Traceback" not in done.said, done.said
    assert any(w in lines[0] for w in words), lines[0]


def holds(place):
    """Whatever is there by now is whole."""
    ledger = Ledger(where(place))
    try:
        assert [str(f) for f in verify(ledger).findings] == []
    finally:
        ledger.close()


def test_files_that_may_not_grow(tmp_path, runner, told):
    places = Places(tmp_path)
    first = {"do": "run", "input": told.first, "readings": told.readings}
    step = {**first, "input": told.second}
    held = places.new()
    assert runner(**first, **held).code == 0
    whole = places.new(held)
    assert runner(**step, **whole).code == 0
    expected = state(whole)
    most = max(p.stat().st_size for p in whole["out"].iterdir())
    codes = []
    for part in (0.02, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96):
        place = places.new(held)
        done = runner(**step, **place, file_size=int(part * most))
        codes.append(done.code)
        if done.code:
            refused(done, "make room", "free some space")
        holds(place)
        assert runner(**step, **place).code == 0
        same(expected, state(place))
    assert codes.count(2) >= 5


@pytest.fixture
def small(tmp_path):
    """A disk of its own, whose size can be changed."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options):
        words = ["mount", *(["-t", "tmpfs"] if "remount" not in options else []), "-o", options]
        return subprocess.run([*words, *(["tmpfs"] if "remount" not in options else []), str(folder)], capture_output=True, check=False)

    if os.geteuid() != 0 or mount("size=1m").returncode:
        pytest.skip("only root may make a disk for this; files that may not grow are tried above")
    yield folder, mount
    subprocess.run(["umount", str(folder)], check=False)


def test_a_full_disk_on_a_file(small, runner, told):
    folder, mount = small
    mount("remount,size=64m")
    place = {"out": folder / "out", "database": None}
    step = {"do": "run", "input": told.second, "readings": told.readings}
    assert runner(**{**step, "input": told.first}, **place).code == 0
    before = state(place)
    disk = os.statvfs(folder)
    used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize // 1024
    for room in (4, 40):
        assert mount(f"remount,size={used + room}k").returncode == 0
        refused(runner(**step, **place), "make room", "free some space")
        holds(place)
    found = state(place)
    for name in ("texts", "decisions", "incidents", "estimates"):  # what was read may be more by now, what follows from it is not
        assert found[name] == before[name] or name == "texts"
    mount("remount,size=64m")
    done = runner(**step, **place)
    assert done.code == 0, done.said
    whole = {"out": folder / "whole", "database": None}
    assert runner(**{**step, "input": told.first}, **whole).code == 0
    assert runner(**step, **whole).code == 0
    same(state(whole), state(place))


def test_a_full_disk_on_a_server(small, runner, told, postgres):
    folder, mount = small
    mount("remount,size=24m,mode=0777")
    for parent in folder.parents:  # the server's user has to come here
        if parent == Path("/tmp"):
            break
        parent.chmod(parent.stat().st_mode | 0o011)
    (folder / "space").mkdir()
    account = pwd.getpwnam(servers._user() or pwd.getpwuid(os.geteuid()).pw_name)
    os.chown(folder / "space", account.pw_uid, account.pw_gid)
    with postgres.admin() as db:
        db.execute(f"CREATE TABLESPACE small LOCATION '{folder}/space'")
    url = postgres.database("TABLESPACE small")
    place = {"out": folder.parent / "out", "database": url}
    step = {"do": "run", "input": told.second, "readings": told.readings}
    try:
        assert runner(**{**step, "input": told.first}, **place).code == 0
        before = state(place)
        used = int(subprocess.run(["du", "-sk", str(folder)], capture_output=True, text=True, check=True).stdout.split()[0])
        mount(f"remount,size={used + 40}k")
        refused(runner(**step, **place), "full", "room", "space")
        holds(place)
        assert state(place)["incidents"] == before["incidents"]
        mount("remount,size=64m")
        assert runner(**step, **place).code == 0
        holds(place)
        assert len(state(place)["documents"]) > len(before["documents"])
    finally:
        mount("remount,size=64m")
        postgres.drop(url)
        with postgres.admin() as db:
            db.execute("DROP TABLESPACE small")


def test_a_folder_that_became_read_only(tmp_path, runner, told, request):
    if os.geteuid() == 0:
        folder, mount = request.getfixturevalue("small")
        mount("remount,size=64m")
        lock, free = (lambda: mount("remount,ro")), (lambda: mount("remount,rw"))
    else:
        folder = tmp_path
        lock, free = (lambda: (folder / "out").chmod(0o555)), (lambda: (folder / "out").chmod(0o755))
    place = {"out": folder / "out", "database": None}
    step = {"do": "run", "input": told.second, "readings": told.readings}
    assert runner(**{**step, "input": told.first}, **place).code == 0
    before, raw = state(place), (place["out"] / "ledger.db").read_bytes()
    lock()
    try:
        refused(runner(**step, **place), "cannot be written")
        same(before, state(place))  # it can still be read
        assert (place["out"] / "ledger.db").read_bytes() == raw
    finally:
        free()
    assert runner(**step, **place).code == 0
    holds(place)
