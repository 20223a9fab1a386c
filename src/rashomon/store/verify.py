"""Says whether a ledger holds: every quote, offset, hash, key and link of the chain. Reads only. See ``docs/how-to/verify.md``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from rashomon.store.chain import START
from rashomon.store.ledger import Ledger
from rashomon.store.verify_chain import check_chain, check_met, check_meta, check_rows, check_runs
from rashomon.store.verify_readings import check_readings, check_texts
from rashomon.store.verify_rows import PUT_BACK, Check, Finding, Tell, forgotten
from rashomon.store.verify_said import check_derived, check_versions


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what does not hold. ``head`` is the hash of the chain's last link."""

    findings: tuple[Finding, ...]
    counts: dict[str, int] = field(default_factory=dict)
    head: str = START

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(ledger: Ledger, *, head: str | None = None, tell: Tell | None = None) -> Verified:
    """Checks a whole ledger in one state. ``head``: a hash that was printed of it earlier, to see that nothing after it was cut off.

    A part that cannot be read at all is a finding, too, and the other parts are checked. Raises LedgerError only where it cannot be opened.
    """
    with ledger.read() as db:
        check = Check(db, tell or (lambda done, total, what: None))
        found = [START]
        derived: list[int] = []
        last: dict[str, str | None] = {}

        def said() -> None:
            last.update(check_versions(check))

        _part(check, "file", lambda: _file(check))
        _part(check, "tombstones", lambda: forgotten(check))
        _part(check, "chain", lambda: found.append(check_chain(check, head)))
        _part(check, "meta", lambda: check_meta(check))
        _part(check, "runs", lambda: derived.extend(check_runs(check)))
        _part(check, "decisions", lambda: check_rows(check))
        _part(check, "texts", lambda: check_texts(check))
        _part(check, "readings", lambda: check_readings(check, derived))
        _part(check, "versions", said)
        _part(check, "chain", lambda: check_met(check))
        _part(check, "derived", lambda: check_derived(check, last, bool(derived)))
        return Verified(tuple(dict.fromkeys(check.findings)), dict(check.counts), found[-1])


def _part(check: Check, name: str, step: Callable[[], None]) -> None:
    try:
        step()
    except sa.exc.DBAPIError as err:
        check.found(f"it cannot be read ({str(err.orig).splitlines()[0][:200]})", name)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as err:
        check.found(f"what stands there is not what the program writes ({type(err).__name__}: {str(err)[:200]})", name)


def _file(check: Check) -> None:
    """The file itself, where the ledger is one."""
    if check.db.dialect.name == "sqlite":
        for line in check.db.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
            if line != "ok":
                check.found(f"the file is damaged ({str(line)[:200]})", "file", PUT_BACK)
