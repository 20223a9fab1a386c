"""Every kind of bad input has a clear word; the rest goes on; the balance adds up."""

import json

import pytest

from rashomon.errors import InputError, LedgerError
from rashomon.pipeline.run import run

GOOD = "Two guards killed at Orla\n\nVelden, March 4, 2024\n\nTwo Kestrian border guards were killed near Orla on Monday, the interior ministry said.\n"


def rows(out, name):
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)
    (folder / "big.txt").write_bytes(b"Two were killed in the city on Monday. " * (50_000_000 // 39))
    (folder / "latin1.txt").write_bytes("Trois blessés: three people were wounded near the café in Orla, police said.\n".encode("latin-1"))
    (folder / "nul.txt").write_bytes(b"Four people were killed\x00 in Orla on Monday, police said.\n")
    (folder / "other.txt").write_text(
        "Drei Soldaten wurden am Montag bei einem Angriff im Norden des Landes getötet, sagte das Ministerium am Abend. " * 5
    )
    (folder / "peace.txt").write_text("The town council met on Tuesday and agreed on a new budget for its two libraries, the mayor said.\n")
    (folder / "lines.jsonl").write_text(
        json.dumps({"id": "one", "text": GOOD})
        + "\n{broken\n"
        + json.dumps({"id": "two", "text": "One soldier died in Orla."})
        + "\n"
        + json.dumps({"text": "x"})
        + "\n"
    )
    out = tmp_path_factory.mktemp("out")
    return run([folder], out), out


def test_one_bad_document_never_stops_a_run(bad_run):
    _, out = bad_run
    documents = {r["document"]: r for r in rows(out, "documents")}
    used = {n for n, r in documents.items() if r["status"] == "used"}
    assert {"good.txt", "latin1.txt", "nul.txt", "peace.txt"} <= used
    for name, word in {"empty.txt": "empty", "binary.txt": "not text", "big.txt": "MB", "other.txt": "'de'"}.items():
        assert documents[name]["status"] == "set_aside", name
        assert word in documents[name]["reason"], documents[name]["reason"]
    assert {"one", "two"} <= {n.split("/")[-1].split("#")[-1] for n in used}
    broken = [r for r in documents.values() if r["status"] == "set_aside" and "lines.jsonl" in r["document"] + r["reason"]]
    assert [r["document"].rsplit(":", 1)[-1] for r in broken] == ["2"], "the broken line is named by its number"
    assert any("lines.jsonl:4" in name for name in documents), "a record without an id goes by file and line"


def test_the_balance_adds_up(bad_run):
    balance = bad_run[0].balance
    assert balance.documents == balance.used + len(balance.documents_aside)
    assert balance.figures == balance.in_claims + balance.set_aside
    assert all(reason for _, reason in balance.documents_aside)


def test_every_quote_is_verbatim_and_nul_is_replaced_one_for_one(bad_run):
    summary, out = bad_run
    texts = {d.name: d.text for d in summary.derived.documents}
    for claim in rows(out, "claims"):
        assert texts[claim["document"]][claim["start"] : claim["end"]] == claim["quote"]
    assert "killed\ufffd in" in texts["nul.txt"]


def test_an_article_without_violence_makes_no_incident(bad_run):
    assert not [c for c in rows(bad_run[1], "claims") if c["document"] == "peace.txt" and c["kind"] == "casualty"]


@pytest.mark.parametrize("make", ["missing", "empty"])
def test_nothing_to_read_is_said_so(tmp_path, make):
    folder = tmp_path / "in"
    if make == "empty":
        folder.mkdir()
    with pytest.raises(InputError, match="in"):
        run([folder], tmp_path / "out")


def test_two_documents_under_one_name_are_refused(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": "same", "text": GOOD}) + "\n")
    with pytest.raises(InputError, match="same"):
        run([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], tmp_path / "out")


def test_an_out_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "a.txt").write_text(GOOD)
    with pytest.raises(LedgerError, match="--out"):
        run([tmp_path / "a.txt"], tmp_path / "file" / "out")


def test_an_input_that_is_not_there_leaves_no_ledger(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        run([tmp_path / "none"], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
