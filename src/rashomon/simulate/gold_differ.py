"""Where the articles contradict one another, and what kind of contradiction it is: told by who speaks, not by what is true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashomon.model import Claim
from rashomon.simulate.assemble import Printed
from rashomon.simulate.war import TrueIncident

Told = list[tuple[Printed, Claim]]
Ids = Mapping[tuple[str, str], str]


def differ(incident: TrueIncident, claims: Told, ids: Ids) -> list[dict[str, Any]]:
    """The disagreements about one incident: one speaker's figure that moves, speakers against one another, a denial against an accusation."""
    out = []
    for harm in ("killed", "wounded"):
        for loss in incident.losses:
            rows = [
                (a, c)
                for a, c in claims
                if c.harm == harm and c.scope == "total" and a.of.get(c.claim_id) == loss.side and c.low == c.high and not c.approx
            ]
            out += _moved(incident, harm, loss.side, rows, ids)
            out += _disputed(incident, harm, loss.side, rows, ids)
    return out + _denied(incident, claims, ids)


def _row(
    incident: TrueIncident, number: str, kind: str, field: str, values: dict[Any, list[str]], resolution: str, ok: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "id": f"{incident.truth_id}-{number}", "type": kind, "resolution": resolution, "resolution_ok": list(ok), "incident": incident.truth_id, "field": field,
        "values": [{"value": v, "claims": sorted(c)} for v, c in values.items()],
    }  # fmt: skip


def _by_voice(rows: Told) -> dict[str, Told]:
    """By speaker; a party is one speaker, whatever the office."""
    out: dict[str, Told] = {}
    for a, c in rows:
        if c.speaker is not None:
            out.setdefault(c.speaker.party or c.speaker.actor or "", []).append((a, c))
    return out


def _moved(incident: TrueIncident, harm: str, side: str, rows: Told, ids: Ids) -> list[dict[str, Any]]:
    out = []
    for voice, told in sorted(_by_voice(rows).items()):
        values: dict[Any, list[str]] = {}
        for a, c in told:
            if c.claim_id not in a.faults:
                values.setdefault(c.low, []).append(ids[a.record["id"], c.claim_id])
        if len(values) > 1:
            ok = ("revised_down", "corrected", "unresolved")
            out.append(_row(incident, f"{harm}-{side}-{voice}", "count", f"{harm}, {side}", values, "update_by_same_speaker", ok))
    return out


def _disputed(incident: TrueIncident, harm: str, side: str, rows: Told, ids: Ids) -> list[dict[str, Any]]:
    last: dict[str, tuple[int, list[str]]] = {}
    for voice, told in sorted(_by_voice(rows).items()):
        n = told[-1][1].low or 0
        last[voice] = (n, [ids[a.record["id"], c.claim_id] for a, c in told if c.low == n])
    values: dict[Any, list[str]] = {}
    for n, claims in last.values():
        values.setdefault(n, []).extend(claims)
    if len(values) < 2:
        return []
    ok = ("unresolved", "update_by_same_speaker", "revised_down")
    return [_row(incident, f"{harm}-{side}", "count", f"{harm}, {side}", values, "disputed", ok)]


def _denied(incident: TrueIncident, claims: Told, ids: Ids) -> list[dict[str, Any]]:
    denied = [ids[a.record["id"], c.claim_id] for a, c in claims if c.stance == "denies"]
    blamed = [ids[a.record["id"], c.claim_id] for a, c in claims if c.stance == "blames"]
    if not denied or not blamed:
        return []
    return [_row(incident, "denial", "denial", "who did it", {"denied": denied, "blamed": blamed}, "disputed", ("unresolved",))]
