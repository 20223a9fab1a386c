"""Who did it: the actor that a phrase or the sentence around it makes the doer of a casualty."""

from __future__ import annotations

import re

from rashomon.claims.sides_accused import THERE, accused, attacker, doers_in, from_there, joined, name_of
from rashomon.claims.sides_context import CLASSES, Context
from rashomon.model import ActorMention, CasualtyMention, Span

MEANS = re.compile(
    r"(?:(?:large-scale|massive|heavy|ground|air|night|renewed|repeated|new) )*(?:shell|fire\b|gunfire|attack|bomb|raid|strike|airstrike|air (?:raid|strike|attack)|rocket|mortar|missile|drone|artillery|sniper|terror|offensive|assault|ambush|suicide|gunboats?|boats?|tanks?|warships?|landmines?|mines?|gunners|commandos|units|patrol|gunships?|warplanes?|jets?|helicopters?)",
    re.I,
)
_ADJ = r"(?:an? |the |suspected |alleged |heavy |fresh |separate |intense |more |two |several |waves of |a wave of |armed |unidentified )*"
_BY = re.compile(rf"\b(?:by|at the hands of) {_ADJ}$", re.I)
_DURING = re.compile(rf"\b(?:by|in|from|during|after|when|following|of) {_ADJ}$", re.I)
DEED = r"(?:attack|raid|strike|airstrike|bombing|bombardment|shelling|assault|massacre|ambush|offensive|blast|explosion|shooting|invasion)"
_DID_BY = re.compile(
    rf"\b(?:(?:fired|launched|dropped)(?: earlier)? (?:by|from|at them by)|(?:carried out|planted|conducted|staged|committed|perpetrated|detonated|ordered|laid)(?: earlier)?(?: by| on| to)?|blamed(?: \w+)? on|attributed to|claimed(?: later| afterwards| online)? by|pinned on|{DEED}s? (?:by|from)) {_ADJ}$",
    re.I,
)
_BLAMED = re.compile(rf"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|punish(?:es|ed|ing)?|condemn(?:s|ed|ing)?) {_ADJ}$", re.I)
_DOOR = re.compile(rf"\b(?:blamed on|attributed to|claimed(?: later| afterwards| online)? by|pinned on) {_ADJ}$", re.I)
_FOR = re.compile(r"^(?:'s?)?,? (?:of|for|over) ", re.I)
_CAME = re.compile(rf"\b(?:came|coming|launched|fired) from {_ADJ}$", re.I)
_WHEN = re.compile(rf"\b(?:when|after|as|because|where) {_ADJ}$", re.I)
_CLASH = re.compile(
    rf"\b(?:clash(?:es|ed)?|fighting|battles?|gun ?battles?|firefights?|gunfights?|confrontations?|shootout)(?: on \w+)? (?:with|against) {_ADJ}$",
    re.I,
)
_SAYS = re.compile(
    r"^(?:'s?)?(?: on \w+| also| later| has| had)? (?:said|says?|claims?|claimed|told|reported|reports|announced|alleges?|alleged|insists?|confirmed|denied|denies|warned|adds|added)\b",
    re.I,
)
VERB = r"(?:fired|launched|opened fire|attacked|dropped|shelled|bombed|detonated|blew up|stormed|raided|struck|hit|targeted|pounded|carried out|ambushed|shot|set off|bombarded|rocketed|rammed|planted|mortared|overran|gunned|assaulted|stabbed|torched|massacred|committed|executed|slaughtered|opened up on|swept into|fell on|had fallen on|burst into|dynamited|mined|machine-gunned|hurled|threw|tossed|lobbed|sprayed|raked|strafed|firebombed|fire-bombed|assassinated|hacked|beheaded|butchered|ransacked|invaded|derailed|hijacked|waylaid|rampaged|broke into|descended on|set fire|set ablaze|blasted|rained|sank|downed|shot down|sabotaged|torpedoed|pummell?ed|lynched|gassed|raiding|attacking|firing)"
DOES = re.compile(
    r"(?:, [^,.;]{3,60},| \([^)]{2,40}\)| \[[^\]]{2,60}\])? (?:have |had |has |also |again |deliberately |reportedly |allegedly )?(?:fire\b|open fire\b|attack\b|"
    + VERB
    + r"\b)",
    re.I,
)
_LATER = re.compile(r"(?P<gap>(?: [^ .;:]+){0,18}?) (?P<verb>" + VERB + r")\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|are|is|be|who|to|by|not|never)$", re.I)
_GOES_ON = re.compile(
    r"\b(?:kill(?:ing|ed|s)?|wound(?:ing|ed|s)?|injur(?:ing|ed|es?)|leaving|left|leaves|caus(?:ing|ed)|claim(?:ing|ed|s)|result(?:ing|ed)|massacring|cost(?:ing)?|maiming|took|taking)\b",
    re.I,
)


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
        found = accused(joined(mention.perpetrator, mention.sentence, context), context, mention.sentence)
        if found[1] in CLASSES or (found[0] is not None and found[1] is None):
            found = _laid_at(mention, context) or found  # "gunmen killed six in an attack blamed on X"
        if (
            found[0] is not None
            and not _own_dead(mention, found[1], mention.perpetrator, context)
            and not _dead(mention, found[1], context)
        ):
            return found
    if mention.perpetrator is None and of_whom(mention, context):
        return None, None
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
        and not m.rule.endswith("+prior")  # "soldiers", whose state the text's main one only stands in for
        and m.start < end
        and mention.victims.start < m.end
        for m in here
    )


def _own_dead(mention: CasualtyMention, party: str | None, doer: Span, context: Context) -> bool:
    """Whether a state would be the doer of its own men's death by no more than its adjective or name before a deed ("nine Xian soldiers
    die in Xian ambush")."""
    if party not in context.states or not THERE.search(context.document.text[doer.start : doer.end + 24]):
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


def _by_means(mention: CasualtyMention, context: Context) -> tuple[str | None, str | None]:
    """The doer that the same sentence names outside the phrase: behind the harm word ("killed by regime bombs", "died when X fired
    rockets", "in clashes with X"), before it ("X shelled the market, killing nine", "regime raids left 15 dead", "an attack blamed on
    X killed nine"), wherever the sentence tells one deed."""
    if mention.sentence >= len(context.sentences):
        return None, None
    here = doers_in(mention.sentence, context)
    alive = [m for m in here if not _dead(mention, m.party, context) and not from_there(m, context)]
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
            return not _of_another(m, mention, context)
        if _DURING.search(lead) and (".means" in m.rule or MEANS.match(tail.lstrip())):
            return True
    return bool(_DID_BY.search(lead) or (_WHEN.search(lead) and DOES.match(tail)) or _CLASH.search(lead))


def _of_another(m: ActorMention, mention: CasualtyMention, context: Context) -> bool:
    """ "A bomb killed nine, and two traders were shot by gunmen": behind a harm word of its own, and nobody's who killed nine in the active."""
    return is_active(mention) and any(
        mention.trigger.end <= o.trigger.start < m.start
        for o in context.figures.of_sentence(mention.sentence)
        if o.trigger != mention.trigger
    )


def is_active(mention: CasualtyMention) -> bool:
    """Whether the victims stand behind the harm word ("killed nine")."""
    return mention.victims is None or mention.victims.start > mention.trigger.start


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
    if ".means" in m.rule or MEANS.match(between.lstrip(" '")) or _OF_MEANS.search(text[max(0, m.start - 60) : m.start]):
        rivals = {
            o.party
            for o in here
            if o.party != m.party
            and o.end <= mention.trigger.start
            and (".means" in o.rule or MEANS.match(text[o.end : o.end + 30].lstrip(" '")))
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


def of_whom(mention: CasualtyMention, context: Context) -> bool:
    """ "Troops shot three in a search for those who bombed a bus, killing 11": the bombers did it, whoever they are."""
    s = context.sentences[mention.sentence] if mention.sentence < len(context.sentences) else None
    at = s.token_at(mention.trigger.start) if s is not None and s.tokens else None
    return s is not None and at is not None and s.tokens[at].dep != "relcl" and s.clause_of_who(at) is not None
