"""What the answers of the API hold, as it stands in the OpenAPI. The keys of rows are those of ``docs/reference/output.md``; more may come."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")
Span = tuple[int, int]


class Open(BaseModel):
    """An object that may get further keys."""

    model_config = ConfigDict(extra="allow")


class Page(Open, Generic[T]):
    """A page of a list. ``next`` is what to send as ``cursor`` for the page after; null: this is the last."""

    items: list[T]
    next: str | None = Field(description="Send it as cursor for the page after; null: this is the last.")
    total: int = Field(description="Rows of all pages together.")


class Problem(Open):
    """What went wrong and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="What is wrong and what to do, in a sentence.")


class Words(Open):
    """Words of an article, by their offsets into its original text."""

    text: str
    start: int
    end: int


class Speaker(Words):
    """Who says it: ``text`` is what stands there, ``actor`` whom it means. A private person is a role."""

    actor: str | None
    party: str | None = None


class Quote(Open):
    """Words of an article, with who says them and where they stand. ``quote`` null: the text was forgotten."""

    claim_id: str
    document: str
    document_key: str = Field(description="What the document is called in addresses: /api/v1/documents/{key}.")
    start: int
    end: int
    quote: str | None
    speaker: Speaker | None
    stance: str


class Claim(Quote):
    """A row of claims.jsonl, names of private persons hidden. Offsets are those of the original text, whatever is hidden in ``quote``."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "claim_id": "c-0f6d2c1b9a8e7d65", "document": "harbour.txt", "document_key": "1f3a5c7e9b2d4f60", "document_id": "doc-5f1e2d3c4b5a6978",
                "start": 118, "end": 152, "quote": "at least six people were killed", "kind": "casualty", "harm": "killed", "low": 6, "high": None,
                "words": "at least six", "side": "civilians", "stance": "asserts", "voice": "indirect",
                "speaker": {"actor": "Harbour Hospital", "text": "the hospital", "start": 96, "end": 108, "party": None},
            }
        },
    )  # fmt: skip

    document_id: str
    kind: Literal["casualty", "statement"]
    harm: str | None
    low: int | None
    high: int | None
    words: str
    negated: bool
    approx: bool
    vague: bool
    scope: str
    part_of: str | None
    period: Span | None
    harm_detail: str | None
    includes_attackers: str
    victims: Words | None
    side: str | None
    victim_party: str | None
    victim_status: str
    status_by: str | None
    groups: list[str]
    relation: str
    perpetrator: str | None
    cue: Words | None
    voice: str
    target: str | None
    denies: str | None
    via: list[str]
    date_start: str | None
    date_end: str | None
    date_basis: str | None
    place: str | None
    incident_id: str | None
    background: bool
    rule: list[str]
    p_read: float | None = Field(description="How often claims like it were read right: nothing is said of whether it is true.")
    p_incident: float | None = Field(description="How often such a claim belongs to the incident it was put to.")
    verbatim: bool = Field(description="False: a name is hidden in the quote, or its text was forgotten.")


class Document(Open):
    """A row of documents.jsonl, names of private persons hidden."""

    key: str
    document: str
    document_id: str
    sha256: str
    outlet: str | None
    url: str | None
    byline: str | None
    agencies: list[str]
    title: Span | None
    title_text: str | None
    published: str | None
    published_from: str | None
    published_to: str | None
    published_basis: str | None
    language: str | None
    status: str
    reason: str | None
    version_of: str | None
    blocks: list[tuple[int, int, str]]
    syndication_group: str | None
    main_incident: str | None
    incidents: list[str]
    length: int = Field(description="Characters of the original text.")


class WholeDocument(Document):
    """A document with its text, where ``text=1`` asks for it."""

    text: str | None = Field(default=None, description="The text with names hidden: its offsets are not those of the original.")
    hidden: list[tuple[int, int, str]] = Field(
        default=[], description="Stretches of the original text that are hidden: [start, end, what stands there]."
    )


class Place(Open):
    """Where, as far as it is known; coordinates are never made up."""

    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None = Field(description="As UCDP's where_prec, 1 to 7.")
    basis: str


class Basis(Open):
    """What a figure rests on: documents, distinct texts after copies are taken out, original speakers."""

    reports: int
    texts: int
    speakers: int
    kind: str


class Reason(Open):
    """Why a figure is what it is: the rule, in words, with its claims."""

    rule: str
    detail: str
    claims: list[str]


class Step(Open):
    """A step of a figure by the time of publication; ``as_of`` null: inferred from the figures, no time is known."""

    as_of: str | None
    as_of_basis: str
    low: int | None
    best: int | None
    high: int | None
    claim: str


class Estimate(Open):
    """Low, best and high of one harm and side, with reasons. ``best`` null: withheld, and ``best_withheld`` says why."""

    harm: str
    side: str | None
    over: Literal["side", "unknown", "all_sides"]
    derivation: str
    low: int | None
    best: int | None
    high: int | None
    open: bool
    best_withheld: str | None
    policy: str
    reasons: list[Reason]
    claims: list[str]
    basis: Basis
    history: list[Step]


class Value(Open):
    """One of the things said in a disagreement."""

    value: Any
    claims: list[str]


class Disagreement(Open):
    """Where reports part, and how that is resolved, if it is."""

    type: str
    field: str
    values: list[Value]
    resolution: str
    preferred: Any
    why: str


class Link(Open):
    """How one incident hangs together with another, with the words that say so."""

    type: str
    incident_id: str
    quote: str | None
    document: str
    start: int
    end: int
