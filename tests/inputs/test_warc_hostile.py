"""Archives made to hurt: ten megabytes that are ten gigabytes, records without number, lengths that lie. Each in a process with little memory."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from tests.inputs.web_archives import DATE, Writer, page

URL = "https://courier.example/orvale/blast"
READ = """
import json, resource, sys
from pathlib import Path
from rashomon.corpus import Article
from rashomon.inputs import mail, wacz, warc
from rashomon.inputs.source import Source
import rashomon.inputs.html, lxml.html
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
reader = {"warc": warc, "wacz": wacz, "mbox": mail}[sys.argv[2]]
articles, rejected = 0, []
for item in reader.read(Source("x", Path(sys.argv[1]))):
    if isinstance(item, Article):
        articles += 1
    else:
        rejected.append([item.name, item.reason])
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(json.dumps([articles, rejected, grown]))
"""


def run(path: Path, kind: str = "warc") -> tuple[int, list[list[str]], int]:
    """How many articles came out, what was rejected, and by how many megabytes the process grew."""
    done = subprocess.run([sys.executable, "-c", READ, str(path), kind], capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    articles, rejected, grown = json.loads(done.stdout)
    return articles, rejected, grown


def endless(head: bytes, filling: bytes, size: int) -> bytes:
    """A gzip member of ``size`` bytes that begins with ``head`` and goes on with ``filling`` again and again; it has no end."""
    made = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = io.BytesIO()
    out.write(made.compress(head) + made.flush(zlib.Z_FULL_FLUSH))
    again = made.compress((filling * (1_000_000 // len(filling) + 1))[:1_000_000]) + made.flush(zlib.Z_FULL_FLUSH)
    out.write(again * (size // len(again)))
    return out.getvalue()


def head_of(length: int, kind: str = "response") -> bytes:
    return f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {URL}\r\nWARC-Date: {DATE}\r\nContent-Length: {length}\r\n\r\n".encode()


@pytest.mark.parametrize(
    ("head", "filling"),
    [
        (head_of(10**10) + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"\0"),
        (head_of(10**10, "request"), b"\0"),
        (head_of(10**10) + b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"WARC/1.0\r\nX-Long: ", b"x"),
        (b"WARC/1.0\r\n", b"X: y\r\n"),
        (b"", b"\r\n"),
        (b"", b"no record\n"),
    ],
    ids=["page", "request", "http head", "header line", "headers", "blanks", "junk"],
)
def test_ten_megabytes_of_ten_gigabytes(tmp_path: Path, head: bytes, filling: bytes) -> None:
    after = Writer().answer(URL + "/after", page("After"))
    bomb = endless(head, filling, 10_000_000)
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(Writer().answer(URL + "/before").data + bomb + after.data)
    articles, rejected, grown = run(path)
    assert articles == 2, "what stands before and after is read"
    assert "unpacks to more than 250 times its size: a bomb, not a page" in " ".join(reason for _, reason in rejected)
    assert grown < 300, "megabytes"


def test_ten_gigabytes_declared_in_a_file_that_is_not_packed(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    with path.open("wb") as fh:
        fh.write(head_of(10**12) + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        fh.seek(1_000_000_000, 1)  # a hole, which takes no room
        fh.write(b"\r\n\r\n" + Writer(packed=False).answer(URL + "/after", page("After")).data)
    articles, rejected, grown = run(path)
    assert articles == 2 and rejected == [], "one of them too large"
    assert grown < 400, "megabytes"


def test_two_hundred_thousand_tiny_records(tmp_path: Path) -> None:
    one = gzip.compress(head_of(4, "metadata") + b"note\r\n\r\n")
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as fh:
        for _ in range(200):
            fh.write(one * 1000)
        fh.write(Writer().answer(URL).data)
    articles, rejected, grown = run(path)
    assert articles == 1 and rejected == [["x:others", "200,000 other records are no articles: notes on captures 200,000"]]
    assert grown < 60, "megabytes"


@pytest.mark.parametrize("packed", [True, False])
def test_lengths_that_all_run_to_the_end_do_not_cost_the_square(tmp_path: Path, packed: bool) -> None:
    data = b"".join(head_of(30_000_000) + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(f"N{n}") for n in range(3000))
    path = tmp_path / "x.warc"
    path.write_bytes(gzip.compress(data) if packed else data)
    articles, rejected, grown = run(path)
    assert articles + len(rejected) > 500 and grown < 400


def test_members_that_all_break_late_do_not_cost_the_square(tmp_path: Path) -> None:
    """Each member seems to hold a record and runs on over the next two hundred thousand bytes before it breaks."""
    body = zlib.compressobj(0, zlib.DEFLATED, 31)
    start = body.compress(head_of(10**9)) + body.flush(zlib.Z_FULL_FLUSH)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(start + b"\0\xff\xff\0\0" + bytes(65_535) for _ in range(400)))
    articles, rejected, grown = run(path)
    assert articles == 0 and rejected and grown < 200


def test_a_file_of_beginnings_alone_comes_to_an_end(tmp_path: Path) -> None:
    start = gzip.compress(head_of(5), 0)[:40]
    path = tmp_path / "x.warc.gz"
    path.write_bytes(Writer().answer(URL).data + b"\x1f\x8b\x08" * 300_000 + start * 3000 + Writer().answer(URL + "/2").data)
    articles, rejected, grown = run(path)
    assert articles == 2 and rejected[-1][0] == "x:damage" and grown < 100


def test_a_page_of_deep_nesting_and_one_of_chunks_without_end(tmp_path: Path) -> None:
    writer = Writer().answer(URL, b"<html><body>" + b"<div>" * 100_000 + b"text" + b"</div>" * 100_000)
    writer.answer(URL + "/chunks", b"1\r\na\r\n" * 300_000, headers=[("Transfer-Encoding", "chunked")])
    writer.answer(URL + "/after", page("After"))
    path = tmp_path / "x.warc.gz"
    path.write_bytes(writer.data)
    articles, rejected, grown = run(path)
    assert articles == 3 and rejected == [] and grown < 400


def test_a_folder_of_mail_that_never_ends_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.mbox"
    with path.open("wb") as fh:
        fh.write(b"From - Tue May  6 07:08:09 2031\nSubject: x\n\n")
        fh.seek(300_000_000, 1)
        fh.write(b"\n\nFrom - Tue May  6 07:08:09 2031\nSubject: after\n\nTwo died.\n")
    articles, rejected, grown = run(path, "mbox")
    assert articles == 1 and "larger than 60 MB" in rejected[0][1] and grown < 300
