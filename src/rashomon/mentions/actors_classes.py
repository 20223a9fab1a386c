"""Kinds of people as noun phrases: "local officials", "Islamist militants", "activists from the X Network"."""

from __future__ import annotations

import re

from rashomon.mentions.actors_beside import BOUND, before, behind, bound
from rashomon.mentions.actors_document import Lore
from rashomon.mentions.actors_organs import organ_phrase
from rashomon.mentions.actors_phrases import POSSESSIVE, Phrase, fights, group_phrase, rebels, state_party, template
from rashomon.mentions.actors_vocabulary import Term, noun_kinds, state_adjectives

_BELONGS = re.compile(r" (?:of|from|belonging to|loyal to) ", re.I)
_AT = re.compile(r" (?:at|in|from|of|with) (?:the |[A-Z][\w'-]+ ){0,3}")
_ARTICLE = re.compile(r"^(?:an?|the|one) ")
_PLANE = re.compile(r"\b(?:strategic|long-range|heavy|stealth|dive|fighter|jet|supersonic|nuclear|B-?\d+|Tu-?\d+|Su-?\d+)[ -]$", re.I)
_AIRCRAFT = re.compile(r"[ -](?:jets?|planes?|aircraft|bombers?|pilots?|squadrons?|wings?|helicopters?)\b", re.I)
_FLIES = re.compile(
    r" (?:have |has |had |also |again )*(?:pounded|dropped|flew|flown|taken off|took off|circled|raided|strafed|sank|bombed|flying|based at)\b"
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
    if low in {"fighter", "fighters"} and _AIRCRAFT.match(text, term.end):
        return None  # "a fighter jet"
    if entry.id == "opposition" and fights(lore):
        entry = rebels()
    status, plural, kind = str(entry.get("status") or "unknown"), bool(entry.get("plural")), str(entry.get("kind"))
    name, party = str(entry.get("name") or _ARTICLE.sub("", low)), entry.get("party")
    speaks = entry.id in {"activists", "medics", "officials", "reports", "monitor", "rights-groups", "witnesses", "residents"}
    groups, states = list(left.groups), list(left.states)
    if (
        left.determiner in POSSESSIVE
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
            return group_phrase(groups[0], start, end, status, plural, entry.rule, low)
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
