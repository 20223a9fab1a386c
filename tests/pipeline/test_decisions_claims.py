"""Decisions on single claims: what a person wrote is read or refused with file and line, lands on the words it names, and never vanishes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import CorrectionError
from rashomon.model import Claim, Decision, Document, IncidentMention, Place, Span, Speaker, TimeSpan
from rashomon.pipeline.decisions import line_of
from rashomon.pipeline.decisions_claims import Claimed, on_claims
from rashomon.pipeline.decisions_file import read_decisions
from rashomon.pipeline.decisions_mentions import follow

HEAD = "- document: a.txt\n  quote: seven officers\n  why: misread\n  who: K. Reader\n"
TEXT = (
    "Raid near Obrisk\n\nThe ministry of Varn said gunmen killed seven officers and wounded three on Friday.\n\n"
    "It was 14 killed, not 4 killed, a clerk said. One soldier from each side died.\n\nHe gave “four  graves” twice: “four graves”."
)


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _one(tmp_path: Path, wrong: str, right: str | None = None, quote: str = "seven officers", more: str = "") -> list[Decision]:
    body = f'- document: a.txt\n  quote: "{quote}"\n  wrong: {wrong}\n  why: misread\n  who: K. Reader\n{more}'
    return read_decisions(_file(tmp_path, body + (f"  right: {right}\n" if right is not None else "")))


def _claim(quote: str, harm: str = "killed", n: int | None = None, occurrence: int = 0, **fields: object) -> Claim:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(quote, start + 1)
    ident = f"c-{start}-{harm}-{fields.get('side')}"
    made = Claim(ident, "a.txt", "doc-a", start, start + len(quote), quote, "casualty", harm, n, n)
    return replace(made, **fields)  # type: ignore[arg-type]


def _document(name: str = "a.txt", text: str = TEXT) -> Document:
    return Document(name, text, "doc-" + name[0], "0")


CLAIMS = [
    _claim("killed seven officers", n=7, words="seven", side="Varn", victim_party="Varn", perpetrator="Marsh League"),
    _claim("wounded three", "wounded", 3, words="three"),
    _claim("14 killed", n=14, words="14"),
    _claim("4 killed", n=4, words="4", occurrence=1),
    _claim("One soldier from each side died", n=1, words="One", side="Varn"),
    _claim("One soldier from each side died", n=1, words="One", side="Lorn"),
]
DOCUMENTS = {"a.txt": _document()}


def _apply(decisions: list[Decision], claims: list[Claim] = CLAIMS) -> tuple[dict[str, Claim], Claimed]:
    made = on_claims(decisions, claims, DOCUMENTS)
    assert [s.decision_id for s in made.states] == [d.decision_id for d in decisions]
    return {c.claim_id: c for c in made.claims}, made


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("quote: x", 1, "list of entries"),
        ("- just words", None, "not a set of keys"),
        (HEAD + "  wrong: figure\n  right: 7\n  colour: red\n", 1, "unknown key 'colour'; known are document"),
        ("# a comment\n\n" + HEAD + "  wrong: number\n  right: 7\n", 3, "'number' is not known; it is one of figure"),
        ("- document: a.txt\n  wrong: figure\n  right: 7\n  why: x\n  who: y\n", 1, "key 'quote' is missing"),
        (HEAD + "  wrong: figure\n", 1, "right for figure is a number"),
        (HEAD + "  wrong: not_a_figure\n  right: 7\n", 1, "leave right out"),
        (HEAD + "  wrong: figure\n  right: a whole lot\n", 1, "'a whole lot' is not a figure"),
        (HEAD + "  wrong: figure\n  right: 9 to 3\n", 1, "low above its high"),
        (HEAD + "  wrong: figure\n  right: {low: 3}\n", 1, "must hold low and high"),
        (HEAD + "  wrong: figure\n  right: true\n", 1, "is not a figure"),
        (HEAD + "  wrong: date\n  right: 2024-02-31\n", 1, "'2024-02-31' is not a day"),
        (HEAD + "  wrong: date\n  right: {start: 2024-03-02, end: 2024-03-01}\n", 1, "ends before it starts"),
        (HEAD + "  wrong: harm\n  right: hurt\n", 1, "is not a harm; for harm it is killed, wounded"),
        (HEAD + "  wrong: background\n  right: maybe\n", 1, "neither true nor false"),
        (HEAD + "  wrong: speaker\n  right: {name: x}\n", 1, "{'name': 'x'} does not name a speaker"),
        (HEAD + "  wrong: figure\n  right: 7\n  occurrence: 0\n", 1, "whole number from 1"),
        (HEAD + "  wrong: figure\n  right: 7\n  when: soon\n", 1, "when: 'soon' is not a day"),
        (HEAD + "  wrong: figure\n  right: 7\n  right: 8\n", 6 + 1, "'right' stands twice"),
        (HEAD + "  wrong: [\n", None, "not valid YAML"),
    ],
)
def test_what_is_wrong_in_the_file_is_refused_with_file_and_line(tmp_path: Path, body: str, line: int | None, says: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        read_decisions(_file(tmp_path, body))
    message = str(caught.value)
    assert says in message
    assert f"corrections.yml:{line}" in message if line else "corrections.yml" in message


@pytest.mark.parametrize(
    ("written", "low", "high", "approx"),
    [
        ("12", 12, 12, False),
        ('"1,204"', 1204, 1204, False),
        ("at least 12", 12, None, False),
        ("More than 12", 13, None, False),
        ("up to 12", None, 12, False),
        ("fewer than 12", None, 11, False),
        ("3 to 5", 3, 5, False),
        ("between 3 and 5", 3, 5, False),
        ("about 12", 12, 12, True),
        ("none", 0, 0, False),
        ("{low: null, high: 9}", None, 9, False),
    ],
)
def test_figures_a_person_may_write(tmp_path: Path, written: str, low: int | None, high: int | None, approx: bool) -> None:
    assert _one(tmp_path, "figure", written)[0].value == {"low": low, "high": high, "approx": approx}


def test_other_right_values_and_an_empty_file(tmp_path: Path) -> None:
    assert _one(tmp_path, "date", "2024-02-13")[0].value == {"start": "2024-02-13", "end": "2024-02-13"}
    assert _one(tmp_path, "speaker", "the ministry")[0].value == {"actor": None, "text": "the ministry"}
    assert _one(tmp_path, "side", "null")[0].value is None
    assert _one(tmp_path, "background", "true", more="  when: 2024-03-01\n")[0].at == "2024-03-01"
    assert read_decisions(_file(tmp_path, "# nothing yet\n")) == []


def test_figure_is_corrected_and_says_so(tmp_path: Path) -> None:
    made, applied = _apply(_one(tmp_path, "figure", "at least 8"))
    claim = made[CLAIMS[0].claim_id]
    assert (claim.low, claim.high, claim.words, claim.rule) == (8, None, "seven", ("decision:1",))
    [state] = applied.states
    assert (state.state, state.note, state.claims) == ("applied", "", (claim.claim_id,))
    assert [c for i, c in made.items() if i != claim.claim_id] == CLAIMS[1:]


def test_not_a_figure_goes_to_set_aside_with_who_and_why(tmp_path: Path) -> None:
    part = replace(_claim("wounded three", "wounded", 3, words="three"), part_of=CLAIMS[0].claim_id)
    made, applied = _apply(_one(tmp_path, "not_a_figure"), [CLAIMS[0], part])
    assert CLAIMS[0].claim_id not in made
    assert made[part.claim_id].part_of is None
    [aside] = applied.set_aside["a.txt"]
    assert (aside.words, aside.reason) == ("seven", "set aside by K. Reader: misread")


def test_speaker_by_words_of_the_article(tmp_path: Path) -> None:
    made, _ = _apply(_one(tmp_path, "speaker", '{actor: Varn, text: "The ministry of Varn"}'))
    claim = made[CLAIMS[0].claim_id]
    assert claim.speaker is not None
    assert TEXT[claim.speaker.start : claim.speaker.end] == claim.speaker.text == "The ministry of Varn"
    assert (claim.speaker.actor, claim.relation, claim.voice) == ("Varn", "own_losses", "indirect")
    spoken = [replace(CLAIMS[0], speaker=Speaker("Varn", "The ministry of Varn", 18, 38, "Varn"), voice="indirect")]
    made, _ = _apply(_one(tmp_path, "speaker", "null"), spoken)
    assert (made[CLAIMS[0].claim_id].speaker, made[CLAIMS[0].claim_id].relation) == (None, "outlet")


def test_place_takes_coordinates_only_from_a_claim_that_has_them(tmp_path: Path) -> None:
    known = replace(CLAIMS[1], place="Obrisk", location=Place("Obrisk", lat=1.0, lon=2.0, precision=1))
    made, _ = _apply(_one(tmp_path, "place", "Obrisk"), [CLAIMS[0], known])
    assert made[CLAIMS[0].claim_id].location == known.location
    made, _ = _apply(_one(tmp_path, "place", "Halv Mill"), [CLAIMS[0], known])
    location = made[CLAIMS[0].claim_id].location
    assert location is not None
    assert (location.name, location.lat, location.precision) == ("Halv Mill", None, None)


@pytest.mark.parametrize(
    ("document", "quote", "wrong", "right", "occurrence", "says"),
    [
        ("b.txt", "seven officers", "figure", "7", 1, "no document 'b.txt'"),
        ("a.txt", "eight officers", "figure", "7", 1, "do not stand in the document"),
        ("a.txt", "seven officers", "figure", "7", 2, "stand there 1 time"),
        ("a.txt", "Raid near Obrisk", "figure", "7", 1, "no claim was read"),
        ("a.txt", "officers and wounded", "figure", "7", 1, "2 claims were read from these words"),
        ("a.txt", "seven officers", "speaker", "a priest", 1, "'a priest' do not stand in the document"),
    ],
)
def test_what_finds_nothing_is_reported(
    tmp_path: Path, document: str, quote: str, wrong: str, right: str, occurrence: int, says: str
) -> None:
    body = f"- {{document: {document}, quote: {quote}, wrong: {wrong}, right: {right}, occurrence: {occurrence}, why: x, who: y}}\n"
    decisions = read_decisions(_file(tmp_path, body))
    made, applied = _apply(decisions)
    [state] = applied.states
    assert (state.state, says in state.note) == ("not_found", True)
    assert "NOT APPLIED" in line_of(decisions[0], state)
    assert list(made.values()) == CLAIMS


def test_the_figure_in_the_words_decides_between_two_claims(tmp_path: Path) -> None:
    made, _ = _apply(_one(tmp_path, "figure", "4", quote="and wounded three on"))
    assert made[CLAIMS[1].claim_id].low == 4
    made, _ = _apply(_one(tmp_path, "figure", "5", quote="4 killed"))
    assert (made[CLAIMS[2].claim_id].low, made[CLAIMS[3].claim_id].low) == (14, 5)


def test_one_figure_for_two_sides_is_corrected_for_both_and_the_last_entry_stands(tmp_path: Path) -> None:
    two = _one(tmp_path, "figure", "2", quote="One soldier from each side") + [
        replace(c, number=2) for c in _one(tmp_path, "figure", "3", quote="One soldier from each side")
    ]
    made, applied = _apply(two)
    assert [made[c.claim_id].low for c in CLAIMS[4:]] == [3, 3]
    assert "stands in place of decision 1" in applied.states[1].note


def test_quotation_marks_and_spaces_need_not_be_the_same(tmp_path: Path) -> None:
    first, second = _claim("“four  graves”", n=4, words="four"), _claim("“four graves”", n=4, words="four")
    made, _ = _apply(_one(tmp_path, "figure", "5", quote='\\"four graves\\"', more="  occurrence: 2\n"), [first, second])
    assert (made[first.claim_id].low, made[second.claim_id].low) == (4, 5)


def test_a_correction_that_is_no_longer_needed_says_so(tmp_path: Path) -> None:
    _, applied = _apply(_one(tmp_path, "figure", "7"))
    assert "read so already" in applied.states[0].note


@given(seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_order_of_claims_makes_no_difference(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    corrections = _one(tmp_path_factory.mktemp("c"), "place", "Obrisk", quote="killed seven officers and wounded three")
    claims = list(CLAIMS)
    random.Random(seed).shuffle(claims)
    made, applied = _apply(corrections, claims)
    expected, told = _apply(corrections)
    assert made == expected
    assert (applied.states, applied.set_aside) == (told.states, told.set_aside)


def _mention(claims: list[Claim], **fields: object) -> IncidentMention:
    made = IncidentMention("im-1", "a.txt", "doc-a", tuple(c.claim_id for c in claims), 0, places=("Obrisk",), sides=("Varn",))
    return replace(made, **fields)  # type: ignore[arg-type]


def test_mentions_follow_their_claims() -> None:
    killed, wounded = replace(CLAIMS[0], place="Obrisk", place_span=Span(10, 16)), CLAIMS[1]
    mention = _mention([killed, wounded], figures=(("killed", 7, 7, "Varn"), ("wounded", 3, 3, None)), main=True)
    moved = replace(wounded, place="Halv Mill", location=Place("Halv Mill"), time=TimeSpan(date(2024, 1, 2), date(2024, 1, 2), "corrected"))
    before = [killed, *CLAIMS[1:]]
    stays, leaves = follow([mention], before, [killed, moved, *CLAIMS[2:]])
    assert (stays.claims, stays.places, stays.figures, stays.mention_id) == (
        (killed.claim_id,),
        ("Obrisk",),
        (("killed", 7, 7, "Varn"),),
        "im-1",
    )
    assert (leaves.claims, leaves.places, leaves.main) == ((wounded.claim_id,), ("Halv Mill",), False)
    assert leaves.when is not None and leaves.when.day == 2
    [whole] = follow([_mention([wounded])], before, [killed, moved])
    assert (whole.mention_id, whole.places) == ("im-1", ("Halv Mill",))
    [other] = follow([mention], before, [replace(killed, low=8, high=8, side="Lorn"), wounded])
    assert (other.sides, other.figures) == (("Lorn",), (("killed", 8, 8, "Lorn"), ("wounded", 3, 3, None)))
    assert follow([mention], before, before) == [mention]
    assert follow([_mention([killed])], before, CLAIMS[1:]) == []
    # The headline names no place of its own, so it goes along; told in passing is said of one claim only.
    [together] = follow([mention], CLAIMS, [CLAIMS[0], moved, *CLAIMS[2:]])
    assert (together.mention_id, set(together.claims), together.places) == ("im-1", {killed.claim_id, wounded.claim_id}, ("Halv Mill",))
    assert len(follow([mention], before, [killed, replace(wounded, background=True)])) == 2
