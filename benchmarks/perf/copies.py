"""What it costs to find who copied whom, by how many documents there are: 10,000, 100,000, with ``--large`` a million made-up articles.

usage: python -m benchmarks.perf.copies [--sizes 10000,100000] [--large] [--seed 1] [--json FILE]

Articles of some 300 words of a made-up language come by the thousand, as a run settles them (:func:`rashomon.pipeline.grow_documents.settle_documents`,
into an SQLite file, all in one transaction). One in five is a copy of one of the 2,000 before it with another lead and a part cut out; one in
ten prints the same stock paragraph, so that at 100,000 there are 10,000 of these. Seconds are of the processor, without the making of the
articles and without what is worked out of each where it is read (``prepare``, told beside it). ``found`` is the share of copies that stand in one
group with what they were copied from, of 2,000 asked.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.perf.measured import by_size, in_own_process, own_peak_mb, write_json
from rashomon.model import Block, Document, content_id
from rashomon.pipeline.garbage import seldom_collected
from rashomon.pipeline.grow_documents import Carried, settle_documents
from rashomon.pipeline.preparing import prepared
from rashomon.store import derived_tables as d
from rashomon.store import prepared as kept
from rashomon.store import writing
from rashomon.store.key_segments import KeySegments
from rashomon.store.pair_index import PairIndex

LARGE = 1_000_000
STEP = 1000
#: How far back what is copied lies at most, and of how many one is a copy, and prints the stock paragraph.
BACK, COPIES, STOCK = 2000, 5, 10
ASKED = 2000
COLUMNS = ("size", "ms", "ratio", "last_ms", "prepare_ms", "peak_mb", "file_mb", "segments", "pairs", "copies", "found")


@lru_cache(maxsize=1)
def _words() -> tuple[list[str], list[float]]:
    rng = random.Random("words")
    made = sorted({"".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(1, 4))) for _ in range(30_000)})
    rng.shuffle(made)
    total, sums = 0.0, []
    for n in range(len(made)):  # some words are said often, most seldom
        total += 1 / (n + 10)
        sums.append(total)
    return made, sums


@lru_cache(maxsize=1)
def _stock() -> str:
    return _sentences(random.Random("stock"), 60)


def _sentences(rng: random.Random, many: int) -> str:
    words, sums = _words()
    return " ".join(rng.choices(words, cum_weights=sums, k=many)).capitalize() + "."


def source_of(seed: int, n: int) -> int | None:
    """The number of the article that this one is a copy of; None where it is nobody's."""
    rng = random.Random(f"{seed}/{n}")
    if n == 0 or rng.randrange(COPIES):
        return None
    other = max(0, n - 1 - rng.randrange(BACK))
    return other if source_of(seed, other) is None else None


@lru_cache(maxsize=4096)
def _body(seed: int, n: int) -> tuple[str, ...]:
    rng = random.Random(f"{seed}/{n}/body")
    return tuple(_sentences(rng, rng.randint(20, 60)) for _ in range(8))


def article(seed: int, n: int) -> Document:
    """The article of this number."""
    rng = random.Random(f"{seed}/{n}/article")
    source = source_of(seed, n)
    paragraphs = list(_body(seed, n if source is None else source))
    if source is not None:
        del paragraphs[rng.randrange(2, 8)]
        paragraphs[0] = _sentences(rng, 30)
    if rng.randrange(STOCK) == 0:
        paragraphs.insert(rng.randrange(1, 6), _stock())
    text = "\n\n".join(paragraphs)
    name = f"d{n:07}"
    return Document(name, text, content_id("doc", text), "", blocks=(Block(0, len(text), "body"),), status="used")


def measure(size: int, seed: int) -> dict[str, Any]:
    """Settles so many articles and gives a row of results."""
    spent = making = 0.0
    steps: list[float] = []

    def load(names: Collection[str]) -> dict[str, Document]:
        nonlocal making
        start = time.process_time()
        found = {name: article(seed, int(name[1:])) for name in names}
        making += time.process_time() - start
        return found

    with tempfile.TemporaryDirectory(prefix="rashomon-copies-") as name:
        where, preparing = Path(name) / "ledger.db", 0.0
        with writing(where) as ledger:
            with seldom_collected(), ledger.write() as db:
                carried = Carried(KeySegments(db))
                for first in range(0, size, STEP):
                    documents = [article(seed, n) for n in range(first, min(size, first + STEP))]
                    start = time.process_time()
                    made = [prepared(x, quiet=True) for x in documents]
                    preparing += time.process_time() - start
                    start, making = time.process_time(), 0.0
                    kept.keep(db, [x.name for x in documents], made)
                    settle_documents(db, load, [x.name for x in documents], (), carried)
                    kept.empty(db)
                    steps.append(time.process_time() - start - making)
                    spent += steps[-1]
                    if len(steps) * 10 % max(1, size // STEP) == 0:  # each tenth
                        print(
                            f"{len(steps) * STEP:,} of {size:,}: {1000 * spent / (len(steps) * STEP):.3f} ms each so far",
                            file=sys.stderr,
                            flush=True,
                        )
            with ledger.read() as db:
                copies = [(n, source) for n in range(size) if (source := source_of(seed, n)) is not None]
                asked = random.Random(seed).sample(copies, min(ASKED, len(copies)))
                groups = PairIndex(db).groups_of(f"d{n:07}" for pair in asked for n in pair)
                one = sum(groups.get((f"d{a:07}", "whole"), (a,))[0] == groups.get((f"d{b:07}", "whole"), (b,))[0] for a, b in asked)
                pairs = db.scalar(sa.select(sa.func.count()).select_from(d.document_pairs))
                segments = len(KeySegments(db).segments())
        tenth = max(1, len(steps) // 10)
        return {
            "size": size,
            "ms": round(1000 * spent / size, 3),
            "last_ms": round(1000 * sum(steps[-tenth:]) / (tenth * STEP), 3),
            "prepare_ms": round(1000 * preparing / size, 3),
            "peak_mb": round(own_peak_mb()),
            "file_mb": round(sum(f.stat().st_size for f in Path(name).iterdir()) / 1e6),
            "segments": segments,
            "pairs": pairs,
            "copies": len(copies),
            "found": round(one / len(asked), 4),
        }


def run(sizes: list[int], seed: int = 1) -> list[dict[str, Any]]:
    """A row for each size, each measured in a process of its own; ``ratio`` is the time a document against the first size."""
    return by_size(sizes, lambda size: in_own_process(measure, size, seed), COLUMNS, "ms")


def main() -> None:
    """Reads the options, measures, writes the file that was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.perf.copies", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = run([int(n) for n in options.sizes.split(",")] + ([LARGE] if options.large else []), options.seed)
    write_json(options.json, rows)


if __name__ == "__main__":
    main()
