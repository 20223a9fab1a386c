"""The formats of ``rashomon export``: what each is for, where its writer is, and what can be chosen. Writers are loaded when they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from rashomon.errors import InputError
from rashomon.exports.exported import Writer


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen in a format. ``values`` are the words it takes, the first where nothing is said; without any it is text.
    ``flag``: it is said or not (True or False)."""

    name: str
    about: str
    values: tuple[str, ...] = ()
    flag: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``module`` holds ``write``; ``suffix`` is that of its main file, "" for a folder of files; ``filename`` is what that file is
    called where a folder was named. ``default_policy`` None: by whatever the ledger was made with. ``extra`` names what has to be installed; ``whole``:
    where nothing is filtered it takes claims of no incident, too (:data:`rashomon.exports.flat.LOOSE`)."""

    name: str
    about: str
    module: str
    suffix: str
    filename: str = ""
    default_policy: str | None = None
    options: tuple[Option, ...] = ()
    extra: str | None = None
    whole: bool = False

    @property
    def there(self) -> bool:
        """Whether its writer is part of this version."""
        return find_spec(self.module) is not None

    def writer(self) -> Writer:
        """Its writer, loaded now."""
        made: Writer = import_module(self.module).write
        return made

    def chosen(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The options with what a person said, checked. Raises InputError for what this format does not have or take."""
        known = {o.name: o for o in self.options}
        for name, value in given.items():
            option = known.get(name)
            if option is None:
                has = f"its options are: {', '.join(sorted(known))}" if known else "it has none of its own"
                raise InputError(f"{self.name} has no option {name!r}; {has}")
            if option.values and value not in option.values:
                raise InputError(f"{name}={value!r}: for {self.name} write one of {', '.join(option.values)}")
        out: dict[str, Any] = {}
        for o in self.options:
            plain = False if o.flag else o.values[0] if o.values else o.default
            out[o.name] = _flag(o.name, given[o.name]) if o.flag and o.name in given else given.get(o.name, plain)
        return out


def _flag(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).casefold() in {"yes", "true", "1", ""}:
        return True
    if str(value).casefold() in {"no", "false", "0"}:
        return False
    raise InputError(f"{name}={value!r}: write yes or no")


DIALECT = Option("dialect", "how tables are written: exact for programs, spreadsheet (formula-safe) for Excel", ("exact", "spreadsheet"))
_HERE = "rashomon.exports."

_ALL = (
    Format(
        "csv",
        "claims, incidents, estimates, disagreements, documents: a CSV file each",
        _HERE + "csv_tables",
        "",
        options=(DIALECT,),
        whole=True,
    ),
    Format("parquet", "the same tables with types; incidents are GeoParquet", _HERE + "parquet", "", extra="parquet", whole=True),
    Format("geojson", "incidents on a map, as a FeatureCollection", _HERE + "geojson", ".geojson", "incidents.geojson"),
    Format(
        "datapackage", "the CSV tables as a Data Package, with a schema for each", _HERE + "datapackage", "", options=(DIALECT,), whole=True
    ),
    Format(
        "ged",
        "events as UCDP GED has them, 49 columns",
        _HERE + "ged",
        ".csv",
        "GEDEvent_rashomon.csv",
        "ucdp-style",
        (
            DIALECT,
            Option("candidate", "as the monthly candidate releases: unclear events, too, with why", flag=True),
            Option("aggregates", "sums over several incidents, too, with event_clarity 2", flag=True),
        ),
    ),
    Format(
        "acled",
        "events as ACLED has them, 31 columns",
        _HERE + "acled",
        ".csv",
        "acled_rashomon.csv",
        "acled-style",
        (
            DIALECT,
            Option("date-style", "2023-02-16 as the API writes it, or 16 May 2025 as the export tool does", ("api", "export")),
            Option("interaction", "words (State forces-Rebel group) or numbers (12)", ("words", "numbers")),
            Option("scales", "a CSV file of your own with the columns outlet and scale, for source_scale"),
            Option("aggregates", "sums over several incidents, too", flag=True),
        ),
    ),
    Format(
        "jsonld", "claims as W3C Web Annotations on the words of the articles", _HERE + "jsonld", ".jsonld", "claims.jsonld", whole=True
    ),
    Format(
        "briefing",
        "who says what, with footnotes to quotes, to read or print",
        _HERE + "briefing",
        ".md",
        "briefing.md",
        options=(
            Option(
                "format", "Markdown, or HTML that prints well; by-name: HTML where the file ends in .html", ("by-name", "markdown", "html")
            ),
        ),
    ),
)

#: Every format by name.
FORMATS: dict[str, Format] = {f.name: f for f in _ALL}


def format_named(name: str) -> Format:
    """The format of that name. Raises InputError, with those there are, for any other."""
    found = FORMATS.get(name.casefold())
    if found is None or not found.there:
        raise InputError(f"no format {name!r}; choose one of: {', '.join(n for n, f in FORMATS.items() if f.there)}")
    return found
