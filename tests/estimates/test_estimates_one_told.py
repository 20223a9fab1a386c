"""One told of by grammar only ("a soldier") that counts, and a headline's number that its own text gives, too: from the text to the figures."""

from __future__ import annotations

import pytest

from rashomon.corpus.articles import Article
from rashomon.model import Estimate
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import read_batch


def killed(text: str) -> dict[str | None, Estimate]:
    readings = read_batch([Article("a", text, outlet="Courier", published="2024-03-06")])
    [found] = [i for i in derive(readings).incidents if any(e.harm == "killed" for e in i.estimates)]
    return {e.side: e for e in found.estimates if e.harm == "killed"}


@pytest.mark.parametrize(
    ("text", "side", "low", "best", "high"),
    [
        (
            "Four Hill Front rebels and a soldier were killed in Tessel on Tuesday, the Kenyan army said. The rebels said that eight soldiers were killed.",
            "Kenya", 1, 1, 8,
        ),
        ("A soldier was killed in Bamako on Monday, the army said. The rebels said they killed eight soldiers.", "Mali", 1, 1, 8),
        ("Three traders and a soldier were killed in Bamako on Monday, the army said.", "Mali", 1, 1, 1),
    ],
)  # fmt: skip
def test_one_soldier_in_a_list_or_of_his_own_army_is_a_count(text: str, side: str, low: int, best: int, high: int) -> None:
    row = killed(text)[side]
    assert (row.low, row.best, row.high) == (low, best, high)


@pytest.mark.parametrize(
    "text",
    [
        "Ten soldiers were killed in Bamako on Monday, the army said. A soldier, Omar Sow, was killed while he slept, the army said.",
        "Ten soldiers were killed in Bamako on Monday, a doctor said. A soldier was killed while he slept, the army said.",
    ],
)
def test_one_told_of_under_a_toll_that_others_than_the_enemy_give_is_of_it(text: str) -> None:
    assert killed(text)["Mali"].best == 10


def test_a_headlines_number_that_the_text_gives_in_its_own_words_is_no_slip() -> None:
    text = "Bombs kill 27 in Orla\n\nMen threw bombs into a bar in Orla on Sunday, killing at least 25 people. Police commissioner Omar Sow gave a toll of ten.\n"
    rows = killed(text)
    assert max(row.high or 99 for row in rows.values()) >= 27
    assert not any(h.standing == "struck" for row in rows.values() for h in row.history)


def test_a_headlines_number_that_nobody_in_the_text_gives_still_is() -> None:
    text = "Bombs kill 27 in Orla\n\nMen threw bombs into a bar in Orla on Sunday. Ten people were killed, police commissioner Omar Sow said.\n"
    assert any(h.standing == "struck" for row in killed(text).values() for h in row.history)
