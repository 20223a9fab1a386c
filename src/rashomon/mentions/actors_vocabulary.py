"""The words actors are named with: states, organs of states, named groups, roles and kinds of people, in one matcher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rashomon.lexicon import Entry, PhraseMatcher, load
from rashomon.mentions.capitals import shouted

#: Kinds of :class:`Term`. ``state`` a state's name, ``adjective`` "Freedonian", ``nationals`` "Freedonians", ``seat`` "the Kremlin",
#: ``group`` a named group or organisation, ``organ`` an organ or force of a state, ``class`` a kind of people, ``office`` a person's
#: role, ``anaphor`` a word that points back, ``person`` a name learned from the document, ``leader`` a head of state known by name.
STATE_KINDS = frozenset({"state", "adjective", "nationals", "seat"})


class Term(NamedTuple):
    """A word or phrase of the vocabulary at ``[start, end)`` of a sentence's text. ``end`` excludes a possessive ending;
    ``possessive`` says there is one ("Freedonia's", or "Freedonias" where a scraper lost the apostrophe)."""

    start: int
    end: int
    kind: str
    entry: Entry
    form: str
    possessive: bool = False
    after: int = 0  # end with the possessive ending

    @property
    def name(self) -> str:
        """Canonical name of a state, group or person; the form itself for others."""
        return str(self.entry.get("name") or self.form)


def slug(name: str) -> str:
    """A name as the id of an entry made from a document."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def _is_acronym(form: str) -> bool:
    return len(form) <= 7 and form.upper() == form and any(c.isalpha() for c in form)


def make(sort: str, entry_id: str, forms: Iterable[str], file: str, **values: object) -> list[Entry]:
    """Entries of one kind; forms in capitals only get an entry that heeds case. Scraped possessives ("Freedonias") are added."""
    plain = [f for f in forms if not _is_acronym(f)]
    strict = [f for f in forms if _is_acronym(f)]
    out = []
    base = {"_kind": sort, **values}
    if plain:
        out.append(Entry(file, entry_id, tuple(plain), base))
        if sort in {"state", "seat", "group", "person", "leader"}:
            bare = tuple(f + "s" for f in plain if not f.endswith("s") and f not in {"America"} and f[0].isupper())
            if bare:
                out.append(Entry(file, entry_id, bare, {**base, "_scraped": True}))
    if strict:
        out.append(Entry(file, entry_id, tuple(strict), {**base, "case": True}))
    return out


@cache
def static_entries(language: str = "en") -> tuple[Entry, ...]:
    """Entries of all shipped lexicons of actors, marked with their kind."""
    out: list[Entry] = []
    for e in load("countries", language):
        extra = {"name": e.get("name"), "territory": bool(e.get("territory")), "ambiguous": bool(e.get("ambiguous"))}
        for kind, forms in (
            ("state", e.forms),
            ("adjective", e.get("adjectives") or ()),
            ("nationals", e.get("nationals") or ()),
            ("seat", e.get("seats") or ()),
        ):
            out += make(kind, e.id, forms, "countries", **extra)
    for e in load("groups", language):
        extra = {k: e.get(k) for k in ("name", "kind", "country", "party", "home")}
        out += make("group", e.id, e.forms, "groups", **extra)
        if e.get("acronyms"):
            out.append(Entry("groups", e.id, e.get("acronyms"), {**extra, "_kind": "group", "_acronym": True, "case": True}))
            lost = tuple(a + "s" for a in e.get("acronyms") if len(a) >= 3 and a.isupper() and not a.endswith("S"))
            if lost:  # "ISILs positions": a lost apostrophe
                out.append(Entry("groups", e.id, lost, {**extra, "_kind": "group", "_acronym": True, "case": True, "_scraped": True}))
    out += _national_societies(language)
    for e in load("leaders", language):
        out += make("leader", e.id, e.forms, "leaders", name=e.get("name"), country=e.get("country"), group=e.get("group"))
    for e in load("institutions", language):
        out.append(Entry("institutions", e.id, e.forms, {**e.values, "_kind": "organ"}))
    for e in load("roles", language):
        if e.get("kind") in {"saying", "lemmas"}:
            continue
        kind = "office" if e.get("kind") == "office" else "anaphor" if e.get("anaphor") else "class"
        out.append(Entry("roles", e.id, e.forms, {**e.values, "_kind": kind}))
    return tuple(out)


def _national_societies(language: str) -> list[Entry]:
    """ "The Freedonian Red Cross" for every country, where no list names it otherwise: no word of the body of all countries."""
    known = {f.lower() for e in load("groups", language) for f in e.forms}
    out: list[Entry] = []
    for society in (e for e in load("groups", language) if e.get("national")):
        short = society.get("national")[0]
        for e in load("countries", language):
            before = [*e.forms, *(e.get("adjectives") or ())]
            forms = [f"{word} {form}" for word in before for form in society.get("national")]
            if not known.intersection(f.lower() for f in forms):
                out += make("group", f"{e.id}-{slug(short)}", forms, "groups", name=f"{e.get('name')} {short}", kind=society.get("kind"))
    return out


@cache
def static_matcher(language: str = "en") -> PhraseMatcher:
    """Matcher over :func:`static_entries`."""
    return PhraseMatcher(static_entries(language))


@cache
def shapes(entry_id: str, language: str = "en") -> frozenset[str]:
    """Forms of one entry of ``actor_shapes.yml``."""
    return next(frozenset(e.forms) for e in load("actor_shapes", language) if e.id == entry_id)


@cache
def head_kinds(language: str = "en") -> dict[str, str]:
    """Capitalised heads that end an organisation's name, with the kind of actor they make it."""
    return {
        f: str(e.get("kind"))
        for e in load("actor_shapes", language)
        if e.id in {"armed", "political", "watching", "telling", "healing"}
        for f in e.forms
    }


@cache
def noun_kinds(language: str = "en") -> dict[str, str]:
    """Lower-case heads that may follow a group's name ("the Xan militia"), with the kind of actor."""
    return {
        f: str(e.get("kind"))
        for e in load("actor_shapes", language)
        if e.id in {"group-nouns", "watch-nouns", "media-nouns"}
        for f in e.forms
    }


@cache
def word_set(entry_id: str, language: str = "en") -> frozenset[str]:
    """Lemmas of one of the word lists at the end of ``roles.yml``."""
    return next(frozenset(e.forms) for e in load("roles", language) if e.id == entry_id)


def saying_lemmas() -> frozenset[str]:
    """Verbs whose subject is an actor even where its name is that of a place ("Freedonia City said")."""
    return word_set("saying")


@cache
def state_adjectives(language: str = "en") -> dict[str, str]:
    """First adjective of each state of the lexicon, by canonical name."""
    return {str(e.get("name")): str((e.get("adjectives") or (e.get("name"),))[0]) for e in load("countries", language)}


@cache
def territories(language: str = "en") -> frozenset[str]:
    """Names of territories that are no states."""
    return frozenset(str(e.get("name")) for e in load("countries", language) if e.get("territory"))


@cache
def known_names(language: str = "en") -> frozenset[str]:
    """Words of the names of states and groups that the lexicons know, and nouns that end such names, as in a title."""
    forms = {w.title() for e in (*load("countries", language), *load("groups", language)) for f in e.forms for w in f.split()}
    return frozenset(forms) | {"State", "States", "Union", "Nations"}


def _order(term: Term) -> tuple[int, int, str, str, str]:
    return term.start, -term.end, term.kind, term.entry.file, term.entry.id


@lru_cache(maxsize=2048)
def shipped_terms(text: str) -> tuple[Term, ...]:
    """Terms of the shipped lexicons in ``text``. A document's sentences are asked about four times; this looks once."""
    return tuple(terms_of(text, static_matcher()))


def terms(text: str, own: Iterable[PhraseMatcher] = ()) -> list[Term]:
    """All terms in ``text``, of the shipped lexicons and of a document's own vocabulary, also inside longer ones, sorted by start, longest
    first. Names must begin with a capital."""
    return joined(shipped_terms(text), *(terms_of(text, matcher) for matcher in own))


def joined(*rows: Sequence[Term]) -> list[Term]:
    """Sorted rows of terms of one text as one sorted row."""
    out = [t for row in rows for t in row]
    if sum(map(bool, rows)) > 1:
        out.sort(key=_order)
    return out


def terms_of(text: str, matcher: PhraseMatcher) -> list[Term]:
    """Terms of one matcher, sorted."""
    out = []
    loud = shouted(text)
    for m in matcher.find(text, overlapping=True):
        entry, start, end = m.entry, m.start, m.end
        if loud and _plain_word(text, start, end):
            continue
        kind = str(entry.get("_kind"))
        if loud and kind == "group" and _is_acronym(m.form) and _SAINT.search(text, max(0, start - 12), start):
            continue  # "SANTA ANA" is a town
        if start and entry.get("_short") and not text[:start].lower().endswith(("the ", "-based ", "-linked ", "an ")):
            continue
        if kind in _NAMES:
            if m.form[0].isupper() and not text[start].isupper():
                continue
            if kind == "group" and (text[max(0, start - 3) : start].lower() == "al-" or _ARABIC.search(text, max(0, start - 12), start)):
                continue  # "Jeish al-Fatah" is not Fatah
            if text[start - 1 : start] == "-" and text[end : end + 1] == "-":
                continue  # "PORT-AU-PRINCE"
            if kind == "group" and _goes_on(text, end, m.form, entry):
                continue  # "United Front of X" is not the United Front
            if entry.get("ambiguous") and _in_a_name(text, start, end):
                continue
        after, possessive = end, False
        if entry.get("_scraped"):
            end, possessive = end - 1, True
        elif text.startswith("'s", end):
            after, possessive = end + 2, True
        elif text.startswith("'", end) and text[end - 1] == "s" and (end + 1 == len(text) or text[end + 1] == " "):
            after, possessive = end + 1, True
        out.append(Term(start, end, kind, entry, text[start:end], possessive, after))
    out.sort(key=_order)
    return out


_NAMES = STATE_KINDS | {"group", "person", "leader"}
_SAINT = re.compile(r"\b(?:SAN|SANTA|SANTO|SAINT|ST\.?|DE|DEL|PORT|FORT|MOUNT|RIO|VILLA|LAGO|LAS|LOS) $")
_OF_MORE = re.compile(r" (?:of|for) (?:the )?([A-Z][\w'-]+)")


def _goes_on(text: str, end: int, form: str, entry: Entry) -> bool:
    """Whether a name that ends in a common head ("Front", "Army") goes on with "of X", and X is not where the group is from."""
    if " " not in form or form.rsplit(maxsplit=1)[-1] not in head_kinds():
        return False
    more = _OF_MORE.match(text, end)
    return more is not None and more.group(1) not in f"{entry.get('country')} {entry.get('name')}".split()


_ARABIC = re.compile(r"\b(?:Jeish|Jaish|Jaysh|Jeysh|Liwa|Faylaq|Failaq|Kata'?ib|Kataib|Saraya|Jund|Suqour|Fursan|Ahfad|Harakat|Jabhat) $")
_WORDS = frozenset({"IS", "WHO", "IT", "CAR", "AID", "ALL", "ARM", "ACT", "AIM", "SO", "FOR", "PAN", "FAN", "FAR"})
_TO_US = re.compile(
    r"\b(?:TOLD|TO|FOR|OF|LET|GIVE|GAVE|AMONG|WITH|BY|AGAINST|BETWEEN|FROM|ON|ATTACKED|KILL|KILLED|HELP|ALLOW|ASKED|LEFT|BEHIND|MANY|SOME|BOTH|ALL) $"
)


def _plain_word(text: str, start: int, end: int) -> bool:
    """Whether a form in capitals is an English word, in a text all in capitals ("WHO IS THERE", "THEY TOLD US")."""
    form = text[start:end]
    return form in _WORDS or (form == "US" and bool(_TO_US.search(text, max(0, start - 16), start)))


_ON = re.compile(r" (?:River|Valley|Basin|Times|Armed|Red|News)\b")


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands right before or after ("Michael Jordan", "Chad Smith"), as in a person's name."""
    before, after = text[:start].rstrip().rsplit(None, 1), text[end:].split(None, 1)
    word_before = before[-1] if before and text[start - 1 : start] == " " else ""
    word_after = after[0] if after and text[end : end + 1] == " " else ""
    plain = word_after.rstrip(",.;")
    if plain.istitle() and plain.isalpha() and len(word_after) > 2 and plain not in shapes("no-state") and not _ON.match(text, end):
        return True  # "Chad Miller"
    return (
        word_before.istitle()
        and len(word_before) > 2
        and word_before.isalpha()
        and len(before) > 1
        and word_after.istitle() is False
        and word_before not in shapes("no-state")
    )
