"""How what a ledger says moved, in a terminal and as plain values: what ``rashomon log``, ``diff``, ``decide`` and ``undo`` print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.exports.told import Paper, cause_words, figure_of, flat, joined, of_whom, quoted, shown_steps, spoken_first, stamp_words
from rashomon.exports.words import date_words, figure_words, shown_estimates, who_words
from rashomon.model import Claim, Decision, Document, Estimate, Incident
from rashomon.people import Masker
from rashomon.pipeline.moved import Between, Change, Step, sums
from rashomon.pipeline.view import incident_of

MOST = 20  # incidents under one cause; a longer list is in --json

#: Causes as a run writes them, under the headings a reader needs, in order.
HEADINGS = (
    ("new reports", ("first", "new_report", "linked_report")),
    ("later versions and corrections of articles", ("new_version", "read_again")),
    ("decisions", ("decision",)),
    ("new rules of the program", ("new_rules", "new_policy")),
    ("forgotten on request", ("forgotten",)),
)
_FIELDS = {"date_start": "first day", "date_end": "last day", "status": "status", "kind": "kind", "place": "place", "sides": "sides",
           "attackers": "who did it", "background": "told as background"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What is at hand to tell of moves: claims, documents and decisions by id or name, and the mask."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    decisions: Mapping[str, Decision]
    masker: Masker


def scope_of(change: Change) -> list[str]:
    """Documents of an incident before and after."""
    return sorted({n for row in (change.old, change.new) if row for n in row["documents"]})


def print_log(paper: Paper, incident_id: str, changes: Sequence[Change], told: Told) -> None:
    """How the figures of one incident moved, one entry for each version."""
    last = next((c for c in reversed(changes) if c.new is not None), None)
    if last is not None:
        paper.line(joined((_title(last, told.masker), "bold"), (f" · {incident_id}", "dim")))
    for one in changes:
        cause = one.causes[0]
        paper.gap()
        paper.line(joined((f"run {cause.run_id}", "bold"), (f" · {stamp_words(cause.at)}", "dim")))
        paper.line(_why(one, told), 2)
        _turn(paper, one, incident_id)
        if one.what == "went":
            continue
        steps = shown_steps(one.steps)
        for step in steps:
            _step(paper, step, scope_of(one), told, indent=2, quotes=1)
        for line in _fields(one, told):
            paper.line(line, 2)
        if not steps and one.what == "changed":
            paper.line("no figure moved" if not one.from_ids else "the figures stay", 2, "dim")


def _turn(paper: Paper, one: Change, asked: str) -> None:
    if one.from_ids:
        was = ", ".join(one.from_ids)
        paper.line(f"{one.incident_id} took over from {was}", 2, "yellow")
    elif one.what == "came" and one.incident_id != asked:
        paper.line(f"told as {one.incident_id} then", 2, "dim")
    if one.what == "went":
        paper.line(f"{one.incident_id} went into {one.into}" if one.into else f"{one.incident_id} is no more", 2, "yellow")


def _title(one: Change, masker: Masker) -> str:
    scope = scope_of(one)
    row = one.new or one.old
    incident = incident_of(dict(row)) if row else None
    date = f"{date_words(incident)} · " if incident else ""
    return date + flat(masker.words(scope, one.label or "an incident"))


def _why(one: Change, told: Told) -> str:
    said = [cause_words(c, one.steps, told.claims, told.documents, told.decisions, told.masker) for c in one.causes]
    return "; then ".join(dict.fromkeys(said))


def _step(paper: Paper, step: Step, scope: Sequence[str], told: Told, *, indent: int, quotes: int) -> None:
    whom = flat(of_whom(step, told.masker, scope))
    show: Callable[[Estimate | None], str] = lambda e: flat(told.masker.words(scope, figure_of(e)))  # noqa: E731
    paper.line(joined(f"{whom}  ", (show(step.before), "dim"), " → ", (show(step.after), "bold")), indent)
    seen: set[str] = set()
    for claim in spoken_first(step.claims, told.claims):
        line = quoted(claim, told.documents, told.masker, brief=True)
        if line.plain not in seen and len(seen) < quotes:
            seen.add(line.plain)
            paper.line(line, indent + 2)


def _fields(one: Change, told: Told) -> list[str]:
    out = []
    scope = scope_of(one)
    for name, old, new in one.others:
        a, b = (flat(told.masker.known(scope, _plain(v))) for v in (old, new))
        if a != b:
            out.append(f"{_FIELDS[name]}  {a} → {b}")
    return out


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or "–")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value in (None, "") else str(value).replace("_", " ")


def print_published(paper: Paper, incident: Incident, told: Told) -> None:
    """How the figures moved by the time of publication: a whole line where the time is printed or given, a dashed one where it is inferred
    from the figures, which is given no time."""
    scope = incident.documents
    masker = told.masker
    paper.line(
        joined((f"{date_words(incident)} · {flat(masker.words(scope, incident.label))}", "bold"), (f" · {incident.incident_id}", "dim"))
    )
    any_shown = False
    for e in shown_estimates(incident.estimates):
        if not e.history:
            continue
        any_shown = True
        paper.gap()
        who = masker.known(scope, who_words(e))
        now = masker.words(scope, figure_words(e))
        paper.line(joined((f"{e.harm} {who}" if who == "in all" else f"{e.harm}, {who}", "bold underline"), f"  now {flat(now)}"))
        for h in e.history:
            inferred = h.as_of is None
            when = "no time" if h.as_of is None else flat(h.as_of.replace("T", " ", 1))
            figure = _bounds(h.low, h.best, h.high)
            mark = "╌╌" if inferred else "──"
            style = "strike" if h.standing == "struck" else "bold" if h.standing == "current" else ""
            note = {"struck": "struck", "replaced": "replaced"}.get(h.standing, "")
            note = f"  {note}{': ' if note and h.note else ''}{flat(masker.words(scope, h.note))}" if note or h.note else ""
            paper.line(joined((f"{when} ", "dim"), f"{mark} ", (figure, style), (f"  ({h.as_of_basis.replace('_', ' ')})", "dim"), (note, "yellow")), 2)  # fmt: skip
            if h.claim in told.claims:
                paper.line(quoted(told.claims[h.claim], told.documents, masker), 6)
    if not any_shown:
        paper.line("nobody gives a figure of it", 2, "dim")


def _bounds(low: int | None, best: int | None, high: int | None) -> str:
    if best is not None and (low, high) in {(best, best), (None, None)}:
        return str(best)
    if high is None and low is not None and best in (None, low):
        return f"at least {low}"
    if best is None:
        return f"up to {high}" if low is None else f"{low}–{high}"
    return f"{'?' if low is None else low}–{best}–{'?' if high is None else high}"


def grouped(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under headings of :data:`HEADINGS`, by what moved each last."""
    out: dict[str, list[Change]] = {name: [] for name, _ in HEADINGS}
    out["other causes"] = []
    for one in changes:
        last = one.causes[-1].cause
        out[next((name for name, kinds in HEADINGS if last in kinds), "other causes")].append(one)
    return [(name, its) for name, its in out.items() if its]


def print_changes(paper: Paper, changes: Sequence[Change], told: Told, most: int = MOST, quotes: int = 1, reasons: bool = True) -> None:
    """Incidents that came, went or changed, each with what moved in it."""
    for one in sorted(changes, key=lambda c: (("changed", "came", "went").index(c.what), c.incident_id))[:most]:
        mark = {"came": "+", "went": "–", "changed": "~"}[one.what]
        into = "" if one.what != "went" else f" → now in {one.into}" if one.into else " is no more"
        paper.line(joined((f"{mark} {_title(one, told.masker)}", "bold"), (f" · {one.incident_id}{into}", "dim")), 2)
        if reasons:
            runs = ", ".join(dict.fromkeys(str(c.run_id) for c in one.causes))
            paper.line(joined(_why(one, told), (f"  (run {runs})", "dim")), 4)
        if one.from_ids:
            paper.line(f"took over from {', '.join(one.from_ids)}", 4, "yellow")
        for step in shown_steps(one.steps):
            _step(paper, step, scope_of(one), told, indent=4, quotes=quotes)
        for line in _fields(one, told):
            paper.line(line, 4)
    if len(changes) > most:
        paper.line(f"and {len(changes) - most} more (--json has them all)", 2, "dim")


def print_diff(paper: Paper, found: Between, words: tuple[str, str], told: Told) -> None:
    """What changed in the ledger between two moments, grouped by cause."""
    changes = found.changes
    n = {k: sum(c.what == k for c in changes) for k in ("came", "went", "changed")}
    paper.line(joined((f"From {words[0]} to {words[1]}", "bold"), (f"  (runs {found.first + 1} to {found.last})" if found.last > found.first else "", "dim")))  # fmt: skip
    if not changes:
        paper.line("Nothing that this ledger says changed." + (_back(found.back) if found.back else ""))
        return
    paper.line(f"{n['came']} incident{'s' * (n['came'] != 1)} came, {n['went']} went, {n['changed']} changed.{_back(found.back)}")
    _sums(paper, changes, 0)
    for name, its in grouped(changes):
        paper.gap()
        paper.line(joined((name, "bold underline"), f"  ({len(its)})"))
        _sums(paper, its, 2)
        print_changes(paper, its, told)


def _back(n: int) -> str:
    return f" {n} moved and moved back." if n else ""


def _sums(paper: Paper, changes: Sequence[Change], indent: int) -> None:
    for s in sums(changes):
        if s.before == s.after and s.without_before == s.without_after:
            continue
        without = f"  (without a best: {s.without_before} → {s.without_after})" if s.without_before or s.without_after else ""
        paper.line(joined(f"{s.harm}, best, over these: ", (f"{s.before} → {s.after}", "bold"), f" ({s.after - s.before:+d})", (without, "dim")), indent)  # fmt: skip
