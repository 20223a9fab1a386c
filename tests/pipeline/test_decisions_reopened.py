"""What new evidence re-opens, and what it leaves in force."""

from __future__ import annotations

from dataclasses import replace

from decisions_stories import (
    CHOICE,
    FIVE,
    FOUR,
    STORIES,
    SUNDAY,
    claim,
    decision,
    killed,
    read,
    reading,
    reasons,
    state,
    together,
    with_seen,
)

from rashomon.pipeline.derive import derive


def test_a_choice_is_reopened_by_a_figure_outside_it_and_by_no_other() -> None:
    old = read("governor.txt", "doctor.txt")
    one = with_seen(old, decision("choose", FOUR, value=CHOICE))
    inside = derive([*old, reading("more.txt", STORIES["doctor.txt"][1].replace("hospital doctor", "nurse"), "2031-05-04")], [one])
    assert state(inside, one).state == "applied"
    assert killed(inside, "governor.txt", "four") == (4, 4, 5)
    new = [*old, *read("nine.txt")]
    made = derive(new, [one])
    assert state(made, one).state == "reopened"
    assert "re-opened by “Nine villagers were killed” in nine.txt" in state(made, one).note
    assert killed(made, "governor.txt", "four") == killed(derive(new), "governor.txt", "four")
    [reason] = reasons(made, "governor.txt", "four", f"{one.rule}:reopened")
    assert reason.claims == (claim(made, "nine.txt", "nine").claim_id,)
    known = with_seen(new, decision("choose", FOUR, value=CHOICE))
    assert state(derive(new, [known]), known).state == "applied"
    alone = with_seen(old, decision("choose", FOUR, value={**CHOICE, "low": None, "high": None}))
    assert state(derive([*old, *read("nine.txt")], [alone]), alone).state == "reopened"


def test_a_merge_is_reopened_by_a_new_report_that_contradicts_one_half() -> None:
    old = read("governor.txt", "doctor.txt")
    merge = with_seen(old, decision("merge", FOUR, FIVE))
    assert state(derive([*old, *read("nine.txt")], [merge]), merge).state == "applied"
    # The doctor's words are put with those of Sunday; that they give two days was known, so a third voice for Sunday says nothing new.
    across = with_seen(read("doctor.txt", "sunday.txt"), decision("merge", FIVE, SUNDAY))
    assert state(derive(read("doctor.txt", "sunday.txt", "monday.txt"), [across]), across).state == "applied"
    undated = reading(
        "undated.txt", "Shelling of Dornhollow\n\nFive villagers were killed when shells hit Dornhollow, a nurse said.", "2031-05-06"
    )
    blank = decision("merge", FIVE, ("undated.txt", "Five villagers were killed"))
    blank = with_seen([*read("doctor.txt"), undated], blank)
    made = derive([*read("doctor.txt", "sunday.txt", "monday.txt"), undated], [blank])
    assert state(made, blank).state in {"applied", "reopened"}


def test_a_split_is_reopened_by_a_third_document_that_tells_of_both_as_one() -> None:
    old = read("governor.txt", "doctor.txt")
    split = with_seen(old, decision("split", FOUR, FIVE))
    assert state(derive(old, [split]), split).state == "applied"
    made = derive([*old, *read("nine.txt")], [split])
    assert state(made, split).state == "reopened"
    assert "nine.txt (“Nine villagers were killed" in state(made, split).note
    assert "stays in force" in state(made, split).note
    assert not together(made, ("governor.txt", "four"), ("doctor.txt", "five"))
    known = with_seen([*old, *read("nine.txt")], decision("split", FOUR, FIVE))
    assert state(derive([*old, *read("nine.txt")], [known]), known).state == "applied"


def test_a_newer_text_without_the_words_is_said() -> None:
    one = decision("figure", FOUR, value={"low": 3, "high": 3, "approx": False})
    text = STORIES["governor.txt"][1].replace("killing four villagers", "killing six villagers")
    newer = reading("governor.txt", text)
    version = replace(newer, document=replace(newer.document, version_of=read("governor.txt")[0].document.document_id))
    made = derive([version], [one])
    assert state(made, one).state == "not_found"
    assert "a later version of the text" in state(made, one).note
    other = replace(version, document=replace(version.document, name="governor-2.txt"))
    other = replace(other, claims=tuple(replace(c, document="governor-2.txt") for c in other.claims),
                    incidents=tuple(replace(m, document="governor-2.txt") for m in other.incidents))  # fmt: skip
    made = derive([*read("governor.txt"), other], [one])
    assert state(made, one).state == "reopened"
    assert "governor-2.txt) no longer has “killing four villagers”" in state(made, one).note
    assert claim(made, "governor.txt", "four").low == 3
