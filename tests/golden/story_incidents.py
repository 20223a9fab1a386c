"""Answers on incidents: which row is which, its dates, places, figures, who did it, where reports contradict one another, links."""

from __future__ import annotations

from typing import Any

from story import Checks, Output, Story, plain, right_ones, same_name, span_of, text_of, words_of


def _place_names(row: dict[str, Any]) -> list[str]:
    return [n for n in [(row["place"] or {}).get("name"), *(p["name"] for p in row["places"])] if n]


def match_incidents(story: Story, output: Output) -> dict[str, dict[str, Any]]:
    """Expected incident → row, one to one, by date, place words, harm and documents; the best pairs first."""
    pairs = []
    for spec in story.expected["incidents"]:
        for row in output.incidents:
            day = row["date_start"] == plain(spec["date_start"])
            place = any(words_of(spec["place"]) & words_of(n) for n in _place_names(row))
            harms = {f["harm"] for f in spec["figures"] if not f.get("absent")}
            figures = {(f["harm"], f["best"]) for f in spec["figures"] if not f.get("absent")}
            got = {(e["harm"], e["best"]) for e in row["estimates"]}
            shared = len(set(spec["documents"]) & set(row["documents"])) / len(set(spec["documents"]) | set(row["documents"]))
            hold = day + place
            score = 3 * day + 2 * place + len(figures & got) + bool(harms & {h for h, _ in got}) + 2 * shared - 2 * bool(row["background"])
            if hold and shared and score > 3:
                pairs.append((-score, spec["id"], row["incident_id"], row))
    out: dict[str, dict[str, Any]] = {}
    taken: set[str] = set()
    for _, spec_id, row_id, row in sorted(pairs, key=lambda p: p[:3]):
        if spec_id not in out and row_id not in taken:
            out[spec_id] = row
            taken.add(row_id)
    return out


def check_incidents(story: Story, output: Output, matched: dict[str, dict[str, Any]], out: Checks) -> None:
    for spec in story.expected["incidents"]:
        at = f"incidents/{spec['id']}"
        row = matched.get(spec["id"])
        what = f"{text_of(spec['date_start'])} {spec['place']}"
        if not out.add(f"{at}/found", what, "found" if row else "no such incident", row is not None) or row is None:
            continue
        out.add(f"{at}/date", f"{text_of(spec['date_start'])}–{text_of(spec['date_end'])}", f"{row['date_start']}–{row['date_end']}")
        out.add(f"{at}/date_precision", spec["date_precision"], row["date_precision"])
        names = _place_names(row)
        out.add(f"{at}/place", spec["place"], names, any(words_of(spec["place"]) <= words_of(n) for n in names))
        out.add(f"{at}/status", right_ones(spec, "status"), row["status"], row["status"] in right_ones(spec, "status"))
        out.add(f"{at}/background", False, row["background"])
        wanted, allowed = spec["attackers"], [*spec["attackers"], *spec.get("attackers_ok", ())]
        fits = all(any(same_name(a, g) for g in row["attackers"]) for a in wanted) and all(
            any(same_name(g, a) for a in allowed) for g in row["attackers"]
        )
        out.add(f"{at}/attackers", wanted, row["attackers"], fits)
        for want in spec.get("attribution", ()):
            _attribution(at, want, row, out)
        may = {*spec["documents"], *spec.get("documents_ok", ())}
        out.add(f"{at}/documents", spec["documents"], row["documents"], set(spec["documents"]) <= set(row["documents"]) <= may)
        for key in ("reports", "texts"):
            if key in spec:
                out.add(f"{at}/{key}", spec[key], row[key])
        for want in spec["figures"]:
            _figure(at, want, row, out)
    used = {r["incident_id"] for r in matched.values()}
    beside = [r for r in output.incidents if r["incident_id"] not in used and _stands_out(story, output, r)]
    shown = [f"{r['date_start']} {(r['place'] or {}).get('name')}: {_quotes(output, r)}" for r in beside]
    out.add("incidents/no_others", "no other incident with dead or wounded", "; ".join(shown) or "none", not beside)


def _attribution(at: str, want: dict[str, Any], row: dict[str, Any], out: Checks) -> None:
    found = [a for a in row["attribution"] if same_name(a["actor"], want["actor"])]
    basis = right_ones(want, "basis")
    denied = [d for a in found for d in a["denied_by"]]
    fits = any(a["basis"] in basis for a in found) and ("denied_by" not in want or any(same_name(want["denied_by"], d) for d in denied))
    got = [
        f"{a['actor']} {a['basis']}" + (f", denied by {', '.join(a['denied_by'])}" if a["denied_by"] else "") for a in row["attribution"]
    ]
    denial = f", denied by {want['denied_by']}" if "denied_by" in want else ""
    out.add(f"{at}/attribution/{want['actor']}", f"{want['actor']} {'|'.join(basis)}{denial}", got, fits)


def _estimate(row: dict[str, Any], harm: str, side: str) -> dict[str, Any] | None:
    mine = [e for e in row["estimates"] if e["harm"] == harm]
    if side == "total":
        total = [e for e in mine if e["side"] is None]
        total.sort(key=lambda e: e["over"] != "all_sides")
        return total[0] if total else None
    named = [e for e in mine if e["side"] is not None and same_name(e["side"], side)]
    return named[0] if named else None


def _figure(at: str, want: dict[str, Any], row: dict[str, Any], out: Checks) -> None:
    harm = want["harm"]
    if want.get("absent"):
        rows = [e for e in row["estimates"] if e["harm"] == harm]
        out.add(f"{at}/{harm}/absent", "no row", [f"{e['side']} {e['low']}/{e['best']}/{e['high']}" for e in rows] or "no row", not rows)
        return
    at = f"{at}/{harm}/{want['side']}"
    found = next((e for s in right_ones(want, "side") if (e := _estimate(row, harm, s)) is not None), None)
    others = [f"{e['side']} {e['low']}/{e['best']}/{e['high']}" for e in row["estimates"] if e["harm"] == harm]
    if not out.add(f"{at}/found", "a row", "a row" if found else f"none ({text_of(others)})", found is not None) or found is None:
        return
    for key in ("low", "best", "high"):
        right = right_ones(want, key)
        out.add(f"{at}/{key}", right, found[key], found[key] in right)
    reasons = [r and str(r).replace("_", " ") for r in right_ones(want, "withheld")]
    got = found["best_withheld"] and found["best_withheld"].replace("_", " ")
    out.add(f"{at}/withheld", reasons, got, got in reasons)
    if "speakers" in want:
        out.add(f"{at}/speakers", want["speakers"], found["basis"]["speakers"])


def _quotes(output: Output, row: dict[str, Any]) -> str:
    mine = [c for c in output.claims if c["incident_id"] == row["incident_id"] and c["kind"] == "casualty"]
    return " | ".join(f"{c['document']} “{c['quote'][:50]}”" for c in mine[:2])


def _stands_out(story: Story, output: Output, row: dict[str, Any]) -> bool:
    """Whether a row is an incident of its own with dead or wounded that the story does not have."""
    if row["background"] or row["kind"] == "aggregate" or not row["estimates"]:
        return False
    own = [c for c in output.claims if c["incident_id"] == row["incident_id"] and c["kind"] == "casualty"]
    may = [f for f in story.expected["not_figures"] if f.get("separate") or f.get("aggregate")]
    spans = {(f["document"], *span_of(story, f)) for f in may}
    return not own or not all(any(d == c["document"] and a < c["end"] and c["start"] < b for d, a, b in spans) for c in own)


def check_disagreements(story: Story, output: Output, matched: dict[str, dict[str, Any]], out: Checks) -> None:
    claims = {c["claim_id"]: c for c in output.claims}
    for spec in story.expected["disagreements"]:
        row = matched.get(spec["incident"])
        if row is None:
            continue
        kinds = [
            d
            for d in row["disagreements"]
            if d["type"] in right_ones(spec, "type") and (d["type"] != "count" or spec["field"] in d["field"])
        ]
        wanted = [spec.get("values", []), *spec.get("values_ok", [])]
        fits = [
            d for d in kinds if d["resolution"] in right_ones(spec, "resolution") and any(set(w) <= _numbers(d, claims) for w in wanted)
        ]
        got = [
            f"{d['type']} ({d['field']}) {d['resolution']}: {' / '.join(v['value'] for v in d['values'])}"
            for d in (kinds or row["disagreements"])
        ]
        what = f"{spec['type']} ({spec['field']}) {'|'.join(map(str, right_ones(spec, 'resolution')))}: {' / '.join(map(str, spec.get('values', [])))}"
        out.add(f"disagreements/{spec['incident']}/{spec['type']}/{spec['field']}", what, got, bool(fits))
    for spec in story.expected.get("no_disagreements", ()):
        row = matched.get(spec["incident"])
        if row is None:
            continue
        numbers = set(spec["values"])
        bad = [
            d
            for d in row["disagreements"]
            if d["type"] == spec["type"] and _numbers(d, claims) == numbers and d["resolution"] != "different_incidents"
        ]
        got = [f"{d['field']} {d['resolution']}" for d in bad]
        out.add(f"disagreements/{spec['incident']}/no_{spec['type']}", f"none of {spec['values']}: {spec['why']}", got, not bad)
    for spec in story.expected["incidents"]:
        row = matched.get(spec["id"])
        if row is not None:
            asked = {d["field"] for d in story.expected["disagreements"] if d["incident"] == spec["id"] and d["type"] == "count"}
            more = [
                d
                for d in row["disagreements"]
                if d["type"] == "count" and not any(a in d["field"] for a in asked) and d["resolution"] == "disputed"
            ]
            got = [f"{d['field']}: {' / '.join(v['value'] for v in d['values'])}" for d in more]
            out.add(f"disagreements/{spec['id']}/no_other_disputed_count", "none", got or "none", not more)


def _numbers(row: dict[str, Any], claims: dict[str, dict[str, Any]]) -> set[int]:
    mine = [claims[c] for v in row["values"] for c in v["claims"] if c in claims]
    return {n for c in mine for n in (c["low"], c["high"]) if n is not None}


def check_links(story: Story, matched: dict[str, dict[str, Any]], out: Checks) -> None:
    for spec in story.expected["links"]:
        row, other = matched.get(spec["from"]), matched.get(spec["to"])
        if row is None or other is None or spec.get("optional"):
            continue
        names = {r["incident_id"]: i for i, r in matched.items()}
        got = [f"{link['type']} {names.get(link['incident_id'], 'another')}" for link in row["links"]]
        fits = any(link["type"] in right_ones(spec, "type") and link["incident_id"] == other["incident_id"] for link in row["links"])
        out.add(f"links/{spec['from']}/{spec['type']}/{spec['to']}", f"{spec['type']} {spec['to']}", got, fits)
