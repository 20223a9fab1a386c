"""The invented news: every bundle keeps its form, and the builder computes what the marks say."""

import json
from pathlib import Path

import pytest
from benchmarks.invented.build import load, main, read_bundle
from benchmarks.invented.form import BundleError, figure, unmark

SMALL = """
bundle: z_01
fold: score
states: {Ruritania: Ruritanian}
incidents:
  raid: {date: 1994-05-02, place: Strelsau, figures: [{killed: 3, side: Ruritania}]}
  war: {background: true}
articles:
  - outlet: Zenda Post
    text: |
      Raid kills {c1|three soldiers}

      {s1=Ruritania|The army} said {c2|three of its men died}. {s2|The rebels} denied {t1|any part in it}. The war has cost {c3|hundreds of lives}.
    claims:
      c1: {killed: 3, side: Ruritania}
      c2: {killed: 3, side: Ruritania, speaker: s1}
      c3: {killed: hundreds, incident: war}
    statements:
      t1: {denies: responsibility, speaker: s2, cue: denied}
"""


def small(tmp_path: Path, text: str = SMALL) -> Path:
    path = tmp_path / "z_01_raid.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_nest_and_give_their_offsets() -> None:
    text, spans, names = unmark("{c1|At least {c2|two} dead}, {s1=The mayor of X|he} said")
    assert text == "At least two dead, he said"
    assert [text[slice(*spans[m])] for m in ("c1", "c2", "s1")] == ["At least two dead", "two", "he"]
    assert names == {"s1": "The mayor of X"}


@pytest.mark.parametrize("wrong", ["{c1|open", "closed}", "{c1|a} {c1|b}", "{x1|a}", "{c1| a}", "{c1|}"])
def test_wrong_marks_are_refused(wrong: str) -> None:
    with pytest.raises(BundleError):
        unmark(wrong)


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        (12, 12, 12),
        ("12+", 12, None),
        ("over 12", 13, None),
        ("<=12", None, 12),
        ("10-15", 10, 15),
        ("~12", 12, 12),
        ("dozens", 24, None),
        ("none", 0, 0),
        (None, None, None),
    ],
)
def test_figures(said: object, low: int | None, high: int | None) -> None:
    row = figure(said)
    assert (row["low"], row["high"]) == (low, high)


def test_a_bundle_becomes_gold(tmp_path: Path) -> None:
    gold = read_bundle(small(tmp_path))
    (doc,) = gold["docs"]
    assert [(c["quote"], c["low"], c["background"], c["relation"]) for c in doc["claims"]] == [
        ("three soldiers", 3, False, "outlet"),
        ("three of its men died", 3, False, "own_losses"),
        ("hundreds of lives", 200, True, "outlet"),
    ]
    (denial,) = doc["statements"]
    assert (denial["quote"], denial["speaker"], denial["cue"]) == ("any part in it", "The rebels", "denied")
    assert gold["incidents"][0]["figures"][0]["values"] == [{"low": 3, "high": 3, "claims": ["z_01-1-c1", "z_01-1-c2"]}]
    assert "Ruritanian army" in gold["aliases"]["Ruritania"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fold: score", "fold: read"),
        ("speaker: s2", "speaker: s9"),
        ("killed: 3, side: Ruritania, speaker: s1", "killed: 3, tone: x"),
        ("incident: war", "incident: peace"),
        ("denies: responsibility", "denies: all"),
        ("c3: {killed", "c4: {killed"),
    ],
)
def test_a_bundle_with_a_fault_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(BundleError):
        read_bundle(small(tmp_path, SMALL.replace(old, new)))


def test_every_bundle_of_the_project_keeps_the_form(tmp_path: Path) -> None:
    gold = load()
    rows = [(d, r) for d in gold["docs"] for r in [*d["claims"], *d["statements"]]]
    assert rows and all(d["text"][r["start"] : r["end"]] == r["quote"] for d, r in rows)
    assert all(r["speaker_start"] is None or d["text"][r["speaker_start"] : r["speaker_end"]].strip() for d, r in rows)
    assert len({r["id"] for _, r in rows}) == len(rows)
    assert len({d["document"] for d in gold["docs"]}) == len(gold["docs"])
    incidents = {i["id"] for i in gold["incidents"]}
    assert all(r["incident"] is None or r["incident"] in incidents for _, r in rows)
    assert main([str(tmp_path / "out")]) == 0
    assert len(json.loads((tmp_path / "out" / "gold.json").read_text(encoding="utf-8"))["docs"]) == len(gold["docs"])
