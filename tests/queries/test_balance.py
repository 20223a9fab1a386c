"""Balance: figures set aside with the words around them, and a fragment that leads a browser to them."""

from __future__ import annotations

from urllib.parse import unquote

from rashomon.corpus import Article
from rashomon.pipeline.balance import balance_in
from rashomon.queries import Desk
from rashomon.queries.balance import figures_aside, kind_of_reason, sums, todo_of, undated

ARTICLES = (
    Article(
        "one",
        "Blast\n\nTwo men were killed in Dornhollow on Friday, police said. Ivo Tarn, 41, a baker, was among the dead. The village lies "
        "30-odd km from Kessary, and the blast tore a hole of 3 metres.",
        published="2031-03-04",
        outlet="The Lantern",
        language="en",
    ),
    Article("two", "Blast\n\nA man was killed near Kessary, officials said.", outlet="the  LANTERN"),
)


def test_sums_add_up(desk: Desk) -> None:
    with desk.read() as db:
        found, whole = sums(desk, db), balance_in(db)
    assert found.balance == whole and whole.figures == whole.in_claims + whole.set_aside > whole.in_claims
    assert found.outlets == (("The Lantern", 2),), "one outlet in two spellings"
    assert (found.no_outlet, found.undated, sum(n for _, n in found.languages)) == (0, 1, 2)


def test_a_figure_stands_among_its_words_and_no_name_is_shown(desk: Desk) -> None:
    with desk.read() as db:
        found = figures_aside(desk, db, "", 0, 50)
        whole = balance_in(db)
    assert found.total == whole.set_aside == len(found.items)
    assert "Tarn" not in repr(found.items)
    age = next(f for f in found.items if f.words == "41")
    assert age.before.endswith(", ") and age.after.startswith(", a baker"), "what stands beside it is as printed"
    assert age.fragment.startswith(":~:text=") and ",41,-" in unquote(age.fragment) and "a baker" in unquote(age.fragment)


def test_a_dash_in_the_words_is_no_sign_of_the_fragment(desk: Desk) -> None:
    with desk.read() as db:
        found = figures_aside(desk, db, "", 0, 50).items
    for f in found:
        prefix, _, rest = f.fragment.removeprefix(":~:text=").partition("-,")
        assert "-" not in prefix.replace("%2D", "") and rest


def test_pages_hold_everything_once(desk: Desk) -> None:
    with desk.read() as db:
        whole = figures_aside(desk, db, "", 0, 500)
        pages = [figures_aside(desk, db, "", n, 1) for n in range(whole.total)]
        assert [p.items[0] for p in pages] == list(whole.items) and pages[-1].next is None
        assert figures_aside(desk, db, "no such reason", 0, 5).total == 0


def test_what_is_known_of_an_unknown_day(desk: Desk) -> None:
    with desk.read() as db:
        [one] = undated(desk, db, 0, 10).items
    assert one.document == "two" and one.known


def test_reasons_and_what_to_do() -> None:
    assert kind_of_reason("page 12 of “a.pdf” is a picture; read it with OCR") == "page … of … is a picture"
    assert kind_of_reason("") == "no reason was written down"
    assert todo_of("page 12 is a picture; read it with OCR") == "read it with OCR"
    assert todo_of("forgotten on request").startswith("nothing")
