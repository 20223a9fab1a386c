"""Persons who speak or are accused: named beside a role, in apposition, or as the subject of a saying verb; later by surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rashomon.lexicon import Entry, load
from rashomon.mentions.actors_beside import before, behind
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_organs import organ_phrase
from rashomon.mentions.actors_phrases import state_party
from rashomon.mentions.actors_signs import SAID_BEFORE, SAYS, signs
from rashomon.mentions.actors_vocabulary import Term, make, saying_lemmas, shapes
from rashomon.mentions.capitals import shouted
from rashomon.model import Sentence

_PART = r"(?=[A-Z\u00C0-\u00DEabeidv])(?:(?:(?:ad|as|ash|an|ar)-|(?:al|el|bin|abu|ibn|de|van|von)[ -]))?(?:O'|Mc|d'|D')?[A-Z\u00C0-\u00DE][\w\u00C0-\u024F]*(?:[-'\u2019][\w\u00C0-\u024F]+)*(?<!'s)"
_NAME = re.compile(rf"{_PART}(?: (?:{_PART}|[A-Z]\.)){{0,4}}")
_TWO = re.compile(rf"{_PART}(?: (?:{_PART}|[A-Z]\.)){{1,4}}")
_GAP = re.compile(r"(?:, | - | )")
_OF_WHAT = re.compile(r",? (?:of|from|for) (?:the )?$")
_PARTICLE = re.compile(r"^(?:al|el|ad|as|ash|an|ar)[ -]")


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name at ``[start, end)`` of a sentence's text, with the phrase that holds it."""

    start: int
    end: int
    name: str
    role: str | None
    party: str | None
    weak: bool = False  # the party is only that of the state the document is about


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        f.lower()
        for e in load("roles")
        if e.get("kind") == "office"
        and e.id in {"military-rank", "courtesy", "head-of-state", "police-officer", "minister", "local-office", "spokesperson"}
        for f in e.forms
        if " " not in f
    )


def trim(name: str) -> str:
    """Name without a trailing possessive or a capitalised word that belongs to no name (a weekday, a preposition)."""
    words = name.split()
    while words and words[-1].rstrip(".") in shapes("no-state"):
        words.pop()
    out = " ".join(words)
    return out.removesuffix("'s")


def _clear(name: str, at: int, here: list[Term]) -> bool:
    """Whether nothing in the name is the name of a state, a group or an organ."""
    words = name.split()
    if (
        not words
        or (words[0] in shapes("no-state") and not (len(words) > 1 and words[0] in shapes("first-names")))
        or words[0] in shapes("peoples")
    ):
        return False
    many = len(words) > 1
    return not any(
        t.start < at + len(name)
        and at < t.end
        and t.kind in {"state", "adjective", "group", "organ", "nationals", "seat", "class"}
        and t.form[0].isupper()
        and t.kind != "class"
        and not (many and t.kind == "group" and t.entry.get("kind") in {"media", "organisation"} and " " not in t.form)
        and not (many and t.entry.get("ambiguous"))
        for t in here
    )


def named_in(sentence: Sentence, here: list[Term], lore: Lore, light: frozenset[str]) -> list[Named]:
    """Persons a sentence introduces by name."""
    text = sentence.text
    out: list[Named] = []
    if shouted(text):
        return out
    for office in (t for t in here if t.kind == "office"):
        gap = _GAP.match(text, office.end)
        if gap and not (office.possessive):
            m = _NAME.match(text, gap.end())
            name = trim(m.group()) if m else ""
            minimum = 2 if gap.group() != " " else 1
            at = m.start() if m else 0
            name, at = _untitled(name, at)
            if (
                m
                and len(name.split()) >= minimum
                and _clear(name, at, here)
                and (len(name.split()) > 1 or (office.form[0].isupper() and office.entry.get("of") != "organisation"))
            ):
                start, party, weak = _owner_before(text, office, here, lore, light)
                tail = _OF_WHAT.match(text[at + len(name) : next((t.start for t in here if t.start > at + len(name)), 0)])
                if tail:
                    of = next(t for t in here if t.start > at + len(name))
                    if of.kind in {"state", "adjective"}:
                        party = state_party(lore, of)
                    elif of.kind == "group":
                        party = str(of.entry.get("party") or of.name)
                out.append(Named(start, at + len(name), name, office.form, party, weak and party == lore.main))
        out += _apposed(text, office, here, lore, light)
    out += _subjects(sentence, here)
    out += _surface(text, here)
    out = [_known(n, here) for n in out]
    out.sort(key=lambda n: (n.start, -n.end, n.role or "", n.party or ""))
    return out


def _known(n: Named, here: list[Term]) -> Named:
    """A head of state the lexicon knows, under the full name; a lost apostrophe ("Bashar al-Assads forces") goes with it."""
    for t in here:
        if (
            t.kind == "leader"
            and n.start <= t.start
            and t.end in {n.end, n.end - 1}
            and (
                len(t.form.split()) > 1
                or n.name.split()[0] == t.name.split()[0]
                or (n.role or "").lower() in {"president", "prime minister", "chancellor", "premier"}
            )
        ):
            return replace(n, end=t.end, name=t.name, party=n.party or str(t.entry.get("group") or t.entry.get("country")))
    return n


def _untitled(name: str, at: int) -> tuple[str, int]:
    """A name without the titles that stand in it ("Smith County Sheriff Larry Smith"), and where it begins then."""
    words = name.split()
    last = max((i for i, w in enumerate(words[:-1]) if w.lower().rstrip(".") in _titles()), default=-1)
    return " ".join(words[last + 1 :]), at + sum(len(w) + 1 for w in words[: last + 1])


def _owner_before(text: str, office: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> tuple[int, str | None, bool]:
    """Where the phrase begins, the party of the office, and whether that is only the state the document is about."""
    left = before(text, office.start, here, lore, light)
    of = office.entry.get("of")
    if left.groups:
        g = left.groups[0]
        return left.start, g.entry.get("party") or g.name, False
    if left.states:
        return left.start, state_party(lore, left.states[0]) if of != "local" else None, False
    if left.unknown in lore.invented and left.unknown:
        return left.start, left.unknown, False
    organ = next((t for t in left.inner if t.kind == "organ"), None)
    if (of == "state" or (organ is not None and organ.entry.get("bare") == "prior")) and lore.main:
        others = {state_party(lore, t) for t in here if t.kind in {"state", "adjective", "seat"} and not t.entry.get("territory")} - {
            lore.main
        }
        return (
            left.start,
            None
            if len(others) == 1 and lore.main not in {state_party(lore, t) for t in here if t.kind in {"state", "adjective", "seat"}}
            else lore.main,
            True,
        )
    return left.start if not left.unknown else office.start, None, False


_APPOSITION = re.compile(rf"({_TWO.pattern})(?:, | - | \()(?:who is |who heads |)?(?:the |a |an |its |their )?$")
_JUXTAPOSED = re.compile(rf"({_TWO.pattern}) $")
_COMMA = re.compile(rf"({_TWO.pattern}),$")


def _search_before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """A name of five parts at most that ends before ``end``, with at most four small words between."""
    at = end
    for _ in range(16):  # parts may have a particle of their own
        at = text.rfind(" ", 0, at)
        if at < 0:
            break
    return pattern.search(text, at + 1, end)


def _apposed(text: str, office: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> list[Named]:
    """ "Orlo Vant, a spokesman for the X", "Orlo Vant, the group's director"."""
    left = before(text, office.start, here, lore, light)
    m = _search_before(_APPOSITION, text, left.start)
    if m is None and text[left.start : left.start + 2] in {"a ", "an"} and left.determiner:  # a comma was lost on the way
        m = _search_before(_JUXTAPOSED, text, left.start)
    if m is None and text[: left.start].endswith(","):
        m = _search_before(_COMMA, text, left.start)
    if m is None:
        return []
    name = m.group(1)
    at = m.start(1)
    words = name.split()
    while len(words) > 2 and words[0] in shapes("no-state"):
        at += len(words[0]) + 1
        words.pop(0)
        name = " ".join(words)
    if not _clear(name, at, here):
        return []
    party: str | None = None
    if left.groups:
        party = left.groups[0].entry.get("party") or left.groups[0].name
    elif left.states:
        party = state_party(lore, left.states[0])
    else:
        tail = behind(text, office.end, here)
        if tail is not None:
            party = str(tail.entry.get("party") or tail.name)
        else:
            organ = next(
                (t for t in here if t.kind == "organ" and office.end < t.start <= office.end + 40 and not t.entry.get("means")), None
            )
            if organ is not None:
                inner = organ_phrase(text, organ, here, lore, light)
                party = (inner.party or (lore.main if inner.unresolved else None)) if inner is not None else None
    return [Named(at, at + len(name), name, office.form, party)]


def _subjects(sentence: Sentence, here: list[Term]) -> list[Named]:
    """Names of two words and more that say something, by the parse: "Orlo Vant said", "according to Orlo Vant"."""
    text, out = sentence.text, []
    for t in sentence.tokens:
        if t.pos != "PROPN":
            continue
        head = sentence.tokens[t.head]
        says = t.dep == "nsubj" and head.lemma in saying_lemmas()
        told = (
            t.dep == "pobj" and head.lower == "to" and head.head < len(sentence.tokens) and sentence.tokens[head.head].lower == "according"
        )
        if not (says or told):
            continue
        a = min(
            (
                c
                for c in sentence.subtree(t.i)
                if c <= t.i and all(x.pos in {"PROPN", "PART", "PUNCT", "NOUN", "X", "ADJ", "DET"} for x in sentence.tokens[c : t.i])
            ),
            default=t.i,
        )
        start = t.start
        for c in range(t.i - 1, a - 1, -1):
            if sentence.tokens[c].pos not in {"PROPN", "X"} and sentence.tokens[c].text not in {"-", "al", "el"}:
                break
            start = sentence.tokens[c].start
        lo, hi = _index(sentence, start), _index(sentence, t.end - 1) + 1
        m = _TWO.fullmatch(text[lo:hi])
        name = text[lo:hi]
        while m is None and " " in name:
            lo += name.index(" ") + 1
            name = text[lo:hi]
            m = _TWO.fullmatch(name)
        if m and _clear(name, lo, here) and not any(o.start < hi and lo < o.end and o.kind == "office" for o in here):
            name, lo = _untitled(name, lo)
            if " " in name:
                out.append(Named(lo, hi, name, None, None))
    return out


_SAID = r"(?:said|says|told|stated|added|reported|warned|claimed|announced|confirmed|denied|tweeted|wrote|insisted|recalled)\b"
_NAME_SAID = re.compile(rf"({_TWO.pattern})(?:, \d{{1,2}},)?(?: (?:also|later|has|had|then|earlier))? {_SAID}")
_SAID_NAME = re.compile(rf"\b(?:said|says|told|according to) ({_TWO.pattern})")
_AGED = re.compile(rf"\b({_PART}), \d{{1,2}}, (?:who |{_SAID})")


#: Cheaper to try, and nothing above matches without: the last part of a name and a word for saying; an age between commas.
_ENDS_AND_SAID = re.compile(
    rf"[A-Z\u00C0-\u00DE][\w\u00C0-\u024F.'\u2019-]*(?:, \d{{1,2}},)?(?: (?:also|later|has|had|then|earlier))? {_SAID}"
)
_AGE = re.compile(r", \d{1,2}, ")


def _surface(text: str, here: list[Term]) -> list[Named]:
    """The same from the words alone, for unparsed sentences and broken punctuation: "A B said", "said A B", "A, 41, told"."""
    out: list[Named] = []
    has = signs(text)
    if has & SAYS and _ENDS_AND_SAID.search(text):
        _saying(_NAME_SAID, 2, text, here, out)
    if has & SAID_BEFORE:
        _saying(_SAID_NAME, 2, text, here, out)
    if _AGE.search(text):
        _saying(_AGED, 1, text, here, out)
    return out


def _saying(pattern: re.Pattern[str], minimum: int, text: str, here: list[Term], out: list[Named]) -> None:
    for m in pattern.finditer(text):
        name, at = _untitled(trim(m.group(1)), m.start(1))
        words = name.split()
        while len(words) > minimum and not _clear(name, at, here):
            at += len(words[0]) + 1
            words = words[1:]
            name = " ".join(words)
        if len(words) >= minimum and _clear(name, at, here) and words[0].lower() not in _titles():
            out.append(Named(at, at + len(name), name, None, None))


def _index(sentence: Sentence, offset: int) -> int:
    if sentence.kept is None:
        return offset - sentence.start
    return next((i for i, k in enumerate(sentence.kept) if k >= offset - sentence.start), len(sentence.text))


def person_entries(people: Sequence[Named]) -> list[Entry]:
    """Vocabulary made of the persons a document introduces: the full name and the surname; two of one surname need the full name."""
    full: dict[str, Named] = {}
    for p in people:
        known = full.get(p.name)
        if known is None or (known.party is None and p.party is not None) or (known.weak and p.party is not None and not p.weak):
            full[p.name] = p
    surnames: dict[str, list[str]] = {}
    for name in full:
        words = name.split()
        last = words[-1]
        surnames.setdefault(_PARTICLE.sub("", last), []).append(name)
    out: list[Entry] = []
    for name in sorted(full):
        words = name.split()
        forms = [name]
        last = words[-1]
        bare = _PARTICLE.sub("", last)
        longest = max(surnames[bare], key=lambda n: (len(n.split()), n))
        if longest == name and len(words) > 1:
            if words[-2] in {"al", "el", "bin", "Abdel", "Abdul", "Abd", "Dela", "De", "Van", "Von", "Al", "El", "Abu", "de", "van", "von"}:
                forms.append(" ".join(words[-2:]))
            forms += [last, bare]
        target = full[longest]
        out += make(
            "person",
            name.lower(),
            dict.fromkeys(forms),
            "shape-person",
            name=longest,
            party=target.party or full[name].party,
            role=target.role or full[name].role,
        )
    return out
