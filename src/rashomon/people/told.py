"""What is told right beside a name: who reports, whose kin or what private person somebody is, and that only one name was given."""

from __future__ import annotations

import re
from functools import cache

from rashomon.people.runs import Run, Word
from rashomon.people.vocabulary import alternatives, cues, ending

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
    if _CREDIT.search(before) or re.match(r", (?:[A-Z]{3,}|via) ", after):
        return True
    if any(before.endswith((cue, cue + " ")) for cue in cues("byline_before") if not cue.islower() and cue != "By"):
        return True
    if (before.strip() in {"By", "BY", "by", "|", "-"} and len(run.words) <= 4) or re.search(r"(?:^|[.|)] )By $", before):
        return True
    return any(after.startswith((cue, " " + cue)) for cue in cues("byline_after")) or bool(
        re.match(r" ?\| (?!\d)|/[A-Z]| / [A-Z]|, (?:AP|Reuters|AFP)\b", after)
    )


def told(before: str, after: str, words: tuple[Word, ...]) -> tuple[str | None, str | None]:
    """Kin and private role told of the name: "her brother X", "X's mother", "resident X", "X, a farmer"."""
    kin = ending("kin").search(before)
    role = ending("private").search(before)
    if not role and not (len(words) == 1 and before.endswith(", ")):  # "for refugees, Orla was home"
        role = ending("calling").search(before)
    if not kin and (words[-1].possessive or after.startswith(("' ", "’ "))) and len(words) <= 3:
        behind = re.match(
            rf"(?:['’]s|['’])? (?:\d+-year-old |late |own |eldest |young |youngest |older |younger |then-)?({alternatives('kin')}|home|house|body|attorneys?|lawyers?|death|funeral|car|bedroom|apartment|chest|head)\b",
            after,
        )
        if behind:
            kin = behind
    if not role:
        role = re.match(
            rf", (?:a|an|another|the|his|her|their|who is an?|who was an?) (?:[\w-]+ ){{0,2}}?({alternatives('private')}|{alternatives('kin')})\b",
            after,
        )
    return (kin.group(1) if kin else None), (role.group(1) if role else None)


def age_before(before: str) -> bool:
    """Whether an age stands right before a name: "9-year-old"."""
    return bool(_AGE_BEFORE.search(before))


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
    return bool(_begun().search(before))


def listed(before: str) -> bool:
    """Whether a list of people begins right before a name: "the dead included", "among them", "12 people, including"."""
    if ending("listed").search(before):
        return True
    sort = ending("such_as").search(before)
    if not sort:
        return False
    people, things = _of_people().search(before, 0, sort.start(1)), _of_things().search(before, 0, sort.start(1))
    return people is not None and not things  # "12 people died in towns including Orla" lists towns
