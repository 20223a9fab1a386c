"""Tables of evidence: what was read, decided and said, and when. Rows are appended; nothing here is derived."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from rashomon.store.columns import INT, ROW, TEXT, Json

metadata = sa.MetaData()


def column(name: str, kind: Any = TEXT, **more: Any) -> sa.Column[Any]:
    """A column that has a value in every row, unless ``nullable``."""
    return sa.Column(name, kind, **{"nullable": False, **more})


#: Facts of the ledger itself: ``schema`` (version), ``ledger_id``, ``policy``.
meta = sa.Table("meta", metadata, column("key", primary_key=True), column("value"))

#: One row for everything that wrote to the ledger. ``kind``: run, decision, forget, derive, names, judgement. ``rules`` is a hash of program
#: version, lexicons and gazetteers: where it changes, figures may move without a new report. ``finished`` NULL: it was cut off.
runs = sa.Table(
    "runs",
    metadata,
    column("run_id", INT, primary_key=True),
    column("kind"),
    column("started"),
    column("finished", nullable=True),
    column("version"),
    column("rules"),
    column("policy"),
    column("summary", Json),
)

#: Every text once, by its hash. Forgetting a document empties ``text``.
texts = sa.Table("texts", metadata, column("document_id", primary_key=True), column("sha256"), column("text"))

#: One row for each time a document was read. The latest of a name (``retired_run`` NULL) feeds what is derived. ``document`` is the
#: document without its text (blocks, date, outlet …); ``settled_run`` the run that derived from it, NULL while that is still to be done.
readings = sa.Table(
    "readings",
    metadata,
    column("reading_id", INT, primary_key=True),
    column("name", index=True),
    column("document_id", index=True),
    column("input_hash"),
    column("status"),
    column("reason", nullable=True),
    column("document", Json),
    column("run_id", INT, index=True),
    column("learned"),
    column("settled_run", INT, nullable=True),
    column("retired_run", INT, nullable=True),
    column("salt"),
    sqlite_autoincrement=True,  # the number of a reading that was removed is never given again: the chain names it
)

#: The stored atom: of ``subject`` (a claim, an incident mention, a figure set aside) the property ``prop`` has ``value``, in the words
#: ``original`` at ``start``–``end`` of the document's text, by ``rule``. ``statement_id`` is a hash of document, span, prop and value.
#: Seen from ``first_run`` on; ``gone_run`` is the run whose reading no longer had it, or in which its document's name fell away.
statements = sa.Table(
    "statements",
    metadata,
    column("statement_no", INT, primary_key=True),
    column("statement_id"),  # nobody looks for one by it, and an index on it cost a quarter of keeping a reading
    column("document", index=True),
    column("document_id"),
    column("subject"),
    column("prop"),
    column("value", Json),
    column("original"),
    column("start", INT),
    column("end", INT),
    column("rule"),
    column("first_run", INT),
    column("learned"),
    column("gone_run", INT, nullable=True),
)

#: A claim is found by the one of its statements that every claim has. With all statements in it this index was a quarter of what keeping a
#: reading costs, and more with each document, for where an id goes in it is anywhere.
CLAIM_SAID = statements.c.prop == sa.literal_column("'claim'")
sa.Index("ix_statements_claim", statements.c.subject, sqlite_where=CLAIM_SAID, postgresql_where=CLAIM_SAID)

#: What reviewers decided, and their taking it back (kind ``undo``, ``undoes`` the other's id). ``anchors`` are words in documents.
decisions = sa.Table(
    "decisions",
    metadata,
    column("decision_id", primary_key=True),
    column("number", INT),
    column("run_id", INT),
    column("kind"),
    column("who"),
    column("at"),
    column("why"),
    column("anchors", Json),
    column("value", Json, nullable=True),
    column("source"),
    column("undoes", nullable=True),
    column("salt"),
)

#: What this ledger said: a row whenever an incident's row changed. ``row`` NULL: the incident is no more (see ``superseded_by``).
#: ``cause``: first, new_report, new_version, read_again, linked_report, decision, new_rules, new_policy, forgotten; ``detail`` names reports,
#: decisions, rules, and in ``also`` what was changed for the whole ledger in the same run.
incident_versions = sa.Table(
    "incident_versions",
    metadata,
    column("version_id", INT, primary_key=True),
    column("incident_id", index=True),
    column("run_id", INT, index=True),
    column("at"),
    column("cause"),
    column("detail", Json),
    column("superseded_by", nullable=True),
    column("row", ROW, nullable=True),
    column("salt"),
)

#: The figures of each version, for people and for charts.
estimate_versions = sa.Table(
    "estimate_versions",
    metadata,
    column("version_id", INT, primary_key=True),
    column("n", INT, primary_key=True),
    column("incident_id", index=True),
    column("run_id", INT),
    column("at"),
    column("harm"),
    column("side", nullable=True),
    column("over"),
    column("low", INT, nullable=True),
    column("best", INT, nullable=True),
    column("high", INT, nullable=True),
    column("words", nullable=True),
    column("best_withheld", nullable=True),
    column("policy"),
)

#: An id that an incident had, and the one it has now.
redirects = sa.Table(
    "redirects",
    metadata,
    column("redirect_id", INT, primary_key=True),
    column("old_id", index=True),
    column("superseded_by", nullable=True),
    column("run_id", INT),
    column("at"),
    column("why"),
)

#: What was removed on request, and why. ``document_id`` are salted hashes of texts and inputs; ``erased`` the links of the chain whose
#: payload is gone, as [number, digest of what is left of it] ("": nothing).
tombstones = sa.Table(
    "tombstones",
    metadata,
    column("tombstone_id", INT, primary_key=True),
    column("document"),
    column("document_id"),
    column("run_id", INT),
    column("at"),
    column("who"),
    column("why"),
    column("erased", Json),
    column("salt"),
)

#: Packs, reports and exports made of this ledger, so that ``forget`` can list them.
outputs = sa.Table(
    "outputs",
    metadata,
    column("output_id", INT, primary_key=True),
    column("run_id", INT),
    column("at"),
    column("kind"),
    column("path"),
    column("sha256"),
    column("incidents", Json),
    column("documents", Json),
    column("names", sa.Boolean),
)

#: The chained log. ``digest`` is SHA-256 of the salted payload (reading, decision, version, run, tombstone, output) that ``kind`` and
#: ``subject`` name; ``hash`` of ``prev`` and the row. ``verify`` walks it.
chain = sa.Table(
    "chain",
    metadata,
    column("seq", INT, primary_key=True),
    column("kind"),
    column("subject"),
    column("run_id", INT),
    column("digest"),
    column("prev"),
    column("hash"),
)

EVIDENCE = (meta, runs, texts, readings, statements, decisions, incident_versions, estimate_versions, redirects, tombstones, outputs, chain)
