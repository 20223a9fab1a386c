"""Codebook pages: made of the codebooks, fresh, and of every column and code in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.exports.codebook import main, page, pages
from rashomon.exports.codebooks import codebook, codebooks
from rashomon.exports.flat import TABLES

DOCS = Path(__file__).parents[2] / "docs" / "codebook"


def test_the_pages_are_as_the_codebooks_make_them() -> None:
    there = {p.name: p.read_text(encoding="utf-8") for p in DOCS.glob("*.md")}
    assert there == pages(), "make them again: python -m rashomon.exports.codebook"


@pytest.mark.parametrize("name", codebooks())
def test_a_page_tells_of_every_column_code_and_rule(name: str) -> None:
    book, text = codebook(name), page(codebook(name))
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    for column in book.columns:
        assert sum(line.startswith(f"| `{column.name}` |") for line in rows) >= 1
        for code in column.codes:
            assert f"| `{code.value}` |" in text or not code.value.strip()
    for rule in book.rules:
        assert f"| `{rule.id}` | {rule.severity} |" in text
    widths = {}
    for line in text.splitlines():
        if line.startswith("|"):
            widths.setdefault(id(widths), []).append(line.replace("\\|", "").count("|"))
        else:
            assert len(set(widths.pop(id(widths), [0]))) == 1, line  # every row of a table has as many cells


def test_the_index_names_every_page(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("an old page")
    (tmp_path / "notes.txt").write_text("not a page")
    assert main(tmp_path) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*pages(), "notes.txt"])
    assert all(f"]({name}.md)" in pages()["README.md"] for name in codebooks())


@pytest.mark.parametrize("made", ["two_stories", "wild"])
def test_every_table_keeps_to_its_codebook(made: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Columns both ways, cells of their type, codes that are listed, no empty cell where none is allowed, keys that are keys."""
    from rashomon.exports.table import read_table

    request.getfixturevalue(made).run("csv", "--out", tmp_path / "csv")
    for name in TABLES:
        book = codebook(name)
        with read_table(tmp_path / "csv" / f"{name}.csv") as (header, found):
            rows = [dict(zip(header, r, strict=True)) for r in found]
        assert tuple(header) == book.header
        assert len({tuple(r[k] for k in book.key) for r in rows}) == len(rows)
        for c in book.columns:
            for value in (r[c.name] for r in rows):
                assert value or c.nullable, (name, c.name)
                if value and c.type == "int":
                    assert value.isdigit()
                if value and c.type == "bool":
                    assert value in {"true", "false"}
                if value and c.codes and not c.open:
                    assert value in {x.value for x in c.codes}, (name, c.name, value)
