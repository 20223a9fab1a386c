"""What a ledger answers in a terminal: the paper it is printed on, quotes, causes, and JSON with private names hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from rashomon.exports.cards import document_name, speaker_name
from rashomon.exports.words import figure_words, who_words
from rashomon.model import Claim, Decision, Document, Estimate
from rashomon.people import Masker
from rashomon.pipeline.moments import MONTHS
from rashomon.pipeline.moved import Cause, Step

#: Characters that would move the cursor, colour the terminal or turn the direction of the text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NAMES = frozenset({"actor", "side", "sides", "attackers", "targets", "name", "by", "denied_by", "speaker_names", "place", "perpetrator",
                    "target", "victim_party", "party", "status_by", "via"})  # fmt: skip
_FILES = frozenset({"document", "documents", "main_of", "before", "url"})
_WHO = frozenset({"who"})  # reviewers sign with their names


class Paper:
    """A console that prints lines at an indent; text of articles is text, never markup, and moves no cursor."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def line(self, text: str | Text = "", indent: int = 0, style: str = "") -> None:
        """One line, wrapped at the width of the terminal with its indent kept."""
        self._lines(text if isinstance(text, Text) else Text(clean(text), style=style), Text(" " * indent))

    def rows(self, rows: Iterable[tuple[str, Text]], indent: int = 2) -> None:
        """A word and a text beside it, the texts under one another."""
        given = [(clean(word), text) for word, text in rows]
        wide = max((cell_len(word) for word, _ in given), default=0)
        for word, text in given:
            self._lines(text, Text(" " * indent + word + " " * (wide - cell_len(word) + 2)))

    def _lines(self, text: Text, head: Text) -> None:
        room = max(20, self.console.width - head.cell_len)
        for line in text.wrap(self.console, room) or [Text()]:
            line.rstrip()
            whole = head + line
            whole.rstrip()
            self.console.print(whole, no_wrap=True, overflow="ignore", crop=False)
            head = Text(" " * head.cell_len)

    def gap(self) -> None:
        """An empty line."""
        self.console.print()


def clean(text: str) -> str:
    """Text as a terminal may print it: nothing in it moves the cursor or turns the line."""
    return _CONTROL.sub("\ufffd", text)


def flat(text: str, most: int = 0) -> str:
    """Words on one line, shortened to ``most`` characters where that is given."""
    one = " ".join(clean(text).split())
    return one if not most or len(one) <= most else one[: most - 1].rstrip() + "…"


def joined(*parts: tuple[str, str] | str) -> Text:
    """A line of words with their styles."""
    return Text.assemble(*((clean(p), "") if isinstance(p, str) else (clean(p[0]), p[1]) for p in parts))


def quoted(claim: Claim, documents: Mapping[str, Document], masker: Masker, brief: bool = False) -> Text:
    """The words of a claim, who says them, and in which document: ``“six men” — the mayor (north.txt, 3 May 2031)``."""
    document = documents.get(claim.document)
    whole = document.text[claim.start : claim.end] if document is not None else ""
    words = masker.text(claim.document, claim.start, claim.end) if whole else "[these words were forgotten]"
    where = masker.address(claim.document, claim.document) if brief else source(claim.document, documents, masker)
    return joined((f"“{flat(words, 240)}”", "italic"), f" — {flat(speaker_name(claim, masker))}", (f" ({flat(where)})", "dim"))


def spoken_first(ids: Iterable[str], claims: Mapping[str, Claim]) -> list[Claim]:
    """Those of these claims that are at hand: words of a speaker in the text before words of the outlet or a headline."""
    return sorted((claims[i] for i in ids if i in claims), key=lambda c: (c.speaker is None, c.label == "headline"))


def source(name: str, documents: Mapping[str, Document], masker: Masker) -> str:
    """A document as a person tells it from others: its name, outlet and day."""
    document = documents.get(name)
    shown = flat(masker.address(name, name))
    if document is None:
        return shown
    called = flat(document_name(document, masker))
    day = document.published.day
    parts = [shown, *([called] if called != shown else []), *([f"{day.day} {MONTHS[day.month - 1]} {day.year}"] if day else [])]
    return ", ".join(parts)


def stamp_words(stamp: str) -> str:
    """A moment of the ledger, for a person: ``22 Nov 2026, 06:19 UTC``."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def figure_of(estimate: Estimate | None) -> str:
    """A figure, or that there is none."""
    return "–" if estimate is None else figure_words(estimate)


def of_whom(step: Step, masker: Masker, scope: Sequence[str]) -> str:
    """``killed, Vorland`` or ``killed in all``."""
    e = step.after or step.before
    who = masker.known(scope, who_words(e)) if e is not None else ""
    return f"{step.harm} {who}" if who == "in all" else f"{step.harm}, {who}"


def shown_steps(steps: Sequence[Step]) -> list[Step]:
    """Steps a reader needs: a total that moved as the one side beside it did is left to ``--json``."""
    out = []
    for s in steps:
        same = [o for o in steps if o.harm == s.harm and o is not s]
        if s.over == "all_sides" and any(
            (figure_of(o.before), figure_of(o.after)) == (figure_of(s.before), figure_of(s.after)) for o in same
        ):
            continue
        out.append(s)
    return out


def cause_words(
    cause: Cause,
    steps: Sequence[Step],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    decisions: Mapping[str, Decision],
    masker: Masker,
) -> str:
    """Why an incident's row changed, in words: ``a new report: the Courier says 17``. Where rules or policy changed in the same run, so it
    says: nobody can tell which of the two moved a figure."""
    words = _cause_words(cause, steps, claims, documents, decisions, masker)
    also = cause.detail.get("also")
    if not also:
        return words
    return f"{words}; in the same run {_cause_words(replace(cause, cause=also['cause'], detail=also), (), {}, {}, {}, masker)}"


def _cause_words(
    cause: Cause,
    steps: Sequence[Step],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    decisions: Mapping[str, Decision],
    masker: Masker,
) -> str:
    named = list(cause.detail.get("documents") or ())
    told = "; ".join(_says(n, steps, claims, documents, masker) for n in named[:3])
    told += f" and {len(named) - 3} more" if len(named) > 3 else ""
    match cause.cause:
        case "first":
            return f"first report: {told}" if len(named) == 1 else f"first reports: {told}"
        case "new_report":
            return f"a new report: {told}" if len(named) == 1 else f"new reports: {told}"
        case "new_version":
            notes = [_note(documents[n], masker) for n in named if n in documents]
            noted = next((x for x in notes if x), "")
            return noted or f"a later version of the article: {told}"
        case "read_again":
            return f"read again: {told}"
        case "linked_report":
            return (
                f"a report that bears on it: {told}"
                if named
                else f"one of {cause.detail.get('read', 'the')} reports of that run bears on it"
            )
        case "forgotten":
            return f"forgotten on request: {told}"
        case "decision":
            made = [decisions[i] for i in cause.detail.get("decisions", ()) if i in decisions]
            return "; ".join(decision_words(x, decisions, masker) for x in made) or "a decision"
        case "new_rules":
            return f"new rules of the program ({cause.detail.get('from', '?')[:8]} → {cause.detail.get('to', '?')[:8]})"
        case "new_policy":
            return f"another policy: {cause.detail.get('from')} → {cause.detail.get('to')}"
        case other:
            return other.replace("_", " ") + (f": {told}" if told else "")


def _says(name: str, steps: Sequence[Step], claims: Mapping[str, Claim], documents: Mapping[str, Document], masker: Masker) -> str:
    shown = (
        source(name, {n: x for n, x in documents.items() if n == name}, masker) if name in documents else flat(masker.address(name, name))
    )
    for step in sorted(steps, key=lambda s: s.harm != "killed"):
        own = [c for c in spoken_first(step.claims, claims) if c.document == name and c.words]
        if own:
            return f"{shown} says {flat(masker.words(name, own[0].words), 40)}"
    return shown


def _note(document: Document, masker: Masker) -> str:
    for note in document.notes:
        if note.kind in {"corrected", "retracted", "clarified"}:
            return (
                f"{note.kind} by {flat(document_name(document, masker))}: “{flat(masker.text(document.name, note.start, note.end), 160)}”"
            )
    return ""


def decision_words(decision: Decision, decisions: Mapping[str, Decision], masker: Masker) -> str:
    """``decision 4 of R. Editor (merge): the same blast``."""
    why = flat(masker.words([a.document for a in decision.anchors] or None, decision.why), 160)
    if decision.kind == "undo" and decision.undoes is not None and decision.undoes in decisions:
        return f"decision {decision.number} of {flat(decision.who)} (takes back {decisions[decision.undoes].number}): {why}"
    return f"decision {decision.number} of {flat(decision.who)} ({decision.kind.replace('_', ' ')}): {why}"


def masked(value: Any, scope: Sequence[str], masker: Masker, key: str = "") -> Any:
    """Plain values with private names hidden in every text: for ``--json``. What is written in a claim is masked with its own document."""
    if masker.names:
        return value
    if isinstance(value, Mapping):
        own = value.get("document")
        inner = [own] if isinstance(own, str) and own else scope
        return {k: masked(v, inner, masker, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [masked(v, scope, masker, key) for v in value]
    if not isinstance(value, str) or key in _WHO:
        return value
    if key in _FILES:
        return masker.address(scope, value)
    return masker.known(scope, value) if key in _NAMES else masker.words(scope, value)
