"""Words of a text as search knows them: the same on every database, because the database never sees anything else.

A word is a run of letters, digits and their marks, in any script. Capitals, accents of Latin, Greek and Cyrillic letters, width and the
script of digits do not count: "ERDOGAN" finds "Erdoğan", "12" finds "١٢". Nothing is stemmed: "strike" does not find "strikes". In scripts
written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) every letter is a word, and a query is the phrase of its letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rashomon.errors import InputError

#: Changes where the same text would give other words; ledgers then make their index anew.
RULES = "1"
#: Words in one query; more would be a text and no question.
MOST = 64
#: Longer words are cut for the index; they are compared whole afterwards.
LONGEST = 100
_SPACELESS = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
#: Signs inside words that nobody sees: soft hyphen, joiners.
_UNSEEN = "\u00ad\u200c\u200d\u2060"
_QUOTES = re.compile('["“”„«»]')


#: Signs of print that end a word as a blank does. Without them most English articles are plain ASCII, which is ten times faster to read.
_SIGN = re.compile("[“”„‘’‚«»–—―…•·\u00a0\u2009\u202f]")
_ASCII_WORD = re.compile("[a-z0-9]+")
#: What that finds in small letters stands between blanks here, and is cut out six times faster.
_PARTED = str.maketrans({chr(c): chr(c).lower() if chr(c).isalnum() else " " for c in range(128)})


def _plain(text: str) -> str:
    """A text with blanks for such signs, sign by sign."""
    return text if text.isascii() else _SIGN.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands."""

    word: str
    start: int
    end: int


@cache
def _marks() -> str:
    points = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    return _ranges([p for p in points if unicodedata.category(chr(p))[0] == "M"])


@cache
def _unusual() -> re.Pattern[str]:
    """A sign because of which the words of a text are more than its runs of letters and digits."""
    return re.compile(f"[{_SPACELESS}{_marks()}{_UNSEEN}]")


_RUN = re.compile(r"[^\W_]+")


@cache
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    letter = f"[^\\W_{_SPACELESS}]"
    return re.compile(f"[{_SPACELESS}][{marks}{_UNSEEN}]*|{letter}+(?:[{marks}{_UNSEEN}]+{letter}*)*")


def _ranges(points: list[int]) -> str:
    out: list[list[int]] = []
    for p in points:
        if out and out[-1][1] == p - 1:
            out[-1][1] = p
        else:
            out.append([p, p])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in out)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The form in which words are compared."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    kept = (c for c in unicodedata.normalize("NFKD", apart.casefold()) if not "\u0300" <= c <= "\u036f" and c not in _UNSEEN)
    digits = (str(unicodedata.decimal(c, c)) for c in kept)
    return unicodedata.normalize("NFC", "".join(c for c in digits if c.isalnum() or unicodedata.category(c)[0] == "M"))


def words_of(text: str) -> list[Word]:
    """Every word of a text with its place, in order."""
    if (plain := _plain(text)).isascii():
        return [Word(m.group(), m.start(), m.end()) for m in _ASCII_WORD.finditer(plain.lower())]
    found = (Word(fold(m.group()), m.start(), m.end()) for m in _pattern().finditer(text))
    return [w for w in found if w.word]


def index_words(text: str) -> list[str]:
    """The different words of a text, as the index holds them, sorted."""
    if (plain := _plain(text)).isascii():
        return _cut(set(plain.translate(_PARTED).split()))
    if _unusual().search(plain) is None:
        return _cut({fold(w) for w in set(_RUN.findall(plain))} - {""})
    return _cut({w.word for w in words_of(text)})


def _cut(words: set[str]) -> list[str]:
    return sorted(words if max(map(len, words), default=0) <= LONGEST else {w[:LONGEST] for w in words})


def index_text(text: str) -> str:
    """The words of a text as the index takes them."""
    return " ".join(index_words(text))


def pieces_of(query: str) -> list[tuple[str, ...]]:
    """What a query asks for: single words, and phrases (in quotation marks, or words that signs hold together: "al-Shabaab").

    Every sign that is no word is passed over; nothing is an operator. Raises InputError for a query without a word, and for one that is too long.
    """
    parts: list[str] = []
    for number, stretch in enumerate(_QUOTES.split(query)):
        parts += [stretch] if number % 2 else stretch.split()
    pieces = [p for p in (tuple(w.word for w in words_of(part)) for part in parts) if p]
    if not pieces:
        raise InputError(f"there is no word to look for in {query[:80]!r}; write words, or a phrase in quotation marks")
    if sum(map(len, pieces)) > MOST:
        raise InputError(f"at most {MOST} words can be looked for at once; leave some out")
    return list(dict.fromkeys(pieces))


def place_of(pieces: list[tuple[str, ...]], text: str) -> tuple[int, int] | None:
    """Where the first piece stands first in the text, if the text has them all; None otherwise."""
    if (plain := _plain(text)).isascii():
        return _place_in_ascii(tuple(pieces), plain.lower())
    words = words_of(text)
    at: dict[str, list[int]] = {}
    for n, w in enumerate(words):
        at.setdefault(w.word, []).append(n)
    first: tuple[int, int] | None = None
    for piece in pieces:
        size = len(piece)
        found = next((n for n in at.get(piece[0], ()) if tuple(w.word for w in words[n : n + size]) == piece), None)
        if found is None:
            return None
        first = first or (words[found].start, words[found + size - 1].end)
    return first


def _place_in_ascii(pieces: tuple[tuple[str, ...], ...], text: str) -> tuple[int, int] | None:
    first: tuple[int, int] | None = None
    for pattern in _ascii_patterns(pieces):
        found = pattern.search(text)
        if found is None:
            return None
        first = first or found.span()
    return first


@lru_cache(maxsize=8)
def _ascii_patterns(pieces: tuple[tuple[str, ...], ...]) -> list[re.Pattern[str]]:
    return [re.compile("(?<![a-z0-9])" + "[^a-z0-9]+".join(map(re.escape, piece)) + "(?![a-z0-9])") for piece in pieces]
