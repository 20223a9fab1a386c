"""What users have, read as articles: one file per kind of input. Everything that cannot be an article is named with its reason."""

from rashomon.inputs.folder import read_inputs
from rashomon.inputs.source import Reader, Source

__all__ = ["Reader", "Source", "read_inputs"]
