"""The bench's own machinery: cases that can be compared, and a gate that names what flipped."""

import pytest
from benchmarks.frame import Case, Result, Task, flips, measure, read_cases, right, write_cases

from benchmarks import gate


def _task(result: Result, **more: object) -> Task:
    return Task("made-up", "a made-up question", "made-up data", lambda split, small: result, **more)  # type: ignore[arg-type]


def test_cases_come_back_as_they_were_written(tmp_path):
    result = Result((Case("b", {"killed": "right"}), Case("a", {"killed": "wrong", "wounded": "3"})), {"killed": 0.5})
    write_cases(result, tmp_path / "folder" / "made-up.jsonl")
    assert read_cases(tmp_path / "folder" / "made-up.jsonl") == {"a": {"killed": "wrong", "wounded": "3"}, "b": {"killed": "right"}}
    assert right(result.cases, "killed") == 0.5


def test_flips_name_the_case_the_question_and_both_answers():
    assert flips(
        {"a": {"q": "right"}, "b": {"q": "right"}, "c": {"q": "wrong"}}, {"a": {"q": "wrong"}, "c": {"q": "wrong"}, "d": {"q": "right"}}
    ) == [
        "a: q right → wrong",
        "b: case gone",
        "d: new case",
    ]


def test_two_cases_under_one_name_are_refused():
    with pytest.raises(ValueError, match="two cases under one name: a"):
        measure(_task(Result((Case("a", {}), Case("a", {})), {})), "score")


@pytest.mark.parametrize(
    ("lower", "value", "falls"),
    [
        (frozenset(), 0.79, True),
        (frozenset(), 0.8, False),
        (frozenset(), 0.9, False),
        (frozenset({"share"}), 0.9, True),
        (frozenset({"share"}), 0.7, False),
    ],
)
def test_a_figure_on_the_wrong_side_of_its_floor_falls(lower, value, falls):
    result = Result((), {"share": value})
    assert bool(gate.fallen(_task(result, lower=lower), result, {"share": 0.8})) is falls


def test_a_figure_that_is_no_longer_measured_falls():
    result = Result((), {})
    assert gate.fallen(_task(result), result, {"share": 0.8}) == ["share is no longer measured, floor 0.8"]


def test_the_gate_prints_the_cases_that_flipped_and_takes_over_only_what_is_better(tmp_path, monkeypatch, capsys):
    answers = {"a": "right", "b": "right"}

    def run(split: str, small: bool) -> Result:
        cases = tuple(Case(n, {"q": a}) for n, a in answers.items())
        return Result(cases, {"q": right(cases, "q"), "q n": len(cases)})

    monkeypatch.setattr(gate, "GOLD", tmp_path)
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "CASES", tmp_path / "cases")
    monkeypatch.setattr(gate, "tasks", lambda: {"made-up": Task("made-up", "", "", run)})
    assert gate.main(["--raise"]) == 0
    answers["b"] = "wrong"
    capsys.readouterr()
    assert gate.main([]) == 1
    told = capsys.readouterr().out
    assert "q 0.5, floor 1" in told
    assert "b: q right → wrong" in told
    assert gate.main(["--raise"]) == 1  # nothing is lowered by raising
    assert gate.main([]) == 1
    assert gate.main(["--lower"]) == 0
    assert gate.main([]) == 0
