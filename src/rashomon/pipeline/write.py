"""Writes what a run leaves behind: the ledger, the three JSON Lines files, and the page that was asked for."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rashomon.errors import LedgerError, RashomonError
from rashomon.gazetteer import get_gazetteer
from rashomon.model import Incident
from rashomon.pipeline.balance import Balance
from rashomon.pipeline.derive import Derived
from rashomon.store import Ledger, Reading
from rashomon.store.rows import claim_row, document_row, incident_row, write_jsonl

#: Writes the page for people; it lives above this room and is handed in.
Page = Callable[[Path, Derived, Balance], None]


def write_all(
    out: Path,
    ledger: Ledger,
    fresh: Sequence[Reading],
    derived: Derived,
    balance: Balance,
    *,
    version: str,
    page: Page | None,
    corrections: Mapping[str, str],
) -> None:
    """Checks every quote against its document, then writes. Raises LedgerError where the disk is full or the folder read-only."""
    texts = {d.name: d.text for d in derived.documents}
    wrong = [c for c in derived.claims if texts[c.document][c.start : c.end] != c.quote]
    if wrong:
        bad = wrong[0]
        raise RashomonError(
            f"a quote is not verbatim ({bad.document} at {bad.start}); nothing was written. This is an error of the program."
        )
    group_of = {name: g for g in derived.groups for name in g.documents}
    told: dict[str, list[Incident]] = {}
    for incident in derived.incidents:
        for name in incident.documents:
            told.setdefault(name, []).append(incident)
    documents = [document_row(d, group_of.get(d.name), told.get(d.name, [])) for d in sorted(derived.documents, key=lambda d: d.name)]
    claims = [claim_row(c) for c in derived.claims]
    incidents = [incident_row(i) for i in derived.incidents]
    aside = [
        {"document": name, "start": s.start, "end": s.end, "words": s.words, "reason": s.reason}
        for name, group in sorted(derived.set_aside.items())
        for s in {(s.start, s.end): s for s in group}.values()
    ]
    ledger.write(
        readings=fresh,
        documents=documents,
        claims=claims,
        incidents=incidents,
        set_aside=aside,
        policy=derived.policy,
        version=version,
        summary={
            "documents": balance.documents,
            "used": balance.used,
            "figures": balance.figures,
            "in_claims": balance.in_claims,
            "gazetteers": get_gazetteer().added,
        },
        corrections=corrections,
    )
    try:
        write_jsonl(out / "documents.jsonl", documents)
        write_jsonl(out / "claims.jsonl", claims)
        write_jsonl(out / "incidents.jsonl", incidents)
        if page is not None:
            page(out / "report.html", derived, balance)
    except OSError as err:
        full = err.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        where = out / Path(err.filename2 or err.filename).name if err.filename else out
        advice = "free some space" if full else "move what stands there away"
        raise LedgerError(f"{where} cannot be written ({err.strerror}); {advice} and run again: the ledger holds what was read") from err
    finally:
        for name in ("documents.jsonl", "claims.jsonl", "incidents.jsonl", "report.html"):
            (out / f"{name}.part").unlink(missing_ok=True)
