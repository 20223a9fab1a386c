"""Who says what about one incident. The stories are those of ``examples/stories``."""

# ruff: noqa: F811 - fixtures come from a module beside, and are named again where they are used

from __future__ import annotations

from incident_stories import cited, db, desk, ids, ledger  # noqa: F401

from rashomon.queries.incident_matrix import SHAPES, matrix


def row(made, name):
    return next(r for r in made.rows if r.name == name)


def cell(made, name, question):
    n = next(i for i, q in enumerate(made.questions) if q.words == question)
    return row(made, name).cells[n]


def test_what_a_speaker_says_with_its_standing(cited):
    made = matrix(cited("Ambush in Hadrel"))
    stands, struck = cell(made, "Ministry of the Interior of Murenia", "killed, Murenia")
    assert (stands.words, stands.shape, stands.standing) == ("7", "disc", "current")
    assert (struck.words, struck.standing) == ("11", "struck")
    assert struck.note == "11 differs from its own sources: the original says 7"
    assert [q.text for q in stands.quotes] == ["killing seven officers"]
    assert [q.text for q in struck.quotes] == ["killing eleven officers"]
    assert struck.quotes[0].where.outlet == "Kestria Mail"


def test_copies_are_folded_into_one_quote(cited):
    made = matrix(cited("Ambush in Hadrel"))
    [quote] = cell(made, "Ministry of the Interior of Murenia", "killed, Murenia")[0].quotes
    assert (len(quote.also), quote.texts, quote.outlets) == (2, 1, 3)
    assert quote.where.outlet == "The Harbour Post"


def test_an_outlets_error_is_in_its_own_row_and_not_in_that_of_the_text_it_copies(cited):
    made = matrix(cited("Ambush in Hadrel"))
    assert [s.words for s in cell(made, "Kestria Mail", "killed, Murenia") if s.standing == "struck"] == ["11"]
    assert all(s.standing != "struck" for s in cell(made, "The Harbour Post", "killed, Murenia"))
    assert row(made, "Kestria Mail").group == "outlets in their own words"


def test_a_denial_is_no_figure_and_silence_is_empty(cited):
    made = matrix(cited("Ambush in Hadrel"))
    [denial] = cell(made, "Hill Brigade", "who did it")
    assert (denial.shape, denial.tone, denial.words) == ("denial", "denies", "denies doing it")
    assert denial.quotes[0].text == "its fighters were behind the ambush"
    assert [bool(c) for c in row(made, "Hill Brigade").cells].count(True) == 1


def test_one_shape_for_one_answer(cited):
    made = matrix(cited("Airstrike in Belquar"))
    n = next(i for i, q in enumerate(made.questions) if q.words == "who the dead were")
    told = {r.name: {(s.words, s.shape) for s in r.cells[n]} for r in made.rows if r.cells[n]}
    by_words = {}
    for said in told.values():
        for words, shape in said:
            by_words.setdefault(words, set()).add(shape)
    assert {"civilians", "combatants"} <= set(by_words)
    assert all(len(shapes) == 1 for shapes in by_words.values())
    assert by_words["civilians"] != by_words["combatants"]
    assert {s for shapes in by_words.values() for s in shapes} <= {*SHAPES, "denial"}


def test_where_somebody_doubts_whoever_counts_says_that_it_happened(cited):
    made = matrix(cited("Ambush in Hadrel"))
    assert [s.words for s in cell(made, "The Harbour Post", "did it happen")] == ["tells of it"]
    assert [s.tone for s in cell(made, "Ulf Mirzan", "did it happen")] == ["doubts"]


def test_sides_first_and_outlets_last(cited):
    headings = [h for h, _ in matrix(cited("Ambush in Hadrel")).groups]
    assert headings[0] == "speaks for Murenia"
    assert headings[-1] == "outlets in their own words"


def test_every_quote_is_verbatim_and_every_claim_of_a_cell_is_of_the_incident(cited, ids):
    for label in ids:
        citer = cited(label)
        for r in matrix(citer).rows:
            for c in r.cells:
                for s in c:
                    assert set(s.claims) <= set(citer.claims)
                    assert s.quotes
                    for q in s.quotes:
                        claim = citer.claims[q.where.claim]
                        text = citer.seen.documents[claim.document].text
                        shown = " ".join(q.text.split())
                        if "[person" not in shown:
                            assert shown in " ".join(text.split())


def test_a_denial_stands_under_what_it_denies(cited):
    made = matrix(cited("Airstrike in Belquar"))
    [denial] = [s for s in cell(made, "air force", "who the dead were") if s.tone == "denies"]
    assert (denial.words, [q.text for q in denial.quotes]) == ("denies that", ["any civilian was harmed"])
    assert all(s.tone != "denies" for s in cell(made, "air force", "did it happen"))
