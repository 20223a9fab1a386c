"""Imported by the process that workers are forked from: loads once what each of them needs, and shares it with them.

A short report is read, because words, places and tables are loaded on their first use.
"""

from __future__ import annotations

import gc
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's library starts a thread for each core when it is imported; forks want none
# What is loaded is not garbage: looking for some, and once more at the end, took 0.17 of 1.35 s of CPU. By the threshold, because a library
# that loads the model switches collecting off and on.
gc.set_threshold(0)

REPORT = (
    "ARDIM, 3 March - At least five civilians were killed and 12 others wounded on Monday when a car bomb exploded near a market in the "
    "north of Iraq, police said.\n\nA doctor at the hospital said: “We received seven bodies.” The army denied that it had shelled Mosul.\n"
)


def warm() -> None:
    """Loads model, words and places. What is wrong with them is said by the worker that reads the first document, not here."""
    from rashomon.corpus.articles import Article
    from rashomon.pipeline.garbage import SELDOM
    from rashomon.pipeline.rows import rows_of

    try:
        rows_of([Article("warm", REPORT, published="2024-03-04")])
    except Exception as err:
        print(f"rashomon: {err}", file=sys.stderr)
    gc.freeze()  # collecting garbage would write to every page, and copy it
    gc.set_threshold(*SELDOM)  # what a batch makes has no cycles worth looking for every 700 objects


warm()
