"""From a group of incident mentions and their claims to one incident: when, where, what, who, and what nobody says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rashomon.incidents.names import is_fine, plain, same_name, within
from rashomon.incidents.parties import attackers_of, attribution, occurrence, responsibility, status_of
from rashomon.incidents.words import family_of_kind
from rashomon.model import Claim, Document, Incident, IncidentMention, Link, NamedPlace, Place, SyndicationGroup, content_id

_FAR = date(9999, 12, 31)


def assemble(
    parts: Sequence[Sequence[IncidentMention]],
    claims: Mapping[str, Sequence[Claim]],
    documents: Mapping[str, Document],
    groups: Sequence[SyndicationGroup],
    elsewhere: Mapping[str, str] | None = None,
) -> list[Incident]:
    """One incident per part, linked to one another and to those that other mentions (``elsewhere``) are of; sorted by id."""
    made: list[tuple[Sequence[IncidentMention], Incident]] = []
    copied: dict[str, list[SyndicationGroup]] = {}
    for group in groups:
        if group.kind == "whole":
            for name in group.documents:
                copied.setdefault(name, []).append(group)
    for part in parts:
        own = sorted({c for m in part for c in m.claims if c in claims})
        if own:
            made.append((part, _incident(part, [row for c in own for row in claims[c]], documents, copied)))
    home = {**(elsewhere or {}), **{m.mention_id: i.incident_id for part, i in made for m in part}}
    out = [_linked(part, incident, home) for part, incident in made]
    return sorted(out, key=lambda i: i.incident_id)


def _anchor(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Claim:
    def key(c: Claim) -> tuple[date, str, int, int, str, str]:
        document = documents.get(c.document)
        published = document.published if document else None
        day = (published.day or published.not_after or published.not_before) if published else None
        # of one text under two names the first has the ids that the text alone would have, so that a copy gives no incident another id
        return (day or _FAR, c.document_id, c.start, c.end, c.document, c.claim_id)

    return min(claims, key=key)


def _incident(
    part: Sequence[IncidentMention],
    claims: list[Claim],
    documents: Mapping[str, Document],
    copied: Mapping[str, Sequence[SyndicationGroup]],
) -> Incident:
    claims = sorted(claims, key=lambda c: (c.document, c.start, c.end, c.claim_id))
    anchor = _anchor(claims, documents)
    start, end, precision, basis, weekday = _when(part)
    place, places = _where(part, claims)
    kind = _kind(part, claims)
    found = attribution(claims)
    happened = occurrence(claims)
    who = responsibility(found, claims)
    names = tuple(sorted({c.document for c in claims}))
    sides = {c.victim_party or c.side for c in claims if c.victim_party or c.side} | {a.actor for a in found}
    attackers = attackers_of(found, happened, who, claims)
    targets = tuple(sorted({s for c in claims if c.kind == "casualty" and (s := c.side or c.victim_party)}))
    background = all(m.background for m in part)
    return Incident(
        incident_id=content_id("inc", anchor.claim_id),
        anchor=anchor.claim_id,
        claims=tuple(sorted({c.claim_id for c in claims})),
        date_start=start,
        date_end=end,
        date_precision=precision,
        date_basis=basis,
        place=place,
        places=places,
        kind=kind,
        clarity=2 if kind == "aggregate" or (start and end and (end - start).days > 1) else 1,
        sides=tuple(sorted(s for s in sides if s)),
        attackers=attackers,
        targets=targets,
        attribution=found,
        occurrence=happened,
        responsibility=who,
        status=status_of(happened, who),
        background=background,
        documents=names,
        main_of=tuple(sorted({m.document for m in part if m.main and not m.background})),
        reports=len(names),
        texts=_texts(names, documents, copied),
        speakers=len({(c.speaker.actor or c.speaker.text).casefold() for c in claims if c.speaker}),
        missing=_missing(start, place, kind, claims, who),
        weekday=weekday,
        label=_label(kind, place, places),
    )


def _when(part: Sequence[IncidentMention]) -> tuple[date | None, date | None, str, str, int | None]:
    """First and last day, precision, basis and weekday; days printed for the event itself stand above bounds."""
    days = Counter(m.time.start for m in part if m.time is not None and m.time.is_day and m.time.start)
    weekday = next((m.weekday for m in part if m.weekday is not None), None)
    if days:
        best = min(days, key=lambda d: (-days[d], d))
        basis = next(m.time.basis for m in part if m.time is not None and m.time.is_day and m.time.start == best)
        return best, best, "day", basis, best.weekday()
    closed = sorted(
        ((m.time.end - m.time.start).days, m.time.start, m.time.end, m.time.basis)
        for m in part
        if m.time is not None and m.time.start is not None and m.time.end is not None
    )
    bounds = sorted((m.time.end, m.time.basis) for m in part if m.time is not None and m.time.end is not None and m.time.start is None)
    if weekday is not None and bounds and (not closed or closed[0][0] > 7):
        last, basis = bounds[0]
        own = last - timedelta(days=(last.weekday() - weekday) % 7)
        return own, own, "day", f"the day of the week one report prints, up to the day of another ({basis})", weekday
    if closed:
        gap, first, last, basis = closed[0]
        return (
            first,
            last,
            "days" if gap <= 3 else "week" if gap <= 10 else "month" if gap <= 31 else "year" if gap <= 366 else "unknown",
            basis,
            weekday,
        )
    if bounds:
        last, basis = bounds[0]
        return None, last, "unknown", f"up to the first report ({basis}); the event's own day is not printed", weekday
    opened = sorted(m.time.start for m in part if m.time is not None and m.time.start is not None)
    if opened:
        return opened[-1], None, "unknown", "after this day", weekday
    return None, None, "unknown", "unknown", weekday


def _where(part: Sequence[IncidentMention], claims: Sequence[Claim]) -> tuple[Place | None, tuple[NamedPlace, ...]]:
    """The finest place most mentions agree on, and every name with who gives it."""
    votes: Counter[str] = Counter()
    entries: dict[str, Place] = {}

    def vote(p: Place, weight: int) -> None:
        key = p.gazetteer_id or plain(p.name)
        if p.lat is not None or key not in entries:
            entries[key] = p
        votes[key] += weight

    for m in part:
        for p in m.locations:
            vote(p, 2 if p is m.locations[0] else 1)
    for c in claims:
        if c.place_span and c.location is not None:
            vote(c.location, 1)
    fine = [k for k in votes if not any(within(entries[o], entries[k]) for o in votes if o != k)]
    small = _spot(part) if not any(is_fine(entries[k]) for k in votes) else None
    if small is not None:
        wide = min(
            (entries[k] for k in fine), key=lambda p: (-votes[p.gazetteer_id or plain(p.name)], p.precision or 9, p.name), default=None
        )
        country, admin = (wide.country, wide.admin1) if wide is not None else (None, None)
        entries[small], votes[small] = Place(small, admin, country, basis="no entry of this name"), 1
        fine = [small]
    pool = [k for k in fine if is_fine(entries[k])] or fine
    place = entries[min(pool, key=lambda k: (-votes[k], entries[k].precision or 9, k))] if pool else None
    named: dict[tuple[str, str], list[Claim]] = {}
    for c in claims:
        if c.place and c.place_span:
            named.setdefault((c.place, (c.speaker.actor or c.speaker.text) if c.speaker else "outlet"), []).append(c)
    rows = tuple(
        NamedPlace(name, by, own[0].location.precision if own[0].location else None, tuple(sorted(c.claim_id for c in own)))
        for (name, by), own in sorted(named.items())
    )
    return place, rows


def _spot(part: Sequence[IncidentMention]) -> str | None:
    """A small place that no list holds and most reports name first: what stands in for a province or nothing.

    A single word that one report alone has may as well be a person or a team.
    """
    votes: dict[str, list[str]] = {}
    for m in part:
        for n, name in enumerate(m.spots[:3]):
            votes.setdefault(plain(name), []).extend([name] * (3 - n))
    reports = Counter(key for m in part for key in {plain(name) for name in m.spots[:3]})
    sure = [names for key, names in votes.items() if " " in names[0] or reports[key] > 1]
    return min(sure, key=lambda names: (-len(names), names[0]))[0] if sure else None


def _kind(part: Sequence[IncidentMention], claims: Sequence[Claim]) -> str:
    if any(m.aggregate for m in part):
        return "aggregate"
    votes = Counter(m.kind for m in part if m.kind)
    for c in claims:
        if c.event_kind and c.event_kind != "war":
            votes[c.event_kind] += 1
    families = family_of_kind()
    named = [k for k in votes if families.get(k) not in {"any", "war"}]
    pool = named or list(votes)
    return min(pool, key=lambda k: (-votes[k], k)) if pool else "attack"


def _texts(names: Sequence[str], documents: Mapping[str, Document], copied: Mapping[str, Sequence[SyndicationGroup]]) -> int:
    """Distinct texts: documents that are whole copies of one another count once."""
    parent = {n: n for n in names}

    def root(n: str) -> str:
        while parent[n] != n:
            n = parent[n]
        return n

    for g in {g.group_id: g for n in names for g in copied.get(n, ())}.values():
        own = [n for n in g.documents if n in parent]
        for n in own[1:]:
            parent[root(n)] = root(own[0])
    ids: dict[str, str] = {}
    for n in names:
        doc = documents.get(n)
        if doc is not None:
            first = ids.setdefault(doc.document_id, n)
            parent[root(n)] = root(first)
    return len({root(n) for n in names})


def _missing(start: date | None, place: Place | None, kind: str, claims: Sequence[Claim], who: str) -> tuple[str, ...]:
    """Questions that no claim answers."""
    out = []
    if start is None:
        out.append("date")
    if place is None or place.lat is None:
        out.append("place")
    harms = {c.harm for c in claims if c.kind == "casualty" and (c.low is not None or c.high is not None)}
    out += [h for h in ("killed", "wounded") if h not in harms and "casualties" not in harms]
    if not any(c.weapon for c in claims) and kind in {"attack", "incident", "operation", "provocation", "armed clash"}:
        out.append("weapon")
    if who == "unknown":
        out.append("who did it")
    if any(c.kind == "casualty" and c.side is None for c in claims) and not any(c.kind == "casualty" and c.side for c in claims):
        out.append("whose casualties")
    return tuple(out)


def _label(kind: str, place: Place | None, places: Sequence[NamedPlace]) -> str:
    """A short name for people: "Shelling near Dorn"."""
    head = kind[:1].upper() + kind[1:]
    if place is None:
        return head
    others = sorted({p.name for p in places if not same_name(p.name, place.name) and (p.precision or 9) <= 3})[:1]
    name = f"{place.name} / {others[0]}" if others and kind != "aggregate" else place.name
    return f"{head} {'near' if place.precision == 2 else 'in'} {name}"


def _linked(part: Sequence[IncidentMention], incident: Incident, home: Mapping[str, str]) -> Incident:
    links: dict[tuple[str, str], Link] = {}
    for m in part:
        for link in m.links:
            other = home.get(link.target)
            if other and other != incident.incident_id:
                key = (link.type, other)
                row = Link(link.type, other, link.quote, m.document, link.start, link.end, link.rule)
                if key not in links or (row.document, row.start) < (links[key].document, links[key].start):
                    links[key] = row
    return replace(incident, links=tuple(links[k] for k in sorted(links)))
