import json

from rashomon.pipeline.run import run


def test_a_changed_text_under_one_url_is_a_version_of_the_one_before(tmp_path):
    records = [
        {
            "id": "late",
            "url": "https://example.org/a",
            "published": "2024-03-05T09:00:00",
            "text": "Four guards were killed near Orla, police said.",
        },
        {
            "id": "early",
            "url": "https://example.org/a",
            "published": "2024-03-04T20:00:00",
            "text": "Two guards were killed near Orla, police said.",
        },
        {
            "id": "other",
            "url": "https://example.org/b",
            "published": "2024-03-04",
            "text": "Police were called to Orla after two guards were shot.",
        },
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(r) for r in records))
    run([tmp_path / "a.jsonl"], tmp_path / "out")
    rows = {r["document"]: r for r in map(json.loads, (tmp_path / "out" / "documents.jsonl").read_text().splitlines())}
    assert rows["late"]["version_of"] == rows["early"]["document_id"]
    assert rows["early"]["version_of"] is None and rows["other"]["version_of"] is None


def test_of_two_texts_under_one_name_and_address_the_later_one_in_is_the_version(tmp_path):
    record = {"id": "x", "url": "https://example.org/x", "published": "2024-03-05"}
    for text in ("Two guards were killed near Orla, police said.", "Four guards were killed near Orla, police said."):
        (tmp_path / "in.jsonl").write_text(json.dumps({**record, "text": text}))
        run([tmp_path / "in.jsonl"], tmp_path / "out")
    rows = {r["document"]: r for r in map(json.loads, (tmp_path / "out" / "documents.jsonl").read_text().splitlines())}
    [old] = [name for name in rows if name.startswith("x@")]
    assert rows["x"]["version_of"] == rows[old]["document_id"]
    assert rows[old]["version_of"] is None
