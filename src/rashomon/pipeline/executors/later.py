"""What workers load when all is read, while the run compares documents: what growing and the report will ask of them.

Loaded with the rest, before the first article, it kept that one waiting 0.4 s of CPU longer.
"""

from __future__ import annotations

TEXT = "Ivo Tarn, 34, a baker, was killed in Orla on Monday, said Hana Brel, the mayor."


def load_rest(number: int) -> None:
    """Loads it in the process of one worker. Words are loaded by looking into a text."""
    from rashomon.people import judge_texts
    from rashomon.pipeline import grow_filing, grow_settling  # noqa: F401 - loaded is what they are meant to be

    judge_texts([TEXT])
