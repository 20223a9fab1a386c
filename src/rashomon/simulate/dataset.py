"""A war as a data set: articles, gold, truth, towns, and all that is needed to cite it, check it and score a method against it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from rashomon import __version__
from rashomon.simulate.assemble import Printed
from rashomon.simulate.gold import gold
from rashomon.simulate.habits import Habits
from rashomon.simulate.newsstand import War
from rashomon.simulate.true_rows import COLUMNS, table, told_of, true_row

LICENCE = ("Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0")
#: What each file holds, in the order in which they are written.
FILES = {
    "articles.jsonl": "the articles, one record a line: id, text, outlet, url, published; input of a run",
    "gold.json": "what a careful reader finds in them: claims and statements with spans, incidents with figures, disagreements",
    "claims.jsonl": "a line for each figure in the articles, with the words, who says it, and the true incident and side it speaks of: for methods that start from claims",
    "incidents.jsonl": "the true incidents, in the keys of a run's incidents.jsonl; no article need tell them rightly",
    "truth.csv": "the true dead and wounded by incident and side, as a table",
    "estimates-example.csv": "an example of estimates to score: the lowest, the last and the highest figure told of each",
    "places.csv": "the towns, for a gazetteer",
    "score.py": "scores a table of estimates against truth.csv; standard library only",
}


def claim_rows(one: Printed) -> Iterator[dict[str, Any]]:
    """Each figure of an article with what it truly speaks of."""
    for c in one.reading.claims:
        if c.kind == "casualty":
            yield {
                "document": one.record["id"], "published": one.record.get("published"), "outlet": one.record["outlet"], "start": c.start, "end": c.end,
                "quote": c.quote, "harm": c.harm, "low": c.low, "high": c.high, "approx": c.approx, "scope": c.scope, "side": c.side,
                "victim_status": c.victim_status, "speaker": c.speaker.actor if c.speaker else None,
                "speaker_party": c.speaker.party if c.speaker else None, "relation": c.relation, "background": c.background,
                "incident": one.truth[c.claim_id], "true_side": one.of.get(c.claim_id), "fault": one.faults.get(c.claim_id), "manner": one.manner,
            }  # fmt: skip


def truth_rows(one: Printed) -> dict[str, Any]:
    """An article's claims with the incident each truly speaks of."""
    claims = [{"start": c.start, "end": c.end, "kind": c.kind, "incident": one.truth[c.claim_id]} for c in one.reading.claims]
    return {"document": one.record["id"], "claims": claims}


def write_dataset(war: War, folder: Path) -> dict[str, Any]:
    """Writes the data set into a folder that is there and empty; gives the descriptor it wrote."""
    printed = list(war)
    told = told_of(printed)
    incidents = [i for _, i in sorted(war.incidents.items())]
    _lines(folder / "articles.jsonl", (p.record for p in printed))
    (folder / "gold.json").write_text(json.dumps(gold(war.world, war.incidents, printed), ensure_ascii=False) + "\n", "utf-8", newline="\n")
    _lines(folder / "claims.jsonl", (row for p in printed for row in claim_rows(p)))
    _lines(folder / "incidents.jsonl", (true_row(i, told.get(i.truth_id, ())) for i in incidents))
    write_table(folder / "truth.csv", table(incidents, printed))
    write_table(folder / "estimates-example.csv", example(printed))
    write_table(folder / "places.csv", war.world.rows())
    scorer = resources.files("rashomon.simulate").joinpath("scoring.py").read_text(encoding="utf-8")
    (folder / "score.py").write_text(scorer, "utf-8", newline="\n")
    about = _about(war, printed)
    (folder / "README.md").write_text(readme(war, about), "utf-8", newline="\n")
    package = descriptor(war, folder, about)
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    return package


def example(printed: Iterable[Printed]) -> list[dict[str, Any]]:
    """The plainest estimates there are: the lowest, the last and the highest figure told."""
    held: dict[tuple[str, str, str], list[int]] = {}
    for row in (r for p in printed for r in claim_rows(p)):
        if row["incident"] and row["true_side"] and row["scope"] == "total" and row["low"] is not None:
            held.setdefault((row["incident"], row["harm"], row["true_side"]), []).append(row["low"])
    return [
        {"incident": i, "harm": h, "side": s, "low": min(n), "best": n[-1], "high": max(n)} for (i, h, s), n in sorted(held.items())
    ]  # fmt: skip


def descriptor(war: War, folder: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """``datapackage.json``: files with their hashes, licence, seed, parameters, version."""
    name, title, path = LICENCE
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"rashomon-war-seed-{war.world.seed}",
        "title": f"A made-up war and its press, seed {war.world.seed}",
        "description": "Articles of a war that never was, with what was true of it. Nothing in it is real; it says nothing about how well real news is read.",
        "version": __version__,
        "licenses": [{"name": name, "title": title, "path": path}],
        "keywords": ["simulation", "conflict", "casualties", "reconciliation", "record linkage"],
        "rashomon": {"version": __version__, **about},
        "resources": [
            _resource(folder / name, what) for name, what in {**FILES, "README.md": "what all this is, and how to cite it"}.items()
        ],
    }


def _about(war: War, printed: list[Printed]) -> dict[str, Any]:
    return {
        "seed": war.world.seed,
        "articles": len(printed),
        "days": war.days,
        "start": war.start.isoformat(),
        "incidents": len(war.incidents),
        "parameters": war.habits.plain(),
        "made_by": command(war, len(printed)),
    }


def command(war: War, articles: int) -> str:
    """The command that makes it again."""
    plain = Habits().plain()
    dials = [f"--{k.replace('_', '-')} {v:g}" for k, v in war.habits.plain().items() if v != plain[k]]
    length = f"--articles {war.count or articles}" + (f" --days {war.days}" if war.days is not None else "")
    return " ".join([f"rashomon simulate {length} --seed {war.world.seed}", *dials, "--dataset DIR"])


def _resource(path: Path, what: str) -> dict[str, Any]:
    data = path.read_bytes()
    kinds = {
        ".jsonl": "application/x-ndjson",
        ".json": "application/json",
        ".csv": "text/csv",
        ".py": "text/x-python",
        ".md": "text/markdown",
    }
    return {
        "name": path.name.replace(".", "-").lower(), "path": path.name, "description": what, "mediatype": kinds[path.suffix], "encoding": "utf-8",
        "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }  # fmt: skip


def readme(war: War, about: Mapping[str, Any]) -> str:
    """What the data set is, for a person."""
    files = "\n".join(f"| {name} | {what} |" for name, what in FILES.items())
    dials = "\n".join(f"| {k} | {v:g} |" for k, v in war.habits.plain().items())
    return f"""# A made-up war and its press, seed {war.world.seed}

{about["articles"]} articles about {about["incidents"]} incidents of a war that never was, with what was true of each. Country, towns, papers, groups and persons are put together
from syllables; the towns lie in open sea. A method that does well here has shown that it copes with the habits listed below as they are
modelled here, and **nothing about real news**.

| file | holds |
|---|---|
{files}

## Score a method

Write a table with the columns `incident,harm,side,low,best,high` (an empty cell is no answer) and run

    python score.py truth.csv my-estimates.csv

It prints, of the tolls of incidents that an article tells of (`rows`): how many you `answered` with a best figure, how far off these are (`median_error`, `mean_error`,
`bias`: a factor, 1 is none), the share of them that is `exact` and `near` (within 20 %), the share of your ranges that holds the truth (`covered`), and how wide those are
(`width`, over the truth). `missing` rows of truth have no row of yours, `extra` ones of yours are about nothing that is true. `--json` gives the same for programs.

`claims.jsonl` is for methods that start from figures (its `incident`, `true_side` and `fault` are the truth: use the first two only to leave the matching of
reports out of what is measured, never `fault`). `articles.jsonl` is for those that start from text. Which of your incidents is which true one: the one with which
it shares most figures.

## Made by

    {about["made_by"]}

Rashomon {__version__}. The same command of the same version gives the same bytes; `datapackage.json` has the SHA-256 of each file.

| habit | value |
|---|---|
{dials}

## Licence and citation

{LICENCE[1]} ({LICENCE[2]}). Cite it as: The Rashomon authors, *A made-up war and its press*, seed {war.world.seed}, made with Rashomon {__version__} by the command above.
"""


def _lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_table(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as a CSV file, with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
        if writer is None:
            file.write(",".join(COLUMNS) + "\n")
