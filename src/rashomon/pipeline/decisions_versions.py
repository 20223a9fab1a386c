"""Decisions and the versions of an article: they hold for the texts that have their words, and are re-opened where a later one has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.model import Anchor, Claim, Decision, DecisionState, Document
from rashomon.model.decisions import CLAIM_KINDS
from rashomon.pipeline.decisions_claims import find_claims, find_words, shortened


def placed(decisions: Sequence[Decision], claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Decision]:
    """The decisions with anchors in the texts they hold for. A changed article keeps its earlier texts under other names
    (:func:`kept_under`): what was said of a claim holds in each text that has the words; an event is the one of the latest that has them."""
    names = {a.document for d in decisions for a in d.anchors}
    kept: dict[str, list[str]] = {}
    for name, document in documents.items():
        base = kept_under(document)
        if base in names and base in documents:
            kept.setdefault(base, []).append(name)
    if not kept:
        return list(decisions)
    own: dict[str, list[Claim]] = {}
    wanted = {*kept, *(n for group in kept.values() for n in group)}
    for c in claims:
        if c.document in wanted:
            own.setdefault(c.document, []).append(c)

    def places(anchor: Anchor, every: bool) -> tuple[Anchor, ...]:
        texts = [anchor.document, *sorted(kept.get(anchor.document, ()))]
        there = [replace(anchor, document=n) for n in texts]
        there = [a for a in there if not isinstance(find_claims(a, own.get(a.document, ()), documents), str)]
        return tuple(there if every else there[:1]) or (anchor,)

    return [
        replace(d, anchors=tuple(p for a in d.anchors for p in (places(a, d.kind in CLAIM_KINDS) if a.document in kept else (a,))))
        for d in decisions
    ]


def kept_under(document: Document) -> str | None:
    """The name of the article of which this is an earlier text, where the ledger keeps it as such; None: it is no such text."""
    base, at, mark = document.name.rpartition("@")
    return base if at and mark == document.document_id.rsplit("-", 1)[-1][:8] else None


def outdated(given: Decision, decision: Decision, state: DecisionState, documents: Mapping[str, Document]) -> DecisionState:
    """Re-opened where a later version of the article no longer has the words: the one that took its name, or one under another name."""
    if state.state != "applied":
        return state
    at = {a.document for a in decision.anchors}
    for anchor in given.anchors:
        now = documents[anchor.document]
        gone = [] if now.name in at else [now.name]
        later = sorted(d.name for d in documents.values() if d.version_of == now.document_id != d.document_id != now.version_of)
        gone += [name for name in later if not find_words(documents[name].text, anchor.quote)]
        if gone:
            note = (
                f"a later version of the article ({gone[0]}) no longer has “{shortened(anchor.quote)}”; it still holds for the earlier text"
            )
            return replace(state, state="reopened", note="; ".join(n for n in (state.note, note) if n))
    return state
