"""One run: inputs in, a ledger and three JSON Lines files out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon import __version__, corpus, estimates
from rashomon.errors import InputError, LedgerError, RashomonError
from rashomon.model import Decision, Document, content_id
from rashomon.pipeline.balance import Balance, balance_of
from rashomon.pipeline.decisions_file import decisions_of_file, read_decisions
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.read import BATCH, batches, input_hash, read_batch
from rashomon.pipeline.write import Page, write_all
from rashomon.store import Ledger, Reading

#: Told after each batch: documents done, documents known to be waiting (None while the input is still being counted).
Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: ``new`` documents read in it, ``known`` ones that were in the ledger already, and everything derived."""

    out: Path
    derived: Derived
    balance: Balance
    new: int
    known: int


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    policy: str = "current",
    workers: int = 1,
    reread: bool = False,
    quiet: bool = True,
    progress: Progress | None = None,
    page: Page | None = None,
) -> RunSummary:
    """Reads ``inputs``, adds them to the ledger in ``out``, and writes what follows from all of it.

    ``page`` writes the page for people (``rashomon.exports.report.write_report``).

    Documents that the ledger holds already (same name, same text) are not read again, unless ``reread``. Raises InputError where
    there is nothing to read or no such policy, LedgerError where ``out`` cannot be written, CorrectionError for a malformed corrections file.
    """
    tell: Progress = progress or (lambda done, total, what: None)
    if policy not in estimates.POLICIES:
        raise InputError(f"no policy {policy!r}; choose one of: {', '.join(sorted(estimates.POLICIES))}")
    files = _correction_files(inputs)
    _writable(out)
    with closing(Ledger(out / "ledger.db")) as ledger:
        old = {r.document.name: r for r in ledger.readings()}
        fresh: list[Reading] = []
        articles: list[corpus.Article] = []
        seen: dict[str, str] = {}
        known = 0
        tell(0, None, "looking at the input")
        for item in corpus.read_inputs(inputs):
            if isinstance(item, corpus.Rejected):
                fresh.append(Reading(_rejected(item)))
                continue
            if item.name in seen:
                raise InputError(f"two documents are called {item.name!r}; rename one of them")
            seen[item.name] = item.name
            if item.name in old and not reread and _same(item, old[item.name]):
                known += 1
                continue
            articles.append(item)
        if not seen and not fresh:
            raise InputError(
                f"no document found in {', '.join(str(p) for p in inputs)}; give .txt files, .jsonl files, or a folder of them"
            )
        for reading in _map(articles, workers, tell):
            fresh.append(_version(reading, old))
        tell(len(articles), len(articles), "comparing documents")
        merged = {**old, **{r.document.name: r for r in fresh}}
        derived = derive(list(merged.values()), _decisions({**ledger.corrections(), **files}), policy)
        balance = balance_of(derived)
        tell(len(articles), len(articles), "writing")
        write_all(out, ledger, fresh, derived, balance, version=__version__, page=page, corrections=files)
    return RunSummary(out, derived, balance, len(articles), known)


def _map(articles: Sequence[corpus.Article], workers: int, tell: Progress) -> Iterator[Reading]:
    done = 0
    groups = list(batches(articles, max(1, min(BATCH, -(-len(articles) // max(1, workers))))))
    if workers > 1 and len(groups) > 1:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(workers, len(groups)), mp_context=context) as pool:
            try:
                with _deaf():
                    waiting = pool.map(read_batch, groups)
                for readings in waiting:
                    done += len(readings)
                    tell(done, len(articles), "reading")
                    yield from readings
            except BrokenProcessPool as err:
                raise RashomonError(
                    "a worker died, most likely for want of memory (each takes about 600 MB); run again with fewer --workers"
                ) from err
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return
    for group in groups:
        readings = read_batch(group)
        done += len(readings)
        tell(done, len(articles), "reading")
        yield from readings


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


def _same(article: corpus.Article, reading: Reading) -> bool:
    """Whether the ledger holds this very document: same text, and nothing new is known of it."""
    if reading.input_hash:
        return input_hash(article) == reading.input_hash
    return corpus.make_document(article).document_id == reading.document.document_id


def _version(reading: Reading, old: dict[str, Reading]) -> Reading:
    """A changed text under a known name is a new version of it."""
    before = old.get(reading.document.name)
    if before is None or before.document.document_id == reading.document.document_id:
        return reading
    return replace(reading, document=replace(reading.document, version_of=before.document.document_id))


def _rejected(item: corpus.Rejected) -> Document:
    return Document(item.name, "", content_id("doc", "rejected", item.name), "", status="set_aside", reason=item.reason)


def _correction_files(inputs: Sequence[Path]) -> dict[str, str]:
    """Text of ``corrections.yml`` beside each input and in the folders of an input folder, by path; checked before anything is read."""
    found: dict[str, str] = {}
    for path in inputs:
        for beside in sorted(path.rglob("corrections.yml")) if path.is_dir() else [path.parent / "corrections.yml"]:
            if beside.is_file():
                read_decisions(beside)
                found[str(beside.resolve())] = beside.read_text(encoding="utf-8-sig")
    return found


def _decisions(files: Mapping[str, str]) -> list[Decision]:
    """Decisions in all corrections files, those of earlier runs included, numbered through."""
    every = [d for source in sorted(files) for d in decisions_of_file(files[source], source)]
    return [replace(d, number=n) for n, d in enumerate(every, 1)]


def _writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise LedgerError(f"the folder {out} cannot be made ({err.strerror}); choose another with --out") from err
    if not os.access(out, os.W_OK | os.X_OK):
        raise LedgerError(f"the folder {out} cannot be written to; choose another with --out")
