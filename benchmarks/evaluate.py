"""Runs all benchmarks and writes ``docs/evaluation.md`` and the short table of the README: every figure in them comes from here.

usage: python -m benchmarks.evaluate     (``make bench``)
"""

from __future__ import annotations

import collections
import re
from pathlib import Path
from typing import Any

import yaml

from benchmarks.__main__ import RESULTS
from benchmarks.frame import Result, Task, measure, tasks, write_cases
from benchmarks.tasks.common import GOLD, ROOT

HERE = Path(__file__).parent
PAGE = ROOT / "docs" / "evaluation.md"
BY_HAND = HERE / "by_hand"
HEAD = """# How good it is

Made by `make bench` on the gold data, which is not part of this project (its texts belong to their publishers). No figure here is typed by hand. Of every
set one half may be read while rules are made; the other half is only scored, and its column, **unread**, is the one to believe. Its totals were looked at
while rules were made, its texts and cases were not. *Reach* is what we want; figures in bold reach it. A trivial method stands beside ours wherever there is
one, measured on the same cases unless its name says otherwise.
"""
WORDS = """
What the words mean: *found* is the claims found (same harm, overlapping words, one to one) as F1; *figure*, *side*, *speaker* the claims found with that
right as well; *all* with harm, figure, side, speaker, stance and background right at once; *statements* denials, blame, admissions, claims of responsibility,
confirmations and "could not verify" with the right speaker; *pair F1* and *B³* whether what tells of one incident was put together; *best exact* the share
of incidents' figures whose best value is the gold one, *contested* the same where reports differ. Figures that end in "n" count cases.
"""

#: Where a thing stands is part of a question's name, not of its kind.
_POSITION = re.compile(r"[ :@](?:at )?\d+(?:-\d+)?.*$")

Measured = dict[str, tuple[Result, float]]  # by split


def _reached(task: Task, name: str, value: float) -> bool:
    goal = task.reach.get(name)
    return goal is not None and (value <= goal if name in task.lower else value >= goal)


def _section(task: Task, measured: Measured) -> list[str]:
    main = "score" if "score" in measured else "read"
    result, _ = measured[main]
    beside = task.beside(main)
    head = ["figure", "unread" if main == "score" else "read"]
    read = measured["read"][0] if main == "score" and "read" in measured else None
    head += ["read"] if read else []
    head += [*beside, "reach"]
    counts = f"{len(result.cases)} cases" + (f", {len(read.cases)} in the half that was read" if read else "")
    lines = [f"### {task.name}: {task.title}", "", f"{task.data}; {counts}.", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, value in result.figures.items():
        shown = f"**{value:g}**" if _reached(task, name, value) else f"{value:g}"
        cells = [name, shown]
        if read:
            cells.append(f"{read.figures[name]:g}" if name in read.figures else "–")
        cells += [f"{b[name]:g}" if name in b else "–" for b in beside.values()]
        cells.append(f"{'≤' if name in task.lower else '≥'} {task.reach[name]:g}" if name in task.reach else "–")
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def _glance(all_measured: dict[str, Measured]) -> list[str]:
    """One line a task: what reaches the goal and what falls short."""
    lines = ["| task | data | reached | short of it |", "|---|---|---|---|"]
    for name, measured in all_measured.items():
        task = tasks()[name]
        result = measured["score" if "score" in measured else "read"][0]
        good: list[str] = []
        short: list[str] = []
        for figure, goal in task.reach.items():
            if figure in result.figures:
                value = result.figures[figure]
                (good if _reached(task, figure, value) else short).append(f"{figure} {value:g} of {goal:g}")
        if good or short:
            lines.append(
                f"| [{name}](#{name}-{_anchor(task.title)}) | {task.data} | {'; '.join(good) or '–'} | {'; '.join(short) or '–'} |"
            )
    return [*lines, ""]


def _anchor(title: str) -> str:
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _outcomes(all_measured: dict[str, Measured]) -> list[str]:
    """Counts of the answers that are not right, per task and question, on the unread half."""
    lines = ["| task | question | asked | not right |", "|---|---|---|---|"]
    for name, measured in all_measured.items():
        result = measured["score" if "score" in measured else "read"][0]
        tally: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        for case in result.cases:
            for question, answer in case.outcome.items():
                tally[_POSITION.sub("", question)][answer] += 1
        for question, answers in sorted(tally.items()):
            wrong = {a: n for a, n in answers.most_common() if a in ("wrong", "missed", "false", "abstained")}
            if wrong:
                lines.append(f"| {name} | {question} | {answers.total()} | {', '.join(f'{a} {n}' for a, n in wrong.items())} |")
    return [*lines, ""]


def _by_hand() -> list[str]:
    """Tallies of what people found when they read misses or reasons: one YAML file each, with ``what``, ``read`` and ``kinds`` (kind: count)."""
    lines: list[str] = []
    for path in sorted(BY_HAND.glob("*.yml")):
        sheet: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        lines += [f"**{sheet['what']}** ({sheet['read']} read)", ""]
        lines += [f"- {kind}: {n}" for kind, n in sorted(sheet["kinds"].items(), key=lambda item: -item[1])]
        lines += [f"\n{sheet['note'].strip()}"] if sheet.get("note") else []
        lines.append("")
    return lines


def _readme(all_measured: dict[str, Measured]) -> None:
    """Puts the short table into README.md, between its marks."""
    page = ROOT / "README.md"
    wanted = {
        "claims found": [("fakes", "claims found F1"), ("world", "claims found F1"), ("invented", "claims found F1")],
        "with all attributes right": [("fakes", "claims all F1"), ("world", "claims all F1"), ("invented", "claims all F1")],
        "denials, blame, admissions": [("fakes", "statements F1"), ("world", "statements F1"), ("invented", "statements F1")],
    }
    lines = [
        "| F1 on articles nobody read while making rules | war in Syria, 15 outlets | attacks worldwide, retold | invented news of many wars |",
        "|---|---|---|---|",
    ]
    for label, cells in wanted.items():
        values = [all_measured[t]["score"][0].figures.get(f) if t in all_measured else None for t, f in cells]
        lines.append(f"| {label} | " + " | ".join("–" if v is None else f"{v:.2f}" for v in values) + " |")
    text = page.read_text(encoding="utf-8")
    start, end = "<!-- figures: written by python -m benchmarks.evaluate -->", "<!-- /figures -->"
    head, rest = text.split(start)
    page.write_text(head + start + "\n\n" + "\n".join(lines) + "\n\n" + end + rest.split(end)[1], encoding="utf-8")


def main() -> None:
    """Measures everything and writes the page. Without the gold data the page is left as it is."""
    if not GOLD.is_dir():
        print("evaluation: the gold data is not here (expected beside the project: ../shared/gold); docs/evaluation.md is left as it is")
        return
    all_measured: dict[str, Measured] = {}
    for task in tasks().values():
        for split in task.splits:
            result, seconds = measure(task, split)
            all_measured.setdefault(task.name, {})[split] = result, seconds
            write_cases(result, RESULTS / f"{task.name}-{split}.jsonl")
            print(f"{task.name} {split}: {len(result.cases)} cases, {seconds:.0f} s", flush=True)
    lines = [HEAD, "## At a glance\n", *_glance(all_measured), "## Task by task", WORDS]
    for name, measured in all_measured.items():
        lines += _section(tasks()[name], measured)
    lines += ["## What it still gets wrong\n", "Answers that are not right, on the unread halves:\n", *_outcomes(all_measured), *_by_hand()]
    lines.append((HERE / "notes.md").read_text(encoding="utf-8").strip())
    PAGE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    _readme(all_measured)
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
