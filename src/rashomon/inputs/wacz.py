"""Web archives with a list of their pages (WACZ): a zip of WARC files; what its list calls pages are its articles."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from rashomon.corpus import Article, Rejected
from rashomon.corpus.decoding import safe_text
from rashomon.inputs.limits import Broken, SafeZip, TooMuch, safe_zip
from rashomon.inputs.source import Source
from rashomon.inputs.wacz_pages import PageList
from rashomon.inputs.warc import Archive, pages_of, told

PACKAGE, PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
_ARCHIVE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
#: What the description of an archive may have: a kilobyte for each file in it.
_MOST_PACKAGE = 20_000_000
CHANGED = "the file of the archive it stands in is not the one that its description names: changed or damaged since it was made"


class _Slice(io.RawIOBase):
    """A stretch of a file as a file of its own."""

    def __init__(self, fh: BinaryIO, start: int, length: int) -> None:
        self._fh, self._start, self._length, self._at = fh, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place in the stretch."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, target: bytearray | memoryview) -> int:  # type: ignore[override]
        self._fh.seek(self._start + self._at)
        data = self._fh.read(max(0, min(len(target), self._length - self._at)))
        memoryview(target)[: len(data)] = data
        self._at += len(data)
        return len(data)


def read(source: Source) -> Iterator[Article | Rejected]:
    """The pages of a WACZ, what is wrong with it, and one line that counts everything else it holds."""
    size = source.path.stat().st_size
    try:
        with safe_zip(source.path, most=max(2_000_000_000, 20 * size)) as z, source.path.open("rb") as fh:
            yield from _read(z, fh, source)
    except (Broken, TooMuch) as err:
        yield Rejected(source.name, f"this WACZ cannot be read: {err}")


def _read(z: SafeZip, fh: BinaryIO, source: Source) -> Iterator[Article | Rejected]:
    for name, why in z.refused:
        yield Rejected(f"{source.name}/{_shown(name)}", f"not read: {why}")
    archives = [n for n in z.names if _ARCHIVE.fullmatch(n)]
    if not archives:
        inside = [n for n in z.names if n.lower().endswith(".wacz")]
        hint = f"; it holds other WACZ files ({inside[0]}): unpack it and read those" if inside else "; is it a WACZ, and whole?"
        yield Rejected(source.name, f"holds no archive/*.warc.gz{hint}")
        return
    changed: set[str] = set()
    for name, why in _changed(z):
        changed.add(name)
        yield Rejected(f"{source.name}/{_shown(name)}", why)
    pages = PageList()
    for name in _LISTS:
        if name in z.names:
            yield from _listed(z, name, pages, source)
    archive = Archive(source.name, {k: v for k, v in source.fields.items() if k in ("outlet", "language")})
    archive.chosen = pages if pages else None
    for name in archives:
        archive.name = f"{source.name}/{_shown(name)}"
        archive.notes = (CHANGED,) if name in changed else ()
        try:
            with _opened(z, fh, name) as member:
                yield from pages_of(member, archive)
        except (Broken, TooMuch) as err:
            yield Rejected(archive.name, f"cannot be read: {err}; get the archive again")
    archive.name = source.name
    yield from told(archive)
    if missing := pages.missing():
        yield Rejected(
            f"{source.name}:pages",
            f"{len(missing):,} pages of its list are not in it as pages that could be read (first: {missing[0][:300]})",
        )


def _shown(name: str) -> str:
    return safe_text(name)[0]


def _opened(z: SafeZip, fh: BinaryIO, name: str) -> BinaryIO:
    """A file of the zip that one can go back in: in place where it is stored as it is (as the form asks), else unpacked beside."""
    if place := z.stands_at(name):
        return cast(BinaryIO, io.BufferedReader(_Slice(fh, *place)))
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # closed by whoever reads it
    try:
        with z.open(name) as member:
            while data := member.read(1_000_000):
                out.write(data)
    except BaseException:
        out.close()
        raise
    return out


def _listed(z: SafeZip, name: str, pages: PageList, source: Source) -> Iterator[Rejected]:
    bad = 0
    try:
        with z.open(name) as fh:
            bad = pages.add(fh)
    except (Broken, TooMuch) as err:
        yield Rejected(f"{source.name}/{name}", f"the list of pages cannot be read to its end: {err}")
    if bad:
        yield Rejected(
            f"{source.name}/{name}", f"{bad:,} lines of the list of pages are no pages (a JSON object with a url) and were not used"
        )


def _changed(z: SafeZip) -> Iterator[tuple[str, str]]:
    """Files whose hash or size is not what the archive's description says, and why."""
    if PACKAGE not in z.names:
        yield PACKAGE, "is missing, so nothing shows whether the files of this WACZ are those it was made of"
        return
    try:
        raw = z.read(PACKAGE, most=_MOST_PACKAGE)
        said = json.loads(raw)
    except (Broken, TooMuch, ValueError, RecursionError) as err:
        yield PACKAGE, f"cannot be read ({str(err)[:100]}), so nothing shows whether the files of this WACZ are those it was made of"
        return
    if PACKAGE_DIGEST in z.names:
        yield from _digest_of_package(z, raw)
    resources = said.get("resources") if isinstance(said, dict) else None
    for resource in resources if isinstance(resources, list) else []:
        if isinstance(resource, dict) and isinstance(path := resource.get("path"), str):
            yield from _differs(z, path, resource)


def _digest_of_package(z: SafeZip, raw: bytes) -> Iterator[tuple[str, str]]:
    try:
        said = json.loads(z.read(PACKAGE_DIGEST, most=_MOST_PACKAGE))
    except (Broken, TooMuch, ValueError, RecursionError):
        said = None
    given = said.get("hash") if isinstance(said, dict) else None
    if isinstance(given, str) and given.lower() != f"sha256:{hashlib.sha256(raw).hexdigest()}":
        yield PACKAGE, f"is not the one that {PACKAGE_DIGEST} names: changed since the archive was made"


def _differs(z: SafeZip, path: str, resource: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if path not in z.names:
        if path not in dict(z.refused):
            yield path, f"is named in {PACKAGE} but is not there"
        return
    kind, _, value = str(resource.get("hash") or "").partition(":")
    if kind.lower() not in ("sha256", "sha1", "md5", "sha512"):
        return
    digest = hashlib.new(kind.lower(), usedforsecurity=False)
    try:
        with z.open(path) as fh:
            while data := fh.read(1_000_000):
                digest.update(data)
    except (Broken, TooMuch) as err:
        yield path, f"cannot be read: {err}"
        return
    if digest.hexdigest() != value.strip().lower():
        yield path, f"is not the file that {PACKAGE} names (its {kind.lower()} differs): changed or damaged since the archive was made"
