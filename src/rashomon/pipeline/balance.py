"""Nothing is dropped in silence: what came in, and where it went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.pipeline.derive import Derived
from rashomon.store import derived_tables as d


@dataclass(frozen=True, slots=True)
class Balance:
    """documents = used + set_aside (with reasons); figures = in_claims + figures_aside (with reasons)."""

    documents: int
    used: int
    documents_aside: tuple[tuple[str, str], ...]  # (name, reason)
    figures: int
    in_claims: int
    figures_aside: tuple[tuple[str, int], ...]  # (reason, how many)

    @property
    def set_aside(self) -> int:
        """Figures set aside in all."""
        return sum(n for _, n in self.figures_aside)


def balance_of(derived: Derived) -> Balance:
    """Counts of a derivation. A figure that two claims share ("one from each side") is one figure."""
    aside: Counter[str] = Counter(s.reason for group in derived.set_aside.values() for s in {(s.start, s.end): s for s in group}.values())
    figures = {(c.document, c.start, c.end, c.words) for c in derived.claims if c.kind == "casualty" and c.words}
    return Balance(
        documents=len(derived.documents),
        used=sum(d.status == "used" for d in derived.documents),
        documents_aside=tuple((d.name, d.reason or "") for d in derived.documents if d.status != "used"),
        figures=len(figures) + sum(aside.values()),
        in_claims=len(figures),
        figures_aside=tuple(sorted(aside.items(), key=lambda kv: (-kv[1], kv[0]))),
    )


def balance_in(db: sa.Connection) -> Balance:
    """The same counts of everything in a ledger."""
    docs, claims, aside = d.documents.c, d.claims.c, d.set_aside.c
    count = sa.func.count()
    states: dict[str, int] = {r[0]: int(r[1]) for r in db.execute(sa.select(docs.status, count).group_by(docs.status))}
    away = db.execute(sa.select(docs.document, docs.reason).where(docs.status != "used").order_by(docs.document))
    told = (
        sa.select(claims.document, claims.start, claims.end, claims.words).where(claims.kind == "casualty", claims.words != "").distinct()
    )
    used = int(db.scalar(sa.select(count).select_from(told.subquery())) or 0)
    reasons = {str(r[0]): int(r[1]) for r in db.execute(sa.select(aside.reason, count).group_by(aside.reason))}
    return Balance(
        documents=sum(states.values()),
        used=states.get("used", 0),
        documents_aside=tuple((r.document, r.reason or "") for r in away),
        figures=used + sum(reasons.values()),
        in_claims=used,
        figures_aside=tuple(sorted(reasons.items(), key=lambda kv: (-kv[1], kv[0]))),
    )
