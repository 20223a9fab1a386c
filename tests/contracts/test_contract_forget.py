"""A document removed on request leaves a tombstone and none of its words, and the ledger still holds."""

import hashlib
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest
import sqlalchemy as sa

from rashomon.errors import InputError
from rashomon.exports.report import write_report
from rashomon.model import Anchor, Decision, content_id, decision_id
from rashomon.pipeline.balance import balance_in
from rashomon.pipeline.forget import clean, forget, removed_before
from rashomon.pipeline.session import Session, framed
from rashomon.pipeline.verify_derived import verify_derived
from rashomon.pipeline.view import view
from rashomon.pipeline.write import write_files, write_page
from rashomon.simulate import generate
from rashomon.store import Ledger, evidence, writing
from rashomon.store import evidence_tables as t
from rashomon.store.chain import Chain
from rashomon.store.evidence import under
from rashomon.store.forgetting import REMOVED, removal_of
from rashomon.store.outputs import record_output
from rashomon.store.verify import verify
from rashomon.store.verify_rows import Check, forgotten

SECRET = "\nMirelda Quoxley-Tarn, 34, a baker of Upper Brantholme, was carried out of her kitchen, her cousin Obrecht Vandermill said.\n"


def with_words(reading, words, input_hash="in"):
    document = reading.document
    text = document.text + words
    ident = content_id("doc", text)
    document = replace(document, text=text, document_id=ident, sha256=hashlib.sha256(text.encode()).hexdigest())
    new = {x: content_id("c", ident, x) for x in [c.claim_id for c in reading.claims]}
    claims = tuple(replace(c, document_id=ident, claim_id=new[c.claim_id], part_of=new.get(c.part_of)) for c in reading.claims)
    told = tuple(
        replace(m, document_id=ident, mention_id=content_id("im", ident, m.mention_id), claims=tuple(new[c] for c in m.claims), links=())
        for m in reading.incidents
    )
    return replace(reading, document=document, claims=claims, incidents=told, input_hash=input_hash)


def made(where, out, *, copy=False):
    """A ledger whose first document told an incident with others, was changed once, was decided on and given out."""
    readings = list(generate(5, 16))
    name = readings[0].document.name
    earlier = with_words(readings[0], SECRET.replace("kitchen", "pantry-room"), "in0")
    target = with_words(readings[0], SECRET)
    with writing(where) as ledger:
        for part in ([earlier, *readings[1:9]], [target, *readings[9:]], [under(target, "copy.txt")] if copy else []):
            session = Session.start(ledger, "run", framed("current"))
            session.add(part)
            session.finish()
        anchor = Anchor(name, target.claims[0].quote)
        why = "Mirelda Quoxley-Tarn was no fighter"
        one = Decision("", 1, "side", "A. Coder", "2031-02-01", why, (anchor,), None, "test")
        session = Session.start(ledger, "decision", framed("current"))
        session.finish(decisions=[replace(one, decision_id=decision_id("side", "A. Coder", why, one.anchors, None, "test"))])
        with ledger.write() as db:
            chain = Chain(db)
            record_output(db, chain, 1, kind="pack", path="given.zip", sha256="ab" * 32, incidents=[], documents=[name], names=False)
            chain.flush()
        with ledger.read() as db:
            write_files(db, out)
            write_page(out, write_report, view(db), balance_in(db))
    return name, target, readings


def held(where, out):
    """Every byte of the ledger and of what stands beside it."""
    files = b"".join(p.read_bytes() for p in sorted(out.iterdir()) if p.is_file())
    if isinstance(where, str):
        with closing(Ledger(where)) as ledger, ledger.read() as db:
            names = sa.inspect(db).get_table_names()
            for name in names:
                files += repr(list(db.execute(sa.text(f'SELECT * FROM "{name}"')))).encode()
    return files


def windows(text, others, size=12):
    data, rest = text.encode(), "\n".join(others).encode()
    return {w for n in range(len(data) - size) if (w := data[n : n + size]) not in rest and b"\n" not in w}


def without(out, readings):
    """The bytes of a ledger that never held the document: names of parties and places may be in it by what others say."""
    out.mkdir()
    with writing(out / "ledger.db") as ledger:
        session = Session.start(ledger, "run", framed("current"))
        session.add(readings[1:])
        session.finish()
        with ledger.read() as db:
            write_files(db, out)
            write_page(out, write_report, view(db), balance_in(db))
    return held(out / "ledger.db", out)


@pytest.fixture
def told(tmp_path, ledger_place):
    return made(ledger_place, tmp_path)


def test_no_word_stays_and_the_ledger_holds(tmp_path, ledger_place, told):
    name, target, readings = told
    backup = tmp_path / "ledger.db.v1.backup"
    backup.write_bytes(target.document.text.encode())
    other = without(tmp_path / "other", readings)
    own = windows(target.document.text + SECRET.replace("kitchen", "pantry-room"), [r.document.text for r in readings[1:]])
    own = {w for w in own if w not in other}
    before = held(ledger_place, tmp_path)
    assert sum(w in before for w in own) > 100
    with writing(ledger_place) as ledger:
        with ledger.read() as db:
            removal = removal_of(db, name)
        assert len(removal.names) == 2 and removal.names == removal.empty and removal.others == ()
        assert removal.incidents and removal.versions and len(removal.decisions) == 1 and len(removal.text_ids) == 2
        assert [(o["path"], o["sha256"]) for o in removal.outputs] == [("given.zip", "ab" * 32)]
        done = forget(ledger, removal, "Office", "a court order", out=tmp_path, write_report=write_report)
        assert backup.exists() is isinstance(ledger_place, str)
        backup.unlink(missing_ok=True)
        assert set(done.written) == {"documents.jsonl", "claims.jsonl", "incidents.jsonl", "report.html"}
        assert set(done.moved) <= {"forgotten", "first"} and done.moved
        after = held(ledger_place, tmp_path)  # while it is open: the write-ahead log, too
        assert [w for w in own if w in after] == []
    after = held(ledger_place, tmp_path)
    assert [w for w in own if w in after] == []
    with closing(Ledger(ledger_place)) as ledger:
        assert verify(ledger).findings == ()
        assert verify_derived(ledger) == []
        with ledger.read() as db:
            decision = db.execute(sa.select(t.decisions)).mappings().one()
            assert decision["anchors"][0]["quote"] == REMOVED and decision["who"] == "A. Coder" and decision["why"] == REMOVED
            stone = db.execute(sa.select(t.tombstones)).mappings().first()
            assert (stone["document"], stone["who"], stone["why"]) == (name, "Office", "a court order")
            assert target.document.document_id not in str(dict(stone))
            assert removed_before(db, name) == stone["at"][:10]
            assert name not in evidence.known(db)
            with pytest.raises(InputError, match=r"documents\.jsonl"):
                removal_of(db, name)
            check = Check(db, lambda *x: None)
            forgotten(check)
            assert check.erased


def test_it_is_what_a_ledger_without_the_document_says(tmp_path, ledger_place, told):
    name, _, readings = told
    with writing(ledger_place) as ledger:
        with ledger.read() as db:
            removal = removal_of(db, name)
        forget(ledger, removal, "Office", "a court order")
        with ledger.read() as db:
            rows = {i.incident_id: i for i in view(db).incidents}
    with writing(tmp_path / "other.db") as other:
        session = Session.start(other, "run", framed("current"))
        session.add(readings[1:])
        session.finish()
        with other.read() as db:
            assert {i.incident_id: i for i in view(db).incidents} == rows


def test_offered_again_it_is_set_aside_and_says_why(tmp_path, ledger_place, told):
    name, target, _ = told
    with writing(ledger_place) as ledger:
        with ledger.read() as db:
            removal = removal_of(db, name)
        forget(ledger, removal, "Office", "a court order")
        session = Session.start(ledger, "run", framed("current"))
        session.add([under(target, "again.txt"), replace(under(target, "other.txt"), input_hash="another")])
        session.finish()
        with ledger.read() as db:
            found = evidence.load_documents(db, ["again.txt", "other.txt"])
            assert {(d.status, d.text, (d.reason or "")[:21]) for d in found.values()} == {("set_aside", "", "removed on request on")}
        assert verify(ledger).findings == ()
        with ledger.read() as db:
            write_files(db, tmp_path)
            write_page(tmp_path, write_report, view(db), balance_in(db))
    assert b"Quoxley" not in held(ledger_place, tmp_path)


def test_a_text_that_another_name_has_stays_unless_all_names_are_asked_for(tmp_path, ledger_place):
    name, target, _ = made(ledger_place, tmp_path, copy=True)
    with writing(ledger_place) as ledger:
        with ledger.read() as db:
            removal = removal_of(db, name)
            assert removal.others == ("copy.txt",) and target.document.document_id not in removal.erased
            assert set(removal_of(db, name, all_names=True).names) > {name, "copy.txt"}
        forget(ledger, removal, "Office", "a court order")
        assert verify(ledger).findings == ()
        with ledger.read() as db:
            assert evidence.load_documents(db, ["copy.txt", name]).keys() == {"copy.txt"}
            again = removal_of(db, "copy.txt")
        forget(ledger, again, "Office", "a court order, again", out=tmp_path, write_report=write_report)
        assert verify(ledger).findings == () and verify_derived(ledger) == []
    assert b"Quoxley" not in held(ledger_place, tmp_path)


def test_one_earlier_text_alone_can_go(tmp_path, ledger_place, told):
    name, target, _ = told
    with writing(ledger_place) as ledger:
        with ledger.read() as db:
            version = next(n for n in evidence.known(db) if n.startswith(f"{name}@"))
            removal = removal_of(db, version)
            assert removal.empty == (version,) and len(removal.erased) == 1
        forget(ledger, removal, "Office", "an error")
        assert verify(ledger).findings == () and verify_derived(ledger) == []
        with ledger.read() as db:
            assert evidence.load_documents(db, [name, version]) == {name: replace(target.document, version_of=content_id("doc", target.document.text.replace("kitchen", "pantry-room")))}  # fmt: skip
        clean(ledger, tmp_path, partial(write_report), lambda what: None)
    assert b"pantry-room" not in held(ledger_place, tmp_path)


def test_a_change_in_what_a_removal_left_is_found(tmp_path, ledger_place, told):
    name, _, _ = told
    with writing(ledger_place) as ledger:
        with ledger.read() as db:
            removal = removal_of(db, name)
        forget(ledger, removal, "Office", "a court order")
        missed = []
        for table, where in (
            (t.tombstones, t.tombstones.c.tombstone_id == 1),
            (t.decisions, t.decisions.c.number == 1),
            (t.incident_versions, t.incident_versions.c.version_id == removal.versions[0]),
        ):
            with ledger.read() as db:
                row = dict(db.execute(sa.select(table).where(where)).mappings().one())
            for column, value in row.items():
                new = value + 1000 if isinstance(value, int) else f"{value}x" if isinstance(value, str) else [*value, [1, ""]] if isinstance(value, list) else {"x": 1}  # fmt: skip
                if (table.name, column) in {("decisions", "undoes"), ("incident_versions", "superseded_by")}:
                    new = "x"
                if column == "salt" and table is not t.tombstones:
                    continue  # there is nothing left that it salts
                with ledger.write() as db:
                    db.execute(table.update().where(where).values({column: new}))
                if not verify(ledger).findings:
                    missed.append((table.name, column))
                with ledger.write() as db:
                    keys = [c == (new if c.name == column else row[c.name]) for c in table.primary_key.columns]
                    db.execute(table.update().where(*keys).values({column: value}))
        assert missed == [] and verify(ledger).findings == ()
