"""What came in: a document, its labelled blocks, when it was published, and who shares its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rashomon.model.spans import Span

#: Labels a block can have. Claims are read from the first seven only; the rest is kept and shown, never cut.
BLOCK_LABELS = ("headline", "dek", "subhead", "dateline", "body", "byline", "caption", "credit", "related", "boilerplate")
READ_LABELS = frozenset({"headline", "dek", "subhead", "dateline", "body"})


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of the text with one label; blocks do not overlap and are sorted. ``rule`` names what labelled it."""

    start: int
    end: int
    label: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published, as far as it is known.

    ``day`` is set only where one day is known; else ``not_before`` and ``not_after`` bound it (either may be None).
    ``basis`` in words: "given", "printed", "inferred from …" with the span or document that shows it; ``span`` is the evidence in
    this document, ``document`` the name of the other document that gave it. ``weekday`` is kept where only that is known.
    """

    day: date | None = None
    not_before: date | None = None
    not_after: date | None = None
    basis: str = "unknown"
    span: Span | None = None
    document: str | None = None
    weekday: int | None = None
    time: str | None = None  # ISO time of day with zone where given, for ordering reports of one day


@dataclass(frozen=True, slots=True)
class NotedFigure:
    """A number of people that a note on an article names: ``number`` of ``harm`` (None: it does not say), in the words at the span."""

    start: int
    end: int
    number: int
    harm: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What an outlet says of its own article, at its head or foot: never a report of its own, and no claim is read from it.

    ``kind``: corrected, clarified, updated or retracted. ``wrong`` are the figures it takes back, ``right`` those it gives instead;
    ``harms`` what it speaks of where it names no number ("to correct the number of dead"). A retraction that names no figure takes
    back the whole article.
    """

    start: int
    end: int
    kind: str
    rule: str
    wrong: tuple[NotedFigure, ...] = ()
    right: tuple[NotedFigure, ...] = ()
    harms: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it takes back the whole article."""
        return self.kind == "retracted" and not self.wrong


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page or record an article came in says of it, as it stands there: ``prop`` is published, modified, title, outlet, author,
    language or canonical_url; ``by`` names who says so: json-ld, opengraph, meta, time, http, feed, warc, or the database it was exported from."""

    prop: str
    value: str
    by: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article as text, owner of all offsets.

    ``name`` is what the input calls it (path below INPUT, or record id); ``document_id`` is made from the text alone, so the same
    text under two names has one id. ``status`` is ``used`` or ``set_aside`` (then ``reason`` says why, for a person).
    ``title`` is the span of the headline. ``declared`` is what its page said of it, kept beside what was made of it; ``provenance`` where it
    came from (file in an archive, offset, address, time of retrieval), as sorted pairs. ``quality`` holds notes a reader should see ("decoded as cp1252", "injected text at the end").
    """

    name: str
    text: str
    document_id: str
    sha256: str
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    title: Span | None = None
    published: Published = field(default_factory=Published)
    language: str | None = None
    status: str = "used"
    reason: str | None = None
    version_of: str | None = None
    blocks: tuple[Block, ...] = ()
    quality: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    declared: tuple[Declared, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SyndicationGroup:
    """Documents that share words.

    ``original`` is the document the others took the words from where that can be told (wire credit, earlier date), else None.
    ``passages`` are the shared stretches: (document name a, span in a, document name b, span in b); ``kind`` is ``whole`` or ``part``.
    """

    group_id: str
    documents: tuple[str, ...]
    original: str | None
    kind: str
    passages: tuple[tuple[str, Span, str, Span], ...] = ()
