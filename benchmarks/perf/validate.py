"""Checking a table of UCDP GED: rows a second and peak memory, against reading the same file with csv alone.

usage: python -m benchmarks.perf.validate [ROWS]      (default: 100,000)
The rows are made up: a third of the places and figures differ from row to row, the rest repeats as it does in the data set.
Each reading is a process of its own, so that its peak memory is its own. Read the ratios.
"""

from __future__ import annotations

import csv
import math
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rashomon.exports.codebooks import codebook

ROOT = Path(__file__).resolve().parents[2]
_CSV = "import csv,sys; n = sum(1 for _ in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')))"
_CHECK = "import sys; from pathlib import Path; from rashomon.validate import validate; r = validate(Path(sys.argv[1]), 'ged', most=20); assert not r.errors, r"
_PLACES = (
    ("Syria", 652, "Middle East", 35.0, 38.0),
    ("Kenya", 501, "Africa", 0.5, 37.8),
    ("Colombia", 100, "Americas", 4.0, -73.0),
    ("India", 750, "Asia", 23.0, 79.0),
)


def make(path: Path, rows: int) -> None:
    """Writes a table that keeps the rules."""
    dice = random.Random(1)
    header = codebook("ged").header
    with path.open("w", encoding="utf-8", newline="") as fh:
        writer = csv.writer(fh, lineterminator="\n")
        writer.writerow(header)
        for n in range(1, rows + 1):
            country, gw, region, lat, lon = dice.choice(_PLACES)
            move = 1 if dice.random() < 0.33 else 0
            lat, lon = round(lat + move * dice.uniform(-1, 1), 6), round(lon + move * dice.uniform(-1, 1), 6)
            side = dice.randrange(300)
            deaths = [dice.choice((0, 0, 1, 2, dice.randrange(40))) for _ in range(4)]
            best = sum(deaths)
            day = f"{dice.randrange(1990, 2024)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
            dyad = f"Government of {country} - Group {side} of the orchard"
            headline = " ".join(dice.choice(("shells", "market", "village", "army", "says", "killed", "north")) for _ in range(12))
            row = {
                "id": n, "relid": f"XXX-{day[:4]}-1-{side}-{n}", "year": day[:4], "active_year": 1, "code_status": "Clear", "type_of_violence": 1,
                "conflict_new_id": gw, "conflict_name": f"{country}: Government", "dyad_new_id": gw * 1000 + side, "dyad_name": dyad,
                "side_a_new_id": gw, "side_a": f"Government of {country}", "side_b_new_id": 1000 + side, "side_b": f"Group {side} of the orchard",
                "number_of_sources": 1, "source_article": f'"Harbour Post,{day},{headline}"', "source_office": "Harbour Post", "source_date": day,
                "source_headline": headline, "source_original": "a witness", "where_prec": 1, "where_coordinates": f"Place {side}",
                "where_description": f"near the {dice.choice(('river', 'road'))}", "adm_1": f"Province {side % 20}", "adm_2": f"District {side}",
                "latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon} {lat})", "country": country, "country_id": gw, "region": region,
                "priogrid_gid": math.floor((lat + 90) / 0.5) * 720 + math.floor((lon + 180) / 0.5) + 1, "event_clarity": 1, "date_prec": 1,
                "date_start": f"{day} 00:00:00.000", "date_end": f"{day} 00:00:00.000", "deaths_a": deaths[0], "deaths_b": deaths[1],
                "deaths_civilians": deaths[2], "deaths_unknown": deaths[3], "best": best, "high": best + 1, "low": best // 2, "gwnoa": gw,
            }  # fmt: skip
            writer.writerow([row.get(c, "") for c in header])


def measure(program: str, path: Path) -> tuple[float, float]:
    """Seconds and peak resident memory in megabytes of a program that reads the file."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=ROOT)
    peak = 0.0
    while child.poll() is None:
        try:
            status = Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8")
            peak = max([peak, *(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))])
        except OSError:
            pass
        time.sleep(0.01)
    if child.returncode:
        raise SystemExit(f"reading {path} failed")
    return time.perf_counter() - start, peak


def main() -> None:
    """Measures and prints."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.csv"
        make(path, rows)
        size = path.stat().st_size / 1e6
        csv_s, csv_mb = measure(_CSV, path)
        check_s, check_mb = measure(_CHECK, path)
    print(f"{rows:,} rows, {size:,.0f} MB; start of Python included")
    print(f"csv alone  {csv_s:7.1f} s = {rows / csv_s:9,.0f} rows/s; peak {csv_mb:4.0f} MB")
    print(f"validate   {check_s:7.1f} s = {rows / check_s:9,.0f} rows/s; peak {check_mb:4.0f} MB")
    print(f"ratio: {check_s / csv_s:.1f} times the time, {check_mb / csv_mb:.1f} times the memory")


if __name__ == "__main__":
    main()
