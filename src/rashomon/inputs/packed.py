"""A file as bytes, unpacked with caps where its name ends in .gz."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from rashomon.inputs.limits import bounded

#: A table unpacks to no more than this: a month of the world's news has a tenth of it.
MOST = 50_000_000_000


def bare(name: str) -> str:
    """A file's name in small letters without the suffix of its packing."""
    return name.lower().removesuffix(".gz")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked. Raises OSError where it cannot be opened; reading raises RashomonError for a bomb or damage."""
    with path.open("rb") as fh:
        yield bounded(cast(BinaryIO, fh), "gzip", most=MOST) if path.name.lower().endswith(".gz") else cast(BinaryIO, fh)
