"""An incident of a list in the words a person reads: the same on every page that lists incidents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from rashomon.exports.words import basis_words, date_words, figure_words, many, place_words
from rashomon.model import Basis, Estimate, Incident
from rashomon.model.incidents import NamedPlace
from rashomon.queries import Entry, Figure, Lens

STATUS = {
    "reported": "",
    "alleged": "alleged",
    "alleged_and_denied": "alleged and denied",
    "disputed_perpetrator": "who did it is disputed",
}
QUARREL = {
    "count": "how many",
    "denial": "whether it happened",
    "blame": "who did it",
    "date": "when",
    "place": "where",
    "weapon": "with what",
    "victim_status": "who the victims were",
    "includes_attackers": "whether attackers are counted",
    "measure": "what is counted",
    "duration": "how long",
    "severity": "how grave",
    "voice": "who did it, said or left out",
    "retraction": "a word taken back",
}
OUTCOME = {
    "update_by_same_speaker": "grew: the same speaker's later word",
    "revised_down": "revised down by its speaker",
    "corrected": "corrected",
    "retracted": "retracted",
    "outlet_error": "an outlet differs from its own sources",
    "disputed": "disputed, both kept",
    "lost_attribution": "the attribution was lost on the way",
    "different_incidents": "different incidents",
    "unresolved": "unresolved",
}
#: Strongest first: what is still open between sides before what one speaker changed, a denial before a count.
_OUTCOMES = (
    "disputed",
    "unresolved",
    "outlet_error",
    "lost_attribution",
    "retracted",
    "corrected",
    "revised_down",
    "update_by_same_speaker",
)
_QUARRELS = tuple(k for k in ("denial", "blame", "count", *QUARREL))


@dataclass(frozen=True, slots=True)
class Count:
    """One figure: whose, how many in words ("–": nobody says), why it has no best (or that its upper end is open), and on what it rests."""

    who: str
    words: str
    why: str
    basis: str


@dataclass(frozen=True, slots=True)
class Blame:
    """Who is said to have done it, and how that is known: ``admitted``, ``claimed``, ``alleged by …``, ``denied by …``. ``css`` names the kind."""

    actor: str
    how: str
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of one incident. ``quarrel`` is its strongest disagreement (empty: none), ``quarrels`` how many there are; ``basis`` is
    that of the figure seen first, and of all of them where it is ``basis_shared``; ``confidence`` says how sure it is that all reports are of
    one incident."""

    id: str
    href: str
    label: str
    date: str
    place: str
    kind: str
    status: str
    status_words: str
    alleged: bool
    background: bool
    who: tuple[Blame, ...]
    killed: tuple[Count, ...]
    basis: str
    basis_shared: bool
    quarrel: str
    quarrels: int
    confidence: str
    reports: str
    changed: str


def figure_of(figure: Figure) -> str:
    """``4``, ``2–4–6``, ``1–4, no best: disputed``, ``dozens`` or ``–``."""
    return figure_words(_estimate(figure))


def basis_of(figure: Figure) -> str:
    """``one party's word; 3 reports, 1 speaker``."""
    return basis_words(Basis(figure.reports, figure.texts, figure.speakers, figure.basis))


def _estimate(f: Figure) -> Estimate:
    basis = Basis(f.reports, f.texts, f.speakers, f.basis)
    return Estimate(f.harm, f.side, f.over, "", f.low, f.best, f.high, f.open, f.best_withheld, "", (), (), basis, words=f.words)


def whose(figure: Figure) -> str:
    """Whose dead or wounded: the side, ``in all``, or that nobody says."""
    return "in all" if figure.over == "all_sides" else "not said whose" if figure.side in (None, "unknown") else str(figure.side)


def counts(entry: Entry, harm: str = "killed") -> tuple[Count, ...]:
    """The figures of one harm, the total last; one that only repeats the one row beside it is left out."""
    of = sorted((f for f in entry.figures if f.harm == harm), key=lambda f: f.over == "all_sides")
    sides = [f for f in of if f.over != "all_sides"]
    if len(sides) == 1:
        of = [f for f in of if f in sides or (f.low, f.best, f.high) != (sides[0].low, sides[0].best, sides[0].high)]
    return tuple(Count(whose(f), *_parted(figure_of(f)), basis_of(f)) for f in of)


def _parted(words: str) -> tuple[str, str]:
    """``1–4`` and ``no best: disputed``; the comma stands between the figure and what is said of it."""
    figure, _, why = words.partition(", ")
    return figure, why


def blames(entry: Entry) -> tuple[Blame, ...]:
    """Who did it, never flat; empty: nobody is named."""
    out = []
    for actor, basis, by, denied in entry.attribution:
        if basis in ("admitted", "claimed"):
            how = "admitted" if basis == "admitted" else "claimed it"
        else:
            how = f"alleged by {_names(by)}" if by else "named by no speaker"
        if denied:
            how += f", denied by {_names(denied)}"
        out.append(Blame(actor, how, "denied" if denied else basis))
    return tuple(out)


def _names(names: tuple[str, ...]) -> str:
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def day_words(day: date) -> str:
    """``13 Feb 2024``."""
    return f"{day.day} {day:%b %Y}"


def _bare(entry: Entry) -> Incident:
    """What the words of the card ask of an incident: its days, its place, its names."""
    incident = Incident(
        entry.incident_id, "", (), entry.date_start, entry.date_end, entry.date_precision, "", entry.place,
        (), entry.kind, 0, (), (), (), (), "", "", "", False, (), (), 0, 0, 0, weekday=entry.weekday,
    )  # fmt: skip
    return replace(incident, places=tuple(NamedPlace(name, "", None) for name in entry.places))


def date_of(entry: Entry) -> str:
    """``13 Feb 2024``, ``11 Feb 2024 – 13 Feb 2024``, ``2020``, ``a Friday after 14 Mar 2023`` or ``date not known``."""
    return date_words(_bare(entry))


def place_of(entry: Entry) -> str:
    """The place with its precision in words, and the other names it is given."""
    return place_words(_bare(entry))


def strongest(pairs: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """The disagreement a reader should see first."""
    return min(pairs, key=_weight) if pairs else None


def _weight(pair: tuple[str, str]) -> tuple[int, int, str]:
    kind, outcome = pair
    return (
        _OUTCOMES.index(outcome) if outcome in _OUTCOMES else len(_OUTCOMES),
        _QUARRELS.index(kind) if kind in _QUARRELS else len(_QUARRELS),
        kind,
    )


def quarrel_words(kind: str, outcome: str) -> str:
    """``how many: disputed, both kept``."""
    return f"{QUARREL.get(kind, kind.replace('_', ' '))}: {OUTCOME.get(outcome, outcome.replace('_', ' '))}"


def incident_href(incident_id: str, lens: Lens | None = None) -> str:
    """The page of an incident, seen through the same lens."""
    more = urlencode(lens.params) if lens else ""
    return f"/incidents/{incident_id}" + (f"?{more}" if more else "")


def row(entry: Entry, lens: Lens | None = None) -> Row:
    """An entry (of :meth:`Desk.shown`: names are hidden by then) as a list shows it."""
    first = strongest(entry.disagreements)
    killed = counts(entry)
    sure = entry.confidence
    return Row(
        id=entry.incident_id,
        href=incident_href(entry.incident_id, lens),
        label=entry.label or entry.kind,
        date=date_of(entry),
        place=place_of(entry),
        kind=entry.kind.replace("_", " "),
        status=entry.status,
        status_words=STATUS.get(entry.status, entry.status.replace("_", " ")),
        alleged=entry.status == "alleged_and_denied",
        background=entry.background,
        who=blames(entry),
        killed=killed,
        basis=basis_of(entry.killed) if entry.killed else killed[0].basis if killed else "",
        basis_shared=len({k.basis for k in killed}) < 2,
        quarrel=quarrel_words(*first) if first else "",
        quarrels=len(entry.disagreements),
        confidence="" if sure is None else f"{sure:.2f}",
        reports=many(entry.reports, "report"),
        changed=entry.changed_at,
    )
