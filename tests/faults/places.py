"""Places for ledgers, on a file or on a server, that can be copied as they stand."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import Any


class Places:
    """Makes folders ``out`` with a ledger in them, or on ``server`` a database for each."""

    def __init__(self, folder: Path, server: Any = None) -> None:
        self.folder, self.server = folder, server
        self._numbers = count()
        self._urls: list[str] = []

    def new(self, like: dict[str, Any] | None = None) -> dict[str, Any]:
        """``out`` and ``database`` of a step; ``like`` another one, byte for byte."""
        out = self.folder / f"out{next(self._numbers)}"
        if like is not None:
            shutil.copytree(like["out"], out)
        if self.server is None:
            return {"out": out, "database": None}
        url = self.server.database(f"TEMPLATE {like['database'].rsplit('/', 1)[1]}" if like else "")
        self._urls.append(url)
        return {"out": out, "database": url}

    def drop(self, place: dict[str, Any]) -> None:
        """Takes one away."""
        shutil.rmtree(place["out"], ignore_errors=True)
        if place["database"]:
            self.server.drop(place["database"])
            self._urls.remove(place["database"])

    def close(self) -> None:
        """Takes the databases away; folders are pytest's."""
        for url in self._urls:
            self.server.drop(url)
