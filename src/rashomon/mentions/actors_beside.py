"""What stands before a head ("the Freedonian border" of "the Freedonian border guards") and behind it ("of the X"), read from the words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_vocabulary import STATE_KINDS, Term, shapes

_ENDS_WORD = frozenset('()[]"“”,;:\u2014') | {c for c in map(chr, range(0x3001)) if c.isspace()}
_CAP_WORD = re.compile(r"[A-Z\u00C0-\u00DE][\w\u00C0-\u024F'-]*$")
_NUMBER = re.compile(r"\d[\d,.]*")
_MORE_NAME = re.compile(r"((?:[A-Z\u00C0-\u00DE][\w\u00C0-\u024F'-]+ ){1,2})$")
_BASED = re.compile(
    r"[A-Za-z.]+-(?:based|led|linked|run|backed|supported|affiliated|aligned|allied|owned|controlled|funded|held|inspired|trained|armed|ranking|level)$"
)
_OF = re.compile(r" (?:of|for|from|in|at|with|within|inside) (?:the )?(?:city of |Republic of |government of |so-called )?$", re.I)
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "some",
        "many",
        "several",
        "both",
        "its",
        "their",
        "his",
        "her",
        "our",
        "any",
        "each",
        "every",
        "no",
        "another",
        "one",
    }
)


@dataclass(slots=True)
class Left:
    """What stands before a head."""

    start: int
    states: list[Term] = field(default_factory=list)
    groups: list[Term] = field(default_factory=list)
    inner: list[Term] = field(default_factory=list)  # organs and classes used as modifiers ("government forces")
    peoples: list[str] = field(default_factory=list)
    unknown: str | None = None
    determiner: str | None = None


def before(text: str, head: int, here: list[Term], lore: Lore, light: frozenset[str]) -> Left:
    """Reads leftwards from a head: states, groups and light modifiers, up to a determiner or a word that cannot belong."""
    left = Left(head)
    for _ in range(7):
        at = left.start
        if at < 2 or text[at - 1] != " ":
            break
        gap = at - 1
        ending = [t for t in here if t.after == gap]
        term: Term | None = None
        for t in ending:
            if t.kind not in {"anaphor", "office"} and (
                term is None or (t.after - t.start, t.kind == "group") > (term.after - term.start, term.kind == "group")
            ):
                term = t
        if term is None and ending:
            owner = next((t for t in ending if t.possessive and t.kind == "anaphor"), None)
            if owner is not None:
                left.start, left.determiner = owner.start, "its"
                _take_the(text, left)
                break
        if term is not None and (term.start == 0 or text[term.start - 1] not in "-"):
            if term.kind in STATE_KINDS or term.kind == "leader":
                if term.kind == "leader" and term.entry.get("group"):
                    left.groups.append(term)
                else:
                    left.states.append(term)
            elif term.kind in {"group", "person"}:
                left.groups.append(term)
            elif term.kind in {"organ", "class"}:
                if (
                    term.entry.get("plural")
                    and term.form.lower().endswith("s")
                    and not term.possessive
                    and term.kind == "class"
                    and term.form.lower() not in {"rebels", "terrorists", "militants"}
                ):
                    break
                left.inner.append(term)
            left.start = term.start
            if term.possessive:
                left.determiner = left.determiner or "'s"
                if term.kind in STATE_KINDS | {"group", "person", "leader"}:
                    _take_the(text, left)
                    break
            continue
        word = _word_before(text, gap)
        if word is None:
            break
        start, raw = word
        low = raw.lower()
        if low in _DETERMINERS and low not in {"several", "many", "some", "one", "another", "both"}:
            left.determiner = low
            left.start = start
            break
        if (
            low in light
            or _BASED.match(raw)
            or _NUMBER.fullmatch(raw)
            or low in {"several", "many", "some", "one", "another", "both"}
            or low.startswith(("pro-", "anti-", "ultra-", "non-"))
        ):
            left.start = start
            continue
        base = raw.removesuffix("'s").removesuffix("'")
        if base in shapes("peoples"):
            left.peoples.append(base)
            left.start = start
            continue
        if (
            _CAP_WORD.match(base)
            and base not in shapes("no-state")
            and left.unknown is None
            and not left.states
            and not left.groups
            and start in lore.proper
        ):
            left.unknown = base
            left.start = start
            more = _MORE_NAME.search(text, words_back(text, left.start), left.start)
            if (
                more
                and not any(w in shapes("no-state") for w in more.group(1).split())
                and not any(t.end > more.start() and t.start < left.start for t in here)
            ):
                left.unknown = more.group(1) + base
                left.start = more.start()
            if raw != base:
                break
            continue
        break
    return left


def _word_before(text: str, end: int) -> tuple[int, str] | None:
    """Where the word that ends at ``end`` begins, and the word; None where none does."""
    if end and text[end - 1] == "\n":
        end -= 1
    start = end
    while start and text[start - 1] not in _ENDS_WORD:
        start -= 1
    return (start, text[start:end]) if start < end else None


def words_back(text: str, end: int, words: int = 3) -> int:
    """A place before the last words of a text, so that a pattern for some of them need not be tried on all of it."""
    for _ in range(words + 1):
        end = text.rfind(" ", 0, end)
        if end < 0:
            return 0
    return end


def _take_the(text: str, left: Left) -> None:
    if text[: left.start].lower().endswith("the ") and (left.start == 4 or text[left.start - 5] == " "):
        left.start -= 4


def behind(text: str, end: int, here: list[Term]) -> Term | None:
    """The state or group that "of …", "at …", "from …" behind a head names, or None."""
    for t in here:
        if end < t.start <= end + 24 and t.kind in {"state", "group", "leader", "person"} and _OF.fullmatch(text, end, t.start):
            longest = [o for o in here if o.start == t.start and o.kind in {"state", "group", "leader", "person"}]
            return max(longest, key=lambda o: o.end)
    return None


#: Between armed men and their group: "gunmen believed to belong to the banned X", "fighters affiliated with X".
BOUND = re.compile(
    r" (?:(?:who (?:are|were) )?(?:believed|suspected|thought|said|alleged) (?:to (?:be (?:from|members of|part of)|belong to)|of belonging to)|affiliated (?:with|to)|"
    r"linked (?:to|with)|allied (?:to|with)|aligned with|identified as members of|from|of|belonging to|loyal to) (?:the |a )?(?:(?:banned|outlawed|feared|so-called|dissident|separatist|rebel|militant|extremist|Islamist|jihadist|Maoist|leftist|insurgent|paramilitary|armed) ){0,2}(?:(?:group|movement|faction|outfit|militia|organi[sz]ation) )?",
    re.I,
)


def bound(text: str, end: int, here: list[Term]) -> Term | None:
    """The group that armed men are said to belong to."""
    m = BOUND.match(text, end)
    if m is None:
        return None
    found = [t for t in here if t.kind == "group" and t.start == m.end()]
    return max(found, key=lambda t: t.end) if found else None
