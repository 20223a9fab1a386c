"""The figures that the page prints of the mask are measured: on these labels, with this mask."""

import hashlib
import json

import pytest
from benchmarks.tasks import people
from benchmarks.tasks.common import GOLD

from rashomon.people import measured, notice


def test_the_figures_belong_to_the_labels_at_hand():
    m = measured()
    assert m.labels == hashlib.sha256(people.LABELS.read_bytes()).hexdigest(), "run: python -m benchmarks.tasks.people"
    rows = [json.loads(line) for line in people.LABELS.read_text(encoding="utf-8").splitlines()]
    names = [n for r in rows if r["split"] == "score" for n in r["names"]]
    assert m.private == sum(n[2] == "private" for n in names) and m.public == sum(n[2] == "public" for n in names)
    assert all(set(r) == {"id", "split", "from", "to", "names"} for r in rows), "labels hold no text"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold data is not here")
def test_measured_again_they_are_the_same():
    m = measured()
    fresh = people.fresh()
    assert (m.recall, m.kept) == (fresh["recall"], fresh["kept"]), "run: python -m benchmarks.tasks.people"


def test_the_notice_says_them():
    m = measured()
    assert f"{m.recall:.0%}" in notice(names=False) and "can miss" in notice(names=False)
    assert "are shown" in notice(names=True) and "one decimal" in notice(names=False, coarsen=True)
