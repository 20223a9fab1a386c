"""Figures that no longer stand because of the article they stand in: changed in a later version of it, or taken back by a note on it.

They stay: in ``history`` (replaced, or struck through with the words of the note), in the reasons and among the disagreements. They set no
low, best or high, and are no second report of the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.estimates.editions import Editions, took
from rashomon.estimates.figures import core, counted, exact, numeric, printed, same_number
from rashomon.estimates.voices import plain
from rashomon.model import Claim, Document, Span, SyndicationGroup
from rashomon.model.documents import READ_LABELS, Note, NotedFigure

#: Letters of a note that are quoted where a figure is shown.
QUOTED = 200
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Gone:
    """A figure that no longer stands. ``why``: replaced, corrected or retracted; ``text`` says it for a person, ``now`` are the claims that stand instead.

    ``note`` is the span of the note in ``document``, ``right`` the number that it gives instead, ``copy`` marks the word of somebody who
    copied the article.
    """

    claim: Claim
    why: str
    text: str
    now: tuple[Claim, ...] = ()
    document: str = ""
    note: Span | None = None
    right: int | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """``claims`` are those that stand, ``gone`` those that do not, ``same`` the older printings of a figure by the id of its newest."""

    claims: list[Claim]
    gone: tuple[Gone, ...] = ()
    same: dict[str, tuple[str, ...]] | None = None


def standing(claims: Sequence[Claim], documents: Mapping[str, Document], groups: Iterable[SyndicationGroup], known: Editions) -> Standing:
    """Sorts out the claims of one incident."""
    notes = {n: d.notes for n, d in documents.items() if d.notes}
    if not known.chain and not notes:
        return Standing(list(claims))
    by_document: dict[str, list[Claim]] = {}
    for c in claims:
        by_document.setdefault(c.document, []).append(c)
    gone: dict[str, Gone] = {}
    same: dict[str, list[str]] = {}
    for name in sorted(by_document):
        newest = known.newest(name)
        if name == newest:
            continue
        for c in by_document[name]:
            stands = _again(c, by_document.get(newest, ()))
            if stands is not None:
                same.setdefault(stands.claim_id, []).append(c.claim_id)
            elif _figure(c) and not _verbatim(c, documents[newest]):
                now = _instead(c, by_document.get(newest, ()))
                text = "changed in a later version of the article" if now else "left out of a later version of the article"
                gone[c.claim_id] = Gone(c, "replaced", text, now, newest)
    old = {k for ks in same.values() for k in ks}
    gone |= _copied(by_document, gone, known)
    given: dict[str, Claim] = {}
    for name in sorted(notes):
        for note in notes[name]:
            for g in _taken_back(name, note, documents, by_document, tuple(groups), known, gone):
                gone[g.claim.claim_id] = g
    for g in gone.values():  # the text was left as it was and only the note gives the right number: that is the outlet's word
        if g.right is not None and g.claim.document == g.document and g.document == known.newest(g.document):
            here = by_document.get(g.document, ())
            if not any(_figure(c) and c.harm == g.claim.harm and core(c) == g.right for c in here):
                given[g.claim.claim_id] = replace(
                    g.claim, low=g.right, high=g.right, words=str(g.right), approx=False, vague=False, negated=g.right == 0
                )
    kept = [given.get(c.claim_id, c) for c in claims if c.claim_id in given or (c.claim_id not in gone and c.claim_id not in old)]
    return Standing(kept, tuple(gone[k] for k in sorted(gone)), {k: tuple(sorted(v)) for k, v in sorted(same.items()) if k not in gone})


def _figure(claim: Claim) -> bool:
    return claim.kind == "casualty" and counted(claim)


def alike(a: Claim, b: Claim) -> bool:
    """Whether two claims give one figure: the same number for the same harm, as a total or as a part."""
    return _figure(a) and _figure(b) and a.harm == b.harm and a.scope == b.scope and a.stance == b.stance and same_number(a, b)


def _again(claim: Claim, newest: Iterable[Claim]) -> Claim | None:
    """The claim of the newest version that says the same again."""
    if _figure(claim):
        found = [c for c in newest if alike(claim, c)]
        return min(found, key=lambda c: (not _one_speaker(c, claim), plain(c.side) != plain(claim.side), c.start, c.claim_id), default=None)
    return next(
        (
            c
            for c in newest
            if c.kind == claim.kind
            and (c.harm, c.stance, c.target, c.denies) == (claim.harm, claim.stance, claim.target, claim.denies)
            and _one_speaker(c, claim)
        ),
        None,
    )


def _one_speaker(a: Claim, b: Claim) -> bool:
    if a.speaker is None or b.speaker is None:
        return a.speaker is b.speaker
    return plain(a.speaker.actor or a.speaker.text) == plain(b.speaker.actor or b.speaker.text)


def _instead(claim: Claim, newest: Iterable[Claim]) -> tuple[Claim, ...]:
    """The figures of the newest version that took its place: those of its speaker, else of its side, else any of that harm."""
    found = [c for c in newest if _figure(c) and c.harm == claim.harm and c.scope == claim.scope and c.stance == claim.stance]
    said = [c for c in found if _one_speaker(c, claim)]
    side = [c for c in found if plain(c.side) == plain(claim.side)]
    both = [c for c in said if c in side]
    found = both or said or side or found
    numbers = [c for c in found if numeric(c)]
    return tuple(numbers or found)


def _verbatim(claim: Claim, newest: Document) -> bool:
    """Whether the words of the figure still stand in what is read of the newest version, though no claim of this incident was read there."""
    quote = _SPACE.sub(" ", claim.quote).strip()
    return bool(quote) and any(quote in _SPACE.sub(" ", newest.text[b.start : b.end]) for b in newest.blocks if b.label in READ_LABELS)


def _copied(by_document: Mapping[str, list[Claim]], gone: Mapping[str, Gone], known: Editions) -> dict[str, Gone]:
    """Copies of an older version tell what that version told: where its article moved on, so do they."""
    out: dict[str, Gone] = {}
    for name in sorted(known.copied):
        version = known.copied[name]
        left = [gone[c.claim_id] for c in by_document.get(version, ()) if c.claim_id in gone]
        for c in by_document.get(name, ()):
            model = next((g for g in left if alike(c, g.claim)), None)
            if model is not None and c.claim_id not in gone:
                text = model.text.replace("the article", "the article it copies")
                out[c.claim_id] = replace(model, claim=c, text=text, copy=True)
    return out


def _taken_back(name: str, note: Note, documents: Mapping[str, Document], by_document: Mapping[str, list[Claim]], groups: tuple[SyndicationGroup, ...],
                known: Editions, gone: Mapping[str, Gone]) -> list[Gone]:  # fmt: skip
    """What a note on an article takes back: in it and its older versions, in whole copies of these, and in passages taken from them."""
    if note.kind == "updated" and not note.wrong:
        return []
    versions = {name, *known.older(name)}
    copies = {n for n, v in known.copied.items() if v in versions} | _copies_of(versions, groups, known, documents)
    said = _SPACE.sub(" ", documents[name].text[note.start : note.end]).strip()
    quote = said if len(said) <= QUOTED else said[:QUOTED].rsplit(" ", 1)[0] + " …"
    why = "retracted" if note.kind == "retracted" else "corrected"
    who = documents[name].outlet or "its outlet"
    out = []
    for document in sorted(by_document):
        for c in by_document[document]:
            held = document in versions
            if not _figure(c) or not (held or document in copies or _passage(c, versions, groups)):
                continue
            was = gone.get(c.claim_id)
            named = next((f for f in note.wrong if _names(f, c)), None)
            changed = was is not None and was.why == "replaced" and not note.wrong and c.harm in note.harms and note.kind == "corrected"
            if not (named or note.whole or changed) or (was is not None and was.why == "retracted"):
                continue
            rights = sorted({f.number for f in note.right if f.harm in {None, c.harm}})
            wrongs = {f.number for f in note.wrong if f.harm in {None, c.harm}}
            right = rights[0] if named and len(rights) == 1 and len(wrongs) == 1 and why == "corrected" else None
            verb = f"{'taken back' if why == 'retracted' else 'corrected'} by {who}: “{quote}”"
            text = verb if held else f"copied from {who}; {verb}"
            now = was.now if was is not None else tuple(x for x in by_document.get(known.newest(name), ()) if _figure(x) and x.harm == c.harm and core(x) == right)  # fmt: skip
            out.append(Gone(c, why, text, now, name, Span(note.start, note.end), right, not held))
    return out


def _names(figure: NotedFigure, claim: Claim) -> bool:
    return figure.harm in {None, claim.harm} and figure.number in {claim.low, core(claim)}


def _copies_of(versions: set[str], groups: tuple[SyndicationGroup, ...], known: Editions, documents: Mapping[str, Document]) -> set[str]:
    """Whole copies of an article that has one version only."""
    if any(n in known.chain for n in versions):
        return set()  # :attr:`Editions.copied` has them
    return {n for g in groups if g.kind == "whole" for n in g.documents if took(n, sorted(versions), g, documents)}


def _passage(claim: Claim, versions: set[str], groups: tuple[SyndicationGroup, ...]) -> bool:
    """Whether the words of the claim were taken from the article."""
    for group in groups:
        if group.original not in versions or claim.document not in group.documents:
            continue
        for a, span_a, b, span_b in group.passages:
            for own, span, other in ((a, span_a, b), (b, span_b, a)):
                if own == claim.document and other in versions and span.covers(claim.span):
                    return True
    return False


def first_printed(claim: Claim, by_document: Mapping[str, Sequence[Claim]], known: Editions, taken_from: Callable[[str], str]) -> str:
    """The document in which the figure was first printed and has stood since: the claim's own, an older version of it, or of what it copies."""
    at = claim.document
    begin = claim.document if claim.document in known.chain else taken_from(claim.document)
    if begin not in known.chain:
        return at
    if begin != claim.document:
        if not any(alike(claim, c) for c in by_document.get(begin, ())):
            return at
        at = begin
    for name in known.older(begin):
        if not any(alike(claim, c) for c in by_document.get(name, ())):
            break
        at = name
    return at


def plainest(claims: Iterable[Claim]) -> str:
    """A number as the plainest of these claims prints it."""
    return printed(min(claims, key=lambda c: (not exact(c), not numeric(c), c.start, c.claim_id)))


def described(gone: Sequence[Gone]) -> str:
    """A figure and why it does not stand, for a person; all of them are one figure."""
    figure = plainest(g.claim for g in gone)
    return f"{figure} was {gone[0].text}" if gone[0].why != "replaced" else f"{figure}: {gone[0].text}"
