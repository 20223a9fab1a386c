"""includes_attackers: totals that differ because one counts the attackers among the dead. They do not contradict each other."""

from __future__ import annotations

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import by_attackers, printed, wordy
from rashomon.estimates.weighing import Weighed
from rashomon.model import Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """One row per toll that is told with and without the attackers."""
    out = []
    for harm in sorted(weighed):
        for w in weighed[harm]:
            claims = [c for c in w.row.claims if not wordy(c)]
            with_them = [c for c in claims if c.includes_attackers == "yes"]
            without = [c for c in claims if any(by_attackers(c, d) for d in with_them)]
            with_them = [c for c in with_them if any(by_attackers(c, d) for d in without)]
            if not without:
                continue
            values = tuple(
                Value(
                    f"{', '.join(dict.fromkeys(printed(c) for c in group))} {word} the attackers", tuple(sorted(c.claim_id for c in group))
                )
                for group, word in ((with_them, "with"), (without, "without"))
            )
            field = f"{harm}, {w.row.side or 'all sides'}"
            why = "one figure counts the attackers among the dead, the other does not: no contradiction"
            out.append(Disagreement("includes_attackers", field, values, "unresolved", None, why, "estimates.includes_attackers"))
    return out
