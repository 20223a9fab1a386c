"""Articles that were printed more than once: which text is the last, and which text a copy was taken from.

Only documents at hand are known here: a text whose later version lies elsewhere is the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.estimates.order import earlier, moment
from rashomon.model import Document, SyndicationGroup


@dataclass(frozen=True, slots=True)
class Editions:
    """``chain``: for each document of an article with several versions, all of them, the newest first. ``copied``: for each whole copy of
    such an article by somebody else, the version it was taken from."""

    chain: dict[str, tuple[str, ...]] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)

    def newest(self, name: str) -> str:
        """The last version of the article the document is, or the document itself."""
        return self.chain[name][0] if name in self.chain else name

    def older(self, name: str) -> tuple[str, ...]:
        """The versions before this one, the newest first."""
        chain = self.chain.get(name, (name,))
        return chain[chain.index(name) + 1 :]

    def article(self, name: str) -> frozenset[str]:
        """All versions of the article the document is."""
        return frozenset(self.chain.get(name, (name,)))


def editions(documents: Mapping[str, Document], groups: Iterable[SyndicationGroup]) -> Editions:
    """The versions among these documents, by ``version_of``, and who copied which."""
    chain = _chains(documents)
    copied: dict[str, str] = {}
    for group in sorted(groups, key=lambda g: g.group_id):
        if group.kind != "whole":
            continue
        versions = [n for n in group.documents if n in chain]
        for name in group.documents:
            taken = [v for v in versions if v not in chain.get(name, ()) and took(name, chain[v], group, documents)]
            if name in documents and taken and name not in copied:
                copied[name] = _nearest(name, taken, group, chain)
    return Editions(chain, copied)


def took(name: str, article: Sequence[str], group: SyndicationGroup, documents: Mapping[str, Document]) -> bool:
    """Whether a document surely took its words from an article: the article is the group's original, or was printed before it.

    Where nothing shows who took them from whom, nobody did: else anyone could take back another outlet's figures by copying and
    "correcting" its article.
    """
    if name in article or name not in documents:
        return False
    if group.original is not None:
        return group.original in article
    return any(earlier(moment(documents[v]), moment(documents[name])) for v in article if v in documents)


def _chains(documents: Mapping[str, Document]) -> dict[str, tuple[str, ...]]:
    with_older = sorted(n for n, d in documents.items() if d.version_of)
    if not with_older:
        return {}
    older = {documents[n].version_of for n in with_older}
    by_id: dict[str, list[str]] = {}
    for name in sorted(n for n, d in documents.items() if d.document_id in older):
        by_id.setdefault(documents[name].document_id, []).append(name)
    later: dict[str, list[str]] = {}
    for name in with_older:
        before = [n for n in by_id.get(documents[name].version_of or "", ()) if n != name]
        own = [n for n in before if documents[n].outlet == documents[name].outlet]  # the same text may stand with somebody else
        for n in own or before:
            later.setdefault(n, []).append(name)
    if not later:
        return {}
    versions = {n for ns in later.values() for n in ns}
    out: dict[str, tuple[str, ...]] = {}
    for root in sorted(n for n in later if n not in versions or documents[n].version_of is None):
        if root in out:
            continue
        depth = {root: 0}
        todo = [root]
        while todo:
            name = todo.pop(0)
            for n in later.get(name, ()):
                if n not in depth and n not in out:
                    depth[n] = depth[name] + 1
                    todo.append(n)
        names = sorted(depth, key=lambda n: (depth[n], str(moment(documents[n]).first or ""), n), reverse=True)
        out.update((n, tuple(names)) for n in names)
    return out


def _nearest(name: str, versions: list[str], group: SyndicationGroup, chain: Mapping[str, tuple[str, ...]]) -> str:
    """The version that shares most letters with the copy; of equals the oldest."""
    shared = dict.fromkeys(versions, 0)
    for a, span_a, b, span_b in group.passages:
        if a == name and b in shared:
            shared[b] += span_a.end - span_a.start
        elif b == name and a in shared:
            shared[a] += span_b.end - span_b.start
    return max(sorted(versions), key=lambda v: (shared[v], chain[v].index(v)))


def origins_of_versions(origin: dict[str, str], known: Editions) -> dict[str, str]:
    """Who copies whom, where versions of one article are no copies of each other, and its copies stand for its newest version."""
    out = {}
    for name, head in origin.items():
        if name in known.chain and head in known.chain[name]:
            continue
        out[name] = known.newest(head)
    for name, version in known.copied.items():
        newest = known.newest(version)
        if name in origin and name != newest:
            out[name] = newest
        elif name not in known.chain and name not in origin and name != newest:
            out[name] = newest  # it headed the group by its name only
    return {n: h for n, h in out.items() if out.get(h) != n}
