"""What the words around one claim say of when, where and what: the input of grouping (:mod:`rashomon.incidents.settle`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rashomon.incidents.clauses import (
    attacker_in,
    compares,
    head_of,
    link_region,
    since_clause,
)
from rashomon.incidents.known import Words
from rashomon.incidents.reading_dates import dates_of
from rashomon.incidents.reading_places import opening_place, places_of
from rashomon.incidents.words import Word, rank_words, reporting_verbs, talking_verbs
from rashomon.model import Claim, DateMention, PlaceMention, Sentence, Span, WeaponMention

#: Kinds of actors whose doings set a scene.
_ARMED = frozenset({"military", "group", "militants", "police"})
#: Tokens from a superlative to its "since" at most.
_RANKED = 9
_WHEN = frozenset({"when", "where", "which"})
#: Effects of words that are asked for by themselves.
_NO_EFFECTS = frozenset({"report", "aggregate", "span", "attacks"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim with the date, places, event words and cues that belong to it. ``near`` is ``clause`` or ``sentence``."""

    claim: Claim
    sentence: Sentence
    date: DateMention | None = None
    date_near: str = ""
    said: DateMention | None = None
    period: DateMention | None = None
    places: tuple[PlaceMention, ...] = ()
    place_near: str = ""
    events: tuple[Word, ...] = ()
    event_near: str = ""
    weapons: tuple[WeaponMention, ...] = ()
    effects: frozenset[str] = frozenset()
    background: str = ""
    link: Word | None = None  # the claim is told behind this linking word, which ties it to an event told before it
    links: tuple[Word, ...] = ()  # linking words inside or right behind the claim
    answers: int | None = None  # days from this event to the one behind its linking word ("a provocation the day before": -1)
    back: int | None = None  # days from the event told before its linking word to this one ("a day after shells hit the mill": -1)
    base: DateMention | None = None  # the day these are counted from, where it is printed in the sentence
    opens: bool = False  # its sentence opens with the place, which is its own ("In Arn, a man was killed")
    breakdown: bool = False  # one of three or more figures of one sentence
    doer: str | None = None  # of a sentence without a claim: the party that its attacking verb has as its subject
    item: int = 0  # the item of a round-up it stands in
    over: tuple[Word, ...] = ()  # words of a total over several events in the sentence ("in 24 hours")


def read_sentence(sentence: Sentence, known: Words, harm: Span | None = None) -> Reading | None:
    """The reading of a sentence that tells of violence and holds no claim: it says when and where for those that follow."""
    events = [w for w in known.of(sentence, "events") if w.entry.get("family") != "war"]
    scene = _scene(sentence, known) if not (events or harm) else None
    if not (events or harm or scene) or not (known.dates[sentence.index] or known.places[sentence.index]):
        return None
    harm = harm or scene
    if harm is None:
        behind = [link_region(sentence, w) for w in known.of(sentence, "links") if w.entry.get("type") == "retaliation_for"]
        told = [
            w for w in events if not any(a <= w.start < b for a, b in behind)
        ] or events  # "in response to the shelling, troops struck …" tells of the strike
        event = max(told, key=lambda w: (int(w.entry.get("weight", 1)), -w.start))
        harm = Span(event.start, event.end)
    document = known.document
    quote = harm.of(document.text)
    claim = Claim(
        "",
        document.name,
        document.document_id,
        harm.start,
        harm.end,
        quote,
        "event",
        sentence=sentence.index,
        paragraph=sentence.paragraph,
        label=sentence.label,
    )
    reading = read_claim(claim, known)
    if reading is not None and "note" in reading.effects:
        return None
    return replace(reading, doer=attacker_in(sentence, known)) if reading is not None else None


def _scene(sentence: Sentence, known: Words) -> Span | None:
    """The words that set a scene: a paragraph opens with a place and armed men in it ("In Arn, soldiers surrounded a house"), and what befell is told next."""
    first = sentence.index == 0 or known.sentences[sentence.index - 1].paragraph != sentence.paragraph
    goes_on = sentence.index + 1 < len(known.sentences) and known.sentences[sentence.index + 1].paragraph == sentence.paragraph
    if not (first and goes_on) or not any(a.kind in _ARMED for a in known.actors[sentence.index]):
        return None
    place = opening_place(sentence, known.places[sentence.index])
    root = next((t for t in sentence.tokens if t.dep == "ROOT"), None)
    if place is None or root is None or root.lower in reporting_verbs() | talking_verbs():
        return None
    return None if any(w.entry.get("effect") == "peace" for w in known.of(sentence, "threads")) else Span(root.start, root.end)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the readings of all claims of one sentence share."""

    regions: tuple[tuple[Word, int, int], ...]  # linking words with the stretch that names the event behind each
    steps: tuple[tuple[Word, DateMention], ...]  # dates that say how far the two events of a linking word lie apart
    answered: tuple[int | None, ...]
    noted: bool
    over: tuple[Word, ...]
    since: bool  # whether the word stands in it
    compares: bool


def _around(sentence: Sentence, known: Words) -> _Around:
    key = ("around", sentence.index)
    found: _Around | None = known.memo.get(key)
    if found is None:
        found = known.memo[key] = _look_around(sentence, known)
    return found


def _look_around(sentence: Sentence, known: Words) -> _Around:
    dates = known.dates[sentence.index]
    links = [w for w in known.of(sentence, "links") if w.entry.get("type") in {"retaliation_for", "follows"}]
    regions = tuple((w, *link_region(sentence, w)) for w in links)
    since = [t.i for t in sentence.tokens if t.lower == "since"] if "since" in sentence.lowers else []
    apart = [d for d in dates if d.expr.kind == "reference"]
    told = known.of(sentence, "threads")
    several = {"aggregate", "span"} if _tells_several(sentence, known) else {"aggregate"}
    return _Around(
        regions=regions,
        steps=tuple((w, d) for w, _, _ in regions for d in apart if d.start < w.end and w.start < d.end),
        answered=tuple(d.expr.shift for d in apart if any(a <= d.start < b for _, a, b in regions)),
        noted=any(w.entry.get("effect") == "note" for w in told),
        over=tuple(w for w in told if w.entry.get("effect") in several),
        since=bool(since),
        compares=any(compares(sentence, i) for i in since),
    )


def read_claim(claim: Claim, known: Words) -> Reading | None:
    """The reading of one claim, None where no read sentence holds it."""
    sentence = known.sentence_of(claim)
    if sentence is None:
        return None
    around = _around(sentence, known)
    regions, steps = around.regions, around.steps
    behind = next((w for w, a, b in regions if a - 4 <= claim.start and claim.start < b and w.start < claim.start), None)
    step = next((d for w, d in steps if w is behind), None) if behind is not None else None

    def mine(start: int) -> bool:
        """Whether words at ``start`` stand on the claim's side of a linking word; how far two events lie apart is no day of either."""
        if any(d.start == start for _, d in steps):
            return False
        inside = any(a <= start < b for w, a, b in regions if behind is None or w is behind)
        return inside if behind is not None else not inside

    head = head_of(sentence, claim.start, claim.end)
    date, near, said, period = dates_of(claim, sentence, known, mine, head, around.since) if not around.noted else (None, "", None, None)
    places, place_near = places_of(claim, sentence, known, mine, head)
    events, event_near = _events(claim, sentence, known, mine)
    weapons = tuple(w for w in known.weapons[sentence.index] if mine(w.start))
    effects = {w.entry.get("effect") for w in known.of(sentence, "threads") if w.start < claim.end} - _NO_EFFECTS
    if around.noted:
        effects.add("note")
    if around.compares:
        effects.add("compares")
    if claim.kind == "casualty" and around.since and since_clause(sentence, head):
        effects.add("since")
    links = () if behind else tuple(w for w, a, _ in regions if claim.start <= w.start < claim.end + 40)
    base = None
    if behind is not None and step is not None:
        outer = [
            d
            for d in known.dates[sentence.index]
            if d is not step and d.expr.kind not in {"reference", "since", "period"} and not any(a <= d.start < b for _, a, b in regions)
        ]
        base = min(outer, key=lambda d: abs(d.start - behind.start)) if outer else None
    return Reading(
        claim=claim,
        sentence=sentence,
        date=date,
        date_near=near,
        said=said,
        period=period,
        places=places,
        place_near=place_near,
        events=events,
        event_near=event_near,
        weapons=weapons,
        effects=frozenset(effects),
        background=_background(claim, sentence, known),
        link=behind,
        links=links,
        answers=around.answered[0] if around.answered and links else None,
        item=known.item(claim.start),
        over=around.over,
        back=-step.expr.shift if step is not None and date is None and step.expr.unit is None else None,
        base=base,
        opens=place_near == "clause" and opening_place(sentence, places) is not None,
    )


def _tells_several(sentence: Sentence, known: Words) -> bool:
    """A word for what happened in the plural: "shootings", "three attacks"."""
    at = (sentence.token_at(w.end - 1) for w in known.of(sentence, "events") if w.entry.get("family") != "war")
    return any(i is not None and sentence.tokens[i].tag == "NNS" for i in at)


def _events(claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool]) -> tuple[tuple[Word, ...], str]:
    found = [w for w in known.of(sentence, "events") if mine(w.start)]
    peace = [w for w in found if w.entry.get("family") != "war"]
    inside = [w for w in peace if claim.start <= w.start < claim.end]
    if inside:
        return tuple(inside), "clause"
    wars = [w for w in found if w not in peace and claim.start <= w.start < claim.end]
    if wars and claim.kind == "casualty":
        return tuple(wars), "war"
    if peace:
        return tuple(sorted(peace, key=lambda w: (min(abs(w.start - claim.end), abs(claim.start - w.end)), w.start))), "sentence"
    return tuple(w for w in found if _governs(sentence, w, claim)), "war" if any(_governs(sentence, w, claim) for w in found) else ""


def _governs(sentence: Sentence, word: Word, claim: Claim) -> bool:
    """A war that is what the claim is about: in its words, or the subject of the verb above it."""
    if claim.start <= word.start < claim.end:
        return True
    head, token = head_of(sentence, claim.start, claim.end), sentence.token_at(word.end - 1)
    if head is None or token is None:
        return False
    return sentence.tokens[token].head in set(sentence.ancestors(head)) and sentence.tokens[token].dep in {"nsubj", "nsubjpass"}


def _background(claim: Claim, sentence: Sentence, known: Words) -> str:
    for cue in known.of(sentence, "background"):
        reach = cue.entry.get("reach")
        at = sentence.token_at(cue.start)
        if at is not None and sentence.tokens[at].lower == "since" and compares(sentence, at):
            continue  # "the worst attack since the war began" tells of the attack
        if (
            reach == "sentence"
            or (reach == "after" and cue.start <= claim.start and _told_behind(claim, sentence, cue))
            or (reach == "before" and claim.start < cue.start)
            or (
                reach == "near"
                and (claim.start <= cue.start < claim.end or abs(cue.start - claim.end) < 40 or 0 <= claim.start - cue.end < 60)
            )
        ):
            return cue.entry.rule
    own_day = any(d.expr.kind in {"weekday", "offset"} for d in known.dates[sentence.index])
    if not own_day and _of_the_older(claim, sentence):
        return "background.superlative_since"
    if claim.kind == "casualty" and not own_day and (known.tells_of_war(sentence) or known.in_war_paragraph(sentence)):
        return "background.war_itself"
    return ""


def _of_the_older(claim: Claim, sentence: Sentence) -> bool:
    """ "The deadliest fighting in the city since last May, when 32 were killed": whatever it is the worst of, the 32 are of the older. "The worst since May, and
    killed 61" tells of the one at hand."""
    at = next((t.i for t in sentence.tokens if t.lower == "since"), None)
    if at is None or not any(t.lower in rank_words() for t in sentence.tokens[max(0, at - _RANKED) : at]):
        return False
    return any(t.lower in _WHEN and sentence.tokens[at].end <= t.start < claim.start for t in sentence.tokens[at:])


def _told_behind(claim: Claim, sentence: Sentence, cue: Word) -> bool:
    """ "The worst attack since 2007, when 80 were killed" tells of the older one; "the raid, the worst since 2007, killed 80" does not."""
    last = sentence.token_at(cue.end - 1)
    head = head_of(sentence, claim.start, claim.end)
    at = next((i for i in (last, *sentence.ancestors(last)) if sentence.tokens[i].lower == "since"), None) if last is not None else None
    if at is None or head is None:
        return True
    since = sentence.tokens[at]
    older = set(sentence.subtree(since.head if since.dep == "mark" else at))
    return head in older or not any(sentence.tokens[i].dep == "ROOT" for i in (head, *sentence.ancestors(head)) if i > max(older))
