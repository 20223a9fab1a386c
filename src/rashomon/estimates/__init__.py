"""Contradicting figures in, low, best and high out, each with its reason; and every disagreement, shown. See ``docs/concepts/estimates.md``."""

from rashomon.estimates.estimate import POLICIES, estimate

__all__ = ["POLICIES", "estimate"]
