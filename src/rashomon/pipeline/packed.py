"""Puts on record that a pack was made: who must ask for it back one day learns of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rashomon import __version__
from rashomon.pipeline.deciding import frame_of
from rashomon.pipeline.rules import rules_hash
from rashomon.store import Ledger
from rashomon.store.chain import Chain
from rashomon.store.outputs import record_output
from rashomon.store.runs import finish_run, last_finished, start_run


def record_pack(
    ledger: Ledger, path: Path, sha256: str, incidents: Sequence[str], documents: Sequence[str], *, names: bool, kind: str = "pack"
) -> None:
    """A run of its own with the output in it, sealed. It derives nothing."""
    with ledger.write() as db:
        chain = Chain(db)
        last = last_finished(db)
        policy = last["policy"] if last is not None else frame_of(db).name
        run_id = start_run(db, chain, kind, version=__version__, rules=rules_hash(), policy=policy)
        record_output(
            db, chain, run_id, kind=kind, path=str(path.absolute()), sha256=sha256, incidents=incidents, documents=documents, names=names
        )
        finish_run(db, chain, run_id, {"output": path.name})
        chain.flush()
