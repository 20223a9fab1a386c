"""The rules that decide whose casualty it is, in the order they are asked. Each says in its docstring what it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rashomon.claims.sides_context import CLASSES, Context, same_figure
from rashomon.claims.sides_words import Words, predicate, read
from rashomon.model import ActorMention, CasualtyMention, Span, Speaker

_STATE_SPEAKERS = frozenset({"state", "government", "ministry", "military", "police", "person", "officials"})
_ARMED = frozenset({"soldiers", "fighters", "militants", "rebels", "police"})


@dataclass(frozen=True, slots=True)
class Side:
    """Whose casualty. ``side`` the short name (None unknown), ``victim_party`` and ``victim_status`` apart, ``status_by`` "text" (the
    victims' own words), "outlet" (told elsewhere in the document) or None, ``rule`` the rule that decided."""

    side: str | None
    victim_party: str | None
    victim_status: str
    status_by: str | None
    groups: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules may look at."""

    mention: CasualtyMention
    context: Context
    speaker: Speaker | None
    perpetrator: str | None
    words: Words
    text: str
    named: tuple[ActorMention, ...]  # actors inside the victims' phrase
    depth: int = 0


def decide(mention: CasualtyMention, context: Context, speaker: Speaker | None, perpetrator: str | None, depth: int = 0) -> tuple[Side, ...]:
    """Asks the rules in order."""
    case = case_of(mention, context, speaker, perpetrator, depth)
    for rule in RULES:
        found = rule(case)
        if found is not None:
            return found
    return (Side(None, None, "unknown", None, case.words.groups, "side.unknown"),)


def _status(words: Words) -> tuple[str, str | None]:
    kinds = words.kinds
    if not kinds:
        return "unknown", None
    if kinds == {"civilians"}:
        return "civilian", "text"
    if kinds == {"police"}:
        return "police", "text"
    if kinds <= {"soldiers", "fighters", "militants", "rebels", "peacekeepers", "police"}:
        return "combatant", "text"
    return "unknown", None


def each_side(c: Case) -> tuple[Side, ...] | None:
    """"one soldier from each side": one side after the other."""
    tail = c.context.document.text[c.mention.start : c.mention.end].lower()
    if not (c.mention.distributive or c.words.each or "each side" in tail or "either side" in tail or " apiece" in tail):
        return None
    status, by = _status(c.words)
    two = _two(c)
    if two is None:
        return None
    return tuple(Side(p, p, status if status != "unknown" else "unknown", by, c.words.groups, "side.each") for p in two)


def both_sides(c: Case) -> tuple[Side, ...] | None:
    """"four killed on both sides": both together, one figure."""
    tail = c.context.document.text[c.mention.start : c.mention.end].lower()
    if not (c.words.both or "both sides" in tail or "two sides" in tail):
        return None
    two = _two(c)
    if two is None:
        return None
    status, by = _status(c.words)
    return (Side(" and ".join(two), None, status, by, c.words.groups, "side.both"),)


def _two(c: Case) -> tuple[str, str] | None:
    if c.context.pair is not None:
        return c.context.pair
    here = [m for m in c.context.by_sentence.get(c.mention.sentence, []) if m.party and not m.anaphor and m.kind in {"state", "military", "group", "government", "militants", "ministry"}]
    parties = list(dict.fromkeys(_party_side(m, c.context) for m in here))
    if len(parties) == 2:
        a, b = sorted(parties)
        return a, b
    return None


def _party_side(m: ActorMention, context: Context) -> str:
    return context.state_side(str(m.party)) if m.party in context.states else str(m.party)


def mixed(c: Case) -> tuple[Side, ...] | None:
    """"civilians and soldiers", "soldiers and rebels": several kinds in one figure, named in a fixed order."""
    kinds = [k for k in c.words.classes if k in {"civilians", "soldiers", "police", "rebels", "militants", "fighters"}]
    if len(kinds) < 2 or " and " not in c.text.lower():
        return None
    if set(kinds) <= {"militants", "fighters", "rebels"} or (set(kinds) == {"soldiers", "fighters"} and not c.named):
        return None
    if "civilians" in kinds:
        others = sorted(k for k in dict.fromkeys(kinds) if k != "civilians")
        return (Side(" and ".join(["civilians", *others]), None, "unknown", None, c.words.groups, "side.mixed"),)
    names = []
    for k in dict.fromkeys(kinds):
        if k == "soldiers":
            party = next((m.party for m in c.named if m.party in c.context.states), None) or c.context.main
            names.append(c.context.state_side(party) if party else "soldiers")
        elif k in {"rebels", "police"}:
            names.append(k)
        else:
            names.append(_group_side(c, k) or "militants")
    names = sorted(dict.fromkeys(names))
    status, by = _status(c.words)
    return (Side(" and ".join(names), names[0] if len(names) == 1 else None, status, by, c.words.groups, "side.mixed"),)


def civilians(c: Case) -> tuple[Side, ...] | None:
    """Civilians of every calling are one side; a nationality before them is kept as their party."""
    if c.words.kinds != {"civilians"}:
        return None
    party = next((m.party for m in c.named if m.party and m.party not in CLASSES and m.kind not in {"media"}), None)
    organisation = next((m.actor for m in c.named if m.kind in {"medical", "organisation", "media", "monitor"}), None)
    return (Side("civilians", party or organisation, "civilian", "text", c.words.groups, "side.civilians"),)


def police(c: Case) -> tuple[Side, ...] | None:
    """Police are told apart from soldiers and from civilians."""
    if c.words.kinds != {"police"}:
        return None
    party = next((m.party for m in c.named if m.party), None) or c.context.main
    return (Side("police", party, "police", "text", c.words.groups, "side.police"),)


def named_party(c: Case) -> tuple[Side, ...] | None:
    """"Freedonian soldiers", "X fighters", "members of the X": the party the phrase names."""
    status, by = _status(c.words)
    armed = [m for m in c.named if m.party and m.party not in CLASSES and not m.rule.endswith("+prior") and m.kind in {"state", "military", "group", "government", "coalition", "militants", "ministry", "police"}]
    if not armed:
        people = next((m for m in c.named if m.kind == "people" and m.party and m.rule.startswith(("countries", "shape"))), None)
        if people is not None and not c.words.kinds:
            name = people.party if c.context.pair is not None and people.party in c.context.pair else people.actor if people.actor != people.party else None
            return (Side(name, people.party, "unknown", None, c.words.groups, "side.nationals"),)
        return None
    m = armed[0]
    if not c.words.kinds and m.kind not in {"group", "military", "coalition"}:
        return None
    if c.words.owner and m.kind in {"state", "government"} and m.start > (c.mention.victims.start if c.mention.victims else 0):
        return None
    parties = list(dict.fromkeys(_party_side(a, c.context) for a in armed))
    if len(parties) > 1 and " and " in c.text:
        return (Side(" and ".join(sorted(parties)), None, "combatant", "text", c.words.groups, "side.named"),)
    side = _party_side(m, c.context)
    if status == "unknown":
        status, by = "combatant", "text"
    return (Side(side, side, status, by, c.words.groups, "side.named"),)


def rebels(c: Case) -> tuple[Side, ...] | None:
    """Rebels are a side of their own, whoever they are."""
    if "rebels" not in c.words.kinds:
        return None
    return (Side("rebels", "rebels", "combatant", "text", c.words.groups, "side.rebels"),)


def owned(c: Case) -> tuple[Side, ...] | None:
    """"its servicemen", "two of our soldiers": the speaker's, else the subject's of the clause."""
    if c.words.owner is None or c.words.owner in {"his", "her", "my"} or not (c.words.kinds & _ARMED or not c.words.kinds):
        return None
    party = _speaker_party(c) or _subject_party(c)
    if party is None:
        return None
    side = c.context.state_side(party) if party in c.context.states else party
    status, by = _status(c.words)
    return (Side(side, side, status, by, c.words.groups, "side.owned"),)


def _speaker_party(c: Case) -> str | None:
    if c.speaker is None or c.speaker.party is None or c.speaker.party in CLASSES:
        return None
    return c.speaker.party if c.speaker.kind in _STATE_SPEAKERS | {"group", None} else None


def _subject_party(c: Case) -> str | None:
    """The party named last before the victims in the same sentence, not the perpetrator."""
    start = c.mention.victims.start if c.mention.victims else c.mention.start
    here = [m for m in c.context.by_sentence.get(c.mention.sentence, []) if m.end <= start and m.party and m.party not in CLASSES and m.kind in {"state", "ministry", "government", "military", "group"}]
    here = [m for m in here if not (c.mention.perpetrator and c.mention.perpetrator.start <= m.start < c.mention.perpetrator.end)]
    return here[-1].party if here else None


def militants(c: Case) -> tuple[Side, ...] | None:
    """"31 jihadists", "terrorists", "gunmen": the group where the sentence or the document makes it clear, else militants."""
    kinds = c.words.kinds
    if not kinds & {"militants", "fighters"} or kinds & {"soldiers", "police", "civilians"}:
        return None
    group = _group_side(c, "militants" if "militants" in kinds else "fighters")
    if group is None and any(m.party == "rebels" for m in c.named):
        group = "rebels"
    side = group or ("militants" if "militants" in kinds else _fighters(c))
    return (Side(side, side, "combatant", "text", c.words.groups, "side.militants" if group is None else "side.militants.group"),)


def _fighters(c: Case) -> str | None:
    if any(m.party in c.context.states for m in c.named if m.kind == "military"):
        return _party_side(next(m for m in c.named if m.party in c.context.states), c.context)
    own = [m for m in c.context.mentions.actors if m.party == "rebels"]
    return "rebels" if own and c.context.group is None else "militants"


def _group_side(c: Case, kind: str) -> str | None:
    def fits(m: ActorMention) -> bool:
        return bool(m.party) and m.party not in CLASSES and m.party not in c.context.states and m.kind in {"group", "militants"} and m.party != c.perpetrator and not m.anaphor

    for back in (0, 1):
        here = [m for m in c.context.by_sentence.get(c.mention.sentence - back, []) if fits(m)]
        if len({m.party for m in here}) == 1:
            return here[0].party
        if here:
            return None
    if c.context.group is not None and c.context.group != c.perpetrator and c.context.group not in {(c.speaker.party if c.speaker else None)}:
        return c.context.group
    return None


def soldiers(c: Case) -> tuple[Side, ...] | None:
    """Soldiers nobody is named for: by who did it, who tells it, the same figure elsewhere, and the state the document is about."""
    if not c.words.kinds & {"soldiers"}:
        return None
    regime = next((m.party for m in c.named if m.kind in {"military", "government"} and m.party and not m.rule.endswith("+prior")), None)
    side = regime or _bare_party(c)
    if side is not None:
        name = c.context.state_side(side) if side in c.context.states else side
        return (Side(name, name if " and " not in name else None, "combatant", "text", c.words.groups, "side.soldiers"),)
    return (Side("soldiers" if c.context.main is None and not c.context.states else None, None, "combatant", "text", c.words.groups, "side.soldiers.open"),)


def _bare_party(c: Case) -> str | None:
    """Whose soldiers or losses, where the victims' words do not say it."""
    speaker = _speaker_party(c)
    if c.perpetrator and speaker and speaker != c.perpetrator and (speaker in c.context.states or speaker == c.context.group):
        return speaker  # a ministry that reports losses from the enemy's fire reports its own
    if c.perpetrator and c.context.other(c.perpetrator):
        return c.context.other(c.perpetrator)
    both = _losses_of_both(c)
    if both:
        return both
    twin = _twin(c)
    if twin is not None:
        return twin
    if c.context.pair is not None:
        if speaker in c.context.pair and c.perpetrator is None:
            return speaker
    if c.context.main is not None and c.context.main != c.perpetrator:
        return c.context.main
    if speaker is not None and speaker in c.context.states:
        return speaker
    states = sorted(c.context.states - {c.perpetrator})
    return states[0] if len(states) == 1 else None


def _twin(c: Case) -> str | None:
    """The side that the same figure and harm has elsewhere in the document, where its own words say it."""
    if c.depth:
        return None
    for other in c.context.mentions.casualties:
        if other is c.mention or not same_figure(other, c.mention) or other.victims is None:
            continue
        case = _case(other, c)
        for rule in (each_side, both_sides, named_party):
            found = rule(case)
            if found is not None and len(found) == 1 and found[0].victim_status == "combatant" and found[0].victim_party:
                return found[0].side
    return None


def case_of(mention: CasualtyMention, context: Context, speaker: Speaker | None = None, perpetrator: str | None = None, depth: int = 0) -> Case:
    """A mention with the words for its victims: their phrase, or what is said of them behind it ("… were civilians")."""
    text = context.document.text
    span = mention.victims
    phrase = span.of(text) if span else ""
    words = read(phrase)
    if not words.kinds and mention.sentence < len(context.sentences):
        end = context.sentences[mention.sentence].end
        said = predicate(text[mention.end : min(end, mention.end + 120)])
        if said:
            at = text.index(said, mention.end)
            span, phrase, words = Span(at, at + len(said)), said, read(said)
    named = tuple(m for m in (context.actors_in(span.start, span.end, mention.sentence) if span else []) if not m.anaphor)
    return Case(mention, context, speaker, perpetrator, words, phrase, named, depth)


def _case(other: CasualtyMention, c: Case) -> Case:
    return case_of(other, c.context, depth=c.depth + 1)


def _losses_of_both(c: Case) -> str | None:
    """"Two soldiers killed in a clash" where the text gives one to each side, or as many to the two sides together."""
    if c.context.pair is None or c.mention.figure.low is None:
        return None
    if any(m is not c.mention and same_figure(m, c.mention) and each_side(_case(m, c)) and m.sentence > c.mention.sentence for m in c.context.mentions.casualties) and c.speaker is None:
        return " and ".join(c.context.pair)  # a headline sums up loosely what the text gives to each side
    own: dict[str, int] = {}
    for other in c.context.mentions.casualties:
        if other is c.mention or other.harm != c.mention.harm or other.figure.low is None or other.figure.low >= c.mention.figure.low:
            continue
        case = _case(other, c)
        each = each_side(case)
        if each is not None and len(each) == 2 and 2 * other.figure.low == c.mention.figure.low:
            return " and ".join(c.context.pair)
        found = named_party(case)
        if found and found[0].side in c.context.pair:
            own[str(found[0].side)] = max(own.get(str(found[0].side), 0), other.figure.low)
    if len(own) == 2 and sum(own.values()) == c.mention.figure.low:
        return " and ".join(c.context.pair)
    return None


def coordinated(c: Case) -> tuple[Side, ...] | None:
    """"two soldiers killed and several more wounded", "dozens of them": the side of the mention it hangs on, in the same sentence."""
    if c.words.kinds or c.depth > 2:
        return None
    if set(c.words.classes) - {"other"} and "them" not in c.text.lower().split():
        return None
    mentions = c.context.mentions.casualties
    at = next((i for i, m in enumerate(mentions) if m is c.mention), None)
    if at is None:
        return None
    parent = mentions[c.mention.part_of] if c.mention.part_of is not None and c.mention.part_of < len(mentions) else None
    before = [m for m in mentions[:at] if m.sentence == c.mention.sentence and m is not parent]
    after = [m for m in mentions[at + 1 :] if m.sentence == c.mention.sentence]
    for other in [*([parent] if parent else []), *reversed(before), *(after[:1] if not before else [])]:
        if other is None or other.part_of is not None and other is not parent:
            continue
        found = decide(other, c.context, c.speaker, c.perpetrator, c.depth + 1)
        if len(found) == 1 and (found[0].side is not None):
            return (replace(found[0], groups=c.words.groups, status_by=found[0].status_by, rule="side.coordinated"),)
        if other is not parent:
            break
    return None


def told_elsewhere(c: Case) -> tuple[Side, ...] | None:
    """Unnamed victims, "people" or "bodies": who they are where the document says it of the same figure elsewhere."""
    if c.words.kinds or c.depth:
        return None
    for other in c.context.mentions.casualties:
        if other is c.mention or not same_figure(other, c.mention):
            continue
        case = _case(other, c)
        if not case.words.kinds:
            continue
        for rule in (mixed, civilians, police, named_party, rebels, militants):
            found = rule(case)
            if found is not None and len(found) == 1 and found[0].side is not None:
                return (replace(found[0], status_by="outlet", groups=c.words.groups, rule="side.told_elsewhere"),)
    return None


def made_of_parts(c: Case) -> tuple[Side, ...] | None:
    """A total whose parts are civilians and soldiers is of both."""
    if c.words.kinds or c.depth > 1:
        return None
    mentions = c.context.mentions.casualties
    at = next((i for i, m in enumerate(mentions) if m is c.mention), None)
    if at is None:
        return None
    totals = [i for i, m in enumerate(mentions) if m is c.mention or same_figure(m, c.mention)]
    low = c.mention.figure.low
    parts = [m for m in mentions if m.part_of in totals]
    loose = [m for m in mentions if m.part_of is None and m is not c.mention and m.harm == c.mention.harm and low and m.figure.low and m.figure.low < low]
    for kind_of in ("civilians", "soldiers"):  # parts told without "of them", where they add up to the total
        sized = {m.figure.low for m in loose if kind_of in _case(m, c).words.kinds}
        rest = {m.figure.low for m in loose if _case(m, c).words.kinds and kind_of not in _case(m, c).words.kinds}
        if any(low is not None and 0.7 * low <= a + b <= low for a in sized if a for b in rest if b):
            parts += loose
            break
    kinds = {k for m in parts for k in _case(m, c).words.kinds}
    if kinds == {"soldiers"} and any(m.figure.low != low for m in parts) and any("civilians" in _case(m, c).words.kinds for m in mentions):
        kinds.add("civilians")
    if "civilians" in kinds and kinds & {"soldiers", "police"}:
        return (Side("civilians and soldiers" if "soldiers" in kinds else "civilians and police", None, "unknown", None, c.words.groups, "side.parts"),)
    return None


def own_losses_bare(c: Case) -> tuple[Side, ...] | None:
    """"Four were killed and one injured as a result of fire from X troops", says a ministry at war with X: its own."""
    if c.words.kinds or set(c.words.classes) & {"people"} or c.context.pair is None:
        return None
    twin = _twin(c)
    speaker = _speaker_party(c)
    side = twin
    if side is None and speaker in c.context.pair and c.perpetrator != speaker:
        side = speaker
    if side is None and c.perpetrator is not None:
        side = c.context.other(c.perpetrator)
    if side is None:
        return None
    return (Side(side, side if side in c.context.pair else None, "combatant", "outlet", c.words.groups, "side.bare"),)


Rule = Callable[[Case], tuple[Side, ...] | None]
#: Asked in this order; the first that knows decides.
RULES: tuple[Rule, ...] = (each_side, both_sides, mixed, civilians, police, rebels, named_party, owned, militants, soldiers, made_of_parts, coordinated, own_losses_bare, told_elsewhere)
