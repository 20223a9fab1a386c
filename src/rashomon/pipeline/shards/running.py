"""A run over shards, as the process sees it that started it: it lists, gives away, and is told of finished shards in the order of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rashomon.corpus import Rejected
from rashomon.errors import RashomonError
from rashomon.inputs.folder import unless_refused
from rashomon.inputs.once import Once
from rashomon.pipeline.executors import Executor
from rashomon.pipeline.rules import rules_hash
from rashomon.pipeline.shards import listing, places
from rashomon.pipeline.shards.finished import FORM, Held, Writer, parquet, path_of, rows_in, there
from rashomon.pipeline.shards.listing import File, Listed, Shard, list_inputs, shards_of
from rashomon.pipeline.shards.making import Made, Task, count_lines, make_shard

Tell = Callable[[str], None]


def _whole(given: str | Path) -> str:
    """The place for finished shards in full, as workers elsewhere have to know it. Raises InputError for what is none."""
    if places.is_address(given):
        places.store(str(given))
        return str(given).rstrip("/")
    return str(places.local_path(given).absolute())


class Sharded:
    """An input that is read shard by shard; ``folder`` (or an address) keeps finished ones. ``made`` counts the shards that were read, ``kept`` those
    that were finished before."""

    def __init__(self, inputs: Sequence[str | Path], folder: str | Path, mapping: Mapping[str, str] | None = None) -> None:
        """Lists the input. Raises InputError where there is nothing to read, and for a place that is none."""
        parquet()
        self._folder = _whole(folder)
        self._mapping = dict(mapping or {})
        self.listed: Listed = list_inputs(inputs)
        self.made = self.kept = self.total = 0

    def items(self, engine: Executor, tell: Tell = lambda what: None) -> Iterator[Held | Rejected]:
        """Readings and refusals in the order that the input has in one process, each article once."""
        found = self._items(engine, tell)
        if self.listed.alone:
            sole = self.listed.files[0]
            return unless_refused(found, sole.name, sole.where)
        return found

    def _items(self, engine: Executor, tell: Tell) -> Iterator[Held | Rejected]:
        folder = self._folder
        yield from self.listed.refused
        rules = rules_hash()
        shards = list(shards_of(self._in_ranges(engine), self._mapping))
        self.total = len(shards)
        try:
            finished = there(folder)
        except OSError as err:
            raise RashomonError(f"{folder}: shards cannot be kept there ({err.strerror}); name another place with --shards") from err
        tasks = [Task(shard, folder, shard.key(f"{rules} {FORM}"), rules) for shard in shards]
        self.kept = sum(task.key in finished for task in tasks)
        todo = engine.map(make_shard, (task for task in tasks if task.key not in finished), lost=_lost)
        once: Once[Held] = Once()
        for number, task in enumerate(tasks, 1):
            if task.key in finished:
                path = path_of(folder, task.key)
            else:
                path = next(todo).path
                self.made += 1
            tell(f"reading (shard {number:,} of {self.total:,})")
            yield from _of(task.shard, path, once)

    def _in_ranges(self, engine: Executor) -> Iterator[File]:
        """The files, large ones of JSON Lines as ranges; their lines are counted first, because lines give documents their names."""
        large = [f for f in self.listed.files if f.size > listing.SPLIT and f.name.lower().endswith(".jsonl") and not self._mapping]
        parts = {f: [replace(f, start=at, end=min(at + listing.RANGE, f.size)) for at in range(0, f.size, listing.RANGE)] for f in large}
        counted = iter(engine.map(count_lines, [part for f in large for part in parts[f]]))
        for f in large:
            counts = [next(counted) for _ in parts[f]]
            if min(counts) < 0:  # of a kind that is read as a whole
                parts[f] = [f]
            else:
                parts[f] = [replace(part, line=sum(counts[:n])) for n, part in enumerate(parts[f])]
        for f in self.listed.files:
            yield from parts.get(f, [f])


def _of(shard: Shard, path: str, once: Once[Held]) -> Iterator[Held | Rejected]:
    """What a finished shard holds, file by file; articles that another file held are left out."""
    rows = rows_in(path)
    waiting = next(rows, None)
    for number, file in enumerate(shard.files):

        def own(number: int = number) -> Iterator[Held | Rejected]:
            nonlocal waiting
            while waiting is not None and waiting[0] == number:
                yield waiting[1]
                waiting = next(rows, None)

        yield from once.of(file.name, file.where, own())


def _lost(task: Task) -> Made:
    """What stands for a shard over which workers died again and again: its files, set aside."""
    writer = Writer(task.folder, task.key)
    try:
        for number, file in enumerate(task.shard.files):
            why = "workers died over it again and again, most likely for want of memory; read it again with more memory for each worker"
            writer.add(number, Rejected(file.name, why if len(task.shard.files) == 1 else f"{why}, or alone"))
        return Made(writer.finish(again=True), writer.count, again=True)
    finally:
        writer.close()
