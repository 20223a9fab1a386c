"""Readings made rows elsewhere are kept as any others: the same rows, the same seals, on both databases."""

import json
import pickle
from contextlib import closing
from dataclasses import replace

import sqlalchemy as sa
from test_contract_verify import findings

from rashomon.model import Document
from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import Ledger, Reading, evidence, writing
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain, digest
from rashomon.store.encoded import END, encode_reading
from rashomon.store.payloads import reading_payload, statements_in
from rashomon.store.statements import ordered


def keep(where, readings, same_article=lambda old, new: True):
    with writing(where) as ledger:
        session = Session.start(ledger, "run", framed("current"))
        with ledger.write() as db:
            chain = Chain(db)
            evidence.append_encoded(db, chain, session.run_id, session.learned, [encode_reading(r) for r in readings], same_article)
            chain.flush()
        session.finish()
        return session.run_id


def odd(reading):
    """A reading whose name and words hold what JSON has to escape."""
    name = 'a "name"\\ with\x7f\ttab, é and 🌍'
    text = f'He said: "seven\\eight"\x1b {reading.document.text}'
    return Reading(Document(name, text, f"doc-{len(text)}", "", reason="é\n", status="set_aside"), input_hash="h")


def test_what_was_encoded_comes_back_and_is_sealed_as_the_rows_say(ledger_place):
    readings = list(generate(11, 30))
    readings.append(odd(readings[0]))
    run_id = keep(ledger_place, readings)
    with closing(Ledger(ledger_place)) as ledger, ledger.read() as db:
        back = {r.document.name: r for r in evidence.load_readings(db, evidence.known(db))}
        assert back == {r.document.name: ordered(r) for r in readings}
        sealed = {r.subject: r.digest for r in db.execute(sa.select(t.chain).where(t.chain.c.kind == "reading"))}
        rows = list(db.execute(sa.select(t.readings).order_by(t.readings.c.reading_id)).mappings())
        sha = {r.document_id: r.sha256 for r in db.execute(sa.select(t.texts))}
        assert [r["name"] for r in rows] == [r.document.name for r in readings] and len(sealed) == len(rows)
        for row in rows:
            payload = reading_payload(row, sha[row["document_id"]], statements_in(db, row["name"], run_id))
            assert digest(row["salt"], payload) == sealed[str(row["reading_id"])]
        assert [r["reading_id"] for r in rows] == list(range(1, len(rows) + 1))


def test_a_second_reading_keeps_what_it_still_says(ledger_place):
    first = next(r for r in generate(5, 24) if len(r.claims) > 2)
    fewer = replace(first, claims=first.claims[1:])
    keep(ledger_place, [first])
    second = keep(ledger_place, [fewer])
    with closing(Ledger(ledger_place)) as ledger, ledger.read() as db:
        s = t.statements.c
        ended = db.execute(sa.select(s.subject, s.gone_run).where(s.gone_run.is_not(None)).distinct()).all()
        assert ended == [(first.claims[0].claim_id, second)]
        assert set(db.scalars(sa.select(s.first_run))) == {second - 1}
    third = keep(ledger_place, [first])
    with closing(Ledger(ledger_place)) as ledger, ledger.read() as db:
        s = t.statements.c
        assert set(db.scalars(sa.select(s.subject).where(s.first_run == third))) == {first.claims[0].claim_id}
    assert findings(ledger_place) == []


def test_an_encoded_reading_is_plain_and_travels():
    reading = next(r for r in generate(3, 10) if r.claims)
    encoded = encode_reading(reading)
    assert pickle.loads(pickle.dumps(encoded)) == encoded
    assert {type(v) for v in encoded} <= {str, tuple, type(None)}
    assert {type(v) for row in encoded.statements for v in row} <= {str, int}
    assert encoded.as_document() == reading.document
    assert encoded.as_version_of("doc-x").as_document() == replace(reading.document, version_of="doc-x")
    assert [json.loads(part + "]")[0] for part in encoded.sealed.replace(f"{END},", END).split(END)[:-1]] == sorted(
        s[0] for s in encoded.statements
    )
