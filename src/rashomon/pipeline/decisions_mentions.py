"""Lets the incident mentions of a document follow what was decided about its claims, and parts one that tells two events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from rashomon.model import Claim, DateExpr, IncidentMention, content_id

#: What tells one event from another. A claim corrected in one of these may no longer belong to its mention.
_WHERE_AND_WHEN = ("place", "time", "background")


def follow(told: Iterable[IncidentMention], before: Iterable[Claim], after: Iterable[Claim]) -> list[IncidentMention]:
    """The mentions with corrected claims in them.

    A claim whose place, date or background was corrected takes its mention with it, unless another claim there has words of its own for
    a place or a day, or (background) there are others at all: then it leaves and makes a mention of its own. Figures, sides and perpetrators are swapped in place, and
    claims that were taken out are gone. Mentions without a corrected claim come back as they are.
    """
    old = {c.claim_id: c for c in before}
    new = {c.claim_id: c for c in after}
    out: list[IncidentMention] = []
    for mention in told:
        ids = [i for i in mention.claims if i in old]
        kept = [i for i in ids if i in new]
        if all(i in new and new[i] == old[i] for i in ids):
            out.append(mention)
            continue
        swapped = _relocated(_swapped(mention, [(old[i], new.get(i)) for i in ids]), [(old[i], new[i]) for i in kept])
        moved: dict[tuple[object, ...], list[str]] = {}
        for i in kept:
            if any(getattr(old[i], f) != getattr(new[i], f) for f in _WHERE_AND_WHEN):
                moved.setdefault(tuple(getattr(new[i], f) for f in _WHERE_AND_WHEN), []).append(i)
        stay = tuple(i for i in mention.claims if (i in kept or i not in old) and not any(i in group for group in moved.values()))
        if stay and len(moved) == 1:
            [group] = moved.values()
            if not _held([new[i] for i in stay if i in new], [(old[i], new[i]) for i in group]):
                out.append(
                    replace(_placed(swapped, tuple(group), old, new), claims=(*stay, *group), figures=_figures((*stay, *group), new))
                )
                continue
        if stay or not moved:
            if stay:
                out.append(replace(swapped, claims=stay, figures=_figures(stay, new)))
            for group in moved.values():
                alone = replace(swapped, mention_id=content_id("im", mention.mention_id, group[0]), main=False, links=())
                out.append(_placed(alone, tuple(group), old, new))
        else:
            for n, group in enumerate(moved.values()):
                whole = (
                    swapped if n == 0 else replace(swapped, mention_id=content_id("im", mention.mention_id, group[0]), main=False, links=())
                )
                out.append(_placed(whole, tuple(group), old, new))
    return out


def _held(staying: list[Claim], moved: list[tuple[Claim, Claim]]) -> bool:
    """Whether claims that were not corrected hold the mention where it is: with words of their own for what was corrected in the others."""
    if any(o.background != n.background for o, n in moved):
        return True
    place = any(o.place != n.place for o, n in moved) and any(c.place_span for c in staying)
    return place or (any(o.time != n.time for o, n in moved) and any(c.when_span for c in staying))


def _swapped(mention: IncidentMention, pairs: list[tuple[Claim, Claim | None]]) -> IncidentMention:
    """Sides and perpetrators that only a corrected claim gave are taken out; the right ones come in."""

    def swap(names: tuple[str, ...], field: str) -> tuple[str, ...]:
        changed = [
            (getattr(o, field), getattr(n, field) if n else None) for o, n in pairs if n is None or getattr(o, field) != getattr(n, field)
        ]
        held = {getattr(n, field) for o, n in pairs if n is not None}
        gone = {o for o, _ in changed} - held
        return tuple(sorted((set(names) - gone) | {n for _, n in changed if n}))

    return replace(mention, sides=swap(mention.sides, "side"), perpetrators=swap(mention.perpetrators, "perpetrator"))


def _relocated(mention: IncidentMention, pairs: list[tuple[Claim, Claim]]) -> IncidentMention:
    """Where a person said on the map where a place of the same name lies, the name lies there for the whole event."""
    points = {
        n.place.casefold(): n.location
        for o, n in pairs
        if n.place and n.location is not None and o.location != n.location and (o.place or "").casefold() == n.place.casefold()
    }
    if not points:
        return mention
    places = zip(mention.places, mention.locations, strict=True)
    return replace(mention, locations=tuple(points.get(name.casefold(), at) for name, at in places))


def _figures(ids: Iterable[str], claims: Mapping[str, Claim]) -> tuple[tuple[str, int | None, int | None, str | None], ...]:
    """As the incidents step makes them: totals and mentions with a number."""
    mine = [claims[i] for i in ids if i in claims]
    found = {
        (c.harm or "", c.low, c.high, c.side)
        for c in mine
        if c.kind == "casualty" and c.low is not None and c.scope in {"total", "mention"}
    }
    return tuple(sorted(found, key=str))


def _placed(mention: IncidentMention, ids: tuple[str, ...], old: Mapping[str, Claim], new: Mapping[str, Claim]) -> IncidentMention:
    """The mention at the place and time of its corrected claims, where these were what was corrected."""
    first = new[ids[0]]
    mention = replace(mention, claims=ids, figures=_figures(ids, new), background=first.background)
    if any(old[i].place != new[i].place for i in ids):
        mention = replace(mention, places=(first.place,) if first.place else (), locations=(first.location,) if first.location else ())
    if any(old[i].time != new[i].time for i in ids) and first.time:
        day = first.time.start if first.time.is_day else None
        when = DateExpr("absolute", day.year, day.month, day.day) if day else None
        mention = replace(mention, time=first.time, when=when, reference=None, weekday=None)
    return mention


def part(mention: IncidentMention, words: Collection[str], claims: Mapping[str, Claim]) -> list[IncidentMention]:
    """The mention without the claims of these ids, and a mention of their own for these, with the figures that are part of theirs.

    The second is where, when and whose the words of its claims say, else what the whole was; names, people and hours that were told with
    the whole stay with the first, for nobody said whose they are. It is never what the document is mainly about.
    """
    gone = set(words) | {i for i in mention.claims if i in claims and claims[i].part_of in words}
    ids = tuple(i for i in mention.claims if i in gone)
    stay = tuple(i for i in mention.claims if i not in gone)
    if not ids or not stay:
        return [mention]
    mine, rest = [claims[i] for i in ids if i in claims], [claims[i] for i in stay if i in claims]
    alone = replace(
        _told_by(mention, ids, mine, claims), mention_id=content_id("im", mention.mention_id, *ids), main=False, links=(),
        sentence=min((c.sentence for c in mine), default=mention.sentence), extent=tuple(sorted((c.start, c.end) for c in mine)),
        context=(), names=(), people=(), spots=(), tellers=(), details=(),
    )  # fmt: skip
    dated = next((c for c in mine if c.when_span and c.time), None)
    if dated is not None and dated.time is not None and dated.time != mention.time:
        alone = replace(alone, time=dated.time, when=dated.when, reference=None, shift=None, weekday=None)
    return [_told_by(mention, stay, rest, claims), alone]


def _told_by(mention: IncidentMention, ids: tuple[str, ...], own: list[Claim], claims: Mapping[str, Claim]) -> IncidentMention:
    """The mention with these claims only: what they say of sides, doers and places of the mention's, where they say anything of it."""

    def said(names: tuple[str, ...], told: set[str | None]) -> tuple[str, ...]:
        return tuple(n for n in names if n in told) or names

    places = {c.place for c in own if c.place_span}
    places |= {c.location.name for c in own if c.place_span and c.location}
    locations = tuple(p for p in mention.locations if p.name in places) or mention.locations
    return replace(
        mention,
        claims=ids,
        figures=_figures(ids, claims),
        sides=said(mention.sides, {c.side for c in own}),
        perpetrators=said(mention.perpetrators, {c.perpetrator for c in own}),
        places=said(mention.places, set(places)),
        locations=locations,
    )
