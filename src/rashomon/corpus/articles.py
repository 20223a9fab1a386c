"""What comes in: an article as its input holds it, or an input that cannot be one, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Declared

#: Larger texts are set aside: the longest news article of the data sets at hand has 60 kB, so 2 MB is a dump and not an article.
MAX_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """One article before anything is made of it.

    ``name`` is the path below INPUT (posix) or the record's ``id``; ``raw`` is what stands there: bytes of a file, a string of a record.
    The other fields are what a record or ``metadata.csv`` says beside the text, unchecked; ``origin`` is file and line for messages.
    ``declared`` is what its page says of it, word for word; ``provenance`` where it was found (archive, offset, address, time), as pairs.
    ``marks`` are stretches of ``raw`` (start, end, label) of which its page says what they are: captions, links to other news, subheads.
    ``problem`` is set where it was not read whole ("larger than 2 MB"), ``notes`` say what was wrong with the fields.
    """

    name: str
    raw: bytes | str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    byline: str | None = None
    origin: str = ""
    problem: str | None = None
    notes: tuple[str, ...] = ()
    declared: tuple[Declared, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in the input that cannot be an article; ``name`` says where ("notes/list.jsonl:17"), ``reason`` why and what to do."""

    name: str
    reason: str
