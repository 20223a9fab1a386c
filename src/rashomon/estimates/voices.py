"""Who is behind a figure: a side (all its offices on its own losses are one), a named speaker, or the outlet itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rashomon.estimates.offices import standing
from rashomon.lexicon.loader import load
from rashomon.model import Claim, Document, Incident

#: Kinds of speakers who are different people in every text, though the words for them are the same.
_NAMELESS = frozenset({"witnesses", "people", "civilians", "militants", "officials"})
_THIRD = frozenset({"monitor", "organisation", "medical"})
_CIVIL = frozenset({"witnesses", "people", "civilians", "media"})  # activists and villagers of a state at war do not speak for it
_SOLDIERS = frozenset({"military", "group", "state"})
_ARMED = frozenset({"combatant", "police"})
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which"})
RELATIONS = frozenset({"own_losses", "enemy_losses", "third_party", "outlet"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin of figures. ``key`` tells two of them apart; ``name`` is for people.

    ``kind``: party (of the violence: it speaks of its own or its enemy's losses, or is a side of the incident), speaker (anybody else who
    is named: officials, doctors, monitors, witnesses) or outlet.
    """

    key: str
    kind: str
    name: str


@lru_cache(maxsize=1 << 14)  # an incident of 170 claims asks 40,000 times for some 60 names: a third of the time of its figures without
def plain(name: str | None) -> str:
    """A name for comparing: lower case, no article, single spaces."""
    text = re.sub(r"\s+", " ", (name or "").casefold()).strip(" .,'’\"")
    return text[4:] if text.startswith("the ") else text


@cache
def _states() -> dict[str, str]:
    """Names, adjectives and nationals of a state to its plain name."""
    return {
        plain(str(word)): plain(str(e.get("name")))
        for e in load("countries")
        for word in (*e.forms, *(e.get("adjectives") or ()), *(e.get("nationals") or ()))
    }


@cache
def _organs() -> frozenset[str]:
    """Words that behind a state's adjective still mean the state ("army", "government")."""
    return frozenset(f for e in load("revisions") if e.id == "organs" for f in e.forms)


@lru_cache(maxsize=1 << 14)
def state_of(name: str | None) -> str | None:
    """The state a name stands for ("Freedonian army", "Freedonians"), plain, or None: rebels of a country are not the country."""
    text = plain(name)
    if text in _states():
        return _states()[text]
    words = text.split()
    for cut in (1, 2):
        first = " ".join(words[:cut])
        if len(words) > cut and first in _states() and all(w in _organs() for w in words[cut:]):
            return _states()[first]
    return None


@lru_cache(maxsize=1 << 14)
def belongs(name: str | None, side: str | None) -> bool:
    """Whether a name is a side or its forces: by the list of states, or by shape ("Freedonian army" of Freedonia)."""
    text, whole = plain(name), plain(side)
    if not text or not whole:
        return False
    if text == whole or (state_of(text) is not None and state_of(text) == state_of(whole)):
        return True
    first, _, rest = text.partition(" ")
    shape = " " not in whole and len(whole) > 4 and first.startswith(whole[:-1]) and 0 <= len(first) - len(whole) <= 2
    return shape and all(w in _organs() for w in rest.split())


def party_of(claim: Claim) -> str | None:
    """The side the speaker belongs to, where it is known."""
    if claim.speaker is None:
        return None
    return claim.speaker.party or (claim.speaker.actor if claim.speaker.kind in {"state", "group"} else None)


@cache
def _hearsay() -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == "hearsay" for f in e.forms)


def hearsay(claim: Claim) -> bool:
    """Nobody in particular says it ("other reports", "some sources")."""
    return claim.speaker is not None and plain(claim.speaker.text) in _hearsay()


@cache
def _itself() -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == "the_outlet_itself" for f in e.forms)


def of_outlet(claim: Claim) -> bool:
    """Whether the outlet itself says it: nobody is named, or it names itself ("this newspaper has learned")."""
    return claim.speaker is None or (claim.speaker.party is None and plain(claim.speaker.text) in _itself())


@cache
def _long_names() -> dict[str, str]:
    """Names and short forms of groups and organisations to their plain name."""
    short = [e for room in ("groups", "institutions") for e in load(room) if e.get("name")]
    return {plain(str(word)): plain(str(e.get("name"))) for e in short for word in (*e.forms, *(e.get("acronyms") or ()))}


def relation(claim: Claim) -> str:
    """What the speaker is to the casualty: as the claim says, else from the sides of both."""
    if claim.speaker is None or of_outlet(claim):
        return "outlet"
    mine = party_of(claim)
    if claim.relation == "enemy_losses" and (
        belongs(claim.victim_party or claim.side, mine) or belongs(mine, claim.victim_party or claim.side)
    ):
        return "own_losses"
    if claim.relation in RELATIONS and claim.relation != "outlet":
        return claim.relation
    if hearsay(claim):
        return "hearsay"
    party = party_of(claim) or claim.speaker.actor
    if belongs(claim.victim_party, party) or belongs(claim.side, party):
        return "own_losses"
    if belongs(claim.perpetrator, party):
        return "enemy_losses"
    if claim.speaker.kind in _THIRD:
        return "third_party"
    return "outlet" if claim.relation == "outlet" else "unknown"


def voice_of(claim: Claim, documents: dict[str, Document], origin: dict[str, str]) -> Voice:
    """The origin of the claim. A narrator of a wire copy is the agency; an unnamed witness is one per text."""
    text = origin.get(claim.document, claim.document)
    speaker = claim.speaker
    if speaker is None or of_outlet(claim):
        document = documents.get(text)
        if document is not None and len(document.agencies) == 1:
            return Voice(f"outlet:{plain(document.agencies[0])}", "outlet", document.agencies[0])
        if document is not None and document.outlet:
            return Voice(f"outlet:{plain(document.outlet)}", "outlet", document.outlet)
        return Voice(f"text:{text}", "outlet", "the outlet")
    party = party_of(claim)
    if party and relation(claim) in {"own_losses", "enemy_losses"}:
        return Voice(f"party:{plain(party)}", "party", party)
    if relation(claim) == "own_losses":  # whose own? the victims': offices of one side are one
        armed = claim.victim_status in _ARMED or speaker.kind in _SOLDIERS
        return Voice(f"own:{plain(claim.victim_party or claim.side)}", "party" if armed else "speaker", speaker.actor or speaker.text)
    if speaker.actor and speaker.kind not in _NAMELESS:
        return Voice(f"speaker:{plain(speaker.actor)}", "speaker", speaker.actor)
    said = speaker.actor or speaker.text
    shown = f"a speaker called “{said}” there" if plain(said) in _PRONOUNS else said
    return Voice(f"speaker:{plain(said)}@{text}", "speaker", shown)


def hear(
    claims: list[Claim], documents: dict[str, Document], origin: dict[str, str], incident: Incident
) -> tuple[dict[str, Voice], dict[str, str]]:
    """Voice and relation of each claim.

    Where the outlet *is* one of the speakers (a ministry's release, a monitor's own page), its own words are that speaker's. That is who
    speaks, and no judgement of anybody.
    """
    voices = {c.claim_id: voice_of(c, documents, origin) for c in claims}
    relations = {c.claim_id: relation(c) for c in claims}
    _by_office(claims, relations, documents)
    _nameless(claims, voices, origin)
    _of_party(claims, voices, relations)
    _belligerent(claims, voices, relations, incident)
    spoken: dict[str, tuple[Voice, str]] = {}
    for c in claims:
        if c.speaker is not None and c.speaker.actor and c.kind == "casualty" and relations[c.claim_id] != "hearsay":
            spoken.setdefault(plain(c.speaker.actor), (voices[c.claim_id], relations[c.claim_id]))
    for c in claims:
        document = documents.get(origin.get(c.document, c.document))
        if c.speaker is None and document is not None and document.outlet:
            for name in (document.outlet, *_BRACKETED.findall(document.outlet)):
                whole = _long_names().get(plain(name), plain(name))
                if plain(name) in spoken or whole in spoken:
                    voices[c.claim_id], relations[c.claim_id] = spoken.get(plain(name)) or spoken[whole]
                    break
    return voices, relations


def _admits_civilians(claim: Claim) -> bool:
    """A side grants that it killed civilians: the word of a belligerent, but against itself."""
    return claim.stance == "admits" and (claim.victim_status == "civilian" or plain(claim.side) == "civilians")


def _by_office(claims: list[Claim], relations: dict[str, str], documents: dict[str, Document]) -> None:
    """Persons quoted by name stand where the office beside their name stands, and who admits to have killed civilians counts no enemy. In place."""
    for c in claims:
        if c.kind != "casualty" or c.speaker is None:
            continue
        if relations[c.claim_id] == "enemy_losses" and _admits_civilians(c):
            relations[c.claim_id] = "unknown"
        if relations[c.claim_id] == "unknown" and c.speaker.kind in {None, "person"} and c.speaker.party is None:
            found = standing(c, documents.get(c.document))
            if found == "third_party":
                relations[c.claim_id] = "third_party"
            elif found == "official" and c.victim_status != "combatant" and (not c.side or plain(c.side) in {"civilians", "police"}):
                relations[c.claim_id] = "own_losses"


def _of_party(claims: list[Claim], voices: dict[str, Voice], relations: dict[str, str]) -> None:
    """ "Freedonia says four" beside "the ministry of Freedonia says two" is one voice. Changes both tables in place."""
    parties: dict[str, list[Claim]] = {}
    for c in claims:
        if voices[c.claim_id].key.startswith("party:") and c.kind == "casualty":
            parties.setdefault(voices[c.claim_id].key, []).append(c)
    for c in claims:
        if c.speaker is None or relations[c.claim_id] != "unknown" or c.kind != "casualty":
            continue
        for key in sorted(parties):
            same = [d for d in parties[key] if d.harm == c.harm and plain(d.side) == plain(c.side)]
            if same and belongs(c.speaker.party or c.speaker.actor or c.speaker.text, key.removeprefix("party:")):
                voices[c.claim_id] = voices[same[0].claim_id]
                relations[c.claim_id] = max((relations[d.claim_id] for d in same), key=lambda r: (r == "own_losses", r))
                break


def _belligerent(claims: list[Claim], voices: dict[str, Voice], relations: dict[str, str], incident: Incident) -> None:
    """A side of the incident is a party whoever's losses it tells; one that says itself that it did this counts its enemy's. In place."""
    doers = [*incident.attackers, *(party_of(c) for c in claims if c.stance in {"claims_responsibility", "admits"})]
    sides = [*incident.sides, *doers]
    for c in claims:
        party = party_of(c)
        if party is None and _of_an_army(c) and relations[c.claim_id] in {"third_party", "unknown"}:
            relations[c.claim_id] = "enemy_losses"
            voices[c.claim_id] = Voice(f"party:{plain(c.perpetrator)}", "party", str(c.perpetrator))
        if party is None or c.speaker is None or c.speaker.kind in _THIRD | _CIVIL or voices[c.claim_id].kind == "outlet":
            continue
        if (
            relations[c.claim_id] in {"third_party", "unknown"}
            and any(belongs(party, d) for d in doers)
            and not belongs(c.victim_party or c.side, party)
            and not _admits_civilians(c)
        ):
            relations[c.claim_id] = "enemy_losses"
            voices[c.claim_id] = Voice(f"party:{plain(party)}", "party", party)
        elif voices[c.claim_id].kind == "speaker" and any(belongs(party, s) for s in sides):
            voices[c.claim_id] = replace(voices[c.claim_id], kind="party")


@cache
def _forces() -> frozenset[str]:
    return frozenset(f for e in load("revisions") if e.id == "force_kinds" for f in e.forms)


def _of_an_army(claim: Claim) -> bool:
    """ "Military sources" that tell how many fighters of a named group are dead: they fight it, beside whom it was fought."""
    if (
        claim.speaker is None
        or claim.victim_status != "combatant"
        or plain(claim.victim_party or claim.side) in {"", *_organs()}
        or state_of(claim.victim_party or claim.side)
    ):
        return False
    if not claim.perpetrator or belongs(claim.victim_party or claim.side, claim.perpetrator) or _forces() & set(plain(claim.quote).split()):
        return False  # "four soldiers": perhaps its own
    return claim.speaker.kind == "military" or bool({"military", "army"} & set(plain(claim.speaker.text).split()))


def _nameless(claims: list[Claim], voices: dict[str, Voice], origin: dict[str, str]) -> None:
    """ "A monitor said" in a text that names one monitor only is that monitor. Changes ``voices`` in place."""
    named: dict[tuple[str, str], dict[str, Voice]] = {}
    for c in claims:
        if c.speaker is not None and c.speaker.actor and c.speaker.kind in _THIRD:
            key = (origin.get(c.document, c.document), c.speaker.kind or "")
            named.setdefault(key, {})[voices[c.claim_id].key] = voices[c.claim_id]
    for c in claims:
        if c.speaker is not None and c.speaker.actor is None and c.speaker.kind in _THIRD:
            one = named.get((origin.get(c.document, c.document), c.speaker.kind or ""), {})
            if len(one) == 1:
                voices[c.claim_id] = next(iter(one.values()))
