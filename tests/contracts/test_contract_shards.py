"""Shards: what a file, a change, a failure and a name do to them, read in one process."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from tests.contracts import executor_work as work
from tests.contracts.executor_work import files, rows

from rashomon.errors import InputError, RashomonError
from rashomon.pipeline.run import run
from rashomon.pipeline.shards import finished, listing, making


def test_one_bad_file_is_set_aside_and_read_again_next_time(small, tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(4):
        (folder / f"t{n}.txt").write_text(work.story(n))
    real = making.items_of

    def items_of(source, kind):
        if source.name == "t1.txt":
            raise RuntimeError("a reader broke")
        return real(source, kind)

    monkeypatch.setattr(making, "items_of", items_of)
    did = run([folder], tmp_path / "out", shards=tmp_path / "shards")
    found = rows(tmp_path / "out")
    assert did.shards == (2, 0) and found["t1.txt"]["status"] == "set_aside" and "a reader broke" in found["t1.txt"]["reason"]
    assert sum(r["status"] == "used" for r in found.values()) == 3
    monkeypatch.setattr(making, "items_of", real)
    assert run([folder], tmp_path / "out", shards=tmp_path / "shards").shards == (1, 1)
    run([folder], tmp_path / "plain", executor="local")
    assert files(tmp_path / "out") == files(tmp_path / "plain")


def test_a_changed_file_is_another_shard_and_a_damaged_shard_is_made_anew(small, tmp_path):
    (tmp_path / "in").mkdir()
    for n in range(4):
        (tmp_path / "in" / f"t{n}.txt").write_text(work.story(n))
    shards = tmp_path / "shards"
    assert run([tmp_path / "in"], tmp_path / "out", shards=shards).shards == (2, 0)
    (tmp_path / "in" / "t3.txt").write_text(work.story(9))
    assert run([tmp_path / "in"], tmp_path / "out", shards=shards).shards == (1, 1)
    for one in shards.glob("*.parquet"):
        one.write_bytes(one.read_bytes()[:500])
    for _ in range(2):
        with pytest.raises(RashomonError, match="run again"):
            run([tmp_path / "in"], tmp_path / "out2", shards=shards)
    run([tmp_path / "in"], tmp_path / "out2", shards=shards)
    assert len(rows(tmp_path / "out2")) == 4


def test_only_what_is_damaged_is_taken_away(small, tmp_path, monkeypatch):
    import pyarrow as pa
    import pyarrow.parquet as pq

    other, good = tmp_path / "other.parquet", tmp_path / "good.parquet"
    for path in (other, good):
        pq.write_table(pa.table({"a": [1, 2]}), path)
    with pytest.raises(RashomonError, match=r"other\.parquet is damaged .* run again"):
        list(finished.rows_in(str(other)))
    assert not other.exists()
    for err in (OSError("When reading: AWS Error NETWORK_CONNECTION during GetObject operation"), PermissionError(13, "Permission denied")):

        def opened(path, err=err):
            raise err

        monkeypatch.setattr(finished.places, "opened", opened)
        with pytest.raises(RashomonError, match=r"good\.parquet cannot be read now .* run again"):
            list(finished.rows_in(str(good)))
        assert good.exists()


def test_ranges_of_large_records_are_read_as_one_file(small, tmp_path, monkeypatch):
    lines = [json.dumps({"id": f"r{n}", "text": work.story(n)} if n % 3 else {"text": work.story(n) * (1 + n)}) for n in range(12)]
    path = tmp_path / "big.jsonl"
    path.write_text("\n".join([*lines[:5], "", "no record", *lines[5:]]))
    run([path], tmp_path / "plain", executor="local")
    monkeypatch.setattr(listing, "SPLIT", 2_000)
    for size in (700, 1_111, path.stat().st_size - 1):
        monkeypatch.setattr(listing, "RANGE", size)
        did = run([path], tmp_path / f"out{size}", shards=tmp_path / f"s{size}")
        assert did.shards is not None and did.shards[0] >= (2 if size < 2_000 else 1)
        assert files(tmp_path / f"out{size}") == files(tmp_path / "plain")
    columns = tmp_path / "other.jsonl"  # under another key: the first thousand records are looked at for all, so it is read as a whole
    columns.write_text("\n".join(json.dumps({"body": work.story(n)}) for n in range(6)))
    run([columns], tmp_path / "plain2", executor="local")
    assert run([columns], tmp_path / "out2", shards=tmp_path / "s2").shards == (1, 0)
    assert files(tmp_path / "out2") == files(tmp_path / "plain2")


def test_other_rules_are_refused(small, tmp_path):
    task = making.Task(listing.Shard(()), str(tmp_path), "key", "other")
    with pytest.raises(RashomonError, match="other rules"):
        making.make_shard(task)
    assert not list(tmp_path.iterdir())


def test_shards_that_nobody_else_sees_are_said(small, tmp_path):
    with pytest.raises(RashomonError, match="--shards"):
        list(finished.rows_in(str(tmp_path / "gone.parquet")))
    file = listing.File("a.txt", "/no/such/folder/a.txt", "a.txt", 1, 1)
    with pytest.raises(RashomonError, match="shared folder or in a store"):
        making.make_shard(making.Task(listing.Shard((file,)), str(tmp_path), "key", making.rules_hash()))
    assert not list(tmp_path.iterdir())


def test_patterns_mean_what_a_shell_means(tmp_path):
    for name in ("a/1.txt", "a/2.txt", "a/3.html", "b/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.name for p in listing.matching(str(tmp_path / "a" / "*.txt"))] == ["1.txt", "2.txt"]
    assert listing.matching(tmp_path / "a") == [tmp_path / "a"]
    with pytest.raises(InputError, match="no file"):
        listing.matching(tmp_path / "*.zip")
    assert listing._pattern("*/x?.[!a]z").fullmatch("q/x1.bz") and not listing._pattern("*.gz").fullmatch("a/b.gz")
    assert listing._pattern("**/*.gz").fullmatch("a/b/c.gz") and listing._pattern("**/*.gz").fullmatch("c.gz")


def test_a_file_that_is_added_moves_only_the_borders_near_it():
    def keys(names):
        made = [listing.File(n, n, n, 1, 1) for n in sorted(names)]
        return {s.key("r") for s in listing.shards_of(made, {})}

    names = [f"{n:05}.txt" for n in range(3000)]
    before, after = keys(names), keys([*names, "00001b.txt"])
    assert len(before) > 6 and len(before & after) >= len(before) - 4


def test_left_overs_do_no_harm(small, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(work.story(1))
    shards = tmp_path / "shards"
    shards.mkdir()
    (shards / ".x.1.part").write_bytes(b"broken off")
    (shards / ".y.1.part").write_bytes(b"broken off long ago")
    os.utime(shards / ".y.1.part", (0, 0))
    (shards / "note.txt").write_text("mine")
    assert run([tmp_path / "in"], tmp_path / "out", shards=shards).shards == (1, 0)
    assert (shards / ".x.1.part").exists() and not (shards / ".y.1.part").exists() and (shards / "note.txt").exists()
    shutil.rmtree(tmp_path / "out")
    assert run([tmp_path / "in"], tmp_path / "out", shards=shards).shards == (0, 1)
