"""``rashomon simulate``: a made-up war and its press as input, of any size, from a seed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from rashomon.errors import InputError

#: Articles between two words of progress.
_STEP = 250


def simulate(
    out: Annotated[Path, typer.Option("--out", help="File for the articles, one record a line: FILE.jsonl. It must not exist yet.")],
    articles: Annotated[int, typer.Option("--articles", min=1, help="How many; 100,000 are some eleven years of a war.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Another seed is another country; the same one gives the same bytes.")] = 1,
    truth: Annotated[
        Path | None, typer.Option("--truth", help="Also write which incident each claim truly speaks of, a line per article (.jsonl).")
    ] = None,
    places: Annotated[
        Path | None, typer.Option("--places", help="Also write the made-up towns as a table for 'rashomon gazetteer add' (.csv).")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Write made-up articles for tests of size, speed and faults. They say nothing about how well real news is read."""
    from rashomon import simulate as room
    from rashomon.pipeline.progress import progress_bar

    for path, suffix in ((out, ".jsonl"), (truth, ".jsonl"), (places, ".csv")):
        _free(path, suffix)
    named = [p.resolve() for p in (out, truth, places) if p is not None]
    if len(set(named)) < len(named):
        raise InputError("--out, --truth and --places name one file twice; give each its own")
    last = ""
    with ExitStack() as stack:
        tell = stack.enter_context(progress_bar(quiet))
        to = stack.enter_context(_Kept(out))
        told = stack.enter_context(_Kept(truth)) if truth is not None else None
        for number, one in enumerate(room.stream(seed, articles), 1):
            to.line(one.record)
            last = one.record.get("published", last)
            if told is not None:
                told.line({"document": one.record["id"], "claims": _told(one.reading.claims, one.truth)})
            if tell is not None and number % _STEP == 0:
                tell(number, articles, "making up")
    if places is not None:
        _write_places(places, room.places(seed))
    if not quiet:
        typer.echo(
            f"{out}: {articles} article{'s' * (articles != 1)} of a made-up war, the last of {last[:10]}; read them with: rashomon run {out}"
        )


def _told(claims: Iterable[Any], truth: dict[str, str | None]) -> list[dict[str, Any]]:
    return [{"start": c.start, "end": c.end, "kind": c.kind, "incident": truth[c.claim_id]} for c in claims]


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


def _write_places(path: Path, rows: list[dict[str, Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    except OSError as err:
        raise InputError(f"{path} cannot be written ({err.strerror}); name another file") from err
