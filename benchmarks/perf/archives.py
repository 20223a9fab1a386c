"""What reading a web archive costs: its framing against warcio's own loop, its pages against its framing, and memory against its size.

usage: python -m benchmarks.perf.archives [PAGES...]      (default: 2000 8000)
Each size is written and read in one process of its own: PAGES pages, each with a request and a note, a picture for every second. Prints a line for each size: records,
megabytes packed, framing / warcio (the same records), pages / framing, pages a second, and megabytes the process grew by.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from benchmarks.perf.measured import in_own_process, own_peak_mb

SENTENCE = (
    "A bomb exploded at the market of Orvale on Monday, killing {n} people, police spokesman Dasho Merin told reporters in the town. "
)


def _write(path: Path, pages: int) -> int:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        date = {"WARC-Date": "2031-05-06T07:08:09Z"}
        records = 0
        for n in range(pages):
            url = f"https://courier.example/{n}"
            text = "".join(f"<p>{SENTENCE.format(n=n + k)}</p>" for k in range(12))
            page = f"<html><head><title>Story {n}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Story {n}</h1>{text}</article></body></html>"
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "courier.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=date))
            bodies = [(url, "text/html; charset=utf-8", page.encode())]
            if n % 2:
                bodies.append((f"{url}.jpg", "image/jpeg", bytes(range(256)) * 100))
            for address, kind, body in bodies:
                http = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(address, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=date)
                )
            writer.write_record(writer.create_warc_record(url, "metadata", payload=BytesIO(b"fetchTimeMs: 90"), warc_headers_dict=date))
            records += 2 + len(bodies)
    return records


def _keep(_: Mapping[str, str]) -> int:
    return 10_000_000


def _measure(pages: int) -> None:
    from warcio.archiveiterator import ArchiveIterator

    from rashomon.inputs import warc
    from rashomon.inputs.source import Source
    from rashomon.inputs.warc_records import records

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc.gz")
        count = _write(path, pages)
        start = time.process_time()
        with path.open("rb") as fh:
            theirs_count = sum(len(r.content_stream().read()) >= 0 for r in ArchiveIterator(fh))
        theirs = time.process_time() - start
        start = time.process_time()
        with path.open("rb") as fh:
            ours_count = sum(len(r.block) >= 0 for r in records(fh, _keep) if not hasattr(r, "reason"))
        ours = time.process_time() - start
        assert theirs_count == ours_count == count, (theirs_count, ours_count, count)
        next(iter(warc.read(Source("made.warc.gz", path))))  # libraries are loaded
        before = own_peak_mb()
        start = time.process_time()
        read = sum(1 for _ in warc.read(Source("made.warc.gz", path))) - 1
        whole = time.process_time() - start
        assert read == pages, (read, pages)
        grown = own_peak_mb() - before
        print(
            f"pages {pages:>7,}  records {count:>8,}  packed {path.stat().st_size / 1e6:6.1f} MB  framing/warcio {ours / theirs:4.2f}  "
            f"pages/framing {whole / ours:5.1f}  {pages / whole:6.0f} pages/s  grew {grown:5.1f} MB",
            flush=True,
        )


def main(argv: list[str]) -> None:
    """Measures each size in a process of its own."""
    for pages in [int(a) for a in argv] or [2000, 8000]:
        in_own_process(_measure, pages)


if __name__ == "__main__":
    main(sys.argv[1:])
