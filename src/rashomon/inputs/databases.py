"""What exports of newspaper databases have in common: many articles in one file, each with its outlet, its date and a number of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rashomon.corpus import Article, Rejected
from rashomon.corpus.articles import MAX_BYTES
from rashomon.corpus.decoding import safe_text
from rashomon.inputs.database_words import language_code, when, words
from rashomon.inputs.fields import TOO_LARGE, too_large
from rashomon.inputs.paragraphs import Damaged, Paragraph
from rashomon.inputs.source import Source
from rashomon.model import Declared

#: Signs of one article, its fields and indexing with it, that are held; the rest of a longer one is passed over and it is set aside.
MOST = MAX_BYTES + 500_000


@dataclass(slots=True)
class Record:
    """One article as its export has it, all fields word for word.

    ``texts`` are its paragraphs in the order of print: dek, dateline, body, captions, corrections. ``date`` and ``time`` stand apart where
    the database keeps them so, ``outlet_name`` where more than the name stands in ``outlet``. ``identifier`` is the database's number of it, ``address`` where the database shows it, ``url`` the outlet's
    own. ``problem`` says why it cannot be read, and what to do.
    """

    title: str = ""
    outlet: str = ""
    outlet_name: str = ""
    byline: str = ""
    date: str = ""
    time: str = ""
    modified: list[str] = field(default_factory=list)
    language: str = ""
    identifier: str = ""
    address: str = ""
    url: str = ""
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.title or self.outlet or self.date or self.texts or self.problem or self.identifier)


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs of one article, with what stands before it. ``ended``: its end was seen; ``whole``: all of it could be held; ``cut``: the
    file breaks off in it."""

    paragraphs: list[Paragraph]
    ended: bool = False
    whole: bool = True
    cut: bool = False


@dataclass(slots=True)
class Export:
    """The articles of one file, counted as they come: ``read`` of them so far, ``asides`` among them."""

    database: str
    source: Source
    count: int = 0
    asides: int = 0
    expected: int | None = None
    said: str = ""
    _names: Counter[str] = field(default_factory=Counter)

    def article(self, record: Record) -> Article | Rejected:
        """The next article, named by its number in the database, else by its place in the file."""
        self.count += 1
        where = f"{self.source.name}:{self.count}"
        title, texts = _clean(record.title), [t for t in (_paragraph(x) for x in record.texts) if t]
        if not record.problem and not texts:
            record.problem = (
                "no text in it, only its fields; export it with full text" if title or record.date else "nothing of an article in it"
            )
        if record.problem:
            return self.aside(f"{record.problem}{f' ({title[:80]!r})' if title else ''}")
        text = "\n\n".join([*([title] if title else []), *texts])
        problem = too_large(text)
        identifier = "".join(_clean(record.identifier).split())
        name = f"{self.database}:{identifier}" if identifier else where
        self._names[name] += 1
        if self._names[name] > 1:  # the same article twice in one export: both are kept, told apart by their place
            name = f"{name}#{self.count}"
        moment, code = _moment(record), language_code(record.language)
        given = _clean(record.date)
        notes = list(record.notes)
        if not given:
            notes.append(f"its {self.database} record has no date")
        if record.language and code is None:
            notes.append(f"its {self.database} record names the language {_clean(record.language)[:40]!r}, which is not known here")
        fields = self.source.fields
        return Article(
            name=name,
            raw="" if problem else text,
            title=title or None,
            outlet=_clean(record.outlet_name or record.outlet) or fields.get("outlet"),
            url=_clean(record.url) or None,
            published=moment or given or None,
            language=code or fields.get("language"),
            byline=_without_by(_clean(record.byline)) or None,
            origin=where,
            problem=problem,
            notes=tuple(notes),
            declared=self._declared(record),
            provenance=self._provenance(record, identifier),
        )

    def _declared(self, record: Record) -> tuple[Declared, ...]:
        pairs = (
            ("published", " ".join(x for x in (_clean(record.date), _clean(record.time)) if x)),
            *(("modified", _clean(x)) for x in record.modified),
            ("title", _clean(record.title)),
            ("outlet", _clean(record.outlet)),
            ("author", _clean(record.byline)),
            ("language", _clean(record.language)),
            ("canonical_url", _clean(record.url)),
        )
        return tuple(Declared(prop, value, self.database) for prop, value in pairs if value)

    def _provenance(self, record: Record, identifier: str) -> tuple[tuple[str, str], ...]:
        pairs = {"file": self.source.name, "position": str(self.count), "database": self.database}
        if identifier:
            pairs["accession"] = identifier
        if record.address:
            pairs["address"] = _clean(record.address)
        return tuple(sorted(pairs.items()))

    def aside(self, reason: str) -> Rejected:
        """An article that cannot be read, by its place."""
        self.asides += 1
        return Rejected(f"{self.source.name}:{self.count}", reason)

    def expect(self, count: int, said: str) -> None:
        """How many articles the export says it holds; ``said`` is how ("its cover page lists")."""
        if self.expected is None or count > self.expected:
            self.expected, self.said = count, said

    def balance(self) -> Iterator[Rejected]:
        """A line where the export holds no article, or says that it holds another number of them than were found."""
        if self.count == 0:
            yield Rejected(self.source.name, f"an export of {self.database} in which no article was found; export it again with full text")
        elif self.expected is not None and self.expected != self.count:
            which = "it may be cut off; export it again" if self.count < self.expected else "some of them may be parts of one"
            yield Rejected(self.source.name, f"{self.said} {self.expected}, but {self.count} were found in it: {which}")


def _without_by(byline: str) -> str:
    first, _, rest = byline.partition(" ")
    return rest if first.casefold() in words()["byline_starts"] and rest else byline


def _clean(text: str) -> str:
    return " ".join(safe_text(text)[0].split())


def _paragraph(text: str) -> str:
    """A paragraph with its own line breaks, without space at their ends."""
    return "\n".join(line for line in (" ".join(x.split()) for x in safe_text(text)[0].split("\n")) if line)


def _moment(record: Record) -> str | None:
    """Day and time of publication in ISO form."""
    told = when(_clean(record.date))
    if told is None:
        return None
    if told.time is None and record.time:
        joined = when(f"{told.day} {_clean(record.time)}")
        return joined.iso if joined else told.iso
    return told.iso


def pieces(paragraphs: Iterable[Paragraph], ends: Callable[[Paragraph], bool], begins: Callable[[Paragraph], bool]) -> Iterator[Piece]:
    """Stretches of paragraphs, each up to and with one that ends an article, or up to one that begins the next. Raises Damaged as
    ``paragraphs`` does, after the last stretch."""
    held: list[Paragraph] = []
    size = 0
    damage: Damaged | None = None
    stream = iter(paragraphs)
    while True:
        try:
            paragraph = next(stream, None)
        except Damaged as err:
            paragraph, damage = None, err
        if paragraph is None:
            break
        stops = ends(paragraph)
        if held and begins(paragraph):
            yield Piece(held, whole=size <= MOST)
            held, size = [], 0
        size += len(paragraph.text)
        if size <= MOST and (paragraph.text or paragraph.page or not held or held[-1].text):
            held.append(paragraph)
        if stops:
            yield Piece(held, ended=True, whole=size <= MOST)
            held, size = [], 0
    if held:
        yield Piece(held, whole=size <= MOST, cut=damage is not None)
    if damage is not None:
        raise damage


def too_long() -> Record:
    """What is made of an article that could not be held."""
    return Record(problem=f"{TOO_LARGE}; no article is so long")


def damaged(source: Source, err: Damaged) -> Rejected:
    """What is told of a file that cannot be read further."""
    return Rejected(source.name, str(err))
