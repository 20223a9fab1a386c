"""What two incident mentions share beyond their words."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Context:
    """What two mentions share beyond their words: shared text at their claims, and an incident that is said to answer both."""

    shared: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    answered: frozenset[tuple[str, str]] = field(default_factory=frozenset)
