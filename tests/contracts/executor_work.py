"""Work that the tests of executors give away, and a small input: workers find it by its name."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.inputs.web_archives import Writer, page

FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl")
URL = "https://courier.example/orvale"


def square(n: int) -> int:
    """Takes longer for small numbers, so that later ones are done first."""
    time.sleep(0.02 if n < 3 else 0)
    return n * n


def picky(n: int) -> int:
    """Fails on seven."""
    if n == 7:
        raise ValueError("seven is not wanted")
    return n


def total(block: Sequence[int]) -> tuple[int, int]:
    """How many members a block has, and their sum."""
    return len(block), sum(block)


def dies_once(flag: str) -> str:
    """Takes its worker with it the first time, as the system does when memory is short."""
    if flag and not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return flag


def dies(what: str) -> str:
    """Takes its worker with it, always, where it is poison."""
    if what == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return what


def story(number: int) -> str:
    """A report of an incident of its own."""
    place = ("Orvale", "Marrow", "Dornhollow", "Eastmere", "Tessin Ford")[number % 5]
    day = ("Monday", "Tuesday", "Wednesday", "Friday")[number % 4]
    return (
        f"{place.upper()}, May {number + 3} - At least {number + 2} villagers were killed and {number + 5} wounded when gunmen attacked the "
        f"village of {place} on {day}, police said.\n\nA doctor at the clinic said: “We received {number + 3} bodies.” No group claimed "
        "responsibility.\n"
    )


def fill(folder: Path) -> Path:
    """An input of nineteen articles in many forms: texts, a table beside them, records, archives that overlap, what cannot be read."""
    (folder / "sub").mkdir(parents=True)
    for n in range(6):
        (folder / f"t{n}.txt").write_text(story(n))
    (folder / "sub" / "six.txt").write_text(story(6))
    (folder / "sub" / "copy.txt").write_text(story(6))  # another name for one text
    (folder / "sub" / "page.php").write_bytes(page("A page under a name of its own"))
    (folder / "metadata.csv").write_text("file,outlet,published\nt0.txt,Courier,2031-05-06\nnone.txt,Courier,2031-05-06\n")
    records = [{"id": f"r{n}", "text": story(7 + n), "outlet": "Herald"} for n in range(3)]
    lines = [*(json.dumps(r) for r in records), "no record", json.dumps({"text": story(11)}), "", json.dumps({"text": story(12)})]
    (folder / "records.jsonl").write_text("\n".join(lines))
    one = Writer().info().answer(f"{URL}/1").answer(f"{URL}/2", page("Nine dead in Orvale", "nine"))
    (folder / "w1.warc.gz").write_bytes(one.data)
    two = (
        Writer().info().answer(f"{URL}/1").answer(f"{URL}/2", page("Ten dead in Orvale", "ten")).answer(f"{URL}/3", page("Three", "three"))
    )
    (folder / "w2.warc.gz").write_bytes(two.data)
    cut = Writer().info().answer(f"{URL}/4", page("Four", "four")).answer(f"{URL}/5", page("Five", "five"))
    (folder / "w3.warc.gz").write_bytes(cut.data[: cut.starts[-1] + 150])
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 no text")
    return folder


def files(out: Path) -> dict[str, bytes]:
    """The files of a run."""
    return {name: (out / name).read_bytes() for name in FILES}


def rows(out: Path) -> dict[str, dict[str, Any]]:
    """The documents of a run by their names."""
    return {r["document"]: r for r in map(json.loads, (out / "documents.jsonl").read_text(encoding="utf-8").splitlines())}
