"""Answers for programs: every page as JSON and as CSV, each with a tag by which an asker finds out that nothing changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from io import StringIO
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from rashomon import __version__
from rashomon.exports.table import Cell, Table
from rashomon.web.visit import Visit

#: What an answer depends on beside its address: who asks, and how it is packed.
VARY = "Cookie, Authorization, Accept-Encoding"
_BROKEN = re.compile("[\ud800-\udfff]")


def etag(visit: Visit) -> str:
    """The tag of what this address gives now: of the ledger's state, the lens, the address, what the asker may see, and this version.

    Weak, for a packed answer has the same tag as the bare one."""
    told = (
        __version__,
        visit.state.tag,
        sorted(visit.lens.params.items()),
        visit.request.url.path,
        sorted(visit.request.query_params.multi_items()),
        (visit.settings.names, visit.settings.coarsen, int(visit.role)),
    )
    return f'W/"{hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()[:24]}"'


def unchanged(visit: Visit) -> Response | None:
    """The answer "not modified" for an asker who has what this address gives now, or the answer that somebody else was given; None where it has
    to be made. Ask before a question that takes long."""
    tag = etag(visit)
    given = visit.request.headers.get("if-none-match", "")
    if visit.request.method in ("GET", "HEAD") and any(g.strip() in (tag, "*", tag.removeprefix("W/")) for g in given.split(",")):
        return Response(status_code=304, headers=_headers(tag))
    made = visit.request.app.state.answers.get(tag)
    return None if made is None else Response(made[0], 200, _headers(tag), made[1])


def json_answer(visit: Visit, data: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """``data`` as JSON: dataclasses as objects, dates as text, mappings in the order that they have. 304 where the asker has it already."""
    tag = etag(visit)
    if status == 200 and (same := unchanged(visit)) is not None:
        return same
    body = dumped(data)
    if status == 200:
        visit.request.app.state.answers.keep(tag, visit.state.tag, visit.request.url.path, body, media_type)
    return Response(body, status, _headers(tag) if status == 200 else None, media_type)


def csv_answer(visit: Visit, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Cell] | Sequence[Cell]]) -> Response:
    """A CSV table, offered as the file ``name``.csv, with a mark for UTF-8 and safe to open in a spreadsheet: an apostrophe stands before
    text that would begin a formula (:func:`rashomon.exports.table.guarded`). 304 where the asker has it already."""
    if (same := unchanged(visit)) is not None:
        return same
    out = StringIO()
    table = Table(out, columns, "spreadsheet")
    for row in rows:
        table.add(row)
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", name)[:80].strip("-") or "rashomon"
    headers = _headers(etag(visit)) | {"Content-Disposition": f'attachment; filename="{safe}.csv"'}
    return Response(out.getvalue().encode("utf-8"), 200, headers, "text/csv; charset=utf-8")


def dumped(data: Any) -> bytes:
    """JSON in UTF-8. Lone surrogates, which no JSON text may hold, are U+FFFD; NaN is refused (ValueError)."""
    text = json.dumps(plain(data), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _BROKEN.sub("\ufffd", text).encode("utf-8")


def plain(data: Any) -> Any:
    """What JSON can hold of ``data``. Sets are sorted; an Enum is its value. Raises TypeError for anything else."""
    if data is None or (isinstance(data, (str, bool, int, float)) and not isinstance(data, Enum)):
        return data
    if isinstance(data, Enum):
        return plain(data.value)
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        return {f.name: plain(getattr(data, f.name)) for f in dataclasses.fields(data) if not f.name.startswith("_")}
    if isinstance(data, Mapping):
        return {str(k): plain(v) for k, v in data.items()}
    if isinstance(data, AbstractSet):
        return sorted((plain(v) for v in data), key=repr)
    if isinstance(data, Iterable) and not isinstance(data, (bytes, bytearray)):
        return [plain(v) for v in data]
    if isinstance(data, (date, PurePath)):
        return data.isoformat() if isinstance(data, date) else str(data)
    if hasattr(data, "model_dump"):
        return data.model_dump(mode="json")
    raise TypeError(f"{type(data).__name__} cannot be written as JSON")


def address(path: str, params: Mapping[str, str] | Sequence[tuple[str, str]] = ()) -> str:
    """An address of ours with its parameters."""
    text = urlencode(list(params.items()) if isinstance(params, Mapping) else list(params))
    return f"{path}?{text}" if text else path


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": VARY}
