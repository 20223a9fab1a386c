"""What may be asked of the API, as it stands in the OpenAPI. An unknown parameter is refused: a filter misspelt must not find everything."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from rashomon.errors import InputError
from rashomon.queries.query import MOST, USUAL

#: A parameter that may be given several times, and how often.
_TIMES = 50


def _is_text(value: str) -> str:
    if any(ord(c) < 32 or "\ud800" <= c <= "\udfff" for c in value):
        raise ValueError("holds signs that are no text")
    return value


Text = Annotated[str, StringConstraints(max_length=200), AfterValidator(_is_text)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_is_text)]
Many = Annotated[list[Name], Field(max_length=_TIMES)]
Limit = Annotated[int, Field(ge=1, le=MOST, description=f"Rows of a page, {MOST} at most.")]
_AS_OF = "What had been published by then: 2031-05-03 (its end is meant), 2031-05-03T18:00 (UTC), 2031-05-03T18:00+04:00. Derived again; a large ledger needs long for a moment it is asked for the first time."
_POLICY = "How figures are reconciled: current, minmax, ucdp-style, acled-style, ibc-style; without it as the ledger was made."


class Lensed(BaseModel):
    """The lens that every reading of the ledger has."""

    model_config = ConfigDict(extra="forbid")

    policy: Text = Field(default="", description=_POLICY)
    as_of: Text = Field(default="", description=_AS_OF)


class Paged(Lensed):
    """A list in pages."""

    cursor: Annotated[str, StringConstraints(max_length=400), AfterValidator(_is_text)] = Field(
        default="", description="What the page before gave as next."
    )
    limit: Limit = USUAL


class IncidentsAsked(Lensed):
    """Which incidents: the same filters as on the pages. A filter with several values takes any of them; all filters have to hold."""

    q: Text = Field(default="", description='Words in the texts of its articles; "a phrase" in quotation marks.')
    since: Text = Field(default="", description="First day: 2031, 2031-05 or 2031-05-03.")
    until: Text = Field(default="", description="Last day, in the same ways.")
    country: Many = []
    place: Many = []
    side: Many = []
    harm: Many = Field(default=[], description="killed, wounded, missing, captured, casualties: somebody gives a figure of it.")
    killed_min: Text = Field(default="", description="So many killed, at least.")
    kind: Many = []
    status: Many = []
    disagreement: Many = Field(default=[], description="Kinds of disagreement: count, denial, blame, date, place …")
    resolution: Many = []
    basis: Many = Field(default=[], description="one_party, both_parties_agree, third_party, unattributed")
    confidence: Text = Field(default="", description="How sure, at least, that its reports tell of one incident (0 to 1).")
    outlet: Many = []
    background: Literal["", "no", "yes", "only"] = Field(default="", description="What is told in passing: left out (no), too (yes), only.")
    where: Annotated[str, StringConstraints(max_length=1000), AfterValidator(_is_text)] = Field(
        default="", description="Conditions as rashomon export --where takes them: country=Vessaly,killed>=5"
    )
    bbox: Text = Field(default="", description="west,south,east,north in degrees")


class IncidentsPaged(IncidentsAsked, Paged):
    """A page of incidents."""

    sort: Text = Field(
        default="",
        description="date, killed, reports, speakers, disagreements, changed, place; with - before it turned round. Usual: -date",
    )
    brief: bool = Field(default=False, description="Short rows, as lists on pages have them, in place of rows of incidents.jsonl.")


class EstimatesPaged(IncidentsAsked, Paged):
    """A page of estimates; harm, side and basis choose among the estimates of an incident, too."""

    over: Annotated[list[Literal["side", "unknown", "all_sides"]], Field(max_length=3)] = []


class DisagreementsPaged(IncidentsAsked, Paged):
    """A page of disagreements."""

    type: Many = []


class LinksPaged(IncidentsAsked, Paged):
    """A page of links."""

    type: Many = []


class ClaimsPaged(Paged):
    """A page of claims."""

    incident: Many = Field(default=[], description="Ids of incidents, of now or before.")
    document: Many = Field(default=[], description="Keys or names of documents.")
    kind: Annotated[list[Literal["casualty", "statement"]], Field(max_length=2)] = []
    harm: Many = []
    stance: Many = []
    speaker: Many = Field(default=[], description="Whom the words of the speaker mean (speaker.actor).")
    side: Many = []
    background: Literal["", "yes", "no"] = ""
    changed: Text = Field(default="", description="Read, or read otherwise, after a run or a moment: run:3, 2031-05-03.")


class DocumentsPaged(Paged):
    """A page of documents."""

    outlet: Many = []
    status: Annotated[list[Literal["used", "set_aside"]], Field(max_length=2)] = []
    language: Annotated[list[Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]], Field(max_length=_TIMES)] = []
    incident: Many = []
    published_from: date | None = Field(default=None, description="Of this day or later; only documents whose day is known.")
    published_to: date | None = None
    text: bool = Field(default=False, description="With the texts, names of private persons hidden.")


class Texted(Lensed):
    """One document, with its text or without."""

    text: bool = Field(default=False, description="With the text, names of private persons hidden.")


class OfRecord(BaseModel):
    """A question about the record."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _no_lens(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and {"policy", "as_of"} & given.keys():
            raise ValueError(
                "policy and as_of choose how figures are looked at; this is the record of what the ledger said and who decided, which they "
                "do not change: leave them out"
            )
        return given


class ChangesPaged(OfRecord):
    """A page of the feed of changes. It is what this ledger said when: policy and as_of would be another question, and are refused."""

    since: int = Field(default=0, ge=0, le=2**53, description="The cursor of the last change you have; 0: everything.")
    run: int | None = Field(default=None, ge=1, le=2**53, description="What one run changed.")
    incident: Many = Field(default=[], description="Ids of incidents, of now or before.")
    limit: Limit = USUAL


class RecordPaged(OfRecord):
    """A page of the record."""

    cursor: Annotated[str, StringConstraints(max_length=400), AfterValidator(_is_text)] = ""
    limit: Limit = USUAL


class DecisionsPaged(RecordPaged):
    """A page of decisions. They are rows of the record: a policy or a moment of publication changes none of them, and is refused."""

    state: Annotated[list[Literal["applied", "not_found", "reopened", "overruled", "undone"]], Field(max_length=5)] = []


class RunsPaged(RecordPaged):
    """A page of runs, the last one first."""

    kind: Many = []


class SearchPaged(Lensed):
    """What to look for, and where. All words have to stand there; \"a phrase\" goes in quotation marks."""

    q: Text = Field(default="", description="Words; may be left out for in=speaker.")
    within: Literal["article", "quote", "speaker"] = Field(default="article", alias="in")
    outlet: Text = ""
    since: date | None = Field(default=None, description="Published on this day or later.")
    until: date | None = None
    speaker: Text = Field(default="", description="With in=speaker: everything that this speaker said.")
    cursor: Annotated[str, StringConstraints(max_length=100), AfterValidator(_is_text)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class RulesAsked(Lensed):
    """Which rules."""

    q: Text = Field(default="", description="A word of the id.")


def given(model: BaseModel) -> dict[str, Any]:
    """The parameters that were given, without those of the page."""
    return {k: v for k, v in model.model_dump(mode="json", exclude_defaults=True).items() if k not in ("cursor", "limit")}


def _mark(path: str, asked: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([path, sorted(asked.items())]).encode()).hexdigest()[:12]


def cursor_of(path: str, model: BaseModel, after: Sequence[str | int]) -> str:
    """The cursor of the page after: it holds the place of the last row and a mark of what was asked."""
    text = json.dumps([_mark(path, given(model)), *after], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def after_of(path: str, model: BaseModel, cursor: str, kinds: tuple[type, ...]) -> list[Any] | None:
    """The place that a cursor holds; None for the first page. Raises InputError for a cursor of another list, or none of ours."""
    if not cursor:
        return None
    try:
        of, *after = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        if len(after) != len(kinds) or any(type(x) is not k for x, k in zip(after, kinds, strict=True)):
            raise ValueError
        if any(_is_text(x) != x for x in after if isinstance(x, str)) or any(not 0 <= x < 2**63 for x in after if isinstance(x, int)):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise InputError(f"cursor {cursor[:40]!r} is none of ours; begin at the first page, without a cursor") from None
    if of != _mark(path, given(model)):
        raise InputError("cursor is of another list (the filters are not the same); begin at the first page, without a cursor")
    place: list[Any] = after
    return place
