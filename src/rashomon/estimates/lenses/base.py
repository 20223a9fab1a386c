"""What a policy lens is: one way to make low, best and high of the claims of an incident. How to write one: ``docs/how-to/policies.md``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.estimates.assemble import HARMS, assemble, with_far
from rashomon.estimates.evidence import Evidence
from rashomon.estimates.together import told_apart
from rashomon.estimates.view import View
from rashomon.estimates.weighing import Weighed
from rashomon.model import Estimate


class Lens:
    """One policy. A lens gives ``name`` and :meth:`view`; one that needs the rows of an incident together overrides :meth:`estimates` too.

    ``source`` is what it follows (a codebook with title and year), ``about`` what it does in a sentence, ``origin`` the package it came
    with where it is a plug-in. Lenses are pure: no state, no clock, no network, so that the same claims give the same figures.
    """

    name: str = ""
    source: str = ""
    about: str = ""
    origin: str = ""

    def view(self, weighed: Weighed, evidence: Evidence) -> View:
        """Low, best and high of one row: the dead of one side, say, as all voices tell it."""
        raise NotImplementedError

    def estimates(self, weighed: Mapping[str, Sequence[Weighed]], evidence: Evidence) -> list[Estimate]:
        """All estimates of the incident, from the rows of each harm: one per side and one for the total, unless a lens says otherwise."""
        out: list[Estimate] = []
        for harm in HARMS:
            out.extend(with_far(assemble(harm, weighed.get(harm, ()), evidence, self.name, self.view), harm, evidence))
        return told_apart(out)
