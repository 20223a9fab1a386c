"""States and groups by their names alone: what they read as where nothing of theirs is named beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.mentions.actors_beside import words_back
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_phrases import Phrase, state_party, template
from rashomon.mentions.actors_states import acts
from rashomon.mentions.actors_vocabulary import Term
from rashomon.model import Sentence

_THE_BASED = re.compile(
    r"(?:^|(?<=[\s(\"]))(?:[Tt]he|[Aa]n) (?:[A-Za-z.]+-(?:based|linked|run|led|backed|affiliated|owned|supported|allied) )?$"
)
_BASED = re.compile(r"[A-Za-z.]+-(?:based|linked|run|led|backed|affiliated|owned|supported|allied) $")
_BASED_ENDS = tuple(f"-{w} " for w in ("based", "linked", "run", "led", "backed", "affiliated", "owned", "supported", "allied"))
_THE = re.compile(r"\b[Tt]he $")
_KIND_BEHIND = re.compile(
    r" (?:group|movement|organi[sz]ation|news agency|agency|militia|television|TV|news website|newspaper|charity|network|correspondent|reporter)\b"
)
_LETTER_BEHIND = re.compile(r" [A-Za-z]")
_ALONE_BEHIND = re.compile(r" (?:who|were|are|have|had|and|in|on|at|as|from|dead|killed|died|was)\b")
_AND = re.compile(r",? (?:and|or|and/or) (?:the )?")


@dataclass(slots=True)
class Found:
    """A reading of a stretch of a sentence; the longest readings win."""

    start: int
    end: int
    phrase: Phrase
    rank: int = 0  # breaks ties of length: higher wins


def group_alone(text: str, term: Term) -> Found:
    """A named group, with its article and a word of its kind behind it ("the X movement")."""
    entry = term.entry
    kind = str(entry.get("kind") or "group")
    party = entry.get("party") or (term.name if kind in {"group", "coalition"} else None)
    status = "combatant" if kind in {"group", "military", "coalition"} else "police" if kind == "police" else "unknown"
    start, end = _with_the(text, term.start), term.end
    tail = _KIND_BEHIND.match(text, end)
    if tail:
        end = tail.end()
    p = Phrase(start, end, term.name, party, kind, status, False, entry.rule, term.form.lower())
    return Found(start, end, p, 3)


def state_alone(sentence: Sentence, term: Term, here: list[Term], lore: Lore) -> list[Found]:
    """A state where its name stands for those who act, and its nationals."""
    text = sentence.text
    name = state_party(lore, term)
    if term.kind == "nationals":
        start = _with_the(text, term.start)
        if term.entry.get("territory") is None:
            return []
        if (
            any(t.kind == "adjective" and t.start == term.start and t.end == term.end for t in here)
            and _LETTER_BEHIND.match(text, term.end)
            and not _ALONE_BEHIND.match(text, term.end)
        ):
            return []
        p = Phrase(
            start,
            term.end,
            term.form if term.entry.get("territory") else name,
            name,
            "people",
            "unknown",
            True,
            term.entry.rule,
            term.form.lower(),
        )
        return [Found(start, term.end, p, 1)]
    if term.kind == "adjective":
        return _shared_head(text, term, here, lore)
    index = None
    if sentence.tokens:
        index = sentence.token_at(sentence.offset(term.end - 1))
    if not acts(sentence, term, index):
        return []
    start = _with_the(text, term.start) if _THE.search(text, max(0, term.start - 6), term.start) else term.start
    p = Phrase(
        start,
        term.end,
        name,
        name,
        "state",
        "unknown",
        False,
        term.entry.rule + (".seat" if term.kind == "seat" else ""),
        term.form.lower(),
    )
    return [Found(start, term.end, p, 2)]


def _shared_head(text: str, term: Term, here: list[Term], lore: Lore) -> list[Found]:
    """ "Freedonian" in "Freedonian and Ostravan forces": two actors with one head."""
    m = _AND.match(text, term.end)
    if m is None:
        return []
    second = [t for t in here if t.kind in {"adjective", "group"} and t.start == m.end()]
    if not second:
        return []
    end = max(t.end for t in second)
    organ = next(
        (t for t in here if t.kind == "organ" and end < t.start <= end + 12 and text[end : t.start] in {" ", " government ", " air "}), None
    )
    if organ is None:
        return []
    party = state_party(lore, term)
    name = template(organ, party)
    start = _with_the(text, term.start)
    p = Phrase(
        start,
        term.end,
        name,
        party,
        str(organ.entry.get("kind")),
        str(organ.entry.get("status") or "unknown"),
        True,
        organ.entry.rule,
        organ.form.lower(),
    )
    return [Found(start, term.end, p, 2)]


def _with_the(text: str, start: int) -> int:
    m = _THE_BASED.search(text, words_back(text, start, 2), start)
    if m is None and text[:start].endswith(_BASED_ENDS):
        m = _BASED.search(text, 0, start)
    return m.start() if m else start
