"""The steps in order: what each needs and makes. See ``docs/concepts/pipeline.md``."""
