"""Versions of an article and notes on it: the last text is the outlet's word, what it changed or took back stays in the history."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from estimates_build import claim, document, incident, row, statement, told

from rashomon.estimates import estimate
from rashomon.model import Block, Claim, Document, Incident, Span, SyndicationGroup
from rashomon.model.documents import Note, NotedFigure

NOTE = "Correction: an earlier version said 14 people were killed; the figure is four."


def article(
    name: str, day: str, outlet: str = "Gazette", before: Document | None = None, note: Note | None = None, text: str = ""
) -> Document:
    body = text or f"Text of {name}. " * 40
    made = document(name, day, outlet, body + (NOTE if note else ""), version_of=before.document_id if before else None)
    notes = (replace(note, start=len(body), end=len(body) + len(NOTE)),) if note else ()
    return replace(made, notes=notes, blocks=(Block(0, len(body), "body"),))


def corrected(wrong: int | None = 14, right: int | None = 4, kind: str = "corrected", harm: str | None = "killed") -> Note:
    one = (NotedFigure(0, 1, wrong, harm),) if wrong is not None else ()
    two = (NotedFigure(0, 1, right, harm),) if right is not None else ()
    return Note(0, 0, kind, "notes.test", one, two, (harm,) if harm else ())


def copies(original: str, *names: str) -> SyndicationGroup:
    members = tuple(sorted((original, *names)))
    passages = tuple((original, Span(0, 600), n, Span(0, 600)) for n in names)
    return SyndicationGroup("g_" + original, members, original, "whole", passages)


def made(claims: list[Claim], docs: list[Document], *groups: SyndicationGroup, policy: str = "current") -> Incident:
    return estimate(incident(), claims, {d.name: d for d in docs}, groups, policy)


V1 = article("v1", "2031-05-04")
V2 = article("v2", "2031-05-05", before=V1)
V3 = article("v3", "2031-05-06", before=V2)


def bounds(found: Incident, side: str | None = "Freedonia") -> tuple[int | None, int | None, int | None]:
    e = row(found, side)
    return e.low, e.best, e.high


def test_a_changed_figure_is_replaced_and_no_dispute() -> None:
    found = made([claim("a", "v1", "14"), claim("b", "v2", "4")], [V1, V2])
    assert bounds(found) == (4, 4, 4)
    steps = [(s.low, s.standing) for s in row(found, "Freedonia").history]
    assert steps == [(14, "replaced"), (4, "current")]
    assert row(found, "Freedonia").history[0].note == "changed in a later version of the article"
    assert [(d.type, d.resolution) for d in found.disagreements] == [("count", "revised_down")]


def test_growth_over_versions_is_an_update() -> None:
    found = made([claim("a", "v1", "4"), claim("b", "v2", "9")], [V1, V2])
    assert [d.resolution for d in told(found, "count")] == ["update_by_same_speaker"]
    assert bounds(found) == (9, 9, 9)


def test_an_article_in_two_versions_is_one_report_and_one_text() -> None:
    found = made([claim("a", "v1", "4"), claim("b", "v2", "4")], [V1, V2])
    basis = row(found, "Freedonia").basis
    assert (basis.reports, basis.texts) == (1, 1)
    assert row(found, "Freedonia").claims == ("a", "b")
    assert not found.disagreements


def test_a_version_that_changes_no_figure_changes_no_estimate() -> None:
    other = document("x", "2031-05-05", "Courier")
    claims = [claim("a", "v1", "4", who="witnesses"), claim("a2", "v1", "4"), claim("x", "x", "5")]
    again = [claim("b", "v2", "4", who="witnesses"), claim("b2", "v2", "4")]
    late = article("v2", "2031-05-06", before=V1)
    group = replace(copies("v1", "v2"), documents=("v1", "v2"))
    before, after = made(claims, [V1, other]), made([*claims, *again], [V1, late, other], group)

    def seen(i: Incident) -> list[tuple[Any, ...]]:
        return [
            (e.harm, e.side, e.low, e.best, e.high, e.open, e.best_withheld, e.basis, [(s.as_of, s.low, s.standing) for s in e.history])
            for e in i.estimates
        ]

    assert seen(before) == seen(after)
    assert [(d.type, d.resolution) for d in before.disagreements] == [(d.type, d.resolution) for d in after.disagreements]


def test_three_versions_only_the_last_counts() -> None:
    claims = [claim("a", "v1", "14"), claim("b", "v2", "9"), claim("c", "v3", "4")]
    found = made(claims, [V1, V2, V3])
    assert bounds(found) == (4, 4, 4)
    assert [(s.low, s.standing) for s in row(found, "Freedonia").history] == [(14, "replaced"), (9, "replaced"), (4, "current")]


def test_a_figure_that_came_back_counts_once() -> None:
    claims = [claim("a", "v1", "4"), claim("b", "v2", "14"), claim("c", "v3", "4")]
    found = made(claims, [V1, V2, V3])
    assert bounds(found) == (4, 4, 4)
    assert [(s.low, s.standing) for s in row(found, "Freedonia").history] == [(14, "replaced"), (4, "current")]


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_the_order_of_arrival_makes_no_difference(order: tuple[int, ...]) -> None:
    claims = [claim("a", "v1", "14"), claim("b", "v2", "9"), claim("c", "v3", "4")]
    docs = [V1, V2, V3]
    assert made([claims[i] for i in order], [docs[i] for i in order]) == made(claims, docs)


def test_a_figure_left_out_leaves_low_and_high_and_stays_in_the_history() -> None:
    found = made([claim("a", "v1", "14"), claim("w", "v1", "7", harm="wounded"), claim("b", "v2", "14")], [V1, V2])
    wounded = row(found, None, "wounded")
    assert (wounded.low, wounded.best, wounded.high, wounded.best_withheld) == (None, None, None, "earlier_version")
    assert [(s.low, s.standing, s.note) for s in wounded.history] == [(7, "replaced", "left out of a later version of the article")]
    assert wounded.basis.reports == 0
    assert bounds(found) == (14, 14, 14)


def test_words_that_still_stand_in_the_later_version_are_not_left_out() -> None:
    later = article("v2", "2031-05-05", before=V1, text="Seven were hurt, medics said. " * 9)
    found = made([claim("w", "v1", "7", harm="wounded", said="7")], [V1, later])
    assert row(found, None, "wounded").best is None
    kept = replace(claim("w", "v1", "7", harm="wounded"), quote="Seven were hurt")
    assert row(made([kept], [V1, later]), None, "wounded").best == 7


def test_a_total_that_became_a_part_is_changed() -> None:
    claims = [claim("a", "v1", "14"), claim("b", "v2", "20"), claim("c", "v2", "14", scope="part", part_of="b")]
    assert bounds(made(claims, [V1, V2])) == (20, 20, 20)


def test_another_outlet_is_not_touched_by_the_version() -> None:
    other = document("x", "2031-05-04", "Courier")
    found = made([claim("a", "v1", "14"), claim("b", "v2", "4"), claim("x", "x", "14")], [V1, V2, other])
    assert {s.low for s in row(found, "Freedonia").history if s.standing == "current"} == {4, 14}


def test_copies_of_the_older_version_moved_on_with_it() -> None:
    docs = [V1, V2, document("c1", "2031-05-04", "Courier"), document("c2", "2031-05-05", "Herald")]
    claims = [claim("a", "v1", "14"), claim("b", "v2", "4"), claim("c", "c1", "14"), claim("d", "c2", "4")]
    group = SyndicationGroup(
        "g", ("c1", "c2", "v1", "v2"), "v1", "whole",
        (("c1", Span(0, 500), "v1", Span(0, 500)), ("c1", Span(0, 400), "v2", Span(0, 400)), ("c2", Span(0, 500), "v2", Span(0, 500)), ("v1", Span(0, 400), "v2", Span(0, 400))),
    )  # fmt: skip
    found = made(claims, docs, group)
    e = row(found, "Freedonia")
    assert (e.low, e.best, e.high) == (4, 4, 4)
    assert (e.basis.reports, e.basis.texts) == (2, 1)
    assert not [d for d in found.disagreements if d.resolution == "outlet_error"]
    assert "copied by Courier" in told(found, "count")[0].why


def test_a_correction_strikes_the_wrong_figure_with_its_words() -> None:
    v2 = article("v2", "2031-05-05", before=V1, note=corrected())
    found = made([claim("a", "v1", "14"), claim("b", "v2", "4")], [V1, v2])
    e = row(found, "Freedonia")
    assert (e.low, e.best, e.high) == (4, 4, 4)
    struck = next(s for s in e.history if s.standing == "struck")
    assert struck.low == 14 and NOTE in struck.note
    assert [(d.type, d.resolution, d.preferred) for d in found.disagreements] == [("count", "corrected", "4")]


def test_a_correction_reaches_copies_by_others() -> None:
    v2 = article("v2", "2031-05-05", before=V1, note=corrected())
    docs = [V1, v2, document("c1", "2031-05-04", "Courier"), document("c2", "2031-05-04", "Herald")]
    claims = [claim("a", "v1", "14"), claim("b", "v2", "4"), claim("c", "c1", "14"), claim("d", "c2", "14")]
    found = made(claims, docs, copies("v1", "v2", "c1", "c2"))
    e = row(found, "Freedonia")
    assert (e.low, e.best, e.high) == (4, 4, 4)
    struck = [s for s in e.history if s.standing == "struck"]
    assert len(struck) == 2 and struck[0].claim == "a"
    assert "copied from Gazette" in struck[1].note and NOTE in struck[1].note
    why = told(found, "count")[0].why
    assert "copied by Courier, Herald" in why
    assert (e.basis.reports, e.basis.speakers) == (1, 0)


def test_a_text_that_was_left_as_it_was_takes_the_right_figure_of_its_note() -> None:
    alone = article("v1", "2031-05-04", note=corrected())
    found = made([claim("a", "v1", "14")], [alone])
    assert bounds(found) == (4, 4, 4)
    assert [(s.low, s.standing) for s in row(found, "Freedonia").history] == [(4, "current"), (14, "struck")]


def test_a_correction_of_another_harm_or_number_leaves_the_figure() -> None:
    for note in (corrected(14, 4, harm="wounded"), corrected(15, 4), corrected(None, None)):
        assert bounds(made([claim("a", "v1", "14")], [article("v1", "2031-05-04", note=note)])) == (14, 14, 14)


def test_a_correction_that_names_no_number_speaks_of_what_changed() -> None:
    v2 = article("v2", "2031-05-05", before=V1, note=corrected(None, None))
    found = made([claim("a", "v1", "14"), claim("b", "v2", "4")], [V1, v2])
    assert [d.resolution for d in told(found, "count")] == ["corrected"]
    assert [s.standing for s in row(found, "Freedonia").history] == ["current", "struck"]


def test_an_update_takes_nothing_back() -> None:
    v2 = article("v2", "2031-05-05", before=V1, note=corrected(None, 4, "updated"))
    found = made([claim("a", "v1", "14"), claim("b", "v2", "4")], [V1, v2])
    assert [d.resolution for d in told(found, "count")] == ["revised_down"]


def test_a_retracted_article_leaves_no_figure_and_its_copies_are_flagged() -> None:
    gone = article("v1", "2031-05-04", note=corrected(None, None, "retracted", None))
    docs = [gone, document("c1", "2031-05-05", "Courier")]
    found = made([claim("a", "v1", "14"), claim("c", "c1", "14")], docs, copies("v1", "c1"))
    for side in ("Freedonia", None):
        e = row(found, side)
        assert (e.low, e.best, e.high, e.best_withheld, e.basis.reports) == (None, None, None, "retracted", 0)
        assert [s.standing for s in e.history] == ["struck", "struck"]
    assert [(d.type, d.resolution) for d in found.disagreements] == [("retraction", "retracted")]
    assert "copied by Courier" in found.disagreements[0].why


def test_an_independent_report_outlives_the_retraction() -> None:
    gone = article("v1", "2031-05-04", note=corrected(None, None, "retracted", None))
    docs = [gone, document("x", "2031-05-05", "Courier")]
    found = made([claim("a", "v1", "14"), claim("x", "x", "12")], docs)
    assert bounds(found) == (12, 12, 12)


def test_a_retraction_of_one_figure_leaves_the_others() -> None:
    note = article("v1", "2031-05-04", note=corrected(14, None, "retracted"))
    found = made([claim("a", "v1", "14"), claim("w", "v1", "7", harm="wounded")], [note])
    assert row(found, None).best_withheld == "retracted"
    assert row(found, None, "wounded").best == 7


def test_a_passage_taken_from_a_retracted_article_is_struck() -> None:
    gone = article("v1", "2031-05-04", note=corrected(None, None, "retracted", None))
    other = document("c1", "2031-05-05", "Courier")
    group = SyndicationGroup("p", ("c1", "v1"), "v1", "part", (("c1", Span(0, 100), "v1", Span(0, 100)),))
    found = made(
        [claim("a", "v1", "14", start=20), claim("c", "c1", "14", start=20), claim("d", "c1", "3", start=300, harm="wounded")],
        [gone, other],
        group,
    )
    assert row(found, None).best_withheld == "retracted"
    assert row(found, None, "wounded").best == 3


def test_minmax_keeps_what_was_printed_before() -> None:
    found = made([claim("a", "v1", "14"), claim("b", "v2", "4")], [V1, V2], policy="minmax")
    assert bounds(found) == (4, 4, 14)


def test_a_side_that_a_later_version_names_otherwise_is_counted_once() -> None:
    found = made([claim("a", "v1", "14", "Freedonia"), claim("b", "v2", "14", "civilians")], [V1, V2])
    assert row(found, None).best == 14
    assert not [e for e in found.estimates if e.side == "Freedonia"]


def test_a_word_said_again_in_a_later_version_is_one_word() -> None:
    denials = [
        statement("s", "v1", "denies", "Sylvania", denies="responsibility"),
        statement("t", "v2", "denies", "Sylvania", denies="responsibility"),
    ]
    found = made([claim("a", "v1", "4"), claim("b", "v2", "4"), *denials], [V1, V2])
    held = [v.claims for d in found.disagreements for v in d.values]
    assert all("s" not in ids for ids in held)


@pytest.mark.parametrize(("day", "original"), [("2031-05-03", None), ("2031-05-04", None), (None, None), ("2031-05-09", "x")])
def test_nobody_takes_back_what_another_printed_first(day: str | None, original: str | None) -> None:
    """A copier's correction or retraction is not its original's, and none where nothing shows who copied whom."""
    other = document("x", day, "Courier")
    group = replace(copies("v1", "x"), original=original)
    claims = [claim("a", "v1", "14"), claim("x", "x", "14")]
    for note in (corrected(), corrected(None, None, "retracted", None)):
        found = made(claims, [article("v1", "2031-05-04", note=note), other], group)
        assert not [s for e in found.estimates for s in e.history if s.standing == "struck" and s.claim == "x"]
        assert row(found, None).high == 14
    v2 = article("v2", "2031-05-06", before=V1)
    three = SyndicationGroup(
        "g", ("v1", "v2", "x"), original, "whole", (("v1", Span(0, 600), "x", Span(0, 600)), ("v1", Span(0, 600), "v2", Span(0, 600)))
    )
    found = made([*claims, claim("b", "v2", "4")], [V1, v2, other], three)
    assert not [s for e in found.estimates for s in e.history if s.standing != "current" and s.claim == "x"]


def test_a_text_of_the_same_hours_that_nobody_copied_is_no_slip() -> None:
    """Where nothing shows who took the words from whom, the other outlet keeps its figure beside the newer version's."""
    v2 = article("v2", "2031-05-04", before=V1)
    passages = (("a", Span(0, 600), "v1", Span(0, 600)), ("v1", Span(0, 600), "v2", Span(0, 600)))
    group = SyndicationGroup("g", ("a", "v1", "v2"), None, "whole", passages)
    claims = [claim("one", "v1", "14"), claim("two", "v2", "4"), claim("three", "a", "14")]
    found = made(claims, [V1, v2, document("a", "2031-05-04", "Courier")], group)
    assert not [d for d in found.disagreements if d.resolution == "outlet_error"]
    assert {(s.low, s.standing) for s in row(found, None).history} == {(4, "current"), (14, "current"), (14, "replaced")}
