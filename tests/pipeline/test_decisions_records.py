"""Answers on record and points on a map: what a decision may say, and what it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import InputError
from rashomon.model import Decision
from rashomon.pipeline.deciding import judged, undo_of
from rashomon.pipeline.decisions import decision_lines, standing
from rashomon.pipeline.decisions_values import checked
from rashomon.store import writing


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Hollin", "Hollin"),
        (None, None),
        ({"name": " Hollin ", "lat": 12, "lon": -30.1234567}, {"name": "Hollin", "lat": 12.0, "lon": -30.12346}),
    ],
)
def test_a_place_is_a_name_or_a_point(value: Any, kept: Any) -> None:
    assert checked("place", value) == (kept, "")
    assert checked("place", kept) == (kept, ""), "what it gave it takes again"


@pytest.mark.parametrize(
    "value",
    ["", 3, {"name": "Hollin"}, {"name": "", "lat": 1, "lon": 1}, {"name": "Hollin", "lat": 91, "lon": 1}, {"name": "Hollin", "lat": 1, "lon": True},
     {"name": "Hollin", "lat": "1", "lon": 1}, {"name": "Hollin", "lat": float("nan"), "lon": 1}, {"name": "Hollin", "lat": 1, "lon": 1, "km": 3}],
)  # fmt: skip
def test_anything_else_is_no_place(value: Any) -> None:
    assert checked("place", value)[1]


def test_a_judgement_is_on_record_and_holds_nothing() -> None:
    answer = Decision("dec-1", 1, "judgement", "Ada", "2031-05-03T10:00", "", (), {"item": "q-1", "answer": "no"})
    hold, states = standing([answer])
    assert hold == []
    assert [(s.decision_id, s.state) for s in states] == [("dec-1", "applied")]
    assert decision_lines([answer], states) == [], "no report lists it"


def test_an_answer_is_yes_no_or_unsure(tmp_path: Path) -> None:
    with writing(tmp_path / "ledger.db") as ledger:
        made = judged(ledger, "q-1", "unsure", " Ada ", "two texts")
        assert (made.number, made.who, made.value, made.why) == (1, "Ada", {"item": "q-1", "answer": "unsure"}, "two texts")
        assert judged(ledger, "q-1", "yes", "Ada").number == 2
        for answer, who in (("perhaps", "Ada"), ("yes", " ")):
            with pytest.raises(InputError, match="answer: yes, no or unsure"):
                judged(ledger, "q-1", answer, who)
        with ledger.read() as db, pytest.raises(InputError, match="answer again to change it"):
            undo_of(db, "1", "Ada", "no")
