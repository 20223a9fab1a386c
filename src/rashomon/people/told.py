"""What is told right beside a name: who reports, whose kin or what private person somebody is, and that only one name was given."""

from __future__ import annotations

import re
from functools import cache

from rashomon.people.endings import ending
from rashomon.people.runs import Run, Word
from rashomon.people.vocabulary import alternatives, cues

AGE_BEHIND = re.compile(
    r"(?:, |,? \(|(?= age))(?: ?aged? )?\d{1,3}(?=[,.;:)\u2013\u2014]|$| and\b| of\b(?! (?:them|whom|which|those|the|these|its)\b)| years?\b| was\b| were\b)|, (?:an? |the )?\d{1,3}[- ]year[- ]old\b|, \d{1,2} months?\b"
    r"|,? \([a-z]/[a-z], ?\d{1,3}\)|, (?:aged|age) "
)
_AGE_BEFORE = re.compile(
    r"(?:\d{1,3}|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))[- ]?(?:years?|months?|weeks?)[- ]old,? (?:(?!(?:in|of|at|from|near|to|on|outside|and|with) )[\w'’-]+ ){0,2}$"
)
_CREDIT = re.compile(
    r"[A-Z]{2,}/ ?$|\b(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Ee]dited|[Ww]ritten|[Cc]ompiled|[Tt]ranslated|[Rr]eported) by(?: [A-Z][\w.'’-]*| and| in|,|;)* $"
)


def byline(run: Run) -> bool:
    """Whether the name is that of one who reports: a byline, a credit, "X reports"."""
    before, after = run.before, run.after
    if run.words[0].text in {"By", "BY"} and run.first and len(run.words) > 1:
        return True
    if (("/" in before[-2:] or " by" in before) and _CREDIT.search(before)) or _AGENCY.match(after):
        return True
    if before.endswith(_credits()):
        return True
    if (before.strip() in {"By", "BY", "by", "|", "-"} and len(run.words) <= 4) or (before.endswith("By ") and _BY.search(before)):
        return True
    return after.startswith(_credits_behind()) or bool(_OUTLET.match(after))


_AGENCY = re.compile(r", (?:[A-Z]{3,}|via) ")
_BY = re.compile(r"(?:^|[.|)] )By $")
_OUTLET = re.compile(r" ?\| (?!\d)|/[A-Z]| / [A-Z]|, (?:AP|Reuters|AFP)\b")


@cache
def _credits() -> tuple[str, ...]:
    return tuple(c + tail for c in sorted(cues("byline_before")) if not c.islower() and c != "By" for tail in ("", " "))


@cache
def _credits_behind() -> tuple[str, ...]:
    return tuple(head + c for c in sorted(cues("byline_after")) for head in ("", " "))


@cache
def _kin_behind() -> re.Pattern[str]:
    return re.compile(
        rf"(?:['’]s|['’])? (?:\d+-year-old |late |own |eldest |young |youngest |older |younger |then-)?({alternatives('kin')}|home|house|body|attorneys?|lawyers?|death|funeral|car|bedroom|apartment|chest|head)\b"
    )


@cache
def _role_behind() -> re.Pattern[str]:
    return re.compile(
        rf", (?:a|an|another|the|his|her|their|who is an?|who was an?) (?:[\w-]+ ){{0,2}}?({alternatives('private')}|{alternatives('kin')})\b"
    )


def told(before: str, after: str, words: tuple[Word, ...]) -> tuple[str | None, str | None]:
    """Kin and private role told of the name: "her brother X", "X's mother", "resident X", "X, a farmer"."""
    kin = ending("kin", before)
    role = ending("private", before)
    if not role and not (len(words) == 1 and before.endswith(", ")):  # "for refugees, Orla was home"
        role = ending("calling", before)
    kin_told, role_told = kin.cue if kin else None, role.cue if role else None
    if kin is None and (words[-1].possessive or after.startswith(("' ", "’ "))) and len(words) <= 3:
        behind = _kin_behind().match(after)
        kin_told = behind[1] if behind else None
    if role is None and after.startswith(", "):
        behind = _role_behind().match(after)
        role_told = behind[1] if behind else None
    return kin_told, role_told


def age_before(before: str) -> bool:
    """Whether an age stands right before a name: "9-year-old"."""
    return "old" in before and _AGE_BEFORE.search(before) is not None


@cache
def _one_name() -> re.Pattern[str]:
    return re.compile(rf"(?:,| \(| –| —|,? (?:said|says|told|recalled|added)\b)[^.!?]{{0,90}}?\b(?:{alternatives('one_name')})\b")


def one_name(after: str) -> bool:
    """Whether what follows a name says that it is all that is known of it: "Yaw, who gave only one name". Such a person has no office."""
    return bool(_one_name().match(after))


@cache
def _of_people() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('people_told')})\b[^.;!?]{{0,70}}$")


@cache
def _of_things() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('things_told')})\b[^.;!?]{{0,40}}$")


@cache
def _begun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('listed')}|{alternatives('such_as')}) \w[^.;:!?]{{0,100}}(?:,| and|, and) $")


def list_goes_on(before: str) -> bool:
    """Whether a list with one name in it at least goes on right before a name: "including Ivo Tarn and"."""
    return before.endswith((", ", " and ")) and _begun().search(before) is not None


def listed(before: str) -> bool:
    """Whether a list of people begins right before a name: "the dead included", "among them", "12 people, including"."""
    if ending("listed", before):
        return True
    sort = ending("such_as", before)
    if not sort:
        return False
    people, things = _of_people().search(before, 0, sort.start), _of_things().search(before, 0, sort.start)
    return people is not None and not things  # "12 people died in towns including Orla" lists towns
