"""What of a document's mentions is filed, and what it says outside any incident: worked out of documents settled, by anyone.

Values in, rows out: a process that reads can do it while another keeps what comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from rashomon import confidence
from rashomon.errors import RashomonError
from rashomon.incidents.components import index_rows, inner_edges, number, order
from rashomon.incidents.meeting import grounds
from rashomon.incidents.when import window
from rashomon.model import Claim, Document, IncidentMention
from rashomon.pipeline.settled import SettledPart, Unsettled
from rashomon.store import derived, mention_index
from rashomon.store import derived_tables as d
from rashomon.store.rows import claim_row


class Filing(NamedTuple):
    """Documents to file, by ``names``, in a part that holds them; with ``away`` what comes of it is sent, and holds text and numbers alone."""

    part: SettledPart | Unsettled
    names: frozenset[str]
    away: bool


class FiledMention(NamedTuple):
    """A mention as the index keeps it, the first of its days (0: unknown), and the grounds it can meet others on. ``mention`` is the mention itself,
    where it is at hand."""

    row: mention_index.Row
    day: int
    grounds: tuple[str, ...]
    mention: IncidentMention | None = None


class Filed(NamedTuple):
    """What came of a :class:`Filing`: the mentions, the pairs of them that are tied within their document, by number, and rows of claims and of figures
    set aside."""

    mentions: list[FiledMention]
    ties: list[tuple[int, int]]
    claims: derived.Values
    set_aside: derived.Values


def filed(filing: Filing) -> Filed:
    """Files documents."""
    part = filing.part.settled()
    mentions, ties = filed_mentions(m for m in part.told if m.document in filing.names)
    if filing.away:
        mentions = [m._replace(mention=None) for m in mentions]
    return Filed(mentions, ties, _alone(part, filing.names), _set_aside(part, filing.names))


def filed_mentions(some: Iterable[IncidentMention]) -> tuple[list[FiledMention], list[tuple[int, int]]]:
    """Mentions as they are filed, those without claims left out, and which of them are tied."""
    own = {number(m.mention_id): m for m in sorted(some, key=order) if m.claims}
    out = []
    for n, m in own.items():
        days = window(m.time)
        first = days[0].toordinal() if days is not None else 0
        out.append(FiledMention(mention_index.row_of(n, m, index_rows(m)), first, tuple(sorted(grounds(m))), m))
    return out, [(number(a), number(b)) for a, b in inner_edges(own.values())]


def _alone(part: SettledPart, names: Collection[str]) -> derived.Values:
    """What these documents say of no event."""
    told = {(m.document, c) for m in part.told for c in m.claims}
    of: dict[str, list[Claim]] = {}
    for c in part.claims:
        if c.document in names:
            of.setdefault(c.document, []).append(c)
    rows = []
    for own in of.values():
        alone = [c for c in own if (c.document, c.claim_id) not in told]
        if alone:
            read = confidence.read_right(own)
            rows += [claim_row(replace(verbatim(c, part.documents[c.document]), p_read=read[c.claim_id])) for c in alone]
    return derived.claim_values(rows)


def _set_aside(part: SettledPart, names: Collection[str]) -> derived.Values:
    rows = [
        {"document": name, "start": s.start, "end": s.end, "words": s.words, "reason": s.reason}
        for name in sorted(names)
        for s in {(s.start, s.end): s for s in part.set_aside.get(name, ())}.values()
    ]
    return derived.values(d.set_aside, rows)


def verbatim(claim: Claim, document: Document) -> Claim:
    """The claim, once it is sure that its quote stands in its document."""
    if document.text[claim.start : claim.end] != claim.quote:
        raise RashomonError(
            f"a quote is not verbatim ({claim.document} at {claim.start}); nothing was written. This is an error of the program."
        )
    return claim
