"""What is exported: every incident as the ledger has it, by another policy, as published by a moment, as filters choose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from rashomon import estimates
from rashomon.errors import InputError, LedgerError
from rashomon.model import Incident, Place
from rashomon.model.exported import Told
from rashomon.pipeline import exporting
from rashomon.pipeline.compare_ledger import told_in
from rashomon.pipeline.exporting import Aside, Wanted, exported, rounded
from rashomon.pipeline.filtering import FIELDS, day_given, read_filter, since
from rashomon.pipeline.moments import as_of, moment
from rashomon.pipeline.view import view
from rashomon.store import Ledger, writing
from rashomon.store import evidence_tables as t
from rashomon.store.chain import head
from rashomon.store.derived import incident_ids


@contextmanager
def reading(exports) -> Iterator[sa.Connection]:
    with closing(Ledger(exports.ledger)) as ledger, ledger.read() as db:
        yield db


def told(db: sa.Connection, **asked) -> tuple[list[Told], Aside]:
    aside = Aside()
    return list(exported(db, Wanted(**asked), aside)[1]), aside


def test_every_incident_is_told_with_its_claims_and_documents(two_stories, monkeypatch) -> None:
    monkeypatch.setattr(exporting, "STEP", 2)  # several steps
    with reading(two_stories) as db:
        found, aside = told(db)
        shown = view(db)
        assert [x.incident for x in found] == list(shown.incidents)
        assert [x.incident.incident_id for x in found] == incident_ids(db)
        for one in found:
            own = [c for c in shown.claims if c.incident_id == one.incident.incident_id]
            assert list(one.claims) == own and own
            assert set(one.documents) == {*one.incident.documents}
            assert all(one.documents[c.document].text[c.start : c.end] == c.quote for c in one.claims)
        assert (aside.passed, aside.gone, aside.notes) == ({}, [], [])


def test_an_export_names_the_state_of_knowledge_not_who_looked_at_it(two_stories) -> None:
    with reading(two_stories) as db:
        about, _ = exported(db, Wanted())
        assert (about.run_id, about.policy, about.head, about.head_seq) == (2, "current", head(db)[1], head(db)[0])
    two_stories.run("csv", "--out", two_stories.ledger.parent / "csv", "--names")
    with reading(two_stories) as db:
        assert head(db)[0] > about.head_seq
        assert exported(db, Wanted())[0] == about
        assert db.scalar(sa.select(t.chain.c.hash).where(t.chain.c.seq == about.head_seq)) == about.head


def test_another_policy_makes_the_figures_anew(two_stories) -> None:
    with reading(two_stories) as db:
        found, _ = told(db, policy="minmax")
        again = {
            i.incident_id: estimates.estimate(i, g.claims, g.documents, g.groups, policy="minmax", chosen=g.chosen) for i, g in told_in(db)
        }
        assert {x.incident.incident_id: x.incident for x in found} == again
        assert {e.policy for x in found for e in x.incident.estimates} == {"minmax"}
        assert exported(db, Wanted(policy="minmax"))[0].policy == "minmax"
        with pytest.raises(InputError, match="no policy 'median'"):
            exported(db, Wanted(policy="median"))


def test_as_of_tells_what_had_been_published_by_then(two_stories) -> None:
    by = moment("2023-03-14T18:00", "--as-of")
    with reading(two_stories) as db:
        found, aside = told(db, as_of=by, as_of_text="2023-03-14T18:00")
        now, _ = told(db)
        assert 0 < sum(len(x.claims) for x in found) < sum(len(x.claims) for x in now)
        one_by_one = {}
        for incident_id in incident_ids(db):
            then = as_of(db, incident_id, by).incident
            if then is not None:
                one_by_one[then.incident_id] = then
        assert {x.incident.incident_id: x.incident for x in found} == one_by_one
        assert all(d.published.day <= date(2023, 3, 14) for x in found for d in x.documents.values())
        assert any(n.startswith("documents published later, left out: ") for n in aside.notes)


def test_since_asks_for_the_days_of_incidents(two_stories) -> None:
    with reading(two_stories) as db:
        every, _ = told(db)
        found, aside = told(db, since=date(2023, 3, 14))
        days = {x.incident.incident_id: x.incident.date_end or x.incident.date_start for x in every}
        assert {x.incident.incident_id for x in found} == {i for i, d in days.items() if d and d >= date(2023, 3, 14)}
        assert aside.passed["before that day"] == sum(d is not None and d < date(2023, 3, 14) for d in days.values()) > 0
        assert aside.passed["day not known"] == sum(d is None for d in days.values())


def test_changed_since_asks_what_the_ledger_says_anew(two_stories) -> None:
    with reading(two_stories) as db:
        v = t.incident_versions.c
        first = set(db.scalars(sa.select(v.incident_id).where(v.run_id == 1)))
        found, aside = told(db, changed_since="run:1")
        assert {x.incident.incident_id for x in found} == set(incident_ids(db)) - first
        assert aside.passed == {"not changed since then": len(first)}
        assert [x.incident.incident_id for x in told(db, changed_since="run:0")[0]] == incident_ids(db)
        assert told(db, changed_since="run:2")[0] == []
        with pytest.raises(InputError, match="--changed-since 'run:9': the runs of this ledger are run:1 to run:2"):
            exported(db, Wanted(changed_since="run:9"))


def test_incidents_that_are_no_more_are_named(two_stories) -> None:
    from rashomon.commands.forget import forget

    with reading(two_stories) as db:
        one = next(i for i in view(db).incidents if len(i.documents) == 1)
    forget(one.documents[0], who="A. Person", why="asked for it", ledger=str(two_stories.ledger), yes=True)
    with reading(two_stories) as db:
        found, aside = told(db, changed_since="run:2")
        assert (one.incident_id, None) in aside.gone
        assert one.incident_id not in {x.incident.incident_id for x in found}


def test_a_ledger_without_a_run_has_nothing_to_export(tmp_path: Path) -> None:
    with writing(tmp_path / "l.db") as ledger, ledger.read() as db, pytest.raises(LedgerError, match="finish a run first"):
        exported(db, Wanted())


def test_private_places_are_rounded_with_their_labels(two_stories) -> None:
    with reading(two_stories) as db:
        one = told(db)[0][0]
    spot = replace(
        one.incident,
        label="Attack, Sable Lane clinic",
        place=Place("Sable Lane clinic", "Orla", "Kestria", 12.345678, 3.456789, 1, "found"),
    )
    shown = rounded(spot, one.claims)
    assert (shown.place.lat, shown.place.lon, shown.place.precision) == (12.3, 3.5, 4)
    assert "Sable" not in shown.label and "Sable" not in shown.place.name


# --- the filter ---------------------------------------------------------------------------------------------------------------------


def like(db: sa.Connection, where: str) -> set[str]:
    return {x.incident.incident_id for x in told(db, where=read_filter(where))[0]}


def total(i: Incident, harm: str = "killed"):
    return next((e for e in i.estimates if e.harm == harm and e.over == "all_sides"), None)


def test_a_filter_chooses_by_figures_words_and_days(two_stories) -> None:
    with reading(two_stories) as db:
        every = [x.incident for x in told(db)[0]]

        def those(like_it) -> set[str]:
            return {i.incident_id for i in every if like_it(i)}

        best = {i.incident_id: (total(i).best if total(i) else None) for i in every}
        assert like(db, "killed>=9") == {i for i, b in best.items() if b is not None and b >= 9} != set()
        assert like(db, "killed<9") == {i for i, b in best.items() if b is not None and b < 9}
        assert like(db, 'killed=""') == {i for i, b in best.items() if b is None}
        assert like(db, 'killed!=""') == {i for i, b in best.items() if b is not None}
        assert like(db, "killed!=9") == {i for i, b in best.items() if b != 9}
        assert like(db, "killed.high>=1000") == those(
            lambda i: (e := total(i)) is not None and (e.high is None or e.high >= 1000) and not (e.low is e.best is e.high is None)
        )
        assert like(db, 'place~"DOLM"') == those(lambda i: any("Dolm" in p.name for p in i.places)) != set()
        assert like(db, "place=dolm") == set()
        assert like(db, "background=no , kind!=attack") == those(lambda i: not i.background and i.kind != "attack") != set()
        assert (
            like(db, "date=2023-03")
            == those(
                lambda i: i.date_end is not None and (i.date_start or i.date_end) <= date(2023, 3, 31) and i.date_end >= date(2023, 3, 1)
            )
            != set()
        )
        assert like(db, "date<2000") == those(lambda i: (d := i.date_start or i.date_end) is not None and d < date(2000, 1, 1))
        assert like(db, 'date=""') == those(lambda i: i.date_start is None and i.date_end is None)
        kinds = sorted({i.kind for i in every})[:2]
        assert like(db, f"kind={'|'.join(kinds)}") == those(lambda i: i.kind in kinds)
        assert like(db, f'kind="{kinds[0]}" | {kinds[1]}') == those(lambda i: i.kind in kinds)
        assert like(db, "reports>1") | like(db, "reports<=1") == {i.incident_id for i in every}


def test_a_filter_on_figures_looks_at_those_of_the_policy(two_stories) -> None:
    def low(x: Told) -> int | None:
        return e.low if (e := total(x.incident)) else None

    with reading(two_stories) as db:
        own = {x.incident.incident_id: low(x) for x in told(db)[0]}
        moved = []
        for policy in ("minmax", "acled-style", "ucdp-style", "ibc-style"):
            figures = {x.incident.incident_id: low(x) for x in told(db, policy=policy)[0]}
            moved += [(policy, i, own[i], figures[i]) for i in own if own[i] != figures[i] and own[i] is not None]
        assert moved
        for policy, incident_id, before, after in moved:
            where = read_filter(f"id={incident_id},killed.low={before}")
            assert len(told(db, where=where)[0]) == 1
            found, aside = told(db, policy=policy, where=where)
            assert found == [] and aside.passed == {"not as --where asks": len(own)}, (policy, before, after)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read; write conditions"),
        ("counrty=Mali", "there is no field 'counrty'; the fields are date, id, place"),
        ("country", "cannot be read at 'country'"),
        ("country=", "cannot be read at 'country='"),
        ("country=Mali,", "cannot be read"),
        ("country=Mali killed>=5 or 1=1; drop table incidents", "is no value|cannot be read|fields"),
        ('place="Port', "a quote is not closed|cannot be read"),
        ('place=a"b"', "is no value; quotes go around a whole value|a quote is not closed"),
        ("killed>=five", "killed is a number, and 'five' is none"),
        ("killed>=-1", "killed is a number"),
        ("killed~5", "killed cannot be compared with ~; write one of = != < <= > >="),
        ("country>Mali", "country cannot be compared with >"),
        ("date>=soon", "date is a day, a month or a year"),
        ("date=2023-02-31", "date is a day, a month or a year"),
        ("background=true", "background is yes or no"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can_be(text: str, said: str) -> None:
    if text.startswith("country=Mali killed"):  # one long value, that no country has: it is compared, never run
        assert read_filter(text).conditions[0].values == ("Mali killed>=5 or 1=1; drop table incidents",)
        return
    with pytest.raises(InputError, match=said):
        read_filter(text)


def test_a_value_may_hold_commas_bars_and_quotes() -> None:
    made = read_filter(r'place="Port, \"Old\" | New"|Ford, killed>3')
    assert [(c.field, c.op, c.values) for c in made.conditions] == [("place", "=", ('Port, "Old" | New', "Ford")), ("killed", ">", ("3",))]
    assert "disagreement" in FIELDS and "killed.high" in FIELDS


def test_a_day_is_a_day() -> None:
    assert day_given(" 2024-02-13 ", "--since") == date(2024, 2, 13)
    with pytest.raises(InputError, match="--since 'May' is no day; write it as 2024-02-13"):
        day_given("May", "--since")


def test_an_incident_without_a_day_is_neither_before_nor_since(two_stories) -> None:
    with reading(two_stories) as db:
        one = told(db)[0][0].incident
    assert since(replace(one, date_start=None, date_end=None), date(2023, 1, 1)) is None
    assert since(replace(one, date_start=date(2023, 1, 1), date_end=None), date(2023, 1, 1)) is True
    assert since(replace(one, date_start=date(2022, 1, 1), date_end=date(2022, 12, 31)), date(2023, 1, 1)) is False
