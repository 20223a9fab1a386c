"""The benchmark command.

usage: python -m benchmarks list
       python -m benchmarks run [NAME...] [--split read|score] [--small] [--list] [--out FOLDER]
       python -m benchmarks diff OLD NEW

``run`` prints a table per task and writes a file of cases per task and split into FOLDER (default: benchmarks/results, not kept in git);
``--list`` prints the cases that are not right (of the read half only). ``diff`` compares two such folders, for example of two commits.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.frame import SPLITS, Result, Task, flips, measure, read_cases, tasks, write_cases

RESULTS = Path(__file__).parent / "results"
GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold"


def table(task: Task, split: str, small: bool, result: Result) -> list[str]:
    """Lines of a Markdown table: figures, what trivial methods reach, what is wanted."""
    beside = task.beside(split, small)
    lines = ["| figure | ours | " + " | ".join([*beside, "reach"]) + " |", "|---|---|" + "---|" * (len(beside) + 1)]
    for name, value in result.figures.items():
        others = [f"{b[name]:g}" if name in b else "–" for b in beside.values()]
        sign = "≤" if name in task.lower else "≥"
        goal = f"{sign} {task.reach[name]:g}" if name in task.reach else "–"
        lines.append(f"| {name} | **{value:g}** | " + " | ".join([*others, goal]) + " |")
    return lines


def _run(args: argparse.Namespace) -> int:
    known = tasks()
    unknown = [n for n in args.names if n not in known]
    if unknown:
        print(f"no task named {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    if not GOLD.is_dir():
        print("the gold data is not here (expected beside the project: ../shared/gold)", file=sys.stderr)
        return 2
    if args.list and args.split == "score":
        print("the cases of the score half are not listed: nobody who makes rules may read them", file=sys.stderr)
        return 2
    for name in args.names or known:
        task = known[name]
        if args.split not in task.splits:
            continue
        result, seconds = measure(task, args.split, args.small)
        print(f"\n## {name}: {task.title}\n\n{task.data}; {args.split} half, {len(result.cases)} cases, {seconds:.0f} s\n")
        print("\n".join(table(task, args.split, args.small, result)))
        write_cases(result, args.out / f"{name}-{args.split}{'-small' if args.small else ''}.jsonl")
        if args.list:
            for case in result.cases:
                wrong = {q: a for q, a in case.outcome.items() if a != "right"}
                if wrong:
                    print(f"  {case.name}: " + ", ".join(f"{q} {a}" for q, a in wrong.items()))
    return 0


def _diff(args: argparse.Namespace) -> int:
    names = sorted({p.name for folder in (args.old, args.new) for p in folder.glob("*.jsonl")})
    for name in names:
        old, new = args.old / name, args.new / name
        if not old.is_file() or not new.is_file():
            print(f"{name}: only in {args.old if old.is_file() else args.new}")
            continue
        changed = flips(read_cases(old), read_cases(new))
        print(f"{name}: {len(changed)} cases differ")
        print("".join(f"  {line}\n" for line in changed), end="")
    return 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Benchmarks of the program's understanding.")
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("list", help="the tasks")
    one.set_defaults(act=lambda _: print("\n".join(f"{t.name:16} {t.title} ({t.data})" for t in tasks().values())) or 0)
    one = commands.add_parser("run", help="run tasks, all of them where none is named")
    one.add_argument("names", nargs="*", metavar="NAME")
    one.add_argument("--split", choices=SPLITS, default="score")
    one.add_argument("--small", action="store_true", help="only the fixed subset of the gate")
    one.add_argument("--list", action="store_true", help="print the cases that are not right")
    one.add_argument("--out", type=Path, default=RESULTS)
    one.set_defaults(act=_run)
    one = commands.add_parser("diff", help="which cases differ between two folders of results")
    one.add_argument("old", type=Path)
    one.add_argument("new", type=Path)
    one.set_defaults(act=_diff)
    args = parser.parse_args(argv)
    code: int = args.act(args)
    return code


if __name__ == "__main__":
    sys.exit(main())
