"""UCDP GED: 49 columns, in the order and codes of its releases. What is written where, and why: ``docs/how-to/ged-acled.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rashomon.exports.codebooks import codebook
from rashomon.exports.events_actors import CIVILIANS as CIVILIAN_PARTY
from rashomon.exports.events_actors import Cast, Party
from rashomon.exports.events_beside import BESIDE, LEFT, beside_path, beside_row, flat, leave
from rashomon.exports.events_ids import CIVILIANS, PREFIX, Numbers
from rashomon.exports.events_names import says_nothing
from rashomon.exports.events_sources import sources, speakers
from rashomon.exports.events_when import Unfit, When, Where, plain_number, when_of, where_of
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.ged_deaths import Deaths, deaths_of, killed
from rashomon.exports.ged_dyads import Dyad, dyad_of, side_name
from rashomon.exports.table import Cell, open_table
from rashomon.people import Masker

#: UCDP codes no event that is known to within more than a year.
MOST_DAYS = 366
OWN = ("id", "relid", "code_status", "checks")


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """A row per incident with an organised side, a day, a point and a death. Options: ``dialect``, ``candidate``, ``aggregates``."""
    written = Written()
    dialect = str(options.get("dialect") or "exact")
    beside, left = beside_path(out, "rashomon"), beside_path(out, "left-out")
    numbers = Numbers()
    with (
        open_table(out, codebook("ged").header, dialect) as table,
        open_table(beside, (*OWN, *BESIDE), dialect) as side,
        open_table(left, LEFT, dialect) as aside,
    ):
        for one in told:
            masker = Masker.for_documents(one.documents, names=about.names)
            made = row_of(one, masker, numbers, candidate=bool(options.get("candidate")), aggregates=bool(options.get("aggregates")))
            if isinstance(made, Unfit):
                leave(one, made, aside, written, masker)
                continue
            row, own, flags = made
            table.add(flat(row))
            side.add(flat({**own, **beside_row(one, masker, flags)}))
        written.rows = table.rows
        written.rows_in = {out: table.rows, beside: side.rows, left: aside.rows}
    written.files = {
        out: "events, as UCDP GED has them",
        beside: "what its columns have no room for, by id",
        left: "incidents that do not fit, and why",
    }
    written.dialects = dict.fromkeys(written.files, dialect)
    return written


def row_of(
    told: Told, masker: Masker, numbers: Numbers, *, candidate: bool = False, aggregates: bool = False
) -> tuple[dict[str, Cell], dict[str, Cell], list[str]] | Unfit:
    """The row of an incident, the side file's own cells and flags; or why there is none."""
    i = told.incident
    if i.background:
        return Unfit("background", "told in passing: an earlier event or a total since a date, not what was reported")
    if i.kind == "aggregate" and not aggregates:
        return Unfit("aggregate", "a sum over several incidents, which may have rows of their own; never added to them")
    cast = Cast(told)
    total = killed(cast)
    if isinstance(total, Unfit):
        return total
    when, where = when_of(i, MOST_DAYS), where_of(i)
    if isinstance(when, Unfit):
        return when
    if isinstance(where, Unfit):
        return where
    if where.land.gw is None or where.land.ged_region is None:
        return Unfit("no_country", f"{where.land.name} has no Gleditsch-Ward number")
    dyad = dyad_of(cast, candidate=candidate)
    if isinstance(dyad, Unfit):
        return dyad
    deaths = deaths_of(cast, total, dyad, candidate=candidate)
    if isinstance(deaths, Unfit):
        return deaths
    if not max(deaths.best, deaths.high):
        return Unfit("no_death", "the figures of the dead are 0")
    return _row(told, masker, numbers, when, where, dyad, deaths, candidate=candidate)


def _row(
    told: Told, masker: Masker, numbers: Numbers, when: When, where: Where, dyad: Dyad, deaths: Deaths, *, candidate: bool
) -> tuple[dict[str, Cell], dict[str, Cell], list[str]]:
    i, scope = told.incident, told.incident.documents
    checks = ("Check deaths", *dyad.checks) if deaths.check else dyad.checks
    flags = [*dyad.flags, *deaths.flags]
    if i.occurrence not in {"reported", "alleged"}:
        flags.append(f"occurrence {i.occurrence.replace('_', ' ')}")
    if i.clarity == 1 and when.days > 1:
        flags.append("one event on one of several days")
    name = masker.known(scope, dyad.name)
    event = numbers.event(i.incident_id)
    dyad_id, conflict_id = numbers.dyad(dyad.name), numbers.conflict(dyad.name)
    a_id, b_id = _side_id(dyad.a, numbers), _side_id(dyad.b, numbers)
    found = sources(told, masker)
    place = where.place
    relid = f"{PREFIX}-{when.start.year}-{dyad.type}-{dyad_id}-{event // 10**6}.{event % 10**6:06d}"
    status = checks[0] if checks else "Clear"
    row: dict[str, Cell] = {
        "id": event, "relid": relid, "year": when.start.year, "active_year": None, "code_status": status, "type_of_violence": dyad.type,
        "conflict_dset_id": conflict_id, "conflict_new_id": conflict_id, "conflict_name": name,
        "dyad_dset_id": dyad_id, "dyad_new_id": dyad_id, "dyad_name": name,
        "side_a_dset_id": a_id, "side_a_new_id": a_id, "side_a": masker.known(scope, dyad.names[0]),
        "side_b_dset_id": b_id, "side_b_new_id": b_id, "side_b": masker.known(scope, dyad.names[1]),
        "number_of_sources": len(found), "source_article": ";".join(s.article for s in found), "source_office": ";".join(s.office for s in found),
        "source_date": ";".join(s.day for s in found), "source_headline": ";".join(s.headline for s in found),
        "source_original": "; ".join(speakers(told, masker)) or None,
        "where_prec": where.precision, "where_coordinates": masker.known(scope, place.name), "where_description": _described(told, masker),
        "adm_1": _province(where), "adm_2": masker.known(scope, place.name) if where.precision == 3 else None,
        "latitude": where.lat, "longitude": where.lon, "geom_wkt": f"POINT ({plain_number(where.lon)} {plain_number(where.lat)})",
        "priogrid_gid": where.priogrid, "country": where.land.ged, "country_id": where.land.gw, "region": where.land.ged_region,
        "event_clarity": i.clarity, "date_prec": when.date_prec, "date_start": f"{when.start.isoformat()} 00:00:00.000",
        "date_end": f"{when.end.isoformat()} 00:00:00.000", "deaths_a": deaths.a, "deaths_b": deaths.b, "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown, "best": deaths.best, "high": deaths.high, "low": deaths.low, "gwnoa": _gw(dyad.a), "gwnob": _gw(dyad.b),
    }  # fmt: skip
    own: dict[str, Cell] = {"id": event, "relid": relid, "code_status": status, "checks": "; ".join(checks) or None}
    return row, own, flags


def _side_id(party: Party, numbers: Numbers) -> int:
    return CIVILIANS if party == CIVILIAN_PARTY else numbers.actor(side_name(party))


def _gw(party: Party) -> int | None:
    return party.land.gw if party.land is not None else None


def _province(where: Where) -> str | None:
    """The province with UCDP's word for its kind behind it, where the country has one kind."""
    name = where.place.admin1
    word = where.land.admin1
    return f"{name} {word}" if name and word and not name.casefold().endswith(f" {word}") else name


def _described(told: Told, masker: Masker) -> str | None:
    """Every name the place is given, with who gives it where that is not the outlet."""
    scope = told.incident.documents
    names = dict.fromkeys(p.name if p.by == "outlet" or says_nothing(p.by) else f"{p.name} ({p.by})" for p in told.incident.places)
    return masker.known(scope, ", ".join(names)) or None
