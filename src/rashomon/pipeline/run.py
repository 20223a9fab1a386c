"""One run: inputs in, a ledger and three JSON Lines files out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rashomon import corpus
from rashomon.errors import InputError, LedgerError, RashomonError
from rashomon.estimates import Weights
from rashomon.inputs import read_inputs
from rashomon.model import Document, content_id
from rashomon.pipeline.balance import Balance, balance_in
from rashomon.pipeline.deciding import frame_again, log_names
from rashomon.pipeline.decisions_sources import correction_files
from rashomon.pipeline.derive import Derived
from rashomon.pipeline.read import BATCH, batches, input_hash, read_batch
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
) -> RunSummary:
    """Reads ``inputs``, adds them to the ledger of ``out``, and writes what follows from all of it.

    ``page`` writes the page for people (``rashomon.exports.report.write_report``). ``wait`` waits for another run to end, ``weights`` are
    a user's. Without a ``policy`` the ledger keeps the one it was made with last (and asks for the weights it was made with); a new one is
    ``current``. Documents that the ledger holds already (same name, same text) are not read again, unless ``reread``. Readings are kept
    batch by batch: a run that is stopped goes on where it was when it is called again. ``unmask`` is the person to whom ``page`` shows names
    of private persons: that is put on record.

    Raises InputError where there is nothing to read or no such policy, LedgerError where ``out`` cannot be written or somebody else writes
    to the ledger, CorrectionError for a malformed corrections file.
    """
    tell: Progress = progress or (lambda done, total, what: None)
    frame = framed(policy or "current", weights)
    files = correction_files(inputs)
    _writable(out)
    with writing(where_of(out), wait=wait, tell=lambda what: tell(0, None, what)) as ledger:
        with ledger.read() as db:
            old, removed = evidence.known(db), Removed(db)
            if policy is None:
                frame = frame_again(db, weights)
        tell(0, None, "looking at the input")
        found = _look(inputs, old, reread, removed)
        session = Session.start(ledger, "run", frame)
        done = 0
        total = len(found.articles)
        if found.rejected:
            session.add(found.rejected)
        copies: list[tuple[corpus.Article, str]] = []
        fresh: list[corpus.Article] = []
        for article, same in found.articles:
            if same is None:
                fresh.append(article)
            else:
                copies.append((article, same))
        for readings in _map(fresh, workers):
            session.add(readings)
            done += len(readings)
            tell(done, total, "reading")
        for group in evidence.chunks(copies, BATCH):
            session.add_copies([(article.name, same) for article, same in group])
            done += len(group)
            tell(done, total, "reading")
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What the input holds: ``articles`` to be read, each with the name under which the ledger holds the same input (else None)."""

    articles: list[tuple[corpus.Article, str | None]]
    rejected: list[Reading]
    known: int
    names: frozenset[str]


def _look(inputs: Sequence[Path], old: Mapping[str, tuple[str, str]], reread: bool, removed: Removed) -> _Found:
    articles: list[tuple[corpus.Article, str | None]] = []
    rejected: list[Reading] = []
    seen: set[str] = set()
    held = {} if reread else {input_hash: name for name, (input_hash, _) in sorted(old.items(), reverse=True) if input_hash}
    known = 0
    for item in read_inputs(inputs):
        if isinstance(item, corpus.Rejected):
            reading = Reading(_rejected(item), input_hash=content_id("rejected", item.name, item.reason))
            if item.name in old and old[item.name][0] == reading.input_hash:
                continue
            rejected.append(reading)
            continue
        if item.name in seen:
            raise InputError(f"two documents are called {item.name!r}; rename one of them")
        seen.add(item.name)
        own = input_hash(item)
        if why := removed.reason(item.name, own):
            reading = removed.reading(item.name, why)
            if old.get(item.name) == (reading.input_hash, reading.document.document_id):
                known += 1
            else:
                rejected.append(reading)
            continue
        if item.name in old and not reread and old[item.name][0] == own:
            known += 1
            continue
        same = held.setdefault(own, item.name)
        articles.append((item, None if same == item.name or reread else same))
    changed = {item.name for item, _ in articles if item.name in old}  # these have another text once they are kept: nobody's copy
    changed |= {name for name in held.values() if name.rsplit("@", 1)[0] in changed}  # nor is an earlier text that may be the latest again
    articles = [(item, None if same in changed else same) for item, same in articles]
    if not seen and not rejected and not known:
        raise InputError(f"no document found in {', '.join(str(p) for p in inputs)}; give .txt files, .jsonl files, or a folder of them")
    return _Found(articles, rejected, known, frozenset(seen))


def _map(articles: Sequence[corpus.Article], workers: int) -> Iterator[list[Reading]]:
    groups = list(batches(articles, max(1, min(BATCH, -(-len(articles) // max(1, workers))))))
    if workers > 1 and len(groups) > 1:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(workers, len(groups)), mp_context=context) as pool:
            try:
                with _deaf():
                    waiting = pool.map(read_batch, groups)
                yield from waiting
            except BrokenProcessPool as err:
                raise RashomonError(
                    "a worker died, most likely for want of memory (each takes about 600 MB); run again with fewer --workers"
                ) from err
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return
    for group in groups:
        yield read_batch(group)


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


def _rejected(item: corpus.Rejected) -> Document:
    return Document(item.name, "", content_id("doc", "rejected", item.name), "", status="set_aside", reason=item.reason)


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise LedgerError(f"the folder {out} cannot be made ({err.strerror}); choose another with --out") from err
    if not os.access(out, os.W_OK | os.X_OK):
        raise LedgerError(f"the folder {out} cannot be written to; choose another with --out")
