"""One side's own counts: how many of the enemy an ISAF press release says were killed, the whole way from text to estimates.

Gold is coded from the same texts as a minimum: "several" is 3, "numerous" 4, "more than 30" 31. The program's low end is compared with it,
over every incident of the release that is not background, because a release may tell of several places.
"""

from __future__ import annotations

from typing import Any

from benchmarks.frame import Case, Result, Task, right
from benchmarks.tasks.common import rows
from rashomon.corpus import Article
from rashomon.model import Incident
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import batches, read_batch

SMALL = 40  # releases
OWN = frozenset({"ISAF", "NATO", "Afghanistan", "civilians", "soldiers", "police", "peacekeepers", "coalition"})


def releases(split: str, small: bool) -> list[dict[str, Any]]:
    """Releases of a half, in the order of the file."""
    half = rows("isaf")[0 if split == "read" else 1 :: 2]
    return half[:SMALL] if small else half


def killed(found: tuple[Incident, ...]) -> int:
    """The fewest of the enemy killed, over all incidents: rows of a side that is not the speaker's own, else those without a side."""
    total = 0
    for incident in found:
        if not incident.background:
            rows_ = [e for e in incident.estimates if e.harm == "killed" and e.over != "all_sides" and e.side not in OWN]
            total += sum(e.best if e.best is not None else e.low or 0 if e.low is not None else e.high or 0 for e in rows_)
    return total


def measure(split: str, small: bool) -> Result:
    """Killed as the program reads each release alone."""
    gold = releases(split, small)
    articles = [Article(r["doc_id"], r["text"], language="en") for r in gold]
    read = [r for group in batches(articles) for r in read_batch(group)]
    cases = []
    for row, reading in zip(gold, read, strict=True):
        got = killed(derive([reading]).incidents)
        answer = "right" if got == row["min_killed"] else f"{got} for {row['min_killed']}"
        cases.append(Case(row["doc_id"], {"killed": answer} | ({"killed, where any": answer} if row["min_killed"] else {})))
    done = tuple(cases)
    return Result(done, {"killed exact": right(done, "killed"), "killed exact, where any": right(done, "killed, where any")})


def baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    """Nobody was ever killed."""
    gold = releases(split, small)
    share = round(sum(r["min_killed"] == 0 for r in gold) / len(gold), 4)
    return {"always 0": {"killed exact": share, "killed exact, where any": 0.0}}


TASKS = (
    Task(
        "isaf",
        "One side's own count of the enemy's dead",
        "400 ISAF press releases 2009-13",
        measure,
        baselines,
        reach={"killed exact": 0.85},
    ),
)
