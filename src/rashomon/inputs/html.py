"""A web page, saved or fetched, read as an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rashomon.corpus import Article, Rejected
from rashomon.inputs.fields import article_of
from rashomon.inputs.source import Source
from rashomon.model import Declared

#: Larger pages are set aside: the largest front pages of today have 5 MB, pages with pictures inlined 20.
MAX_PAGE = 40_000_000
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is a web page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000].lower()
    while start.startswith((b"<!--", b"<?xml")):
        end = start.find(b">")
        if end < 0:
            return False
        start = start[end + 1 :].lstrip()
    return start.startswith(_STARTS)


def read(source: Source) -> Iterator[Article | Rejected]:
    """The article of a saved page."""
    with source.path.open("rb") as fh:
        raw = fh.read(MAX_PAGE + 1)
    yield article_of_page(raw, name=source.name, fields=source.fields)


def article_of_page(
    raw: bytes,
    *,
    name: str,
    url: str | None = None,
    content_type: str | None = None,
    fields: Mapping[str, str] = {},
    declared: tuple[Declared, ...] = (),
    provenance: tuple[tuple[str, str], ...] = (),
) -> Article:
    """The article of a web page. Its ``raw`` is the text found on it; where there is none, ``problem`` says why.

    ``url`` is where it was found, ``content_type`` as a server sent it, ``fields`` what is known of it from elsewhere (believed before the
    page), ``declared`` what others say of it (kept before what it declares itself).
    """
    from trafilatura import bare_extraction

    known = {**({"url": url} if url else {}), **fields}
    if len(raw) > MAX_PAGE:
        return article_of(
            name, "", known, problem=f"a page larger than {MAX_PAGE // 1_000_000} MB", declared=declared, provenance=provenance
        )
    found = bare_extraction(raw, url=url, favor_recall=True, include_comments=False, with_metadata=True)
    text = found.text if found is not None else None  # type: ignore[union-attr]
    if not text or not text.strip():
        return article_of(name, "", known, problem="no article text was found on this page", declared=declared, provenance=provenance)
    if found.title:  # type: ignore[union-attr]
        known.setdefault("title", found.title)  # type: ignore[union-attr]
    return article_of(name, text, known, declared=declared, provenance=provenance)
