"""Stand-ins: our events in the envelopes of UCDP's and ACLED's interfaces, so that a client works when its base address is changed.

Nothing in them is theirs. Every envelope says so, and so does every row. What a stand-in does not take it refuses: a filter that is passed over
would give other rows than were asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import Field, StringConstraints

from rashomon.errors import InputError
from rashomon.exports.codebooks import codebook
from rashomon.exports.table import Table
from rashomon.queries.events import OURS, acled_events, ged_events
from rashomon.web.answers import VARY, etag, json_answer, unchanged
from rashomon.web.api.asked import Lensed, Text
from rashomon.web.api.routing import NOT_FOUND, PROBLEMS
from rashomon.web.api.told import Open
from rashomon.web.visit import Reader, Visit

router = APIRouter()
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBERS = re.compile(r"-?\d{1,6}(?:,-?\d{1,6}){0,99}")
#: Rows of ACLED's interface where nobody says how many; 0 asks for all.
USUAL = 5000


class GedAsked(Lensed):
    """What UCDP's interface takes, as far as this one does."""

    pagesize: int = Field(default=100, ge=1, le=1000)
    page: int = Field(default=0, ge=0, le=10**6, description="From 0 on.")
    Country: Text = Field(default="", description="Gleditsch-Ward numbers: 369,373")
    StartDate: Text = Field(default="", description="Events that had not ended before this day (2031-05-03).")
    EndDate: Text = Field(default="", description="Events that had begun by this day.")
    Geography: Text = Field(default="", description="South west and north east corner, latitude first: 38.4 44.5,41.9 50.6")
    TypeOfViolence: Text = Field(default="", description="1 state-based, 2 non-state, 3 one-sided: 1,3")
    candidate: bool = Field(default=False, description="Unclear events, too, as the monthly releases have them.")


class GedPage(Open):
    """UCDP's envelope with our rows."""

    TotalCount: int
    TotalPages: int
    PreviousPageUrl: str
    NextPageUrl: str = Field(description="Empty on the last page.")
    Result: list[dict[str, Any]]
    Source: str = Field(description="Whose rows these are: ours.")


class AcledAsked(Lensed):
    """What ACLED's interface takes, as far as this one does. Of several values any is taken: A|B, or A:OR:country=B."""

    limit: int = Field(default=USUAL, ge=0, le=10**6, description="0: all")
    page: int = Field(default=1, ge=1, le=10**6, description="From 1 on.")
    event_date: Text = Field(default="", description="2031-05-03, or two days with | between")
    event_date_where: Literal["", "=", ">", "<", ">=", "<=", "BETWEEN"] = ""
    year: Text = ""
    country: Text = ""
    iso: Text = ""
    region: Text = ""
    admin1: Text = ""
    location: Text = ""
    event_type: Text = ""
    sub_event_type: Text = ""
    disorder_type: Text = ""
    event_id_cnty: Text = ""
    fields: Annotated[str, StringConstraints(max_length=600)] = Field(default="", description="Columns, with | between.")
    inter_num: Literal["", "0", "1"] = Field(default="", description="1: inter1, inter2 and interaction as numbers.")
    format_: Literal["", "json", "csv"] = Field(default="", alias="_format")
    key: Text = Field(default="", description="Taken and not looked at, as email is.")
    email: Text = ""


class AcledPage(Open):
    """ACLED's envelope with our rows."""

    status: int
    success: bool
    last_update: float | None = Field(description="Hours since the ledger last changed.")
    count: int
    total_count: int
    data: list[dict[str, Any]]
    messages: list[str] = Field(description="Whose rows these are: ours.")


def _stand_in(path: str, model: type[Open], **more: Any) -> Callable[[Any], Any]:
    return router.get(path, response_model=model, tags=["stand-ins"], responses={**PROBLEMS, **NOT_FOUND}, **more)


Version = Annotated[
    str, Path(pattern=r"^\d{1,2}\.\d{1,2}(\.\d{1,2}){0,2}$", description="Whatever the client asks for; what is given is this ledger now.")
]


@_stand_in("/api/gedevents/{version}", GedPage, operation_id="gedevents", summary="Events in UCDP's envelope")
def gedevents(visit: Reader, version: Version, asked: Annotated[GedAsked, Query()]) -> Response:
    """Our events with UCDP GED's columns, in the envelope of its interface: the rows of `rashomon export ged`.

    Every row has a column of ours behind theirs, ``rashomon``, that says whose it is. Ids are in ranges that no release uses."""
    tests = _ged_tests(asked)
    if (same := unchanged(visit)) is not None:
        return same
    rows = [r for r in ged_events(visit.desk, visit.db, visit.lens, candidate=asked.candidate) if all(t(r) for t in tests)]
    pages = max(1, -(-len(rows) // asked.pagesize))
    start = asked.page * asked.pagesize

    def at(page: int) -> str:
        kept = [(k, v) for k, v in visit.request.query_params.multi_items() if k != "page"]
        return f"{str(visit.request.base_url).rstrip('/')}{visit.request.url.path}?{urlencode([*kept, ('page', str(page))])}"

    return json_answer(
        visit,
        {
            "TotalCount": len(rows),
            "TotalPages": pages,
            "PreviousPageUrl": at(asked.page - 1) if 0 < asked.page <= pages else "",
            "NextPageUrl": at(asked.page + 1) if asked.page + 1 < pages else "",
            "Result": rows[start : start + asked.pagesize],
            "Source": f"{OURS.format(theirs='UCDP')} Asked for as version {version}; these are the events of the ledger as it is now.",
        },
    )


def _ged_tests(asked: GedAsked) -> list[Callable[[dict[str, Any]], bool]]:
    out: list[Callable[[dict[str, Any]], bool]] = []
    if lands := _numbers("Country", asked.Country):
        out.append(lambda r: r["country_id"] in lands)
    if kinds := _numbers("TypeOfViolence", asked.TypeOfViolence):
        out.append(lambda r: r["type_of_violence"] in kinds)
    if first := _day("StartDate", asked.StartDate):
        out.append(lambda r: str(r["date_end"])[:10] >= first)
    if last := _day("EndDate", asked.EndDate):
        out.append(lambda r: str(r["date_start"])[:10] <= last)
    if asked.Geography.strip():
        try:
            (south, west), (north, east) = (tuple(map(float, corner.split())) for corner in asked.Geography.split(","))
        except ValueError:
            raise InputError(
                f"Geography {asked.Geography[:40]!r}: write south west,north east, latitude first: 38.4 44.5,41.9 50.6"
            ) from None
        out.append(lambda r: south <= r["latitude"] <= north and west <= r["longitude"] <= east)
    return out


def _numbers(name: str, text: str) -> set[int]:
    given = text.replace(" ", "")
    if given and not _NUMBERS.fullmatch(given):
        raise InputError(f"{name} {text[:40]!r}: write numbers with commas between")
    return {int(x) for x in given.split(",")} if given else set()


def _day(name: str, text: str) -> str:
    given = text.strip()
    try:
        return date.fromisoformat(given).isoformat() if given and _DAY.fullmatch(given) else _no_day(name, given)
    except ValueError:
        return _no_day(name, given, True)


def _no_day(name: str, given: str, wrong: bool = False) -> str:
    if given or wrong:
        raise InputError(f"{name} {given[:40]!r}: write a day as 2031-05-03")
    return ""


@_stand_in("/api/acled/read", AcledPage, operation_id="acled_read", summary="Events in ACLED's envelope")
def acled_read(visit: Reader, asked: Annotated[AcledAsked, Query()]) -> Response:
    """Our events with ACLED's columns, in the envelope of its interface: the rows of `rashomon export acled`, the latest first.

    ``tags`` of every row says whose it is, for clients stop at a column that ACLED has not; ``messages`` says so, too. Ids begin with XRA,
    which no country has."""
    header = codebook("acled").header
    fields = [f for f in asked.fields.split("|") if f.strip()] or list(header)
    if unknown := [f for f in fields if f not in header]:
        raise InputError(f"fields: {', '.join(unknown)[:80]} is no column; they are {'|'.join(header)}")
    tests = _acled_tests(asked)
    if (same := unchanged(visit)) is not None:
        return same
    rows = [r for r in acled_events(visit.desk, visit.db, visit.lens, numbers=asked.inter_num == "1") if all(t(r) for t in tests)]
    start = (asked.page - 1) * asked.limit
    shown = [{f: r[f] for f in fields} for r in (rows[start : start + asked.limit] if asked.limit else rows)]
    if asked.format_ == "csv":
        return _csv(visit, fields, shown)
    return json_answer(
        visit,
        {
            "status": 200, "success": True, "last_update": None, "count": len(shown), "total_count": len(rows), "data": shown,
            "filename": "", "messages": [OURS.format(theirs="ACLED")],
        },
    )  # fmt: skip


def _csv(visit: Visit, fields: list[str], rows: Iterable[dict[str, Any]]) -> Response:
    out = io.StringIO()
    table = Table(out, fields, "exact")
    for row in rows:
        table.add(row)
    headers = {"ETag": etag(visit), "Cache-Control": "private, no-cache", "Vary": VARY, "X-Rashomon": OURS.format(theirs="ACLED")}
    return Response(out.getvalue().encode("utf-8"), 200, headers, "text/csv; charset=utf-8")


def _acled_tests(asked: AcledAsked) -> list[Callable[[dict[str, Any]], bool]]:
    out: list[Callable[[dict[str, Any]], bool]] = []
    names = ("year", "country", "iso", "region", "admin1", "location", "event_type", "sub_event_type", "disorder_type", "event_id_cnty")
    for name in names:
        text = str(getattr(asked, name)).strip()
        if text:
            values = {v.removeprefix(f"{name}=").strip().casefold() for part in text.split(":OR:") for v in part.split("|")}
            out.append(lambda r, name=name, values=values: str(r[name]).casefold() in values)  # type: ignore[misc]
    if asked.event_date.strip():
        out.append(_dates(asked.event_date, asked.event_date_where))
    elif asked.event_date_where:
        raise InputError("event_date_where says how event_date is compared; give event_date, too")
    return out


def _dates(text: str, how: str) -> Callable[[dict[str, Any]], bool]:
    days = [_day("event_date", x) for x in text.split("|")]
    if (len(days) == 2) != (how == "BETWEEN" or (len(days) == 2 and not how)) or len(days) > 2 or not all(days):
        raise InputError("event_date: one day, or two with | between and event_date_where=BETWEEN (2031-05-01|2031-05-31)")
    if len(days) == 2:
        first, last = sorted(days)
        return lambda r: first <= r["event_date"] <= last
    day = days[0]
    compare: dict[str, Callable[[str], bool]] = {
        "": lambda d: d == day, "=": lambda d: d == day, ">": lambda d: d > day, "<": lambda d: d < day, ">=": lambda d: d >= day, "<=": lambda d: d <= day,
    }  # fmt: skip
    return lambda r: compare[how](r["event_date"])
