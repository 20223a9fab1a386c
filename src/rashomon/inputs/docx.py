"""Word files (DOCX): an export of Nexis or another database, or one article."""

from __future__ import annotations

from rashomon.inputs.choice import read_word as read

__all__ = ["looks_like", "read"]


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so can be a DOCX: a zip whose first names are those of a word processor."""
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"word/" in head or b"_rels/.rels" in head)
