"""Attributions that no parse shows: headline forms ("Army: 5 killed", "5 killed - monitor", "5 killed in raid Monitor") and sentences
whose quotation marks were lost, read from the words and the actors named in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims import words
from rashomon.claims.frame import SURFACE, Attribution, kids, negated
from rashomon.claims.verb_contents import DOES
from rashomon.model import ActorMention, Document, Sentence, Span

_LEAD = re.compile(r"^(?:(?:[A-Z][a-z]{2,8},? )?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2}),? \d{4} )?(?P<who>[^:\"()]{2,60}):\s+(?=\S)")
_TRAIL = re.compile(r"(?P<mark>\s*[:,]|\s+-{1,2}|\s*\u2014|\s+\u2013|,)\s*(?P<who>(?:(?!\s-{1,2}\s)[^:,\"()\u2014]){2,60}?)[.]?$")
_WORD = re.compile(r"[\w.'-]+")
_SHORT = 7  # words a speaker has in a headline


def find(document: Document, sentence: Sentence, actors: Sequence[ActorMention], found: Sequence[Attribution]) -> list[Attribution]:
    """Surface attributions of one sentence; ``found`` is what the parse gave, which is not said again."""
    out: list[Attribution] = []
    if sentence.label in {"headline", "dek", "subhead"} or sentence.index <= 1:
        made = _headline(sentence, actors, found) or _fused(sentence, actors, found)
        if made is not None:
            out.append(made)
    if not out:
        out += _behind(sentence, actors, found)
    return out


def trimmed(sentence: Sentence, a: Attribution, actors: Sequence[ActorMention]) -> Attribution:
    """The attribution with a speaker that swallowed the end of what was said, its comma lost ("killed 13 people the monitor said"), cut
    to the actor before the saying word; what was cut goes back to the content."""
    if a.source is None or a.source.start > a.cue.start or not a.content or a.content[0].start >= a.source.start:
        return a
    inside = [m for m in actors if a.source.start < m.start and m.end <= a.source.end and m.kind not in {"civilians", "people"}]
    first = next((t for t in sentence.tokens if t.start >= a.source.start), None)
    counted = first is not None and (
        first.pos == "NUM" or first.lower in {"at", "more", "about", "around", "dozens", "scores", "hundreds", "some"}
    )
    low = sentence.text[: max(0, a.source.end - sentence.start)].casefold()
    falsehood = (
        first is not None
        and (first.pos == "ADV" or first.lower in words.listed("denials", "falsity"))
        and words.has("denials", "falsity", low) is not None
    )
    harmed = any(m.kind in {"civilians", "people"} and m.start <= a.source.start + 9 < m.end for m in actors)
    if not inside or not (counted or harmed or falsehood):
        return a
    start = min(m.start for m in inside)
    before = [t for t in sentence.tokens if t.end <= start]
    content = (Span(a.content[0].start, before[-1].end), *a.content[1:])
    return replace(a, source=Span(start, a.source.end), content=content, source_head=a.source.end - 1)


def adopted(sentence: Sentence, a: Attribution, actors: Sequence[ActorMention]) -> Attribution:
    """The attribution with the actor right before an active saying verb as its speaker, where the parser gave the verb no subject
    ("In July Rights Watch accused": read as "in ... Watch")."""
    if a.source is not None or a.verb is None:
        return a
    verb = sentence.tokens[a.verb]
    at = verb.start
    if a.passive:  # "attacks the agency blamed on rebels", read as "attacks blamed"
        near = [m for m in actors if 0 <= at - m.end <= 1 and m.kind not in {"civilians", "people"} and not m.anaphor]
        if verb.dep != "acl" or not near or sentence.tokens[verb.head].start >= near[0].start or not a.content:
            return a
        return replace(a, source=Span(near[0].start, near[0].end), source_head=near[0].end - 1, passive=False)
    before = sentence.tokens[a.verb - 1] if a.verb else None
    if verb.tag not in {"VBD", "VBZ", "VBP", "VBN"} or before is None:
        return a
    if before.lower in {"has", "have", "had", "also", "later"}:
        at = before.start
    near = [m for m in actors if 0 <= at - m.end <= 1] or _before_aside(sentence, verb.i, actors)
    if not near or any(c.start <= near[0].start < c.end for c in a.content):
        return a
    return replace(a, source=Span(near[0].start, near[0].end), source_head=near[0].end - 1)


def _before_aside(sentence: Sentence, verb: int, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The actor before "in a statement", "on Sunday" and the like right before the verb, nothing else between them."""
    i = verb - 1
    while i > 0 and sentence.tokens[i].pos in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADV", "PUNCT"} and verb - i < 9:
        if any(m.start <= sentence.tokens[i].start < m.end and m.kind not in {"civilians", "people"} for m in actors):
            return []
        if sentence.tokens[i - 1].pos == "ADP":
            i -= 2
            break
        i -= 1
    else:
        return []
    if sentence.tokens[i + 1].lower not in {"in", "on", "at", "during", "from", "through", "via"} or i < 0:
        return []
    last = sentence.tokens[i]
    return [
        m
        for m in actors
        if m.start <= last.start < m.end
        and m.kind in {"person", "officials", "ministry", "military", "government", "state", "group", "police"}
    ]


def _speaks(sentence: Sentence, start: int, end: int, actors: Sequence[ActorMention]) -> bool:
    """Whether the words between are a role noun ("monitor", "state media") or an actor named in the text."""
    text = sentence.text[start:end].strip().casefold()
    tokens = text.split()
    if not tokens or len(tokens) > _SHORT or words.violent(text):
        return False  # "12 soldiers killed" is what is said
    a, b = sentence.offset(start), sentence.offset(max(start, end - 1)) + 1
    if tokens[0][:1].isdigit() or any(t.pos == "NUM" and a <= t.start < b for t in sentence.tokens):
        return False  # "kill 4 soldiers, 2 police"
    table = words.roles()
    if text in table or (tokens[-1] in table and len(tokens) <= 5):
        return True
    inside = sum(max(0, min(m.end, b) - max(m.start, a)) for m in actors if not m.anaphor)
    return inside >= 0.6 * (b - a)


def _headline(sentence: Sentence, actors: Sequence[ActorMention], found: Sequence[Attribution]) -> Attribution | None:
    text = sentence.text
    lead = _LEAD.match(text)
    if (
        lead
        and len(text) - lead.end() > 12
        and not _land(sentence, lead, actors)
        and _speaks(sentence, lead.start("who"), lead.end("who"), actors)
    ):
        return _make(sentence, lead.start("who"), lead.end("who"), lead.end("who"), lead.end(), len(text), "headline.lead")
    trail = _TRAIL.search(text)
    if (trail and trail.start() > 12 and len(text) < 200 and sentence.label != "body") or (trail and ":" in trail["mark"]):
        assert trail is not None
        if "," in trail["mark"] and _listed(text[: trail.start()], sentence, trail.start("who"), trail.end("who"), actors):
            return None
        if _speaks(sentence, trail.start("who"), trail.end("who"), actors):
            return _make(sentence, trail.start("who"), trail.end("who"), trail.start(), 0, trail.start(), "headline.trail")
    return None


def _land(sentence: Sentence, lead: re.Match[str], actors: Sequence[ActorMention]) -> bool:
    """Whether the head of a headline is a country by its name, which tells where it was ("Kestria: nine killed in raid on market") at least as often as
    who says so: nobody is made to speak by it."""
    a, b = sentence.offset(lead.start("who")), sentence.offset(max(lead.start("who"), lead.end("who") - 1)) + 1
    named = lead["who"].casefold() in words.countries()
    return any(m.kind == "state" and m.start <= a and b <= m.end and (named or m.actor == lead["who"]) for m in actors)


def _listed(before: str, sentence: Sentence, start: int, end: int, actors: Sequence[ActorMention]) -> bool:
    """Whether a comma in a headline stands for "and" or parts a place from its country, and no speaker follows: "clash between A, B",
    "blast in Orla, Kestria". A state behind a bare comma is taken for that; a ministry, a monitor or "officials" is not."""
    if re.search(r"\b(?:between|among|both)\s+[^,]*$", before, re.IGNORECASE):
        return True
    a, b = sentence.offset(start), sentence.offset(max(start, end - 1)) + 1
    return any(m.kind == "state" and m.start <= a and b <= m.end for m in actors)


def _fused(sentence: Sentence, actors: Sequence[ActorMention], found: Sequence[Attribution]) -> Attribution | None:
    """A headline run into the sentence behind it: "9 dead in raid on market Monitor At least nine people ..." - a capitalised role noun in
    the middle of the sentence, no verb of saying near it, with a harm word before and a new beginning behind."""
    text = sentence.text
    table = words.roles()
    for m in _WORD.finditer(text[:160]):
        word = m.group()
        entry = table.get(word.casefold().rstrip("."))
        if entry is None or not entry.get("headline") or not word[0].isupper() or m.start() < 15:
            continue
        at = sentence.offset(m.start())
        if any(a.source is not None and a.source.start <= at < a.source.end for a in found):
            continue
        if any(a.start < at < a.end and a.kind in {"group", "military", "coalition", "media"} for a in actors):
            continue  # the last word of a name ("the Hill Army")
        rest = text[m.end() :]
        if rest and not re.match(r"\s+[A-Z0-9\"]", rest):
            continue
        before = text[: m.start()].rstrip()
        if not before or before[-1] in ",.;" or _titled(before, rest):
            continue
        if not words.violent(before):
            continue
        return _make(sentence, m.start(), m.end(), m.start(), 0, len(before), "headline.fused")
    return None


def _titled(before: str, rest: str) -> bool:
    """Whether the role noun is part of a longer name or title ("Foreign Minister Jan Dell", "Red Army Faction")."""
    last = before.rsplit(maxsplit=1)[-1]
    following = rest.split()[:2]
    glued = last[0].isupper() and last.casefold() in {
        "prime",
        "foreign",
        "interior",
        "defence",
        "defense",
        "health",
        "human",
        "the",
        "national",
        "state",
        "security",
        "united",
        "syrian",
    }
    named = (
        len(following) > 1
        and following[0][:1].isupper()
        and following[1][:1].islower()
        and following[0].casefold()
        not in {
            "at",
            "the",
            "a",
            "an",
            "air",
            "more",
            "some",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "dozens",
            "scores",
        }
    )
    return glued or named


def _make(sentence: Sentence, a: int, b: int, cue: int, c: int, d: int, rule: str) -> Attribution:
    while a < b and not sentence.text[a].isalnum():
        a += 1
    while b > a and not (sentence.text[b - 1].isalnum() or sentence.text[b - 1] == "."):
        b -= 1
    source = Span(sentence.offset(a), sentence.offset(b - 1) + 1)
    mark = Span(sentence.offset(cue), sentence.offset(cue) + 1)
    while d > c and sentence.text[d - 1] in " \t-,:.\u2014\u2013":
        d -= 1
    while c < d and sentence.text[c].isspace():
        c += 1
    content = Span(sentence.offset(c), sentence.offset(d - 1) + 1)
    if rule.endswith("fused"):
        mark = source
    return Attribution(sentence.index, mark, (content,), source, None, rule, strength=SURFACE, source_head=source.end - 1)


def _ends_it(sentence: Sentence, m: ActorMention) -> bool:
    """Whether who stands behind "said" speaks, and is not the first of what is said ("the charity said a nurse was hit")."""
    if m.kind in {"civilians", "people"}:
        return False
    rest = [t for t in sentence.tokens if t.start >= m.end]
    for t in rest:
        if t.pos == "PUNCT" or t.lower in {"who", "which", "whose", "adding", "citing"}:
            return True
        if t.tag in {"VBD", "VBZ", "VBP", "MD"} or t.pos == "AUX":
            return False
    return True


def _behind(sentence: Sentence, actors: Sequence[ActorMention], found: Sequence[Attribution]) -> list[Attribution]:
    """ "[words] X said ...": an actor right before a saying verb that the parse made nothing of, the words before it being what X said."""
    out: list[Attribution] = []
    table = words.verb_frames()
    taken = {a.cue.start for a in found}
    for t in sentence.tokens:
        if (
            t.pos != "VERB"
            or t.start in taken
            or table.get(t.lemma, {}).get("bare") is None
            or table[t.lemma]["bare"].get("stance")
            or t.tag not in {"VBD", "VBZ", "VBP"}
        ):
            continue
        subject = [m for m in actors if 0 <= t.start - m.end <= 2] or [
            m for m in actors if 0 <= m.start - t.end <= 2 and t.lemma == "say" and _ends_it(sentence, m)
        ]
        if not subject or negated(sentence, t.i) or (t.lemma in DOES and kids(sentence, t.i, "dobj")):
            continue
        who = min(subject, key=lambda m: (m.start, -m.end))
        begin = min(who.start, t.start)
        before = [k for k in sentence.tokens if k.end <= begin]
        if len(before) < 4 or not any(k.pos in {"VERB", "AUX"} for k in before):
            continue
        content = Span(before[0].start, before[-1].end)
        entry = table[t.lemma]["bare"]
        out.append(
            Attribution(sentence.index, Span(t.start, t.end), (content,), Span(who.start, who.end), entry, f"{entry.rule}.behind",
                        strength=SURFACE, source_head=who.end - 1, verb=t.i, lemma=t.lemma)
        )  # fmt: skip
    return out
