"""Did it happen, and who did it: two questions, answered from what is claimed, never flat."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Attribution, Claim

_STATE_KINDS = frozenset({"state", "government", "ministry", "military", "police", "officials"})
_EACH_OTHER = "each_other"


def _by(claim: Claim) -> str:
    return (claim.speaker.actor or claim.speaker.text) if claim.speaker else "outlet"


def _party(claim: Claim, sides: frozenset[str] = frozenset()) -> str | None:
    """The side that speaks: the speaker's own, or the one of ``sides`` whose name opens its words ("Sylvania's border corps")."""
    if claim.speaker is None:
        return None
    own = claim.speaker.party or claim.speaker.actor
    words = claim.speaker.text.removeprefix("the ").removeprefix("The ").replace("\u2019", "'")
    return own if own is not None else next((s for s in sorted(sides) if words.startswith((f"{s}'s ", f"{s} "))), None)


def _sides(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset(s for c in claims for s in (c.side, c.victim_party, c.perpetrator, c.target) if s and s != _EACH_OTHER)


def _owned_as(claim: Claim) -> str:
    """A state or its organs admit a deed; a group claims it, unless the words say that it admits."""
    speaker = claim.speaker
    if claim.stance in {"admits", "confirms"} or (
        speaker and (speaker.kind in _STATE_KINDS or (speaker.actor and speaker.party and speaker.actor != speaker.party))
    ):
        return "admitted"
    return "claimed"


def blamed_by(claim: Claim) -> str | None:
    """The party that a claim makes the doer: its perpetrator, or the target of a blame or of a plain assertion; None in a denial."""
    if claim.stance in {"denies", "could_not_verify", "retracts", "urges", "threatens"}:
        return None
    doer = claim.perpetrator or (claim.target if claim.stance in {"blames", "asserts"} else None)
    return None if doer == _EACH_OTHER else doer


def _own_loss(claim: Claim, party: str) -> bool:
    """Whether a side admits its own dead, which says nothing of who killed them but by the claim's own doer."""
    bare = claim.relation == "own_losses" and claim.side is None and claim.victim_status == "unknown"  # "acknowledged only three deaths"
    return claim.kind == "casualty" and (bare or party in {claim.side, claim.victim_party}) and claim.perpetrator != party


def attribution(claims: Sequence[Claim]) -> tuple[Attribution, ...]:
    """A row per actor and basis: admitted or claimed by the actor's own word, alleged by others, with who denies it."""
    alleged: dict[str, list[Claim]] = {}
    owned: dict[tuple[str, str], list[Claim]] = {}
    denials: dict[str, list[Claim]] = {}
    doers = {d for c in claims if (d := blamed_by(c))}
    named = _sides(claims)
    for c in claims:
        party = _party(c, named)
        if party and (
            (c.stance in {"claims_responsibility", "admits"} and not _own_loss(c, party))
            or (c.stance == "confirms" and c.kind == "statement" and party in doers)
        ):
            owned.setdefault((party, _owned_as(c)), []).append(c)
        elif c.stance == "denies" and party and c.denies in {None, "responsibility", "occurrence", "unclear"}:
            for actor in sorted(d for d in doers if d in {party, c.target}) or [party]:
                denials.setdefault(actor, []).append(c)
        elif c.stance == "blames" and c.target == _EACH_OTHER:
            sides = {s for x in claims if (s := x.victim_party or x.side)} - {"civilians"}
            for other in sorted(sides if len(sides) > 1 else sides | doers):
                alleged.setdefault(other, []).append(c)
        elif (doer := blamed_by(c)) is not None:
            if doer == party and c.perpetrator is None and c.stance == "asserts":
                continue  # what is said of a side by a pronoun that was read as that side ("what it said was Sylvanian fire")
            if doer == party and c.stance != "blames":  # nobody blames its own: the speaker's side was misread, or he speaks of traitors
                owned.setdefault((doer, _owned_as(c)), []).append(c)
            else:
                alleged.setdefault(doer, []).append(c)
    out = []
    for actor, basis in sorted({(a, "alleged") for a in alleged} | set(owned)):
        own = alleged[actor] if basis == "alleged" else owned[actor, basis]
        no = denials.get(actor, []) if basis == "alleged" else []
        ids = tuple(sorted({c.claim_id for c in (*own, *no)}))
        out.append(Attribution(actor, basis, tuple(sorted({_by(c) for c in own})), tuple(sorted({_by(c) for c in no})), ids))
    return tuple(out)


def occurrence(claims: Sequence[Claim]) -> str:
    """reported, alleged (only one party says so, of the other's deed), or alleged_and_denied (and the other says it did not happen)."""
    if any(c.stance in {"claims_responsibility", "admits", "confirms"} for c in claims):
        return "reported"
    told = [c for c in claims if c.stance not in {"denies", "could_not_verify", "retracts", "urges", "threatens", "characterizes"}]
    denied = any(c.stance == "denies" and c.denies == "occurrence" for c in claims)
    if any(c.kind == "casualty" and c.voice == "narrator" and c.speaker is None for c in told) and not denied:
        return "reported"
    sides = _sides(claims)
    parties = {_party(c, sides) for c in told}
    doers = {d for c in told if (d := blamed_by(c))}
    one_party = bool(told) and None not in parties and len(parties) == 1 and bool(doers) and not doers & parties
    witnessed = [c for c in told if c.kind == "casualty" or c.stance == "blames" or c.perpetrator]
    third = any(
        c.relation == "third_party" or (c.speaker and c.speaker.kind in {"monitor", "medical", "witnesses", "organisation"})
        for c in witnessed
    )
    if denied and not third:
        return "alleged_and_denied"
    return "alleged" if one_party and not third else "reported"


def responsibility(found: Sequence[Attribution], claims: Sequence[Claim]) -> str:
    """undisputed (admitted, or only the outlets' own word), claimed, alleged, disputed (two blamed, or the blamed deny) or unknown."""
    if not found:
        return "unknown"
    bases = {basis: [a for a in found if a.basis == basis] for basis in ("admitted", "claimed", "alleged")}
    owners = {a.actor for a in (*bases["admitted"], *bases["claimed"])}
    others = [a for a in bases["alleged"] if a.actor not in owners]
    if bases["admitted"]:
        return "undisputed"
    if any(c.stance == "blames" and c.target == _EACH_OTHER for c in claims) and len({a.actor for a in found}) > 1:
        return "disputed"
    if any(a.denied_by for a in bases["alleged"] if a.actor in owners):
        return "disputed"  # a group that owns to another target and denies this one
    if bases["claimed"]:
        return "claimed" if not any(a.by != ("outlet",) for a in others) else "disputed"
    if len(others) > 1 or any(a.denied_by for a in others):
        return "disputed"
    return "undisputed" if others[0].by == ("outlet",) else "alleged"


def attackers_of(found: Sequence[Attribution], happened: str, who: str, claims: Sequence[Claim] = ()) -> tuple[str, ...]:
    """Actors that did it by their own word (admitted, or claimed and nobody else is blamed), or whom only outlets name and nobody denies it. Not who only
    says that it killed those who attacked."""
    if happened != "reported":
        return ()
    owned = {a.actor for a in found if a.basis == "admitted" and not _struck_back(a.actor, found, claims)}
    owned |= {a.actor for a in found if a.basis == "claimed" and who != "disputed"}
    named = {a.actor for a in found if a.basis == "alleged" and who == "undisputed" and a.by == ("outlet",) and not a.denied_by}
    return tuple(sorted(owned or named))


def _struck_back(actor: str, found: Sequence[Attribution], claims: Sequence[Claim]) -> bool:
    """ "A suicide bomber hit a camp and killed nine people; troops killed all 16 terrorists, the army said": the army owns to those alone, and others fell by
    the hand of others."""
    ids = {c for a in found if a.actor == actor and a.basis == "admitted" for c in a.claims}
    own = [c for c in claims if c.claim_id in ids]
    theirs = {s for c in own for s in (c.side, c.victim_party) if s}
    if not own or any(c.kind != "casualty" or c.victim_status != "combatant" for c in own):
        return False
    others = [c for c in claims if c.kind == "casualty" and c.low and not {c.side, c.victim_party} & theirs and c.claim_id not in ids]
    blamed = {d for c in claims if (d := blamed_by(c)) and d != actor} | {a.actor for a in found if a.actor != actor}
    return bool(blamed) and any(c.perpetrator in blamed for c in others)


def status_of(happened: str, who: str) -> str:
    """The short word derived from both questions."""
    if happened == "alleged_and_denied":
        return "alleged_and_denied"
    if who == "disputed":
        return "disputed_perpetrator"
    return "alleged" if happened == "alleged" else "reported"
