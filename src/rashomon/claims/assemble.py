"""Claims of one document: every casualty mention with the innermost speaker whose words it stands in, and the statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rashomon.claims import sides, words
from rashomon.claims.attribution import chain, find_attributions
from rashomon.claims.frame import Attribution
from rashomon.claims.granted import told_of_the_deed
from rashomon.claims.speakers import Memory
from rashomon.claims.statements import find_statements
from rashomon.model import CasualtyMention, Claim, Cue, Document, Mentions, Sentence, Span, Speaker, Victims, content_id

_NARRATOR = 0.9  # how sure a figure without a speaker is read right; an order only, as the strengths of frames
_PRESUPPOSING = frozenset({"urges", "threatens"})


def find_claims(document: Document, sentences: Sequence[Sentence], mentions: Mentions) -> list[Claim]:
    """All claims of a document, sorted by place, each with its speaker; when, where and which incident are left to the incidents room."""
    attributions = [a for a in find_attributions(document, sentences, mentions.actors) if not _dead(document, a, mentions.casualties)]
    memory = Memory(document, sentences, mentions.actors)
    for a in attributions:
        memory.speaker(a)
    context = sides.context_of(document, sentences, mentions)
    memory.name_groups(context.group_speaking)
    out = _casualties(document, sentences, mentions, attributions, memory, context)
    out += find_statements(document, sentences, attributions, memory, mentions.actors, context, mentions.casualties)
    out = _said_to_be_false(document, out)
    unique = {c.claim_id: c for c in sides.resolve(out, context)}
    context.cases.clear()  # what was made of a case holds the context: the whole document would stay until somebody looks for garbage
    return sorted(unique.values(), key=lambda c: (c.start, c.end, c.kind, c.claim_id))


def _dead(document: Document, a: Attribution, casualties: Sequence[CasualtyMention]) -> bool:
    """Whether those made the speaker are the counted dead of the sentence: "hundreds feared dead", "said 82 people died, but later revised the figure"."""
    if a.source is None or not (a.belief or a.cue.of(document.text).casefold() in words.forms("frames", "revising")):
        return False
    return any(
        m.sentence == a.sentence
        and m.harm == "killed"
        and (m.figure.low or 0) != 1
        and (m.victims or Span(m.start, m.trigger.start)).covers(a.source)
        for m in casualties
    )


def speaking(document: Document, attributions: Sequence[Attribution], span: Span, sentence: Sentence | None = None) -> list[Attribution]:
    """Who says this stretch, innermost first: attributions that name somebody and do not take the stretch for granted."""
    out = []
    for a in chain(attributions, span):
        if a.source is not None and (_granted(a) or told_of_the_deed(sentence, a, span)) and not _of_a_report(document, a):
            return []  # taken for granted by the one nearest to it, so by those around as well: the outlet's own words
        if a.source is None or a.negated or a.stance in _PRESUPPOSING or a.shown:
            continue
        out.append(a)
    return out


def _granted(a: Attribution) -> bool:
    """Whether the cue takes its object for granted: who condemns an attack, or claims or denies it, does not report its dead."""
    if a.stance == "characterizes":
        return a.rule.endswith((".object", ".name", ".passive"))
    return a.stance in {"claims_responsibility", "denies"} and a.rule.endswith((".object", ".passive"))


def _of_a_report(document: Document, a: Attribution) -> bool:
    """Whether the object of a denial is somebody's word: "rejected claims of 30 dead", where the dead are what is denied."""
    if a.stance != "denies" or not a.content:
        return False
    first = a.content[0].of(document.text).split()[:3]
    return any(w.casefold() in words.listed("denials", "report") for w in first)


def _said_to_be_false(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Figures that stand in what their own speaker calls false ("a report of 18 dead was wrong") are denied, not asserted."""
    false = [
        c for c in claims if c.kind == "statement" and c.stance == "denies" and c.speaker and c.rule and c.rule[-1].endswith("+falsity")
    ]
    if not false:
        return list(claims)
    by_speaker: dict[int, list[Claim]] = {}
    for f in false:
        if f.speaker is not None:
            by_speaker.setdefault(f.speaker.start, []).append(f)
    out = []
    for c in claims:
        over = [
            f
            for f in (by_speaker.get(c.speaker.start, ()) if c.kind == "casualty" and c.stance == "asserts" and c.speaker else ())
            if f.start <= c.start and c.end <= f.end and " but " not in document.text[f.start : f.end]
        ]
        out.append(replace(c, stance="denies") if over else c)
    return out


def _casualties(document: Document, sentences: Sequence[Sentence], mentions: Mentions, attributions: Sequence[Attribution], memory: Memory,
                context: sides.Context) -> list[Claim]:  # fmt: skip
    by_sentence: dict[int, list[Attribution]] = {}
    for a in attributions:
        by_sentence.setdefault(a.sentence, []).append(a)
    made: list[list[Claim]] = []
    for mention in mentions.casualties:
        here = by_sentence.get(mention.sentence, [])
        around = speaking(document, here, Span(mention.start, mention.end), sentences[mention.sentence])
        if not around and mention.figure.start < mention.figure.end:
            around = _saying_the_number(document, here, mention, sentences[mention.sentence])
        speakers = [(a, memory.speaker(a)) for a in around]
        first, speaker = speakers[0] if speakers else (None, None)
        via: list[str] = []
        for a, who in speakers[1:]:
            name = (who.actor or who.text) if who is not None else None
            if name and first is not None and a.source != first.source and name not in via and name != (speaker.actor if speaker else None):
                via.append(name)
        made.append(_of_mention(document, sentences, context, mention, first, speaker, tuple(via)))
    ids = [[c.claim_id for c in claims] for claims in made]
    out: list[Claim] = []
    for mention, claims in zip(mentions.casualties, made, strict=True):
        for n, c in enumerate(claims):
            whole = ids[mention.part_of] if mention.part_of is not None and mention.part_of < len(ids) else []
            out.append(replace(c, part_of=whole[min(n, len(whole) - 1)]) if whole else c)
    return out


def _saying_the_number(document: Document, here: Sequence[Attribution], mention: CasualtyMention, sentence: Sentence) -> list[Attribution]:
    """Those whose words begin in a mention, with its number: "police say 15 in the town", "up from 70 reported by the commission"."""
    figure = Span(mention.figure.start, mention.figure.end)
    own = [a for a in here if a.content and mention.start <= a.content[0].start <= figure.start]
    return speaking(document, own, figure, sentence)


def _of_mention(document: Document, sentences: Sequence[Sentence], context: sides.Context, mention: CasualtyMention, a: Attribution | None,
                speaker: Speaker | None, via: tuple[str, ...]) -> list[Claim]:  # fmt: skip
    figure = mention.figure
    stance = "asserts"
    if a is not None and a.stance in {"denies", "blames", "confirms", "admits"} and not a.negated:
        nobody = a.stance == "blames" and speaker is not None and speaker.actor == "reports"
        stance = "asserts" if nobody else a.stance
    made = partial(
        Claim, document=document.name, document_id=document.document_id, start=mention.start, end=mention.end,
        quote=document.text[mention.start : mention.end], kind="casualty",
        harm=mention.harm, low=figure.low, high=figure.high, words=figure.words, negated=figure.negated, approx=figure.approx, vague=figure.vague,
        scope=mention.scope, period=mention.period, harm_detail=mention.harm_detail, includes_attackers=mention.includes_attackers,
        victims=_victims(document, mention), speaker=speaker,
        cue=Cue(a.cue.of(document.text), a.cue.start, a.cue.end) if a is not None and speaker is not None else None,
        voice=a.voice if a is not None and speaker is not None else "narrator", stance=stance, via=via,
        weapon=mention.weapon.of(document.text) if mention.weapon else None, sentence=mention.sentence,
        paragraph=sentences[mention.sentence].paragraph, label=sentences[mention.sentence].label,
        strength=_p(mention, a),
    )  # fmt: skip
    rule = (*mention.rule, *((a.rule,) if a is not None else ()))
    out = []
    for whose in sides.whose_of(mention, speaker, context):
        side = whose.side
        identity = content_id(  # the same words read the same way have the same id
            "c", document.document_id, mention.start, mention.end, "casualty", mention.harm, side.side, figure.low, figure.high, figure.words,
            speaker.start if speaker else None,
        )  # fmt: skip
        out.append(
            made(claim_id=identity, groups=tuple(dict.fromkeys([*mention.groups, *side.groups])), rule=(*rule, side.rule),
                  side=side.side, victim_party=side.victim_party, victim_status=side.victim_status, status_by=side.status_by,
                  relation=whose.relation, perpetrator=whose.perpetrator)
        )  # fmt: skip
    return out


def _victims(document: Document, mention: CasualtyMention) -> Victims | None:
    if mention.victims is None:
        return None
    return Victims(mention.victims.of(document.text), mention.victims.start, mention.victims.end)


def _p(mention: CasualtyMention, a: Attribution | None) -> float:
    p = a.strength if a is not None else _NARRATOR
    if mention.figure.vague:
        p *= 0.7
    return round(p, 4)
