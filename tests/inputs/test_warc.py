"""Pages of web archives as articles: which records are pages, what is kept of where they stood, and how the rest is counted."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.web_archives import DATE, HTML, Writer, page, read

from rashomon.inputs.warc import ALL_TEXT
from rashomon.model import Declared

URL = "https://courier.example/orvale/market-blast"


def test_a_page_is_an_article_with_its_place_and_time(tmp_path: Path) -> None:
    writer = (
        Writer().info().request(URL).answer(URL, headers=[("Last-Modified", "Mon, 05 May 2031 20:00:00 GMT"), ("Content-Language", "en")])
    )
    (article,), rejected = read(tmp_path, writer.data)
    assert article.name == f"20310506070809/{URL}" and article.url == URL and article.origin == f"news.warc.gz:{writer.starts[2]}"
    assert isinstance(article.raw, str) and "killing two people" in article.raw and "Home" not in article.raw
    assert article.title == "Two dead in Orvale blast" and article.problem is None and article.notes == ()
    assert Declared("modified", "Mon, 05 May 2031 20:00:00 GMT", "http") in article.declared
    assert Declared("language", "en", "http") in article.declared
    kept = dict(article.provenance)
    assert kept.pop("record").startswith("<urn:uuid:") and kept.pop("digest").startswith("sha1:")
    assert kept == {
        "archive": "news.warc.gz", "offset": str(writer.starts[2]), "length": str(len(writer.data) - writer.starts[2]),
        "address": URL, "retrieved": DATE, "published_not_after": "2031-05-06", "status": "200",
    }  # fmt: skip
    cut = writer.data[int(kept["offset"]) :][: int(kept["length"])]
    assert page() in gzip.decompress(cut)
    assert [(r.name, r.reason) for r in rejected] == [
        ("news.warc.gz:others", "2 other records are no articles: notes on the archive 1, requests 1")
    ]


def test_names_stay_when_the_archive_is_renamed_or_packed_again(tmp_path: Path) -> None:
    first, again = (Writer(packed=p).answer(URL).answer(URL, page(dead="three")).answer(URL, date="2031-05-07T00:00:00Z", body=page("Later"))
                    for p in (True, False))  # fmt: skip
    names = [a.name for a in read(tmp_path, first.data)[0]]
    assert names == [f"20310506070809/{URL}", f"20310506070809/{URL}#2", f"20310507000000/{URL}"]
    assert [a.name for a in read(tmp_path, again.data, "other.warc")[0]] == names


@pytest.mark.parametrize(
    ("url", "date", "name"),
    [
        ("https://courier.example/@editor/a b", DATE, "20310506070809/https://courier.example/%40editor/a%20b"),
        ("https://courier.example/a", "2031-05-06T07:08:09.123456Z", "20310506070809/https://courier.example/a"),
        ("https://courier.example/a", "yesterday", "news.warc.gz:0"),
        ("https://courier.example/" + "x" * 900, DATE, "20310506070809/https://courier.example/" + "x" * 436 + "…"),
    ],
)
def test_names_are_fit_for_a_ledger(tmp_path: Path, url: str, date: str, name: str) -> None:
    (article,), _ = read(tmp_path, Writer().answer(url, date=date).data)
    assert article.name.startswith(name) and len(article.name) < 520 and "@" not in article.name


def test_what_is_no_page_is_counted_in_one_line(tmp_path: Path) -> None:
    writer = Writer().info()
    for n in range(3):
        writer.request(f"{URL}/{n}").answer(f"{URL}/{n}.jpg", b"\xff\xd8\xff", kind="image/jpeg")
    writer.answer(f"{URL}/p.png", b"\x89PNG", kind="image/png").answer(URL + "/gone", b"<p>gone", status="404 Not Found")
    writer.answer(URL + "/moved", b"", status="301 Moved Permanently", headers=[("Location", URL)]).answer(URL + "/e", b"", status="204 No")
    writer.answer(URL + "/report.pdf", b"%PDF", kind="application/pdf").answer(URL + "/feed", b"<rss/>", kind="application/rss+xml")
    writer.answer("https://courier.example/robots.txt", b"User-agent: *", kind="text/plain").answer(URL + "/x", b"?", kind="x/unheard-of")
    writer.answer(URL + "/part", b"<p>part", status="206 Partial Content").answer(URL + "/style", b"p {}", kind="text/css;charset=utf-8")
    writer.other("metadata", URL, b"fetchTimeMs: 90").other("revisit", URL).other("resource", "urn:pageinfo:x", b"{}").other("novelty", URL)
    writer.other("response", "dns:courier.example", b"20310506\ncourier.example. 9 IN A 192.0.2.1", mime="text/dns")
    articles, rejected = read(tmp_path, writer.data)
    assert articles == []
    assert [r.reason for r in rejected] == [
        "22 other records are no articles: pictures 4 (image/jpeg, image/png), requests 3, records of no address on the web 2 (dns, urn), "
        "PDF documents 1 (application/pdf), content of other kinds 1 (x/unheard-of), empty answers 1 (204), errors 1 (404), "
        "feeds and XML 1 (application/rss+xml), notes on captures 1, notes on the archive 1, parts of files 1 (206), "
        "records of types not known here 1 (novelty), redirects 1 (301), repeats of pages archived elsewhere 1, "
        "styles and scripts 1 (text/css), text for machines 1 (robots.txt)"
    ]
    assert sum(int(n) for n in re.findall(r" (\d+)(?= \(|, |$)", rejected[0].reason)) == 22


def test_a_page_taken_again_unchanged_is_read_once(tmp_path: Path) -> None:
    writer = Writer().answer(URL).answer(URL, date="2031-05-07T00:00:00Z").answer(URL + "/copy")
    articles, rejected = read(tmp_path, writer.data)
    assert [a.name for a in articles] == [f"20310506070809/{URL}", f"20310506070809/{URL}/copy"]
    assert rejected[0].reason == "1 other record is no article: pages that were taken again unchanged 1"


def chunked(body: bytes, size: int = 50) -> bytes:
    parts = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


PACKINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "identity": lambda data: data,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("in_chunks", [True, False])
def test_what_went_over_the_wire_is_unpacked(tmp_path: Path, packing: str, in_chunks: bool) -> None:
    body = PACKINGS[packing](page())
    headers = [("Content-Encoding", packing), *([("Transfer-Encoding", "chunked")] if in_chunks else [])]
    writer = Writer().answer(URL, chunked(body) if in_chunks else body, headers=headers)
    (article,), _ = read(tmp_path, writer.data)
    assert "killing two people" in str(article.raw) and article.problem is None and article.notes == ()


@pytest.mark.parametrize("packing", PACKINGS)
def test_headers_left_over_from_before_a_page_was_unpacked_do_no_harm(tmp_path: Path, packing: str) -> None:
    writer = Writer().answer(URL, headers=[("Content-Encoding", packing), ("Transfer-Encoding", "chunked")])
    (article,), _ = read(tmp_path, writer.data)
    assert "killing two people" in str(article.raw) and article.notes == ()


def test_pages_that_cannot_be_had_are_set_aside_by_name(tmp_path: Path) -> None:
    writer = Writer().answer(URL, b"\x01\x02", headers=[("Content-Encoding", "aes128gcm")])
    writer.answer(URL + "/bomb", gzip.compress(bytes(60_000_000)), headers=[("Content-Encoding", "gzip")])
    writer.answer(URL + "/empty", b"<html><body></body></html>")
    articles, _ = read(tmp_path, writer.data)
    assert [a.raw for a in articles] == ["", "", ""]
    assert articles[0].problem == "packed as 'aes128gcm', which is not known here"
    assert articles[1].problem == "unpacks to more than 250 times its size; nothing of it was read"
    assert articles[2].problem


def test_pages_cut_off_are_read_and_say_so(tmp_path: Path) -> None:
    packed = gzip.compress(page(extra="".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(300))))
    writer = Writer().answer(URL, packed[:-4000], headers=[("Content-Encoding", "gzip")])
    writer.answer(URL + "/2", page(), record={"WARC-Truncated": "length"})
    writer.answer(URL + "/3", chunked(page())[:-60], headers=[("Transfer-Encoding", "chunked")])
    articles, _ = read(tmp_path, writer.data)
    assert all("killing two people" in str(a.raw) for a in articles)
    assert re.fullmatch(r"the page is cut off: the gzip data breaks off after [0-9,]+ bytes", articles[0].notes[0])
    assert articles[1].notes == ("the page was cut off when it was archived (length)",)
    assert articles[2].notes == ("the page is cut off: its last chunks are missing",)


def test_a_page_changed_since_it_was_archived_says_so(tmp_path: Path) -> None:
    data = Writer(packed=False).answer(URL).data
    (article,), _ = read(tmp_path, data.replace(b"killing two", b"killing six"), "changed.warc")
    assert article.notes == ("the digest in the archive is not that of the page: it was changed or damaged since it was archived",)


def test_text_of_pages_and_files(tmp_path: Path) -> None:
    text = b"Two dead in Orvale blast\nORVALE, May 5 - A bomb killed two people, police said.\n"
    writer = Writer().other("conversion", URL, text).other("resource", "https://courier.example/a.html", page(), mime="text/html")
    writer.answer("https://courier.example/plain.txt", text, kind="text/plain; charset=utf-8")
    writer.answer("https://courier.example/large.txt", b"more " * 500_000, kind="text/plain")
    wet, resource, plain, large = read(tmp_path, writer.data, "news.warc.wet.gz")[0]
    assert (wet.raw, wet.notes, wet.url, plain.raw) == (text, (ALL_TEXT,), URL, text)
    assert "killing two people" in str(resource.raw) and dict(resource.provenance)["digest"].startswith("sha1:")
    assert (large.raw, large.problem) == ("", "larger than 2 MB")


@pytest.mark.parametrize("kind", [None, "", "application/octet-stream", "unknown/unknown"])
def test_pages_whose_server_did_not_say_what_they_are(tmp_path: Path, kind: str | None) -> None:
    writer = (
        Writer()
        .answer(URL, kind=kind)
        .answer(URL + "/2", b"<p>A bare one.</p>" * 30, kind=kind, record={"WARC-Identified-Payload-Type": HTML})
    )
    writer.answer(URL + "/3", bytes(range(256)), kind=kind)
    articles, rejected = read(tmp_path, writer.data)
    assert [a.url for a in articles] == [URL, URL + "/2"]
    assert "content of other kinds 1" in rejected[0].reason


def test_fields_beside_an_archive_are_for_all_its_pages(tmp_path: Path) -> None:
    from rashomon.inputs import warc
    from rashomon.inputs.source import Source

    path = tmp_path / "a.warc.gz"
    path.write_bytes(Writer().answer(URL).answer(URL + "/2", page("Another")).data)
    items = list(warc.read(Source("a.warc.gz", path, {"outlet": "Tervan Courier", "title": "not of all", "url": "nor this"})))
    assert [(i.outlet, i.title) for i in items] == [("Tervan Courier", "Two dead in Orvale blast"), ("Tervan Courier", "Another")]  # type: ignore[union-attr]


def test_damage_is_named_with_its_place_and_its_page(tmp_path: Path) -> None:
    writer = Writer().answer(URL).answer(URL + "/2", page("Second")).answer(URL + "/3", page("Third"))
    data = writer.data[: writer.starts[2] - 40] + writer.data[writer.starts[2] :]
    articles, rejected = read(tmp_path, data)
    assert [a.title for a in articles] == ["Two dead in Orvale blast", "Third"]
    assert rejected[0].name == f"news.warc.gz:{writer.starts[1]}"
    assert re.fullmatch(
        rf"a damaged record \(the page {URL}/2\): the packed data .*; what could be read around it was, get the archive again for the rest",
        rejected[0].reason,
    )


def test_thousands_of_damaged_places_are_counted(tmp_path: Path) -> None:
    one = Writer().answer(URL).data
    articles, rejected = read(tmp_path, one + (one[:40] + b"junk") * 300)
    assert len(articles) == 1
    named, rest = rejected[:-1], rejected[-1]
    assert len(named) <= 100 and (len(named) < 100 or re.match(r"\d+ more damaged places", rest.reason))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no record of a web archive"),
        (b"\x28\xb5\x2f\xfd rest", "unpack it first: zstd -d FILE"),
        (b"filedesc://x.arc 0.0.0.0 20010101 text/plain 70\n", "warcio recompress FILE NEW.warc.gz"),
        (gzip.compress(b"filedesc://x.arc 0.0.0.0 20010101 text/plain 70\n", mtime=0), "warcio recompress FILE NEW.warc.gz"),
        (b"this is no archive", "18 bytes that are no record"),
        (gzip.compress(b"this is no archive", mtime=0), "18 bytes that are no record"),
    ],
    ids=["empty", "zstd", "arc", "arc packed", "no archive", "no archive packed"],
)
def test_files_that_are_no_such_archive(tmp_path: Path, data: bytes, reason: str) -> None:
    articles, rejected = read(tmp_path, data)
    assert articles == [] and any(reason in r.reason for r in rejected)


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("windows-1251", "Двое погибли.".encode("cp1251"), "Двое погибли."),
        ("utf-8", "Двое погибли.".encode(), "Двое погибли.".encode()),
        ("no-such", b"Two died.", b"Two died."),
        ("shift_jis", b"\xff\xff", b"\xff\xff"),
        ("unicode_escape", b"Two \\ died", b"Two \\ died"),
    ],
)
def test_plain_text_in_the_encoding_its_server_named(tmp_path: Path, charset: str, data: bytes, text: bytes | str) -> None:
    (article,), _ = read(tmp_path, Writer().answer(URL, data, kind=f"text/plain; charset={charset}").data)
    assert article.raw == text


PLAIN = (
    Writer(packed=False)
    .info()
    .answer(URL, headers=[("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")])
    .answer(URL + "/2")
    .data
)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_no_bytes_in_a_record_raise(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    raw = bytearray(PLAIN)
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=6)):
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    articles, rejected = read(tmp_path_factory.getbasetemp(), gzip.compress(bytes(raw)))
    assert articles or rejected
    assert len({a.name for a in articles}) == len(articles)
