"""What a run prints in a terminal: one table of incidents, the balance, and where to look next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rashomon.exports.words import basis_words, date_words, figure_words, many, newest_first, place_words, shown_estimates, who_words
from rashomon.model import Estimate, Incident
from rashomon.people import Masker, coarsened
from rashomon.pipeline.decisions import decision_lines
from rashomon.pipeline.run import RunSummary

MOST = 40  # rows; a longer list is in the report and the files


def print_summary(summary: RunSummary, console: Console, *, names: bool = False, coarsen: bool = False) -> None:
    """Prints the table of incidents (background ones counted only), disagreements, and the balance, with private names hidden unless
    ``names``, and places of homes, shelters and clinics rounded where ``coarsen``."""
    derived, balance = summary.derived, summary.balance
    masker = Masker.for_documents({d.name: d for d in derived.documents}, names=names)
    claims = {c.claim_id: c for c in derived.claims} if coarsen else {}
    shown = sorted((i for i in derived.incidents if not i.background), key=newest_first)
    incidents, background = derived.counts
    console.print(
        f"[bold]{balance.used} articles → {incidents} incidents[/bold]"
        + (f" (and {background} told as background)" if background else "")
        + f"; {balance.in_claims} figures used, {balance.set_aside} set aside"
    )
    table = Table(show_lines=True, expand=False)
    for name in ("date, place, sides", "killed", "wounded", "basis", "disagreements"):
        table.add_column(name, overflow="fold")
    for incident in shown[:MOST]:
        if coarsen:
            incident = coarsened(incident, [claims[c] for c in incident.claims if c in claims])
        show = partial(masker.known, incident.documents)
        table.add_row(
            f"[bold]{escape(date_words(incident))}[/bold]\n{escape(place_words(incident, show))}\n[dim]{escape(', '.join(show(s) for s in incident.sides) or 'no side named')}[/dim]",
            _figures(incident, "killed", show),
            _figures(incident, "wounded", show),
            escape(_basis(incident)),
            escape("; ".join(dict.fromkeys(f"{d.type}: {d.resolution.replace('_', ' ')}" for d in incident.disagreements)) or "none"),
        )
    console.print(table)
    if incidents > MOST:
        console.print(f"… and {incidents - MOST} more, in the report and in incidents.jsonl")
    console.print(f"documents: {balance.documents} in = {balance.used} used + {len(balance.documents_aside)} set aside")
    for name, reason in balance.documents_aside[:20]:
        console.print(f"  [yellow]set aside[/yellow] {escape(masker.address(name, name))}: {escape(masker.words(name, reason))}")
    if len(balance.documents_aside) > 20:
        console.print(f"  … and {len(balance.documents_aside) - 20} more, in documents.jsonl")
    reasons = ", ".join(f"{n} {reason}" for reason, n in balance.figures_aside)
    console.print(
        f"figures: {balance.figures} found = {balance.in_claims} in claims + {balance.set_aside} set aside"
        + (f" ({escape(reasons)})" if reasons else "")
    )
    if summary.policy != "current":
        console.print(f"policy: {escape(summary.policy)}")
    for source in summary.absent:
        console.print(
            f"decisions of {escape(source)} stay in force: the file was not there; undo them with rashomon undo, or leave an empty file"
        )
    for line in decision_lines(derived.decided, derived.decisions):
        console.print(f"decision {escape(masker.words([d for i in shown[:MOST] for d in i.documents], line))}")
    console.print(f"report: [bold]{escape(str(summary.out / 'report.html'))}[/bold]")


def _estimates(incident: Incident, harm: str) -> list[Estimate]:
    return [e for e in incident.estimates if e.harm == harm]


def _figures(incident: Incident, harm: str, show: Callable[[str], str]) -> str:
    rows = shown_estimates(_estimates(incident, harm))
    if not rows:
        return "–"
    if len(rows) == 1 and rows[0].side is None:
        return escape(show(figure_words(rows[0])))
    return escape("\n".join(show(f"{who_words(e)}: {figure_words(e)}") for e in rows))


def _basis(incident: Incident) -> str:
    rows = shown_estimates(_estimates(incident, "killed") or _estimates(incident, "wounded"))
    return "\n".join(dict.fromkeys(basis_words(e.basis) for e in rows)) if rows else many(incident.reports, "report")
