"""Two articles side by side: paragraphs that share words beside each other, what differs in them, and what each says on the same questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import sqlalchemy as sa

from rashomon.corpus.shingles import document_words
from rashomon.corpus.syndication import Pair
from rashomon.corpus.syndication import compare as shared_words
from rashomon.corpus.versions import changed_words
from rashomon.exports.cards import document_name
from rashomon.exports.words import published_words
from rashomon.model import Block, Document
from rashomon.people import Masker
from rashomon.queries.article import Held, held, labels_of, name_of
from rashomon.queries.article_marks import Mark, Passage, passages_of
from rashomon.queries.article_others import title_of
from rashomon.queries.claim_shown import article_key
from rashomon.queries.compare_blocks import ALIKE, BESIDE, Beside, aligned, read_blocks
from rashomon.queries.compare_claims import Lost, Question, lost, questions
from rashomon.queries.desk import Desk
from rashomon.queries.lens import Lens


@dataclass(frozen=True, slots=True)
class Side:
    """One of two articles. ``left_out`` are paragraphs beyond those that are compared, ``noise`` parts that are not read."""

    key: str
    title: str
    outlet: str
    published: str
    day: str | None
    status: str
    claims: int
    left_out: int
    noise: int


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs beside each other. ``how``: same, changed, beside (they share words, too few to say what changed), other (two headlines of other words), left, right (only there),
    moved_left, moved_right (in the other, too, at another place)."""

    how: str
    left: Passage | None
    right: Passage | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles side by side. Marks of kind gone and new are words that differ, same are passages that both have; rows name them by place.
    ``share`` is how much of the shorter text's words stands in the other; ``relation`` says what is known of the two."""

    left: Side
    right: Side
    relation: tuple[str, ...]
    share: float
    passages: int
    changes: int
    rows: tuple[Row, ...]
    left_marks: tuple[Mark, ...]
    right_marks: tuple[Mark, ...]
    questions: tuple[Question, ...]
    lost: tuple[Lost, ...]
    labels: dict[str, str]


def compare(desk: Desk, db: sa.Connection, lens: Lens, a: str, b: str) -> Compared | None:
    """The articles of these two keys side by side, private names hidden. None: the ledger has not both."""
    names = [name_of(db, key) for key in (a, b)]
    if names[0] is None or names[1] is None:
        return None
    both = held(db, [n for n in names if n])
    if names[0] not in both or names[1] not in both:
        return None
    left, right = both[names[0]], both[names[1]]
    masker = desk.masker({left.document.name: left.document, right.document.name: right.document})
    blocks, others = read_blocks(left.document), read_blocks(right.document)
    pair = shared_words("a", document_words(_only(left.document, blocks[0])), "b", document_words(_only(right.document, others[0])))
    alike = aligned(left.document, blocks[0], right.document, others[0])
    marks = _marks(left.document, right.document, alike, pair)
    rows = _rows(left.document, right.document, alike, marks, masker)
    asked = questions(left.claims, right.claims, masker)
    dropped = lost(left.claims, right.claims, masker)
    return Compared(
        left=_side(left, masker, blocks[1]),
        right=_side(right, masker, others[1]),
        relation=tuple(_relation(left, right, pair)),
        share=pair.share if pair else 0.0,
        passages=len(pair.passages) if pair else 0,
        changes=sum(r.how != "same" for r in rows),
        rows=rows,
        left_marks=marks[0],
        right_marks=marks[1],
        questions=asked,
        lost=dropped,
        labels=labels_of(desk, db, lens, {q.incident for q in asked} | {x.incident for x in dropped}),
    )


def side_by_side(rows: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """The rows as a page prints them: what stands only left beside what stands only right, between the paragraphs that belong together, so
    that two texts with little in common are no longer than the longer of them."""
    out: list[tuple[Row | None, Row | None]] = []
    alone: tuple[list[Row], list[Row]] = ([], [])

    def flush() -> None:
        out.extend(zip_longest(*alone))
        alone[0].clear()
        alone[1].clear()

    for r in rows:
        if r.left is not None and r.right is not None:
            flush()
            out.append((r, r))
        else:
            alone[r.left is None].append(r)
    flush()
    return out


def _only(document: Document, blocks: Sequence[Block]) -> Document:
    return replace(document, blocks=tuple(blocks))


def _marks(a: Document, b: Document, rows: Iterable[Beside], pair: Pair | None) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    left: list[Mark] = []
    right: list[Mark] = []
    for row in rows:
        if row.left is None or row.right is None or row.share < ALIKE:
            continue
        for c in changed_words(_only(a, [row.left]), _only(b, [row.right])):
            if c.before:
                left.append(Mark(c.old.start, c.old.end, "gone", "other words in the other text" if c.after else "not in the other text"))
            if c.after:
                right.append(Mark(c.new.start, c.new.end, "new", "other words in the other text" if c.before else "not in the other text"))
    if pair is not None and not pair.whole:
        left += [Mark(x.start, x.end, "same", "stands in both") for x, _ in pair.passages]
        right += [Mark(y.start, y.end, "same", "stands in both") for _, y in pair.passages]
    return tuple(sorted(set(left), key=_order)), tuple(sorted(set(right), key=_order))


def _order(m: Mark) -> tuple[int, int, str]:
    return m.start, -m.end, m.kind


def _rows(
    a: Document, b: Document, rows: Sequence[Beside], marks: tuple[tuple[Mark, ...], tuple[Mark, ...]], masker: Masker
) -> tuple[Row, ...]:
    left = {p.start: p for p in passages_of(_only(a, [r.left for r in rows if r.left]), marks[0], masker)}
    right = {p.start: p for p in passages_of(_only(b, [r.right for r in rows if r.right]), marks[1], masker)}
    out = []
    for r in rows:
        one, two = left.get(r.left.start) if r.left else None, right.get(r.right.start) if r.right else None
        if r.left and r.right:
            changed = any(m.kind == "gone" and r.left.start <= m.start < r.left.end for m in marks[0]) or any(
                m.kind == "new" and r.right.start <= m.start < r.right.end for m in marks[1]
            )
            how = "other" if r.share < BESIDE else "beside" if r.share < ALIKE else "changed" if changed else "same"
        else:
            how = ("moved_" if r.moved else "") + ("left" if r.left else "right")
        out.append(Row(how, one, two))
    return tuple(out)


def _side(one: Held, masker: Masker, left_out: int) -> Side:
    x = one.document
    return Side(
        key=article_key(x.name),
        title=title_of(x, masker),
        outlet=document_name(x, masker),
        published=masker.words(x.name, published_words(x)),
        day=x.published.day.isoformat() if x.published.day else None,
        status=x.status,
        claims=len(one.claims),
        left_out=left_out,
        noise=len(x.blocks) - len(read_blocks(x)[0]) - left_out,
    )


def _relation(left: Held, right: Held, pair: Pair | None) -> Iterable[str]:
    a, b = left.document, right.document
    if a.document_id == b.document_id:
        yield "the same text under two names"
    elif b.version_of == a.document_id:
        yield "the right one is a later version of the left one"
    elif a.version_of == b.document_id:
        yield "the left one is a later version of the right one"
    for g in left.groups:
        if b.name in g.documents and g.kind == "whole":
            if g.original in (a.name, b.name):
                yield f"the same words; the {'left' if g.original == a.name else 'right'} one is the original, as far as can be told"
            else:
                yield "the same words; which came first cannot be told"
    if pair is None:
        yield "they share no passage"
