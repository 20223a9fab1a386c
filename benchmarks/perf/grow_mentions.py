"""What adding mentions costs in ledgers of several sizes: ``python -m benchmarks.perf.grow_mentions [SIZE…]``.

Made-up mentions, so many a day at so many places in every size, as the years go by; the last hundred are added to those before (each in a
component of its own: what is measured is how they are found). Times of
one run compare with one another and with nothing else, so they are given as ratios to the smallest size.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from rashomon.incidents.components import index_rows, number
from rashomon.model import IncidentMention, Place, TimeSpan
from rashomon.pipeline.grow_mentions import Moving
from rashomon.store import mention_index
from rashomon.store.derived_tables import mention_keys, mention_rivals, mentions

ADDED = 100
A_DAY = 4
START = date(2031, 1, 1)
TOWNS = [
    Place(f"Town{chr(97 + n // 26)}{chr(97 + n % 26)}", f"Shire{n // 10}", "Freedonia", 30 + n * 0.3, 40.0, 1, "made up", f"x:{n}")
    for n in range(200)
]


def made_up(n: int, chance: random.Random, undated: bool = False) -> IncidentMention:
    """One report with the events of its day; in nine of ten the day is known to three days or better."""
    day = START + timedelta(days=n // A_DAY)
    town = chance.choice(TOWNS)
    toll = chance.randrange(1, 40)
    when = TimeSpan(day, day, "printed") if chance.random() < 0.5 else TimeSpan(None, day, "no later than publication")
    return IncidentMention(
        f"im-{n}",
        f"d{n}",
        f"doc-{n}",
        (f"c-{n}",),
        0,
        time=None if undated else when,
        weekday=day.weekday() if when.is_day else None,
        places=(town.name,),
        locations=(town,),
        sides=(chance.choice(("Freedonia", "Sylvania")),),
        perpetrators=(chance.choice(("Freedonia", "Sylvania")),),
        families=(chance.choice(("fire", "air", "blast")),),
        figures=(("killed", toll, toll, None),),
        main=True,
        countries=("Freedonia",),
    )


def grow(size: int, undated: bool = False) -> tuple[float, int]:
    """Seconds for the last hundred, and the mentions they were tied to, themselves included."""
    chance = random.Random(size)
    db = sa.create_engine("sqlite://").connect()
    for table in (mentions, mention_keys, mention_rivals):
        table.create(db)
    there = [made_up(n, chance) for n in range(size)]
    mention_index.add(db, [mention_index.row_of(number(m.mention_id), m, index_rows(m)) for m in there])
    last = [made_up(size + n, chance, undated) for n in range(ADDED)]
    began = time.perf_counter()
    moving = Moving(db, lambda names: ())
    moving.take_out({m.document for m in last})
    moving.put(last)
    found = moving.label(moving.find())
    return time.perf_counter() - began, len(found.label_of)


def main(sizes: Sequence[int]) -> None:
    """Prints a line a size."""
    base = 0.0
    for size in sizes:
        for undated in (False, True):
            seconds, count = grow(size, undated)
            base = base or seconds
            print(
                f"{size} mentions + {ADDED} {'undated' if undated else 'dated'}: × {seconds / base:.1f} ({seconds:.2f} s, {count} tied)",
                flush=True,
            )


if __name__ == "__main__":
    main([int(s) for s in sys.argv[1:]] or [1000, 10000, 50000])
