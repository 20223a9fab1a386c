"""Which ledger it is, and as of which run."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.pipeline.deciding import DERIVING
from rashomon.store import derived_tables as d
from rashomon.store.meta import ledger_id
from rashomon.store.runs import last_finished


@dataclass(frozen=True, slots=True)
class State:
    """Which ledger, and as of which run: what a page says the data are from. ``run_id`` 0: nothing was derived yet."""

    ledger_id: str | None
    run_id: int
    run_at: str
    policy: str
    documents: int
    latest: str | None  # the last day of publication

    @property
    def tag(self) -> str:
        """Changes with every run that derives something: what an ETag is made of."""
        return f"{self.ledger_id or ''}-{self.run_id}"

    @property
    def own_policy(self) -> str:
        """The policy by which the ledger's figures are made, without weights."""
        return self.policy.partition(" with weights ")[0]

    @property
    def weights(self) -> str:
        """The file of weights by which they are made; "" where there is none."""
        return self.policy.partition(" with weights ")[2]


def state_of(db: sa.Connection, before: State | None) -> State:
    """The state that ``db`` sees; ``before`` is one that was seen earlier, and is given again where nothing was derived since."""
    last = last_finished(db, DERIVING)
    run_id = int(last["run_id"]) if last is not None else 0
    if before is not None and run_id and (before.run_id, before.ledger_id) == (run_id, ledger_id(db)):
        return before
    c = d.documents.c
    row = db.execute(sa.select(sa.func.count(), sa.func.max(c.published)).select_from(d.documents)).one()
    at, policy = (str(last["finished"]), str(last["policy"])) if last is not None else ("", "current")
    return State(ledger_id(db), run_id, at, policy, int(row[0]), row[1])
