"""The default policy, on made-up quarrels: who is believed, what is replaced, when there is no best."""

from __future__ import annotations

from dataclasses import replace

import pytest
from estimates_build import claim, document, documents, incident, row

from rashomon.errors import RashomonError
from rashomon.estimates import estimate
from rashomon.model import Speaker, SyndicationGroup

MOD, ARMY = "Ministry of Defence of Freedonia", "Army of Freedonia"
ENEMY, MONITOR = "Ministry of Defence of Sylvania", "Border Monitor"

# claims -> (low, best, high, why there is no best)
CASES = {
    "one exact figure": ([claim("a", "1", "4")], (4, 4, 4, None)),
    "at least n alone is open": ([claim("a", "1", "at least 4")], (4, 4, None, None)),
    "the plain number stands before at least": ([claim("a", "1", "at least 4"), claim("b", "2", "4")], (4, 4, 4, None)),
    "only words": ([claim("a", "1", "dozens")], (24, None, None, "only_open_words")),
    "only a ceiling": ([claim("a", "1", "up to 9")], (None, None, 9, "only_a_range")),
    "a number stands before a word": ([claim("a", "1", "dozens", who=MOD), claim("b", "1", "31", who=MOD)], (31, 31, 31, None)),
    "own losses before a monitor": ([claim("a", "1", "4", who=MOD), claim("b", "1", "6", who=MONITOR)], (4, 4, 6, None)),
    "a monitor before an outlet": ([claim("a", "1", "4", who=MONITOR), claim("b", "2", "6")], (4, 4, 6, None)),
    "an enemy alone gives no best and no low": (
        [claim("a", "1", "40", who=ENEMY, relation="enemy_losses")],
        (None, None, 40, "only_enemy_claims"),
    ),
    "a headline does not launder the enemy's figure": (
        [claim("h", "1", "40", label="headline"), claim("a", "1", "40", who=ENEMY, relation="enemy_losses")],
        (None, None, 40, "only_enemy_claims"),
    ),
    "an enemy sets only the upper end": (
        [claim("a", "1", "4", who=MOD), claim("b", "1", "40", who=ENEMY, relation="enemy_losses")],
        (4, 4, 40, None),
    ),
    "two monitors of one day": (
        [claim("a", "1", "4", who="North Monitor"), claim("b", "2", "6", who="South Monitor")],
        (4, None, 6, "disputed"),
    ),
    "two offices of one side growing": ([claim("a", "1", "2", who=MOD), claim("b", "2", "4", who=ARMY)], (4, 4, 4, None)),
    "two offices of one side in one text": ([claim("a", "1", "2", who=MOD), claim("b", "1", "4", who=ARMY)], (2, None, 4, "disputed")),
    "none against some": (
        [claim("a", "1", "none", who=MOD), claim("b", "1", "40", who=ENEMY, relation="enemy_losses")],
        (0, None, 40, "denial_against_claim"),
    ),
    "a zero is a figure": ([claim("a", "1", "none", who=MOD)], (0, 0, 0, None)),
    "hearsay stands below an outlet": (
        [claim("a", "1", "at least 7"), claim("b", "1", "at least 9", who="other reports")],
        (7, 7, None, None),
    ),
    "a part is no total": ([claim("a", "1", "9"), claim("b", "1", "3", scope="part", part_of="a", groups=("children",))], (9, 9, 9, None)),
    "an increment adds to its own speaker": (
        [claim("a", "1", "9", who=MOD, start=10), claim("b", "1", "2", who=MOD, scope="increment", start=90)],
        (11, 11, 11, None),
    ),
    "an increment that repeats the total adds nothing": (
        [claim("a", "1", "9", who=MOD, start=10), claim("b", "1", "9", who=MOD, scope="increment", start=90)],
        (9, 9, 9, None),
    ),
    "a rise of the toll holds the increment": (
        [
            claim("p", "0", "17", who=MOD),
            claim("a", "1", "23", who=MOD, start=10),
            claim("b", "1", "6", who=MOD, scope="increment", start=90),
        ],
        (23, 23, 23, None),
    ),
    "an increment of somebody else adds nothing": (
        [claim("a", "1", "9", who=MOD, start=10), claim("b", "1", "2", who=MONITOR, scope="increment", start=90)],
        (9, 9, 9, None),
    ),
    "a running total is not this incident": ([claim("a", "1", "9"), claim("b", "1", "900", scope="cumulative")], (9, 9, 9, None)),
    "the outlet against the ministry it quotes": ([claim("a", "1", "2"), claim("b", "1", "1", who=MOD)], (1, 1, 1, None)),
    "two numbers of one speaker in one text are no growth": (
        [claim("a", "1", "6", who=MONITOR, start=10), claim("b", "1", "28", who=MONITOR, start=90)],
        (6, 28, 28, None),
    ),
    "the headline's number, said again in the body, is what the text is about": (
        [
            claim("h", "1", "at least 12", who=MONITOR, start=0, label="headline"),
            claim("a", "1", "at least 12", who=MONITOR, start=90),
            claim("b", "1", "45", who=MONITOR, start=200),
        ],
        (12, 12, None, None),
    ),
    "offices of the victims' own side are one voice, named or not": (
        [
            claim("a", "1", "9", None, "health department", relation="own_losses"),
            claim("b", "2", "17", None, "Upper Town health department", relation="own_losses"),
        ],
        (17, 17, 17, None),
    ),
    "one person in passing counts nobody": (
        [claim("a", "1", "at least 37"), claim("b", "2", "1", said="an injured man")],
        (37, 37, None, None),
    ),
    "a smaller figure in passing is a part of the quoted toll": (
        [claim("a", "1", "16", who=MONITOR), claim("b", "1", "3")],
        (16, 16, 16, None),
    ),
    "a headline's smaller figure is not": (
        [claim("a", "1", "16", who=MONITOR), claim("b", "1", "3", label="headline")],
        (16, 16, 16, None),
    ),
    "in one text the body's number beats the headline's": (
        [claim("h", "1", "30", label="headline", start=0), claim("b", "1", "27", start=200)],
        (27, 27, 27, None),
    ),
    "background never counts": ([claim("a", "1", "9"), claim("b", "1", "900", background=True)], (9, 9, 9, None)),
}


@pytest.mark.parametrize("name", CASES)
def test_low_best_high(name: str) -> None:
    claims, (low, best, high, withheld) = CASES[name]
    got = row(estimate(incident(), claims, documents(claims)), claims[0].side or "unknown")
    assert (got.low, got.best, got.high, got.best_withheld) == (low, best, high, withheld), got.reasons
    assert all(r.rule.startswith("estimates.") and r.detail and r.claims for r in got.reasons)


def test_the_last_word_by_date_replaces_the_earlier() -> None:
    claims = [claim("a", "1", "9", who=MOD), claim("b", "2", "7", who=MOD)]
    got = row(estimate(incident(), claims, documents(claims, **{"1": "2031-05-04", "2": "2031-05-06"})), "Freedonia")
    assert (got.low, got.best, got.high) == (7, 7, 7)
    assert [(h.as_of, h.as_of_basis, h.low, h.standing) for h in got.history] == [
        ("2031-05-04", "printed", 9, "replaced"),
        ("2031-05-06", "printed", 7, "current"),
    ]
    assert got.reasons[0].detail == "best 7: last word of Freedonia on its own dead (6 May 2031, printed); its earlier 9 was lowered"


def test_growth_without_dates_is_inferred_and_gets_no_time() -> None:
    claims = [claim("a", "1", "2", who=MOD), claim("b", "2", "4", who=MOD)]
    got = row(estimate(incident(), claims, documents(claims, **{"1": None, "2": None})), "Freedonia")
    assert got.best == 4 and [(h.as_of, h.as_of_basis) for h in got.history if h.standing == "replaced"] == [(None, "inferred_from_figure")]


def test_words_that_say_which_figure_is_older() -> None:
    text = "The clinic first spoke of many. It initially said 27 had died; the count was later corrected to 20 dead."
    claims = [
        claim("a", "1", "27", who="Border Clinic", start=text.index("27")),
        claim("b", "1", "20", who="Border Clinic", start=text.index("20 dead")),
    ]
    got = row(estimate(incident(), claims, {"1": document("1", text=text)}), "Freedonia")
    assert (got.low, got.best, got.high) == (20, 20, 20)


def test_a_copy_carries_the_hour_of_its_original() -> None:
    """A paper that reprints the morning's wire in the evening does not make the morning's figure the last word."""
    claims = [claim("a", "wire", "2", who=MOD), claim("b", "noon", "1", who=MOD), claim("c", "reprint", "2", who=MOD)]
    docs = documents(claims, wire="2031-05-04", noon="2031-05-05", reprint="2031-05-07")
    group = SyndicationGroup("g", ("reprint", "wire"), "wire", "whole")
    got = row(estimate(incident(), claims, docs, [group]), "Freedonia")
    assert got.best == 1
    assert row(estimate(incident(), claims[:2], docs), "Freedonia").best == 1


def test_basis_counts_speakers_not_outlets() -> None:
    claims = [claim(f"c{i}", str(i), "4", who=MOD if i < 8 else None) for i in range(10)]
    groups = [SyndicationGroup("g", ("0", "1"), "0", "whole")]
    got = row(estimate(incident(), claims, documents(claims), groups), "Freedonia").basis
    assert (got.reports, got.texts, got.speakers, got.kind) == (10, 9, 1, "one_party")


def test_both_parties_agree_only_when_both_speak_of_the_same_dead() -> None:
    claims = [claim("a", "1", "4", who=MOD), claim("b", "1", "4", who=ENEMY, relation="enemy_losses")]
    assert row(estimate(incident(), claims, documents(claims)), "Freedonia").basis.kind == "both_parties_agree"


def test_retracted_figures_are_struck() -> None:
    from estimates_build import statement

    claims = [
        claim("a", "1", "110", who=MONITOR, start=10),
        claim("b", "2", "76", who=MOD),
        statement("r", "1", "retracts", MONITOR, start=200),
    ]
    made = estimate(incident(), claims, documents(claims))
    got = row(made, "Freedonia")
    assert (got.low, got.best, got.high) == (76, 76, 76)
    assert [h.standing for h in got.history if h.low == 110] == ["struck"]
    assert [(d.type, d.resolution) for d in made.disagreements] == [("retraction", "retracted")]


def test_an_outlet_that_is_the_speaker_has_one_voice() -> None:
    claims = [claim("a", "1", "9", who=MONITOR), claim("b", "2", "12")]
    docs = {"1": document("1", "2031-05-04"), "2": document("2", "2031-05-09", outlet="Press wire (Border Monitor)")}
    assert row(estimate(incident(), claims, docs), "Freedonia").best == 12


def test_minmax_keeps_everything() -> None:
    claims = [claim("a", "1", "2", who=MOD), claim("b", "2", "4", who=MOD), claim("c", "2", "40", who=ENEMY, relation="enemy_losses")]
    got = row(estimate(incident(), claims, documents(claims), policy="minmax"), "Freedonia")
    assert (got.low, got.best, got.high, got.policy) == (2, 4, 40, "minmax")


def test_an_unknown_policy_is_refused_by_name() -> None:
    with pytest.raises(RashomonError, match="current, minmax"):
        estimate(incident(), [], {}, policy="loudest")


def test_a_rewritten_page_speaks_with_its_newer_words() -> None:
    claims = [claim("a", "old", "31", who=MOD), claim("b", "new", "24")]
    docs = {"old": document("old", "2031-05-04", outlet="Wire"), "new": document("new", "2031-05-05", outlet="Wire")}
    docs["new"] = replace(docs["new"], version_of=docs["old"].document_id)
    made = estimate(incident(), claims, docs)
    got = row(made, "Freedonia")
    assert (got.low, got.best, got.high) == (24, 24, 24)
    assert [d.resolution for d in made.disagreements] == ["revised_down"]


def test_a_number_that_includes_the_attackers_does_so_everywhere() -> None:
    claims = [
        claim("a", "1", "13", "civilians", includes_attackers="yes"),
        claim("b", "2", "13", "civilians", who=MONITOR),
        claim("c", "2", "12", "civilians", who=MONITOR),
    ]
    made = estimate(incident(), claims, documents(claims))
    assert row(made, "civilians").best == 13 and [d.type for d in made.disagreements] == ["includes_attackers"]


@pytest.mark.parametrize(
    ("side", "relation", "kind", "said"),
    [
        ("soldiers", "own_losses", "military", "the only word on it, army on its own dead (4"),
        (None, "own_losses", "military", "the only word on it, army (4"),  # it may be the army that killed them
        ("civilians", "own_losses", "military", "the only word on it, army (4"),
        ("civilians", "third_party", "group", "the only word on it, army (4"),  # no third party bears arms
        ("civilians", "third_party", "monitor", "the only word on it, army as a third party (4"),
    ],
)
def test_a_reason_says_of_a_speaker_only_what_the_text_shows(side: str | None, relation: str, kind: str, said: str) -> None:
    claims = [claim("a", "1", "4", side=side, relation=relation)]
    claims = [replace(c, speaker=Speaker("army", "army", 0, 0, kind=kind)) for c in claims]
    [got, *_] = estimate(incident(), claims, documents(claims, **{"1": "2031-05-04"})).estimates
    assert got.reasons[0].detail.startswith(f"best 4: {said}")
