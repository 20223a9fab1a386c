"""Articles per second and peak memory of one whole run, start of the program included.

usage: python -m benchmarks.perf.speed [INPUT...]      (default: the made-up stories)
Prints one line. Each run is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def measure(inputs: list[str]) -> tuple[int, float, float]:
    """Documents, seconds, and peak resident memory in megabytes."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "rashomon.cli", "run", *inputs, "--out", out, "--quiet"], check=True, cwd=ROOT)
        seconds = time.perf_counter() - start
        documents = len((Path(out) / "documents.jsonl").read_text(encoding="utf-8").splitlines())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return documents, seconds, peak


def main() -> None:
    """Measures and prints."""
    inputs = sys.argv[1:] or ["examples/stories"]
    documents, seconds, peak = measure(inputs)
    print(f"{documents} documents in {seconds:.1f} s = {documents / seconds:.1f} a second, start included; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
