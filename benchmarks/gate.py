"""The quality gate: no score falls below its floor in silence.

``floors.json`` holds a floor for each figure of each task. A figure below its floor by more than rounding fails; one above it is printed,
so that the floor can be raised with ``python -m benchmarks.gate --raise``. Where the gold data is absent the gate says so and passes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.tasks.whole import GOLD, TASKS, flat, measure

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.0005


def main(argv: list[str]) -> int:
    """Exit code 0 where every figure stands at its floor or above, 1 with the figures that fell."""
    if not GOLD.is_dir():
        print("gate: skipped, the gold data is not here (expected beside the project: ../shared/gold)")
        return 0
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    fell = 0
    for task in TASKS:
        now = flat(measure(task))
        before = floors.setdefault(task, {})
        for name, value in now.items():
            floor = before.get(name)
            if floor is not None and value < floor - SLACK:
                fell += 1
                print(f"FELL {task}: {name} {value:.4f}, floor {floor:.4f}")
            elif floor is not None and value > floor + SLACK:
                print(f"rose {task}: {name} {value:.4f}, floor {floor:.4f}")
            if "--raise" in argv and (floor is None or value > floor):
                before[name] = value
            if "--lower" in argv:  # never in silence: it stands in the history of the file
                before[name] = value
        print(f"{task}: {len(now)} figures")
    if {"--raise", "--lower"} & set(argv):
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    return 1 if fell and "--lower" not in argv else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
