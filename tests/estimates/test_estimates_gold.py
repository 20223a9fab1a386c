"""The room alone, on claims that a person read: gold claims in, best figures and disagreements out, scored as the gold set's scorer does."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import defaultdict
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from estimates_build import incident

from rashomon.estimates import estimate
from rashomon.model import Claim, Document, Published, Speaker

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="the gold data are not on this machine (../shared)"),
]
ORGAN = re.compile(r"(?:Ministry|State|Government|Armed|Police|Military)\b.* of ([A-Z][\w ]+)$")
THIRD = re.compile(r"\b(?:observatory|msf|helmet|un|monitor|hospital|doctors|amnesty|human rights|civil defence|medic)", re.I)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def result(name: str, tmp_path: Path) -> dict[str, Any]:
    score = scorer()
    gold = json.loads((GOLD / name / "gold.json").read_text(encoding="utf-8"))
    gold["docs"] = [d for d in gold["docs"] if d.get("fold") in {None, "read"}]
    keys = json.loads((GOLD / "method_keys.json").read_text(encoding="utf-8"))
    names = score.Names(gold.get("aliases", {}), gold.get("word_aliases", {}))
    shown = {names.key(k): k for k in gold.get("aliases", {})}
    docs, claims = {}, defaultdict(list)
    for d in gold["docs"]:
        d.setdefault("text", "")
        pub = Published(day=date.fromisoformat(d["published"]), basis="given") if d.get("published") else Published()
        docs[d["document"]] = Document(d["document"], d["text"], "doc-" + d["document"], "0", outlet=d.get("outlet"), published=pub)
        for row in d["claims"] + d["statements"]:
            claims[row.get("incident")].append(_claim(row, d["document"], keys, names, shown))
    made = [
        estimate(
            incident(incident_id=i["id"], kind="aggregate" if "aggregate" in i["id"] else "attack", background=bool(i.get("background"))),
            claims[i["id"]],
            docs,
        )
        for i in gold["incidents"]
        if claims.get(i["id"])
    ]
    _write(tmp_path / "documents.jsonl", [{"document": n} for n in docs])
    _write(tmp_path / "claims.jsonl", [asdict(c) for cs in claims.values() for c in cs])
    _write(tmp_path / "incidents.jsonl", [asdict(i) for i in made])
    gold.setdefault("scored_stances", ["denies", "blames"])
    scored: dict[str, Any] = score.score(gold, tmp_path)[0]
    return scored


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, default=str) + "\n" for r in rows), encoding="utf-8")


def _claim(row: dict[str, Any], document: str, all_keys: dict[str, Any], names: Any, shown: dict[str, str]) -> Claim:
    casualty = "harm" in row
    keys = all_keys["claims" if casualty else "statements"].get(row["id"], {})

    def canon(name: str | None) -> str | None:
        return shown.get(names.key(name), name) if name and name != "each_other" else name

    said = row.get("speaker")
    organ = ORGAN.match(said or "")
    party = organ.group(1) if organ else canon(said)
    speaker = Speaker(canon(said), said, 0, 0, party, "ministry" if organ else None) if said else None
    more: dict[str, Any] = {"target": canon(row.get("target")), "denies": keys.get("denies")}
    if casualty:
        relation = keys.get("relation")
        if relation is None and said:
            own = row.get("side") and names.same(party, canon(row["side"]))
            relation = "own_losses" if own else "third_party" if THIRD.search(f"{said} {canon(said)}") else "unknown"
            if relation == "unknown" and names.same(party, row.get("perpetrator")) and party:
                relation = "enemy_losses"
        more = {
            "harm": row["harm"], "low": row["low"], "high": row["high"], "words": row.get("words") or str(row["low"]), "side": canon(row.get("side")),
            "scope": keys.get("scope") or row.get("scope") or "total", "part_of": keys.get("part_of") or row.get("subset_of"),
            "relation": relation or "outlet", "vague": bool(keys.get("vague")), "groups": tuple(keys.get("groups") or ()),
            "victim_status": keys.get("victim_status", "unknown"), "perpetrator": canon(row.get("perpetrator")),
        }  # fmt: skip
    if casualty and "words" not in row and row["high"] is None:
        more["words"] = row["quote"]
    kind = "casualty" if casualty else "statement"
    return Claim(
        row["id"], document, "doc-" + document, row["start"], row["end"], row["quote"], kind, speaker=speaker, stance=row["stance"],
        incident_id=row.get("incident"), background=bool(row.get("background")), **more,
    )  # fmt: skip


def test_articles(tmp_path: Path) -> None:
    got = result("articles", tmp_path)
    assert got["estimates"]["best_exact"] == 1.0 and got["estimates"]["range_exact"] == 1.0
    assert got["disagreements"]["missed"] == []
    assert got["disagreements"]["not_in_gold"] <= 1  # the distance told in kilometres and miles, which the scored list leaves out


@pytest.mark.parametrize(("name", "best", "contested"), [("fakes", 0.93, 0.75), ("world", 0.6, 0.5)])
def test_read_folds(name: str, best: float, contested: float, tmp_path: Path) -> None:
    got = result(name, tmp_path)["estimates"]
    assert got["best_exact"] >= best and got["contested_exact"] >= contested, got
