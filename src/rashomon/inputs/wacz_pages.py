"""The list of pages in a WACZ: which addresses somebody visited, among all that their pages loaded."""

from __future__ import annotations

import json
from typing import BinaryIO
from urllib.parse import urldefrag, urljoin, urlsplit

from rashomon.corpus.decoding import safe_text
from rashomon.model import Declared

#: A line may hold the text of its page.
_LINE = 20_000_000
_MOST = 2_000_000


def plain(url: str) -> str:
    """An address as it is asked for: without fragment, and with a path."""
    try:
        url = urldefrag(url).url
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path or "/").geturl()


class PageList:
    """Addresses on the list with the titles it gives them, and which of them were met."""

    def __init__(self) -> None:
        self._titles: dict[str, str | None] = {}
        self._met: set[str] = set()
        self._listed: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._titles)

    def add(self, fh: BinaryIO) -> int:
        """Takes the pages of a file with one JSON object a line; says how many lines were none. The first line describes the file."""
        bad = 0
        while line := fh.readline(_LINE):
            if len(self._titles) >= _MOST:
                bad += 1
                continue
            if not line.strip():
                continue
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            url = said.get("url") if isinstance(said, dict) else None
            if isinstance(url, str) and url.strip():
                title = said.get("title")
                address = plain(safe_text(url.strip())[0])
                if address not in self._titles:
                    self._listed.append(address)
                    self._titles[address] = safe_text(title)[0].strip() or None if isinstance(title, str) else None
            elif not (isinstance(said, dict) and "format" in said):
                bad += 1
        return bad

    def page(self, url: str) -> tuple[Declared, ...] | None:
        """What the list says of the page at an address; None where it is not on the list."""
        address = plain(url)
        if address not in self._titles:
            return None
        self._met.add(address)
        title = self._titles[address]
        return (Declared("title", title, "wacz"),) if title else ()

    def moved(self, url: str, to: str) -> None:
        """What a page on the list led to is the page."""
        address = plain(url)
        if address not in self._titles:
            return
        try:
            target = plain(urljoin(url, to))
        except ValueError:
            return
        self._met.add(address)
        self._titles.setdefault(target, self._titles[address])

    def missing(self) -> list[str]:
        """Addresses of the list that were not met, as it has them."""
        return [a for a in self._listed if a not in self._met]
