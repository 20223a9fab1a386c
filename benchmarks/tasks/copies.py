"""Copies: which pairs of reports are one text, and that shared furniture never makes two incidents one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks.common import GOLD, ROOT, f1, rows
from rashomon.corpus import Article, make_document, syndication
from rashomon.model import Document
from rashomon.pipeline.derive import derive
from rashomon.pipeline.read import batches, read_batch
from rashomon.store import Reading

#: Every how manieth pair of a kind is asked in the small form, and how many pairs of twins go the whole way.
SMALL, TWINS, TWINS_SMALL = 8, 40, 3
#: Part of the shorter text's runs of five words that stand in the other, from which the trivial method calls them copies.
CONTAINED = 0.7
READ_BY_HAND = ROOT / "benchmarks" / "copies_read.yml"


@cache
def reports() -> dict[str, dict[str, Any]]:
    """Reports of shootings by id."""
    return {r["doc_id"]: r for r in rows("gva_docs")}


@cache
def half_of() -> dict[str, str]:
    """Which half each report belongs to: all reports of an incident to one."""
    order = {d: n for n, incident in enumerate(rows("gva_incidents")) for d in incident["doc_ids"]}
    return {d: ("read", "score")[n % 2] for d, n in order.items()}


def pairs(split: str, small: bool = False) -> list[dict[str, Any]]:
    """Pairs with both reports in the half; partly reused ones are left out, for they are neither."""
    half = half_of()
    found = [p for p in rows("dedupe_pairs") if half.get(p["a"]) == half.get(p["b"]) == split and p["kind"] != "partial_reuse"]
    return found[::SMALL] if small else found


def article(row: Mapping[str, Any]) -> Article:
    """A report as input."""
    return Article(row["doc_id"], row["text"], title=row["title"], published=row["dct"], outlet=row["outlet"], language="en")


@cache
def _document(name: str) -> Document:
    return make_document(article(reports()[name]))


def told(a: Document, b: Document) -> str:
    """whole, part or apart."""
    kinds = {g.kind for g in syndication([a, b])}
    return "whole" if "whole" in kinds else "part" if "part" in kinds else "apart"


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def contained(a: str, b: str) -> bool:
    """The trivial method: shared runs of five words of whole texts, furniture and all."""
    x, y = _runs(a), _runs(b)
    return len(x & y) >= CONTAINED * min(len(x), len(y)) > 0


def _copy_figures(answers: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    hit = sum(g and w for g, w in answers)
    given, wanted = sum(g for g, _ in answers), sum(w for _, w in answers)
    return {
        "copy P": round(hit / given, 4) if given else 0.0,
        "copy R": round(hit / wanted, 4) if wanted else 0.0,
        "copy F1": f1(hit, given, wanted),
    }


def _outcome(got: bool, want: bool) -> str:
    return "right" if got == want else "missed" if want else "false"


def _measure(split: str, small: bool) -> Result:
    picked = pairs(split, small)
    answers = [(told(_document(p["a"]), _document(p["b"])) == "whole", p["kind"] == "syndicated") for p in picked]
    cases = tuple(
        Case(f"gva:{p['kind']}:{p['a'][:12]}:{p['b'][:12]}", {"copy": _outcome(got, want)})
        for p, (got, want) in zip(picked, answers, strict=True)
    )
    return Result(cases, _copy_figures(answers))


def _trivial(split: str, small: bool) -> Baselines:
    picked = pairs(split, small)
    text = {name: row["text"] for name, row in reports().items()}
    return {
        f"{CONTAINED:.0%} of the shorter text's 5-word runs in the other, whole texts": _copy_figures(
            [(contained(text[p["a"]], text[p["b"]]), p["kind"] == "syndicated") for p in picked]
        )
    }


def _twins(split: str, small: bool) -> Result:
    twins = [p for p in pairs(split) if p["kind"] == "boiler_twin" and not p["same_incident"]]
    step = max(1, len(twins) // (TWINS_SMALL if small else TWINS))
    twins = twins[::step][: TWINS_SMALL if small else TWINS]
    names = sorted({p[k] for p in twins for k in ("a", "b")})
    read: dict[str, Reading] = {}
    for group in batches([article(reports()[n]) for n in names]):
        read.update((r.document.name, r) for r in read_batch(group))
    cases = []
    for p in twins:
        derived = derive([read[p["a"]], read[p["b"]]])
        held: dict[str, set[str]] = {}
        for claim in derived.claims:
            if claim.incident_id:
                held.setdefault(claim.incident_id, set()).add(claim.document)
        merged = any(len(v) > 1 for v in held.values())
        cases.append(Case(f"gva:{p['a'][:12]}:{p['b'][:12]}", {"apart": "false" if merged else "right"}))
    wrong = sum(c.outcome["apart"] == "false" for c in cases)
    return Result(tuple(cases), {"put into one incident": round(wrong / len(cases), 4)})


@cache
def _read_by_hand() -> tuple[tuple[Document, Document, str], ...]:
    gold = json.loads((GOLD / "fakes" / "gold.json").read_text(encoding="utf-8"))
    texts = {d["document"]: d for d in gold["docs"] if d["fold"] == "read"} | {r["id"]: r for r in rows("fakes/unlabelled")}
    made = {
        n: make_document(Article(n, d["text"], outlet=d.get("outlet"), published=d.get("published"), language="en"))
        for n, d in texts.items()
    }
    listed = yaml.safe_load(READ_BY_HAND.read_text(encoding="utf-8"))["pairs"]
    return tuple((made[a], made[b], kind) for a, b, kind in listed)


def _by_hand(split: str, small: bool) -> Result:
    answers = [(told(a, b), kind) for a, b, kind in _read_by_hand()]
    cases = tuple(
        Case(f"fakes:{a.name}:{b.name}", {"copy": "right" if got == want else f"{want}, told {got}"})
        for (a, b, _), (got, want) in zip(_read_by_hand(), answers, strict=True)
    )
    linked = [(got != "apart", want != "apart") for got, want in answers]
    figures = _copy_figures([(got == "whole", want == "whole") for got, want in answers])
    return Result(cases, figures | {"shared reporting F1": _copy_figures(linked)["copy F1"]})


def _by_hand_trivial(split: str, small: bool) -> Baselines:
    found = [(contained(a.text, b.text), want == "whole") for a, b, want in _read_by_hand()]
    return {f"{CONTAINED:.0%} of the shorter text's 5-word runs in the other": _copy_figures(found)}


TASKS = (
    Task(
        "copies",
        "pairs of reports that are one text, among pairs on one event in other words and pairs that share page furniture",
        "dedupe_pairs of the Gun Violence Corpus, mined by shingles (a shingle method is flattered); halves by incident",
        _measure,
        _trivial,
        {"copy F1": 0.9},
    ),
    Task(
        "copies-read",
        "copies, judged by a reader",
        "50 pairs of reports of the war in Syria (FA-KES, open part), judged whole, part or apart by one person",
        _by_hand,
        _by_hand_trivial,
        {"copy F1": 0.9},
        splits=("read",),
    ),
    Task(
        "copies-furniture",
        "two incidents whose reports share page furniture stay two",
        "pairs of reports of different shootings with the same page around them (dedupe_pairs, boiler_twin), the whole way to incidents",
        _twins,
        {},
        {"put into one incident": 0.0},
        lower=frozenset({"put into one incident"}),
    ),
)
