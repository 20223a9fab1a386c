"""Derives in a process of its own, so that a long derivation takes no time from those who read: ``python -m rashomon.queries.worker``.

It is told on its standard input where the ledger is and what is wanted, tells how far it is on its standard error, and writes what it made to its
standard output. Nothing of it is for people.
"""

from __future__ import annotations

import json
import pickle
import sys
from typing import Any

from rashomon.errors import RashomonError
from rashomon.pipeline.deciding import DERIVING
from rashomon.pipeline.moments import moment
from rashomon.queries.clock import clock
from rashomon.queries.deriving import entries_through, then
from rashomon.store import Ledger
from rashomon.store.engine import Where, is_url
from rashomon.store.runs import last_finished


def made(where: Where, policy: str, as_of: str | None, tell: Any) -> tuple[int, Any]:
    """The run that the ledger stood at, with what is wanted: entries under a policy, or the mark of a moment with all as of it."""
    ledger = Ledger(where)
    try:
        with ledger.read() as db:
            last = last_finished(db, DERIVING)
            run_id = int(last["run_id"]) if last is not None else 0
            if as_of is None:
                return run_id, entries_through(db, policy, tell=tell)
            by = moment(as_of, "as_of")
            return run_id, (clock(db).mark(by), then(db, by, policy, tell))
    finally:
        ledger.close()


def main() -> int:
    """Does what it is told once."""
    from pathlib import Path

    asked = json.loads(sys.stdin.readline())
    where = asked["where"] if is_url(asked["where"]) else Path(asked["where"])
    out = sys.stdout.buffer

    def tell(done: int, of: int) -> None:
        print(done, of, file=sys.stderr, flush=True)

    try:
        answer: Any = made(where, asked["policy"], asked["as_of"], tell)
    except RashomonError as err:
        answer = str(err)
    out.write(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
