"""Which incidents are asked for: the same words in the address of a page, in the API and in a saved search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING

from rashomon.queries import params as p

if TYPE_CHECKING:
    from rashomon.queries.entry import Entry

#: How incidents may be ordered; ``-`` in front turns it round.
SORTS = ("date", "killed", "reports", "speakers", "disagreements", "changed", "place")
#: Rows of a page: at most, and where nobody says.
MOST, USUAL = 500, 50


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; the names of the fields are the names in an address. A field with several values takes any of them; all fields
    have to hold. ``background``: no | yes | only. ``confidence``: how sure, at least, that the reports are of one incident (0 to 1).
    ``where`` is the language of ``rashomon export --where``; ``bbox`` is west,south,east,north.
    """

    q: str = ""
    since: date | None = None
    until: date | None = None
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    killed_min: int | None = None
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    disagreement: tuple[str, ...] = ()
    resolution: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    confidence: float | None = None
    outlet: tuple[str, ...] = ()
    background: str = "no"
    where: str = ""
    bbox: tuple[float, float, float, float] | None = None
    sort: str = "-date"

    @classmethod
    def read(cls, given: Iterable[tuple[str, str]]) -> Query:
        """The query of the parameters of an address; those it does not know are left to others. Raises InputError that names the
        parameter and says what it may be."""
        here = {f.name for f in fields(cls)}
        said: dict[str, list[str]] = {}
        for n, (name, value) in enumerate(given):
            p.check(n, name, value)
            if name in here and value.strip():
                said.setdefault(name, []).append(value.strip())
        out: dict[str, object] = {}
        for name, values in said.items():
            if name in p.MANY:
                out[name] = p.several(name, values)
                continue
            value = p.one(name, values)
            if name in ("since", "until"):
                out[name] = p.day(name, value, last=name == "until")
            elif name == "killed_min":
                out[name] = p.number(name, value)
            elif name == "confidence":
                out[name] = p.share(name, value)
            elif name == "background":
                out[name] = p.choice(name, value, ("no", "yes", "only"))
            elif name == "sort":
                out[name] = p.choice(name, value, tuple(s + x for x in SORTS for s in ("", "-")))
            elif name == "bbox":
                out[name] = p.box(name, value)
            elif name == "where":
                out[name] = p.where(name, value)
            else:
                out[name] = p.words(name, value)
        made = cls(**out)  # type: ignore[arg-type]
        p.in_order(made.since, made.until)
        return made

    @property
    def params(self) -> list[tuple[str, str]]:
        """As it stands in an address: in the order of the fields, what is usual left out."""
        out: list[tuple[str, str]] = []
        for f in fields(self):
            value = getattr(self, f.name)
            if f.default is not MISSING and value == f.default:
                continue
            if f.name == "bbox":
                out.append((f.name, ",".join(p.plain(x) for x in value)))
            elif isinstance(value, tuple):
                out += [(f.name, x) for x in value]
            else:
                out.append((f.name, p.plain(value) if isinstance(value, float) else str(value)))
        return out


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was asked for. ``total`` counts all of it, ``next`` is the cursor of the page after (None: this is the last)."""

    items: Sequence[Entry]
    total: int
    next: str | None = None
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
