"""A large input is read as it comes: what a run makes of it is the same, and no more of it is held than a few batches."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.pipeline import looking
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.run import run

MODULE = import_module("rashomon.pipeline.run")  # the package has a function of that name
STORIES = [
    "Two fishermen were killed on Monday when a boat was fired on off Port Vell, the coast guard said.",
    "Five villagers were wounded by shelling near Ost Marn on 3 May 2021, the district health office said.",
    "The River Front denied on Tuesday that it had killed three guards at the pass above Sarn.",
]


def write(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


@pytest.fixture
def streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "AHEAD", 1)


def rows(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.jsonl").read_bytes() for name in ("documents", "claims", "incidents")}


def first_records() -> list[dict[str, str]]:
    return [{"id": f"d{n}", "text": text, "published": "2021-05-04"} for n, text in enumerate(STORIES)]


def changed_records() -> list[dict[str, str]]:
    """d0 has another text; before and behind it stand copies of its old text and of its new one; d2 stays."""
    old, new = STORIES[0], STORIES[0].replace("Two", "Three")
    texts = {"a-copy-of-old": old, "d0": new, "x-copy-of-new": new, "y-copy-of-old": old, "z-copy-of-old": old, "d2": STORIES[2]}
    return [{"id": k, "text": v, "published": "2021-05-04"} for k, v in texts.items()]


def test_a_streamed_input_leaves_what_a_held_one_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = {}
    for how in ("held", "streamed"):
        if how == "streamed":
            monkeypatch.setattr(looking, "AHEAD", 1)
            monkeypatch.setattr(MODULE, "BATCH", 1)
        out = tmp_path / how
        first = run([write(tmp_path / "r.jsonl", first_records())], out)
        again = run([write(tmp_path / "r.jsonl", first_records())], out)
        then = run([write(tmp_path / "r.jsonl", [*changed_records(), {"id": "bad"}])], out)  # type: ignore[list-item]
        assert (first.new, first.known, again.new, again.known, then.new, then.known) == (3, 0, 0, 3, 5, 1)
        left[how] = rows(out)
    assert left["held"] == left["streamed"]
    texts = {d["document"]: d["document_id"] for d in map(json.loads, left["held"]["documents"].splitlines())}
    assert texts["a-copy-of-old"] == texts["y-copy-of-old"] == texts["z-copy-of-old"] != texts["d0"] == texts["x-copy-of-new"]
    assert "r.jsonl:7" in texts


def test_no_more_is_held_than_a_few_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    held: list[int] = []
    done = 0
    real = MODULE.read_inputs

    def counted(*args: object, **kwargs: object):  # type: ignore[no-untyped-def]
        nonlocal taken
        for item in real(*args, **kwargs):  # type: ignore[arg-type]
            taken += 1
            yield item

    def watched(articles):  # type: ignore[no-untyped-def]
        nonlocal done
        held.append(taken - done)
        done += len(articles)
        return read_batch(articles)

    monkeypatch.setattr(looking, "AHEAD", 4)
    monkeypatch.setattr(MODULE, "read_inputs", counted)
    monkeypatch.setattr(MODULE, "BATCH", 2)
    monkeypatch.setattr("rashomon.pipeline.rows.read_batch", watched)
    records = [{"id": f"r{n:02}", "text": f"{STORIES[1]} It was report {n}."} for n in range(40)]
    told: list[tuple[int, int | None]] = []
    summary = run([write(tmp_path / "r.jsonl", records)], tmp_path / "out", progress=lambda d, t, _: told.append((d, t)))
    assert summary.new == 40
    assert max(held) <= 6
    assert (20, None) in told and told[-1] == (40, 40)


@pytest.mark.usefixtures("streamed")
def test_two_of_one_name_stop_a_streamed_run_and_it_goes_on_once_mended(tmp_path: Path) -> None:
    twice = [{"id": "same", "text": STORIES[0]}, {"id": "other", "text": STORIES[1]}, {"id": "same", "text": STORIES[2]}]
    with pytest.raises(InputError, match="same"):
        run([write(tmp_path / "r.jsonl", twice)], tmp_path / "out")
    twice[2]["id"] = "third"
    summary = run([write(tmp_path / "r.jsonl", twice)], tmp_path / "out")
    assert summary.new + summary.known == 3
    assert len(rows(tmp_path / "out")["documents"].splitlines()) == 3
