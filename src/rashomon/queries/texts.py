"""Which documents have the words of a query. What a page hides cannot be asked for either: a word that stands in a text only as part of a private
person's name is not found there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from rashomon.people import Masker
from rashomon.people.vocabulary import is_given, is_place
from rashomon.queries.nameless import is_known
from rashomon.store import evidence, search
from rashomon.store import evidence_tables as t
from rashomon.store.words import pieces_of, place_of

#: Documents looked through for one query.
_MOST = 1_000_000
Pieces = Sequence[tuple[str, ...]]


def with_words(db: sa.Connection, text: str, *, names: bool = False) -> frozenset[str]:
    """Names of documents whose text has all words and phrases of ``text``; ``names``: also those that only hidden names have."""
    found = [hit.document for hit in search.find(db, text, "article", _MOST)]
    pieces = pieces_of(text)
    doubtful = [p for p in pieces if not is_known(" ".join(w.capitalize() for w in p))]
    if names or not doubtful:
        return frozenset(found)
    out: set[str] = set()
    small = _small(doubtful)
    for group in evidence.chunks(found):
        texts = _texts(db, group)
        unsure = [n for n in group if not all(x.search(texts.get(n, "")) for x in small)]
        out |= set(group) - set(unsure)
        documents = evidence.load_documents(db, unsure)
        masker = Masker.for_documents(documents)
        out |= {n for n, x in documents.items() if place_of(list(pieces), blotted(x.text, masker.spans(n)))}
    return frozenset(out)


def blotted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in the place of what is hidden, at the same offsets."""
    out, at = [], 0
    for a, b in spans:
        out += [text[at:a], " " * (b - a)]
        at = b
    return "".join([*out, text[at:]])


def _small(pieces: Pieces) -> list[re.Pattern[str]]:
    """Patterns of the pieces where they are surely no name: in small letters, or a place where a place is told of ("in Dorn", not "in Dorn Hall").
    It is what the masker goes by, too; where a text has none of it, the masker has to say."""
    out = []
    for p in pieces:
        forms = [r"[\W_]+".join(map(re.escape, p))]
        word = p[0].capitalize()
        if len(p) == 1 and is_place(word) and not is_given(word):
            forms.append(rf"(?:(?<= in )|(?<= at )|(?<= near )|(?<= from )){re.escape(word)}(?![^\W_]|[ -][A-Z])")
        out.append(re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])"))
    return out


def _texts(db: sa.Connection, names: Sequence[str]) -> dict[str, str]:
    r, x = t.readings.c, t.texts.c
    asked = (
        sa.select(r.name, x.text)
        .join_from(t.readings, t.texts, x.document_id == r.document_id)
        .where(r.name.in_(sorted(names)), r.retired_run.is_(None))
    )
    return {row.name: row.text for row in db.execute(asked)}
