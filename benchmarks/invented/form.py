"""The form of a story bundle: marks in the text, figures as they are written, the keys each row may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

HARMS = ("killed", "wounded", "missing", "captured", "casualties")
SCORED = ("denies", "blames", "claims_responsibility", "confirms", "admits", "could_not_verify")
STANCES = (*SCORED, "retracts", "asserts", "threatens", "urges", "characterizes")
DENIES = ("occurrence", "responsibility", "figure", "victim_status", "intent", "unclear")
SCOPES = ("total", "part", "increment", "cumulative", "mention")
DETAILS = ("killed", "found_dead", "died_of_wounds", "presumed_dead", "executed")
RELATIONS = ("own_losses", "enemy_losses", "third_party", "outlet", "unknown")
WORDS: dict[str, tuple[int, int | None]] = {
    "several": (3, None), "dozens": (24, None), "scores": (40, None), "tens": (20, None), "several dozen": (36, None),
    "hundreds": (200, None), "several hundred": (300, None), "thousands": (2000, None), "none": (0, 0),
    "a dozen": (12, 12), "half a dozen": (6, 6), "a score": (20, 20), "a couple": (2, 2), "a pair": (2, 2), "a few": (3, None),
}  # fmt: skip
VAGUE = ("plural", "some", "others", "many")

BUNDLE = {"bundle", "fold", "setting", "incidents", "articles", "states", "aliases", "disagreements", "same_incident_ok"}
ARTICLE = {"outlet", "published", "style", "main", "text", "claims", "statements"}
INCIDENT = {
    "date",
    "date_end",
    "place",
    "country",
    "kind",
    "attackers",
    "targets",
    "status",
    "background",
    "figures",
    "clarity",
    "attribution",
}
CLAIM = {
    "side", "side_ok", "by", "speaker", "speaker_ok", "stance", "ok", "incident", "background", "scope", "part", "period", "detail", "detail_ok",
    "attackers", "status", "status_ok", "party", "groups", "relation", "relation_ok", "optional", "voice", "words", "victims", "note",
}  # fmt: skip
STATEMENT = {"speaker", "speaker_ok", "target", "target_ok", "ok", "denies_ok", "incident", "cue", "optional", "negated", "voice", "note"}
FIGURE = {"side", "side_ok", "range", "range_ok", "best_ok", "why", "withheld", "open"}
MARK = re.compile(r"\{(?P<id>[cst]\d+[a-z]?)(?:=(?P<name>[^|{}]+))?\|")


class BundleError(ValueError):
    """A bundle does not keep the form: the message says where and what."""


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]], dict[str, str]]:
    """The plain text, the span of every mark, and the actor that a speaker mark names."""
    out: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    names: dict[str, str] = {}
    stack: list[tuple[str, int]] = []
    at = length = 0
    while at < len(marked):
        char = marked[at]
        if char == "{":
            found = MARK.match(marked, at)
            if not found:
                raise BundleError(f"not a mark: {marked[at : at + 40]!r}")
            if found["id"] in spans or any(found["id"] == i for i, _ in stack):
                raise BundleError(f"mark {found['id']} twice")
            stack.append((found["id"], length))
            if found["name"]:
                names[found["id"]] = found["name"].strip()
            at = found.end()
            continue
        if char == "}":
            if not stack:
                raise BundleError(f"a brace too many before {marked[at : at + 40]!r}")
            name, start = stack.pop()
            spans[name] = (start, length)
        else:
            out.append(char)
            length += 1
        at += 1
    if stack:
        raise BundleError(f"mark {stack[-1][0]} is not closed")
    text = "".join(out)
    for name, (start, end) in spans.items():
        if start == end or text[start:end] != text[start:end].strip():
            raise BundleError(f"mark {name} is empty or has white space at its edge: {text[start:end]!r}")
        if name.startswith("s"):
            names.setdefault(name, text[start:end])
    return text, spans, names


def figure(value: object) -> Row:
    """A figure as the bundles write it: 12, 12+ (at least), over 12, <=12 (up to), 10-15, ~12, several, plural (vague), none, null."""
    row: Row = {"low": None, "high": None, "approx": False, "vague": False, "negated": False}
    if value is None:
        return row
    said = str(value).strip()
    if said.startswith("~"):
        row["approx"], said = True, said[1:].strip()
    if said in VAGUE:
        row.update(low=2, vague=True)
    elif said in WORDS:
        row.update(low=WORDS[said][0], high=WORDS[said][1], negated=said == "none")
    elif found := re.fullmatch(r"(>|<=|<)?(\d+)(\+)?(?:-(\d+))?", said.replace("over ", ">")):
        sign, number, plus, upper = found[1], int(found[2]), found[3], found[4]
        low: int | None = number + 1 if sign == ">" else None if sign else number
        high: int | None = None if plus or sign == ">" else number - 1 if sign == "<" else int(upper) if upper else number
        row.update(low=low, high=high, negated=number == 0 and not upper)
    else:
        raise BundleError(f"not a figure: {value!r}")
    return row


def known(row: Row, allowed: Iterable[str], where: str) -> None:
    extra = set(row) - set(allowed)
    if extra:
        raise BundleError(f"{where}: unknown keys {sorted(extra)}")


def one_of(row: Row, allowed: Iterable[str], where: str) -> str:
    found = [k for k in row if k in set(allowed)]
    if len(found) != 1:
        raise BundleError(f"{where}: exactly one of {sorted(allowed)} is needed, found {found}")
    return found[0]


def within(value: str, allowed: Iterable[str], where: str) -> str:
    if value not in allowed:
        raise BundleError(f"{where}: {value!r} is none of {sorted(allowed)}")
    return value


def side_of(row: Row) -> tuple[str | None, list[str | None]]:
    """`people` is an open side, `likely civilians` are civilians by the reader's inference, all else is a named side."""
    side = row.get("side", "people")
    given = list(row.get("side_ok", []))
    if side in ("people", None):
        return None, given or ["civilians", "unknown"]
    if side == "likely civilians":
        return "civilians", given or ["unknown", None]
    return side, given
