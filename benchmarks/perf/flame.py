"""Where the time of a run goes, as a flame graph.

usage: python -m benchmarks.perf.flame [--stream mixed] [--documents 1000] [--out docs/images/perf/flame-mixed.svg]
Needs py-spy (``pip install py-spy``), which looks at the running program from outside and slows nothing. One worker, so that all of it is one picture.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from benchmarks.perf import streams
from benchmarks.perf.measured import ROOT


def draw(name: str, documents: int, out: Path) -> None:
    """Runs the program under the profiler and writes the picture, without the paths of this machine."""
    spy = shutil.which("py-spy") or shutil.which("py-spy", path=str(Path(sys.executable).parent))
    if spy is None:
        raise SystemExit("py-spy was not found; pip install py-spy")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rashomon-flame-") as made:
        file = Path(made) / f"{name}.jsonl"
        streams.write(name, file, documents)
        run = [sys.executable, "-m", "rashomon", "run", str(file), "--out", f"{made}/out", "--workers", "1", "--quiet"]
        subprocess.run(
            [spy, "record", "--rate", "200", "--function", "--format", "flamegraph", "--output", str(out), "--", *run], check=True, cwd=ROOT
        )
    picture = out.read_text(encoding="utf-8")
    for path in (sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"], str(ROOT / "src"), str(ROOT)):
        picture = picture.replace(path + "/", "")
    picture = re.sub(
        r"<title>py-spy record[^<]*</title>|py-spy record [^<]*", f"rashomon run, {documents} documents of the {name} stream", picture
    )
    out.write_text(picture, encoding="utf-8")
    print(f"written: {out}")


def main() -> None:
    """Reads the options, draws."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.flame")
    parser.add_argument("--stream", choices=streams.STREAMS, default="mixed")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if not streams.available():
        raise SystemExit("the gold texts (../shared/gold) are not here: nothing to measure on")
    draw(options.stream, options.documents, options.out or ROOT / "docs" / "images" / "perf" / f"flame-{options.stream}.svg")


if __name__ == "__main__":
    main()
