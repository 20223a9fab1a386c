"""A briefing as Markdown, in which no word of an article is markup: not in CommonMark, GitHub's, or the older dialects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.exports.briefing_parts import Entry, Note, Numbers
from rashomon.exports.briefing_words import MOST, facts, heading
from rashomon.exports.exported import About
from rashomon.exports.told import flat

#: Entities where a backslash is not an escape in every dialect, or not inside a table; a slash after "://" keeps addresses from becoming links.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", **{c: f"&#{ord(c)};" for c in "|~$^@"}}
_SIGNS = re.compile(r"[\\`*_\[\]{}#!&<>|~$^@]|(?<=:)/(?=/)|(?<=\bwww)\.", re.IGNORECASE)
_BEGINS = re.compile(r"^([+=:-]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """Text of an article as Markdown that shows just that, on one line."""
    line = _SIGNS.sub(lambda m: _ENTITIES.get(m[0], "&#47;" if m[0] == "/" else "&#46;" if m[0] == "." else "\\" + m[0]), flat(text))
    return _BEGINS.sub(lambda m: f"&#{ord(m[0])};" if not m[0].isdigit() else f"{m[0]}\u200b", line)


def markdown(entries: Sequence[Entry], about: About) -> str:
    """The whole briefing."""
    return "\n".join(_lines(entries, about)) + "\n"


def _lines(entries: Sequence[Entry], about: About) -> Iterator[str]:
    yield f"# {heading(len(entries))}"
    yield ""
    for fact in facts(about):
        yield f"- {escaped(fact)}"
    if not entries:
        yield ""
        yield "There is no incident of which this was asked."
    if len(entries) > 1:
        yield ""
        yield "| | when | where | killed | status | reports part on |"
        yield "|---|---|---|---|---|---|"
        for n, e in enumerate(entries, 1):
            parts = ", ".join(dict.fromkeys(p.kind for p in e.parted)) or "–"
            yield f"| {n} | {' | '.join(escaped(x) for x in (e.date, e.place, e.killed, e.standing, parts))} |"
    for n, e in enumerate(entries, 1):
        yield ""
        yield from _entry(n, e)


def _entry(n: int, e: Entry) -> Iterator[str]:
    def marks(notes: Numbers, most: int = MOST) -> str:
        more = f" and {len(notes) - most} more" if len(notes) > most else ""
        return "".join(f"[^{n}-{x}]" for x in notes[:most]) + more

    yield f"## {n}. {escaped(e.date)} · {escaped(e.place)} · {escaped(e.kind)}"
    yield ""
    yield f"{escaped(e.status)}; who did it: {escaped('; '.join(e.who))}" + (
        "; told as background, no news of its own" if e.background else ""
    )
    yield ""
    yield "### Where they part"
    yield ""
    for p in e.parted:
        yield f"- **{escaped(p.kind)}, {escaped(p.field)}**: {escaped(p.resolution)}" + (f". {escaped(p.why)}" if p.why else "")
        for value, notes in p.values:
            yield f"  - {escaped(value)} {marks(notes)}".rstrip()
    if not e.parted:
        yield "Nowhere that was read."
    yield ""
    yield "### Figures"
    yield ""
    for f in e.figures:
        status = f" ({escaped(f.status)})" if f.status else ""
        yield f"- **{escaped(f.harm)}, {escaped(f.who)}: {escaped(f.figure)}**{status} ({f.ends}) {marks(f.notes)}; {escaped(f.basis)}"
        for detail, notes in f.reasons:
            yield f"  - because {escaped(detail)} {marks(notes)}".rstrip()
    if not any(f.harm == "killed" for f in e.figures):
        yield "- killed: no report"
    yield ""
    yield "### Who says what"
    yield ""
    for s in e.said:
        yield f"- **{escaped(s.speaker)}**"
        for question, cell in s.things:
            yield f"  - {escaped(question)}: " + "; ".join(f"{escaped(words)} {marks(notes, len(notes))}" for words, notes in cell)
    if not e.said:
        yield "Nobody, in words that are still here."
    yield ""
    yield (
        f"**Nobody says:** {escaped(e.missing)}" if e.missing else "**Nobody says:** nothing is missing of what is asked of every incident."
    )
    if e.links:
        yield ""
        yield "### Linked with"
        yield ""
        for kind, other, quote in e.links:
            yield f"- {escaped(kind)} {other}: “{escaped(quote)}”"
    yield ""
    yield "### Documents"
    yield ""
    for parts, url in e.documents:
        yield "- " + ", ".join([*(escaped(x) for x in parts), *([f"<{url}>"] if url else [])])
    yield ""
    yield f"Incident {e.incident_id}"
    yield ""
    for note in e.notes:
        yield f"[^{n}-{note.number}]: {_note(note)}"


def _note(x: Note) -> str:
    quote = f"“{escaped(x.quote)}”" if x.quote else "(these words were forgotten)"
    at = f"<{x.url}>" if x.url else escaped(x.address) if x.address else ""
    where = ", ".join(y for y in (escaped(x.outlet), escaped(x.document) if x.document != x.outlet else "", escaped(x.published), at) if y)
    return f"{quote} — {escaped(x.speaker)}. {where}, characters {x.start}–{x.end}. {x.sure}."
