"""Names and words of parties: what the lexicons and ``data/event_actors.yml`` know of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rashomon.estimates.voices import plain
from rashomon.lexicon import load

_FILE = Path(__file__).parent / "data" / "event_actors.yml"
_JOINT = re.compile(r"\s*(?:,|;|/|\band\b|\bor\b)\s*")
#: Kinds of bodies in the lexicon that are a state's own, and those that bear no arms.
STATE_KINDS = frozenset({"military", "police", "government", "ministry"})
UNARMED_KINDS = frozenset({"monitor", "organisation", "media", "medical"})


@cache
def table() -> dict[str, Any]:
    """Words for parties that are no names, and what shows a state or a militia: ``data/event_actors.yml``."""
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def words() -> dict[str, str]:
    """Words for parties, plain, with the kind of party each stands for."""
    return {plain(str(w)): kind for kind, own in table()["words"].items() for w in own}


@cache
def states() -> dict[str, str]:
    """Plain name of a state to its name."""
    return {plain(str(e.get("name"))): str(e.get("name")) for e in load("countries")}


def kind_of_name(name: str) -> str | None:
    """What ACLED calls a group that has one of the telling words in its name, or None."""
    text = f" {plain(name)} "
    for kind, own in table()["names"].items():
        if any(f" {w} " in text for w in own):
            return str(kind)
    return None


def says_nothing(name: str) -> bool:
    """Whether a name is a word that names nobody ("it", "both sides")."""
    return words().get(plain(name)) == "nobody"


def parts_of_name(name: str | None) -> list[str]:
    """What a joint name ("A and B") is joined of."""
    return [p.strip() for p in _JOINT.split(name or "") if p.strip()]


@cache
def national() -> str:
    """Words for what only a state has, as alternatives."""
    forms = {f for e in load("institutions") if e.id in table()["state_organs"] for f in e.forms}
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


@dataclass(frozen=True, slots=True)
class Listed:
    """A body that the lexicon lists: its name, its kind there, and the side it belongs to where that is not itself."""

    name: str
    kind: str
    party: str | None


@cache
def listed() -> dict[str, Listed]:
    """Groups, named forces, coalitions and organisations by every plain form of their names."""
    out: dict[str, Listed] = {}
    for e in load("groups"):
        kind = str(e.get("kind"))
        party = e.get("party") or (e.get("country") if kind in STATE_KINDS else None)
        row = Listed(str(e.get("name")), kind, str(party) if party else None)
        for form in (row.name, *e.forms):
            out.setdefault(plain(str(form)), row)
    return out


@cache
def organs() -> tuple[str, ...]:
    """What names of a state's own begin with ("armed forces of"), the longest first."""
    templates = {str(e.get("template") or "") for e in load("institutions")}
    return tuple(
        sorted(
            {plain(t.removesuffix("{country}")) for t in templates if t.endswith(" of {country}") and not t.startswith(("regional", "{"))},
            key=lambda t: (-len(t), t),
        )
    )
