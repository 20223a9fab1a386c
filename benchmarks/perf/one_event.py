"""What many short reports of one town cost, which tell a few events in nearly the same words: whoever is compared with one is compared with all.

usage: python -m benchmarks.perf.one_event [SIZE…]

Each size is one ``rashomon run`` into a new ledger: articles of one sentence, each of another outlet, by turns of four tolls and nine days of publication. Seconds are of the processor,
all processes together, per article, and told as ratios to the first size too.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from itertools import islice, product
from pathlib import Path

from benchmarks.perf.measured import cost_of

SIZES = (250, 500, 1000)
WHO = ("The army", "The Front for Change", "Police chief Amadou Sesay", "Residents")
SAID = (
    "said",
    "claimed",
    "announced",
    "confirmed",
    "reported",
    "told reporters",
    "added",
    "stated",
    "declared",
    "insisted",
    "acknowledged",
    "warned",
)
HOW = ("", " in a statement", " on Monday", " on television", " at a press conference", " in a briefing", " by phone", " in its daily update", " late on Tuesday", " online",
       " in an interview", " in a letter", " in an audio message", " via social media", " in a report", " in the capital", " on Friday", " in a post", " on the radio", " again", " later")  # fmt: skip
WHAT = (
    "that five soldiers were killed in Kadunda",
    "that 12 civilians died in the shelling of Kadunda",
    "that militants attacked the village of Kadunda, killing nine people",
    "that at least 31 people had been killed and 14 wounded in the raid",
)


def articles(size: int) -> list[dict[str, str]]:
    """As JSON Lines have them."""
    said = islice(product(SAID, HOW, WHAT), size)
    return [
        {
            "id": f"d{n}",
            "url": f"http://h{n}.example/{n}",
            "text": f"{WHO[(n * 7 + n // 5) % 4]} {verb}{how} {what}.",
            "published": f"2031-05-0{n % 9 + 1}T10:00:00Z",
        }
        for n, (verb, how, what) in enumerate(said)
    ]


def measure(size: int) -> float:
    """Seconds of the processor."""
    with tempfile.TemporaryDirectory(prefix="rashomon-one-event-") as made:
        told = Path(made) / "told.jsonl"
        told.write_text("".join(json.dumps(a) + "\n" for a in articles(size)), encoding="utf-8")
        return cost_of(
            [sys.executable, "-m", "rashomon", "run", str(told), "--out", str(Path(made) / "out"), "--workers", "1", "--quiet"]
        ).cpu


def main() -> None:
    """Reads the sizes, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.one_event")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    first = 0.0
    for size in parser.parse_args().sizes or SIZES:
        each = measure(size) / size * 1000
        first = first or each
        print(f"{size:6} articles  {each:8.2f} ms each  {each / first:5.2f} of the first", flush=True)


if __name__ == "__main__":
    main()
