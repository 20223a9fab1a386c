"""Outlets: who took whose words, whose figure differs, and who leaves the speaker out; on reports written for it."""

from __future__ import annotations

import sqlalchemy as sa

from rashomon.corpus import Article
from rashomon.queries import Desk, Lens
from rashomon.queries.outlet import copied_by, copied_from, differs, outlet_named, printed, quotes_whom, shared_with
from rashomon.queries.outlets import DIFFERS, DROPPED, key_of, outlets
from rashomon.queries.quoting import article_key

WIRE = (
    "Seven fishermen were killed when a patrol boat of the Coastal Guard fired on two vessels off Brisalo on Tuesday, the harbour ministry of "
    "Tarvonia said. The vessels had left the eastern mole before sunrise to set their nets along the sandbank, it said, and were met by the "
    "patrol near the lighthouse. Three more men were pulled from the water by a ferry that had heard the shots. The ministry said an inquiry "
    "would hear the crew of the patrol boat on Friday and that the nets would be returned to the families of the men."
)
CHANGED = WIRE.replace("Seven fishermen were killed", "Nine fishermen were killed")
ARTICLES = (
    Article("wire", f"Boat fired on off Brisalo\n\nBRISALO (Northwire) - {WIRE}", published="2031-03-04", outlet="Northwire"),
    Article("copy", f"Boat fired on off Brisalo\n\nBRISALO (Northwire) - {WIRE}", published="2031-03-05", outlet="The Valley Courier"),
    Article("again", f"Boat fired on off Brisalo\n\nBRISALO (Northwire) - {CHANGED}", published="2031-03-05", outlet="Border  Post"),
    Article("own", "Boat\n\nTwo men were wounded on a boat on Tuesday, police said.", published="2031-03-05", outlet="border post"),
    Article("nobody", "Weather\n\nRain is expected over Kessary on Sunday.", published=None),
    Article("<b>bold</b>", "Mine\n\nA mine killed two soldiers on Monday, the army said.", published="2031-03-06", outlet='<img src=x onerror="alert(1)">'),
)  # fmt: skip


def test_outlets_are_one_whatever_their_capitals_and_blanks(desk: Desk, db: sa.Connection) -> None:
    found = {o.name: o for o in outlets(desk, db, Lens()).items}
    assert set(found) == {"Border Post", "Northwire", "The Valley Courier", '<img src=x onerror="alert(1)">', None}
    assert (found["Border Post"].used, found[None].used, found[None].undated) == (2, 1, 1)
    assert list(found)[-1] is None and key_of("  Border   POST ") == "border post"


def test_copies_have_an_original_and_a_share(desk: Desk, db: sa.Connection) -> None:
    found = {o.name: o for o in outlets(desk, db, Lens()).items}
    assert (found["Northwire"].copied, found["Northwire"].copies, found["The Valley Courier"].copies) == (1, 0, 1)
    [taken] = copied_from(desk, db, Lens(), "the valley courier")
    assert (taken.outlet, taken.articles, taken.share, taken.pairs) == ("Northwire", 1, 1.0, ((article_key("wire"), article_key("copy")),))
    given = {s.outlet: (s.articles, s.share) for s in copied_by(desk, db, Lens(), "Northwire")}
    assert given == {"The Valley Courier": (1, 1.0), "Border Post": (1, 0.5)}
    assert shared_with(desk, db, Lens(), "Northwire") == []


def test_a_changed_copy_differs_with_both_quotes(desk: Desk, db: sa.Connection) -> None:
    [case] = differs(desk, db, Lens(), "Border Post", DIFFERS, 0, 10).items
    (value, own, here), (said, not_own, there) = case.values
    assert (value, own, said, not_own) == ("9", True, "7", False)
    assert [q.text for q in here] == ["Nine fishermen were killed"] and {q.outlet for q in here} == {"Border  Post"}
    assert "Seven fishermen were killed" in {q.text for q in there} and "Border  Post" not in {q.outlet for q in there}
    assert differs(desk, db, Lens(), "Northwire", DIFFERS, 0, 10).total == 0
    assert differs(desk, db, Lens(), "Border Post", DROPPED, 0, 10).total == 0


def test_before_the_copy_came_out_nobody_copied(desk: Desk, db: sa.Connection) -> None:
    then = Lens(None, "2031-03-04")
    assert [o.name for o in outlets(desk, db, then).items] == ["Northwire"]
    assert copied_by(desk, db, then, "Northwire") == [] and outlet_named(desk, db, then, "The Valley Courier") is None


def test_articles_and_whom_they_quote(desk: Desk, db: sa.Connection) -> None:
    own = printed(desk, db, Lens(), "Border Post", "used", 0, 10)
    assert [(p.document, p.copy_of) for p in own.items] == [("again", article_key("wire")), ("own", None)]
    assert printed(desk, db, Lens(), "Border Post", "set_aside", 0, 10).total == 0
    assert "police" in {q.speaker for q in quotes_whom(desk, db, Lens(), "Border Post", 0, 10).items}


def test_nothing_of_a_hostile_name_is_markup(desk: Desk) -> None:
    from fastapi.testclient import TestClient

    from rashomon.web import Settings, make_app

    with TestClient(make_app(desk.where, Settings(rate=1_000_000)), base_url="http://127.0.0.1:8000") as client:
        name = '<img src=x onerror="alert(1)">'
        for address in ("/outlets", "/outlet", "/balance", "/changes?from=run:0", "/actors", "/places"):
            page = client.get(address, params={"name": name} if address == "/outlet" else None)
            assert page.status_code == 200 and "<img src=x" not in page.text and "<b>bold" not in page.text, address
        assert "&lt;img src=x" in client.get("/outlets").text
