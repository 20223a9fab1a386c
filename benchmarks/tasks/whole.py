"""The whole way, from raw text to estimates, on gold articles: what ``score.py`` of the gold data says of a run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.tasks import where_when
from rashomon.pipeline import run

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"

#: name of the task: (gold file, fold). The articles were read while the rules were made; of the others the half "score" was not.
TASKS: dict[str, tuple[str, str | None]] = {
    "articles": ("articles/gold.json", None),
    "fakes-read": ("fakes/gold.json", "read"),
    "fakes-score": ("fakes/gold.json", "score"),
    "world-read": ("world/gold.json", "read"),
    "world-score": ("world/gold.json", "score"),
}


def inputs(task: str, folder: Path) -> list[Path]:
    """The program's input for a task, without the answers."""
    gold, fold = TASKS[task]
    if task == "articles":
        return [SHARED / "articles"]
    out = folder / f"{task}.jsonl"
    extra = ["--fold", fold] if fold else []
    subprocess.run([sys.executable, str(GOLD / "input.py"), str(GOLD / gold), str(out), *extra], check=True)
    return [out]


def score(task: str, out: Path, listing: bool = False) -> Any:
    """What score.py says of the run in ``out``: an object, or with ``listing`` its text with every miss."""
    gold, fold = TASKS[task]
    extra = ["--fold", fold] if fold else []
    form = ["--list"] if listing else ["--json"]
    done = subprocess.run(
        [sys.executable, str(GOLD / "score.py"), str(GOLD / gold), str(out), *form, *extra], check=True, capture_output=True, text=True
    )
    return done.stdout if listing else json.loads(done.stdout)


def measure(task: str) -> dict[str, Any]:
    """Runs a task in a folder of its own and scores it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(inputs(task, folder), folder / "out")
        result: dict[str, Any] = score(task, folder / "out")
        gold, fold = TASKS[task]
        wanted = json.loads((GOLD / gold).read_text(encoding="utf-8"))
        wanted["docs"] = [d for d in wanted["docs"] if fold in (None, d.get("fold"))]
        result["where_when"] = where_when.figures(wanted, folder / "out")
        return result


def flat(result: dict[str, Any]) -> dict[str, float]:
    """The figures of a result that have a floor, by name."""
    out = {f"claims {k} F1": v["f1"] for k, v in result["claims"].items()}
    out["statements F1"] = result["statements"]["f1"]
    out["incidents pair F1"] = result["incidents"]["pair_f1"]
    out["incidents B3"] = result["incidents"]["b3"]
    for key in ("best_exact", "contested_exact", "range_exact"):
        if result["estimates"].get(key) is not None:
            out[f"estimates {key.replace('_', ' ')}"] = result["estimates"][key]
    for key in ("named_side", "perpetrator", "target"):
        if result[key]["of"]:
            out[f"{key.replace('_', ' ')} right"] = round(result[key]["right"] / result[key]["of"], 4)
    out |= result.get("where_when", {})
    if "disagreements" in result:
        out["disagreements right"] = round(result["disagreements"]["right"] / result["disagreements"]["gold"], 4)
    return out


def main(argv: Sequence[str]) -> None:
    """usage: python -m benchmarks.tasks.whole TASK [--list]"""
    task = argv[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(inputs(task, folder), folder / "out")
        result = score(task, folder / "out", listing="--list" in argv)
        print(result if isinstance(result, str) else json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
