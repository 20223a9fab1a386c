"""A matcher that keeps its answers gives the same ones."""

from rashomon.lexicon import Entry, PhraseMatcher

ENTRIES = [Entry("x", "a", ("red kite", "kite"), {}), Entry("x", "b", ("US",), {"case": True})]
TEXTS = ["A red kite over the US.", "Give us a kite.", "A red kite over the US.", "Nothing."]


def test_answers_are_the_same_and_belong_to_who_asks() -> None:
    plain, keeping = PhraseMatcher(ENTRIES), PhraseMatcher(ENTRIES, remember=2)
    for text in TEXTS * 2:
        for overlapping in (False, True):
            found = keeping.find(text, overlapping=overlapping)
            assert found == plain.find(text, overlapping=overlapping)
            found.clear()
    assert [m.form for m in keeping.find(TEXTS[0])] == ["red kite", "US"]
    assert len(keeping._known) <= 2
