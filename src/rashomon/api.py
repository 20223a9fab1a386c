"""What Python programs and notebooks use of Rashomon: :func:`read`, :func:`run` and :class:`Ledger`. See ``docs/how-to/python.md``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rashomon.api_tables import IncidentView, Table
from rashomon.corpus import Article, Rejected
from rashomon.errors import InputError, LedgerError, RashomonError
from rashomon.exports.making import Made
from rashomon.pipeline.run import Progress, RunSummary

if TYPE_CHECKING:
    from rashomon.pipeline.exporting import Wanted

__all__ = ["Article", "IncidentView", "Ledger", "Made", "RashomonError", "Rejected", "RunSummary", "Table", "read", "run"]

PathLike = str | os.PathLike[str]
#: A day as ``"2024-02-13"`` or a date.
Day = str | date


def read(*paths: PathLike, mapping: str | Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of files and folders, as the program takes them, one at a time; what cannot be an article comes as a :class:`Rejected`
    with the reason. Nothing is kept and nothing is understood yet.

    ``mapping`` says under which names records hold what an article needs (``{"text": "body"}``), or names a ready map (``"gdelt"``).
    Raises RashomonError for a path that is not there or holds nothing that is read.
    """
    from rashomon.inputs import read_inputs

    if not paths:
        raise InputError("say what to read: rashomon.read('articles')")
    return read_inputs([Path(p) for p in paths], _mapping(mapping))


def run(
    inputs: PathLike | Iterable[PathLike],
    out: PathLike = "rashomon-out",
    *,
    policy: str | None = None,
    weights: PathLike | None = None,
    mapping: str | Mapping[str, str] | None = None,
    workers: int | None = 1,
    executor: str | None = None,
    shards: PathLike | None = None,
    reread: bool = False,
    wait: bool = False,
    report: bool = True,
    names: bool = False,
    who: str | None = None,
    coarsen: bool = False,
    progress: Progress | None = None,
) -> RunSummary:
    """Reads articles, adds them to the ledger in the folder ``out``, and writes what follows from all of it: what ``rashomon run`` does.

    The parameters are the options of that command. ``report`` False leaves ``report.html`` out; ``names`` shows private persons' names in
    it, which is put on record with ``who``; ``progress`` is called as ``progress(done, total, what)``. ``workers`` None is one for each
    core; ``executor`` and ``shards`` are for clusters (``docs/how-to/cluster.md``). With more than one worker a script needs ``if __name__ == "__main__":`` around the call. Raises RashomonError, with what to do.
    """
    from rashomon.exports.report_run import Report
    from rashomon.pipeline.deciding import system_user
    from rashomon.pipeline.run import run as run_all
    from rashomon.pipeline.weights_file import read_weights

    given = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    if not given:
        raise InputError("say what to read: rashomon.run('articles', 'out')")
    if workers is not None and workers < 1:
        raise InputError(f"workers={workers}: at least one process has to read")
    return run_all(
        [p if isinstance(p, str) else Path(p) for p in given],
        Path(out),
        policy=policy,
        weights=read_weights(Path(weights)) if weights is not None else None,
        workers=workers,
        executor=executor,
        shards=os.fspath(shards) if shards is not None else None,
        reread=reread,
        wait=wait,
        progress=progress,
        page=Report(names=names, coarsen=coarsen) if report else None,
        unmask=((who or "").strip() or system_user()) if names and report else None,
        mapping=_mapping(mapping),
    )


def _mapping(given: str | Mapping[str, str] | None) -> dict[str, str]:
    from rashomon.inputs.maps import mapping_of

    return mapping_of(given) if isinstance(given, str) else dict(given or {})


class Ledger:
    """A ledger to ask. Open it with :meth:`open`, best in a ``with`` statement::

        with rashomon.Ledger.open("out") as ledger:
            ledger.incidents(where="killed>=5").to_pandas()

    Every question sees one state of the ledger; nothing it answers changes the ledger. Names of private persons are hidden.
    """

    def __init__(self, where: str | Path, *, names: bool, who: str | None) -> None:
        from rashomon.store import Ledger as Store

        self._where, self._names, self._who = where, names, who
        self._store: Store | None = Store(where)

    @classmethod
    def open(cls, where: PathLike = "rashomon-out", *, names: bool = False, who: str | None = None) -> Self:
        """Opens the ledger of a folder that a run wrote to, a ledger file, or a database by its URL.

        ``names`` shows private persons' names in all that is asked of it, which is put on record in the ledger, with ``who`` reads them
        (the system's user where nobody is named). Raises RashomonError where there is no ledger.
        """
        from rashomon.commands.where import ledger_at
        from rashomon.pipeline.deciding import names_shown

        at = ledger_at(os.fspath(where))
        if names:
            names_shown(at, who, "rashomon.Ledger in Python")
        return cls(at, names=names, who=who)

    def close(self) -> None:
        """Closes it. Tables that it gave stay."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def incidents(
        self, *, since: Day | None = None, where: str | None = None, policy: str | None = None, weights: PathLike | None = None,
        as_of: Day | datetime | None = None, changed_since: str | None = None, coarsen: bool = False,
    ) -> Table:  # fmt: skip
        """Incidents, a row each (``docs/codebook/incidents.md``), in order of their ids.

        ``since``, ``where``, ``policy``, ``weights``, ``as_of``, ``changed_since`` and ``coarsen`` are what ``rashomon export`` takes
        (``docs/how-to/export.md``). What they leave out is counted in :attr:`Table.notes`. The table is held in memory.
        """
        return self._table("incidents", since, where, policy, weights, as_of, changed_since, coarsen)

    def claims(
        self, *, since: Day | None = None, where: str | None = None, policy: str | None = None, weights: PathLike | None = None,
        as_of: Day | datetime | None = None, changed_since: str | None = None, coarsen: bool = False,
    ) -> Table:  # fmt: skip
        """Claims of those incidents, a row each; where nothing is filtered, general statements that belong to no incident, too."""
        return self._table("claims", since, where, policy, weights, as_of, changed_since, coarsen)

    def documents(
        self, *, since: Day | None = None, where: str | None = None, policy: str | None = None, weights: PathLike | None = None,
        as_of: Day | datetime | None = None, changed_since: str | None = None, coarsen: bool = False,
    ) -> Table:  # fmt: skip
        """Documents those incidents are told in, a row each, without their texts."""
        return self._table("documents", since, where, policy, weights, as_of, changed_since, coarsen)

    def estimates(
        self, *, since: Day | None = None, where: str | None = None, policy: str | None = None, weights: PathLike | None = None,
        as_of: Day | datetime | None = None, changed_since: str | None = None, coarsen: bool = False,
    ) -> Table:  # fmt: skip
        """Low, best and high with their reasons, a row for each harm and side of an incident."""
        return self._table("estimates", since, where, policy, weights, as_of, changed_since, coarsen)

    def disagreements(
        self, *, since: Day | None = None, where: str | None = None, policy: str | None = None, weights: PathLike | None = None,
        as_of: Day | datetime | None = None, changed_since: str | None = None, coarsen: bool = False,
    ) -> Table:  # fmt: skip
        """Where reports part, a row for each thing said in a disagreement."""
        return self._table("disagreements", since, where, policy, weights, as_of, changed_since, coarsen)

    def incident(self, incident_id: str, *, policy: str | None = None, as_of: Day | datetime | None = None) -> IncidentView:
        """One incident with its tables. An id that an incident had once leads to what it is now. Raises RashomonError for any other."""
        from rashomon.api_tables import view_of
        from rashomon.store.versions import current_id

        with self._open().read() as db:
            now = incident_id if as_of is not None else current_id(db, incident_id)
            wanted = self._wanted(None, f'id="{now or ""}"', policy, None, as_of, None, False) if now and '"' not in now else None
            found = view_of(db, wanted, self._names) if wanted is not None else None
        if found is None:
            raise LedgerError(
                f"there is no incident {incident_id} in this ledger{' as of then' if as_of else ''}; .incidents() lists those there are"
            )
        return found

    def export(
        self, format: str, path: PathLike, /, *, since: Day | None = None, where: str | None = None, policy: str | None = None,
        weights: PathLike | None = None, as_of: Day | datetime | None = None, changed_since: str | None = None, coarsen: bool = False,
        **options: Any,
    ) -> Made:  # fmt: skip
        """Writes an export to ``path`` and puts it on record: what ``rashomon export`` does. ``options`` are the format's own, with ``_`` for
        ``-`` (``dialect="spreadsheet"``, ``candidate=True``). Names are shown where the ledger was opened with ``names``."""
        from rashomon.exports.formats import format_named
        from rashomon.exports.making import make_export, target_of
        from rashomon.pipeline.deciding import names_shown

        self._open()
        kind = format_named(format)
        given = {k.replace("_", "-"): v for k, v in options.items()}
        kind.chosen(given)
        target_of(kind, Path(path))
        wanted = self._wanted(since, where, policy or kind.default_policy, weights, as_of, changed_since, coarsen)
        if self._names:
            names_shown(self._where, self._who, f"export {kind.name} to {Path(path).name} from Python")
        return make_export(self._where, kind, wanted, Path(path), given)

    def _open(self) -> Any:
        if self._store is None:
            raise LedgerError("this ledger was closed; open it again with rashomon.Ledger.open()")
        return self._store

    def _table(self, name: str, *asked: Any) -> Table:
        from rashomon.api_tables import table_of

        with self._open().read() as db:
            return table_of(db, name, self._wanted(*asked), self._names)

    def _wanted(
        self, since: Day | None, where: str | None, policy: str | None, weights: PathLike | None, as_of: Day | datetime | None,
        changed_since: str | None, coarsen: bool,
    ) -> Wanted:  # fmt: skip
        from rashomon.pipeline.exporting import Wanted
        from rashomon.pipeline.filtering import day_given, read_filter
        from rashomon.pipeline.moments import moment
        from rashomon.pipeline.session import framed
        from rashomon.pipeline.weights_file import read_weights

        if policy is not None:
            framed(policy)
        day = since.isoformat()[:10] if isinstance(since, date) else since
        then = as_of.isoformat() if isinstance(as_of, date) else as_of
        return Wanted(
            policy=policy,
            weights=read_weights(Path(weights)) if weights is not None else None,
            since=day_given(day, "since") if day is not None else None,
            where=read_filter(where, "where") if where is not None else None,
            as_of=moment(then, "as_of") if then is not None else None,
            as_of_text=then.strip() if then is not None else None,
            changed_since=changed_since,
            names=self._names,
            coarsen=coarsen,
        )

    def __repr__(self) -> str:
        from rashomon.store.engine import printable

        return f"<rashomon.Ledger {printable(self._where)}{'' if self._store else ', closed'}>"

    def _repr_html_(self) -> str:
        from rashomon.notebook import ledger_html
        from rashomon.store.engine import printable

        if self._store is None:
            return ledger_html(printable(self._where), None, self._names)
        with self._store.read() as db:
            return ledger_html(printable(self._where), db, self._names)
