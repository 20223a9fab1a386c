"""What the page of a large incident costs, against that of an ordinary one: CPU seconds and bytes, of the page and of each of its parts.

usage: python -m benchmarks.perf.incident_page [--articles 300] [--seed 1]

A ledger is made of made-up articles on one shelling (a fifth of them texts of their own, the others copies of three of these) and of five on
another. Both are asked for twice without a network; the second time what was worked out is still in memory. Read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from fastapi.testclient import TestClient

from rashomon.pipeline.run import run
from rashomon.queries import Desk
from rashomon.store import derived_tables as d
from rashomon.web import Settings, make_app
from rashomon.web.routes.incident import FILES

SPEAKERS = ("the interior ministry of Norland", "the Norland army", "police", "the governor of {0}", "the Norland Rights Watch")
TOLD = (
    "{0} said {1} people were killed and {2} wounded when shells hit {3} on {4}.",
    "{1} people died and {2} were injured in the shelling of {3} on {4}, {0} said.",
    "The shelling of {3} killed {1} people, according to {0}.",
    "{0} put the number of dead in {3} at {1}, with {2} wounded.",
)
LOOK = [
    "grey",
    "narrow",
    "quiet",
    "crowded",
    "wet",
    "long",
    "broken",
    "bright",
    "slow",
    "empty",
    "heavy",
    "distant",
    "loud",
    "small",
    "late",
    "early",
]
THING = [
    "bridge",
    "stall",
    "lorry",
    "window",
    "ladder",
    "river",
    "school",
    "bakery",
    "station",
    "tram",
    "pump",
    "tower",
    "fence",
    "orchard",
    "mill",
    "chapel",
    "ferry",
    "wagon",
]
DOES = ["closed", "opened", "waited", "moved", "burned", "fell", "turned", "stopped", "returned", "leaned", "shook", "cracked"]


def article(town: str, day: str, n: int, pick: random.Random) -> str:
    """One text of its own."""

    def told() -> str:
        who = pick.choice(SPEAKERS).format(town)
        return pick.choice(TOLD).format(who[0].upper() + who[1:], 12 + n // 8 + pick.choice((0, 0, 1)), 30 + pick.choice((0, 3)), town, day)

    def aside() -> str:
        return f"A {pick.choice(LOOK)} {pick.choice(THING)} {pick.choice(DOES)} near the {pick.choice(LOOK)} {pick.choice(THING)}."

    more = [told()] if n % 2 else []
    more += [f"The Red Council denied that it had shelled {town}."] if n % 3 == 0 else []
    more += [f"The Norland army blamed the Red Council for the shelling of {town}."] if n % 4 == 0 else []
    return f"Shelling of {town}\n\n" + "\n\n".join([told(), *more, *(f"{aside()} {aside()}" for _ in range(3))])


def articles(large: int, seed: int) -> list[dict[str, str]]:
    """Records of both incidents."""
    pick = random.Random(seed)
    own = [article("Tarvik", "May 3", n, pick) for n in range(max(3, large // 5))]
    texts = [*own, *(f"{own[n % 3]}\n\nPrinted again, {n}." for n in range(large - len(own)))]
    small = [article("Dornhollow", "August 20", n, pick) for n in range(5)]
    return [
        {
            "id": f"{town}-{n:04d}",
            "outlet": f"Outlet {n % 60}",
            "published": f"2031-{month}-{first + n * 4 // len(given):02d}",
            "text": text,
        }
        for town, month, first, given in (("tarvik", "05", 4, texts), ("dornhollow", "08", 21, small))
        for n, text in enumerate(given)
    ]


def measured(asked: TestClient, path: str) -> tuple[float, float, int]:
    """CPU seconds the first time and the second, and bytes."""
    took = []
    for _ in range(2):
        begin = time.process_time()
        answer = asked.get(path)
        took.append(time.process_time() - begin)
        assert answer.status_code == 200, answer.text
    return took[0], took[1], len(answer.content)


def main() -> None:
    """Makes the ledger, asks, prints a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "out"
        source.write_text("".join(json.dumps(a) + "\n" for a in articles(given.articles, given.seed)), encoding="utf-8")
        run([source], out)
        desk = Desk(out / "ledger.db")
        with desk.read() as db:
            c = d.claims.c
            rows = db.execute(sa.select(c.incident_id, sa.func.count(), sa.func.count(c.document.distinct())).where(c.incident_id.is_not(None)).group_by(c.incident_id).order_by(sa.func.count().desc())).all()  # fmt: skip
        desk.close()
        large = rows[0]
        ordinary = min(rows[1:], key=lambda r: abs(r[2] - 5))
        print(f"large: {large[2]} articles, {large[1]} claims; ordinary: {ordinary[2]} articles, {ordinary[1]} claims")
        print(f"{'':16} {'large':>26} {'ordinary':>26} {'ratio':>18}")
        with TestClient(make_app(out / "ledger.db", Settings(rate=1_000_000, seconds=600)), base_url="http://127.0.0.1:8000") as asked:
            asked.get(f"/incidents/{ordinary[0]}")  # word lists are loaded once
            for part in ("", *FILES):
                path = f"/part/{part}" if part else ""
                a, b = (measured(asked, f"/incidents/{i}{path}") for i in (large[0], ordinary[0]))
                cells = [f"{x[0]:7.2f} s {x[1]:6.2f} s {x[2] / 1000:6.0f} kB" for x in (a, b)]
                ratio = f"{a[1] / max(b[1], 0.001):6.0f} × {a[2] / b[2]:5.1f} ×"
                print(f"{part or 'the page':16} {cells[0]:>26} {cells[1]:>26} {ratio:>18}", flush=True)


if __name__ == "__main__":
    main()
