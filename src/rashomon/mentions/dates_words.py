"""The words of ``times.yml`` as tables and patterns, made once per process."""

from __future__ import annotations

import re
from functools import cache

from rashomon.lexicon import Entry, load


@cache
def table(kind: str) -> dict[str, Entry]:
    """Form in lower case → entry, for one kind."""
    return {f.casefold(): e for e in load("times") if e.get("kind") == kind for f in e.forms}


def number(word: str) -> int | None:
    """Value of a number in figures or words; None for vague ones ("several")."""
    word = word.casefold().strip()
    if word.isdigit():
        return int(word)
    entry = table("number").get(word)
    return int(entry.get("number")) if entry else None


def month(word: str) -> int:
    """Number of a month by name or abbreviation."""
    return int(table("month")[word.casefold()].get("number"))


def weekday(word: str) -> int:
    """Number of a weekday, Monday is 0."""
    return int(table("weekday")[word.casefold()].get("number"))


def part(word: str | None) -> str | None:
    """Part of the day of a word, or None."""
    if not word:
        return None
    entry = table("part").get(word.casefold().strip())
    return str(entry.get("part")) if entry else None


def unit(word: str) -> str:
    """Unit of a word ("weeks" → week)."""
    return str(table("unit")[word.casefold()].get("unit"))


def _any(kind: str, *, cased: bool = False) -> str:
    words = sorted({f for e in load("times") if e.get("kind") == kind for f in e.forms}, key=lambda w: (-len(w), w))
    if cased:
        words = [v for w in words for v in (w, w.upper())]
    return "|".join(re.escape(w) for w in dict.fromkeys(words))


_FOLDED = {"s": "\u017f", "k": "\u212a", "i": "\u0130\u0131"}  # what else matches these letters where case is not heeded


def _at(letters: str, capitals: str = "") -> str:
    """The start of a word that begins with one of the letters, in small letters or capitals, or with one of the capitals (or digits: ``\\d``).

    Looked at first, it spares the trial of fifty words at every word of a text: 0.2 of the 0.55 ms of CPU a document that the patterns took.
    """
    return rf"\b(?=[{letters}{letters.upper()}{''.join(_FOLDED.get(c, '') for c in letters)}{capitals}])"


def _heads(kind: str) -> str:
    """First letters of the words of a kind."""
    return "".join(sorted({w[0] for w in table(kind)}))


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Named patterns; where matches overlap the longer wins, then the one that stands first here."""
    mon = rf"(?:{_any('month', cased=True)})"
    wd = rf"(?:{_any('weekday', cased=True)})"
    long_wd = rf"(?:{'|'.join(w for w in _any('weekday', cased=True).split('|') if len(w) > 5 and '.' not in w)})"
    num = rf"(?:\d{{1,3}}|{_any('number')})"
    vague = rf"(?:{_any('vague')})"
    unit_ = rf"(?:{_any('unit')})"
    part_ = rf"(?i:{_any('part')})"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d\d"
    to = r"(?:\s?-\s?|\s+(?:and|to|through|until)\s+)"
    or_to = rf"(?:{to}|\s?/\s?)"
    span = r"(?:\s?-\s?|\s+(?:and|to|through|until|till)\s+)"
    months, weekdays = _heads("month").upper(), _heads("weekday").upper()
    numbers, digit = _heads("number"), r"\d"
    lead = rf"(?:(?P<wd>{wd}),?\s+(?:the\s+)?)?"
    clock = r"(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)(?:\s+\w{0,12}\s?time)?|(?P<hour24>[012]?\d):(?P<minute24>[0-5]\d)(?:\s?(?:GMT|UTC|local time|hours|hrs))?|(?P<hour4>[012]\d[0-5]\d)\s(?:GMT|UTC|local time|hours|hrs)"
    raw = (
        ("iso", rf"\b(?P<y>{year})(?P<sep>[-/.])(?P<m>[01]\d)(?P=sep)(?P<d>[0-3]\d)(?!\d)"),
        ("numeric", rf"\b(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{year}|\d\d)(?!\d)"),
        (
            "month_day",
            rf"{_at('', months + weekdays)}{lead}(?P<mon>{mon})\s?(?:the\s)?(?P<d>{day})(?:{or_to}(?P<d2>{day})(?!\d|/\d|\s+{unit_}))?(?!\d|,\d{{3}}|:\d)(?:,?\s*(?P<y>{year})\b)?",
        ),
        ("dotted", rf"\b(?P<a>\d{{1,2}})(?P<sep>\.)\s(?P<b>\d{{1,2}})\.\s(?P<y>{year})(?!\d)"),
        ("day_mon", rf"\b(?P<d>{day})(?P<sep>[-/])(?P<mon>{mon})(?P=sep)(?P<y>{year}|\d\d)(?!\d)"),
        (
            "day_month_range",
            rf"{_at('b', digit)}(?:(?P<pre>(?i:between))\s+)?(?P<d>{day})\s+(?P<mon>{mon})(?P<to>{span})(?P<d2>{day})\s+(?P<mon2>{mon})(?![\w-])(?:,?\s*(?P<y>{year})\b)?",
        ),
        ("month_span", rf"{_at('bf', months)}(?:(?i:between|from)\s+)?(?P<mon>{mon}){span}(?P<mon2>{mon})(?:\s+of)?,?\s+(?P<y>{year})\b"),
        (
            "month_of_year",
            rf"{_at('', months + digit)}(?:(?P<d>{day})\s+)?(?P<mon>{mon})(?:\s(?P<d2>{day}))?,?\s+(?:of\s+)?(?P<way>(?i:last|this|the previous|next))\s+year\b",
        ),
        (
            "month_range",
            rf"{_at('b', months)}(?:(?P<pre>(?i:between))\s+)?(?P<mon>{mon})\s?(?P<d>{day})(?P<to>{span})(?P<mon2>{mon})\s?(?P<d2>{day})(?!\d)(?:,?\s+(?P<y>{year})\b)?",
        ),
        (
            "day_month",
            rf"{_at('', weekdays + digit)}{lead}(?P<d>{day})(?:{or_to}(?P<d2>{day}))?\s+(?:of\s+)?(?P<mon>{mon})(?![\w-])(?:,?\s*(?P<y>{year})\b)?",
        ),
        ("month_year", rf"{_at('elm', months)}(?:(?P<edge>(?i:early|late|mid))[\s-])?(?P<mon>{mon})(?:\s+of)?,?\s+(?P<y>{year})\b"),
        (
            "month",
            rf"{_at('islemubdtnfoba')}(?P<pre>(?i:in|since|last|early|late|mid|until|by|during|this|next|from|of|between|before|after|early in|late last|back in))[\s-]+(?:the\s+)?(?P<mon>{mon})(?![\w'-]|\.?,?\s+(?:of\s+)?\d)",
        ),
        ("month_bare", rf"{_at('', months)}(?P<mon>(?!Mar\b|May\b|March\b|Jan\b|Jun\b|Dec\b|Sep\b|MAY\b|MARCH\b){mon})(?![\w-])"),
        (
            "weekday",
            rf"{_at('lntpc', weekdays)}(?:(?P<pre>(?i:last|next|this past|this|previous|the following|coming|past))\s+)?(?P<wd>{long_wd})(?:'?s?)(?:\s+(?P<edge>early|late))?(?:\s+(?:the\s+)?(?P<part>{part_}))?(?![\w])",
        ),
        ("weekday_short", rf"{_at('', weekdays)}(?P<wd>{wd})(?=[\s,]+(?:{part_}|\d|GMT))(?:\s+(?P<part>{part_}))?"),
        ("part_of_weekday", rf"{_at(_heads('part'))}(?P<part>{part_})\s+(?:of|on)\s+(?:(?P<pre>last|next)\s+)?(?P<wd>{long_wd})\b"),
        ("part_to_weekday", rf"{_at(_heads('part'))}(?P<part>{part_})\s+from\s+{long_wd}\s+to\s+(?P<wd>{long_wd})\b"),
        (
            "year",
            rf"\b(?=[12])(?<![\d$£€.,:/-])(?P<y>{year})(?:\s?-\s?(?P<y2>(?:{year}|\d\d)))?(?![\d,.:]*\d|\s?(?:%|percent)|-[a-z]|[./]\d)",
        ),
        ("decade", r"\b(?:the\s+)?(?:(?:early|late|mid)[\s-])?(?P<y>(?:19|20)\d0)'?s\b"),
        ("decade_short", r"\b(?:the\s+)(?:(?:early|late|mid)[\s-])?'?(?P<short>[6-9]0)'?s\b|(?<!\w)'(?P<short2>[2-9]0)s\b"),
        ("decade_word", rf"\b(?:in|of|during|since|from|throughout)\s+the\s+(?:(?:early|late|mid)[\s-])?(?P<w>{_any('decade')})\b"),
        ("before_last", r"\b(?:the\s+)?(?P<unit>week|month|year)\s+before\s+last\b"),
        (
            "edge_unit",
            r"\b(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+(?:(?P<way>the|this|last|next)\s+)?(?P<unit>year|month|week)\b(?!\s*-|\s+\d)",
        ),
        ("word", rf"{_at(_heads('word'))}(?P<w>{_any('word')})\b(?!')"),
        ("reference", rf"{_at(_heads('reference'))}(?P<w>{_any('reference')})\b(?!\s+yesterday|\s+tomorrow)"),
        (
            "ago",
            rf"{_at('anomljsr' + numbers + _heads('vague'), digit)}(?:(?:about|around|nearly|almost|over|more than|less than|just|some|roughly)\s+)?(?:(?P<n>{num})|(?P<vague>{vague}))\s+(?P<unit>{unit_})\s+ago\b",
        ),
        (
            "shifted",
            rf"{_at(numbers + _heads('vague'), digit)}(?:(?P<n>{num})|(?P<vague>{vague}))\s+(?P<unit>{unit_})\s+(?P<way>earlier|later|before|after|previously|prior|afterwards?)\b",
        ),
        (
            "last_unit",
            _at("tlnep")
            + r"(?:the\s+)?(?P<way>last|this|next|earlier this|late last|early last|later this|the previous|previous)\s+(?:(?:fiscal|financial|calendar|academic|school)\s+)?(?P<unit>week|month|year|weekend|decade|summer|winter|spring|autumn)\b",
        ),
        (
            "period",
            rf"{_at('oiwdftplrcn')}(?:(?:over|in|within|during|for|throughout)\s+)?(?:the\s+)?(?P<way>past|last|previous|preceding|recent|coming|next)\s+(?:(?P<n>{num})\s+|(?P<vague>{vague})\s+)?(?P<unit>{unit_})\b",
        ),
        ("weekend", r"\b(?:over|at|during|on)\s+the\s+weekend\b"),
        (
            "stretch",
            rf"{_at('iwod')}(?:in|within|over|during)\s+(?:just\s+|only\s+|the\s+space\s+of\s+)?(?P<n>(?!the\b){num})\s+(?P<unit>(?:hours?|days?|weeks?))\b(?!\s*'|\s+(?:ago|later|earlier|before|after|time))",
        ),
        ("holiday", rf"{_at(_heads('holiday'))}(?P<w>{_any('holiday')})(?:,?\s+(?P<y>{year}))?\b"),
        ("since_then", r"\bsince\s+then\b"),
        (
            "time",
            rf"{_at('a', digit)}(?:at\s+|around\s+|about\s+)?(?:{clock})(?:\s+(?:GMT|UTC|local time))?(?:\s?\(\s?\d{{1,2}}:?\d\d\s?(?:GMT|UTC|local time|local|BST|EST|EDT|IST|hours)\s?\))?",
        ),
        (
            "part",
            rf"{_at('abdijs')}(?:at|before|after|around|in the|during the|shortly after|shortly before|just after|just before|by)\s+(?:early\s+|late\s+)?(?P<part>{part_})\b(?!\s+(?:of|on|from)\b)",
        ),
    )
    return tuple((name, re.compile(pattern if name in _CASED else f"(?i:{pattern})")) for name, pattern in raw)


_CASED = frozenset(
    {
        "month_day",
        "month_range",
        "day_month_range",
        "day_mon",
        "month_span",
        "month_of_year",
        "day_month",
        "month_year",
        "month",
        "month_bare",
        "weekday",
        "weekday_short",
        "part_of_weekday",
        "part_to_weekday",
    }
)
