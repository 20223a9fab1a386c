"""What a careful reader should find in the articles, as gold data: documents with claims and statements, incidents with figures, disagreements.

The form is that of gold sets of annotated news, so that the same scorer reads both. A figure's ``best`` is the true toll where some article tells it, and
None where none does: no reading can find what is not written. ``low`` and ``high`` are the lowest and highest figure told of that harm and side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rashomon.model import Claim
from rashomon.simulate.assemble import Printed
from rashomon.simulate.gold_differ import differ
from rashomon.simulate.true_rows import told_of
from rashomon.simulate.war import TrueIncident
from rashomon.simulate.world import World

#: Words for a side where the text names none: they are right, too.
GENERIC = {
    "civilian": ("civilians", "unknown"),
    "combatant": ("soldiers", "troops", "army", "rebels", "fighters", "insurgents", "militants"),
    "police": ("police", "police officers", "policemen"),
}
#: Stances of statements that are scored: what is asserted in passing is not.
SCORED = ("denies", "blames", "claims_responsibility", "could_not_verify")


def gold(world: World, incidents: Mapping[str, TrueIncident], printed: Iterable[Printed]) -> dict[str, Any]:
    """The gold data of a stream."""
    articles = list(printed)
    told = told_of(articles)
    told_truth = {k: incidents[k] for k in sorted(told)}
    ids = {(a.record["id"], claim): name for a in articles for claim, name in _names(a).items()}
    docs = [_document(a, ids, told_truth) for a in articles]
    by_incident: dict[str, list[tuple[Printed, Claim]]] = {}
    for a in articles:
        for c in a.reading.claims:
            if (truth := a.truth[c.claim_id]) is not None:
                by_incident.setdefault(truth, []).append((a, c))
    return {
        "name": f"simulated war, seed {world.seed}",
        "aliases": aliases(world),
        "word_aliases": {},
        "same_incident_ok": [],
        "scored_stances": list(SCORED),
        "docs": docs,
        "incidents": [_incident(i, told[k], by_incident[k], ids) for k, i in told_truth.items()],
        "disagreements": [d for k in told_truth for d in differ(incidents[k], by_incident[k], ids)],
    }


def aliases(world: World) -> dict[str, list[str]]:
    """Other names of each actor."""
    out = {"civilians": ["residents", "villagers", "people", "civilian"]}
    speakers = [world.ministry, world.health, world.monitor, world.relief, *(world.group(r) for r in world.rebels)]
    speakers += [world.police(t) for t in {t.admin1: t for t in world.towns}.values()]
    for s in speakers:
        out[s.actor] = sorted({s.text.removeprefix("the "), *(o.removeprefix("the ") for o in s.others)} - {s.actor})
    out[world.country] = [f"{world.country} army", f"army of {world.country}", f"government of {world.country}"]
    return out


def _names(article: Printed) -> dict[str, str]:
    """Claim ids of the gold data: C for figures, S for statements, in order of the text."""
    out: dict[str, str] = {}
    count = {"casualty": 0, "statement": 0}
    for c in article.reading.claims:
        count[c.kind] += 1
        out[c.claim_id] = f"{article.record['id']}-{'C' if c.kind == 'casualty' else 'S'}{count[c.kind]}"
    return out


def _document(a: Printed, ids: Mapping[tuple[str, str], str], told: Mapping[str, TrueIncident]) -> dict[str, Any]:
    rows: dict[str, list[dict[str, Any]]] = {"casualty": [], "statement": []}
    for c in a.reading.claims:
        rows[c.kind].append(_claim(a, c, ids[a.record["id"], c.claim_id], told))
    return {
        "document": a.record["id"],
        "outlet": a.record["outlet"],
        "published": a.record.get("published", "")[:10] or None,
        "text": a.record["text"],
        "claims": rows["casualty"],
        "statements": rows["statement"],
    }


def _claim(a: Printed, c: Claim, name: str, told: Mapping[str, TrueIncident]) -> dict[str, Any]:
    speaker = c.speaker
    truth = a.truth[c.claim_id]
    row: dict[str, Any] = {
        "id": name, "start": c.start, "end": c.end, "quote": c.quote, "speaker": speaker.actor if speaker else None,
        "speaker_start": speaker.start if speaker else None, "speaker_end": speaker.end if speaker else None,
        "voice": c.voice, "stance": c.stance, "incident": truth, "negated": c.negated,
    }  # fmt: skip
    if c.kind == "statement":
        return row | {"target": c.target, "cue": c.cue.text if c.cue else None}
    of = a.of.get(c.claim_id)
    status = told[truth].loss(of).status if truth and of else "unknown"
    others = [*GENERIC.get(status, ()), *([of] if of and c.side is None else []), *([None] if c.side in (None, "civilians") else [])]
    return row | {
        "harm": c.harm, "low": c.low, "high": c.high, "words": c.words, "victims": c.victims.text if c.victims else None, "side": c.side,
        "side_ok": others, "perpetrator": None, "background": c.background, "scope": c.scope, "optional": c.scope == "part",
        "fault": a.faults.get(c.claim_id),
    }  # fmt: skip


def _incident(
    i: TrueIncident, documents: tuple[str, ...], claims: list[tuple[Printed, Claim]], ids: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    main = {a.record["id"] for a, c in claims if any(m.main and c.claim_id in m.claims for m in a.reading.incidents)}
    return {
        "id": i.truth_id, "date_start": i.day.isoformat(), "date_end": i.day.isoformat(), "date_prec": "day", "place": i.town.name,
        "admin1": i.town.admin1, "country": i.town.country, "kind": i.kind, "attackers": [i.doer], "targets": sorted(i.killed),
        "status": "reported", "background": False, "docs": list(documents), "main_of": sorted(main),
        "figures": [f for harm in ("killed", "wounded") for loss in i.losses if (f := _figure(i, harm, loss.side, claims, ids)) is not None],
    }  # fmt: skip


def _figure(
    i: TrueIncident, harm: str, side: str, claims: list[tuple[Printed, Claim]], ids: Mapping[tuple[str, str], str]
) -> dict[str, Any] | None:
    loss = i.loss(side)
    true = loss.killed if harm == "killed" else loss.wounded
    held: dict[tuple[int | None, int | None], list[str]] = {}
    for a, c in claims:
        if c.harm == harm and c.scope == "total" and a.of.get(c.claim_id) == side and not c.background:
            held.setdefault((c.low, c.high), []).append(ids[a.record["id"], c.claim_id])
    if not held:
        return None
    ends = [n for pair in held for n in pair if n is not None]
    return {
        "harm": harm, "side": side, "side_ok": [*GENERIC[loss.status], *([None] if len(i.losses) == 1 else [])], "scope": "total", "true": true,
        "best": true if (true, true) in held else None, "low": min(ends), "high": max(ends),
        "why": "the true toll, which stands in an article" if (true, true) in held else "no article tells the true toll",
        "values": [{"low": low, "high": high, "claims": sorted(c)} for (low, high), c in sorted(held.items(), key=str)],
    }  # fmt: skip
