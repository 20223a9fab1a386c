"""Low, best and high of each incident, held against what a reader made of the same articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task, right
from benchmarks.tasks.whole import SETS, gold_of, run_of, scorer

WAYS = ("articles", "fakes", "world", "invented")


def sets(split: str) -> list[str]:
    """The gold sets that have this half."""
    return [w for w in WAYS if f"{w}-{split}" in SETS and SETS[f"{w}-{split}"][0].exists()]


def asked(gold: dict[str, Any]) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(name of the case, incident, figure) of every figure with a best, of incidents that the articles of this half tell of, as ``score.py`` asks."""
    merged = merger(gold)
    told = {merged(c["incident"]) for d in gold["docs"] for c in scored(d["claims"]) if c.get("incident") and not c.get("background")}
    out = []
    for incident in gold["incidents"]:
        if incident.get("background") or merged(incident["id"]) not in told:
            continue
        for number, figure in enumerate(incident.get("figures", [])):
            if figure.get("best") is not None:
                out.append((f"{incident['id']}/{number}:{figure['harm']}", incident, figure))
    return out


def merger(gold: dict[str, Any]) -> Any:
    """Incident ids with those that a careful reader may take for one brought together."""
    same = {i: f"ok{k}" for k, group in enumerate(gold.get("same_incident_ok", [])) for i in group}
    return lambda i: same.get(i, i)


def scored(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims that ``score.py`` looks for."""
    return [c for c in claims if not c.get("optional") and (c["low"] is not None or c["high"] is not None)]


def contested(figure: dict[str, Any]) -> bool:
    """Whether the articles give more than one value."""
    return len({(v.get("low"), v.get("high")) for v in figure.get("values", [])}) > 1


def _rows_of(name: str) -> dict[str, dict[str, Any]]:
    """For each gold incident, the run's incident that shares most matched claims with it, as ``score.py`` chooses."""
    s, gold, folder = scorer(), gold_of(name), run_of(name)
    names = s.Names(gold.get("aliases", {}), gold.get("word_aliases", {}))
    merged = merger(gold)
    by_doc = defaultdict(list)
    for c in s.rows(folder / "claims.jsonl"):
        if c["kind"] == "casualty" and (c.get("low"), c.get("high")) != (None, None):
            by_doc[c["document"]].append(c)
    share: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in gold["docs"]:
        pairs, _, _ = s.match(
            scored(doc["claims"]),
            by_doc[doc["document"]],
            lambda g, p: s.harm_fits(g["harm"], p.get("harm")) and s.overlap(g, p) > 0,
            lambda g, p: sum(s.agree(g, p, names).values()) * 1000 + s.overlap(g, p),
        )
        for g, p in pairs:
            if not g.get("background") and g.get("incident"):
                share[merged(g["incident"])][p.get("incident_id") or p["claim_id"]] += 1
    rows = {r["incident_id"]: r for r in s.rows(folder / "incidents.jsonl")}
    return {g: rows.get(c.most_common(1)[0][0], {}) for g, c in share.items()}


def answers(incident: dict[str, Any] | None, figure: dict[str, Any], names: Any) -> dict[str, str]:
    """What the run's incident says to one figure of the gold: right, wrong, abstained (a row, and no best), missed (no incident, no row)."""
    sides = [figure.get("side"), *figure.get("side_ok", [])]
    rows = [
        e
        for e in (incident or {}).get("estimates", [])
        if figure["harm"] in (e["harm"], "casualties") and any(names.same(s, e.get("side")) for s in sides)
    ]
    given = [e for e in rows if e.get("best") is not None]
    twice = len({names.key(e.get("side")) for e in given}) < len(given)
    fits = any(e["best"] in (figure["best"], *figure.get("best_ok", [])) for e in given) and not twice
    out = {"best": "right" if fits else "twice" if twice else "wrong" if given else "abstained" if rows else "missed"}
    if contested(figure):
        out["contested"] = out["best"]
    if figure.get("low") is not None:
        ranges = ([figure["low"], figure["high"]], *figure.get("range_ok", []))
        out["range"] = "right" if any([e.get("low"), e.get("high")] in ranges for e in given) and not twice else "wrong"
    return out


def _figures(which: str, cases: tuple[Case, ...]) -> dict[str, float]:
    out = {f"{which} best exact": right(cases, "best"), f"{which} n": len(cases)}
    if many := sum("contested" in c.outcome for c in cases):
        out |= {f"{which} contested exact": right(cases, "contested"), f"{which} contested n": many}
    if any("range" in c.outcome for c in cases):
        out[f"{which} range exact"] = right(cases, "range")
    return out


def measure(split: str, small: bool) -> Result:
    """Every gold figure with a best, by incident."""
    cases: list[Case] = []
    figures: dict[str, float] = {}
    for which in sets(split):
        name = f"{which}-{split}"
        gold, found = gold_of(name), _rows_of(name)
        names = scorer().Names(gold.get("aliases", {}), gold.get("word_aliases", {}))
        merged = merger(gold)
        own = tuple(Case(f"{which}:{case}", answers(found.get(merged(i["id"])), f, names)) for case, i, f in asked(gold))
        cases += own
        figures |= _figures(which, own)
    return Result(tuple(cases), figures)


def _number(claim: dict[str, Any]) -> int:
    low, high = claim.get("low"), claim.get("high")
    return int(low if low is not None else high if high is not None else -1)


def baselines(split: str, small: bool) -> Baselines:
    """The largest number printed: of that harm in the incident's articles, and of those figures that a reader sorted to this very incident and side."""
    blind: dict[str, float] = {}
    told: dict[str, float] = {}
    for which in sets(split):
        gold = gold_of(f"{which}-{split}")
        docs = {d["document"]: d for d in gold["docs"]}
        outcome: dict[str, list[Case]] = {"blind": [], "told": []}
        for case, incident, figure in asked(gold):
            fits = (figure["best"], *figure.get("best_ok", []))
            printed = [c for d in incident["docs"] if d in docs for c in scored(docs[d]["claims"]) if c["harm"] == figure["harm"]]
            for key, values in (("blind", printed), ("told", figure.get("values", []))):
                word = "right" if max(map(_number, values), default=-1) in fits else "wrong"
                outcome[key].append(Case(case, {"best": word} | ({"contested": word} if contested(figure) else {})))
        blind |= {k: v for k, v in _figures(which, tuple(outcome["blind"])).items() if not k.endswith(" n")}
        if any(figure.get("values") for _, _, figure in asked(gold)):
            told |= {k: v for k, v in _figures(which, tuple(outcome["told"])).items() if not k.endswith(" n")}
    return {"largest number in its articles": blind, "largest of the figures a reader gave this row": told}


TASKS = (
    Task(
        "estimates",
        "low, best and high of an incident, the whole way",
        "gold incidents of articles, FA-KES, world and invented news",
        measure,
        baselines,
        {"fakes best exact": 0.7, "world best exact": 0.7, "fakes contested exact": 0.9, "world contested exact": 0.79},
    ),
)
