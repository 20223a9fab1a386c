"""Cleaning of already-stripped pages: which words are kept as the article."""

from __future__ import annotations

from typing import Any

from benchmarks.frame import Case, Result, Task
from benchmarks.tasks.common import f1, rows
from rashomon.corpus import Article, make_document
from rashomon.corpus.blocks import label_blocks

_KEPT = frozenset({"dek", "subhead", "body"})
SMALL = 40


def pages(split: str) -> list[dict[str, Any]]:
    """The dumps of one half. Each page stands there more than once, so the halves are by address."""
    dumps = rows("boiler_aeb")
    order = {url: n for n, url in enumerate(dict.fromkeys(r["url"] for r in dumps))}
    return [r for r in dumps if order[r["url"]] % 2 == (split == "score")]


def words(page: dict[str, Any], everything: bool = False) -> tuple[int, int, int]:
    """Words kept, words of the gold article, words that are both. Lines that gold calls mixed are left out."""
    text = "\n".join(line["text"] for line in page["lines"])
    # An outlet's note on its own article is no claim, so it is not read as body; it is understood and shown, so it is no noise either.
    blocks = [] if everything else [b for b in label_blocks(text) if b.label in _KEPT or b.rule.startswith("notes.")]
    kept = gold = both = at = 0
    for line in page["lines"]:
        start, end = at, at + len(line["text"])
        at = end + 1
        if line["label"] == "mixed":
            continue
        own = len(line["text"].split())
        got = (
            own
            if everything
            else sum(len(text[max(b.start, start) : min(b.end, end)].split()) for b in blocks if b.start < end and b.end > start)
        )
        kept += got
        if line["label"] == "content":
            gold += own
            both += got
    return kept, gold, both


def _figures(counts: list[tuple[int, int, int]]) -> dict[str, float]:
    kept, gold, both = (sum(c[k] for c in counts) for k in range(3))
    return {"words kept P": round(both / kept, 4), "words kept R": round(both / gold, 4), "words kept F1": f1(both, kept, gold)}


def _measure(split: str, small: bool) -> Result:
    picked = pages(split)[: SMALL if small else None]
    counts = [words(p) for p in picked]
    name = {id(p): f"aeb:{n}" for n, p in enumerate(picked)}
    cases = tuple(Case(name[id(p)], {"F1": f"{f1(c[2], c[0], c[1]):.2f}"}) for p, c in zip(picked, counts, strict=True))
    english = [c for p, c in zip(picked, counts, strict=True) if _read(p)]
    return Result(cases, _figures(counts) | {"pages in English: words kept F1": _figures(english)["words kept F1"]})


def _read(page: dict[str, Any]) -> bool:
    """Whether the program reads the page: those in a language without a lexicon are set aside."""
    return make_document(Article("page", "\n".join(line["text"] for line in page["lines"]))).language == "en"


def _everything(split: str, small: bool) -> dict[str, dict[str, float]]:
    return {"keep everything": _figures([words(p, everything=True) for p in pages(split)[: SMALL if small else None]])}


def _baselines(split: str, small: bool) -> dict[str, dict[str, float]]:
    return _everything(split, small) | {"a trained line model, folded by page, all pages": {"words kept F1": 0.933}}


TASKS = (
    Task(
        "cleaning",
        "words of the article kept, words of the page's furniture not",
        "dumps of article-extraction-benchmark, already stripped of markup; halves by address",
        _measure,
        _baselines,
        {"words kept F1": 0.94},
    ),
)
