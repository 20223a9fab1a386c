"""One sentence with its harm words and groups of people, and what the frames ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.mentions.casualties.groups import Group, find_groups
from rashomon.mentions.casualties.headlines import opens_headline, two_of_headline
from rashomon.mentions.casualties.pointing import points_back, revises
from rashomon.mentions.casualties.unsaid import unsaid
from rashomon.mentions.casualties.words import Trigger, find_triggers, small
from rashomon.mentions.figures import Reading
from rashomon.model import Sentence

_QUOTES = frozenset({'"', "'", "''", "``", "-", "—", "–", "(", ")"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(slots=True)
class Link:
    """A group of people joined to a harm word by a frame. ``parent`` is the index of the link this is a part of."""

    group: Group
    trigger: Trigger
    frame: str
    part: bool = False
    parent: int | None = None
    start: int = 0  # tokens of the quote
    end: int = 0
    scope: str | None = None
    harm: str | None = None
    irrealis: bool = False
    joined: bool = False  # further victims of the same harm word as the link before: added to it, no other count of the same people


@dataclass(slots=True)
class Clause:
    """A sentence being read. ``links`` grows as frames find something; a group is linked once."""

    sentence: Sentence
    words: list[str]
    triggers: list[Trigger]
    groups: list[Group]
    by_token: dict[int, Group]
    by_end: dict[int, Group]
    at: dict[int, Trigger]  # every token of a harm word
    ages: list[Reading]
    links: list[Link] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)  # id(group) -> index of link
    noted: dict[int, str] = field(default_factory=dict)  # id(group) -> why it was set aside
    earlier: list[Link] = field(default_factory=list)  # totals of the sentence before
    addends: set[int] = field(default_factory=set)  # id(group) of those that add up to a total before them
    told: list[Link] = field(default_factory=list)  # totals of the document so far, the latest last
    near: bool = True  # whether no sentence stands between this and ``earlier``
    spent: set[int] = field(default_factory=set)  # first tokens of harm words inside "the number of ... killed ..."

    @classmethod
    def of(cls, sentence: Sentence, earlier: list[Link], told: list[Link], near: bool) -> Clause | None:
        """The sentence with triggers and groups, or None where no harm word stands in it and nothing points back to a total."""
        words = [t.lower for t in sentence.tokens]
        triggers = unsaid(sentence, words, find_triggers(sentence, words))
        if not triggers and not ((earlier or told) and points_back(words)) and not (earlier and near and revises(words)):
            return None
        groups, ages = find_groups(sentence, words, triggers)
        by_token = {i: g for g in groups for i in range(g.first, g.last + 1)}
        at = {i: t for t in triggers for i in range(t.first, t.last + 1)}
        if "IS" in sentence.text and not sentence.text.isupper():
            words = ["IS" if t.text == "IS" else w for t, w in zip(sentence.tokens, words, strict=True)]  # the group, not the verb
        return cls(
            sentence, words, triggers, groups, by_token, {g.last: g for g in groups}, at, ages, earlier=earlier, told=told, near=near
        )

    def free(self, group: Group | None) -> bool:
        """Whether a frame may still take this group."""
        return group is not None and id(group) not in self.used and group.unit is None

    def add(
        self,
        group: Group,
        trigger: Trigger,
        frame: str,
        *,
        part: bool = False,
        parent: int | None = None,
        scope: str | None = None,
        joined: bool = False,
    ) -> int:
        """Joins a group to a harm word; returns the link's index."""
        link = Link(group, trigger, frame, part, parent, scope=scope, joined=joined and not part)
        self.links.append(link)
        self.used[id(group)] = len(self.links) - 1
        return len(self.links) - 1

    def word(self, i: int) -> str:
        """Word ``i`` in lower case, empty outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def left_of(self, i: int, limit: int = 9) -> Group | None:
        """The group that ends before token ``i`` with only auxiliaries, adverbs and the like between."""
        skip = small("skip")
        j = i - 1
        while j >= 0 and i - j <= limit:
            group = self.by_end.get(j)
            if group is not None:
                return group
            word = self.words[j]
            if j in self.by_token:
                return None
            if word == "," and j == i - 1 - self._skipped(i) and (opened := self._aside(j)) is not None:
                return opened
            if (
                word == ","
                and self.sentence.tokens[j + 1].lower not in ("who", "which", "that", "all", "both", "some")
                and not (j and self.words[j - 1] in skip)
            ):
                return None
            if word not in skip and word != "," and self.sentence.tokens[j].pos != "ADV" and word not in _QUOTES:
                return None
            j -= 1
        return None

    def _skipped(self, i: int) -> int:
        """How many auxiliaries and adverbs stand before token ``i``."""
        n = 0
        while (
            i - 1 - n >= 0
            and self.words[i - 1 - n] != ","
            and (self.words[i - 1 - n] in small("skip") or self.sentence.tokens[i - 1 - n].pos == "ADV")
        ):
            n += 1
        return n

    def _aside(self, comma: int) -> Group | None:
        """The group before an aside that ends at this comma: "12 others, including two boys, [were hurt]"."""
        for p in range(comma - 2, max(0, comma - 24), -1):
            if self.words[p] == "," and self.words[p + 1] in small("aside_open") and (p - 1) in self.by_token:
                group = self.by_token[p - 1]
                if group.last == p - 1 and (group.numeric or group.low == 1) and self.free(group):
                    return group
            if self.words[p] == "," and self.words[comma - 2 : comma] == ["among", "them"] and (p - 1) in self.by_token:
                group = self.by_token[p - 1]  # "12 people, a child among them, [were killed]"
                if group.last == p - 1 and group.numeric and self.free(group):
                    return group
            if self.words[p] == "," and self.words[p + 1] in ("a", "an") and (p - 1) in self.by_token:
                group = self.by_token[p - 1]
                told = any(t.pos in ("VERB", "AUX") for t in self.sentence.tokens[p + 2 : comma])
                if group.last == p - 1 and group.low == group.high == 1 and group.who is not None and self.free(group) and not told:
                    return group  # "a third civilian, a farmer from Karsa, died"
            if p in self.at or self.words[p] in (";", ":"):
                return None
        return None

    def right_of(self, i: int, limit: int = 5) -> Group | None:
        """The group that begins after token ``i`` with only an article, an adverb or a quotation mark between."""
        skip = small("object_skip")
        j = i + 1
        while j < len(self.words) and j - i <= limit:
            group = self.by_token.get(j)
            if group is not None:
                return group if group.first <= j else None
            if self.words[j] not in skip and self.sentence.tokens[j].pos not in ("ADV", "ADJ") and self.words[j] not in _QUOTES:
                return None
            j += 1
        return None

    def passive_aux(self, i: int) -> bool:
        """Whether a form of be or get stands before token ``i``."""
        aux = small("passive")
        j = i - 1
        while j >= 0 and i - j <= 6:
            word = self.words[j]
            if word in aux:
                return True
            if self.sentence.tokens[j].pos not in ("ADV", "PART", "PUNCT") and word not in (
                "confirmed",
                "reported",
                "feared",
                "believed",
                "said",
                "known",
                "thought",
                "as",
                "to",
                "all",
                "both",
                "also",
                "or",
                "and",
                "either",
                "later",
                "left",
            ):
                return False
            j -= 1
        return False

    def next_is_harm(self, group: Group) -> bool:
        """Whether a harm word takes this group from behind: "... 30 wounded", "... 30 were wounded"."""
        j = group.last + 1
        skip = small("skip")
        while j < len(self.words) and j - group.last <= 6:
            trigger = self.at.get(j)
            if trigger is not None:
                return (
                    (trigger.has("passive") and (trigger.tag in ("VBN", "VBD", "JJ") or not trigger.form.endswith("ing")))
                    or trigger.has("state")
                    or trigger.has("subject")
                )
            if self.words[j] not in skip and self.sentence.tokens[j].pos != "ADV":
                return False
            if self.words[j] in ("who", "which", "that"):
                return False
            j += 1
        return False

    def subject_elsewhere(self, group: Group, trigger: Trigger) -> bool:
        """Whether the tree makes the group the subject of another verb that stands behind it."""
        head = group.head if group.head is not None else group.last
        token = self.sentence.tokens[head]
        return (
            token.dep in _SUBJECTS
            and token.head > group.last
            and token.head not in range(trigger.first, trigger.last + 1)
            and self.sentence.tokens[token.head].pos in ("VERB", "AUX")
        )

    def chain_right(self, group: Group, trigger: Trigger, stop: int | None = None) -> list[tuple[Group, bool]]:
        """Groups joined to this one on its right; the flag says part ("including three children") or one more of the same ("and")."""
        join, opener = small("join"), small("part")
        out: list[tuple[Group, bool]] = []
        part, last = False, group.last
        while True:
            gap: list[str] = []
            j, found, opened = last + 1, None, part
            while j < len(self.words) and j - last <= 5 and (stop is None or j < stop):
                if j in self.by_token:
                    found = self.by_token[j]
                    break
                if j in self.at:
                    return out
                if not (self.sentence.tokens[j].pos == "PROPN" and not gap and group.low == 1 and stop is None):
                    gap.append(self.words[j])  # "killed the commander Aran Bel and two guards": the name is passed over
                elif j - last > 4:
                    return out
                else:
                    last += 1
                j += 1
            if found is None or (stop is not None and found.last >= stop):
                return out
            text = " ".join(gap)
            if any(p in text if " " in p else p in gap for p in opener) or self._among_them(found):
                opened = True
            elif not (gap and all(w in join or w in _QUOTES for w in gap)) and not (part and not gap):
                pair = not gap and group.counts and found.counts and group.who is not None and found.who is not None
                if not pair:  # headline without commas: "40 civilians 25 fighters killed"
                    return out
            ends = found.last == len(self.words) - 1  # "kill 4 soldiers, 2 police"
            headline = (ends if stop is None else opens_headline(self.words, group.first)) and two_of_headline(group, found)
            if gap == [","] and not opened and not self._listed(found) and not headline:
                return out
            if "," in gap and "and" not in gap and any(w in _QUOTES and w not in ("-", "—", "–", "(", ")") for w in gap):
                return out  # '"it ended the life of a child," the attorney said'
            if gap == [","] and id(found) in self.addends and group.counts and group.reading is not None and group.reading.exact:
                return out  # "two civilians, a woman and a girl": who they were
            if not self.free(found) or found.own is not None or (found.back and not opened):
                return out
            if stop is None and self.next_is_harm(found) and not opened:
                return out
            if stop is None and self.subject_elsewhere(found, trigger) and not opened:
                return out
            part = opened
            out.append((found, part))
            last = found.last

    def _among_them(self, group: Group) -> bool:
        """ "12 people, a child among them": counted, or one of a kind; "the mayor among them" tells who he was."""
        one = self.word(group.first) in ("a", "an") or (group.first == group.last and self.sentence.tokens[group.first].tag == "NN")
        return (group.counts or one) and self.words[group.last + 1 : group.last + 3] == ["among", "them"]

    def _listed(self, group: Group) -> bool:
        """Whether a comma before this group is one of a list that "and" closes."""
        j = group.last + 1
        return self.word(j) in ("and", ",", "&") and (j + 1 in self.by_token or j + 2 in self.by_token)

    def by_name(self, i: int, plural: bool) -> Group:
        """A group for a name or pronoun that the tree makes a victim."""
        tokens = self.sentence.tokens
        first = i
        while first > 0 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].head == i:
            first -= 1
        group = Group(first, i, None, 2 if plural else 1, None if plural else 1, head=i)
        self.groups.append(group)
        for j in range(first, i + 1):
            self.by_token.setdefault(j, group)
        return group


def none_word(reading: Reading | None) -> bool:
    """Whether the count is "no", "nobody", "none"."""
    return reading is not None and reading.kind == "none"
