"""What a briefing tells of one incident, in the order in which it is read; plain values, names hidden, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.exports.cards import _weight, card, document_name
from rashomon.exports.exported import Told
from rashomon.exports.told import clean, flat
from rashomon.exports.words import published_words, shown_estimates
from rashomon.model import Claim, Document, Estimate
from rashomon.people import Masker

Numbers = tuple[int, ...]
#: Addresses that become links; anything else is shown as text.
_WEB = re.compile(r"https?://[^\s<>\"'`\\|{}^\[\]]{1,2000}", re.IGNORECASE)
_DEED = {"blames": "who did it", "admits": "who did it", "claims_responsibility": "who did it", "denies": "did it happen",
         "confirms": "did it happen", "could_not_verify": "did it happen", "retracts": "did it happen"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the words, who says them, and where they stand (``start`` to ``end``, in characters of the article's text). ``url`` is an
    address that may be a link, ``address`` one that is shown only. ``sure`` says how sure the reading is, and that it is of this incident."""

    number: int
    quote: str
    speaker: str
    outlet: str
    published: str
    document: str
    url: str | None
    address: str | None
    start: int
    end: int
    sure: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Low, best and high of one harm and side; ``notes`` are the footnotes of every claim behind it, ``reasons`` why it is what it is."""

    harm: str
    who: str
    figure: str
    ends: str
    basis: str
    status: str
    reasons: tuple[tuple[str, Numbers], ...]
    notes: Numbers


@dataclass(frozen=True, slots=True)
class Parted:
    """A question on which reports part: what each says, what came of it."""

    kind: str
    field: str
    resolution: str
    why: str
    values: tuple[tuple[str, Numbers], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A speaker, and what they say to each question."""

    speaker: str
    things: tuple[tuple[str, tuple[tuple[str, Numbers], ...]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of a briefing."""

    incident_id: str
    order: tuple[bool, bool, int, str]
    date: str
    place: str
    kind: str
    status: str
    who: tuple[str, ...]
    background: bool
    killed: str
    parted: tuple[Parted, ...]
    figures: tuple[Figure, ...]
    said: tuple[Said, ...]
    missing: str
    links: tuple[tuple[str, str, str], ...]  # kind, incident id, the words that say so
    documents: tuple[
        tuple[tuple[str, ...], str | None], ...
    ]  # name, outlet, when published, address; and the address where it may be a link
    notes: tuple[Note, ...]

    @property
    def standing(self) -> str:
        """The status in a list, with whether it is background."""
        return f"{self.status}, background" if self.background else self.status


class _Notes:
    """Footnotes of one incident, numbered as they are first needed. Claims of one speaker in the same words share one."""

    def __init__(self, told: Told, masker: Masker) -> None:
        self._told, self._masker = told, masker
        self._claims = {c.claim_id: c for c in told.claims}
        self._of: dict[tuple[str, int, int, str], list[Claim]] = {}
        for claim in sorted(told.claims, key=lambda c: (c.document, c.start, c.end, c.claim_id)):
            if claim.document in told.documents:
                self._of.setdefault(self._key(claim), []).append(claim)
        self._numbers: dict[tuple[str, int, int, str], int] = {}

    def _key(self, claim: Claim) -> tuple[str, int, int, str]:
        return claim.document, claim.start, claim.end, _speaker(claim, self._told.documents, self._masker)

    def of(self, ids: Iterable[str]) -> Numbers:
        """Numbers of the footnotes of these claims, the lowest first."""
        keys = [self._key(self._claims[i]) for i in ids if i in self._claims and self._claims[i].document in self._told.documents]
        return tuple(sorted({self._numbers.setdefault(k, len(self._numbers) + 1) for k in keys}))

    def all(self) -> tuple[Note, ...]:
        """The footnotes that were asked for."""
        return tuple(self._note(n, k) for k, n in self._numbers.items())

    def _note(self, number: int, key: tuple[str, int, int, str]) -> Note:
        name, start, end, speaker = key
        document, masker = self._told.documents[name], self._masker
        text = flat(masker.text(name, start, end)) if document.text else ""
        shown, url = _address(document, masker)
        return Note(
            number, text, speaker, flat(document_name(document, masker)), flat(masker.words(name, published_words(document))),
            flat(masker.address(name, name)), url, None if url else shown, start, end, _sure(self._of[key]),
        )  # fmt: skip


def _address(document: Document, masker: Masker) -> tuple[str | None, str | None]:
    """The address of a document as it may be shown, and as it may be a link: one in which a name is hidden leads nowhere."""
    if not document.url:
        return None, None
    shown = masker.address(document.name, document.url)
    linked = shown == document.url and clean(shown) == shown and _WEB.fullmatch(shown)
    return flat(shown), shown if linked else None


def _listed(x: Document, masker: Masker) -> tuple[tuple[str, ...], str | None]:
    shown, url = _address(x, masker)
    outlet = masker.words(x.name, x.outlet) if x.outlet else ""
    parts = (masker.address(x.name, x.name), outlet, masker.words(x.name, published_words(x)), "" if url else shown or "")
    return tuple(flat(p) for p in parts if p), url


def _sure(claims: Iterable[Claim]) -> str:
    held = list(claims)
    read, same = ([p for c in held if (p := getattr(c, name)) is not None] for name in ("p_read", "p_incident"))
    parts = [f"{word} {min(ps):.2f}" for word, ps in (("read right", read), ("this incident", same)) if ps]
    return ", ".join(parts) or "how sure is not known"


def _speaker(claim: Claim, documents: Mapping[str, Document], masker: Masker) -> str:
    if claim.speaker is None:
        return f"{flat(document_name(documents[claim.document], masker))} (own words)"
    actor, words = masker.speaker(claim.document, claim.speaker)
    return flat(actor or words)


def _ends(e: Estimate) -> str:
    high = "open" if e.high is None and e.open else "–" if e.high is None else str(e.high)
    return f"low {'–' if e.low is None else e.low}, best {'–' if e.best is None else e.best}, high {high}"


def entry_of(told: Told, names: bool) -> Entry:
    """What a briefing tells of an incident."""
    masker = Masker.for_documents(told.documents, names=names)
    incident = told.incident
    claims = {c.claim_id: c for c in told.claims if c.document in told.documents}
    made = card(incident, claims, told.documents, {}, masker)
    notes = _Notes(told, masker)
    parted = tuple(
        Parted(
            row.kind, flat(row.field.replace("_", " ")), flat(row.resolution), flat(row.why) if row.why != row.resolution else "",
            tuple((flat(shown[0]), notes.of(value.claims)) for shown, value in zip(row.values, d.values, strict=True)),
        )
        for row, d in zip(made.disagreements, sorted(incident.disagreements, key=_weight), strict=True)
    )  # fmt: skip
    shown = shown_estimates(incident.estimates)
    ordered = [e for e in shown if e.harm == "killed"] + [e for e in shown if e.harm != "killed"]
    figures = tuple(
        Figure(
            e.harm, flat(view.who), flat(view.figure), _ends(e), flat(view.basis), flat(view.status),
            tuple((flat(detail), notes.of(its)) for _, detail, its in view.reasons), notes.of(e.claims),
        )
        for e, view in zip(ordered, (*made.killed, *made.others), strict=True)
    )  # fmt: skip
    said = _said(told, masker, notes)
    own = [told.documents[n] for n in incident.documents if n in told.documents]
    day = incident.date_start or incident.date_end
    return Entry(
        incident_id=incident.incident_id,
        order=(incident.background, day is None, -day.toordinal() if day else 0, incident.incident_id),
        date=flat(made.date),
        place=flat(made.place),
        kind=flat(masker.words(incident.documents, incident.kind)),
        status=flat(made.status),
        who=tuple(flat(w) for w in made.who),
        background=incident.background,
        killed="; ".join(f"{f.who} {f.figure}" if f.who != "in all" else f.figure for f in figures if f.harm == "killed") or "–",
        parted=parted,
        figures=figures,
        said=said,
        missing=flat(made.missing),
        links=tuple((flat(kind), other, flat(quote)) for kind, other, _, quote in made.links),
        documents=tuple(_listed(x, masker) for x in own),
        notes=notes.all(),
    )


def _said(told: Told, masker: Masker, notes: _Notes) -> tuple[Said, ...]:
    table: dict[str, dict[str, dict[str, list[str]]]] = {}

    def put(claim: Claim, question: str, words: str) -> None:
        who = _speaker(claim, told.documents, masker)
        table.setdefault(who, {}).setdefault(question, {}).setdefault(flat(words), []).append(claim.claim_id)

    for c in sorted(told.claims, key=lambda c: (c.speaker is None, c.document, c.start, c.claim_id)):
        if c.document not in told.documents:
            continue
        scope = c.document
        if c.kind == "casualty":
            whose = f", {masker.known(scope, c.side)}" if c.side else ""
            said = (
                "none" if c.negated else masker.words(scope, c.words) or ("–" if c.low is None and c.high is None else f"{c.low}–{c.high}")
            )
            put(c, f"{c.harm}{whose}", f"denies: {said}" if c.stance == "denies" else said)
            if c.perpetrator:
                put(c, "who did it", masker.known(scope, c.perpetrator))
        else:
            about = f" {masker.known(scope, c.target)}" if c.target else ""
            put(c, _DEED.get(c.stance, "also"), c.stance.replace("_", " ") + about)
        if c.place:
            put(c, "where", masker.known(scope, c.place))
    order = {"killed": 0, "wounded": 1, "who did it": 3, "did it happen": 4, "where": 5, "also": 6}
    return tuple(
        Said(who, tuple(
            (question, tuple((words, notes.of(ids)) for words, ids in cell.items()))
            for question, cell in sorted(asked.items(), key=lambda x: (order.get(x[0].partition(",")[0], 2), x[0]))
        ))
        for who, asked in sorted(table.items(), key=lambda x: (x[0].endswith("(own words)"), x[0]))
    )  # fmt: skip
