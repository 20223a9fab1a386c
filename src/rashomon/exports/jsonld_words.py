"""Names in JSON-LD exports: the context, identifiers of things, and the addresses of articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from rashomon.exports.codebooks import codebook
from rashomon.model import Document
from rashomon.people import Masker

#: The context of the Web Annotation vocabulary. It is named, and never fetched by this program.
ANNO = "http://www.w3.org/ns/anno.jsonld"
CODE_POINTS = (
    "start and end are Unicode code points, counted from 0, end exclusive, in the text as it was extracted from the article: the one whose SHA-256 "
    "r:text names. They are no offsets into the page at the source."
)
#: Prefixes, each for the columns of one table: claim:harm is the column harm of the codebook of claims.
PREFIXES = {"claim": "claims", "incident": "incidents", "estimate": "estimates", "disagreement": "disagreements", "document": "documents"}
_TYPES = {"date": "xsd:date"}
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,2000}", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9-]{1,80}")


@cache
def _context() -> dict[str, Any]:
    own: dict[str, Any] = {
        "r": "urn:rashomon:terms#",
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        **{prefix: f"urn:rashomon:{table}#" for prefix, table in PREFIXES.items()},
    }
    for prefix, table in PREFIXES.items():
        for column in codebook(table).columns:
            if column.type in _TYPES:
                own[f"{prefix}:{column.name}"] = {"@id": f"{own[prefix]}{column.name}", "@type": _TYPES[column.type]}
    return own


def context() -> dict[str, Any]:
    """What our own terms mean, to stand beside the context of the annotation vocabulary."""
    return dict(_context())


def urn(kind: str, name: str) -> str:
    """The identifier of a thing: an id as it is, any other name by its hash, so that no character of it can break an IRI."""
    return f"urn:rashomon:{kind}:{name if kind != 'document' and _PLAIN.fullmatch(name) else digest(name)}"


def digest(name: str) -> str:
    """A name as signs that fit everywhere."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]


def values(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is known in a row: nothing for what nobody knows."""
    return {k: v for k, v in row.items() if v is not None and v not in ([], "")}


class Sources:
    """Addresses of documents: where they were published, where that is a web address in which no name is hidden; else the hash of the text."""

    def __init__(self, names: bool) -> None:
        self._names = names
        self._of: dict[str, str] = {}

    def see(self, called: str, document: Document) -> None:
        """Takes note of a document."""
        if called not in self._of and document.url and _WEB.fullmatch(document.url):
            masker = Masker.for_documents({document.name: document}, names=self._names)
            if masker.address(document.name, document.url) == document.url:
                self._of[called] = document.url
        self._of.setdefault(called, f"urn:sha256:{document.sha256}")

    def of(self, called: str, sha256: str) -> str:
        """The address of a document."""
        return self._of.get(called) or f"urn:sha256:{sha256}"
