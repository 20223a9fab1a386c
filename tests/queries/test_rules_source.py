"""Ids of rules lead to lines of lexicons and to named functions."""

from __future__ import annotations

from pathlib import Path

import pytest

import rashomon
from rashomon.lexicon.loader import files, languages, load
from rashomon.queries.rules import steps_of
from rashomon.queries.rules_source import construction, entries_of, functions_of

ROOT = Path(rashomon.__file__).parent


def test_a_line_is_where_the_entry_begins() -> None:
    (english, french), rest = entries_of("harm.kill")
    assert (english.language, french.language, rest) == ("en", "fr", "")
    line = (ROOT / english.file).read_text(encoding="utf-8").splitlines()[english.line - 1]
    assert "id: kill" in line
    assert english.text.splitlines()[0] == line
    assert "killed" in english.forms and ("harm", "killed") in english.keys
    assert english.fires and english.silent


@pytest.mark.parametrize("language", languages())
def test_every_entry_of_every_lexicon_is_found_at_its_line(language: str) -> None:
    for file in files(language):
        for entry in load(file, language):
            found, rest = entries_of(entry.rule)
            mine = [x for x in found if x.language == language and x.entry == entry.id]
            assert len(mine) == 1 and rest == "", entry.rule
            assert mine[0].forms == entry.forms
            assert f"id: {entry.id}" in mine[0].text.splitlines()[0] or f'id: "{entry.id}"' in mine[0].text.splitlines()[0]


def test_what_comes_behind_an_entry_is_a_construction() -> None:
    (step,) = steps_of("cues.say.clause")
    assert (step.lines[0].entry, step.rest) == ("say", "clause")
    assert [f.name for f in step.functions] == ["clause_of"]


def test_a_sum_has_a_step_for_each_part() -> None:
    cue, stance = steps_of("cues.say.clause+falsity")
    assert (cue.id, stance.id) == ("cues.say.clause", "+falsity")
    assert [(f.module, f.name) for f in stance.functions] == [("rashomon.claims.stance_denials", "denial_by_content")]
    assert stance.functions[0].doc


def test_a_beginning_leads_to_the_function_that_makes_it() -> None:
    functions = functions_of("estimates.best.own_losses")
    assert [f.module for f in functions] == ["rashomon.estimates.policy_current"]
    source = (ROOT / functions[0].file).read_text(encoding="utf-8").splitlines()
    assert source[functions[0].line - 1].startswith(f"def {functions[0].name}(")
    assert "estimates.best." in source[functions[0].at - 1]


def test_a_function_that_bears_the_name_comes_first() -> None:
    assert [f.name for f in functions_of("doer.headline")][:1] == ["_headline"]
    assert [f.name for f in functions_of("frame.passive")][:1] == ["passive"]


def test_where_an_id_is_only_compared_it_is_not_made() -> None:
    assert {f.module for f in functions_of("estimates.range")} == {"rashomon.estimates.policy_current"}


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nix",
        "harm",
        "harm.nix",
        "../etc/passwd",
        "a" * 200,
        "cues.say.clause+nix",
        "side..x",
        "..",
        "+",
        ".",
        "__import__",
        "harm.kill\n",
    ],
)
def test_what_is_no_rule_leads_nowhere(rule: str) -> None:
    assert steps_of(rule) == ()


def test_constructions_are_read_in_the_room_of_claims() -> None:
    assert all(
        f.module.startswith("rashomon.claims.") for name in ("bare", "behind", "figure", "run_on", "target") for f in construction(name)
    )
