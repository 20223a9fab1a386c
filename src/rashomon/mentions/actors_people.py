"""Persons who speak or are accused: named beside a role, in apposition, or as the subject of a saying verb; later by surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lexicon import Entry
from rashomon.mentions.actors_beside import before, behind
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_organs import organ_phrase
from rashomon.mentions.actors_phrases import state_party
from rashomon.mentions.actors_saying import subjects, surface
from rashomon.mentions.actors_vocabulary import Term, make, shapes
from rashomon.mentions.capitals import shouted
from rashomon.mentions.person_names import NAME, TWO, Named, clear, trim, untitled
from rashomon.model import Sentence

_GAP = re.compile(r"(?:, | - | )")
_OF_WHAT = re.compile(r",? (?:of|from|for) (?:the )?$")
_PARTICLE = re.compile(r"^(?:al|el|ad|as|ash|an|ar)[ -]")


def named_in(sentence: Sentence, here: list[Term], lore: Lore, light: frozenset[str]) -> list[Named]:
    """Persons a sentence introduces by name."""
    text = sentence.text
    out: list[Named] = []
    if shouted(text):
        return out
    for office in (t for t in here if t.kind == "office"):
        gap = _GAP.match(text, office.end)
        if gap and not (office.possessive):
            m = NAME.match(text, gap.end())
            name = trim(m.group()) if m else ""
            minimum = 2 if gap.group() != " " else 1
            at = m.start() if m else 0
            name, at = untitled(name, at)
            if (
                m
                and len(name.split()) >= minimum
                and clear(name, at, here)
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
    out += subjects(sentence, here)
    out += surface(text, here)
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


_APPOSITION = re.compile(rf"({TWO.pattern})(?:, | - | \()(?:who is |who heads |)?(?:the |a |an |its |their )?$")
_JUXTAPOSED = re.compile(rf"({TWO.pattern}) $")
_COMMA = re.compile(rf"({TWO.pattern}),$")


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
    if not clear(name, at, here):
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
