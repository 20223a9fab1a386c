"""What is begun before the program itself is loaded: the process that workers are forked from. Needs nothing but the standard library.

Loading the program takes 0.7 s of CPU, loading what a worker needs 1.3; begun first, the second goes on beside the first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path

#: What the process that is forked imports; importing it loads all that a worker needs.
WARM = "rashomon.pipeline.executors.warm"
#: Whether workers are forks; elsewhere the systems do not want it.
FORKS = sys.platform == "linux"
#: Memory that a worker takes with all it loads, in bytes. Without so much for each, there are fewer of them.
EACH = 600_000_000
#: Folder of a run that names none.
OUT = Path("rashomon-out")
#: Bytes of input from which on workers are started before it is looked at: a batch or two of articles.
LARGE = 500_000


def begin_loading() -> None:
    """Starts the process that workers are forked from, and returns at once; nothing where it runs or is not used."""
    if FORKS:
        multiprocessing.set_forkserver_preload([WARM])
        with deaf():
            forkserver.ensure_running()


def begin_early(inputs: Iterable[str], out: Path, workers: int | None, executor: str | None) -> None:
    """The same for a run that will surely need it: a large new input, read by processes."""
    wanted = executor.startswith("processes") if executor else (workers or cores()) > 1
    new = not (out / "ledger.db").exists() and not os.environ.get("RASHOMON_DATABASE")
    if FORKS and wanted and new and large(Path(given) for given in inputs if "://" not in given):
        begin_loading()


#: Options of ``run`` behind which no value stands.
_FLAGS = frozenset({"--reread", "--wait", "--names", "--coarsen", "--quiet", "-q"})


def begin_at_once(words: Sequence[str]) -> None:
    """The same for the words of a command line, before anything that could understand them is loaded: that takes 0.1 s of CPU. Where they are
    understood otherwise, a process was started that nobody needs."""
    if words[:1] != ["run"] or "--help" in words:
        return
    inputs: list[str] = []
    given: dict[str, str] = {}
    rest = iter(words[1:])
    for word in rest:
        if word.startswith("-"):
            name, _, value = word.partition("=")
            given[name] = value if value or name in _FLAGS else next(rest, "")
        else:
            inputs.append(word)
    workers = given.get("--workers", "")
    begin_early(inputs, Path(given.get("--out") or OUT), int(workers) if workers.isdecimal() else None, given.get("--executor"))


def large(paths: Iterable[Path]) -> bool:
    """Whether there is surely enough to read for workers to be started before it is looked at."""
    size = 0
    for path in paths:
        for file in path.rglob("*") if path.is_dir() else (path,):
            try:
                size += file.stat().st_size
            except OSError:
                continue
            if size > LARGE:
                return True
    return False


def cores() -> int:
    """Cores that this process may use, as far as there is memory for a worker on each."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = _free_memory()
    return max(1, usable if free is None else min(usable, free // EACH))


def _free_memory() -> int | None:
    """Bytes that can be had without swapping, where the system says so; a container's own limit counts."""
    found = [int(line.split()[1]) * 1024 for line in _text("/proc/meminfo").splitlines() if line.startswith("MemAvailable:")]
    limit, used = _text("/sys/fs/cgroup/memory.max").strip(), _text("/sys/fs/cgroup/memory.current").strip()
    if limit.isdecimal() and used.isdecimal():
        found.append(int(limit) - int(used))
    return min(found, default=None)


def _text(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


@contextmanager
def deaf() -> Iterator[None]:
    """Processes started in here never hear Ctrl-C: it is for this one, which ends them, and each would print a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
