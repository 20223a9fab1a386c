"""Whether reports that a reviewer did not know of speak against a merge or a split. Pure functions over the mentions of the incidents concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rashomon.incidents.features import THRESHOLD, VETO, Context, score, score_against
from rashomon.model import IncidentMention


def against_merge(
    halves: Sequence[IncidentMention], members: Iterable[IncidentMention], known: Callable[[IncidentMention], bool], context: Context
) -> IncidentMention | None:
    """A new report of a merged incident that rules out one of its ``halves``, where nothing known ruled that half out before.

    ``members`` are the mentions of the incident. The halves may rule one another out: that was so when they were put together.
    """
    own = {m.mention_id for m in halves}
    rest = sorted((m for m in members if m.mention_id not in own), key=lambda m: (m.document, m.mention_id))
    old = [*halves, *(m for m in rest if known(m))]
    for half in halves:
        if any(_vetoed(half, m, context) for m in old):
            continue
        for m in rest:
            if not known(m) and _vetoed(half, m, context):
                return m
    return None


def against_split(
    parts: Sequence[IncidentMention], others: Iterable[IncidentMention], known: Callable[[IncidentMention], bool], context: Context
) -> IncidentMention | None:
    """A new report, of a third document, of what two parted mentions tell, where nothing known told of both before.

    ``others`` are the mentions of the incidents of the parts.
    """
    own = {m.document for m in parts}
    rest = sorted((m for m in others if m.document not in own), key=lambda m: (m.document, m.mention_id))
    for n, a in enumerate(parts):
        for b in parts[n + 1 :]:
            joins = [m for m in rest if score(a, m, context) >= THRESHOLD and score(b, m, context) >= THRESHOLD]
            if joins and not any(known(m) for m in joins):
                return joins[0]
    return None


def _vetoed(a: IncidentMention, b: IncidentMention, context: Context) -> bool:
    return a.document != b.document and score_against(a, b, context) <= VETO
