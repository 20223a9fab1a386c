"""Hides the names of private persons in text that is about to be shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from rashomon.gazetteer import get_gazetteer
from rashomon.model import Document
from rashomon.people.judge import Judged
from rashomon.people.lands import lands
from rashomon.people.names import Names, Person, judged_runs, key, names_of, private_spans
from rashomon.people.runs import Run
from rashomon.people.vocabulary import cues, is_small

#: Whose names help to read a text: one document, several, or (None) all that the masker was made for.
Scope = str | Iterable[str] | None

_FAMILY = frozenset(["friend", "neighbor", "neighbour", "classmate", "colleague", "co-worker", "roommate"])
_SUSPECTS = frozenset(
    {"suspect", "suspected gunman", "defendant", "accused", "gunman", "shooter", "attacker", "assailant", "killer", "bomber"}
)
_OWN = re.compile(r"^['’]")


def _stop(span: tuple[int, int, Person | None]) -> int:
    """Where a hidden stretch ends."""
    return span[1]


class Whole(NamedTuple):
    """What hangs on the text of an article alone of what a masker finds out: its runs, and the words that it shows to be lands."""

    runs: tuple[tuple[Run, Judged | None], ...]
    lands: frozenset[str]


@lru_cache(maxsize=1024)  # an incident of 300 articles is shown more than once
def _whole(text: str) -> Whole:
    """Of an article; an export makes a masker for each incident, and its documents come again and again."""
    return _AHEAD.pop(text, None) or _judged(text)


def _judged(text: str) -> Whole:
    runs = tuple(judged_runs(text, whole=True))
    return Whole(runs, frozenset(key(name) for name in lands(runs)))


#: What :func:`judge_texts` found of texts in another process, until it is asked for.
_AHEAD: dict[str, Whole] = {}


def judge_texts(texts: Sequence[str]) -> list[Whole]:
    """The most of a masker's work, which any process can do."""
    return [_judged(text) for text in texts]


def judged_ahead(texts: Sequence[str], found: Sequence[Whole]) -> None:
    """Takes what :func:`judge_texts` gave for these texts, for the masker that asks for it next."""
    _AHEAD.clear()
    _AHEAD.update(zip(texts, found, strict=True))


@lru_cache(maxsize=4096)
def _part(text: str) -> tuple[tuple[Run, Judged | None], ...]:
    """The same of a label, a title, a short name."""
    return tuple(judged_runs(text))


class Said(Protocol):
    """What is needed of a speaker: the words that stand there, and whom they mean."""

    @property
    def actor(self) -> str | None:
        """Whom the words mean, canonical, or None."""

    @property
    def text(self) -> str:
        """The words that stand there."""


class Masker:
    """Puts ``[person 1]`` in the place of a private person's name, the same mark for the same person on one page.

    A page or a printed answer makes one masker (:meth:`for_documents`) and passes every piece of text through it. With ``names`` it
    changes nothing, so that callers need no second way. The numbers count persons in the order in which they are first shown.
    Nothing is parsed and nothing is stored: names are found by rules on the text, with what the whole document says of them.
    """

    def __init__(self, documents: Mapping[str, Document], *, names: bool = False) -> None:
        self.names = names
        self._documents = documents
        self._known: dict[str, Names] = {}
        self._spans: dict[str, list[tuple[int, int, Person | None]]] = {}
        self._together: dict[tuple[str, ...], Names] = {}
        self._said: dict[tuple[tuple[str, ...], str, bool], str] = {}
        self._roles: dict[tuple[str, str], str] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._lands: set[str] | None = None

    @classmethod
    def for_documents(cls, documents: Mapping[str, Document], *, names: bool = False) -> Masker:
        """A masker for what is shown of these documents, by document name. ``names``: show names (a decision that is logged)."""
        return cls(documents, names=names)

    def text(self, document: str, start: int, end: int) -> str:
        """``[start, end)`` of a document's text, as it may be shown: quotes, blocks, passages."""
        whole = self._documents[document].text
        if self.names:
            return whole[start:end]
        spans = self._of(document)
        out, at = [], start
        first = bisect_right(spans, start, key=_stop)
        for k in range(first, len(spans)):  # no slice: a page asks for thousands of pieces of a long text
            a, b, person = spans[k]
            if a >= end:
                break
            if a > at:
                out.append(whole[at:a])
            out.append(self._mark(person))
            at = min(b, end)
        out.append(whole[at:end])
        return "".join(out)

    def words(self, scope: Scope, text: str) -> str:
        """Free text (a label, a reason, a title) as it may be shown; ``scope`` says whose names it may hold."""
        return self._masked(scope, text, only_known=False)

    def known(self, scope: Scope, text: str) -> str:
        """The same for short names of parties, groups and places: only names that the documents show to be private persons' are hidden."""
        if self.names or not text or (len(text.split()) == 1 and get_gazetteer().has(text)):
            return text
        return self._masked(scope, text, only_known=True)

    def address(self, scope: Scope, text: str) -> str:
        """A URL or a file name as it may be shown: private names are hidden where they stand in it, in whatever case ("ivo-tarn-shot")."""
        if self.names or not text:
            return text
        for person in sorted(self._scope(scope).persons, key=lambda p: (-len(p.name), p.name)):
            if person.public:
                continue
            parts = re.findall(r"\w+", person.name)
            surname = person.last if len(person.last) > 3 and not is_small(person.last) else None
            forms = [r"[\W_]{0,3}".join(map(re.escape, parts))] if len(parts) > 1 and _may_hold(text, parts) else []
            forms += [rf"(?<![^\W_]){re.escape(surname)}(?![^\W_])"] if surname and _may_hold(text, [surname]) else []
            for form in forms:
                text = re.sub(form, lambda _, p=person: self._mark(p), text, flags=re.IGNORECASE)  # type: ignore[misc]
        return text

    def speaker(self, document: str, said: Said) -> tuple[str | None, str]:
        """Actor and words of a speaker as they may be shown; a private person is a role there ("a resident"), never a name or a number."""
        if self.names:
            return said.actor, said.text
        return (
            self._role(document, said.actor) if said.actor else None,
            self._role(document, said.text),
        )

    def spans(self, document: str) -> list[tuple[int, int]]:
        """Stretches of a document's text that are hidden, sorted, without overlaps."""
        return [(a, b) for a, b, _ in self._of(document)]

    def private(self, document: str) -> tuple[str, ...]:
        """Names in a document that are hidden, as written, sorted: for tests and for a reader with the right to see them."""
        text = self._documents[document].text
        return tuple(sorted({text[a:b] for a, b, _ in self._of(document)}))

    def _role(self, document: str, text: str) -> str:
        at = (document, text)
        if at not in self._roles:
            self._roles[at] = self._made_role(document, text)
        return self._roles[at]

    def _made_role(self, document: str, text: str) -> str:
        known = self._scope(document)
        spans = private_spans(text, known, _part(text))
        if not spans:
            return text
        rest = text
        for a, b, _ in reversed(spans):
            if _OWN.match(text[b:]):
                return self.words(document, text)
            rest = rest[:a] + rest[b:]
        rest = re.sub(r"\s+", " ", re.sub(r",? \(?(?:aged )?\d{1,3}\)?,?", " ", rest)).strip(" ,")
        rest = re.sub(r"^(?:(?:Mr|Mrs|Ms|Dr)\b\.?|Miss)$", "", rest)
        if re.search(r"\w{3}", rest):
            return rest if rest.split()[0].lower() in {"a", "an", "the", "one", "her", "his", "their"} or rest[0].isupper() else _a(rest)
        persons = [p for _, _, p in spans if p is not None]
        return _role_words(persons[0].role if persons else None)

    def _of(self, document: str) -> list[tuple[int, int, Person | None]]:
        if document not in self._spans:
            one = self._documents[document]
            whole = _whole(one.text)
            inside = [one.text[b.start : b.end] for b in one.blocks if b.label in {"byline", "credit"}]
            known = names_of(whole.runs, whole.lands, [*([one.byline] if one.byline else []), *inside])
            known.lands |= self._every_land()  # "Tarnovia said", where another report on the page tells of Tarnovia's army
            known.bare -= known.lands
            self._known[document] = known
            self._spans[document] = private_spans(one.text, known, whole.runs)
        return self._spans[document]

    def _every_land(self) -> set[str]:
        if self._lands is None:
            self._lands = {word for d in self._documents.values() for word in _whole(d.text).lands}
        return self._lands

    def _scope(self, scope: Scope) -> Names:
        names = tuple(sorted(self._documents)) if scope is None else (scope,) if isinstance(scope, str) else tuple(scope)
        held = tuple(n for n in names if n in self._documents)
        if held not in self._together:
            for name in held:
                self._of(name)
            one = self._known[held[0]] if len(held) == 1 else Names().merged(self._known[n] for n in held)
            self._together[held] = one
        return self._together[held]

    def _masked(self, scope: Scope, text: str, *, only_known: bool) -> str:
        if self.names or text.islower() or not text:
            return text
        documents = () if scope is None else (scope,) if isinstance(scope, str) else tuple(scope)
        at = (documents, text, only_known)
        if at not in self._said:
            if not any(c.isupper() for c in text):
                return text
            known = self._scope(scope)
            out, last = [], 0
            for a, b, person in private_spans(text, known, _part(text)):
                if only_known and person is None and not known.find(re.findall(r"[\w'’-]+", text[a:b])):
                    continue
                out += [text[last:a], self._mark(person)]
                last = b
            self._said[at] = "".join([*out, text[last:]])
        return self._said[at]

    def _mark(self, person: Person | None) -> str:
        if person is None:
            return "[person]"
        words = [key(w) for w in person.name.split() if w.rstrip(".") not in cues("suffix")]
        who = (words[0], words[-1]) if len(words) > 1 else (words[0],) if words else (person.last,)
        return f"[person {self._numbers.setdefault(who, len(self._numbers) + 1)}]"


def _may_hold(text: str, words: Sequence[str]) -> bool:
    """Whether a text may have all these words, in whatever case: most have none, and a pattern for each name takes 0.2 ms to be made."""
    low = text.lower()
    return not low.isascii() or all(word.lower() in low or not word.isascii() for word in words)


def _a(words: str) -> str:
    return f"{'an' if words[0].lower() in 'aeiou' else 'a'} {words}"


def _role_words(role: str | None) -> str:
    """The role a private speaker is shown by."""
    if not role:
        return "a private person"
    if role in _SUSPECTS:
        return "a suspect"
    if role in cues("kin"):
        plain = role.removeprefix("best ").removesuffix("s") if role.endswith("s") else role.removeprefix("best ")
        return _a(plain) if plain in _FAMILY else "a relative"
    return _a(role)
