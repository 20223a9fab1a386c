"""Means and kinds of violence named in a document."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.mentions.casualties.arms import weapons_in
from rashomon.model import Document, Sentence, WeaponMention


def find_weapons(document: Document, sentences: Sequence[Sentence]) -> list[WeaponMention]:
    """Weapons and kinds of attack of the parsed sentences, in order."""
    out = []
    for sentence in sentences:
        if not sentence.tokens:
            continue
        for m in weapons_in(sentence.text):
            if m.entry.get("weapon") == "none":
                continue
            out.append(
                WeaponMention(
                    sentence.offset(m.start),
                    sentence.offset(m.end - 1) + 1,
                    sentence.index,
                    m.entry.get("weapon"),
                    m.entry.get("kind"),
                    m.entry.rule,
                )
            )
    return out
