"""Whom the words for a speaker mean: the actor named there, or the one that "the ministry", "it", "he" lead back to.

Where nobody fits, the actor stays open and the words stand: an orphan "it" is no one's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from rashomon.claims.frame import Attribution
from rashomon.claims.named import Named, best, both, sided
from rashomon.claims.role_words import means_both, office_of, role_kind, words_of
from rashomon.model import ActorMention, Document, Sentence, Span, Speaker

_PERSON = frozenset({"he", "she", "i", "who", "him", "her", "his"})
_THING = frozenset({"it", "its", "this", "which"})
_MANY = frozenset({"they", "we", "their", "them", "both", "those", "these", "others"})
_PRONOUNS = _PERSON | _THING | _MANY
_FORGET = 4  # sentences after which a pronoun leads to nobody
_BODIES = frozenset({"group", "outfit", "organisation", "organization", "body", "charity", "watchdog"})
_SPEAKING_BODIES = frozenset({"monitor", "group", "organisation", "medical"})
_PAPERS = frozenset({"statement", "communique", "letter"})
_SPEAKS_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespersons", "spokespeople"})
_LEADS = frozenset({"leader", "leaders", "commander", "commanders", "chief", "boss", "warlord", "founder"})
_BODY_KINDS = frozenset({"group", "military", "ministry", "government", "police", "coalition", "monitor", "medical"})
_COLLECTIVE = frozenset({"government", "ministry", "military", "police", "group", "monitor", "organisation", "media", "state", "medical"})
#: Kinds of which the actor is a word and no name: "a witness said he", "an official said he".
_UNNAMED = frozenset({"witnesses", "officials", "medical", "people"})
_INDEFINITE = ("a ", "an ", "some ", "another ", "one ", "other ", "other", "several ", "many ", "two ", "western ", "local ", "various ", "foreign ", "rebel-", "senior ")  # fmt: skip
#: Between a subject and the saying put in behind it: its own head noun at most ("Xian | forces, | they say").
_PUT_IN = re.compile(r"(?: [a-z]+){0,2}, ?")


@dataclass(slots=True)
class Memory:
    """Who spoke and who was named, in the order of the text."""

    document: Document
    sentences: Sequence[Sentence]
    actors: Sequence[ActorMention]
    spoken: list[tuple[int, Speaker]] = field(default_factory=list)
    _known: dict[Span, Speaker] = field(default_factory=dict)
    #: Places in ``spoken``: by name, by where the words stand, by sentence; the last with a name by a word of theirs, and by kind.
    _by: dict[object, list[int]] = field(default_factory=dict)
    _last_by_word: dict[str, Speaker] = field(default_factory=dict)
    _last_by_kind: dict[str | None, Speaker] = field(default_factory=dict)
    _leads: dict[object, tuple[int, tuple[int, str] | None]] = field(default_factory=dict)
    _named: Named = field(init=False)
    _of_sentence: dict[int, list[ActorMention]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._named = Named(self.actors)
        for m in self.actors:
            self._of_sentence.setdefault(m.sentence, []).append(m)

    @property
    def sides(self) -> list[str]:
        """The two sides of the text."""
        return self._named.sides

    def leaning(self, speaker: Speaker | None) -> str | None:
        """Kind of the speaker; of a person who speaks for a monitor, a hospital, a paper ("observatory head A B") that body's."""
        if speaker is None or speaker.kind not in {"person", None}:
            return speaker.kind if speaker else None
        if speaker.kind == "person" and {"rebel", "militant", "guerrilla", "insurgent"} & set(speaker.text.casefold().split()):
            return "group"
        keys = [("start", speaker.start), *([("actor", speaker.actor)] if speaker.actor is not None else [])]
        found = [first for key in keys if (first := self._first_lead(key)) is not None]
        return min(found)[1] if found else speaker.kind

    def _first_lead(self, key: object) -> tuple[int, str] | None:
        """The first of those who spoke under a key whose words say for what body, with that body's kind; goes on where it stopped."""
        places = self._by.get(key, ())
        at, found = self._leads.get(key, (0, None))
        while found is None and at < len(places):
            kind = self._lead_of(*self.spoken[places[at]])
            found = (places[at], kind) if kind is not None else None
            at += 1
        self._leads[key] = at, found
        return found

    def _lead_of(self, number: int, who: Speaker) -> str | None:
        if who.kind not in {"person", None}:
            return None
        for word in who.text.casefold().replace("'s", "").split():
            kind = role_kind(word.strip(",.").removesuffix("s"))
            if kind in {"monitor", "medical", "media", "witnesses", "military", "police", "ministry"}:
                return kind
        beside = any(m.kind == "monitor" and m.start <= who.end + 30 and who.start - 30 <= m.end for m in self._of_sentence.get(number, ()))
        return "monitor" if beside else None

    def speaker(self, attribution: Attribution) -> Speaker | None:
        """The speaker of an attribution; None where it names nobody."""
        if attribution.source is None:
            return None
        span = attribution.source
        if span in self._known:
            return self._known[span]
        made = self._resolve(attribution, span)
        self._known[span] = made
        self._hear(attribution.sentence, made)
        return made

    def name_groups(self, group_of: Callable[[Speaker], str | None]) -> None:
        """Speakers of no named party ("the rebels") become the group that the document means by it, where it is plain which."""
        for span, who in self._known.items():
            group = group_of(who)
            if group is not None:
                named = who.party is None and who.actor is not None  # "the rebels' northern command" is called so
                self._known[span] = replace(who, party=group) if named else replace(who, actor=group, party=group, kind="group")

    def _hear(self, sentence: int, who: Speaker) -> None:
        place = len(self.spoken)
        self.spoken.append((sentence, who))
        for key in (("start", who.start), ("sentence", sentence), *([("actor", who.actor)] if who.actor is not None else [])):
            self._by.setdefault(key, []).append(place)
        if who.actor:
            self._last_by_kind[who.kind] = who
            self._last_by_word.update(dict.fromkeys(words_of(who.text, who.actor), who))

    def _heard(self, first: int, last: int) -> list[tuple[int, Speaker]]:
        """Who spoke in these sentences, in the order they were heard."""
        return [self.spoken[i] for i in sorted(i for n in range(first, last + 1) for i in self._by.get(("sentence", n), ()))]

    def _resolve(self, attribution: Attribution, span: Span) -> Speaker:
        text = span.of(self.document.text)
        near = [m for m in self._named.near(span.start, span.end) if not sided(self.document.text, m)]
        here = best(near, span, attribution.source_head)
        if here is not None and not here.anaphor and here.actor is not None:
            return Speaker(here.actor, text, span.start, span.end, here.party, here.kind)
        named = [m for m in near if span.start <= m.start and m.end <= span.end and m.kind == "person" and m.actor and not m.anaphor]
        if here is not None and here.kind == "person" and named and named[-1].end == span.end:
            return Speaker(named[-1].actor, text, span.start, span.end, named[-1].party or here.party, "person")
        low = " ".join(text.casefold().split())
        same = self._unnamed(attribution.sentence, span, low) if attribution.stance == "asserts" and low in _PERSON | _THING else None
        if same is not None:
            return same
        body = self._body(span, low) if here is None or here.actor is None else None
        if body is not None:
            return Speaker(body.actor, text, span.start, span.end, body.party, body.kind)
        found = self._back(attribution.sentence, span, low, here, attribution.content)
        if found is not None:
            return Speaker(found[0], text, span.start, span.end, found[1], found[2])
        if low in _PRONOUNS:  # what it is, nobody knows either
            return Speaker(None, text, span.start, span.end, None, None)
        kind, role = here.kind if here is not None else None, role_kind(low)
        if kind is None or (kind == "organisation" and role == "ministry"):
            kind = role
        return Speaker(None, text, span.start, span.end, here.party if here else None, kind)

    def _unnamed(self, sentence: int, span: Span, low: str) -> Speaker | None:
        """The one of no known name who is speaking in the sentence: "an aid worker said he had counted five", "the agency said it had recorded 22"."""
        heard = [w for _, w in self._heard(sentence, sentence) if w.end <= span.start]
        last = max(heard, key=lambda w: w.start, default=None)
        known = last is not None and last.actor is not None and last.kind not in _UNNAMED
        if last is None or known or last.text.casefold() in _PRONOUNS:
            return None
        one = last.text.casefold().startswith(_INDEFINITE)  # "a police officer said he": a man, whatever his kind
        fits = low in _PERSON - {"who", "i"} and (one or last.kind not in _COLLECTIVE)
        return last if fits or (low == "it" and last.kind != "person") else None

    def _body(self, span: Span, low: str) -> ActorMention | None:
        """For whom an unnamed spokesman speaks ("a spokesman for the Front", "a Front spokeswoman"), or the leader of an armed group ("the Front's leader")."""
        said = set(low.split())
        if not said & (_SPEAKS_FOR | _LEADS):
            return None
        kinds = _BODY_KINDS if said & _SPEAKS_FOR else {"group"}
        inside = [m for m in self._named.since(span.start, span.end) if m.end <= span.end and m.actor and not m.anaphor and m.kind in kinds]
        return inside[-1] if inside else None

    def _back(
        self, sentence: int, span: Span, low: str, here: ActorMention | None, content: Sequence[Span] = ()
    ) -> tuple[str | None, str | None, str] | None:
        pronoun = low in _PRONOUNS
        if pronoun:
            return self._pronoun(sentence, span, low, content)
        if here is not None and here.plural and low.split(maxsplit=1)[0] in {"both", "each", "either", "the"} and means_both(low):
            return both(self._named.sides)
        kind = here.kind if here is not None else role_kind(low)
        head = (here.head if here is not None and here.head else low.rsplit(maxsplit=1)[-1]).casefold()
        if head in self._last_by_word:
            who = self._last_by_word[head]
            return who.actor, who.party, who.kind or "person"
        if here is None and sum(w[:1].isupper() for w in span.of(self.document.text).split()[1:]) >= 2:
            return None  # a name nobody knows leads back to nobody
        if head in _BODIES and low.startswith(("the ", "this ", "that ")):
            for n, who in reversed(self.spoken):
                if who.actor and who.kind in _SPEAKING_BODIES and sentence - n <= 3 * _FORGET:
                    return who.actor, who.party, who.kind or "organisation"
        if head in _BODIES and low.startswith(("the ", "this ", "that ")) and (here is None or here.kind in {"organisation", "group"}):
            for m in reversed(self._named.since(self._begin(sentence - _FORGET), span.start)):
                if m.end <= span.start and m.actor and not m.anaphor and m.kind in {"group", "monitor"}:
                    return m.actor, m.party, m.kind
        if head in _PAPERS and low.startswith(("the ", "this ", "its ", "their ")):
            for n, who in reversed(self.spoken):
                if who.actor and who.kind != "media" and sentence - n <= _FORGET:
                    return who.actor, who.party, who.kind or "organisation"
        if kind is None:
            return None
        owned = kind == "person" and "'s " in low  # "the gang's leader" is not the last who spoke
        definite = not owned and not low.startswith(_INDEFINITE)
        if low.startswith(("its ", "their ")):
            owner = self._owner(sentence, span)
            if owner is not None:
                return owner.actor, owner.party, kind
        if definite:
            if kind in self._last_by_kind and self._may_hold(self._last_by_kind[kind].actor, low):
                who = self._last_by_kind[kind]
                return who.actor, who.party, kind
            for m in self._named.before(span.start, kind):
                if self._may_hold(m.actor, low):
                    return m.actor, m.party, kind
        if kind == "monitor" and len(self._named.monitors) == 1:  # "a monitor said": the one that the text names
            actor, party = next(iter(self._named.monitors))
            return actor, party, kind
        return None

    def _may_hold(self, name: str | None, low: str) -> bool:
        """Whether a person may be meant by an office: the mayor is not the colonel who spoke before him, as far as the text says who is what."""
        asked = office_of(low)
        held = {office for role in self._named.roles.get(name or "", ()) if (office := office_of(role.casefold())) is not None}
        return asked is None or not held or asked in held

    def _begin(self, sentence: int) -> int:
        """Where a sentence begins; the first where there is none before it."""
        return self.sentences[max(0, sentence)].start if self.sentences else 0

    def _owner(self, sentence: int, span: Span) -> ActorMention | None:
        """Whose "its troops" are: of the state or group that opened the sentence before ("Sylvania denies it. Its troops …")."""
        if span.start - self.sentences[sentence].start > 3:
            return None
        before = [m for m in self._of_sentence.get(sentence - 1, ()) if m.actor and not m.anaphor and self._is_subject(m)]
        first = min(before, key=lambda m: m.start, default=None)
        opened = first is not None and first.start - self.sentences[sentence - 1].start <= 4
        return first if opened and first is not None and first.kind in {"state", "government", "group"} else None

    def _pronoun(self, sentence: int, span: Span, low: str, content: Sequence[Span] = ()) -> tuple[str | None, str | None, str] | None:
        near = [(n, w) for n, w in self._heard(sentence - 1, sentence) if w.end <= span.start]
        near = [(n, w) for n, w in near if n == sentence] or [(n, w) for n, w in near if not self._aside(n, w)]
        last = max((w for _, w in near), key=lambda w: w.start, default=None)
        if last is not None and last.actor is None and low in _THING and last.text.casefold() not in _PRONOUNS:
            return None  # the one who is speaking, whom nobody knows
        told = self._told_of(sentence, span)
        if low in _THING:  # a town hall that does something, "it said": its own word
            for m in reversed(self._of_sentence.get(sentence, ())):
                if (
                    m.end <= span.start
                    and m.kind == "officials"
                    and m.actor
                    and m.head == "administration"
                    and not m.anaphor
                    and self._is_subject(m)
                ):
                    return m.actor, m.party, m.kind
        heard = [(n, w) for n, w in self._heard(sentence - _FORGET, sentence) if w.start < span.start and w.actor and w.party not in told]
        for _, who in sorted(heard, key=lambda x: (x[0], not self._aside(*x)), reverse=True):
            if (low in _PERSON and who.kind == "person") or (low in _THING and who.kind != "person") or low in _MANY:
                return who.actor, who.party, who.kind or "organisation"
        kinds = {"person"} if low in _PERSON else _COLLECTIVE
        before = [
            m
            for m in self._named.since(self._begin(sentence - 1), span.start)
            if m.end <= span.start
            and m.actor
            and not m.anaphor
            and m.kind in kinds
            and (m.party or m.actor) not in told
            and not (content and content[0].start < span.start and any(c.start <= m.start < c.end for c in content))
        ]
        subject = [m for m in before if self._is_subject(m)]
        for m in reversed(subject or before):
            return m.actor, m.party, m.kind
        return None

    def _told_of(self, sentence: int, span: Span) -> set[str]:
        """Who is spoken of by a saying put in behind them ("Xian forces, they say, shelled ..."): never the ones who say it."""
        text = self.document.text
        return {
            m.party or m.actor or ""
            for m in self._of_sentence.get(sentence, ())
            if not m.anaphor and 0 < span.start - m.end <= 24 and _PUT_IN.fullmatch(text[m.end : span.start])
        } - {""}

    def _aside(self, number: int, who: Speaker) -> bool:
        """Whether somebody's word is only put in beside another's: "the army denied it bombed the town, as the Front claimed"."""
        s = self.sentences[number] if number < len(self.sentences) else None
        if s is None:
            return False
        subjects = [t for t in s.tokens if t.dep in {"nsubj", "nsubjpass", "pobj"} and who.start <= t.start < who.end]
        verbs = [s.tokens[t.head] for t in subjects]
        return any(v.dep == "advcl" and any(c.lower == "as" and c.head == v.i and c.dep == "mark" for c in s.tokens) for v in verbs)

    def _is_subject(self, mention: ActorMention) -> bool:
        sentence = self.sentences[mention.sentence] if mention.sentence < len(self.sentences) else None
        if sentence is None or not sentence.tokens:
            return False
        return any(t.dep in {"nsubj", "nsubjpass", "poss"} and mention.start <= t.start < mention.end for t in sentence.tokens)
