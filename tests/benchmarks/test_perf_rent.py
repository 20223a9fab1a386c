"""What to rent is arithmetic: it is reckoned here by hand."""

from __future__ import annotations

import json

from benchmarks.perf import rent


def test_the_table_is_what_a_pencil_says():
    cost = rent.Cost(100, worker_ms=36.0, keep_ms=1.0, grow_ms=2.0, files_ms=0.6, shard_kb=10.0, ledger_kb=100.0, files_kb=5.0)
    lines = rent.table(cost, page_ms=36.0, price=0.1, cores=10, hours=2.0).splitlines()
    # 3,650,000 x 36 ms are 36.5 core-hours: two machines of ten cores for two hours; 3.6 ms each for the one process are 3.65 hours
    assert lines[2] == "| ten years of one country's press | 3,650,000 | 36 | 2 | 3.65 | 3.6 h | 36 GB | 365 GB | 18 GB |"
    # a page costs as much again: a million are 20 core-hours
    assert lines[3] == "| Common Crawl News, each day | 1,000,000 | 20 | 1 | 2.00 | 1.0 h | 10 GB | 100 GB | 5 GB |"
    assert "at most 24.0 million documents a day (3.60 ms each); 20 cores of workers" in lines[-1]
    assert "A terabyte of ledger holds 10 million documents." in lines[-1]


def test_costs_are_measured(tmp_path):
    told = [{"id": f"a{n}", "text": f"At least {n + 2} villagers were killed in Orvale on Monday, police said.\n"} for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, told)))
    cost = rent.measure([tmp_path / "a.jsonl"])
    assert cost.documents == 3 and min(cost.worker_ms, cost.keep_ms, cost.grow_ms, cost.shard_kb, cost.ledger_kb, cost.files_kb) > 0
    assert rent.Cost(**json.loads(rent.MEASURED.read_text())).documents > 100
