"""What stands beside every export: which program wrote it, from which state of which ledger, how it was asked for, and what was left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon.exports.exported import About, Written
from rashomon.exports.formats import Format
from rashomon.people import notice

#: What a manifest calls itself.
FORMAT = "rashomon-export/1"


def sha256_of(path: Path) -> str:
    """Hash of a file, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest(
    format: Format,
    about: About,
    written: Written,
    options: Mapping[str, Any],
    *,
    passed: Mapping[str, int],
    gone: Sequence[tuple[str, str | None]],
    notes: Sequence[str],
) -> dict[str, Any]:
    """The manifest of files that were written, as plain values. Nothing in it changes where the ledger and the question are the same."""
    files = []
    for path in sorted(written.files, key=lambda p: p.name):
        entry: dict[str, Any] = {"path": path.name, "about": written.files[path], "bytes": path.stat().st_size, "sha256": sha256_of(path)}
        if path in written.rows_in:
            entry["rows"] = written.rows_in[path]
        dialect = written.dialects.get(path) or (options.get("dialect") if path.suffix == ".csv" else None)
        if dialect:
            entry["dialect"] = dialect
        files.append(entry)
    left = sorted((x.incident_id, x.reason) for x in written.left_out)
    return {
        "format": FORMAT,
        "export": format.name,
        "program": f"rashomon {about.version}",
        "ledger": {"id": about.ledger_id, "seq": about.head_seq, "head": about.head, "run": about.run_id, "run_at": about.run_at},
        "policy": about.policy,
        "weights": about.weights,
        "asked": {"since": about.since, "changed_since": about.changed_since, "where": about.where, "as_of": about.as_of},
        "options": dict(sorted(options.items())),
        "names": "shown" if about.names else "masked",
        "coarsened": about.coarsen,
        "notice": notice(names=about.names, coarsen=about.coarsen),
        "notes": list(notes),
        "rows": written.rows,
        "files": files,
        "left_out": [{"incident_id": i, "reason": reason} for i, reason in left],
        "not_asked_for": dict(sorted(passed.items())),
        "gone": [{"incident_id": old, "now": new} for old, new in gone],
    }


def text_of(value: Mapping[str, Any]) -> str:
    """A manifest as the text of its file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
