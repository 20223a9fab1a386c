"""A corrections file read again: new entries are decisions, vanished ones are taken back, and nothing is decided twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Decision
from rashomon.model.decisions import Anchor, decision_id
from rashomon.pipeline.decisions import standing
from rashomon.pipeline.decisions_file import decisions_of_file, reconciled

PATH = "/news/corrections.yml"


def _entry(n: int, who: str = "K. Reader", more: str = "") -> str:
    return f"- {{document: a.txt, quote: killed {n}, wrong: figure, right: {n + 1}, why: misread, who: {who}{more}}}\n"


def _file(*entries: str) -> list[Decision]:
    return decisions_of_file("".join(entries), PATH)


def _holding(rows: list[Decision]) -> list[str]:
    """Quotes of the decisions that hold, in order of number."""
    return [d.anchors[0].quote for d in sorted(standing(rows)[0], key=lambda d: d.number)]


def test_nothing_of_an_entry_is_lost() -> None:
    [one] = _file(_entry(4, more=", occurrence: 2, when: 2024-03-02"))
    assert (one.kind, one.who, one.why, one.at, one.number, one.source) == ("figure", "K. Reader", "misread", "2024-03-02", 1, PATH)
    assert one.anchors == (Anchor("a.txt", "killed 4", 2),)
    assert one.value == {"low": 5, "high": 5, "approx": False}
    assert (one.undoes, one.decision_id[:4]) == (None, "dec-")


def test_the_same_entry_has_the_same_id_wherever_it_stands() -> None:
    first = _file(_entry(4), _entry(5))
    again = _file("# a comment\n", _entry(6), _entry(5), _entry(4))
    assert {d.decision_id for d in first} < {d.decision_id for d in again}
    assert len({d.decision_id for d in _file(_entry(4), _entry(4), _entry(4))}) == 3
    assert _file(_entry(4), _entry(4))[0].decision_id == first[0].decision_id
    others = [_file(_entry(4, who="B"))[0], _file(_entry(4, more=", when: 2024-03-02"))[0], decisions_of_file(_entry(4), "/other.yml")[0]]
    assert len({d.decision_id for d in (first[0], *others)}) == 4


def test_what_was_seen_is_no_part_of_the_id() -> None:
    value = {"harm": "killed", "side": None, "low": 1, "best": 1, "high": 2}
    ids = {decision_id("choose", "x", "y", (), v, "z") for v in (value, {**value, "seen": []}, {**value, "seen": [["doc-1", 1, 2]]})}
    assert len(ids) == 1
    assert decision_id("choose", "x", "y", (), {**value, "best": 2}, "z") not in ids


def test_vanished_entries_are_taken_back_and_come_back() -> None:
    rows = reconciled([], _file(_entry(4), _entry(5)), PATH, "2031-01-01T10:00:00")
    assert [(d.number, d.kind, d.at) for d in rows] == [(1, "figure", "2031-01-01T10:00:00"), (2, "figure", "2031-01-01T10:00:00")]
    assert reconciled(rows, _file(_entry(5), _entry(4)), PATH, "2031-01-02") == []
    gone = reconciled(rows, _file(_entry(5)), PATH, "2031-01-03")
    assert [(d.number, d.kind, d.undoes, d.why) for d in gone] == [(3, "undo", rows[0].decision_id, "the entry is no longer in the file")]
    rows += gone
    assert _holding(rows) == ["killed 5"]
    assert reconciled(rows, _file(_entry(5)), PATH, "2031-01-04") == []
    back = reconciled(rows, _file(_entry(5), _entry(4), _entry(6)), PATH, "2031-01-05")
    assert [(d.number, d.kind, d.undoes) for d in back] == [(4, "undo", gone[0].decision_id), (5, "figure", None)]
    rows += back
    assert _holding(rows) == ["killed 4", "killed 5", "killed 6"]
    rows += reconciled(rows, [], PATH, "2031-01-06")
    assert _holding(rows) == []
    assert len({d.decision_id for d in rows}) == len(rows)


def test_another_file_and_the_command_line_are_left_alone() -> None:
    rows = reconciled([], _file(_entry(4)), PATH, "2031-01-01")
    rows += reconciled(rows, decisions_of_file(_entry(5), "/other.yml"), "/other.yml", "2031-01-02")
    by_hand = Decision("dec-hand", 3, "undo", "B. Editor", "2031-01-03", "no", (), None, "command line", rows[0].decision_id)
    rows.append(by_hand)
    assert reconciled(rows, _file(_entry(4)), PATH, "2031-01-04") == [], "a file that says what it said does not bring back what was undone"
    assert _holding(rows) == ["killed 5"]
    gone = reconciled(rows, [], PATH, "2031-01-05")
    assert [d.undoes for d in gone] == [rows[0].decision_id]
    rows += gone
    rows.append(Decision("dec-keep", 5, "undo", "B. Editor", "2031-01-06", "keep", (), None, "command line", gone[0].decision_id))
    rows.append(Decision("dec-keep-2", 6, "undo", "B. Editor", "2031-01-06", "keep", (), None, "command line", "dec-hand"))
    assert _holding(rows) == ["killed 4", "killed 5"]
    assert reconciled(rows, [], PATH, "2031-01-07") == []


@given(st.lists(st.sets(st.integers(1, 5)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_after_each_reading_what_the_file_says_holds(versions: list[set[int]]) -> None:
    rows: list[Decision] = []
    for n, version in enumerate(versions):
        rows += reconciled(rows, _file(*(_entry(i) for i in sorted(version))), PATH, f"2031-01-{n + 1:02}")
        assert sorted(_holding(rows)) == [f"killed {i}" for i in sorted(version)]
        assert [d.number for d in rows] == list(range(1, len(rows) + 1))
