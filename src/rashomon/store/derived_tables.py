"""Tables that are derived: dropped and made again from statements and decisions they are the same. Some are only for finding things."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from rashomon.store.columns import INT, ROW, TEXT, Json
from rashomon.store.evidence_tables import column, metadata


def _of(name: str, target: str, **more: Any) -> sa.Column[Any]:
    """A column that points to a row of another table; looked at when the transaction ends."""
    return sa.Column(name, TEXT, sa.ForeignKey(target, deferrable=True, initially="DEFERRED"), **{"nullable": False, **more})


#: A row of ``documents.jsonl`` for each document. ``published`` is its date once linked documents are seen, ``row`` the whole row.
documents = sa.Table(
    "documents",
    metadata,
    column("document", primary_key=True),
    column("document_id", index=True),
    column("outlet", nullable=True),
    column("url", nullable=True, index=True),
    column("published", nullable=True),
    column("status"),
    column("reason", nullable=True),
    column("settled", Json),  # what documents gave one another: date of publication, version_of
    column("row", ROW),
)

claims = sa.Table(
    "claims",
    metadata,
    column("claim_id", TEXT, primary_key=True),
    _of("document", "documents.document", index=True),
    column("kind"),
    column("harm", nullable=True),
    column("low", INT, nullable=True),
    column("high", INT, nullable=True),
    column("words"),
    column("side", nullable=True),
    column("speaker", nullable=True),
    column("stance"),
    column("quote"),
    column("start", INT),
    column("end", INT),
    column("incident_id", nullable=True, index=True),
    column("row", ROW),
)

incidents = sa.Table(
    "incidents",
    metadata,
    column("incident_id", primary_key=True),
    column("date_start", nullable=True, index=True),
    column("date_end", nullable=True),
    column("place", nullable=True),
    column("country", nullable=True),
    column("kind"),
    column("status"),
    column("background", sa.Boolean),
    column("component", INT, index=True),  # incidents of one component were settled together
    column("row", ROW),
)

#: Which documents tell of an incident, and of which it is the main subject.
incident_documents = sa.Table(
    "incident_documents",
    metadata,
    _of("incident_id", "incidents.incident_id", primary_key=True),
    _of("document", "documents.document", primary_key=True, index=True),
    column("main", sa.Boolean),
)

estimates = sa.Table(
    "estimates",
    metadata,
    _of("incident_id", "incidents.incident_id", primary_key=True),
    column("n", INT, primary_key=True),
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

disagreements = sa.Table(
    "disagreements",
    metadata,
    _of("incident_id", "incidents.incident_id", primary_key=True),
    column("n", INT, primary_key=True),
    column("type"),
    column("field"),
    column("resolution"),
    column("preferred", nullable=True),
    column("why"),
)

links = sa.Table(
    "links",
    metadata,
    _of("incident_id", "incidents.incident_id", primary_key=True),
    column("n", INT, primary_key=True),
    column("type"),
    column("other", index=True),
    column("document"),
    column("quote"),
)

set_aside = sa.Table(
    "set_aside",
    metadata,
    _of("document", "documents.document", primary_key=True),
    column("start", INT, primary_key=True),
    column("end", INT, primary_key=True),
    column("words"),
    column("reason"),
)

#: What came of each decision that holds: applied, not_found (the words are gone), reopened (new evidence speaks against it).
decision_states = sa.Table(
    "decision_states",
    metadata,
    column("decision_id", primary_key=True),
    column("state"),
    column("note"),
    column("claims", Json),
)

# --- for finding things -----------------------------------------------------------------------------------------------------------

#: Keys of shared words of each document (:mod:`rashomon.corpus.shingles`), as numbers of 8 bytes: documents with no key in common share no
#: eight words in a row. ``document_no`` is a 63-bit hash of the document's name.
document_shingles = sa.Table(
    "document_shingles",
    metadata,
    column("document_no", INT, primary_key=True, autoincrement=False),
    column("keys", sa.LargeBinary),
)

#: The runs of words of each document in order, 4 bytes each (:func:`rashomon.corpus.shingles.kept_runs`): what is asked of a pair before its texts are.
document_runs = sa.Table(
    "document_runs",
    metadata,
    column("document_no", INT, primary_key=True, autoincrement=False),
    column("runs", sa.LargeBinary),
)

#: Keys of :data:`document_shingles` the other way about, who holds which key: sorted arrays in segments (:mod:`rashomon.store.key_segments`).
key_segments = sa.Table(
    "key_segments",
    metadata,
    column("segment", INT, primary_key=True, autoincrement=False),
    column("bits", INT),
    column("holds", INT),
)
key_parts = sa.Table(
    "key_parts",
    metadata,
    column("segment", INT, primary_key=True, autoincrement=False),
    column("part", INT, primary_key=True, autoincrement=False),
    column("keys", sa.LargeBinary),
    column("numbers", sa.LargeBinary),
)

#: Day of the year with each count that a document tells, as numbers (:func:`rashomon.corpus.growing.matter_numbers`).
document_matters = sa.Table(
    "document_matters",
    metadata,
    column("key", INT, primary_key=True, autoincrement=False),
    column("document_no", INT, primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

#: What is asked of a document when another one arrives, and what documents gave it: ``published``, ``version_of``, ``twin`` (the same text
#: stands in the ledger under a name that sorts before it).
document_facts = sa.Table(
    "document_facts",
    metadata,
    column("document_no", INT, primary_key=True, autoincrement=False),
    column("document", unique=True),
    column("document_id"),
    column("used", sa.Boolean),
    column("keys", INT),  # how many it has
    column("outlet", nullable=True),  # folded
    column("url", nullable=True),  # as far as addresses of one article agree
    column("date_order", nullable=True),  # the order of day and month that its own dates show
    column("open_date", sa.Boolean),  # prints a date that could be read in two orders
    column("undated", sa.Boolean),  # its own words and its outlet's leave its day open
    column("head", Json),  # the document as read, without text and blocks
    column("known", Json, nullable=True),  # date of publication by its own words and its outlet's; NULL where the document is not used
    column("published", Json, nullable=True),  # the same once linked documents are seen
    column("version_of", nullable=True),
    column("twin", sa.Boolean),
    sa.Index("ix_document_facts_text", "document_id", "document"),
)
#: Indices of the few rows that are asked for: one of all costs each row a page of its own, of a ledger that no memory holds.
for _index, _asked, _where in (
    ("url", ["url"], document_facts.c.url.is_not(None)),
    ("version_of", ["version_of"], document_facts.c.version_of.is_not(None)),
    ("order", ["outlet", "date_order"], document_facts.c.date_order.is_not(None)),
    ("open", ["outlet"], document_facts.c.open_date.is_(True)),
):
    sa.Index(f"ix_document_facts_{_index}", *(document_facts.c[c] for c in _asked), sqlite_where=_where, postgresql_where=_where)

#: Pairs of documents that share words, ``a`` < ``b`` (:class:`rashomon.corpus.growing.Link`). Of pairs that were compared and share too little
#: there is no row.
document_pairs = sa.Table(
    "document_pairs",
    metadata,
    column("a", primary_key=True),
    column("b", primary_key=True, index=True),
    column("kind", nullable=True),
    column("news", sa.Boolean),
    column("pair", Json, nullable=True),
)

#: Which group of copies (``whole``) and of shared passages (``part``) a document is in, and the group's original where it is known.
document_groups = sa.Table(
    "document_groups",
    metadata,
    column("document", primary_key=True),
    column("kind", primary_key=True),
    column("group_id", index=True),
    column("original", nullable=True),
)

#: Incident mentions as settled, with the component of the candidate graph they are in.
mentions = sa.Table(
    "mentions",
    metadata,
    column("mention_no", INT, primary_key=True, autoincrement=False),  # a 63-bit hash of mention id
    column("mention_id", index=True),
    column("document", index=True),
    column("component", INT, index=True),
    column("mention", Json),
)

#: Under which keys a mention can meet another (:func:`rashomon.incidents.components.index_rows`), which days it may be of under that key
#: (ordinals), and which days of the week (bits).
mention_keys = sa.Table(
    "mention_keys",
    metadata,
    column("key", INT, primary_key=True, autoincrement=False),
    column("mention_no", INT, primary_key=True, autoincrement=False, index=True),
    column("first", INT),
    column("last", INT),
    sqlite_with_rowid=False,
)

#: Of each mention of no one day those that fit it best, with score and likely days (ordinals; NULL: unknown, too)
#: (:mod:`rashomon.incidents.loose`).
mention_rivals = sa.Table(
    "mention_rivals",
    metadata,
    column("mention_no", INT, primary_key=True, autoincrement=False),
    column("other_no", INT, primary_key=True, autoincrement=False, index=True),
    column("other_id"),
    column("score", sa.Float),
    column("first", INT, nullable=True),
    column("last", INT, nullable=True),
    sqlite_with_rowid=False,
)

FINDING = (document_matters, document_facts, document_pairs, document_groups, mention_keys, mention_rivals, mentions)
SHOWN = (set_aside, incident_documents, links, disagreements, estimates, claims, incidents, documents, decision_states)
#: What was worked out of a document where it was read, by the rules of that run, so that growing need not load it: what it brings to others
#: (:class:`rashomon.corpus.growing.DocumentFacts`), its row of ``documents.jsonl`` while no other document moves it, and its words for search.
#: ``quiet``: nothing was read in it but itself. Taken out when the run ends; what a run that was cut off left behind is worked out again.
prepared = sa.Table(
    "prepared",
    metadata,
    column("document", primary_key=True),
    column("document_no", INT),
    column("document_id", index=True),
    column("used", sa.Boolean),
    column("outlet", nullable=True),
    column("url", nullable=True),
    column("date_order", nullable=True),
    column("open_date", sa.Boolean),
    column("quiet", sa.Boolean),
    column("head", Json),
    column("known", Json, nullable=True),
    column("matters", Json),
    column("keys", sa.LargeBinary),
    column("runs", sa.LargeBinary),
    column("row", ROW),
    column("words"),
)

#: Arrays, whose bytes may be cut otherwise where documents came otherwise; what they say is the same.
PACKED = (prepared, document_shingles, document_runs, key_segments, key_parts)
#: In the order in which they can be emptied; beside them :data:`PACKED`.
DERIVED = (*SHOWN, *FINDING)
