"""What was made on the way to a reading goes when the reading is done, without a search for garbage."""

import gc

from rashomon.corpus import Article
from rashomon.pipeline.read import read_batch

STORY = (
    "VELMAR, 4 March - At least nine civilians and two soldiers were killed on Monday when gunmen attacked a market in Ostrel, police said. "
    "Three of the dead were children, a doctor told reporters.\n\n"
    "The army denied that it had shelled the town two days before the attack. A spokesman for the rebels said its fighters killed five soldiers "
    "and wounded seven others on Sunday. On Tuesday four more people died of their wounds."
)


def test_a_reading_leaves_no_cycles_behind() -> None:
    articles = [Article(f"a{n}", STORY, published="2024-03-05") for n in range(2)]
    assert any(r.claims for r in read_batch(articles))  # words and tables are loaded
    gc.collect()
    was = gc.isenabled()
    gc.disable()
    try:
        read_batch(articles)
        assert gc.collect() == 0
    finally:
        if was:
            gc.enable()
