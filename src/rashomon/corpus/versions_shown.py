"""Articles that were printed more than once, and notes on them, as plain values for the report, pages and ``show``."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.corpus.versions import changed_words, changes_shown
from rashomon.model import Document
from rashomon.model.documents import Note


def versions_shown(documents: Iterable[Document]) -> list[dict[str, object]]:
    """One row per document that is a later version of another one here, or that carries a note, by name.

    ``before`` names the version before it, ``changes`` the words that differ from that (:func:`changes_shown`), ``notes`` what the outlet
    says of its article. Texts are verbatim: whoever shows them masks names as everywhere.
    """
    ordered = sorted(documents, key=lambda d: d.name)
    by_id: dict[str, list[Document]] = {}
    for document in ordered:
        by_id.setdefault(document.document_id, []).append(document)
    out: list[dict[str, object]] = []
    for document in ordered:
        earlier = [d for d in by_id.get(document.version_of or "", ()) if d.name != document.name]
        before = next((d for d in earlier if d.outlet == document.outlet), earlier[0] if earlier else None)
        if before is None and not document.notes:
            continue
        out.append(
            {
                "document": document.name,
                "outlet": document.outlet,
                "published": document.published.day.isoformat() if document.published.day else None,
                "before": before.name if before else None,
                "changes": changes_shown(changed_words(before, document)) if before else [],
                "notes": [note_shown(document, n) for n in document.notes],
            }
        )
    return out


def note_shown(document: Document, note: Note) -> dict[str, object]:
    """A note as plain values, its words verbatim."""
    return {
        "kind": note.kind,
        "start": note.start,
        "end": note.end,
        "quote": document.text[note.start : note.end],
        "rule": note.rule,
        "whole": note.whole,
        "wrong": [[f.number, f.harm] for f in note.wrong],
        "right": [[f.number, f.harm] for f in note.right],
    }
