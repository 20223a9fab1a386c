"""A made-up toll that grows over three days, and a ledger of it that grew with it, for the tests of what a ledger answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rashomon.pipeline.run import run

#: id → (published, title, text)
TOLL = {
    "first": (
        "2031-05-03T12:00",
        "Shelling kills four in Dornhollow",
        "Shells hit the village of Dornhollow on Friday, killing four villagers, the regional governor said. He said two others were wounded.",
    ),
    "second": (
        "2031-05-04",
        "Toll rises in Dornhollow",
        "Six villagers are now known to have been killed when shells hit Dornhollow on Friday, the regional governor said.",
    ),
    "third": (
        "2031-05-06",
        "Nine dead after shelling of Dornhollow",
        "Nine villagers were killed when shells hit Dornhollow on Friday, the regional governor said.",
    ),
    "doctor": (
        "2031-05-06",
        "Hospital counts its dead",
        "Five villagers were killed when shells hit Dornhollow on Friday, a hospital doctor said.",
    ),
    "mine": ("2031-07-09", "Mine kills two soldiers", "A mine killed two soldiers near Haskmill on Tuesday, the army said."),
    "undated": (None, "Shelling of Dornhollow", "Four villagers were killed when shells hit Dornhollow on Friday, a nurse said."),
    "earlier": (
        "2031-05-02T23:30",
        "Shells fall on Dornhollow",
        "Shells hit the village of Dornhollow on Friday, killing three villagers, the regional governor said.",
    ),
    "corrected": (
        "2031-05-07",
        "Nine dead after shelling of Dornhollow",
        "Eight villagers were killed when shells hit Dornhollow on Friday, the regional governor said.\n\nCorrection: An earlier version of "
        "this article said nine people were killed. The figure is eight.",
    ),
}


def articles(folder: Path, *names: str, under: str | None = None) -> Path:
    """A file of records in ``folder``; ``under`` is the id of the one record, where it is to be another than its name."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for name in names:
        published, title, text = TOLL[name]
        record = {"id": under or name, "title": title, "text": text, "outlet": f"The {(under or name).title()} Post"}
        if published:
            record["published"] = published
        lines.append(json.dumps(record))
    path = folder / f"{'-'.join(names)}.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def grown(folder: Path, *runs: Sequence[str]) -> Path:
    """The folder of a ledger that read these articles, a run for each group."""
    for names in runs:
        run([articles(folder / "in", *names)], folder / "out")
    return folder / "out"
