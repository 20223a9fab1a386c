import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store import migrations
from rashomon.store.comments import DATASETTE, about, about_column, datasette_metadata, parts, reference, write_datasette
from rashomon.store.engine import open_engine
from rashomon.store.views import VIEWS, columns_of


@pytest.fixture
def ledger(tmp_path):
    database = open_engine(tmp_path / "ledger.db")
    migrations.prepare(database)
    yield database
    database.close()


@pytest.mark.parametrize("part", [*VIEWS, *(x.name for x in (*t.EVIDENCE, *d.SHOWN))])
def test_everything_people_open_is_explained(part):
    assert about(part)
    assert [c for c in parts()[part] if not about_column(part, c)] == []


def test_words_are_only_about_what_is_there(ledger):
    from rashomon.store.comments import _data

    there = parts()
    for part, said in _data()["parts"].items():
        assert set(said.get("columns", {})) <= set(there[part]), part
        assert set(said) <= {"about", "columns", "sort", "sort_desc", "facets", "label_column"}
        for key in ("sort", "sort_desc", "label_column"):
            assert said.get(key, there[part][0]) in there[part]
        assert set(said.get("facets", ())) <= set(there[part])
    assert set(_data()["columns"]) <= {c for columns in there.values() for c in columns}


def test_metadata_for_datasette_speaks_of_the_ledger_as_it_is(ledger, tmp_path):
    (database,) = datasette_metadata()["databases"].values()
    with ledger.read() as db:
        look = sa.inspect(db)
        there = {*look.get_table_names(), *look.get_view_names()}
        assert set(database["tables"]) == there
        for part, entry in database["tables"].items():
            if "columns" in entry:
                assert set(entry["columns"]) <= {c["name"] for c in look.get_columns(part)}
        for query in database["queries"].values():
            db.execute(sa.text(query["sql"]), {"incident_id": "i", "letters": "x"}).all()
    assert write_datasette(tmp_path) == tmp_path / DATASETTE
    assert json.loads((tmp_path / DATASETTE).read_text(encoding="utf-8")) == datasette_metadata()


def test_the_reference_says_what_the_ledger_says():
    """``python -c 'from rashomon.store.comments import reference; print(reference())'`` gives the part below the line."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "ledger.md"
    assert page.read_text(encoding="utf-8").split("<!-- tables -->\n", 1)[1].strip() == reference().strip()


def test_columns_of_views_are_those_of_the_database(ledger):
    with ledger.read() as db:
        for view in VIEWS:
            assert [c["name"] for c in sa.inspect(db).get_columns(view)] == list(columns_of(view))
