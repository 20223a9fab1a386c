"""One article of a ledger: what it says, what was read from it, whose words they were first, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from rashomon.corpus.versions import changed_words
from rashomon.exports.cards import document_name
from rashomon.exports.words import published_words
from rashomon.model import Claim, Decision, Document, SetAside, SyndicationGroup
from rashomon.people import Masker
from rashomon.pipeline.decisions import standing
from rashomon.pipeline.settled import Settler
from rashomon.pipeline.view import _placed
from rashomon.queries.article_marks import Mark, Passage, marks_of, passages_of
from rashomon.queries.article_named import named, named_marks
from rashomon.queries.article_others import Other, around, copies, other, title_of
from rashomon.queries.claim_shown import ShownClaim, article_key, claim_json, shown_claim
from rashomon.queries.desk import Desk
from rashomon.queries.lens import Lens
from rashomon.queries.out_by import out_by
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.decisions import load_decisions

_KEY = re.compile(r"[0-9a-f]{16}")
#: Changed stretches that a page shows; the comparison of two articles shows all of them.
MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Held:
    """A document with what was read from it, as the ledger has it: decisions applied, in incidents, names not hidden."""

    document: Document
    claims: tuple[Claim, ...]
    aside: tuple[SetAside, ...]
    groups: tuple[SyndicationGroup, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An incident that an article tells of."""

    incident_id: str
    label: str
    main: bool
    here: bool  # whether there is such an incident under the lens


@dataclass(frozen=True, slots=True)
class Article:
    """An article as pages show it, private names hidden. ``link`` is its address where a browser may go there, ``url`` in any case.

    ``out``: it had been published by the moment of the lens. ``later`` and ``earlier`` are other texts of the same article, ``changes`` the words
    (before, after) that differ from the one of the key ``before``. ``named``: all actors, places and days it names are marked, not only those of claims."""

    key: str
    name: str
    document_id: str
    title: str
    outlet: str
    published: str
    day: str | None
    out: bool
    url: str
    link: str
    byline: str
    agencies: tuple[str, ...]
    language: str
    status: str
    reason: str
    quality: tuple[str, ...]
    notes: tuple[tuple[str, str, str], ...]  # kind, words, rule
    declared: tuple[tuple[str, str, str], ...]  # what, value, who says so
    provenance: tuple[tuple[str, str], ...]
    copies: tuple[Other, ...]
    copies_left_out: int
    earlier: tuple[Other, ...]
    later: tuple[Other, ...]
    before: str | None
    changes: tuple[tuple[str, str, str], ...]  # kind, before, after
    changes_left_out: int
    told: tuple[Told, ...]
    named: bool
    marks: tuple[Mark, ...]
    passages: tuple[Passage, ...]
    claims: tuple[ShownClaim, ...]
    aside: tuple[tuple[str, str], ...]  # words, reason
    decisions: tuple[tuple[str, str], ...]  # rule, words


def name_of(db: sa.Connection, key: str) -> str | None:
    """The name of the document that ``key`` stands for; None where the ledger has none."""
    if not _KEY.fullmatch(key):
        return None
    f = d.document_facts.c
    found: str | None = db.scalar(sa.select(f.document).where(f.document_no == int(key, 16)))
    return found


def forgotten(db: sa.Connection, key: str) -> str | None:
    """The moment at which the document of this key was removed on request; None where none was."""
    s = t.tombstones.c
    return next(
        (str(r.at) for r in db.execute(sa.select(s.document, s.at).order_by(s.tombstone_id)) if article_key(r.document) == key), None
    )


def held(db: sa.Connection, names: Collection[str]) -> dict[str, Held]:
    """These documents with what was read from them; names the ledger does not have are left out."""
    wanted = set(names)
    part = Settler(db, standing(load_decisions(db))[0]).settle(wanted)
    of: dict[str, list[Claim]] = {n: [] for n in wanted}
    for c in _placed(db, [c for c in part.claims if c.document in wanted]):
        of[c.document].append(c)
    return {
        n: Held(
            part.documents[n],
            tuple(sorted(of[n], key=lambda c: (c.start, c.end, c.claim_id))),
            tuple(sorted(part.set_aside.get(n, ()), key=lambda s: (s.start, s.end, s.words, s.reason))),
            tuple(g for g in part.groups if n in g.documents),
            tuple(x for x in part.decisions if any(a.document == n for a in x.anchors)),
        )
        for n in sorted(wanted)
        if n in part.documents
    }


def marked_text(one: Held, masker: Masker, more: Iterable[Mark] = ()) -> tuple[tuple[Mark, ...], tuple[Passage, ...]]:
    """The text of a document with all that the ledger keeps of it marked, as the macro ``text`` of ``_article.html`` prints it; ``more`` are
    further marks."""
    marks = marks_of(one.document, one.claims, one.aside, one.document.notes, masker, more)
    return marks, passages_of(one.document, marks, masker)


def web_address(url: str | None, shown: str) -> str:
    """The address if a browser may be sent there: http or https, and no name was hidden in it."""
    return shown if url and shown == url and re.match(r"https?://[^\s/?#]+", url, re.IGNORECASE) else ""


def article(desk: Desk, db: sa.Connection, lens: Lens, key: str) -> Article | None:
    """The article of this key, names hidden. None: the ledger has none."""
    name = name_of(db, key)
    one = held(db, [name]).get(name) if name is not None else None
    if one is None or name is None:
        return None
    document = one.document
    others, left_out, chain = around(db, one.document, one.groups)
    masker = desk.masker({name: document, **others})
    found = named(desk, document)
    marks, passages = marked_text(one, masker, named_marks(document, found, masker))
    position = chain.index(name) if name in chain else 0
    before = next((others[n] for n in chain[:position] if n in others and others[n].document_id == document.version_of), None)
    changes = changed_words(before, document) if before is not None else ()
    url = masker.address(name, document.url or "")
    return Article(
        key=key,
        name=masker.address(name, name),
        document_id=document.document_id,
        title=title_of(document, masker),
        outlet=document_name(document, masker),
        published=masker.words(name, published_words(document)),
        day=document.published.day.isoformat() if document.published.day else None,
        out=document.status != "used" or (allowed := out_by(desk, db, lens)) is None or name in allowed,
        url=url,
        link=web_address(document.url, url),
        byline=masker.words(name, document.byline or ""),
        agencies=document.agencies,
        language=document.language or "",
        status=document.status,
        reason=masker.words(name, document.reason or ""),
        quality=tuple(masker.words(name, q) for q in document.quality),
        notes=tuple((n.kind, masker.text(name, n.start, n.end), n.rule) for n in document.notes),
        declared=tuple((x.prop, _declared(x.prop, x.value, name, masker), x.by) for x in document.declared),
        provenance=tuple((k, masker.address(name, v)) for k, v in document.provenance),
        copies=copies(document, one.groups, others, masker),
        copies_left_out=left_out,
        earlier=tuple(other(others[n], masker, "earlier version") for n in chain[:position] if n in others),
        later=tuple(other(others[n], masker, "later version") for n in chain[position + 1 :] if n in others),
        before=article_key(before.name) if before is not None else None,
        changes=tuple(
            (
                c.kind,
                masker.text(before.name, c.old.start, c.old.end) if before is not None else "",
                masker.text(name, c.new.start, c.new.end),
            )
            for c in changes[:MOST_CHANGES]
        ),
        changes_left_out=max(0, len(changes) - MOST_CHANGES),
        told=told_by(desk, db, lens, name),
        named=found is not None,
        marks=marks,
        passages=passages,
        claims=tuple(shown_claim(c, masker) for c in one.claims),
        aside=tuple((masker.text(name, s.start, s.end), s.reason) for s in one.aside),
        decisions=tuple(
            (x.rule, f"{x.kind.replace('_', ' ')}, by {x.who}: {masker.words([a.document for a in x.anchors], x.why)}")
            for x in one.decisions
        ),
    )


def claims_of(desk: Desk, db: sa.Connection, key: str) -> list[dict[str, Any]]:
    """The claims of an article as rows of ``claims.jsonl`` with private names hidden."""
    name = name_of(db, key)
    one = held(db, [name]).get(name) if name is not None else None
    if one is None:
        return []
    masker = desk.masker({one.document.name: one.document})
    return [claim_json(c, masker) for c in one.claims]


def told_by(desk: Desk, db: sa.Connection, lens: Lens, name: str) -> tuple[Told, ...]:
    """The incidents that a document tells of, its main subject first, with labels as they may be shown."""
    r = d.incident_documents.c
    main = {x.incident_id: bool(x.main) for x in db.execute(sa.select(r.incident_id, r.main).where(r.document == name))}
    labels = labels_of(desk, db, lens, main)
    return tuple(Told(i, labels.get(i, i), main[i], i in labels) for i in sorted(main, key=lambda i: (not main[i], labels.get(i, ""), i)))


def labels_of(desk: Desk, db: sa.Connection, lens: Lens, ids: Collection[str]) -> dict[str, str]:
    """What incidents are called under a lens, private names hidden; those that there are not under it are left out."""
    if not ids:
        return {}
    entries = desk.shelf(db, lens).entries
    return {e.incident_id: e.label or e.kind for e in desk.shown(db, [entries[i] for i in sorted(ids) if i in entries])}


def _declared(prop: str, value: str, name: str, masker: Masker) -> str:
    return masker.address(name, value) if "url" in prop else masker.words(name, value)
