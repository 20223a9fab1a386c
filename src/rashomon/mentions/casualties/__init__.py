"""Casualty mentions: somebody was killed, wounded, went missing or was captured, and how many. See ``docs/concepts/mentions.md``."""

from rashomon.mentions.casualties.find import find_casualties

__all__ = ["find_casualties"]
