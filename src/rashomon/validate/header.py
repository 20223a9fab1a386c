"""The row of column names: what is missing, unknown, doubled, elsewhere, or of an older release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.exports.codebooks import Codebook
from rashomon.validate.finding import Hit, Tally, shown


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of an older release: how it is told, what it lacks, and how it is called."""

    name: str
    lacks: frozenset[str]
    signs: tuple[str, ...] = ()
    run: tuple[str, ...] = ()


#: Known by columns that only it had (``signs``), or by columns that stood side by side in that order (``run``).
OLD = {
    "ged": Layout(
        "UCDP GED 19.1 (42 columns, low before best)",
        frozenset(("relid", "code_status", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id", "where_description")),
        run=("low", "best", "high"),
    ),
    "acled": Layout(
        "ACLED before 2023",
        frozenset(("disorder_type", "civilian_targeting", "tags", "timestamp")),
        signs=("data_id", "event_id_no_cnty", "iso3"),
    ),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file: ``names`` as this program calls them ("" for one that is not read), and the ``layout``."""

    names: tuple[str, ...]
    layout: str


def known(book: Codebook) -> frozenset[str]:
    """Names that tell a header of this table from a row of it."""
    return frozenset((*(c.name for c in book.columns), *(f.name for f in book.former)))


def read_header(cells: Sequence[str], book: Codebook, tally: Tally, row: int, ordered: bool = True) -> Header:
    """Names the columns and says what is wrong with them. ``ordered`` is False where the order means nothing (JSON)."""
    names = known(book)
    own = {c.name for c in book.columns}
    out: list[str] = []
    seen: set[str] = set()
    strange: list[tuple[int, str]] = []
    for n, cell in enumerate(cells):
        name = cell
        if name not in names and name.strip().casefold().replace(" ", "_") in names:
            name = name.strip().casefold().replace(" ", "_")
            tally.add(row, Hit("column-name", name, f"the column is called '{shown(cell)}'", name))
        if name in seen and name in names:
            tally.add(row, Hit("column-twice", name, f"a second column is called '{shown(name)}'; it is not read"))
            name = ""
        elif name not in names:
            strange.append((n, name))
            name = ""
        seen.add(name)
        out.append(name)
    present = [x for x in out if x in own]
    old = OLD.get(book.name)
    is_old = old is not None and _is(old, out)
    missing = [c for c in book.header if c not in present]
    if is_old and old is not None:
        gone = [x for x in out if x and x not in own]
        folded = [m for m in missing if m in old.lacks]
        missing = [m for m in missing if m not in old.lacks]
        wrong = f"columns as in {old.name}"
        wrong += f"; gone since: {', '.join(gone)}" if gone else ""
        wrong += f"; not yet there: {', '.join(folded)}" if folded else ""
        tally.add(row, Hit("old-layout", "-", wrong))
    for m in missing:
        tally.add(row, Hit("column-missing", m, f"there is no column '{m}'", f"a column '{m}'"))
    last = max((n for n, x in enumerate(out) if x), default=-1)
    for n, name in strange:
        what = f"'{shown(name)}'" if name else "without a name (a table's row numbers, perhaps)"
        tally.add(row, Hit("column-unknown", "-", f"column {n + 1} {what} is not of this data set"))
    if ordered and not is_old:
        _order(out, present, [x for n, x in strange if n < last], book, tally, row)
    return Header(tuple(out), old.name if is_old and old is not None else "present")


def _is(old: Layout, names: Sequence[str]) -> bool:
    if any(s in names for s in old.signs):
        return True
    n = len(old.run)
    return n > 0 and any(tuple(names[i : i + n]) == old.run for i in range(len(names)))


def _order(names: Sequence[str], present: Sequence[str], between: Sequence[str], book: Codebook, tally: Tally, row: int) -> None:
    """Says where the order of the codebook is first left."""
    right = [c.name for c in book.columns if c.name in set(present)]
    for is_, should in zip(present, right, strict=True):
        if is_ != should:
            tally.add(row, Hit("column-order", should, f"'{is_}' stands where '{should}' belongs", ""))
            return
    if between:
        tally.add(
            row,
            Hit("column-order", "-", f"'{shown(between[0])}' stands between columns of the data set, so all after it are elsewhere", ""),
        )
