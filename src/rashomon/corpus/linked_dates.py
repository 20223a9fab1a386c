"""What documents that tell the same news add to each other's date of publication. Pure and independent of order; never a guess.

A document without a day takes one from a document that has it when (a) they share passages of news, or name the same day of the year, the
same names and the same count, and (b) its own words agree: the weekday or the day of the year its news is told for is that very day.
Where the days so found differ, an interval is left; where nothing agrees, nothing is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from rashomon.corpus.dates import find_dates, words
from rashomon.corpus.foot_dates import numeric_order
from rashomon.corpus.published import LEAD, WEEKDAYS, by_order, lead_weekday, say
from rashomon.corpus.syndication import background
from rashomon.language import normalise
from rashomon.lexicon import load
from rashomon.model import Document, Published, Span, SyndicationGroup

#: Names two documents must share, and their share of the smaller set, to be on the same matter (seed pairs: .5 to .8 on one
#: incident, .25 to .44 on two incidents of one war; the count and the day of the year must agree too).
NAMES, NAMES_SHARE = 6, 0.5
#: Words two documents must share in two passages or more, background left out, for the weekday of one to be that of the other. With one
#: passage of any kind 2 of 9 days so found were wrong (628 reports of one war): they shared a paragraph on how the war began.
SHARED_WORDS = 20
#: One of them this long, and all where news stands: further down reports of one war repeat one another. (Hidden days of 209 of the
#: reports: 25 right and 4 wrong without these two bounds.)
LONGEST = 10
NEWS_PART = 0.6
_NAME = re.compile(r"(?<=[a-z,;:'\"(-] )[A-Z][\w-]{2,}")
_WORD = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one document says of its own day."""

    weekday: tuple[int, Span] | None
    day_of_year: tuple[int, int, Span] | None  # month, day


def infer_published(documents: Iterable[Document], groups: Iterable[SyndicationGroup]) -> dict[str, Published]:
    """For every document that is used, what is known of its publication date once linked documents are seen."""
    docs = {d.name: d for d in documents if d.status == "used"}
    return infer_within(docs, _by_outlet(docs), _same_news(groups, docs))


def infer_within(docs: Mapping[str, Document], known: Mapping[str, Published], news: Mapping[str, list[str]]) -> dict[str, Published]:
    """What ``docs`` know of their dates, from ``known`` dates of these and others, and ``news``, who tells the news of whom.

    Right for a document when ``docs`` hold, beside it, all without a day that ``news`` links it to, and for all of these the dated ones that
    share a count and the day of the year (:func:`matter_keys`), and ``known`` has everything that ``news`` links any of them to.
    """
    facts = {name: _facts(d) for name, d in docs.items() if known[name].day is None}
    from_days = dict(known)
    for name in sorted(facts):
        from_days[name] = _from_linked_days(name, known, facts[name], news)
    by_day = _same_matter(docs, known, facts)
    for name in sorted(facts):
        if from_days[name].day is None and name in by_day:
            from_days[name] = _from_same_matter(known[name], known, facts[name], by_day[name])
    return {
        name: p if p.day is not None or name not in facts else _bounds(name, p, from_days, facts, news)
        for name, p in sorted(from_days.items())
        if name in docs
    }


def date_order(document: Document) -> str | None:
    """The order of day and month that the document's own dates show, where its outlet is known: it helps others of the outlet."""
    return numeric_order(document.text, document.blocks) if document.outlet else None


def open_date(document: Document) -> bool:
    """Whether its date could be read in two orders, so that other dates of its outlet may settle it."""
    p = document.published
    return p.day is None and p.span is not None and p.basis.startswith("printed") and bool(document.outlet)


def known_date(document: Document, orders: Iterable[str]) -> Published:
    """Its date of publication; "03-05-2021" read as other dates of the outlet show (``orders``), where they all show one order."""
    shown = set(orders)
    if not open_date(document) or len(shown) != 1:
        return document.published
    return by_order(document.published, document.text, min(shown), str(document.outlet))


def _by_outlet(docs: Mapping[str, Document]) -> dict[str, Published]:
    outlets = {str(d.outlet).casefold() for d in docs.values() if open_date(d)}
    orders: dict[str, set[str]] = defaultdict(set)
    for d in docs.values():
        if d.outlet and d.outlet.casefold() in outlets:
            orders[d.outlet.casefold()] |= {date_order(d) or ""} - {""}
    return {name: known_date(d, orders[(d.outlet or "").casefold()]) for name, d in docs.items()}


def matter_keys(document: Document, known: Published) -> frozenset[tuple[int, int, tuple[str, ...]]]:
    """Month and day with each count of the document: one with a day and one without it can be on one matter only where they share such."""
    if known.day is not None:
        month, day = known.day.month, known.day.day
    else:
        own = day_of_year(document)
        if own is None:
            return frozenset()
        month, day = own[:2]
    return frozenset((month, day, count) for count in _lead_counts(document))


def passes_on_news(pair_kind: str, passages: Iterable[tuple[Span, Span]], a: Document, b: Document) -> bool:
    """Whether two documents that share these passages tell the same news: copies, and those that share enough that is not background."""
    counts: list[int] = []
    for x, y in passages:
        if a.name == b.name or x.start > NEWS_PART * len(a.text) or y.start > NEWS_PART * len(b.text):
            continue
        piece = normalise(x.of(a.text)).text
        if pair_kind == "whole":
            counts += [SHARED_WORDS, LONGEST]
        elif not background().search(piece):
            counts.append(len(piece.split()))
    return len(counts) >= 2 and sum(counts) >= SHARED_WORDS and max(counts) >= LONGEST


def _same_news(groups: Iterable[SyndicationGroup], docs: Mapping[str, Document]) -> dict[str, list[str]]:
    """Linked documents that tell the same news. A pair is linked by one kind of group only."""
    shared: dict[tuple[str, str, str], list[tuple[Span, Span]]] = defaultdict(list)
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for a, x, b, y in group.passages:
            if a in docs and b in docs:
                shared[group.kind, a, b].append((x, y))
    for (kind, a, b), passages in shared.items():
        if passes_on_news(kind, passages, docs[a], docs[b]):
            found[a].add(b)
            found[b].add(a)
    return {name: sorted(others) for name, others in found.items()}


@cache
def _number_words() -> frozenset[str]:
    return frozenset(f for e in load("printed_dates") if e.get("kind") == "number" for f in e.forms)


@cache
def _gloss() -> tuple[re.Pattern[str], dict[str, int]]:
    shifts = {f: int(e.get("value")) for e in load("printed_dates") if e.get("kind") == "gloss" for f in e.forms}
    return re.compile(r"\b(" + "|".join(sorted(shifts)) + r") ?[\[(]", re.IGNORECASE), shifts


def _body(document: Document) -> list[tuple[str, int]]:
    return [(document.text[b.start : b.end], b.start) for b in document.blocks if b.label in ("headline", "dek", "dateline", "body")]


def _facts(document: Document) -> _Facts:
    return _Facts(lead_weekday(document.text, document.blocks), day_of_year(document))


def _matter(document: Document) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Names and counts that one tells: asked only where a day of the year agrees."""
    names = {m.group().lower() for piece, start in _body(document) for m in _NAME.finditer(normalise(piece, start).text)}
    return frozenset(names), _lead_counts(document)


def _lead_counts(document: Document) -> frozenset[tuple[str, ...]]:
    return frozenset(c for piece, start in _body(document)[: LEAD + 2] for c in _counts(normalise(piece, start).text))


def _counts(even: str) -> set[tuple[str, ...]]:
    """Runs of three words that begin with a count: "four of its", "43 rice farmers"."""
    found = _WORD.findall(even.lower())
    out = set()
    for i in range(len(found) - 2):
        if (found[i] in _number_words() or (found[i].isdigit() and len(found[i]) < 4)) and not any(
            w in words().months for w in found[i : i + 3]
        ):
            out.add(tuple(found[i : i + 3]))
    return out


def day_of_year(document: Document) -> tuple[int, int, Span] | None:
    """The latest "Feb. 13" of a text that names such days without a year, all within two months; "yesterday [Feb. 12]" means the 13th."""
    gloss, shifts = _gloss()
    found: list[tuple[date, Span]] = []
    for piece, start in _body(document):
        even = normalise(piece, start)
        for d in find_dates(even.text):
            if d.year is not None or d.month is None or d.day is None:
                continue
            before = re.findall(r"[A-Za-z]+", even.text[max(0, d.start - 25) : d.start])[-2:]
            if any(w.lower() in words().ahead for w in before):
                continue
            try:
                day = date(2001, d.month, d.day)
            except ValueError:
                continue
            m = gloss.search(even.text[max(0, d.start - 14) : d.start])
            if m and m.end() == min(14, d.start):
                day += timedelta(days=shifts[m[1].lower()])
            found.append((day, Span(even.offset(d.start), even.end_offset(d.end))))
    if not found:
        return None
    days = [d for d, _ in found]
    if (max(days) - min(days)).days > 60:  # over the turn of a year or of several incidents: the one told first is the news
        day, span = found[0]
    else:
        day, span = max(found, key=lambda f: (f[0], -f[1].start))
    return day.month, day.day, span


def _agrees(day: date, facts: _Facts) -> bool | None:
    """Whether the document's own words say it is of this day: True, False (they say another), None (they say nothing)."""
    if facts.day_of_year is not None:
        month, dom, _ = facts.day_of_year
        return (day.month, day.day) == (month, dom)
    if facts.weekday is not None:
        return day.weekday() == facts.weekday[0]
    return None


def _possible(day: date, published: Published) -> bool:
    return (published.not_before is None or published.not_before <= day) and (published.not_after is None or day <= published.not_after)


def _from_linked_days(name: str, known: Mapping[str, Published], facts: _Facts, links: Mapping[str, list[str]]) -> Published:
    own = known[name]
    agreeing: dict[date, str] = {}
    for other in links.get(name, ()):
        day = known[other].day
        if day is not None and _possible(day, own) and _agrees(day, facts):
            agreeing.setdefault(day, other)
    return _settle(own, agreeing, facts, "shares a passage and the same day with")


def _settle(own: Published, days: Mapping[date, str], facts: _Facts, how: str) -> Published:
    if not days:
        return own
    first, last = min(days), max(days)
    span = facts.day_of_year[2] if facts.day_of_year else facts.weekday[1] if facts.weekday else own.span
    if first == last:
        basis = f"inferred from {days[first]} ({say(first)}): it {how} that document"
        return Published(first, first, first, basis, span, days[first], own.weekday)
    basis = f"between {say(first)} and {say(last)}: it {how} documents of different days ({days[first]}, {days[last]})"
    return replace(own, not_before=first, not_after=last, basis=basis, document=days[first])


def _same_matter(docs: Mapping[str, Document], known: Mapping[str, Published], facts: Mapping[str, _Facts]) -> dict[str, list[str]]:
    """For documents that name a day of the year: those published on it that share names and a count. Blocked by the day of the year."""
    dated: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name in sorted(docs):
        day = known[name].day
        if day is not None:
            dated[day.month, day.day].append(name)
    seen = {}
    out: dict[str, list[str]] = {}
    for name, own in sorted(facts.items()):
        if own.day_of_year is None:
            continue
        for other in dated.get(own.day_of_year[:2], ()):
            for one in (name, other):
                if one not in seen:
                    seen[one] = _matter(docs[one])
            (names, counts), (their_names, their_counts) = seen[name], seen[other]
            least = max(NAMES, NAMES_SHARE * min(len(names), len(their_names)))
            if len(names & their_names) >= least and counts & their_counts:
                out.setdefault(name, []).append(other)
    return out


def _from_same_matter(own: Published, known: Mapping[str, Published], facts: _Facts, others: list[str]) -> Published:
    days: dict[date, str] = {}
    for other in others:
        day = known[other].day
        if day is not None and _possible(day, own):
            days.setdefault(day, other)
    return own if len(days) != 1 else _settle(own, days, facts, "names the same day of the year, names and count as")


def _bounds(
    name: str, own: Published, known: Mapping[str, Published], facts: Mapping[str, _Facts], links: Mapping[str, list[str]]
) -> Published:
    """Of two documents without a day that share a passage and tell their news for the same weekday, the narrower bound holds for both."""
    mine = facts[name].weekday
    if mine is None:
        return own
    best = own
    for other in links.get(name, ()):
        theirs = known[other]
        if other not in facts or theirs.day is not None or theirs.not_before is None or theirs.document is not None:
            continue
        weekday = facts[other].weekday
        if weekday is None or weekday[0] != mine[0]:
            continue
        if best.not_before is None or theirs.not_before > best.not_before:
            basis = f"a {WEEKDAYS[mine[0]]} after {say(theirs.not_before)}: {other}, which shares a passage and the same {WEEKDAYS[mine[0]]}, cannot be older"
            best = replace(best, not_before=theirs.not_before, basis=basis, document=other, weekday=mine[0])
    return best
