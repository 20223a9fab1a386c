"""Everything that was found in a document, by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.incidents.words import Word, words
from rashomon.model import ActorMention, Claim, DateMention, Document, Mentions, PlaceMention, Sentence, WeaponMention

_DATELINE_CHARS = 60


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
        self.actors: dict[int, list[ActorMention]] = defaultdict(list)
        for a in mentions.actors:
            self.actors[a.sentence].append(a)
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
