"""Writes web archives of made-up pages, as tests need them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.corpus import Article, Rejected
from rashomon.inputs import warc
from rashomon.inputs.source import Source

DATE = "2031-05-06T07:08:09Z"
HTML = "text/html; charset=utf-8"


def page(title: str = "Two dead in Orvale blast", dead: str = "two", extra: str = "") -> bytes:
    """A page with a headline, three paragraphs and the usual furniture."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>"
        f"<p>ORVALE, May 5 - A bomb exploded at the main market of Orvale on Monday morning, killing {dead} people, police said.</p>"
        "<p>Police spokesman Dasho Merin told reporters that the device had been hidden in a fruit cart near the northern gate.</p>"
        f"<p>No group claimed responsibility for the attack, the second in the town in a month. {extra}</p></article></body></html>"
    ).encode()


class Writer:
    """Records one after the other; ``starts`` are the places at which they begin."""

    def __init__(self, *, packed: bool = True) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)
        self.starts: list[int] = []

    def _write(self, record: object) -> None:
        self.starts.append(self._out.tell())
        self._writer.write_record(record)

    def info(self) -> Writer:
        self._write(self._writer.create_warcinfo_record("made.warc.gz", {"software": "made up"}))
        return self

    def answer(
        self,
        url: str,
        body: bytes | None = None,
        *,
        kind: str | None = HTML,
        status: str = "200 OK",
        date: str = DATE,
        headers: Iterable[tuple[str, str]] = (),
        record: dict[str, str] | None = None,
    ) -> Writer:
        """A response; without a body, a page."""
        http = StatusAndHeaders(status, [*([("Content-Type", kind)] if kind is not None else []), *headers], protocol="HTTP/1.1")
        made = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(page() if body is None else body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": date, **(record or {})},
        )
        self._write(made)
        return self

    def other(self, kind: str, url: str, body: bytes = b"", *, mime: str = "text/plain", date: str = DATE) -> Writer:
        """A record of another type, without HTTP."""
        made = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), warc_content_type=mime, warc_headers_dict={"WARC-Date": date}
        )
        self._write(made)
        return self

    def request(self, url: str) -> Writer:
        http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "courier.example")], is_http_request=True)
        self._write(self._writer.create_warc_record(url, "request", http_headers=http, warc_headers_dict={"WARC-Date": DATE}))
        return self

    @property
    def data(self) -> bytes:
        return self._out.getvalue()


def read(folder: Path, data: bytes, name: str = "news.warc.gz") -> tuple[list[Article], list[Rejected]]:
    """What the reader makes of an archive: articles, and what is none."""
    path = folder / name
    path.write_bytes(data)
    items = list(warc.read(Source(name, path)))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Rejected)]
