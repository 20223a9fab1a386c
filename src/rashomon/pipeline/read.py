"""The per-document half: an article becomes a reading, alone, so that it can be done anywhere and in any order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rashomon import claims as claims_room
from rashomon import corpus, incidents, language, mentions
from rashomon.model import Document, Sentence
from rashomon.store import Reading

BATCH = 64  # documents parsed together: the parser is four times faster on many sentences at once than on one document's


def read_batch(articles: Sequence[corpus.Article]) -> list[Reading]:
    """Readings of some articles. A document on which a step fails is set aside with the reason; the others go on."""
    documents = [_document(a) for a in articles]
    sentences = [_guard(d, language.split_document) if d.status == "used" else [] for d in documents]
    wanted = [s for group in sentences for s in (group or []) if mentions.wanted(s)]
    language.get_parser().parse(wanted)
    return [_read(d, s) for d, s in zip(documents, sentences, strict=True)]


def _document(article: corpus.Article) -> Document:
    return corpus.make_document(article)


def _guard(document: Document, step: object) -> list[Sentence] | None:
    try:
        return step(document)  # type: ignore[no-any-return, operator]
    except Exception:
        return None


def _read(document: Document, sentences: list[Sentence] | None) -> Reading:
    if document.status != "used":
        return Reading(document)
    if sentences is None:
        return _failed(document, "sentences could not be split")
    try:
        found = mentions.find_mentions(document, sentences)
        said = claims_room.find_claims(document, sentences, found)
        settled, told = incidents.settle(document, sentences, found, said)
    except Exception as err:  # one bad document never stops a run; the reason is kept and printed
        return _failed(document, f"a step failed on it ({type(err).__name__}: {err})")
    return Reading(document, tuple(settled), tuple(told), found.set_aside)


def _failed(document: Document, why: str) -> Reading:
    return Reading(replace(document, status="set_aside", reason=why))


def batches(articles: Iterable[corpus.Article], size: int = BATCH) -> Iterable[list[corpus.Article]]:
    """Articles in groups of ``size``, in order."""
    group: list[corpus.Article] = []
    for article in articles:
        group.append(article)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
