"""Rows of a table, whatever its file: each an article by the plan of its table, or a reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from rashomon.corpus import Article, Rejected
from rashomon.corpus.decoding import safe_text
from rashomon.errors import RashomonError
from rashomon.inputs.fields import FIELDS, article_of, too_large
from rashomon.inputs.plans import RECORD, Pick, Plan
from rashomon.inputs.row_dates import LOOKED_AT, Column
from rashomon.inputs.row_values import as_text, cut_off, is_html, is_page, is_true, language_code, unescaped, without_tags
from rashomon.inputs.source import Source
from rashomon.model import Declared

#: Longer names of authors, outlets and titles are no such thing.
MAX_FIELD = 2000
#: How what is declared is called.
_DECLARED = {
    "title": "title",
    "outlet": "outlet",
    "url": "canonical_url",
    "published": "published",
    "language": "language",
    "byline": "author",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` is its line or its place in its file, ``values`` what its columns hold, ``notes`` what was wrong in reading it."""

    number: int
    values: Mapping[str, Any]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands in place of rows that cannot be read, and why."""

    number: int
    reason: str


class Table(Protocol):
    """A file with rows, opened: its plan is made, and its rows can be gone through more than once."""

    @property
    def plan(self) -> Plan:
        """How its rows are read."""
        ...

    @property
    def single(self) -> bool:
        """Whether the whole file is one record."""
        ...

    def rows(self) -> Iterator[Row | Wrong]:
        """Its rows from the first."""
        ...


def articles(source: Source, table: Table) -> Iterator[Article | Rejected]:
    """The articles of a table, one at a time. The first thousand rows are looked at once before, for what they show together."""
    dates = Column(_first_dates(table), table.plan.order)
    seen: dict[int, int] = {}
    last = 0
    try:
        for row in table.rows():
            where = f"{source.name}:{row.number}"
            if isinstance(row, Wrong):
                if row.number != last:  # pieces of one line are one
                    yield Rejected(where, row.reason)
                last = row.number
                continue
            last = row.number
            yield _unlike(
                article_of_row(where, row, table.plan, dates, source.fields if table.single else {}), row.number, seen, source.name
            )
    except RashomonError as err:
        yield Rejected(source.name, f"{err}; what stood before that was read")


def urls(table: Table) -> Iterator[str]:
    """Addresses of the rows that hold no text of their own, in their order, each once."""
    given: set[int] = set()
    for row in table.rows():
        if isinstance(row, Wrong) or _value(table.plan.fields["text"], row.values)[0]:
            continue
        url = _value(table.plan.fields["url"], row.values)[0]
        if url and (mark := _short_hash(url.strip())) not in given:
            given.add(mark)
            yield url.strip()


def article_of_row(where: str, row: Row, plan: Plan, dates: Column, fallback: Mapping[str, str] | None = None) -> Article | Rejected:
    """The article a row holds; ``where`` names it where the row has no id of its own. ``fallback`` are fields known from elsewhere."""
    notes = list(row.notes)
    fields: dict[str, str] = dict(fallback or {})
    declared: list[Declared] = []
    for key in FIELDS:
        value, odd = _value(plan.fields[key], row.values, joined=key == "byline")
        if odd:
            notes.append(f"the record's {key} is not a string and was left out")
        if value is None:
            continue
        if len(value) > MAX_FIELD:
            notes.append(f"the record's {key} is longer than {MAX_FIELD} characters and was left out")
            continue
        if all(p.constant is None for p in plan.fields[key]):
            declared.append(Declared(_DECLARED[key], value, plan.by))
        kept = _field(key, value, dates, notes)
        if kept:
            fields[key] = kept
    text, odd = _value(plan.fields["text"], row.values, whole=True)
    url = fields.get("url")
    if odd:
        return Rejected(where, f"its text ({_places(plan)}) is not a string")
    if text is None:
        return Rejected(where, _textless(plan, url))
    name = _value(plan.fields["id"], row.values)[0]
    name = safe_text(name.strip())[0] if name and len(name) <= MAX_FIELD else where
    provenance = [("record", where)]
    if name != where and plan.by != RECORD:
        provenance.append(("accession", name))  # the service's own: the same in every download of it
    for key, picks in plan.provenance.items():
        value = _value(picks, row.values)[0]
        if value and len(value) <= MAX_FIELD:
            provenance.append((key, safe_text(value)[0]))
    notes.extend(say for column, say in plan.marks.items() if is_true(row.values.get(column)))
    problem = too_large(text)
    if problem is None:
        text, problem = _plain(text, where, url, notes)
    if problem is None and plan.ready.cut and (shorter := cut_off(text, plan.ready.cut)):
        text, missing = shorter
        if not text:
            return Rejected(where, f"its text is cut off by {plan.ready.called} before its first sentence ends; {_fetch(url)}")
        notes.append(
            f"cut off by {plan.ready.called}: about {missing} more characters stand at its address; it is read up to its last whole sentence"
        )
    return article_of(
        name,
        "" if problem else text,
        fields,
        origin=where,
        problem=problem,
        notes=tuple(notes),
        declared=tuple(declared),
        provenance=tuple(provenance),
    )


def _field(key: str, value: str, dates: Column, notes: list[str]) -> str | None:
    safe = safe_text(value.strip())[0]
    if key == "published":
        found, note = dates.read(safe)
        if note:
            notes.append(note)
        return found
    if key == "language":
        return language_code(safe)
    if key == "title":
        return without_tags(safe) if is_html(safe) else unescaped(safe) or safe
    return safe


def _plain(text: str, where: str, url: str | None, notes: list[str]) -> tuple[str, str | None]:
    """The words of a text that came as HTML: of a whole page its main text, of a piece all that is no tag."""
    if is_page(text):
        from rashomon.inputs.html import article_of_page

        page = article_of_page(text.encode("utf-8", "replace"), name=where, url=url)
        if page.problem is None and isinstance(page.raw, str):
            notes.append("its text is a web page, of which the main text was taken")
            return page.raw, None
        return "", page.problem or "no article text was found on this page"
    if is_html(text):
        notes.append("tags were taken out of its text")
        return without_tags(text), None
    plain = unescaped(text)
    if plain is not None:
        notes.append("characters written as in HTML (&quot;) were set right in its text")
        return plain, None
    return text, None


def _value(picks: Iterable[Pick], row: Mapping[str, Any], *, joined: bool = False, whole: bool = False) -> tuple[str | None, bool]:
    """The first of several places that says something, as text; and whether what stands there is no text. Of a list the only member
    counts, or, ``joined``, all of them. Text that is ``whole`` must have been a string."""
    odd = False
    for pick in picks:
        value = pick.of(row)
        if value is None:
            continue
        if isinstance(value, list):
            members = [t for t in (as_text(v) for v in value[:100]) if t and t.strip()]
            if not value:
                continue
            if len(members) == 1 or (joined and members):
                return ", ".join(dict.fromkeys(members)), False
            odd = True
            continue
        if whole and not isinstance(value, str | bytes):
            odd = True
            continue
        text = as_text(value)
        if text is None:
            odd = True
        elif text.strip():
            return text, False
    return None, odd


def _unlike(item: Article | Rejected, number: int, seen: dict[int, int], name: str) -> Article | Rejected:
    """An article whose id came before in its file: with the same words it is the same record again, with others it is named by its place."""
    if isinstance(item, Rejected) or item.name == item.origin:
        return item
    key = _short_hash(item.name)
    text = _short_hash(item.raw if isinstance(item.raw, str) else "") >> 1
    before = seen.get(key)
    if before is None:
        seen[key] = text << 40 | min(number, (1 << 40) - 1)
        return item
    first = before & ((1 << 40) - 1)
    if before >> 40 == text:
        return Rejected(item.origin, f"the same record as {name}:{first} (the same id and text), read once")
    note = f"its id {item.name[:80]!r} is that of {name}:{first}, which has another text; so it goes by its place"
    return article_of(
        item.origin,
        item.raw,
        {key: value for key in FIELDS if (value := getattr(item, key)) is not None},
        origin=item.origin,
        problem=item.problem,
        notes=(*item.notes, note),
        declared=item.declared,
        provenance=item.provenance,
    )


def _first_dates(table: Table) -> list[str]:
    picks = table.plan.fields["published"]
    found: list[str] = []
    if not picks:
        return found
    try:
        for row in islice(table.rows(), LOOKED_AT):
            value = _value(picks, row.values)[0] if isinstance(row, Row) else None
            if value and len(value) < 100:
                found.append(value)
    except RashomonError:
        return found
    return found


def _textless(plan: Plan, url: str | None) -> str:
    if plan.ready.textless:
        return f"has no text: {plan.ready.textless}; {_fetch(url)}"
    return f"its text ({_places(plan)}) is empty{'; ' + _fetch(url) if url else ''}"


def _fetch(url: str | None) -> str:
    return f"`rashomon fetch` can get the page: {url[:300]}" if url else "and it names no address either"


def _places(plan: Plan) -> str:
    return " or ".join(p.column for p in plan.fields["text"] if p.constant is None)


def _short_hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
