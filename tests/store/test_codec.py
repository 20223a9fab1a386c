from datetime import date

from rashomon.model import Block, Claim, DateExpr, Document, Published, Span, Speaker, TimeSpan
from rashomon.store import Reading, decode, encode


def test_a_reading_comes_back_as_it_was():
    document = Document(
        "a.txt", "Four died.", "doc-1", "00", title=Span(0, 4), published=Published(day=date(2024, 2, 13)), blocks=(Block(0, 10, "body"),)
    )
    claim = Claim(
        "c-1", "a.txt", "doc-1", 0, 10, "Four died.", "casualty", harm="killed", low=4, high=4, words="Four",
        speaker=Speaker("Kestria", "Kestria", 0, 1), when=DateExpr("weekday", weekday=1),
        time=TimeSpan(date(2024, 2, 13), None, "printed"), groups=("children",), via=("a", "b"),
    )  # fmt: skip
    reading = Reading(document, (claim,))
    assert decode(Reading, encode(reading)) == reading


def test_fields_that_an_older_ledger_lacks_take_their_default():
    data = encode(Block(0, 3, "body"))
    del data["rule"]
    assert decode(Block, data) == Block(0, 3, "body", "")
