"""Who is who in a text: the persons it names, which of them are private, and where each of their names stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rashomon.people.endings import ending
from rashomon.people.judge import DOUBT, LIKELY, NONE, PLACE, STRONG, Judged, judge
from rashomon.people.lands import lands
from rashomon.people.runs import Run, Word, lines, runs
from rashomon.people.vocabulary import cues, is_given, is_place, is_small, known_leaders, low_cues

_DOES = re.compile(r"['’](?: |s)| (?:is|was|has|had|said|told|did|does|admitted|pleaded|lived|died)\b")
_STATE = re.compile(r", (?:[A-Z][a-z]{1,4}\.|[A-Z]{2}\b|[A-Z]\.[A-Z]\.)")


@dataclass(slots=True)
class Person:
    """One person of a text: the fullest form of the name, whether an office or role was told, and the private role where one was."""

    name: str
    words: frozenset[str]
    first: str
    last: str
    public: bool = False
    role: str | None = None


@dataclass(slots=True)
class Names:
    """The persons a text names. ``private`` says of a word whether it is part of a private person's name here."""

    persons: list[Person] = field(default_factory=list)
    by_word: dict[str, list[Person]] = field(default_factory=dict)
    offices: set[str] = field(default_factory=set)  # surnames that stand behind a title ("Detective Tarn"): bare, they are his
    lands: set[str] = field(default_factory=set)  # words that a text shows to be a state, a land or a group
    bare: set[str] = field(default_factory=set)  # single words that say something and name nothing known ("Yaw said"): persons of one name

    def find(self, words: Sequence[str]) -> list[Person]:
        """Persons a name of these words may mean: those that hold all of them, else those of the same surname."""
        keys = [key(w) for w in words if not is_suffix(w)]
        if not keys:
            return []
        if keys[-1] not in self.by_word:
            keys[-1] = _one_of(keys[-1])
        alike = self.by_word.get(keys[-1], ())
        if len(keys) == 1:  # a surname, else a given name
            return [p for p in alike if p.last == keys[0]] or [p for p in alike if p.first == keys[0]] or list(alike)
        # two full names are one person's where they begin alike and one holds the other: a son bears his father's name behind his own
        return [p for p in alike if p.first == keys[0] and (p.last == keys[-1] or all(k in p.words for k in keys))]

    def may_hold(self, word: str) -> bool:
        """Whether names that end with this word may mean somebody."""
        own = key(word)
        return own in self.by_word or _one_of(own) in self.by_word

    def merged(self, others: Iterable[Names]) -> Names:
        """The names of several texts together."""
        out = Names()
        for names in (self, *others):
            for person in names.persons:
                out.add(person)
            out.offices |= names.offices
            out.bare |= names.bare
            out.lands |= names.lands
        out.bare -= out.lands  # what one report shows to be a state is none's only name in another
        return out

    def add(self, person: Person) -> None:
        """Takes a person in, as another mention of one it holds where the names agree."""
        for held in self.by_word.get(person.last, ()):
            if held.words == person.words and held.first == person.first:
                held.public = held.public or person.public
                held.role = held.role or person.role
                return
        held = Person(person.name, person.words, person.first, person.last, person.public, person.role)
        self.persons.append(held)
        for word in sorted(held.words):
            self.by_word.setdefault(word, []).append(held)


@lru_cache(maxsize=1 << 14)  # a page asks forty thousand times about four thousand words
def key(word: str) -> str:
    """A word of a name as it is compared: small letters, one apostrophe, no article."""
    low = word.lower().replace("’", "'").replace("`", "'").replace("\u2011", "-").replace("\u2010", "-").strip(".'")
    return _ARTICLE.sub("", low) if "-" in low else low


def _one_of(word: str) -> str:
    """A word without a lost apostrophe, or one of a family ("the Dahls")."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


_ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ar|ad|at|az|ul)-(?=\w)")


def is_suffix(word: str) -> bool:
    """Whether the word only follows a name ("Jr")."""
    return word in cues("suffix") or word.rstrip(".") in cues("suffix")


def judged_runs(text: str, *, whole: bool = False) -> list[tuple[Run, Judged | None]]:
    """Every run of the text and what it is by itself; a ``whole`` article may end with the names of those who wrote it."""
    found = [(run, judge(run)) for at, line in lines(text) for run in runs(line, at)]
    places = {one.name for _, one in found if one is not None and one.sure == PLACE} | lands(found)
    out: list[tuple[Run, Judged | None]] = []
    for run, one in found:
        if one is not None and one.name in places and one.sure < STRONG:
            one = replace(one, sure=PLACE)
        before = out[-1][1] if out else None
        if one is not None and before is not None and one.sure == NONE and not one.public and before.sure >= LIKELY and not before.public:
            many = len(one.words) > 1  # "Ivo Tarn and Rina Banks": what stands in one row with a person is one
            if text[before.words[-1].end : one.words[0].start] in (*((", ",) if many else ()), " and ", ", and ", " & "):
                one = replace(one, sure=LIKELY, rule="in a row")
        out.append((run, one))
    for n in range(
        len(out) - 1, max(-1, len(out) - 3) if whole else len(out) - 1, -1
    ):  # "H. Tarn/ Velden" behind the last sentence: who wrote it
        run, one = out[n]
        if (
            one is None
            or one.role is not None
            or not re.search(r"(?:[.!?”\"] ?|/ ?|^)$", run.before)
            or text[run.end :].strip(" \n/.") not in _tail_of(out[n + 1 :])
        ):
            break
        out[n] = (run, replace(one, public=True, sure=LIKELY, rule="byline"))
    return out


def _tail_of(later: Sequence[tuple[Run, Judged | None]]) -> set[str]:
    return {"", *(run.name for run, _ in later)}


def names_of(runs_seen: Sequence[tuple[Run, Judged | None]], shown_lands: Iterable[str], bylines: Iterable[str] = ()) -> Names:
    """The persons of a whole text by its runs; full names first, so that a bare surname finds whose it is."""
    seen = [j for _, j in runs_seen if j is not None and j.sure > NONE]
    out = Names()
    no_persons = {key(w.text) for run, j in runs_seen if j is None or j.sure == PLACE for w in run.words}
    out.lands.update(shown_lands)
    for byline in bylines:
        words = [w for w in re.findall(r"[^\W\d_][\w'’.-]*", byline) if w[:1].isupper()]
        if len(words) >= 2:
            out.add(_person(tuple(words), public=True))
    leaders = known_leaders()
    for one in sorted(seen, key=lambda j: -len(_keys(j.words))):
        keys = _keys(one.words)
        if not keys:
            continue
        leader = any(m.start == 0 and m.end == len(one.name) for m in leaders.find(one.name))
        public = one.public or leader
        if len(keys) == 1 and public:
            out.offices.add(keys[0])
        held = out.find([w.text for w in one.words])
        if held:
            for person in held if len(held) == 1 else [p for p in held if len(keys) > 1]:
                person.public = person.public or public
                person.role = person.role or one.role
            if len(held) > 1 and len(keys) == 1 and public and not any(p.public for p in held):
                out.add(_person((one.name,), public=True))
            continue
        if len(keys) == 1 and one.sure < LIKELY and not public:
            if (
                one.rule == "spoke"
                and not one.run.before.endswith(" of ")
                and keys[0] not in no_persons
                and _plain_capital(one.words[0].text)
            ):
                out.bare.add(keys[0])
            continue
        out.add(_person(tuple(w.text for w in one.words), public=public, role=one.role))
    return out


def _plain_capital(word: str) -> bool:
    """Whether a word is written as names of persons are: letters, and one capital to a part ("N'Dour"; not "CrowdTangle" or "News4")."""
    parts = re.split(r"[-'’]", word)
    if word.endswith("s") and not is_given(word):  # a people, as a rule
        return False
    return word[0].isupper() and all(p.isalpha() and p[1:] == p[1:].lower() for p in parts)


def _keys(words: Sequence[Word]) -> list[str]:
    return [key(w.text) for w in words if not is_suffix(w.text)]


def _person(words: tuple[str, ...], *, public: bool, role: str | None = None) -> Person:
    kept = [w for w in words if not is_suffix(w)]
    name_words = [key(w) for w in kept if w.lower() not in low_cues("particle") or len(kept) == 1]
    name_words = name_words or [key(w) for w in kept]
    return Person(" ".join(words), frozenset(name_words), name_words[0], name_words[-1], public, role)


def private_spans(text: str, known: Names, judged: Sequence[tuple[Run, Judged | None]]) -> list[tuple[int, int, Person | None]]:
    """Where private names stand, with the person each means (None where it may be one of several), sorted, without overlaps."""
    found: list[tuple[int, int, Person | None]] = []
    for run, one in judged:
        if one is None:
            found += _within(run, known)
            continue
        texts = [w.text for w in one.words]
        persons = known.find(texts)
        if run.thing and (ending("place_before", run.before.lower()) or not any(p.first == key(texts[0]) for p in persons)):
            continue
        if one.sure == PLACE and len(texts) == 1 and is_place(texts[0]) and _stands_as_place(run):
            continue
        if persons and not one.public:
            private = [p for p in persons if not p.public]
            if not private:
                continue
            if len(persons) > len(private) and len(texts) > 1:
                continue  # the full name of one with an office
            if len(persons) > len(private) and key(texts[0]) in known.offices and one.sure < LIKELY:
                continue
            if one.sure == NONE and len(texts) == 1 and not _bare(one, private):
                continue
            found.append((_begin(run, one, private), _end(text, one.words[-1]), private[0] if len(private) == 1 else None))
        elif not persons and not one.public:
            land = len(texts) == 1 and one.sure < STRONG and key(texts[0]) in known.lands
            doubted = one.sure >= DOUBT and not land and not _is_leader(one.name)
            if doubted or (len(texts) == 1 and not land and _alone(one, known)):
                found.append((one.start, _end(text, one.words[-1]), None))
            else:
                found += _within(run, known)
    return _apart(found)


def _alone(one: Judged, known: Names) -> bool:
    """Whether a bare word is the only name of somebody who says something elsewhere in the text: what hides him there hides him here."""
    before = one.run.before.lower()
    return key(one.words[0].text) in known.bare and not (ending("place_before", before) or before.endswith(("the ", "a ", "an ")))


def _stands_as_place(run: Run) -> bool:
    """Whether a word that is a place and a surname of the text stands as the place here."""
    return bool(ending("place_before", run.before.lower()) or _STATE.match(run.after))


def _is_leader(name: str) -> bool:
    return any(m.end - m.start == len(name) for m in known_leaders().find(name))


def _bare(one: Judged, private: Sequence[Person]) -> bool:
    """Whether a bare word that no cue stands beside is still the name of one of these: not where it begins a sentence as a small word."""
    word = one.words[0].text
    return not is_small(word) or (is_given(word) and not one.run.first) or any(p.last == key(word) for p in private)


def _within(run: Run, known: Names) -> list[tuple[int, int, Person | None]]:
    """Private full names inside a run that is something else as a whole ("Friends Remember Ivo Tarn")."""
    held = len(run.words) > 1 and any(w.text in cues("head") for w in run.words)  # "Tarn Hospital" stays, "Ivo Tarn Fund" tells of Ivo Tarn
    out: list[tuple[int, int, Person | None]] = []
    words = run.words
    ends = [m for m in range(len(words), 0, -1) if is_suffix(words[m - 1].text) or known.may_hold(words[m - 1].text)]
    for n in range(len(words) if ends else 0):
        for m in ends:
            if m <= n:
                break
            persons = known.find([w.text for w in words[n:m]])
            private = [p for p in persons if not p.public]
            # a small word that begins no sentence, or has something or does something, is capitalised because it is a name
            later = n > 0 or not run.first or words[n].possessive or bool(_DOES.match(run.after))
            if private and (
                m - n > 1
                or (
                    not held
                    and key(words[n].text) in (private[0].last, private[0].last + "s")
                    and ((later and not run.shouted) or not is_small(words[n].text))
                )
            ):
                out.append((words[n].start, words[m - 1].end, private[0] if len(private) == 1 else None))
                break
    return out


def _begin(run: Run, one: Judged, private: Sequence[Person]) -> int:
    """Beginning of a known name: "Will" of "Will Rivers" belongs to it at the beginning of a sentence too, where it may be a small word."""
    start = one.start
    for word in reversed([w for w in run.words if w.end <= start]):
        if word.text in cues("courtesy") or not any(key(word.text) in p.words for p in private):
            break
        start = word.start
    return start


def _end(text: str, word: Word) -> int:
    """End of a name, with the point of "Jr."."""
    return word.end + 1 if is_suffix(word.text) and text[word.end : word.end + 1] == "." else word.end


def _apart(found: list[tuple[int, int, Person | None]]) -> list[tuple[int, int, Person | None]]:
    out: list[tuple[int, int, Person | None]] = []
    for span in sorted(found, key=lambda s: (s[0], -s[1])):
        if not out or span[0] >= out[-1][1]:
            out.append(span)
    return out
