"""Organs and forces of a state as noun phrases: "Freedonia's border service", "the army", "government troops"."""

from __future__ import annotations

import re

from rashomon.mentions.actors_beside import before, behind
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_phrases import POSSESSIVE, Phrase, group_phrase, rebels, state_party, template
from rashomon.mentions.actors_vocabulary import Term, state_adjectives
from rashomon.mentions.casualties.words import small

_OF_OR_FOR = re.compile(r" (?:of|for) ", re.I)
#: Behind a deed: what it was aimed at; behind "on" and "at" a day may stand, too.
_AIMED = re.compile(r"(?: [\w-]+){0,2} (?:(?:against|targeting|that hit|that struck|hits?|hitting)|(?:on|at) (?P<what>[\w-]+))\b")
#: Men whom a state sends: "four soldiers from Kenya".
_SENT = frozenset({"troops", "forces", "armed-forces", "police", "special-forces"})
_IRREGULARS = re.compile(r"guerr?illa|rebel|urban", re.I)
#: Before "commandos": not a state's.
_IRREGULAR = re.compile(
    r"\b(?:an?|urban|guerr?illa|rebel|self-[\w-]+|ultra[\w-]*|right|left|right-wing|left-wing|suicide|terrorist|militant|foreign|armed|unknown|unidentified|\d+|two|three|four|five|six|several|some) (?:[\w-]+ )?$",
    re.I,
)
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
#: Before or behind "administration": it is a town's or a province's and not the state's ("the Orla administration", "the city's administration").
_LOCAL_AHEAD = re.compile(
    r"(?:\b(?:city|town|village|district|municipal|county|provincial|province|regional|region|local|mayor|governor)(?:'s|\u2019s)?|\b[A-Z][\w-]+(?:'s|\u2019s)?) $"
)
_LOCAL_BEHIND = re.compile(r" (?:of|in) (?:the (?:city|town|village|district|province|region)\b|[A-Z])")
#: Behind "media" or "press": the part of a house that speaks for it.
_WING = re.compile(r" (?:wing|arm|office|cell|department|bureau|unit|centre|center)\b", re.I)


def _only_where(text: str, term: Term, state: Term, end: int) -> bool:
    """Whether a capital before a deed says where it was and not who did it: no possessive, and nothing aimed at ("a Kabul strike on Arn")."""
    if state.kind != "seat" or state.possessive or term.form.lower().rsplit(maxsplit=1)[-1] not in (term.entry.get("deeds") or ()):
        return False
    aimed = _AIMED.match(text, end)
    what = (aimed["what"] or "").lower() if aimed else ""
    return aimed is None or what.isdigit() or what in small("calendar")


def _local(text: str, term: Term, states: list[Term]) -> bool:
    """Whether an "administration" is a place's own."""
    if term.form.lower() != "administration" or any(t.kind != "seat" for t in states):
        return False
    ahead = _LOCAL_AHEAD.search(text[max(0, term.start - 40) : term.start])
    if states:
        return ahead is not None and ahead.group()[0].islower()
    name = ahead.group().strip().casefold() if ahead else ""
    return (ahead is not None and name not in {"the", "this", "its", "our", "an", "their"}) or bool(_LOCAL_BEHIND.match(text, term.end))


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
        sent = tail is not None and tail.kind == "state" and term.entry.id in _SENT and text[term.end : term.end + 6].lower() == " from "
        if tail is not None and (local or sent or _OF_OR_FOR.match(text, term.end)) and tail.kind not in {"person", "leader"}:
            (groups if tail.kind == "group" else states).append(tail)
            end = tail.end
        elif tail is not None and tail.kind == "leader" and text[term.end : term.end + 4].lower() == " of ":
            states.append(tail)
            end = tail.end
    if term.end < len(text) and text[term.end] == "-" and text[term.end + 1 : term.end + 2].isalpha():
        return None
    if term.entry.id in {"media", "state-media"} and _WING.match(text, term.end):
        return None  # "the army's media wing" is the army
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
    if not means and not states and not groups and not left.determiner:
        states += _leading(text, left.start, term, here)
    status, plural, rule = str(term.entry.get("status") or "unknown"), bool(term.entry.get("plural")), term.entry.rule
    kind, head = str(term.entry.get("kind")), term.form.lower()
    rebel = next((t for t in left.inner if t.kind == "class" and not (means and t.form.lower() == "fighter")), None)  # "a fighter jet"
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
    if means and states and _only_where(text, term, states[0], end):
        return None  # "nine killed in a Kabul bombing"
    if means and not (states or groups or inner_organ or rebel or left.unknown in lore.invented):
        return None

    def phrase(actor: str | None, party: str | None, kind: str = kind, **more: object) -> Phrase:
        return Phrase(start, stop, actor, party, kind, status, plural, rule, head, **more)  # type: ignore[arg-type]

    if rebel is not None and not term.entry.get("template", "").startswith("Ministry"):
        sort_of = rebels() if rebel.entry.id == "opposition" else rebel.entry  # "opposition forces" are under arms
        name = str(sort_of.get("name") or rebel.form.lower())
        if groups:
            return group_phrase(groups[0], start, stop, status, plural, rule, head)
        if left.unknown and rebel.entry.id in {"militia", "militants", "rebels", "separatists"}:
            return Phrase(start, stop, left.unknown, left.unknown, "group", status, plural, "shape-noun", head)
        return phrase(name, sort_of.get("party") or name, str(sort_of.get("kind")))
    if groups and term.entry.id not in {"state-tv", "state-media", "media", "embassy"}:
        if term.kind == "organ" and groups[0].kind == "person":
            return phrase(None, str(groups[0].entry.get("party") or "") or None, unresolved=True)
        return group_phrase(groups[0], start, stop, status, plural, rule, head)
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
            owner=left.determiner if left.determiner in POSSESSIVE else None,
        )
    if bare == "never" or means:
        return None
    if left.determiner in POSSESSIVE:
        return phrase(None, None, owner=left.determiner, anaphor=True)
    if bare == "open":
        return phrase(term.form[0].lower() + term.form[1:], None)
    return phrase(None, None, unresolved=True)


def _leading(text: str, start: int, term: Term, here: list[Term]) -> list[Term]:
    """The state that a headline opens with ("Kestria: health ministry says ..."). The army spoken of below a territory's name may be the other side's."""
    armed = str(term.entry.get("status")) == "combatant"
    return [
        t
        for t in here
        if t.kind == "state" and t.start == 0 and text[t.end : start].strip() == ":" and not (armed and t.entry.get("territory"))
    ][:1]
