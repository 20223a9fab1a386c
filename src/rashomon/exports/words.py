"""Figures, dates, places and bases in the words a person reads, the same in the terminal and on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rashomon.model import Basis, Document, Estimate, Incident

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PRECISION = {1: "", 2: "near", 3: "district", 4: "province", 5: "area not exact", 6: "country only", 7: "international waters or airspace"}
_KINDS = {
    "one_party": "one party's word",
    "both_parties_agree": "both parties agree",
    "third_party": "a third party's word",
    "unattributed": "no speaker named",
}
_WITHHELD = {
    "disputed": "no best: disputed",
    "only_enemy_claims": "no best: only the enemy's claim",
    "only_open_words": "no best: only words, no number",
    "denial_against_claim": "no best: claimed and denied",
    "told_apart": "dead and wounded together; see killed and wounded",
    "not_disjoint": "no best: the parts may overlap",
    "part_without_best": "no best: one side has none",
    "only_a_range": "no best: only a range",
    "outlet_error": "no best: only a figure that differs from its own sources",
    "retracted": "no best: retracted",
    "not_coded": "not counted under this policy",
    "no_organised_actor": "not counted under this policy: no organised actor",
    "lens_gives_no_best": "minimum and maximum only",
    "weightless": "no best: only voices of weight 0",
}
_LEFT_OUT = frozenset({"not_coded", "no_organised_actor", "weightless"})  # somebody gives a figure; "–" would say that nobody does


def figure_words(estimate: Estimate) -> str:
    """``4``, ``2–4–6`` (low–best–high), ``1–4, no best: disputed``, ``at least 12``, or the words where only words stand."""
    low, best, high = estimate.low, estimate.best, estimate.high
    if low is None and best is None and high is None:
        return _WITHHELD[estimate.best_withheld or ""] if estimate.best_withheld in _LEFT_OUT else estimate.words or "–"
    if best is None:
        if estimate.words and (high is None or low == high):
            return estimate.words
        span = f"up to {high}" if low is None else f"{low} or more" if high is None else f"{low}–{high}" if low != high else f"{low}"
        return f"{span}, {_WITHHELD.get(estimate.best_withheld or '', 'no best')}"
    if high is None and low in (None, best):
        return f"at least {best}" if estimate.open else f"{best}, upper end open"
    if high is None:
        return f"{low} or more, best {best}"
    if (low is None or low == best) and (high is None or high == best):
        return f"{best}"
    return f"{'?' if low is None else low}–{best}–{'?' if high is None else high}"


def basis_words(basis: Basis) -> str:
    """``one party's word; 3 reports, 2 texts, 1 speaker``."""
    parts = [many(basis.reports, "report")]
    if basis.texts != basis.reports:
        parts.append(many(basis.texts, "text"))
    parts.append(many(basis.speakers, "speaker") if basis.speakers else "no speaker named")
    kind = _KINDS.get(basis.kind, basis.kind)
    return f"{kind}; {', '.join(dict.fromkeys(parts))}" if basis.speakers else f"{kind}; {', '.join(parts[:-1])}"


def many(n: int, noun: str) -> str:
    """``1 report``, ``3 reports``."""
    return f"{n} {noun}" + ("" if n == 1 else "s")


def who_words(estimate: Estimate) -> str:
    """Whose dead or wounded: the side, ``in all``, or that nobody says."""
    if estimate.over == "all_sides":
        return "in all"
    return "not said whose" if estimate.side in (None, "unknown") else str(estimate.side)


def shown_estimates(estimates: Sequence[Estimate]) -> list[Estimate]:
    """Rows a reader needs: a total that only repeats the one row beside it, of the same harm, is left to the files."""
    out = []
    for e in estimates:
        others = [o for o in estimates if o.harm == e.harm and o is not e]
        if e.over == "all_sides" and len(others) == 1 and (others[0].low, others[0].best, others[0].high) == (e.low, e.best, e.high):
            continue
        out.append(e)
    return out


def newest_first(incident: Incident) -> tuple[bool, int, str]:
    """Sort key: newest first, those of unknown date last."""
    day = incident.date_start or incident.date_end
    return (day is None, -day.toordinal() if day else 0, incident.incident_id)


def date_words(incident: Incident) -> str:
    """``13 Feb 2024``, ``11–13 Feb 2024``, ``a Friday after 14 Mar 2023``, ``2020``, or ``date not known``."""
    start, end = incident.date_start, incident.date_end
    if start and start == end:
        return f"{start.day} {start:%b %Y}"
    day = f"a {_DAYS[incident.weekday]}" if incident.weekday is not None else "a day"
    if start and end:
        if incident.date_precision == "year" or (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
        if incident.weekday is not None:
            return f"{day} between {start.day} {start:%b %Y} and {end.day} {end:%b %Y}"
        return f"{start.day} {start:%b %Y} – {end.day} {end:%b %Y}"
    if start:
        return f"{day} after {start.day} {start:%b %Y}" if start else day
    if end:
        return f"{day} up to {end.day} {end:%b %Y}"
    return f"{day}, date not known" if incident.weekday is not None else "date not known"


def place_words(incident: Incident, show: Callable[[str], str] = str) -> str:
    """The place with its precision in words, and the other names it is given. Names pass through ``show``."""
    names = list(dict.fromkeys(show(p.name) for p in incident.places))
    if incident.place is None:
        return " / ".join(names) or "place not named"
    place = replace(incident.place, name=show(incident.place.name))
    precision = _PRECISION.get(place.precision or 0, "")
    text = f"near {place.name}" if precision == "near" and not place.name.lower().startswith("near") else place.name
    where = ", ".join(dict.fromkeys(x for x in (place.admin1, place.country) if x and x != place.name))
    text += f" ({where})" if where else ""
    if precision and precision != "near":
        text += f", {precision}"
    others = [n for n in names if n.casefold() != place.name.casefold()]
    return text + (f"; also {' / '.join(others[:3])}" if others else "")


def published_words(document: Document) -> str:
    """``13 Feb 2024 (printed)``, or the interval, or that it is not known."""
    p = document.published
    if p.day:
        return f"{p.day.day} {p.day:%b %Y} ({p.basis})"
    if p.basis and p.basis != "unknown":
        return f"date not known: {p.basis}"
    return "date not known"
