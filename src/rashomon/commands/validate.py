"""``rashomon validate``: does a file keep the rules of UCDP GED or ACLED?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rashomon.validate import Report
    from rashomon.validate.whole import Tell

#: Findings printed of each rule where nothing else is said.
MOST = 20


def validate(
    file: Annotated[
        Path, typer.Argument(help="A CSV or TSV file (.gz too), a page of the data set's interface (JSON), or Parquet.", metavar="FILE")
    ],
    profile: Annotated[str, typer.Option(help="Whose rules: ged (UCDP GED) or acled (ACLED).")],
    most: Annotated[int, typer.Option("--max", min=0, help="Findings shown of each rule; the rest is counted. 0: all of them.")] = MOST,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> None:
    """Check anyone's file, ours included: one finding a line, exit 1 where there are errors, 0 where there are none (warnings may be)."""
    from rashomon.validate import validate as check

    with _bar(quiet) as tell:
        report = check(file, profile, most=most or None, tell=tell)
    if as_json:
        typer.echo(json.dumps(as_dict(report), ensure_ascii=False, indent=1))
    else:
        name = str(file)
        for finding in report.findings:
            typer.echo(finding.line(name))
        if not quiet:
            typer.echo(summary(report), err=bool(report.findings))
    if report.errors:
        raise typer.Exit(1)


def as_dict(report: Report) -> dict[str, object]:
    """The report as JSON: keys as in ``docs/how-to/validate.md``."""
    return {
        "file": report.file,
        "profile": report.profile,
        "layout": report.layout,
        "rows": report.rows,
        "errors": report.errors,
        "warnings": report.warnings,
        "rules": {rule: {"severity": report.severities[rule], "count": n} for rule, n in report.counts.items()},
        "findings": [
            {"row": f.row, "column": f.column, "severity": f.severity, "rule": f.rule, "wrong": f.wrong, "expected": f.expected}
            for f in report.findings
        ],
        "notes": list(report.notes),
    }


def summary(report: Report) -> str:
    """How many findings there are, by rule, and what that means."""
    lines = []
    shown: dict[str, int] = {}
    for f in report.findings:
        shown[f.rule] = shown.get(f.rule, 0) + 1
    for rule, n in sorted(report.counts.items(), key=lambda x: (report.severities[x[0]], -x[1], x[0])):
        rest = n - shown.get(rule, 0)
        lines.append(f"{n:>9,} {report.severities[rule]:<8}{rule}" + (f" ({rest:,} not shown: --max 0)" if rest else ""))
    lines += [f"note: {n}" for n in report.notes]
    rows = f"{report.rows:,} row{'s' * (report.rows != 1)}"
    if report.errors:
        lines.append(f"{rows}: breaks the rules of {report.profile} ({report.errors:,} errors, {report.warnings:,} warnings)")
    elif report.warnings:
        lines.append(
            f"{rows}: keeps the rules of {report.profile}, with {report.warnings:,} warning{'s' * (report.warnings != 1)} to look at"
        )
    else:
        lines.append(f"{rows}: keeps the rules of {report.profile}")
    return "\n".join(lines)


@contextmanager
def _bar(quiet: bool) -> Iterator[Tell | None]:
    """A bar of bytes read, where a person is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("opening", total=None)

        def tell(done: int, total: int | None, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        yield tell
