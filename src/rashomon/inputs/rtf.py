"""Rich Text Format: an export of Factiva, Nexis or another database, or one article."""

from __future__ import annotations

from rashomon.inputs.choice import read_word as read

__all__ = ["looks_like", "read"]


def looks_like(head: bytes) -> bool:
    """Whether a file that begins so is RTF, whatever it is called (Factiva's and Nexis's are at times named .doc)."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")
