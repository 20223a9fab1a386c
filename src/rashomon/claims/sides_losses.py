"""Rules for soldiers and bare losses that nobody is named for: by who did it, who tells it, and what the document says elsewhere."""

from __future__ import annotations

from rashomon.claims.sides_case import Case, Side, case_beside, enemy_of, speaker_party
from rashomon.claims.sides_rules import both_sides, each_side, named_party


def soldiers(c: Case) -> tuple[Side, ...] | None:
    """Soldiers nobody is named for: by who did it, who tells it, the same figure elsewhere, and the state the document is about."""
    if not c.words.kinds & {"soldiers"}:
        return None
    regime = next((m.party for m in c.named if m.kind in {"military", "government"} and m.party and not m.rule.endswith("+prior")), None)
    if regime is None and c.words.rule == "side.rank":
        return (Side(None, None, "combatant", "text", c.words.groups, "side.soldiers.rank"),)  # a rank says nothing of whose
    side = regime or _bare_party(c) or (c.context.scene if not c.context.states else None)
    if side is not None:
        name = c.context.forces_of(side)
        return (Side(name, side if " and " not in side else None, "combatant", "text", c.words.groups, "side.soldiers"),)
    return (
        Side(
            "soldiers" if c.context.main is None and not c.context.states else None,
            None,
            "combatant",
            "text",
            c.words.groups,
            "side.soldiers.open",
        ),
    )


def _bare_party(c: Case) -> str | None:
    """Whose soldiers or losses, where the victims' words do not say it."""
    speaker = speaker_party(c)
    group = c.speaker is not None and c.speaker.kind == "group"
    if c.perpetrator and speaker and speaker != c.perpetrator and (speaker in c.context.states or speaker == c.context.group or group):
        return speaker  # a ministry, or a group, that reports losses from the enemy's fire reports its own
    if c.perpetrator and c.context.other(c.perpetrator):
        return c.context.other(c.perpetrator)
    if (
        c.perpetrator in c.context.states
        and c.context.foes is not None
        and c.perpetrator in c.context.foes
        and c.context.states.issuperset(c.context.foes)
    ):
        return enemy_of(c)
    both = _losses_of_both(c)
    if both:
        return both
    twin = _twin(c)
    if twin is not None:
        return twin
    if c.context.pair is not None and speaker in c.context.pair and c.perpetrator is None:
        return speaker
    if c.context.main is not None and c.context.main != c.perpetrator:
        return c.context.main
    if speaker is not None and speaker in c.context.states and speaker != c.perpetrator:
        return speaker
    states = sorted(c.context.states - {c.perpetrator})
    return states[0] if len(states) == 1 else None


def _losses_named(c: Case) -> str | None:
    """ "Freedonian losses were five dead": the side whose losses the sentence speaks of, before the figure."""
    text = c.context.document.text
    here = [m for m in c.context.by_sentence.get(c.mention.sentence, []) if m.party in c.context.states and m.end <= c.mention.start]
    return next((m.party for m in here if text[m.end : m.end + 10].lstrip("' s").startswith(("losses", "casualt"))), None)


def _twin(c: Case) -> str | None:
    """The side that the same figure and harm has elsewhere in the document, where its own words say it."""
    if c.depth:
        return None
    for other in c.context.figures.same(c.mention):
        if other.victims is None:
            continue
        key = (id(other), -1)
        if key not in c.context.cases:
            c.context.cases[key] = _combatants_of(case_beside(other, c))
        party: str | None = c.context.cases[key]
        if party is not None:
            return party
    return None


def _combatants_of(case: Case) -> str | None:
    for rule in (each_side, both_sides, named_party):
        found = rule(case)
        if found is not None and len(found) == 1 and found[0].victim_status == "combatant" and found[0].victim_party:
            return found[0].victim_party
    return None


def _losses_of_both(c: Case) -> str | None:
    """ "Two soldiers killed in a clash" where the text gives one to each side, or as many to the two sides together."""
    if c.context.pair is None or c.mention.figure.low is None:
        return None
    if (
        any(m.sentence > c.mention.sentence and each_side(case_beside(m, c)) for m in c.context.figures.same(c.mention))
        and c.speaker is None
    ):
        return " and ".join(c.context.pair)  # a headline sums up loosely what the text gives to each side
    low = c.mention.figure.low
    halves, counts = _lost_by_side(c)
    if low in halves:
        return " and ".join(c.context.pair)
    own = {party: most for party in c.context.pair if (most := max((n for p, n in counts if p == party and n < low), default=-1)) >= 0}
    if len(own) == 2 and sum(own.values()) == c.mention.figure.low:
        return " and ".join(c.context.pair)
    return None


def _lost_by_side(c: Case) -> tuple[frozenset[int], frozenset[tuple[str, int]]]:
    """Of all figures of this harm: twice the counts that the text gives to each of two sides, and the counts of the sides by name."""
    key = ("lost", c.mention.harm, c.depth)
    found: tuple[frozenset[int], frozenset[tuple[str, int]]] | None = c.context.cases.get(key)
    if found is None:
        halves, counts = set(), set()
        for other in c.context.mentions.casualties:
            if other.harm != c.mention.harm or other.figure.low is None:
                continue
            case = case_beside(other, c)
            each = each_side(case)
            if each is not None and len(each) == 2 and other.figure.low > 0:
                halves.add(2 * other.figure.low)
            named = named_party(case)
            if named and c.context.pair is not None and named[0].victim_party in c.context.pair:
                counts.add((str(named[0].victim_party), other.figure.low))
        found = c.context.cases[key] = frozenset(halves), frozenset(counts)
    return found


def counts_civilians(c: Case) -> bool:
    """Whether the text counts civilians anywhere."""
    key = ("civilians", c.depth)
    if key not in c.context.cases:
        c.context.cases[key] = any("civilians" in case_beside(m, c).words.kinds for m in c.context.mentions.casualties)
    return bool(c.context.cases[key])


def own_losses_bare(c: Case) -> tuple[Side, ...] | None:
    """ "Eleven died and six were hurt under X guns", says a ministry at war with X: its own."""
    if c.words.kinds or set(c.words.classes) & {"people"} or c.context.pair is None:
        return None
    if counts_civilians(c):
        return None  # where the text counts civilians, too, bare figures may be theirs
    twin = _twin(c)
    speaker = speaker_party(c)
    side = _losses_named(c) or (_losses_of_both(c) if speaker is None else None) or twin
    if side is None and speaker in c.context.pair and c.perpetrator != speaker:
        side = speaker
    if side is None and c.perpetrator is not None:
        side = c.context.other(c.perpetrator)
    if side is None:
        return None
    return (Side(c.context.forces_of(side), side if side in c.context.pair else None, "combatant", "outlet", c.words.groups, "side.bare"),)
