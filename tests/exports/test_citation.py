"""Citations pin ledger, policy and version, in BibTeX and CSL, and survive whatever a person asked for."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from rashomon.exports.citation import bibtex, csl, csl_json, note_of
from rashomon.exports.formats import FORMATS
from rashomon.model.exported import About

ABOUT = About(
    version="1.2.3", head="ab" * 32, head_seq=41, run_id=7, run_at="2031-05-06T10:00:00.000000+00:00", policy="ucdp-style", ledger_id="c0ffee"
)  # fmt: skip


def test_a_citation_pins_ledger_policy_and_version() -> None:
    [entry] = csl(FORMATS["csv"], ABOUT)
    assert json.loads(csl_json(FORMATS["csv"], ABOUT)) == [entry]
    assert entry["type"] == "dataset" and entry["issued"] == {"date-parts": [[2031, 5, 6]]} and entry["version"] == "ab" * 6
    for text in (entry["note"], bibtex(FORMATS["csv"], ABOUT)):
        for pinned in (ABOUT.head, "c0ffee", "link 41", "run 7 of 2031-05-06T10:00:00", "ucdp-style", "rashomon 1.2.3"):
            assert pinned in text
    assert bibtex(FORMATS["csv"], ABOUT).startswith("@misc{rashomon-csv-ucdp-style-abababababab,\n")


def test_what_was_asked_for_is_part_of_it() -> None:
    about = replace(ABOUT, since="2031-01-01", where="killed>=5", as_of="2031-05-01", changed_since="run:3", weights="w.yml (abc)")
    assert note_of(about).endswith(
        "policy ucdp-style with weights w.yml (abc); rashomon 1.2.3; since 2031-01-01; changed since run:3; where killed>=5; as published by 2031-05-01"
    )


def test_bibtex_stays_whole_whatever_stands_in_a_filter() -> None:
    about = replace(ABOUT, where='place~"50% & {x} _#$^~\\ }"')
    text = bibtex(FORMATS["geojson"], about)
    bare = re.sub(r"\\[&%$#_{}]|\\text\w+", "", text)
    assert not re.search(r"[&%$#_^~]", bare.replace("@misc{", "", 1))
    assert bare.count("{") == bare.count("}")
