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

    ``reports`` are documents, ``texts`` distinct texts after whole copies are taken out, ``speakers`` original speakers: an outlet that
    repeats a speaker's figure adds a report, not a speaker, and one that names nobody for its own number counts only where no speaker does.
    """
    claims = sorted(supporting, key=lambda c: c.claim_id)
    reports = {c.document for c in claims}
    texts = {evidence.text_of(c) for c in claims}
    voices: dict[str, Voice] = {}
    relations: set[str] = set()
    parties: set[tuple[str, str]] = set()
    spoken = [c for c in claims if evidence.voices[c.claim_id].kind != "outlet"]
    for c in claims:
        source = weighed.behind.get(c.claim_id, c)
        voice = evidence.voices[source.claim_id]
        if voice.kind == "outlet" and any(same_number(c, s) for s in spoken):
            continue
        voices.setdefault(voice.key, voice)
        relations.add(evidence.relations[source.claim_id])
        if voice.kind == "party":
            parties.add((evidence.relations[source.claim_id], voice.key))
    attributed = [v for v in voices.values() if v.kind != "outlet"]
    both = {"own_losses", "enemy_losses"} <= relations and len({k for _, k in parties}) > 1
    if both:
        kind = "both_parties_agree"
    elif "third_party" in relations:
        kind = "third_party"
    elif parties:
        kind = "one_party"
    else:
        kind = "unattributed" if not attributed or relations <= {"outlet", "unknown"} else "one_party"
    names = tuple(sorted({v.name for v in attributed}))
    return Basis(len(reports), len(texts), len(attributed), kind, names)
