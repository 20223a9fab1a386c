"""What two articles say on the same questions, side by side, and whose words one of them no longer names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Claim
from rashomon.people import Masker
from rashomon.queries.claim_shown import ShownClaim, shown_claim

#: Claims shown of one article on one question.
MOST = 6
_DEED = {"blames": "who did it", "claims_responsibility": "who did it", "admits": "who did it", "denies": "what is denied",
         "confirms": "what is confirmed", "could_not_verify": "what could not be verified", "retracts": "what is taken back"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question on one incident with what either article says. ``differs``: both give a figure, and no figure is given by both."""

    incident: str
    words: str
    left: tuple[ShownClaim, ...]
    right: tuple[ShownClaim, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A figure that one article (``named``) gives as somebody's word and the other (``bare``) in its own."""

    incident: str
    words: str
    named: ShownClaim
    bare: ShownClaim
    bare_is_left: bool


def questions(left: Sequence[Claim], right: Sequence[Claim], masker: Masker) -> tuple[Question, ...]:
    """Questions on incidents that both tell of, those on which they differ first."""
    both = {c.incident_id for c in left} & {c.incident_id for c in right} - {None}
    rows: dict[tuple[str, str, str], tuple[list[Claim], list[Claim]]] = {}
    for n, own in enumerate((left, right)):
        for c in own:
            asked = _asks(c, masker) if c.incident_id in both else None
            if asked is not None and c.incident_id is not None:
                rows.setdefault((c.incident_id, *asked), ([], []))[n].append(c)
    out = []
    for (incident, _, words), (a, b) in rows.items():
        figures = [{_figure(c) for c in own if c.kind == "casualty"} for own in (a, b)]
        differs = bool(figures[0]) and bool(figures[1]) and not figures[0] & figures[1]
        out.append(Question(incident, words, _few(a, masker), _few(b, masker), differs))
    return tuple(sorted(out, key=lambda q: (not q.differs, not (q.left and q.right), q.incident, q.words)))


def lost(left: Sequence[Claim], right: Sequence[Claim], masker: Masker) -> tuple[Lost, ...]:
    """Figures of one incident that are somebody's word in one article and the outlet's own in the other: the speaker was lost on the way, or
    found."""
    out = []
    for named, bare, bare_is_left in ((left, right, False), (right, left, True)):
        said = _by_figure(named, masker)
        told = _by_figure(bare, masker)
        for key, its in said.items():
            spoken = [c for c in its if c.speaker is not None]
            own = told.get(key, [])
            if spoken and own and all(c.speaker is None for c in own):
                first = min(own, key=lambda c: (c.label == "headline", c.start))
                out.append(Lost(key[0], key[1], shown_claim(spoken[0], masker), shown_claim(first, masker), bare_is_left))
    return tuple(sorted(out, key=lambda x: (x.bare_is_left, x.incident, x.words, x.named.start)))


def _by_figure(claims: Sequence[Claim], masker: Masker) -> dict[tuple[str, str, int | None, int | None], list[Claim]]:
    out: dict[tuple[str, str, int | None, int | None], list[Claim]] = {}
    for c in claims:
        if c.kind == "casualty" and c.incident_id and not c.background and (c.low, c.high) != (None, None):
            side = masker.known(c.document, c.side) if c.side else ""
            out.setdefault((c.incident_id, f"{c.harm}{', ' + side if side else ''}", c.low, c.high), []).append(c)
    return out


def _asks(c: Claim, masker: Masker) -> tuple[str, str] | None:
    """The question a claim answers, as an order and in words."""
    if c.kind == "casualty":
        side = masker.known(c.document, c.side) if c.side else ""
        return "0", f"{c.harm}{', ' + side if side else ''}"
    return ("1", _DEED[c.stance]) if c.stance in _DEED else None


def _figure(c: Claim) -> tuple[int | None, int | None, bool]:
    return c.low, c.high, c.negated


def _few(claims: Sequence[Claim], masker: Masker) -> tuple[ShownClaim, ...]:
    """The claims, each saying of each speaker once."""
    out: dict[tuple[str, str], ShownClaim] = {}
    for c in sorted(claims, key=lambda c: (c.speaker is None, c.label == "headline", c.start, c.claim_id)):
        one = shown_claim(c, masker)
        out.setdefault((one.says.casefold(), one.speaker), one)
    return tuple(list(out.values())[:MOST])
