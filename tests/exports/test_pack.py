"""Evidence packs: what is in them, that a stranger can check them, and that nothing bad in them does harm."""

import hashlib
import io
import json
import subprocess
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.corpus.articles import Article
from rashomon.errors import InputError
from rashomon.exports import pack_verify
from rashomon.exports.pack import make_pack, write_pack
from rashomon.exports.pack_parts import context_of
from rashomon.exports.pack_verify import verify_pack
from rashomon.model import Anchor, Decision, Document
from rashomon.pipeline.read import read_batch
from rashomon.pipeline.session import Session, framed
from rashomon.store import Ledger, writing
from rashomon.store import evidence_tables as t
from rashomon.store.derived import incident_ids
from rashomon.store.verify import verify

FIRST = """Shell kills four in Marrow

MARROW, May 4 - Four people were killed and nine wounded when a shell hit the house of Mirelda Quoxley, a baker, in Marrow on Monday, the town's mayor said. Rescuers were digging through the rubble until night.

"We heard it fall and ran to the cellar," said Obrecht Vandermill, 61, a neighbour who lost his son Tamas Vandermill, 19, in the blast. The army of Freedonia denied that it had fired on the town.
"""  # fmt: skip
SECOND = FIRST.replace("Four people were", "Five people were").replace("kills four", "kills five").replace("Monday", "Monday morning")


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("packs") / "ledger.db"
    readings = read_batch(
        [
            Article("mirelda-quoxley.txt", FIRST, outlet="Gazette", url="https://gazette.example/a", published="2031-05-05T08:00:00"),
            Article("b.txt", SECOND, outlet="Courier", url="https://courier.example/b", published="2031-05-05T10:00:00"),
        ]
    )
    with writing(path) as ledger:
        for reading in reversed(readings):
            session = Session.start(ledger, "run", framed("current"))
            session.add([reading])
            session.finish()
        claim = next(c for c in readings[0].claims if c.harm == "killed")
        anchor = Anchor("mirelda-quoxley.txt", claim.quote)
        one = Decision("dec-1", 1, "not_a_figure", "A. Coder", "2031-06-01", "told twice", (anchor,))
        undo = Decision("dec-2", 2, "undo", "A. Coder", "2031-06-02", "it is told once", undoes="dec-1")
        for decisions in ([one], [undo]):
            session = Session.start(ledger, "decision", framed("current"))
            session.finish(decisions=decisions)
    return path


def made(path, **more):
    with closing(Ledger(path)) as ledger, ledger.read() as db:
        return make_pack(db, incident_ids(db), **more)


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {n: file.read(n) for n in file.namelist()}


def written(path, parts):
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


@pytest.mark.parametrize("texts", [False, True])
@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("coarsen", [False, True])
def test_a_pack_holds_without_its_ledger(ledger_file, tmp_path, texts, names, coarsen):
    pack = made(ledger_file, texts=texts, names=names, coarsen=coarsen)
    assert pack == made(ledger_file, texts=texts, names=names, coarsen=coarsen)  # the same bytes
    path = tmp_path / "pack.zip"
    write_pack(path, pack)
    assert verify_pack(path).findings == ()
    with closing(Ledger(ledger_file)) as ledger, ledger.read() as db:
        assert verify_pack(path, ledger=db).findings == ()
    parts = members(pack.data)
    assert any(n.startswith("texts/") for n in parts) is texts
    about = json.loads(parts["manifest.json"])
    assert (about["names"], about["texts"], about["coarsened"]) == ("shown" if names else "masked", texts, coarsen)
    assert len(json.loads(parts["claims.json"])) > 3 and json.loads(parts["decisions.json"]) and json.loads(parts["versions.json"])
    shown = b"".join(parts.values())
    for name in (b"Mirelda", b"Quoxley", b"Vandermill", b"Tamas", b"mirelda", b"quoxley"):
        assert (name in shown) is (names and (texts or name in shown)), name
    assert (b"Obrecht" in shown) is (names and b"Obrecht" in shown)
    if names:
        assert b"Quoxley" in shown


def test_a_common_tool_checks_it(ledger_file, tmp_path):
    folder = tmp_path / "open"
    with zipfile.ZipFile(io.BytesIO(made(ledger_file, texts=True).data)) as file:
        file.extractall(folder)
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len(list(folder.rglob("*.*")))


def test_a_change_in_any_member_is_found(ledger_file, tmp_path):
    parts = members(made(ledger_file, texts=True).data)
    for name, data in parts.items():
        changed = {**parts, name: data[:-20] + (b"x" if data[-20:-19] != b"x" else b"y") + data[-19:]}
        found = _checked(written(tmp_path / "p.zip", changed))
        assert found, name
        assert _checked(written(tmp_path / "p.zip", {k: v for k, v in parts.items() if k != name})), name
    assert _checked(written(tmp_path / "p.zip", {**parts, "more.txt": b"x"}))


def _checked(path):
    try:
        return [str(f) for f in verify_pack(path).findings]
    except InputError as err:
        return [str(err)]


def forged(parts, name, change):
    """A pack that was changed by somebody who put all hashes right afterwards."""
    rows = json.loads(parts[name])
    change(rows)
    out = {**parts, name: (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()}
    about = json.loads(out["manifest.json"])
    about["members"][name] = {"sha256": hashlib.sha256(out[name]).hexdigest(), "bytes": len(out[name])}
    out["manifest.json"] = json.dumps(about).encode()
    out["SHA256SUMS"] = "".join(f"{hashlib.sha256(b).hexdigest()}  {n}\n" for n, b in sorted(out.items()) if n != "SHA256SUMS").encode()
    return out


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("claims.json", lambda r: r[0].update(quote="Forty people were killed"), "does not stand in its passage"),
        ("claims.json", lambda r: r[0].update(at=r[0]["at"] + 1), "does not stand in its passage"),
        ("claims.json", lambda r: r[0].update(start=r[0]["start"] + 1), "offsets"),
        ("claims.json", lambda r: r[0].update(text_at=r[0]["text_at"] + 1), "does not stand in the article"),
        ("claims.json", lambda r: r[0].update(figure_at=1), "figure does not stand"),
        ("claims.json", lambda r: r[0].update(incident_id="inc-0"), "not in the pack"),
        ("claims.json", lambda r: r.pop(), "claims that are not in the pack"),
        ("passages.json", lambda r: r.clear(), "passage is not there"),
        ("incidents.json", lambda r: r[0]["claims"].append("c-0"), "claims that are not in the pack"),
        ("chain.json", lambda r: r[1].update(digest="0" * 64), "not the hash of what it says"),
        ("chain.json", lambda r: r.pop(), "not the head"),
        ("chain.json", lambda r: r.clear(), "not the head"),
        ("versions.json", lambda r: r[0].update(cause="first!"), "not what was sealed"),
        ("decisions.json", lambda r: r[0].update(who="B. Coder"), "not what was sealed"),
        ("documents.json", lambda r: r[0].update(sha256="0"), "not the text whose hash"),
    ],
)
def test_a_forged_pack_whose_hashes_are_right_is_found(ledger_file, tmp_path, name, change, words):
    parts = members(made(ledger_file, texts=True, names=True).data)
    found = _checked(written(tmp_path / "p.zip", forged(parts, name, change)))
    assert any(words in f for f in found), found


def test_the_ledger_proves_a_quote_whose_names_are_hidden(ledger_file, tmp_path):
    parts = members(made(ledger_file).data)
    path = written(tmp_path / "p.zip", forged(parts, "claims.json", lambda r: r[0].update(proof="0" * 64)))
    assert _checked(path) == []
    with closing(Ledger(ledger_file)) as ledger, ledger.read() as db:
        assert any("not those the pack was made from" in str(f) for f in verify_pack(path, ledger=db).findings)


def test_dangerous_archives_are_refused(ledger_file, tmp_path, monkeypatch):
    path = tmp_path / "p.zip"
    parts = members(made(ledger_file).data)
    for name in ("../out.txt", "/etc/x", "a/../../b", "c:\\x", "a\\b", "a//b", "texts/", ".hidden", "a/b/c"):
        written(path, {**parts, name: b"x"})
        with pytest.raises(InputError, match="not looked at"):
            verify_pack(path)
    with zipfile.ZipFile(path, "w") as file:
        link = zipfile.ZipInfo("manifest.json")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    with pytest.raises(InputError, match="not looked at"):
        verify_pack(path)
    with zipfile.ZipFile(path, "w") as file, pytest.warns(UserWarning):
        file.writestr("a.json", "1")
        file.writestr("a.json", "2")
    with pytest.raises(InputError, match="twice"):
        verify_pack(path)
    monkeypatch.setattr(pack_verify, "LARGEST", 1000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("manifest.json", b"0" * 100_000)
    with pytest.raises(InputError, match="too large"):
        verify_pack(path)
    monkeypatch.setattr(pack_verify, "MEMBERS", 2)
    with pytest.raises(InputError, match="no more than 2"):
        verify_pack(written(path, {"a": b"", "b": b"", "c": b""}))
    for data in (b"PK\x03\x04 no zip", b"", made(ledger_file).data[:3000]):
        path.write_bytes(data)
        with pytest.raises(InputError, match="cannot be read as a pack"):
            verify_pack(path)
    with pytest.raises(InputError, match="no evidence pack"):
        verify_pack(written(path, {"manifest.json": b'{"format": "other"}'}))
    for data in (b"[" * 100_000, b"{}", b"[1]", b'[{"claim_id": 1}]', b"\xff"):
        assert _checked(written(path, {**parts, "claims.json": data}))


def test_the_command_follows_ids_records_the_pack_and_verify_reads_it(tmp_path, ledger_file):
    ledger = tmp_path / "ledger.db"
    ledger.write_bytes(ledger_file.read_bytes())
    with closing(Ledger(ledger)) as opened, opened.read() as db:
        old = db.execute(
            sa.select(t.redirects.c.old_id, t.redirects.c.superseded_by).where(t.redirects.c.superseded_by.is_not(None))
        ).first()
        assert old is not None
        asked = old.old_id
    out = tmp_path / "pack.zip"
    run = CliRunner().invoke
    done = run(app, ["pack", asked, "--ledger", str(ledger), "--out", str(out), "--names", "--who", "C. Reader"])
    assert done.exit_code == 0, done.output
    assert f"{asked} is" in done.output
    with closing(Ledger(ledger)) as opened, opened.read() as db:
        row = db.execute(sa.select(t.outputs)).mappings().one()
        assert (row["kind"], row["path"], row["sha256"], row["names"]) == (
            "pack",
            str(out),
            hashlib.sha256(out.read_bytes()).hexdigest(),
            True,
        )
        assert set(row["documents"]) == {"mirelda-quoxley.txt", "b.txt"}
        assert "C. Reader" in [r.who for r in db.execute(sa.select(t.decisions.c.who).where(t.decisions.c.kind == "names"))]
        assert verify(opened).findings == ()
    done = run(app, ["verify", str(out), "--ledger", str(ledger)])
    assert done.exit_code == 0 and "All holds." in done.output
    done = run(app, ["verify", str(ledger), "--derive"])
    assert done.exit_code == 0 and "derived again: the same" in done.output, done.output
    out.write_bytes(b"PK" + out.read_bytes()[2:-30] + bytes(30))
    assert run(app, ["verify", str(out)]).exit_code != 0
    with writing(ledger) as opened, opened.write() as db:
        db.execute(t.texts.update().values(text=t.texts.c.text + "x"))
    done = run(app, ["verify", str(ledger)])
    assert done.exit_code == 1 and "texts doc-" in done.output
    assert isinstance(run(app, ["pack", "inc-none", "--ledger", str(ledger), "--out", str(out)]).exception, InputError)


def test_a_context_is_a_sentence_or_two():
    text = "One is here. Two is here. The quote stands in the third one. Four is here. Five is here."
    document = Document("a", text, "d", "")
    start = text.index("quote stands")
    low, high = context_of(document, start, start + 12)
    assert text[low:high] == "Two is here. The quote stands in the third one. Four is here."
    assert context_of(replace(document, text="word " * 900), 2000, 2004) == (1500, 2504)
