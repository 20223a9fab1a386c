"""Who says what to which question about one incident: speakers against questions, agreement, denial, difference and silence as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.estimates.voices import _PRONOUNS as PRONOUNS
from rashomon.estimates.voices import belongs, of_outlet, party_of, plain
from rashomon.exports.told import flat
from rashomon.exports.words import shown_estimates, who_words
from rashomon.model import Claim, Estimate
from rashomon.queries.incident_answers import HAPPENED, WHEN, WHERE, WHO, WHOM, Answer, answers
from rashomon.queries.incident_said import Cited, Citer

#: Shapes for different answers in one column; the first goes with the figure that stands. More answers than shapes share the last.
SHAPES = ("disc", "square", "triangle", "diamond", "pentagon", "ring")
THIRD, OTHERS, OUTLETS = "third parties", "others who are quoted", "outlets in their own words"
RELATIONS = {
    "own_losses": "on its own losses",
    "enemy_losses": "on its enemy's losses",
    "third_party": "third party",
    "hearsay": "hearsay",
    "outlet": "in its own words",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A column. ``key`` is ``killed|Norland``, ``whom``, ``who``, ``happened``, ``where`` or ``when``; ``figure`` is what stands, where it is a figure."""

    key: str
    words: str
    figure: str = ""
    answers: int = 0  # different ones that still stand


@dataclass(frozen=True, slots=True)
class Saying:
    """One answer of one speaker. ``shape`` is the same for all who answer so in this column; ``tone`` figure (goes with what stands) | other |
    denies | doubts; ``standing`` current | replaced | struck | part | background, ``note`` says why in words."""

    words: str
    shape: str
    tone: str
    standing: str
    note: str
    quotes: tuple[Cited, ...]
    claims: tuple[str, ...]

    @property
    def reports(self) -> int:
        """Articles that print it."""
        return len({p.article for q in self.quotes for p in (q.where, *q.also)})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row: who, to which side or relation it is put, and its cells in the order of the questions; an empty cell is silence."""

    key: str
    name: str
    group: str
    relation: str
    own_words: bool
    cells: tuple[tuple[Saying, ...], ...]
    texts: int = 1
    reports: int = 1

    @property
    def said(self) -> int:
        """How many questions it answers."""
        return sum(bool(c) for c in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Speakers against questions. ``groups``: (heading, rows), sides first, then third parties and others, outlets' own words last."""

    questions: tuple[Question, ...]
    groups: tuple[tuple[str, tuple[Speaker, ...]], ...]

    @property
    def rows(self) -> tuple[Speaker, ...]:
        """All rows in order."""
        return tuple(s for _, its in self.groups for s in its)


@dataclass(slots=True)
class _Row:
    group: str
    own: bool
    claims: list[Claim] = field(default_factory=list)


def matrix(citer: Citer) -> Matrix:
    """The claim matrix of an incident under its lens."""
    seen = citer.seen
    claims = sorted(citer.claims.values(), key=lambda c: (c.document, c.start, c.claim_id))
    found: dict[str, list[Answer]] = {}
    for c in claims:
        found[c.claim_id] = answers(c, citer)
    keys = _questions([a for its in found.values() for a in its], shown_estimates(seen.incident.estimates))
    rows: dict[str, _Row] = {}
    for c in claims:
        key, row = _row(c, citer)
        rows.setdefault(key, row).claims.append(c)
    shapes = {k: _shapes([a for its in found.values() for a in its if a.question == k]) for k in keys}
    made: dict[str, list[tuple[tuple[object, ...], Speaker]]] = {}
    for key, row in rows.items():
        cells = tuple(
            _cell([a for c in row.claims for a in found[c.claim_id] if a.question == k] or _tells(k, row, found), shapes[k], citer)
            for k in keys
        )
        if not any(cells):
            continue
        documents = {c.document for c in row.claims}
        speaker = Speaker(
            key, _name(row, citer), row.group, _relation(row, citer), row.own, cells,
            len({citer.text_of(d) for d in documents}), len(documents),
        )  # fmt: skip
        made.setdefault(row.group, []).append((_order(speaker), speaker))
    numbered = []
    n = 0
    for heading in sorted(made, key=lambda h: _rank(h, citer, sum(s.said for _, s in made[h]))):
        its = []
        for _, s in sorted(made[heading], key=lambda x: x[0]):
            its.append(Speaker(f"s{n}", s.name, s.group, s.relation, s.own_words, s.cells, s.texts, s.reports))
            n += 1
        numbered.append((heading, tuple(its)))
    columns = tuple(
        Question(k, words, figure, _different(numbered, i)) for i, (k, (words, figure)) in enumerate(_worded(keys, citer).items())
    )
    return Matrix(columns, tuple(numbered))


def _tells(question: str, row: _Row, found: Mapping[str, Sequence[Answer]]) -> list[Answer]:
    """Where somebody denies or doubts that it happened, whoever gives a figure of it says that it did."""
    if question != HAPPENED:
        return []
    for c in row.claims:
        if c.kind == "casualty" and not c.negated and c.stance != "denies" and any(a.standing == "current" for a in found[c.claim_id]):
            return [Answer(HAPPENED, "tells", "tells of it", c.claim_id, "figure")]
    return []


def _different(groups: Sequence[tuple[str, Sequence[Speaker]]], column: int) -> int:
    return len(
        {
            (s.shape, s.words if s.shape == SHAPES[-1] else "")
            for _, its in groups
            for r in its
            for s in r.cells[column]
            if s.standing == "current"
        }
    )


def _order(s: Speaker) -> tuple[object, ...]:
    return (-s.said, -s.reports, s.name.casefold(), s.key)


def _rank(heading: str, citer: Citer, said: int) -> tuple[int, int, str]:
    """Sides of the incident first, then other parties, whoever says most first; third parties, others, outlets last."""
    sides = [f"speaks for {flat(citer.show.known(s))}" for s in citer.seen.incident.sides]
    if heading in sides:
        return 0, -said, heading
    last = (THIRD, OTHERS, OUTLETS)
    return (2 + last.index(heading), 0, heading) if heading in last else (1, -said, heading)


def _row(c: Claim, citer: Citer) -> tuple[str, _Row]:
    """The row a claim belongs to. Keys hold names as they were read and are never shown."""
    incident = citer.seen.incident
    if c.speaker is None or of_outlet(c):
        document = citer.seen.documents[_printer(c, citer)]
        agency = document.agencies[0] if len(document.agencies) == 1 else None
        return f"outlet:{plain(agency or document.outlet) or document.name}", _Row(OUTLETS, True)
    spoken = plain(c.speaker.actor)
    key = f"actor:{spoken}" if spoken else f"words:{plain(c.speaker.text)}@{citer.text_of(c.document)}"
    party = None if c.speaker.kind in {"medical", "monitor", "organisation", "witnesses", "people", "civilians", "media"} else party_of(c)
    side = next((s for s in incident.sides if party and (belongs(party, s) or plain(party) == plain(s))), party)
    if side:
        if not spoken:  # a nameless office of one side is one, in whichever text: "a spokesman for the Red Council"
            word = plain(c.speaker.text)
            key = f"actor:{plain(side)}" if word in PRONOUNS else f"party:{plain(side)}:{word}"
        return key, _Row(f"speaks for {flat(citer.show.known(side))}", False)
    relation = citer.seen.within.evidence.relations.get(c.claim_id, c.relation)
    third = relation == "third_party" or c.speaker.kind in {"medical", "monitor", "organisation", "police", "officials"}
    return key, _Row(THIRD if third else OTHERS, False)


def _printer(c: Claim, citer: Citer) -> str:
    """The document whose outlet says it: of words that a copy took over, the original; what it changed is its own."""
    origin = citer.text_of(c.document)
    if origin == c.document or origin not in citer.seen.documents:
        return c.document
    taken = " ".join(c.quote.split()) in " ".join(citer.seen.documents[origin].text.split())
    return origin if taken else c.document


def _name(row: _Row, citer: Citer) -> str:
    first = row.claims[0]
    if row.own:
        document = citer.seen.documents[_printer(first, citer)]
        return flat(document.agencies[0]) if len(document.agencies) == 1 else citer.outlet(document.name)
    assert first.speaker is not None
    actor, text = citer.masker.speaker(first.document, first.speaker)
    if actor:
        return flat(actor)
    party = party_of(first)
    if party and plain(first.speaker.text) in PRONOUNS:
        return flat(citer.show.known(party))
    texts = {citer.text_of(c.document) for c in row.claims}
    return f"“{flat(text)}”" + (f", in {citer.outlet(min(texts))}" if len(texts) == 1 else "")


def _relation(row: _Row, citer: Citer) -> str:
    if row.own:
        return ""
    told = citer.seen.within.evidence.relations
    found = {RELATIONS.get(told.get(c.claim_id, c.relation), "") for c in row.claims if c.kind == "casualty"} - {""}
    return ", ".join(sorted(found))


def _questions(given: Iterable[Answer], shown: Sequence[Estimate]) -> list[str]:
    """Keys of the questions that anybody answers: figures in the order of the card, then what happened, by whom, where, when."""
    asked = {a.question for a in given}
    order = [question_of(e) for e in shown if e.harm == "killed"] + [question_of(e) for e in shown if e.harm != "killed"]
    rest = sorted(q for q in asked if q not in order and q not in (WHOM, HAPPENED, WHO, WHERE, WHEN))
    return [q for q in (*order, *rest, WHOM, HAPPENED, WHO, WHERE, WHEN) if q in asked]


def question_of(e: Estimate) -> str:
    """The key of an estimate's column."""
    return f"{e.harm}|{'*' if e.over == 'all_sides' else e.side or '?'}"


def _worded(keys: Iterable[str], citer: Citer) -> dict[str, tuple[str, str]]:
    from rashomon.exports.words import figure_words

    of = {question_of(e): e for e in citer.seen.incident.estimates}
    plainly = {WHOM: "who the dead were", HAPPENED: "did it happen", WHO: "who did it", WHERE: "where", WHEN: "when"}
    out = {}
    for k in keys:
        e = of.get(k)
        if e is not None:
            out[k] = (flat(f"{e.harm}, {citer.show.known(who_words(e))}"), flat(citer.show.words(figure_words(e))))
        else:
            harm, _, side = k.partition("|")
            out[k] = (plainly.get(k) or flat(f"{harm}, {citer.show.known(side)}" if side not in {"*", "?"} else harm), "")
    return out


def _shapes(given: Sequence[Answer]) -> dict[str, str]:
    """A shape for each different answer: the first for what goes with the figure, then by how many speakers' claims give it."""
    counted: dict[str, int] = {}
    for a in given:
        if a.tone not in {"figure", "denies", "doubts"} and a.standing not in {"part", "background"}:
            counted[a.value] = counted.get(a.value, 0) + 1
    rest = sorted(counted, key=lambda v: (-counted[v], v))
    return {v: SHAPES[min(n + 1, len(SHAPES) - 1)] for n, v in enumerate(rest)}


def _cell(given: Sequence[Answer], shapes: dict[str, str], citer: Citer) -> tuple[Saying, ...]:
    """What one speaker answers: what stands first, then what was replaced or struck, then parts."""
    folded: dict[tuple[str, str, str, str], list[Answer]] = {}
    for a in given:
        folded.setdefault((a.words.casefold(), a.tone, a.standing, a.note), []).append(a)
    out = []
    for (_, tone, standing, note), its in folded.items():
        claims = tuple(dict.fromkeys(a.claim for a in its))
        shape = {"figure": SHAPES[0], "denies": "denial", "doubts": "doubt"}.get(tone) or shapes.get(its[0].value, "part")
        spans = {a.claim: a.span for a in its if a.span is not None}
        out.append(Saying(its[0].words, shape, tone, standing, note, citer.cite(claims, spans), claims))
    rank = {"current": 0, "replaced": 1, "struck": 2, "part": 3, "background": 4}
    return tuple(sorted(out, key=lambda s: (rank[s.standing], s.tone != "denies", s.tone != "figure", -s.reports, s.words)))
