"""What to rent: from what a document costs, measured, to cores, hours and disk for ten years of one country and for Common Crawl News.

usage: python -m benchmarks.perf.rent [--measure FILE...] [--json FILE] [--page-ms MS] [--price P] [--machine CORES] [--hours H]
``--measure`` reads FILE (articles as JSON Lines, say those of ``benchmarks.perf.streams``) once in this process and takes its CPU time apart:
what workers do, and what the one process does that keeps the ledger. Without it those of ``results/rent.json`` are taken, or of ``--json``.
Everything after that is arithmetic, printed with its assumptions.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.perf.measured import write_json
from rashomon.corpus import Article
from rashomon.inputs import read_inputs
from rashomon.pipeline.read import BATCH, batches
from rashomon.pipeline.run import rows_of
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.shards.finished import Held, Writer
from rashomon.pipeline.write import write_files
from rashomon.store import writing
from rashomon.store.encoded import Encoded

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a document costs: CPU milliseconds of a worker, of keeping it, of growing and of the files; kilobytes of shard, ledger and files."""

    documents: int
    worker_ms: float
    keep_ms: float
    grow_ms: float
    files_ms: float
    shard_kb: float
    ledger_kb: float
    files_kb: float

    @property
    def driver_ms(self) -> float:
        """What the one process does that keeps the ledger."""
        return self.keep_ms + self.grow_ms + self.files_ms


@dataclass(frozen=True, slots=True)
class Case:
    """A body of articles: how many there are, in how many days they come (0: all are there), and whether they are web pages."""

    name: str
    documents: int
    days: int
    pages: bool


#: Ten years at 1,000 articles a day; Common Crawl News at a million pages a day, for each day.
CASES = (Case("ten years of one country's press", 3_650_000, 0, False), Case("Common Crawl News, each day", 1_000_000, 1, True))
#: Milliseconds for the text of a web page of 100 kB, put high: made-up pages of a few kilobytes take 0.9 (``benchmarks.perf.archives``).
PAGE_MS = 6.0
#: Measured with ``--measure`` over 400 articles of the mixed stream, one in ten about violence.
MEASURED = Path(__file__).parent / "results" / "rent.json"


def measure(paths: list[Path]) -> Cost:
    """Reads, keeps and grows, and takes the time of each."""
    articles = [a for a in read_inputs(paths) if isinstance(a, Article)]
    rows_of(articles[:2])  # what is loaded once is no cost of a document
    at = time.process_time()
    made = [rows_of(batch) for batch in batches(articles, BATCH)]
    worker = time.process_time() - at
    with tempfile.TemporaryDirectory(prefix="rashomon-rent-") as folder:
        shard, out = _shard_size(made, folder), Path(folder)
        with writing(out / "ledger.db") as ledger:
            at = time.process_time()
            session = Session.start(ledger, "run", framed("current"))
            for lot in made:
                session.add_encoded(lot)
            keep, at = time.process_time() - at, time.process_time()
            session.finish()
            grow, at = time.process_time() - at, time.process_time()
            with ledger.read() as db:
                write_files(db, out)
            files = time.process_time() - at
        ledger_size = (out / "ledger.db").stat().st_size
        written = sum(p.stat().st_size for p in out.glob("*.jsonl"))
    n = len(articles)
    times = (round(1000 * s / n, 2) for s in (worker, keep, grow, files))
    return Cost(n, *times, *(round(size / n / 1000, 1) for size in (shard, ledger_size, written)))


def _shard_size(made: list[list[Encoded]], folder: str) -> int:
    writer = Writer(folder, "shard")
    for lot in made:
        for row in lot:
            writer.add(0, Held(row.name, row.name, (), b"", row))
    return Path(writer.finish(again=False)).stat().st_size


def table(cost: Cost, page_ms: float, price: float, cores: int, hours: float) -> str:
    """The rent of each case, as Markdown."""
    lines = [
        "| | documents | core-hours | machines of "
        f"{cores} cores for {hours:g} h | workers' price | one process that keeps it | shards | ledger | files |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for case in CASES:
        worker = cost.worker_ms + (page_ms if case.pages else 0)
        core_hours = case.documents * worker / 3_600_000
        machines = -(-core_hours // (cores * hours))
        driver = case.documents * cost.driver_ms / 3_600_000
        sizes = (f"{case.documents * kb / 1e6:,.0f} GB" for kb in (cost.shard_kb, cost.ledger_kb, cost.files_kb))
        lines.append(
            f"| {case.name} | {case.documents:,} | {core_hours:,.0f} | {machines:,.0f} | {core_hours * price:,.2f} | {driver:,.1f} h | {' | '.join(sizes)} |"
        )
    most = DAY * 1000 / cost.driver_ms
    busy = most * (cost.worker_ms + page_ms) / 1000 / DAY
    lines += [
        "",
        f"One process keeps at most {most / 1e6:,.1f} million documents a day ({cost.driver_ms:.2f} ms each); {busy:,.0f} cores of workers keep it "
        f"busy. A terabyte of ledger holds {1e9 / cost.ledger_kb / 1e6:,.0f} million documents.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Prints the costs and the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, help="costs are read from here, or written here with --measure")
    parser.add_argument("--page-ms", type=float, default=PAGE_MS, help="CPU milliseconds for the text of a web page")
    parser.add_argument("--price", type=float, default=0.05, help="price of a core for an hour, in your currency")
    parser.add_argument("--machine", type=int, default=32, help="cores of a machine")
    parser.add_argument("--hours", type=float, default=1.0, help="hours in which the workers are to be done")
    asked = parser.parse_args()
    if asked.measure:
        cost = measure(asked.measure)
        write_json(asked.json, asdict(cost))
    else:
        cost = Cost(**json.loads((asked.json or MEASURED).read_text()))
    print(
        f"A document ({cost.documents:,} measured): worker {cost.worker_ms} ms; kept {cost.keep_ms}, grown {cost.grow_ms}, files {cost.files_ms} ms;"
    )
    print(
        f"shard {cost.shard_kb} kB, ledger {cost.ledger_kb} kB, files {cost.files_kb} kB; a web page {asked.page_ms} ms more; {asked.price} a core-hour.\n"
    )
    print(table(cost, asked.page_ms, asked.price, asked.machine, asked.hours))


if __name__ == "__main__":
    main()
