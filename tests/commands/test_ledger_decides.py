"""Decisions by command: kept, shown, taken back, and reopened by what is new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands.ledger_asked import best, data, ids, said

from rashomon.pipeline.run import run

DECISIONS = [
    (["figure", "--at", "six: Six villagers", "--value", "at least 7"], [7]),
    (["figure", "--at", "six: Six villagers", "--value", "{low: 5, high: 7}"], [5]),
    (["harm", "--at", "six: Six villagers", "--value", "wounded"], [4]),
    (["side", "--at", "mine: killed two soldiers", "--value", "civilians"], [6, 2]),
    (["speaker", "--at", "six: Six villagers", "--value", "null"], None),
    (["place", "--at", "mine: A mine killed two soldiers", "--value", "Orvelgate"], None),
    (["date", "--at", "mine: A mine killed two soldiers", "--value", "2031-07-07"], None),
    (["perpetrator", "--at", "six: Six villagers", "--value", "Ashen Guard"], None),
    (["background", "--at", "mine: A mine killed two soldiers", "--value", "true"], None),
    (["not_a_figure", "--at", "six: Six villagers"], [4]),
    (["merge", "DORN", "HASK"], None),
    (["split", "DORN", "six: Six villagers"], [4, 6]),
    (["choose", "DORN", "--best", "5"], [5]),
    (["choose", "DORN", "--harm", "killed", "--side", "civilians", "--low", "4", "--best", "5", "--high", "6"], [5]),
    (["choose", "--at", "six: Six villagers", "--value", "{harm: killed, side: civilians, low: 2, best: 2, high: null}"], [2]),
]


@pytest.mark.parametrize(("words", "figures"), DECISIONS, ids=lambda x: "-".join(x[:2]) if isinstance(x, list) and x and isinstance(x[0], str) else "")  # fmt: skip
def test_every_kind_is_kept_shown_and_taken_back(out: Path, words: list[str], figures: list[int | None] | None) -> None:
    by_place = ids(out)
    words = [{"DORN": by_place["Dornhollow"], "HASK": by_place["Haskmill"][:12]}.get(w, w) for w in words]
    before = {p.name: p.read_bytes() for p in out.glob("*.jsonl")}
    told = said("decide", *words, "--who", "A. Coder", "--why", "as the tape says", "--out", out)
    assert f"decision 1 of A. Coder ({words[0].replace('_', ' ')}): as the tape says" in told
    assert "take it back with: rashomon undo 1 " in told and "report.html" in told
    assert {p.name: p.read_bytes() for p in out.glob("*.jsonl")} != before
    if figures is not None:
        assert sorted(best(out), key=str) == sorted(figures, key=str)
    [row] = data("decisions", "--out", out)["items"]
    assert (row["state"], row["kind"], row["who"]) == ("applied", words[0], "A. Coder")
    assert "as the tape says" in (out / "report.html").read_text(encoding="utf-8")
    said("undo", "1", "--who", "B. Coder", "--why", "misheard", "--out", out)
    assert {p.name: p.read_bytes() for p in out.glob("*.jsonl")} == before


def test_an_undo_is_undone(out: Path) -> None:
    said("decide", "choose", ids(out)["Dornhollow"], "--best", "5", "--who", "A. Coder", "--why", "x", "--out", out)
    assert "(takes back 1): no" in said("undo", "1", "--who", "B. Coder", "--why", "no", "--out", out)
    assert "would be decision 3" in said("undo", "2", "--who", "A. Coder", "--why", "yes", "--dry-run", "--out", out)
    said("undo", "2", "--who", "A. Coder", "--why", "yes", "--out", out)
    assert best(out) == [5]
    listed = said("decisions", "--out", out)
    assert listed.count("holds") == 2 and listed.count("taken back") == 2
    assert "no decision waits for a person" in said("decisions", "--open", "--out", out)


def test_what_new_evidence_reopens_waits_for_a_person(out: Path, tmp_path: Path) -> None:
    said("decide", "choose", ids(out)["Dornhollow"], "--best", "4", "--who", "A. Coder", "--why", "x", "--out", out)
    path = tmp_path / "nine.jsonl"
    path.write_text(json.dumps({"id": "nine", "published": "2031-05-06", "title": "Nine dead in Dornhollow",
                                "text": "Nine villagers were killed when shells hit Dornhollow on Friday, the regional governor said."}))  # fmt: skip
    run([path], out)
    listed = said("decisions", "--open", "--out", out)
    assert "RE-OPENED" in listed and "“Nine" in " ".join(listed.split())
    assert "RE-OPENED" in said("show", ids(out)["Dornhollow"], "--out", out)
