"""Many at once: readers who click and reviewers who decide, on a server of their own over the loopback. Nothing may be lost.

usage: python -m benchmarks.perf.load [--ledger FILE_OR_DIR] [--readers 50] [--reviewers 5] [--seconds 120] [--pause 3.0] [--json FILE] [--seed 1]

The ledger is copied (the made-up stories where none is named); ``rashomon serve`` runs as its user starts it, in a process of its own. A reader
opens pages and asks the API, with a pause of ``--pause`` seconds in the mean between two clicks. A reviewer reads an incident, says of a claim of it
that it is background (or takes an earlier decision back), with the version it saw; where somebody was faster (409) or writes (503) it looks again. In the
end every decision that was answered as kept has to be in the ledger, none beside them, and ``rashomon verify`` has to pass: else the exit is 1, as it
is for any answer of 500 or more. Response times are printed (p50, p95, longest) and never judged: they are of this machine and hour.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from benchmarks.perf.measured import write_json
from rashomon.store import Ledger
from rashomon.store import evidence_tables as t

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("rashomon")
API = "/api/v1"


@dataclass
class Tally:
    """What happened, from all threads."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    status: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    waited: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, status: int, seconds: float, about: str) -> None:
        """One answer."""
        with self.lock:
            self.took[kind].append(seconds)
            self.status[status] += 1
            if status in (503, 409):  # told who writes, or that somebody was faster: nothing was kept, and they try again
                self.waited[status] += 1
            elif status >= 500 or status == 429:
                self.broken.append(f"{status} {about}")


class Person:
    """Somebody at a browser: one connection, kept open."""

    def __init__(self, port: int, tally: Tally, number: int, seed: int) -> None:
        self.port, self.tally, self.number = port, tally, number
        self.chance = random.Random(f"{seed}-{number}")
        self._line: http.client.HTTPConnection | None = None
        self.csrf, self.cookie = "", ""

    def ask(self, kind: str, path: str, body: Any = None) -> tuple[int, bytes]:
        """One request; a connection that the server closed is opened again, once."""
        headers = {"Origin": f"http://127.0.0.1:{self.port}"} if body is not None else {}
        if body is not None:
            headers |= {"Content-Type": "application/json", "X-Rashomon-CSRF": self.csrf}
        if self.cookie:
            headers["Cookie"] = self.cookie
        data = None if body is None else json.dumps(body).encode()
        start = time.perf_counter()
        for last in (False, True):
            try:
                if self._line is None:
                    self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self._line.request("GET" if body is None else "POST", path, data, headers)
                answer = self._line.getresponse()
                text = answer.read()
                break
            except (OSError, http.client.HTTPException) as err:
                self._line = None
                if last or body is not None:
                    with self.tally.lock:
                        self.tally.broken.append(f"{type(err).__name__} {path}")
                    return 0, b""
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = cookie.partition(";")[0]
        self.tally.note(kind, answer.status, time.perf_counter() - start, path)
        return answer.status, text

    def json(self, kind: str, path: str) -> Any:
        """The same, read as JSON; None where it was refused."""
        status, text = self.ask(kind, path)
        return json.loads(text) if status == 200 else None

    def wait(self, pause: float) -> None:
        """Reads what is there."""
        time.sleep(pause * (0.5 + self.chance.random()))


def read(person: Person, ids: list[str], until: float, pause: float) -> None:
    """A reader's two minutes."""
    pages = ("/actors", "/places", "/outlets", "/changes", "/review", "/balance", "/search?q=killed")
    while time.monotonic() < until:
        what = person.chance.random()
        one = person.chance.choice(ids)
        if what < 0.25:
            person.ask("list", "/" if what < 0.1 else f"/?harm=killed&sort=-killed&limit={person.chance.choice((20, 50))}")
        elif what < 0.6:
            person.ask("incident", f"/incidents/{one}")
        elif what < 0.75:
            person.ask("api list", f"{API}/incidents?limit=20")
        elif what < 0.85:
            person.ask("api incident", f"{API}/incidents/{one}")
        else:
            person.ask("page", person.chance.choice(pages))
        person.wait(pause)


def review(person: Person, ids: list[str], until: float, pause: float) -> None:
    """A reviewer's two minutes."""
    _, page = person.ask("page", "/review")
    found = re.search(rb'name="csrf" content="([^"]+)"', page)
    person.csrf = found[1].decode() if found else ""
    own: list[int] = []
    name = f"reviewer {person.number}"
    while time.monotonic() < until:
        if own and person.chance.random() < 0.4:
            kind, number = "undo", own.pop()
            status, text = person.ask("undo", f"{API}/decisions/{number}/undo", {"who": name, "why": "read again"})
        else:
            one = person.chance.choice(ids)
            seen = person.json("api incident", f"{API}/incidents/{one}")
            claims = person.json("api claims", f"{API}/claims?incident={quote(one)}&limit=50")
            if not seen or not claims or not claims["items"]:
                continue
            claim = person.chance.choice(claims["items"])
            person.wait(pause / 2)  # thinks; meanwhile somebody else may be faster
            body = {
                "kind": "background",
                "claims": [claim["claim_id"]],
                "value": person.chance.random() < 0.5,
                "who": name,
                "why": f"load test {person.chance.randrange(10**9)}",
                "seen": seen["seen"],
            }
            kind = "decide"
            status, text = person.ask(kind, f"{API}/decisions", body)
        answer = json.loads(text) if text else {}
        with person.tally.lock:
            if status in (200, 201):
                person.tally.kept.append(int(answer["decision"]))
                if kind == "decide":
                    own.append(int(answer["decision"]))
            elif kind == "undo" and status in (503, 409):
                own.append(number)
        person.wait(pause)


def made(folder: Path, given: str | None) -> Path:
    """A copy of the ledger that is named, or one of the made-up stories."""
    if given is None:
        subprocess.run([PROGRAM, "run", ROOT / "examples" / "stories", "--out", folder / "out", "-q"], check=True)
        return folder / "out" / "ledger.db"
    path = Path(given)
    return Path(shutil.copy(path / "ledger.db" if path.is_dir() else path, folder / "ledger.db"))


def lost(ledger: Path, tally: Tally, before: set[int]) -> list[str]:
    """What is not as it should be afterwards."""
    with closing(Ledger(ledger)) as opened, opened.read() as db:
        there = set(db.scalars(sa.select(t.decisions.c.number))) - before
    out = [f"answered as kept, and not in the ledger: {i}" for i in sorted(set(tally.kept) - there)]
    out += [f"in the ledger, and never answered as kept: {i}" for i in sorted(there - set(tally.kept))]
    if len(tally.kept) != len(set(tally.kept)):
        out.append("one decision was answered twice")
    checked = subprocess.run([PROGRAM, "verify", ledger], capture_output=True, text=True, check=False)
    if checked.returncode:
        out.append(f"verify: {checked.stdout.strip() or checked.stderr.strip()}")
    return out


def main() -> int:
    """Runs it; the exit code is 1 where anything was lost or broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="rashomon-load-") as tmp:
        ledger = made(Path(tmp), options.ledger)
        with closing(Ledger(ledger)) as opened, opened.read() as db:
            before = set(db.scalars(sa.select(t.decisions.c.number)))
        words = [PROGRAM, "serve", ledger, "--port", "0", "--rate", "1000000"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as server:
            try:
                assert server.stdout is not None
                port = next(int(m[1]) for line in server.stdout if (m := re.search(r"http://\S+?:(\d+)", line)))
                threading.Thread(target=lambda: [None for _ in server.stdout or ()], daemon=True).start()
                first = Person(port, Tally(), -1, options.seed)
                ids = [i["incident_id"] for i in first.json("first", f"{API}/incidents?limit=200")["items"]]
                until = time.monotonic() + options.seconds
                people = [
                    threading.Thread(
                        target=read if n < options.readers else review,
                        args=(Person(port, tally, n, options.seed), ids, until, options.pause),
                    )
                    for n in range(options.readers + options.reviewers)
                ]
                for p in people:
                    p.start()
                for p in people:
                    p.join()
            finally:
                server.terminate()
        wrong = [*lost(ledger, tally, before), *tally.broken]
    rows = {k: _row(v) for k, v in sorted(tally.took.items())}
    rows["all"] = _row([x for v in tally.took.values() for x in v])
    about = {
        "readers": options.readers, "reviewers": options.reviewers, "seconds": options.seconds, "pause": options.pause, "incidents": len(ids),
        "kept": len(tally.kept), "told_to_wait": tally.waited[503], "somebody_was_faster": tally.waited[409], "status": dict(sorted(tally.status.items())), "wrong": wrong[:50],
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", "ms": rows,
    }  # fmt: skip
    write_json(options.json, about)
    print(f"{'':14}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'longest':>9}")
    for name, row in rows.items():
        print(f"{name:14}{row['requests']:>9}{row['p50']:>9}{row['p95']:>9}{row['longest']:>9}")
    print(
        f"decisions kept: {len(tally.kept)}; told to wait: {tally.waited[503]}, that somebody was faster: {tally.waited[409]}; answers by status: {about['status']}"
    )
    print("\n".join(wrong[:20]) or "nothing lost: every decision answered as kept is in the ledger, and the ledger verifies")
    return 1 if wrong else 0


def _row(seconds: list[float]) -> dict[str, int]:
    cuts = quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 19
    return {"requests": len(seconds), "p50": round(1000 * cuts[9]), "p95": round(1000 * cuts[18]), "longest": round(1000 * max(seconds))}


if __name__ == "__main__":
    sys.exit(main())
