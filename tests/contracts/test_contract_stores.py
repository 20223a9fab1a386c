"""Object stores: articles and web archives are read from S3, and finished shards are kept there; moto's server speaks its HTTP."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from tests.contracts import executor_work as work
from tests.contracts.executor_work import files, rows

from rashomon.errors import CorrectionError, InputError
from rashomon.pipeline.run import run
from rashomon.pipeline.shards import is_address, listing, local_path, places


@pytest.fixture(scope="module")
def endpoint():
    """A server that speaks S3, with two buckets; credentials are in the environment, as users have them."""
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'rashomon[cluster]'")
    server = pytest.importorskip("moto.server", reason="needs moto: pip install 'moto[server]'")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    made = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    made.start()
    host, port = made.get_host_and_port()
    said = {
        "AWS_ACCESS_KEY_ID": "made-up",
        "AWS_SECRET_ACCESS_KEY": "made-up",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    patch = pytest.MonkeyPatch()
    for name, value in said.items():
        patch.setenv(name, value)
    places._store.cache_clear()
    from pyarrow import fs

    system = fs.S3FileSystem(endpoint_override=said["AWS_ENDPOINT_URL"], allow_bucket_creation=True)
    for bucket in ("news", "done"):
        system.create_dir(bucket)
    yield said["AWS_ENDPOINT_URL"]
    patch.undo()
    places._store.cache_clear()
    made.stop()


def put(address, data):
    system, inside = places.store(address)
    with system.open_output_stream(inside, compression=None) as out:
        out.write(data)


def put_folder(folder, address):
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        put(f"{address}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def names(address):
    return {f.address.rsplit("/", 1)[1] for f in places.listed(address) or []}


def test_articles_of_a_store_are_those_of_a_folder(endpoint, articles, local, tmp_path, monkeypatch):
    """Texts, records, archives, a table beside them; shards are written to the store and loaded from it."""
    monkeypatch.setattr(listing, "MANY", 4)
    put_folder(articles, "s3://news/in")
    did = run(["s3://news/in/"], tmp_path / "out", executor="processes:2", shards="s3://done/first")
    assert {n: r["reason"] for n, r in rows(tmp_path / "out").items()} == {
        r["document"]: r["reason"] for r in map(json.loads, local["documents.jsonl"].splitlines())
    }
    assert files(tmp_path / "out") == local
    kept = names("s3://done/first")
    assert did.shards == (len(kept), 0) and all(n.endswith(".parquet") and len(n) == 48 for n in kept)
    again = run(["s3://news/in"], tmp_path / "again", executor="local", shards="s3://done/first")
    assert files(tmp_path / "again") == local and again.shards == (0, len(kept))


def test_a_pattern_and_ranges_of_large_records(endpoint, tmp_path, monkeypatch):
    lines = [json.dumps({"text": work.story(n)}) for n in range(8)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(lines))
    (tmp_path / "in" / "b.txt").write_text(work.story(9))
    put_folder(tmp_path / "in", "s3://news/range")
    run([tmp_path / "in" / "a.jsonl"], tmp_path / "plain", executor="local")
    monkeypatch.setattr(listing, "SPLIT", 1_000)
    monkeypatch.setattr(listing, "RANGE", 900)
    monkeypatch.setattr(listing, "MANY", 1)
    did = run(["s3://news/range/*.jsonl"], tmp_path / "out", executor="local")
    assert did.shards is not None and did.shards[0] > 1 and files(tmp_path / "out") == files(tmp_path / "plain")
    assert set(rows(tmp_path / "out")) == {f"a.jsonl:{n}" for n in range(1, 9)}


def test_names_of_objects_are_data(endpoint, tmp_path):
    """Nothing is written where a name says."""
    odd = ["a b#?%2F.txt", "C:\\x.txt", "~/evil.txt", "$(touch x).txt", "é’.txt"]
    for n, name in enumerate(odd):
        put(f"s3://news/odd/{name}", work.story(n).encode())
    before = {p.name for p in Path.cwd().iterdir()}
    run(["s3://news/odd"], tmp_path / "out", executor="local", shards=tmp_path / "shards")
    assert set(rows(tmp_path / "out")) == set(odd) and all(r["status"] == "used" for r in rows(tmp_path / "out").values())
    assert {p.name for p in Path.cwd().iterdir()} == before
    assert {p.name for p in tmp_path.iterdir()} == {"out", "shards"}


def test_an_object_that_cannot_be_fetched_is_set_aside(endpoint, tmp_path, monkeypatch):
    put("s3://news/bad/a.txt", work.story(1).encode())
    put("s3://news/bad/b.txt", work.story(2).encode())
    real = places.download

    def download(address, target, most=None):
        if address.endswith("b.txt"):
            raise OSError("When reading: AWS Error ACCESS_DENIED during GetObject operation: HTTP status 403")
        real(address, target, most)

    monkeypatch.setattr(places, "download", download)
    run(["s3://news/bad"], tmp_path / "out", executor="local", shards="s3://done/bad")
    found = rows(tmp_path / "out")
    assert found["a.txt"]["status"] == "used" and found["b.txt"]["status"] == "set_aside"
    assert "access denied; set AWS_ACCESS_KEY_ID" in found["b.txt"]["reason"]
    assert {n.partition(".")[2] for n in names("s3://done/bad")} == {"again.parquet"}
    monkeypatch.setattr(places, "download", real)
    assert run(["s3://news/bad"], tmp_path / "out", executor="local", shards="s3://done/bad").shards == (1, 0)
    assert {r["status"] for r in rows(tmp_path / "out").values()} == {"used"}


def test_an_object_that_changed_after_it_was_listed_is_set_aside(endpoint, tmp_path, monkeypatch):
    put("s3://news/moved/a.txt", work.story(1).encode())
    put("s3://news/moved/b.txt", work.story(2).encode())
    real = places.stamp
    monkeypatch.setattr(places, "stamp", lambda a: (1, 1) if a.endswith("a.txt") else real(a))
    run(["s3://news/moved"], tmp_path / "out", executor="local")
    assert "changed while it was read" in rows(tmp_path / "out")["a.txt"]["reason"]


def test_addresses_where_nothing_is(endpoint, tmp_path):
    for address in ("s3://nobody/x", "s3://news/none", "s3://news/in/*.zip", "s3://", "s3://*/x"):
        with pytest.raises(InputError, match=r"nothing is there|no articles there|names no bucket|bucket has to be named"):
            run([address], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_place_for_shards_that_is_none_is_said_before_anything_is_made(endpoint, articles, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for place, says in (
        ("s3://", "names no bucket; give s3://bucket"),
        ("s3:///x", "names no bucket"),
        ("ftp://x/y", "not an address that is read"),
    ):
        with pytest.raises(InputError, match=says):
            run([articles], tmp_path / "out", shards=place)
    assert not list(tmp_path.iterdir())


def test_corrections_in_a_store_are_called_by_their_address(endpoint, tmp_path):
    put("s3://news/corrected/a.txt", work.story(1).encode())
    for data in (b"document: a.txt", b"\xff\xfe\x00"):
        put("s3://news/corrected/corrections.yml", data)
        with pytest.raises(CorrectionError, match=r"^s3://news/corrected/corrections\.yml"):
            run(["s3://news/corrected"], tmp_path / "out")


def test_a_store_that_does_not_answer_and_one_that_is_not_known(monkeypatch, tmp_path):
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'rashomon[cluster]'")
    for given in ("http://courier.example/a.txt", "ftp://x/y", "s3:/bucket/x"):
        with pytest.raises(InputError, match="not an address that is read"):
            is_address(given)
    (tmp_path / "a b.txt").write_text("x")
    assert local_path((tmp_path / "a b.txt").as_uri()) == tmp_path / "a b.txt" and not is_address((tmp_path / "a b.txt").as_uri())
    with pytest.raises(InputError, match="another machine"):
        local_path("file://elsewhere/x")
    assert "does not answer" in places.why(OSError("When getting: AWS Error NETWORK_CONNECTION during HeadBucket: curlCode: 7"))
