"""Rashomon: a reconciled ledger of claims from contradicting news reports of violence.

What is meant to be used from Python is named in ``__all__`` and told of in ``docs/how-to/python.md``. It is loaded when it is first used:
``import rashomon`` alone reads no language model and no database driver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.lazy import loaded_on_use

if TYPE_CHECKING:
    from rashomon.api import Article, IncidentView, Ledger, Made, RashomonError, Rejected, RunSummary, Table, read, run

__version__ = "0.1.0"

__all__ = [
    "Article",
    "IncidentView",
    "Ledger",
    "Made",
    "RashomonError",
    "Rejected",
    "RunSummary",
    "Table",
    "__version__",
    "read",
    "run",
]


__getattr__ = loaded_on_use(__name__, dict.fromkeys(__all__, "api"))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
