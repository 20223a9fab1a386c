"""Streams of real articles to measure speed on, made of the gold texts where they are there; nothing of them is kept in the project.

``mixed``: one article in ten about violence (FA-KES, its unlabelled part), the others news as it comes (BBC News, PolNeAR, the two
geoparsing corpora). ``conflict``: only reports of violence (FA-KES with its unlabelled part). ``reports``: the same with MUC-4 and ISAF's
press releases, a longer stream. No text stands in a stream twice.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
STREAMS = ("mixed", "conflict", "reports")
#: Others for each article about violence.
OTHERS = 9


def available() -> bool:
    """Whether the gold texts are there."""
    return (GOLD / "bbc_news.jsonl").is_file()


def stream(name: str) -> list[dict[str, Any]]:
    """The records of a stream (``id``, ``text``, and ``published``, ``outlet`` where known), in an order drawn with a fixed seed."""
    seen: set[str] = set()
    conflict = list(_fresh(_fakes(), seen))
    dice = random.Random(7)
    dice.shuffle(conflict)
    if name == "conflict":
        return conflict
    if name == "reports":
        more = [*_rows("muc4"), *_rows("isaf")]
        found = conflict + list(_fresh(more, seen))
    else:
        others = [*_rows("bbc_news"), *_rows("polnear"), *_rows("geoparse")]
        found = list(_fresh(others, seen))
        found += conflict[: len(found) // OTHERS]
    dice.shuffle(found)
    return found


def write(name: str, path: Path, most: int | None = None) -> int:
    """Writes a stream as JSON Lines; how many documents it has."""
    records = stream(name)[:most]
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return len(records)


def _fresh(records: Iterable[dict[str, Any]], seen: set[str]) -> Iterator[dict[str, Any]]:
    for record in records:
        if record["text"] not in seen:
            seen.add(record["text"])
            yield record


def _fakes() -> Iterator[dict[str, Any]]:
    gold = json.loads((GOLD / "fakes" / "gold.json").read_text(encoding="utf-8"))
    for doc in gold["docs"]:
        yield _record(f"fakes-{doc['document']}", doc)
    for n, doc in enumerate(_lines(GOLD / "fakes" / "unlabelled.jsonl")):
        yield _record(f"unlabelled-{n}", doc)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for n, doc in enumerate(_lines(GOLD / f"{name}.jsonl")):
        yield _record(f"{name}-{n}", {"text": doc["text"]})


def _record(name: str, doc: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "text": doc["text"], **{k: doc[k] for k in ("published", "outlet") if doc.get(k)}}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as fh:
        for line in fh:
            yield json.loads(line)
