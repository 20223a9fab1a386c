"""What only a server can do wrong."""

import socket
import sys
from contextlib import closing

import pytest
import sqlalchemy as sa

from rashomon.errors import LedgerError
from rashomon.store import migrations
from rashomon.store.columns import Json
from rashomon.store.comments import about, about_column
from rashomon.store.engine import open_engine
from rashomon.store.engine_postgres import printable
from rashomon.store.evidence_tables import metadata

USER = "tester"


@pytest.fixture
def url(postgres):
    made = postgres.database()
    yield made
    postgres.drop(made)


def told(url):
    with pytest.raises(LedgerError) as err:
        open_engine(url)
    assert err.value.__cause__ is None  # a traceback would print what the driver said
    return str(err.value)


def test_a_wrong_password_is_told_and_never_printed(postgres, url):
    said = told(postgres.url("postgres", "secret-w0rd"))
    assert "password authentication failed" in said and "~/.pgpass" in said
    assert "secret-w0rd" not in said and postgres.password not in said
    assert f"postgresql://{USER}@127.0.0.1:{postgres.port}/postgres" in said
    assert postgres.password not in open_engine(url).name


def test_a_database_that_is_not_there_is_told(postgres):
    assert "createdb NAME" in told(postgres.url("nowhere"))


def test_a_host_that_does_not_answer_is_told():
    with closing(socket.socket()) as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    said = told(f"postgresql://me:secret-w0rd@127.0.0.1:{port}/x")
    assert "no server answers there" in said and "secret-w0rd" not in said


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://a:secret-w0rd@b/c", "mysql:// is not known"),
        ("postgresql://a:secret-w0rd@b", "names no database"),
        ("postgresql://a:secret-w0rd@b:port/c", "cannot be read"),
        ("postgresql://a:secret/w0rd@b:1:2/c", "cannot be read; write postgresql://user:password@host"),
        ("postgresql://", "names no database"),
    ],
)
def test_a_url_that_cannot_be_used_is_told(url, says):
    said = told(url)
    assert says in said and "secret" not in said


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://u:p@h:1/d?password=p&sslmode=require", "postgresql://u@h:1/d"),
        ("postgres:///d?host=/run/x&user=u", "postgresql:///d"),
        ("postgresql://u:p%40q@h/d", "postgresql://u@h/d"),
    ],
)
def test_a_name_holds_no_password(url, name):
    assert printable(url).replace("/run/x", "").replace("%2Frun%2Fx", "") == name


def test_a_missing_driver_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert told("postgresql://a@b/c").endswith("install it with `pip install 'rashomon[postgres]'`")


def test_an_encoding_that_cannot_hold_every_text_is_refused(postgres):
    url = postgres.database("ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
    assert "encoded in LATIN1" in told(url)
    postgres.drop(url)


def test_the_server_sorts_by_dictionary_and_the_ledger_does_not(postgres, url):
    with closing(postgres.admin()) as db:
        assert db.execute("SELECT array_agg(x ORDER BY x) FROM unnest(ARRAY['B', 'a']) x").fetchone()[0] == ["a", "B"]
    database = open_engine(url)
    migrations.prepare(database)
    with database.read() as db:
        loose = db.execute(
            sa.text(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
                "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C' ORDER BY 1, 2"
            )
        ).all()
    database.close()
    json = {(x.name, c.name) for x in metadata.sorted_tables for c in x.columns if isinstance(c.type, Json)}
    assert {(part, c) for part, c in loose if c != "incident"} <= json  # JSON and labels are neither sorted nor compared


def test_tables_views_and_columns_are_commented(url):
    database = open_engine(url)
    migrations.prepare(database)
    with database.read() as db:
        for part in ("estimates_now", "claims"):
            assert db.scalar(sa.text(f"SELECT obj_description('{part}'::regclass)")) == about(part) != ""
        said = db.scalar(
            sa.text(
                "SELECT col_description('claims_read'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'claims_read'::regclass AND attname = 'speaker'"
            )
        )
        assert said == about_column("claims_read", "speaker") != ""
    database.close()


def test_a_connection_that_dies_in_a_step_is_told(postgres, url):
    database = open_engine(url)
    migrations.prepare(database)
    with pytest.raises(LedgerError, match=r"server went away; run again.*nothing of this step was kept"), database.write() as db:
        pid = db.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with closing(postgres.admin()) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
        db.exec_driver_sql("UPDATE meta SET value = value")
    assert migrations.version_of(database) == migrations.VERSION  # and the next step has a new connection
    database.close()
