"""What a run of capitalised words is by what stands in and beside it: a person's name or not, and whether that person has an office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from rashomon.people.endings import begins, ending, ends_in_office, speaks_before
from rashomon.people.runs import Run, Word
from rashomon.people.titles import core, korean, lead, plain_word, rank_words, suffixes
from rashomon.people.told import AGE_BEHIND, age_before, byline, listed, one_name, told
from rashomon.people.vocabulary import (
    alternatives,
    cues,
    is_given,
    is_place,
    is_small,
    known_things,
    low_cues,
    office_apposed,
)

#: Rules by which a run is taken for a person, the stronger first; each names the function or the line that found it.
STRONG, LIKELY, DOUBT, NONE, PLACE = 3, 2, 1, 0, -1

_WAS = r"(?:,? (?:who|was|were|is|are|has|had|have|been|being|also|allegedly|later|fatally|then|initially|reportedly|both|all) ?)*"
_PATRONYMIC = re.compile(r"(?:ovich|evich|ovna|evna|ichna|oglu|qizi|zade)$", re.I)
_ARTICLE_NAME = re.compile(r"^(?:al|el|as|ash|an|ar|ad|at|az)[-‑]\w", re.I)
_WITH_THE = re.compile(r"\bthe $", re.I)
_BARE = re.compile(
    r" (?:killed|wounded|injured|murdered|dead|accused|abducted|kidnapped|missing)\b"
)  # "Orlans killed in": no verb of theirs
_STATE_BEHIND = re.compile(r", (?:[A-Z][a-z]{1,4}\.|[A-Z]{2}\b|[A-Z]\.[A-Z]\.)")


@dataclass(frozen=True, slots=True)
class Judged:
    """A run seen as a person: the words that are the name, how sure, ``public`` with an office or role, and the private ``role`` told."""

    run: Run
    words: tuple[Word, ...]
    sure: int
    public: bool = False
    role: str | None = None
    rule: str = ""
    lead: tuple[Word, ...] = ()  # an address of a culture before it ("Daw Khin Su"), hidden with it: it tells who somebody is

    @property
    def start(self) -> int:
        """Where what is to be hidden begins."""
        return (self.lead or self.words)[0].start

    @property
    def name(self) -> str:
        """The name's words, without titles."""
        return " ".join(w.text for w in self.words)


@cache
def _harmed() -> re.Pattern[str]:
    return re.compile(_WAS + rf" ?(?:{alternatives('harm_verb')})\b")


_NUMBERED = re.compile(r"\d[\w.]* $|\bthe $")


def _no_person(words: tuple[Word, ...], run: Run, cued: bool, told: bool) -> bool:
    """Whether the words themselves name a place, a group or a thing."""
    texts = [w.text for w in words]
    heads = cues("head")
    if korean(texts):
        return False
    if len(texts) > 1 and (any(t in heads for t in texts[1:]) or (texts[0] in heads and not is_given(texts[0]))):
        surname = is_given(texts[0]) and texts[-1] in cues("surname_head") and texts[-1] not in cues("place_surname")
        surname = surname and texts[0] not in heads and not any(t in heads or is_small(t) for t in texts[1:-1])
        placed = ending("place_before", run.before.lower()) is not None or bool(_NUMBERED.search(run.before))
        return not ((surname and not placed) or (cued and is_given(texts[0]) and texts[-1] in cues("surname_head") and not placed))
    if texts[0] in cues("named_for") and texts[0] not in {"El", "Umm"} and not cued:
        return True
    if len(texts) == 1 and plain_word(texts[0]) in rank_words() and not is_given(texts[0]) and not told:
        return True
    if len(texts) == 1 and (len(texts[0]) == 1 or (texts[0] in heads and not (cued and told)) or texts[0] in cues("never")):
        return True
    if all(t.isupper() and len(t) > 1 for t in texts) and not run.shouted and not cued:
        return True  # acronyms, and the town at the head of a dispatch
    return begins("small_head", run.after.lower()) and not words[-1].possessive and not (cued and len(texts) > 1)


def judge(run: Run) -> Judged | None:
    """The run as a person's name, or None where it is none. ``sure`` is NONE where only other mentions of the name can tell."""
    if run.thing:
        return Judged(run, run.words, NONE)
    words, office, courtesy = core(run)
    if not words:
        return None
    leading = lead(run, words) if courtesy else ()
    start = words[0].start - run.start
    before = (run.before + run.before[:0] + _slice(run, start)).lower()
    after = run.after.lower()
    plain = tuple(w for w in words if plain_word(w.text) not in suffixes()) or words
    junior = len(plain) < len(words)
    after = after.removeprefix(".") if junior else after
    many = len(plain) > 1
    ahead = before.removesuffix(leading[0].text.lower() + " ") if leading else before  # "the minister, Haji Ivo Tarn"
    office = office or (ends_in_office(ahead) and not age_before(before))
    appositive = bool(office_apposed().match(after)) or (words[-1].possessive and begins("power", after))
    kin, role = told(ahead, after, words)
    aged = bool(AGE_BEHIND.match(after)) or age_before(before)
    listing = listed(ahead) and (is_given(words[0].text) or (many and not is_place(" ".join(w.text for w in words))))
    naming = listing or ending("naming", ahead) is not None
    alone = one_name(after) and not run.shouted
    harmed = after[:1] in {" ", ","} and _harmed().match(after) is not None
    says = begins("saying", after) or speaks_before(before, many=many)
    cued = aged or bool(kin) or bool(role) or naming or courtesy or office or harmed or alone
    if _no_person(words, run, cued, bool(AGE_BEHIND.match(after)) or courtesy or alone or bool(kin)):
        return None
    if _STATE_BEHIND.match(run.after) and not (is_given(words[0].text) or cued) and is_place(run.name):
        return None
    out = Judged(run, words, NONE, lead=leading)
    if alone and not office:
        return replace(out, sure=STRONG, role=role or kin, rule="one name")
    if byline(run):
        return replace(out, sure=STRONG if many else LIKELY, public=True, rule="byline")
    office = office or _of_a_group(run.before)
    public = office or (appositive and (many or office))
    if office or appositive:
        out = replace(out, sure=STRONG if many or office else LIKELY, public=public or appositive, rule="office")
        return out
    if (before.endswith("the ") and _WITH_THE.search(before)) and not courtesy:
        return None if not many else (replace(out, sure=NONE))
    given = is_given(words[0].text)
    if run.shouted:
        named = given and not all(is_small(w.text) for w in words)
        sure = NONE if not many else STRONG if aged or kin else LIKELY if named else NONE
        if many and sure == NONE and not any(is_small(w.text) or is_place(w.text) for w in words) and not is_place(out.name):
            sure = DOUBT
        return replace(out, sure=sure, role=role, rule="headline")
    place = ending("place_before", ahead) is not None
    courtesy = courtesy and not (leading and place and not many)  # "near Don Jose"
    if aged or courtesy or kin or role:
        return replace(out, sure=STRONG, role=role or kin, rule="age" if aged else "courtesy" if courtesy else "kin" if kin else "role")
    if (
        many
        and (naming or harmed or says)
        and not (place and not given)
        and (
            given
            or (listing and not run.first)
            or not (any(is_small(w.text) for w in plain[:-1]) or plain_word(plain[-1].text) in low_cues("private"))
        )
    ):
        return replace(out, sure=STRONG, rule="named" if naming else "harmed" if harmed else "says")
    if place and (not given or (many and is_place(out.name))):
        return replace(out, sure=PLACE, rule="place")
    if many and junior:
        return replace(out, sure=STRONG, rule="junior")
    if many and (given or any(_PATRONYMIC.search(w.text) or _ARTICLE_NAME.match(w.text) for w in words)):
        return replace(out, sure=DOUBT if place or is_place(out.name) else LIKELY, rule="given name")
    if many and not is_place(out.name) and not any(is_small(w.text) for w in words):
        return replace(out, sure=DOUBT, rule="two words")
    if (
        not many
        and ((harmed and not _BARE.match(after)) or naming)
        and not is_small(words[0].text)
        and not place
        and (given or not is_place(words[0].text) or harmed or before.endswith(" as "))
    ):
        return replace(out, sure=LIKELY, rule="harmed")
    if not many and says and not is_small(words[0].text) and (given or not is_place(words[0].text)):
        return replace(out, sure=DOUBT, rule="spoke" if begins("spoke", after) or ending("spoke", before) else "says")
    return out


def _of_a_group(before: str) -> bool:
    """Whether a known group, agency or organ owns the name ("Amnesty's Ivo Tarn"): its speaker."""
    if not before.endswith(("’s ", "'s ", "s’ ", "s' ")):
        return False
    owner = before[:-3] if before[-2] == "s" else before[:-2]
    return any(m.end == len(owner) and m.entry.file in {"groups", "agencies", "institutions"} for m in known_things().find(owner))


def _slice(run: Run, length: int) -> str:
    """What of the run stands before the name itself: its titles, as written."""
    if length <= 0:
        return ""
    taken = [w.text for w in run.words if w.start - run.start < length]
    return " ".join(taken) + " "
