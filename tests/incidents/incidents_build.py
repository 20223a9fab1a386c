"""Made-up incident mentions and claims for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rashomon.model import Claim, Document, IncidentMention, Place, Published, Speaker, TimeSpan

DORN = Place("Dorn", "Vale", "Freedonia", 40.0, 45.0, 1, "made up", "x:dorn")
LORN = Place("Lorn", "Vale", "Freedonia", 41.5, 45.0, 1, "made up", "x:lorn")
VALE = Place("Vale", "Vale", "Freedonia", 40.5, 45.0, 4, "made up", "x:vale")


def day(n: int) -> TimeSpan:
    return TimeSpan(date(2031, 5, n), date(2031, 5, n), "printed")


def document(name: str, published: int = 3) -> Document:
    return Document(name, name, f"doc-{name}", name, published=Published(day=date(2031, 5, published), basis="given"))


def claim(document: str, number: int = 0, **keys: object) -> Claim:
    base = Claim(
        f"c-{document}-{number}",
        document,
        f"doc-{document}",
        number * 10,
        number * 10 + 5,
        "words",
        "casualty",
        harm="killed",
        low=7,
        high=7,
        side="Freedonia",
    )
    return replace(base, **keys)  # type: ignore[arg-type]


def mention(document: str, number: int = 0, **keys: object) -> IncidentMention:
    base = IncidentMention(
        f"im-{document}-{number}",
        document,
        f"doc-{document}",
        (f"c-{document}-{number}",),
        number,
        time=day(2),
        weekday=4,
        places=("Dorn",),
        locations=(DORN,),
        sides=("Freedonia",),
        perpetrators=("Sylvania",),
        kind="shelling",
        families=("fire",),
        figures=(("killed", 7, 7, "Freedonia"),),
        main=number == 0,
    )
    return replace(base, **keys)  # type: ignore[arg-type]


def said(actor: str, party: str | None = None, kind: str | None = None) -> Speaker:
    return Speaker(actor, actor, 0, len(actor), party or actor, kind)
