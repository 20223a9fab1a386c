"""The archives: every answer as it came, with the request that asked for it, in standard WARC files that other tools read too."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rashomon import __version__
from rashomon.fetch.client import Answer
from rashomon.fetch.state import FetchError, State

#: Larger archives are ended and another begun: what a file system, a mail or a person still moves with ease.
MAX_FILE = 500_000_000
#: Not kept: what would let somebody else go on as us, and what is no longer true of the body as it is kept.
_DROPPED = frozenset({"set-cookie", "set-cookie2"})
_RENAMED = frozenset({"transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer is kept: file below the folder, offset in it, and how long the file is now."""

    file: str
    offset: int
    length: int


class Archive:
    """Where answers are written: ``articles/`` for pages that the ledger reads, ``feeds/`` for feeds. Begun when the first answer comes."""

    def __init__(self, folder: Path, kind: str, state: State, agent: str) -> None:
        self._folder, self._kind, self._state, self._agent = folder, kind, state, agent
        self._name = ""
        self._fh: io.BufferedRandom | None = None

    def add(self, answer: Answer, about: dict[str, Any]) -> Kept:
        """Writes request, what is known of the answer (``about``), and the answer.

        It counts once the caller has saved the length of the file with what it knows of the page: killed before that, both are gone.
        """
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        try:
            fh = self._open(answer.at)
            writer = WARCWriter(fh, gzip=True)
            date = answer.at.strftime("%Y-%m-%dT%H:%M:%SZ")
            common = {"WARC-Date": date, **({"WARC-IP-Address": answer.server} if answer.server else {})}
            status = StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), _kept(answer), protocol="HTTP/1.1")
            response = writer.create_warc_record(
                answer.url,
                "response",
                payload=io.BytesIO(answer.body),
                length=len(answer.body),
                http_headers=status,
                warc_headers_dict=common,
            )
            identity = response.rec_headers.get_header("WARC-Record-ID")
            near = {"WARC-Date": date, "WARC-Concurrent-To": identity}
            path = answer.url.split("/", 3)[3] if answer.url.count("/") > 2 else ""
            asked = StatusAndHeaders(f"GET /{path} HTTP/1.1", list(answer.request), is_http_request=True)
            writer.write_record(
                writer.create_warc_record(
                    answer.url, "request", payload=io.BytesIO(b""), length=0, http_headers=asked, warc_headers_dict=near
                )
            )
            known = json.dumps(about, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
            writer.write_record(
                writer.create_warc_record(
                    answer.url, "metadata", payload=io.BytesIO(known), length=len(known), warc_content_type="application/json",
                    warc_headers_dict={"WARC-Date": date, "WARC-Refers-To": identity},
                )
            )  # fmt: skip
            offset = fh.tell()
            writer.write_record(response)
            fh.flush()
            os.fsync(fh.fileno())
        except OSError as err:
            raise FetchError(
                f"{self._folder} cannot be written ({err.strerror}); free some space, or choose another folder with --keep"
            ) from err
        return Kept(f"{self._kind}/{self._name}", offset, fh.tell())

    def close(self) -> None:
        """Ends the archive at hand."""
        if self._fh is not None:
            self._fh.close()
            self._fh = None

    def _open(self, at: datetime) -> io.BufferedRandom:
        if self._fh is not None and self._fh.tell() < MAX_FILE:
            return self._fh
        self.close()
        folder = self._folder / self._kind
        folder.mkdir(parents=True, exist_ok=True)
        for n in range(10_000):  # two rounds within one second
            self._name = f"{at:%Y%m%dT%H%M%SZ}{f'-{n}' if n else ''}.warc.gz"
            if (folder / self._name).exists():
                continue
            self._state.save_length(f"{self._kind}/{self._name}", 0)  # known before it is there: one that nobody knows is its owner's
            try:
                self._fh = (folder / self._name).open("x+b")
                break
            except FileExistsError:
                continue
        if self._fh is None:
            raise FetchError(f"{folder} holds ten thousand archives of this second; choose another folder with --keep")
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(self._fh, gzip=True)
        info = {
            "software": f"rashomon/{__version__}",
            "format": "WARC File Format 1.0",
            "robots": "obeyed",
            "http-header-user-agent": self._agent,
        }
        writer.write_record(writer.create_warcinfo_record(self._name, info))
        return self._fh


def _kept(answer: Answer) -> Sequence[tuple[str, str]]:
    """Headers as they came, but for cookies; chunks were joined, so their header is kept under the name that archives use for it."""
    out, length = [], str(len(answer.body))
    for name, value in answer.headers:
        if name.lower() in _DROPPED or (name.lower() == "content-length" and value == length):
            continue
        out.append((f"X-Archive-Orig-{name}" if name.lower() in _RENAMED else name, value))
    return [*out, ("Content-Length", length)]


def mend(folder: Path, state: State) -> list[str]:
    """Cuts off what a killed fetch wrote last and nobody knows of; names what was cut or is not there any more."""
    said = []
    known = state.files()
    for name, length in known.items():
        path = folder / name
        try:
            if length == 0:
                path.unlink()
                said.append(f"{name}: taken away, a fetch was killed before anything in it was whole")
            elif path.stat().st_size > length:
                with path.open("r+b") as fh:
                    fh.truncate(length)
                said.append(f"{name}: cut off what a fetch that was killed had not written whole")
            elif path.stat().st_size < length:
                said.append(f"{name} is shorter than it was; pages in it may be lost")
        except FileNotFoundError:
            continue  # moved away by its owner, who may do so
        except OSError as err:
            raise FetchError(
                f"{path} cannot be written ({err.strerror}); ask for the right to, or choose another folder with --keep"
            ) from err
    return said
