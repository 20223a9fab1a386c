"""What a command or a function cost: seconds, processor seconds, and the most memory it and its children held at once."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ROOT = Path(__file__).resolve().parents[2]
#: Seconds between two looks at the memory.
LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and processor seconds of a command with all its children, and the peak of their memory in megabytes (10^6 bytes).

    Memory is the sum of proportional set sizes, so that pages which forked processes share count once; without Linux it is 0. ``out`` is
    what the command printed.
    """

    seconds: float
    cpu: float
    peak_mb: float
    out: str


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cost_of(command: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Cost:
    """Runs a command to its end. Raises SystemExit with what it printed where it fails.

    Byte code is written, whatever the environment says: what pip installs has it, and without it every start compiles hundreds of modules.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    child = subprocess.Popen(
        list(command), cwd=cwd, env={**_environment(), **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = 0

    def look() -> None:
        nonlocal peak
        while child.poll() is None:
            peak = max(peak, sum(_proportional(pid) for pid in _tree(child.pid)))
            time.sleep(LOOK)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    out, _ = child.communicate()
    seconds = time.perf_counter() - start
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}:\n{out[-4000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, peak / 1e6, out)


def _tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for at in found:
        try:
            for task in Path(f"/proc/{at}/task").iterdir():
                found += [int(n) for n in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def in_own_process(work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
    """What ``work`` gives, worked out in a new process: its peak of memory is its own, and nothing is warm."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **named).result()


def own_peak_mb() -> float:
    """The most memory this process held so far, in megabytes (2^20 bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def write_json(path: Path | None, found: Any) -> None:
    """Writes results where they were asked for."""
    if path is not None:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def by_size(sizes: Sequence[int], measure: Callable[[int], dict[str, Any]], columns: Sequence[str], ratio_of: str) -> list[dict[str, Any]]:
    """A row for each size, printed as they come; ``ratio`` is a row's ``ratio_of`` against that of the first."""
    print("  ".join(f"{c:>10}" for c in columns), flush=True)
    rows: list[dict[str, Any]] = []
    for size in sizes:
        row = measure(size)
        rows.append({**row, "ratio": round(row[ratio_of] / (rows[0] if rows else row)[ratio_of], 3)})
        print("  ".join(f"{rows[-1][c]:>10}" for c in columns), flush=True)
    return rows
