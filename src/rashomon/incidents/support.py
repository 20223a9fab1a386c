"""How well each report of an incident is tied to the others: what "same incident" is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.incidents.context import Context
from rashomon.incidents.features import score
from rashomon.model import IncidentMention

#: Others that a mention is compared with; an incident of hundreds of reports needs no more to know its own.
COMPARED = 24


def support(told: Sequence[IncidentMention], incident_of: Mapping[str, str | None]) -> dict[str, float | None]:
    """By mention: the best score with another document's mention of its incident (:mod:`rashomon.incidents.features`), None where it is alone.

    ``incident_of`` maps claims to incidents.
    """
    members: dict[str, list[IncidentMention]] = defaultdict(list)
    for m in sorted(told, key=lambda m: (m.document_id, m.document, m.mention_id)):
        incident = next((i for c in m.claims if (i := incident_of.get(c))), None)
        if incident is not None:
            members[incident].append(m)
    context = Context(frozenset())
    out: dict[str, float | None] = {}
    for group in members.values():
        for m in group:
            others = [o for o in group if o.document != m.document][:COMPARED]
            out[m.mention_id] = max((score(m, o, context) for o in others), default=None)
    return out
