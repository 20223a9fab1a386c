"""Errors as ``application/problem+json`` (RFC 9457) for programs, and as a page for people."""

from __future__ import annotations


class Problem(Exception):
    """What went wrong and what to do: ``status`` is the HTTP status, ``detail`` a sentence for a person, ``more`` further members."""

    def __init__(self, status: int, title: str, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.more = status, title, detail, more
