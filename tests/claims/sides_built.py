"""Casualty mentions of made-up sentences with the context that tells whose they are, for tests."""

from __future__ import annotations

import hashlib
import re

from rashomon.claims import sides
from rashomon.language import get_parser, split_document
from rashomon.mentions.actors import find_actors
from rashomon.model import Block, CasualtyMention, Document, Figure, Mentions, Span, Speaker

PAIR = "Varland's Defence Ministry and the Ostrava Republic's foreign ministry spoke. Varland and the Ostrava Republic are at war. Varlandic and Ostravan forces met. "


INNER = "The Kestrian army and Kestria's president spoke in the Kestrian capital. "


def case(text: str, words: str, *, victims: str | None = None, by: str | None = None, low: int | None = 4, also: tuple[tuple[str, str, int], ...] = (),
         part_of: int | None = None, distributive: bool = False) -> tuple[sides.Context, CasualtyMention]:  # fmt: skip
    """A context and the mention ``words``; ``also`` are other mentions of the text: (words, victims, figure)."""
    blocks = (Block(0, len(text), "body"),)
    digest = hashlib.sha256(text.encode()).hexdigest()
    doc = Document("t", text, f"doc-{digest[:16]}", digest, blocks=blocks, language="en")
    sentences = split_document(doc)
    get_parser().parse(sentences)

    def make(
        words: str, victims: str | None, low: int | None, by: str | None = None, part_of: int | None = None, distributive: bool = False
    ) -> CasualtyMention:
        a = text.index(words)
        b = a + len(words)
        inside = Span(text.index(victims, a), text.index(victims, a) + len(victims)) if victims else None
        doer = Span(text.index(by), text.index(by) + len(by)) if by else None
        m = re.search(r"killed|killing|died|dead|wounded|injured|captured", text[a:b])
        trigger = Span(a + m.start(), a + m.end()) if m else Span(a, b)
        number = next(s.index for s in sentences if s.start <= a < s.end)
        harm = "wounded" if m and m.group() in {"wounded", "injured"} else "killed"
        return CasualtyMention(
            a,
            b,
            number,
            harm,
            Figure(low, low, "", a, b),
            trigger,
            victims=inside,
            perpetrator=doer,
            part_of=part_of,
            distributive=distributive,
        )

    mention = make(words, victims, low, by, part_of, distributive)
    found = (mention, *(make(w, v, n) for w, v, n in also))
    mentions = Mentions(casualties=tuple(sorted(found, key=lambda m: (m.start, m.end))), actors=tuple(find_actors(doc, sentences)))
    return sides.context_of(doc, sentences, mentions), mention


def side(context: sides.Context, mention: CasualtyMention, speaker: Speaker | None = None, party: str | None = None) -> list[str | None]:
    doer = sides.perpetrator_of(mention, context)[1]
    return [s.side for s in sides.side_of(mention, context, speaker, party or doer)]


def ministry(state: str) -> Speaker:
    return Speaker(f"Ministry of Defence of {state}", "the ministry", 0, 1, state, "ministry")
