"""From a draft to a record of input, and to the reading that a careful reader would make of it, with every offset exact."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rashomon import corpus
from rashomon.corpus.published import find_published
from rashomon.incidents.told import dated
from rashomon.model import (
    Block,
    Claim,
    Cue,
    Document,
    IncidentMention,
    MentionLink,
    Published,
    Span,
    TimeSpan,
    Victims,
    content_id,
)
from rashomon.model import Speaker as ModelSpeaker
from rashomon.pipeline.read import input_hash
from rashomon.simulate.draft import Draft, Event, Piece, Said
from rashomon.simulate.pages import ASKED
from rashomon.simulate.template import grammar
from rashomon.store import Reading


@dataclass(frozen=True, slots=True)
class Printed:
    """One article of the stream: the record as input, its reading, and by claim id the incident it truly speaks of (None: of none).

    ``of`` is by claim id the side whose casualty it truly is, whatever the words show; ``faults`` what the paper itself got wrong (digits,
    sides, slip); ``manner`` how the article was made (:class:`~rashomon.simulate.draft.Draft`); ``junk`` what page it is, None for news of violence.
    """

    record: dict[str, str]
    reading: Reading
    truth: dict[str, str | None]
    of: dict[str, str | None]
    faults: dict[str, str]
    manner: str
    junk: str | None


@dataclass(slots=True)
class _Row:
    said: Said
    at: int
    sentence: int
    paragraph: int
    label: str
    claim_id: str = ""

    def span(self, part: tuple[int, int] | None) -> Span | None:
        return None if part is None else Span(self.at + part[0], self.at + part[1])


def text_of(draft: Draft) -> str:
    """The article as printed."""
    return "\n\n".join(" ".join(p.text for p in line.pieces) for line in draft.lines) + "\n"


def record_of(name: str, draft: Draft, text: str) -> dict[str, str]:
    """The article as a line of input."""
    out = {"id": name, "text": text, "outlet": draft.outlet.name, "url": draft.url}
    if draft.dated:
        out["published"] = draft.published.strftime("%Y-%m-%dT%H:%M:%SZ")
    return out


def printed(name: str, draft: Draft) -> Printed:
    """The article as record and reading."""
    text = text_of(draft)
    record = record_of(name, draft, text)
    article = corpus.Article(name, text, outlet=draft.outlet.name, url=draft.url, published=record.get("published"))
    blocks, rows, pieces = _places(draft)
    document = _document(draft, article, text, blocks)
    identity = document.document_id
    for row in rows:
        row.claim_id = _claim_id(identity, row, text)
    told, of_event = _mentions(name, identity, text, rows, pieces, document.published)
    times = {m.mention_id: m.time for m in told}
    claims = [_claim(name, identity, text, row, times[of_event[id(row.said.event)]]) for row in rows]
    claims.sort(key=lambda c: (c.start, c.end, c.claim_id))
    truth = {row.claim_id: row.said.event.truth for row in rows}
    return Printed(
        record,
        Reading(document, tuple(claims), tuple(told), (), input_hash(article)),
        truth,
        {row.claim_id: row.said.of for row in rows if row.said.harm},
        {row.claim_id: row.said.count.fault for row in rows if row.said.count and row.said.count.fault},
        draft.manner,
        draft.junk,
    )


def _document(draft: Draft, article: corpus.Article, text: str, blocks: tuple[Block, ...]) -> Document:
    """What the corpus room makes of the article (a test compares them). It is asked itself only where a note is to be read,
    for it takes five times as long as all the rest."""
    if any(block.rule.startswith("notes.") or block.rule == ASKED for block in blocks):
        return corpus.make_document(article)
    published = _published(draft.published) if draft.dated else find_published(text, blocks, None, draft.url)[0]
    return Document(
        article.name, text, content_id("doc", text), hashlib.sha256(text.encode()).hexdigest(), outlet=draft.outlet.name, url=draft.url,
        title=Span(blocks[0].start, blocks[0].end), published=published, language="en", blocks=blocks,
    )  # fmt: skip


def _places(draft: Draft) -> tuple[tuple[Block, ...], list[_Row], list[tuple[int, int, Piece]]]:
    """(blocks, claims with their place, sentences as (index, offset, piece))."""
    blocks, rows, pieces = [], [], []
    at = sentence = 0
    for paragraph, line in enumerate(draft.lines):
        start = at
        for n, piece in enumerate(line.pieces):
            at += n > 0
            rows += [_Row(said, at, sentence, paragraph, line.label) for said in piece.said]
            pieces.append((sentence, at, piece))
            at += len(piece.text)
            sentence += 1
        blocks.append(Block(start, at, line.label, line.rule))
        at += 2
    return tuple(blocks), rows, pieces


def _published(at: datetime) -> Published:
    day = at.date()
    return Published(day, day, day, "given", time=at.strftime("%H:%M:%S+00:00"))


def _claim_id(identity: str, row: _Row, text: str) -> str:
    """As the claims room makes it (``claims.assemble`` and ``claims.statements``)."""
    s = row.said
    start, end = row.at + s.span[0], row.at + s.span[1]
    speaker = row.at + s.speaker_at[0] if s.speaker_at else None
    if s.harm is None:
        return content_id("c", identity, start, end, "statement", s.stance, s.target, speaker, s.speaker.actor if s.speaker else None)
    words = text[row.at + s.words[0] : row.at + s.words[1]] if s.words else ""
    low, high = (s.count.low, s.count.high) if s.count else (None, None)
    return content_id("c", identity, start, end, "casualty", s.harm, s.side, low, high, words, speaker)


def _claim(name: str, identity: str, text: str, row: _Row, time: TimeSpan | None) -> Claim:
    s, event = row.said, row.said.event
    start, end = row.at + s.span[0], row.at + s.span[1]
    speaker = cue = victims = None
    if s.speaker is not None and s.speaker_at is not None:
        a, b = row.at + s.speaker_at[0], row.at + s.speaker_at[1]
        speaker = ModelSpeaker(s.speaker.actor, text[a:b], a, b, s.speaker.party, s.speaker.kind)
    if s.cue is not None:
        a, b = row.at + s.cue[0], row.at + s.cue[1]
        cue = Cue(text[a:b], a, b)
    if s.victims is not None:
        a, b = row.at + s.victims[0], row.at + s.victims[1]
        victims = Victims(text[a:b], a, b)
    casualty = s.harm is not None
    party = s.side if s.side not in (None, "civilians") else None
    return Claim(
        row.claim_id, name, identity, start, end, text[start:end], "casualty" if casualty else "statement",
        harm=s.harm, low=s.count.low if s.count else None, high=s.count.high if s.count else None,
        negated=bool(s.count and s.count.high == 0), period=row.span(s.period_at),
        words=text[row.at + s.words[0] : row.at + s.words[1]] if s.words else "", approx=bool(s.count and s.count.approx), scope=s.scope,
        harm_detail=s.detail or ("killed" if s.harm == "killed" else None), includes_attackers="no" if casualty and s.side else "unknown",
        victims=victims, side=s.side, victim_party=party, victim_status=s.status, status_by="text" if s.status != "unknown" else None,
        relation=_relation(s) if casualty else "unknown", perpetrator=s.target if s.stance == "blames" else None, speaker=speaker, cue=cue,
        voice=s.voice, stance=s.stance, target=s.target, denies=s.denies, when=event.when, when_span=row.span(s.when_at), time=time,
        place=_named(row, text), place_span=row.span(s.place_at), location=event.place,
        event_kind=event.kind, weapon=_weapon(event), background=event.background, sentence=row.sentence, paragraph=row.paragraph,
        label=row.label, rule=(f"simulate.{s.rule}",), strength=0.9,
    )  # fmt: skip


def _named(row: _Row, text: str) -> str | None:
    """The place as the claim's sentence spells it, else as its article does."""
    at = row.span(row.said.place_at)
    return at.of(text) if at else row.said.event.named


def _relation(said: Said) -> str:
    """What the speaker is to the casualty, as the claims room has it: offices of a state count its people as its own."""
    speaker = said.speaker
    if speaker is None:
        return "outlet"
    if speaker.party is None:
        return "third_party"
    if said.side == speaker.party:
        return "own_losses"
    if said.side in (None, "civilians"):
        return "third_party" if speaker.kind == "group" else "own_losses"
    return "enemy_losses"


def _weapon(event: Event) -> str | None:
    return str(grammar()["kinds"][event.kind]["weapon"]) if event.kind else None


def _mentions(
    name: str, identity: str, text: str, rows: list[_Row], pieces: list[tuple[int, int, Piece]], published: Published
) -> tuple[list[IncidentMention], dict[int, str]]:
    """One mention for each event that has a claim, numbered as they are told; and by event the id of its mention."""
    groups: dict[int, list[_Row]] = {}
    for row in rows:
        groups.setdefault(id(row.said.event), []).append(row)
    ids = {
        key: content_id("im", identity, name, number, min(r.at + r.said.span[0] for r in group))
        for number, (key, group) in enumerate(groups.items())
    }
    main = next(
        (k for k, g in groups.items() if not g[0].said.event.background and any(r.said.harm for r in g)),
        next((k for k, g in groups.items() if not g[0].said.event.background), None),
    )
    out = []
    for key, group in groups.items():
        event, is_main = group[0].said.event, key == main
        people = tuple(sorted({n.lower() for _, _, p in pieces for n in p.people})) if is_main else ()
        tellers = tuple(sorted({n.lower() for _, _, p in pieces for n in p.tellers})) if is_main else ()
        place = (event.place,) if event.place else ()
        kind: dict[str, Any] = grammar()["kinds"][event.kind] if event.kind else {}
        out.append(
            IncidentMention(
                ids[key],
                name,
                identity,
                tuple(sorted(r.claim_id for r in group)),
                min(r.sentence for r in group),
                extent=_extent(group),
                when=event.when,
                places=(event.named,) if event.named else (),
                locations=place,
                regions=tuple(p.name for p in place if (p.precision or 0) == 4),
                sides=tuple(sorted({r.said.side for r in group if r.said.side})),
                perpetrators=_doers(group),
                kind="aggregate" if event.aggregate else event.kind,
                families=tuple(kind.get("families", ())),
                weapons=(kind["weapon"],) if kind else (),
                figures=_figures(group),
                background=event.background,
                aggregate=event.aggregate,
                main=is_main,
                links=_links(text, event, key, pieces, ids),
                spots=(event.named,) if event.named and place and place[0].precision == 1 else (),
                names=tuple(sorted({*([event.named.lower()] if event.named else ()), *people, *tellers})),
                people=people,
                tellers=tellers,
            )
        )
    return dated(out, published), ids


def _extent(group: list[_Row]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for a, b in sorted((r.at + r.said.span[0], r.at + r.said.span[1]) for r in group):
        if out and a <= out[-1][1] + 40:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)


def _doers(group: list[_Row]) -> tuple[str, ...]:
    blamed = {r.said.target for r in group if r.said.stance == "blames"}
    owned = {r.said.speaker.party for r in group if r.said.stance == "claims_responsibility" and r.said.speaker}
    return tuple(sorted(p for p in blamed | owned if p))


def _figures(group: list[_Row]) -> tuple[tuple[str, int | None, int | None, str | None], ...]:
    rows = {
        (s.harm, s.count.low, s.count.high, s.side)
        for s in (r.said for r in group)
        if s.harm is not None and s.count is not None and s.scope == "total"
    }
    return tuple(sorted(rows, key=str))


def _links(text: str, event: Event, key: int, pieces: list[tuple[int, int, Piece]], ids: dict[int, str]) -> tuple[MentionLink, ...]:
    target = ids.get(id(event.answers)) if event.answers is not None else None
    if target is None:
        return ()
    return tuple(
        MentionLink(
            "retaliation_for", target, text[at + p.link[0] : at + p.link[1]], at + p.link[0], at + p.link[1], "simulate.retaliation"
        )
        for _, at, p in pieces
        if p.link is not None
    )
