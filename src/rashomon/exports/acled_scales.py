"""Where outlets stand (Subnational, National …), by a user's own file: nothing here knows or judges an outlet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from rashomon.errors import InputError
from rashomon.exports.codebooks import codebook


def read_scales(path: Path) -> dict[str, str]:
    """A CSV with the columns outlet and scale. Raises InputError, with the line, for what is no scale of ACLED's."""
    known = {c.value.casefold(): c.value for c in codebook("acled").column("source_scale").codes}
    out: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"outlet", "scale"} <= set(reader.fieldnames or ()):
                raise InputError(f"{path}: the first line has to name the columns outlet and scale")
            for row in reader:
                scale = known.get((row["scale"] or "").strip().casefold())
                if scale is None:
                    raise InputError(f"{path}:{reader.line_num}: {row['scale']!r} is no scale; write one of {', '.join(known.values())}")
                out[(row["outlet"] or "").strip().casefold()] = scale
    except OSError as err:
        raise InputError(f"{path} cannot be read ({err.strerror})") from err
    except (UnicodeDecodeError, csv.Error) as err:
        raise InputError(f"{path} is no CSV file in UTF-8 ({err})") from err
    return out


def scale_of(outlets: Iterable[str], scales: Mapping[str, str]) -> str | None:
    """The scale of a row's sources, of several the first and last in ACLED's order with a hyphen; None where one of them is not in the file."""
    order = [c.value for c in codebook("acled").column("source_scale").codes]
    found = [scales.get(o.casefold()) for o in outlets]
    if not found or None in found:
        return None
    ordered = sorted({f for f in found if f}, key=order.index)
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]}-{ordered[-1]}"
