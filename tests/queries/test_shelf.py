"""A shelf: every filter, every order, pages that lose nothing, counts that add up."""

import base64
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from entries_made import PROPERTY, entries, entry, figure, many, queries
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.model.places import Place
from rashomon.queries import Query, Shelf
from rashomon.queries.matching import FACETS
from rashomon.queries.query import SORTS

DORN = Place("Dorn", "Kesh", "Mali", 14.5, -4.2, 1)


def ids(rows):
    return [int(e.incident_id.removeprefix("inc-"), 16) for e in rows]


def found(rows, **wanted):
    return sorted(ids(Shelf(rows, 1).matching(Query(**wanted))))


def test_dates_as_far_as_they_are_known():
    rows = [
        entry(1, date_start=date(2031, 1, 5)),
        entry(2, date_start=date(2031, 1, 1), date_end=date(2031, 1, 31), date_precision="month"),
        entry(3, date_start=None, date_end=None),
        entry(4, date_start=None, date_end=date(2031, 1, 4)),
    ]
    assert found(rows, since=date(2031, 1, 5)) == [1, 2]
    assert found(rows, until=date(2031, 1, 4)) == [2, 4]
    assert found(rows, since=date(2031, 2, 1)) == []


def test_values_without_regard_to_case():
    rows = [entry(1, place=DORN, places=("Dorn", "Upper Dorn")), entry(2, place=replace(DORN, country="Niger", name="Haskmill"))]
    assert found(rows, country=("mali",)) == [1]
    assert found(rows, country=("ML", "NE")) == [1, 2]
    assert found(rows, place=("upper dorn",)) == [1]
    assert found(rows, place=("kesh",)) == [1, 2]


def test_side_is_whoever_has_a_part_in_it():
    rows = [
        entry(1, sides=("Velmara",)),
        entry(2, attackers=("Velmara",)),
        entry(3, attributed=("Velmara",)),
        entry(4, figures=(figure(side="Velmara"), figure(side="unknown"))),
        entry(5),
    ]
    assert found(rows, side=("velmara",)) == [1, 2, 3, 4]


def test_killed_at_least():
    rows = [
        entry(1, killed=figure(best=5)),
        entry(2, killed=replace(figure(best=None), low=24, high=None, words="dozens")),
        entry(3, killed=None),
        entry(4, killed=figure(best=0)),
    ]
    assert found(rows, killed_min=5) == [1, 2]
    assert found(rows, killed_min=0) == [1, 2, 4]  # nobody's figure is not zero


def test_basis_is_that_of_the_figure_shown():
    killed = figure(basis="one_party")
    rows = [
        entry(1, killed=killed, figures=(killed, figure("wounded", basis="third_party"))),
        entry(2, killed=None, figures=(figure("wounded", basis="third_party"),)),
    ]
    assert found(rows, basis=("third_party",)) == [2]
    assert found(rows, harm=("wounded",)) == [1, 2]


def test_a_disagreement_and_its_outcome_are_of_one_disagreement():
    rows = [entry(1, disagreements=(("count", "corrected"), ("blame", "disputed"))), entry(2, disagreements=(("count", "disputed"),))]
    assert found(rows, disagreement=("count",), resolution=("disputed",)) == [2]
    assert found(rows, disagreement=("count",)) == [1, 2]
    counts = Shelf(rows, 1).facets(Query(disagreement=("count",)))
    assert counts["resolution"] == [("corrected", 1), ("disputed", 1)]


def test_boxes():
    rows = [entry(1, place=DORN), entry(2, place=replace(DORN, lon=179.0)), entry(3, place=replace(DORN, lat=None, lon=None)), entry(4)]
    assert found(rows, bbox=(-10.0, 10.0, 0.0, 20.0)) == [1]
    assert found(rows, bbox=(170.0, 10.0, -170.0, 20.0)) == [2]


def test_background_confidence_where_outlets():
    rows = [entry(1, background=True), entry(2, confidence=None, outlets=("Meridian",)), entry(3, confidence=0.99, kind="clash")]
    assert found(rows) == [2, 3]
    assert found(rows, background="yes") == [1, 2, 3]
    assert found(rows, background="only") == [1]
    assert found(rows, confidence=0.95) == [3]
    assert found(rows, where="kind=clash,killed>=3") == [3]
    assert found(rows, where="killed.high<2") == []
    assert found(rows, outlet=("meridian",)) == [2]


def test_where_knows_every_field_of_an_export():
    from rashomon.pipeline.filtering import FIELDS

    full = entry(
        1,
        place=DORN,
        places=("Dorn",),
        sides=("a",),
        attackers=("b",),
        targets=("c",),
        attributed=("d",),
        disagreements=(("count", "x"),),
        occurrence="reported",
        responsibility="claimed",
        clarity=1,
    )
    known = {f for f in FIELDS if f != "background" and found([full], where=f'{f}!=""') == [1]}
    assert {f for f in FIELDS if f != "background" and f.partition(".")[0] not in ("wounded", "missing", "captured", "casualties")} == known
    assert found([full], where="admin1=Kesh,accused=d,target=c,date=2031-01") == [1]


def test_words_are_looked_for_in_names_and_in_articles():
    rows = [
        entry(1, place=DORN),
        entry(2, kind="clash", sides=("Mali",)),
        entry(3, sides=("Islamic State", "Ivo Tarn"), outlets=("Courier",)),
    ]
    assert found(rows, q="kesh dorn") == [1]
    assert found(rows, q="MALI clash") == [2]
    assert found(rows, q="islamic courier") == [3]
    assert found(rows, q="ivo") == []  # it could be somebody's name: it is looked for in articles, where that can be told
    searched = Shelf(rows, 1, lambda text: frozenset({"d2.txt"} if text == "mosque" else ()))
    assert ids(searched.matching(Query(q="mosque"))) == [2]


@pytest.mark.parametrize("sort", [s + x for x in SORTS for s in ("", "-")])
@PROPERTY
@given(rows=many())
def test_every_order_is_one(sort, rows):
    shelf = Shelf(rows, 1)
    given_ = [e.incident_id for e in shelf.matching(Query(sort=sort, background="yes"))]
    assert sorted(given_) == sorted(e.incident_id for e in rows)
    assert given_ == [e.incident_id for e in Shelf(rows[::-1], 1).matching(Query(sort=sort, background="yes"))]


def test_unknown_is_last_whichever_way():
    rows = [entry(1, killed=None), entry(2, killed=figure(best=1)), entry(3, killed=figure(best=9))]
    assert ids(Shelf(rows, 1).matching(Query(sort="killed"))) == [2, 3, 1]
    assert ids(Shelf(rows, 1).matching(Query(sort="-killed"))) == [3, 2, 1]


def paged(shelf, query, limit, between=None):
    seen, cursor, shelf_now = [], None, shelf
    for page in range(1000):
        part = shelf_now.find(query, cursor, limit)
        seen += [e.incident_id for e in part.items]
        cursor = part.next
        if cursor is None:
            return seen
        shelf_now = between(page) if between else shelf
    raise AssertionError("pages without end")


@PROPERTY
@given(many(most=60), queries(), st.integers(1, 7))
def test_pages_give_each_once(rows, query, limit):
    shelf = Shelf(rows, 1)
    assert paged(shelf, query, limit) == [e.incident_id for e in shelf.matching(query)]
    assert shelf.find(query).total == len(shelf.matching(query))


@PROPERTY
@given(many(least=3, most=40), st.lists(entries(st.integers(20_000, 30_000)), max_size=20), queries(), st.integers(1, 5))
def test_pages_give_each_once_whatever_arrives_in_between(rows, arriving, query, limit):
    shelf = Shelf(rows, 1)

    def later(page):
        return shelf.moved(arriving[: page + 1], (), page + 2)

    seen = paged(shelf, query, limit, later)
    assert len(seen) == len(set(seen))
    assert [i for i in seen if i in shelf.entries] == [e.incident_id for e in shelf.matching(query)]


@PROPERTY
@given(many(least=3, most=40), st.sampled_from([s + x for x in SORTS for s in ("", "-")]), st.data())
def test_pages_go_on_where_the_last_row_is_gone(rows, sort, data):
    query = Query(sort=sort, background="yes")
    shelf = Shelf(rows, 1)
    first = shelf.find(query, None, 1)
    gone = first.items[-1].incident_id
    after = shelf.moved((), {gone}, 2)
    seen, cursor = [], first.next
    while cursor:
        part = after.find(query, cursor, data.draw(st.integers(1, 4)))
        seen += [e.incident_id for e in part.items]
        cursor = part.next
    assert len(seen) == len(set(seen))
    if not sort.endswith("place"):  # a place that is gone is looked for by its number, which may be one off
        assert seen == [e.incident_id for e in shelf.matching(query)][1:]


def test_a_cursor_of_another_query_is_refused():
    shelf = Shelf([entry(n) for n in range(5)], 1)
    cursor = shelf.find(Query(), None, 2).next
    with pytest.raises(InputError, match="another query"):
        shelf.find(Query(sort="date"), cursor)
    with pytest.raises(InputError, match="another query"):
        shelf.find(Query(kind=("shelling",)), cursor)


@PROPERTY
@given(st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda b: base64.urlsafe_b64encode(b).decode())))
def test_a_cursor_that_is_none_is_refused(cursor):
    if cursor:
        with pytest.raises(InputError, match=r"none of ours|another query"):
            Shelf([entry(1)], 1).find(Query(), cursor)


@pytest.mark.parametrize("said", [[1, 2], ["x", 0, "5", "inc", 1], ["x", 0, None, "inc", 1], ["x", True, 5, "inc", 1], {"a": 1}, "[[[["])
def test_a_cursor_of_other_make_is_refused(said):
    text = said if isinstance(said, str) else json.dumps(said)
    with pytest.raises(InputError):
        Shelf([entry(1)], 1).find(Query(), base64.urlsafe_b64encode(text.encode()).decode())


def test_a_cursor_tells_no_name():
    rows = [entry(n, place=replace(DORN, name=f"House of Ivo Tarn {n}")) for n in range(3)]
    cursor = Shelf(rows, 1).find(Query(sort="place"), None, 1).next
    assert "tarn" not in base64.urlsafe_b64decode(cursor + "==").decode().lower()


@PROPERTY
@given(many(most=40), queries())
def test_counts_are_what_one_would_find(rows, query):
    shelf = Shelf(rows, 1)
    for name, counted in shelf.facets(query, most=1000).items():
        for value, n in counted:
            asked = replace(query, **{name: (value,)})
            same = sum(m for v, m in counted if v.casefold() == value.casefold())
            total = shelf.find(asked).total
            assert n <= total <= same, (name, value)
    assert set(shelf.facets(query)) == set(FACETS)


def test_limits_of_a_page():
    shelf = Shelf([entry(n) for n in range(600)], 1)
    assert len(shelf.find(Query(), None, 10_000).items) == 500
    assert len(shelf.find(Query(), None, 0).items) == 1
    assert Shelf([], 1).find(Query()).total == 0


def test_a_moved_shelf_shares_what_stayed():
    rows = [entry(n) for n in range(3)]
    old = Shelf(rows, 1, ledger_id="x")
    new = old.moved([replace(rows[0], reports=7), entry(9)], {rows[1].incident_id}, 2)
    assert sorted(new.entries) == sorted([rows[0].incident_id, rows[2].incident_id, entry(9).incident_id])
    assert new.entries[rows[2].incident_id] is rows[2] and old.entries[rows[0].incident_id].reports == 1
    assert (new.run_id, new.ledger_id, old.run_id) == (2, "x", 1)


def test_old_answers_make_room():
    shelf = Shelf([entry(n) for n in range(3)], 1)
    for n in range(200):
        assert shelf.find(Query(killed_min=n)).total == (3 if n <= 3 else 0)
    assert len(shelf._answers) <= 64
    assert shelf.find(Query(since=date(2031, 1, 1) + timedelta(days=2))).total == 1
