"""Can a sentence matter? What the two cheap filters pass of sentences of Indian news, and whether they pass those in which police kill.

``parsed``: sentences with a word worth a parse (``mentions.wanted``). ``article``: those of them that are read once the whole article is seen: none
of a quiet article, of a long one with few words of violence those around them (``mentions.quiet``). ``casualty``: sentences whose words could tell a casualty
(``mentions.filter.harmful``). Gold knows only killings by the police, so the share that passes is no measure of precision, only of cost.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import parsed, plain_document, rows
from rashomon.language import split_document
from rashomon.mentions import awake, find_casualties, worth_reading
from rashomon.mentions.filter import harmful, wanted

SMALL = 60  # documents
_WORDS = re.compile(r"\b(kill|dead|die|death|shot|fir(?:ed|ing)|encounter|gunned|bod(?:y|ies))", re.I)


def documents(split: str, small: bool) -> list[list[dict[str, Any]]]:
    """Sentences of each document of a half."""
    every = [list(group) for _, group in groupby(rows("ipe_sents"), key=lambda r: r["doc_id"])]
    half = every[0 if split == "read" else 1 :: 2]
    return half[:SMALL] if small else half


def read_of(rows_: list[dict[str, Any]]) -> tuple[list[bool], bool]:
    """Of each sentence of an article whether it is read, and whether the article is awake."""
    texts = [row["text"].strip() for row in rows_]
    document = plain_document(str(rows_[0]["doc_id"]), " ".join(texts))
    woken = awake(document)
    chosen = worth_reading(split_document(document), woken).wanted if woken else []
    out, at = [], 0
    for text in texts:
        out.append(any(s.start < at + len(text) and at < s.end for s in chosen))
        at += len(text) + 1
    return out, bool(chosen)


def measure(split: str, small: bool) -> Result:
    """Which sentences pass, and of those in which police kill, which pass and where a killing is found once they are parsed."""
    gold, cases = documents(split, small), []
    passed = {"parsed": 0, "casualty": 0}
    total = kept = kept_killings = waking = 0
    for rows_ in gold:
        chosen, stirs = read_of(rows_)
        waking += stirs
        kept += sum(chosen)
        kept_killings += sum(yes for yes, row in zip(chosen, rows_, strict=True) if row["labels"]["KILL"])
        for row in rows_:
            sentences = split_document(plain_document(f"{row['doc_id']}:{row['sent_id']}", row["text"]))
            total += 1
            does = {"parsed": any(wanted(s) for s in sentences), "casualty": any(harmful(s) for s in sentences)}
            passed = {k: n + does[k] for k, n in passed.items()}
            if row["labels"]["KILL"]:
                name = f"ipe:{row['doc_id']}:{row['sent_id']}"
                document = plain_document(name, row["text"])
                (read,) = parsed([document])
                found = any(m.harm in ("killed", "casualties") for m in find_casualties(document, read)[0])
                outcome = {k: "right" if yes else "missed" for k, yes in does.items()}
                cases.append(Case(name, outcome | {"killing found": "right" if found else "missed"}))
    figures = {}
    for question in ("parsed", "casualty"):
        got = sum(c.outcome[question] == "right" for c in cases)
        figures[f"{question}: recall of killings"] = round(got / len(cases), 4) if cases else 0.0
        figures[f"{question}: share of all sentences"] = round(passed[question] / total, 4)
    figures["article: recall of killings"] = round(kept_killings / len(cases), 4) if cases else 0.0
    figures["article: share of all sentences"] = round(kept / total, 4)
    figures["article: share awake"] = round(waking / len(gold), 4)
    figures["killing found"] = round(sum(c.outcome["killing found"] == "right" for c in cases) / len(cases), 4) if cases else 0.0
    return Result(tuple(cases), figures)


def baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    """Nine stems."""
    every = [row for rows_ in documents(split, small) for row in rows_]
    kills = [row for row in every if row["labels"]["KILL"]]
    return {
        "nine stems": {
            "casualty: recall of killings": round(sum(bool(_WORDS.search(r["text"])) for r in kills) / max(1, len(kills)), 4),
            "casualty: share of all sentences": round(sum(bool(_WORDS.search(r["text"])) for r in every) / len(every), 4),
        }
    }


TASKS = (
    Task(
        "relevance",
        "Which sentences can matter",
        "IndiaPoliceEvents, 758 documents of 2002, lower-cased; 50 sentences in which police kill",
        measure,
        baselines,
        reach={"casualty: recall of killings": 0.97, "article: recall of killings": 1.0, "casualty: share of all sentences": 0.4},
        lower=frozenset(
            {
                "parsed: share of all sentences",
                "casualty: share of all sentences",
                "article: share of all sentences",
                "article: share awake",
            }
        ),
    ),
)
