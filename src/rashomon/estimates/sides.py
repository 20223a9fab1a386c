"""Which claims speak of the same victims: a side, victims nobody names, or all sides together.

Speakers describe the same victims in different words ("people", "civilians", "farmers"). One incident's victims are one toll,
unless somebody tells two groups apart; so words that name no side are laid beside the sides that are named before they get a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from rashomon.estimates.beside import CIVILIANS, beside_civilians, beside_sides, told_apart
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.far_away import far_away
from rashomon.estimates.figures import core, counted, numeric, same_number, wordy
from rashomon.estimates.joined import joined, one_by_one
from rashomon.estimates.one_told import counts_one
from rashomon.estimates.persons import is_attacker, ordinal, told_of_one, told_within
from rashomon.estimates.voices import belongs, plain, state_of
from rashomon.lexicon.loader import load
from rashomon.lexicon.matcher import PhraseMatcher
from rashomon.model import Claim

OPEN, ALL = "open", "all"
ATTACKERS = "attackers"  # the side of a gunman who died, where nobody says whose he was
_NO_SIDE = frozenset({"", "unknown", "people", "unidentified", "victims"})
_EVERYBODY = frozenset({"both", "both sides", "all sides", "two sides", "each side", "all"})
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """The claims of one row: whose casualties (``side``), over what (``over``), and how it came about (``note``)."""

    side: str | None
    over: str
    claims: tuple[Claim, ...]
    note: str = ""

    @property
    def key(self) -> str:
        """Name for looking the row up."""
        return plain(self.side) or ALL


@cache
def _kinds(entry: str = "kinds") -> frozenset[str]:
    """Words for kinds of people that name no side by themselves ("civilians and soldiers" is everybody)."""
    return frozenset(f for e in load("revisions") if e.id == entry for f in e.forms)


def side_key(claim: Claim, known: frozenset[str] = frozenset()) -> str:
    """``open``, ``civilians``, ``all`` or the plain name of the party the casualties belong to."""
    side = plain(claim.side)
    parts = [p for p in _AND.split(side) if p]
    if side in _EVERYBODY or (len(parts) > 1 and all(p in known or p in _kinds() for p in parts)):
        return ALL
    if side in {"civilian", "civilians"} or side in _kinds("civil_kinds"):
        return CIVILIANS
    if side in _NO_SIDE:
        return CIVILIANS if claim.victim_status == "civilian" else OPEN
    return state_of(side) or _invented(side, known) or side


def _invented(side: str, known: frozenset[str]) -> str | None:
    """The known side whose adjective begins the name ("Freedonian army" where Freedonia speaks): states no list holds, by shape."""
    fits = [k for k in sorted(known) if k != side and belongs(side, k)]
    return fits[0] if len(fits) == 1 else None


def is_total(claim: Claim, evidence: Evidence) -> bool:
    """Whether the figure counts all it speaks of. Running totals count only where the incident itself is one."""
    if claim.kind != "casualty" or not counted(claim) or claim.stance in {"denies", "threatens", "urges"}:
        return False
    if claim.scope == "total":
        return True
    return claim.scope == "cumulative" and evidence.incident.kind == "aggregate"


def known_sides(evidence: Evidence) -> frozenset[str]:
    """Plain names of the sides that stand alone somewhere in this incident."""
    names = {plain(s) for s in evidence.incident.sides}
    names |= {plain(c.side) for c in evidence.claims if c.side and not _AND.search(plain(c.side))}
    names |= {plain(c.speaker.party) for c in evidence.claims if c.speaker is not None and c.speaker.party}
    names |= {state for n in names if (state := state_of(n))}
    return frozenset(n for n in names if n not in _NO_SIDE)


def told_together(evidence: Evidence) -> None:
    """Puts the figures of a list ("three women and two children") together, and opens what one person saw. Changes the evidence in place."""
    evidence.seen = frozenset(c.claim_id for c in evidence.claims if evidence.partly_seen(c))
    evidence.claims = tuple(replace(c, high=None) if c.claim_id in evidence.seen else c for c in evidence.claims)
    known = known_sides(evidence)
    claims, evidence.sums = joined(list(evidence.claims), evidence.documents, lambda c: side_key(c, known), frozenset({OPEN, CIVILIANS}))
    evidence.claims = tuple(claims)
    evidence.by_id = {c.claim_id: c for c in claims}


def rows(harm: str, evidence: Evidence) -> tuple[Row, ...]:
    """The rows of one harm, parties first by name, then civilians, unknown, and the claims over all sides."""
    known = known_sides(evidence)
    claims = [_counted_on(c, harm, evidence) for c in evidence.claims if c.harm == harm and not is_attacker(c)]
    doers = [c for c in evidence.claims if c.harm == harm and is_attacker(c) and counted(c) and c.stance != "denies"]
    totals = [c for c in claims if is_total(c, evidence)]
    far = far_away(totals, evidence)
    totals = [
        c
        for c in totals
        if c not in far and not _some_of_them(c, totals, known, evidence) and not any(_told_within(c, t, evidence, known) for t in totals)
    ]
    totals = [c for c in totals if not _none_of_others(c, totals, evidence, known)]
    totals, sums = one_by_one(totals, lambda c: side_key(c, known), frozenset({OPEN, CIVILIANS, ALL}), evidence.text_of)
    evidence.sums |= sums
    pools: dict[str, list[Claim]] = {}
    for c in totals:
        pools.setdefault(side_key(c, known), []).append(c)
    for c in claims:  # "14 of the dead were rebels": a part of the toll is the whole of that side
        key = side_key(c, known)
        if c.scope == "part" and counted(c) and key not in {OPEN, CIVILIANS, ALL} and not c.groups:
            parent = evidence.by_id.get(c.part_of or "")
            if (parent is None and key not in pools) or (parent is not None and side_key(parent, known) != key):
                pools.setdefault(key, []).append(c)
    alone = [c for c in claims if c.kind == "casualty" and c.scope == "increment" and counted(c)]
    lone = {k for k in (side_key(c, known) for c in alone) if not pools or (k not in pools and k not in {OPEN, CIVILIANS, ALL})}
    for c in alone:  # "two more died", and nothing else is told of that side: at least these
        if side_key(c, known) in lone:
            pools.setdefault(side_key(c, known), []).append(c)
    opened = pools.pop(OPEN, [])
    everybody = pools.pop(ALL, [])
    _only_words(pools, opened)
    _same_people(pools, evidence)
    _same_forces(pools, evidence)
    named = sorted(k for k in pools if k != CIVILIANS)
    if not named:
        everybody, rest = beside_civilians(opened, pools.get(CIVILIANS, []), everybody, evidence)
        civil = bool(pools.get(CIVILIANS))
        pools = {CIVILIANS: rest} if rest else {}
        out = [Row("civilians" if civil else "unknown", "side" if civil else "unknown", _sorted(rest))] if rest else []
    else:
        everybody, left = beside_sides(opened, pools, everybody, evidence)
        out = [Row(_label(k, pools[k], evidence), "side", _sorted(pools[k])) for k in named]
        if pools.get(CIVILIANS):
            out.append(Row("civilians", "side", _sorted(pools[CIVILIANS])))
        if left:
            out.append(Row("unknown", "unknown", _sorted(left)))
    if everybody:
        out.append(Row(None, "all_sides", _sorted(everybody)))
    if doers:
        out.append(Row(ATTACKERS, "side", _sorted(doers)))
    return tuple(out)


def _counted_on(claim: Claim, harm: str, evidence: Evidence) -> Claim:
    """ "A sixth person died" where nobody says that there were five: six, as a total."""
    nth = ordinal(claim)
    if nth is None or claim.scope not in {"increment", "total"}:
        return claim
    told = {core(c) for c in evidence.claims if c.harm == harm and is_total(c, evidence) and c is not claim}
    if nth - 1 in told:
        return replace(claim, scope="increment")
    return claim if told else replace(claim, scope="total", low=nth, high=nth, groups=())


def _some_of_them(claim: Claim, totals: list[Claim], known: frozenset[str], evidence: Evidence) -> bool:
    """ "Four children were killed" beside a larger toll of people: some of them, not another toll. So is a man told of by name."""
    nobody = {OPEN, CIVILIANS, ALL}
    key = side_key(claim, known)
    same = [t for t in totals if (k := side_key(t, known)) == key or {k, key} <= nobody]
    if claim.claim_id in evidence.seen and key in nobody:
        return any(numeric(t) and (core(t) or 0) > (core(claim) or 0) and t.claim_id not in evidence.seen for t in same)
    listed = evidence.sums.get(claim.claim_id, ())
    if listed and all(told_of_one(c) for c in listed):  # a list of names may not be all of them
        return any(numeric(t) and (core(t) or 0) > (core(claim) or 0) and t.claim_id not in evidence.sums for t in same)
    if told_of_one(claim) and key not in nobody and counts_one(claim, same, evidence):
        return False
    return (key in nobody or told_of_one(claim)) and told_within(claim, same)


def _none_of_others(claim: Claim, totals: list[Claim], evidence: Evidence, known: frozenset[str]) -> bool:
    """ "No bodies were found at the mill" of one who gives numbers for the dead in the same text: a none of others, and no zero for these."""
    if core(claim) != 0 or claim.high != 0 or side_key(claim, known) != OPEN:
        return False
    voice = evidence.voices[claim.claim_id].key
    return any(
        (core(c) or 0) > 0 and numeric(c) and evidence.text_of(c) == evidence.text_of(claim) and evidence.voices[c.claim_id].key == voice
        for c in totals
    )


@cache
def _part_words() -> PhraseMatcher:
    return PhraseMatcher(e for e in load("revisions") if e.id == "part_words")


def _told_within(claim: Claim, total: Claim, evidence: Evidence, known: frozenset[str]) -> bool:
    """ "20 people were killed, including three children": the smaller number of the sentence is a part, though it was read as a total.

    Only where no party is named for it: "five killed, among them two soldiers of Freedonia" says how many that side lost.
    """
    if claim.document != total.document or claim.sentence != total.sentence or not total.start < claim.start:
        return False
    if (
        side_key(claim, known) not in {OPEN, CIVILIANS, ALL}
        or not numeric(claim)
        or not numeric(total)
        or (core(claim) or 0) >= (core(total) or 0)
    ):
        return False
    document = evidence.documents.get(claim.document)
    return document is not None and bool(_part_words().find(document.text[total.start : claim.end]))


def _only_words(pools: dict[str, list[Claim]], opened: list[Claim]) -> None:
    """ "Dozens of Ruritanians" beside a number for people: a word for the same, whoever they are. In place."""
    if not any(numeric(c) for c in (*opened, *pools.get(CIVILIANS, []))):
        return
    for key in sorted(pools):
        if key != CIVILIANS and all(wordy(c) and c.victim_status not in {"combatant", "police"} for c in pools[key]):
            opened.extend(pools.pop(key))


def _same_people(pools: dict[str, list[Claim]], evidence: Evidence) -> None:
    """ "Twelve Ruritanians" of one text and "twelve civilians" of another are the same twelve: the party's claims join the civilians'."""
    for key in sorted(pools):
        civil = pools.get(CIVILIANS, [])
        if key == CIVILIANS or not civil or any(c.victim_status in {"combatant", "police"} for c in pools[key]):
            continue
        beside = any(_one_sentence(a, b, evidence) for a in pools[key] for b in civil)
        apart = any(told_apart(a, b, evidence) for a in pools[key] for b in civil)
        if not beside and not apart and any(numeric(a) and numeric(b) and same_number(a, b) for a in pools[key] for b in civil):
            pools[CIVILIANS] = [*civil, *pools.pop(key)]


def _same_forces(pools: dict[str, list[Claim]], evidence: Evidence) -> None:
    """ "Seven officers" of one report and "seven policemen" of another are the same seven: kinds of forces without a side join.

    So do kinds of fighters, and a kind of fighters joins the group that is named; "five soldiers" and "five rebels" stay two.
    """
    forces, fighters = _kinds("force_kinds"), _kinds("fighter_kinds")
    for key in sorted(pools):
        if key not in forces | fighters or key not in pools:
            continue
        never = {key, OPEN, CIVILIANS, ALL} | (fighters if key in forces else forces)
        others = [k for k in sorted(pools) if k not in never and any(_same_toll(a, b, evidence) for a in pools[key] for b in pools[k])]
        others = [k for k in others if key in forces or not _of_state(k, evidence)]
        named = [k for k in others if k not in forces | fighters]
        others = named if len(named) == 1 else others if not named else []
        if not others or any(told_apart(a, b, evidence) or _one_sentence(a, b, evidence) for a in pools[key] for b in pools[others[0]]):
            continue
        into, out = (others[0], key) if named or len(pools[others[0]]) >= len(pools[key]) else (key, others[0])
        pools[into] = [*pools[into], *pools.pop(out)]


def _of_state(side: str, evidence: Evidence) -> bool:
    """Whether the side is a state or its forces, as far as lists and speakers tell: its dead are nobody's militants."""
    if state_of(side) is not None or set(side.split()) <= _kinds("organs"):
        return True
    offices = [
        c.speaker
        for c in evidence.claims
        if c.speaker is not None and c.speaker.kind in {"state", "government", "ministry", "military", "police"}
    ]
    return any(belongs(s.party, side) for s in offices if s.party)


def _one_sentence(a: Claim, b: Claim, evidence: Evidence) -> bool:
    return a.document == b.document and a.sentence == b.sentence and a.start != b.start


def _same_toll(a: Claim, b: Claim, evidence: Evidence) -> bool:
    """One number; ones and twos of one text are told of different people too often."""
    return numeric(a) and numeric(b) and same_number(a, b) and ((core(a) or 0) > 2 or evidence.text_of(a) != evidence.text_of(b))


def _sorted(claims: list[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda c: (c.document_id, c.document, c.start, c.end, c.claim_id)))


def _label(key: str, claims: list[Claim], evidence: Evidence) -> str:
    """The name the row is printed under: the side's own name, else the form most claims use."""
    names = [c.side for c in claims if c.side]
    said = [n for c in evidence.claims for n in (c.side, c.victim_party, c.speaker.party if c.speaker else None) if n]
    names = [n for n in (*names, *evidence.incident.sides, *said) if plain(n) == key] or names
    return min(names, key=lambda n: (-names.count(n), n))
