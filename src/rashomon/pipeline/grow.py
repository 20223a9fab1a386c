"""Growing: what new, changed and removed documents and decisions move, derived again, and nothing else touched.

The rows are those that :func:`rashomon.pipeline.derive.derive` makes of everything, in any order and grouping of arrival (a test). It goes
in phases, each over all that changed and some at a time, so that nothing is done twice and memory does not grow: documents are settled with
those they share words, an address or a day with; their mentions are filed and met with what they fit; each component that a mention
is in is clustered once, and its incidents estimated from their own claims; rows of documents come last. See ``docs/concepts/growing.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from rashomon import estimates
from rashomon.model import Decision
from rashomon.pipeline import grow_beside, grow_quiet
from rashomon.pipeline.decisions import standing, unread
from rashomon.pipeline.executors import Executor, Local
from rashomon.pipeline.garbage import give_back, seldom_collected
from rashomon.pipeline.grow_blocks import Blocks, write_states
from rashomon.pipeline.grow_documents import Carried, settle_documents
from rashomon.pipeline.grow_filing import Filed, Filing, filed
from rashomon.pipeline.grow_groups import Beside, groups_now
from rashomon.pipeline.grow_mentions import Moving
from rashomon.pipeline.grow_settling import Frame
from rashomon.pipeline.settled import SettledPart, Settler, Unsettled
from rashomon.store import derived, evidence
from rashomon.store import derived_tables as d
from rashomon.store.codec import encode
from rashomon.store.key_segments import KeySegments
from rashomon.store.neighbours import editions_of, versions_after
from rashomon.store.pair_index import PairIndex
from rashomon.store.rows import document_row

#: Documents whose words are compared in one step: more at once cost memory, fewer cost time.
STEP = 1000
#: Documents written at once, and filed at once: of these few, so that several workers end at about one time.
SOME = 250
FILED = 80


@dataclass(slots=True)
class Grown:
    """What a growth moved: ``touched`` maps ids of incidents that changed, came or went to the one that took over (None: they are
    there, or nothing did); ``documents`` are the names of those whose rows were written."""

    touched: dict[str, str | None] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)


@seldom_collected()
def grow(
    db: sa.Connection,
    changed: Sequence[str],
    gone: Collection[str],
    decisions: Iterable[Decision],
    policy: str,
    weights: estimates.Weights | None = None,
    tell: Callable[[int], None] | None = None,
    engine: Executor | None = None,
) -> Grown:
    """Brings everything derived up to date with documents read (``changed``) or removed (``gone``), and with ``decisions`` (all there are;
    documents of decisions that are new or were taken back have to be among the changed). ``tell`` hears how many documents were compared.
    What can be done of some documents without the ledger is given to the ``engine``, where there is one."""
    engine = engine or Local()
    hold, others = standing(decisions)
    settler = Settler(db, hold)
    gone = set(gone)
    there, beside, quiet = _documents(db, settler, hold, changed, gone, tell)
    there |= _anchored(db, settler, there)
    if large := len(there) > STEP:
        give_back()
    moving = Moving(db, lambda names: groups_now(PairIndex(db), names))
    moving.take_out(there | gone)
    derived.drop(db, d.claims, "document", there | gone)
    derived.write_set_aside(db, there | gone, ())
    together = _file(db, settler, moving, there, engine)
    if large:
        give_back()
    blocks = Blocks(db, settler, moving, Frame(policy, weights), there | gone, together)
    if large:
        give_back()
    blocks.settle(engine)
    names = (there | blocks.documents) - gone
    for some in evidence.chunks(sorted(names), SOME):
        _write_documents(db, settler, set(some))
    regrouped = beside - names
    derived.regroup_documents(db, _group_of(db, regrouped))
    derived.drop_documents(db, gone)
    write_states(db, [*others, *unread(hold, evidence.load_names(db, {a.document for x in hold for a in x.anchors}))])
    return Grown(blocks.touched, names | regrouped | quiet)


def _documents(
    db: sa.Connection,
    settler: Settler,
    hold: Sequence[Decision],
    changed: Sequence[str],
    gone: set[str],
    tell: Callable[[int], None] | None,
) -> tuple[set[str], set[str], set[str]]:
    """The names of all documents whose claims may be other than before, of those that only stand in another group of shared words, and of
    quiet ones that are done with."""
    came = {*changed, *gone}
    editions = editions_of(db, came)
    moved: set[str] = set()
    quiet: set[str] = set()
    beside: dict[str, Beside] = {}
    done = 0
    carried = Carried(KeySegments(db))
    for n, step in enumerate(evidence.chunks(changed, STEP) if changed else [[]]):
        given = settle_documents(db, settler.load, step, gone if n == 0 else (), carried)
        quiet |= (still := grow_quiet.write(db, given, step, hold))
        moved |= set(given.dirty) - given.beside.keys() - still
        for name, own in given.beside.items():
            if name not in came or name in quiet:
                first = beside.setdefault(name, own)
                if first is not own:
                    first.stretches |= own.stretches
                    first.after = own.after
        done += len(step)
        if tell is not None:
            tell(done)
    beside = {name: own for name, own in beside.items() if name not in moved}
    moved |= grow_beside.told_in(db, beside, came)
    editions |= editions_of(db, moved)
    moved |= (editions | grow_beside.copies(db, editions)) - gone
    return moved, beside.keys() - moved, quiet - moved


def _anchored(db: sa.Connection, settler: Settler, names: set[str]) -> set[str]:
    """Documents that decisions are about which concern one of these, and earlier texts of theirs: what is decided of one is read in all."""
    reached, decisions = settler.with_decisions(names)
    if not decisions:
        return set()
    anchored = {a.document for x in decisions for a in x.anchors}
    reached |= versions_after(db, anchored)
    return evidence.load_names(db, {n for n in reached if n in anchored or n.rsplit("@", 1)[0] in anchored})


def _file(db: sa.Connection, settler: Settler, moving: Moving, names: Collection[str], engine: Executor) -> set[tuple[str, str]]:
    """Files what documents tell, and writes what they say outside any incident; gives the pairs of mentions that decisions put together."""
    together: set[tuple[str, str]] = set()

    def keep(made: Filed) -> None:
        moving.file(made.mentions, made.ties)
        derived.write_claims(db, made.claims)
        derived.put(db, d.set_aside, made.set_aside)

    def filings() -> Iterator[Filing]:
        away = engine.workers > 1
        for some in evidence.chunks(sorted(names), FILED):
            part = settler.part(some, away=away)
            if isinstance(part, Unsettled) or not away:
                yield Filing(part, frozenset(some), away)
            else:  # decisions are put to work here
                keep(filed(Filing(part, frozenset(some), False)))
            if isinstance(part, SettledPart):
                together.update(part.decided.bonds.together)

    for made in engine.map(filed, filings(), lost=filed):
        keep(made)
    return together


def _write_documents(db: sa.Connection, settler: Settler, names: set[str]) -> None:
    documents = settler.documents(names)
    group_of = _group_of(db, names)
    told = derived.told_of(db, names)
    rows = [document_row(x, group_of[n], told[n]) for n, x in sorted(documents.items())]
    settled = {n: {"published": encode(x.published), "version_of": x.version_of} for n, x in documents.items()}
    derived.write_documents(db, rows, settled)


def _group_of(db: sa.Connection, names: Collection[str]) -> dict[str, tuple[str, str | None] | None]:
    """Id and original of the group that a document's row names: of two the last."""
    found: dict[str, tuple[str, str | None] | None] = dict.fromkeys(names)
    for (name, _), group in sorted(PairIndex(db).groups_of(names).items(), key=lambda kv: kv[1][0]):
        found[name] = group
    return found
