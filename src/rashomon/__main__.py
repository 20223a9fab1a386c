"""The command ``rashomon``, and ``python -m rashomon``: begins what loads beside the program, then loads the program.

A module of its own, because whatever stands in the module that is run, each worker would load too.
"""

from __future__ import annotations

import gc
import sys

from rashomon.pipeline.garbage import SELDOM
from rashomon.starting import begin_at_once


def main() -> None:
    """Entry point."""
    begin_at_once(sys.argv[1:])
    if sys.argv[1:2] == ["run"]:  # and not 700 again when it ends, which would be a look at all of it; other commands serve for days
        gc.set_threshold(*SELDOM)
    from rashomon.cli import main as command

    command()


if __name__ == "__main__":
    main()
