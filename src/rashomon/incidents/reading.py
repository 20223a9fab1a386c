"""What the words around one claim say of when, where and what: the input of grouping (:mod:`rashomon.incidents.settle`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rashomon.incidents.words import Word, later_verbs, reporting_verbs, words
from rashomon.model import Claim, DateMention, Document, Mentions, PlaceMention, Sentence, Span, Token, WeaponMention

_BREAKS = frozenset({"ccomp", "parataxis", "relcl", "csubj"})  # arcs between a clause and the one that reports or holds it
_PASSIVE_PLACES = frozenset({"distance", "from", "origin", "to"})
_TOTALS = frozenset({"since", "period"})
_DATELINE_CHARS = 60
_OWNED = frozenset({"position", "positions", "forces", "troops", "army", "soldiers", "claims", "assertions", "government", "side", "posts", "accusations"})
_NOT_THE_EVENT = frozenset({"since", "until", "before", "though", "although", "unless", "if"})  # clauses that tell another time than the verb above them


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim with the date, places, event words and cues that belong to it. ``near`` is ``clause`` or ``sentence``."""

    claim: Claim
    sentence: Sentence
    date: DateMention | None = None
    date_near: str = ""
    said: DateMention | None = None
    period: DateMention | None = None
    places: tuple[PlaceMention, ...] = ()
    place_near: str = ""
    events: tuple[Word, ...] = ()
    event_near: str = ""
    weapons: tuple[WeaponMention, ...] = ()
    effects: frozenset[str] = frozenset()
    background: str = ""
    link: Word | None = None  # the claim is told behind this linking word, which ties it to an event told before it
    links: tuple[Word, ...] = ()  # linking words inside or right behind the claim
    answers: int | None = None  # days from this event to the one behind its linking word ("a provocation the day before": -1)
    breakdown: bool = False  # one of three or more figures of one sentence
    over: tuple[Word, ...] = ()  # words of a total over several events in the sentence ("in 24 hours")


class Words:
    """Everything found in a document, by sentence."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], mentions: Mentions) -> None:
        self.document = document
        self.sentences = sentences
        self.dates: dict[int, list[DateMention]] = defaultdict(list)
        self.places: dict[int, list[PlaceMention]] = defaultdict(list)
        self.weapons: dict[int, list[WeaponMention]] = defaultdict(list)
        for d in mentions.dates:
            self.dates[d.sentence].append(d)
        for p in mentions.places:
            self.places[p.sentence].append(p)
        for w in mentions.weapons:
            self.weapons[w.sentence].append(w)
        self._found: dict[tuple[int, str], list[Word]] = {}

    def of(self, sentence: Sentence, file: str) -> list[Word]:
        """Lexicon words of a sentence, found once."""
        key = (sentence.index, file)
        if key not in self._found:
            self._found[key] = words(sentence, file)
        return self._found[key]

    def sentence_of(self, claim: Claim) -> Sentence | None:
        """The sentence in which the claim starts."""
        if 0 <= claim.sentence < len(self.sentences):
            s = self.sentences[claim.sentence]
            if s.start <= claim.start < s.end:
                return s
        return next((s for s in self.sentences if s.start <= claim.start < s.end), None)

    def counts_from(self, date: DateMention) -> bool:
        """ "since May", however the date itself was read."""
        text = self.document.text
        return text[date.start : date.end].lower().startswith("since ") or text[max(0, date.start - 6) : date.start].lower() == "since "

    def is_dateline(self, date: DateMention) -> bool:
        """A full date that opens the document is the page's own, not an event's."""
        if date.start > _DATELINE_CHARS or date.expr.kind != "absolute" or date.expr.day is None:
            return False
        before = self.document.text[: date.start].rstrip().lower()
        return not before.endswith((" on", " of", " in", " since", " from")) and before != "on"


def _head(sentence: Sentence, start: int, end: int) -> int | None:
    """The token of a stretch that hangs on nothing inside it."""
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    own = {t.i for t in inside}
    for t in inside:
        if t.head not in own or t.head == t.i:
            return t.i
    return None


def _hangs_on(sentence: Sentence, date: DateMention) -> int | None:
    if date.hangs_on is not None:
        return sentence.token_at(date.hangs_on.start)
    top = _head(sentence, date.start, date.end)
    if top is None:
        return None
    for i in sentence.ancestors(top):
        t = sentence.tokens[i]
        if t.pos in {"VERB", "AUX", "NOUN", "PROPN"} and t.dep != "compound":
            return i
    return None


def _clause(sentence: Sentence, head: int, through: frozenset[int] = frozenset()) -> set[int]:
    """Tokens of the clause of ``head``: up to the verb that governs it, without clauses that report it or hang below on their own.

    A relative clause on one of the words ``through`` ("the air strikes, which killed six") is one with the clause above it.
    """
    top = head
    path = [head]
    while sentence.tokens[top].head != top and (sentence.tokens[top].dep not in _BREAKS or (sentence.tokens[top].dep == "relcl" and sentence.tokens[top].head in through)):
        top = sentence.tokens[top].head
        path.append(top)
    out, todo = set(), path
    while todo:
        i = todo.pop()
        out.add(i)
        todo += [c for c in sentence.children(i) if sentence.tokens[c].dep not in _BREAKS and not _aside(sentence, c)]
    return out


def _event_tokens(sentence: Sentence, known: Words) -> frozenset[int]:
    found = {sentence.token_at(w.end - 1) for w in known.of(sentence, "events")}
    return frozenset(i for i in found if i is not None)


def _aside(sentence: Sentence, i: int) -> bool:
    """A clause under the verb that tells another time: "since talks began", "before leaving"."""
    if sentence.tokens[i].dep not in {"advcl", "prep", "pcomp"}:
        return False
    words = {sentence.tokens[i].lower} | {sentence.tokens[c].lower for c in sentence.children(i) if sentence.tokens[c].dep in {"mark", "prep"}}
    return bool(words & _NOT_THE_EVENT) and not (sentence.tokens[i].dep == "prep" and sentence.tokens[i].lower not in _NOT_THE_EVENT)


def _link_region(sentence: Sentence, link: Word) -> tuple[int, int]:
    """The stretch that names the event behind a linking word."""
    token = sentence.token_at(link.end - 1)
    if token is None:
        return link.end, sentence.end
    below = [sentence.tokens[i].end for i in sentence.subtree(token)]
    stop = next((t.start for t in sentence.tokens[token + 1 :] if t.text in {",", ";", "\u2014", "--"}), sentence.end)
    return link.end, max([*below, stop])


def read_sentence(sentence: Sentence, known: Words, harm: Span | None = None) -> Reading | None:
    """The reading of a sentence that tells of violence and holds no claim: it says when and where for those that follow."""
    events = [w for w in known.of(sentence, "events") if w.entry.get("family") != "war"]
    if not (events or harm) or not (known.dates[sentence.index] or known.places[sentence.index]):
        return None
    if harm is None:
        event = max(events, key=lambda w: (int(w.entry.get("weight", 1)), -w.start))
        harm = Span(event.start, event.end)
    document = known.document
    quote = harm.of(document.text)
    claim = Claim("", document.name, document.document_id, harm.start, harm.end, quote, "event", sentence=sentence.index, paragraph=sentence.paragraph, label=sentence.label)
    return read_claim(claim, known)


def read_claim(claim: Claim, known: Words) -> Reading | None:
    """The reading of one claim, None where no read sentence holds it."""
    sentence = known.sentence_of(claim)
    if sentence is None:
        return None
    regions = [(w, *_link_region(sentence, w)) for w in known.of(sentence, "links") if w.entry.get("type") in {"retaliation_for", "follows"}]
    behind = next((w for w, a, b in regions if a - 4 <= claim.start and claim.start < b and w.start < claim.start), None)

    def mine(start: int) -> bool:
        """Whether words at ``start`` stand on the claim's side of a linking word."""
        inside = any(a <= start < b for w, a, b in regions if behind is None or w is behind)
        return inside if behind is not None else not inside

    date, near, said, period = _dates(claim, sentence, known, mine)
    places, place_near = _places(claim, sentence, known, mine)
    events, event_near = _events(claim, sentence, known, mine)
    weapons = tuple(w for w in known.weapons[sentence.index] if mine(w.start))
    before_claim = [w for w in known.of(sentence, "threads") if w.start < claim.end]
    effects = frozenset(w.entry.get("effect") for w in before_claim) - {"report", "aggregate"}
    answered = [d.expr.shift for d in known.dates[sentence.index] if d.expr.kind == "reference" and any(a <= d.start < b for _, a, b in regions)]
    links = () if behind else tuple(w for w, a, _ in regions if claim.start <= w.start < claim.end + 40)
    answers = answered[0] if answered and links else None
    if any(t.lower == "since" and _compares(sentence, t.i) for t in sentence.tokens):
        effects |= {"compares"}
    if claim.kind == "casualty" and _since_clause(sentence, _head(sentence, claim.start, claim.end)):
        effects |= {"since"}
    over = tuple(w for w in known.of(sentence, "threads") if w.entry.get("effect") == "aggregate")
    cue = _background(claim, sentence, known)
    return Reading(
        claim=claim,
        sentence=sentence,
        date=date,
        date_near=near,
        said=said,
        period=period,
        places=places,
        place_near=place_near,
        events=events,
        event_near=event_near,
        weapons=weapons,
        effects=effects,
        background=cue,
        link=behind,
        links=links,
        answers=answers,
        over=over,
    )


def _dates(claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool]) -> tuple[DateMention | None, str, DateMention | None, DateMention | None]:
    head = _head(sentence, claim.start, claim.end)
    clause = _clause(sentence, head, _event_tokens(sentence, known)) if head is not None else set()
    since = _since_clause(sentence, head)
    told_of = next((sentence.tokens[i].head for i in clause if sentence.tokens[i].dep == "relcl"), -1)  # "October 3, when …"
    best: tuple[int, int, DateMention] | None = None
    said = period = None
    for date in known.dates[sentence.index]:
        in_span = claim.start <= date.start < claim.end
        if known.is_dateline(date) or (date.expr.direction == "future" and not (in_span and claim.kind == "casualty")):
            continue
        if date.expr.direction == "future":  # the dead are not counted ahead: the word hung on a plan told in the same sentence
            date = replace(date, expr=replace(date.expr, direction="past"))
        if date.expr.kind in _TOTALS or known.counts_from(date):
            token = _hangs_on(sentence, date)
            first = sentence.token_at(date.start)
            if date.expr.kind != "period" and first is not None and _compares(sentence, first):
                continue
            if in_span or head is None or (token is not None and (token in clause or not clause.isdisjoint(_up(sentence, token)))):
                period = period or date
            continue
        if since and since[0] <= date.start < since[1] and not in_span:
            period = period or date  # "killed since the truce collapsed on May 3"
            continue
        if not mine(date.start):
            continue
        token = _hangs_on(sentence, date)
        word = sentence.tokens[token] if token is not None else None
        if _names_a_thing(sentence, date, word, known):
            continue
        if word is not None and (word.lower in reporting_verbs() or word.lower in later_verbs()) and not (claim.start <= word.start < claim.end and claim.kind == "casualty" and word.lower not in later_verbs()):
            said = said or date
            continue
        rank = 0 if in_span or (token is not None and (token in clause or token == told_of or told_of in {sentence.token_at(date.start), sentence.token_at(date.end - 1)})) else 1
        if in_span and token is not None and token not in clause and rank == 0 and _in_other_clause(sentence, token, clause):
            continue
        if rank and token is not None and not _tells_event(sentence, token, known):
            continue
        gap = min(abs(date.start - claim.end), abs(claim.start - date.end)) if not in_span else 0
        exact = date.expr.kind in {"absolute", "month_day"} and date.expr.day is not None
        if best is None or (rank, gap - 20 * exact) < best[:2]:  # "Saturday, Oct. 3": the fuller date within a few words
            best = (rank, gap - 20 * exact, date)
    if best is None:
        return None, "", said, period
    return best[2], ("clause", "sentence")[best[0]], said, period


def _up(sentence: Sentence, token: int) -> list[int]:
    """Heads above a token, up to the clause that reports it."""
    out = []
    while sentence.tokens[token].head != token and sentence.tokens[token].dep not in {"ccomp", "relcl", "parataxis"}:
        token = sentence.tokens[token].head
        out.append(token)
    return out


def _since_clause(sentence: Sentence, head: int | None) -> tuple[int, int] | None:
    """The stretch of "since … began" that hangs on the claim's own verb: what it counts is a total up to now."""
    if head is None:
        return None
    for i in sentence.children(head):
        marks = [c for c in sentence.children(i) if sentence.tokens[c].lower == "since"]
        if sentence.tokens[i].dep == "advcl" and marks and not _compares(sentence, marks[0]):
            below = sentence.subtree(i)
            return sentence.tokens[below[0]].start, sentence.tokens[below[-1]].end
    return None


def _compares(sentence: Sentence, since: int) -> bool:
    """ "The worst attack since …" compares; it does not count from there."""
    return any(t.tag in {"JJS", "RBS"} or t.lower in {"first", "second", "third"} for t in sentence.tokens[max(0, since - 7) : since])


def _names_a_thing(sentence: Sentence, date: DateMention, word: Token | None, known: Words) -> bool:
    """A bare year before a noun names that thing ("the 2020 peace deal") and dates nothing, unless the noun is an event."""
    if date.expr.kind != "absolute" or date.expr.month is not None or word is None or word.pos not in {"NOUN", "PROPN"}:
        return False
    at = sentence.token_at(date.start)
    return at is not None and sentence.tokens[at].head == word.i and sentence.tokens[at].dep in {"nummod", "compound", "amod", "nmod"} and word.i not in _event_tokens(sentence, known)


def _in_other_clause(sentence: Sentence, token: int, clause: set[int]) -> bool:
    """Whether the way from a token up to the clause leads through a relative clause: "the post, where two were shot on Monday, was destroyed"."""
    i = token
    while i not in clause and sentence.tokens[i].head != i:
        if sentence.tokens[i].dep in {"relcl", "acl"}:
            return True
        i = sentence.tokens[i].head
    return False


def _tells_event(sentence: Sentence, token: int, known: Words) -> bool:
    """Whether the clause of a token has a word for violence, so that its date may be the event's."""
    clause = _clause(sentence, token)
    found = [w for w in known.of(sentence, "events") if w.entry.get("family") != "war"]
    return any(sentence.token_at(w.end - 1) in clause for w in found)


def _at_talks(sentence: Sentence, place: PlaceMention, known: Words) -> bool:
    """A place under a verb of meeting, speaking or planning is not where the violence was."""
    token = sentence.token_at(place.start)
    if token is None:
        return False
    talks = [w for w in known.of(sentence, "threads") if w.entry.get("effect") == "peace"]
    held = {sentence.token_at(w.start) for w in talks}
    events = {sentence.token_at(w.end - 1) for w in known.of(sentence, "events")}
    for i in sentence.ancestors(token):
        if i in held:
            return True
        if i in events or sentence.tokens[i].dep in {"ccomp", "ROOT"}:
            return False
    return False


def _is_capital_word(sentence: Sentence, place: PlaceMention) -> bool:
    """A town as the owner of forces ("Baku's positions") stands for its government and is no place."""
    at = sentence.token_at(place.end - 1)
    if at is None or at + 2 >= len(sentence.tokens) or sentence.tokens[at + 1].tag != "POS":
        return False
    head = sentence.tokens[sentence.tokens[at].head]
    return head.pos == "NOUN" and head.lower in _OWNED


def _places(claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool]) -> tuple[tuple[PlaceMention, ...], str]:
    speaker = claim.speaker
    kept = []
    for place in known.places[sentence.index]:
        if place.relation in _PASSIVE_PLACES or not mine(place.start):
            continue
        if _is_capital_word(sentence, place):
            continue
        if speaker and speaker.start < place.end and place.start < speaker.end:
            continue
        if not claim.start <= place.start < claim.end and _at_talks(sentence, place, known):
            continue
        precision = place.place.precision if place.place else None
        if place.relation == "of" and (precision is None or precision >= 6):
            continue
        kept.append(place)
    head = _head(sentence, claim.start, claim.end)
    clause = _clause(sentence, head, _event_tokens(sentence, known)) if head is not None else set()
    inside = [p for p in kept if claim.start <= p.start < claim.end or sentence.token_at(p.start) in clause]
    chosen, near = (inside, "clause") if inside else (kept, "sentence" if kept else "")
    return tuple(sorted(chosen, key=lambda p: ((p.place.precision or 2) if p.place else 2, p.start))), near


def _events(claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool]) -> tuple[tuple[Word, ...], str]:
    found = [w for w in known.of(sentence, "events") if mine(w.start)]
    peace = [w for w in found if w.entry.get("family") != "war"]
    inside = [w for w in peace if claim.start <= w.start < claim.end]
    if inside:
        return tuple(inside), "clause"
    wars = [w for w in found if w not in peace and claim.start <= w.start < claim.end]
    if wars and claim.kind == "casualty":
        return tuple(wars), "war"
    if peace:
        return tuple(sorted(peace, key=lambda w: (min(abs(w.start - claim.end), abs(claim.start - w.end)), w.start))), "sentence"
    return tuple(w for w in found if _governs(sentence, w, claim)), "war" if any(_governs(sentence, w, claim) for w in found) else ""


def _governs(sentence: Sentence, word: Word, claim: Claim) -> bool:
    """A war that is what the claim is about: in its words, or the subject of the verb above it."""
    if claim.start <= word.start < claim.end:
        return True
    head, token = _head(sentence, claim.start, claim.end), sentence.token_at(word.end - 1)
    if head is None or token is None:
        return False
    return sentence.tokens[token].head in set(sentence.ancestors(head)) and sentence.tokens[token].dep in {"nsubj", "nsubjpass"}


def _background(claim: Claim, sentence: Sentence, known: Words) -> str:
    for cue in known.of(sentence, "background"):
        reach = cue.entry.get("reach")
        if (
            reach == "sentence"
            or (reach == "after" and cue.start <= claim.start)
            or (reach == "before" and claim.start < cue.start)
            or (reach == "near" and (claim.start <= cue.start < claim.end or abs(cue.start - claim.end) < 40 or 0 <= claim.start - cue.end < 60))
        ):
            return cue.entry.rule
    return ""
