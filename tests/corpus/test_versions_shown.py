"""What is shown of versions and notes."""

from __future__ import annotations

from dataclasses import replace

from rashomon.corpus.articles import Article
from rashomon.corpus.documents import make_document
from rashomon.corpus.versions_shown import versions_shown

TEXT = "Shelling hit the village of Marrow on Monday, officials said.\n\nAt least 14 people were killed at the market of the village, the mayor said, and rescuers were still digging on Tuesday.\n\n"
NOTE = "Correction: An earlier version of this article said 14 people were killed; the figure is 4."


def test_versions_with_their_changes_and_notes() -> None:
    first = make_document(Article("v1", TEXT, outlet="Gazette", published="2031-05-04"))
    copy = make_document(Article("a", TEXT, outlet="Courier", published="2031-05-04"))
    other = make_document(Article("other", TEXT.replace("Marrow", "Holm"), outlet="Herald"))
    made = make_document(Article("v2", TEXT.replace("At least 14", "Four") + NOTE, outlet="Gazette", published="2031-05-05"))
    second = replace(made, version_of=first.document_id)
    (row,) = versions_shown([second, copy, other, first])
    assert (row["document"], row["outlet"], row["published"], row["before"]) == ("v2", "Gazette", "2031-05-05", "v1")
    assert [(c["before"], c["after"]) for c in row["changes"]] == [("At least 14", "Four")]  # type: ignore[attr-defined]
    (note,) = row["notes"]  # type: ignore[misc]
    assert note["quote"] == NOTE and note["wrong"] == [[14, "killed"]] and note["right"] == [[4, "killed"]]
    assert versions_shown([first, copy, other]) == []
