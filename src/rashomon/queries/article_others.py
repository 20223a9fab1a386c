"""Documents that share words with an article: its original, copies, and other versions of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from rashomon.exports.cards import document_name
from rashomon.exports.words import published_words
from rashomon.model import Document, SyndicationGroup
from rashomon.people import Masker
from rashomon.pipeline.settled import Settler
from rashomon.queries.claim_shown import article_key
from rashomon.store.neighbours import editions_of

#: Copies and versions that a page names; of an agency's report there can be hundreds, and each text is read for the names in it.
MOST_OTHERS = 20


@dataclass(frozen=True, slots=True)
class Other:
    """Another document, in a list. ``what`` says what it is to this one: the original, a copy, shares passages, an earlier or a later version."""

    key: str
    title: str
    outlet: str
    published: str
    what: str
    words: int | None = None  # how many characters they share


def title_of(document: Document, masker: Masker) -> str:
    """The headline of a document, or the name it came under."""
    title = " ".join(masker.text(document.name, document.title.start, document.title.end).split()) if document.title else ""
    return title or masker.address(document.name, document.name)


def around(db: sa.Connection, document: Document, groups: Sequence[SyndicationGroup]) -> tuple[dict[str, Document], int, list[str]]:
    """Copies and other versions of a document, with how many copies are left out, and its versions in their order (itself among them)."""
    name = document.name
    shared = _shared(groups, name)
    originals = {g.original for g in groups if g.original}
    others = sorted({n for g in groups for n in g.documents} - {name}, key=lambda n: (n not in originals, -shared.get(n, 0), n))
    editions = sorted(editions_of(db, [name]) | {name})
    wanted = {*others[:MOST_OTHERS], *editions[:MOST_OTHERS]} - {name}
    documents = Settler(db, ()).documents(wanted) if wanted else {}
    chain = _chain({n: x for n, x in {**documents, name: document}.items() if n in editions})
    return documents, max(0, len(others) - MOST_OTHERS), chain


def _chain(editions: Mapping[str, Document]) -> list[str]:
    """Versions of an article, the earliest first."""
    ids = {x.document_id: x for x in editions.values()}

    def depth(x: Document) -> int:
        steps, seen = 0, {x.document_id}
        while x.version_of in ids and x.version_of not in seen:
            x = ids[x.version_of]
            seen.add(x.document_id)
            steps += 1
        return steps

    return sorted(editions, key=lambda n: (depth(editions[n]), n))


def _shared(groups: Sequence[SyndicationGroup], name: str) -> dict[str, int]:
    """How many characters other documents share with this one."""
    out: dict[str, int] = {}
    for g in groups:
        for a, x, b, y in g.passages:
            if name in (a, b):
                one, span = (b, x) if a == name else (a, y)
                out[one] = out.get(one, 0) + span.end - span.start
    return out


def copies(document: Document, groups: Sequence[SyndicationGroup], held: Mapping[str, Document], masker: Masker) -> tuple[Other, ...]:
    """The documents at hand that share words with this one: the original first, then those that share most."""
    name = document.name
    shared = _shared(groups, name)
    out: dict[str, Other] = {}
    for g in sorted(groups, key=lambda g: g.kind != "whole"):
        for n in g.documents:
            if n in held and n not in out:
                what = (
                    "the original, as far as can be told" if n == g.original else "same words" if g.kind == "whole" else "shares passages"
                )
                out[n] = other(held[n], masker, what, shared.get(n))
    return tuple(sorted(out.values(), key=lambda o: (not o.what.startswith("the original"), -(o.words or 0), o.outlet, o.key)))


def other(document: Document, masker: Masker, what: str, words: int | None = None) -> Other:
    """A document as it stands in a list, private names hidden."""
    shown = masker.words(document.name, published_words(document))
    return Other(article_key(document.name), title_of(document, masker), document_name(document, masker), shown, what, words)
