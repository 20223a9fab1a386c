"""One file from its first byte to the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rashomon.errors import InputError
from rashomon.exports.codebooks import Codebook, codebook
from rashomon.validate import acled, ged
from rashomon.validate.cells import checks_of
from rashomon.validate.checks import Batch, Check, Judged
from rashomon.validate.finding import Hit, Report, Tally
from rashomon.validate.rows import Opened, Rows, is_broken, opened
from rashomon.validate.texts import Texts
from rashomon.validate.unique import Again, uniques

PROFILES = ("ged", "acled")
_CHECKS: dict[str, Callable[[], list[Check]]] = {"ged": ged.checks, "acled": acled.checks}
_DATES = {"ged": ("plain", "with a time", "with T and a time"), "acled": ("plain", "in words")}
_IDS = {"ged": ("id", "relid"), "acled": ("event_id_cnty",)}
#: Running text: line breaks may stand in it.
_RUNNING = frozenset({"notes", "where_description"})

#: Told now and then: bytes done, bytes in all, what is being done.
Tell = Callable[[int, int | None, str], None]


def validate(path: Path, profile: str, *, most: int | None = None, tell: Tell | None = None) -> Report:
    """Reads the file and says where it breaks the rules of the ``profile``. ``most``: findings kept of each rule; all are counted.

    Raises InputError where the file cannot be read as a table of the profile at all.
    """
    if profile not in PROFILES:
        raise InputError(f"--profile {profile!r}: write one of {', '.join(PROFILES)}")
    book = codebook(profile)
    tally = Tally(book, most)
    with opened(path, book) as source:
        rows = source.rows(tally)
        present = frozenset(n for n in rows.header.names if n)
        ids = uniques(_IDS[profile], present)
        count = _read(source, rows, [*_checks(book, present), *ids], tally, tell, "checking")
    again = [Again(u.column, twice) for u in ids if (twice := u.doubled())]
    if again:
        with opened(path, book) as source:
            nobody = Tally(book)
            _read(source, source.rows(nobody), list(again), tally, tell, "looking up ids that stand twice", form=False)
    if not count:
        tally.add(0, Hit("no-rows", "-", "there are no rows"))
    tally.flush()
    severities = {r.id: r.severity for r in book.rules}
    return Report(str(path), profile, rows.header.layout, count, tally.sorted(), dict(sorted(tally.counts.items())), severities, rows.notes)


def _checks(book: Codebook, present: frozenset[str]) -> Iterator[Check]:
    yield from checks_of(book, present, _DATES[book.name])
    for column in book.columns:
        if column.name in present and column.type in ("text", "list") and not (column.codes and not column.open):
            yield Texts(column.name, column.name in _RUNNING)
    for check in _CHECKS[book.name]():
        needed = set(getattr(check, "columns", ())) | {
            getattr(check, k) for k in ("number", "name") if isinstance(getattr(check, k, None), str)
        }
        if isinstance(check, Judged):
            needed -= set(check.lacking)
        if needed <= present:
            yield check


def _read(source: Opened, rows: Rows, checks: list[Check], tally: Tally, tell: Tell | None, what: str, form: bool = True) -> int:
    """Goes through all rows with the checks, and gives their number. ``form``: what is wrong with the form of rows is said."""
    names = rows.header.names
    wide = len(names)
    number, count = rows.first, 0
    for cells in rows.batches:
        numbers: list[int] | range = range(number, number + len(cells))
        number += len(cells)
        if set(map(len, cells)) != {wide}:
            if form:
                _ragged(cells, numbers, wide, tally)
            numbers = [n for n, row in zip(numbers, cells, strict=True) if len(row) == wide and not is_broken(row)]
            cells = [row for row in cells if len(row) == wide and not is_broken(row)]
        if cells:
            columns = {n: c for n, c in zip(names, zip(*cells, strict=True), strict=True) if n}
            batch = Batch(columns, numbers)
            for check in checks:
                check.look(batch, tally)
        count += len(cells)
        tally.flush()
        if tell is not None:
            tell(source.done(), source.size, what)
    return count


def _ragged(cells: list[list[str]], numbers: range | list[int], wide: int, tally: Tally) -> None:
    for n, row in zip(numbers, cells, strict=True):
        if not row:
            tally.add(n, Hit("blank-line", "-", "the line is empty"))
        elif len(row) != wide and not is_broken(row):
            tally.add(n, Hit("ragged-row", "-", f"{len(row)} cells", f"{wide}, as the header has"))
