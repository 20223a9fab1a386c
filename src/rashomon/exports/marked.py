"""An article's text with its claims marked in place: plain values for a template, no markup is made from article text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.model import Claim, Document
from rashomon.people import Masker

_READ = frozenset({"headline", "dek", "subhead", "dateline", "body"})
_BIDI = {chr(c): f"U+{c:04X}" for c in [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same claims. ``anchors`` are the claims that begin here; ``hidden`` marks a control character."""

    text: str
    claims: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    title: str = ""
    anchors: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """One block: its label, whether it was taken as noise, and its pieces in order."""

    label: str
    noise: bool
    pieces: tuple[Piece, ...]


def marked(document: Document, claims: Sequence[Claim], titles: dict[str, str], masker: Masker) -> list[MarkedBlock]:
    """Blocks of ``document`` with its claims marked; ``titles`` is what hovering over a claim says. Names are as ``masker`` lets them
    be: a claim that begins or ends inside a hidden name shows the mark whole."""
    out = []
    for block in document.blocks:
        inside = [c for c in claims if c.start < block.end and block.start < c.end]
        cuts = sorted({block.start, block.end, *(max(c.start, block.start) for c in inside), *(min(c.end, block.end) for c in inside)})
        pieces: list[Piece] = []
        for a, b in itertools.pairwise(cuts):
            over = sorted((c for c in inside if c.start <= a and b <= c.end), key=lambda c: (c.end - c.start, c.claim_id))
            begins = tuple(sorted(c.claim_id for c in over if c.start == a))
            kinds = tuple(sorted({c.harm or c.stance for c in over}))
            title = " | ".join(titles.get(c.claim_id, "") for c in over)
            pieces += _visible(masker.text(document.name, a, b), tuple(c.claim_id for c in over), kinds, title, begins)
        if pieces:
            out.append(MarkedBlock(block.label, block.label not in _READ, tuple(pieces)))
    return out


def _visible(text: str, claims: tuple[str, ...], kinds: tuple[str, ...], title: str, anchors: tuple[str, ...]) -> list[Piece]:
    """Pieces of ``text``, with direction controls (which can make text read otherwise than it is) shown by their names."""
    out: list[Piece] = []
    run = ""
    for char in text:
        if char in _BIDI:
            if run:
                out.append(Piece(run, claims, kinds, title, anchors))
                anchors, run = (), ""
            out.append(Piece(_BIDI[char], claims, kinds, title, anchors, hidden=True))
            anchors = ()
        else:
            run += char
    if run:
        out.append(Piece(run, claims, kinds, title, anchors))
    return out
