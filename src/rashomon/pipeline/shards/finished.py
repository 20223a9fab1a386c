"""A finished shard: a Parquet file with a row for each thing that its files hold, the reading of an article as it is kept or why there is none.

Text and numbers alone, so other programs can read it (``docs/how-to/cluster.md``): what comes from a store is never unpickled.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rashomon.corpus import Rejected
from rashomon.errors import InputError, RashomonError
from rashomon.model.statements import Statement
from rashomon.pipeline.shards import places
from rashomon.store.encoded import Encoded, encode_reading
from rashomon.store.evidence import under
from rashomon.store.prepared_row import Prepared
from rashomon.store.statements import reading_of

ENDING, AGAIN = ".parquet", ".again.parquet"
#: Rows written and read at once.
ROWS = 256
#: Seconds after which what was begun and not finished is taken away.
OLD = 86_400.0
#: What a row is made of; a shard of another making is not read.
FORM = (*Encoded._fields, *Prepared._fields, "runs of 8 bytes")


@dataclass(frozen=True, slots=True)
class Held:
    """An article that a worker read: what is asked of it before it is kept, and its rows. ``mark`` is a short hash of what came in."""

    name: str
    origin: str
    provenance: tuple[tuple[str, str], ...]
    mark: bytes
    row: Encoded

    @property
    def input_hash(self) -> str:
        """Hash of all that the input says of it."""
        return self.row.input_hash

    @property
    def rows(self) -> Encoded:
        """What is kept of it, under its name: that is another than its worker gave it where two archives hold two things under one."""
        if self.row.name == self.name:
            return self.row
        r = self.row
        said = [
            Statement(i, r.name, r.document_id, subject, prop, json.loads(value), original, start, end, rule)
            for i, subject, prop, value, original, start, end, rule in r.statements
        ]
        return encode_reading(under(reading_of(r.as_document(), said, r.input_hash), self.name))


def parquet() -> Any:
    """pyarrow, with an error that says how to get it."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        raise InputError("finished shards are Parquet files, which need the library pyarrow: pip install 'rashomon[cluster]'") from None
    return pa


def _schema(pa: Any) -> Any:
    texts = ("reason", "name", "origin", "mark", "document_id", "sha256", "text", "input_hash", "status", "set_aside", "document")
    columns = [("file", pa.int32()), ("archive", pa.bool_()), ("accession", pa.bool_())]
    return pa.schema(
        [
            *columns,
            *((c, pa.large_string()) for c in (*texts, "statements", "sealed", "prepared")),
            ("keys", pa.large_binary()),
            ("runs", pa.large_binary()),
        ]
    )


def path_of(folder: str, key: str, *, again: bool = False) -> str:
    """Where a shard is kept that is called ``key``; one that is to be read ``again`` is no finished one."""
    return f"{folder.rstrip('/')}/{key}{AGAIN if again else ENDING}"


def there(folder: str) -> set[str]:
    """The names of the finished shards in a folder, which is made where it is not there."""
    if places.is_address(folder):
        found = places.listed(folder, deep=False)
        names = [] if found is None or isinstance(found, places.Stands) else [f.address.rsplit("/", 1)[1] for f in found]
    else:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for part in Path(folder).glob(".*.part"):  # of a run that was killed; one of today may still be written by somebody else
            with suppress(OSError):
                if part.stat().st_mtime < time.time() - OLD:
                    part.unlink()
        names = [p.name for p in Path(folder).iterdir()]
    return {n.removesuffix(ENDING) for n in names if n.endswith(ENDING) and not n.endswith(AGAIN)}


class Writer:
    """Writes a shard; it is there once :meth:`finish` was called, whole."""

    def __init__(self, folder: str, key: str) -> None:
        self._pa = parquet()
        self._folder, self._key, self._far = folder, key, places.is_address(folder)
        self._here = tempfile.TemporaryDirectory(prefix="rashomon-") if self._far else None
        # on the disk it ends on, so that putting it in its place is one step
        self._part = Path(self._here.name, key) if self._here else Path(folder, f".{key}.{os.getpid()}.{secrets.token_hex(4)}.part")
        self._rows: list[dict[str, Any]] = []
        self._schema = _schema(self._pa)
        self._out = self._pa.parquet.ParquetWriter(str(self._part), self._schema, compression="zstd")
        self.count = 0

    def add(self, file: int, item: Held | Rejected) -> None:
        """One row more; ``file`` is the number of its file in the shard."""
        if isinstance(item, Rejected):
            self._rows.append({"file": file, "name": item.name, "reason": item.reason})
        else:
            keys = {key for key, _ in item.provenance}
            row = item.row._asdict() | {"set_aside": item.row.reason, "statements": json.dumps(item.row.statements), "name": item.name}
            if (prepared := item.row.prepared) is not None:
                row |= {"prepared": json.dumps(prepared._replace(keys=b"", runs=b""), default=bytes.hex)}
                row |= {"keys": prepared.keys, "runs": prepared.runs}
            row |= {"file": file, "origin": item.origin, "mark": item.mark.hex(), "reason": None}
            self._rows.append(row | {"archive": "archive" in keys, "accession": "accession" in keys})
        if len(self._rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._out.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self.count += len(self._rows)
            self._rows = []

    def finish(self, *, again: bool) -> str:
        """Puts the shard in its place, and says which."""
        self._flush()
        self._out.close()
        target = path_of(self._folder, self._key, again=again)
        if self._far:
            places.upload(self._part, target)
        else:
            self._part.replace(target)
        return target

    def close(self) -> None:
        """Takes away what is not finished."""
        with suppress(Exception):
            self._out.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)
        if self._here is not None:
            self._here.cleanup()


def rows_in(path: str) -> Iterator[tuple[int, Held | Rejected]]:
    """The rows of a shard, a few hundred in memory at a time. Raises RashomonError where it cannot be read; one that is damaged is taken away."""
    pa = parquet()
    try:
        with places.opened(path) as source, closing(pa.parquet.ParquetFile(source)) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                yield from _made(batch)
    except FileNotFoundError as err:
        raise RashomonError(
            f"the finished shard {path} is not there; workers on other machines write to their own disks: name a place that all of them "
            "see with --shards (s3://bucket/folder, or a shared folder)"
        ) from err
    except OSError as err:
        if err.errno is not None or str(err).startswith(places.OF_A_STORE):  # the way to it, not what stands there
            raise RashomonError(f"the finished shard {path} cannot be read now ({places.why(err)}); run again to go on") from err
        raise _damaged(path, err) from err
    except (pa.ArrowException, LookupError, TypeError, ValueError) as err:
        raise _damaged(path, err) from err


def _damaged(path: str, err: Exception) -> RashomonError:
    _remove(path)
    return RashomonError(f"the finished shard {path} is damaged ({places.why(err)}) and was taken away; run again, it is made anew")


def _remove(path: str) -> None:
    with suppress(OSError):
        if places.is_address(path):
            system, inside = places.store(path)
            system.delete_file(inside)
        else:
            Path(path).unlink(missing_ok=True)


def _made(batch: Any) -> Iterable[tuple[int, Held | Rejected]]:
    for row in batch.to_pylist():
        file = cast(int, row["file"])
        if row["reason"] is not None:
            yield file, Rejected(row["name"], row["reason"])
            continue
        said = tuple(tuple(s) for s in json.loads(row["statements"]))
        same = {k: row[k] for k in ("name", "document_id", "sha256", "text", "input_hash", "status", "document", "sealed")}
        provenance = tuple((key, "") for key in ("archive", "accession") if row[key])
        prepared = Prepared(*json.loads(row["prepared"]))._replace(keys=row["keys"], runs=row["runs"]) if row["prepared"] else None
        encoded = Encoded(**same, reason=row["set_aside"], statements=cast(Any, said), prepared=prepared)
        yield file, Held(row["name"], row["origin"], provenance, bytes.fromhex(row["mark"]), encoded)
