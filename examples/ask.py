"""Reads a story, asks its ledger, and prints who says how many were killed, and where they part: python examples/ask.py [FOLDER]"""

import sys
from pathlib import Path

import rashomon

STORY = Path(__file__).parent / "stories" / "02-border-blame"


def main(out: Path) -> None:
    """All of it, in the order in which a person would ask."""
    for item in rashomon.read(STORY):
        print("cannot be read:" if isinstance(item, rashomon.Rejected) else "article:", item.name)
    rashomon.run(STORY, out)
    with rashomon.Ledger.open(out) as ledger:
        for incident in ledger.incidents(where="background=no,killed.high>=1"):
            print(f"\n{incident['label']}: {incident['killed_low']}–{incident['killed_best']}–{incident['killed_high']} killed")
            story = ledger.incident(incident["incident_id"])
            for claim in story.claims:
                if claim["harm"] == "killed":
                    print(f"  {claim['speaker'] or 'the outlet'} in {claim['document']}: {claim['words']}")
            for part in story.disagreements:
                print(f"  they part on {part['type']}: {part['value']} ({part['resolution']})")
        print("\npublished by 13:00 on 6 June 2022:", len(ledger.incidents(as_of="2022-06-06T13:00")), "incidents")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "rashomon-out"))
