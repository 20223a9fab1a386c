"""Countries as UCDP and ACLED number and name them. The table: ``data/countries.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "data" / "countries.yml"


@dataclass(frozen=True, slots=True)
class Land:
    """A country or territory. ``code``: ISO 3166 letters; ``number``: ISO 3166 number, 0 where it has none; ``gw``: number of the state by
    Gleditsch and Ward that a place there is coded with, None where there is none; ``ged`` and ``acled``: its name in the data set (for ``ged``
    that of the state it is coded with); ``admin1``: UCDP's word behind the name of a province."""

    code: str
    name: str
    number: int
    gw: int | None
    ged: str
    ged_region: str | None
    acled: str
    acled_region: str
    admin1: str | None = None


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return table


def _under(code: str) -> bool:
    return "under" in _table()["countries"][code]


@cache
def lands() -> dict[str, Land]:
    """Every country and territory by ISO 3166 code."""
    data = _table()
    rows: dict[str, dict[str, Any]] = data["countries"]
    out = {}
    for code, row in rows.items():
        state = rows[row["under"]] if "under" in row else row
        gw = state.get("gw")
        out[code] = Land(
            code=code,
            name=row["name"],
            number=row["iso"],
            gw=gw,
            ged=state.get("ged", state["name"]),
            ged_region=next((r["name"] for r in data["regions"] if gw is not None and r["from"] <= gw <= r["to"]), None),
            acled=row.get("acled", row["name"]),
            acled_region=row["acled_region"],
            admin1=row.get("admin1"),
        )
    return out


@cache
def _by_name() -> dict[str, Land]:
    out: dict[str, Land] = {}
    for land in sorted(lands().values(), key=lambda x: x.code):
        out.setdefault(land.acled.casefold(), land)
    whole = {r.ged: r for r in lands().values() if not _under(r.code)}
    out.update({name.casefold(): land for name, land in whole.items()})
    out.update({land.name.casefold(): land for land in lands().values()})
    return out


def land_named(name: str | None) -> Land | None:
    """A country by its name in the gazetteer, or in one of the data sets; None where the table does not have it."""
    return _by_name().get((name or "").casefold())
