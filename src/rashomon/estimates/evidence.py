"""What the claims of one incident are held against: documents, copies, times, speakers. Built once, shared by every rule here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from rashomon.estimates.editions import Editions, editions, origins_of_versions
from rashomon.estimates.figures import counted, exact, numeric, same_number, wordy
from rashomon.estimates.issuers import issuers, on_own_pages, sides_told
from rashomon.estimates.order import Moment, claim_moment, earlier, moment, origins
from rashomon.estimates.superseded import Gone, alike, first_printed, standing
from rashomon.estimates.voices import Voice, hear
from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher
from rashomon.model import Claim, Document, Incident, SyndicationGroup

if TYPE_CHECKING:
    from rashomon.estimates.weights import Weights

_WORD = re.compile(r"[^\W_]+")


@cache
def _phrases() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id in {"older", "newer", "corrected", "taken_back"})


@cache
def _seen() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id == "seen")


@cache
def _corpses() -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == "corpses" for f in e.forms)


@dataclass(slots=True)
class Evidence:
    """The claims of an incident in a fixed order, without background, and what is known about each."""

    incident: Incident
    claims: tuple[Claim, ...]
    documents: dict[str, Document]
    groups: tuple[SyndicationGroup, ...]
    origin: dict[str, str]
    moments: dict[str, Moment]
    voices: dict[str, Voice]
    relations: dict[str, str]
    by_id: dict[str, Claim]
    versions: dict[str, str] = field(default_factory=dict)  # document id -> that of the earlier text under the same address
    retracted: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()  # ids of figures that are one person's view
    sums: dict[str, tuple[Claim, ...]] = field(default_factory=dict)  # id of a figure put together of a list to the claims of the list
    weights: Weights | None = None  # as a user gave them
    editions: Editions = field(default_factory=Editions)  # articles that were printed more than once
    gone: tuple[Gone, ...] = ()  # figures that a later version or a note took away; they are not among the claims
    same: dict[str, tuple[str, ...]] = field(default_factory=dict)  # claim id to those of its older printings

    def before(self, a: Claim, b: Claim) -> bool:
        """Whether ``a`` was surely printed before ``b``."""
        return earlier(self.moments[a.claim_id], self.moments[b.claim_id]) or self.rewritten(a, b)

    def rewritten(self, a: Claim, b: Claim) -> bool:
        """Whether ``b`` stands in a later version of the text of ``a`` under the same address."""
        at, seen = b.document_id, 0
        while at in self.versions and seen <= len(self.versions):
            at, seen = self.versions[at], seen + 1
            if at == a.document_id:
                return True
        return False

    def text_of(self, claim: Claim) -> str:
        """The document the claim's words stand for: its own name, or that of the text it copies."""
        return self.origin.get(claim.document, claim.document)

    def cue(self, claim: Claim) -> str | None:
        """``older``, ``newer``, ``corrected`` or ``taken_back`` where the words just before the figure (or around it) say so."""
        found = _phrases().find(self.lead_in(claim))
        return found[-1].entry.id if found else None

    def partly_seen(self, claim: Claim) -> bool:
        """One person's view ("a reporter saw eleven bodies"): some of the dead, how many there are in all is not said."""
        named = set(_WORD.findall((claim.victims.text if claim.victims is not None else claim.quote).casefold())) & _corpses()
        return claim.harm == "killed" and exact(claim) and bool(named) and bool(_seen().find(self.lead_in(claim)))

    def article(self, claim: Claim) -> str:
        """The article a claim stands in, whatever its version: the name of the newest."""
        return self.editions.newest(claim.document)

    def lead_in(self, claim: Claim) -> str:
        """The words of its sentence before the claim, at most 120 letters, and the claim's own."""
        document = self.documents.get(claim.document)
        if document is None:
            return ""
        text = document.text
        begin = max(text.rfind(s, 0, claim.start) for s in (". ", "\n", "; ", "? ", "! ")) + 1
        return text[max(begin, claim.start - 120) : claim.end]


def gather(incident: Incident, claims: Iterable[Claim], documents: dict[str, Document], groups: Iterable[SyndicationGroup]) -> Evidence:
    """Everything the rules need, from claims in any order. What is told in passing counts only where the incident itself is background."""
    own = [c for c in claims if c.incident_id in {None, incident.incident_id}]
    used = [c for c in own if incident.background or not c.background]
    used = _with_attackers(used)
    used.sort(key=lambda c: (c.document_id, c.document, c.start, c.end, c.kind, c.harm or "", c.side or "", c.claim_id))
    kept = tuple(sorted(groups, key=lambda g: g.group_id))
    known = editions(documents, kept)
    told: dict[str, list[Claim]] = {}
    for c in used:
        told.setdefault(c.document, []).append(c)
    stands = standing(used, documents, kept, known)
    origin = _own_words(origins_of_versions(origins(documents, kept), known), told, known)
    used = stands.claims
    pages = issuers(used, documents, origin, incident)
    used = sides_told(used, pages, origin)
    voices, relations = hear(used, documents, origin, incident)
    on_own_pages(used, pages, documents, origin, voices, relations)
    return Evidence(
        incident=incident,
        claims=tuple(used),
        documents=documents,
        groups=kept,
        origin=origin,
        moments={
            **{g.claim.claim_id: moment(documents.get(first_printed(g.claim, told, known, str))) for g in stands.gone},
            **{c.claim_id: _printed(c, told, known, documents, origin, kept) for c in used},
        },
        voices=voices,
        relations=relations,
        by_id={c.claim_id: c for c in used},
        versions={d.document_id: d.version_of for d in documents.values() if d.version_of},
        editions=known,
        gone=stands.gone,
        same=stands.same or {},
    )


def _own_words(origin: dict[str, str], told: dict[str, list[Claim]], known: Editions) -> dict[str, str]:
    """Without later versions that give another figure than the text they once copied, as their outlet moved on by itself, and without
    texts that share words with an article of several versions, where nothing shows that they took them, and give another figure."""
    moved = {
        n
        for n, head in origin.items()
        if (n in known.chain or (head in known.chain and n not in known.copied))
        and any(numeric(c) and not any(alike(c, o) for o in told.get(head, ())) for c in told.get(n, ()))
    }
    return {n: h for n, h in origin.items() if n not in moved}


def _printed(
    claim: Claim,
    told: dict[str, list[Claim]],
    known: Editions,
    documents: dict[str, Document],
    origin: dict[str, str],
    groups: tuple[SyndicationGroup, ...],
) -> Moment:
    """When the figure was first printed, in the version that had it first."""
    if claim.document not in known.chain and origin.get(claim.document) not in known.chain:
        return claim_moment(claim, documents, origin, groups)
    return moment(documents.get(first_printed(claim, told, known, lambda name: origin.get(name, name))))


def _with_attackers(claims: list[Claim]) -> list[Claim]:
    """A number that one claim says includes the attackers includes them elsewhere too, where nothing is said."""
    told = {(c.harm, c.low) for c in claims if c.includes_attackers == "yes" and exact(c)}
    return [
        replace(c, includes_attackers="yes") if c.includes_attackers == "unknown" and exact(c) and (c.harm, c.low) in told else c
        for c in claims
    ]


def echoes(claims: Iterable[Claim], evidence: Evidence) -> dict[str, Claim]:
    """For each figure an outlet prints in its own voice that a speaker in the same text gives too: the claim of that speaker.

    A headline does not become a second source by leaving the ministry out. Where several speakers give it, the nearest to the facts.
    """
    group = [c for c in claims if counted(c)]
    out: dict[str, Claim] = {}
    for c in group:
        if evidence.voices[c.claim_id].kind != "outlet":
            continue
        said = [
            s
            for s in group
            if evidence.voices[s.claim_id].kind != "outlet"
            and evidence.text_of(s) == evidence.text_of(c)
            and s.harm == c.harm
            and same_number(c, s)
            and (numeric(s) or wordy(c) or evidence.relations[s.claim_id] == "enemy_losses")
        ]
        if said:
            out[c.claim_id] = max(said, key=lambda s: (_exactly(c, s), RANK[evidence.relations[s.claim_id]], -s.start, s.claim_id))
    return out


def _exactly(a: Claim, b: Claim) -> bool:
    return (a.low, a.high) == (b.low, b.high)


#: Standing of a speaker by its relation to the casualty, highest first; an attributed word of unknown relation stands beside the outlets,
#: and hearsay ("other reports") below them.
RANK = {"own_losses": 5, "third_party": 4, "outlet": 3, "unknown": 3, "hearsay": 2, "enemy_losses": 1}
