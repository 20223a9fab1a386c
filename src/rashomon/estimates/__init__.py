"""Contradicting figures in, low, best and high out, each with its reason; and every disagreement, shown. See ``docs/concepts/estimates.md``."""

from rashomon.estimates.estimate import estimate
from rashomon.estimates.lenses import POLICIES, Lens, lens_named
from rashomon.estimates.weights import Weights

__all__ = ["POLICIES", "Lens", "Weights", "estimate", "lens_named"]
