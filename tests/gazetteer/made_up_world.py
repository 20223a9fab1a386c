"""A gazetteer of invented towns in real countries, small enough to read."""

import sqlite3

from rashomon.gazetteer import Gazetteer
from rashomon.gazetteer.build import SCHEMA, _keys, write

# name, country, admin1, feature, lat, lon, people, other names
PLACES = [
    ("Chad", "TD", "", "PCLI", None, None, 15_000_000, ()),
    ("Peru", "PE", "", "PCLI", None, None, 32_000_000, ()),
    ("Georgia", "GE", "", "PCLI", None, None, 3_700_000, ()),
    ("United States", "US", "", "PCLI", None, None, 330_000_000, ()),
    ("Georgia", "US", "US.GA", "ADM1", 32.9, -83.4, 9_000_000, ()),
    ("Dorvan", "TD", "TD.01", "PPLC", 12.1, 15.0, 900_000, ()),
    ("Karsh", "TD", "TD.02", "ADM1", 13.0, 18.0, 400_000, ("Karsh Province",)),
    ("Merun", "TD", "TD.03", "ADM1", 9.0, 16.0, 300_000, ()),
    ("Ostrel", "TD", "TD.02", "PPL", 13.1, 18.2, 40_000, ("Oustrel", "Old Market")),
    ("Belisk", "TD", "TD.02", "PPL", 13.3, 18.4, 3_000, ()),
    ("Belisk", "TD", "TD.03", "PPL", 9.1, 16.2, 4_000, ()),
    ("Belisk", "PE", "PE.01", "PPL", -8.0, -78.0, 9_000, ()),
    ("Tarnovka", "PE", "PE.01", "PPL", -8.2, -78.1, 700, ()),
    ("Quemal Dj\u00e2far", "TD", "TD.03", "PPL", 9.3, 16.1, 12_000, ()),
    ("Lonvale", "PE", "PE.02", "PPL", -12.0, -75.0, 60_000, ()),
    ("Lonvale", "TD", "TD.03", "PPL", 9.5, 16.5, 50_000, ()),
    ("Ruvenna", "TD", "TD.02.1", "ADM2", 13.2, 18.3, 40_000, ("Ruvenna District",)),
    ("Chad", "PE", "PE.01", "PPL", -8.05, -78.05, 3_000, ()),
    ("Bavel Quay", "PE", "PE.01", "PPL", -8.1, -78.0, 1_000, ()),
    ("Harrow", "PE", "PE.01", "PPL", -8.1, -78.2, 2_000, ()),
]


def made_up() -> Gazetteer:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.executescript(SCHEMA)
    rows, names = [], []
    for n, (name, country, admin1, feature, lat, lon, people, others) in enumerate(PLACES):
        admin1 = ".".join(admin1.split(".")[:2])
        rows.append((n, f"g{n}", name, country, admin1, feature, lat, lon, people, ""))
        names += [(key, n, kind) for key, kind in _keys(name, others, admin=feature.startswith("ADM"))]
    write(connection, rows, names)
    return Gazetteer(connection)
