"""Answers on claims: which must have been read and what each must say, and words that are no figure."""

from __future__ import annotations

from typing import Any

from story import Checks, Output, Story, right_ones, same_name, slug, span_of, text_of, words_of


def check_claims(story: Story, output: Output, kind: str, out: Checks) -> None:
    """Claims that must have been read, one to one, and what each must say."""
    taken: set[str] = set()
    for spec in story.expected.get(kind, ()):
        at = f"{kind}/{spec['document']}/{slug(spec['quote'])}"
        start, end = span_of(story, spec)
        near = [
            c
            for c in output.claims
            if c["document"] == spec["document"] and c["start"] < end and start < c["end"] and c["claim_id"] not in taken
        ]
        if kind == "claims":
            near = [c for c in near if c["kind"] == "casualty" and c["harm"] in right_ones(spec, "harm")]
        else:
            near = [c for c in near if c["stance"] in right_ones(spec, "stance")]
        if not near and spec.get("optional"):
            continue
        wanted = spec.get("harm") if kind == "claims" else spec.get("stance")
        others = [
            f"{c['harm'] or c['stance']} “{c['quote'][:60]}”"
            for c in output.claims
            if c["document"] == spec["document"] and c["start"] < end and start < c["end"]
        ]
        if not out.add(f"{at}/found", f"{wanted} at “{spec['quote']}”", "found" if near else f"not read ({text_of(others)})", bool(near)):
            continue
        best = max(near, key=lambda c: (_fitting(spec, c), min(end, c["end"]) - max(start, c["start"]), -c["start"], c["claim_id"]))
        taken.add(best["claim_id"])
        for key in (
            "low",
            "high",
            "side",
            "speaker",
            "scope",
            "groups",
            "includes_attackers",
            "victim_status",
            "perpetrator",
            "target",
            "denies",
            "voice",
        ):
            if key in spec:
                out.add(f"{at}/{key}", right_ones(spec, key), _value(best, key), _fits(spec, best, key))


def _value(claim: dict[str, Any], key: str) -> Any:
    if key == "speaker":
        speaker = claim["speaker"]
        return f"{speaker['actor']} “{speaker['text']}”" if speaker else None
    return claim[key]


def _fits(spec: dict[str, Any], claim: dict[str, Any], key: str) -> bool:
    right = [None if v == "null" else v for v in right_ones(spec, key)]
    if key == "speaker":
        speaker = claim["speaker"]
        return (
            (None in right) if not speaker else any(r and (same_name(speaker["actor"], r) or same_name(speaker["text"], r)) for r in right)
        )
    if key == "groups":
        return set(spec["groups"]) <= set(claim["groups"])
    if key in {"side", "perpetrator", "target"}:
        return any(same_name(claim[key], r) for r in right)
    return claim[key] in right


def _fitting(spec: dict[str, Any], claim: dict[str, Any]) -> int:
    return sum(_fits(spec, claim, k) for k in ("low", "high", "side", "scope", "speaker") if k in spec)


def check_not_figures(story: Story, output: Output, out: Checks) -> None:
    """Words that look like a figure of the incident and are none."""
    background = {r["incident_id"] for r in output.incidents if r["background"]}
    aggregate = {r["incident_id"] for r in output.incidents if r["kind"] == "aggregate"}
    for spec in story.expected["not_figures"]:
        start, end = span_of(story, spec)
        bad = [
            c
            for c in output.claims
            if c["kind"] == "casualty" and c["document"] == spec["document"] and c["start"] < end and start < c["end"]
        ]
        # A claim whose quote only touches the words (a long clause with a real figure in it) is not one made of them.
        bad = [c for c in bad if _made_of(c, start, end, story.texts[spec["document"]])]
        if spec.get("background"):
            bad = [c for c in bad if not c["background"] and c["incident_id"] not in background and c["incident_id"] is not None]
        if spec.get("aggregate"):
            bad = [c for c in bad if c["incident_id"] not in aggregate]
        if spec.get("separate"):
            expected_documents = [set(i["documents"]) for i in story.expected["incidents"]]
            mixed = {
                r["incident_id"]
                for r in output.incidents
                if any(set(r["documents"]) & d and len(r["documents"]) > 1 for d in expected_documents)
            }
            bad = [c for c in bad if c["incident_id"] in mixed]
        got = [f"{c['harm']} {c['low']}–{c['high']} “{c['quote'][:60]}”" for c in bad]
        out.add(f"not_figures/{spec['document']}/{slug(spec['quote'])}", f"no figure: {spec['why']}", got or "none", not bad)


def _made_of(claim: dict[str, Any], start: int, end: int, text: str) -> bool:
    inside = text[max(start, claim["start"]) : min(end, claim["end"])]
    return bool(words_of(claim["words"]) & words_of(inside)) if claim["words"] else claim["start"] >= start or claim["end"] <= end
