"""Words that a text shows to be a state, a land or a group of one, so that "Tarnovia said" hides nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.people.endings import ending
from rashomon.people.judge import STRONG, Judged
from rashomon.people.runs import Run
from rashomon.people.vocabulary import alternatives, is_given

#: Endings by which a word becomes that of a state, a land or a people ("Tarnovia": "Tarnovian troops").
_OF_A_LAND = ("n", "an", "ian", "ese", "ish", "i")


def lands(found: Sequence[tuple[Run, Judged | None]]) -> set[str]:
    """Single words that some place of the text shows to be a state, a land or a group: by an organ of theirs, or by their adjective."""
    words = {
        one.name: run for run, one in found if one is not None and len(one.words) == 1 and one.sure < STRONG and not is_given(one.name)
    }
    out: set[str] = set()
    for run, one in found:
        if one is None or one.name not in words:
            continue
        organ = one.words[-1].possessive and _organ_behind().match(run.after)
        if organ or ending("organ_of", run.before.lower()):
            out.add(one.name)
    seen = {run.words[0].text for run, _ in found if len(run.words) > 1 or (run.after[:1] == " " and "a" <= run.after[1:2] <= "z")}
    return out | {name for name in words if any(name + end in seen or name.removesuffix("a") + end in seen for end in _OF_A_LAND)}


@cache
def _organ_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s?)? (?:[a-z]+ )?(?:{alternatives('organ_behind')})(?!\w)")
