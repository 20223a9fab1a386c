"""Who did it: the actor a phrase, a sentence or the sentence beside it makes the doer of a casualty."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from rashomon.claims.sides_context import CLASSES, Context
from rashomon.lexicon import load
from rashomon.model import ActorMention, CasualtyMention, Span

#: After a name: the place held, not the doer ("X strongholds").
_PLACES = (
    "stronghold",
    "position(?!ed)",
    "target(?!ed|s? the|ing)",
    "territor",
    "base",
    "camp",
    "held",
    "controlled",
    "area",
    "convoy",
    "headquarters",
    "heartland",
    "hideout",
    "bastion",
    "checkpoint",
    "village",
    "town",
    "city",
    "border",
)
_PLACE = re.compile(r"[ '-]*(?:" + "|".join(_PLACES) + r")", re.I)
_MEANS = re.compile(
    r"(?:(?:large-scale|massive|heavy|ground|air|night|renewed|repeated|new) )*(?:shell|fire\b|gunfire|attack|bomb|raid|strike|airstrike|air (?:raid|strike|attack)|rocket|mortar|missile|drone|artillery|sniper|terror|offensive|assault|ambush|suicide|gunboats?|boats?|tanks?|warships?|landmines?|mines?|gunners|commandos|units|patrol|gunships?|warplanes?|jets?|helicopters?)",
    re.I,
)
#: Doers who are only called doers, and words that say nobody knows them: no name of anybody.
_NOBODY = frozenset({"attackers", "attacker", "assailants", "assailant"})
_UNKNOWN = re.compile(r"(?:\w+ )?(?:unknown|unidentified|unnamed)\b", re.I)
#: After a country or a seat of government named by its noun: where a deed was done ("nine die in Xia ambush"), and not by whom.
_THERE = re.compile(
    r" (?:(?:[a-z]+-)?(?:suicide|car|truck|roadside|bomb|gun|knife|grenade|terror(?:ist)?|militant|rebel|market|mosque|church|school|hotel|border|prison|police|army|deadly|twin|double) )*(?:ambush(?:es)?|attack(?:s|ers?)?|bomb|bombs|bombings?|blasts?|explosions?|shootings?|massacres?|siege|clash(?:es)?|violence|killings?)\b(?! on\b)",
    re.I,
)
_DOERS = frozenset({"military", "group", "militants", "state", "government", "coalition", "police"})
#: Kinds that are never the doer of an attack.
_NOT = frozenset({"media", "witnesses", "medical", "people", "civilians", "monitor", "organisation", "officials"})
_ADJ = r"(?:an? |the |suspected |alleged |heavy |fresh |separate |intense |more |two |several |waves of |a wave of |armed |unidentified )*"
_BY = re.compile(rf"\b(?:by|at the hands of) {_ADJ}$", re.I)
_DURING = re.compile(rf"\b(?:by|in|from|during|after|when|following|of) {_ADJ}$", re.I)
_DEED = r"(?:attack|raid|strike|airstrike|bombing|bombardment|shelling|assault|massacre|ambush|offensive|blast|explosion|shooting|invasion)"
_DID_BY = re.compile(
    rf"\b(?:(?:fired|launched|dropped)(?: earlier)? (?:by|from|at them by)|(?:carried out|planted|conducted|staged|committed|perpetrated|detonated|ordered|laid)(?: earlier)?(?: by| on| to)?|blamed(?: \w+)? on|attributed to|claimed(?: later| afterwards| online)? by|pinned on|{_DEED}s? (?:by|from)) {_ADJ}$",
    re.I,
)
_BLAMED = re.compile(rf"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|punish(?:es|ed|ing)?|condemn(?:s|ed|ing)?) {_ADJ}$", re.I)
_DOOR = re.compile(rf"\b(?:blamed on|attributed to|claimed(?: later| afterwards| online)? by|pinned on) {_ADJ}$", re.I)
#: Fighting of two, before their names: "clashes between", "a gun battle between".
_BETWEEN = re.compile(
    r"(?:[\w-]+ ){0,3}(?:clash(?:es)?|fighting|battles?|gun ?battles?|firefights?|shootouts?|exchanges? of fire|hostilities|violence|skirmish(?:es)?) (?:between|involving)(?: the | )?(?:\0|\w)",
    re.I,
)
_TWO = re.compile("between|involving", re.I)
_FOR = re.compile(r"^(?:'s?)?,? (?:of|for|over) ", re.I)
_CAME = re.compile(rf"\b(?:came|coming|launched|fired) from {_ADJ}$", re.I)
_WHEN = re.compile(rf"\b(?:when|after|as|because|where) {_ADJ}$", re.I)
_CLASH = re.compile(
    rf"\b(?:clash(?:es|ed)?|fighting|battles?|gun ?battles?|firefights?|gunfights?|confrontations?|shootout)(?: on \w+)? (?:with|against) {_ADJ}$",
    re.I,
)
#: Before a name: the one fought, supported, or in whose hands a place is.
_AGAINST = re.compile(
    r"\b(?:against|target(?:ing|s|ed)|of backing|back(?:ing|ed)|fight(?:ing)?|supporting|(?:controlled|held|run|ruled|seized|besieged|occupied|dominated|captured|overrun|liberated|backed|supported|aided|armed|funded|trained|accompanied|escorted|helped) (?:mostly |jointly |mainly |partly )?by|loyal to|condemn(?:s|ed|ing)|den(?:y|ies|ied|ying)|stop(?:ping)?) (?:an? |the |alleged |suspected )*$",
    re.I,
)
_SAYS = re.compile(
    r"^(?:'s?)?(?: on \w+| also| later| has| had)? (?:said|says?|claims?|claimed|told|reported|reports|announced|alleges?|alleged|insists?|confirmed|denied|denies|warned|adds|added)\b",
    re.I,
)
_VERB = r"(?:fired|launched|opened fire|attacked|dropped|shelled|bombed|detonated|blew up|stormed|raided|struck|hit|targeted|pounded|carried out|ambushed|shot|set off|bombarded|rocketed|rammed|planted|mortared|overran|gunned|assaulted|stabbed|torched|massacred|committed|executed|slaughtered|opened up on|swept into|fell on|had fallen on|burst into|dynamited|mined|machine-gunned|hurled|threw|tossed|lobbed|sprayed|raked|strafed|firebombed|fire-bombed|assassinated|hacked|beheaded|butchered|ransacked|invaded|derailed|hijacked|waylaid|rampaged|broke into|descended on|set fire|set ablaze|blasted|rained|sank|downed|shot down|sabotaged|torpedoed|pummell?ed|lynched|gassed|raiding|attacking|firing)"
_DOES = re.compile(
    r"(?:, [^,.;]{3,60},| \([^)]{2,40}\)| \[[^\]]{2,60}\])? (?:have |had |has |also |again |deliberately |reportedly |allegedly )?(?:fire\b|open fire\b|attack\b|"
    + _VERB
    + r"\b)",
    re.I,
)
_LATER = re.compile(r"(?P<gap>(?: [^ .;:]+){0,18}?) (?P<verb>" + _VERB + r")\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|are|is|be|who|to|by|not|never)$", re.I)
_GOES_ON = re.compile(
    r"\b(?:kill(?:ing|ed|s)?|wound(?:ing|ed|s)?|injur(?:ing|ed|es?)|leaving|left|leaves|caus(?:ing|ed)|claim(?:ing|ed|s)|result(?:ing|ed)|massacring|cost(?:ing)?|maiming|took|taking)\b",
    re.I,
)
_ATTACKED = re.compile(rf"\b{_DEED}|\b(?:bombs?|shells?|rockets?|missiles?|gunmen|clash|fighting|explo|blew|suicide)", re.I)


def perpetrator_of(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """Who did it, by the phrase the mention makes the doer: canonical name for the claim, and the party. ("regime air raids": the
    state's; "suspected X gunmen": X; "gunmen": unknown men, "gunmen" as the name and no party.) Found once: all other figures of the
    sentence ask for it."""
    key = ("doer", id(mention))
    if key not in context.cases:
        context.cases[key] = _doer_of(mention, context)
    found: tuple[str | None, str | None] = context.cases[key]
    return found


def _doer_of(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    if mention.perpetrator is not None and not _only_says(mention, context):
        found = accused(_joined(mention.perpetrator, mention.sentence, context), context, mention.sentence)
        if found[1] in CLASSES or (found[0] is not None and found[1] is None):
            found = _laid_at(mention, context) or found  # "gunmen killed six in an attack blamed on X"
        if (
            found[0] is not None
            and not _own_dead(mention, found[1], mention.perpetrator, context)
            and not _dead(mention, found[1], context)
        ):
            return found
    if mention.perpetrator is None:
        told = {
            found
            for m in context.figures.of_sentence(mention.sentence)
            if m is not mention and m.trigger == mention.trigger and m.perpetrator is not None
            for found in [perpetrator_of(m, context)]
        }
        told.discard((None, None))
        if len(told) == 1:
            return told.pop()  # "killing 11 soldiers and two advisers": one deed
    return _by_means(mention, context)


def _laid_at(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None] | None:
    """The named group at whose door the sentence lays the attack, behind the harm: "claimed by X", "blamed on X"."""
    text = context.document.text
    for m in context.by_sentence.get(mention.sentence, []):
        if m.start >= mention.trigger.end and m.kind == "group" and m.party and m.party not in CLASSES and not m.anaphor:
            lead = text[max(mention.trigger.end, m.start - 60) : m.start]
            if _DOOR.search(lead) and not _dead(mention, m.party, context):
                return name_of(m, context), m.party
    return None


def _only_says(mention: CasualtyMention, context: Context) -> bool:
    """Whether the phrase taken for the doer stands behind the harm and says it ("…, killing nine, police said")."""
    span = mention.perpetrator
    return span is not None and span.start > mention.trigger.end and bool(_SAYS.match(context.document.text[span.end : span.end + 40]))


def _dead(mention: CasualtyMention, party: str | None, context: Context) -> bool:
    """Whether a party is the one the victims' own words name ("killed 11 fighters of the X")."""
    if mention.victims is None or party is None:
        return False
    if (
        mention.perpetrator is not None
        and mention.perpetrator.start < mention.victims.end
        and mention.victims.start < mention.perpetrator.end
    ):
        return False
    end = mention.victims.end + (30 if re.match(r" (?:of|from|belonging to) ", context.document.text[mention.victims.end :][:14]) else 0)
    here = context.by_sentence.get(mention.sentence, [])
    return any(
        m.party == party
        and m.kind in {"group", "military", "coalition", "militants"}
        and ".means" not in m.rule
        and m.start < end
        and mention.victims.start < m.end
        for m in here
    )


def _own_dead(mention: CasualtyMention, party: str | None, doer: Span, context: Context) -> bool:
    """Whether a state would be the doer of its own men's death by no more than its adjective or name before a deed ("nine Xian soldiers
    die in Xian ambush")."""
    if party not in context.states or not _THERE.search(context.document.text[doer.start : doer.end + 24]):
        return False
    here = context.by_sentence.get(mention.sentence, [])
    return any(
        m.party == party
        and m.kind in {"military", "police"}
        and ".means" not in m.rule
        and m.start < mention.end
        and mention.start < m.end
        and not (doer.start <= m.start < doer.end)
        for m in here
    )


#: Between two figures of a sentence: two events.
_TWO_EVENTS = re.compile(
    r"\b(?:where|had been|since|days?|weeks?|months?|years?|hours? (?:after|before|earlier|later)|earlier|last|previous(?:ly)?|in (?:19|20)\d\d|separate(?:ly)?|elsewhere|meanwhile|while|although|but)\b",
    re.I,
)


def _apart(a: CasualtyMention, b: CasualtyMention, context: Context) -> bool:
    """Whether the words between two figures of one sentence set them apart ("… the mall, where 67 people were massacred")."""
    first, second = sorted((a, b), key=lambda m: (m.start, m.end))
    return bool(_TWO_EVENTS.search(context.document.text[first.end : second.start]))


def shared(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """The doer of another mention of the same sentence, where all that name one name the same: one sentence tells one event."""
    others = [m for m in context.figures.of_sentence(mention.sentence) if m is not mention and perpetrator_of(m, context) != (None, None)]
    found = {perpetrator_of(m, context) for m in others if not _apart(m, mention, context)}
    return found.pop() if len(found) == 1 else (None, None)


def told_before(mention: CasualtyMention, context: Context) -> str | None:
    """The doer that the sentence right before names, where that sentence tells the attack and counts nobody, and this one tells none
    of its own: "Xian jets struck the clinic for an hour. Forty-two people were killed." The name only: sides do not lean on it."""
    n = mention.sentence
    if n == 0 or n >= len(context.sentences):
        return None
    key = ("told before", n)
    if key not in context.cases:
        context.cases[key] = _told_before(n, context)
    found: str | None = context.cases[key]
    return found


def _told_before(n: int, context: Context) -> str | None:
    if context.figures.of_sentence(n - 1) or any(not m.anaphor and m.kind in _DOERS for m in context.by_sentence.get(n, [])):
        return None
    if _ATTACKED.search(context.sentences[n].text):
        return None
    found = {attacker(m, context) for m in context.by_sentence.get(n - 1, []) if _tells_attack(m, context)}
    found.discard((None, None))
    return found.pop()[0] if len(found) == 1 else None


def _tells_attack(m: ActorMention, context: Context) -> bool:
    """Whether a mention is the subject of a deed in its sentence, in the writer's own words."""
    text, end = context.document.text, context.sentences[m.sentence].end
    if not _is_doer(m, context):
        return False
    tail = text[m.end : min(end, m.end + 60)]
    means = _MEANS.match(tail.lstrip(" '"))
    return bool(
        _DOES.match(tail)
        or (".means" in m.rule and re.match(r"\W*(?:\w+ ){0,3}(?:" + _VERB + r")\b", tail))
        or (means and re.match(r"\W*(?:\w+ ){0,4}(?:" + _VERB + r")\b", tail))
    )


def _doers_in(sentence: int, context: Context) -> list[ActorMention]:
    """The actors of a sentence that may be doers; asked by each of its figures."""
    key = ("doers", sentence)
    found: list[ActorMention] | None = context.cases.get(key)
    if found is None:
        found = context.cases[key] = [m for m in context.by_sentence.get(sentence, []) if _is_doer(m, context)]
    return found


def _is_doer(m: ActorMention, context: Context) -> bool:
    text = context.document.text
    if m.anaphor or not (".means" in m.rule or m.kind in _DOERS):
        return False
    tail = text[m.end : m.end + 40]
    if _PLACE.match(tail) or tail[:1] == "-" or _is_scene(m, context):
        return False
    return not _AGAINST.search(text[max(0, m.start - 40) : m.start])


def _is_scene(m: ActorMention, context: Context) -> bool:
    """Whether a state's or a capital's noun before a deed tells where it was done; the adjective ("Xian attack") may tell by whom."""
    text = context.document.text
    if m.kind == "group" or m.party is None or not _THERE.match(text[m.end : m.end + 60]):
        return False
    name = text[m.start : m.end].casefold().removeprefix("the ")
    return name == m.party.casefold() or name in _lands()


@cache
def _lands() -> frozenset[str]:
    """Names of countries and capitals; acronyms, which are adjectives as well ("US attack"), left out."""
    names = [n for e in load("countries") for n in (str(e.get("name")), *e.forms, *(e.get("seats") or ()))]
    return frozenset(n.casefold() for n in names if not n.isupper())


def attacker(m: ActorMention, context: Context) -> tuple[str | None, str | None]:
    """A mention, with those joined to it by "and", as doer."""
    return accused(_joined(Span(m.start, m.end), m.sentence, context), context, m.sentence)


def _joined(span: Span, sentence: int, context: Context) -> Span:
    """A stretch with the actors joined to it: "Freedonian | and Ostravan jets"."""
    text, start, end = context.document.text, span.start, span.end
    here = [o for o in context.by_sentence.get(sentence, []) if not o.anaphor and (o.kind in _DOERS or ".means" in o.rule)]
    for o in here:
        if o.start - end == 1 and o.kind == "group" and o.start > start:
            end = o.end  # "gunmen of Xia's paramilitary | Y Front": a phrase cut before the name
        if 0 < o.start - end <= 9 and text[end : o.start].strip() in {"and", "or", "and the", "and its"}:
            end = o.end
    for o in reversed(here):
        if 0 < start - o.end <= 9 and text[o.end : start].strip() in {"and", "or", "and the"}:
            start = o.start
    return Span(start, end)


def _by_means(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """The doer that the same sentence names outside the phrase: behind the harm word ("killed by regime bombs", "died when X fired
    rockets", "in clashes with X"), before it ("X shelled the market, killing nine", "regime raids left 15 dead", "an attack blamed on
    X killed nine"), wherever the sentence tells one deed."""
    if mention.sentence >= len(context.sentences):
        return None, None
    here = _doers_in(mention.sentence, context)
    alive = [m for m in here if not _dead(mention, m.party, context)]
    for reader in (_behind, _blamed, _ahead):
        for m in alive:
            if reader(m, mention, context, here) and not _own_dead(mention, m.party, Span(m.start, m.end), context):
                found = attacker(m, context)
                if found[0] is not None:
                    return found
    return None, None


def _behind(m: ActorMention, mention: CasualtyMention, context: Context, here: list[ActorMention]) -> bool:
    text = context.document.text
    if m.start < mention.trigger.end:
        return False
    lead, tail = text[max(mention.start, m.start - 50) : m.start], text[m.end : m.end + 60]
    if m.start < mention.end + 60:  # near
        if ".means" not in m.rule and _BY.search(lead):
            return True
        if _DURING.search(lead) and (".means" in m.rule or _MEANS.match(tail.lstrip())):
            return True
    return bool(_DID_BY.search(lead) or (_WHEN.search(lead) and _DOES.match(tail)) or _CLASH.search(lead))


def _blamed(m: ActorMention, mention: CasualtyMention, context: Context, here: list[ActorMention]) -> bool:
    """The deed is laid at somebody's door, anywhere in the sentence: "blamed on X", "accused X of an attack that killed nine"."""
    text = context.document.text
    start = context.sentences[mention.sentence].start
    lead, tail = text[max(start, m.start - 60) : m.start], text[m.end : m.end + 12]
    if _DID_BY.search(lead) or _CAME.search(lead):
        return m.start < mention.trigger.start
    if _FROM.search(lead) and _HELD.match(tail):
        return True
    return bool(_BLAMED.search(lead) and _FOR.match(tail) and m.start < mention.trigger.start)


_FROM = re.compile(r"\bfrom (?:an? |the )$")
_HELD = re.compile(r"-(?:held|controlled)\b")
#: Between a doer and the harm word it is the subject of; behind a harm word that is passive ("soldiers killed in").
_DIRECT = re.compile(r"(?:, [^,.;]{3,70},)? (?:have |had |has |also |then |later |reportedly |allegedly |deliberately )?", re.I)
_OBJECT = re.compile(r" (?:in|by|when|after|as|during|on|at|near|and|outside|inside)\b|[,.;:]|$", re.I)
_CLAUSE = re.compile(r"\b(?:after|when|since|as|while|said|says)\b")
_ELSE = re.compile(r"\b(?:while|but|meanwhile|a day after|days after|separately|elsewhere)\b|;")
#: Before a name: whose aircraft, shells or men the subject is ("warplanes of the X").
_OF_MEANS = re.compile(
    r"\b(?:(?:war)?planes?|jets?|aircraft|helicopters?|gunships?|drones?|missiles?|rockets?|shells?|forces|troops|soldiers|fighters|gunm[ae]n|"
    r"artillery|snipers?|members|elements|units|supporters|guerr?illas|rebels|militants|bombers?)(?:,? and [\w-]+)? (?:of|from|belonging to|loyal to) (?:the |al-)?$",
    re.I,
)


def _ahead(m: ActorMention, mention: CasualtyMention, context: Context, here: list[ActorMention]) -> bool:
    """The subject of a deed that goes on to the harm; nobody else named between the deed and its doer, and no other doer before the harm
    but those joined to it."""
    text = context.document.text
    if m.end > mention.trigger.start or _SAYS.match(text[m.end : m.end + 40]):
        return False
    between = text[m.end : mention.trigger.end]
    if (
        _DIRECT.fullmatch(text[m.end : mention.trigger.start])
        and not _OBJECT.match(text[mention.trigger.end : mention.trigger.end + 12])
        and mention.victims is not None
        and mention.victims.start >= mention.trigger.end
    ):
        return True
    if ".means" in m.rule or _MEANS.match(between.lstrip(" '")) or _OF_MEANS.search(text[max(0, m.start - 60) : m.start]):
        rivals = {
            o.party
            for o in here
            if o.party != m.party
            and o.end <= mention.trigger.start
            and (".means" in o.rule or _MEANS.match(text[o.end : o.end + 30].lstrip(" '")))
        }
        told = len(between) < 160 and not _CLAUSE.search(between)
        return (
            told and (not rivals or bool(attacker(m, context)[1] is None)) and bool(_GOES_ON.search(text[m.end : mention.trigger.end + 1]))
        )
    found = _LATER.match(between)
    if found is None or _PASSIVE.search(found.group("gap")):
        return False
    verb_at = m.end + found.start("verb")
    if any(m.end <= o.start < verb_at and o.party != m.party for o in here):
        return False
    rest = text[m.end + found.end() : mention.trigger.end]
    return len(rest) < 220 and bool(_GOES_ON.search(rest)) and not _ELSE.search(rest)


def accused(span: Span, context: Context, sentence: int | None = None) -> tuple[str | None, str | None]:
    """The actor that a phrase accuses or makes the doer, as name and party; (None, None) where it names nobody."""
    key = ("accused", span.start, span.end, sentence)
    found: tuple[str | None, str | None] | None = context.cases.get(key)
    if found is None:
        found = context.cases[key] = _accused(span, context, sentence)
    return found


def _accused(span: Span, context: Context, sentence: int | None) -> tuple[str | None, str | None]:
    text = context.document.text
    if _TWO.search(text, max(0, span.start - 30), span.end) and (
        _BETWEEN.match(text[span.start : span.end]) or _BETWEEN.search(text[max(0, span.start - 30) : span.start] + "\0")
    ):
        return None, None  # "clashes between X and Y killed nine": neither alone
    inside = [m for m in context.actors_in(span.start, span.end, sentence) if m.kind not in _NOT - {"officials", "organisation"}]
    inside = [m for m in inside if not _PLACE.match(text[m.end : m.end + 24]) and not _is_scene(m, context)]
    inside = [m for m in inside if not _AGAINST.search(text[max(span.start - 24, m.start - 40, 0) : m.start])]
    pointing = [m for m in inside if m.anaphor and m.head not in {"it", "they", "he", "she", "we"}]
    inside = [m for m in inside if not m.anaphor]
    if not inside and pointing:
        named_so_far = context.groups_named[: bisect_left(context.groups_named, span.start, key=lambda m: m.start)]
        before = next((m.party for m in reversed(named_so_far) if m.end <= span.start), None)
        if before is not None and pointing[0].kind in {"militants", "group", "organisation"}:
            return before, before
    named = [m for m in inside if m.party is not None]
    if not named:
        if inside and inside[0].kind in {"group", "coalition"}:
            return inside[0].actor, inside[0].party
        if inside and inside[0].kind in {"military", "police", "government"} and context.scene and not context.states:
            return context.scene, context.scene  # "the army" of a text that names towns of one country and no state
        return None, None
    parties = list(dict.fromkeys(m.party for m in named if m.party))
    first = min(named, key=lambda m: (m.party in CLASSES, m.start))
    apposed = next(
        (m for m in named if m.kind == "group" and m.party not in CLASSES and m.start > first.start and _modifies(first, m, text)), None
    )
    first = apposed or first  # "Xia's paramilitary Y Front"
    if len(parties) == 2 and all(p in context.states for p in parties):
        return " and ".join(sorted(parties)), None
    return name_of(first, context), context.meant(first) or first.party


def _modifies(state: ActorMention, group: ActorMention, text: str) -> bool:
    """Whether a state's name only says where the group behind it is from."""
    gap = text[state.end : group.start]
    return (
        state.kind in {"state", "military", "government"}
        and bool(re.fullmatch(r"(?:'s)?(?: [a-z][\w-]+){0,3} ?(?:the )?", gap))
        and " and " not in gap
    )


def name_of(actor: ActorMention, context: Context) -> str | None:
    """The name under which an actor is blamed: the side it belongs to, whatever organ or force the words name; a group's own."""
    party = context.meant(actor) or actor.party
    if party is None:
        return actor.actor
    if party == "militants":
        if actor.head in _NOBODY or (context is not None and _UNKNOWN.match(context.document.text[actor.start : actor.end])):
            return None
        return actor.head if actor.head in {"gunmen", "bandits"} else "militants"
    return party
