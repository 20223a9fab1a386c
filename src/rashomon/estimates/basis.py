"""What stands behind a figure: documents, distinct texts, original speakers, and whose word it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import same_number
from rashomon.estimates.voices import Voice
from rashomon.estimates.weighing import Weighed
from rashomon.model import Basis, Claim


@dataclass(frozen=True, slots=True)
class Thread:
    """One claim behind a figure, followed back: the article it stands in (its newest version), the text whose words those are (its own, or the
    one it copies), and the voice behind it. ``voice`` None: the outlet repeats a number that a speaker gives here, and is no voice of its own.
    ``source`` is the claim of the speaker it repeats, or the claim itself."""

    claim: Claim
    report: str
    text: str
    voice: Voice | None
    source: Claim


def threads(supporting: Iterable[Claim], weighed: Weighed, evidence: Evidence) -> tuple[Thread, ...]:
    """The claims that give a figure, each followed back, by claim id: what :func:`basis` counts."""
    claims = sorted(supporting, key=lambda c: c.claim_id)
    spoken = [c for c in claims if evidence.voices[c.claim_id].kind != "outlet"]
    out = []
    for c in claims:
        source = weighed.behind.get(c.claim_id, c)
        voice: Voice | None = evidence.voices[source.claim_id]
        if voice is not None and voice.kind == "outlet" and any(same_number(c, s) for s in spoken):
            voice = None
        out.append(Thread(c, evidence.article(c), evidence.text_of(c), voice, source))
    return tuple(out)


def basis(supporting: Iterable[Claim], weighed: Weighed, evidence: Evidence) -> Basis:
    """The basis of the claims that give a figure.

    ``reports`` are documents, an article in several versions being one, ``texts`` distinct texts after whole copies are taken out,
    ``speakers`` original speakers: an outlet that repeats a speaker's figure adds a report, not a speaker. ``kind`` is ``unattributed`` only where no speaker stands behind the figure;
    ``one_party`` where all who do belong to one side of the violence, ``both_parties_agree`` where a side and its enemy give the same figure, and
    ``third_party`` where anybody else does: officials, doctors, monitors, witnesses.
    """
    given = threads(supporting, weighed, evidence)
    reports, texts = {x.report for x in given}, {x.text for x in given}
    voices: dict[str, Voice] = {}
    parties: set[tuple[str, str]] = set()
    told: dict[str, list[Claim]] = {"own_losses": [], "enemy_losses": []}
    for x in given:
        if x.voice is None:
            continue
        voices.setdefault(x.voice.key, x.voice)
        if x.voice.kind == "party":
            parties.add((evidence.relations[x.source.claim_id], x.voice.key))
            told.setdefault(evidence.relations[x.source.claim_id], []).append(x.source)
    attributed = [v for v in voices.values() if v.kind != "outlet"]
    if len({k for _, k in parties}) > 1 and any(same_number(a, b) for a in told["own_losses"] for b in told["enemy_losses"]):
        kind = "both_parties_agree"
    elif any(v.kind != "party" for v in attributed):
        kind = "third_party"
    else:
        kind = "one_party" if attributed else "unattributed"
    names = tuple(sorted({v.name for v in attributed}))
    return Basis(len(reports), len(texts), len(attributed), kind, names)
