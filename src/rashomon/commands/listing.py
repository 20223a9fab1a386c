"""Incidents of a ledger for a list: the newest first, chosen by day, place and side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from rashomon.commands.asking import print_json
from rashomon.errors import InputError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from rashomon.exports.told import Paper
    from rashomon.model import Incident

MOST = 40  # incidents in a list


def listed(db: sa.Connection, since: str | None, place: str | None, side: str | None, most: int) -> tuple[list[Incident], int]:
    """The newest incidents that are like that (background left out), at most ``most``, and how many there are."""
    import sqlalchemy as sa

    from rashomon.pipeline.view import incident_of
    from rashomon.store import derived_tables as d

    i = d.incidents.c
    day = sa.func.coalesce(i.date_end, i.date_start, "")
    asked = sa.select(i.row).where(i.background.is_(False)).order_by(day.desc(), i.incident_id)
    if since is not None:
        asked = asked.where(day >= _day(since))
    if place is None and side is None:
        total = db.scalar(sa.select(sa.func.count()).select_from(asked.subquery())) or 0
        return [incident_of(r.row) for r in db.execute(asked.limit(most))], total
    found: list[Incident] = []
    total = 0
    for r in db.execute(asked.execution_options(yield_per=500)):
        if _like(r.row, place, side):
            total += 1
            if len(found) < most:
                found.append(incident_of(r.row))
    return found, total


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"--since {text!r} is no day; write it as 2024-02-13") from None


def _like(row: dict[str, Any], place: str | None, side: str | None) -> bool:
    if place is not None:
        names = [p["name"] for p in row["places"]]
        names += [row["place"][k] for k in ("name", "admin1", "country") if row["place"] and row["place"][k]]
        if not any(place.casefold() in n.casefold() for n in names):
            return False
    if side is not None:
        sides = {*row["sides"], *row["attackers"], *row["targets"], *(e["side"] for e in row["estimates"] if e["side"])}
        if not any(side.casefold() == s.casefold() for s in sides):
            return False
    return True


def print_list(
    db: sa.Connection, page: Paper, since: str | None, at_place: str | None, side: str | None, names: bool, as_json: bool
) -> None:
    """Prints the newest incidents that are like that."""
    from rashomon.exports.told import flat, joined
    from rashomon.exports.told_card import short_line
    from rashomon.people import Masker
    from rashomon.pipeline.asked import documents_said

    found, total = listed(db, since, at_place, side, MOST)
    documents = documents_said(db, (), {n for i in found for n in i.documents})
    masker = Masker.for_documents(documents, names=names)
    if as_json:
        rows = [{"incident_id": i.incident_id, "date_start": i.date_start and i.date_start.isoformat(), "date_end": i.date_end and i.date_end.isoformat(),
                 "place": short_line(i, masker)[1], "label": masker.words(i.documents, i.label), "killed": short_line(i, masker)[2], "status": i.status,
                 "reports": i.reports} for i in found]  # fmt: skip
        print_json({"items": rows, "total": total, "names_shown": masker.names})
        return
    if not found:
        page.line("no incident is like that; leave a filter out, or see what there is with: rashomon show")
        return
    page.line(f"{total} incident{'s' * (total != 1)}{f', the newest {len(found)}' if total > len(found) else ''}", style="bold")
    for incident in found:
        date, where, killed, incident_id = short_line(incident, masker)
        page.line(joined((incident_id, "cyan"), f"  {date} · {where}"))
        page.line(joined(("killed ", "dim"), (killed, "bold"), (f"  {flat(masker.words(incident.documents, incident.label))}", "dim")), 22)
    if total > len(found):
        page.line("older ones: narrow the list with --since, --place or --side; --json lists the same", style="dim")
