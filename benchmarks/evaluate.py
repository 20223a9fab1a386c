"""Runs all benchmarks and writes ``docs/evaluation.md``: every figure in it comes from here.

usage: python -m benchmarks.evaluate
"""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.perf.speed import measure as speed
from benchmarks.tasks import attribution, copies, dates, labels, places, quiet
from benchmarks.tasks.common import rows
from benchmarks.tasks.whole import GOLD, ROOT, TASKS, measure

PAGE = ROOT / "docs" / "evaluation.md"
TITLES = {
    "articles": "five real articles, read while the rules were made",
    "fakes-read": "war in Syria, 15 outlets: the half that was read",
    "fakes-score": "war in Syria, 15 outlets: **the half that was not**",
    "world-read": "attacks worldwide, retold: the half that was read",
    "world-score": "attacks worldwide, retold: **the half that was not**",
}
HEAD = """# How good it is

Made by `make bench` on the gold data, which is not part of this project (its texts belong to their publishers). Nothing here is typed by hand but
the words. The rows in bold are the honest ones: nobody who wrote a rule read those articles or their answers. Their totals were looked at some two dozen
times while rules were made, and once the confusions of some keys over all halves, so they are not wholly unseen.

What the columns mean: *found* is the claims found (same harm, overlapping words, one to one) as F1; *figure*, *side*, *speaker* the claims found with
that right as well; *all* with harm, figure, side, speaker, stance and background right at once; *statements* denials, blame, admissions, confirmations and
"could not verify" with the right speaker; *pair F1* and *B³* whether claims of one incident were put together; *best* the share of incidents' figures
whose best value is right, *contested* the same where the claims differ.
"""


COMPONENTS: dict[str, tuple[str, Callable[[], tuple[int, dict[str, float]]]]] = {
    "cleaning of stripped pages (pages)": ("article-extraction-benchmark dumps, half of the addresses", labels.measure),
    "copies (pairs of documents)": ("mined pairs, every second", copies.measure),
    "dates (expressions)": ("TempEval-3 platinum, every second document", dates.measure),
    "places (toponyms)": ("LGL and GeoWebNews, 200 of every second document", places.measure),
    "attribution (attributions)": ("PolNeAR, 100 of every second document", attribution.measure),
    "news without war (documents)": ("BBC 2004-05, 250 of every second document; lower is better, and some are real deaths", quiet.measure),
}


def _row(result: dict[str, Any]) -> list[str]:
    c, e = result["claims"], result["estimates"]
    told = result.get("disagreements")
    return [
        *(f"{c[k]['f1']:.3f}" for k in ("found", "figure", "side", "speaker", "all")),
        f"{result['statements']['f1']:.3f}",
        f"{result['incidents']['pair_f1']:.3f}",
        f"{result['incidents']['b3']:.3f}",
        f"{e['best_exact']:.2f} of {e['n']}" if e["best_exact"] is not None else "–",
        f"{e['contested_exact']:.2f} of {e['contested']}" if e["contested_exact"] is not None else "–",
        f"{told['right']} of {told['gold']}" if told else "–",
    ]


def _readme(results: dict[str, dict[str, Any]]) -> None:
    """Puts the short table into README.md, between its marks."""
    page = ROOT / "README.md"
    rows = [
        "| articles | claims found (F1) | all attributes right | same incident (pair F1) | best figure right |",
        "|---|---|---|---|---|",
    ]
    for task in ("articles", "fakes-score", "world-score"):
        r = results[task]
        e = r["estimates"]
        rows.append(
            f"| {TITLES[task].replace('**', '')} | {r['claims']['found']['f1']:.2f} | {r['claims']['all']['f1']:.2f} | {r['incidents']['pair_f1']:.2f} "
            f"| {round(e['best_exact'] * e['n'])} of {e['n']} |"
        )
    text = page.read_text(encoding="utf-8")
    start, end = "<!-- figures: written by python -m benchmarks.evaluate -->", "<!-- /figures -->"
    head, rest = text.split(start)
    page.write_text(head + start + "\n\n" + "\n".join(rows) + "\n\n" + end + rest.split(end)[1], encoding="utf-8")


def main() -> None:
    """Measures everything and writes the page. Without the gold data only speed is measured, and the page is left as it is."""
    if not GOLD.is_dir():
        print("evaluation: the gold data is not here (expected beside the project: ../shared/gold); docs/evaluation.md is left as it is")
        return
    lines = [HEAD, "| set | found | figure | side | speaker | all | statements | pair F1 | B³ | best | contested | disagreements |"]
    lines.append("|" + "---|" * 12)
    results = {}
    for task in TASKS:
        results[task] = measure(task)
        lines.append(f"| {TITLES[task]} | " + " | ".join(_row(results[task])) + " |")
        print(lines[-1])
    verbatim = sum(r["quotes_not_verbatim"] for r in results.values())
    lines.append(f"\nQuotes that do not stand in the text word for word: {verbatim}.\n")
    lines.append("## What it gets wrong\n")
    for task, result in results.items():
        c = result["claims"]["found"]
        hit = round(c["r"] * c["gold"])
        shares = ", ".join(
            f"{k.replace('_', ' ')} {result[k]['right']} of {result[k]['of']}"
            for k in ("named_side", "perpetrator", "target")
            if result[k]["of"]
        )
        lines.append(
            f"- {task}: of {c['gold']} claims {c['gold'] - hit} missed, of {c['found']} found {c['found'] - hit} false. Right: {shares}."
        )
    lines.append("\n## Its parts, each on data not tuned on\n\n| part | data | cases | scores |\n|---|---|---|---|")
    for name, (data, task) in COMPONENTS.items():
        cases, figures = task()
        lines.append(f"| {name} | {data} | {cases} | {'; '.join(f'{k} {v:g}' for k, v in figures.items())} |")
        print(lines[-1])
    notes = Path(__file__).with_name("notes.md")
    if notes.is_file():
        lines.append("\n" + notes.read_text(encoding="utf-8").strip() + "\n")
    lines.append("## Speed\n")
    lines.append(
        f"Python {platform.python_version()}, one process, two cores; `python -m benchmarks.perf.speed INPUT`, start of the program included.\n"
    )
    for what, given in {"the five articles": GOLD.parent / "articles", "the made-up stories": ROOT / "examples" / "stories"}.items():
        documents, seconds, peak = speed([str(given)])
        lines.append(f"- {what}: {documents} documents in {seconds:.1f} s ({documents / seconds:.1f} a second), peak memory {peak:.0f} MB.")
    with tempfile.TemporaryDirectory() as folder:
        unique = {r["id"]: r for r in rows("fakes/unlabelled")}  # some records stand there twice
        many = Path(folder) / "unlabelled.jsonl"
        many.write_text("".join(json.dumps(r) + "\n" for r in unique.values()), encoding="utf-8")
        documents, seconds, peak = speed([str(many)])
    lines.append(
        f"- conflict articles only: {documents} documents in {seconds:.1f} s ({documents / seconds:.1f} a second), peak memory {peak:.0f} MB."
    )
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _readme(results)
    print(f"written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
