"""One actor: its incidents, its words, what is said of it, who speaks for it, and its own count of its dead beside that of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from rashomon.queries.bylens import claims_with, papers
from rashomon.queries.kept import kept
from rashomon.queries.lens import Lens
from rashomon.queries.parts import Part, counted
from rashomon.queries.quoting import Quote, Quoter, Row, shown_names

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

#: What an actor can say, beside figures, under the words of a reader.
SAYS = (
    ("admits", ("admits",)),
    ("claims", ("claims_responsibility",)),
    ("denies", ("denies",)),
    ("blames", ("blames",)),
    ("confirms", ("confirms",)),
    ("could not verify", ("could_not_verify",)),
    ("takes back", ("retracts",)),
)
#: Actors whose claims are kept.
HELD = 4
_KEYS = (
    "claim_id", "incident_id", "document", "start", "end", "kind", "harm", "low", "high", "words", "negated", "side", "victim_party",
    "perpetrator", "speaker", "stance", "target", "denies", "background",
)  # fmt: skip
#: Sections of the page, each a list of its own that can be paged.
SECTIONS = ("losses", "accused", *(name for name, _ in SAYS), "speakers", "incidents")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks for an actor: ``name`` None where it is a private person, who is shown as a role."""

    name: str | None
    shown: str
    claims: int
    articles: int
    incidents: int


@dataclass(frozen=True, slots=True)
class Losses:
    """What is said of an actor's dead in one incident: by itself and by others, every different figure with one quote."""

    incident_id: str
    own: tuple[Quote, ...]
    others: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class LossesFound:
    """Incidents in which an actor and others count its dead; and in how many only one of the two does."""

    both: Part[Losses]
    only_own: int
    only_others: int


@dataclass(frozen=True, slots=True)
class Words:
    """The claims that concern an actor, as rows of the ledger, by section. Texts are not masked: see :func:`quoted`."""

    says: Mapping[str, list[Row]]
    accused: list[Row]
    figures: list[Row]
    voices: list[Row]


def speaks_for(row: Row, name: str) -> bool:
    """Whether the claim is the actor's own word: it is the speaker, or the side the speaker belongs to."""
    said = row["speaker"]
    return said is not None and name in (said["actor"], said["party"])


def words_on(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> Words:
    """The claims that concern an actor. Those of the last actors that were asked for are kept: a state has thousands."""
    held: dict[str, Words] = kept(desk, ("words on", desk.state(db).tag, lens.as_of), dict)
    found = held.get(name)
    if found is None:
        found = words_of(claims_naming(desk, db, lens, name), name)
        while len(held) >= HELD:
            held.pop(next(iter(held)), None)
        held[name] = found
    return found


def claims_naming(desk: Desk, db: sa.Connection, lens: Lens, *names: str) -> list[Row]:
    """Rows of claims that name all of these, with what a page needs of them; newest first, then by document and place."""
    days = {p.name: p.published for p in papers(desk, db, lens).values()}
    found: list[Row] = [{k: row[k] for k in _KEYS} for row in claims_with(desk, db, lens, names)]
    found.sort(key=lambda r: (r["background"], _backwards(days.get(r["document"])), r["document"], r["start"], r["claim_id"]))
    return found


def _backwards(day: str | None) -> tuple[bool, int]:
    return (day is None, -int(day.replace("-", "")) if day else 0)


def words_of(rows: Iterable[Row], name: str) -> Words:
    """Sorts the claims that name an actor into the sections of its page."""
    says: dict[str, list[Row]] = {key: [] for key, _ in SAYS}
    section = {stance: key for key, stances in SAYS for stance in stances}
    out = Words(says, [], [], [])
    for row in rows:
        own = speaks_for(row, name)
        if own:
            out.voices.append(row)
            if row["kind"] != "casualty" and row["stance"] in section:
                says[section[row["stance"]]].append(row)
        elif name == row["perpetrator"] or (row["stance"] == "blames" and name == row["target"]):
            out.accused.append(row)
        if row["kind"] == "casualty" and row["harm"] == "killed" and name in (row["victim_party"], row["side"]):
            out.figures.append(row)
    return out


def losses(desk: Desk, db: sa.Connection, words: Words, name: str, start: int, limit: int) -> LossesFound:
    """The actor's own count of its dead against that of others, incident by incident, newest report first."""
    of: dict[str, tuple[list[Row], list[Row]]] = {}
    for row in words.figures:
        if row["incident_id"] and not row["background"]:
            of.setdefault(row["incident_id"], ([], []))[0 if speaks_for(row, name) else 1].append(row)
    both = [(i, _different(own), _different(others)) for i, (own, others) in of.items() if own and others]
    shown = both[start : start + limit]
    quoter = Quoter(desk, db, (r["document"] for _, own, others in shown for r in (*own, *others)))
    made = [Losses(i, tuple(map(quoter.quote, own)), tuple(map(quoter.quote, others))) for i, own, others in shown]
    return LossesFound(
        counted(made, len(both), start, limit),
        sum(1 for own, others in of.values() if own and not others),
        sum(1 for own, others in of.values() if others and not own),
    )


def _different(rows: Sequence[Row], most: int = 6) -> list[Row]:
    """One claim for each speaker and figure."""
    out: dict[tuple[Any, ...], Row] = {}
    for r in rows:
        said = r["speaker"]
        out.setdefault(
            ((said["actor"] or said["text"]) if said else r["document"], r["low"], r["high"], r["words"].casefold(), r["negated"]), r
        )
    return list(out.values())[:most]


def quoted(desk: Desk, db: sa.Connection, rows: Sequence[Row], start: int, limit: int) -> Part[Quote]:
    """A page of claims as they may be shown."""
    own = rows[start : start + limit]
    quoter = Quoter(desk, db, (r["document"] for r in own))
    return counted([quoter.quote(r) for r in own], len(rows), start, limit)


def voices(desk: Desk, db: sa.Connection, words: Words, start: int, limit: int) -> Part[Voice]:
    """Who speaks for the actor, by how often."""
    of: dict[str, list[Row]] = {}
    for row in words.voices:
        of.setdefault(row["speaker"]["actor"] or row["speaker"]["text"], []).append(row)
    ranked = sorted(of.items(), key=lambda item: (-len(item[1]), item[0]))
    own = ranked[start : start + limit]
    names = shown_names(desk, db, desk.state(db).tag, {name: {r["document"] for r in rows} for name, rows in own})
    made = [
        Voice(
            None if names[name][1] or rows[0]["speaker"]["actor"] is None else name,
            names[name][0],
            len(rows),
            len({r["document"] for r in rows}),
            len({r["incident_id"] for r in rows if r["incident_id"]}),
        )
        for name, rows in own
    ]
    return counted(made, len(ranked), start, limit)


def parties_of(words: Words, name: str) -> list[str]:
    """Sides that the actor speaks for, itself left out."""
    return sorted({r["speaker"]["party"] for r in words.voices if r["speaker"]["party"] and r["speaker"]["party"] != name})
