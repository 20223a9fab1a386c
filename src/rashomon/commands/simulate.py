"""``rashomon simulate``: a made-up war and its press as input, of any size, from a seed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.errors import InputError
from rashomon.simulate.habits import Habits

if TYPE_CHECKING:
    from rashomon.simulate import Printed, War

EMPTY = "nothing is printed in that time; take more --days, or a higher --rate"
#: Articles between two words of progress.
_STEP = 250
_HABITS = Habits()


def _dial(help: str) -> Any:
    return typer.Option(help=help, rich_help_panel="Habits of the war, its press and its speakers")


def simulate(
    out: Annotated[
        Path | None, typer.Option("--out", help="File for the articles, one record a line: FILE.jsonl. It must not exist yet.")
    ] = None,
    articles: Annotated[
        int | None, typer.Option("--articles", min=1, help="How many (1000 without --days); 100,000 are some eleven years of a war.")
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=1_000_000, help="Days of the war; with --articles, whichever ends first.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed is another country; the same one gives the same bytes.")] = 1,
    truth: Annotated[
        Path | None, typer.Option("--truth", help="Also write which incident each claim truly speaks of, a line per article (.jsonl).")
    ] = None,
    incidents: Annotated[
        Path | None, typer.Option("--incidents", help="Also write the true incidents, in the keys of a run's incidents.jsonl (.jsonl).")
    ] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Also write what a careful reader finds in the articles (.json).")] = None,
    places: Annotated[
        Path | None, typer.Option("--places", help="Also write the made-up towns as a table for 'rashomon gazetteer add' (.csv).")
    ] = None,
    dataset: Annotated[
        Path | None,
        typer.Option("--dataset", help="Write all of it into a new folder, with README, hashes and a scorer, to give to others."),
    ] = None,
    rate: Annotated[float, _dial("Incidents a day in the long run.")] = _HABITS.rate,
    branching: Annotated[float, _dial("Incidents that one sets off, on average.")] = _HABITS.branching,
    decay_days: Annotated[float, _dial("Days until what follows, on average.")] = _HABITS.decay_days,
    decay_km: Annotated[float, _dial("Kilometres over which what follows falls off.")] = _HABITS.decay_km,
    retaliation: Annotated[float, _dial("Share of what follows that the other side does.")] = _HABITS.retaliation,
    sieges: Annotated[float, _dial("Villages a day that begin to be shelled day after day.")] = _HABITS.sieges,
    copying: Annotated[float, _dial("Copying of the wire: from nobody to nearly all.")] = _HABITS.copying,
    slant: Annotated[float, _dial("Share of reports in which a paper that leans prints its side's word alone.")] = _HABITS.slant,
    rounding: Annotated[float, _dial("Share of papers that print round numbers.")] = _HABITS.rounding,
    errors: Annotated[float, _dial("Share of reports with a wrong figure of the paper's own.")] = _HABITS.errors,
    delay: Annotated[float, _dial("Factor on the hours between event and print.")] = _HABITS.delay,
    variants: Annotated[float, _dial("Share of names spelt otherwise.")] = _HABITS.variants,
    junk: Annotated[float, _dial("Share of pages that tell of no violence.")] = _HABITS.junk,
    growth: Annotated[float, _dial("How much of a toll is not yet known in the first hours.")] = _HABITS.growth,
    inflation: Annotated[float, _dial("By how much a party overcounts its enemy's dead (1: twice as many).")] = _HABITS.inflation,
    denial: Annotated[float, _dial("Share of deeds and own dead that a party denies.")] = _HABITS.denial,
    concealment: Annotated[float, _dial("How much of its own dead a party leaves out.")] = _HABITS.concealment,
    partial: Annotated[float, _dial("How much of a toll third parties do not see.")] = _HABITS.partial,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Write made-up articles with a known truth: for tests of size, speed and faults, and of methods that reconcile reports. They say
    nothing about how well real news is read."""
    from rashomon import simulate as room
    from rashomon.simulate.dataset import write_table

    habits = room.Habits(
        rate=rate, branching=branching, decay_days=decay_days, decay_km=decay_km, retaliation=retaliation, sieges=sieges, copying=copying, slant=slant,
        rounding=rounding, errors=errors, delay=delay, variants=variants, junk=junk, growth=growth, inflation=inflation, denial=denial,
        concealment=concealment, partial=partial,
    )  # fmt: skip
    war = room.War(seed, articles or (None if days else 1000), days=days, habits=habits)
    files = ((out, ".jsonl"), (truth, ".jsonl"), (incidents, ".jsonl"), (gold, ".json"), (places, ".csv"))
    if dataset is not None:
        if any(path is not None for path, _ in files):
            raise InputError("--dataset writes every file itself; leave out --out and the others")
        _write_dataset(dataset, war, quiet)
        return
    if out is None:
        raise InputError("say where to: --out FILE.jsonl for the articles, or --dataset DIR for everything")
    for path, suffix in files:
        _free(path, suffix)
    named = [p.resolve() for p, _ in files if p is not None]
    if len(set(named)) < len(named):
        raise InputError("--out, --truth, --incidents, --gold and --places name one file twice; give each its own")
    with _named_errors(out):
        made, last = _write_stream(war, out, truth, incidents, gold, quiet)
        if places is not None:
            write_table(places, war.world.rows())
    if not quiet:
        typer.echo(
            f"{out}: {made} article{'s' * (made != 1)} of a made-up war, the last of {last[:10]}; read them with: rashomon run {out}"
        )


def _write_stream(war: War, out: Path, truth: Path | None, incidents: Path | None, gold: Path | None, quiet: bool) -> tuple[int, str]:
    """Writes the articles and what was asked for beside them: (how many, time of the last). Only gold and incidents need all of it at once."""
    from rashomon.pipeline.progress import progress_bar
    from rashomon.simulate.dataset import truth_rows
    from rashomon.simulate.gold import gold as gold_of
    from rashomon.simulate.true_rows import told_of, true_row

    kept: list[Printed] = []
    last, number = "", 0
    with ExitStack() as stack:
        tell = stack.enter_context(progress_bar(quiet))
        to = stack.enter_context(_Kept(out))
        told = stack.enter_context(_Kept(truth)) if truth is not None else None
        true = stack.enter_context(_Kept(incidents)) if incidents is not None else None
        whole = stack.enter_context(_Kept(gold)) if gold is not None else None
        for number, one in enumerate(war, 1):
            to.line(one.record)
            last = one.record.get("published", last)
            if told is not None:
                told.line(truth_rows(one))
            if true is not None or whole is not None:
                kept.append(one)
            if tell is not None and number % _STEP == 0 and war.count is not None:
                tell(number, war.count, "making up")
        if not number:
            raise InputError(EMPTY)
        if true is not None:
            of = told_of(kept)
            for key, incident in sorted(war.incidents.items()):
                true.line(true_row(incident, of.get(key, ())))
        if whole is not None:
            whole.line(gold_of(war.world, war.incidents, kept))
    return number, last


def _write_dataset(folder: Path, war: War, quiet: bool) -> None:
    """The whole data set, under its name only once it is whole."""
    from rashomon.simulate.dataset import write_dataset

    if folder.exists():
        raise InputError(f"{folder} exists already; name another folder, or remove it first")
    if not folder.parent.is_dir():
        raise InputError(f"{folder}: there is no folder {folder.parent}; make it first")
    part = folder.with_name(folder.name + ".part")
    if part.exists():
        raise InputError(f"{part} is in the way: another run writes there, or one was broken off; remove it, or name another folder")
    with _named_errors(folder):
        part.mkdir()
        try:
            package = write_dataset(war, part)
            if not package["rashomon"]["articles"]:
                raise InputError(EMPTY)
            part.rename(folder)
        finally:
            if part.is_dir():
                shutil.rmtree(part)
    if not quiet:
        about = package["rashomon"]
        typer.echo(
            f"{folder}: {about['articles']} articles on {about['incidents']} incidents with their truth; {folder / 'README.md'} says what each file holds"
        )


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as err:
        raise InputError(f"{path} cannot be written ({err.strerror}); make room, or name another place") from err


def _free(path: Path | None, suffix: str) -> None:
    if path is None:
        return
    if path.suffix.lower() != suffix:
        raise InputError(f"{path}: name a {suffix} file")
    if path.exists():
        raise InputError(f"{path} exists already; name another file, or remove it first")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}; make it first")


class _Kept:
    """A file of JSON lines that stands under its name only once it is whole."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")

    def __enter__(self) -> _Kept:
        try:
            self._file = self._part.open("w", encoding="utf-8", newline="\n")
        except OSError as err:
            raise InputError(f"{self._path} cannot be written ({err.strerror}); name another file") from err
        return self

    def line(self, row: dict[str, Any]) -> None:
        """Writes one row; a full disk is told in one line, and leaves nothing behind."""
        try:
            self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as err:
            raise InputError(f"{self._path} cannot be written ({err.strerror}); make room, or name another file") from err

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._file.close()
            if kind is None:
                self._part.replace(self._path)
                return
        except OSError as err:
            if kind is None:
                raise InputError(f"{self._path} cannot be written ({err.strerror}); make room, or name another file") from err
        finally:
            self._part.unlink(missing_ok=True)
