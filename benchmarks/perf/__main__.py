"""All that is measured side by side in one run, and the page that tells it.

usage: python -m benchmarks.perf [--documents N] [--keep FOLDER] [--newer-python PATH] [--skip-peers]     (``make bench-perf``)
       python -m benchmarks.perf --page       only writes docs/speed.md again from what was measured

Writes ``benchmarks/perf/results/*.json``, ``docs/speed.md`` with its chart, and the figures of speed in the README. What takes longer is measured by commands of its own, whose results the page
takes from the same folder: ``python -m benchmarks.perf.growth --large --json benchmarks/perf/results/growth.json``, and so ``copies`` and ``cluster``; the
flame graphs are drawn by ``python -m benchmarks.perf.flame``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.perf import peers, side_by_side, start
from benchmarks.perf.charts import chart
from benchmarks.perf.measured import ROOT, write_json

RESULTS = Path(__file__).with_name("results")
PAGE = ROOT / "docs" / "speed.md"
README = ROOT / "README.md"
BEGIN, END = "<!-- speed: written by python -m benchmarks.perf -->\n", "<!-- /speed -->"
CHART = ROOT / "docs" / "images" / "perf" / "growth.svg"
#: What was asked for: times plain by stream, seconds, MiB, megabytes, and what two processes gain.
REACH = {"mixed": 30, "conflict": 6, "seconds": 4, "mib": 450, "peak_mb": 1500, "step": 1.8, "whole": 1.5, "flat": 1.2}


def main() -> None:
    """Reads the options, measures, writes the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.perf")
    parser.add_argument("--documents", type=int, help="only the first so many of each stream: a quick look, which the page says")
    parser.add_argument("--keep", type=Path, help="a folder for the peers' environments, to be used again")
    parser.add_argument("--newer-python", help="a Python for peers that need a newer one than this")
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page")
    options = parser.parse_args()
    if not options.page:
        about = {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "documents": options.documents,
        }
        keep("about", about)
        keep("start", {"five": start.five(), "install": start.install()})
        keep("side_by_side", side_by_side.run(["mixed", "conflict"], options.documents))
        if not options.skip_peers:
            keep("peers", peers.run(keep=options.keep, newer=options.newer_python))
    PAGE.write_text(page(), encoding="utf-8")
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    if picture := growth_chart():
        CHART.parent.mkdir(parents=True, exist_ok=True)
        CHART.write_text(picture, encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")


def keep(name: str, found: Any) -> None:
    """Writes results, unless there are none to write over those there are."""
    if found:
        write_json(RESULTS / f"{name}.json", found)


def kept(name: str) -> Any:
    """Results as they were kept, or nothing."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def page() -> str:
    """The page, from what was kept."""
    about = kept("about") or {}
    parts = [
        "# How fast it is",
        "Written by `make bench-perf` (`python -m benchmarks.perf`), which measures plain pipeline, start and tools side by side; how the cost grows, and the pictures, "
        "are of commands of their own, named there. Every figure was measured, ratios within one run on the same cores. "
        f"Machine: {about.get('cores')} cores, {about.get('machine')}, Python {about.get('python')}."
        + (f" A quick look: the first {about['documents']} documents of each stream." if about.get("documents") else ""),
        "Documents are real articles of the gold sets, none of them twice: *mixed* is news as it comes, one article in ten about violence; *conflict* are only reports of violence. "
        "*Plain* is the full spaCy pipeline of the same model over the same texts, `nlp.pipe` with two processes, results dropped. Ours is `rashomon run --workers 2`, from the file "
        "to the written ledger, files and report. The start of the program is counted on both sides.",
        *_beside(kept("side_by_side")),
        *_start(kept("start")),
        *_peers(kept("peers")),
        *_growth(kept("growth"), kept("copies"), kept("cluster")),
        "## Where the time goes\n\n![Flame graph of a run on the mixed stream](images/perf/flame-mixed.svg)\n\nOne worker, 1,000 documents of the mixed stream; the same for "
        "[conflict articles](images/perf/flame-conflict.svg). Open a picture by itself to look into it. Made by `python -m benchmarks.perf.flame`.\n\n"
        "How the time is saved: [relevance before parsing, parsing in bulk](concepts/language.md), [readings encoded where they are made](concepts/store.md), [growing](concepts/growing.md). "
        "Wider than one machine: [on a cluster](how-to/cluster.md).",
    ]
    return "\n\n".join(parts) + "\n"


def readme(text: str) -> str:
    """The README with its figures of speed made anew, from what was kept; as it is where that is a quick look or not whole."""
    about, started, rows = kept("about"), kept("start"), {r["stream"]: r for r in kept("side_by_side") or ()}
    whole = about and not about["documents"] and started and "mib" in started["install"] and {"mixed", "conflict"} <= rows.keys()
    if not whole:
        return text
    mixed, conflict = rows["mixed"], rows["conflict"]
    told = (
        f"On {about['cores']} cores, the whole way to the written ledger: **{mixed['two']:.0f} documents a second** of news as it comes (one article in ten "
        f"about violence), {mixed['times_plain']:.1f} times\nthe plain spaCy pipeline of the same model over the same texts; **{conflict['two']:.0f} a second** "
        f"of nothing but reports of violence, {conflict['times_plain']:.1f} times. Five articles take\n{started['five']['seconds']:.1f} s, the plain install "
        f"{started['install']['mib']} MiB, a run of {mixed['documents']:,} articles at most {mixed['peak_mb']:,.0f} MB of memory over all processes.\n"
    )
    head, rest = text.split(BEGIN)
    return head + BEGIN + told + END + rest.split(END)[1]


def _verdict(reached: bool, wanted: str) -> str:
    return f"{wanted}, {'reached' if reached else '**not reached**'}"


def _beside(rows: Sequence[Mapping[str, Any]] | None) -> list[str]:
    if not rows:
        return []
    lines = [
        "## Against the plain pipeline",
        "",
        "| stream | documents, words each | plain, a second | ours, a second | times plain | wanted | peak memory | plain's |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for r in rows:
        want = REACH[r["stream"]]
        lines.append(
            f"| {r['stream']} | {r['documents']:,}, {r['words']:.0f} | {r['plain']:.1f} | {r['two']:.1f} | **{r['times_plain']:.1f}** | "
            f"{_verdict(r['times_plain'] >= want, f'≥ {want}')} | {r['peak_mb']:.0f} MB | {r['plain_peak_mb']:.0f} MB |"
        )
    lines += [
        "",
        "| two processes over one | per-document step | wanted | the whole way | wanted |",
        "|---|---|---|---|---|",
        *(
            f"| {r['stream']} | {r['step_two_over_one']:.2f} | {_verdict(r['step_two_over_one'] >= REACH['step'], '≥ 1.8')} "
            f"| {r['two_over_one']:.2f} ({r['two_over_one_range'][0]:.2f}–{r['two_over_one_range'][1]:.2f}) | {_verdict(r['two_over_one'] >= REACH['whole'], '≥ 1.5')} |"
            for r in rows
        ),
        "",
        f"Our own figures are medians of {rows[0]['rounds']} round{'s' * (rows[0]['rounds'] > 1)}, in brackets the lowest and the highest; the plain pipeline ran once, for minutes. "
        "On a shared machine whole runs of one tree took from 33 to 43 s within minutes, so one over two says little of a single round.",
    ]
    return ["\n".join(lines)]


def _start(found: Mapping[str, Any] | None) -> list[str]:
    if not found:
        return []
    five, install = found["five"], found.get("install") or {}
    lines = [
        "## The first result, and what is installed",
        "",
        "| | | wanted |",
        "|---|---|---|",
        f"| five articles, from the command to the written ledger | {five['seconds']:.1f} s | {_verdict(five['seconds'] < REACH['seconds'], '< 4 s')} |",
    ]
    if "mib" in install:
        lines.append(
            f"| plain install: files that pip puts there, byte code included | {install['mib']} MiB ({install['mib_without_byte_code']} without byte code) "
            f"| {_verdict(install['mib'] < REACH['mib'], '< 450')} |"
        )
    lines.append(
        "\nThe very first run on a machine also makes the index of place names in the user's cache, once per version: [decision 2](decisions/0002-gazetteer.md)."
    )
    return ["\n".join(lines)]


def _peers(rows: Sequence[Mapping[str, Any]] | None) -> list[str]:
    if not rows:
        return []
    lines = [
        "## Against others' tools",
        "",
        "One process each, the same documents of the mixed stream; they give different things. Loading is not counted for the others, and is for ours.",
        "",
        "| | documents a second | raised an error on | peak memory | install | gives |",
        "|---|---|---|---|---|---|",
    ]
    for r in rows:
        if "why_not" in r:
            lines.append(f"| {r['peer']} | not run: {r['why_not']} | | | | {r.get('gives', '')} |")
        else:
            lines.append(
                f"| {r['peer']} | {r['per_second']:.1f} | {r['errors']} of {r['documents']} | {r['peak_mb']:.0f} MB | {r['install_mb']} MiB | {r['gives']} |"
            )
    return ["\n".join(lines)]


def _growth(
    rows: Sequence[Mapping[str, Any]] | None, copies: Sequence[Mapping[str, Any]] | None, cluster: Sequence[Mapping[str, Any]] | None
) -> list[str]:
    if not rows:
        return []
    lines = [
        "## How the cost grows",
        "",
        "![CPU time a document and memory by the number of documents](images/perf/growth.svg)",
        "",
        "A [made-up war](how-to/simulate.md) of some two dozen articles a day, each size one run into a new ledger, with one worker, so that all its CPU time is counted. Flat is: within 20 %. "
        "(`python -m benchmarks.perf.growth --json benchmarks/perf/results/growth.json`, then `python -m benchmarks.perf --page`; so also `copies` and `cluster`.)",
        "",
        "| documents | seconds | CPU ms a document | over the first | peak memory | incidents | mentions | in the largest component | ledger, kB a document |",
        "|---|---|---|---|---|---|---|---|---|",
        *(
            f"| {r['documents']:,}{r.get('note', '')} | {r['seconds']:,.0f} | {r['cpu_ms']:.1f} | {r['ratio']:.2f} | {r['peak_mb']:,} MB | {r['incidents']:,} | {r['mentions']:,} | {r['largest']:,} | {r['ledger_kb']:.0f} |"
            for r in rows
        ),
    ]
    for name, found in (("Finding copies", copies), ("Clustering generated claims", cluster)):
        if found:
            told = ", ".join(f"{r['size']:,}: {r['ms']:.2f} ms ({r['ratio']:.2f}, {r['peak_mb']:,.0f} MB)" for r in found)
            lines += ["", f"{name}, CPU ms each (over the first size, peak memory): {told}."]
    return ["\n".join(lines)]


def growth_chart() -> str:
    """The chart of growth as SVG, from what was kept; empty where nothing was."""
    rows, copies, cluster = (kept(name) for name in ("growth", "copies", "cluster"))
    if not rows:
        return ""
    panels: list[tuple[str, str, Mapping[str, Sequence[tuple[float, float]]]]] = [
        ("CPU ms a document, the whole way", "documents", {"war": [(r["documents"], r["cpu_ms"]) for r in rows]}),
        ("peak memory, MB, all processes", "documents", {"war": [(r["documents"], r["peak_mb"]) for r in rows]}),
    ]
    parts = {name: [(r["size"], r["ms"]) for r in found] for name, found in (("copies", copies), ("clustering", cluster)) if found}
    if parts:
        panels.append(("CPU ms each: copies, clustering", "documents or claims", parts))
    return chart("How the cost grows", panels, "a made-up war; python -m benchmarks.perf.growth --large")


if __name__ == "__main__":
    main()
