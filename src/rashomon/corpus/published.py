"""When a document was published, by its record and its own words; never a guess.

A day where one is given or printed; else what bounds it: a text cannot be older than the latest date its body looks back on, or than
its pictures. What linked documents add is in :mod:`rashomon.corpus.linked_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rashomon.corpus.dates import Printed, find_dates, weekdays, words
from rashomon.corpus.foot_dates import foot_date, numeric_order
from rashomon.corpus.place_dates import place_date
from rashomon.language import normalise
from rashomon.language.sentences import sentences_at, split_text
from rashomon.model import Block, Published, Span

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_YEAR = re.compile(r"(?<![\w$€£.,/-])(?:19[5-9]\d|20\d\d)(?![\w%]|[.,]\d)")
#: What each sentence has that a text can be bound by: most paragraphs have none, and need not be split.
_ANY_YEAR = re.compile(r"[12][09]\d\d")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_DATE_WORD = re.compile(
    r"[/-]((?:19|20)\d\d)/?-?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/?-?([0-3]?\d)(?=[/_.-]|$)", re.IGNORECASE
)
#: Paragraphs that tell the news itself; a weekday further down is often of an earlier event.
LEAD = 3
#: Blocks at the top in which a date behind "Published" or "Posted" is the text's own.
HEAD = 8


def say(day: date) -> str:
    """A day in words."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def find_published(text: str, blocks: Sequence[Block], given: str | None, url: str | None) -> tuple[Published, list[str]]:
    """What is known of the publication date, and notes for the document's quality."""
    notes: list[str] = []
    record = _given(given, notes)
    printed = printed_date(text, blocks)
    if record is not None and record.day is not None:
        if printed is not None and printed.day is not None and abs((printed.day - record.day).days) > 1 and printed.span is not None:
            notes.append(f"its record gives {say(record.day)} as its date, its head prints {say(printed.day)}; the printed one is used")
            return _but(printed, basis=f"{printed.basis}; its record says {record.day.isoformat()}"), notes
        return record, notes
    if printed is not None and printed.day is not None:
        return printed, notes
    from_url = _from_url(url)
    if from_url is not None:
        return from_url, notes
    if record is not None:
        return record, notes
    bound = lower_bound(text, blocks)
    told = place_date(text, blocks, bound[0] if bound else None)
    if told is not None:
        day, span = told
        return Published(day, day, day, f"printed: {' '.join(text[span.start : span.end].split())}", span), notes
    weekday = lead_weekday(text, blocks)
    if printed is not None:
        return printed, notes
    if bound is None:
        if weekday is None:
            return Published(), notes
        return Published(weekday=weekday[0], span=weekday[1], basis=f"a {WEEKDAYS[weekday[0]]}, by its own words; no date"), notes
    day, span, source = bound
    when = f"the start of {day.year}" if span.end - span.start == 4 else say(day)
    if weekday is None:
        return Published(not_before=day, span=span, basis=f"after {when}, {source}"), notes
    return Published(not_before=day, span=span, weekday=weekday[0], basis=f"a {WEEKDAYS[weekday[0]]} after {when}, {source}"), notes


def _but(p: Published, *, basis: str) -> Published:
    return Published(p.day, p.not_before, p.not_after, basis, p.span, p.document, p.weekday, p.time)


def _given(given: str | None, notes: list[str]) -> Published | None:
    """The record's date: ISO day or moment; a year or month alone is an interval."""
    if given is None or not given.strip():
        return None
    value = given.strip()
    try:
        day = date.fromisoformat(value)
        return Published(day=day, not_before=day, not_after=day, basis="given")
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
        time = moment.timetz().isoformat(timespec="seconds")
        return Published(day=moment.date(), not_before=moment.date(), not_after=moment.date(), basis="given", time=time)
    except ValueError:
        pass
    m = re.fullmatch(r"(\d{4})(?:-(\d\d))?", value)
    if m and 1 <= int(m[2] or 1) <= 12 and int(m[1]) > 0:
        first = date(int(m[1]), int(m[2] or 1), 1)
        last = date(int(m[1]), 12, 31) if not m[2] else _month_end(first)
        return Published(not_before=first, not_after=last, basis=f"given as {value}")
    dates = [d for d in find_dates(value) if d.full is not None]
    if len(dates) == 1 and dates[0].full is not None:
        day = dates[0].full
        return Published(day=day, not_before=day, not_after=day, basis="given")
    notes.append(f"the date {value[:40]!r} of its record is not a date in ISO form and was not used")
    return None


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def printed_date(text: str, blocks: Sequence[Block]) -> Published | None:
    """The date line near the head. Its own word for published beats one for updated; 1 January behind "date" stands for a year."""
    best: tuple[Printed, Block, int] | None = None
    prose = 0
    for n, block in enumerate(blocks):
        if block.label == "body":
            prose += 1
        if prose > 2:
            break
        if n >= HEAD and block.label != "dateline":
            continue
        even = normalise(text[block.start : block.end], block.start)
        for d in find_dates(even.text):
            # Elsewhere in the head only behind its own word: "Posted: …", "(Published …)".
            if d.year is None or (block.label != "dateline" and (d.label is None or not even.text[d.start].isupper() or d.full is None)):
                continue
            better = best is None or (best[0].label == "updated" and d.label != "updated") or (best[0].full is None and d.full is not None)
            if better:
                best = (d, block, even.offset(d.start))
                span = Span(even.offset(d.start), even.end_offset(d.end))
    foot = foot_date(text, blocks) if best is None or best[0].full is None else None
    bound = lower_bound(text, blocks) if foot is not None or (best is not None and best[0].either) else None
    late_enough = foot is not None and not (bound is not None and foot[0].full is not None and foot[0].full < bound[0])
    if foot is not None and late_enough and (best is None or (foot[0].full is not None and _within(foot[0].full, best[0]))):
        best, span = (foot[0], blocks[0], 0), foot[1]
    if best is None:
        return None
    found = best[0]
    quote = " ".join(text[span.start : span.end].split())
    if found.full is None and found.either is not None and found.year is not None:
        return _either(
            found.year, found.either, quote, span, lead_weekday(text, blocks), bound[0] if bound else None, numeric_order(text, blocks)
        )
    if found.full is None:
        first = found.earliest
        if first is None:
            return None
        return Published(
            not_before=first,
            not_after=date(first.year, 12, 31) if not found.month else _month_end(first),
            basis=f"printed: {quote}",
            span=span,
        )
    day = found.full
    if day.month == 1 and day.day == 1 and quote.lower().startswith("date "):
        return Published(
            not_before=day, not_after=date(day.year, 12, 31), basis=f"printed: {quote}, which may stand for the year only", span=span
        )
    if found.weekday is not None and found.weekday != day.weekday():
        return Published(
            not_before=date(day.year, 1, 1),
            not_after=date(day.year, 12, 31),
            span=span,
            basis=f"printed: {quote}, whose weekday is not that day's",
        )
    return Published(day=day, not_before=day, not_after=day, basis=f"printed: {quote}", span=span, time=found.time)


def _within(day: date, printed: Printed) -> bool:
    """Whether a day is one of those a shorter or doubtful date can mean."""
    if printed.either is not None:
        return day.year == printed.year and (day.month, day.day) in (printed.either, printed.either[::-1])
    return day.year == printed.year and printed.month in (None, day.month)


def _either(
    year: int, either: tuple[int, int], quote: str, span: Span, weekday: tuple[int, Span] | None, bound: date | None, order: str | None
) -> Published:
    """ "03-05-2016" is 3 May or March 5. Other dates of the page decide where they show the order; else a day the text looks back on, which
    must not lie ahead; else the weekday of the news, where it is that of one of the two and the other is no day or two behind it. What
    is left undecided is an interval."""
    a, b = either
    days = sorted({date(year, b, a), date(year, a, b)})
    if order is not None:
        day = date(year, b, a) if order == "dm" else date(year, a, b)
        return Published(day, day, day, f"printed: {quote}, read by the order of other dates on its page", span)
    if bound is not None and days[0] < bound <= days[-1]:
        return Published(
            days[-1], days[-1], days[-1], f"printed: {quote}, which cannot be before {say(bound)}, the latest date in its text", span
        )
    if weekday is not None:
        behind = [(d.weekday() - weekday[0]) % 7 for d in days]
        for n in (0, 1):
            if behind[n] == 0 and behind[1 - n] > 2:
                return Published(
                    days[n], days[n], days[n], f"printed: {quote}, read by the weekday of its news ({WEEKDAYS[weekday[0]]})", span
                )
    return Published(
        not_before=days[0], not_after=days[-1], basis=f"printed: {quote}, which is {say(days[0])} or {say(days[-1])}", span=span
    )


def by_order(published: Published, text: str, order: str, outlet: str) -> Published:
    """The day of a date that is one of two, once the outlet's other dates show their order; else as it was."""
    if published.span is None or published.day is not None:
        return published
    found = [d for d in find_dates(normalise(published.span.of(text)).text) if d.either is not None and d.year is not None]
    if len(found) != 1 or found[0].either is None or found[0].year is None:
        return published
    a, b = found[0].either
    day = date(found[0].year, b, a) if order == "dm" else date(found[0].year, a, b)
    return Published(
        day,
        day,
        day,
        f"{published.basis.split(', which is')[0]}, read by the order of other dates of {outlet}",
        published.span,
        time=published.time,
    )


def _from_url(url: str | None) -> Published | None:
    if not url:
        return None
    m = _URL_DATE.search(url)
    word = None if m else _URL_DATE_WORD.search(url)
    try:
        if m:
            day = date(int(m[1]), int(m[2]), int(m[3]))
        elif word:
            day = date(int(word[1]), words().months[word[2].lower()], int(word[3]))
        else:
            return None
    except ValueError:
        return None
    return Published(day=day, not_before=day, not_after=day, basis=f"printed in its address: {(m or word)[0].strip('/-')}")  # type: ignore[index]


def lower_bound(text: str, blocks: Sequence[Block]) -> tuple[date, Span, str] | None:
    """Latest day the text looks back on, or its pictures show. Sentences that speak of what is ahead do not count."""
    ahead = words().ahead
    found: list[tuple[date, int, Span, str]] = []
    for block in blocks:
        if block.label not in ("body", "dek", "headline", "subhead", "caption"):
            continue
        source = "the date of a picture" if block.label == "caption" else "the latest date in its body"
        even = normalise(text[block.start : block.end], block.start)
        years = [m.start() for m in _ANY_YEAR.finditer(even.text)]
        for a, b in sentences_at(even.text, years) if years else ():
            sentence = even.text[a:b]
            dates = find_dates(sentence)
            rest = sentence
            for d in reversed(dates):  # the "May" of a date is no "may"
                rest = rest[: d.start] + rest[d.end :]
            if block.label != "caption" and not ahead.isdisjoint(w.lower() for w in re.findall(r"[A-Za-z]+", rest)):
                continue
            for d in dates:
                first = d.earliest
                if first is not None:
                    found.append((first, -block.start, Span(even.offset(a + d.start), even.end_offset(a + d.end)), source))
            for m in _YEAR.finditer(sentence):
                found.append(
                    (date(int(m.group()), 1, 1), -block.start, Span(even.offset(a + m.start()), even.end_offset(a + m.end())), source)
                )
    if not found:
        return None
    day, _, span, source = max(found, key=lambda f: (f[0], f[1]))
    return day, span, source


def lead_weekday(text: str, blocks: Sequence[Block]) -> tuple[int, Span] | None:
    """The weekday the news itself is told for, in the first paragraphs that tell it; not one that lies ahead."""
    ahead = words().ahead
    seen = 0
    for block in blocks:
        if block.label not in ("body", "dek"):
            continue
        seen += 1
        if seen > LEAD:
            return None
        even = normalise(text[block.start : block.end], block.start)
        if not weekdays(even.text):
            continue  # in no sentence either
        for a, b in split_text(even.text)[:4]:
            for start, end, weekday in weekdays(even.text[a:b]):
                before = even.text[a : a + start].split()[-4:]
                after = even.text[a + end : a + end + 12]
                if after.lstrip("' s").startswith(("planned", "talks", "meeting")) or not ahead.isdisjoint(
                    w.lower().strip(",.") for w in before
                ):
                    continue
                if before and before[-1].lower() in ("last", "next", "since", "until", "every", "each"):
                    continue
                return weekday, Span(even.offset(a + start), even.end_offset(a + end))
    return None
