"""What a run of capitalised words is by what stands in and beside it: a person's name or not, and whether that person has an office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rashomon.gazetteer import get_gazetteer
from rashomon.people.runs import Run, Word
from rashomon.people.vocabulary import (
    beginning,
    cues,
    ending,
    is_given,
    is_small,
    known_things,
    low_cues,
    office_apposed,
    office_ending,
    offices,
)

#: Rules by which a run is taken for a person, the stronger first; each names the function or the line that found it.
STRONG, LIKELY, DOUBT, NONE, PLACE = 3, 2, 1, 0, -1

_AGE_BEHIND = re.compile(
    r"(?:, |,? \(|(?= age))(?: ?aged? )?\d{1,3}(?=[,.;:)\u2013\u2014]|$| and\b| of\b| years?\b| was\b| were\b)|, (?:an? |the )?\d{1,3}[- ]year[- ]old\b|, \d{1,2} months?\b"
    r"|,? \([a-z]/[a-z], ?\d{1,3}\)|, (?:aged|age) "
)
_AGE_BEFORE = re.compile(
    r"(?:\d{1,3}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))[- ]?(?:years?|months?|weeks?)[- ]old,? (?:(?!(?:in|of|at|from|near|to|on|outside|and|with) )[\w'’-]+ ){0,2}$"
)
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

    @property
    def name(self) -> str:
        """The name's words, without titles."""
        return " ".join(w.text for w in self.words)


@lru_cache(maxsize=50_000)
def is_place(name: str) -> bool:
    """Whether the gazetteer has a place of this name."""
    return get_gazetteer().has(name)


def _plain(word: str) -> str:
    return word.lower().rstrip(".")


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(f.rstrip(".") for f in low_cues("suffix"))


@cache
def _rank_words() -> frozenset[str]:
    return frozenset(w.rstrip(".") for o in offices() for w in (o,) if " " not in w)


def core(run: Run) -> tuple[tuple[Word, ...], bool, bool]:
    """The words of a run without titles and words that only begin a sentence; whether an office and whether a courtesy was taken off."""
    words = list(run.words)
    office = courtesy = False
    aged = _age_before(run.before.lower())
    if aged and not run.shouted:  # "19-year-old Justice Tarn"
        return tuple(words), False, False
    if (
        len(words) == 1
        and not run.first
        and not run.shouted
        and (aged or ending("kin").search(run.before.lower()) or _AGE_BEHIND.match(run.after))
    ):
        return tuple(words), False, False
    while len(words) > 1 and words[0].text.lower().endswith("-old"):  # "Six-month-old Rina Tarn"
        words = words[1:]
    while words:
        low = _plain(words[0].text)
        more = len(words) > 1
        if more and low in _rank_words() and not (is_given(words[0].text) and not run.shouted and low not in {"general", "major"}):
            office, words = True, words[1:]
        elif more and low in {c.rstrip(".") for c in low_cues("courtesy")} and not _article(words[0].text):
            courtesy, words = True, words[1:]
        elif (
            is_small(words[0].text) and (run.first or run.shouted or not is_given(words[0].text)) and not (more and is_given(words[0].text))
        ):
            words = words[1:]
        else:
            break
    cut = next((n for n in range(1, len(words) - 1) if _title(words, n)), None)
    if cut is not None:  # "Smith County Sheriff Ivo Tarn": the name stands behind the last title
        last = max(n for n in range(len(words) - 1) if _title(words, n))
        office, words = True, words[last + 1 :]
    while len(words) > 1 and (words[-1].text == "I" or (_title(words, len(words) - 1) and not _surname(words[-1], run))):
        words = words[:-1]
    while words and is_small(words[-1].text) and (run.shouted or (len(words) == 1 and not courtesy)):
        words = words[:-1]
    return tuple(words), office, courtesy


def _title(words: list[Word], n: int) -> bool:
    """Whether the word is an office and no part of a name: "King" behind a given name is a surname."""
    low = _plain(words[n].text)
    if low not in _rank_words() or is_given(words[n].text):
        return False
    return not (n and low in low_cues("rank_surname") and is_given(words[n - 1].text))


def _surname(word: Word, run: Run) -> bool:
    """Whether an office at the end of a run is a surname rather: "Tarn King", not "Tarn King of"."""
    return _plain(word.text) in low_cues("rank_surname") and not run.after.startswith(" of ")


def _article(word: str) -> bool:
    return word.lower() in {"abu", "umm"}


def _no_person(words: tuple[Word, ...], run: Run, cued: bool, told: bool) -> bool:
    """Whether the words themselves name a place, a group or a thing."""
    texts = [w.text for w in words]
    heads = cues("head")
    if len(texts) > 1 and (any(t in heads for t in texts[1:]) or (texts[0] in heads and not is_given(texts[0]))):
        surname = is_given(texts[0]) and texts[-1] in cues("surname_head") and texts[-1] not in cues("place_surname")
        surname = surname and texts[0] not in heads and not any(t in heads or is_small(t) for t in texts[1:-1])
        placed = bool(ending("place_before").search(run.before.lower())) or bool(re.search(r"\d[\w.]* $|\bthe $", run.before))
        return not ((surname and not placed) or (cued and is_given(texts[0]) and texts[-1] in cues("surname_head") and not placed))
    if texts[0] in cues("named_for") and texts[0] not in {"El", "Umm"} and not cued:
        return True
    if len(texts) == 1 and _plain(texts[0]) in _rank_words() and not is_given(texts[0]) and not told:
        return True
    if len(texts) == 1 and (len(texts[0]) == 1 or (texts[0] in heads and not (cued and told)) or texts[0] in cues("never")):
        return True
    if all(t.isupper() and len(t) > 1 for t in texts) and not run.shouted and not cued:
        return True  # acronyms, and the town at the head of a dispatch
    return bool(beginning("small_head").match(run.after.lower())) and not words[-1].possessive and not (cued and len(texts) > 1)


def judge(run: Run) -> Judged | None:
    """The run as a person's name, or None where it is none. ``sure`` is NONE where only other mentions of the name can tell."""
    if run.thing:
        return Judged(run, run.words, NONE)
    words, office, courtesy = core(run)
    if not words:
        return None
    start = words[0].start - run.start
    before = (run.before + run.before[:0] + _slice(run, start)).lower()
    after = run.after.lower()
    plain = tuple(w for w in words if _plain(w.text) not in _suffixes()) or words
    junior = len(plain) < len(words)
    after = after.removeprefix(".") if junior else after
    many = len(plain) > 1
    office = office or (bool(office_ending().search(before)) and not _age_before(before))
    appositive = bool(office_apposed().match(after)) or bool(beginning("power").match(after) and words[-1].possessive)
    byline = _byline(run)
    kin, role = _told(before, after, words)
    aged = bool(_AGE_BEHIND.match(after)) or _age_before(before)
    naming = bool(ending("naming").search(before))
    harmed = bool(re.match(_WAS + rf" ?(?:{_alternatives('harm_verb')})\b", after)) and bool(after[:1] in {" ", ","})
    says = bool(beginning("saying").match(after)) or bool(
        re.search(rf"\b(?:{_alternatives('saying')}|according to{'|to|by' if many else ''}) $", before)
    )
    cued = aged or bool(kin) or bool(role) or naming or courtesy or office or harmed
    if _no_person(words, run, cued, bool(_AGE_BEHIND.match(after)) or courtesy or bool(kin)):
        return None
    if _STATE_BEHIND.match(run.after) and not (is_given(words[0].text) or cued) and is_place(run.name):
        return None
    out = Judged(run, words, NONE)
    if byline:
        return replace(out, sure=STRONG if many else LIKELY, public=True, rule="byline")
    office = office or _of_a_group(run.before)
    public = office or (appositive and (many or office))
    if office or appositive:
        out = replace(out, sure=STRONG if many or office else LIKELY, public=public or appositive, rule="office")
        return out
    if _WITH_THE.search(before) and not courtesy:
        return None if not many else (replace(out, sure=NONE))
    given = is_given(words[0].text)
    if run.shouted:
        named = given and not all(is_small(w.text) for w in words)
        sure = NONE if not many else STRONG if aged or kin else LIKELY if named else NONE
        if many and sure == NONE and not any(is_small(w.text) or is_place(w.text) for w in words) and not is_place(out.name):
            sure = DOUBT
        return replace(out, sure=sure, role=role, rule="headline")
    place = bool(ending("place_before").search(before))
    if aged or courtesy or kin or role:
        return replace(out, sure=STRONG, role=role or kin, rule="age" if aged else "courtesy" if courtesy else "kin" if kin else "role")
    if (
        many
        and (naming or harmed or says)
        and not (place and not given)
        and (given or not (any(is_small(w.text) for w in plain[:-1]) or _plain(plain[-1].text) in low_cues("private")))
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
        return replace(out, sure=DOUBT, rule="says")
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


def _age_before(before: str) -> bool:
    return bool(_AGE_BEFORE.search(before))


@cache
def _alternatives(use: str) -> str:
    return "|".join(re.escape(f) for f in sorted(low_cues(use), key=lambda f: (-len(f), f)))


_CREDIT = re.compile(
    r"[A-Z]{2,}/ ?$|\b(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Ee]dited|[Ww]ritten|[Cc]ompiled|[Tt]ranslated|[Rr]eported) by(?: [A-Z][\w.'’-]*| and| in|,|;)* $"
)


def _byline(run: Run) -> bool:
    before, after = run.before, run.after
    if run.words[0].text in {"By", "BY"} and run.first and len(run.words) > 1:
        return True
    if _CREDIT.search(before) or re.match(r", (?:[A-Z]{3,}|via) ", after):
        return True
    if any(before.endswith((cue, cue + " ")) for cue in cues("byline_before") if not cue.islower() and cue != "By"):
        return True
    if (before.strip() in {"By", "BY", "by", "|", "-"} and len(run.words) <= 4) or re.search(r"(?:^|[.|)] )By $", before):
        return True
    return any(after.startswith((cue, " " + cue)) for cue in cues("byline_after")) or bool(
        re.match(r" ?\| |/[A-Z]| / [A-Z]|, (?:AP|Reuters|AFP)\b", after)
    )


def _told(before: str, after: str, words: tuple[Word, ...]) -> tuple[str | None, str | None]:
    """Kin and private role told of the name: "her brother X", "X's mother", "resident X", "X, a farmer"."""
    kin = ending("kin").search(before)
    role = ending("private").search(before)
    if not kin and (words[-1].possessive or after.startswith(("' ", "’ "))) and len(words) <= 3:
        behind = re.match(
            rf"(?:['’]s|['’])? (?:\d+-year-old |late |own |eldest |young |youngest |older |younger |then-)?({_alternatives('kin')}|home|house|body|attorneys?|lawyers?|death|funeral|car|bedroom|apartment|chest|head)\b",
            after,
        )
        if behind:
            kin = behind
    if not role:
        role = re.match(
            rf", (?:a|an|another|the|his|her|their|who is an?|who was an?) (?:[\w-]+ ){{0,2}}?({_alternatives('private')}|{_alternatives('kin')})\b",
            after,
        )
    return (kin.group(1) if kin else None), (role.group(1) if role else None)
