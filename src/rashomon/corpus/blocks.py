"""Labels every line of a text: cleaning labels, it does not cut.

Passes in order, each a function over all lines, a label once given stays: notes of the outlet on the article (:mod:`notes`), the
words of a line (:mod:`furniture`), scripts, captions and credits, its shape, the head (kicker, headline, dek, date, byline), readers'
talk, what follows the end of the article, subheads. What is left is body.
Body first: claims are read from body, and a cut body line costs more than a kept button (design measurement: the figure reader took
no claim from furniture, but lost what was cut).
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.corpus import captions, code, core, head, repeats, sections, shapes, talk
from rashomon.corpus.furniture import Fits, amid_text, furniture
from rashomon.corpus.inline import split_pieces
from rashomon.corpus.lines import Line, split_lines
from rashomon.corpus.marked import marked_lines
from rashomon.corpus.notes import mark_notes
from rashomon.model import Block


def label_blocks(
    text: str, title: str | None = None, language: str = "en", marks: Sequence[tuple[int, int, str]] = ()
) -> tuple[Block, ...]:
    """Blocks of a text, sorted, not overlapping; every character that is not white space lies in one. ``marks`` are stretches of which the
    page it came from says what they are (:mod:`marked`)."""
    lines = mark_notes(text, split_pieces(text, split_lines(text), title, language), language)
    fits: list[Fits | None] = [None if line.label else furniture(line, language) for line in lines]
    amid_text(lines, fits)
    head.title_line(text, lines, title)
    marked_lines(lines, fits, marks)
    code.code_lines(lines)
    captions.caption_lines(lines, fits, language)
    head.date_lines(lines, language, labelled=True)
    for line, fit in zip(lines, fits, strict=True):
        if fit is not None:
            line.put(fit.label, fit.rule)
    head.date_lines(lines, language)
    shapes.shape_lines(lines)
    head.head_lines(lines, language)
    repeats.repeated(lines)
    talk.readers_talk(lines)
    sections.after_the_end(lines, fits)
    core.outside(lines)
    sections.briefs(lines)
    sections.subheads(lines)
    for line in lines:
        line.put("body", "blocks.body")
    return tuple(_block(line) for line in lines)


def _block(line: Line) -> Block:
    return Block(line.start, line.end, line.label or "body", line.rule)
