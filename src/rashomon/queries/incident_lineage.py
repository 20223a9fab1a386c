"""Where a figure comes from: articles, the distinct texts among them, and the speakers at the beginning. Counts are those of the figure's basis."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.estimates.basis import Thread
from rashomon.estimates.voices import Voice
from rashomon.exports.told import flat
from rashomon.exports.words import basis_words, figure_words, many, shown_estimates, who_words
from rashomon.model import Estimate
from rashomon.queries.incident_matrix import question_of
from rashomon.queries.incident_said import Citer, Printed

#: Nodes of one layer that are drawn; more are folded, reports by their text, texts by the speakers behind them.
DRAWN = 9


@dataclass(frozen=True, slots=True)
class Node:
    """One box. ``layer``: reports, texts, via or speakers. ``kind``: report | text | original (others copy it) | via | party | speaker | outlet
    (it speaks in its own words) | unnamed (the number, with no speaker named: nobody's second voice). ``holds`` are the articles it stands
    for; ``claims`` lead to the words."""

    key: str
    layer: str
    kind: str
    words: str
    holds: tuple[Printed, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lineage of one figure. ``edges`` lead from the reports towards the speakers. ``sums`` names the rows that a total is the sum of: a
    sum rests on them and has no lineage of its own. ``counted`` says whether the counts are those of the figure's basis."""

    question: str
    words: str
    figure: str
    basis: str
    reports: int
    texts: int
    speakers: int
    nodes: tuple[Node, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    sums: tuple[str, ...] = ()
    counted: bool = True

    @property
    def arrow(self) -> str:
        """``12 reports → 3 texts → 1 speaker``."""
        last = many(self.speakers, "speaker") if self.speakers else "no speaker named"
        return f"{many(self.reports, 'report')} → {many(self.texts, 'text')} → {last}"

    def layer(self, name: str) -> tuple[Node, ...]:
        """The boxes of one layer, in order."""
        return tuple(n for n in self.nodes if n.layer == name)


def lineages(citer: Citer) -> tuple[Lineage, ...]:
    """The lineage of each figure that is shown, killed first."""
    shown = shown_estimates(citer.seen.incident.estimates)
    ordered = [e for e in shown if e.harm == "killed"] + [e for e in shown if e.harm != "killed"]
    return tuple(lineage(e, citer) for e in ordered)


def lineage(e: Estimate, citer: Citer) -> Lineage:
    """The lineage of one figure."""
    show = citer.show
    words = flat(f"{e.harm}, {show.known(who_words(e))}")
    head = (
        question_of(e),
        words,
        flat(show.words(figure_words(e))),
        basis_words(e.basis),
        e.basis.reports,
        e.basis.texts,
        e.basis.speakers,
    )
    given = citer.seen.within.threads(e)
    if not given:
        parts = [o for o in citer.seen.incident.estimates if o.harm == e.harm and o is not e and o.over != "all_sides"]
        sums = tuple(flat(show.known(who_words(o))) for o in parts) if e.over == "all_sides" and e.derivation == "summed" else ()
        return Lineage(*head, sums=sums)
    counts = (
        len({x.report for x in given}),
        len({x.text for x in given}),
        len({x.voice.key for x in given if x.voice is not None and x.voice.kind != "outlet"}),
    )
    nodes, edges = _drawn(given, citer)
    same = counts == (e.basis.reports, e.basis.texts, e.basis.speakers)
    return Lineage(*head, nodes, edges, counted=same)


def _drawn(given: tuple[Thread, ...], citer: Citer) -> tuple[tuple[Node, ...], tuple[tuple[str, str], ...]]:
    reports: dict[str, list[Thread]] = {}
    texts: dict[str, list[Thread]] = {}
    ends: dict[str, tuple[Node, list[str]]] = {}
    vias: dict[str, Node] = {}
    edges: dict[tuple[str, str], None] = {}
    for x in given:
        reports.setdefault(x.report, []).append(x)
        texts.setdefault(x.text, []).append(x)
    behind: dict[str, set[str]] = {}
    for x in given:
        end = _end(x, citer, ends)
        behind.setdefault(x.text, set()).add(end)
    fold_texts = len(texts) > DRAWN
    box_of_text = {t: (f"t:{'|'.join(sorted(behind[t]))}" if fold_texts else f"t:{t}") for t in texts}
    fold_reports = len(reports) > DRAWN
    box_of_report = {r: (f"r:{box_of_text[its[0].text]}" if fold_reports else f"r:{r}") for r, its in reports.items()}
    for x in given:
        a, b = box_of_report[x.report], box_of_text[x.text]
        edges[a, b] = None
        at = b
        for step in x.source.via if x.voice is not None else ():
            key = f"v:{step}"
            vias.setdefault(key, Node(key, "via", "via", flat(citer.masker.known(x.source.document, step))))
            edges[at, key] = None
            at = key
        edges[at, _end(x, citer, ends)] = None
    nodes = [
        *_boxes("reports", box_of_report, reports, citer),
        *_boxes("texts", box_of_text, texts, citer),
        *(vias[k] for k in sorted(vias)),
        *(Node(n.key, n.layer, n.kind, n.words, (), tuple(sorted(set(claims)))) for n, claims in (ends[k] for k in sorted(ends))),
    ]
    return _named(nodes, list(edges))


def _named(nodes: list[Node], edges: list[tuple[str, str]]) -> tuple[tuple[Node, ...], tuple[tuple[str, str], ...]]:
    """With short keys in place of names, which may hold a person's; boxes of one layer in the order of what they lead to."""
    rank = {n.key: i for i, n in enumerate(nodes)}
    goes: dict[str, list[int]] = {}
    for a, b in edges:
        goes.setdefault(a, []).append(rank[b])
    order = ("reports", "texts", "via", "speakers")
    for layer in reversed(order):
        its = sorted(
            (n for n in nodes if n.layer == layer), key=lambda n: (sum(goes.get(n.key, [0])) / len(goes.get(n.key, [0])), n.words, n.key)
        )
        for i, n in enumerate(its):
            rank[n.key] = i
        goes = {a: [rank[b] for x, b in edges if x == a] for a, _ in edges}
    made = sorted(nodes, key=lambda n: (order.index(n.layer), rank[n.key]))
    keys = {n.key: f"{n.layer[0]}{rank[n.key]}" for n in made}
    out = tuple(Node(keys[n.key], n.layer, n.kind, n.words, n.holds, n.claims) for n in made)
    return out, tuple(sorted({(keys[a], keys[b]) for a, b in edges}))


def _end(x: Thread, citer: Citer, ends: dict[str, tuple[Node, list[str]]]) -> str:
    """The box at the end of a thread: the voice, or that nobody is named."""
    voice = x.voice
    key = f"e:{voice.key}" if voice else "e:"
    if key not in ends:
        ends[key] = (Node(key, "speakers", _kind(voice), _words(voice, x, citer)), [])
    ends[key][1].append(x.claim.claim_id)
    return key


def _kind(voice: Voice | None) -> str:
    return "unnamed" if voice is None else {"party": "party", "outlet": "outlet"}.get(voice.kind, "speaker")


def _words(voice: Voice | None, x: Thread, citer: Citer) -> str:
    if voice is None:
        return "the same number, no speaker named"
    if voice.kind == "outlet":
        return f"{citer.outlet(x.text)}, in its own words"
    if voice.name in {x.source.speaker.actor, x.source.speaker.text} if x.source.speaker else False:
        actor, text = citer.masker.speaker(x.source.document, x.source.speaker)  # type: ignore[arg-type]
        return flat(actor or text)
    return flat(citer.masker.known(x.source.document, voice.name))


def _boxes(layer: str, box_of: dict[str, str], threads: dict[str, list[Thread]], citer: Citer) -> list[Node]:
    """Boxes of reports or texts; several in one box are counted."""
    inside: dict[str, list[str]] = {}
    for name in sorted(threads):
        inside.setdefault(box_of[name], []).append(name)
    originals = {x.text for its in threads.values() for x in its if x.text not in {x.report, x.claim.document}}
    out = []
    for key, names in inside.items():
        holds = tuple(_printed(n, threads[n], citer) for n in names)
        claims = tuple(sorted({x.claim.claim_id for n in names for x in threads[n]}))
        if len(names) > 1:
            words, kind = many(len(names), layer.removesuffix("s")), layer.removesuffix("s")
        else:
            words, kind = f"{holds[0].outlet}, {holds[0].day}", layer.removesuffix("s")
            if layer == "texts" and names[0] in originals:
                kind, words = "original", f"{words} (original)"
        out.append(Node(key, layer, kind, words, holds, claims))
    return out


def _printed(name: str, threads: list[Thread], citer: Citer) -> Printed:
    own = [x.claim for x in threads if x.claim.document == name] or [threads[0].claim]
    here = citer.printed(own[0])
    if own[0].document == name or name not in citer.seen.documents:
        return here
    from rashomon.queries.claim_shown import article_key
    from rashomon.queries.incident_said import day_of

    return Printed(
        own[0].claim_id, article_key(name), citer.outlet(name), flat(citer.masker.address(name, name)), day_of(citer.seen.documents[name])
    )
