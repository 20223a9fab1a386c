"""Nothing is dropped in silence: what came in, and where it went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.pipeline.derive import Derived


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
    aside: Counter[str] = Counter(s.reason for group in derived.set_aside.values() for s in group)
    figures = {(c.document, c.start, c.end, c.words) for c in derived.claims if c.kind == "casualty" and c.words}
    return Balance(
        documents=len(derived.documents),
        used=sum(d.status == "used" for d in derived.documents),
        documents_aside=tuple((d.name, d.reason or "") for d in derived.documents if d.status != "used"),
        figures=len(figures) + sum(aside.values()),
        in_claims=len(figures),
        figures_aside=tuple(sorted(aside.items(), key=lambda kv: (-kv[1], kv[0]))),
    )
