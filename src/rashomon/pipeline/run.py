"""One run: inputs in, a ledger and three JSON Lines files out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from rashomon import corpus
from rashomon.errors import LedgerError, RashomonError
from rashomon.estimates import Weights
from rashomon.inputs import read_inputs
from rashomon.pipeline.balance import Balance, balance_in
from rashomon.pipeline.deciding import frame_again, log_names
from rashomon.pipeline.decisions_sources import correction_files
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.looking import Copy, Found, look
from rashomon.pipeline.read import BATCH, batches, read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.view import view
from rashomon.pipeline.write import Page, write_files, write_page
from rashomon.store import Reading, evidence, where_of, writing
from rashomon.store.comments import write_datasette
from rashomon.store.forgetting import Removed

#: Told after each batch: documents done, documents known to be waiting (None while the input is still being counted).
Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: ``new`` documents read in it, ``known`` ones that were in the ledger already, and what there is to show.

    ``moved`` counts incidents by what moved them (``first``, ``new_report``, ``decision`` …).
    ``policy`` is that of the figures, with the file of weights where there is one; ``absent`` are
    corrections files that were not there, though decisions that came from them are in force.
    """

    out: Path
    derived: Derived
    balance: Balance
    new: int
    known: int
    moved: Mapping[str, int] = field(default_factory=dict)
    policy: str = "current"
    absent: tuple[str, ...] = ()


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    policy: str | None = None,
    workers: int = 1,
    reread: bool = False,
    wait: bool = False,
    weights: Weights | None = None,
    progress: Progress | None = None,
    page: Page | None = None,
    unmask: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> RunSummary:
    """Reads ``inputs``, adds them to the ledger of ``out``, and writes what follows from all of it.

    ``page`` writes the page for people (``rashomon.exports.report.write_report``). ``wait`` waits for another run to end, ``weights`` are
    a user's. Without a ``policy`` the ledger keeps the one it was made with last (and asks for the weights it was made with); a new one is
    ``current``. Documents that the ledger holds already (same name, same text) are not read again, unless ``reread``. Readings are kept
    batch by batch: a run that is stopped goes on where it was when it is called again. ``unmask`` is the person to whom ``page`` shows names
    of private persons: that is put on record. ``mapping`` says under which names the records of the input hold what an article needs
    (ours → theirs); a large input is read as it comes, and never held whole.

    Raises InputError where there is nothing to read or no such policy, LedgerError where ``out`` cannot be written or somebody else writes
    to the ledger, CorrectionError for a malformed corrections file.
    """
    tell: Progress = progress or (lambda done, total, what: None)
    frame = framed(policy or "current", weights)
    files = correction_files(inputs)
    items = read_inputs(inputs, mapping)  # first of all: an input that is not there leaves no ledger
    _writable(out)
    with writing(where_of(out), wait=wait, tell=lambda what: tell(0, None, what)) as ledger:
        with ledger.read() as db:
            old, removed = evidence.known(db), Removed(db)
            if policy is None:
                frame = frame_again(db, weights)
        tell(0, None, "looking at the input")
        found = look(items, inputs, old, reread, removed)
        session = Session.start(ledger, "run", frame)
        total = _keep(found, session, workers, tell)
        tell(total, total, "comparing documents")
        session.finish(files, lambda n: tell(total, total, f"comparing documents ({n})"), seen=found.names)
        if unmask is not None:
            log_names(ledger, unmask, "the report of a run")
        tell(total, total, "writing")
        with ledger.read() as db:
            write_files(db, out)
            if ledger.database.path is not None:
                write_datasette(out)
            shown, balance = view(db), balance_in(db)
            if page is not None:
                write_page(out, page, shown, balance)
    return RunSummary(out, shown, balance, total, found.known, session.moved, frame.name, tuple(session.absent))


def _keep(found: Found, session: Session, workers: int, tell: Progress) -> int:
    """Reads what is to be read and keeps it, batch by batch; how many documents that were."""
    refused: list[Reading] = []
    now: list[tuple[str, str]] = []
    later: list[tuple[str, str]] = []
    done = 0

    def keep_aside() -> None:
        """What needs no reading. Copies of what the ledger holds come before the batch that may change it."""
        nonlocal done
        if refused:
            session.add(refused)
            refused.clear()
        for group in evidence.chunks(now, BATCH):
            session.add_copies(group)
            done += len(group)
        now.clear()

    def fresh() -> Iterator[corpus.Article]:
        for step in found.steps:
            if isinstance(step, Reading):
                refused.append(step)
            elif isinstance(step, Copy):
                (later if step.waits else now).append((step.name, step.same))
            else:
                yield step
            if len(refused) + len(now) >= BATCH:
                keep_aside()

    for readings in _map(fresh(), workers, found.total):
        keep_aside()
        session.add(readings)
        done += len(readings)
        tell(done, found.total, "reading")
    keep_aside()
    for group in evidence.chunks(later, BATCH):
        session.add_copies(group)
        done += len(group)
        tell(done, found.total, "reading")
    return done


def _map(articles: Iterator[corpus.Article], workers: int, total: int | None) -> Iterator[list[Reading]]:
    size = BATCH if total is None else max(1, min(BATCH, -(-total // max(1, workers))))
    groups = iter(batches(articles, size))
    first = list(islice(groups, 2))
    if workers > 1 and len(first) > 1:
        yield from _shared(chain(first, groups), workers)
    else:
        for group in chain(first, groups):
            yield read_batch(group)


def _shared(groups: Iterator[list[corpus.Article]], workers: int) -> Iterator[list[Reading]]:
    """Readings by several processes, in the order of the groups; no more of them wait than keep the processes busy."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        try:
            for group in groups:
                with _deaf():
                    waiting.append(pool.submit(read_batch, group))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as err:
            raise RashomonError(
                "a worker died, most likely for want of memory (each takes about 600 MB); run again with fewer --workers"
            ) from err
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started in here never hear Ctrl-C: it is for this one, which ends them, and each would print a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise LedgerError(f"the folder {out} cannot be made ({err.strerror}); choose another with --out") from err
    if not os.access(out, os.W_OK | os.X_OK):
        raise LedgerError(f"the folder {out} cannot be written to; choose another with --out")
