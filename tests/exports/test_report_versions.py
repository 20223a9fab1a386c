"""The report shows which articles changed, the words that did, and what an outlet says of its own article."""

import json

from rashomon.exports.report import write_report
from rashomon.pipeline.run import run

FIRST = "Shell fire in Ostra\n\nFourteen villagers were killed on Monday by shell fire near Ostra, the governor Pavle Tarn said."
SECOND = (
    "Shell fire in Ostra\n\nFour villagers were killed on Monday by shell fire near Ostra, the governor Pavle Tarn said.\n\n"
    "Correction: an earlier version of this article said 14 people were killed. The figure is four."
)


def test_changed_words_and_notes_are_on_the_page(tmp_path):
    record = {"id": "a", "outlet": "Meridian", "url": "https://meridian.example/ostra", "published": "2031-03-04"}
    for text in (FIRST, SECOND):
        (tmp_path / "in.jsonl").write_text(json.dumps({**record, "text": text}) + "\n", encoding="utf-8")
        run([tmp_path / "in.jsonl"], tmp_path / "out", page=write_report)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Articles that changed" in page
    assert "<del>Fourteen</del>" in page and "<ins>Four</ins>" in page
    assert "note of the outlet (corrected)" in page
    rows = [json.loads(line) for line in (tmp_path / "out" / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]
    killed = [(e["low"], e["best"], e["high"]) for r in rows for e in r["estimates"] if e["harm"] == "killed" and e["side"] is None]
    assert killed == [(4, 4, 4)]
