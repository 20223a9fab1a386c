"""The documents behind an event as lists of sources, and who is quoted in them. Private names are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.exports.cards import document_name
from rashomon.exports.events_names import says_nothing
from rashomon.exports.exported import Told
from rashomon.model import Claim, Document
from rashomon.people import Masker

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """One document: outlet, day and headline on one line each, without the signs that part them in a list."""

    document: str
    office: str
    day: str
    headline: str

    @property
    def article(self) -> str:
        """``"Office,2031-02-13,Headline"``, in quotes."""
        return f'"{self.office.replace(",", " ")},{self.day},{self.headline}"'


def one_line(text: str) -> str:
    """Text without line breaks, and without the signs that lists of sources use."""
    return _BLANK.sub(" ", text).strip().replace(";", ",").replace('"', "'")


def sources(told: Told, masker: Masker) -> list[Source]:
    """A source per document, the earliest first."""
    out = []
    for document in sorted(told.documents.values(), key=_order):
        if document.name not in told.incident.documents:
            continue
        title = masker.text(document.name, document.title.start, document.title.end) if document.title else ""
        day = document.published.day
        out.append(Source(document.name, one_line(document_name(document, masker)), day.isoformat() if day else "", one_line(title)))
    return out


def _order(document: Document) -> tuple[date, str, str]:
    return document.published.day or document.published.not_after or date.max, document.outlet or "", document.name


def first_told(told: Told, claims: Iterable[Claim]) -> list[Claim]:
    """Claims in the order they were printed."""
    known = told.documents
    return sorted(
        claims,
        key=lambda c: ((*_order(known[c.document]), c.start) if c.document in known else (date.max, "", c.document, c.start), c.claim_id),
    )


def speaker_of(claim: Claim, masker: Masker) -> str | None:
    """Who says it, as a reader would write it: a private person is a role. None where the outlet itself does, or only "she" stands there."""
    if claim.speaker is None:
        return None
    actor, text = masker.speaker(claim.document, claim.speaker)
    named = _BLANK.sub(" ", actor or text).strip()
    return None if says_nothing(named) else named


def speakers(told: Told, masker: Masker, harms: Sequence[str] = ("killed", "casualties")) -> list[str]:
    """Who is quoted for the dead, the first to be printed first; where nobody is, for anything else."""
    spoken = [c for c in first_told(told, told.claims) if c.speaker is not None]
    own = [c for c in spoken if c.kind == "casualty" and c.harm in harms] or spoken
    named = (speaker_of(c, masker) for c in own)
    return list(dict.fromkeys(n for n in named if n))
