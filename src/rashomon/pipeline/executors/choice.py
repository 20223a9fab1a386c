"""Which executor a user means by ``--executor`` and ``--workers``."""

from __future__ import annotations

import os
from pathlib import Path

from rashomon.errors import InputError
from rashomon.pipeline.executors.base import Executor
from rashomon.pipeline.executors.local import Local
from rashomon.pipeline.executors.processes import Processes

#: Memory that a worker takes with all it loads, in bytes. Without so much for each, there are fewer of them.
EACH = 600_000_000
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
            return DaskCluster(address=("tcp" if kind == "dask" else kind) + f":{rest}")
        if kind == "dask":
            return DaskCluster(workers=_count(name, rest, workers))
    raise InputError(f"no executor {name!r}; choose one of: {FORMS}")


def _count(name: str, rest: str, workers: int | None) -> int:
    if not rest:
        return workers or cores()
    if not rest.isdecimal() or not 1 <= int(rest) <= 4096:
        raise InputError(f"executor {name!r}: how many workers stands behind the colon, as in processes:4")
    return int(rest)


def cores() -> int:
    """Cores that this process may use, as far as there is memory for a worker on each."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = _free_memory()
    return max(1, usable if free is None else min(usable, free // EACH))


def _free_memory() -> int | None:
    """Bytes that can be had without swapping, where the system says so; a container's own limit counts."""
    found = []
    for line in _text("/proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            found.append(int(line.split()[1]) * 1024)
    limit, used = _text("/sys/fs/cgroup/memory.max").strip(), _text("/sys/fs/cgroup/memory.current").strip()
    if limit.isdecimal() and used.isdecimal():
        found.append(int(limit) - int(used))
    return min(found, default=None)


def _text(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
