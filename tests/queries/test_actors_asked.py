"""Actors and dyads on reports written for it: what is never added, who is hidden, whose word is whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from entries_made import entry, figure

from rashomon.corpus import Article
from rashomon.queries import Desk, Lens, Shelf
from rashomon.queries.actor import claims_naming, losses, parties_of, quoted, voices, words_of
from rashomon.queries.actors import actor_named, actors, dyads, is_word, newest, with_actor
from rashomon.queries.dyads import both_sides, episodes

ARTICLES = (
    Article(
        "day",
        "Shelling\n\nThe Ministry of Defence of Velmara said on Monday that two of its soldiers were killed at Tessel when the army of Ordania shelled a "
        "post of the army of Velmara. The Ministry of Defence of Ordania said that five soldiers of Velmara were killed. It denied that its forces fired first.",
        published="2031-05-06",
        outlet="Meridian",
    ),
    Article(
        "house",
        "House\n\nIvo Tarn, a baker from Kessary, said on Friday that three of his neighbours were killed by a shell. Ivo Tarn said the shell "
        "came at night.",
        published="2031-05-09",
        outlet="Lantern",
    ),
)


def test_aggregates_and_background_are_counted_apart_and_never_added(desk: Desk) -> None:
    class Made(Desk):
        def shelf(self, db: sa.Connection, lens: Lens) -> Shelf:
            own = figure(best=2, side="Velmara", low=2, high=3)
            open_one = replace(figure(best=None, side="Velmara", low=1), best_withheld="disputed")
            month = figure(best=40, side="Velmara")
            rows = [
                entry(1, sides=("Velmara",), figures=(own,)),
                entry(2, sides=("Velmara",), figures=(open_one,), attributed=("Velmara",)),
                entry(3, sides=("Velmara",), figures=(month,), kind="aggregate"),
                entry(4, sides=("Velmara",), figures=(month,), background=True),
            ]
            return Shelf(rows, 1)

    made = Made(desk.where)
    with made.read() as db:
        found = actor_named(made, db, Lens(), "Velmara")
    made.close()
    assert found is not None and found.killed is not None
    assert (found.incidents, found.aggregates, found.background, found.accused, found.admitted) == (2, 1, 1, 1, 0)
    killed = found.killed
    assert (killed.low, killed.best, killed.high, killed.without_best, killed.open) == (3, 2, 3, 1, 1)


def test_unknown_is_not_zero(desk: Desk, db: sa.Connection) -> None:
    found = actor_named(desk, db, Lens(), "Ordania")
    assert found is not None and found.killed is None


def test_its_own_word_beside_that_of_others(desk: Desk, db: sa.Connection) -> None:
    words = words_of(claims_naming(desk, db, Lens(), "Velmara"), "Velmara")
    found = losses(desk, db, words, "Velmara", 0, 10)
    [case] = found.both.items
    assert {q.figure for q in case.own} == {"two"} and {q.figure for q in case.others} == {"five"}
    assert next(q for q in case.others).speaker.startswith("Ministry of Defence of Ordania")
    assert [v.shown for v in voices(desk, db, words, 0, 5).items] == ["Ministry of Defence of Velmara"]
    ministry = words_of(claims_naming(desk, db, Lens(), "Ministry of Defence of Velmara"), "Ministry of Defence of Velmara")
    assert parties_of(ministry, "Ministry of Defence of Velmara") == ["Velmara"]


def test_what_it_denies(desk: Desk, db: sa.Connection) -> None:
    words = words_of(claims_naming(desk, db, Lens(), "Ordania"), "Ordania")
    assert [q.text for q in quoted(desk, db, words.says["denies"], 0, 5).items] == ["its forces fired first"]
    assert words.says["admits"] == []


def test_a_private_speaker_is_a_role(desk: Desk, db: sa.Connection) -> None:
    found = actors(desk, db, Lens(), limit=100).items
    assert not [a for a in found if "Tarn" in a.name or "Ivo" in a.name]
    hidden = [a for a in found if a.hidden]
    assert hidden and all(a.claims for a in hidden)
    assert actor_named(desk, db, Lens(), "Ivo Tarn") is None and actors(desk, db, Lens(), q="tarn").total == 0


def test_dyads_and_both_sides(desk: Desk, db: sa.Connection) -> None:
    [pair] = dyads(desk, db, Lens()).items
    assert (pair.a, pair.b, pair.incidents, pair.first) == ("Ordania", "Velmara", 1, "2031-05-05")
    entries = with_actor(desk.shelf(db, Lens()).entries.values(), "Ordania", "Velmara")
    ids = [e.incident_id for e in entries if not e.background and e.kind != "aggregate"]
    [said] = both_sides(desk, db, Lens(), ids, "Ordania", "Velmara")
    assert said.a[0].stance == "denies", "its stand comes before its figures"
    assert "two" in {q.figure for q in said.b} and "five" in {q.figure for q in said.a}
    assert episodes(desk, db, Lens(), entries) == []


def test_before_anything_was_out_there_is_nobody(desk: Desk, db: sa.Connection) -> None:
    assert actors(desk, db, Lens(None, "2031-05-01")).total == 0
    assert dyads(desk, db, Lens(None, "2031-05-06")).total == 1


def test_words_and_names() -> None:
    assert is_word("police") and not is_word("Police of Kessary") and not is_word("المقاومة"), "a script without capitals has names"


def test_newest_first_unknown_days_last(desk: Desk, db: sa.Connection) -> None:
    found = newest(list(desk.shelf(db, Lens()).entries.values()))
    days = [e.date_start or e.date_end for e in found]
    known = [d for d in days if isinstance(d, date)]
    assert known == sorted(known, reverse=True) and days == [*known, *([None] * (len(days) - len(known)))]
