"""What is worked out of documents where they are read leaves the same ledger as what is worked out when the run ends."""

import random
from contextlib import closing

import sqlalchemy as sa

from rashomon.corpus import Article, make_document
from rashomon.exports.report import render
from rashomon.pipeline import view
from rashomon.pipeline.balance import balance_in
from rashomon.pipeline.preparing import completed, encoded
from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import Ledger, Reading, prepared, writing
from rashomon.store import derived_tables as d
from rashomon.store.encoded import encode_reading

WORDS = [
    "harbour",
    "market",
    "ferry",
    "council",
    "bridge",
    "tax",
    "school",
    "river",
    "winter",
    "grain",
    "ticket",
    "choir",
    "lantern",
    "orchard",
    "road",
    "parade",
]


def quiet(seed, many=60):
    """Articles about nothing: some dated, some copies, some versions under one address, one with a Monday that a copy's date settles."""
    rng = random.Random(seed)
    out = []
    for n in range(many):
        text = "\n\n".join(" ".join(rng.choices(WORDS, k=30)).capitalize() + "." for _ in range(3))
        if n % 5 == 1:
            text = out[-1].document.text + "\n\nIt will be told again on Monday."
        day = f"2031-02-{n % 27 + 1:02}" if n % 3 else None
        url = f"https://daily.example/{n // 2 if n % 10 < 2 else n}"
        made = make_document(Article(f"q{n:02}.txt", text, outlet="Daily Ferry" if n % 2 else None, url=url, published=day, language="en"))
        out.append(Reading(made, input_hash=str(n)))
    return out


def rows(where, readings, *, drop=False, pieces=1):
    """All derived rows after these were kept in so many runs; with ``drop`` nothing is left of what was prepared."""
    with writing(where) as ledger:
        for n in range(pieces):
            session = Session.start(ledger, "run", framed("current"))
            session.add_encoded([encoded(r) for r in readings[n::pieces]])
            with ledger.write() as db:
                assert db.scalar(sa.select(sa.func.count()).select_from(d.prepared)) == len(readings[n::pieces])
                if drop:
                    prepared.empty(db)
            session.finish()
    with closing(Ledger(where)) as ledger, ledger.read() as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(d.prepared)) == 0
        out = {t.name: sorted(map(repr, db.execute(sa.select(t)))) for t in d.DERIVED}
        out["search"] = sorted(db.scalars(sa.text("SELECT document_id FROM search_texts")))
        return out


def test_prepared_or_not_the_ledger_is_the_same(tmp_path):
    readings = [*quiet(1), *generate(4, 40)]
    random.Random(2).shuffle(readings)
    one = rows(tmp_path / "a.db", readings)
    assert rows(tmp_path / "b.db", readings, drop=True) == one
    assert rows(tmp_path / "c.db", readings, pieces=4) == one
    quiet_rows = [r for r in one["documents"] if "'q" in r]
    assert len(quiet_rows) == 60 and sum('"syndication_group": "' in r or "'syndication_group': 'syn" in r for r in quiet_rows) > 10
    assert sum("'version_of': 'doc" in r for r in quiet_rows) > 3


def test_a_quiet_document_that_changes_or_goes_quiet_is_written_again(tmp_path):
    loud = next(r for r in generate(4, 40) if r.claims and r.incidents)
    still = Reading(loud.document, input_hash="other")
    first = rows(tmp_path / "a.db", [loud])
    assert first["claims"] and first["incidents"]
    with writing(tmp_path / "a.db") as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add([still])
        session.finish()
    with closing(Ledger(tmp_path / "a.db")) as ledger, ledger.read() as db:
        left = {t.name: sorted(map(repr, db.execute(sa.select(t)))) for t in d.DERIVED}
    assert left == {k: v for k, v in rows(tmp_path / "b.db", [still]).items() if k != "search"}


def test_rows_read_elsewhere_are_completed():
    for reading in generate(3, 6):
        assert completed(encode_reading(reading)) == encoded(reading) == completed(encoded(reading))


def test_a_page_leaves_out_articles_about_nothing_where_there_are_many(tmp_path, monkeypatch):
    told = [r for r in generate(4, 12) if r.claims and r.incidents]
    rows(tmp_path / "a.db", [*quiet(1, 30), *told])
    with closing(Ledger(tmp_path / "a.db")) as ledger, ledger.read() as db:
        whole, balance = view.view(db), balance_in(db)
        assert len(whole.documents) == 30 + len(told) and whole.left_out == 0
        monkeypatch.setattr(view, "MOST_DOCUMENTS", 20)
        part = view.view(db)
    assert {x.name for x in part.documents} == {name for i in part.incidents for name in i.documents}
    assert part.left_out == len(whole.documents) - len(part.documents) >= 30 and part.incidents == whole.incidents
    assert f"{part.left_out} others are in documents.jsonl" in render(part, balance) and "others are in" not in render(whole, balance)
