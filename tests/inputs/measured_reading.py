"""How much a process grows while it reads a table, measured in one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_MEASURE = """
import importlib, json, sys
from pathlib import Path
from rashomon.inputs import tables
from rashomon.inputs.source import Source
for name in ("rashomon.corpus", *sys.argv[2:]):
    importlib.import_module(name)
path = Path(sys.argv[1])
def peak():  # not ru_maxrss, which a process inherits from the one that starts it
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = peak()
count = sum(1 for _ in tables.read(Source(path.name, path)))
print(json.dumps([count, peak() - before]))
"""


def grown(path: Path, *modules: str) -> tuple[int, int]:
    """How many articles a table has, and by how many kB the process grew; ``modules`` are loaded before."""
    done = subprocess.run([sys.executable, "-c", _MEASURE, str(path), *modules], capture_output=True, text=True, check=True)
    count, kilobytes = json.loads(done.stdout)
    return count, kilobytes
