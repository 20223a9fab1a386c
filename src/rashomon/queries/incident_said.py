"""Quotes of an incident as a page prints them: the words, who says them, where they stand, and how often they were printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.exports.cards import Shown, document_name, speaker_name
from rashomon.exports.told import clean, flat
from rashomon.model import Claim, Document, Span
from rashomon.people import Masker
from rashomon.pipeline.moments import MONTHS
from rashomon.queries.claim_shown import article_key
from rashomon.queries.incident import Seen
from rashomon.queries.incident_answers import Standing

FORGOTTEN = "[these words were forgotten]"
#: Letters beside a place or a day that are quoted with it, within its sentence.
BESIDE = 70
_STOP = re.compile(r"[.!?]\s|\n")
#: Quotes under one reason or value; the others are counted, and all are in the matrix.
MOST = 4


@dataclass(frozen=True, slots=True)
class Printed:
    """One article in which words stand: its key, outlet, name and day, and the claim's id, which is an anchor on the article's page."""

    claim: str
    article: str
    outlet: str
    document: str
    day: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of one speaker, or of outlets themselves, with the articles that print them: the first is where they are quoted from."""

    text: str
    speaker: str
    own_words: bool
    where: Printed
    also: tuple[Printed, ...] = ()
    via: tuple[str, ...] = ()
    texts: int = 1  # distinct ones among the articles

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims."""
        return (self.where.claim, *(p.claim for p in self.also))

    @property
    def outlets(self) -> int:
        """How many outlets print the words, one without a name being one of its own."""
        return len({p.outlet for p in (self.where, *self.also)})


class Citer:
    """Cites claims of one incident, with one mask for all of them, so that a person has one mark on a page."""

    def __init__(self, seen: Seen, masker: Masker) -> None:
        self.seen, self.masker = seen, masker
        self.claims = seen.claims
        self.show = Shown(masker, seen.incident.documents)
        self._standing: Standing | None = None

    @property
    def standing(self) -> Standing:
        """Where each claim stands."""
        if self._standing is None:
            self._standing = Standing.of(self.seen)
        return self._standing

    def text_of(self, name: str) -> str:
        """The document whose words a document has: its own, or that which it copies."""
        return self.seen.origin.get(name, name)

    def printed(self, claim: Claim) -> Printed:
        """Where a claim stands."""
        name = claim.document
        document = self.seen.documents[name]
        return Printed(claim.claim_id, article_key(name), self.outlet(name), flat(self.masker.address(name, name)), day_of(document))

    def outlet(self, name: str) -> str:
        """The outlet of a document, or the name it came under."""
        return (
            flat(document_name(self.seen.documents[name], self.masker))
            if name in self.seen.documents
            else flat(self.masker.address(name, name))
        )

    def quote(self, claim: Claim) -> str:
        """The words of a claim, as written."""
        document = self.seen.documents[claim.document]
        return clean(self.masker.text(claim.document, claim.start, claim.end)) if document.text else FORGOTTEN

    def around(self, claim: Claim, span: Span) -> str:
        """The words at a span of a claim's document with what stands beside them in the sentence."""
        text = self.seen.documents[claim.document].text
        if not text:
            return FORGOTTEN
        low, high = max(0, span.start - BESIDE), min(len(text), span.end + BESIDE)
        begin = max((low, *(m.end() for m in _STOP.finditer(text, low, span.start))))
        end = min((high, *(m.start() + 1 for m in _STOP.finditer(text, span.end, high))))
        begin = begin if begin > low or low == 0 else text.find(" ", low, span.start) + 1 or span.start
        end = end if end < high or high == len(text) else max(text.rfind(" ", span.end, high), span.end)
        return flat(self.masker.text(claim.document, begin, end))

    def cite(self, ids: Iterable[str], spans: Mapping[str, Span] | None = None) -> tuple[Cited, ...]:
        """The words of these claims: each once, however many articles print it, words of a speaker before an outlet's own. Of claims with a
        span the words around that are quoted."""
        folded: dict[tuple[str, str], list[Claim]] = {}
        for i in dict.fromkeys(ids):
            c = self.claims.get(i)
            if c is None:
                continue
            at = (spans or {}).get(i)
            words = self.around(c, at) if at is not None else " ".join(self.quote(c).split())
            folded.setdefault((words, speaker_name(c, self.masker) if c.speaker else ""), []).append(c)
        out = []
        for (text, _), its in folded.items():
            first, *rest = sorted(its, key=lambda c: (c.document != self.text_of(c.document), self._when(c), c.document, c.start))
            also = {c.document: self.printed(c) for c in rest if c.document != first.document}
            via = tuple(flat(self.masker.known(first.document, v)) for v in first.via)
            texts = len({self.text_of(c.document) for c in its})
            speaker = speaker_name(first, self.masker)
            out.append(Cited(text, speaker, first.speaker is None, self.printed(first), tuple(also[n] for n in sorted(also)), via, texts))
        return tuple(sorted(out, key=lambda q: (q.own_words, self.claims[q.where.claim].label == "headline")))

    def _when(self, claim: Claim) -> str:
        day = self.seen.documents[claim.document].published.day
        return day.isoformat() if day else "9"


def day_of(document: Document) -> str:
    """``9 Nov 2023``, or "day not known"."""
    day = document.published.day
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "day not known"


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of a figure: the id of its rule, the sentence, and the words it rests on; ``more`` counts quotes that are left to the matrix."""

    rule: str
    detail: str
    quotes: tuple[Cited, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Parted:
    """A disagreement in plain words; each value with its quotes, ``more`` counting those that are not shown."""

    kind: str
    field: str
    resolution: str
    why: str
    rule: str
    preferred: str | None
    values: tuple[tuple[str, tuple[Cited, ...], int], ...]


def reasons(citer: Citer, given: Iterable[tuple[str, str, Sequence[str]]], most: int = MOST) -> tuple[Why, ...]:
    """Reasons (rule, sentence, claims) with their quotes, each quote under the first reason that rests on it."""
    out = []
    printed: set[tuple[str, str]] = set()
    for rule, detail, claims in given:
        quotes = [q for q in citer.cite(claims) if (q.text, q.speaker) not in printed]
        printed |= {(q.text, q.speaker) for q in quotes[:most]}
        out.append(Why(rule, flat(detail), tuple(quotes[:most]), max(0, len(quotes) - most)))
    return tuple(out)
