"""Reports of shootings in the United States with the incident each speaks of: which of them are asked about, and two trivial methods."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from benchmarks.tasks.common import rows

#: Documents of a half that are read the whole way, and of the gate's subset.
DOCUMENTS, SMALL = 1000, 120
#: Incidents of one city that lie so many days apart are easily taken for one another.
CLOSE_DAYS = 7
#: Shares of the sample: incidents with another close by, and incidents with several reports; the rest as they come.
HARD, SEVERAL = 0.3, 0.85
#: Longer texts are dumps of whole sites.
MOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class Report:
    """One document: its gold incident, and the number of victims the lists give it (killed, injured)."""

    name: str
    incident: str
    title: str
    text: str
    outlet: str
    published: str
    day: str | None
    place: tuple[str, ...]


def _close(incidents: Sequence[dict[str, Any]]) -> set[str]:
    by_city = defaultdict(list)
    for i in incidents:
        if i.get("date") and i.get("city"):
            by_city[i["state"], i["city"]].append((date.fromisoformat(i["date"][:10]).toordinal(), i["incident_id"]))
    return {a for own in by_city.values() for day, a in own for other, b in own if a != b and abs(day - other) <= CLOSE_DAYS}


@cache
def sample(split: str, small: bool) -> tuple[Report, ...]:
    """Reports of one half (incidents by their place in the file: even read, odd score), all reports of an incident together.

    First incidents of one city within a week of one another, then those with several reports, then the rest, each spread over the whole
    half. A document of two incidents (25 of 5,083) stands for its first. Texts without a word are left out.
    """
    incidents = rows("gva_incidents")[0 if split == "read" else 1 :: 2]
    own = {i["incident_id"]: i for i in incidents}
    reports = defaultdict(list)
    for row in rows("gva_docs"):
        if row["incident_ids"][0] in own and row["text"].strip():
            reports[row["incident_ids"][0]].append(row)
    close = _close(incidents)
    told = [i for i in own if reports[i]]
    kinds = ([i for i in told if i in close], [i for i in told if i not in close and len(reports[i]) > 1], told)
    want = SMALL if small else DOCUMENTS
    chosen: dict[str, None] = {}
    count = 0
    for kind, share in zip(kinds, (HARD, SEVERAL, 1.0), strict=True):
        spread = [i for i in sorted(kind, key=_spread) if i not in chosen]
        if kind is kinds[0]:  # a city's incidents are of use together
            spread = sorted(kind, key=lambda i: (_spread(own[i]["state"] + own[i]["city"]), own[i]["date"], i))
        for i in spread:
            if count >= share * want:
                break
            chosen[i] = None
            count += len(reports[i])
    return tuple(_report(row, own[i]) for i in own if i in chosen for row in reports[i])


def _spread(name: str) -> str:
    """An order that has nothing to do with time or place, the same on every machine."""
    return "".join(sorted(name)) if not name.isdigit() else name[::-1]


def _report(row: dict[str, Any], incident: dict[str, Any]) -> Report:
    return Report(
        row["doc_id"],
        incident["incident_id"],
        row["title"] or "",
        row["text"][:MOST_CHARACTERS],
        row["outlet"] or "",
        row["dct"],
        incident["date"][:10] if incident.get("date") else None,
        tuple(p for p in (incident.get("city"), incident.get("state")) if p),
    )


def agreement(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Pair precision, recall and F1, and B-cubed, of (gold incident, found incident) a document."""
    both, gold, found = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)

    def two(counts: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    hit = two(both)
    precision, recall = hit / max(1, two(found)), hit / max(1, two(gold))
    cubed_p = sum(n * n / found[b] for (_, b), n in both.items()) / max(1, len(pairs))
    cubed_r = sum(n * n / gold[a] for (a, _), n in both.items()) / max(1, len(pairs))
    return {
        "pair F1": round(2 * precision * recall / (precision + recall), 4) if hit else 0.0,
        "B3": round(2 * cubed_p * cubed_r / (cubed_p + cubed_r), 4) if pairs else 0.0,
        "pair precision": round(precision, 4),
        "pair recall": round(recall, 4),
    }


def alone(reports: Sequence[Report]) -> dict[str, float]:
    """Every document its own incident."""
    return agreement([(r.incident, r.name) for r in reports])


#: Set on the read half: cosine from which two documents join, and the days between their publication up to which they may.
COSINE, DAYS = 0.12, 40


def similar(reports: Sequence[Report], cosine: float = COSINE, days: int = DAYS) -> dict[str, float]:
    """Documents whose words are alike (cosine of TF-IDF) and whose days of publication are near, joined from the most alike down by average link."""
    vectors = _vectors([f"{r.title}\n{r.text}" for r in reports])
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for word, weight in vector.items():
            held[word].append((i, weight))
    alike: list[dict[int, float]] = [defaultdict(float) for _ in reports]
    for own in held.values():
        if len(own) <= max(50, len(reports) // 10):  # a word of every tenth document has next to no weight
            for i, x in own:
                for j, y in own:
                    if i < j:
                        alike[i][j] += x * y
    published = [date.fromisoformat(r.published[:10]).toordinal() for r in reports]
    pairs = {(i, j): c for i, row in enumerate(alike) for j, c in row.items() if abs(published[i] - published[j]) <= days}
    group = list(range(len(reports)))
    members = {i: [i] for i in group}
    for (i, j), value in sorted(pairs.items(), key=lambda p: (-p[1], p[0])):
        if value < cosine:
            break
        a, b = group[i], group[j]
        if a == b:
            continue
        across = [pairs.get((min(x, y), max(x, y)), 0.0) for x in members[a] for y in members[b]]
        if sum(across) / len(across) >= cosine:
            for x in members[b]:
                group[x] = a
            members[a] += members.pop(b)
    return agreement([(r.incident, str(g)) for r, g in zip(reports, group, strict=True)])


def _vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(re.findall(r"[a-z][a-z'-]+|\d+", t.lower())) for t in texts]
    df = Counter(w for c in counts for w in c)
    out = []
    for c in counts:
        vector = {w: (1 + math.log(n)) * math.log(len(texts) / df[w]) for w, n in c.items() if df[w] > 1}
        length = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        out.append({w: v / length for w, v in vector.items()})
    return out
