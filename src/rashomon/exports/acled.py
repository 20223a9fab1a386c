"""ACLED-style: 31 columns, in the order and codes of its files since 2023. What is written where, and why: ``docs/how-to/ged-acled.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rashomon.exports.acled_actors import NUMBERS, Actor
from rashomon.exports.acled_fatalities import Fatalities, fatalities_of
from rashomon.exports.acled_kinds import Coded, code
from rashomon.exports.acled_notes import long_date, note_of
from rashomon.exports.acled_rows import Part, parts_of
from rashomon.exports.acled_scales import read_scales, scale_of
from rashomon.exports.codebooks import codebook
from rashomon.exports.events_actors import Cast
from rashomon.exports.events_beside import BESIDE, LEFT, beside_path, beside_row, flat, leave
from rashomon.exports.events_ids import Numbers
from rashomon.exports.events_sources import sources
from rashomon.exports.events_when import Unfit, when_of, where_of
from rashomon.exports.exported import About, Told, Written
from rashomon.exports.table import Cell, open_table
from rashomon.people import Masker

#: ACLED codes days, weeks and months.
MOST_DAYS = 31
OWN = ("event_id_cnty", "fatalities", "fatalities_basis", "fatalities_words")
#: Where no place on the ground, or none finer than a country, is known.
_GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}


def write(told: Iterable[Told], about: About, out: Path, options: Mapping[str, Any]) -> Written:
    """Rows per incident with a day and a place below a country. Options: ``dialect``, ``date-style`` (api, export), ``interaction`` (words,
    numbers), ``aggregates``, ``scales`` (a CSV of outlets)."""
    written = Written()
    dialect = str(options.get("dialect") or "exact")
    beside, left = beside_path(out, "rashomon"), beside_path(out, "left-out")
    scales = read_scales(Path(str(options["scales"]))) if options.get("scales") else {}
    style = _Style(options.get("date-style") == "export", options.get("interaction") == "numbers", _seconds(about.run_at), scales)
    numbers = Numbers()
    with (
        open_table(out, codebook("acled").header, dialect) as table,
        open_table(beside, (*OWN, *BESIDE), dialect) as side,
        open_table(left, LEFT, dialect) as aside,
    ):
        for one in told:
            masker = Masker.for_documents(one.documents, names=about.names)
            made = rows_of(one, aggregates=bool(options.get("aggregates")))
            if isinstance(made, Unfit):
                leave(one, made, aside, written, masker)
                continue
            parts, coded, dead = made
            for n, part in enumerate(parts, 1):
                event = numbers.row(f"{one.incident.incident_id} {part.key}".strip())
                table.add(flat(style.row(one, event, part, len(parts), coded, dead, masker)))
                flags = [*coded.pair.flags, *coded.flags, *dead.flags, *_flags(one, part)]
                own: dict[str, Cell] = {
                    "event_id_cnty": event,
                    "fatalities": part.fatalities,
                    "fatalities_basis": dead.basis,
                    "fatalities_words": masker.words(one.incident.documents, dead.words) if dead.words else None,
                }
                side.add(flat({**own, **beside_row(one, masker, flags, n, len(parts))}))
        written.rows = table.rows
        written.rows_in = {out: table.rows, beside: side.rows, left: aside.rows}
    written.files = {
        out: "events, as ACLED has them",
        beside: "what its columns have no room for, by event_id_cnty",
        left: "incidents that do not fit, and why",
    }
    written.dialects = dict.fromkeys(written.files, dialect)
    return written


def rows_of(told: Told, *, aggregates: bool = False) -> tuple[list[Part], Coded, Fatalities] | Unfit:
    """The rows of an incident with what they have in common; or why there is none."""
    i = told.incident
    if i.background:
        return Unfit("background", "told in passing: an earlier event or a total since a date, not what was reported")
    if i.kind == "aggregate" and not aggregates:
        return Unfit("aggregate", "a sum over several incidents, which may have rows of their own; never added to them")
    when, where = when_of(i, MOST_DAYS), where_of(i)
    if isinstance(when, Unfit):
        return when
    if i.place is not None and i.place.precision == 6:
        return Unfit("country_only", f"only the country is known ({i.place.name}); ACLED codes no whole countries")
    if i.place is not None and i.place.precision == 7:
        return Unfit("at_sea", f"{i.place.name} is in international waters or airspace, and no place on land is known")
    if isinstance(where, Unfit):
        return where
    coded = code(Cast(told), where)
    if isinstance(coded, Unfit):
        return coded
    dead = fatalities_of(told)
    return parts_of(told, when, where, dead.number), coded, dead


def _flags(told: Told, part: Part) -> list[str]:
    i = told.incident
    out = [f"occurrence {i.occurrence.replace('_', ' ')}"] if i.occurrence not in {"reported", "alleged"} else []
    if part.when.days > 1:
        out.append(f"some day from {part.when.start.isoformat()} to {part.when.end.isoformat()}, the middle is written")
    return out


def _seconds(moment: str) -> int:
    at = datetime.fromisoformat(moment)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


class _Style:
    """How cells are written in one export: form of dates, kinds as words or numbers, time of the last change, scales of outlets."""

    def __init__(self, export_dates: bool, numbers: bool, timestamp: int, scales: Mapping[str, str]) -> None:
        self.export_dates, self.numbers, self.timestamp, self.scales = export_dates, numbers, timestamp, scales

    def row(self, told: Told, event: str, part: Part, rows: int, coded: Coded, dead: Fatalities, masker: Masker) -> dict[str, Cell]:
        """One row of the main file."""
        scope, pair, where = told.incident.documents, coded.pair, part.where
        day = part.when.middle
        offices = list(dict.fromkeys(s.office for s in sources(told, masker)))

        def shown(name: str) -> str:
            return masker.known(scope, name)

        place = shown(where.place.name)
        return {
            "event_id_cnty": event, "event_date": long_date(day, padded=True) if self.export_dates else day, "year": day.year,
            "time_precision": part.when.time_precision, "disorder_type": coded.disorder_type, "event_type": coded.event_type,
            "sub_event_type": coded.sub_event, "actor1": shown(pair.one.name), "assoc_actor_1": "; ".join(shown(a.name) for a in pair.with_one) or None,
            "inter1": self._kind(pair.one), "actor2": shown(pair.two.name) if pair.two else None,
            "assoc_actor_2": "; ".join(shown(a.name) for a in pair.with_two) or None, "inter2": self._kind(pair.two),
            "interaction": pair.interaction(numbers=self.numbers), "civilian_targeting": coded.civilian_targeting, "iso": where.land.number,
            "region": where.land.acled_region, "country": where.land.acled, "admin1": where.place.admin1,
            "admin2": place if where.precision == 3 else None, "admin3": None, "location": place, "latitude": round(where.lat, 4),
            "longitude": round(where.lon, 4), "geo_precision": _GEO[where.precision], "source": "; ".join(offices),
            "source_scale": scale_of(offices, self.scales) if self.scales else None, "notes": note_of(told, part, rows, dead, masker),
            "fatalities": part.fatalities, "tags": None, "timestamp": self.timestamp,
        }  # fmt: skip

    def _kind(self, actor: Actor | None) -> Cell:
        if actor is None:
            return 0 if self.numbers else None
        return NUMBERS[actor.kind] if self.numbers else actor.kind
