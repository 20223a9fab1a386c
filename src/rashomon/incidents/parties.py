"""Did it happen, and who did it: two questions, answered from what is claimed, never flat."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Attribution, Claim


def _by(claim: Claim) -> str:
    return (claim.speaker.actor or claim.speaker.text) if claim.speaker else "outlet"


def _party(claim: Claim) -> str | None:
    return (claim.speaker.party or claim.speaker.actor) if claim.speaker else None


def attribution(claims: Sequence[Claim]) -> tuple[Attribution, ...]:
    """Each actor that somebody names as the doer: admitted by itself, claimed by itself, alleged by others, denied by itself.

    ``claimed``: a group says it did it, and nobody else says so; ``admitted``: its own word beside that of others, or an admission.
    """
    alleged: dict[str, list[Claim]] = {}
    owned: dict[str, list[Claim]] = {}
    denials: dict[str, list[Claim]] = {}
    for c in claims:
        party = _party(c)
        if c.stance in {"claims_responsibility", "admits"} and party:
            owned.setdefault(party, []).append(c)
        elif c.stance == "confirms" and party and c.perpetrator in {None, party} and c.kind == "statement":
            continue
        elif c.stance == "denies":
            if party and c.denies in {None, "responsibility", "occurrence", "unclear", "intent"}:
                denials.setdefault(party, []).append(c)
        elif c.stance == "blames" and c.target:
            alleged.setdefault(c.target, []).append(c)
        elif c.perpetrator and c.perpetrator != party:
            alleged.setdefault(c.perpetrator, []).append(c)
        elif c.perpetrator:
            owned.setdefault(c.perpetrator, []).append(c)
    out = []
    for actor in sorted(alleged.keys() | owned.keys()):
        against, own = alleged.get(actor, []), owned.get(actor, [])
        no = denials.get(actor, [])
        if own and (against or any(c.stance == "admits" for c in own)):
            basis = "admitted"
        elif own:
            basis = "claimed"
        else:
            basis = "alleged"
        used = [*against, *own, *no]
        out.append(
            Attribution(
                actor,
                basis,
                tuple(sorted({_by(c) for c in (*own, *against)})),
                tuple(sorted({_by(c) for c in no})),
                tuple(sorted(c.claim_id for c in used)),
            )
        )
    return tuple(out)


def occurrence(claims: Sequence[Claim]) -> str:
    """reported: the outlet, a third party, the doer or both sides say so; alleged: one party's word against another; denied beside it."""
    denied = [c for c in claims if c.stance == "denies" and c.denies == "occurrence"]
    told = [c for c in claims if c.stance not in {"denies", "could_not_verify", "retracts"}]
    owned = any(c.stance in {"claims_responsibility", "admits"} for c in claims)
    deniers = {_party(c) for c in denied}
    speakers = {_party(c) for c in told}
    own_side = any(c.kind == "casualty" and c.voice == "narrator" and c.stance == "asserts" for c in told)
    if denied and not owned:
        return "alleged_and_denied"
    accused_only = bool(told) and not own_side and None not in speakers and len(speakers - deniers) <= 1 and any(c.stance == "blames" or c.perpetrator for c in told)
    confirmed = any(c.stance == "confirms" for c in told) or owned
    return "alleged" if accused_only and not confirmed else "reported"


def responsibility(found: Sequence[Attribution], claims: Sequence[Claim]) -> str:
    """undisputed, admitted, claimed, alleged, disputed (several are blamed, or the blamed deny) or unknown."""
    if not found:
        return "unknown"
    admitted = [a for a in found if a.basis == "admitted"]
    alleged = [a for a in found if a.basis == "alleged"]
    mutual = any(c.stance == "blames" and c.target == "each_other" for c in claims)
    if mutual or any(a.denied_by for a in found) or (len(found) > 1 and not (admitted and not alleged)):
        return "disputed"
    if admitted:
        return "admitted"
    if found[0].basis == "claimed":
        return "claimed"
    return "undisputed" if "outlet" in found[0].by else "alleged"


def status_of(happened: str, who: str) -> str:
    """The short word derived from both questions."""
    if happened == "alleged_and_denied":
        return "alleged_and_denied"
    if who == "disputed":
        return "disputed_perpetrator"
    return "alleged" if happened == "alleged" else "reported"
