"""Copies and shared passages when documents come and go: only new candidates are compared, only touched groups made again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rashomon.corpus.growing import link
from rashomon.corpus.shingles import Words, document_words
from rashomon.corpus.syndication import Pair, enough, linked_groups, passages_of
from rashomon.model import Document, Span, SyndicationGroup
from rashomon.store.document_index import DocumentIndex
from rashomon.store.key_index import KeyIndex
from rashomon.store.pair_index import PairIndex, PairRow

KINDS = ("whole", "part")

#: Id and original of a group; None: in none.
Group = tuple[str, str | None] | None


@dataclass(slots=True)
class Beside:
    """What a document lost or won by passages that it shares with others: the stretches of its own text, each with the other document, and
    its group of shared passages ``before`` and ``after``."""

    stretches: set[tuple[str, int, int]] = field(default_factory=set)
    before: Group = None
    after: Group = None


class GrowingGroups:
    """One change of the pairs and groups. ``texts`` gives documents by name; ``common`` is the number of holders above which a key is stock."""

    def __init__(
        self,
        keys: KeyIndex,
        pairs: PairIndex,
        documents: DocumentIndex,
        texts: Callable[[Iterable[str]], dict[str, Document]],
        common: int,
    ) -> None:
        self._keys, self._pairs, self._documents, self._texts, self._common = keys, pairs, documents, texts, common
        self._words: dict[str, Words] = {}
        self._numbers: set[int] = set()  # of documents whose candidates may be others
        self._altered: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self._beside: dict[str, Beside] = defaultdict(Beside)

    def exchange(self, old_numbers: Collection[int], new_keys: Mapping[int, Collection[int]]) -> None:
        """Puts the keys of what came in place of the keys of what was there.

        Concerned beside the newcomers are: all holders of a key that becomes a stock phrase, or is one no more, and of keys that stay stock
        phrases the two between whom a newcomer is chained, or from between whom a document went.
        """
        old = self._keys.keys(old_numbers)
        came = Counter(k for n, own in new_keys.items() for k in set(own) - old.get(n, set()))
        went = Counter(k for n, own in old.items() for k in own - set(new_keys.get(n, ())))
        most = self._common + len(set(old_numbers) | set(new_keys)) + 1
        counts_before = self._keys.counts(old_numbers, most)
        self._keys.write_keys({n: new_keys.get(n, ()) for n in {*old_numbers, *new_keys}})
        counts = self._keys.counts(new_keys, most)
        turned, stock = set(), set()
        for key in came.keys() | went.keys():
            if key in counts:
                after = counts[key]
                before = after if after >= most else after - came[key] + went[key]
            else:
                before = counts_before[key]
                after = before if before >= most else before - went[key]
            if (before > self._common) != (after > self._common):
                turned.add(key)
            elif after > self._common:
                stock.add(key)
        self._numbers = set(new_keys) | {n for holders in self._keys.holders(turned).values() for n in holders}
        places = {(k, n) for n, own in new_keys.items() for k in own if k in stock and k not in old.get(n, set())}
        places |= {(k, n) for n, own in old.items() for k in own if k in stock and k not in new_keys.get(n, ())}
        self._numbers |= {n for both in self._keys.beside(places).values() for n in both if n is not None}

    def compare(self, changed: Collection[str], gone: Collection[str]) -> set[str]:
        """Brings the pairs up to date; gives the names of documents of which one tells the news of another, and did not, or no more does."""
        names, candidates = self._candidates()
        known = self._pairs.pairs({*names, *changed, *gone})
        rows: dict[tuple[str, str], PairRow | None] = {p: None for p in known if p not in candidates}
        fresh = sorted(p for p in candidates if p not in known or not {*p}.isdisjoint(changed))
        texts = self._texts({n for p in fresh for n in p})
        for a, b in fresh:
            made = link(texts[a], self._words_of(texts[a]), texts[b], self._words_of(texts[b]))
            rows[a, b] = PairRow(made.kind, made.news, _encoded(made.pair))
        rows = {p: row for p, row in rows.items() if p not in known or row != known[p]}
        self._pairs.write_pairs(rows)
        relinked: set[str] = set()
        for p, row in rows.items():
            for one in (row, known.get(p)):
                if one is not None and one.kind is not None:
                    self._altered[one.kind].update(p)
                    if one.kind == "part":
                        self._pass(p, one)
                if one is not None and one.news:
                    relinked.update(p)
        return relinked

    def _pass(self, names: tuple[str, str], row: PairRow) -> None:
        for a, b in decoded(names, row).passages:
            self._beside[names[0]].stretches.add((names[1], a.start, a.end))
            self._beside[names[1]].stretches.add((names[0], b.start, b.end))

    def _candidates(self) -> tuple[set[str], set[tuple[str, str]]]:
        """Names of the documents concerned, and the pairs of them with others that share enough keys."""
        held = self._keys.held(self._numbers, self._common)
        holders = self._keys.holders({h.key for h in held if not h.common})
        shared: Counter[tuple[int, int]] = Counter()
        for h in held:
            beside = (h.before, h.after) if h.common else holders[h.key]
            shared.update((h.document_no, n) for n in beside if n is not None and n != h.document_no)
        sizes = self._documents.sizes({*self._numbers, *(n for pair in shared for n in pair)})
        out = set()
        for (one, other), n in shared.items():
            (name, own), (beside_name, theirs) = sizes[one], sizes[other]
            if enough(n, own, theirs):
                out.add((min(name, beside_name), max(name, beside_name)))
        return {sizes[n][0] for n in self._numbers}, out

    def _words_of(self, document: Document) -> Words:
        if document.name not in self._words:
            self._words[document.name] = document_words(document)
        return self._words[document.name]

    def regroup(self, changed: Collection[str], gone: Collection[str]) -> tuple[set[str], dict[str, Beside]]:
        """Makes the groups again that lost or won a pair, or of which a member changed; gives the names of all whom copies concern, and what
        shared passages are to whom they concern: in a group of copies that is all of them, in one of shared passages those whose own
        passages, group or original are others than before (a stock paragraph can hold a tenth of a ledger together)."""
        dirty: set[str] = set()
        were = self._pairs.groups_of({*changed, *gone, *self._altered["whole"], *self._altered["part"]})
        for kind in KINDS:
            touched = {v[0] for (name, k), v in were.items() if k == kind}
            touched_names = self._altered[kind] | {n for n, k in were if k == kind}
            if not touched_names:
                continue
            before = self._pairs.members(touched)
            members = ({n for n, _ in before} | self._altered[kind]) - set(gone)
            pairs = [Pair(a, b, 0.0, 0, (), kind == "whole") for a, b in self._pairs.linked(members, kind)]
            found = linked_groups(kind, pairs, self._documents.printers(members))
            after = {(n, kind): (g.group_id, g.original) for g in found for n in g.documents}
            everybody = {*before, *after, *((n, kind) for n in touched_names)}
            other = {key: after.get(key) for key in everybody if before.get(key) != after.get(key)}
            self._pairs.write_groups(other)
            names = {n for n, _ in other} | self._altered[kind]
            if kind == "part":
                for name in names:
                    own = self._beside[name]
                    own.before, own.after = before.get((name, kind)), after.get((name, kind))
            else:  # any member may be the head for which the others stand
                again = {after[n, kind][0] for n in touched_names if (n, kind) in after}
                dirty |= names | {n for (n, _), v in after.items() if v[0] in again}
        return dirty, dict(self._beside)


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
