"""Which of the places of a sentence are where what a claim tells was: no owner of forces, no seat of talks, nothing that people came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashomon.incidents.clauses import clause_around, deed_of
from rashomon.incidents.known import Words
from rashomon.incidents.words import hospitals, lying_verbs, treated_verbs
from rashomon.model import Claim, PlaceMention, Sentence

_PASSIVE_PLACES = frozenset({"distance", "from", "origin", "to"})
_OWNED = frozenset(
    {"position", "positions", "forces", "troops", "army", "soldiers", "claims", "assertions", "government", "side", "posts", "accusations"}
)


def places_of(
    claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool], head: int | None
) -> tuple[tuple[PlaceMention, ...], str]:
    """Where what a claim tells was, the most exact first, and whether that stands in its ``clause`` or ``sentence``."""
    speaker = claim.speaker
    kept = []
    for place in known.places[sentence.index]:
        if place.relation in _PASSIVE_PLACES or not mine(place.start):
            continue
        if _is_capital_word(sentence, place) or known.opens_line(place):
            continue
        if speaker and speaker.start < place.end and place.start < speaker.end:
            continue
        if not claim.start <= place.start < claim.end and _at_talks(sentence, place, known):
            continue
        if _of_treatment(sentence, place, alone=True):
            continue
        precision = place.place.precision if place.place else None
        if place.relation == "of" and (precision is None or precision >= 6):
            continue
        kept.append(place)
    kept = [p for p in kept if not _of_treatment(sentence, p, alone=False)] or kept
    counted = {p: at for p in kept if (at := _number_before(sentence, p)) is not None}
    mine_by_number = [p for p, at in counted.items() if claim.start <= at < claim.end]
    kept = mine_by_number or [p for p in kept if p not in counted] or kept
    if not kept:
        return (), ""
    clause = clause_around(sentence, head, known, through_events=True) if head is not None else set()
    inside = [p for p in kept if claim.start <= p.start < claim.end or sentence.token_at(p.start) in clause]
    for own_subject in (True, False):
        if len(inside) > 1 and head is not None:
            own = deed_of(sentence, head, known, own_subject=own_subject)
            inside = [p for p in inside if sentence.token_at(p.start) in own] or inside
    chosen, near = (inside, "clause") if inside else (kept, "sentence" if kept else "")
    return tuple(sorted(chosen, key=lambda p: ((p.place.precision or 2) if p.place else 2, p.start))), near


#: How a sentence opens that sets a scene: "In Arn,", "Meanwhile in the eastern town of Arn".
_SCENE = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "CCONJ"})
_WHERE = frozenset({"in", "at", "near", "outside", "around"})
_FRONT = 9


def opening_place(sentence: Sentence, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The first place, where the sentence opens with it: "In Arn, a man was killed" tells of Arn, whatever was told before."""
    place = min(places, key=lambda p: p.start, default=None)
    at = sentence.token_at(place.start) if place is not None else None
    if place is None or at is None or not 0 < at <= _FRONT or place.relation in _PASSIVE_PLACES:
        return None
    before = sentence.tokens[:at]
    opens = next((t for t in before if t.pos not in {"ADV", "PUNCT", "CCONJ"}), None)
    return place if opens is not None and opens.lower in _WHERE and all(t.pos in _SCENE for t in before) else None


def _of_treatment(sentence: Sentence, place: PlaceMention, *, alone: bool) -> bool:
    """Where somebody lay who was hurt elsewhere: "died in hospital in Arn". Beside another place a clinic is enough ("died at a clinic in Arn"); ``alone``
    only what has no article, for shells do hit hospitals."""
    at = sentence.token_at(place.start)
    if at is None or at < 3 or sentence.tokens[at - 1].pos != "ADP" or sentence.tokens[at - 2].lower not in hospitals():
        return False
    hospital = sentence.tokens[at - 2]
    bare = sentence.tokens[at - 3].pos == "ADP"
    verb = next((sentence.tokens[i] for i in sentence.ancestors(hospital.i) if sentence.tokens[i].pos in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    lies = verb.pos == "AUX" or verb.lemma in lying_verbs()  # "she is at a hospital in Arn"
    return lies or (verb.lemma in treated_verbs() and (bare or not alone))


def _number_before(sentence: Sentence, place: PlaceMention) -> int | None:
    """Where the number stands that counts those of a place in a list: "12 people in Arn and five in Bel"."""
    at = sentence.token_at(place.start)
    if at is None or at < 2 or sentence.tokens[at - 1].pos != "ADP" or sentence.tokens[at - 2].pos != "NUM":
        return None
    return sentence.tokens[at - 2].start


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
