"""The invented news the whole way: the same bytes under every hash seed and in any order, and every quote verbatim."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from benchmarks.invented import build

FILES = ("documents.jsonl", "claims.jsonl", "incidents.jsonl")
RUN = "import sys; from pathlib import Path; from rashomon.pipeline.run import run; run([Path(sys.argv[1])], Path(sys.argv[2]))"


def test_same_bytes_in_any_order_under_any_hash_seed(tmp_path: Path) -> None:
    docs = build.load()["docs"]
    rows = [json.dumps({"id": d["document"], "text": d["text"], "outlet": d["outlet"], "published": d["published"]}) for d in docs]
    running = []
    for n, seed in enumerate(("0", "1", "4242")):
        random.Random(n).shuffle(rows)
        (tmp_path / seed).mkdir()
        given = tmp_path / seed / "news.jsonl"
        given.write_text("\n".join(rows) + "\n", encoding="utf-8")
        command = [sys.executable, "-c", RUN, str(given), str(tmp_path / seed / "out")]
        running.append(subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}))
    assert [p.wait(timeout=600) for p in running] == [0, 0, 0]
    first, *others = [[(tmp_path / seed / "out" / f).read_bytes() for f in FILES] for seed in ("0", "1", "4242")]
    assert all(first == other for other in others)
    text = {d["document"]: d["text"] for d in docs}
    claims = [json.loads(line) for line in first[1].splitlines()]
    assert len(claims) > len(docs)
    assert all(text[c["document"]][c["start"] : c["end"]] == c["quote"] for c in claims)
