"""The trivial reader that stands beside ours: a dozen lines of regular expressions, in the form of a run, so that the same scorer reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_WORDS = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1)
} | {"dozens": 24, "several": 3, "hundreds": 200}
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})*|" + "|".join(_WORDS) + r")"
_KILLED = r"(?:killed|dead|died|slain|killing|deaths)"
_WOUNDED = r"(?:wounded|injured|hurt|wounding|injuring)"
_GAP = r"(?:\s+[A-Za-z-]+){0,4}?\s+"
PATTERNS = [
    (harm, re.compile(form, re.IGNORECASE))
    for harm, word in (("killed", _KILLED), ("wounded", _WOUNDED))
    for form in (rf"\b{_NUMBER}\b{_GAP}{word}\b", rf"\b{word}\s+(?:at least |about |more than |some |up to )?{_NUMBER}\b")
]


def claims(document: str, text: str) -> list[dict[str, Any]]:
    """Casualty claims of a text, in the keys that the scorer reads: the outlet's word, sides unknown, one incident a document."""
    out, taken = [], set[tuple[str, int]]()
    for harm, pattern in PATTERNS:
        for m in pattern.finditer(text):
            if (harm, m.start("n")) in taken:
                continue
            taken.add((harm, m.start("n")))
            word = m["n"].lower()
            n = _WORDS[word] if word in _WORDS else int(word.replace(",", ""))
            out.append(
                {
                    "claim_id": f"{document}-{m.start()}-{harm}",
                    "document": document,
                    "kind": "casualty",
                    "start": m.start(),
                    "end": m.end(),
                    "quote": m[0],
                    "harm": harm,
                    "low": n,
                    "high": None if word in ("dozens", "several", "hundreds") else n,
                    "side": None,
                    "speaker": None,
                    "stance": "asserts",
                    "background": False,
                    "incident_id": document,
                }
            )
    return out


def run(gold: dict[str, Any], out: Path) -> Path:
    """Writes the three files for the documents of a gold set."""
    out.mkdir(parents=True, exist_ok=True)
    found = [c for d in gold["docs"] for c in claims(d["document"], d["text"])]
    rows = {"documents": [{"document": d["document"]} for d in gold["docs"]], "claims": found, "incidents": []}
    for name, lines in rows.items():
        (out / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return out
