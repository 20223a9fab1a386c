"""Sentences without a harm word that may speak of figures told before them."""

from __future__ import annotations

from rashomon.mentions.casualties.words import small


def points_back(words: list[str]) -> bool:
    """Whether a sentence without a harm word could tell a part of a total before it ("Five of them were ...", "Among the 24 are ...")."""
    first = words[:6]
    return not small("pointing").isdisjoint(first) and first[-1:] != ["?"]


def revises(words: list[str]) -> bool:
    """Whether a sentence without a harm word could revise a figure told before it."""
    if not small("retold").isdisjoint(words[:8]) and not small("revising").isdisjoint(words):
        return True
    says = next((i for i, w in enumerate(words[:8]) if w in small("says_figure")), None)
    return says is not None and 1 <= len(words) - says <= 6  # "Residents said at least 20."
