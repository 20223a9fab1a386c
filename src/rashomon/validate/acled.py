"""Rules of ACLED that hold between the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rashomon.exports.codebooks import codebook
from rashomon.validate.cells import AS_NUMBERS, whole
from rashomon.validate.checks import Batch, Check, Judged
from rashomon.validate.dates import day
from rashomon.validate.finding import Hit, Tally, shown
from rashomon.validate.place import acled_checks

_ID = re.compile(r"[A-Z]{3}\d{1,12}", re.ASCII)
#: The year 2100 in seconds; thousandths of seconds are beyond.
_LATEST = 4_102_444_800
_CIVILIANS = "Violence against civilians"


def event_id(text: str) -> Iterator[Hit]:
    """Three letters and a number."""
    if text and not _ID.fullmatch(text):
        yield Hit("event-id-shape", "event_id_cnty", f"'{shown(text)}' has another form")


def year_of_date(year: str, when: str) -> Iterator[Hit]:
    """The year is that of the day."""
    first, given = day(when), whole(year)
    if first is not None and given is not None and first.year != given:
        yield Hit("year-of-date", "year", f"{year} is not the year of {shown(when)}", str(first.year))


def hierarchy() -> Callable[[str, str, str], Iterator[Hit]]:
    """A judge of disorder type, event type and sub-type, by what the codebook says of the sub-type."""
    book = codebook("acled")
    implied = {c.value: dict(c.implies) for c in book.column("sub_event_type").codes}
    types = {c.value for c in book.column("event_type").codes}
    disorders = {v: c.value for c in book.column("disorder_type").codes for v in (c.value, *c.also)}

    def judge(disorder: str, kind: str, sub: str) -> Iterator[Hit]:
        row = implied.get(sub)
        if row is None:
            return
        if kind in types and kind != row["event_type"]:
            yield Hit("type-of-sub-event", "event_type", f"'{sub}' is no kind of '{kind}'", row["event_type"])
        if disorder in disorders and disorders[disorder] != row["disorder_type"]:
            yield Hit("disorder-of-sub-event", "disorder_type", f"'{sub}' is not '{disorder}'", row["disorder_type"])

    return judge


def pair() -> Callable[[str, str, str], Iterator[Hit]]:
    """A judge of the interaction, by the kinds of both actors; text and numbers alike."""
    book = codebook("acled")
    kinds = {c.value: c.number or 0 for c in book.column("inter1").codes}
    kinds |= {str(n): n for n in kinds.values()} | {"": 0, "0": 0}
    by_number = {c.number or 0: c.value for c in book.column("interaction").codes}
    given = {v: n for n, v in by_number.items()} | {str(n): n for n in by_number}

    def judge(one: str, two: str, interaction: str) -> Iterator[Hit]:
        a, b, code = kinds.get(one), kinds.get(two), given.get(interaction)
        if not a or b is None or code is None:
            return
        right = min(a, b) * 10 + max(a, b) if b else a * 10
        if code != right:
            words = f"'{shown(one)}' and '{shown(two)}'" if b else f"'{shown(one)}' alone"
            yield Hit(
                "interaction", "interaction", f"'{interaction}' of {words}", str(right) if interaction.isdigit() else by_number[right]
            )

    return judge


@dataclass(slots=True)
class Kinds:
    """Kinds of actors are text in the whole file, or numbers in the whole file, as in its first row."""

    columns: tuple[str, ...]
    numbers: bool | None = None

    def look(self, batch: Batch, tally: Tally) -> None:
        """Takes the manner of the first cell, and finds cells in the other."""
        if self.numbers is None:
            for row_cells in zip(*(batch.columns[c] for c in self.columns), strict=True):
                if first := [c for c in row_cells if c not in ("", "0")]:
                    self.numbers = first[0].isdigit()
                    break
        for column in self.columns:
            cells = batch.columns[column]
            wrong = {c for c in set(cells) if c and c != "0" and c.isdigit() is not self.numbers}
            if "0" in cells and self.numbers is False:
                wrong.add("0")
            if wrong:
                manner = "a number" if self.numbers else "text"
                for row, cell in zip(batch.rows, cells, strict=True):
                    if cell in wrong:
                        tally.add(
                            row,
                            Hit(
                                "mixed-kinds", column, f"'{shown(cell)}' is not {manner}, as the file's first is", f"{manner} in every row"
                            ),
                        )


def actor(column: str, kind_column: str, name: str, kind: str) -> Iterator[Hit]:
    """Who is named has a kind, and nobody else has."""
    if name and kind in ("", "0"):
        yield Hit("actor-and-kind", kind_column, f"'{shown(name)}' without a kind", "the kind of the actor")
    elif not name and kind not in ("", "0"):
        yield Hit("actor-and-kind", column, f"a kind ('{shown(kind)}') without an actor", "the actor")


def targeting(kind: str, cell: str) -> Iterator[Hit]:
    """Violence against civilians targets them."""
    if kind == _CIVILIANS and not cell:
        yield Hit("civilian-targeting", "civilian_targeting", f"empty in '{kind}'")


def changed(stamp: str, when: str) -> Iterator[Hit]:
    """The row was changed on or after the day of the event (a day is left for time zones), and the time is in seconds."""
    given = whole(stamp)
    if given is None or given < 1:
        return
    if given > _LATEST:
        yield Hit("timestamp", "timestamp", f"{stamp} lies after the year 2100", str(given // 1000) if given // 1000 < _LATEST else "")
        return
    event = day(when)
    if event is not None and given < datetime(event.year, event.month, event.day, tzinfo=UTC).timestamp() - 86_400:
        yield Hit("timestamp", "timestamp", f"{stamp} ({datetime.fromtimestamp(given, UTC):%Y-%m-%d}) is before the event of {event}")


def checks() -> list[Check]:
    """All rules of rows of ACLED."""
    return [
        Judged(("event_id_cnty",), event_id),
        Judged(("year", "event_date"), year_of_date),
        Judged(("disorder_type", "event_type", "sub_event_type"), hierarchy()),
        Judged(("inter1", "inter2", "interaction"), pair()),
        Kinds(AS_NUMBERS),
        Judged(("actor1", "inter1"), lambda name, kind: actor("actor1", "inter1", name, kind)),
        Judged(("actor2", "inter2"), lambda name, kind: actor("actor2", "inter2", name, kind)),
        Judged(("event_type", "civilian_targeting"), targeting),
        Judged(("timestamp", "event_date"), changed),
        *acled_checks(),
    ]
