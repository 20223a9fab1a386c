"""Names made comparable: one key for spellings that differ in case, accents and marks, one for ways of transliterating.

``fold`` joins what nobody would call two names ("Al-Bāb", "al Bab"). ``skeleton`` joins the usual ways of writing one foreign name in
Latin letters ("Kalbajar", "Kelbecer" do not meet; "Sotk", "Sot'k'", "Sotq" do). A hit by skeleton is weaker evidence than one by fold.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ə": "a", "Ə": "a", "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "ð": "d", "þ": "th", "œ": "oe"}
)
_DROP = re.compile(r"[\u0027\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u00b4\u0060\u02b9\u02b7.]")
_SPACE = re.compile(r"[\s\-_/\u2010-\u2015,]+")
_SAINT = re.compile(r"\b(?:st|ste|sainte)\b")

#: Articles that begin Arabic and Persian names; what stands behind them is the name.
ARTICLES = frozenset({"al", "el", "ul", "il", "ash", "esh", "as", "es", "at", "et", "ad", "ed", "an", "en", "ar", "er", "az", "ez", "ath", "adh"})
_STEPS = (
    (re.compile(r"dzh|dj|zh"), "j"),
    (re.compile(r"tch|tsch|ch"), "C"),
    (re.compile(r"sch|sh"), "s"),
    (re.compile(r"kh|q|ck"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"tz|ts|cz"), "z"),
    (re.compile(r"ou|oo|o|u"), "u"),
    (re.compile(r"ai|ay|ei|ey"), "i"),
    (re.compile(r"iyy|iy|yi|ii|ee|y|e|i"), "i"),
    (re.compile(r"c"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"x"), "ks"),
)
_DOUBLE = re.compile(r"(.)\1+")
_END = re.compile(r"(?:ah|ih|a|i)$")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Key that joins spellings differing in case, accents, apostrophes, hyphens and full stops only."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_LETTERS)) if not unicodedata.combining(c))
    return _SAINT.sub("saint", _SPACE.sub(" ", _DROP.sub("", name)).strip().casefold())


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """Key that joins transliterations: k/kh/q, j/dj/zh, s/sh, o/u/ou, e/i/y, doubled letters, ending -a/-ah/-eh, Arabic articles.

    Empty for names too short to tell apart this way (fewer than four letters left).
    """
    words = fold(name).split(" ")
    if len(words) > 1:
        words = [w for w in words if w not in ARTICLES] or words
    out = []
    for word in words:
        for pattern, letter in _STEPS:
            word = pattern.sub(letter, word)
        word = _DOUBLE.sub(r"\1", word)
        out.append(_END.sub("a", word) if len(word) > 3 else word)
    key = "".join(out)
    return key if len(key) >= 4 and key.isascii() else ""
