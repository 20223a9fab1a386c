"""How long a newcomer waits: five articles to the first result, and what the plain install takes.

usage: python -m benchmarks.perf.start [--install] [--json FILE]
The five articles are of the made-up stories; the whole command is timed, several times, and the middle one told. ``--install`` also makes an
environment with the plain install and tells its size (files that pip put there, byte code included and without it).
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.perf.measured import ROOT, cost_of, write_json
from benchmarks.perf.peers import plain_install, size_of

TRIES = 5


def five() -> dict[str, Any]:
    """Seconds and peak memory of ``rashomon run`` on five articles, the middle of several tries."""
    articles = sorted((ROOT / "examples" / "stories").rglob("*.txt"))[:5]
    costs = []
    with tempfile.TemporaryDirectory(prefix="rashomon-five-") as made:
        folder = Path(made) / "five"
        folder.mkdir()
        for n, article in enumerate(articles):
            shutil.copy(article, folder / f"{n}.txt")
        for n in range(TRIES):
            costs.append(cost_of([sys.executable, "-m", "rashomon", "run", str(folder), "--out", f"{made}/out{n}", "--quiet"]))
    return {
        "articles": len(articles),
        "seconds": round(statistics.median(c.seconds for c in costs), 2),
        "peak_mb": round(max(c.peak_mb for c in costs)),
    }


def install() -> dict[str, Any]:
    """Size of the plain install in MiB."""
    with tempfile.TemporaryDirectory(prefix="rashomon-install-") as made:
        venv = plain_install(Path(made) / "venv")
        if venv is None:
            return {"why_not": "the packages could not be installed"}
        whole = size_of(venv)
        compiled = (
            sum(f.stat().st_size for f in (venv / "lib").rglob("*.pyc") if not {"pip", "setuptools", "pkg_resources"} & set(f.parts))
            / 2**20
        )
    return {"mib": round(whole), "mib_without_byte_code": round(whole - compiled)}


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.start")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = {"five": five(), **({"install": install()} if options.install else {})}
    print(json.dumps(found))
    write_json(options.json, found)


if __name__ == "__main__":
    main()
