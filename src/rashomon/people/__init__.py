"""People: the names of private persons are hidden in all that people read, and private places are rounded where that is asked for.

The evidence keeps the words (the ledger, the three JSON Lines files); every way out for people passes its text through one
:class:`Masker`. Places of homes, shelters and clinics are rounded by :func:`coarsened`. How often the mask misses is measured
(:func:`measured`) and printed wherever it is used.
"""

from rashomon.people.coarse import coarsened
from rashomon.people.masker import Masker, judge_texts, judged_ahead
from rashomon.people.measured import Measured, measured, notice

__all__ = ["Masker", "Measured", "coarsened", "judge_texts", "judged_ahead", "measured", "notice"]
