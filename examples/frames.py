"""One ledger under two policies, side by side in pandas; then files for others: python examples/frames.py [FOLDER]"""

import sys
from pathlib import Path

import rashomon

STORIES = Path(__file__).parent / "stories"


def main(out: Path) -> None:
    """Figures of two policies, who speaks most, and two kinds of files."""
    rashomon.run([STORIES / "01-toll-grows", STORIES / "03-wire-copied"], out, report=False)
    with rashomon.Ledger.open(out) as ledger:
        ours = ledger.incidents().to_pandas().set_index("incident_id")
        widest = ledger.incidents(policy="minmax").to_pandas().set_index("incident_id")
        print(ours[["place", "killed_best"]].join(widest[["killed_low", "killed_high"]]).to_string())
        claims = ledger.claims().to_polars()
        print(claims.group_by("speaker").len().sort("len", "speaker", descending=True).head(5))
        made = ledger.export("csv", out / "csv", where="killed>=1")
        print(made.incidents, "incidents in", made.out.name, "with", ", ".join(p.name for p in made.files))
        ledger.estimates().to_csv(out / "estimates.csv", dialect="spreadsheet")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "rashomon-out"))
