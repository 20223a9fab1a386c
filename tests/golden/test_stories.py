"""Whole made-up stories through the whole program, against answers decided by hand; and what must hold for any story."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.pipeline.run import run

sys.path.insert(0, str(Path(__file__).parent))
from check import GAPS, check, gaps, table
from story import FILES, STORIES, STORIES_FR, Output, Story, load_output, load_story, span_of, stories

FOLDERS = stories()
IDS = [f.name for f in FOLDERS]
COPIED = ("01-toll-grows", "02-border-blame", "08-total-and-parts")  # one story a property is enough, three are surer


def _run(inputs: list[Path], out: Path) -> Output:
    run(inputs, out)
    return load_output(out)


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[Output, Path]]:
    """A story's run, made once for all tests of the session."""
    kept: dict[Path, tuple[Output, Path]] = {}

    def get(folder: Path) -> tuple[Output, Path]:
        if folder not in kept:
            out = tmp_path_factory.mktemp(folder.name)
            kept[folder] = _run([folder], out), out
        return kept[folder]

    return get


def _bytes(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def _estimates(output: Output, *, background: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """Low, best and high of each incident by its id; without those told in passing where ``background`` is False."""
    return {
        i["incident_id"]: sorted([(e["harm"], str(e["side"]), e["over"], e["low"], e["best"], e["high"]) for e in i["estimates"]], key=str)
        for i in output.incidents
        if background or not i["background"]
    }


def _copied(folder: Path, tmp_path: Path, credit: str) -> Output:
    """A run with one article more: the last one again, under another name, with ``credit`` below."""
    inputs = tmp_path / "in"
    shutil.copytree(folder, inputs)
    original = sorted(inputs.glob("*.txt"))[-1]
    (inputs / "99-copy.txt").write_bytes(original.read_bytes() + credit.encode())
    return _run([inputs], tmp_path / "out")


@pytest.fixture(scope="session")
def story_of() -> Callable[[Path], Story]:
    """A story, loaded once."""
    kept: dict[Path, Story] = {}

    def get(folder: Path) -> Story:
        return kept.setdefault(folder, load_story(folder))

    return get


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_answers_name_words_that_stand_in_the_articles(folder: Path, story_of: Callable[[Path], Story]) -> None:
    story = story_of(folder)
    expected = story.expected
    assert {d["document"] for d in expected["documents"]} == set(story.texts)
    for kind in ("claims", "statements", "not_figures"):
        for spec in expected.get(kind, ()):
            span_of(story, spec)
    ids = {i["id"] for i in expected["incidents"]}
    named = {d["incident"] for d in expected["disagreements"]} | {x for link in expected["links"] for x in (link["from"], link["to"])}
    assert named <= ids
    assert (folder / "README.md").is_file()


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_story(folder: Path, ran: Callable[[Path], tuple[Output, Path]], story_of: Callable[[Path], Story]) -> None:
    story = story_of(folder)
    rows = check(story, ran(folder)[0])
    known = gaps()
    wrong = [r for r in rows if not r.ok and r.id not in known]
    closed = [r.id for r in rows if r.ok and r.id in known]
    message = ""
    if wrong:
        message += f"\n{len(wrong)} of {len(rows)} answers are wrong:\n{table(wrong)}\n"
    if closed:
        message += f"\nright now; remove from {GAPS.name}:\n  " + "\n  ".join(closed) + "\n"
    if message:
        pytest.fail(message, pytrace=False)


def test_known_gaps_name_stories_that_are_there(story_of: Callable[[Path], Story]) -> None:
    names = {story_of(f).name for f in FOLDERS}
    assert {g.split(":")[0] for g in gaps()} <= names


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_every_quote_is_verbatim(folder: Path, ran: Callable[[Path], tuple[Output, Path]], story_of: Callable[[Path], Story]) -> None:
    story, (output, _) = story_of(folder), ran(folder)
    for claim in output.claims:
        text = story.texts[claim["document"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        for key in ("speaker", "cue", "victims"):
            if claim[key]:
                assert text[claim[key]["start"] : claim[key]["end"]] == claim[key]["text"]
    for incident in output.incidents:
        for link in incident["links"]:
            assert story.texts[link["document"]][link["start"] : link["end"]] == link["quote"]


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_order_of_the_files_changes_nothing(folder: Path, ran: Callable[[Path], tuple[Output, Path]], tmp_path: Path) -> None:
    """The articles one by one, shuffled, give the bytes that the folder gives."""
    _, out = ran(folder)
    if (folder / "metadata.csv").is_file():
        files: list[Path] = [folder]  # the table belongs to the folder
        copied = tmp_path / "other-order"
        copied.mkdir()
        for path in sorted(folder.iterdir(), reverse=True):
            shutil.copy(path, copied / path.name)
        files = [copied]
    else:
        files = [p for p in folder.iterdir() if p.suffix in {".txt", ".jsonl"}]
        random.Random(7).shuffle(files)
    _run(files, tmp_path / "out")
    mine, theirs = _bytes(tmp_path / "out"), _bytes(out)
    for name in ("claims.jsonl", "incidents.jsonl"):
        assert mine[name] == theirs[name], name
    used = [[line for line in b.splitlines() if b'"status": "used"' in line] for b in (mine[FILES[0]], theirs[FILES[0]])]
    assert used[0] == used[1]


def test_a_second_run_on_the_same_ledger_changes_nothing(tmp_path: Path) -> None:
    folder = FOLDERS[1]
    _run([folder], tmp_path)
    first = _bytes(tmp_path)
    _run([folder], tmp_path)
    assert _bytes(tmp_path) == first


CREDIT = "\n\nThe Valley Echo, with agencies\n"


@pytest.mark.parametrize("credit", [pytest.param("", id="letter-for-letter"), pytest.param(CREDIT, id="with-a-line-more")])
@pytest.mark.parametrize("name", COPIED)
def test_a_copy_has_no_vote(name: str, credit: str, ran: Callable[[Path], tuple[Output, Path]], tmp_path: Path) -> None:
    """The same words under another name: low, best and high stay."""
    before, after = ran(STORIES / name)[0], _copied(STORIES / name, tmp_path, credit)
    mine, theirs = (sorted(_estimates(o, background=False).values(), key=str) for o in (after, before))
    assert mine == theirs


def test_a_copy_tells_nothing_new_in_passing(ran: Callable[[Path], tuple[Output, Path]], tmp_path: Path) -> None:
    folder = STORIES / "08-total-and-parts"
    assert len(_copied(folder, tmp_path, CREDIT).incidents) == len(ran(folder)[0].incidents)


UNRELATED = """Two climbers die on Mount Sarrow

VELDEN BAY, 4 February 2019 - Two climbers were killed on Sunday when ice broke under them on Mount Sarrow, the park service said.

A third climber was injured and flown to the clinic at Velden Bay, the service added.
"""


@pytest.mark.parametrize("name", COPIED)
def test_an_unrelated_article_changes_nothing_else(name: str, ran: Callable[[Path], tuple[Output, Path]], tmp_path: Path) -> None:
    folder = STORIES / name
    inputs = tmp_path / "in"
    shutil.copytree(folder, inputs)
    (inputs / "00-unrelated.txt").write_text(UNRELATED, encoding="utf-8")
    before, after = ran(folder)[0], _run([inputs], tmp_path / "out")
    rows = {i["incident_id"]: i for i in after.incidents if i["documents"] != ["00-unrelated.txt"]}
    assert rows == {i["incident_id"]: i for i in before.incidents}
    assert [c for c in after.claims if c["document"] != "00-unrelated.txt"] == before.claims


def test_stories_told_together_are_the_stories_told_apart(ran: Callable[[Path], tuple[Output, Path]], tmp_path: Path) -> None:
    """All of them in one run: no incident of one story takes in another's; ids and figures are those of each alone."""
    together = _run([STORIES, STORIES_FR], tmp_path)
    apart = {k: v for f in FOLDERS for k, v in _estimates(ran(f)[0]).items()}
    assert _estimates(together) == apart


def test_the_hash_seed_makes_no_difference(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from rashomon.pipeline.run import run; run([Path(sys.argv[1])], Path(sys.argv[2]))"
    running = []
    for seed in ("0", "4242"):
        command = [sys.executable, "-c", code, str(FOLDERS[1]), str(tmp_path / seed)]
        running.append(subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}))
    assert [p.wait(timeout=120) for p in running] == [0, 0]
    assert _bytes(tmp_path / "0") == _bytes(tmp_path / "4242")


def test_a_correction_reaches_the_incident(tmp_path: Path) -> None:
    """Said from outside: a person's word on one sentence changes the figure, the place and what is set aside, and the claims say so."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(UNRELATED, encoding="utf-8")
    before = _run([inputs], tmp_path / "before")
    by = {"document": "a.txt", "why": "a test", "who": "A. Coder"}
    entries = [
        {**by, "quote": "Two climbers die", "wrong": "figure", "right": 3},
        {**by, "quote": "Two climbers were killed", "wrong": "figure", "right": 3},
        {**by, "quote": "Two climbers were killed on Sunday", "wrong": "place", "right": "Halv Ridge"},
        {**by, "quote": "A third climber was injured", "wrong": "not_a_figure"},
    ]
    (inputs / "corrections.yml").write_text(json.dumps(entries), encoding="utf-8")
    after = _run([inputs], tmp_path / "after")
    assert {(c["low"], c["high"]) for c in after.claims if c["harm"] == "killed"} == {(3, 3)}
    assert {c["place"] for c in after.claims if sum(r.startswith("decision:") for r in c["rule"]) > 1} == {"Halv Ridge"}
    assert {c["claim_id"] for c in before.claims} - {c["claim_id"] for c in after.claims} == {
        c["claim_id"] for c in before.claims if c["harm"] == "wounded"
    }
    best = [e["best"] for i in after.incidents for e in i["estimates"] if e["harm"] == "killed" and e["side"] is None]
    assert best and set(best) == {3}
    assert [i["place"]["name"] for i in after.incidents] == ["Halv Ridge"]
    assert not any(e["harm"] == "wounded" for i in after.incidents for e in i["estimates"])
