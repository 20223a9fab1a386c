"""Runs the frames over a document's sentences and turns what they join into casualty mentions, with what they set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.mentions.casualties.across import across
from rashomon.mentions.casualties.agents import perpetrator
from rashomon.mentions.casualties.arms import from_afar, weapon
from rashomon.mentions.casualties.attackers import attackers
from rashomon.mentions.casualties.breakdown import find_addends
from rashomon.mentions.casualties.clause import Clause, Link, none_word
from rashomon.mentions.casualties.frames import ORDER
from rashomon.mentions.casualties.groups import Group
from rashomon.mentions.casualties.natural import quiet_deaths
from rashomon.mentions.casualties.parts import PARTS
from rashomon.mentions.casualties.periods import period, scope
from rashomon.mentions.casualties.reality import doubt
from rashomon.mentions.casualties.words import Trigger, small
from rashomon.model import CasualtyMention, Document, Figure, Sentence, SetAside, Span

_BEHIND = frozenset({"passive", "subject", "state"})
_TOLD = 24  # totals of a document that are remembered for "among the 24"
_INSIDE = frozenset({"'s", "-", "its", "their", "his", "her"})  # no end of a clause


def find_casualties(document: Document, sentences: Sequence[Sentence]) -> tuple[list[CasualtyMention], list[SetAside]]:
    """Casualty mentions of the parsed sentences, in order, and the figures beside harm words that count nobody, with the reason."""
    mentions: list[CasualtyMention] = []
    aside: list[SetAside] = []
    earlier: list[Link] = []
    told: list[Link] = []
    quiet = 0  # sentences without a harm word since
    for sentence in sentences:
        clause = Clause.of(sentence, earlier, told, near=quiet == 0) if sentence.tokens else None
        quiet = 0 if clause is not None and clause.triggers else quiet + 1
        if clause is None:
            if quiet > 2:
                earlier = []
            continue
        find_addends(clause)
        for frame in ORDER:
            frame(clause)
        for part in PARTS:
            part(clause)
        across(clause)
        keep = _kept(clause)
        mentions.extend(_mentions(document, clause, keep, len(mentions)))
        if clause.triggers or keep:
            aside.extend(_aside(document, clause, keep))
        earlier = [clause.links[n] for n in keep if not clause.links[n].part] or earlier
        told = [*told, *(clause.links[n] for n in keep if not clause.links[n].part and clause.links[n].group.counts)][-_TOLD:]
    calm = quiet_deaths(mentions, sentences)
    if calm:
        aside.extend(_unviolent(document, mentions[k]) for k in sorted(calm))
        mentions = _without(mentions, calm)
    return _parents(mentions), sorted(aside, key=lambda s: (s.start, s.end)) if calm else aside


def _unviolent(document: Document, mention: CasualtyMention) -> SetAside:
    figure = mention.figure
    return SetAside(figure.start, figure.end, document.text[figure.start : figure.end], "a death, and nothing violent is told near it")


def _without(mentions: list[CasualtyMention], gone: set[int]) -> list[CasualtyMention]:
    """The other mentions, with the indexes of what they are part of moved along."""
    place = {k: n for n, k in enumerate(k for k in range(len(mentions)) if k not in gone)}
    kept = [m for k, m in enumerate(mentions) if k not in gone]
    return [replace(m, part_of=place.get(m.part_of)) if m.part_of is not None else m for m in kept]


def _parents(mentions: list[CasualtyMention]) -> list[CasualtyMention]:
    """Gives a part told without its total ("16 of the dead were ...") the total that its own words count ("was among the 12 dead"), else the
    nearest earlier one of the same harm that can hold it."""
    out = list(mentions)
    for n, part in enumerate(mentions):
        if part.scope != "part" or part.part_of is not None:
            continue
        named = [k for k in range(n + 1, len(mentions)) if mentions[k].sentence == part.sentence and mentions[k].trigger == part.trigger]
        for k in [*named, *range(n - 1, -1, -1)]:
            whole = mentions[k]
            if whole.harm == part.harm and whole.scope == "total" and (whole.figure.high or 10**9) >= (part.figure.low or 0):
                out[n] = replace(part, part_of=k)
                break
    return out


def _kept(clause: Clause) -> list[int]:
    """Links that are told as fact, in the order of the text."""
    keep = []
    for n, link in enumerate(clause.links):
        why = doubt(clause, link)
        if why is not None:
            clause.noted[id(link.group)] = why
            link.irrealis = True
        else:
            keep.append(n)
    keep = [n for n in keep if clause.links[n].parent is None or not clause.links[clause.links[n].parent or 0].irrealis]
    return sorted(keep, key=lambda n: (clause.links[n].group.first, n))


def _negated(clause: Clause, link: Link) -> bool:
    if none_word(link.group.reading):
        return True
    i = min(link.group.first, link.trigger.first)
    return (
        link.frame == "object"
        and link.group.low is not None
        and clause.word(link.group.first) in ("any", "anyone", "anybody")
        and any(clause.word(j) in ("not", "n't", "without") for j in range(max(0, i - 4), i))
    )


def _mentions(document: Document, clause: Clause, keep: list[int], offset: int) -> list[CasualtyMention]:
    tokens = clause.sentence.tokens
    place = {n: offset + k for k, n in enumerate(keep)}
    victims = [clause.links[n].group for n in keep]
    out = []
    for n in keep:
        link = clause.links[n]
        group, trigger = link.group, link.trigger
        first, last = _quote(clause, link, keep)
        negated = _negated(clause, link)
        low, high = (0, 0) if negated else (group.low, group.high)
        reading = group.reading
        a, b = (reading.first, reading.last) if reading else (group.first, group.last)
        figure = Figure(
            low, high, document.text[tokens[a].start : tokens[b].end], tokens[a].start, tokens[b].end,
            approx=bool(reading and reading.approx), vague=not negated and group.vague, negated=negated,
        )  # fmt: skip
        doer = (
            None
            if link.frame in ("own", "toll", "back", "list", "breakdown", "of_total")
            else perpetrator(clause.sentence, trigger, link.frame)
        )
        if doer is not None and any(doer.overlaps(Span(tokens[g.first].start, tokens[g.last].end)) for g in victims):
            doer = None  # the tree took victims for the doer
        if _distributive(clause, group, trigger):
            doer = None  # "killing one from each side": nobody is blamed
        means = weapon(clause.sentence, tokens[trigger.first].start)
        parent = place.get(link.parent) if link.parent is not None else None
        harm = link.harm or trigger.harm
        over = period(clause, link)
        detail = (_detail(clause, link) or "killed") if harm == "killed" else None
        out.append(
            CasualtyMention(
                start=tokens[first].start,
                end=tokens[last].end,
                sentence=clause.sentence.index,
                harm=harm,
                figure=figure,
                trigger=Span(tokens[trigger.first].start, tokens[trigger.last].end),
                victims=_victims(clause, group),
                head=tokens[group.head].lemma if group.head is not None else None,
                perpetrator=doer,
                weapon=means,
                harm_detail=detail,
                scope=scope(clause, link, over),
                part_of=parent,
                period=over,
                distributive=_distributive(clause, group, trigger),
                includes_attackers="yes" if link.frame == "own" else attackers(clause, link, _apart(clause, doer, trigger)),
                groups=_kinds(clause, link),
                rule=(
                    trigger.entry.rule,
                    f"frame.{link.frame}",
                    *(("casualties.joined",) if link.joined else ()),
                    *(("casualties.attacker",) if link.frame == "own" else ()),
                    *(reading.rules if reading else ()),
                ),
            )
        )
    return out


def _victims(clause: Clause, group: Group) -> Span | None:
    tokens = clause.sentence.tokens
    if group.people is not None:
        return Span(tokens[group.people[0]].start, tokens[group.people[1]].end)
    if group.head is None:
        return None
    return Span(tokens[group.first].start, tokens[_with_of(clause, group)].end)


def _with_of(clause: Clause, group: Group) -> int:
    """Last token of the victims' phrase with its "of the brigade", "from each side"."""
    j = group.last + 1
    tokens = clause.sentence.tokens
    if (
        group.own is not None
        or clause.word(j) not in ("of", "from")
        or (clause.word(j) == "from" and clause.word(j + 1) not in ("each", "both", "the", "its", "his", "their"))
    ):
        return group.last
    k = j + 1
    while (
        k < len(tokens)
        and tokens[k].pos in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART")
        and k not in clause.at
        and k - j < 7
        and (k not in clause.by_token or clause.by_token[k].reading is None)
    ):
        k += 1
    return k - 1 if k > j + 1 else group.last


def _quote(clause: Clause, link: Link, keep: list[int]) -> tuple[int, int]:
    """Tokens of the clause's core: from victims to harm word (or back), with "by whom"; a part or further group is its own phrase."""
    group, trigger = link.group, link.trigger
    chained = any(clause.links[n].trigger is trigger and clause.links[n].group.first < group.first for n in keep)
    if link.part or (chained and link.frame not in _BEHIND):
        return group.first, _with_of(clause, group)
    first, last = min(group.first, trigger.first), max(_with_of(clause, group), trigger.last)
    if link.frame == "object" and link.harm == "killed" and clause.word(last + 1) == "dead":
        return first, last + 1  # "shot two men dead"
    if link.frame in _BEHIND and group.last < trigger.first and clause.word(trigger.last + 1) in ("by", "from", "along", "in"):
        last = max(last, _tail(clause, trigger.last + 1))
    return first, last


def _tail(clause: Clause, i: int) -> int:
    """End of a "by X", "along the border" that follows the harm word."""
    tokens = clause.sentence.tokens
    j = i + 1
    while j < len(tokens) and j - i <= 10 and j not in clause.at and (j not in clause.by_token or clause.by_token[j].reading is None):
        stops = tokens[j].pos in ("VERB", "AUX", "SCONJ", "CCONJ", "PUNCT", "PRON")
        if stops and clause.word(j) not in _INSIDE and clause.word(j - 1) != "-":
            break
        j += 1
    while j > i and (tokens[j - 1].pos in ("ADP", "DET", "PART") or clause.word(j - 1) == "-"):
        j -= 1
    return max(j - 1, i - 1)


def _apart(clause: Clause, doer: Span | None, trigger: Trigger) -> bool:
    """Whether those who did it cannot be among the victims: the clause makes somebody else the doer, or it was done from afar."""
    return doer is not None or (trigger.harm != "captured" and from_afar(clause.sentence))


def _detail(clause: Clause, link: Link) -> str | None:
    """How they died: as the harm word says, and of wounds where the dead are some of the wounded ("three of the wounded died"; "the wounded were flown to a
    hospital, where one of them died")."""
    said = link.trigger.entry.get("detail")
    if said or not link.trigger.has("subject"):
        return str(said) if said else None
    hurt = [t for t in clause.triggers if t.harm == "wounded" and t.first < link.trigger.first]
    inside = any(
        t.first >= link.group.first for t in hurt if not any(k.trigger is t and k.group.first > link.group.last for k in clause.links)
    )
    shared = link.group.of_next and any(t.first > link.group.last for t in hurt)
    opened = clause.word(0) in ("of", "among") and any(t.first <= 5 for t in hurt)  # "of the 20 injured, three died"
    theirs = link.group.back and any(clause.word(t.first - 1) == "the" and t.first < link.group.first for t in hurt)
    return "died_of_wounds" if inside or shared or opened or theirs else None


def _distributive(clause: Clause, group: Group, trigger: Trigger) -> bool:
    """Whether the figure holds for each of two sides ("one soldier from each side")."""
    window = " ".join(clause.words[min(group.first, trigger.first) : max(group.last, trigger.last) + 6])
    return "each side" in window or "either side" in window


def _kinds(clause: Clause, link: Link) -> tuple[str, ...]:
    """Kinds of people among the victims: of the noun, and of "including children"."""
    found = set(link.group.who.groups) if link.group.who else set()
    i = link.group.last + 1
    if clause.word(i) == ",":
        i += 1
    if link.part and not found and clause.word(i) in ("were", "was", "are"):  # "16 of the dead were displaced people"
        told = clause.right_of(i, 3)
        if told is not None and told.who is not None and told.reading is None:
            found.update(told.who.groups)
    if clause.word(i) in small("part") and not link.part:
        for j in range(i + 1, min(i + 8, len(clause.words))):
            group = clause.by_token.get(j)
            if group is None and clause.word(j) not in ("and", ",", "many", "some", "also"):
                break
            if group is not None and group.who is not None:
                found.update(group.who.groups)
    return tuple(sorted(found))


def _aside(document: Document, clause: Clause, keep: list[int]) -> list[SetAside]:
    """Figures of the sentence that no kept mention uses, with the reason."""
    tokens = clause.sentence.tokens
    used = {id(clause.links[n].group) for n in keep}
    out = []
    told = {tokens[clause.links[n].group.first].start for n in keep if clause.links[n].group.reading is None}
    for reading in clause.ages:
        if tokens[reading.first].start in told:
            continue
        a, b = tokens[reading.first].start, tokens[reading.last].end
        out.append(SetAside(a, b, document.text[a:b], "an age"))
    for group in clause.groups:
        if group.reading is None or id(group) in used:
            continue
        reason = (
            clause.noted.get(id(group)) or group.unit or ("counts people to whom no harm is told" if group.who else "no harm word takes it")
        )
        a, b = tokens[group.reading.first].start, tokens[group.reading.last].end
        out.append(SetAside(a, b, document.text[a:b], reason))
    return sorted(out, key=lambda s: (s.start, s.end))
