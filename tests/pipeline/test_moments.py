"""What had been published by a moment, and what the ledger said at one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from asking_stories import articles, grown

from rashomon import estimates
from rashomon.errors import InputError
from rashomon.model import Incident, Published
from rashomon.pipeline.asked import asked_for, claims_said, documents_said, family
from rashomon.pipeline.deciding import kept, proposed
from rashomon.pipeline.moments import as_of, known_at, moment, moment_of, run_by
from rashomon.pipeline.run import run
from rashomon.pipeline.session import framed
from rashomon.pipeline.view import view
from rashomon.store import Ledger, where_of, writing
from rashomon.store.runs import now


@contextmanager
def reading(out: Path) -> Iterator[sa.Connection]:
    ledger = Ledger(where_of(out))
    try:
        with ledger.read() as db:
            yield db
    finally:
        ledger.close()


def shelling(db: sa.Connection) -> Incident:
    [one] = [i for i in view(db).incidents if i.kind == "shelling"]
    return one


def killed(incident: Incident | None) -> tuple[int | None, int | None, int | None]:
    assert incident is not None
    [one] = [e for e in incident.estimates if e.harm == "killed" and e.over == "all_sides"]
    return one.low, one.best, one.high


@pytest.fixture(scope="module")
def toll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(tmp_path_factory.mktemp("toll"), ["first"], ["second"], ["third", "mine"], ["undated"], ["earlier"])


def test_moments_are_read_and_said() -> None:
    assert moment("2024-02-13", "--as-of").stamp == "2024-02-13T23:59:59.999999+00:00"
    assert moment("2024-02-13", "--as-of").words == "the end of 13 Feb 2024 (UTC)"
    assert moment("2024-02-13T18:00", "--as-of").stamp == "2024-02-13T18:00:00.000000+00:00"
    assert moment("2024-02-13 18:00+04:00", "--as-of").words == "13 Feb 2024, 14:00 UTC"
    assert moment("2024-02-13T18:00Z", "--as-of") == moment("2024-02-13T18:00", "--known-at")


@pytest.mark.parametrize(
    "text", ["yesterday", "13 Feb 2024", "2024-02-30", "2024-2-3", "2024-02-13T25:00", "", "2024", "0001-01-01T00:00+23:59"]
)
def test_what_is_no_moment_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InputError, match=r"--as-of .* is no time; write a day \(2024-02-13"):
        moment(text, "--as-of")


@pytest.mark.parametrize(
    ("printed", "out"),
    [
        (None, "2031-05-03T23:59:59.999999+00:00"),
        ("09:15", "2031-05-03T09:15:00+00:00"),
        ("6.40 p.m.", "2031-05-03T18:40:00+00:00"),
        ("12:05 am", "2031-05-03T00:05:00+00:00"),
        ("11:20 GMT", "2031-05-03T11:20:00+00:00"),
        ("18:00+04:00", "2031-05-03T14:00:00+00:00"),
        ("18:00:12.5-0330", "2031-05-03T21:30:00+00:00"),
        ("11:20 IST", "2031-05-03T23:59:59.999999+00:00"),
        ("77:20", "2031-05-03T23:59:59.999999+00:00"),
    ],
)
def test_the_hour_of_a_document_counts_where_it_is_known(printed: str | None, out: str) -> None:
    day = date(2031, 5, 3)
    assert moment_of(Published(day=day, time=printed)) == datetime.fromisoformat(out)


def test_a_span_of_days_counts_at_its_end_and_no_day_at_none() -> None:
    assert moment_of(Published(not_before=date(2031, 5, 1), not_after=date(2031, 5, 3))) == moment("2031-05-03", "").at
    assert moment_of(Published(not_before=date(2031, 5, 1))) is None


def test_a_growing_toll_as_of_three_moments(toll: Path) -> None:
    with reading(toll) as db:
        incident = shelling(db)
        day = {t: as_of(db, incident.incident_id, moment(t, "")) for t in ("2031-05-02", "2031-05-03T11:59", "2031-05-03T12:00", "2031-05-04", "2031-05-06")}  # fmt: skip
    assert [killed(x.incident)[1] for x in day.values()] == [3, 3, 4, 6, 9]
    assert [n for n, _ in day["2031-05-03T11:59"].later] == ["first", "second", "third"]
    assert [n for n, _ in day["2031-05-04"].later] == ["third"]
    assert day["2031-05-06"].later == ()
    assert all(x.undated == ("undated",) for x in day.values())
    documents = {c.document for c in day["2031-05-04"].derived.claims}
    assert "mine" not in documents and "undated" not in documents


def test_nothing_was_out_before_the_first_report(toll: Path) -> None:
    with reading(toll) as db:
        found = as_of(db, shelling(db).incident_id, moment("2031-05-01", ""))
    assert found.incident is None
    assert [n for n, _ in found.later] == ["earlier", "first", "second", "third"]


def test_once_all_is_out_it_is_what_the_ledger_holds(tmp_path: Path) -> None:
    out = grown(tmp_path, ["first", "second", "mine"], ["third", "doctor"])
    with reading(out) as db:
        for incident in view(db).incidents:
            assert as_of(db, incident.incident_id, moment("2999-01-01", "")).incident == incident


def test_another_policy_and_decisions_as_of(tmp_path: Path) -> None:
    out = grown(tmp_path, ["first", "second"])
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            incident = shelling(db)
            anchor = _anchor(db, incident)
            one = proposed(
                db, "choose", [anchor], {"harm": "killed", "side": "civilians", "low": 5, "best": 5, "high": 5}, "K. Reader", "seen"
            )
        kept(ledger, one, framed("current"))
        with ledger.read() as db:
            by = moment("2031-05-04", "")
            assert killed(as_of(db, incident.incident_id, by).incident) == (5, 5, 5)
            without = as_of(db, incident.incident_id, by, decisions=False)
            assert killed(without.incident)[1] == 6
            widest = as_of(db, incident.incident_id, by, "minmax", decisions=False).incident
    assert killed(widest)[0] == 4
    assert widest is not None and {e.policy for e in widest.estimates} == {"minmax"}


def _anchor(db: sa.Connection, incident: Incident) -> Any:
    from rashomon.pipeline.anchoring import anchor_of

    return anchor_of(db, incident.incident_id)


def test_two_that_were_put_together_later_were_two_then(tmp_path: Path) -> None:
    out = grown(tmp_path, ["first", "mine"])
    with writing(where_of(out)) as ledger:
        with ledger.read() as db:
            from rashomon.pipeline.anchoring import anchor_of

            ids = [i.incident_id for i in view(db).incidents]
            merge = proposed(db, "merge", [anchor_of(db, i) for i in ids], None, "K. Reader", "one and the same")
        kept(ledger, merge, framed("current"))
        with ledger.read() as db:
            [one] = view(db).incidents
            together = as_of(db, one.incident_id, moment("2032-01-01", ""))
            apart = as_of(db, one.incident_id, moment("2032-01-01", ""), decisions=False)
    assert together.others == () and together.incident == one
    assert sorted([apart.incident.incident_id if apart.incident else "", *(i.incident_id for i in apart.others)]) == sorted(ids)


def test_what_the_ledger_said_survives_new_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = grown(tmp_path, ["first"])
    before = now()
    with reading(out) as db:
        incident = shelling(db)
    real = estimates.estimate

    def other(*given: Any, **more: Any) -> Incident:
        made = real(*given, **more)
        return replace(made, estimates=tuple(replace(e, best=None if e.best is None else e.best + 1) for e in made.estimates))

    with monkeypatch.context() as patched:
        patched.setattr(estimates, "estimate", other)
        patched.setattr("rashomon.pipeline.session.rules_hash", lambda: "other rules")
        run([articles(tmp_path / "in", "mine")], out)
    after = now()
    with reading(out) as db:
        then = known_at(db, [incident.incident_id], moment(before, "--known-at"))
        later = known_at(db, [incident.incident_id], moment(after, "--known-at"))
        assert killed(shelling(db)) == (4, 5, 4)
        assert known_at(db, [incident.incident_id], moment("2001-01-01", "")).row is None
        assert known_at(db, [incident.incident_id], moment("2001-01-01", "")).first == then.at
    assert then.row and [e["best"] for e in then.row["estimates"] if e["harm"] == "killed"] == [4, 4]
    assert later.row and [e["best"] for e in later.row["estimates"] if e["harm"] == "killed"] == [5, 5]
    assert (then.run_id, later.run_id) == (1, 2)


def test_an_id_of_before_leads_to_the_one_of_now(toll: Path) -> None:
    with reading(toll) as db:
        incident = shelling(db)
        old = next(i for i in family(db, incident.incident_id) if i != incident.incident_id)
        asked = asked_for(db, old)
        assert (asked.asked, asked.incident_id, asked.run_id, asked.cause) == (old, incident.incident_id, 5, "new_report")
        assert asked.detail == {"documents": ["earlier"]}
        assert asked_for(db, old[:9]) == asked
        assert asked_for(db, incident.incident_id[4:12]).incident_id == incident.incident_id
        known = known_at(db, family(db, incident.incident_id), moment(now(), ""))
        assert known.row is not None and known.row["incident_id"] == incident.incident_id


def test_what_names_no_incident_is_refused(toll: Path) -> None:
    with reading(toll) as db:
        with pytest.raises(InputError, match="is no incident; give its id"):
            asked_for(db, "Dornhollow")
        missing = "inc-0000000000000000"
        with pytest.raises(InputError, match="there is no incident 'inc-0000000000000000' in this ledger, now or before"):
            asked_for(db, missing)


def test_runs_by_number_and_by_time(toll: Path) -> None:
    with reading(toll) as db:
        assert run_by(db, "run:2", "T1") == (2, "run 2")
        assert run_by(db, "run:0", "T1") == (0, "before the first run")
        assert run_by(db, "2001-01-01", "T1")[0] == 0
        assert run_by(db, "2999-01-01", "T2")[0] == 5
        with pytest.raises(InputError, match=r"the runs of this ledger are run:1 to run:5"):
            run_by(db, "run:6", "T2")
        with pytest.raises(InputError, match=r"T2 'soon' is no time.*or a run \(run:3\)"):
            run_by(db, "soon", "T2")


def test_claims_of_earlier_readings_are_found(tmp_path: Path) -> None:
    out = grown(tmp_path, ["third"])
    with reading(out) as db:
        before = shelling(db)
    run([articles(tmp_path / "in", "corrected", under="third")], out)
    with reading(out) as db:
        claims = claims_said(db, before.claims)
        documents = documents_said(db, claims.values(), before.documents)
    assert set(claims) == set(before.claims)
    assert all(documents[c.document].text[c.start : c.end] == c.quote for c in claims.values())
    assert any("Nine villagers" in c.quote for c in claims.values())
