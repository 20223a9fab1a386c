"""What stands beside an incident: incidents it is linked with, its articles and their versions, and what its place is on a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.corpus.versions import changed_words
from rashomon.exports.cards import _passage
from rashomon.exports.told import flat
from rashomon.exports.told_card import versions as editions
from rashomon.exports.words import date_words
from rashomon.pipeline.view import incident_of
from rashomon.queries.claim_shown import article_key
from rashomon.queries.incident_said import Citer, Printed, day_of
from rashomon.store import derived_tables as d

#: Changed stretches of one article that the page shows; its own page has them all.
CHANGES = 8


@dataclass(frozen=True, slots=True)
class Linked:
    """Another incident, and the words that link it: ``here`` they are told of this incident, else of the other. ``there``: whether it is still
    one under that id."""

    kind: str
    incident_id: str
    label: str
    date: str
    quote: str
    where: Printed | None
    rule: str
    here: bool
    there: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the place is given, by whom, and how precise it is."""

    name: str
    by: tuple[str, ...]
    precision: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An article of the incident. ``copy_of`` is the article whose words it has; ``claims`` counts what it tells of this incident; ``main``:
    the incident is what it is about. ``compare`` are keys of the article it copies or is a later version of."""

    key: str
    name: str
    outlet: str
    day: str
    basis: str
    title: str
    claims: int
    main: bool
    copy_of: Printed | None
    compare: str | None
    version_of: str | None


@dataclass(frozen=True, slots=True)
class Edition:
    """An article whose text changed or that carries a note of its outlet: changed words (before, after), ``more`` counts those not shown."""

    key: str
    outlet: str
    day: str
    before_key: str | None
    before_day: str
    changes: tuple[tuple[str, str], ...]
    more: int
    notes: tuple[tuple[str, str, str], ...]  # kind, words, rule


PRECISION = {
    1: "exact", 2: "near it", 3: "a district", 4: "a province", 5: "area not exact", 6: "country only", 7: "waters or airspace",
}  # fmt: skip


def linked(db: sa.Connection, citer: Citer) -> tuple[Linked, ...]:
    """Incidents it is linked with, from its own words and from those of others; aggregates that hold it first."""
    incident = citer.seen.incident
    i, x = d.incidents.c, d.links.c
    back = db.execute(
        sa.select(x.incident_id, x.type, x.quote, x.document).where(x.other == incident.incident_id).order_by(x.incident_id, x.n)
    ).all()
    ids = sorted({link.incident_id for link in incident.links} | {r.incident_id for r in back})
    rows = {r.incident_id: incident_of(r.row) for r in db.execute(sa.select(i.incident_id, i.row).where(i.incident_id.in_(ids)))}
    out = []
    for link in incident.links:
        other = rows.get(link.incident_id)
        where = _at(link.document, citer)
        out.append(Linked(link.type.replace("_", " "), link.incident_id, _label(other, citer), date_words(other) if other else "",
                          flat(_passage(link, citer.seen.documents, citer.masker), 240), where, link.rule, True, other is not None))  # fmt: skip
    for r in back:
        other = rows.get(r.incident_id)
        quote = flat(citer.masker.words(r.document if r.document in citer.seen.documents else None, r.quote), 240)
        out.append(Linked(r.type.replace("_", " "), r.incident_id, _label(other, citer), date_words(other) if other else "",
                          quote, _at(r.document, citer), "", False, other is not None))  # fmt: skip
    return tuple(sorted(out, key=lambda k: ("aggregate" not in k.label.casefold(), not k.here, k.kind, k.incident_id)))


def _label(other: Any, citer: Citer) -> str:
    return flat(citer.masker.words(None, other.label or other.kind)) if other else "no incident of its own any more"


def _at(name: str, citer: Citer) -> Printed | None:
    document = citer.seen.documents.get(name)
    if document is None:
        return None
    return Printed("", article_key(name), citer.outlet(name), flat(citer.masker.address(name, name)), day_of(document))


def named(citer: Citer) -> tuple[Named, ...]:
    """Names of the place, each with who gives it."""
    show = citer.show
    by: dict[tuple[str, str], list[str]] = {}
    for p in citer.seen.incident.places:
        who = "outlets" if p.by == "outlet" else flat(show.known(p.by))
        by.setdefault((flat(show.known(p.name)), PRECISION.get(p.precision or 0, "not known")), []).append(who)
    return tuple(Named(name, tuple(dict.fromkeys(who)), precision) for (name, precision), who in by.items())


def papers(citer: Citer) -> tuple[Paper, ...]:
    """The articles of an incident, by day; of unknown day last."""
    incident, documents = citer.seen.incident, citer.seen.documents
    counted: dict[str, int] = {}
    for c in citer.claims.values():
        counted[c.document] = counted.get(c.document, 0) + 1
    by_text = {x.document_id: n for n, x in sorted(documents.items(), reverse=True)}
    out = []
    for name in incident.documents:
        x = documents.get(name)
        if x is None:
            shown = flat(citer.masker.address(name, name))
            out.append(("9", name, Paper(article_key(name), shown, shown, "no longer here", "", shown, 0, False, None, None, None)))
            continue
        origin = citer.text_of(name)
        copy = _at(origin, citer) if origin != name else None
        before = by_text.get(x.version_of or "")
        before = before if before != name else None
        title = flat(citer.masker.text(name, x.title.start, x.title.end), 140) if x.title and x.text else ""
        compare = article_key(before) if before else copy.article if copy else None
        out.append((x.published.day.isoformat() if x.published.day else "9", name, Paper(
            article_key(name), flat(citer.masker.address(name, name)), citer.outlet(name), day_of(x), flat(citer.masker.words(name, x.published.basis)),
            title or citer.outlet(name), counted.get(name, 0), name in incident.main_of, copy, compare, article_key(before) if before else None,
        )))  # fmt: skip
    return tuple(p for _, _, p in sorted(out, key=lambda p: p[:2]))


def changed(citer: Citer) -> tuple[Edition, ...]:
    """Articles of the incident whose words changed, or that carry a note of their outlet."""
    documents, masker = citer.seen.documents, citer.masker
    out = []
    for row in editions(citer.seen.incident, documents):
        name, before = str(row["document"]), row["before"]
        every = changed_words(documents[str(before)], documents[name]) if before else ()
        changes = tuple(
            (
                flat(masker.text(str(before), c.old.start, c.old.end)) if c.before else "",
                flat(masker.text(name, c.new.start, c.new.end)) if c.after else "",
            )
            for c in every[:CHANGES]
        )
        notes = tuple((n.kind, flat(masker.text(name, n.start, n.end)), n.rule) for n in documents[name].notes)
        out.append(Edition(
            article_key(name), citer.outlet(name), day_of(documents[name]), article_key(str(before)) if before else None,
            day_of(documents[str(before)]) if before else "", changes, max(0, len(every) - CHANGES), notes,
        ))  # fmt: skip
    return tuple(out)


def spot(citer: Citer) -> dict[str, Any] | None:
    """What a map draws of the place: as exact as it is known; None where nothing of it is."""
    place = citer.seen.incident.place
    if place is None:
        return None
    return {
        "name": flat(citer.show.known(place.name)), "country": place.country, "admin1": place.admin1, "lat": place.lat, "lon": place.lon,
        "precision": place.precision, "words": PRECISION.get(place.precision or 0, "not known"),
    }  # fmt: skip
