"""The machines of a Dask cluster: one that runs already, or one of this machine's processes. Why Dask: ``docs/decisions/0025-cluster.md``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rashomon.errors import InputError, RashomonError
from rashomon.pipeline.executors.base import Engine, Waiting, WorkerDied

A = TypeVar("A")
B = TypeVar("B")

#: Seconds in which a scheduler has to answer.
PATIENCE = 15


class DaskCluster(Engine):
    """A Dask cluster at an address (``tcp://host:8786``), or one of ``workers`` processes of this machine."""

    apart = True
    tries = 1  # Dask has tried four workers by itself, but blames what waited on a worker with what killed it

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        try:
            import distributed
        except ImportError:
            raise InputError("the executor dask needs the library of that name: pip install 'rashomon[cluster]'") from None
        self._dask: Any = distributed
        self._address = address
        self._cluster: Any = None
        self._client: Any = None
        self.workers = workers or 1
        if address is not None:
            self._connect()  # a scheduler that is not there is said before anything is looked at

    def begin(self) -> None:
        """Starts the cluster of this machine, where it is to be one."""
        if self._client is None:
            self._connect()

    def _connect(self) -> None:
        logging.getLogger("distributed").setLevel(logging.ERROR)  # a lost worker is said by us, where it matters
        if self._address is None:
            self._cluster = self._dask.LocalCluster(
                n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=logging.ERROR
            )
        try:
            self._client = self._dask.Client(self._cluster or self._address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as err:
            raise InputError(
                f"no Dask scheduler answers at {self._address} ({str(err)[:120]}); start one (dask scheduler) or check the address"
            ) from None
        self._count()

    def _count(self) -> None:
        """Workers come and go; there may be none yet."""
        there = self._client.scheduler_info(n_workers=-1)["workers"].values()
        self.workers = max(1, sum(int(w["nthreads"]) for w in there))

    def give(self, work: Callable[[A], B], item: A) -> Waiting[B]:
        """Gives a piece of work to the scheduler."""
        self.begin()
        given: Waiting[B] = self._client.submit(work, item, pure=False)
        return given

    def take(self, waiting: Waiting[B]) -> B:
        """The result of a piece. Dask gives it to four workers, one after the other, before it takes it for a killer of workers."""
        try:
            return waiting.result()
        except self._dask.KilledWorker as err:
            raise WorkerDied(f"a worker died again and again over one piece of work, most likely for want of memory ({err})") from err
        except (self._dask.comm.CommClosedError, self._dask.client.FutureCancelledError, TimeoutError) as err:
            raise RashomonError(f"the Dask scheduler cannot be reached any more ({str(err)[:120]}); run again to go on") from err

    def drop(self, waiting: Sequence[Waiting[Any]]) -> None:
        """What nobody has begun is not begun."""
        if self._client is not None and self._client.status == "running":
            self._client.cancel(list(waiting))

    def close(self) -> None:
        """Leaves the cluster; one of this machine ends."""
        client, self._client = self._client, None
        if client is not None:
            client.close()
        cluster, self._cluster = self._cluster, None
        if cluster is not None:
            cluster.close()
