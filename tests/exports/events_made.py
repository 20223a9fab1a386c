"""Incidents made for tests of event exports: a few words make one with its claims, documents and estimates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rashomon.exports.exported import About, Told
from rashomon.model import (
    Attribution,
    Basis,
    Claim,
    Document,
    Estimate,
    Incident,
    NamedPlace,
    Place,
    Published,
    Reason,
    Span,
    Speaker,
    TimeSpan,
)

ABOUT = About(version="1.0", head="0" * 64, run_id=1, run_at="2031-03-01T12:00:00+00:00", policy="ucdp-style", names=True)
DAY = date(2031, 2, 12)
DORN = Place("Dorn", "Ennedi", "Chad", 17.05, 21.95, 1, "the only entry of this name", "g1")


def document(
    name: str = "a", title: str = "Shells fall on Dorn", outlet: str | None = "Meridian", day: date | None = DAY, text: str = ""
) -> Document:
    whole = f"{title}\n\n{text}"
    return Document(
        name, whole, f"doc-{name}", "0" * 64, outlet=outlet, title=Span(0, len(title)), published=Published(day=day, basis="given")
    )


def claim(n: int, killed: int | None = None, *, harm: str = "killed", side: str | None = None, speaker: str | None = None, party: str | None = None,
          status: str = "unknown", name: str = "a", **more: object) -> Claim:  # fmt: skip
    said = Speaker(speaker, speaker, 0, 1, party) if speaker else None
    known = {"low": killed, "high": killed, "words": "" if killed is None else str(killed), "scope": "total", "victim_status": status}
    return Claim(
        f"c-{n:04d}", name, f"doc-{name}", 10 * n, 10 * n + 5, "quote", "casualty", harm=harm, side=side, speaker=said, **{**known, **more}
    )  # type: ignore[arg-type]


def estimate(best: int | None, *, side: str | None = None, over: str | None = None, low: int | None = None, high: int | None = -1, open: bool = False,
             withheld: str | None = None, policy: str = "ucdp-style", claims: tuple[str, ...] = (), harm: str = "killed",
             status: tuple[tuple[str, int], ...] = ()) -> Estimate:  # fmt: skip
    return Estimate(
        harm=harm, side=side, over=over or ("side" if side else "all_sides"), derivation="reported", low=best if low is None else low, best=best,
        high=best if high == -1 else high, open=open, best_withheld=withheld, policy=policy, reasons=(Reason("test", "as told", claims),), claims=claims,
        basis=Basis(1, 1, 1, "third_party"), status=status,
    )  # fmt: skip


def attribution(*rows: tuple[str, str]) -> tuple[Attribution, ...]:
    return tuple(Attribution(actor, basis, (actor,) if basis in {"admitted", "claimed"} else ("outlet",), (), ()) for actor, basis in rows)


def told(*claims: Claim, estimates: tuple[Estimate, ...] = (), blamed: tuple[Attribution, ...] = (), documents: tuple[Document, ...] = (),
         incident_id: str = "inc-0001", **more: object) -> Told:  # fmt: skip
    sides = {c.victim_party or c.side for c in claims if c.victim_party or c.side} | {a.actor for a in blamed}
    names = sorted({c.document for c in claims} or {"a"})
    by_name = {d.name: d for d in documents} or {n: document(n) for n in names}
    base = Incident(
        incident_id=incident_id, anchor=claims[0].claim_id if claims else "c-0001", claims=tuple(c.claim_id for c in claims), date_start=DAY, date_end=DAY,
        date_precision="day", date_basis="printed", place=DORN, places=(NamedPlace("Dorn", "outlet", 1),), kind="shelling", clarity=1,
        sides=tuple(sorted(s for s in sides if s)), attackers=(), targets=tuple(sorted({s for c in claims if (s := c.side or c.victim_party)})),
        attribution=blamed, occurrence="reported", responsibility="alleged", status="reported", background=False, documents=tuple(by_name),
        main_of=tuple(by_name), reports=len(by_name), texts=len(by_name), speakers=1, estimates=estimates,
    )  # fmt: skip
    return Told(replace(base, **more), claims, by_name)  # type: ignore[arg-type]


def battle(**more: object) -> Told:
    """Chad's army and a group of rebels; three soldiers and two civilians killed."""
    figures = (
        estimate(3, side="Chad", status=(("combatant", 3),)),
        estimate(2, side="civilians"),
        estimate(5, claims=("c-0001", "c-0002"), high=7),
    )
    own = {"estimates": figures, "blamed": attribution(("Ennedi Front", "claimed")), **more}
    return told(
        claim(1, 3, side="Chad", status="combatant", speaker="Ministry of Defence of Chad", party="Chad"),
        claim(2, 2, side="civilians", status="civilian"),
        **own,  # type: ignore[arg-type]
    )


def on(day: date) -> TimeSpan:
    return TimeSpan(day, day, "printed")
