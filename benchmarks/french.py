"""Labelled French sentences against what is read of them: ``python -m benchmarks.french [-v] [held-out]``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from rashomon.corpus import Article
from rashomon.model import Claim
from rashomon.pipeline.read import read_batch

CASES = Path(__file__).parent / "cases"


def claims_of(text: str) -> list[Claim]:
    """Casualty claims of one sentence, read as a document of its own."""
    (reading,) = read_batch([Article("x", text, language="fr", published="2022-06-07")])
    if reading.document.status != "used":
        raise SystemExit(reading.document.reason)
    return [c for c in reading.claims if c.kind == "casualty" and c.scope != "part" and (c.low is not None or c.high is not None)]


def _same(label: dict[str, Any], claim: Claim) -> bool:
    return (label["harm"], label["low"], label["high"]) == (claim.harm, claim.low, claim.high)


def _who(wanted: str, *names: str | None) -> bool:
    return any(wanted.casefold() in (n or "").casefold() for n in names)


def measure(name: str = "french", verbose: bool = False) -> dict[str, tuple[int, int]]:
    """Right and all of: figures labelled (recall), figures read (precision), sides, speakers, and sentences right as a whole."""
    found, read, side, speaker, whole = [0, 0], [0, 0], [0, 0], [0, 0], [0, 0]
    for case in yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))["cases"]:
        claims, ok = claims_of(case["text"]), True
        used: set[str] = set()
        for label in case["claims"]:
            claim = next((c for c in claims if c.claim_id not in used and _same(label, c)), None)
            found[1] += 1
            found[0] += claim is not None
            ok = ok and claim is not None
            if claim is not None:
                used.add(claim.claim_id)
            for key, tally in (("side", side), ("speaker", speaker)):
                if key in label:
                    tally[1] += 1
                    said = claim.speaker if claim else None
                    names = (claim.side if claim else None,) if key == "side" else ((said.actor, said.text, said.party) if said else ())
                    right = claim is not None and _who(label[key], *names)
                    tally[0] += right
                    ok = ok and right
        read[1] += len(claims)
        read[0] += len(used)
        ok = ok and len(used) == len(claims)
        whole[1] += 1
        whole[0] += ok
        if verbose and not ok:
            print(f"- {case['text']}\n    wanted {case['claims']}")
            for c in claims:
                print(
                    f"    read   {c.harm} {c.low}..{c.high} side={c.side} by={c.speaker and c.speaker.actor} scope={c.scope}: {c.quote!r}"
                )
    names = ("figures found", "figures read that are right", "sides", "speakers", "sentences right as a whole")
    return {n: (a, b) for n, (a, b) in zip(names, (found, read, side, speaker, whole), strict=True)}


if __name__ == "__main__":
    cases = "french-held-out" if "held-out" in sys.argv else "french"
    for name, (a, b) in measure(cases, "-v" in sys.argv).items():
        print(f"{name}: {a} of {b}")
