"""Policy lenses: several ways to make low, best and high of the same claims. See ``docs/concepts/lenses.md``."""

from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.lenses.registry import POLICIES, lens_named
from rashomon.estimates.view import View

__all__ = ["POLICIES", "Lens", "View", "lens_named"]
