"""Statement claims: denials, blame, responsibility, confirmation, failed checks - and plain words on the violence itself."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.claims import clauses, unverified, words
from rashomon.claims.attribution import chain, covers
from rashomon.claims.frame import Attribution
from rashomon.claims.sides_context import Context
from rashomon.claims.speakers import Memory
from rashomon.claims.stances import judge
from rashomon.claims.view import Stance, View, violent
from rashomon.model import ActorMention, CasualtyMention, Claim, Cue, Document, Sentence, Span, Speaker, content_id

#: Stances for which a clause of what is said gets a row of its own.
_WEIGHTY = frozenset({"denies", "blames", "claims_responsibility", "admits"})
#: Sentences back to whose word a bare "denied the report" may be about, where the one who said it is no side.
_NEAR = 3


def find_statements(document: Document, sentences: Sequence[Sentence], attributions: Sequence[Attribution], memory: Memory,
                    actors: Sequence[ActorMention], context: Context | None = None, casualties: Sequence[CasualtyMention] = ()) -> list[Claim]:  # fmt: skip
    """Statement claims of a document, in the order of the text."""
    by_sentence: dict[int, list[Attribution]] = {}
    for a in attributions:
        by_sentence.setdefault(a.sentence, []).append(a)
    named: dict[int, list[ActorMention]] = {}
    for m in actors:
        named.setdefault(m.sentence, []).append(m)
    harmed: dict[int, list[Span]] = {}
    for c in casualties:
        if c.figure.vague or (c.figure.low is None and c.figure.high is None):
            continue  # "confirmed the deaths"
        harmed.setdefault(c.sentence, []).append(Span(c.start, c.end))
    out: list[Claim] = []
    for s in sentences:
        mine = by_sentence.get(s.index, [])
        checks = unverified.find(s, mine)
        for u in checks:
            out.append(_unverified(document, s, u, memory, named.get(s.index, [])))
        for a in mine:
            if any(a.cue.overlaps(u.cue) for u in checks):
                continue
            out += _statement(document, s, a, mine, memory, named.get(s.index, []), out, context, harmed.get(s.index, ()))
    return _distinct(out)


def _statement(document: Document, s: Sentence, a: Attribution, others: Sequence[Attribution], memory: Memory, here: Sequence[ActorMention],
               before: Sequence[Claim], context: Context | None, harmed: Sequence[Span]) -> list[Claim]:  # fmt: skip
    """Rows of one attribution: one for each of its clauses where two of them do different things, else one for all that is said."""
    whole = _judged(document, s, a, others, memory, here, before, context, harmed)
    pieces = clauses.parts(s, a) if s.tokens and a.content else []
    if pieces:
        made = [_judged(document, s, p, others, memory, here, before, context, harmed) for p in pieces]
        rows = [c for m in made for c in m if c.stance in _WEIGHTY]
        if len({(c.stance, c.target) for c in rows}) > 1:
            return rows
    return whole


def _judged(document: Document, s: Sentence, a: Attribution, others: Sequence[Attribution], memory: Memory, here: Sequence[ActorMention],
            before: Sequence[Claim], context: Context | None, harmed: Sequence[Span]) -> list[Claim]:  # fmt: skip
    if not s.tokens or not a.content:
        return []
    speaker = memory.speaker(a)
    if a.shown:
        return []
    nested = [b for b in others if b is not a and b.source is not None and b.source != a.source and not b.shown and covers(a, b.cue)]
    begins = a.content[0].start  # "denied the allegations relayed by some": the words that are denied are not hidden
    hidden = tuple(
        c for b in nested for c in b.content if c.start != begins and any(x.start <= c.start and c.end <= x.end for x in a.content)
    )
    quote = max(a.content, key=lambda c: (c.end - c.start, -c.start))
    text = " ".join(s.words(c.start, c.end, document.text) for c in a.content)
    view = View(
        s,
        a,
        text if not hidden else _visible(document, s, a, hidden),
        speaker,
        here,
        hidden,
        context,
        memory.leaning(speaker),
        a.source is None or _somebody(s, a, here),
        tuple(h for h in harmed if covers(a, h)),
    )
    stance = judge(view)
    if stance.stance == "asserts" and (a.source is None or a.belief or not violent(view)):
        return []
    if stance.stance in {"urges", "characterizes", "threatens"} and not violent(view):
        return []
    via = tuple(_via(attributions=others, inner=a, memory=memory))
    if stance.mutual:
        pair = _pair(a, here, memory)
        if len(pair) == 2:
            return [
                _claim(document, s, quote, _as(speaker, one, a, document, here), a, Stance("blames", other, None, stance.rule, True), via)
                for one, other in ((pair[0], pair[1]), (pair[1], pair[0]))
            ]
    if stance.stance == "denies" and stance.target is None:
        many = stance.denies != "occurrence"
        stance = Stance("denies", _whose_word(speaker, before, many, s.index) or view.own, stance.denies, stance.rule)
    return [_claim(document, s, quote, speaker, a, stance, via)]


def _somebody(s: Sentence, a: Attribution, here: Sequence[ActorMention]) -> bool:
    """Whether the source can be somebody: an actor, a name, a pronoun, a role - not "several days" or "this aggression"."""
    assert a.source is not None
    if any(m.start < a.source.end and a.source.start < m.end for m in here):
        return True
    i = s.token_at(a.source_head) if a.source_head is not None else None
    if i is None:
        return True
    t = s.tokens[i]
    owned = any(s.tokens[c].pos == "PROPN" and s.tokens[c].dep in {"poss", "compound", "amod"} for c in s.children(i))
    if owned and t.lower not in words.mute() | words.deeds_and_arms():
        return True  # "Kestria's border corps"
    return (
        t.pos in {"PROPN", "PRON", "NUM"}
        or t.lower in words.roles()
        or t.lemma in words.noun_cues()
        or t.lemma.endswith(("er", "or", "ist", "man", "ant"))
    )


def _visible(document: Document, s: Sentence, a: Attribution, hidden: Sequence[Span]) -> str:
    parts = []
    for c in a.content:
        at = c.start
        for h in sorted(hidden):
            if h.start < c.end and h.end > at:
                parts.append(s.words(at, max(at, h.start), document.text))
                at = max(at, h.end)
        parts.append(s.words(at, c.end, document.text))
    return " ".join(parts)


def _via(attributions: Sequence[Attribution], inner: Attribution, memory: Memory) -> list[str]:
    out: list[str] = []
    for outer in chain(attributions, inner.content[0]):
        if outer is inner or outer.source is None or outer.source == inner.source or not covers(outer, inner.cue):
            continue
        who = memory.speaker(outer)
        name = (who.actor or who.text) if who else None
        if name and name not in out:
            out.append(name)
    return out


def _pair(a: Attribution, here: Sequence[ActorMention], memory: Memory) -> list[str]:
    """The two who blame each other: both named in the speaker's phrase, else the two sides of the text."""
    if a.source is not None:
        inside = [m.party or m.actor for m in here if m.start < a.source.end and a.source.start < m.end and not m.anaphor]
        names = list(dict.fromkeys(n for n in inside if n))
        if len(names) == 2:
            return names
        if len(names) == 1:
            return []
    return memory.sides


def _as(speaker: Speaker | None, name: str, a: Attribution, document: Document, here: Sequence[ActorMention]) -> Speaker | None:
    if speaker is None:
        return None
    for m in here:
        if a.source is not None and a.source.start <= m.start and m.end <= a.source.end and name in {m.party, m.actor}:
            return Speaker(m.actor, document.text[m.start : m.end], m.start, m.end, m.party, m.kind)
    return Speaker(name, speaker.text, speaker.start, speaker.end, name, "state")


def _whose_word(speaker: Speaker | None, before: Sequence[Claim], many: bool, at: int) -> str | None:
    """Whose word a bare "denied the claims" denies: the last one before it that blames or tells on the denier's side; ``many``: of
    several claims it is the side's, of one incident the very speaker's."""
    mine = {n for n in ((speaker.party, speaker.actor) if speaker else ()) if n}
    for claim in reversed(before):
        if claim.stance == "blames" and claim.target in mine and claim.speaker is not None:
            return claim.speaker.party if many and claim.speaker.party else claim.speaker.actor
    for claim in reversed(before):
        who = claim.speaker
        if who is not None and not mine & {who.party, who.actor} and (who.party or (who.actor and 0 <= at - claim.sentence <= _NEAR)):
            return who.party if many and who.party else who.actor
    return None


def _unverified(document: Document, s: Sentence, u: unverified.Unverified, memory: Memory, here: Sequence[ActorMention]) -> Claim:
    speaker: Speaker | None = None
    if u.by is not None:
        speaker = memory.speaker(u.by)
    elif u.source is not None:
        made = Attribution(s.index, u.cue, (u.quote,), u.source, None, u.rule, source_head=u.source.end - 1)
        speaker = memory.speaker(made)
    return _row(document, s, u.quote, speaker, Cue(u.cue.of(document.text), u.cue.start, u.cue.end), "could_not_verify", None, None, (u.rule,),
                u.by.voice if u.by else ("indirect" if speaker else "narrator"), (), 0.9)  # fmt: skip


def _claim(
    document: Document, s: Sentence, quote: Span, speaker: Speaker | None, a: Attribution, stance: Stance, via: tuple[str, ...]
) -> Claim:
    cue = Cue(a.cue.of(document.text), a.cue.start, a.cue.end)
    rules = tuple(dict.fromkeys((a.rule, stance.rule)))
    return _row(
        document,
        s,
        quote,
        speaker,
        cue,
        stance.stance,
        stance.target,
        stance.denies,
        rules,
        a.voice if speaker else "narrator",
        via,
        a.strength,
    )


def _row(document: Document, s: Sentence, quote: Span, speaker: Speaker | None, cue: Cue, stance: str, target: str | None, denies: str | None,
         rules: tuple[str, ...], voice: str, via: tuple[str, ...], strength: float) -> Claim:  # fmt: skip
    identity = content_id(
        "c",
        document.document_id,
        quote.start,
        quote.end,
        "statement",
        stance,
        target,
        speaker.start if speaker else None,
        speaker.actor if speaker else None,
    )
    return Claim(
        identity, document.name, document.document_id, quote.start, quote.end, quote.of(document.text), "statement",
        speaker=speaker, cue=cue, voice=voice, stance=stance, target=target, denies=denies, via=via, sentence=s.index, paragraph=s.paragraph,
        label=s.label, rule=rules, strength=round(strength, 4),
    )  # fmt: skip


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """One row per id; of two rows with one stance, speaker and overlapping words the longer reading goes."""
    kept: list[Claim] = []
    alike: dict[object, list[int]] = {}  # stance, target, speaker, sentence → places in kept
    for c in claims:
        places = alike.setdefault((c.stance, c.target, _who(c), c.sentence), [])
        at = next((n for n in places if kept[n].span.overlaps(c.span)), None)
        if at is None:
            places.append(len(kept))
            kept.append(c)
        elif (c.end - c.start) < (kept[at].end - kept[at].start) and c.claim_id != kept[at].claim_id:
            kept[at] = c
    return kept


def _who(c: Claim) -> object:
    return (c.speaker.actor or c.speaker.start) if c.speaker else None
