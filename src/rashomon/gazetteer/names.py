"""Names made comparable: one key for spellings that differ in case, accents and marks, one for ways of transliterating.

``fold`` joins what nobody would call two names ("Al-Bāb", "al Bab"). ``skeleton`` joins the usual ways of writing one foreign name in
Latin letters ("Orvaq", "Orvak" and "Orva'k'" meet; "Urvech" does not). A hit by skeleton is weaker evidence than one by fold.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ə": "a",
        "Ə": "a",
        "ı": "i",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
        "ð": "d",
        "þ": "th",
        "œ": "oe",
    }
)
_DROP = re.compile(r"[\u0027\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u00b4\u0060\u02b9\u02b7.]")
_SPACE = re.compile(r"[\s\-_/\u2010-\u2015,]+")
_SHORT = re.compile(r"\b(?:st|ste|sainte|mt|ft)\b")
_LONG = {"mt": "mount", "ft": "fort"}

#: Articles that begin Arabic and Persian names; what stands behind them is the name.
ARTICLES = frozenset(
    {"al", "el", "ul", "il", "ash", "esh", "as", "es", "at", "et", "ad", "ed", "an", "en", "ar", "er", "az", "ez", "ath", "adh"}
)
#: Replaced one after the other, longer spellings first; what is written alike afterwards may be one name.
_STEPS = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("tsch", "C"), ("tch", "C"), ("ch", "C"), ("sch", "s"), ("sh", "s"), ("kh", "k"), ("ck", "k"), ("q", "k"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("tz", "z"), ("ts", "z"), ("cz", "z"), ("ou", "u"), ("o", "u"), ("ai", "i"), ("ay", "i"),
    ("ei", "i"), ("ey", "i"), ("y", "i"), ("e", "i"), ("c", "k"), ("w", "v"), ("x", "ks"),
)  # fmt: skip
#: Words that stand before the name proper in many places, and endings, each spelt in several ways; one class a line.
_HEADS = {
    spelling: classes[0]
    for classes in (
        line.split()
        for line in """
        kafr kafar kafer kefr kufr kfar kfer kefar
        tal tall tel tell
        jabal jebel gebel djebel djabal jbel gabal
        khirbat khirbet kherbet kharbet khirba khirbeh
        qalat qalaat kalaat kalat qala qaleh qalah
        shaykh sheikh sheykh shaikh cheikh shekh
        madinat medinet madinet medinat
        mazraat mazraet mezraat
        nova novaya nowa
        nove novoye novoe
        stara staraya
        stare staroye staroe
        velyka velikaya velika
        velykyi velykyy velikiy veliky
        mala malaya
        verkhnya verkhnia verkhnyaya verkhniaya
        nyzhnya nyzhnia nizhnyaya nizhniaya
        """.strip().splitlines()
    )
    for spelling in classes
}
_ENDINGS = (
    (re.compile(r"(?<=\w\w)sk(?:oye|oe|oje|e)$"), "ske"),
    (re.compile(r"(?<=\w\w)(?:iyivka|yivka|iivka|ivka|yevka|evka|ovka|yovka|owka|iwka)$"), "ovka"),
    (re.compile(r"(?<=\w\w)(?:skyi|skyy|skiy|skij|ski|sky)$"), "ski"),
)
_GLIDE = re.compile(r"[ao][wu](?=[^aeiouy]|$)")  # "Nawzad", "Nowzad", "Nauzad"
_GLUED = re.compile(r"^[aeiu]([rzsdtn])\1(?=\w\w)")  # "Ezzor", "Arraqqa": an article grown together with its name
_DOUBLE = re.compile(r"(.)\1+")
_END = re.compile(r"(?:ah|ih|a|i)$")


def unaccented(name: str) -> str:
    """The name in plain Latin letters, as news agencies print it."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.translate(_LETTERS)) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Key that joins spellings differing in case, accents, apostrophes, hyphens and full stops only."""
    if name.isascii() and name.isalpha() and len(name) > 3:
        return name.lower()
    if not name.isascii():
        name = unaccented(name)
    return _SHORT.sub(lambda m: _LONG.get(m[0], "saint"), _SPACE.sub(" ", _DROP.sub("", name)).strip().casefold())


@lru_cache(maxsize=32768)
def skeleton(name: str) -> str:
    """Key that joins transliterations: k/kh/q, j/dj/zh, s/sh, o/u/ou, e/i/y, doubled letters, ending -a/-ah/-eh, Arabic articles, words
    that stand before many names (Kafr, Tell, Nova …), Ukrainian and Russian endings.

    Empty for names too short to tell apart this way (fewer than four letters left).
    """
    words = fold(name).split(" ")
    if len(words) > 1:
        words = [w for w in words if w not in ARTICLES] or words
    key = "".join(_word(_GLUED.sub(r"\1", w)) for w in words)
    return key if len(key) >= 4 and key.isascii() else ""


@lru_cache(maxsize=32768)
def _word(word: str) -> str:
    word = _HEADS.get(word, word)
    if word.startswith("x"):  # Azerbaijani ("Xankendi")
        word = "k" + word[1:]
    for pattern, ending in _ENDINGS if len(word) > 5 else ():
        word = pattern.sub(ending, word)
    word = _GLIDE.sub("u", word)
    for spelling, letter in _STEPS:
        word = word.replace(spelling, letter)
    word = _DOUBLE.sub(r"\1", word)
    return _END.sub("a", word) if len(word) > 3 else word


#: Countries whose names come from another script, so that vowels are written many ways.
TRANSLITERATED = frozenset(
    re.findall(
        r"\w+",
        "AE AF AM AZ BG BH BY DJ DZ EG ER ET GE IL IQ IR JO KG KW KZ LB LY MA MD ME MK MN MR NP OM PK PS QA RS RU SA SD SO SY TD TJ TM TN UA UZ XK YE",
    )
)

#: Countries whose names have one spelling, so that one written alike is another place.
SPELT_ONE_WAY = frozenset(
    re.findall(
        r"\w+", "AR AT AU BE BO BR CA CH CL CO CR CU DE DK DO EC ES FI FR GB GT HN IE IS IT LU MX NI NL NO NZ PA PE PR PT PY SE SV US UY VE"
    )
)


def consonants(name: str) -> str:
    """A coarser key: the skeleton without vowels, h and g alike (Ukrainian and Russian). Empty under five letters."""
    key = re.sub(r"[aiu]+", "", skeleton(name)).replace("h", "g")
    return key if len(key) >= 5 else ""
