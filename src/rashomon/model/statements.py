"""The stored atom: one property of one thing that a document says, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Statement:
    """Of ``subject`` (a claim, an incident mention, a figure set aside) the property ``prop`` has ``value`` (a plain JSON value).

    ``original`` are the document's own words at ``start``–``end`` (empty where the statement is about more than one stretch); ``rule`` the
    ids of what found it. ``statement_id`` is a hash of document, subject, span, property and value: the same reading gives the same ids.
    """

    statement_id: str
    document: str
    document_id: str
    subject: str
    prop: str
    value: Any
    original: str
    start: int
    end: int
    rule: str
