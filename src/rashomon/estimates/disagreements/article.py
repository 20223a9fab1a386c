"""count and retraction, by the article itself: a later version gives another figure, or a note takes one back. Never a dispute of an outlet with itself."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import core
from rashomon.estimates.sides import is_total
from rashomon.estimates.superseded import Gone, plainest
from rashomon.estimates.weighing import Weighed
from rashomon.model import Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """A row for each figure that an article changed or took back: an update, a lower count, a correction or a retraction, never an error."""
    groups: dict[tuple[str, str, int, str], list[Gone]] = {}
    for g in evidence.gone:
        if not is_total(g.claim, evidence) or (g.why == "replaced" and not g.now):
            continue
        groups.setdefault((g.claim.harm or "", g.why, core(g.claim) or 0, _label(g)), []).append(g)
    out = []
    for (harm, why, _, now), gone in sorted(groups.items()):
        was = plainest([g.claim for g in gone])
        side = next((g.claim.side for g in gone if g.claim.side), None) or "all sides"
        old = tuple(sorted(g.claim.claim_id for g in gone))
        new = tuple(sorted({c.claim_id for g in gone for c in g.now}))
        copies = sorted({evidence.documents[g.claim.document].outlet or g.claim.document for g in gone if g.copy})
        text = next((g.text for g in gone if not g.copy), gone[0].text)
        tail = f"; copied by {', '.join(copies)}" if copies else ""
        if why == "retracted":
            values = (Value(was, old), Value("taken back", ()))
            out.append(
                Disagreement("retraction", f"{harm}, {side}", values, "retracted", None, f"{was} {text}{tail}", "estimates.note.retracted")
            )
            continue
        how = "corrected" if why == "corrected" else _moved(gone[0])
        values = (Value(was, old), Value(now, new))
        out.append(Disagreement("count", f"{harm}, {side}", values, how, now if now.isdigit() else None,
                                f"{was}, {text}: {now}{tail}", f"estimates.count.{how}"))  # fmt: skip
    return out


def _label(gone: Gone) -> str:
    if gone.right is not None:
        return str(gone.right)
    if not gone.now:
        return "no figure"
    return plainest(gone.now)


def _moved(gone: Gone) -> str:
    new = max(core(c) or 0 for c in gone.now)
    return "revised_down" if new < (core(gone.claim) or 0) else "update_by_same_speaker"
