"""The two lenses of our own: ``current``, the default, and ``minmax``, which keeps everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.lenses.base import Lens
from rashomon.estimates.minmax import minmax, never_narrower
from rashomon.estimates.policy_current import current
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Estimate

METHOD = "docs/concepts/method.md"


class Current(Lens):
    """The last word of each speaker; best is that of the speaker who stands nearest to the loss."""

    name = "current"
    source = METHOD
    about = "the last word of each speaker; best is that of the speaker nearest to the loss"

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """See :mod:`rashomon.estimates.policy_current`."""
        return current(weighed, evidence)


class MinMax(Lens):
    """Every figure that was ever printed between low and high."""

    name = "minmax"
    source = METHOD
    about = "every figure that was ever printed keeps its place between low and high; best as in current"

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """See :mod:`rashomon.estimates.minmax`."""
        return minmax(weighed, evidence)

    def estimates(self, weighed: Mapping[str, Sequence[Weighed]], evidence: Evidence) -> list[Estimate]:
        """As every lens, with totals that are never narrower than those of ``current``: see :func:`never_narrower`."""
        return never_narrower(super().estimates(weighed, evidence), Current().estimates(weighed, evidence))
