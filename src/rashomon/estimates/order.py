"""Which of two reports is the earlier: only what dates show, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from rashomon.model import Claim, Document, SyndicationGroup


@dataclass(frozen=True, slots=True)
class Moment:
    """When words were printed: between two days, with the time of day where one is given. ``basis``: given | printed | inferred | unknown."""

    first: date | None = None
    last: date | None = None
    at: str | None = None
    basis: str = "unknown"

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.first if self.first is not None and self.first == self.last else None

    @property
    def text(self) -> str | None:
        """ISO day, with the time of day where known."""
        if self.day is None:
            return None
        return f"{self.day.isoformat()}T{self.at}" if self.at else self.day.isoformat()


def moment(document: Document | None) -> Moment:
    """When the document was printed, as far as it is known."""
    if document is None:
        return Moment()
    pub = document.published
    basis = next((b for b in ("given", "printed", "unknown") if pub.basis.startswith(b)), "inferred")
    if pub.day is not None:
        return Moment(pub.day, pub.day, pub.time, basis if basis != "unknown" else "given")
    return Moment(pub.not_before, pub.not_after, None, basis)


def earlier(a: Moment, b: Moment) -> bool:
    """Whether ``a`` was surely printed before ``b``."""
    if a.last is not None and b.first is not None and a.last < b.first:
        return True
    if a.day is not None and a.day == b.day and a.at and b.at:
        return _clock(a) < _clock(b)
    return False


def _clock(m: Moment) -> float:
    """Seconds, in UTC where a zone is given."""
    assert m.day is not None and m.at is not None
    try:
        at = time.fromisoformat(m.at)
    except ValueError:
        return 0.0
    offset = at.utcoffset()
    seconds = (datetime.combine(m.day, at.replace(tzinfo=None)) - datetime.combine(m.day, time())).total_seconds()
    return seconds - (offset.total_seconds() if offset else 0.0)


def origins(documents: dict[str, Document], groups: tuple[SyndicationGroup, ...]) -> dict[str, str]:
    """For each whole copy, the name of the document it stands for: the original, else the first printed, else the first by content."""
    out: dict[str, str] = {}
    for group in sorted(groups, key=lambda g: g.group_id):
        if group.kind != "whole":
            continue
        members = sorted(n for n in group.documents if n in documents)
        if not members:
            continue
        head = group.original if group.original in documents else min(members, key=lambda n: _rank(documents[n]))
        for name in members:
            if name != head:
                out.setdefault(name, str(head))
    for name in list(out):  # a copy of a copy stands for the first
        seen = {name}
        while out[name] in out and out[out[name]] not in seen:
            seen.add(out[name])
            out[name] = out[out[name]]
    return {n: h for n, h in out.items() if n != h}


def _rank(document: Document) -> tuple[str, str, str, str]:
    m = moment(document)
    return ((m.first or date.max).isoformat(), m.at or "99", document.document_id, document.name)


def claim_moment(claim: Claim, documents: dict[str, Document], origin: dict[str, str], groups: tuple[SyndicationGroup, ...]) -> Moment:
    """When the words of the claim were first printed: for copied words, when their original was."""
    if claim.document in origin:
        return moment(documents.get(origin[claim.document]))
    own = moment(documents.get(claim.document))
    source = passage_source(claim, groups)
    if source is None or source not in documents:
        return own
    first = moment(documents[source])
    return first if first.first is not None and not earlier(own, first) else own


def passage_source(claim: Claim, groups: tuple[SyndicationGroup, ...]) -> str | None:
    """The original whose passage holds the whole claim, or None."""
    for group in sorted(groups, key=lambda g: g.group_id):
        if group.original is None or group.original == claim.document:
            continue
        for name_a, span_a, name_b, span_b in group.passages:
            for name, span, other in ((name_a, span_a, name_b), (name_b, span_b, name_a)):
                if name == claim.document and other == group.original and span.covers(claim.span):
                    return group.original
    return None
