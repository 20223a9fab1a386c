"""Copies and shared passages when documents come and go: only new candidates are compared, only touched groups made again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from rashomon.corpus.growing import link
from rashomon.corpus.origins import origin_of
from rashomon.corpus.shingles import among, document_words, kept_runs, runs_of
from rashomon.corpus.syndication import Pair, document_no, linked_groups, may_share, passages_of
from rashomon.model import Document, Span, SyndicationGroup
from rashomon.pipeline.grow_large import LARGE, Asked, Held, LargeGroups
from rashomon.pipeline.grow_pairs import Meeting
from rashomon.store.document_index import DocumentIndex
from rashomon.store.pair_index import PairIndex, PairRow
from rashomon.store.word_runs import WordRuns

KINDS = ("whole", "part")

#: Id and original of a group; None: in none.
Group = Held | None


@dataclass(slots=True)
class Beside:
    """What a document lost or won by passages that it shares with others: the stretches of its own text, each with the other document, and
    its group of shared passages ``before`` and ``after``."""

    stretches: set[tuple[str, int, int]] = field(default_factory=set)
    before: Group = None
    after: Group = None


class GrowingGroups:
    """One change of the pairs and groups, of those that are to be compared by the ``meeting``; ``texts`` gives documents by name, ``runs`` those of
    their words that are at hand (8 bytes each), ``large`` what is known of large groups."""

    def __init__(
        self,
        meeting: Meeting,
        kept: WordRuns,
        pairs: PairIndex,
        documents: DocumentIndex,
        texts: Callable[[Iterable[str]], dict[str, Document]],
        runs: Callable[[Collection[str]], dict[str, bytes]],
        large: LargeGroups,
    ) -> None:
        self._large = large
        self._meeting, self._kept, self._pairs, self._documents, self._texts = meeting, kept, pairs, documents, texts
        self._runs = runs
        self._altered: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self._won, self._lost = set[tuple[str, str]](), set[tuple[str, str]]()  # of shared passages
        self._beside: dict[str, Beside] = defaultdict(Beside)

    def compare(self, changed: Collection[str], gone: Collection[str]) -> set[str]:
        """Brings the pairs up to date; gives the names of documents of which one tells the news of another, and did not, or no more does."""
        came = {*changed, *gone}
        there = self._pairs.between({*self._meeting.concerned, *came})
        again = {p for p in there if p[0] in came or p[1] in came}
        fresh = self._meeting.newer() | (self._meeting.nearer() - there)
        rows: dict[tuple[str, str], PairRow | None] = dict.fromkeys(self._meeting.apart(there - again) | again)
        known = self._pairs.pairs({a for a, _ in rows})
        fresh = self._worth(fresh)
        names = {n for p in fresh for n in p}
        texts, runs = self._texts(names), self._runs(names)
        words = {name: document_words(text, runs.get(name, b"")) for name, text in texts.items()}
        for a, b in sorted(fresh):
            made = link(texts[a], words[a], texts[b], words[b])
            if made.kind is not None:
                rows[a, b] = PairRow(made.kind, made.news, _encoded(made.pair))
        rows = {p: row for p, row in rows.items() if p not in known or row != known[p]}
        self._pairs.write_pairs(rows, known)
        relinked: set[str] = set()
        for p, row in rows.items():
            was, now = (one is not None and one.kind == "part" for one in (known.get(p), row))
            if was != now:
                (self._won if now else self._lost).add(p)
            for one in (row, known.get(p)):
                if one is not None:
                    self._altered[one.kind].update(p)
                    if one.kind == "part":
                        self._pass(p, one)
                    if one.news:
                        relinked.update(p)
        return relinked

    def _worth(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the pairs whose runs say that they may share something: the texts of the others are not loaded."""
        number = {name: document_no(name) for name in {n for p in pairs for n in p}}
        kept = self._kept.of(number.values())
        lacking = {n for n, no in number.items() if no not in kept}
        if lacking:  # of a ledger that an older version of this program wrote
            made = {number[n]: kept_runs(runs_of(text)) for n, text in self._texts(lacking).items()}
            self._kept.exchange(made, made)
            kept |= made
        runs = among({name: kept[no] for name, no in sorted(number.items())})
        return {(a, b) for a, b in pairs if may_share(a, runs[a], b, runs[b])}

    def _pass(self, names: tuple[str, str], row: PairRow) -> None:
        for a, b in decoded(names, row).passages:
            self._beside[names[0]].stretches.add((names[1], a.start, a.end))
            self._beside[names[1]].stretches.add((names[0], b.start, b.end))

    def regroup(self, changed: Collection[str], gone: Collection[str]) -> tuple[set[str], dict[str, Beside]]:
        """Makes the groups again that lost or won a pair, or of which a member changed; gives the names of all whom copies concern, and what
        shared passages are to whom they concern: in a group of copies that is all of them, in one of shared passages those whose own
        passages, group or original are others than before (a stock paragraph can hold a tenth of a ledger together)."""
        dirty: set[str] = set()
        were = self._pairs.groups_of({*changed, *gone, *self._altered["whole"], *self._altered["part"]})
        for kind in KINDS:
            own_were = {name: group for (name, k), group in were.items() if k == kind}
            touched = self._altered[kind] | own_were.keys()
            if not touched:
                continue
            before, after, left, done = (
                self._change(own_were, touched, {*changed, *gone}) if kind == "part" else ({}, {}, set[str](), set[str]())
            )
            again = (touched | left) - after.keys()
            groups = {own_were[n][0] for n in again & own_were.keys()} - done
            again_before, again_after = self._make_again(kind, groups, (self._altered[kind] & again) | left, {*gone, *after})
            before |= own_were | again_before
            after |= again_after
            other = {name: after.get(name) for name in {*before, *after} if before.get(name) != after.get(name)}
            self._pairs.write_groups({(name, kind): group for name, group in other.items()})
            names = other.keys() | self._altered[kind]
            if kind == "part":
                for name in names:
                    own = self._beside[name]
                    own.before, own.after = before.get(name), after.get(name)
            else:  # any member may be the head for which the others stand
                concerned = {after[n][0] for n in touched if n in after}
                dirty |= names | {n for n, group in after.items() if group[0] in concerned}
        return dirty, dict(self._beside)

    def _change(
        self, were: Mapping[str, Held], touched: Collection[str], moved: Collection[str]
    ) -> tuple[dict[str, Held], dict[str, Held], set[str], set[str]]:
        """Of large groups that some join or leave: the groups before and after of these, and of all members where it has another id or original; who left
        one; and the ids of the groups that this was."""
        before: dict[str, Held] = {}
        after: dict[str, Held] = {}
        left: set[str] = set()
        asked = Asked(partial(self._pairs.linked, kind="part"), self._members, self._documents.printers)
        done = self._large.changes(were, touched, self._won, self._lost, moved, asked)
        for group_id, change in done.items():
            now = self._large.take(group_id, change, self._documents.printers(change.joined))
            there = self._members([group_id]).keys() - change.left if now != change.was else set[str]()
            before |= dict.fromkeys(there | change.left, change.was) | change.came_of
            after |= dict.fromkeys(there | change.names, now)
            left |= change.left
        return before, after, left - after.keys(), {*done}

    def _members(self, group_ids: Collection[str]) -> dict[str, Held]:
        return {name: group for (name, _), group in self._pairs.members(group_ids).items()}

    def _make_again(
        self, kind: str, touched: Collection[str], names: Collection[str], out: Set[str]
    ) -> tuple[dict[str, Held], dict[str, Held]]:
        """The groups before and after of all that were in these groups, or are in one with one of the names; ``out`` are gone, or in a large one by now."""
        before = self._members(touched)
        members = {*before, *names} - out
        pairs = [Pair(a, b, 0.0, 0, (), kind == "whole") for a, b in self._pairs.linked(members, kind)]
        printers = self._documents.printers(members)
        found = linked_groups(kind, pairs, printers)
        if kind == "part":
            large = {g.group_id: origin_of(g.documents, printers) for g in found if len(g.documents) >= LARGE}
            self._large.made_again(touched, large)
        return before, {n: (g.group_id, g.original) for g in found for n in g.documents}


def groups_now(pairs: PairIndex, names: Iterable[str]) -> tuple[SyndicationGroup, ...]:
    """The groups that these documents are in, as :func:`rashomon.corpus.syndication` gives them; see :func:`part_for`."""
    wanted = sorted(set(names))
    own = pairs.groups_of(wanted)
    out = []
    members = pairs.members({group_id for (_, kind), (group_id, _) in own.items() if kind == "whole"})
    for kind, known in (("whole", members), ("part", {key: v for key, v in own.items() if key[1] == "part"})):
        linked: dict[str, list[Pair]] = defaultdict(list)
        inside: dict[str, set[str]] = defaultdict(set)
        originals = dict(known.values())
        for p, row in pairs.pairs({n for n, _ in known}, kind).items():
            group_id = known[p[0] if (p[0], kind) in known else p[1], kind][0]
            linked[group_id].append(decoded(p, row))
            inside[group_id] |= {*p}
        for group_id, original in originals.items():
            documents = inside[group_id] | ({original} if original else set())
            out.append(SyndicationGroup(group_id, tuple(sorted(documents)), original, kind, passages_of(linked[group_id])))
    return tuple(sorted(out, key=lambda g: (g.group_id, g.documents)))


def part_for(group: SyndicationGroup, names: Collection[str]) -> SyndicationGroup:
    """A group as it is handed out for some documents. Of shared passages these are the ones that stand in one of the documents, with the
    documents in which they stand and the original: a group that a stock paragraph holds together can be a tenth of a ledger."""
    if group.kind == "whole":
        return group
    passages = tuple(p for p in group.passages if p[0] in names or p[2] in names)
    documents = {n for a, _, b, _ in passages for n in (a, b)} | ({group.original} if group.original else set())
    return SyndicationGroup(group.group_id, tuple(sorted(documents)), group.original, group.kind, passages)


def _encoded(pair: Pair | None) -> Any:
    if pair is None:
        return None
    spans = [[x.start, x.end, y.start, y.end] for x, y in pair.passages]
    return {"share": pair.share, "words": pair.shared_words, "whole": pair.whole, "passages": spans}


def decoded(names: tuple[str, str], row: PairRow) -> Pair:
    """What two documents share, as it was kept."""
    spans = tuple((Span(a, b), Span(c, d)) for a, b, c, d in row.pair["passages"])
    return Pair(*names, row.pair["share"], row.pair["words"], spans, row.pair["whole"])
