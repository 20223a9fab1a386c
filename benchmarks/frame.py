"""What a benchmark task is: cases with an outcome each, and the figures made of them.

A task module in ``benchmarks/tasks`` has ``TASKS``, a tuple of :class:`Task`. Everything else (running by name, files that can be compared
between two commits, floors, the evaluation page) is the same for all of them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

#: "read": may be read while rules are made. "score": only its totals are looked at, and it is what gets reported.
SPLITS = ("read", "score")


@dataclass(frozen=True)
class Case:
    """One thing asked and what came of it.

    ``name`` is stable between commits and holds no words of a gold text ("gva:123"). ``outcome`` maps each question to a short word
    (right, wrong, missed, false, abstained) or to a number as text.
    """

    name: str
    outcome: Mapping[str, str]


@dataclass(frozen=True)
class Result:
    """Cases in a fixed order, and figures by name, mostly shares or F1 between 0 and 1, rounded to four decimals."""

    cases: tuple[Case, ...]
    figures: Mapping[str, float]


Measure = Callable[[str, bool], Result]
Baselines = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Task:
    """A question about the program's understanding, with data that answer it.

    ``measure(split, small)`` gives the result on one half; ``small`` is the fixed subset that the gate runs. ``baselines`` maps the name of a
    trivial method (or of a published figure, with its source) to its figures: given, or measured by a function of the same arguments.
    ``reach`` is what we want. ``lower`` names the figures for which less is better.
    """

    name: str
    title: str
    data: str
    measure: Measure
    baselines: Baselines | Callable[[str, bool], Baselines] = field(default_factory=dict)
    reach: Mapping[str, float] = field(default_factory=dict)
    lower: frozenset[str] = frozenset()
    gated: bool = True
    splits: tuple[str, ...] = SPLITS

    def beside(self, split: str, small: bool = False) -> Baselines:
        """Figures of the baselines on the same cases."""
        return self.baselines(split, small) if callable(self.baselines) else self.baselines


@cache
def tasks() -> Mapping[str, Task]:
    """Every task of ``benchmarks/tasks``, by name, in the order of their names."""
    found: dict[str, Task] = {}
    for module in sorted(m.name for m in iter_modules([str(Path(__file__).parent / "tasks")])):
        for task in getattr(import_module(f"benchmarks.tasks.{module}"), "TASKS", ()):
            if task.name in found:
                raise ValueError(f"two benchmark tasks are named {task.name}")
            found[task.name] = task
    return dict(sorted(found.items()))


def measure(task: Task, split: str, small: bool = False) -> tuple[Result, float]:
    """The result of a task and the seconds it took."""
    start = time.perf_counter()
    result = task.measure(split, small)
    names = [c.name for c in result.cases]
    if len(names) != len(set(names)):
        twice = sorted({n for n in names if names.count(n) > 1})[:3]
        raise ValueError(f"{task.name}: two cases under one name: {', '.join(twice)}")
    return result, time.perf_counter() - start


def write_cases(result: Result, path: Path) -> None:
    """One line a case, sorted by name, so that two files can be compared line by line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = sorted(json.dumps({"case": c.name} | dict(c.outcome), ensure_ascii=False, sort_keys=True) for c in result.cases)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def read_cases(path: Path) -> dict[str, dict[str, str]]:
    """What :func:`write_cases` wrote: outcomes by the name of the case."""
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        out[row.pop("case")] = row
    return out


def flips(before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Cases whose outcome differs, one line each; with those that only one of the two has."""
    out = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            out.append(f"{name}: {'new case' if old is None else 'case gone'}")
            continue
        changed = [f"{q} {old.get(q, '–')} → {new.get(q, '–')}" for q in sorted(old.keys() | new.keys()) if old.get(q) != new.get(q)]
        if changed:
            out.append(f"{name}: {'; '.join(changed)}")
    return out


def right(cases: tuple[Case, ...], question: str) -> float:
    """Of the cases that answer ``question``, the share whose outcome is "right"."""
    asked = [c.outcome[question] for c in cases if question in c.outcome]
    return round(asked.count("right") / len(asked), 4) if asked else 0.0
