"""Parquet files, read as articles: a row each, and of their columns only those that are mapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rashomon.corpus import Article, Rejected
from rashomon.inputs.plans import Plan, plan_for
from rashomon.inputs.source import Source
from rashomon.inputs.table_rows import Row, Wrong, articles

if TYPE_CHECKING:
    import pyarrow

#: Rows that are held at once. Texts of 2 MB each are 128 MB.
BATCH = 64


def read(source: Source) -> Iterator[Article | Rejected]:
    """An article for each row with a text."""
    table = open_table(source)
    if isinstance(table, Rejected):
        yield table
    else:
        yield from articles(source, table)


def open_table(source: Source) -> ParquetTable | Rejected:
    """The table of a file, its columns understood; or why it holds no articles."""
    try:
        import pyarrow.parquet as pq
        from pyarrow import ArrowException
    except ImportError:
        return Rejected(source.name, "is a Parquet file, which needs pyarrow: pip install 'rashomon[parquet]', then run again")
    try:
        with pq.ParquetFile(source.path) as file:
            schema = file.schema_arrow
    except (ArrowException, ValueError) as err:
        return Rejected(source.name, f"is no Parquet file that can be read ({_short(err)}); get it again")
    plan = plan_for(_columns(schema), source.mapping)
    return Rejected(source.name, plan) if isinstance(plan, str) else ParquetTable(source, plan, schema)


class ParquetTable:
    """A Parquet file whose columns are known."""

    single = False

    def __init__(self, source: Source, plan: Plan, schema: pyarrow.Schema) -> None:
        self.plan = plan
        self._source = source
        names = frozenset(schema.names)
        self._read = sorted({c if c in names else c.split(".")[0] for c in plan.columns()} & names)

    def rows(self) -> Iterator[Row | Wrong]:
        """Its rows, row group by row group."""
        import pyarrow.parquet as pq
        from pyarrow import ArrowException

        number = 0
        try:
            with pq.ParquetFile(self._source.path, pre_buffer=False) as file:
                for batch in file.iter_batches(batch_size=BATCH, columns=self._read, use_threads=False):
                    columns = [batch.column(i) for i in range(batch.num_columns)]
                    names = batch.schema.names
                    for i in range(batch.num_rows):
                        number += 1
                        yield Row(number, {name: _value(column[i]) for name, column in zip(names, columns, strict=True)})
        except (ArrowException, ValueError, MemoryError) as err:
            yield Wrong(number + 1, f"from here on the file is damaged ({_short(err)}); get it again")


def _value(scalar: Any) -> Any:
    """A value as Python has it. A moment in nanoseconds, which Python has none for, is cut to microseconds."""
    try:
        return scalar.as_py()
    except (ValueError, OverflowError, UnicodeDecodeError):
        kind = getattr(scalar, "type", None)
        if str(kind).startswith("timestamp"):
            return str(scalar)
        return scalar.as_buffer().to_pybytes() if hasattr(scalar, "as_buffer") else None


def _columns(schema: pyarrow.Schema) -> list[str]:
    """Names of columns, those of structs in them behind a dot."""
    import pyarrow as pa

    found: list[str] = []

    def add(field: pyarrow.Field, before: str) -> None:
        found.append(f"{before}{field.name}")
        kind = field.type
        while pa.types.is_list(kind) or pa.types.is_large_list(kind):
            kind = kind.value_type
        if pa.types.is_struct(kind) and before.count(".") < 2:
            for n in range(kind.num_fields):
                add(kind.field(n), f"{before}{field.name}.")

    for field in schema:
        add(field, "")
    return found


def _short(err: BaseException) -> str:
    return " ".join(str(err).split())[:120]
