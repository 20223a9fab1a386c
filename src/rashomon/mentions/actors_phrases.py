"""Noun phrases that name an actor, read from the words alone: a head, what stands before it, and "of …" behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.mentions.actors_beside import BOUND, before, behind, bound
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_vocabulary import Term, noun_kinds, state_adjectives

_MINISTRY = re.compile(r"(?i)^(.*) ministry$")
_OF_OR_FOR = re.compile(r" (?:of|for) ", re.I)
_BELONGS = re.compile(r" (?:of|from|belonging to|loyal to) ", re.I)
_AT = re.compile(r" (?:at|in|from|of|with) (?:the |[A-Z][\w'-]+ ){0,3}")
_IRREGULARS = re.compile(r"guerr?illa|rebel|urban", re.I)
_ARTICLE = re.compile(r"^(?:an?|the|one) ")
_PLANE = re.compile(r"\b(?:strategic|long-range|heavy|stealth|dive|fighter|jet|supersonic|nuclear|B-?\d+|Tu-?\d+|Su-?\d+)[ -]$", re.I)
_FLIES = re.compile(
    r" (?:have |has |had |also |again )*(?:pounded|dropped|flew|flown|taken off|took off|circled|raided|strafed|sank|bombed|flying|based at)\b"
)
#: Before "commandos": not a state's.
_IRREGULAR = re.compile(
    r"\b(?:an?|urban|guerr?illa|rebel|self-[\w-]+|ultra[\w-]*|right|left|right-wing|left-wing|suicide|terrorist|militant|foreign|armed|unknown|unidentified|\d+|two|three|four|five|six|several|some) (?:[\w-]+ )?$",
    re.I,
)
_POSSESSIVE = frozenset({"its", "their", "his", "her", "our"})


class Phrase(NamedTuple):
    """A noun phrase found in a sentence's text, with what it says of the actor."""

    start: int
    end: int
    actor: str | None
    party: str | None
    kind: str
    status: str
    plural: bool
    rule: str
    head: str
    anaphor: bool = False
    owner: str | None = None  # "its", "their", "our": whose it is, in the words
    unresolved: bool = False  # an organ without a state's name: the document decides
    role: str | None = None


_ALSO_ADJECTIVES = frozenset(
    {
        "military",
        "army",
        "police",
        "government",
        "navy",
        "air force",
        "security service",
        "intelligence",
        "parliament",
        "force",
        "palace",
        "state",
        "media",
        "press",
    }
)
_PLURAL = frozenset({"Philippines", "Netherlands", "Maldives", "Bahamas", "Gambia", "Seychelles", "Comoros", "Vatican"})
_COMMON = frozenset({"States", "Kingdom", "Emirates", "Union", "Republic", "Islands", "Federation"})  # "the Ostrava Republic"


#: Before or behind "administration": it is a town's or a province's and not the state's ("the Orla administration", "the city's administration").
_LOCAL_AHEAD = re.compile(
    r"(?:\b(?:city|town|village|district|municipal|county|provincial|province|regional|region|local|mayor|governor)(?:'s|\u2019s)?|\b[A-Z][\w-]+(?:'s|\u2019s)?) $"
)
_LOCAL_BEHIND = re.compile(r" (?:of|in) (?:the (?:city|town|village|district|province|region)\b|[A-Z])")


def _local(text: str, term: Term, states: list[Term]) -> bool:
    """Whether an "administration" is a place's own."""
    if term.form.lower() != "administration" or any(t.kind != "seat" for t in states):
        return False
    ahead = _LOCAL_AHEAD.search(text[max(0, term.start - 40) : term.start])
    if states:
        return ahead is not None and ahead.group()[0].islower()
    name = ahead.group().strip().casefold() if ahead else ""
    return (ahead is not None and name not in {"the", "this", "its", "our", "an", "their"}) or bool(_LOCAL_BEHIND.match(text, term.end))


def state_party(lore: Lore, term: Term) -> str:
    """Canonical name of the state a term stands for."""
    return str(term.entry.get("country") or term.name) if term.kind == "leader" else term.name


def template(organ: Term, country: str) -> str:
    """Canonical name of a state's organ."""
    pattern = str(organ.entry.get("template") or ("Armed Forces of {country}" if organ.entry.get("means") else "{country}"))
    head = organ.form[0].upper() + organ.form[1:]
    if "minist" in organ.form.lower() and "{head}" in pattern:
        head = _MINISTRY.sub(r"Ministry of \1", organ.form).title().replace(" Of ", " of ")
    the = "the " if (country in _PLURAL or country.rsplit(maxsplit=1)[-1] in _COMMON) and "of {country}" in pattern else ""
    return pattern.format(country=the + country, adjective=state_adjectives().get(country, country), head=head)


def organ_phrase(text: str, term: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> Phrase | None:
    """An organ or force of a state ("Freedonia's border service", "the army", "government troops"), or None where the words do not make one."""
    left = before(text, term.start, here, lore, light)
    means = bool(term.entry.get("means"))
    end, states, groups = term.end, list(left.states), list(left.groups)
    if not states and not groups and not means:
        tail = behind(text, term.end, here)
        local = (
            term.entry.id in {"police", "security-forces"}
            and tail is not None
            and tail.kind == "state"
            and text[term.end : term.end + 4].lower() == " in "
        )
        if tail is not None and (local or _OF_OR_FOR.match(text, term.end)) and tail.kind not in {"person", "leader"}:
            (groups if tail.kind == "group" else states).append(tail)
            end = tail.end
        elif tail is not None and tail.kind == "leader" and text[term.end : term.end + 4].lower() == " of ":
            states.append(tail)
            end = tail.end
    if term.end < len(text) and text[term.end] == "-" and text[term.end + 1 : term.end + 2].isalpha():
        return None
    if (
        term.entry.id == "special-forces"
        and "ommando" in term.form.lower()
        and not states
        and not groups
        and _IRREGULAR.search(text[left.start : term.start])
    ):
        sort = "rebels" if _IRREGULARS.search(text, left.start, term.start) else "militants"
        return Phrase(
            left.start, end, sort, sort, "group" if sort == "rebels" else sort, "combatant", True, f"roles.{sort}", term.form.lower()
        )
    if (
        not means
        and not states
        and not groups
        and term.form.lower() in _ALSO_ADJECTIVES
        and (term.end - len(term.form.split()[-1])) in lore.modifying
        and not any(t.start == term.end + 1 and t.kind in {"class", "office", "organ"} for t in here)
    ):
        return None  # "a military court": no actor
    status, plural, rule = str(term.entry.get("status") or "unknown"), bool(term.entry.get("plural")), term.entry.rule
    kind, head = str(term.entry.get("kind")), term.form.lower()
    rebel = next((t for t in left.inner if t.kind == "class"), None)
    inner_organ = next((t for t in left.inner if t.kind == "organ" and not t.entry.get("means")), None)
    if not groups and _local(text, term, states):
        return Phrase(
            left.start,
            end,
            f"{left.unknown} administration" if left.unknown else "local administration",
            None,
            "officials",
            status,
            plural,
            rule,
            head,
        )
    start = left.start
    stop = end if not means else max((t.after for t in [*states, *groups, *left.inner]), default=end)
    if means and not (states or groups or inner_organ or rebel or left.unknown in lore.invented):
        return None

    def phrase(actor: str | None, party: str | None, kind: str = kind, **more: object) -> Phrase:
        return Phrase(start, stop, actor, party, kind, status, plural, rule, head, **more)  # type: ignore[arg-type]

    if rebel is not None and not term.entry.get("template", "").startswith("Ministry"):
        name = str(rebel.entry.get("name") or rebel.form.lower())
        if groups:
            return _group(groups[0], start, stop, status, plural, rule, head)
        if left.unknown and rebel.entry.id in {"militia", "militants", "rebels", "separatists"}:
            return Phrase(start, stop, left.unknown, left.unknown, "group", status, plural, "shape-noun", head)
        return phrase(name, rebel.entry.get("party") or name, str(rebel.entry.get("kind")))
    if groups and term.entry.id not in {"state-tv", "state-media", "media", "embassy"}:
        if term.kind == "organ" and groups[0].kind == "person":
            return phrase(None, str(groups[0].entry.get("party") or "") or None, unresolved=True)
        return _group(groups[0], start, stop, status, plural, rule, head)
    if states:
        party = state_party(lore, states[0])
        if len(states) > 1 and states[0].kind == "leader":
            party = state_party(lore, states[-1])
        name = template(term, party)
        if inner_organ is not None and not term.entry.get("national") and inner_organ.entry.get("template"):
            name = template(inner_organ, party) if kind in {"government", "officials"} or means else name
        if means:
            name = template(inner_organ if inner_organ is not None else term, party)
        owned = term.entry.get("owned") is not False
        if states[0].kind == "leader" and term.entry.id in {"forces", "troops", "armed-forces", "means", "state-side", "authorities"}:
            return phrase(f"{state_adjectives().get(party, party)} government", party, "government")
        return phrase(name, party if owned else None)
    if left.peoples and term.entry.id in {"forces", "troops", "armed-forces", "special-forces"}:
        name = f"{left.peoples[0]} forces"
        return phrase(name, name, "group")
    if left.unknown is not None:
        if term.entry.id in {
            "police",
            "local-government",
            "civil-defence",
            "security-forces",
            "health-ministry",
            "state-media",
            "prosecutors",
        }:
            return phrase(f"{left.unknown} {term.form}", None)
        if term.entry.id in {"forces", "troops", "armed-forces", "means"} and term.form[0].islower() and not means:
            name = left.unknown
            return phrase(name, name, "group")
        if term.entry.id in {"media"}:
            return phrase(left.unknown, None, "media")
        start = term.start if left.unknown and text[left.start : term.start].strip() else start
    bare = term.entry.get("bare")
    if (
        inner_organ is not None
        and inner_organ.entry.get("bare") == "prior"
        and term.entry.id
        in {"forces", "troops", "means", "authorities", "armed-forces", "state-side", "special-forces", "security-forces", "media"}
    ):
        name_from = term if term.entry.get("template") and not means else inner_organ
        if inner_organ.kind == "organ" and term.entry.id in {"authorities"}:
            name_from = inner_organ
        return Phrase(
            start,
            stop,
            None,
            None,
            kind if not means else "military",
            status,
            plural,
            f"{rule}+{name_from.entry.id}",
            head,
            unresolved=True,
            owner=left.determiner if left.determiner in _POSSESSIVE else None,
        )
    if bare == "never" or means:
        return None
    if left.determiner in _POSSESSIVE:
        return phrase(None, None, owner=left.determiner, anaphor=True)
    if bare == "open":
        return phrase(term.form[0].lower() + term.form[1:], None)
    return phrase(None, None, unresolved=True)


def _group(t: Term, start: int, end: int, status: str, plural: bool, rule: str, head: str) -> Phrase:
    kind = str(t.entry.get("kind") or "group")
    if t.kind == "leader":
        name = str(t.entry.get("group") or t.entry.get("country"))
        return Phrase(start, end, name, name, "group", status, plural, t.entry.rule, head)
    if t.kind == "person":
        return Phrase(start, end, t.name, t.entry.get("party"), "person", status, plural, t.entry.rule, head)
    party = t.entry.get("party") or (t.name if kind in {"group", "coalition"} else None)
    return Phrase(
        start,
        end,
        t.name,
        party,
        kind,
        status if kind in {"group", "military", "coalition", "police"} else "unknown",
        plural,
        t.entry.rule,
        head,
    )


def class_phrase(text: str, term: Term, here: list[Term], lore: Lore, light: frozenset[str]) -> Phrase | None:
    """A kind of people ("local officials", "Islamist militants", "activists from the X Network")."""
    left = before(text, term.start, here, lore, light)
    if term.end < len(text) and text[term.end] == "-" and text[term.end + 1 : term.end + 2].isalpha():
        return None
    start, end = left.start, term.end
    entry, low = term.entry, term.form.lower()
    if low in {"bomber", "bombers"} and (
        left.states
        or any(t.kind == "organ" for t in left.inner)
        or _PLANE.search(text, max(0, term.start - 40), term.start)
        or _FLIES.match(text, term.end)
    ):
        return None  # an aircraft
    status, plural, kind = str(entry.get("status") or "unknown"), bool(entry.get("plural")), str(entry.get("kind"))
    name, party = str(entry.get("name") or _ARTICLE.sub("", low)), entry.get("party")
    speaks = entry.id in {"activists", "medics", "officials", "reports", "monitor", "rights-groups", "witnesses", "residents"}
    groups, states = list(left.groups), list(left.states)
    if (
        left.determiner in _POSSESSIVE
        and entry.id in {"militants", "militia", "rebels"}
        and not groups
        and low not in {"attackers", "gunmen"}
    ):
        return Phrase(start, end, None, None, kind, status, plural, entry.rule, low, anaphor=True, owner=left.determiner)
    armed = entry.id in {"militants", "rebels", "militia"} and _BELONGS.match(text, term.end)
    if (speaks or armed or (entry.id in {"militants", "rebels", "militia"} and BOUND.match(text, term.end))) and not groups:
        tail = behind(text, term.end, here) or (
            bound(text, term.end, here) if armed or entry.id in {"militants", "rebels", "militia"} else None
        )
        if tail is not None and tail.kind == "group" and not (armed and tail.entry.get("kind") not in {"group", "coalition"}):
            groups.append(tail)
            end = tail.end
    if groups and groups[0].kind in {"group", "leader"}:
        kind_of_group = groups[0].entry.get("kind")
        if kind_of_group == "media" and kind in {"militants", "group"}:
            pass
        else:
            return _group(groups[0], start, end, status, plural, entry.rule, low)
    organ = next((t for t in left.inner if t.kind == "organ" and not t.entry.get("means")), None)
    if organ is None and speaks:
        organ = next(
            (
                t
                for t in here
                if t.kind == "organ"
                and term.end < t.start <= term.end + 26
                and _AT.fullmatch(text, term.end, t.start)
                and t.entry.get("template")
            ),
            None,
        )
        if organ is not None:
            inner = organ_phrase(text, organ, here, lore, light)
            if inner is not None and inner.start <= term.end + 9:
                return Phrase(
                    start,
                    inner.end,
                    inner.actor,
                    inner.party,
                    inner.kind,
                    inner.status,
                    plural,
                    entry.rule,
                    low,
                    unresolved=inner.unresolved,
                    role=low,
                )
            organ = None
    inner_class = next((t for t in left.inner if t.kind == "class" and t.entry.id in {"rebels", "separatists", "militants"}), None)
    if inner_class is not None and entry.id not in {"civilians", "residents"}:
        name, party = str(inner_class.entry.get("name")), inner_class.entry.get("party")
        kind = str(inner_class.entry.get("kind")) if entry.id in {"militants", "militia", "rebels"} else kind
        return Phrase(start, end, name, party, kind, status, plural, inner_class.entry.rule, low)
    if states and entry.id in {"separatists"}:
        adjective = state_adjectives().get(state_party(lore, states[0]), states[0].form)
        return Phrase(start, end, f"{adjective} separatists", f"{adjective} separatists", kind, status, plural, entry.rule, low)
    if organ is not None and entry.id in {"officials", "reports", "medics"}:
        if states:
            return Phrase(
                start,
                end,
                template(organ, state_party(lore, states[0])),
                state_party(lore, states[0]),
                str(organ.entry.get("kind")),
                status,
                plural,
                entry.rule,
                low,
            )
        return Phrase(
            start,
            end,
            None,
            None,
            str(organ.entry.get("kind")),
            status,
            plural,
            f"{entry.rule}+{organ.entry.id}",
            low,
            unresolved=organ.entry.get("bare") == "prior",
            role=low,
        )
    if states:
        land = state_party(lore, states[0])
        if entry.id in {"officials"} and not low.startswith("local"):
            return Phrase(
                start,
                end,
                f"{state_adjectives().get(land, land)} {low if low.endswith('s') else low + 's'}",
                land,
                kind,
                status,
                plural,
                entry.rule,
                low,
            )
        if entry.id in {"militants", "rebels", "militia"}:
            return Phrase(start, end, name, party or name, kind, status, plural, entry.rule, low)
        return Phrase(
            start, end, name, party or (land if status == "civilian" or kind == "people" else None), kind, status, plural, entry.rule, low
        )
    if left.unknown and low in noun_kinds():
        return Phrase(start, end, left.unknown, left.unknown, noun_kinds()[low], status, plural, "shape-noun", low)
    if left.unknown and text[left.start : term.start].strip():
        start = term.start
    if left.peoples and entry.id in {"militants", "militia", "rebels", "separatists"}:
        name = f"{left.peoples[0]} {name}"
        party = name
    return Phrase(start, end, name, party, kind, status, plural, entry.rule, low)
