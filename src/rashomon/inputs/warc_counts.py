"""What an archive holds beside pages, counted: of 80,000 records that are no articles one line is told, and none is passed over in silence."""

from __future__ import annotations

from collections import Counter

#: Kinds of content (the beginning of its mime type) and what they are called; the first that fits is taken.
_KINDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("image/",), "pictures"),
    (("audio/", "video/", "application/x-mpegurl", "application/vnd.apple.mpegurl", "application/dash+xml"), "sound and film"),
    (("text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript", "font/",
      "application/font", "application/x-font", "application/vnd.ms-fontobject", "application/wasm"), "styles and scripts"),
    (("application/rss", "application/atom", "application/rdf", "text/xml", "application/xml"), "feeds and XML"),
    (("application/json", "application/ld+json", "text/json", "application/manifest+json", "text/csv", "application/x-ndjson"), "data"),
    (("application/pdf",), "PDF documents"),
    (("application/msword", "application/vnd.", "application/rtf", "application/epub", "application/x-shockwave"), "office documents"),
)  # fmt: skip
#: Types of records that never hold a page.
TYPES = {
    "warcinfo": "notes on the archive",
    "request": "requests",
    "metadata": "notes on captures",
    "revisit": "repeats of pages archived elsewhere",
    "continuation": "parts of other records",
}


def kind_in_words(mime: str) -> str:
    """What a kind of content is called in the count."""
    for starts, words in _KINDS:
        if mime.startswith(starts):
            return words
    return "content of other kinds"


class Tally:
    """How many records of each sort were no articles, with their exact kinds where that helps."""

    def __init__(self) -> None:
        self._sorts: Counter[str] = Counter()
        self._kinds: dict[str, Counter[str]] = {}

    def add(self, sort: str, exactly: str = "") -> None:
        """Counts one record of a sort; ``exactly`` is its status or mime type."""
        self._sorts[sort] += 1
        kinds = self._kinds.setdefault(sort, Counter())
        if exactly and (exactly in kinds or len(kinds) < 100):  # what stands in a header is anybody's
            kinds[exactly[:60]] += 1

    def __bool__(self) -> bool:
        return bool(self._sorts)

    def in_words(self) -> str:
        """ "83 other records are no articles: requests 41, pictures 30 (image/jpeg, image/png), errors 12 (404)"."""
        total = sum(self._sorts.values())
        parts = []
        for sort, count in sorted(self._sorts.items(), key=lambda kv: (-kv[1], kv[0])):
            kinds = sorted(self._kinds[sort], key=lambda k: (-self._kinds[sort][k], k))
            more = ", …" if len(kinds) > 4 else ""
            exactly = f" ({', '.join(kinds[:4])}{more})" if kinds else ""
            parts.append(f"{sort} {count:,}{exactly}")
        return f"{total:,} other record{' is' if total == 1 else 's are'} no article{'' if total == 1 else 's'}: {', '.join(parts)}"
