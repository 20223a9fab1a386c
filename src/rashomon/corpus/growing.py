"""What must be known of a document so that, when another one arrives, only what is concerned is looked at again.

Everything here is a pure function of documents. Kept between runs it answers who shares words with a newcomer, whose date the newcomer
can settle, and which texts are versions of one article. See ``docs/concepts/corpus.md``, "Growing".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rashomon.corpus.linked_dates import date_order, matter_keys, open_date, passes_on_news
from rashomon.corpus.shingles import Words, runs_of, winnow
from rashomon.corpus.syndication import Pair, compare, document_no, pair_kind
from rashomon.corpus.versions import url_key
from rashomon.model import Document, Published, content_id


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document by itself brings to others. A document that is not used brings nothing but its name, text and address."""

    document_no: int
    name: str
    document_id: str
    used: bool
    keys: tuple[int, ...]
    runs: bytes  # in order, 8 bytes each
    outlet: str | None  # folded
    url: str | None  # what its address has in common with others of the same article
    date_order: str | None
    open_date: bool


def document_facts(document: Document) -> DocumentFacts:
    """The facts of a document as it was read."""
    used = document.status == "used"
    runs = runs_of(document)
    return DocumentFacts(
        document_no=document_no(document.name),
        name=document.name,
        document_id=document.document_id,
        used=used,
        keys=winnow(runs),
        runs=runs.astype("<i8").tobytes(),
        outlet=document.outlet.casefold() if document.outlet and used else None,
        url=(url_key(document.url) or None) if used else None,
        date_order=date_order(document) if used else None,
        open_date=used and open_date(document),
    )


def matter_numbers(document: Document, known: Published) -> tuple[int, ...]:
    """:func:`~rashomon.corpus.linked_dates.matter_keys` as numbers of 63 bits, sorted."""
    if document.status != "used":
        return ()
    keys = (content_id("m", month, day, list(count)) for month, day, count in matter_keys(document, known))
    return tuple(sorted({int(k[2:], 16) >> 1 for k in keys}))


@dataclass(frozen=True, slots=True)
class Link:
    """What came of comparing two documents: the ``pair`` and its ``kind`` (None: too little to link them), and whether the one's ``news``
    is the other's, so that a day of publication passes between them."""

    a: str
    b: str
    kind: str | None = None
    news: bool = False
    pair: Pair | None = None


def link(a: Document, words_a: Words, b: Document, words_b: Words) -> Link:
    """The link between two documents that share keys."""
    if b.name < a.name:
        a, words_a, b, words_b = b, words_b, a, words_a
    pair = compare(a.name, words_a, b.name, words_b)
    kind = pair_kind(pair, {a.name: a, b.name: b}) if pair else None
    if pair is None or kind is None:
        return Link(a.name, b.name)
    return Link(a.name, b.name, kind, passes_on_news(kind, pair.passages, a, b), pair)


def neighbours(names: Iterable[str], pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """For each of ``names`` the others it is paired with, sorted."""
    out: dict[str, set[str]] = {name: set() for name in names}
    for a, b in pairs:
        if a in out:
            out[a].add(b)
        if b in out:
            out[b].add(a)
    return {name: sorted(others) for name, others in out.items()}


def earlier_versions(documents: Iterable[Document]) -> dict[str, str]:
    """Name of each document that is a later version of another's text, with the id of the text just before it.

    Of different texts under one address each is a version of the one published before it. ``published`` is asked, so dates that linked
    documents give are best filled in. A document of which that is known already (it is a new text under the same name) keeps what it has.
    """
    by_url: dict[str, list[Document]] = defaultdict(list)
    out: dict[str, str] = {}
    for document in documents:
        if document.version_of:
            out[document.name] = document.version_of
        if document.status == "used" and (key := url_key(document.url)):
            by_url[key].append(document)
    for same in by_url.values():
        same.sort(key=lambda d: (d.published.day or date.max, d.published.time or "", len(d.notes), d.name))  # notes are added later
        names = {d.document_id: d.name for d in same}
        for earlier, later in pairwise(same):
            if earlier.document_id != later.document_id and not _follows(earlier, later, out, names):
                out.setdefault(later.name, earlier.document_id)
    return out


def _follows(one: Document, other: Document, version_of: Mapping[str, str], names: Mapping[str, str]) -> bool:
    """Whether ``one`` is known to be a later version of ``other``, directly or through others."""
    seen: set[str] = set()
    name: str | None = one.name
    while name is not None and name not in seen:
        seen.add(name)
        before = version_of.get(name)
        if before == other.document_id:
            return True
        name = names.get(before) if before else None
    return False
