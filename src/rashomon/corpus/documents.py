"""An article made into a document: its text fixed, its lines labelled, its head read, used or set aside with a reason."""

from __future__ import annotations

import hashlib
import re
from functools import cache

from rashomon.corpus.articles import Article
from rashomon.corpus.blocks import label_blocks
from rashomon.corpus.dates import dates_in
from rashomon.corpus.declared_dates import disagreements
from rashomon.corpus.decoding import decode, safe_text
from rashomon.corpus.headers import find_agencies, find_byline, find_outlet, find_title
from rashomon.corpus.notes import find_notes
from rashomon.corpus.published import find_published
from rashomon.language import normalise
from rashomon.language.guessing import rank
from rashomon.language.renderers import PIVOT, cannot_read
from rashomon.lexicon import load
from rashomon.lexicon.loader import languages
from rashomon.model import Block, Document, content_id

#: Share of function words from which a text is in the language without asking a model (English news has .30 to .45), and of those
#: that are this language's own (lists of names and telegrams of the 1980s have .06 and more, French and Spanish news below .01).
SURE, SURE_OWN = 0.18, 0.05
#: Languages of today's news; the model knows dead and small ones beside them.
NEWS_LANGUAGES = re.findall(
    "[a-z]+",
    "af am ar az be bg bn bs ca cs da de el en es et fa fi fr he hi hr hu hy id is it ja ka kk km ko ku ky lo lt lv mk ml mr ms my ne nl no "
    "pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te th tl tr ug uk ur uz vi xh zh zu",
)
_LETTERS = re.compile(r"[^\W\d_]+")
_TO_LETTERS = str.maketrans({chr(c): chr(c).lower() if chr(c).isalpha() else " " for c in range(128)})


def make_document(article: Article) -> Document:
    """The document of an article. It is ``used`` unless there is nothing to read: then ``set_aside``, and ``reason`` says why."""
    decoded = decode(article.raw)
    problem = article.problem or decoded.problem
    notes = [*article.notes, *decoded.notes]
    text = _with_title(article, decoded.text)
    if problem:
        return _aside(article, "" if article.problem else text, problem, notes)
    if not text.strip(" \t\r\n\v\f\xa0\u200b\ufeff"):
        return _aside(article, text, "empty: no text in it", notes)
    language = _given_language(article, notes)
    before = len(text) - len(decoded.text)  # the title, put before it
    marks = [(a + before, b + before, label) for a, b, label in article.marks]
    blocks = label_blocks(text, article.title, marks=marks)
    if language is None:
        language = detect_language(text, blocks)
    if language is not None and (reason := cannot_read(language)):
        return _aside(article, text, reason, notes, language, blocks)
    if language is not None and language != PIVOT:
        with dates_in(language):  # lines and heads with a date in the words of this language
            blocks = label_blocks(text, article.title, marks=marks)
    if not any(b.label in ("body", "dek") for b in blocks):
        notes.append("no running text, only a headline or page furniture")
    agencies = find_agencies(text, blocks)
    if any(b.rule == "shapes.garbage" for b in blocks):
        notes.append("a garbled line was labelled as boilerplate")
    with dates_in(language):
        published, date_notes = find_published(text, blocks, article.published, article.url)
        date_notes += disagreements(text, blocks, article.declared, published)
    return Document(
        name=article.name,
        text=text,
        document_id=content_id("doc", text),
        sha256=_sha256(text),
        outlet=_clean(article.outlet) or find_outlet(text, blocks, agencies, article.url),
        url=_clean(article.url),
        byline=_clean(article.byline) or find_byline(text, blocks),
        agencies=agencies,
        title=find_title(text, blocks),
        published=published,
        language=language,
        blocks=blocks,
        quality=tuple(dict.fromkeys([*notes, *date_notes])),
        notes=find_notes(text, blocks),
        declared=article.declared,
        provenance=tuple(sorted(article.provenance)),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _clean(text: str | None) -> str | None:
    """A field's text, or None where it says nothing."""
    if text is None:
        return None
    return safe_text(text)[0].strip() or None


def _even(text: str) -> str:
    return " ".join(normalise(text).text.casefold().split())


def _with_title(article: Article, text: str) -> str:
    """Text of a record, its title before it where it does not begin with it. Files keep their own words: a title from a table
    beside them only helps to find the headline."""
    if isinstance(article.raw, bytes) or not article.title or not article.title.strip():
        return text
    title = safe_text(article.title)[0]
    if _even(text[: 4 * len(title) + 200]).startswith(_even(title)):
        return text
    return f"{title}\n\n{text}"


def _aside(
    article: Article, text: str, reason: str, notes: list[str], language: str | None = None, blocks: tuple[Block, ...] = ()
) -> Document:
    published, _ = find_published("", (), article.published, None)  # what its record says; its text is not read
    return Document(
        name=article.name, text=text, document_id=content_id("doc", text), sha256=_sha256(text), outlet=_clean(article.outlet), url=_clean(article.url), language=language,
        title=find_title(text, blocks), published=published, status="set_aside", reason=reason, blocks=blocks, quality=tuple(dict.fromkeys(notes)),
        declared=article.declared, provenance=tuple(sorted(article.provenance)),
    )  # fmt: skip


def _given_language(article: Article, notes: list[str]) -> str | None:
    """The record's language, which is believed; "en-GB" and "eng" are English."""
    given = _clean(article.language)
    if given is None:
        return None
    code = re.split(r"[-_]", given.lower(), maxsplit=1)[0]
    code = {"eng": "en", "english": "en", "fra": "fr", "fre": "fr", "french": "fr"}.get(code, code)
    if not re.fullmatch(r"[a-z]{2,3}", code):
        notes.append(f"the language {given!r} is no ISO 639-1 code and was not used")
        return None
    return code


@cache
def _function_words(language: str, *, own: bool) -> frozenset[str]:
    return frozenset(f.casefold() for e in load("function_words", language) if e.get("own") or not own for f in e.forms)


def _has(words: list[str], known: frozenset[str], enough: float) -> bool:
    """Whether so many of the words are known. A text in a language has enough in its first half."""
    found = sum(map(known.__contains__, words[: len(words) // 2]))
    return found >= enough or found + sum(map(known.__contains__, words[len(words) // 2 :])) >= enough


def detect_language(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Language of the longest stretch of body text; None where there is too little to tell."""
    body = [text[b.start : b.end] for b in blocks if b.label == "body"] or [text[b.start : b.end] for b in blocks]
    sample = max(body, key=lambda s: (len(s), s), default="")[:4000]
    if len(sample) < 300:
        sample = "\n".join(body)[:4000]
    words = sample.translate(_TO_LETTERS).split() if sample.isascii() else [w.casefold() for w in _LETTERS.findall(sample)]
    if not words:
        return None
    for language in languages():
        for share, own in ((SURE, False), (SURE_OWN, True)):
            if _has(words, _function_words(language, own=own), max(3, share * len(words))):
                return language
    if len(sample) < 100 and sample.isascii() and (len(words) < 8 or any(w in _function_words(PIVOT, own=True) for w in words)):
        return None  # a headline of names is anything to the model
    # In small letters: capitals, as in old wire texts, mislead it. Among all its languages it takes English full of names for Latin.
    return next((str(code) for code, _ in rank(sample.lower()) if code in NEWS_LANGUAGES), None)
