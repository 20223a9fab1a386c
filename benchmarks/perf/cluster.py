"""What clustering costs, by how many mentions there are: filed, met, cut into components and joined, as a growing ledger does it.

usage: python -m benchmarks.perf.cluster [SIZE…] [--large] [--batch 1000] [--seed 1]

Made-up mentions of a war: so many a day in two hundred towns, each incident told of by one to eight reports, one in twenty of no day at all,
one in eight of some time in a year. There are no documents and no texts: what is measured is what clustering reads. Each size is built in a
process of its own, ``--batch`` mentions at a time, each component put together as soon as it is known. Seconds are of the
processor, per mention, and told as ratios to the first size too. ``--large`` adds a million mentions.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from benchmarks.perf.measured import in_own_process, own_peak_mb, write_json
from rashomon.incidents import parts_of
from rashomon.incidents.components import order
from rashomon.model import IncidentMention, Place, TimeSpan
from rashomon.pipeline.grow_loose import held_of
from rashomon.pipeline.grow_mentions import Moving
from rashomon.store.derived_tables import mention_keys, mention_rivals, mentions

SIZES = (10_000, 100_000)
LARGE = 1_000_000
#: Incidents a day; with four reports each, as many mentions as the made-up war of ``rashomon.simulate`` has.
A_DAY = 8
START = date(2031, 1, 1)
SIDES = ("Freedonia", "Sylvania", "Osterlich Front")
TOWNS = [
    Place(f"{chr(65 + n // 20)}ol{chr(97 + n % 20)}va{chr(97 + n // 10)}", f"Shire{n // 10}", "Freedonia", 20 + n % 20, 30 + n // 20, 1, "made up", f"x:{n}")
    for n in range(200)
]  # fmt: skip


def told(seed: int) -> Iterator[IncidentMention]:
    """Reports without end, incident by incident, day by day."""
    chance = random.Random(seed)
    n = incident = 0
    while True:
        day = START + timedelta(days=incident // A_DAY)
        incident += 1
        town, doer, kind = chance.choice(TOWNS), chance.choice(SIDES), chance.choice(("fire", "air", "blast"))
        side = chance.choice([*(s for s in SIDES if s != doer), "civilians"])
        toll = int(chance.paretovariate(1.1) * 2)
        for _ in range(chance.choices(range(1, 9), (8, 6, 5, 4, 3, 2, 1, 1))[0]):
            n += 1
            draw = chance.random()
            late = day + timedelta(days=chance.randrange(3))
            when = TimeSpan(day, day, "printed") if draw < 0.6 else TimeSpan(None, late, "no later than publication")
            year = TimeSpan(date(day.year, 1, 1), date(day.year, 12, 31), "a year")
            time_ = None if draw > 0.95 else year if draw > 0.83 else when
            figure = max(1, toll + chance.randrange(-1, 2))
            yield IncidentMention(
                f"im-{n}",
                f"d{n:07}",
                f"doc-{n}",
                (f"c-{n}",),
                0,
                time=time_,
                weekday=day.weekday() if when.is_day and chance.random() < 0.7 else None,
                places=(town.name,),
                locations=(town,),
                sides=(side,),
                perpetrators=(doer,) if chance.random() < 0.6 else (),
                families=(kind,),
                figures=(("killed", figure, figure, side),),
                main=draw <= 0.83,
                background=draw > 0.83,
                countries=("Freedonia",),
            )


def measure(size: int, batch: int, seed: int) -> tuple[float, int, int, float]:
    """Seconds, incidents, the mentions of the largest component, megabytes at the peak."""
    stream = told(seed)
    spent, incidents, largest = 0.0, 0, 0
    with tempfile.TemporaryDirectory(prefix="rashomon-cluster-") as folder:
        db = sa.create_engine(f"sqlite:///{Path(folder) / 'mentions.db'}").connect()
        for table in (mentions, mention_keys, mention_rivals):
            table.create(db)
        left = size
        while left:
            some = list(islice(stream, min(batch, left)))
            left -= len(some)
            began = time.process_time()
            moving = Moving(db, lambda names: ())
            moving.take_out({m.document for m in some})
            moving.put(some)
            found = moving.label(moving.find())
            of: dict[int, list[int]] = {}
            for n, label in found.label_of.items():
                of.setdefault(label, []).append(n)
            for own in of.values():
                known = moving.hand.load(own)
                held = held_of(db, known)
                incidents += len(parts_of(sorted(known.values(), key=order), (), (), held))
                largest = max(largest, len(own))
            db.commit()
            spent += time.process_time() - began
        db.close()
    return spent, incidents, largest, own_peak_mb()


def main() -> None:
    """Prints a line a size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.cluster", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--large", action="store_true", help=f"also {LARGE} mentions")
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the results here")
    options = parser.parse_args()
    sizes = [*options.sizes, *([LARGE] if options.large else [])]
    if min(sizes) < 1 or options.batch < 1:
        parser.error("sizes and --batch are one at least")
    print(f"{'mentions':>10} {'seconds':>8} {'ms each':>8} {'ratio':>6} {'settled':>8} {'largest':>8} {'peak MB':>8}")
    first, rows = 0.0, []
    for size in sizes:
        spent, incidents, largest, peak = in_own_process(measure, size, options.batch, options.seed)
        each = 1000 * spent / size
        first = first or each
        print(f"{size:>10} {spent:>8.1f} {each:>8.2f} {each / first:>6.2f} {incidents:>8} {largest:>8} {peak:>8.0f}", flush=True)
        rows.append({"size": size, "ms": round(each, 3), "ratio": round(each / first, 3), "peak_mb": round(peak), "largest": largest})
        write_json(options.json, rows)


if __name__ == "__main__":
    main()
