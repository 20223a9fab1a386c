"""Questions about figures: disputed ones and those without a best, bounds that may be misread, figures that were set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rashomon.exports.words import _WITHHELD
from rashomon.review.item import Item, item_id
from rashomon.review.rows import Row, Rows, Said, countries_of, named, sides_of, size_of, total_of

#: A figure below this is asked about where it sets a bound: of those read with so much certainty a third were misread on gold.
SURE_READ = 0.7
#: Reasons for which a figure is set aside although it stands by people; dates, ages and measures are no question.
PEOPLE = (
    "no harm word takes it",
    "counts people to whom no harm is told",
    "victims or losses of an unknown kind",
    "lives that nobody lost",
)
#: How likely it is that such a figure counts: most do not.
ASIDE_SHARE = 0.1
#: Numbers above this are years, prices and populations, as far as was seen.
MOST_ASIDE = 500
_OPEN = frozenset({"disputed", "unresolved", "outlet_error"})


def disputes(rows: Rows) -> Iterator[Item]:
    """One for each incident whose killed are disputed, or have no best."""
    for incident_id, row in rows.incidents.items():
        e = total_of(row)
        if e is None or row["kind"] == "aggregate":
            continue
        quarrels = [q for q in row["disagreements"] if q["type"] == "count" and q["resolution"] in _OPEN]
        quarrels = [q for q in quarrels if _of_killed(q["field"])]
        low, best, high = e["low"], e["best"], e["high"]
        top = high if high is not None else max((n for n in (low, best) if n is not None), default=None)
        if top is None or (best is not None and not quarrels):
            continue
        bottom = low if low is not None else 0
        if best is None:
            why = f"{_words(e['best_withheld'])}: what is told lies between {bottom} and {top}{' or more' if high is None else ''}"
            moves = (0, top)
        else:
            why = "; ".join(dict.fromkeys(str(q["why"]) for q in quarrels))
            told = [n for q in quarrels for n in _numbers(q)]
            bottom, top = min([bottom, *told]), max([top, *told])
            moves = (min(0, bottom - best), max(0, top - best))
        if moves == (0, 0):
            continue
        claims = tuple(dict.fromkeys(c for q in quarrels for v in q["values"] for c in v["claims"])) or tuple(e["claims"])
        rules = tuple(dict.fromkeys([*(q["rule"] for q in quarrels if q.get("rule")), *(r["rule"] for r in e["reasons"])]))
        yield Item(
            item_id("dispute", incident_id), "dispute", f"How many were killed: {named(row)}?", why, (incident_id,), claims[:12], *moves, 1.0,
            size_of(row), countries_of([row]), sides_of([row]), tuple(row["documents"]), rules[:6],
        )  # fmt: skip


def _of_killed(field: str) -> bool:
    return field.startswith("killed") or field in {"count", ""}


def _words(withheld: str | None) -> str:
    return _WITHHELD.get(withheld or "", "no best")


def _numbers(quarrel: Mapping[str, Any]) -> list[int]:
    return [int(n) for v in quarrel["values"] for n in re.findall(r"(?<![\d.])\d{1,6}(?![\d.])", str(v["value"]).replace(",", ""))[:2]]


def misread(rows: Rows) -> Iterator[Item]:
    """One for each claim of killed that may be misread and without which a bound would be another."""
    for incident_id, row in rows.incidents.items():
        e = total_of(row)
        if e is None or row["kind"] == "aggregate":
            continue
        inside = [e, *(x for x in row["estimates"] if x["harm"] == "killed" and x is not e)]
        for claim in _setting(rows.claims.get(incident_id, ()), inside):
            others = [c for c in rows.claims[incident_id] if c.harm == "killed" and c.scope == "total" and c.claim_id != claim.claim_id]
            moves = _without(claim, others, e)
            if moves == (0, 0):  # another claim gives the same number
                continue
            yield Item(
                item_id("figure", claim.claim_id), "figure", f"Does “{claim.words or 'this'}” count killed people of this incident, {named(row)}?",
                f"figures worded like this one were read right in {claim.p_read:.0%} of the cases, and this one sets a bound of the total",
                (incident_id,), (claim.claim_id,), *moves, round(1 - (claim.p_read or 0), 3), size_of(row), countries_of([row]),
                sides_of([row]), (claim.document,), claim.rules[:6],
            )  # fmt: skip


def _setting(claims: Sequence[Said], estimates: Sequence[Row]) -> list[Said]:
    """Claims read with little certainty whose number is a bound or the best of one of these rows."""
    bounds = {n for e in estimates for n in (e["low"], e["best"], e["high"]) if n is not None}
    behind = {c for e in estimates for r in e["reasons"] for c in r["claims"]}
    return [
        c
        for c in claims
        if c.harm == "killed" and c.p_read is not None and c.p_read < SURE_READ and c.claim_id in behind and {c.low, c.high} & bounds
    ]


def _without(claim: Said, others: Sequence[Said], e: Row) -> tuple[int, int]:
    """From where to where the total could go if the claim were struck or said something else the others say."""
    own = claim.low if claim.low is not None else claim.high or 0
    now = e["best"] if e["best"] is not None else 0
    told = [n for c in others for n in (c.low, c.high) if n is not None]
    if e["best"] is None or own not in (e["best"], e["low"], e["high"]):
        return (0, own)
    same = [n for n in told if n == now]
    if same or not told:
        return (0, 0) if same else (-now, 0)
    return (min(0, min(told) - now), max(0, max(told) - now))


def set_aside(rows: Rows, aside: Sequence[tuple[str, int, int, str, str]], homes: Mapping[str, Sequence[str]]) -> Iterator[Item]:
    """One for each figure that was set aside although it stands by people; ``homes`` are the incidents that a document tells of."""
    for document, start, end, words, reason in aside:
        here = [i for i in homes.get(document, ()) if i in rows.incidents]
        number = int(found.group().replace(",", "")) if (found := re.search(r"\d[\d,]*", words)) else 0
        if not here or reason not in PEOPLE or not 1 <= number <= MOST_ASIDE:
            continue
        own = [rows.incidents[i] for i in here]
        near = min(
            here, key=lambda i: (min((abs(c.start - start) for c in rows.claims.get(i, ()) if c.document == document), default=10**9), i)
        )
        row = rows.incidents[near]
        best = (total_of(row) or {}).get("best") or 0
        if number == best:
            continue
        yield Item(
            item_id("aside", document, start, end, words), "aside", f"Does “{words}” count people harmed in an incident?",
            f"it was set aside: {reason}", (near,), (), 0, max(0, number - best), ASIDE_SHARE, size_of(row), countries_of(own), sides_of(own),
            (document,), (f"at:{start}-{end}",),
        )  # fmt: skip
