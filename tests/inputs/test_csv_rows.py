"""Tables of separated values: dialects told by their head, rows that are broken named by their lines, nothing read that is none."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.inputs.measured_reading import grown

from rashomon.corpus import Article, Rejected
from rashomon.inputs import tables
from rashomon.inputs.maps import mapping_of
from rashomon.inputs.source import Source

ROWS = [
    ["a1", "2024-02-13", "Shell hits market", 'Two soldiers were killed, "both on leave", the army said.\n\nNobody else; was | hurt.'],
    ["a2", "2024-02-14", "", "One tab\there, and a backslash at its end \\"],
    ["a3", "2024-02-15", "Été à Orlen", "Trois morts à Orlen – dit-on."],
]
NAMES = ["id", "published", "title", "text"]


def read(path: Path, given: str | None = None) -> tuple[dict[str, Article], dict[str, str]]:
    items = list(tables.read(Source(path.name, path, {}, mapping_of(given) if given else {})))
    articles = {i.name: i for i in items if isinstance(i, Article)}
    refused = {i.name: i.reason for i in items if isinstance(i, Rejected)}
    assert len(articles) + len(refused) == len(items), "two under one name"
    return articles, refused


def table(rows: list[list[str]], **how: object) -> str:
    out = io.StringIO()
    writer = csv.writer(out, **how)  # type: ignore[arg-type]
    writer.writerow(NAMES)
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_dialects(tmp_path: Path, separator: str, end: str, encoding: str, quoting: int) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(table(ROWS, delimiter=separator, lineterminator=end, quoting=quoting).encode(encoding))
    articles, refused = read(path)
    assert not refused
    assert [(a.name, a.published, a.title or "", a.raw) for a in articles.values()] == [tuple(row) for row in ROWS]
    assert [a.origin for a in articles.values()] == ["t.csv:2", "t.csv:5", "t.csv:6"]
    assert articles["a3"].notes == (("not valid UTF-8; decoded as cp1252",) if encoding == "cp1252" else ())
    assert not articles["a2"].notes


def test_older_encodings(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for text, encoding in (
        ("Výbuch na tržišti zabil dvanáct lidí, řekl starosta města.", "cp1250"),
        ("Çarşıda patlama on iki kişinin ölümüne yol açtı, dedi belediye başkanı.", "cp1254"),
        ("Взрыв на рынке в городе: двенадцать погибших, сообщил мэр.", "cp1251"),
        ("Une explosion à Orlen a tué douze personnes, a déclaré le maire de la ville.", "cp1252"),
    ):
        path.write_bytes(table([["1", "", "", text], ["2", "", "", "Plain"]]).encode(encoding))
        articles, _ = read(path)
        assert articles["1"].raw == text
        assert articles["1"].notes == (f"not valid UTF-8; decoded as {encoding}",)
        assert not articles["2"].notes


def test_a_carriage_return_alone_is_a_character(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'id,text\n1,One\rdied.\n2,"Two\rdied.\r\nLast."\n')
    assert [a.raw for a in read(path)[0].values()] == ["One\rdied.", "Two\rdied.\r\nLast."]


def test_backslashes_before_quotes(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(table(ROWS[:2], escapechar="\\", doublequote=False, quoting=csv.QUOTE_ALL), encoding="utf-8")
    assert [a.raw for a in read(path)[0].values()] == [row[3] for row in ROWS[:2]]


def test_a_line_that_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\r\n" + table(ROWS, delimiter=";"), encoding="utf-8-sig")
    articles, refused = read(path)
    assert list(articles) == ["a1", "a2", "a3"] and not refused


def test_packed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(table(ROWS).encode()))
    assert [a.raw for a in read(path)[0].values()] == [row[3] for row in ROWS]
    many = [[f"a{n}", "", "", f"{n} died. {hash(n) ** 9}"] for n in range(30_000)]
    path.write_bytes(gzip.compress(table(many).encode())[:-30])
    articles, refused = read(path)
    assert len(articles) > 20_000
    assert "breaks off" in refused["t.csv.gz"]


def test_a_bomb_stops(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as fh:
        fh.write(b"id,text\n1,One died.\n2,")
        for _ in range(40):
            fh.write(b" " * 1_000_000)
    articles, refused = read(path)
    assert not set(articles) - {"1"}
    assert any("times its size" in reason for reason in refused.values())


#: Text that a table can hold: no lone surrogates, which no encoding writes.
_CELLS = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=40)
_WORDS = st.text(alphabet="abc ,;|\t\"'\n\rÄé\\.“”", max_size=60).map(lambda s: f"w{s}w")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(_CELLS, _WORDS, _CELLS.map(lambda s: f"{s}.")), min_size=1, max_size=8),
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_any_table_of_a_csv_writer_reads_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], separator: str, end: str, quoting: int
) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as fh:
        writer = csv.writer(fh, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
        writer.writerow(["note", "text", "remark"])
        writer.writerows(rows)
    found = list(tables.read(Source("any.csv", path)))
    assert [x.raw for x in found if isinstance(x, Article)] == [text for _, text, _ in rows]
    assert len(found) == len(rows)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=400), head=st.sampled_from([b"", b"\xff\xfe", b"sep=", b"id,text\n", b"text\tid\r\n", b'"text";"id"\n']))
def test_no_bytes_break_it(tmp_path: Path, raw: bytes, head: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(head + raw)
    names = [x.name if isinstance(x, Rejected) else x.origin for x in tables.read(Source("any.csv", path))]
    assert len(set(names)) == len(names)


def test_ragged_rows_are_named_and_nothing_of_them_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id,published,text\n"
        "1,2024-02-13,One died.\n"
        "2,2024-02-13,Two died, they said.\n"
        "3,2024-02-13\n"
        "4,2024-02-13,Four died.,,\n"
        "\n"
        "5,2024-02-13,Five died.\n",
        encoding="utf-8",
    )
    articles, refused = read(path)
    assert [a.raw for a in articles.values()] == ["One died.", "Four died.", "Five died."]
    assert list(refused) == ["t.csv:3"]
    assert "lines 3 to 4" in refused["t.csv:3"] and "4 cells where there are 3 columns; quote cells that hold a comma" in refused["t.csv:3"]


def test_what_stands_in_a_broken_text_is_no_article(tmp_path: Path) -> None:
    """Quotes inside a quoted cell: its second paragraph has by chance as many commas as the table has columns."""
    path = tmp_path / "t.csv"
    path.write_text(
        "id,published,text\n"
        '1,2024-02-13,"One died."\n'
        '2,2024-02-13,"He said "no" to it.\n'
        "He had, by then, nothing.\n"
        'Three died."\n'
        '4,2024-02-13,"Four died."\n',
        encoding="utf-8",
    )
    articles, refused = read(path)
    assert [a.raw for a in articles.values()] == ["One died.", "Four died."]
    assert list(refused) == ["t.csv:3"]
    assert "lines 3 to 5" in refused["t.csv:3"] and 'write it twice ("")' in refused["t.csv:3"]
    path.write_text('title,text\nOne,"One died."\nTwo,"He said "no".\nAnd then, nothing.\n"\nFour,"Four died."\n', encoding="utf-8")
    articles, refused = read(path)
    assert [a.raw for a in articles.values()] == ["One died."], "no column shows where the rows begin again"
    assert "lines 3 to 6" in refused["t.csv:3"]


def test_a_quote_that_is_never_closed_takes_only_its_own_row(tmp_path: Path) -> None:
    rows = "".join(f"{n},2024-02-13,Number {n} died.\n" for n in range(3, 2000))
    path = tmp_path / "t.csv"
    path.write_text(f'id,published,text\n1,2024-02-13,One died.\n2,2024-02-13,"Two died.\n{rows}', encoding="utf-8")
    articles, refused = read(path)
    assert len(articles) == 1998
    assert list(refused) == ["t.csv:3"] and "never closed" in refused["t.csv:3"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"sep=;\n", "no row can be read"),
        (b"\x89PNG" + bytes(400), "binary data"),
        ("id,text\n1,a\n".encode("utf-16-le"), "UTF-16 without its mark"),
        (b"17,2024-02-13,One died on Tuesday.\n18,2024-02-14,Two.\n", "its first line is a row"),
        (b"https://a.example/x,One died.\n", "its first line is a row"),
        (b"text,id,text\na,b,c\n", "two columns called 'text'"),
        (b"colour,shape\nred,round\n", "its columns are colour, shape"),
    ],
)
def test_what_is_no_table_of_articles_is_said(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    articles, refused = read(path)
    assert not articles
    assert says in refused["t.csv"]


def test_large_cells_and_nul(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    large, larger = "word " * 390_000, "word " * 410_000
    path.write_text(
        table([["1", "", "", large], ["2", "", "", larger], ["3", "", "", "One\x00died."], ["4", "", "", ""]]), encoding="utf-8"
    )
    articles, refused = read(path)
    assert articles["1"].raw == large and articles["1"].problem is None
    assert (articles["2"].raw, articles["2"].problem) == ("", "larger than 2 MB")
    assert articles["3"].raw == "One\x00died."
    assert refused == {"t.csv:5": "its text (text) is empty"}


def test_the_same_id_twice(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(table([["1", "", "", "One died."], ["1", "", "", "One died."], ["1", "", "", "Two died."]]), encoding="utf-8")
    articles, refused = read(path)
    assert [(a.name, a.raw) for a in articles.values()] == [("1", "One died."), ("t.csv:4", "Two died.")]
    assert "its id '1' is that of t.csv:2, which has another text" in articles["t.csv:4"].notes[0]
    assert "the same record as t.csv:2" in refused["t.csv:3"]


def test_pages_and_tags_in_cells(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><head><title>Shell</title></head><body><nav>Home Sport</nav><article><h1>Shell hits market</h1>" + (
        "<p>At least twelve people were killed when a shell hit the market of Orlen on Tuesday, the mayor of the town said.</p>"
        "<p>Her deputy spoke of nine dead, and of thirty people who were taken to the two hospitals of the province.</p></article></body></html>"
    )
    path = tmp_path / "t.csv"
    rows = [["1", "", "", page], ["2", "", "A &amp; B", "<p>One died.</p><p>Two fled.</p>"], ["3", "", "", "&quot;No,&quot; he said."]]
    path.write_text(table(rows), encoding="utf-8")
    articles, _ = read(path)
    assert isinstance(articles["1"].raw, str)
    assert "At least twelve people were killed" in articles["1"].raw and "Home Sport" not in articles["1"].raw
    assert (articles["2"].raw, articles["2"].title) == ("One died.\n\nTwo fled.", "A & B")
    assert articles["3"].raw == '"No," he said.'
    assert all(a.notes for a in articles.values())


def test_a_large_table_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    text = "A shell hit the market, and 12 people were killed, the mayor said. " * 6
    with path.open("w", encoding="utf-8", newline="") as fh:
        writer = csv.writer(fh)
        writer.writerow(NAMES)
        writer.writerows([f"n{n}", "2024-02-13", f"Shell {n}", text] for n in range(200_000))
    assert path.stat().st_size > 80_000_000
    count, kilobytes = grown(path, "rashomon.inputs.csv_rows")
    assert count == 200_000
    assert kilobytes < 60_000  # the ids it has met, 200,000 of them, come to 20 MB


def test_lines_and_tables_beyond_measure(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,text\n1,One died.\n2," + b"a " * 15_000_000 + b"\n3,Three died.\n")
    articles, refused = read(path)
    assert [a.raw for a in articles.values() if a.problem is None] == ["One died.", "Three died."]
    assert {a.origin for a in articles.values() if a.problem} | set(refused) == {"t.csv:3"}
    path.write_text("text," + ",".join(f"c{n}" for n in range(20_000)) + "\n", encoding="utf-8")
    assert "has 20,001 columns" in read(path)[1]["t.csv"]
