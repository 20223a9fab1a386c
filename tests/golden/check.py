"""Compares what a run made of a made-up story with what its ``expected.yml`` says. Format: ``docs/how-to/stories.md``.

Each answer that is asked for is a check with an id ("toll-grows:incidents/market/killed/total/best"). A check that cannot be asked,
because the incident or claim it is about was not found, is not made: only the missing one fails.

``python tests/golden/check.py [STORY…] [--all] [--gaps]`` runs stories and prints the table; ``--all`` prints what is right, too;
``--gaps`` takes closed gaps off the list and puts new ones under "not looked at yet", for a person to give the reason.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from story import Check, Checks, Output, Story, load_output, load_story, right_ones, stories
from story_claims import check_claims, check_not_figures
from story_incidents import check_disagreements, check_incidents, check_links, match_incidents

GAPS = Path(__file__).with_name("known_gaps.yml")
NEW = "not looked at yet"


def check(story: Story, output: Output) -> list[Check]:
    """Every answer of the story."""
    out = Checks(story.name)
    check_documents(story, output, out)
    matched = match_incidents(story, output)
    check_incidents(story, output, matched, out)
    check_disagreements(story, output, matched, out)
    check_links(story, matched, out)
    for kind in ("claims", "statements"):
        check_claims(story, output, kind, out)
    check_not_figures(story, output, out)
    return out.rows


def check_documents(story: Story, output: Output, out: Checks) -> None:
    for spec in story.expected["documents"]:
        name = spec["document"]
        row = output.documents.get(name)
        if not out.add(f"documents/{name}/found", "a row", "a row" if row else "none") or row is None:
            continue
        out.add(f"documents/{name}/status", spec["status"], row["status"])
        published = right_ones(spec, "published")
        out.add(f"documents/{name}/published", published, row["published"], row["published"] in published)
        basis = right_ones(spec, "basis")
        out.add(f"documents/{name}/basis", basis, row["published_basis"], str(row["published_basis"]).startswith(tuple(basis)))
        if "version_of" in spec:
            older = output.documents.get(spec["version_of"], {}).get("document_id")
            out.add(f"documents/{name}/version_of", older, row["version_of"])
    for number, spec in enumerate(story.expected.get("syndication", ())):
        groups = [output.documents.get(d, {}).get("syndication_group") for d in spec["documents"]]
        apart = [output.documents.get(d, {}).get("syndication_group") for d in spec["apart"]]
        out.add(f"syndication/{number}/together", "one group", groups, len(set(groups)) == 1 and groups[0] is not None)
        out.add(f"syndication/{number}/apart", "not in it", apart, groups[0] is None or groups[0] not in apart)


def gaps() -> dict[str, str]:
    """Checks that are known to fail, with the reason."""
    entries = yaml.safe_load(GAPS.read_text(encoding="utf-8")) or []
    return {check: entry["reason"] for entry in entries for check in entry["checks"]}


def table(rows: Iterable[Check]) -> str:
    """Expected against got, for a person."""
    return "\n".join(f"{'ok ' if r.ok else '✗  '}{r.id}\n     expected  {r.expected}\n     got       {r.got}" for r in rows)


def balance(rows: Sequence[Check]) -> str:
    """How many of each kind of answer are right."""
    kinds = sorted({r.id.split(":")[1].split("/")[0] for r in rows})
    of = {k: [r.ok for r in rows if r.id.split(":")[1].split("/")[0] == k] for k in kinds}
    return "; ".join(f"{k} {sum(v)}/{len(v)}" for k, v in of.items())


def update_gaps(rows: Sequence[Check]) -> None:
    """Rewrites the list: what is still wrong keeps its reason, what is new waits for one. Stories that were not run stay as they are."""
    head = "".join(line for line in GAPS.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    entries = yaml.safe_load(GAPS.read_text(encoding="utf-8")) or []
    ran = {r.id.split(":")[0] for r in rows}
    wrong = {r.id for r in rows if not r.ok}
    listed = set()
    for entry in entries:
        entry["checks"] = [c for c in entry["checks"] if c in wrong or c.split(":")[0] not in ran]
        listed.update(entry["checks"])
    new = [r.id for r in rows if not r.ok and r.id not in listed]
    if new:
        waiting = next((e for e in entries if e["reason"] == NEW), None)
        if waiting is None:
            waiting = {"room": "unknown", "reason": NEW, "checks": []}
            entries.append(waiting)
        waiting["checks"] += new
    entries = [e for e in entries if e["checks"]]
    GAPS.write_text(head + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")


def _main(arguments: list[str]) -> Iterator[Check]:
    from rashomon.pipeline.run import run

    names = [a for a in arguments if not a.startswith("--")]
    for folder in stories():
        if names and not any(n in folder.name for n in names):
            continue
        with tempfile.TemporaryDirectory() as tmp:
            run([folder], Path(tmp))
            yield from check(load_story(folder), load_output(Path(tmp)))


if __name__ == "__main__":
    made = list(_main(sys.argv[1:]))
    print(table(r for r in made if not r.ok or "--all" in sys.argv))
    print(balance(made))
    if "--gaps" in sys.argv:
        update_gaps(made)
