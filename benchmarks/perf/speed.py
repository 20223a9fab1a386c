"""Articles per second and peak memory of one whole run, start of the program included.

usage: python -m benchmarks.perf.speed [INPUT...]      (default: the made-up stories)
Prints one line. Each run is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _high_water(pid: int) -> float:
    """Most memory the process has held so far, in megabytes; 0 where the system does not tell. (The figure that comes with a finished child
    is of no use: it starts from its parent's.)"""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def measure(inputs: list[str]) -> tuple[int, float, float]:
    """Documents, seconds, and peak resident memory in megabytes."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-m", "rashomon.cli", "run", *inputs, "--out", out, "--quiet"], cwd=ROOT)
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, _high_water(child.pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - start
        if child.returncode:
            raise SystemExit(f"the run of {', '.join(inputs)} failed")
        documents = len((Path(out) / "documents.jsonl").read_text(encoding="utf-8").splitlines())
    return documents, seconds, peak


def main() -> None:
    """Measures and prints."""
    inputs = sys.argv[1:] or ["examples/stories"]
    documents, seconds, peak = measure(inputs)
    print(f"{documents} documents in {seconds:.1f} s = {documents / seconds:.1f} a second, start included; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
