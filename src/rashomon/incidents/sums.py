"""Check sums: a figure that is the sum of several told after it is a total over several events, and these are its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.incidents.reading import Reading
from rashomon.incidents.threads import perpetrator_of
from rashomon.incidents.words import Word

#: More parts than this and a sum is as likely an accident.
MOST_PARTS = 5
#: Figures of one harm behind a total among which its parts are looked for: no report of the data sets has more than 43 in all.
MOST_BEHIND = 150
#: Characters between a figure and the words that make it a total.
NEAR = 60


def check_sums(readings: Sequence[Reading]) -> tuple[frozenset[str], frozenset[str]]:
    """(claims that are totals over several events, claims that are one of these events' figures).

    Parts stand in other sentences than the total and than one another, and each is told as something that happened: with an event
    word, and a place, a doer or a kind of its own. "Five died, three soldiers and two civilians" is one event and has no such parts.
    """
    totals: set[str] = set()
    parts: set[str] = set()
    for harm in ("killed", "wounded", "casualties"):
        figures = [
            r
            for r in readings
            if r.claim.kind == "casualty" and r.claim.harm == harm and r.claim.low and r.claim.scope in {"total", "increment"}
        ]
        apart = {id(r): _where(r) for r in figures}
        for i, whole in enumerate(figures):
            rest = [
                r
                for r in figures[i + 1 : i + 1 + MOST_BEHIND]
                if r.claim.low != whole.claim.low and r.sentence.index != whole.sentence.index
            ]
            found = _parts(whole.claim.low or 0, rest, apart)
            if found:
                totals |= {r.claim.claim_id for r in figures if r.claim.low == whole.claim.low}
                parts |= {r.claim.claim_id for r in found}
    return frozenset(totals), frozenset(parts - totals)


def told_as_totals(readings: Sequence[Reading]) -> frozenset[str]:
    """Claims that words like "in 24 hours" or "bringing the number to" make a total: the nearest of the sentence, and the same figure elsewhere."""
    marked: set[str] = set()
    figures: set[tuple[str | None, int]] = set()
    counted = [r for r in readings if r.claim.kind == "casualty"]
    beside: dict[int, list[Reading]] = {}
    for r in counted:
        beside.setdefault(r.sentence.index, []).append(r)
    for reading in counted:
        for word in reading.over:
            own = _gap(reading, word)
            if own <= NEAR and own == min(_gap(r, word) for r in beside[reading.sentence.index]):
                marked.add(reading.claim.claim_id)
                if (reading.claim.low or 0) >= 5:
                    figures.add((reading.claim.harm, reading.claim.low or 0))
    return frozenset(
        marked | {r.claim.claim_id for r in counted if (r.claim.harm, r.claim.low or 0) in figures and r.claim.scope != "part"}
    )


def _gap(reading: Reading, word: Word) -> int:
    claim = reading.claim
    return 0 if claim.start <= word.start < claim.end else max(word.start - claim.end, claim.start - word.end)


def _parts(whole: int, rest: Sequence[Reading], apart: Mapping[int, tuple[str, str, str]]) -> list[Reading]:
    """A run of consecutive figures, one a sentence, that add up to the whole."""
    first_of: dict[int, Reading] = {}
    for r in rest:
        first_of.setdefault(r.sentence.index, r)
    told: dict[tuple[int | None, tuple[str, str, str]], Reading] = {}
    for k in sorted(first_of):
        told.setdefault((first_of[k].claim.low, apart[id(first_of[k])]), first_of[k])
    line = list(told.values())
    for start in range(len(line)):
        run: list[Reading] = []
        total = 0
        for r in line[start : start + MOST_PARTS]:
            run.append(r)
            total += r.claim.low or 0
            if total >= whole:
                break
        if total == whole and len(run) >= 2 and whole >= 3 and all(r.events for r in run) and len({apart[id(r)] for r in run}) == len(run):
            return run
    return []


def _where(reading: Reading) -> tuple[str, str, str]:
    """What sets an event apart beside its figure: place, doer, kind."""
    place = reading.places[0].name if reading.places else ""
    kind = reading.events[0].entry.get("kind") if reading.events else ""
    return (place, perpetrator_of(reading.claim) or "", kind)
