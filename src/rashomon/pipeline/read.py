"""The per-document half: an article becomes a reading, alone, so that it can be done anywhere and in any order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon import claims as claims_room
from rashomon import corpus, incidents, language, mentions
from rashomon.errors import LexiconError
from rashomon.language.renderers import PIVOT
from rashomon.model import Document, Sentence, content_id
from rashomon.store import Reading

BATCH = 64  # documents parsed together: the parser is four times faster on many sentences at once than on one document's


def read_batch(articles: Sequence[corpus.Article]) -> list[Reading]:
    """Readings of some articles. A document on which a step fails is set aside with the reason; the others go on."""
    opened = [_opened(_document(a)) for a in articles]
    try:
        language.get_parser().parse([s for one in opened for s in one.wanted])
    except Exception:  # the parser failed on one of them; each document alone finds out which
        opened = [_alone(one) for one in opened]
    return [_read(one.document, one.sentences, a) for one, a in zip(opened, articles, strict=True)]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document cut into sentences (None where that failed), and those of them that are worth a parse."""

    document: Document
    sentences: list[Sentence] | None
    wanted: Sequence[Sentence] = ()


def _opened(document: Document) -> _Opened:
    """A quiet document is not cut: it has no sentences."""
    if document.status != "used":
        return _Opened(document, [])
    try:
        if (document.language or PIVOT) != PIVOT:
            sentences = language.sentences_of(document)
            return _Opened(document, sentences, [s for s in sentences if mentions.wanted(s)])
        woken = mentions.awake(document)
        if not woken:
            return _Opened(_noted(document, mentions.QUIET), [])
        sentences = language.sentences_of(document)
        share = mentions.worth_reading(sentences, woken)
        if not share.sentences:
            return _Opened(_noted(document, mentions.ALONE), [])
        return _Opened(_noted(document, mentions.IN_PART) if share.in_part else document, share.sentences, share.wanted)
    except Exception:  # as in _understood
        return _Opened(document, None)


def _noted(document: Document, note: str) -> Document:
    return replace(document, quality=(*document.quality, note))


def _alone(one: _Opened) -> _Opened:
    try:
        language.get_parser().parse(one.wanted)
    except Exception:  # as in _understood
        return _Opened(one.document, None)
    return one


def _document(article: corpus.Article) -> Document:
    try:
        return corpus.make_document(article)
    except Exception as err:  # as in _understood
        reason = f"its text could not be made out ({type(err).__name__}: {err})"
        return Document(article.name, "", content_id("doc", "failed", article.name), "", status="set_aside", reason=reason)


def input_hash(article: corpus.Article) -> str:
    """Hash of all that the input says of an article: what has it unchanged need not be made and read again."""
    raw = article.raw if isinstance(article.raw, bytes) else article.raw.encode("utf-8", "surrogatepass")
    fields = [
        article.title,
        article.outlet,
        article.url,
        article.published,
        article.language,
        article.byline,
        article.problem,
        *article.notes,
        *([[x.prop, x.value, x.by] for x in article.declared]),
        *([list(mark) for mark in article.marks]),
    ]
    about = json.dumps([isinstance(article.raw, bytes), fields])
    return hashlib.sha256(hashlib.sha256(raw).digest() + about.encode()).hexdigest()[:32]


def _read(document: Document, sentences: list[Sentence] | None, article: corpus.Article) -> Reading:
    return replace(_understood(document, sentences), input_hash=input_hash(article))


def _understood(document: Document, sentences: list[Sentence] | None) -> Reading:
    if document.status != "used":
        return Reading(document)
    if sentences is None:
        return _failed(document, "its sentences could not be split or parsed")
    if not sentences:
        return Reading(document)
    try:
        found = mentions.find_mentions(document, sentences)
        said = claims_room.find_claims(document, sentences, found)
        settled, told = incidents.settle(document, sentences, found, said)
    except LexiconError:  # the program's own words are broken, not this document
        raise
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
