"""A run that names no policy keeps the one the ledger was made with, and says so."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from asking_stories import articles
from rich.console import Console

from rashomon.errors import InputError
from rashomon.exports.summary import print_summary
from rashomon.pipeline.run import run
from rashomon.pipeline.weights_file import read_weights
from rashomon.store import Ledger, where_of
from rashomon.store import evidence_tables as t


def policies(out: Path) -> list[str]:
    ledger = Ledger(where_of(out))
    try:
        with ledger.read() as db:
            return list(db.scalars(sa.select(t.runs.c.policy).order_by(t.runs.c.run_id)))
    finally:
        ledger.close()


def test_the_policy_and_the_weights_of_a_ledger_stay(tmp_path: Path) -> None:
    out, weights = tmp_path / "out", tmp_path / "w.yml"
    weights.write_text("speakers: {regional governor: 2}\n", encoding="utf-8")
    first = run([articles(tmp_path / "a", "first")], out)
    assert first.policy == "current"
    run([articles(tmp_path / "a", "first")], out, policy="minmax")
    kept = run([articles(tmp_path / "b", "second")], out)
    assert {e.policy for i in kept.derived.incidents for e in i.estimates} == {"minmax"} and kept.policy == "minmax"
    given = read_weights(weights)
    weighed = run([articles(tmp_path / "b", "second")], out, weights=given)
    assert weighed.policy == f"minmax with weights w.yml ({given.sha256[:12]})"
    with pytest.raises(InputError, match=r"made with the weights w\.yml \(\w{12}\); give that file with --weights, or name a --policy"):
        run([articles(tmp_path / "c", "mine")], out)
    back = run([articles(tmp_path / "c", "mine")], out, policy="current")
    assert {e.policy for i in back.derived.incidents for e in i.estimates} == {"current"}
    assert policies(out) == ["current", "minmax", "minmax", weighed.policy, "current"]
    said = []
    for summary in (weighed, back):
        console = Console(width=200, record=True, file=StringIO())
        print_summary(summary, console)
        said.append("policy: " in console.export_text())
    assert said == [True, False]
