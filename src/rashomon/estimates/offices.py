"""What a person is who is quoted by name: the words beside the name say it once, and the article does not repeat them.

"Hospital director Ana Brell" is the hospital, "Brell said" further down too; "Edward Kall, who coordinates UN aid", "mayor Josip Harn". Reading
keeps the name; the standing of the figure hangs on the office.
"""

from __future__ import annotations

import re
from functools import cache

from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import Match, PhraseMatcher
from rashomon.model import Claim, Document

REACH = 90
_END = re.compile(r"[.!?;:\n“”\"()]")
_OFFICIAL = frozenset({"head-of-state", "minister", "police-officer", "local-office"})
_THIRD = frozenset({"medics", "rights-groups", "monitor"})


@cache
def _offices() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("roles") if e.id in _OFFICIAL | _THIRD | {"officials", "organisation-office"})


@cache
def _bodies() -> PhraseMatcher:
    """Words for bodies that count victims and are no side: hospitals, aid groups, monitors."""
    return PhraseMatcher(e for e in load("revisions") if e.id == "bodies_that_count")


def standing(claim: Claim, document: Document | None) -> str | None:
    """``third_party`` for doctors, aid workers and monitors, ``official`` for those in an office of state, None where nothing is said."""
    if claim.speaker is None or document is None:
        return None
    name = (claim.speaker.actor or claim.speaker.text).split()
    if not name or not name[-1][:1].isupper():
        return None
    whole, last = " ".join(name), name[-1]
    for wanted in dict.fromkeys((whole, last)):
        for at in (m.start() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", document.text)):
            found = _beside(document.text, at, at + len(wanted))
            if found is not None:
                return found
    return None


def _beside(text: str, start: int, end: int) -> str | None:
    """The standing that the words right before a name, or right behind its comma, give."""
    before = text[max(0, start - REACH) : start]
    before = _END.split(before)[-1]
    after = text[end : end + REACH]
    after = _END.split(after)[0] if after.startswith((", ", " (")) else ""
    for words, near in ((before, "end"), (after[2:], "start")):
        offices = _offices().find(words)
        if near == "end":
            offices = [o for o in offices if not re.search(r"\w{2,}", _without_names(words[o.end :]))]
        else:
            offices = [o for o in offices if o.start < 40]
        if offices:
            return _standing(offices[-1] if near == "end" else offices[0], words)
    return None


def _without_names(words: str) -> str:
    """What is left of words between an office and a surname once first names and initials are gone."""
    return re.sub(r"\b[A-Z][\w.’'-]*", "", words)


def _standing(office: Match, words: str) -> str | None:
    if office.entry.id in _THIRD or _bodies().find(words):
        return "third_party"
    return "official" if office.entry.id in _OFFICIAL | {"officials"} else None
