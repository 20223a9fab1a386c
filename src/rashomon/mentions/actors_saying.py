"""Persons whom a sentence names as saying something and no more: by the parse, and by the words alone."""

from __future__ import annotations

import re

from rashomon.mentions.actors_signs import SAID_BEFORE, SAYS, signs
from rashomon.mentions.actors_vocabulary import Term, saying_lemmas
from rashomon.mentions.person_names import PART, TWO, Named, clear, titles, trim, untitled
from rashomon.model import Sentence


def subjects(sentence: Sentence, here: list[Term]) -> list[Named]:
    """Names of two words and more that say something, by the parse: "Orlo Vant said", "according to Orlo Vant"."""
    text, out = sentence.text, []
    for t in sentence.tokens:
        if t.pos != "PROPN":
            continue
        head = sentence.tokens[t.head]
        says = t.dep == "nsubj" and head.lemma in saying_lemmas()
        told = (
            t.dep == "pobj" and head.lower == "to" and head.head < len(sentence.tokens) and sentence.tokens[head.head].lower == "according"
        )
        if not (says or told):
            continue
        a = min(
            (
                c
                for c in sentence.subtree(t.i)
                if c <= t.i and all(x.pos in {"PROPN", "PART", "PUNCT", "NOUN", "X", "ADJ", "DET"} for x in sentence.tokens[c : t.i])
            ),
            default=t.i,
        )
        start = t.start
        for c in range(t.i - 1, a - 1, -1):
            if sentence.tokens[c].pos not in {"PROPN", "X"} and sentence.tokens[c].text not in {"-", "al", "el"}:
                break
            start = sentence.tokens[c].start
        lo, hi = _index(sentence, start), _index(sentence, t.end - 1) + 1
        m = TWO.fullmatch(text[lo:hi])
        name = text[lo:hi]
        while m is None and " " in name:
            lo += name.index(" ") + 1
            name = text[lo:hi]
            m = TWO.fullmatch(name)
        if m and clear(name, lo, here) and not any(o.start < hi and lo < o.end and o.kind == "office" for o in here):
            name, lo = untitled(name, lo)
            if " " in name:
                out.append(Named(lo, hi, name, None, None))
    return out


_SAID = r"(?:said|says|told|stated|added|reported|warned|claimed|announced|confirmed|denied|tweeted|wrote|insisted|recalled)\b"
_NAME_SAID = re.compile(rf"({TWO.pattern})(?:, \d{{1,2}},)?(?: (?:also|later|has|had|then|earlier))? {_SAID}")
_SAID_NAME = re.compile(rf"\b(?:said|says|told|according to) ({TWO.pattern})")
_AGED = re.compile(rf"\b({PART}), \d{{1,2}}, (?:who |{_SAID})")


#: Cheaper to try, and nothing above matches without: the last part of a name and a word for saying; an age between commas.
_ENDS_AND_SAID = re.compile(
    rf"[A-Z\u00C0-\u00DE][\w\u00C0-\u024F.'\u2019-]*(?:, \d{{1,2}},)?(?: (?:also|later|has|had|then|earlier))? {_SAID}"
)
_AGE = re.compile(r", \d{1,2}, ")


def surface(text: str, here: list[Term]) -> list[Named]:
    """The same from the words alone, for unparsed sentences and broken punctuation: "A B said", "said A B", "A, 41, told"."""
    out: list[Named] = []
    has = signs(text)
    if has & SAYS and _ENDS_AND_SAID.search(text):
        _saying(_NAME_SAID, 2, text, here, out)
    if has & SAID_BEFORE:
        _saying(_SAID_NAME, 2, text, here, out)
    if _AGE.search(text):
        _saying(_AGED, 1, text, here, out)
    return out


def _saying(pattern: re.Pattern[str], minimum: int, text: str, here: list[Term], out: list[Named]) -> None:
    for m in pattern.finditer(text):
        name, at = untitled(trim(m.group(1)), m.start(1))
        words = name.split()
        while len(words) > minimum and not clear(name, at, here):
            at += len(words[0]) + 1
            words = words[1:]
            name = " ".join(words)
        if len(words) >= minimum and clear(name, at, here) and words[0].lower() not in titles():
            out.append(Named(at, at + len(name), name, None, None))


def _index(sentence: Sentence, offset: int) -> int:
    if sentence.kept is None:
        return offset - sentence.start
    return next((i for i, k in enumerate(sentence.kept) if k >= offset - sentence.start), len(sentence.text))
