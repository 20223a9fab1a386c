"""Figures that reviewers chose stand in place of the policy's, move sums, and give way to a figure that cannot be the chosen one."""

from __future__ import annotations

from typing import Any

import pytest
from estimates_build import claim, document, incident

from rashomon.estimates import estimate
from rashomon.model import Claim, Decision, Estimate

DOCUMENTS = {d.name: d for d in (document("a"), document("b"), document("c", "2031-05-06"))}
ARMY, FOES = "Ministry of Defence of Freedonia", "Ministry of Defence of Sylvania"


def _chosen(
    low: int | None, best: int | None, high: int | None, side: str | None = "Freedonia", seen: list[Claim] | None = None
) -> Decision:
    value: dict[str, Any] = {"harm": "killed", "side": side, "low": low, "best": best, "high": high}
    if seen is not None:
        value["seen"] = [[c.document_id, c.start, c.end] for c in seen]
    return Decision("dec-1", 7, "choose", "K. Reader", "2031-06-01", "the ministry counts", (), value)


def _rows(claims: list[Claim], *chosen: Decision) -> dict[str | None, Estimate]:
    made = estimate(incident(), claims, DOCUMENTS, chosen=chosen)
    return {e.side: e for e in made.estimates if e.harm == "killed"}


def _numbers(row: Estimate) -> tuple[int | None, int | None, int | None, str | None]:
    return row.low, row.best, row.high, row.best_withheld


OWN = [claim("c1", "a", "4", who=ARMY), claim("c2", "b", "3", side="Sylvania", who=FOES)]
ENEMY = [claim("c1", "a", "4", who=ARMY), claim("c2", "b", "30", side="Sylvania", who=ARMY, relation="enemy_losses")]


def test_a_sum_follows_the_chosen_figure_of_a_side() -> None:
    assert _numbers(_rows(OWN)[None]) == (7, 7, 7, None)
    rows = _rows(OWN, _chosen(4, 5, 6))
    assert _numbers(rows["Freedonia"]) == (4, 5, 6, None)
    assert _numbers(rows[None]) == (7, 8, 9, None)
    assert rows[None].reasons[0].rule == "decision:7"
    assert _numbers(_rows(OWN, _chosen(4, None, 6))[None]) == (7, None, 9, "part_without_best")


def test_a_choice_gives_a_sum_that_the_policy_withholds() -> None:
    assert _rows(ENEMY)["Sylvania"].best is None
    rows = _rows(ENEMY, _chosen(2, 3, None, side="Sylvania"))
    assert _numbers(rows["Sylvania"]) == (2, 3, None, None)
    assert rows["Sylvania"].open
    assert _numbers(rows[None]) == (6, 7, None, None)


@pytest.mark.parametrize(
    ("words", "more", "reopens"),
    [
        ("9", {}, True),
        ("1", {}, True),
        ("5", {}, False),
        ("at least 5", {}, False),
        ("at least 7", {}, True),
        ("up to 3", {}, True),
        ("up to 9", {}, False),
        ("2-3", {}, True),
        ("6-9", {}, False),
        ("dozens", {}, False),
        ("1", {"scope": "part"}, False),
        ("9", {"harm": "wounded"}, False),
        ("9", {"side": "Sylvania"}, False),
    ],
)
def test_what_reopens_a_choice(words: str, more: dict[str, Any], reopens: bool) -> None:
    chosen = _chosen(4, 5, 6, seen=OWN)
    claims = [*OWN, claim("c3", "c", words, who=more.pop("who", "Valley Hospital"), **more)]
    row = _rows(claims, chosen)["Freedonia"]
    assert _numbers(row)[:3] == (_numbers(_rows(claims)["Freedonia"])[:3] if reopens else (4, 5, 6))
    assert any(r.rule == "decision:7:reopened" for r in row.reasons) == reopens
    if reopens:
        assert "K. Reader chose low 4, best 5, high 6 (the ministry counts); re-opened by" in row.reasons[0].detail
        assert row.reasons[0].claims == ("c3",)
    knew = _rows(claims, _chosen(4, 5, 6, seen=claims))["Freedonia"]
    assert _numbers(knew)[:3] == (4, 5, 6)
    assert _numbers(_rows(claims, _chosen(4, 5, 6))["Freedonia"])[:3] == (4, 5, 6), "what was seen is not written down"


def test_a_chosen_sum_is_reopened_where_the_sum_itself_lies_outside() -> None:
    chosen = _chosen(6, 7, 8, side=None, seen=OWN)
    assert _numbers(_rows([*OWN, claim("c3", "c", "4", who="Valley Hospital")], chosen)[None]) == (6, 7, 8, None)
    more = [*OWN, claim("c3", "c", "12", who=ARMY)]
    row = _rows(more, chosen)[None]
    assert row.best == _rows(more)[None].best == 15
    assert row.reasons[0].rule == "decision:7:reopened"
