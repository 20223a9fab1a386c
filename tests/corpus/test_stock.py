"""Stock sentences link no reports. The texts are made up."""

from __future__ import annotations

from rashomon.corpus import Article, make_document, syndication

STOCK = "Tilvar has been torn by a civil war since the rebels of the River Front took up arms seven years ago, and thousands of its people have been driven out."
FIRST = (
    "Four traders were killed when mortar rounds fell on the grain market of the town, the governor said on Monday morning after a visit. "
)
SECOND = (
    "A bus with miners on its way to the pits of Corran ran over a mine, and its driver lost a leg, a nurse of the clinic told this paper. "
)
PASSAGE = (
    "Traders told of two loud blasts a minute apart, the second among people who had run to help those hurt by the first of the rounds. "
)


def kinds(a: str, b: str) -> list[str]:
    return [g.kind for g in syndication([make_document(Article(n, t, language="en")) for n, t in (("a", a), ("b", b))])]


def test_a_shared_sentence_on_how_the_war_began_is_no_reporting() -> None:
    assert kinds(FIRST * 1 + STOCK, SECOND + STOCK) == []


def test_a_shared_passage_of_news_is() -> None:
    assert kinds(
        FIRST + PASSAGE + STOCK, SECOND + PASSAGE + "The road stays closed, and the mayor has asked for dogs that find mines."
    ) == ["part"]


def test_a_foot_with_headings_is_cut_however_long() -> None:
    story = FIRST + PASSAGE + SECOND + FIRST.replace("traders", "porters") + SECOND.replace("miners", "nurses")
    foot = "Source Small News and agencies Related news Ferry runs aground off Orrin Mill to close after forty years Painter found in a cellar More news Choir sings for nobody and wins a prize Follow us on every wave Newsletter Privacy Policy"
    document = make_document(Article("a", story + foot, language="en"))
    read = [document.text[b.start : b.end] for b in document.blocks if b.label == "body"]
    assert read and not any("Ferry" in r for r in read)
