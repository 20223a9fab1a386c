"""What a notebook shows of a ledger, a table and an incident: HTML of our own tags, in which every word of an article is escaped text.

Inline styles only and no script, so that it looks the same in any notebook, trusted or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from rashomon.exports.told import flat, quoted, stamp_words
from rashomon.exports.words import many, shown_estimates

if TYPE_CHECKING:
    import sqlalchemy as sa

    from rashomon.api_tables import IncidentView, Table

#: Columns of a wide table that are shown; the others are in the rows.
_COLUMNS = {
    "claims": ("document", "speaker", "stance", "harm", "words", "side", "quote"),
    "estimates": ("incident_id", "harm", "side", "over", "low", "best", "high", "basis", "best_withheld"),
    "disagreements": ("incident_id", "type", "field", "value", "preferred", "resolution", "why"),
    "documents": ("document", "outlet", "published", "title", "language"),
}
_ACROSS, _HIGH = 120, 14
_MOST = 3  # quotes under one figure


def bar(low: int | None, best: int | None, high: int | None, *, open: bool = False, most: int = 0) -> Markup:
    """A line from low to high with a dot at best, on a scale from 0 to ``most``; an arrow where the end is open. Nothing without a number."""
    known = [n for n in (low, best, high) if n is not None]
    if not known:
        return Markup("")
    whole = max(most, *known, 1)
    left, right = min(known), max(known)
    x = [6 + (_ACROSS - 12) * n / whole for n in (left, right)]
    parts = [
        Markup('<line x1="6" y1="7" x2="{0}" y2="7" stroke="#d5d8dc" stroke-width="1"/>').format(_ACROSS - 6),
        Markup('<line x1="{:.1f}" y1="7" x2="{:.1f}" y2="7" stroke="#8a8f98" stroke-width="3" stroke-linecap="round"/>').format(
            x[0], _ACROSS - 8 if open and high is None else max(x[1], x[0] + 0.1)
        ),
    ]
    if open and high is None:
        parts.append(Markup('<path d="M{0} 3l5 4l-5 4z" fill="#8a8f98"/>').format(_ACROSS - 8))
    if best is not None:
        parts.append(Markup('<circle cx="{:.1f}" cy="7" r="4.5" fill="#b3261e"/>').format(6 + (_ACROSS - 12) * best / whole))
    told = ", ".join(f"{w} {n}" for w, n in (("low", low), ("best", best), ("high", high)) if n is not None) + (", or more" if open else "")
    return Markup('<svg width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}"><title>{2}</title>{3}</svg>').format(
        _ACROSS, _HIGH, told, Markup("").join(parts)
    )


def table_html(table: Table) -> str:
    """The first rows of a table."""
    from rashomon.api_tables import SHOWN

    rows = table.rows[:SHOWN]
    body = _incident_rows(rows, table.brief) if table.name == "incidents" else _rows(_COLUMNS[table.name], rows)
    more = len(table) - len(rows)
    said = f"{len(table)} rows of {table.name}, {len(table.columns)} columns" + (f"; {more} more rows are not shown" if more else "")
    return str(Markup('<div class="rashomon"><p><b>{}</b></p>{}{}</div>').format(said, body, _notes(table.notes)))


def _notes(notes: Sequence[str]) -> Markup:
    return Markup("<ul>{}</ul>").format(_each("<li>{}</li>", ((n,) for n in notes))) if notes else Markup("")


def _each(pattern: str, values: Iterable[tuple[Any, ...]]) -> Markup:
    form = Markup(pattern)  # noqa: S704 - patterns are constants of this module
    return Markup("").join(form.format(*v) for v in values)


def _rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Markup:
    head = _each('<th style="text-align:left">{}</th>', ((c.replace("_", " "),) for c in columns))
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(_each('<td style="text-align:left;vertical-align:top">{}</td>', ((_cell(row[c]),) for c in columns)))
        for row in rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, lines)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return flat("; ".join(value) if isinstance(value, list) else str(value), 160)


def _incident_rows(rows: Sequence[Mapping[str, Any]], brief: Mapping[str, tuple[str, str, str, str]]) -> Markup:
    lines = []
    for r in rows:
        when, where, killed, quote = brief.get(r["incident_id"]) or _plain(r)
        lines.append(
            Markup(
                '<tr><td style="text-align:left;vertical-align:top">{}<br><small>{}</small></td><td style="text-align:left;vertical-align:top">{}</td>'
                '<td style="text-align:left;vertical-align:top">{}<br>{}</td><td style="text-align:left;vertical-align:top">{}</td>'
                '<td style="text-align:left;vertical-align:top">{}</td></tr>'
            ).format(
                when,
                r["incident_id"],
                flat(where, 120),
                flat(killed, 120),
                bar(r["killed_low"], r["killed_best"], r["killed_high"], open=bool(r["killed_open"])),
                _standing(r),
                flat(quote, 240),
            )
        )
    head = _each(
        '<th style="text-align:left">{}</th>',
        ((w,) for w in ("when, id", "where", "killed (each on a scale of its own)", "status", "in whose words")),
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, Markup("").join(lines))


def _plain(r: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """What a row alone tells of an incident: for rows far down a table, whose words were not looked up."""
    when = " – ".join(dict.fromkeys(str(d) for d in (r["date_start"], r["date_end"]) if d)) or "date not known"
    ends = [f"{w} {r[f'killed_{w}']}" for w in ("low", "best", "high") if r[f"killed_{w}"] is not None]
    return when, str(r["place"] or "; ".join(r["places"]) or "place not named"), ", ".join(ends) or "–", ""


def _standing(r: Mapping[str, Any]) -> str:
    parted = [many(r["disagreements"], "disagreement")] if r["disagreements"] else []
    return "; ".join([r["status"].replace("_", " "), *(["background"] if r["background"] else []), *parted])


def incident_html(view: IncidentView) -> str:
    """An incident as a card: where reports part first, then figures with the words behind them."""
    card, masker = view._card()
    incident, documents = view._told.incident, view._told.documents
    claims = {c.claim_id: c for c in view._told.claims}
    parted = _each(
        "<li>{}, {}: <i>{}</i>{}</li>",
        (
            (
                row.kind,
                flat(row.field.replace("_", " ")),
                row.resolution,
                Markup("<ul>{}</ul>").format(
                    _each(
                        "<li><b>{}</b>: “{}” — {}{}</li>",
                        (
                            (flat(value, 80), flat(q.text, 200), flat(q.speaker), f" and {many - 1} more" if many > 1 else "")
                            for value, q, many in row.values
                            if q is not None
                        ),
                    )
                ),
            )
            for row in card.disagreements
        ),
    )
    shown = shown_estimates(incident.estimates)
    most = max((n for e in shown for n in (e.low, e.best, e.high) if n is not None), default=0)
    ordered = [e for e in shown if e.harm == "killed"] + [e for e in shown if e.harm != "killed"]
    figures = _each(
        '<tr><td style="text-align:left;vertical-align:top">{}, {}</td><td style="text-align:left;vertical-align:top">{}<br>{}</td>'
        '<td style="text-align:left;vertical-align:top"><small>{}</small>{}</td></tr>',
        (
            (
                e.harm,
                flat(figure.who),
                flat(figure.figure),
                bar(e.low, e.best, e.high, open=e.open, most=most),
                flat(figure.basis),
                Markup("<ul>{}</ul>").format(_each("<li>{}</li>", ((q,) for q in _quotes(e.claims, claims, documents, masker)))),
            )
            for e, figure in zip(ordered, (*card.killed, *card.others), strict=True)
        ),
    )
    return str(
        Markup(
            '<div class="rashomon"><h4>{} · {} · {}</h4><p>{}; who did it: {}</p>{}{}<p><small>{}{} · policy {} · {}</small></p></div>'
        ).format(
            flat(card.date),
            flat(card.place),
            flat(masker.words(incident.documents, incident.kind)),
            flat(card.status),
            flat("; ".join(card.who)),
            Markup("<p><b>where they part</b></p><ul>{}</ul>").format(parted) if parted else Markup(""),
            Markup("<table><tbody>{}</tbody></table>").format(figures),
            f"nobody says: {card.missing} · " if card.missing else "",
            view.incident_id,
            flat(view.policy),
            _whose(view._names),
        )
    )


def _quotes(ids: Sequence[str], claims: Mapping[str, Any], documents: Mapping[str, Any], masker: Any) -> list[str]:
    lines = list(dict.fromkeys(quoted(claims[i], documents, masker).plain for i in ids if i in claims and claims[i].document in documents))
    return lines[:_MOST] + ([f"and {len(lines) - _MOST} more"] if len(lines) > _MOST else [])


def _whose(names: bool) -> str:
    return "names of private persons are shown" if names else "names of private persons are hidden; the mask can miss"


def ledger_html(where: str, db: sa.Connection | None, names: bool) -> str:
    """What a ledger holds, and some of its newest incidents."""
    import sqlalchemy as sql

    from rashomon.api_tables import newest_of
    from rashomon.pipeline.deciding import DERIVING
    from rashomon.store import derived_tables as d
    from rashomon.store.runs import last_finished

    if db is None:
        return str(Markup("<p>{}</p>").format(f"the ledger {where}, closed"))
    last = last_finished(db, DERIVING)
    if last is None:
        return str(Markup("<p>{}</p>").format(f"the ledger {where}; nothing was derived in it yet"))
    incidents, claims, documents = (
        int(db.scalar(sql.select(sql.func.count()).select_from(t)) or 0) for t in (d.incidents, d.claims, d.documents)
    )
    newest = newest_of(db, names)
    return str(
        Markup(
            '<div class="rashomon"><p><b>{}</b>: {} incidents, {} claims, {} documents · policy {} · run {}, {} · {}</p>{}{}</div>'
        ).format(
            where,
            incidents,
            claims,
            documents,
            last["policy"],
            last["run_id"],
            stamp_words(str(last["finished"])),
            _whose(names),
            _incident_rows(newest.rows, newest.brief),
            f"{incidents - len(newest)} older ones are not shown" if incidents > len(newest) else "",
        )
    )
