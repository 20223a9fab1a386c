"""What the report shows of one incident, in the order a reader needs it (``method.md``: the first ten seconds)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from rashomon.exports.chart import step_chart
from rashomon.exports.locator import locator
from rashomon.exports.words import basis_words, date_words, figure_words, place_words, shown_estimates, who_words
from rashomon.model import Claim, Decision, DecisionState, Disagreement, Document, Estimate, Incident, Link
from rashomon.people import Masker
from rashomon.pipeline.decisions import line_of

_STRENGTH = (
    "denial",
    "blame",
    "count",
    "victim_status",
    "includes_attackers",
    "retraction",
    "place",
    "date",
    "weapon",
    "voice",
    "severity",
    "measure",
    "duration",
)
_OPEN = ("disputed", "unresolved", "outlet_error", "lost_attribution", "retracted", "corrected", "revised_down", "update_by_same_speaker")
_STATUS = {
    "reported": "reported",
    "alleged": "alleged",
    "alleged_and_denied": "alleged and denied",
    "disputed_perpetrator": "who did it is disputed",
}
_RESOLUTION = {
    "update_by_same_speaker": "growth, not dispute: the same speaker's later word",
    "revised_down": "revised down by its speaker",
    "corrected": "corrected",
    "retracted": "retracted",
    "outlet_error": "differs from its own sources",
    "disputed": "disputed: each side's word, both kept",
    "lost_attribution": "the attribution was lost on the way",
    "different_incidents": "different incidents",
    "unresolved": "unresolved",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with its claim, speaker and document, ready to print."""

    claim: str
    text: str
    speaker: str
    document: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Row:
    """A disagreement in plain words, each value with one quote."""

    kind: str
    field: str
    resolution: str
    why: str
    values: tuple[tuple[str, Quoted | None, int], ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """One estimate: who, how many, on what basis, for which reasons."""

    harm: str
    who: str
    figure: str
    basis: str
    status: str
    reasons: tuple[tuple[str, str, tuple[str, ...]], ...]
    chart: Markup | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An incident as the report shows it."""

    incident: Incident
    date: str
    place: str
    status: str
    who: tuple[str, ...]
    killed: tuple[FigureView, ...]
    others: tuple[FigureView, ...]
    strongest: Row | None
    disagreements: tuple[Row, ...]
    missing: str
    links: tuple[tuple[str, str, str, str], ...]  # kind, incident id, its label, quote
    columns: tuple[str, ...] = ()
    matrix: tuple[tuple[str, tuple[tuple[tuple[str, str, str], ...], ...]], ...] = ()
    map: Markup | None = None
    documents: tuple[Document, ...] = field(default_factory=tuple)
    corrected: tuple[str, ...] = ()


def speaker_name(claim: Claim, masker: Masker) -> str:
    """Who says it, as a person reads it: the outlet where nobody else is named, a role where it is a private person."""
    if claim.speaker is None:
        return "the outlet itself"
    actor, text = masker.speaker(claim.document, claim.speaker)
    return actor if actor and actor.casefold() == text.casefold() else f"{actor} (“{text}”)" if actor else f"“{text}”"


def card(
    incident: Incident,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    labels: Mapping[str, str],
    masker: Masker,
    decisions: Sequence[tuple[Decision, DecisionState]] = (),
) -> Card:
    """The card of ``incident``. ``claims`` and ``documents`` are all of the ledger's, ``labels`` names every incident as it may be shown;
    everything else that is text passes through ``masker``."""
    show = Shown(masker, incident.documents)
    rows = tuple(_row(d, claims, documents, show) for d in sorted(incident.disagreements, key=_weight))
    figures = [_figure(e, show) for e in shown_estimates(incident.estimates)]
    columns, matrix = _matrix([claims[c] for c in incident.claims if c in claims], documents, show)
    return Card(
        incident=incident,
        date=date_words(incident),
        place=place_words(incident, show.known),
        status=_STATUS.get(incident.status, incident.status.replace("_", " ")),
        who=_who(incident, show),
        killed=tuple(f for f in figures if f.harm == "killed"),
        others=tuple(f for f in figures if f.harm != "killed"),
        strongest=rows[0] if rows else None,
        disagreements=rows,
        missing=", ".join(m for m in incident.missing if m != "place" or not incident.places),
        links=tuple(
            (x.type.replace("_", " "), x.incident_id, labels.get(x.incident_id, x.incident_id), _passage(x, documents, masker))
            for x in incident.links
        ),
        columns=columns,
        matrix=matrix,
        map=locator(incident.place),
        documents=tuple(documents[d] for d in incident.documents if d in documents),
        corrected=tuple(show.words(f"{line_of(d, s)}: {d.why}") for d, s in decisions if not set(s.claims).isdisjoint(incident.claims)),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A masker with the documents of one incident, for text that no single document holds."""

    masker: Masker
    documents: tuple[str, ...]

    def words(self, text: str) -> str:
        """A sentence as it may be shown."""
        return self.masker.words(self.documents, text)

    def known(self, text: str) -> str:
        """A short name of a party, group or place as it may be shown."""
        return self.masker.known(self.documents, text)


def _passage(link: Link, documents: Mapping[str, Document], masker: Masker) -> str:
    """The words of a link, masked with what their document says of the names in them."""
    document = documents.get(link.document)
    if document is not None and document.text[link.start : link.end] == link.quote:
        return masker.text(link.document, link.start, link.end)
    return masker.words(link.document, link.quote)


def _weight(d: Disagreement) -> tuple[int, int, str]:
    resolution = _OPEN.index(d.resolution) if d.resolution in _OPEN else len(_OPEN)
    return (resolution, _STRENGTH.index(d.type) if d.type in _STRENGTH else len(_STRENGTH), d.field)


def _who(incident: Incident, show: Shown) -> tuple[str, ...]:
    out = []
    for a in incident.attribution:
        if a.basis in ("admitted", "claimed"):
            text = f"{'admitted' if a.basis == 'admitted' else 'claimed'} by {a.actor}"
        else:
            text = f"{a.actor}, alleged by {_names(a.by)}" if a.by else f"{a.actor}, named by no speaker"
        if a.denied_by:
            text += f", denied by {_names(a.denied_by)}"
        out.append(show.known(text))
    return tuple(out) or ("nobody is named",)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _figure(e: Estimate, show: Shown) -> FigureView:
    status = ", ".join(f"{n} {kind}" for kind, n in e.status)
    reasons = tuple((r.rule, show.words(r.detail), r.claims) for r in e.reasons)
    derived = " (sum)" if e.derivation == "summed" else ""
    who = show.known(who_words(e)) + derived
    return FigureView(e.harm, who, show.words(figure_words(e)), basis_words(e.basis), status, reasons, step_chart(e, show.words), e.claims)


def _quoted(claim: Claim, documents: Mapping[str, Document], masker: Masker) -> Quoted:
    quote = masker.text(claim.document, claim.start, claim.end)
    return Quoted(claim.claim_id, quote, speaker_name(claim, masker), claim.document, document_name(documents[claim.document], masker))


def document_name(document: Document, masker: Masker) -> str:
    """The outlet of a document, or the name it came under, which may hold a person's ("tarn-shot.txt")."""
    return document.outlet or masker.address(document.name, document.name)


def _row(d: Disagreement, claims: Mapping[str, Claim], documents: Mapping[str, Document], show: Shown) -> Row:
    values = []
    for v in d.values:
        held = [claims[c] for c in v.claims if c in claims]
        held.sort(key=lambda c: (not _gives(c, v.value), c.speaker is None, c.label != "body", c.document, c.start))
        values.append((show.words(v.value), _quoted(held[0], documents, show.masker) if held else None, len(held)))
    resolution = _RESOLUTION.get(d.resolution, d.resolution.replace("_", " "))
    return Row(d.type.replace("_", " "), show.known(d.field), resolution, show.words(d.why), tuple(values))


def _gives(claim: Claim, value: str) -> bool:
    """Whether the claim's own words give the value, so that the quote printed beside it shows it."""
    if claim.kind != "casualty":
        return True
    said = {w for w in (claim.words.casefold(), str(claim.low), str(claim.high)) if w and w != "none"}
    return any(w in value.casefold() for w in said)


def _cell(claim: Claim) -> str:
    if claim.negated:
        return "none"
    figure = claim.words or ("–" if claim.low is None and claim.high is None else f"{claim.low}–{claim.high}")
    return figure


def _matrix(
    claims: Sequence[Claim], documents: Mapping[str, Document], show: Shown
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[tuple[tuple[str, str, str], ...], ...]], ...]]:
    """Speakers against questions. A cell holds (words, claim id, css class) for each thing said; empty is silence."""
    table: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    order: dict[str, int] = {}

    def put(speaker: str, question: str, words: str, claim: Claim, css: str = "") -> None:
        cell = table.setdefault(speaker, {}).setdefault(question, [])
        if all(words != w for w, _, _ in cell):
            cell.append((words, claim.claim_id, css))
        order.setdefault(question, len(order))

    for c in sorted(claims, key=lambda c: (c.speaker is None, c.document, c.start, c.claim_id)):
        if c.speaker:
            actor, text = show.masker.speaker(c.document, c.speaker)
            who = actor or text
        else:
            who = f"{document_name(documents[c.document], show.masker)} (own words)"
        if c.kind == "casualty":
            question = f"{c.harm}, {show.known(c.side)}" if c.side else f"{c.harm}"
            css = "denies" if c.stance == "denies" else ""
            put(who, question, show.words(_cell(c)), c, css)
            if c.perpetrator:
                put(who, "who did it", show.known(c.perpetrator), c)
        elif c.stance in ("denies", "blames", "claims_responsibility", "admits", "confirms", "could_not_verify", "retracts"):
            verb = c.stance.replace("_", " ")
            about = f" {show.known(c.target)}" if c.target and c.stance in ("blames", "denies") else ""
            put(
                who,
                "who did it" if c.stance in ("blames", "admits", "claims_responsibility") else "did it happen",
                verb + about,
                c,
                c.stance,
            )
        if c.place:
            put(who, "where", show.known(c.place), c)
    questions = sorted(order, key=lambda q: (not q.startswith("killed"), not q.startswith("wounded"), order[q]))
    rows = tuple((who, tuple(tuple(cells.get(q, ())) for q in questions)) for who, cells in sorted(table.items()))
    return tuple(questions), rows
