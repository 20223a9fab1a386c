"""Tables of the ledger. SQLAlchemy Core, no mapped classes: the nouns live in ``model`` (decision ``docs/decisions/0005-sql-layer.md``)."""

from __future__ import annotations

import sqlalchemy as sa

VERSION = 1

metadata = sa.MetaData()

meta = sa.Table("meta", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run_id", sa.Integer, primary_key=True),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("policy", sa.Text, nullable=False),
    sa.Column("summary", sa.JSON, nullable=False),
)

#: What each document says by itself; ``reading`` is the whole of it, the other columns are for looking things up.
readings = sa.Table(
    "readings",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, nullable=False, index=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reading", sa.JSON, nullable=False),
    sa.Column("run_id", sa.Integer, nullable=False),
)

#: Files of corrections as they were last read, so that they hold in runs that do not see the file.
corrections = sa.Table("corrections", metadata, sa.Column("source", sa.Text, primary_key=True), sa.Column("text", sa.Text, nullable=False))

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, nullable=False, index=True),
    sa.Column("outlet", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("row", sa.JSON, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),
    sa.Column("document", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("harm", sa.Text),
    sa.Column("low", sa.Integer),
    sa.Column("high", sa.Integer),
    sa.Column("side", sa.Text),
    sa.Column("speaker", sa.Text),
    sa.Column("stance", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("incident_id", sa.Text, index=True),
    sa.Column("row", sa.JSON, nullable=False),
)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("incident_id", sa.Text, primary_key=True),
    sa.Column("date_start", sa.Text, index=True),
    sa.Column("date_end", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("row", sa.JSON, nullable=False),
)

estimates = sa.Table(
    "estimates",
    metadata,
    sa.Column("incident_id", sa.Text, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("harm", sa.Text, nullable=False),
    sa.Column("side", sa.Text),
    sa.Column("over", sa.Text, nullable=False),
    sa.Column("low", sa.Integer),
    sa.Column("best", sa.Integer),
    sa.Column("high", sa.Integer),
    sa.Column("policy", sa.Text, nullable=False),
)

set_aside = sa.Table(
    "set_aside",
    metadata,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("start", sa.Integer, primary_key=True),
    sa.Column("end", sa.Integer, primary_key=True),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

#: Derived tables: dropped and filled again by every run.
DERIVED = (documents, claims, incidents, estimates, set_aside)
