"""Addresses of object stores and what stands there, through pyarrow. Whoever starts a run names the addresses; no text ever adds one.

Credentials come from where the store's own tools take them: ``AWS_ACCESS_KEY_ID`` and the like, a profile, the role of a machine.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from rashomon.errors import InputError

#: Stores that pyarrow reaches.
STORES = ("s3", "gs", "gcs", "hdfs", "abfs", "abfss")
#: How what a store says of itself begins; what is said of a file that came whole begins otherwise.
OF_A_STORE = "When "
_BLOCK = 8 * 1024 * 1024
_SCHEME = re.compile(r"([a-z][a-z0-9+]{1,9}):/{1,2}", re.IGNORECASE)


class Stands(NamedTuple):
    """Something at an address: its size, and a number that changes when it is written anew."""

    address: str
    size: int
    stamp: int


def is_address(given: str | os.PathLike[str]) -> bool:
    """Whether an INPUT is an address in an object store. Raises InputError for a scheme that is not read."""
    found = _SCHEME.match(str(given))
    if found is None or found[1].lower() == "file":
        return False
    if found[1].lower() not in STORES or not str(given)[found.end(1) :].startswith("://"):
        if Path(given).exists():
            return False
        raise InputError(f"{given}: not an address that is read; known are {', '.join(f'{s}://' for s in STORES)} and file://")
    return True


def local_path(given: str | os.PathLike[str]) -> Path:
    """The path of an INPUT that is none in a store; ``file://`` is one, too."""
    text = str(given)
    if text.lower().startswith("file://"):
        parts = urlsplit(text)
        if parts.netloc not in ("", "localhost"):
            raise InputError(f"{text}: a file of another machine; give file:///path, or mount it here")
        return Path(unquote(parts.path))
    return Path(given)


def _split(address: str) -> tuple[str, str, str]:
    scheme, _, rest = address.partition("://")
    bucket, _, key = rest.partition("/")
    if not bucket:
        raise InputError(
            f"{address}: names no bucket; give {scheme}://bucket, {scheme}://bucket/folder or {scheme}://bucket/folder/*.warc.gz"
        )
    return scheme.lower(), bucket, key


@cache
def _store(scheme: str, bucket: str) -> Any:
    try:
        from pyarrow import fs
    except ImportError:
        raise InputError(f"{scheme}:// needs the library pyarrow: pip install 'rashomon[cluster]'") from None
    try:
        if scheme == "s3":
            endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
            region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
            if region is None and endpoint is None:
                with suppress(OSError):
                    region = fs.resolve_s3_region(bucket)
            return fs.S3FileSystem(endpoint_override=endpoint, region=region, connect_timeout=20, request_timeout=120)
        if scheme in ("gs", "gcs"):
            return fs.GcsFileSystem()
        return fs.FileSystem.from_uri(f"{scheme}://{bucket}/")[0]
    except (OSError, ValueError, AttributeError) as err:
        raise InputError(f"{scheme}://{bucket} cannot be opened: {why(err)}") from err


def store(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    scheme, bucket, key = _split(address)
    inside = key if scheme == "hdfs" else f"{bucket}/{key}"
    return _store(scheme, bucket), inside.rstrip("/")


def address_of(like: str, inside: str) -> str:
    """The address of a path in the file system of another address."""
    scheme, bucket, _ = _split(like)
    return f"{scheme}://{bucket}/{inside.lstrip('/')}" if scheme == "hdfs" else f"{scheme}://{inside}"


def why(err: BaseException) -> str:
    """The reason of an error of a store, short, with what to do where that is known."""
    text = re.sub(r"\s+", " ", str(err))
    if "ACCESS_DENIED" in text or "INVALID_ACCESS_KEY" in text or "HTTP status 403" in text or "UNAUTHENTICATED" in text:
        return "access denied; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or what the store asks for), and check the permissions"
    if "NETWORK_CONNECTION" in text or "Could not connect" in text or "curlCode" in text:
        return f"the store does not answer; check the network and AWS_ENDPOINT_URL ({text[-160:]})"
    if "NO_SUCH_BUCKET" in text:
        return "there is no such bucket"
    if isinstance(err, OSError) and err.strerror and not text.startswith(OF_A_STORE):
        return err.strerror
    return text[-240:]


def listed(address: str, *, deep: bool = True) -> list[Stands] | Stands | None:
    """What stands at an address: a file, the files below a folder, sorted, or None where there is nothing. Raises InputError."""
    from pyarrow import fs

    system, inside = store(address)
    try:
        info = system.get_file_info(inside)
        if info.type == fs.FileType.File and not address.endswith("/"):
            return _stands(address, info)
        if info.type == fs.FileType.NotFound:
            return None
        below = system.get_file_info(fs.FileSelector(inside, recursive=deep, allow_not_found=True))
    except OSError as err:
        raise InputError(f"{address}: cannot be listed: {why(err)}") from err
    return sorted(_stands(address_of(address, b.path), b) for b in below if b.type == fs.FileType.File)


def _stands(address: str, info: Any) -> Stands:
    at = info.mtime or datetime.fromtimestamp(0, UTC)
    return Stands(address, info.size or 0, round(at.timestamp() * 1_000))


def stamp(address: str) -> tuple[int, int]:
    """Size and number of what stands at an address now. Raises OSError."""
    system, inside = store(address)
    info = system.get_file_info(inside)
    found = _stands(address, info)
    return found.size, found.stamp


def download(address: str, target: Path, most: int | None = None) -> None:
    """What stands at an address, as a file here; of a large one the first ``most`` bytes. Raises OSError."""
    system, inside = store(address)
    left = most
    with system.open_input_stream(inside, compression=None, buffer_size=0) as source, target.open("wb") as out:
        while data := source.read(_BLOCK if left is None else min(_BLOCK, left)):
            out.write(data)
            left = None if left is None else left - len(data)
            if left == 0:
                return


def upload(source: Path, address: str) -> None:
    """Puts a file at an address; nothing stands there before all of it does. Raises OSError."""
    system, inside = store(address)
    with source.open("rb") as fh:
        out = system.open_output_stream(inside, compression=None)
        while data := fh.read(_BLOCK):
            out.write(data)
        out.close()


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """What stands at a path or an address, to be read from anywhere. Raises OSError."""
    if not is_address(address):
        with Path(address).open("rb") as fh:
            yield fh
        return
    system, inside = store(address)
    with system.open_input_file(inside) as far, io.BufferedReader(cast(io.RawIOBase, far), _BLOCK) as fh:
        yield cast(BinaryIO, fh)
