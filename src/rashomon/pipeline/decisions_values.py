"""What a decision may say is right, as a person writes it (in a file, on the command line) and as the ledger keeps it: plain JSON."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeGuard

#: What can be decided, and what its value has to be (said in messages).
VALUES = {
    "figure": 'a number (12), words ("at least 12", "more than 12", "up to 12", "fewer than 12", "3 to 5", "about 12", "none"), or {low: 3, high: 5}',
    "side": "the side whose casualty it is (a name, or civilians), or null for open",
    "speaker": "the words of the article that name the speaker, {actor: …, text: …}, or null for the outlet itself",
    "place": "the name of the place, {name: …, lat: …, lon: …} for one that was picked on a map, or null",
    "date": "a day (2024-02-13), or {start: 2024-02-13, end: 2024-02-14}",
    "not_a_figure": "nothing: leave right out",
    "harm": "killed, wounded, missing, captured or casualties",
    "perpetrator": "a name, or null for open",
    "background": "true or false",
    "merge": "nothing",
    "split": "nothing",
    "choose": "{harm: killed, side: a name or null for all sides, low: 3, best: 4, high: 5} (null where open)",
    "names": "nothing",
    "judgement": "{item: the question, answer: yes, no or unsure}",
    "undo": "nothing",
}
HARMS = ("killed", "wounded", "missing", "captured", "casualties")
#: What a reviewer may answer to a question of the queue.
ANSWERS = ("yes", "no", "unsure")
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_FIGURES = (
    (re.compile(rf"{_NUMBER}$"), "exact"),
    (re.compile(rf"(?:about|around|nearly|some) {_NUMBER}$"), "about"),
    (re.compile(rf"at least {_NUMBER}$"), "least"),
    (re.compile(rf"(?:more than|over) {_NUMBER}$"), "more"),
    (re.compile(rf"up to {_NUMBER}$"), "most"),
    (re.compile(rf"(?:fewer|less) than {_NUMBER}$"), "fewer"),
    (re.compile(rf"(?:between )?{_NUMBER} ?(?:-|–|to|and) ?{_NUMBER}$"), "range"),
    (re.compile(r"(?:none|no one|nobody)$"), "none"),
)


def checked(kind: str, value: Any) -> tuple[Any, str]:
    """The value as the ledger keeps it, and what is wrong with it ("" where nothing is). What it gave, it takes again unchanged.

    figure: {low, high, approx}; date: {start, end}; speaker: {actor, text} or None; choose: {harm, side, low, best, high}; place: a name or
    {name, lat, lon}; judgement: {item, answer}; the others are
    a word, true or false, or None. ``seen`` (choose, merge, split) is kept as it is.
    """
    if kind in {"merge", "split"}:
        return (value, "") if value is None or (isinstance(value, dict) and set(value) <= {"seen"}) else (None, "says more than is asked")
    if kind in {"not_a_figure", "names", "undo"}:
        return None, ""
    if kind == "figure":
        return _figure(value)
    if kind == "date":
        return _date(value)
    if kind == "speaker":
        return _speaker(value)
    if kind == "place":
        return _place(value)
    if kind == "judgement":
        return _judgement(value)
    if kind == "choose":
        return _choose(value)
    if kind == "background":
        return (value, "") if isinstance(value, bool) else (None, "is neither true nor false")
    if kind == "harm":
        return (value, "") if value in HARMS else (None, "is not a harm")
    if value is None:
        return None, ""
    return (value.strip(), "") if isinstance(value, str) and value.strip() else (None, "is not a name")


def day(value: Any) -> date | None:
    """A day written 2024-02-13, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _is_count(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)


def _bounds(low: int | None, high: int | None, approx: bool = False) -> dict[str, Any]:
    return {"low": low, "high": high, "approx": approx}


def _figure(value: Any) -> tuple[Any, str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return (_bounds(value, value), "") if value >= 0 else (None, "is below zero")
    if isinstance(value, dict):
        if set(value) - {"approx"} != {"low", "high"} or not isinstance(value.get("approx", False), bool):
            return None, "must hold low and high and nothing else (null where open)"
        low, high = value["low"], value["high"]
        if not (_is_count(low) and _is_count(high)):
            return None, "must hold whole numbers or null"
        if low is not None and high is not None and low > high:
            return None, "has a low above its high"
        return _bounds(low, high, value.get("approx", False)), ""
    if not isinstance(value, str):
        return None, "is not a figure"
    words = " ".join(value.casefold().split())
    for pattern, kind in _FIGURES:
        match = pattern.match(words)
        if match:
            return _worded(kind, [int(n.replace(",", "")) for n in match.groups()])
    return None, "is not a figure that can be read here"


def _worded(kind: str, numbers: list[int]) -> tuple[Any, str]:
    n = numbers[0] if numbers else 0
    if kind == "range":
        return (_bounds(n, numbers[1]), "") if n <= numbers[1] else (None, "has a low above its high")
    if kind == "fewer":
        return (_bounds(None, n - 1), "") if n > 0 else (None, "is below zero")
    figures = {
        "exact": _bounds(n, n),
        "none": _bounds(0, 0),
        "about": _bounds(n, n, approx=True),
        "least": _bounds(n, None),
        "more": _bounds(n + 1, None),
        "most": _bounds(None, n),
    }
    return figures[kind], ""


def _date(value: Any) -> tuple[Any, str]:
    if isinstance(value, dict):
        if set(value) != {"start", "end"}:
            return None, "must hold start and end and nothing else"
        start, end = day(value["start"]), day(value["end"])
    else:
        start = end = day(value)
    if start is None or end is None:
        return None, "is not a day"
    return ({"start": start.isoformat(), "end": end.isoformat()}, "") if start <= end else (None, "ends before it starts")


def _speaker(value: Any) -> tuple[Any, str]:
    if value is None:
        return None, ""
    if isinstance(value, str) and value.strip():
        return {"actor": None, "text": value.strip()}, ""
    if isinstance(value, dict) and set(value) <= {"actor", "text"}:
        actor, text = value.get("actor"), value.get("text")
        if all(v is None or (isinstance(v, str) and v.strip()) for v in (actor, text)) and (actor or text):
            return {"actor": actor, "text": text}, ""
    return None, "does not name a speaker"


def _place(value: Any) -> tuple[Any, str]:
    if value is None:
        return None, ""
    if isinstance(value, str) and value.strip():
        return value.strip(), ""
    if not isinstance(value, dict):
        return None, "is not a name"
    name, lat, lon = (value.get(k) for k in ("name", "lat", "lon"))
    if set(value) != {"name", "lat", "lon"} or not (isinstance(name, str) and name.strip()):
        return None, "must hold name, lat and lon and nothing else"
    if not (_is_degree(lat, 90) and _is_degree(lon, 180)):
        return None, "has a lat or lon that is no place on Earth"
    return {"name": name.strip(), "lat": round(float(lat), 5), "lon": round(float(lon), 5)}, ""


def _is_degree(value: Any, most: int) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most


def _judgement(value: Any) -> tuple[Any, str]:
    if not isinstance(value, dict) or set(value) != {"item", "answer"} or not isinstance(value["item"], str):
        return None, "must hold item and answer and nothing else"
    return (value, "") if value["answer"] in ANSWERS else (None, "is no answer")


def _choose(value: Any) -> tuple[Any, str]:
    if not isinstance(value, dict) or set(value) - {"seen"} != {"harm", "side", "low", "best", "high"}:
        return None, "must hold harm, side, low, best and high"
    low, best, high = (value[k] for k in ("low", "best", "high"))
    if value["harm"] not in HARMS:
        return None, "names no harm"
    if not (value["side"] is None or (isinstance(value["side"], str) and value["side"].strip())):
        return None, "names no side"
    if not all(_is_count(n) for n in (low, best, high)):
        return None, "must hold whole numbers or null"
    told = [n for n in (low, best, high) if n is not None]
    if not told:
        return None, "holds no number"
    return (value, "") if told == sorted(told) else (None, "does not rise from low over best to high")
