"""What the words for victims say of them: status, kinds of people, and the classes sides are named by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rashomon.lexicon import load

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
#: Where the head of the victims' phrase ends and what qualifies it begins.
_TAIL = re.compile(
    r"(?:,| - |\u2014| \(|\b(?:who|whom|whose|which|that|including|includes|mostly|mainly|among|belonging|fighting|and then|in|on|at|near|when|while|after|during)\b)",
    re.I,
)
#: ids of people.yml by the class a side is named for
_CLASS = {"soldier": "soldiers", "fighter": "fighters", "police": "police", "coast_guard": "soldiers", "peacekeeper": "peacekeepers", "civilian": "civilians", "child": "civilians",
          "woman": "civilians", "student": "civilians", "teacher": "civilians", "medic": "civilians", "rescuer": "civilians", "journalist": "civilians", "aid_worker": "civilians",
          "refugee": "civilians", "elderly": "civilians", "people": "people", "other": "other", "family": "people", "collective": "people", "guard": "people", "staff": "civilians"}  # fmt: skip


_MODIFIERS = frozenset({"local", "military", "civilian", "regular", "private", "chief", "general", "major"})  # adjectives before a noun
_BREAK: tuple[str, tuple[str, ...], str] = ("", (), "")  # "and": what stands on its two sides are two kinds
#: "16 were soldiers", "five of the dead were children": what the victims are said to be behind the figure.
_PREDICATE = re.compile(
    r"^[\s,)]*(?:(?:of|among) (?:them|whom|the (?:dead|victims|wounded|injured|casualties|killed)) )?(?:were|was|are|is|belong(?:ed|s)? to|included?|being) (?:all |mostly |mainly |members of |from )?"
    r"((?!killed|wounded|injured|hurt|dead|taken|found|said|reported|missing|in |at |on |also |\w+ed\b)[^,.;:()]{3,60})"
)
_ALL = re.compile(r"^,? (?:all|most|mostly|mainly|nearly all|many)(?: of (?:them|whom))?(?: were)? ([a-z][^,.;:()]{2,50})")


#: "one dead among the paratroopers", "two dead in the ranks of the police".
_AMONG = re.compile(
    r"^,? (?:among|amongst|from among|in the ranks of|in the ranks) (?!them\b|whom\b|those\b|others\b)(?:the |its |their )?((?:[\w-]+ ){0,3}[\w-]+)"
)


_CLAUSE = re.compile(r"\b(?:by|when|after|while|as)\b")
_SAID = re.compile(r" (?:according|said|says|told|in|at|on|near|from)\b")


def predicate(text: str) -> str:
    """What is said of the victims right behind a mention ("… were civilians"), else the empty string."""
    m = _PREDICATE.match(text) or _ALL.match(text) or _AMONG.match(text)
    if m is None or _CLAUSE.search(m.group(1)):
        return ""
    said = _SAID.split(m.group(1))[0]
    return said if read(said).kinds else ""


#: A rank before a name; with a word for police, that of one.
_RANK = re.compile(
    r"\b(?P<police>(?:Pol|Police|Det|Detective|Insp|Inspector|Constable|PC|WPC|Superintendent|Sub-Inspector|Deputy Sheriff|Trooper|Patrolman)\.? )?"
    r"(?P<rank>(?:Lance |Staff |Master |Flight |Wing |Warrant |Petty |Sub-|Second |First |2nd |1st |Brigadier |Major |Lt\.? ?|Maj\.? ?|Brig\.? ?)?"
    r"(?:Lieutenant|Lt|Colonel|Col|Captain|Capt|Major|Maj|General|Gen|Sergeant|Sgt|Corporal|Cpl|Private|Pvt|Brigadier|Airman|Seaman|Gunner|Sapper|Lance-?Corporal|Lance-?Naik|Naik|Subedar|Havildar|Rifleman|Commodore|Admiral|Cadet)\.? ){0,2}(?P<name>[A-Z][\w'-]+)"
)


def ranked(text: str) -> str | None:
    """ "soldiers" or "police" for victims named with a rank ("Lt Col Orlo Vant"), else None; not for those who have left the service."""
    m = _RANK.search(text)
    if m is None or not (m.group("police") or m.group("rank")) or re.search(r"\b(?:former|retired|ex)\b", text[: m.start()], re.I):
        return None
    return "police" if m.group("police") else "soldiers"


@dataclass(frozen=True, slots=True)
class Words:
    """What a victims' phrase says. ``classes`` in the order of the text: civilians, soldiers, police, fighters, rebels, militants,
    peacekeepers, people, other. ``owner`` its, their, our … before the head. ``groups`` as :class:`CasualtyMention`."""

    classes: tuple[str, ...]
    groups: tuple[str, ...]
    owner: str | None
    both: bool
    each: bool
    rule: str | None
    #: Classes that say something of the victims.
    kinds: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(self.classes) - {"people", "other"})


@cache
def _table() -> dict[str, tuple[str, tuple[str, ...], str]]:
    """Noun, singular or plural → class, groups, rule."""
    out: dict[str, tuple[str, tuple[str, ...], str]] = {}
    for e in load("people"):
        kind = _CLASS.get(e.id) or {"civilian": "civilians", "combatant": "soldiers", "police": "police"}.get(
            str(e.get("status")), "people"
        )
        for form in e.forms:
            low = form.lower()
            for variant in {low, low + "s", low + "es", re.sub(r"y$", "ies", low), re.sub(r"man$", "men", low), re.sub(r"fe$", "ves", low)}:
                out.setdefault(variant, (kind, tuple(e.get("groups") or ()), e.rule))
        for form in e.get("plural") or ():
            out[form.lower()] = (kind, tuple(e.get("groups") or ()), e.rule)
    for e in load("victim_classes"):
        for form in e.forms:
            out[form.lower()] = (str(e.get("class")), tuple(e.get("groups") or ()), e.rule)
    return out


@cache
def _longest() -> int:
    return max(len(k.split()) for k in _table())


@lru_cache(maxsize=4096)
def read(text: str) -> Words:
    """Reads a victims' phrase."""
    low = re.sub(r"(?<=\d),(?=\d{3})", "", text.replace("\u2019", "'"))
    low = re.sub(r",? (?:and|but) not (?:[\w-]+ )?[\w-]+", "", low)  # "civilians and not insurgents"
    owner = next((m.group().lower() for m in re.finditer(r"\b(?:its|their|our|his|her|my)\b", low, re.I)), None)
    both = bool(re.search(r"\b(?:both|two|all) (?:sides|countries|parties|armies|forces)\b|\bon both\b", low, re.I))
    each = bool(re.search(r"\b(?:each|either) (?:side|country|army|party)\b|\bapiece\b", low, re.I))
    tail = _TAIL.search(low)
    core = low[: tail.start()] if tail and tail.start() > 0 else low
    found = _classes(core)
    if not found and tail:
        found = _classes(low)
    groups = tuple(dict.fromkeys(g for _, gs, _ in found for g in gs))
    return Words(tuple(dict.fromkeys(c for c, _, _ in found)), groups, owner, both, each, found[0][2] if found else None)


def _classes(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    words = [m.group().lower() for m in _WORD.finditer(text)]
    table, i = _table(), 0
    out: list[tuple[str, tuple[str, ...], str]] = []
    while i < len(words):
        if words[i] in {"and", "or"} and out:
            out.append(_BREAK)
            i += 1
            continue
        for n in range(min(_longest(), len(words) - i), 0, -1):
            hit = table.get(" ".join(words[i : i + n]))
            if n == 1 and words[i] in _MODIFIERS and i + 1 < len(words) and words[i + 1] not in {"and", "or"}:
                hit = None  # "a local commander": it only says which
            if hit is None and n == 1 and "-" in words[i]:
                hit = table.get(words[i].rsplit("-", 1)[-1])
            if hit is not None:
                out.append(hit)
                i += n
                break
        else:
            i += 1
    return _heads(out)


def _heads(found: list[tuple[str, tuple[str, ...], str]]) -> list[tuple[str, tuple[str, ...], str]]:
    """ "police officers" and "rebel fighters" are one kind: a word that stands before its head gives way to the sharper one."""
    out: list[tuple[str, tuple[str, ...], str]] = []
    for hit in found:
        if hit is not _BREAK and out and out[-1] is not _BREAK and {out[-1][0], hit[0]} in ({"police", "soldiers"}, {"rebels", "fighters"}, {"militants", "fighters"}, {"rebels", "soldiers"}, {"militants", "people"}, {"rebels", "people"}, {"civilians", "people"}, {"soldiers", "people"}, {"police", "people"}, {"fighters", "people"}, {"militants", "soldiers"}):  # fmt: skip
            sharper = next(
                h
                for h in (out[-1], hit)
                if h[0] in {"police", "rebels", "militants", "civilians", "soldiers", "fighters"} and h[0] != "people"
            )
            if out[-1][0] in {"rebels", "militants", "police"}:
                sharper = out[-1]
            out[-1] = sharper
        else:
            out.append(hit)
    return [hit for hit in out if hit is not _BREAK]
