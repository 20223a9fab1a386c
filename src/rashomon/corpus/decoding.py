"""Bytes to text, once. After this the text never changes, and every offset is an offset into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

REPLACEMENT = "\ufffd"
_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BEYOND = re.compile("[^\x00-\x7f]+")
#: Letters around those beyond ASCII within which a garbled pair stands, of which one is such; of plain ones only their kind matters.
_AROUND = 4
_KINDS = str.maketrans({chr(c): "a" if chr(c).islower() else "A" if chr(c).isupper() else "0" for c in range(128) if chr(c).isalnum()})
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` as it will be kept; ``notes`` for the document's quality; ``problem`` where it is no text at all."""

    text: str
    notes: tuple[str, ...] = ()
    problem: str | None = None


def safe_text(text: str) -> tuple[str, int]:
    """``text`` with NUL and lone surrogates made U+FFFD, one for one, and how many there were."""
    return (text, 0) if _UNSAFE.search(text) is None else _UNSAFE.subn(REPLACEMENT, text)


def decode(raw: bytes | str, *, garbled: bool = True) -> Decoded:
    """The text of an article. UTF-8 (or UTF-16 with its mark) where it is valid, else the likeliest older encoding, with a note; another
    where it was ``garbled`` before, unless that is not asked.

    BOM and line ends stay. Bytes that are no text (pictures, archives, mostly control characters) come back as a ``problem``.
    """
    if isinstance(raw, str):
        text, unsafe = safe_text(raw)
        return _checked(text, unsafe, (), garbled=garbled)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            return Decoded("", problem=f"not text but {what}")
    notes: tuple[str, ...] = ()
    try:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = raw.decode("utf-16-le" if raw[:2] == b"\xff\xfe" else "utf-16-be", "surrogatepass")
            notes = ("decoded as utf-16",)
        else:
            text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        if raw.count(0) * 10 > len(raw):
            return Decoded("", problem="not text but binary data")
        name = _guess(raw)
        text = raw.decode(name, "replace")
        notes = (f"not valid UTF-8; decoded as {name}",)
    text, unsafe = safe_text(text)
    return _checked(text, unsafe, notes, garbled=garbled)


def _checked(text: str, unsafe: int, notes: tuple[str, ...], *, garbled: bool) -> Decoded:
    # A tenth of control characters: scraped text has none or single ones, binary data a third and more. A few characters are judged
    # by a quarter, so that a line of one word with a NUL in it is still read.
    control = len(_CONTROL.findall(text)) + unsafe
    if control * (10 if len(text) >= 20 else 4) > len(text):
        return Decoded("", problem="not text but binary data")
    if unsafe:
        notes = (*notes, f"{unsafe} NUL or broken character{'s' if unsafe > 1 else ''} shown as U+FFFD")
    if garbled and is_mojibake(text):
        notes = (*notes, "some characters were garbled before they came here (mojibake)")
    return Decoded(text, notes)


def _guess(raw: bytes) -> str:
    """Encoding of bytes that are not UTF-8. cp1252 where one letter in fifty or fewer is beyond ASCII: a stray quote or dash."""
    high = sum(1 for b in raw if b > 127)
    if high * 50 <= len(raw) or len(raw) < 64:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:100_000]).best()
    if best is None:
        return "cp1252"
    # Of UTF-8 with a few broken bytes it says "utf_8" when given a cut; then the broken ones become U+FFFD.
    return str(best.encoding)


def is_mojibake(text: str) -> bool:
    """Whether some of the text was decoded wrongly before it came here ("â€™" for an apostrophe)."""
    return not text.isascii() and any(_bad(line) for line in _non_ascii_lines(text))


def _non_ascii_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.isascii()]


@cache
def _badness() -> re.Pattern[str]:
    from ftfy.badness import BADNESS_RE

    return BADNESS_RE


def _bad(line: str) -> bool:
    """Whether a line has a garbled pair. The pattern is long, so it is asked only where it can fit: 40 times faster on news."""
    return any(
        _bad_piece(line[max(0, m.start() - _AROUND) : m.end() + _AROUND].translate(_KINDS), m.start() <= _AROUND)
        for m in _BEYOND.finditer(line)
    )


@lru_cache(maxsize=4096)
def _bad_piece(piece: str, begins: bool) -> bool:
    """Whether a stretch of a line, of which it may be the beginning, has a garbled pair. The same few stand in all news: an apostrophe
    between small letters."""
    return _badness().search(piece if begins else f"\n{piece}", not begins) is not None


def mojibake_share(line: str) -> float:
    """How much of a line is garbled: characters in garbled pairs over letters."""
    if line.isascii() or not _bad(line):
        return 0.0
    letters = sum(map(len, line.split()))
    return sum(len(m.group()) for m in _badness().finditer(line)) / letters if letters else 0.0
