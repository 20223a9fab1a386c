"""Web archives (WARC, packed or not): each page in them is an article, with the place it stands at and the time it was taken."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.inputs.charsets import is_encoding
from rashomon.inputs.fields import TOO_LARGE, article_of
from rashomon.inputs.source import Source
from rashomon.inputs.warc_beside import Beside
from rashomon.inputs.warc_counts import TYPES, Tally, kind_in_words
from rashomon.inputs.warc_evidence import DATE, declared_of, notes_of, provenance_of
from rashomon.inputs.warc_http import Answer, Body, answer_of, body_of, mime_of
from rashomon.inputs.warc_records import MAX_HEAD, Damage, Record, records
from rashomon.inputs.warc_tape import GZIP, Member, Tape
from rashomon.model import Declared

#: Damaged places that are named one by one; of a file that is no archive there would be thousands.
NAMED = 100
PAGES = ("text/html", "application/xhtml+xml")
ALL_TEXT = "all the text of a page, with its menus and the headlines of others"
_HOLDING = ("response", "resource", "conversion")
_SCHEMES = ("http", "https", "ftp", "file")
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # the second begins a dictionary
#: Text that servers put there for machines.
_FOR_MACHINES = re.compile(
    r"/(?:robots|ads|app-ads|sellers|security|humans|llms)\.txt$|\.(?:js|mjs|css|json|map|csv|vtt|srt|m3u8?)$", re.IGNORECASE
)


class Chosen(Protocol):
    """Which addresses of an archive are pages, where somebody made a list of them."""

    def page(self, url: str) -> tuple[Declared, ...] | None:
        """What the list says of the page at an address; None where it is not on the list."""

    def moved(self, url: str, to: str) -> None:
        """Takes note that an address led to another."""


@dataclass(slots=True)
class Archive:
    """One WARC on its way through: ``name`` is what provenance calls it, ``notes`` go to every page of it."""

    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    chosen: Chosen | None = None
    tally: Tally = field(default_factory=Tally)
    beside: Beside = field(default_factory=Beside)
    pages: int = 0
    _names: dict[int, int] = field(default_factory=dict)
    _pages: set[int] = field(default_factory=set)

    def again(self, url: str, page: bytes) -> bool:
        """Whether this page was taken before at this address, byte for byte."""
        key = _key(url.encode("utf-8", "replace") + b"\0" + hashlib.sha1(page, usedforsecurity=False).digest())
        known = key in self._pages
        self._pages.add(key)
        return known

    def named(self, record: Record) -> str:
        """A name for a page: time and address, so that it stays the same when the archive is renamed, packed again or cut in two."""
        url, taken = record.headers.get("warc-target-uri", ""), DATE.fullmatch(record.headers.get("warc-date", ""))
        if not url or taken is None:
            return f"{self.name}:{record.offset}" + (f"+{record.inside}" if record.inside is not None else "")
        name = f"{''.join(taken.groups())}/{_short(url)}"
        count = self._names[_key(name.encode())] = self._names.get(_key(name.encode()), 0) + 1
        return name if count == 1 else f"{name}#{count}"


def _key(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())


def _short(url: str) -> str:
    """An address as part of a name: no "@", which marks earlier texts in a ledger, no blanks, and not endless."""
    clean = re.sub(r"[\s\x00-\x1f\x7f@]", lambda m: f"%{ord(m[0]):02X}", url)
    return clean if len(clean) <= 500 else f"{clean[:460]}…{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:16]}"


def read(source: Source) -> Iterator[Article | Rejected]:
    """The pages of a WARC; last, one line that counts everything else it holds."""
    with source.path.open("rb") as fh:
        if why := _unread(fh):
            yield Rejected(source.name, why)
            return
        archive = Archive(source.name, {k: v for k, v in source.fields.items() if k in ("outlet", "language")})
        yield from pages_of(fh, archive)
        yield from told(archive)


def _unread(fh: BinaryIO) -> str | None:
    """Why a file of the family is not read here, else None."""
    if fh.read(4) in _ZSTD:
        return "a WARC packed with zstd, which is not read here; unpack it first: zstd -d FILE"
    fh.seek(0)
    packed = fh.read(3) == GZIP
    fh.seek(0)
    if (Tape(Member(fh, 0).more).peek(11) if packed else fh.read(11)) == b"filedesc://":
        return "an ARC, the form that came before WARC, which is not read here; turn it into one: warcio recompress FILE NEW.warc.gz"
    return None


def told(archive: Archive) -> Iterator[Rejected]:
    """One line on the records of an archive that were no articles."""
    if archive.tally:
        yield Rejected(f"{archive.name}:others", archive.tally.in_words())
    elif not archive.pages:
        yield Rejected(archive.name, "holds no record of a web archive; is it a WARC, and whole?")


def pages_of(fh: BinaryIO, archive: Archive) -> Iterator[Article | Rejected]:
    """The pages of an archive, and each place where it is damaged; ``fh`` must be able to seek."""
    damages = 0
    for item in records(fh, _wanted):
        if isinstance(item, Record):
            made = _made(item, archive)
            if made is not None:
                archive.pages += 1
                yield made
            continue
        damages += 1
        if damages <= NAMED:
            yield _damaged(item, archive)
    if damages > NAMED:
        yield Rejected(f"{archive.name}:damage", f"{damages - NAMED:,} more damaged places in this archive; get it again, whole")


def _wanted(headers: Mapping[str, str]) -> int:
    from rashomon.inputs.html import MAX_PAGE

    return MAX_PAGE + MAX_HEAD if headers.get("warc-type", "").lower() in _HOLDING else Beside.wanted(headers)


def _damaged(damage: Damage, archive: Archive) -> Rejected:
    place = f"{archive.name}:{damage.offset}" + (f"+{damage.inside}" if damage.inside else "")
    page = f" (the page {damage.url[:300]})" if damage.url else ""
    return Rejected(place, f"a damaged record{page}: {damage.reason}; what could be read around it was, get the archive again for the rest")


def _made(record: Record, archive: Archive) -> Article | Rejected | None:
    """The article of a record, or None where it is counted as no page."""
    url, tally = record.headers.get("warc-target-uri", ""), archive.tally
    if record.kind not in _HOLDING:
        if archive.beside.take(record):
            return None
        tally.add(TYPES.get(record.kind, "records of types not known here"), "" if record.kind in TYPES else record.kind or "no type")
        return None
    if _scheme(url) not in _SCHEMES:
        tally.add("records of no address on the web", _scheme(url))
        return None
    answer = answer_of(record.block) if record.kind == "response" else None
    if record.kind == "response" and (answer is None or not _is_page(answer, record, url, archive)):
        if answer is None:
            tally.add("answers without an HTTP head")
        return None
    headers = answer.headers if answer is not None else {"content-type": record.headers.get("content-type", "")}
    mime = _mime(answer, record)
    if mime != "text/plain" and mime not in PAGES:
        tally.add(kind_in_words(mime), mime or "not said")
        return None
    if mime == "text/plain" and _FOR_MACHINES.search(_path(url)):
        tally.add("text for machines", _path(url).rsplit("/", 1)[-1])
        return None
    said = archive.chosen.page(url) if archive.chosen is not None else ()
    if said is None:
        tally.add("frames and parts of pages")
        return None
    return _article(record, answer, headers, mime, said, archive)


def _scheme(url: str) -> str:
    """The scheme of an address, "" where it has none that can be read."""
    return url.split(":", 1)[0].lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:", url) else ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _is_page(answer: Answer, record: Record, url: str, archive: Archive) -> bool:
    status, tally = answer.status, archive.tally
    if 300 <= status < 400:
        tally.add("redirects", str(status))
        if archive.chosen is not None and (to := answer.headers.get("location")):
            archive.chosen.moved(url, to)
    elif status == 206:
        tally.add("parts of files", "206")
    elif status >= 400:
        tally.add("errors", str(status))
    elif not 200 <= status < 300:
        tally.add("answers without a status")
    elif not answer.body:
        tally.add("empty answers", str(status))
    else:
        return True
    return False


def _mime(answer: Answer | None, record: Record) -> str:
    """The kind of a page: as the server said, else as whoever archived it found, else by its first bytes."""
    said = answer.mime if answer is not None else mime_of(record.headers.get("content-type"))
    if said in ("", "application/octet-stream", "application/http", "unknown/unknown"):
        from rashomon.inputs.html import looks_like

        found = mime_of(record.headers.get("warc-identified-payload-type"))
        return found or ("text/html" if looks_like((answer.body if answer else record.block)[:65_536]) else said)
    return said


def _article(
    record: Record, answer: Answer | None, headers: Mapping[str, str], mime: str, said: tuple[Declared, ...], archive: Archive
) -> Article | Rejected | None:
    from rashomon.inputs.html import MAX_PAGE, article_of_page

    url = record.headers["warc-target-uri"]
    body = body_of(answer, MAX_PAGE) if answer is not None else Body(record.block)
    page = body.page
    if body.problem is None and archive.again(url, page):
        archive.tally.add("pages that were taken again unchanged")
        return None
    name = archive.named(record)
    beside, where = archive.beside.of(record)
    provenance = tuple(sorted((*provenance_of(record, answer, page, archive.name), *where)))
    origin = f"{archive.name}:{record.offset}"
    notes = (*archive.notes, *notes_of(record, answer, body))
    fields = {**archive.fields, "url": url}
    declared = (*said, *beside, *declared_of(headers))
    problem = body.problem or (f"a page larger than {MAX_PAGE // 1_000_000} MB" if record.larger else None)
    if problem is None and mime == "text/plain":
        problem = TOO_LARGE if len(page) > MAX_BYTES else None
        notes = (*notes, ALL_TEXT) if record.kind == "conversion" else notes
    if problem is not None:
        return article_of(name, "", fields, origin=origin, problem=problem, notes=notes, declared=declared, provenance=provenance)
    if mime == "text/plain":
        return article_of(
            name, _in_its_charset(page, headers), fields, origin=origin, notes=notes, declared=declared, provenance=provenance
        )
    try:
        made = article_of_page(
            page,
            name=name,
            url=url,
            content_type=headers.get("content-type"),
            fields=archive.fields,
            declared=declared,
            provenance=provenance,
        )
    except Exception as err:  # one page of forty thousand never stops the others
        problem = f"its text could not be made out ({type(err).__name__}: {str(err)[:200]})"
        return article_of(name, "", fields, origin=origin, problem=problem, notes=notes, declared=declared, provenance=provenance)
    return replace(made, origin=origin, notes=(*made.notes, *notes))


def _in_its_charset(page: bytes, headers: Mapping[str, str]) -> bytes | str:
    """A text in the encoding its server named, where it holds; else its bytes, whose encoding is told from themselves."""
    named = re.search(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", headers.get("content-type", ""), re.IGNORECASE)
    if named is None or named[1].lower() in ("utf-8", "utf8", "us-ascii", "iso-8859-1"):  # the last is what servers say of anything
        return page
    try:
        return page.decode(named[1]) if is_encoding(named[1]) else page
    except ValueError:
        return page
