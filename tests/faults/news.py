"""Inputs for a ledger: a first lot of made-up articles, a second with a changed article, a copy under another name, and news, and a third."""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass
from pathlib import Path

from rashomon.simulate import articles, generate


@dataclass(frozen=True)
class News:
    """Folders of input, and the file of readings of the texts in them."""

    first: Path
    second: Path
    third: Path
    readings: Path


def news(folder: Path, seed: int = 5, held: int = 10, count: int = 22) -> News:
    """Writes the inputs. ``second`` holds all of ``first``, too, one of it with another text."""
    records = list(articles(seed, count))
    readings = {r.document.text: r for r in generate(seed, count)}
    first = records[:held]
    changed = {**records[held], "id": records[2]["id"]}
    copy = {**records[4], "id": "copy of another"}
    second = [*(r if r is not records[2] else changed for r in records[:held]), *records[held + 1 :], copy]
    later = [{**r, "id": f"later {r['id']}"} for r in articles(seed + 1, 6)]
    readings |= {r.document.text: r for r in generate(seed + 1, 6)}
    for name, some in (("first", first), ("second", second), ("third", later)):
        (folder / name).mkdir()
        text = "".join(json.dumps(r) + "\n" for r in some)
        (folder / name / "news.jsonl").write_text(text, encoding="utf-8")
    (folder / "readings").write_bytes(pickle.dumps(readings))
    return News(folder / "first", folder / "second", folder / "third", folder / "readings")
