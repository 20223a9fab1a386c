"""Everything that was found in a document, by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from rashomon.incidents.words import Word, war_words, words_of
from rashomon.model import ActorMention, Claim, DateMention, Document, Mentions, PlaceMention, Sentence, Span, Token, WeaponMention

_DATELINE_CHARS = 60
_DAYS = frozenset({"weekday", "offset", "month_day"})
#: "HADREL. October 6 (Vale News) -", "HADREL, Murenia (Aug. 4) -": what may stand before and behind the date of a dateline.
_OPENING = re.compile(r"\W*[A-Z][\w'.-]{2,}(?:[ -][A-Z][\w'.-]+){0,3}(?:[,.]? ?(?:[A-Z][\w.]*)(?: [A-Z][\w.]*){0,2})?[,.]? ?\(?")
#: An item of a round-up: "HADREL - Gunmen shot …", "* LORN: A bomb …", "• DORN, Oct. 5: Four …".
_ITEM = re.compile(
    r"\n(?:[*\u2022\u00b7\u25cf-] ?(?=[^\n]{2,60}[:\u2013\u2014-] )(?P<mark>))?(?P<place>[A-Z][A-Z'\u2019]{2,}(?:[ -][A-Z'\u2019]{2,}){0,2})"
    r"(?:, [A-Z][\w. ]{1,24})? ?(?:[\u2013\u2014-]|(?(mark):|(?!))) "
)
#: A numbered point of a bulletin: "2. In the Dorn direction …".
_POINT = re.compile(r"\n {0,3}\(?(?P<number>\d{1,2})[.)] (?=[A-Z])")
_AGENCY = re.compile(r"\)?,?(?: \d{4})?(?: ?\([^()\n]{2,40}\))? ?(?:[-\u2013\u2014]|/)")


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
        #: Harm words by which wounded people die: a day that hangs on one is no day of the event, only the last it can be of.
        self.dying: dict[int, list[Span]] = defaultdict(list)
        for c in mentions.casualties:
            if c.harm_detail == "died_of_wounds":
                self.dying[c.sentence].append(c.trigger)
        self._datelines = [b for b in document.blocks if b.label == "dateline"]
        self._war_paragraphs: set[int] | None = None
        self._found: dict[int, dict[str, list[Word]]] = {}
        #: What is read off a sentence and asked again for the next of its claims.
        self.memo: dict[tuple[Any, ...], Any] = {}
        lines = f"\n{document.text}"  # a match begins where its line does; a line end is looked for faster than a beginning of a line
        heads = list(_ITEM.finditer(lines))
        self._items = [m.start() for m in heads] if len({m["place"] for m in heads}) > 1 else []
        points = list(_POINT.finditer(lines))
        counted = len(points) > 1 and [int(m["number"]) for m in points] == list(range(1, len(points) + 1))
        self._points = [m.start() for m in points] if counted and not self._items else []

    def of(self, sentence: Sentence, file: str) -> list[Word]:
        """Lexicon words of a sentence, found once."""
        return self.all_of(sentence).get(file, [])

    def all_of(self, sentence: Sentence) -> dict[str, list[Word]]:
        """The same by lexicon."""
        found = self._found.get(sentence.index)
        if found is None:
            found = self._found[sentence.index] = words_of(sentence)
        return found

    def is_of_dying(self, sentence: Sentence, word: Token | None) -> bool:
        """Whether a word is one by which somebody who was wounded dies."""
        return word is not None and any(t.start <= word.start < t.end for t in self.dying.get(sentence.index, ()))

    def sentence_of(self, claim: Claim) -> Sentence | None:
        """The sentence in which the claim starts."""
        if 0 <= claim.sentence < len(self.sentences):
            s = self.sentences[claim.sentence]
            if s.start <= claim.start < s.end:
                return s
        return next((s for s in self.sentences if s.start <= claim.start < s.end), None)

    def tells_of_war(self, sentence: Sentence) -> bool:
        """Whether a war is what its main clause is about: "the 2008-2011 war killed about 30,000", "the war is told in numbers that differ"."""
        key = ("war", sentence.index)
        if key not in self.memo:
            nouns = war_words()
            self.memo[key] = not sentence.lowers.isdisjoint(nouns) and any(
                t.lower in nouns and t.dep in {"nsubj", "nsubjpass"} and sentence.tokens[t.head].dep == "ROOT" for t in sentence.tokens
            )
        return bool(self.memo[key])

    def in_war_paragraph(self, sentence: Sentence) -> bool:
        """Whether the first sentence of its paragraph is about a war, and no day has been named in it since."""
        if self._war_paragraphs is None:
            first = {s.paragraph: s for s in reversed(self.sentences)}
            self._war_paragraphs = {
                p for p, s in first.items() if self.tells_of_war(s) and not any(d.expr.kind in _DAYS for d in self.dates[s.index])
            }
        return sentence.paragraph in self._war_paragraphs and not any(d.expr.kind in _DAYS for d in self.dates[sentence.index])

    def opens_line(self, place: PlaceMention) -> bool:
        """A place in capitals that opens a paragraph before a colon or a dash ("HADREL: Gunmen …") is where it was written."""
        text = self.document.text
        if self._items or not text[place.start : place.end].isupper() or text[text.rfind("\n", 0, place.start) + 1 : place.start].strip():
            return False
        return bool(re.match(r"(?:, [A-Z][\w. ]{1,24})? ?[:\u2013\u2014-] ", text[place.end : place.end + 40]))

    def item(self, start: int) -> int:
        """Which item of a round-up a place in the text stands in: each opens with a place in capitals; 0 for a text that is none.

        Numbered points of a bulletin count downwards from −1: what one says may be about the event of another, its counts may not.
        """
        return bisect_right(self._items, start) if self._items else -bisect_right(self._points, start)

    def counts_from(self, date: DateMention) -> bool:
        """ "since May", however the date itself was read."""
        text = self.document.text
        return text[date.start : date.end].lower().startswith("since ") or text[max(0, date.start - 6) : date.start].lower() == "since "

    def is_dateline(self, date: DateMention) -> bool:
        """A full date that opens the document is the page's own, not an event's."""
        if any(b.start <= date.start < b.end for b in self._datelines):
            return True
        if date.expr.kind not in {"absolute", "month_day"} or date.expr.day is None:
            return False
        line = self.document.text.rfind("\n", 0, date.start) + 1
        if (
            date.start - line <= _DATELINE_CHARS
            and _OPENING.fullmatch(self.document.text, line, date.start)
            and _AGENCY.match(self.document.text, date.end)
        ):
            return True
        if date.start > _DATELINE_CHARS or date.expr.kind != "absolute":
            return False
        before = self.document.text[: date.start].rstrip().lower()
        return not before.endswith((" on", " of", " in", " since", " from")) and before != "on"
