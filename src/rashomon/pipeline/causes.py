"""Why the ledger says something else of an incident than before: a new report, a decision, other rules. Written down once, by the run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from rashomon.model import Decision
from rashomon.store import derived_tables as d
from rashomon.store import evidence_tables as t
from rashomon.store.evidence import chunks
from rashomon.store.versions import Cause


@dataclass(frozen=True, slots=True)
class Read:
    """Documents whose readings a run derived from for the first time: ``fresh`` ones have a text that nothing was derived from before
    under this name, ``again`` were read anew. ``versions`` are those of the fresh that are later versions of an article."""

    fresh: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.fresh | self.again


def read_now(db: sa.Connection, pending: Collection[str]) -> Read:
    """Sorts documents that wait to be derived from. Asked after the growth and before their readings are marked as settled."""
    r = t.readings.c
    known: set[tuple[str, str]] = set()
    now: dict[str, str] = {}
    later: set[str] = set()
    for group in chunks(sorted(pending)):
        now |= {
            x.name: x.document_id for x in db.execute(sa.select(r.name, r.document_id).where(r.name.in_(group), r.retired_run.is_(None)))
        }
        bases = sorted({*group, *(name.rsplit("@", 1)[0] for name in group)})
        settled = sa.select(r.name, r.document_id).where(r.name.in_(bases), r.settled_run.is_not(None))
        known |= {(x.name, x.document_id) for x in db.execute(settled)}
        for x in db.execute(sa.select(d.documents.c.document, d.documents.c.settled).where(d.documents.c.document.in_(group))):
            if x.settled.get("version_of"):
                later.add(x.document)
    # the text of an article that was changed is kept under a name of its own: it was known as the article's
    fresh = frozenset(n for n, text in now.items() if (n, text) not in known and (n.rsplit("@", 1)[0], text) not in known)
    back = frozenset(n for n in later - fresh if (n, now[n]) in known and _other_text_last(db, n, now[n]))
    return Read(fresh | back, frozenset(now) - fresh - back, (fresh & later) | back)


def _other_text_last(db: sa.Connection, name: str, document_id: str) -> bool:
    """Whether what was last derived from under this name was another text."""
    r = t.readings.c
    last = sa.select(r.document_id).where(r.name == name, r.settled_run.is_not(None)).order_by(r.reading_id.desc()).limit(1)
    return db.scalar(last) not in {None, document_id}


@dataclass(frozen=True, slots=True)
class Why:
    """Says of an incident's old and new row what moved it. ``decided`` are the new decisions with the documents they are about, ``gone``
    documents that were removed; ``frame`` is what was changed for the whole ledger (rules or policy), if anything was."""

    read: Read
    gone: frozenset[str] = frozenset()
    decided: Sequence[tuple[Decision, Collection[str]]] = ()
    frame: Cause | None = None
    forgotten: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """An earlier text that is the latest again is not removed."""
        gone = frozenset(n for n in self.gone if n.rsplit("@", 1)[0] == n or n.rsplit("@", 1)[0] not in self.read.every)
        object.__setattr__(self, "forgotten", gone)

    def __call__(self, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Cause:
        """Of an incident that took over, or was taken over, ``old`` and ``new`` are the rows of before and after."""
        before, after = set(old["documents"]) if old else set(), set(new["documents"]) if new else set()
        told = before | after
        decided = [one.decision_id for one, names in self.decided if told.intersection(names)]
        fresh, again = told & self.read.fresh, sorted(told & self.read.again)
        if removed := sorted(told & self.forgotten):
            return self._in_frame("forgotten", {"documents": removed})
        if decided:
            return self._in_frame("decision", {"decisions": decided, "documents": sorted(fresh) or again})
        if fresh and old is None:
            return self._in_frame("first", {"documents": sorted(after)})
        if fresh:
            versions = sorted(fresh & self.read.versions)
            return self._in_frame("new_version" if versions else "new_report", {"documents": versions or sorted(fresh)})
        if again:
            return self._in_frame("read_again", {"documents": again})
        if self.frame is not None:
            return self.frame
        return self._from_afar()

    def _in_frame(self, cause: str, detail: dict[str, Any]) -> Cause:
        """The cause; where rules or policy changed in the same run, the detail says so, too: nobody can tell which moved what."""
        also = {"also": {"cause": self.frame.cause, **self.frame.detail}} if self.frame is not None else {}
        return Cause(cause, {**detail, **also})

    def _from_afar(self) -> Cause:
        """What moved an incident that tells nothing of it: a report that dates, copies or rivals one of its own. Named where it is the only
        one of the run; among several nobody knows which it was."""
        if self.read.every or not (self.forgotten or self.decided):
            return Cause(
                "linked_report", {"documents": sorted(self.read.every)} if len(self.read.every) == 1 else {"read": len(self.read.every)}
            )
        if self.forgotten:
            return Cause("forgotten", {"documents": sorted(self.forgotten)})
        return Cause("decision", {"decisions": [one.decision_id for one, _ in self.decided], "documents": []})
