"""Stand-ins: clients of UCDP's and ACLED's interfaces work when their base address is changed, and are told whose rows they get."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rashomon.exports import acled, ged
from rashomon.exports.codebooks import codebook
from rashomon.exports.lands import land_named
from rashomon.model import Place
from rashomon.pipeline.exporting import Wanted, exported
from rashomon.queries import events
from rashomon.store import Ledger
from rashomon.web import Settings, make_app

HERE = "http://127.0.0.1:8000"


def somewhere(db: Any, wanted: Wanted) -> Any:
    """The incidents of a ledger, with a point in a real country for invented towns, as a user's gazetteer would give one."""
    about, told = exported(db, wanted)

    def placed() -> Iterator[Any]:
        for one in told:
            place = one.incident.place
            if place is not None and (place.lat is None or land_named(place.country) is None):
                n = sum(map(ord, place.name))
                there = Place(place.name, "Ennedi", "Chad" if n % 3 else "Niger", 14 + n % 7 * 0.31, 17 + n % 11 * 0.27, place.precision or 1, "", f"g{n}")  # fmt: skip
                one = replace(one, incident=replace(one.incident, place=there))
            yield one

    return about, placed()


@pytest.fixture(scope="module")
def asked(story_ledger: Path) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "exported", somewhere)
        with TestClient(make_app(story_ledger, Settings(rate=1_000_000)), base_url=HERE) as client:
            yield client


def written(ledger: Path, module: Any, policy: str, folder: Path) -> list[dict[str, str]]:
    """The rows that the export writes of the same."""
    opened = Ledger(ledger)
    try:
        with opened.read() as db:
            about, told = somewhere(db, Wanted(policy=policy))
            module.write(told, about, folder / "made.csv", {})
    finally:
        opened.close()
    with (folder / "made.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_events(client: TestClient, base: str, version: str, **params: Any) -> list[dict[str, Any]]:
    """What scripts do: one page after another, until there is no next."""
    address: str = f"{base}/api/gedevents/{version}?" + "&".join(f"{k}={v}" for k, v in {"pagesize": 3, **params}.items())
    out: list[dict[str, Any]] = []
    pages = 0
    while address != "":
        reply = client.get(address, headers={"x-ucdp-access-token": "whatever"})
        reply.raise_for_status()
        body = reply.json()
        out.extend(body["Result"])
        pages += 1
        address = body["NextPageUrl"]
    assert pages == body["TotalPages"]
    assert len(out) == body["TotalCount"]
    return out


def test_a_client_of_ucdp_gets_our_rows(asked: TestClient, story_ledger: Path, tmp_path: Path) -> None:
    rows = all_events(asked, HERE, "25.1")
    want = {r["id"]: r for r in written(story_ledger, ged, "ucdp-style", tmp_path)}
    assert len(rows) == len(want) > 3
    header = list(codebook("ged").header)
    for row in rows:
        assert list(row) == [*header, "rashomon"]
        own = want[str(row["id"])]
        for k in header:
            assert ("" if row[k] is None else str(row[k])) == own[k] or isinstance(row[k], float), k
        assert row["best"] == row["deaths_a"] + row["deaths_b"] + row["deaths_civilians"] + row["deaths_unknown"]
        assert "not UCDP's" in row["rashomon"]
        assert row["relid"].startswith("XRA-")
    assert rows == sorted(rows, key=lambda r: (r["date_start"], r["id"]))
    assert rows == all_events(asked, HERE, "24.0.10", pagesize=1000)


def test_ged_is_filtered_as_theirs(asked: TestClient) -> None:
    rows = all_events(asked, HERE, "25.1")
    lands = {r["country_id"] for r in rows}
    assert len(lands) == 2
    for land in lands:
        assert all_events(asked, HERE, "25.1", Country=land) == [r for r in rows if r["country_id"] == land]
    both = ",".join(map(str, sorted(lands)))
    assert all_events(asked, HERE, "25.1", Country=both) == rows
    day = rows[len(rows) // 2]["date_start"][:10]
    assert all_events(asked, HERE, "25.1", StartDate=day) == [r for r in rows if r["date_end"][:10] >= day]
    assert all_events(asked, HERE, "25.1", EndDate=day) == [r for r in rows if r["date_start"][:10] <= day]
    assert all_events(asked, HERE, "25.1", TypeOfViolence="1,2,3") == rows
    assert all_events(asked, HERE, "25.1", TypeOfViolence=3) == [r for r in rows if r["type_of_violence"] == 3]
    one = rows[0]
    box = f"{one['latitude'] - 0.01} {one['longitude'] - 0.01},{one['latitude'] + 0.01} {one['longitude'] + 0.01}"
    assert one in all_events(asked, HERE, "25.1", Geography=box)
    assert all_events(asked, HERE, "25.1", Geography="-60 -60,-59 -59") == []


def test_the_envelope_of_ged(asked: TestClient) -> None:
    told = asked.get("/api/gedevents/25.1?pagesize=2&page=1").json()
    assert {"TotalCount", "TotalPages", "PreviousPageUrl", "NextPageUrl", "Result", "Source"} == told.keys()
    assert "Ours, not UCDP's" in told["Source"]
    assert told["PreviousPageUrl"].endswith("page=0")
    last = asked.get(f"/api/gedevents/25.1?pagesize=2&page={told['TotalPages'] - 1}").json()
    assert last["NextPageUrl"] == ""
    assert asked.get("/api/gedevents/25.1?pagesize=2&page=999").json()["Result"] == []


def test_a_client_of_acled_gets_our_rows(asked: TestClient, story_ledger: Path, tmp_path: Path) -> None:
    reply = asked.get(
        "/api/acled/read",
        params={"_format": "json", "event_date": "2020-01-01|2030-12-31", "event_date_where": "BETWEEN", "limit": 0},
        headers={"Authorization": "Bearer whatever", "Content-Type": "application/json"},
    )
    body = reply.json()
    assert body["status"] == 200
    assert body["success"] is True
    assert "Ours, not ACLED's" in body["messages"][0]
    rows = body["data"]
    assert body["count"] == len(rows) == body["total_count"] > 3
    want = {r["event_id_cnty"]: r for r in written(story_ledger, acled, "acled-style", tmp_path)}
    assert {r["event_id_cnty"] for r in rows} == want.keys()
    header = list(codebook("acled").header)
    for row in rows:
        assert list(row) == header  # a client stops at a column that ACLED has not
        for k in set(header) - {"tags", "latitude", "longitude"}:
            assert ("" if row[k] is None else str(row[k])) == want[row["event_id_cnty"]][k], k
        assert "not ACLED's" in row["tags"]
        assert row["event_id_cnty"].startswith("XRA")
    assert [r["event_date"] for r in rows] == sorted((r["event_date"] for r in rows), reverse=True)


def test_acled_pages_and_filters(asked: TestClient) -> None:
    rows = asked.get("/api/acled/read?limit=0").json()["data"]
    assert asked.get("/api/acled/read").json()["data"] == rows
    pages = [asked.get(f"/api/acled/read?limit=2&page={n}").json()["data"] for n in range(1, len(rows) // 2 + 2)]
    assert [r for page in pages for r in page] == rows

    def get(**params: Any) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = asked.get("/api/acled/read", params=params).json()["data"]
        return told

    assert get(country="Chad") == [r for r in rows if r["country"] == "Chad"]
    assert get(country="Chad:OR:country=Niger") == rows == get(country="Chad|niger")
    assert get(year=2023) == [r for r in rows if r["year"] == 2023]
    day = rows[2]["event_date"]
    for how, test in (("=", lambda d: d == day), (">", lambda d: d > day), ("<=", lambda d: d <= day)):
        assert get(event_date=day, event_date_where=how) == [r for r in rows if test(r["event_date"])]
    assert get(event_date=f"{day}|{day}", event_date_where="BETWEEN") == get(event_date=day)
    assert get(fields="event_date|fatalities") == [{"event_date": r["event_date"], "fatalities": r["fatalities"]} for r in rows]
    assert {type(r["inter1"]) for r in get(inter_num=1)} == {int}


def test_acled_as_csv(asked: TestClient) -> None:
    told = asked.get("/api/acled/read?_format=csv&limit=0")
    assert told.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Ours, not ACLED's" in told.headers["x-rashomon"]
    rows = list(csv.DictReader(io.StringIO(told.text)))
    assert [r["event_id_cnty"] for r in rows] == [r["event_id_cnty"] for r in asked.get("/api/acled/read?limit=0").json()["data"]]
    assert all("not ACLED's" in r["tags"] for r in rows)


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("gedevents/25.1?Country=Chad", 400, "Country"),
        ("gedevents/25.1?StartDate=05.03.2031", 400, "StartDate"),
        ("gedevents/25.1?Geography=1,2", 400, "Geography"),
        ("gedevents/25.1?pagesize=1001", 422, "pagesize"),
        ("gedevents/25.1?Dyad=3", 422, "Dyad"),
        ("gedevents/latest", 422, "version"),
        ("acled/read?event_date=2031-01-01|2031-02-01|2031-03-01", 400, "event_date"),
        ("acled/read?event_date=2031-01-01&event_date_where=BETWEEN", 400, "event_date"),
        ("acled/read?event_date_where=BETWEEN", 400, "event_date"),
        ("acled/read?fields=event_date|colour", 400, "colour"),
        ("acled/read?actor1=x", 422, "actor1"),
    ],
)
def test_what_is_not_taken_is_refused(asked: TestClient, address: str, status: int, word: str) -> None:
    told = asked.get("/api/" + address)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert word in told.json()["detail"]
