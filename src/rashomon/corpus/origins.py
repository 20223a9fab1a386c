"""Which of the documents that share words is the one the others took them from, where that can be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from rashomon.lexicon import load
from rashomon.model import Document, content_id

#: Members of a group published first that are remembered, so that some of them may leave it.
EARLIEST = 16


@cache
def _agency_names() -> dict[str, str]:
    out: dict[str, str] = {}
    for entry in load("agencies"):
        name = str(entry.get("name"))
        if name == "agencies":
            continue
        for form in (*entry.forms, name, entry.get("domain") or name):
            out[str(form).casefold()] = name
    return out


def agency_of(outlet: str | None) -> str | None:
    """The agency an outlet is, or None: an agency's own copy is where the others have it from."""
    if not outlet:
        return None
    plain = outlet.casefold().removeprefix("www.").strip()
    return _agency_names().get(plain) or _agency_names().get(plain.removesuffix(" news agency").removesuffix(" agency"))


@dataclass(slots=True)
class Origin:
    """What is asked of the members of a group, so that one more can join thousands, or leave them: the name that sorts first, and what tells the original.

    That is the document the others took the words from, where it can be told: an agency's own that the others credit or that stands alone
    in the group, else the one published before all others, the days being known.
    """

    first: str = ""
    agencies: dict[str, str] = field(default_factory=dict)
    credited: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    dated: int = 0
    earliest: list[tuple[date, str]] = field(default_factory=list)

    def add(self, name: str, document: Document) -> None:
        """Takes a member in; of the document only outlet, agencies and day are asked."""
        self.first = min(self.first or name, name)
        if agency := agency_of(document.outlet):
            self.agencies[name] = agency
        else:
            self.credited.update(document.agencies)
        if document.published.day is None:
            self.undated += 1
        else:
            self.dated += 1
            self.earliest = sorted([*self.earliest, (document.published.day, name)])[:EARLIEST]

    def remove(self, name: str, document: Document) -> bool:
        """Lets a member go; False where what is left has to be asked of all others again, and this is to be thrown away."""
        if name == self.first:
            return False
        if name in self.agencies:
            del self.agencies[name]
        else:
            self.credited.subtract(document.agencies)
        if document.published.day is None:
            self.undated -= 1
            return True
        self.dated -= 1
        self.earliest = [one for one in self.earliest if one[1] != name]
        return len(self.earliest) >= min(2, self.dated)

    def original(self) -> str | None:
        """The original's name; None where it cannot be told."""
        by_credit = [n for n, agency in self.agencies.items() if self.credited[agency]]
        for found in (by_credit, list(self.agencies)):
            if len(found) == 1:
                return found[0]
        if not self.undated and self.earliest[0][0] < self.earliest[1][0]:
            return self.earliest[0][1]
        return None

    def group_id(self, kind: str) -> str:
        """The group's id: not of all members, or a newcomer would give ten thousand others another one."""
        return content_id("syn", kind, self.first)


def origin_of(names: Iterable[str], documents: Mapping[str, Document]) -> Origin:
    """The same of all members of a group."""
    found = Origin()
    for name in names:
        found.add(name, documents[name])
    return found
