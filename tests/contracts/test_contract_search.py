import hashlib

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store import search
from rashomon.store.search import Hit

TEXTS = {
    "b/2.txt": "Nine people were killed in Dolmeth. The civil guard and the defence ministry said so.",
    "a.txt": "Civil defence: at least nine killed, said Erdoğan's office. Nine!",
    "B.txt": "Не менее девяти человек погибли в Дольмете; ещё 12 ранены.",
    "é.txt": "Neuf tués à Dolmeth, selon la défense civile.",
    "ar.txt": "قتل تسعة أشخاص و١٢ جريحا",
    "zh.txt": "袭击造成九人死亡，12人受伤。",
    "hi.txt": "हमले में नौ लोग मारे गए",
    "th.txt": "มีผู้เสียชีวิตเก้าคน",
    "ko.txt": "공격으로 아홉 명이 사망했다",
    "long.txt": "x" * 3000 + " " + "y" * 150 + " end",
    "twin.txt": "Civil defence: at least nine killed, said Erdoğan's office. Nine!",
    "empty.txt": "",
}


def fill(db, texts=TEXTS, quotes=()):
    for name, text in texts.items():
        key = "doc-" + hashlib.sha256(text.encode()).hexdigest()[:16]
        if not db.scalar(sa.select(sa.func.count()).select_from(t.texts).where(t.texts.c.document_id == key)):
            db.execute(t.texts.insert().values(document_id=key, sha256="", text=text))
        db.execute(d.documents.insert().values(document=name, document_id=key, status="used", settled={}, row={}))
    for n, (name, quote) in enumerate(quotes):
        start = texts[name].index(quote)
        db.execute(
            d.claims.insert().values(
                claim_id=f"c{n}", document=name, kind="casualty", words="", stance="asserts", quote=quote, start=start, end=start + len(quote), row={}
            )
        )  # fmt: skip
    search.catch_up(db)


@pytest.fixture
def filled(database):
    quotes = [("a.txt", "at least nine killed"), ("a.txt", "Nine!"), ("b/2.txt", "Nine people were killed"), ("é.txt", "Neuf tués")]
    with database.write() as db:
        fill(db, quotes=quotes)
    return database


def names(database, query, **more):
    with database.read() as db:
        return [h.document for h in search.find(db, query, **more)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nine", ["a.txt", "b/2.txt", "twin.txt"]),
        ("NINE killed", ["a.txt", "b/2.txt", "twin.txt"]),
        ("civil defence", ["a.txt", "b/2.txt", "twin.txt"]),
        ('"civil defence"', ["a.txt", "twin.txt"]),
        ('"defence civil"', []),
        ("erdogan", ["a.txt", "twin.txt"]),
        ("ERDOĞAN'S", ["a.txt", "twin.txt"]),
        ("dolmeth", ["b/2.txt", "é.txt"]),
        ("defense civile", ["é.txt"]),
        ("kill", []),
        ("people person", []),
        ("девяти ЕЩЕ", ["B.txt"]),
        ("12", ["B.txt", "zh.txt"]),
        ("و١٢", ["ar.txt"]),
        ("九人", ["zh.txt"]),
        ("人九", []),
        ("लोग", ["hi.txt"]),
        ("เก้าคน", ["th.txt"]),
        ("아홉", ["ko.txt"]),
        ("x" * 3000, ["long.txt"]),
        ("x" * 2999, []),
        ("y" * 150 + " end", ["long.txt"]),
    ],
)
def test_whole_words_of_many_scripts(filled, query, found):
    assert names(filled, query) == found


def test_a_hit_says_where(filled):
    with filled.read() as db:
        (hit, _) = search.find(db, '"at least nine" civil')
        assert hit == Hit("a.txt", None, 15, 28) and TEXTS["a.txt"][15:28] == "at least nine"


def test_quotes_are_found_with_their_claims(filled):
    with filled.read() as db:
        assert [(h.document, h.claim_id) for h in search.find(db, "nine", "quote")] == [("a.txt", "c0"), ("a.txt", "c1"), ("b/2.txt", "c2")]
        assert search.find(db, "tues", "quote") == [Hit("é.txt", "c3", 0, 9)]
        assert search.find(db, "civil", "quote") == []


@pytest.mark.parametrize("kind", ["article", "quote"])
def test_pages_follow_one_another(filled, kind):
    with filled.read() as db:
        every = search.find(db, "nine", kind)
        pages, after = [], None
        while page := search.find(db, "nine", kind, limit=1, after=after):
            assert len(page) == 1
            pages += page
            after = page[0]
        assert pages == every and len(every) == 3
        assert search.find(db, "nine", kind, limit=0) == []


@pytest.mark.parametrize(
    "query",
    ["nine'; DROP TABLE texts; --", 'nine" OR "x', "nine*", "words:nine", "NEAR(nine killed)", "^nine", "nine AND", "(nine", "nine\\", "{words}: nine", "-nine", "nine & !", "%nine", ":q nine", "n\x00ine"],
)  # fmt: skip
def test_hostile_queries_are_words(filled, query):
    assert set(names(filled, query)) <= {"a.txt", "b/2.txt", "twin.txt"}
    with filled.read() as db:
        assert len(db.execute(sa.select(t.texts.c.document_id)).all()) == len(set(TEXTS.values()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_query_is_answered_or_told_why_not(filled, query):
    with filled.read() as db:
        try:
            hits = search.find(db, query)
        except InputError:
            return
        assert hits == sorted(hits, key=lambda h: h.document)


def test_an_unknown_kind_is_told(filled):
    with filled.read() as db, pytest.raises(InputError, match="choose article or quote"):
        search.find(db, "nine", "page")


def test_texts_are_indexed_once(filled):
    with filled.write() as db:
        assert search.catch_up(db) == 0
        before = search.find(db, "nine")
        key = db.scalar(sa.select(d.documents.c.document_id).where(d.documents.c.document == "a.txt"))
        search.index(db, [(key, TEXTS["a.txt"]), (key, TEXTS["a.txt"])])
        assert search.find(db, "nine") == before
        assert search.rebuild(db) == len(set(TEXTS.values()) - {""})
        assert search.find(db, "nine") == before


@pytest.mark.parametrize("emptied_first", [False, True])
def test_a_forgotten_text_is_not_found(filled, emptied_first):
    with filled.write() as db:
        key = db.scalar(sa.select(d.documents.c.document_id).where(d.documents.c.document == "a.txt"))
        if emptied_first:
            db.execute(t.texts.update().where(t.texts.c.document_id == key).values(text=""))
        search.forget(db, key)
        search.forget(db, key)
        search.forget(db, "doc-nobody")
        db.execute(t.texts.update().where(t.texts.c.document_id == key).values(text=""))
        assert search.catch_up(db) == 0
    assert names(filled, "nine") == ["b/2.txt"]
    assert names(filled, "erdogan") == []


def _bytes(database, postgres):
    if database.path is not None:
        return b"".join(p.read_bytes() for p in database.path.parent.iterdir())
    with postgres.admin() as db:
        name = str(database.where).rsplit("/", 1)[1]
        oid = db.execute("SELECT oid FROM pg_database WHERE datname = %s", (name,)).fetchone()[0]
    return b"".join(p.read_bytes() for p in (postgres.folder / "data" / "base" / str(oid)).iterdir() if p.is_file())


def test_a_forgotten_word_is_in_no_byte_of_the_database(database, request):
    """``forget`` and ``scrub`` leave nothing in the index, free pages and SQLite's write-ahead log."""
    postgres = request.getfixturevalue("postgres") if database.path is None else None
    texts = {f"{n}.txt": f"many words here number{n} again" for n in range(200)}
    texts["secret.txt"] = "the witness zyqqurath spoke"
    with database.write() as db:
        fill(db, texts)
    if postgres is not None:
        with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as db:
            db.exec_driver_sql("CHECKPOINT")
    assert b"zyqqurath" in _bytes(database, postgres)
    with database.write() as db:
        key = db.scalar(sa.select(d.documents.c.document_id).where(d.documents.c.document == "secret.txt"))
        search.forget(db, key)
        db.execute(t.texts.update().where(t.texts.c.document_id == key).values(text=""))
    database.scrub()
    assert b"zyqqurath" not in _bytes(database, postgres)
    assert names(database, "number7") == ["7.txt"]
