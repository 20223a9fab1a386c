"""Which executor a user means by ``--executor`` and ``--workers``."""

from __future__ import annotations

from urllib.parse import urlsplit

from rashomon.errors import InputError
from rashomon.pipeline.executors.base import Executor
from rashomon.pipeline.executors.local import Local
from rashomon.pipeline.executors.processes import Processes
from rashomon.starting import cores

FORMS = "local, processes, processes:4, dask, dask:4, or the address of a Dask scheduler such as dask://host:8786"


def executor_of(name: str | None, workers: int | None = None) -> Executor:
    """The executor of this name, one of :data:`FORMS`. Without a name ``workers`` says it, and without both a process for each core.

    Raises InputError for a name nobody knows, or where the engine is not installed.
    """
    if name is None:
        count = workers or cores()
        return Local() if count == 1 else Processes(count)
    kind, _, rest = name.strip().partition(":")
    if kind == "local" and not rest:
        return Local()
    if kind == "processes":
        return Processes(_count(name, rest, workers))
    if kind in ("dask", "tcp", "tls", "ucx", "ws", "wss"):
        from rashomon.pipeline.executors.dask_cluster import DaskCluster

        if rest.startswith("//"):
            return DaskCluster(address=_address(name, ("tcp" if kind == "dask" else kind) + f":{rest}"))
        if kind == "dask":
            return DaskCluster(workers=_count(name, rest, workers))
    raise InputError(f"no executor {name!r}; choose one of: {FORMS}")


def _address(name: str, address: str) -> str:
    """The address, if it has a host and a port: Dask would look for half a minute for one that has none."""
    try:
        parts = urlsplit(address)
        whole = bool(parts.hostname and parts.port)
    except ValueError:
        whole = False
    if not whole:
        raise InputError(f"executor {name!r}: host and port of the scheduler stand behind the slashes, as in dask://host:8786")
    return address


def _count(name: str, rest: str, workers: int | None) -> int:
    if not rest:
        return workers or cores()
    if not rest.isdecimal() or not 1 <= int(rest) <= 4096:
        raise InputError(f"executor {name!r}: how many workers stands behind the colon, as in processes:4")
    return int(rest)
