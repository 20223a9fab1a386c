"""``/feed.atom``: changes of a saved search, for a reader of feeds (RFC 4287). The address holds the search: the parameters of the list of incidents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from rashomon.pipeline.moved import Change
from rashomon.queries import feed
from rashomon.queries.feed import Said
from rashomon.web.answers import VARY, etag, unchanged
from rashomon.web.api.asked import IncidentsAsked
from rashomon.web.problems import Problem
from rashomon.web.visit import Reader, Visit

router = APIRouter()
KIND = "application/atom+xml; charset=utf-8"
#: Characters that XML 1.0 cannot hold, and those that turn the direction of a line.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Quotes of an entry.
QUOTES = 5
_WORDS = {"came": "new", "went": "gone", "changed": "changed"}


class FeedAsked(IncidentsAsked):
    """Which incidents to tell of, and how many changes on a page."""

    before: int | None = Field(default=None, ge=1, le=2**53, description="Changes before this number: the page after.")
    limit: int = Field(default=50, ge=1, le=200)


@router.get("/feed.atom", include_in_schema=False)
def atom(visit: Reader, asked: Annotated[FeedAsked, Query()]) -> Response:
    """What changed in the incidents of a search, the last change first."""
    if visit.lens.as_of is not None:
        raise Problem(400, "cannot be answered", "a feed tells what this ledger said when; as_of is another question: leave it out")
    if (same := unchanged(visit)) is not None:
        return same
    own = {e.incident_id for e in visit.desk.shelf(visit.db, visit.lens).matching(visit.query())}
    found = feed.newest(visit.db, own, asked.limit + 1, asked.before)
    shown = found[: asked.limit]
    rows = feed.feed_rows(visit.desk, visit.db, shown)
    text = _feed(visit, list(zip(shown, rows, strict=True)), more=len(found) > asked.limit)
    return Response(text.encode("utf-8"), 200, {"ETag": etag(visit), "Cache-Control": "private, no-cache", "Vary": VARY}, KIND)


def _feed(visit: Visit, entries: Sequence[tuple[Said, dict[str, Any]]], *, more: bool) -> str:
    base = str(visit.request.base_url).rstrip("/")
    search = [(k, v) for k, v in visit.request.query_params.multi_items() if k not in ("before", "limit") and v.strip()]
    page = [(k, v) for k, v in visit.request.query_params.multi_items() if k == "limit"]
    own = tag(visit, "feed", urlencode(sorted(search)))
    title = "Rashomon: what changed" + (f" ({', '.join(f'{k} {v}' for k, v in search)})" if search else "")
    updated = entries[0][0].at if entries else visit.state.run_at or "1970-01-01T00:00:00+00:00"
    out = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>{_text(own)}</id>",
        f"<title>{_text(title)}</title>",
        "<subtitle>Who said what of which incident, in which words; no verdict. Names of private persons are hidden.</subtitle>"
        if not visit.settings.names
        else "<subtitle>Who said what of which incident, in which words; no verdict.</subtitle>",
        f"<updated>{_moment(updated)}</updated>",
        "<author><name>rashomon</name></author>",
        "<generator>rashomon</generator>",
        _link("self", f"{base}/feed.atom", [*search, *page, *_only(visit, "before")], KIND.partition(";")[0]),
        _link("alternate", f"{base}/", search, "text/html"),
    ]
    if more:
        out.append(_link("next", f"{base}/feed.atom", [*search, *page, ("before", str(entries[-1][0].cursor))], KIND.partition(";")[0]))
    for said, row in entries:
        out += _entry(visit, base, said, row)
    return "\n".join([*out, "</feed>", ""])


def _only(visit: Visit, name: str) -> list[tuple[str, str]]:
    return [(k, v) for k, v in visit.request.query_params.multi_items() if k == name]


def _entry(visit: Visit, base: str, said: Said, row: dict[str, Any]) -> list[str]:
    one = said.change
    what = "taken from the ledger on request" if said.forgotten else _WORDS[one.what]
    lines = _lines(one, row)
    target = one.into or one.incident_id
    body = "".join(f"<p>{_text(x)}</p>" for x in lines) or "<p>no figure moved</p>"
    return [
        "<entry>",
        f"<id>{_text(tag(visit, 'change', str(said.cursor)))}</id>",
        f"<title>{_text(_title(row, what))}</title>",
        f"<updated>{_moment(said.at)}</updated>",
        _link("alternate", f"{base}/incidents/{target}", [], "text/html"),
        _link("related", f"{base}/api/v1/incidents/{target}", [], "application/json"),
        f'<category term={_attribute(one.what)} label={_attribute(what)}/>',
        f'<content type="html">{_text(body)}</content>',
        "</entry>",
    ]  # fmt: skip


def _title(row: dict[str, Any], what: str) -> str:
    label = row["label"] or row["incident_id"]
    moved = [s["words"] for s in row["steps"] if s["shown"]][:2]
    return f"{label}: {what}" + (f" ({'; '.join(moved)})" if moved else "")


def _lines(one: Change, row: dict[str, Any]) -> list[str]:
    """What an entry says: why, which figures moved, and the words that moved them."""
    out = [c["words"] for c in row["causes"] if c["words"]]
    if one.into:
        out.append(f"now told as {one.into}")
    if row["took_over"]:
        out.append(f"took over from {', '.join(row['took_over'])}")
    shown = [s for s in row["steps"] if s["shown"]]
    out += [s["words"] for s in shown]
    return [*out, *list(dict.fromkeys(q for s in shown for q in s["quotes"]))[:QUOTES]]


def tag(visit: Visit, kind: str, name: str) -> str:
    """A tag URI (RFC 4151) of something in this ledger: the same wherever the ledger is served."""
    return f"tag:rashomon.invalid,2026:{visit.state.ledger_id or 'ledger'}/{kind}/{name}"


def _link(rel: str, path: str, params: Sequence[tuple[str, str]], kind: str) -> str:
    address = path + (f"?{urlencode(params)}" if params else "")
    return f"<link rel={_attribute(rel)} type={_attribute(kind)} href={_attribute(address)}/>"


def _moment(stamp: str) -> str:
    return _text(datetime.fromisoformat(stamp).isoformat(timespec="seconds"))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text))


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))
