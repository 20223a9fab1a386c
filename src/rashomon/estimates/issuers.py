"""Whose page a text is, where a side of the violence printed it itself: a ministry's bulletin, an army's statement, a group's communiqué.

Its own words are then that side's words, not an outlet's: on its own dead an admission, on its enemy's dead a belligerent's count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from rashomon.estimates.voices import Voice, belongs, party_of, plain, state_of
from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher
from rashomon.model import Claim, Document, Incident

#: A letterhead stands in the first lines, each of them short.
LINES, LETTERS = 4, 90
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _words(entry: str) -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == entry for f in e.forms)


@cache
def _matcher(entry: str) -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id == entry)


def _nobody() -> frozenset[str]:
    """Words for kinds of people and forces, which are no side's name."""
    return frozenset().union(*(_words(e) for e in ("kinds", "civil_kinds", "force_kinds", "fighter_kinds", "organs")))


def issuers(claims: list[Claim], documents: dict[str, Document], origin: dict[str, str], incident: Incident) -> dict[str, str]:
    """For each text (by the name of the document it stands for) that a party printed itself: the party."""
    said = {n for c in claims for n in (party_of(c), c.perpetrator, c.victim_party) if n}
    names = {n for n in {*incident.sides, *incident.attackers, *said} if plain(n) not in _nobody() | _words("armed_offices")}
    texts = sorted({origin.get(c.document, c.document) for c in claims})
    found = {t: issuer(documents.get(t), names) for t in texts}
    return {t: p for t, p in found.items() if p is not None}


def sides_told(claims: list[Claim], pages: dict[str, str], origin: dict[str, str]) -> list[Claim]:
    """ "None of ours" names the side of who says it; where nobody knows who that is, a "none" counts for nobody else."""
    out = []
    for c in claims:
        if c.kind == "casualty" and not c.side and _matcher("our_own").find(c.quote):
            party = party_of(c) or pages.get(origin.get(c.document, c.document))
            if party is not None:
                c = replace(c, side=party)
            elif c.low == 0 and c.high == 0:
                c = replace(c, scope="mention")
        out.append(c)
    return out


def on_own_pages(
    claims: list[Claim],
    pages: dict[str, str],
    documents: dict[str, Document],
    origin: dict[str, str],
    voices: dict[str, Voice],
    relations: dict[str, str],
) -> None:
    """The own words of a party's page are the party's, and who calls the dead the enemy counts as a belligerent. Changes both tables in place."""
    for c in claims:
        if c.kind != "casualty":
            continue
        text = origin.get(c.document, c.document)
        party = pages.get(text)
        unknown = c.speaker is None or (c.speaker.kind is None and party_of(c) is None and relations[c.claim_id] in {"unknown", "outlet"})
        if party is not None and unknown:
            relations[c.claim_id] = _relation(c, party, documents)
            voices[c.claim_id] = Voice(f"party:{plain(party)}", "party", party)
        elif c.speaker is None and _enemy(c, documents):
            beside = {
                voices[d.claim_id].key: voices[d.claim_id]
                for d in claims
                if d.document == c.document and relations[d.claim_id] == "enemy_losses" and d.speaker is not None
            }
            relations[c.claim_id] = "enemy_losses"
            voices[c.claim_id] = (
                next(iter(beside.values())) if len(beside) == 1 else Voice(f"side:{text}", "party", "a side that calls them the enemy")
            )


def _relation(claim: Claim, party: str, documents: dict[str, Document]) -> str:
    """What a party's own page is to the casualty it tells."""
    side = claim.victim_party or claim.side
    if belongs(side, party) or _matcher("our_own").find(claim.quote):
        return "own_losses"
    words = _WORD.findall(plain(side))
    named = not all(w in _nobody() or w == "and" for w in words) and claim.victim_status != "civilian"
    named = named or (
        bool(words) and claim.victim_status == "combatant" and set(words) <= _words("fighter_kinds")
    )  # nobody calls its own so
    return "enemy_losses" if named or _enemy(claim, documents) else "unknown"


def _enemy(claim: Claim, documents: dict[str, Document]) -> bool:
    """Whether the words call the casualties the enemy: behind the number, or as the heading of the count."""
    if claim.victim_status == "civilian":
        return False
    at = max(claim.quote.find(claim.words), 0)
    if any(f.start >= at for f in _matcher("enemy_dead").find(claim.quote)):
        return True
    document = documents.get(claim.document)
    if document is None:
        return False
    begin = max(document.text.rfind(s, 0, claim.start) for s in (". ", "\n", "; ")) + 1
    return bool(_matcher("enemy_toll").find(document.text[max(begin, claim.start - 120) : claim.end]))


def issuer(document: Document | None, parties: Iterable[str]) -> str | None:
    """The party whose letterhead the text bears, or None.

    A letterhead is made of the party's name and of words for armed offices and their papers, nothing else: "MINISTRY OF DEFENCE OF
    FREEDONIA", "Liberation Council | Information Bureau". A headline has other words in it. Where the outlet is known, it is what counts.
    ``parties``: names of the sides of this incident; states of the list are known without.
    """
    if document is None:
        return None
    names = sorted({p for p in parties if plain(p)}, key=lambda p: (-len(plain(p)), p))
    lines = [document.outlet] if document.outlet else [s for s in document.text.splitlines() if s.strip()][:LINES]
    party: str | None = None
    office = False
    for line in lines:
        if len(line) > LETTERS:
            break
        found, strong, other = _letterhead(line, tuple(names))
        if other or (found and party and found != party):
            break
        party, office = party or found, office or strong
    return party if office else None


@lru_cache(maxsize=1 << 12)  # the incidents of one document ask for the same lines
def _letterhead(line: str, names: tuple[str, ...]) -> tuple[str | None, bool, bool]:
    """The party of a line, whether a word for an armed office stands in it, and whether it has words that no letterhead has."""
    text = " ".join(_WORD.findall(line.casefold()))
    party = None
    for name in names:
        words = " ".join(_WORD.findall(plain(name)))
        for form in (words, *(f"{words}{end}" for end in ("n", "i", "an", "ian", "ese"))):
            if party is None and words and form in text and re.search(rf"\b{re.escape(form)}\b", text):
                party, text = name, re.sub(rf"\b{re.escape(form)}\b", " ", text, count=1)
    left = text.split()
    if party is None:
        for size in (3, 2, 1):
            for i in range(len(left) - size + 1):
                state = state_of(" ".join(left[i : i + size])) if party is None else None
                if state is not None:
                    party, left = state, left[:i] + left[i + size :]
    if party is None and len(left) > 2:  # an office "of" one more word: a state no list holds
        for form in sorted(_words("state_offices")):
            rest = left[len(form.split()) :]
            if " ".join(left).startswith(f"{form} of ") and [w for w in rest if w not in _words("letterhead")] == rest[-1:]:
                party, left = rest[-1].capitalize(), left[: len(form.split())]
                break
    if party is None:  # up to three words before a bureau: a group no list holds
        for form in sorted(_words("group_offices")):
            size = len(form.split())
            if (
                0 < len(left) - size <= 3
                and " ".join(left).endswith(f" {form}")
                and not any(w in _words("letterhead") for w in left[:-size])
            ):
                party, left = " ".join(left[:-size]).title(), left[-size:]
                break
    strong = any(f" {w} " in f" {' '.join(left)} " for w in _words("armed_offices"))
    known = {w for form in _words("armed_offices") for w in form.split()} | _words("letterhead")
    return party, strong, any(w not in known for w in left)
