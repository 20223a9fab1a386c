"""Who came to harm in MUC-4 reports: (document, harm, number) beside the answer keys.

The keys fill templates for terrorist acts against people who are no fighters, so soldiers and guerrillas killed in clashes, and what is told
of older attacks, are not in them. Recall is over all tuples of the keys; precision only over documents that have a template with victims,
and over claims of victims who are no fighters and of no older event, so it understates. "Plural" in the keys is any figure of two or more.
Names of two victims of one template in one sentence ("Ona Pel and Aran Bel were killed") are two tuples that one claim each can answer.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import rows
from rashomon.corpus import Article
from rashomon.model import Claim
from rashomon.pipeline.read import batches, read_batch

SMALL = 24  # documents
HARM = {"DEATH": "killed", "INJURY": "wounded"}
PLURAL = -1
_DIGITS = re.compile(r"\d+")


def documents(split: str, small: bool) -> list[dict[str, Any]]:
    """Every third document of a half, 250."""
    half = rows("muc4")[0 if split == "read" else 1 :: 2][::3]
    return half[:SMALL] if small else half


def tuples(row: dict[str, Any]) -> Counter[tuple[str, int]]:
    """Harm and number of each group of victims, from templates that are not optional; alternatives are resolved to the first number."""
    out: Counter[tuple[str, int]] = Counter()
    for template in row["templates"]:
        if template["optional"]:
            continue
        slots = template["slots"]
        numbers = {name: n["cat"] for n in slots["hum_tgt_number"] for name in n["strings"]}
        seen = set()
        for effect in slots["hum_tgt_effect_of_incident"]:
            harm = HARM.get(effect["cat"] or "")
            key = (effect["cat"], tuple(effect["strings"]))
            if harm is None or key in seen:
                continue
            seen.add(key)
            cat = next((numbers[s] for s in effect["strings"] if s in numbers), None)
            if cat is not None:
                digits = _DIGITS.search(cat)
                out[(harm, int(digits[0]) if digits and "PLURAL" not in cat.split("/")[0] else PLURAL)] += 1
    return out


def answers(claim: Claim) -> set[int]:
    """Numbers of the keys that the claim's figure may stand for."""
    low, high = claim.low, claim.high
    out = {n for n in (low, high) if n is not None}
    if low is not None and (high is None or high > 1) and (low > 1 or high is None):
        out.add(PLURAL)
    return out


def measure(split: str, small: bool) -> Result:
    """Each tuple of the keys found or missed, and the claims that answer none."""
    gold = documents(split, small)
    articles = [Article(r["doc_id"], r["text"], language="en") for r in gold]
    read = {r.document.name: r for group in batches(articles) for r in read_batch(group)}
    cases, right, claimed = [], 0, 0
    for row in gold:
        want = tuples(row)
        claims = [
            c for c in read[row["doc_id"]].claims if c.kind == "casualty" and not c.negated and c.harm in (*HARM.values(), "casualties")
        ]
        free = list(claims)
        for n, (harm, number) in enumerate(sorted(want.elements())):
            hit = next((c for c in free if c.harm == harm and number in answers(c)), None)
            if hit is not None:
                free.remove(hit)
            word = "plural" if number == PLURAL else str(number)
            cases.append(Case(f"muc4:{row['doc_id']}:{n}:{harm}:{word}", {"tuple": "right" if hit is not None else "missed"}))
        if want:
            plain = [
                c
                for c in claims
                if c.harm != "casualties" and not c.background and c.victim_status != "combatant" and (c.low, c.high) != (None, None)
            ]
            allowed = {(harm, number) for harm, number in want}
            claimed += len(plain)
            right += sum(any((c.harm, n) in allowed for n in answers(c)) for c in plain)
    hits = sum(c.outcome["tuple"] == "right" for c in cases)
    recall, precision = hits / max(1, len(cases)), right / max(1, claimed)
    counted = [c for c in cases if not c.name.endswith((":1", ":plural"))]
    figures = {
        "tuples recall": round(recall, 4),
        "tuples recall, numbers over one": round(sum(c.outcome["tuple"] == "right" for c in counted) / max(1, len(counted)), 4),
        "tuples precision": round(precision, 4),
        "tuples F1": round(2 * recall * precision / (recall + precision), 4) if recall + precision else 0.0,
    }
    return Result(tuple(cases), figures)


def baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    """One person killed in every document that has a word of killing in it."""
    hits = said = right = total = 0
    for row in documents(split, small):
        want = tuples(row)
        total += sum(want.values())
        if re.search(r"\b(killed|murdered|assassinated|died|killing|murder)\b", row["text"], re.I):
            hits += ("killed", 1) in want
            if want:
                said, right = said + 1, right + (("killed", 1) in want)
    recall, precision = hits / max(1, total), right / max(1, said)
    return {
        "one killed where killing is told": {
            "tuples recall": round(recall, 4),
            "tuples precision": round(precision, 4),
            "tuples F1": round(2 * recall * precision / (recall + precision), 4) if recall + precision else 0.0,
        }
    }


TASKS = (
    Task(
        "templates",
        "Who came to harm, beside the answer keys of MUC-4",
        "MUC-3 and MUC-4, every third of 1,500 reports in capitals on Latin America, 1988-91",
        measure,
        baselines,
        reach={"tuples recall": 0.75, "tuples precision": 0.6},
    ),
)
