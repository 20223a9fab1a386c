"""Which language a text is in, by the statistics of py3langid: the same ranks, without unpacking its model in every process.

The library unpacks 66 MB at the first question, 0.45 s of CPU, and few texts ask: five of 3,938 of a mixed stream, in each worker one. Here it
is unpacked once, into the user's cache; processes look into that file where it lies, and share the few pages they touch.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.kept import cache_directory, source

_PARTS = ("ptc", "pc", "nextmove", "rows", "output", "classes")
#: Models of other versions that stay beside the one in use: each has 66 MB.
_OTHERS = 1


def rank(text: str) -> list[tuple[str, float]]:
    """Codes of languages with their scores, the likeliest first."""
    ranked: list[tuple[str, float]] = _model().rank(text)
    return ranked


@cache
def _model() -> Any:
    with contextlib.suppress(ImportError, AttributeError, TypeError, ValueError, OSError, EOFError, RuntimeError):
        return _unpacked()
    return import_module("py3langid")  # another version of it, or nothing can be written: it does as it does


def _unpacked() -> Any:
    langid = import_module("py3langid.langid")
    packed = Path(langid.MODEL_DIR) / langid.MODEL_FILE
    about = hashlib.sha256(b"".join([*source(__file__, str(langid.__file__)), packed.read_bytes()])).hexdigest()[:16]
    folder = cache_directory() / f"langid-{about}"
    part = _parts(folder)
    if part is None:
        _unpack(packed, folder)
        part = _parts(folder)
    if part is None:
        raise OSError(folder)
    return langid.LanguageIdentifier(
        np.asarray(part["ptc"]), np.asarray(part["pc"]), part["classes"].tolist(), memoryview(part["nextmove"]), memoryview(part["output"]),
        tk_row=memoryview(part["rows"]),
    )  # fmt: skip


def _parts(folder: Path) -> dict[str, Any] | None:
    """The model's parts where they lie; None where one is missing or cut short."""
    with contextlib.suppress(OSError, ValueError, EOFError):
        return {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _PARTS}
    return None


def _unpack(packed: Path, folder: Path) -> None:
    """Into a folder beside it, then renamed: a process that looks meanwhile sees all of it or nothing."""
    ptc, pc, classes, nextmove, rows, output = import_module("py3langid.modelio").load_model(packed)
    parts = (ptc, pc, np.asarray(nextmove), np.asarray(rows), np.asarray(output, np.int32), np.array(classes))
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=folder.name, suffix=".part", dir=folder.parent))
    try:
        for name, data in zip(_PARTS, parts, strict=True):
            np.save(beside / f"{name}.npy", data, allow_pickle=False)
        with contextlib.suppress(OSError):  # another process was faster
            if _parts(folder) is None:
                shutil.rmtree(folder, ignore_errors=True)
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    others = sorted((f for f in folder.parent.glob("langid-*") if f != folder), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in others[_OTHERS:]:
        shutil.rmtree(old, ignore_errors=True)
