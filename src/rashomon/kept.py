"""What is made from the program's own data, kept between runs: reading the words anew took half a second of CPU of every start.

A kept thing has in its name a hash of all that it follows from: the data, the code that makes it, and the Python it is made with. So it is
never stale. It is read only where it is whole; where it is damaged, or the folder cannot be written, the thing is made as if nothing were kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

#: Files of one name that stay: several versions of the program may share the folder.
VERSIONS = 8
_PYTHON = f"{sys.implementation.cache_tag} {marshal.version} {sys.hexversion:x} ".encode()
_DIGEST = hashlib.sha256().digest_size


def cache_directory() -> Path:
    """``RASHOMON_CACHE``, or the user's cache directory."""
    given = os.environ.get("RASHOMON_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "rashomon"


def kept(name: str, about: Iterable[bytes], make: Callable[[], T]) -> T:
    """What ``make`` gives, or what it gave before where all of ``about`` was the same. It is plain data: texts, numbers, tuples, lists,
    dictionaries, sets, of which nobody changes any. Errors of ``make`` are raised, and keep nothing."""
    whole = hashlib.sha256(_PYTHON)
    for part in about:
        whole.update(hashlib.sha256(part).digest())
    try:
        path = cache_directory() / f"{name}-{whole.hexdigest()[:16]}.kept"
    except RuntimeError:  # a user without a home
        return make()
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        raw = path.read_bytes()
        body = memoryview(raw)[_DIGEST:]
        if hashlib.sha256(body).digest() == raw[:_DIGEST]:
            there: T = marshal.loads(body)  # noqa: S302 - plain data of the user's own folder, made by this program; it runs nothing
            return there
    made = make()
    plain: Any = made
    with contextlib.suppress(OSError, ValueError):
        _write(path, marshal.dumps(plain))
        _forget(path, name)
    return made


def source(*files: str) -> list[bytes]:
    """The texts of files of code, for ``about``: whoever changes how a thing is made need not think of what was kept."""
    return [Path(file).read_bytes() for file in files]


def _write(path: Path, body: bytes) -> None:
    """Beside it, then renamed: a process that reads meanwhile sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest())
            file.write(body)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _forget(path: Path, name: str) -> None:
    """The oldest beyond :data:`VERSIONS` go."""
    beside = sorted(path.parent.glob(f"{name}-*.kept"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in beside[VERSIONS:]:
        old.unlink(missing_ok=True)
