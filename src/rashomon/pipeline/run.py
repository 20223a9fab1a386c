"""One run: inputs in, a ledger and three JSON Lines files out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from rashomon import corpus
from rashomon.errors import LedgerError
from rashomon.estimates import Weights
from rashomon.inputs import read_inputs
from rashomon.pipeline.balance import Balance, balance_in
from rashomon.pipeline.deciding import frame_again, log_names
from rashomon.pipeline.decisions_sources import correction_files
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.executors import Executor, Local, executor_of
from rashomon.pipeline.executors.later import load_rest
from rashomon.pipeline.garbage import seldom_collected
from rashomon.pipeline.looking import Copy, Found, look, look_along
from rashomon.pipeline.read import BATCH
from rashomon.pipeline.rows import rows_of
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.shards import Sharded, is_address, local_path
from rashomon.pipeline.shards.finished import Held
from rashomon.pipeline.shards.listing import matching
from rashomon.pipeline.view import shown_texts, view
from rashomon.pipeline.write import BegunPage, Page, write_files, write_page
from rashomon.starting import large
from rashomon.store import Reading, evidence, where_of, writing
from rashomon.store.comments import write_datasette
from rashomon.store.encoded import Encoded
from rashomon.store.forgetting import Removed

T = TypeVar("T")

#: Told after each batch: documents done, documents known to be waiting (None while the input is still being counted).
Progress = Callable[[int, int | None, str], None]
#: Documents of the smallest batch; parsing fewer at once costs more for each.
LEAST = 8


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
    #: Of an input that was read in shards: how many were read, and how many were finished before.
    shards: tuple[int, int] | None = None


@seldom_collected()
def run(
    inputs: Sequence[Path | str],
    out: Path,
    *,
    policy: str | None = None,
    workers: int | None = 1,
    executor: str | None = None,
    shards: Path | str | None = None,
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
    (ours → theirs); a large input is read as it comes, and never held whole. ``workers`` are processes that read (None: one for each core),
    ``executor`` says where else the reading is done (:mod:`rashomon.pipeline.executors`); the result has the same bytes. Inputs that are
    addresses, and all inputs of a cluster, are read by the workers themselves, shard by shard; finished ones are kept in the folder or at
    the address ``shards`` (``out/shards``), and are not made again.

    Raises InputError where there is nothing to read or no such policy, LedgerError where ``out`` cannot be written or somebody else writes
    to the ledger, CorrectionError for a malformed corrections file.
    """
    tell: Progress = progress or (lambda done, total, what: None)
    frame = framed(policy or "current", weights)
    engine = executor_of(executor, workers)
    sharded = _sharded(inputs, mapping, engine, shards, out)  # first of all: an input that is not there leaves no ledger
    paths = [path for given in inputs if not is_address(given) for path in matching(local_path(given))]
    files = correction_files(paths) | (sharded.listed.corrections if sharded else {})
    items = iter(()) if sharded else read_inputs(paths, mapping)
    _writable(out)
    with engine, writing(where_of(out), wait=wait, tell=lambda what: tell(0, None, what)) as ledger:
        with ledger.read() as db:
            old, removed = evidence.known(db), Removed(db)
            if policy is None:
                frame = frame_again(db, weights)
        if not old and (sharded or large(paths)):
            engine.begin()
        tell(0, None, "looking at the input")
        if sharded:
            found = look_along(sharded.items(engine, lambda what: tell(0, None, what)), old, reread, removed)
        else:
            found = look(items, paths, old, reread, removed)
        session = Session.start(ledger, "run", frame)
        load = page.load if isinstance(page, BegunPage) else None
        total = _keep(found, session, Local() if sharded else engine, tell, load)
        if engine.ready:
            engine.map(load_rest, range(engine.workers))
        tell(total, total, "comparing documents")
        warm = engine if total > BATCH and not sharded else None  # workers that are there already
        session.finish(files, lambda n: tell(total, total, f"comparing documents ({n})"), seen=found.names, engine=warm)
        if engine.apart:  # workers of this machine are asked once more, for the report
            engine.close()
        if unmask is not None:
            log_names(ledger, unmask, "the report of a run")
        tell(total, total, "writing")
        with ledger.read() as db:
            if isinstance(page, BegunPage) and engine.ready:
                page.begin(shown_texts(db), engine)
            write_files(db, out)
            if ledger.database.path is not None:
                write_datasette(out)
            shown, balance = view(db), balance_in(db)
            if page is not None:
                write_page(out, page, shown, balance)
    did = (sharded.made, sharded.kept) if sharded else None
    return RunSummary(out, shown, balance, total, found.known, session.moved, frame.name, tuple(session.absent), did)


def _keep(found: Found, session: Session, engine: Executor, tell: Progress, load: Callable[[], None] | None) -> int:
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

    def fresh() -> Iterator[corpus.Article | Held]:
        for step in found.steps:
            if isinstance(step, Reading):
                refused.append(step)
            elif isinstance(step, Copy):
                (later if step.waits else now).append((step.name, step.same))
            else:
                yield step
            if len(refused) + len(now) >= BATCH:
                keep_aside()

    for readings in _read(fresh(), engine, found.total, load):
        keep_aside()
        session.add_encoded(readings)
        done += len(readings)
        tell(done, found.total, "reading")
    keep_aside()
    for group in evidence.chunks(later, BATCH):
        session.add_copies(group)
        done += len(group)
        tell(done, found.total, "reading")
    return done


def _sharded(
    inputs: Sequence[Path | str], mapping: Mapping[str, str] | None, engine: Executor, shards: Path | str | None, out: Path
) -> Sharded | None:
    """The input as shards, where its parts are read apart: by a cluster, from a store, or because finished shards are wanted."""
    try:
        apart = engine.apart or shards is not None or any(is_address(given) for given in inputs)
        return Sharded(inputs, shards or out / "shards", mapping) if apart else None
    except BaseException:
        engine.close()
        raise


def _read(
    articles: Iterator[corpus.Article | Held], engine: Executor, total: int | None, load: Callable[[], None] | None
) -> Iterator[list[Encoded]]:
    """Readings, batch by batch, in the order of the articles. What fits one batch is not worth a worker's start. While workers load what
    they need, this process does: to give away the first piece is to wait for them."""
    first = list(islice(articles, BATCH + 1))
    if len(first) <= BATCH:
        return Local().map(rows_of, [first] if first else [])
    engine.begin()
    if load is not None:
        load()
    return engine.map(rows_of, _shares(chain(first, articles), engine.workers, total))


def _shares(articles: Iterator[T], workers: int, total: int | None) -> Iterator[list[T]]:
    """Batches for several workers. Towards the end, where that is known, they get smaller, so that all workers end at about one time."""
    left = total
    while group := list(islice(articles, BATCH if left is None else min(BATCH, max(LEAST, left // (2 * workers))))):
        yield group
        left = None if left is None else left - len(group)


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise LedgerError(f"the folder {out} cannot be made ({err.strerror}); choose another with --out") from err
    if not os.access(out, os.W_OK | os.X_OK):
        raise LedgerError(f"the folder {out} cannot be written to; choose another with --out")
