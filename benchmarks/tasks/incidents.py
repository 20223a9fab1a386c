"""One incident or two: which reports of shootings are put together, the whole way from their texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.frame import Baselines, Case, Result, Task
from benchmarks.tasks import incident_sample
from benchmarks.tasks.incident_sample import Report, agreement, sample
from rashomon.corpus import Article
from rashomon.incidents.candidates import candidates
from rashomon.incidents.features import Context, score
from rashomon.pipeline.derive import Derived, derive
from rashomon.pipeline.read import batches, read_batch
from rashomon.store import Reading


def readings(reports: Sequence[Report]) -> list[Reading]:
    """What the program reads in each report."""
    articles = [Article(r.name, r.text, title=r.title, outlet=r.outlet, published=r.published, language="en") for r in reports]
    return [reading for group in batches(articles) for reading in read_batch(group)]


def main_incidents(derived: Derived) -> dict[str, str]:
    """The one incident of each document: what it is about (``main_of``), else the one of most of its claims; background does not count.

    A document without an incident is not in it.
    """
    found: dict[str, str] = {}
    for incident in sorted(derived.incidents, key=lambda i: i.incident_id):
        for name in incident.main_of:
            found.setdefault(name, incident.incident_id)
    passing = {i.incident_id for i in derived.incidents if i.background}
    claims: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in derived.claims:
        if claim.incident_id and claim.incident_id not in passing:
            claims[claim.document][claim.incident_id] += 1
    for name, counted in claims.items():
        found.setdefault(name, min(counted, key=lambda i: (-counted[i], i)))
    return found


def compare(reports: Sequence[Report], found: Mapping[str, str]) -> Result:
    """A document without an incident is one of its own. A case is a document: right where exactly the reports of its incident are with it."""
    label = {r.name: found.get(r.name, r.name) for r in reports}
    gold, ours = defaultdict(set), defaultdict(set)
    for r in reports:
        gold[r.incident].add(r.name)
        ours[label[r.name]].add(r.name)
    cases = []
    for r in reports:
        want, got = gold[r.incident], ours[label[r.name]]
        alone = "abstained" if r.name not in found else "missed"
        cases.append(Case(f"gva:{r.name}", {"with": "right" if want == got else "false" if got - want else alone}))
    figures = agreement([(r.incident, label[r.name]) for r in reports])
    figures["exactly right"] = round(sum(c.outcome["with"] == "right" for c in cases) / len(cases), 4)
    figures["without an incident"] = round(sum(r.name not in found for r in reports) / len(reports), 4)
    return Result(tuple(cases), figures)


def scored_pairs(small: bool = False) -> Iterator[tuple[float, bool]]:
    """(raw score, whether the gold has one incident) of every pair of main mentions that is compared, on the half that may be read."""
    reports = {r.name: r for r in sample("read", small)}
    told = [m for reading in readings(tuple(reports.values())) for m in reading.incidents if m.main and not m.background]
    context = Context()
    for i, j in candidates(told, context):
        a, b = told[i], told[j]
        yield score(a, b, context), reports[a.document].incident == reports[b.document].incident


def measure(split: str, small: bool) -> Result:
    """Reads the sample, and compares."""
    reports = sample(split, small)
    return compare(reports, main_incidents(derive(readings(reports))))


def baselines(split: str, small: bool) -> Baselines:
    """Two trivial methods on the same reports."""
    reports = sample(split, small)
    return {
        "every document its own": incident_sample.alone(reports),
        f"TF-IDF ≥ {incident_sample.COSINE:g} within {incident_sample.DAYS} days": incident_sample.similar(reports),
    }


TASKS = (
    Task(
        "incidents",
        "One incident or two",
        f"Gun Violence Corpus, {incident_sample.DOCUMENTS} documents of every second incident",
        measure,
        baselines,
        reach={"pair F1": 0.82, "B3": 0.94},
        lower=frozenset({"without an incident"}),
    ),
)
