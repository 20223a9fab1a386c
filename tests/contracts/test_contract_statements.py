"""What is said now is said once: statements end with the name they were read under."""

from contextlib import closing

import sqlalchemy as sa
from test_contract_verify import findings, shortened

from rashomon.pipeline.session import Session, framed
from rashomon.simulate import generate
from rashomon.store import Ledger, evidence, writing
from rashomon.store import evidence_tables as t


def said(where):
    """Statements that hold, by the name and text they are of; and the runs in which those of earlier texts ended."""
    s = t.statements.c
    with closing(Ledger(where)) as ledger, ledger.read() as db:
        held = db.execute(
            sa.select(s.document, s.document_id, sa.func.count()).where(s.gone_run.is_(None)).group_by(s.document, s.document_id)
        )
        ended = db.execute(sa.select(s.document, s.gone_run).where(s.gone_run.is_not(None), s.document.contains("@")).distinct())
        return {(r[0], r[1]): r[2] for r in held}, {tuple(r) for r in ended}


def test_statements_of_a_text_that_is_the_latest_again_count_once(ledger_place):
    first = next(r for r in generate(5, 24) if len(r.claims) > 1)
    other = shortened(first)
    name, texts = first.document.name, (first.document.document_id, other.document.document_id)
    kept = [evidence.version_name(name, x) for x in texts]

    def read(*readings):
        with writing(ledger_place) as ledger:
            session = Session.start(ledger, "run", framed("current"))
            session.add(readings)
            session.finish()
            return session.run_id

    read(first)
    [whole] = said(ledger_place)[0].values()
    read(other)
    held, _ = said(ledger_place)
    assert set(held) == {(name, texts[1]), (kept[0], texts[0])}
    back = read(first)
    held, ended = said(ledger_place)
    assert set(held) == {(name, texts[0]), (kept[1], texts[1])} and held[name, texts[0]] == whole
    assert ended == {(kept[0], back)}
    again = read(other)  # and the name that fell away is read under once more
    held, ended = said(ledger_place)
    assert set(held) == {(name, texts[1]), (kept[0], texts[0])} and held[kept[0], texts[0]] == whole
    assert ended == {(kept[0], back), (kept[1], again)}
    assert findings(ledger_place) == []
    with closing(Ledger(ledger_place)) as ledger, ledger.read() as db:
        [now, before] = evidence.load_readings(db, [name, kept[0]])
        assert (len(now.claims), len(before.claims)) == (len(other.claims), len(first.claims))
    with writing(ledger_place) as ledger:
        cut = Session.start(ledger, "run", framed("current"))
        cut.add([first])  # and no more: what is derived still speaks of the name that fell away
    assert findings(ledger_place) == []
    with writing(ledger_place) as ledger, ledger.write() as db:
        s = t.statements
        db.execute(s.update().where(s.c.document == kept[0], s.c.gone_run == cut.run_id).values(gone_run=None))
    assert any(f"gone_run should be {cut.run_id}" in f for f in findings(ledger_place))
