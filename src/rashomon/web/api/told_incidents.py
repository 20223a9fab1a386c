"""What answers about incidents, the record and changes hold, as it stands in the OpenAPI."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from rashomon.web.api.told import Claim, Disagreement, Document, Estimate, Link, Open, Place, Quote


class NamedPlace(Open):
    """A name that the place is given, by whom."""

    name: str
    by: str | None
    precision: int | None


class Attribution(Open):
    """Who is said to have done it: on what basis, by whom, denied by whom."""

    actor: str
    basis: str
    by: list[str]
    denied_by: list[str]
    claims: list[str]


class Incident(Open):
    """A row of incidents.jsonl, names of private persons hidden."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "incident_id": "inc-1a2b3c4d5e6f7a8b", "label": "airstrike, Port Tamsin", "date_start": "2031-05-03", "date_end": "2031-05-03",
                "date_precision": "day", "kind": "airstrike", "status": "disputed_perpetrator", "reports": 4, "texts": 3, "speakers": 2,
                "sides": ["Vessaly", "Ardan"], "attackers": [], "document_keys": ["1f3a5c7e9b2d4f60"],
            }
        },
    )  # fmt: skip

    incident_id: str
    label: str
    date_start: str | None
    date_end: str | None
    date_precision: str
    place: Place | None
    places: list[NamedPlace]
    kind: str
    clarity: int
    sides: list[str]
    attackers: list[str]
    targets: list[str]
    attribution: list[Attribution]
    occurrence: str
    responsibility: str
    status: str
    background: bool
    documents: list[str]
    document_keys: list[str]
    main_of: list[str]
    reports: int
    texts: int
    speakers: int
    estimates: list[Estimate]
    disagreements: list[Disagreement]
    links: list[Link]
    claims: list[str]


class Change(Open):
    """What became of an incident in one run: ``came``, ``went`` or ``changed``, why, and which figures moved by which words."""

    incident_id: str
    label: str
    what: Literal["came", "went", "changed"]
    into: str | None = Field(description="The incident that took over, where it went.")
    took_over: list[str]
    steps: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    causes: list[dict[str, Any]]


class FeedChange(Change):
    """A change with its place in the feed."""

    cursor: int = Field(description="Its number; numbers only grow.")
    run: int
    at: str


class Changes(Open):
    """A page of changes. Ask again with ``since`` = ``cursor`` for what came after."""

    items: list[FeedChange]
    next: str | None = Field(description="More is there: send it as since. null: you have everything.")
    cursor: int = Field(description="The number of the last change that you have; send it as since next time.")


class WholeIncident(Incident):
    """An incident with everything that is told of it."""

    asked: str = Field(description="The id that was asked for; incident_id is what it is called now, or was then.")
    figures: list[dict[str, Any]] = Field(description="The estimates in words, as a person reads them.")
    claim_rows: list[Claim]
    document_rows: list[Document]
    linked: list[dict[str, Any]]
    ids: list[str] = Field(description="All ids that it had.")
    history: list[Change] = Field(description="What this ledger said of it, version by version.")
    seen: dict[str, Any] = Field(
        description="The version you are looking at: send it back with a decision, so that nobody overwrites anybody."
    )
    time: dict[str, Any] | None = Field(description="Under as_of: what had not been published by then.")


class EstimateRow(Estimate):
    """An estimate with its incident."""

    incident_id: str
    label: str
    n: int
    figure: str = Field(description="The figure in words: dozens stay dozens.")


class QuotedValue(Open):
    """One of the things said, with quotes of those who say it."""

    value: Any
    claims: list[str]
    quotes: list[Quote]


class DisagreementRow(Open):
    """A disagreement with its incident, each value with quotes."""

    incident_id: str
    label: str
    n: int
    type: str
    field: str
    values: list[QuotedValue]
    resolution: str
    preferred: Any
    why: str


class LinkRow(Link):
    """A link: ``incident_id`` is the incident it is told of, ``linked_id`` the other."""

    label: str
    n: int
    linked_id: str


class Decision(Open):
    """What a reviewer decided, when and why, and what came of it."""

    number: int
    decision_id: str
    kind: str
    who: str
    at: str
    why: str
    state: str
    note: str
    claims: list[str]
    anchors: list[dict[str, Any]]
    value: Any
    undoes: str | None


class Run(Open):
    """Something that wrote to the ledger. ``finished`` null: it was cut off, or goes on now."""

    run_id: int
    kind: str
    started: str
    finished: str | None
    version: str
    rules: str
    policy: str
    changes: int = Field(description="Incidents that came, went or changed.")
    summary: dict[str, Any]


class Ledger(Open):
    """The ledger and the state that answers are from."""

    ledger_id: str | None
    state: dict[str, Any]
    head: dict[str, Any] = Field(description="Number and hash of the last link of the chained log: rashomon verify walks it.")
    counts: dict[str, int]
    policies: list[dict[str, Any]]
    versions: dict[str, Any]
    names_shown: bool
    notice: str


class Found(Open):
    """A page of what was found: articles, quotes or speakers. ``unfinished``: so many were filtered out that the page ended early."""

    items: list[dict[str, Any]]
    next: str | None
    unfinished: bool = False


class RuleFired(Open):
    """A rule, and how often it fired in this ledger."""

    rule: str
    family: str
    of: str
    times: int


class RuleTold(Open):
    """Where a rule comes from (one line of a lexicon, one named function, or a decision), and claims it fired in."""

    id: str
    steps: list[dict[str, Any]]
    decided: dict[str, Any] | None
    fired: list[list[str | int]] = Field(description="What it fired in, and how often.")
    quotes: list[dict[str, Any]]
    incidents: list[str]


class Points(Open):
    """What a map draws: rows of columns; areas for what is known to a province or country only; and how many have no coordinates."""

    columns: list[str]
    points: list[list[Any]]
    areas: list[dict[str, Any]]
    without: dict[str, int]


class Counted(Open):
    """A value of a filter, and how many incidents it would give."""

    value: str
    incidents: int


class Timeline(Open):
    """Incidents and killed over time. Sums are of what is known; null where nobody reports any."""

    unit: str
    bins: list[dict[str, Any]]
    undated: dict[str, Any]
