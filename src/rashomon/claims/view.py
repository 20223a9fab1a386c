"""What judging one attribution needs to see, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rashomon.claims import words
from rashomon.claims.frame import Attribution, kids
from rashomon.claims.sides import name_of
from rashomon.claims.sides_context import Context
from rashomon.model import ActorMention, Sentence, Span, Speaker

#: Kinds of actors whose plain word on who attacked is a word of blame: those that can be a party to the violence.
PARTIES = frozenset({"state", "government", "ministry", "military", "group", "militants", "coalition"})


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance, who it is aimed at (canonical, or a span's words), what a denial denies, and which rule said so."""

    stance: str
    target: str | None = None
    denies: str | None = None
    rule: str = ""
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What judging one attribution needs to see."""

    sentence: Sentence
    attribution: Attribution
    text: str  # of the content
    speaker: Speaker | None
    actors: Sequence[ActorMention]  # of the sentence
    hidden: tuple[Span, ...] = ()  # words of others inside the content
    context: Context | None = None
    kind: str | None = None  # of the speaker, that of the body where a person speaks for one
    named: bool = True  # whether the source can be somebody
    harmed: tuple[Span, ...] = ()  # casualty mentions of the sentence, which are claims of their own
    #: What several readers ask of the content, once found.
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def party(self) -> str | None:
        """Side of the speaker."""
        return (self.speaker.party or self.speaker.actor) if self.speaker else None

    @property
    def own(self) -> str | None:
        """The name under which the speaker's side is blamed."""
        who = self.speaker
        if who is None or who.kind in {"media", "witnesses", "monitor", "medical"}:
            return None
        if who.party is None:
            return who.actor
        return who.party

    def name(self, mention: ActorMention) -> str | None:
        """The name under which an actor is blamed."""
        return name_of(mention, self.context) if self.context is not None else mention.party or mention.actor

    def tokens(self) -> list[int]:
        """Indices of the content's tokens."""
        found: list[int] | None = self.memo.get("tokens")
        if found is None:
            found = self.memo["tokens"] = _between(self.sentence, self.attribution.content, self.hidden)
        return found


def _between(sentence: Sentence, content: Sequence[Span], hidden: Sequence[Span]) -> list[int]:
    """Indices of the tokens that begin inside ``content`` and not inside ``hidden``."""
    toks = sentence.tokens
    if len(content) == 1:
        a, b = content[0].start, content[0].end
        found = [t.i for t in toks if a <= t.start < b]
    else:
        found = [t.i for t in toks if any(c.start <= t.start < c.end for c in content)]
    return [i for i in found if not any(h.start <= toks[i].start < h.end for h in hidden)] if hidden else found


def violent(view: View) -> bool:
    """Whether the content tells of violence or harm."""
    found: bool | None = view.memo.get("violent")
    if found is None:
        verbs, toks = words.hard_verbs(), view.sentence.tokens
        found = words.violent(view.text.casefold()) or any(toks[i].pos == "VERB" and toks[i].lemma in verbs for i in view.tokens())
        view.memo["violent"] = found
    return found


def hearsay(view: View) -> bool:
    """Whether nobody in particular speaks ("reports", "earlier information", "unconfirmed accounts"): no one to blame anybody."""
    a, who = view.attribution, view.speaker
    if a.source is None or who is None:
        return False
    if who.actor == "reports":
        return a.stance == "blames"  # "reports that X did it" are somebody's word on the doer, though nobody's to blame by
    i = view.sentence.token_at(a.source_head) if a.source_head is not None else None
    if i is None or (who.actor is not None and who.text.casefold() not in {"it", "they"}):
        return False
    owned = kids(view.sentence, i, "poss") or any(
        view.sentence.tokens[c].lower in {"by", "from", "of"} for c in kids(view.sentence, i, "prep")
    )
    return view.sentence.tokens[i].lower in words.listed("denials", "hearsay") and not owned
