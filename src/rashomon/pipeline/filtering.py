"""A small language to choose incidents: ``country=Mali,killed>=5,kind=clash|ambush,place~"Port"``. Read by this program alone, never by a database.

Conditions stand with commas between and all have to hold; ``a|b`` takes either value. ``=`` and ``!=`` compare whole words, ``~`` and ``!~`` look
for words inside, without regard to case; ``< <= > >=`` compare numbers and days. The fields: ``docs/how-to/export.md``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from rashomon.errors import InputError
from rashomon.model import Estimate, Incident

_HARMS = ("killed", "wounded", "missing", "captured", "casualties")
_CONDITION = re.compile(r"""\s*([A-Za-z_.][A-Za-z0-9_.]*)\s*(!=|!~|>=|<=|=|~|>|<)\s*((?:"(?:[^"\\]|\\.)*"|[^",])*)""")
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"|([^"|]+)')
_WORDS = ("=", "!=", "~", "!~")
_ORDER = ("=", "!=", "<", "<=", ">", ">=")

Texts = Callable[[Incident], Iterable[str | None]]


def _sides(i: Incident) -> list[str]:
    return [*i.sides, *i.attackers, *i.targets, *(e.side for e in i.estimates if e.side)]


def _places(i: Incident) -> list[str | None]:
    own = [i.place.name, i.place.admin1, i.place.country] if i.place else []
    return [*own, *(p.name for p in i.places)]


_TEXTS: dict[str, Texts] = {
    "id": lambda i: [i.incident_id],
    "place": _places,
    "admin1": lambda i: [i.place.admin1 if i.place else None],
    "country": lambda i: [i.place.country if i.place else None],
    "kind": lambda i: [i.kind],
    "side": _sides,
    "attacker": lambda i: i.attackers,
    "target": lambda i: i.targets,
    "accused": lambda i: [a.actor for a in i.attribution],
    "status": lambda i: [i.status],
    "occurrence": lambda i: [i.occurrence],
    "responsibility": lambda i: [i.responsibility],
    "disagreement": lambda i: [d.type for d in i.disagreements],
    "date_precision": lambda i: [i.date_precision],
    "document": lambda i: i.documents,
    "label": lambda i: [i.label],
    "background": lambda i: ["yes" if i.background else "no"],
}
_NUMBERS: dict[str, Callable[[Incident], float | None]] = {
    "reports": lambda i: i.reports,
    "texts": lambda i: i.texts,
    "speakers": lambda i: i.speakers,
    "clarity": lambda i: i.clarity,
    "precision": lambda i: i.place.precision if i.place else None,
}
#: Names of fields, in the order in which they are told of.
FIELDS = ("date", *_TEXTS, *_NUMBERS, *_HARMS, *(f"{h}.{end}" for h in _HARMS for end in ("low", "high")))


@dataclass(frozen=True, slots=True)
class Condition:
    """``field op value|value``. ``figure``: it looks at an estimate, which another policy makes anew."""

    field: str
    op: str
    values: tuple[str, ...]

    @property
    def figure(self) -> bool:
        """Whether it looks at estimates (sides of estimates included)."""
        return self.field.partition(".")[0] in _HARMS or self.field in {"side", "disagreement"}

    def holds(self, incident: Incident) -> bool:
        """Whether an incident is like that. What nobody knows is like nothing; ``!=`` and ``!~`` hold where the plain form does not."""
        if self.op in {"!=", "!~"}:
            return not Condition(self.field, self.op[1], self.values).holds(incident)
        if self.field == "date":
            return _date_holds(incident, self.op, self.values)
        if self.field in _TEXTS:
            return _text_holds(_TEXTS[self.field](incident), self.op, self.values)
        value = _number(incident, self.field)
        if self.values == ("",):
            return value is None
        return value is not None and any(_compare(value, self.op, float(v)) for v in self.values)


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all have to hold; ``text`` is how a person wrote them."""

    text: str
    conditions: tuple[Condition, ...]

    def holds(self, incident: Incident) -> bool:
        """Whether an incident is like that."""
        return all(c.holds(incident) for c in self.conditions)

    def may_hold(self, incident: Incident) -> bool:
        """The same without what looks at figures: whether it can hold under some policy."""
        return all(c.holds(incident) for c in self.conditions if not c.figure)


def read_filter(text: str, option: str = "--where") -> Filter:
    """The filter a person wrote. Raises InputError that names the fields, or says where it cannot be read."""
    at, found = 0, []
    while True:
        made = _CONDITION.match(text, at)
        if made is None or not made.group(3).strip():
            where = f" at {text[at:].strip()[:40]!r}" if text[at:].strip() else ""
            raise InputError(
                f"{option} {text!r} cannot be read{where}; write conditions with commas between, as in country=Mali,killed>=5,place~\"Port\" "
                f"(a value with a comma goes in quotes; \"\" is a value that nobody knows). Fields: {', '.join(FIELDS)}"
            )  # fmt: skip
        found.append(_condition(made.group(1).casefold(), made.group(2), _values(made.group(3), option, text), option))
        at = made.end()
        if at == len(text):
            return Filter(text.strip(), tuple(found))
        if text[at] != ",":
            raise InputError(f'{option} {text!r}: a quote is not closed at {text[at : at + 40]!r}; write \\" for a quote inside quotes')
        at += 1


def _values(text: str, option: str, whole: str) -> tuple[str, ...]:
    out: list[str] = []
    for part in _split(text.strip()):
        made = _VALUE.fullmatch(part.strip())
        if made is None:
            raise InputError(f"{option} {whole!r}: {part.strip()!r} is no value; quotes go around a whole value")
        quoted, plain = made.groups()
        out.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain.strip())
    return tuple(out)


def _split(text: str) -> list[str]:
    return re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^"|])+', text) or [""]


def _condition(field: str, op: str, values: tuple[str, ...], option: str) -> Condition:
    if field not in FIELDS:
        raise InputError(f"{option}: there is no field {field!r}; the fields are {', '.join(FIELDS)}")
    allowed = _WORDS if field in _TEXTS else _ORDER
    if op not in allowed:
        raise InputError(f"{option}: {field} cannot be compared with {op}; write one of {' '.join(allowed)}")
    for value in values:
        unknown = value == "" and op in {"=", "!="} and len(values) == 1
        if field == "date" and not unknown:
            _days(value, option)
        elif field not in _TEXTS and not unknown and not re.fullmatch(r"\d{1,9}", value):
            raise InputError(f"{option}: {field} is a number, and {value!r} is none")
        elif field == "background" and value not in {"yes", "no"}:
            raise InputError(f"{option}: background is yes or no, not {value!r}")
    return Condition(field, op, values)


def _days(text: str, option: str = "--where") -> tuple[date, date]:
    """First and last day of ``2024``, ``2024-02`` or ``2024-02-13``."""
    try:
        if made := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text):
            year, month, day = int(made[1]), made[2] and int(made[2]), made[3] and int(made[3])
            first = date(year, month or 1, day or 1)
            return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        pass
    raise InputError(f"{option}: date is a day, a month or a year (2024-02-13, 2024-02, 2024), and {text!r} is none")


def _date_holds(incident: Incident, op: str, values: tuple[str, ...]) -> bool:
    start, end = incident.date_start or incident.date_end, incident.date_end or incident.date_start
    if values == ("",):
        return start is None
    if start is None or end is None:
        return False
    for value in values:
        first, last = _days(value)
        if op == "=" and start <= last and end >= first:
            return True
        if (op == ">=" and end >= first) or (op == ">" and end > last) or (op == "<=" and start <= last) or (op == "<" and start < first):
            return True
    return False


def _text_holds(texts: Iterable[str | None], op: str, values: tuple[str, ...]) -> bool:
    there = [t.casefold() for t in texts if t]
    if values == ("",):
        return not there
    wanted = [v.casefold() for v in values]
    return any(w in t if op == "~" else w == t for t in there for w in wanted)


def _number(incident: Incident, field: str) -> float | None:
    if field in _NUMBERS:
        return _NUMBERS[field](incident)
    harm, _, end = field.partition(".")
    for e in incident.estimates:
        if e.harm == harm and e.over == "all_sides":
            return _bound(e, end)
    return None


def _bound(e: Estimate, end: str) -> float | None:
    if end == "low":
        return e.low
    if end == "high":
        return inf if e.high is None and (e.low is not None or e.best is not None) else e.high
    return e.best


def _compare(value: float, op: str, wanted: float) -> bool:
    return {"=": value == wanted, "<": value < wanted, "<=": value <= wanted, ">": value > wanted, ">=": value >= wanted}[op]


def day_given(text: str, option: str) -> date:
    """The day that ``--since`` names. Raises InputError for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{option} {text!r} is no day; write it as 2024-02-13") from None


def since(incident: Incident, day: date) -> bool | None:
    """Whether an incident happened on that day or later, as far as its days are known; None where nothing of them is known."""
    last = incident.date_end or incident.date_start
    return None if last is None else last > day - timedelta(days=1)
