"""Through which policy, and as of which moment, a ledger is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.errors import InputError
from rashomon.pipeline.moments import Moment, moment
from rashomon.pipeline.session import framed


@dataclass(frozen=True, slots=True)
class Lens:
    """``policy`` None: the ledger's own. ``as_of``: what had been published by then, as a person wrote it; None: everything."""

    policy: str | None = None
    as_of: str | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Lens:
        """The lens of ``policy`` and ``as_of`` in an address. Raises InputError for an unknown policy or no moment."""
        policy, as_of = given.get("policy", "").strip() or None, given.get("as_of", "").strip() or None
        if policy is not None:
            if policy != policy.strip().lower() or len(policy) > 40:
                raise InputError(f"policy {policy[:40]!r} is not known; `rashomon compare --help` names the policies")
            framed(policy)
        if as_of is not None:
            moment(as_of[:60], "as_of")
        return cls(policy, as_of)

    @property
    def moment(self) -> Moment | None:
        """The moment meant."""
        return moment(self.as_of, "as_of") if self.as_of else None

    @property
    def params(self) -> dict[str, str]:
        """As it stands in an address."""
        return {k: v for k, v in (("policy", self.policy), ("as_of", self.as_of)) if v}
