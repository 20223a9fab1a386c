"""The quality gate: no score falls below its floor in silence.

usage: python -m benchmarks.gate [--raise | --lower] [NAME...]

Runs the small, fixed subset of every gated task on the half that was not read. ``floors.json`` holds a floor for each figure, ``cases/`` the
outcome of each case when the floors were last raised. A figure on the wrong side of its floor fails, with the cases that flipped. ``--raise``
takes over what is better; ``--lower`` takes over everything and has to be explained in the commit that does it. Where the gold data is absent
the gate says so and passes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.frame import Result, Task, flips, measure, read_cases, tasks, write_cases
from benchmarks.tasks.common import GOLD

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CASES = HERE / "cases"
SLACK = 0.0005
COUNT = " n"  # a figure whose name ends so counts cases; it has no floor


def split_of(task: Task) -> str:
    """The half that the gate runs: the one not read, where there is one."""
    return "score" if "score" in task.splits else task.splits[0]


def fallen(task: Task, result: Result, floors: dict[str, float]) -> list[str]:
    """Figures on the wrong side of their floor, one line each."""
    out = []
    for name, floor in floors.items():
        value = result.figures.get(name)
        if value is None:
            out.append(f"{name} is no longer measured, floor {floor:g}")
        elif value > floor + SLACK if name in task.lower else value < floor - SLACK:
            out.append(f"{name} {value:g}, floor {floor:g}")
    return out


def _update(task: Task, result: Result, floors: dict[str, float], everything: bool) -> None:
    for name, value in result.figures.items():
        floor = floors.get(name)
        better = floor is None or (value < floor if name in task.lower else value > floor)
        if not name.endswith(COUNT) and (everything or better):
            floors[name] = value
    if everything:
        for name in floors.keys() - result.figures.keys():
            del floors[name]


def main(argv: list[str]) -> int:
    """Exit code 0 where every figure stands at its floor or better, 1 with the figures that fell and the cases that flipped."""
    if not GOLD.is_dir():
        print("gate: skipped, the gold data is not here (expected beside the project: ../shared/gold)")
        return 0
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    names = [a for a in argv if not a.startswith("--")]
    raising, lowering = "--raise" in argv, "--lower" in argv
    failed, total = 0, 0.0
    for task in tasks().values():
        if not task.gated or (names and task.name not in names):
            continue
        split = split_of(task)
        result, seconds = measure(task, split, small=True)
        total += seconds
        mine = floors.setdefault(task.name, {})
        fell = fallen(task, result, mine)
        failed += bool(fell)
        print(f"{'FELL' if fell else 'ok  '} {task.name}: {len(mine)} floors, {len(result.cases)} cases, {seconds:.0f} s")
        kept = CASES / f"{task.name}.jsonl"
        for line in fell:
            print(f"     {line}")
        if fell and kept.is_file():
            changed = flips(read_cases(kept), {c.name: dict(c.outcome) for c in result.cases})
            print("".join(f"       {line}\n" for line in changed), end="")
        if lowering or (raising and not fell):
            _update(task, result, mine, lowering)
            write_cases(result, kept)
    gone = [] if names else sorted(floors.keys() - {t.name for t in tasks().values() if t.gated})
    for name in gone:
        print(f"FELL {name}: the task is gone, its floors are not")
        failed += 1
    if raising or lowering:
        if lowering:
            floors = {k: v for k, v in floors.items() if k not in gone}
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"gate: {total:.0f} s in all")
    return 1 if failed and not lowering else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
