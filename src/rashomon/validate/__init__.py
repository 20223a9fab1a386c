"""Does a file keep the rules of UCDP GED or ACLED? Whoever wrote it: :func:`validate`. The rules are in the codebooks of ``exports``."""

from __future__ import annotations

from rashomon.validate.finding import Finding, Report
from rashomon.validate.whole import PROFILES, validate

__all__ = ["PROFILES", "Finding", "Report", "validate"]
