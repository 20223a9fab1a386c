"""The steps in order: what each needs and makes. See ``docs/concepts/pipeline.md``."""

from rashomon.pipeline.run import RunSummary, run

__all__ = ["RunSummary", "run"]
