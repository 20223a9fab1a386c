"""How an export is cited: BibTeX and CSL, pinned to the state of the ledger, the policy and the version of the program."""

from __future__ import annotations

import json
import re
from typing import Any

from rashomon.exports.exported import About
from rashomon.exports.formats import Format


def title_of(format: Format, about: About) -> str:
    """What the export is called in a list of references."""
    return f"Incidents of a Rashomon ledger, {format.name} export, policy {about.policy}"


def note_of(about: About) -> str:
    """All that pins what was exported, in words."""
    asked = [
        f"{word} {value}"
        for word, value in (
            ("since", about.since),
            ("changed since", about.changed_since),
            ("where", about.where),
            ("as published by", about.as_of),
        )
        if value
    ]
    parts = [
        f"ledger {about.ledger_id or 'without id'}, link {about.head_seq}, head {about.head}",
        f"run {about.run_id} of {about.run_at}",
        f"policy {about.policy}" + (f" with weights {about.weights}" if about.weights else ""),
        f"rashomon {about.version}",
        *asked,
    ]
    return "; ".join(parts)


def key_of(format: Format, about: About) -> str:
    """The key of the entry: the same for the same export of the same state."""
    return f"rashomon-{format.name}-{about.policy}-{about.head[:12]}"


def csl(format: Format, about: About) -> list[dict[str, Any]]:
    """The entry as CSL JSON. Who publishes the ledger adds an author and a place."""
    year, month, day = (int(x) for x in about.run_at[:10].split("-"))
    return [
        {
            "id": key_of(format, about),
            "type": "dataset",
            "title": title_of(format, about),
            "version": about.head[:12],
            "issued": {"date-parts": [[year, month, day]]},
            "genre": "dataset",
            "note": note_of(about),
        }
    ]


def csl_json(format: Format, about: About) -> str:
    """The same as the text of a file."""
    return json.dumps(csl(format, about), ensure_ascii=False, indent=1) + "\n"


def bibtex(format: Format, about: About) -> str:
    """The entry for BibTeX."""
    fields = {
        "title": "{" + _tex(title_of(format, about)) + "}",
        "year": about.run_at[:4],
        "month": str(int(about.run_at[5:7])),
        "version": about.head[:12],
        "note": _tex(note_of(about)),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{re.sub(r'[^A-Za-z0-9:_-]', '-', key_of(format, about))},\n{lines}\n}}\n"


_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _tex(text: str) -> str:
    """Text with what TeX would take for a command made plain."""
    return "".join(_TEX.get(c, "\\" + c if c in "&%$#_" else " " if c in "\r\n\t" else c) for c in text)
