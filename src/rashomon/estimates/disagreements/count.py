"""count: different numbers for one harm and side. Growth of one speaker's toll is an update, not a dispute."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.estimates.evidence import RANK, Evidence
from rashomon.estimates.figures import compatible, core, exact, numeric, printed, rivals, same_number, wordy
from rashomon.estimates.revisions import LastWord
from rashomon.estimates.weighing import Weighed
from rashomon.model import Claim, Disagreement, Estimate, Value


def find(evidence: Evidence, weighed: dict[str, list[Weighed]], estimates: tuple[Estimate, ...]) -> list[Disagreement]:
    """Rows for outlet errors, for one speaker's changing figure, and for speakers who differ."""
    best = {(e.harm, e.side): e.best for e in estimates}
    out: list[Disagreement] = []
    for harm in sorted(weighed):
        for w in weighed[harm]:
            field = f"{harm}, {w.row.side or 'all sides'}"
            preferred = best.get((harm, w.row.side))
            shown = None if preferred is None else str(preferred)
            out.extend(_errors(field, w, evidence, shown))
            for word in w.words:
                out.extend(_moves(field, w, word, evidence, shown))
            out.extend(_between(field, w, shown))
    return out


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({c.claim_id for c in claims}))


def _label(claims: list[Claim]) -> str:
    """The number as the plainest claim prints it."""
    return printed(min(claims, key=lambda c: (not exact(c), not numeric(c), c.approx, c.claim_id)))


def _errors(field: str, w: Weighed, evidence: Evidence, preferred: str | None) -> list[Disagreement]:
    out = []
    by_text: dict[str, list[Claim]] = {}
    for c in w.row.claims:
        if c.claim_id in w.struck:
            by_text.setdefault(printed(c), []).append(c)
    for number in sorted(by_text):
        wrong = by_text[number]
        right = {a.claim_id: a for c in wrong for a in w.struck[c.claim_id][1]}
        agreeing = [c for c in w.row.claims if c.claim_id not in w.struck and any(same_number(c, a) for a in right.values())]
        says = _label(list(right.values()))
        why = f"the text's own {number} differs from its own sources, who say {says}"
        out.append(
            Disagreement(
                "count",
                field,
                (Value(number, _ids(wrong)), Value(says, _ids(agreeing))),
                "outlet_error",
                preferred,
                why,
                "estimates.outlet_error",
            )
        )
    return out


def _moves(field: str, w: Weighed, word: LastWord, evidence: Evidence, preferred: str | None) -> list[Disagreement]:
    """One speaker, several figures. Open words count only where they contradict its number."""
    old = [c for c in word.replaced if not wordy(c) or not compatible(c, word.claim)]
    texts = {evidence.text_of(c) for c in (*old, *word.same)}
    if not old or ((word.change in {"unsettled", "beside"} or len(texts) == 1) and all(compatible(c, word.claim) for c in old)):
        return []
    groups = [*_by_number(old, w, evidence), list(word.same)]
    counted = [c for c in old if not wordy(c)]
    who = word.voice.name
    figures = " and ".join(dict.fromkeys(_label(g) for g in groups))
    if not counted:
        fresh = [c for c in old if evidence.text_of(c) not in w.stale]
        resolution = "unresolved" if fresh else "update_by_same_speaker"
        why = f"{who} gives {figures}; the number stands before the word" + ("" if fresh else ", which belongs to its earlier toll")
    elif word.change in {"unsettled", "beside"}:
        resolution, why = "unresolved", f"{who} gives {figures}, and nothing tells which is later"
    else:
        resolution = {"growth": "update_by_same_speaker"}.get(word.change, word.change)
        verb = {"growth": "its toll grew", "revised_down": "it lowered its figure", "corrected": "it corrected its figure"}[word.change]
        why = f"one speaker, {who}, at different hours: {verb} ({figures})" + (
            "; the order is read from the figures" if word.inferred else ""
        )
    died = _died_of_wounds(word, w, evidence) if resolution == "revised_down" else None
    if died:
        resolution, why = "update_by_same_speaker", f"{who}: {died} of the wounded died and are counted with the dead ({figures})"
    values = tuple(Value(_label(g), _ids(g)) for g in groups)
    return [Disagreement("count", field, values, resolution, preferred, why, f"estimates.count.{resolution}")]


def _died_of_wounds(word: LastWord, w: Weighed, evidence: Evidence) -> int | None:
    """How many wounded became dead: the speaker's toll rose in the same two texts by at least as many as its wounded fell."""
    if word.claim.harm != "wounded":
        return None
    key = w.voice(word.claim, evidence).key
    dead = [
        c for c in evidence.claims if c.harm == "killed" and c.scope == "total" and numeric(c) and evidence.voices[c.claim_id].key == key
    ]
    for old in sorted((c for c in word.replaced if exact(c)), key=lambda c: c.claim_id):
        fell = (core(old) or 0) - (core(word.claim) or 0)
        before = [core(c) or 0 for c in dead if evidence.text_of(c) == evidence.text_of(old)]
        after = [core(c) or 0 for c in dead if evidence.text_of(c) in {evidence.text_of(s) for s in word.same}]
        if before and after and 0 < fell <= max(after) - max(before):
            return fell
    return None


def _by_number(claims: list[Claim], w: Weighed, evidence: Evidence) -> list[list[Claim]]:
    """Claims grouped by number, and words also by the hour they belong to ("several", beside the earlier and beside the later toll)."""
    groups: list[list[Claim]] = []
    for c in sorted(claims, key=lambda c: (core(c) or 0, evidence.text_of(c) not in w.stale, not exact(c), c.claim_id)):
        old = evidence.text_of(c) in w.stale
        for g in groups:
            if same_number(g[0], c) and (not wordy(c) or (evidence.text_of(g[0]) in w.stale) == old):
                g.append(c)
                break
        else:
            groups.append([c])
    return groups


def _between(field: str, w: Weighed, preferred: str | None) -> list[Disagreement]:
    """Last words of different speakers that cannot both be right."""
    clash = [x for x in w.words if any(rivals(x.claim, y.claim) or (x.added != y.added and x is not y) for y in w.words if y is not x)]
    clash = [x for x in clash if x.claim.low is not None or x.claim.high is not None]
    groups: list[list[LastWord]] = []
    for x in sorted(clash, key=lambda x: (core(x.claim) or 0, -RANK[x.relation], x.voice.key)):
        for g in groups:
            if same_number(g[0].claim, x.claim):
                g.append(x)
                break
        else:
            groups.append([x])
    if len(groups) < 2:
        return []
    values = tuple(Value(_label([x.claim for x in g]), _ids(c for x in g for c in x.same)) for g in groups)
    attributed = [x for x in clash if x.voice.kind != "outlet"]
    resolution = "disputed" if len({x.voice.key for x in attributed}) > 1 else "unresolved"
    said = "; ".join(f"{' and '.join(sorted({x.voice.name for x in g}))}: {_label([x.claim for x in g])}" for g in groups)
    return [
        Disagreement(
            "count", field, values, resolution, preferred, f"different speakers, different figures: {said}", f"estimates.count.{resolution}"
        )
    ]
