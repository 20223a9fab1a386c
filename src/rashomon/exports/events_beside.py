"""What the columns of a data set have no room for: a side file keyed by its id, and a list of what was left out with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rashomon.exports.events_sources import speaker_of
from rashomon.exports.events_when import Unfit
from rashomon.exports.exported import LeftOut, Told, Written
from rashomon.exports.table import Cell, Table, joined
from rashomon.exports.words import date_words, figure_words, place_words, who_words
from rashomon.model import Estimate
from rashomon.people import Masker

#: Columns of the side file behind its key and the format's own.
BESIDE = (
    "incident_id", "row", "rows", "policy", "low", "best", "high", "open_high", "best_withheld", "words", "estimate_basis", "reports", "texts", "speakers",
    "speaker_names", "by_side", "wounded", "status", "attribution", "disagreements", "claim_ids", "documents", "date_basis", "place_basis", "flags",
)  # fmt: skip
LEFT = ("incident_id", "code", "reason", "date", "place", "kind", "killed_low", "killed_best", "killed_high", "reports", "documents")


def beside_path(out: Path, what: str) -> Path:
    """``ged.csv`` → ``ged.rashomon.csv``."""
    return out.with_name(f"{out.stem}.{what}.csv")


def flat(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """A row without line breaks: readers that take a file line by line lose nothing."""
    return {k: " ".join(v.split()) if isinstance(v, str) and ("\n" in v or "\r" in v) else v for k, v in cells.items()}


def total_of(told: Told) -> Estimate | None:
    """The dead over all sides."""
    return next((e for e in told.incident.estimates if e.harm == "killed" and e.over == "all_sides"), None)


def beside_row(told: Told, masker: Masker, flags: Iterable[str], row: int = 1, rows: int = 1) -> dict[str, Cell]:
    """The side file's cells for one row of the main file."""
    i, total = told.incident, total_of(told)
    scope = i.documents
    claims = {c.claim_id: c for c in told.claims}
    own = [claims[c] for c in total.claims if c in claims] if total else []
    killed = [e for e in i.estimates if e.harm == "killed" and e.over != "all_sides"]
    wounded = [e for e in i.estimates if e.harm == "wounded"]
    return {
        "incident_id": i.incident_id,
        "row": row,
        "rows": rows,
        "policy": total.policy if total else (i.estimates[0].policy if i.estimates else None),
        "low": total.low if total else None,
        "best": total.best if total else None,
        "high": total.high if total else None,
        "open_high": bool(total and total.open),
        "best_withheld": total.best_withheld if total else "no figure",
        "words": total.words if total else None,
        "estimate_basis": total.basis.kind if total else None,
        "reports": total.basis.reports if total else i.reports,
        "texts": total.basis.texts if total else i.texts,
        "speakers": total.basis.speakers if total else i.speakers,
        "speaker_names": joined(sorted({s for c in own if (s := speaker_of(c, masker))})),
        "by_side": joined(masker.known(scope, f"{who_words(e)}: {figure_words(e)}") for e in killed),
        "wounded": joined(
            masker.known(scope, f"{who_words(e)}: {figure_words(e)}") for e in wounded if e.low is not None or e.best is not None
        ),
        "status": i.status,
        "attribution": joined(masker.known(scope, f"{a.actor}: {_how(a.basis, a.by, a.denied_by)}") for a in i.attribution),
        "disagreements": joined(
            masker.words(scope, f"{d.type}: {' / '.join(v.value for v in d.values)} ({d.resolution.replace('_', ' ')})")
            for d in i.disagreements
        ),
        "claim_ids": " ".join(total.claims if total else i.claims),
        "documents": joined(masker.address(n, n) for n in i.documents),
        "date_basis": masker.words(scope, i.date_basis),
        "place_basis": masker.words(scope, i.place.basis) if i.place else None,
        "flags": joined(dict.fromkeys(flags)),
    }


def _how(basis: str, by: Sequence[str], denied: Sequence[str]) -> str:
    told = f"{basis} by {', '.join(by)}" if by else basis
    return f"{told}, denied by {', '.join(denied)}" if denied else told


def leave(told: Told, why: Unfit, table: Table, written: Written, masker: Masker) -> None:
    """Puts an incident on the list of those that were left out."""
    i, total = told.incident, total_of(told)
    scope = i.documents
    reason = masker.known(scope, why.reason)
    written.left_out.append(LeftOut(i.incident_id, why.short))
    table.add(
        flat(
            {
                "incident_id": i.incident_id,
                "code": why.code,
                "reason": reason,
                "date": date_words(i),
                "place": place_words(i, lambda n: masker.known(scope, n)),
                "kind": i.kind,
                "killed_low": total.low if total else None,
                "killed_best": total.best if total else None,
                "killed_high": total.high if total else None,
                "reports": i.reports,
                "documents": joined(masker.address(n, n) for n in i.documents),
            }
        )
    )
