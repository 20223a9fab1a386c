"""What stands behind a figure: documents, distinct texts, original speakers, and whose word it is."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.estimates.evidence import Evidence
from rashomon.estimates.figures import same_number
from rashomon.estimates.voices import Voice
from rashomon.estimates.weighing import Weighed
from rashomon.model import Basis, Claim


def basis(supporting: Iterable[Claim], weighed: Weighed, evidence: Evidence) -> Basis:
    """The basis of the claims that give a figure.

    ``reports`` are documents, an article in several versions being one, ``texts`` distinct texts after whole copies are taken out,
    ``speakers`` original speakers: an outlet that repeats a speaker's figure adds a report, not a speaker. ``kind`` is ``unattributed`` only where no speaker stands behind the figure;
    ``one_party`` where all who do belong to one side of the violence, ``both_parties_agree`` where a side and its enemy give the same figure, and
    ``third_party`` where anybody else does: officials, doctors, monitors, witnesses.
    """
    claims = sorted(supporting, key=lambda c: c.claim_id)
    reports = {evidence.article(c) for c in claims}
    texts = {evidence.text_of(c) for c in claims}
    voices: dict[str, Voice] = {}
    parties: set[tuple[str, str]] = set()
    told: dict[str, list[Claim]] = {"own_losses": [], "enemy_losses": []}
    spoken = [c for c in claims if evidence.voices[c.claim_id].kind != "outlet"]
    for c in claims:
        source = weighed.behind.get(c.claim_id, c)
        voice = evidence.voices[source.claim_id]
        if voice.kind == "outlet" and any(same_number(c, s) for s in spoken):
            continue
        voices.setdefault(voice.key, voice)
        if voice.kind == "party":
            parties.add((evidence.relations[source.claim_id], voice.key))
            told.setdefault(evidence.relations[source.claim_id], []).append(source)
    attributed = [v for v in voices.values() if v.kind != "outlet"]
    if len({k for _, k in parties}) > 1 and any(same_number(a, b) for a in told["own_losses"] for b in told["enemy_losses"]):
        kind = "both_parties_agree"
    elif any(v.kind != "party" for v in attributed):
        kind = "third_party"
    else:
        kind = "one_party" if attributed else "unattributed"
    names = tuple(sorted({v.name for v in attributed}))
    return Basis(len(reports), len(texts), len(attributed), kind, names)
