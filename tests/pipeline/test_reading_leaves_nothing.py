"""What was made on the way to a reading goes when the reading is done, without a search for garbage."""

import subprocess
import sys

#: Told by a process of its own: what other tests left lying about, and words loaded a second time after them, is not a reading's.
ASKED = """
import gc

from rashomon.corpus import Article
from rashomon.pipeline.read import read_batch

STORY = (
    "VELMAR, 4 March - At least nine civilians and two soldiers were killed on Monday when gunmen attacked a market in Ostrel, police said. "
    "Three of the dead were children, a doctor told reporters.\\n\\n"
    "The army denied that it had shelled the town two days before the attack. A spokesman for the rebels said its fighters killed five soldiers "
    "and wounded seven others on Sunday. On Tuesday four more people died of their wounds."
)
articles = [Article(f"a{n}", STORY, published="2024-03-05") for n in range(2)]
assert any(r.claims for r in read_batch(articles))  # words and tables are loaded
gc.collect()
gc.disable()
gc.set_debug(gc.DEBUG_SAVEALL)
read_batch(articles)
gc.collect()
print(len(gc.garbage), sorted({type(x).__name__ for x in gc.garbage}))
"""


def test_a_reading_leaves_no_cycles_behind() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, timeout=300)
    assert told.stdout.split()[0] == "0", told.stdout
