"""Archives beside each other, as people have them: one capture in two of them is one article."""

from __future__ import annotations

from pathlib import Path

from tests.inputs.test_wacz import listed, sealed
from tests.inputs.web_archives import Writer, page

from rashomon.corpus import Article, Rejected
from rashomon.inputs.folder import read_inputs

URL = "https://courier.example/orvale/blast"


def test_one_capture_in_two_archives_is_read_once(tmp_path: Path) -> None:
    warc = Writer().info().answer(URL).answer(URL + "/2", page("Second"))
    (tmp_path / "a.wacz").write_bytes(sealed({"archive/data.warc.gz": warc.data, "pages/pages.jsonl": listed({"url": URL})}))
    (tmp_path / "b.warc.gz").write_bytes(warc.data)
    (tmp_path / "c.txt").write_text("ORVALE, May 5 - Two people died, police said.\n")
    items = list(read_inputs([tmp_path]))
    assert [i.name for i in items if isinstance(i, Article)] == [f"20310506070809/{URL}", f"20310506070809/{URL}/2", "c.txt"]
    said = {i.name: i.reason for i in items if isinstance(i, Rejected)}
    assert (
        said["b.warc.gz:elsewhere"]
        == f"articles in it that were read from another archive already: 1 (first: 20310506070809/{URL}, in a.wacz)"
    )


def test_two_pages_taken_at_one_address_in_one_second_are_two(tmp_path: Path) -> None:
    for name, dead in (("a", "two"), ("b", "nine"), ("c", "nine")):
        (tmp_path / f"{name}.warc.gz").write_bytes(Writer().answer(URL, page(dead=dead)).data)
    items = list(read_inputs([tmp_path]))
    articles = [i for i in items if isinstance(i, Article)]
    assert [a.name.partition("#")[0] for a in articles] == [f"20310506070809/{URL}"] * 2 and len({a.name for a in articles}) == 2
    assert ["nine" in str(a.raw) for a in articles] == [False, True]
    assert [i.name for i in items if isinstance(i, Rejected)] == ["c.warc.gz:elsewhere"]
