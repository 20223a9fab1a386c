"""``rashomon compare``: how totals per side and month move between policies."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.commands.where import ledger_at
from rashomon.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from rashomon.estimates import Weights
    from rashomon.pipeline.compare import CompareRow, Total

HARMS = ("killed", "wounded", "missing", "captured", "casualties")
COLUMNS = ("kind", "month", "side", "harm", "policy", "incidents", "low", "best", "high", "open", "without_best", "withheld")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def compare(
    ledger: Annotated[str, typer.Argument(help="A ledger file, the folder of a run, or the URL of a database.", metavar="LEDGER_OR_DIR")],
    policies: Annotated[
        str, typer.Option(help="Names with commas between; the first is what the others are held against.")
    ] = "current,minmax",
    by: Annotated[str, typer.Option(help="month, side, or month,side.")] = "month,side",
    harm: Annotated[str, typer.Option(help=f"What is counted: {', '.join(HARMS)}.")] = "killed",
    weights: Annotated[Path | None, typer.Option(help="A YAML file of your own with weights for speakers and outlets.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write a CSV file instead of a table: a line per row and policy.")] = None,
) -> None:
    """Hold several policies against each other over the same claims. Changes nothing in the ledger."""
    from rich.console import Console

    from rashomon.estimates import lens_named
    from rashomon.pipeline.compare import BY
    from rashomon.pipeline.compare import compare as rows_of
    from rashomon.pipeline.compare_ledger import told_in
    from rashomon.pipeline.weights_file import read_weights
    from rashomon.store import Ledger

    names = _list(policies, "--policies", "current,minmax,acled-style")
    lenses = [lens_named(name) for name in names]
    wanted = _list(by, "--by", "month,side")
    if set(wanted) - set(BY):
        raise InputError(f"--by {by!r}: write month, side, or month,side")
    if harm not in HARMS:
        raise InputError(f"--harm {harm!r}: write one of {', '.join(HARMS)}")
    given = read_weights(weights) if weights is not None else None
    with closing(Ledger(ledger_at(ledger))) as opened, opened.read() as db:
        told = list(told_in(db)) if given is not None else told_in(db)
        if given is not None:
            claims = [c for _, g in told for c in g.claims]
            documents = {d.name: d for _, g in told for d in g.documents.values()}
            for name in given.unmatched(claims, documents.values()):
                typer.echo(f"rashomon: {given.file} weighs {name!r}, whom nobody here is called", err=True)
        rows = rows_of(told, lenses, by=wanted, harm=harm, weights=given)
    if csv_file is not None:
        _write(csv_file, _csv(rows, harm))
    if as_json:
        about = [{"name": x.name, "about": x.about, "source": x.source, "origin": x.origin or None} for x in lenses]
        typer.echo(json.dumps(_json(rows, harm, wanted, about, given), ensure_ascii=False, indent=1))
    elif csv_file is None:
        _print(rows, names, wanted, harm, given, Console())


def _list(text: str, option: str, example: str) -> list[str]:
    names = [n.strip() for n in text.split(",") if n.strip()]
    if not names or len(set(names)) < len(names):
        raise InputError(f"{option} {text!r}: give names with commas between, each once, as in {option} {example}")
    return names


def _total(t: Total) -> dict[str, Any]:
    return {
        "policy": t.policy, "incidents": t.incidents, "low": t.low, "best": t.best, "high": t.high, "open": t.open,
        "without_best": t.without_best, "withheld": {k: t.withheld[k] for k in sorted(t.withheld)},
    }  # fmt: skip


def _json(rows: Sequence[CompareRow], harm: str, by: Sequence[str], about: list[dict[str, Any]], weights: Weights | None) -> dict[str, Any]:
    return {
        "harm": harm,
        "by": list(by),
        "policies": about,
        "weights": {"file": weights.file, "sha256": weights.sha256} if weights else None,
        "rows": [{"kind": r.kind, "month": r.month, "side": r.side, "totals": [_total(t) for t in r.totals]} for r in rows],
    }


def _csv(rows: Sequence[CompareRow], harm: str) -> str:
    """A line per row and policy. A name that a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for r in rows:
        side = f"'{r.side}" if r.side and r.side.startswith(_FORMULA) else r.side
        for t in r.totals:
            why = "; ".join(f"{k} {t.withheld[k]}" for k in sorted(t.withheld))
            writer.writerow([r.kind, r.month, side, harm, t.policy, t.incidents, t.low, t.best, t.high, t.open, t.without_best, why])
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)  # noqa: PTH105 - whole or not at all
    except OSError as err:
        raise InputError(f"{path} cannot be written ({err.strerror}); choose another with --csv") from err


def _print(
    rows: Sequence[CompareRow], names: Sequence[str], by: Sequence[str], harm: str, weights: Weights | None, console: Console
) -> None:
    from rich.table import Table
    from rich.text import Text

    titles = {
        "incidents": f"{harm}, by policy",
        "aggregates": "Aggregates: they hold attacks that are told one by one, too, and are not added to the above",
    }
    for kind, title in titles.items():
        mine = [r for r in rows if r.kind == kind]
        if not mine:
            if kind == "incidents":
                console.print(f"Nobody gives a figure of {harm}.")
            continue
        table = Table(title=title, title_justify="left", title_style="bold")
        for key in by:
            table.add_column(key)
        for name in names:
            table.add_column(name, justify="right")
        for n, r in enumerate(mine):
            line = [Text(str(getattr(r, key))) for key in by]  # a side's name is text from articles, never markup
            cells = [_cell(t, r.totals[0] if i else None) for i, t in enumerate(r.totals)]
            last = "month" in by and "side" in by and n + 1 < len(mine) and mine[n + 1].month != r.month
            table.add_row(*line, *cells, end_section=last)
        console.print(table)
    aside = [r for r in rows if r.kind == "background" and r.side in {None, "all sides"}]
    if aside:
        most = sum(max(t.incidents for t in r.totals) for r in aside)
        console.print(f"Not in it: {most} incident{'s' * (most != 1)} told as background (in --json and --csv).", style="dim")
    console.print("best (more or less than the first policy) [low–high]; + open upper end; ?n: n incidents without a best, in no sum of bests; – no report",
                  style="dim", markup=False)  # fmt: skip
    if weights is not None:
        console.print(f"Weights of {weights.file} (sha256 {weights.sha256[:12]}).", style="dim", markup=False)


def _cell(total: Total, first: Total | None) -> Any:
    """``31 (+4) [27–40] ?2``; ``–`` where the policy has no row."""
    from rich.text import Text

    if total.incidents == 0:
        return Text("–")
    cell = Text("?" if total.best is None else str(total.best), style="bold")
    if first is not None and total.best is not None and first.best is not None and total.best != first.best:
        cell.append(f" ({total.best - first.best:+d})", style="not bold")
    if total.low is not None or total.high is not None:
        high = "?" if total.high is None else str(total.high)
        cell.append(f" [{'?' if total.low is None else total.low}–{high}{'+' if total.open else ''}]", style="not bold dim")
    if total.without_best:
        cell.append(f" ?{total.without_best}", style="not bold yellow")
    return cell
