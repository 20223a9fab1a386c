"""Rows of ACLED as they are written of made events, for tests."""

import csv

from events_made import ABOUT, attribution, claim, estimate, told

from rashomon.exports.acled import write
from rashomon.model import Place, Span

SOLDIERS = {"side": "Chad", "status": "combatant"}


VILLAGERS = {"side": "civilians", "status": "civilian"}


FADA = Place("Fada", "Ennedi", "Chad", 17.18, 21.58, 1, "", "g2")


def written(tmp_path, *made, **options):
    out = tmp_path / "acled.csv"
    write(made, ABOUT, out, options)

    def rows(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows(out), rows(tmp_path / "acled.rashomon.csv"), rows(tmp_path / "acled.left-out.csv")


def one(tmp_path, made, **options):
    rows, side, left = written(tmp_path, made, **options)
    assert len(rows) == 1, left
    return rows[0], side[0]


def event(*victims, blamed=(), kind="shelling", n=3, **more):
    claims = [claim(i, n, **v) for i, v in enumerate(victims, 1)]
    ids = tuple(c.claim_id for c in claims)
    return told(*claims, estimates=(estimate(n, claims=ids, policy="acled-style"),), blamed=attribution(*blamed), kind=kind, **more)


def at(n, killed, place, **more):
    return claim(n, killed, location=place, place=place.name, place_span=Span(0, 4), **{**VILLAGERS, **more})
