"""Deaths of age and illness, and single deaths of which nothing violent is told: no casualties."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rashomon.lexicon import PhraseMatcher, load
from rashomon.mentions.casualties.clause import Clause, Link
from rashomon.mentions.casualties.words import harm_words, small
from rashomon.model import CasualtyMention, Sentence

_WEAK = frozenset({"die", "death", "dead"})  # entries of harm.yml that say that somebody died and not how
_NEAR = 3  # sentences before and after in which something violent may be told
_MUCH = 4  # sentences that tell other harm, from which on a document is about violence
_REACH = 9  # words from the death to its cause


@cache
def _weapons(language: str = "en") -> PhraseMatcher:
    return PhraseMatcher(
        [e for name in ("weapons", "violence") for e in load(name, language) if e.get("what") in (None, "attack_noun", "weapon_noun")]
    )


def of_illness(clause: Clause, link: Link) -> bool:
    """Whether the words behind a death name an illness or age: "died of cancer", "dying from infections", "died in his sleep"."""
    if link.trigger.entry.id not in _WEAK or clause.sentence.tokens[link.trigger.first].lower in ("drowned",):
        return False
    i = max(link.trigger.last, link.group.last if link.frame in ("of", "count") else 0) + 1
    for j in range(i, min(i + _REACH, len(clause.words))):
        if j in clause.at and clause.at[j] is not link.trigger:
            return False
        if clause.words[j] in (";", ".") or clause.words[j] in small("calamity"):
            return False
        if clause.words[j] in small("illness") and any(w in ("of", "from", "in", "with", "after", "to", "by") for w in clause.words[i:j]):
            return True
    return False


def weak(mention: CasualtyMention) -> bool:
    """Whether a mention is the death of one person, or of nobody, in words that do not say how."""
    if mention.harm != "killed" or mention.scope == "increment" or not mention.rule[0].startswith("harm."):
        return False
    if "frame.of" in mention.rule and mention.figure.words.lower().startswith(("a ", "an ")):
        return False  # "the death of a herder": whoever dies of age has a name in the news
    low, high = mention.figure.low, mention.figure.high
    return mention.rule[0].removeprefix("harm.") in _WEAK and (low, high) in ((0, 0), (1, 1)) and mention.perpetrator is None


def violent(sentence: Sentence) -> bool:
    """Whether a sentence has a word of violence, accident or disaster."""
    lower = sentence.text.lower()
    words = {w.strip(".,;:\"'()[]!?’”“") for w in lower.replace("-", " ").split()}
    if any(m.entry.id not in _WEAK and {"object", "passive"} & set(m.entry.get("frames")) for m in harm_words(sentence.text)):
        return True
    return bool(words & small("calamity")) or any(m.form.lower() not in small("harmless") for m in _weapons().find(sentence.text))


def quiet_deaths(mentions: Sequence[CasualtyMention], sentences: Sequence[Sentence]) -> set[int]:
    """Indexes of weak mentions that nothing violent stands near, neither words nor other harm."""
    out: set[int] = set()
    strong = {m.sentence for m in mentions if not weak(m)}
    if len(strong) >= _MUCH:
        return out
    place = {s.index: n for n, s in enumerate(sentences)}
    for k, mention in enumerate(mentions):
        if not weak(mention) or mention.scope == "part":
            continue
        n = place.get(mention.sentence)
        if n is None:
            continue
        around = range(max(0, n - _NEAR), min(len(sentences), n + _NEAR + 1))
        if not any(sentences[j].index in strong or violent(sentences[j]) for j in around):
            out.add(k)
    return out
