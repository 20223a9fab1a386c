"""Exports: the files of ``rashomon export``, made for who asks."""

from __future__ import annotations

import shutil
import tempfile
import time
import zipfile
from pathlib import Path
from threading import Semaphore
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response
from pydantic import Field
from starlette.background import BackgroundTask

from rashomon.exports.exported import Told
from rashomon.exports.formats import FORMATS, Format, format_named
from rashomon.exports.making import Made, make_export
from rashomon.pipeline.exporting import Wanted, record_export
from rashomon.pipeline.filtering import day_given, read_filter
from rashomon.pipeline.session import framed
from rashomon.store import writing
from rashomon.web.answers import VARY, etag, json_answer, unchanged
from rashomon.web.api.asked import Lensed, Text
from rashomon.web.api.routing import get
from rashomon.web.api.told import Open
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit

router = APIRouter()
#: Incidents of one export, seconds it may take, and documents of a ledger from which a moment is derived for one: what is larger is for the command.
MOST, SECONDS, DERIVED = 20_000, 300.0, 5_000
#: Seconds that are waited for another writer, to put the export on record.
PATIENCE = 5.0
#: Options that name a file of this machine: they are for the command.
NOT_HERE = frozenset({"scales"})
_KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
}
_one_at_a_time = Semaphore(1)


class ExportAsked(Lensed):
    """What is exported, as ``rashomon export`` takes it."""

    since: Text = Field(default="", description="Incidents of this day or later (2031-05-03).")
    changed_since: Text = Field(default="", description="Incidents of which the ledger says something else since then: 2031-05-03, run:3.")
    where: Text = Field(default="", description="Incidents that are like that: country=Vessaly,killed>=5")
    dialect: Literal["", "exact", "spreadsheet"] = Field(
        default="", description="How CSV is written: exact for programs, spreadsheet (formula-safe) for Excel."
    )
    candidate: bool = Field(default=False, description="ged: unclear events, too, as the monthly releases have them.")
    aggregates: bool = Field(default=False, description="ged, acled: sums over several incidents, too.")
    date_style: Literal["", "api", "export"] = Field(default="", alias="date-style", description="acled")
    interaction: Literal["", "words", "numbers"] = Field(default="", description="acled")
    only: Literal["", "main"] = Field(default="", description="The main file alone, for formats that have one; else a ZIP of all files.")


class ExportFormat(Open):
    """A format, and what can be chosen in it."""

    name: str
    about: str
    file: str = Field(description="Its main file; empty: a folder of files.")
    policy: str | None = Field(description="By which policy it is made where none is asked for; null: the ledger's own.")
    options: list[dict[str, Any]]


@get(router, "/exports", list[ExportFormat], "exports")
def formats(visit: Reader, asked: Annotated[Lensed, Query()]) -> Response:
    """The formats there are, and what can be chosen in each."""
    return json_answer(
        visit,
        [
            {
                "name": f.name,
                "about": f.about,
                "file": f.filename,
                "policy": f.default_policy,
                "options": [{"name": o.name, "about": o.about, "values": list(o.values), "flag": o.flag} for o in f.options if o.name not in NOT_HERE],
            }
            for f in FORMATS.values()
            if f.there
        ],
    )  # fmt: skip


_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A ZIP of all files (the manifest and how to cite them are among them), or with only=main the main file. "
        "X-Rashomon-Recorded says whether it was put on record in the ledger: not where the server only reads.",
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("application/zip", *_KINDS.values())},
    }
}


@get(router, "/exports/{name}", None, "exports", one=True, more=_FILES)
def export(visit: Reader, name: str, asked: Annotated[ExportAsked, Query()]) -> Response:
    """The files of an export: what ``rashomon export`` writes, with the same options.

    It is put on record in the ledger, as the command does, so that ``rashomon forget`` can name it; a server that only reads does not, and says
    so in X-Rashomon-Recorded. What is large is for the command."""
    if name.casefold() not in FORMATS or not FORMATS[name.casefold()].there:
        raise Problem(404, "no such format", f"there is no format {name[:40]!r}; /api/v1/exports lists those there are")
    format = format_named(name)
    if asked.only and not format.suffix:
        raise Problem(400, "cannot be answered", f"{format.name} has several files and no main one; leave only out")
    options, wanted = _options(asked), _wanted(visit, format, asked)
    format.chosen(options)
    if wanted.as_of is not None and visit.state.documents > DERIVED:
        raise Problem(400, "too large for here", f"deriving {visit.state.documents:,} documents as of a moment takes long; use rashomon export {format.name} --as-of on the machine that has the ledger")  # fmt: skip
    if (same := unchanged(visit)) is not None:
        return same
    called = format.filename if asked.only else f"rashomon-{format.name}.zip"
    kind = _KINDS.get(Path(called).suffix, "application/zip")
    headers = {"ETag": etag(visit), "Cache-Control": "private, no-cache", "Vary": VARY}
    headers["X-Rashomon-Recorded"] = "no; this server only reads" if visit.settings.read_only else "yes"
    if visit.request.scope.get("rashomon.head"):
        headers.pop("X-Rashomon-Recorded")
        return Response(None, 200, {**headers, "Content-Disposition": f'attachment; filename="{called}"'}, kind)
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise _later("another export is being made; ask again in a moment")
    visit.db.rollback()  # who still reads would be in the way of the record, which is written
    folder = Path(tempfile.mkdtemp(prefix="rashomon-export-"))
    try:
        made = _made(visit, format, wanted, folder / "files", options, called)
        path = made.out if asked.only else _zipped(made, folder / "all.zip")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        _one_at_a_time.release()
    return FileResponse(path, 200, headers, kind, BackgroundTask(shutil.rmtree, folder, ignore_errors=True), called)


def _made(visit: Visit, format: Format, wanted: Wanted, folder: Path, options: dict[str, Any], called: str) -> Made:
    began, seen = time.monotonic(), 0

    def each(_: Told) -> None:
        nonlocal seen
        seen += 1
        if seen > MOST:
            raise Problem(400, "too large for here", f"more than {MOST:,} incidents are asked for; choose with since or where, or use rashomon export {format.name}")  # fmt: skip
        if time.monotonic() - began > SECONDS:
            raise _later(f"it takes longer than {SECONDS:g} seconds; choose with since or where, or use rashomon export {format.name}")

    def record(kind: str, _: Path, sha256: str, incidents: list[str], documents: list[str]) -> None:
        if not visit.settings.read_only:
            at = f"given out by the server as {called}, asked for by {visit.who or 'somebody at this machine'}"
            with writing(visit.desk.where, wait=PATIENCE) as ledger:
                record_export(ledger, kind, at, sha256, incidents, documents, names=wanted.names)

    return make_export(visit.desk.where, format, wanted, folder, options, record=record, each=each)


def _later(detail: str) -> Problem:
    problem = Problem(503, "not now", detail)
    problem.headers["Retry-After"] = "10"
    return problem


def _zipped(made: Made, path: Path) -> Path:
    """All files of an export as a ZIP, the same bytes for the same files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for file in sorted(made.files):
            info = zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with file.open("rb") as source, out.open(info, "w") as target:
                shutil.copyfileobj(source, target)
    return path


def _options(asked: ExportAsked) -> dict[str, Any]:
    given: dict[str, Any] = {
        "dialect": asked.dialect,
        "candidate": asked.candidate,
        "aggregates": asked.aggregates,
        "date-style": asked.date_style,
        "interaction": asked.interaction,
    }
    return {k: v for k, v in given.items() if v}


def _wanted(visit: Visit, format: Format, asked: ExportAsked) -> Wanted:
    policy = visit.lens.policy or format.default_policy
    if policy is not None:
        framed(policy)
    return Wanted(
        policy=policy,
        since=day_given(asked.since.strip(), "since") if asked.since.strip() else None,
        where=read_filter(asked.where, "where") if asked.where.strip() else None,
        as_of=visit.lens.moment,
        as_of_text=visit.lens.as_of,
        changed_since=asked.changed_since.strip() or None,
        names=visit.settings.names,
        coarsen=visit.settings.coarsen,
    )
