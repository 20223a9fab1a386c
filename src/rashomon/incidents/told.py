"""From the threads of one document to incident mentions, and their times, which can be made again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from rashomon.incidents.details import details_in, spots_in
from rashomon.incidents.evidence import countries_in, names_in, read_part, scenes_in
from rashomon.incidents.known import Words
from rashomon.incidents.links import links_between
from rashomon.incidents.names import is_fine, is_region
from rashomon.incidents.people import people_in, tellers_in
from rashomon.incidents.threads import Thread
from rashomon.incidents.when import shifted, time_of
from rashomon.model import Claim, Document, IncidentMention, Place, Published, Sentence, TimeSpan, changed, content_id

#: Sentences at the head of a document that tell what its main event is.
HEAD = 4
#: Claims of one mention that stand so near are one stretch of text.
GAP = 40


def _context(thread: Thread, threads: list[Thread], known: Words, wanted: Callable[[Place | None], bool]) -> tuple[str, ...]:
    """Places that the document names outside its other events: the main one may be there."""
    taken = {n for t in threads if t is not thread for n in t.places}
    names: dict[str, None] = {}
    for rows in known.places.values():
        for p in rows:
            if p.relation not in {"distance", "to"} and p.name not in taken and wanted(p.place):
                names.setdefault(p.name)
    return tuple(sorted(names))[:20]


def _told_with(thread: Thread, threads: list[Thread], known: Words) -> tuple[list[Sentence], list[Sentence]]:
    """(sentences whose names belong to an event, those that say what was hit): of the main one, all that tell no other event."""
    own = {r.sentence.index: r.sentence for r in thread.readings}
    if not thread.main:
        rows = [own[i] for i in sorted(own)]
        return rows, rows
    taken = {r.sentence.index for t in threads if t is not thread for r in t.readings} - own.keys()
    rest = [s for s in read_part(known) if s.index not in taken]
    return rest, [s for n, s in enumerate(rest) if n < HEAD or s.index in own]


def mentions_of(threads: list[Thread], document: Document, known: Words) -> list[IncidentMention]:
    """The threads of a document as incident mentions, with their times."""
    ids = {t.number: content_id("im", document.document_id, document.name, t.number, min(c.start for c in t.claims)) for t in threads}
    out = []
    for t in threads:
        extent = _extent([(c.start, c.end) for c in t.claims])
        told, struck = _told_with(t, threads, known)
        figures = {
            (c.harm or "", c.low, c.high, c.side)
            for c in t.claims
            if c.kind == "casualty" and c.low is not None and c.scope in {"total", "mention"}
        }
        people, names = people_in(told), names_in(told)
        out.append(
            IncidentMention(
                mention_id=ids[t.number],
                document=document.name,
                document_id=document.document_id,
                claims=tuple(sorted(c.claim_id for c in t.claims)),
                sentence=min(r.sentence.index for r in t.readings),
                extent=extent,
                when=t.when,
                said=t.said,
                reference=ids[t.reference.number] if t.reference else None,
                shift=t.shift if t.reference or (t.when is not None and t.when.kind != "reference" and t.shift) else None,
                places=tuple(t.places),
                context=_context(t, threads, known, is_fine) if t.main else (),
                regions=_context(t, threads, known, is_region) if t.main else tuple(n for n, p in t.places.items() if is_region(p)),
                locations=tuple(p or Place(n, basis="no entry of this name") for n, p in t.places.items()),
                sides=tuple(sorted(t.sides)),
                perpetrators=tuple(sorted(t.perpetrators)),
                kind="aggregate" if t.aggregate else _kind(t),
                families=tuple(sorted(t.families)),
                weapons=tuple(sorted({w.weapon for r in t.readings for w in r.weapons})),
                figures=tuple(sorted(figures, key=str)),
                background=t.background,
                aggregate=t.aggregate,
                main=t.main,
                links=links_between(t, threads, ids, document, known),
                names=names,
                scenes=scenes_in(struck, known.all_of),
                countries=countries_in(told),
                people=people,
                spots=spots_in([*{r.sentence.index: r.sentence for r in t.readings}.values(), *told], people, names),
                tellers=tellers_in(told, people),
                details=details_in(told),
            )
        )
    return dated(out, document.published)


def _kind(thread: Thread) -> str | None:
    kinds = sorted(thread.kinds.items(), key=lambda k: (-k[1], k[0]))
    return kinds[0][0] if kinds else None


def _extent(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1] + GAP:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)


class _Times:
    """When each mention of a document was, each asked once."""

    def __init__(self, told: list[IncidentMention], published: Published) -> None:
        self._published = published
        self._known: dict[str, TimeSpan | None] = {}
        self._by_id = {m.mention_id: m for m in told}
        self._counting: dict[str, IncidentMention] = {}  # the first mention, dated itself, that is told as so many days from another
        for m in told:
            if m.reference is not None and m.shift is not None and m.when is not None and m.when.kind != "reference":
                self._counting.setdefault(m.reference, m)

    def of(self, m: IncidentMention, depth: int = 0) -> TimeSpan | None:
        """The time of a mention; of one that counts from another, by that one's."""
        if m.mention_id not in self._known:
            self._known[m.mention_id] = None
            self._known[m.mention_id] = self._counted_back(m) or self._found(m, depth)
        return self._known[m.mention_id]

    def _counted_back(self, m: IncidentMention) -> TimeSpan | None:
        """ "The day before" of an event that is dated itself."""
        after = self._counting.get(m.mention_id)
        if m.when is not None or after is None or after.shift is None:
            return None
        day = time_of(after.when, None, self._published, None)
        if day is None or not day.is_day or day.start is None:
            return None
        own = day.start - timedelta(days=after.shift)
        side = "before" if after.shift < 0 else "after"
        return TimeSpan(own, own, f"counted from an event {abs(after.shift)} day(s) {side} it ({day.basis})")

    def _found(self, m: IncidentMention, depth: int) -> TimeSpan | None:
        other = self._by_id.get(m.reference) if m.reference and depth < 5 else None
        found = time_of(m.when, m.said, self._published, self.of(other, depth + 1) if other else None)
        return shifted(found, m.shift) if m.shift and m.reference is None and m.when is not None and m.when.kind != "reference" else found


def dated(told: list[IncidentMention], published: Published) -> list[IncidentMention]:
    """Mentions with their time, those others count from first."""
    times = _Times(told, published)
    out = []
    for m in told:
        span = times.of(m)
        weekday = (
            span.weekday
            if span is not None and span.weekday is not None
            else (span.start.weekday() if span and span.is_day and span.start else None)
        )
        out.append(m if (m.time, m.weekday) == (span, weekday) else changed(m, time=span, weekday=weekday))
    return out


def resettle(claims: Sequence[Claim], told: Sequence[IncidentMention], published: Published) -> tuple[list[Claim], list[IncidentMention]]:
    """Times made again from the words that were read, once the publication date of the document is known or better known."""
    again = dated(list(told), published)
    time = {c: m.time for m in again for c in m.claims}
    return [c if c.time == (day := time.get(c.claim_id, c.time)) else changed(c, time=day) for c in claims], again
