"""The incidents of a ledger as events of the two data sets that everybody's scripts read: the rows of ``rashomon export ged`` and ``acled``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.exports import acled, ged
from rashomon.exports.events_beside import flat
from rashomon.exports.events_ids import Numbers
from rashomon.exports.events_when import Unfit
from rashomon.exports.exported import Told
from rashomon.people import Masker
from rashomon.pipeline.exporting import Wanted, exported
from rashomon.queries.desk import Desk
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.limits import TooLong, unhurried

Row = dict[str, Any]
#: Incidents, and seconds, that one asking may cost; they are kept until the ledger says something else.
MOST, SECONDS = 20_000, 300.0
#: What every row and every envelope says.
OURS = "Rashomon: a machine's reading of news articles in one ledger. Ours, not {theirs}'s: no row of their data is in it, and none of ours in theirs."
#: The same in a word, for a column of theirs (tags).
TAG = "rashomon=machine reading, not ACLED's"


def ged_events(desk: Desk, db: sa.Connection, lens: Lens, *, candidate: bool = False) -> list[Row]:
    """Events with the 49 columns of UCDP GED, in order of their days and ids; ``rashomon`` says whose they are."""
    numbers = Numbers()

    def rows(told: Told, masker: Masker) -> Iterator[Row]:
        made = ged.row_of(told, masker, numbers, candidate=candidate)
        if not isinstance(made, Unfit):
            yield {**flat(made[0]), "rashomon": f"{OURS.format(theirs='UCDP')} Incident {told.incident.incident_id}."}

    found = _made(desk, db, lens, "ucdp-style", ("ged", candidate), rows)
    return sorted(found, key=lambda r: (r["date_start"], r["id"]))


def acled_events(desk: Desk, db: sa.Connection, lens: Lens, *, numbers: bool = False) -> list[Row]:
    """Events with the 31 columns of ACLED, the latest first, as its interface gives them; ``tags`` says whose they are."""
    made_numbers = Numbers()

    def rows(told: Told, masker: Masker) -> Iterator[Row]:
        made = acled.rows_of(told)
        if isinstance(made, Unfit):
            return
        parts, coded, dead = made
        style = acled._Style(False, numbers, acled._seconds(desk.state(db).run_at), {})
        for part in parts:
            event = made_numbers.row(f"{told.incident.incident_id} {part.key}".strip())
            row = flat(style.row(told, event, part, len(parts), coded, dead, masker))
            yield {**row, "event_date": str(row["event_date"]), "tags": TAG}

    found = _made(desk, db, lens, "acled-style", ("acled", numbers), rows)
    return sorted(found, key=lambda r: (r["event_date"], r["event_id_cnty"]), reverse=True)


def _made(
    desk: Desk, db: sa.Connection, lens: Lens, policy: str, what: tuple[object, ...], rows: Callable[[Told, Masker], Iterator[Row]]
) -> list[Row]:  # fmt: skip
    def make() -> list[Row]:
        began, out = time.monotonic(), list[Row]()
        wanted = Wanted(
            policy=lens.policy or policy, as_of=lens.moment, as_of_text=lens.as_of, names=desk.names, coarsen=desk.coarsen
        )  # fmt: skip
        with unhurried(db, SECONDS):
            for n, told in enumerate(exported(db, wanted)[1]):
                if n >= MOST:
                    raise InputError(f"this ledger has more than {MOST:,} incidents; use rashomon export on the machine that has it")
                if time.monotonic() - began > SECONDS:
                    raise TooLong("all events of this ledger take too long to make here; use rashomon export on the machine that has it")
                out += rows(told, Masker.for_documents(told.documents, names=desk.names))
        return out

    return kept(desk, ("events", *what, desk.state(db).tag, lens.policy or policy, lens.as_of), make)
