"""Which of the dates of a sentence is the day of what a claim tells, and which says when it was said or since when is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rashomon.incidents.clauses import (
    above,
    came_after,
    clause_around,
    compares,
    hangs_on,
    in_other_clause,
    link_region,
    names_a_thing,
    nth_within,
    since_clause,
    tells_event,
)
from rashomon.incidents.known import Words
from rashomon.incidents.words import later_verbs, reporting_verbs, talking_verbs
from rashomon.model import Claim, DateMention, Sentence, Token

_TOTALS = frozenset({"since", "period"})
_TOLD = frozenset({"report", "reports", "statement", "claim", "claims", "call"})  # nouns that are a saying; a post and an order are none
_GOES_ON = frozenset({"which", "when", "where", "that"})
_KNOWN = frozenset({"the", "this", "that"})
_DAYS = frozenset({"weekday", "offset", "month_day", "absolute"})
_ARMED = frozenset({"military", "group", "militants"})


def dates_of(
    claim: Claim, sentence: Sentence, known: Words, mine: Callable[[int], bool], head: int | None, since_told: bool
) -> tuple[DateMention | None, str, DateMention | None, DateMention | None]:
    """The date of what a claim tells, whether it stands in its ``clause`` or ``sentence``, the date it was said on, and the date of a total.

    ``mine`` says whether words at a place are on the claim's side of a linking word, ``since_told`` whether the sentence has the word.
    """
    if not known.dates[sentence.index]:
        return None, "", None, None
    clause = clause_around(sentence, head, known, through_events=True) if head is not None else set()
    since = since_clause(sentence, head) if since_told else None
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
            token = hangs_on(sentence, date)
            first = sentence.token_at(date.start)
            if first is not None and (nth_within if date.expr.kind == "period" else compares)(sentence, first):
                continue
            if in_span or head is None or (token is not None and (token in clause or not clause.isdisjoint(above(sentence, token)))):
                period = period or date
            continue
        if since and since[0] <= date.start < since[1] and not in_span:
            period = period or date  # "killed since the truce collapsed on May 3"
            continue
        if not mine(date.start):
            continue
        at = sentence.token_at(date.start)
        if date.expr.kind in {"offset_years", "offset_months", "offset_weeks"} and at is not None and compares(sentence, at):
            continue  # "the deadliest exchange on the border this year"
        token = hangs_on(sentence, date)
        other = next(
            (d for d in known.dates[sentence.index] if token is not None and d.start <= sentence.tokens[token].start < d.end), None
        )
        if other is not None and other is not date:
            token = hangs_on(sentence, other)  # "on Monday and Tuesday"
        word = sentence.tokens[token] if token is not None else None
        if names_a_thing(sentence, date, word, known):
            continue
        if known.is_of_dying(sentence, word):
            said = said or date  # "hurt on Monday, she died of her wounds on Thursday"
            continue
        if (_right_after_saying(sentence, date) and not in_span) or _of_the_claiming(sentence, date, word, known):
            said = said or date
            continue
        if not in_span and head is not None and token is not None and came_after(sentence, head, token):
            said = said or date
            continue
        if word is not None and word.pos == "VERB" and not in_span and word.lower in talking_verbs():
            said = said or date
            continue
        if (
            word is not None
            and ((word.lower in reporting_verbs() and (word.pos != "NOUN" or word.lower in _TOLD)) or word.lower in later_verbs())
            and not (claim.start <= word.start < claim.end and claim.kind == "casualty" and word.lower not in later_verbs())
        ):
            said = said or date
            continue
        rank = (
            0
            if in_span
            or (
                token is not None
                and (token in clause or token == told_of or told_of in {sentence.token_at(date.start), sentence.token_at(date.end - 1)})
            )
            else 1
        )
        if in_span and token is not None and token not in clause and rank == 0 and in_other_clause(sentence, token, clause):
            continue
        if rank and token is not None and not tells_event(sentence, token, known):
            continue
        gap = min(abs(date.start - claim.end), abs(claim.start - date.end)) if not in_span else 0
        exact = date.expr.kind in {"absolute", "month_day"} and date.expr.day is not None
        if best is None or (rank, gap - 20 * exact) < best[:2]:  # "Saturday, Oct. 3": the fuller date within a few words
            best = (rank, gap - 20 * exact, date)
    if best is None:
        return None, "", said, period
    return best[2], ("clause", "sentence")[best[0]], said, period


def date_of_deed(sentence: Sentence, date: DateMention, known: Words) -> bool:
    """Whether a date hangs on a verb for something that armed people did, not said or planned: "on Thursday insurgents came ashore"."""
    expr = date.expr
    if known.is_dateline(date) or expr.direction == "future" or known.counts_from(date) or _right_after_saying(sentence, date):
        return False
    if expr.kind not in {"weekday", "month_day", "absolute", "offset"} or (expr.kind in {"month_day", "absolute"} and expr.day is None):
        return False
    if any(a <= date.start < b for a, b in (link_region(sentence, w) for w in known.of(sentence, "links"))):
        return False
    at = hangs_on(sentence, date)
    if at is None:
        return False
    verb = at
    for i in [at, *sentence.ancestors(at)]:
        if sentence.tokens[i].pos in {"VERB", "AUX"}:
            verb = i
            break
    word = sentence.tokens[verb]
    if word.pos not in {"VERB", "AUX"} or word.tag not in {"VBD", "VBN", "VBG"} or word.lower in reporting_verbs() | later_verbs():
        return False
    talks = {sentence.token_at(w.start) for w in known.of(sentence, "threads") if w.entry.get("effect") in {"peace", "later"}}
    if verb in talks or at in talks or known.is_of_dying(sentence, word) or known.is_of_dying(sentence, sentence.tokens[at]):
        return False
    subjects = [i for i in sentence.children(verb) if sentence.tokens[i].dep == "nsubj"]
    armed = [a for a in known.actors[sentence.index] if a.kind in _ARMED]
    return any(a.start <= sentence.tokens[i].start < a.end for a in armed for i in subjects)


def _of_the_claiming(sentence: Sentence, date: DateMention, word: Token | None, known: Words) -> bool:
    """ "The group claimed responsibility for the attack on Tuesday": it was claimed on Tuesday, where the attack was told before and has a day. The tree cannot
    know; "the attack on Tuesday that killed nine" is of Tuesday."""
    if word is None or word.pos != "NOUN" or not any(sentence.tokens[i].lower in _KNOWN for i in sentence.children(word.i)):
        return False
    behind = sentence.token_at(date.end - 1)
    after = sentence.tokens[behind + 1] if behind is not None and behind + 1 < len(sentence.tokens) else None
    if after is not None and after.pos not in {"PUNCT", "CCONJ", "SCONJ", "ADP"} and after.tag != "VBG":
        return False
    if after is not None and any(t.lower in _GOES_ON for t in sentence.tokens[after.i : after.i + 3]):
        return False  # "confirmed the attack on Tuesday, in which four died"
    verb = next((sentence.tokens[i] for i in sentence.ancestors(word.i) if sentence.tokens[i].pos in {"VERB", "AUX"}), None)
    if verb is None or verb.lower not in reporting_verbs() or any(sentence.tokens[i].dep == "relcl" for i in sentence.children(word.i)):
        return False
    return any(d.expr.kind in _DAYS and not known.is_dateline(d) for n in range(sentence.index) for d in known.dates.get(n, ()))


def _right_after_saying(sentence: Sentence, date: DateMention) -> bool:
    """ "said on Wednesday its aircraft had not …": the day stands right behind a verb of saying, whatever the parse hangs it on."""
    first = sentence.token_at(date.start)
    if first is None:
        return False
    before = [t.lower if t.pos in {"VERB", "AUX", "ADP"} or t.lower in _TOLD else "" for t in sentence.tokens[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in reporting_verbs() or (before[-1] == "on" and before[0] in reporting_verbs()))
