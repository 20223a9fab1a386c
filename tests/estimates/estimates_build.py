"""Small made-up claims, documents and incidents. Freedonia and Sylvania are at war; the Gazette and the Courier print."""

from __future__ import annotations

from datetime import date
from typing import Any

from rashomon.model import Claim, Disagreement, Document, Estimate, Incident, Published, Span, Speaker, content_id

STATES = ("Freedonia", "Sylvania")


def document(name: str, day: str | None = "2031-05-04", outlet: str | None = None, text: str | None = None, **more: Any) -> Document:
    published = Published(day=date.fromisoformat(day), basis="printed") if day else Published()
    body = text if text is not None else f"Text of {name}. " * 40
    return Document(name, body, content_id("doc", name), "0", outlet=outlet or f"Outlet {name}", published=published, **more)


def speaker(words: str | None) -> Speaker | None:
    """'Ministry of Defence of Freedonia' belongs to Freedonia, a state to itself, everybody else to nobody."""
    if words is None:
        return None
    state = next((s for s in STATES if words.endswith(s)), None)
    kind = (
        "monitor"
        if "Monitor" in words
        else "state"
        if words == state
        else "ministry"
        if state
        else "witnesses"
        if "itness" in words
        else None
    )
    return Speaker(words, words, 0, 0, party=state, kind=kind)


def figure(words: str) -> dict[str, Any]:
    """The bounds of '4', 'at least 4', 'up to 4', 'dozens', '3-5', 'none'."""
    kind, _, number = words.rpartition(" ")
    if words == "none":
        return {"low": 0, "high": 0, "negated": True}
    if words in {"dozens", "several", "hundreds"}:
        return {"low": {"dozens": 24, "several": 3, "hundreds": 200}[words], "high": None}
    if "-" in words:
        return {"low": int(words.split("-")[0]), "high": int(words.split("-")[1])}
    return {"low": None if kind == "up to" else int(number), "high": None if kind == "at least" else int(number)}


def claim(cid: str, doc: str, words: str, side: str | None = "Freedonia", who: str | None = None, **more: Any) -> Claim:
    """A casualty claim (killed, unless ``harm`` says otherwise)."""
    start = more.pop("start", sum(map(ord, cid)) % 400)
    base: dict[str, Any] = {
        "kind": "casualty", "harm": "killed", "words": more.pop("said", words), "side": side, "speaker": speaker(who), "incident_id": "inc", **figure(words), **more,
    }  # fmt: skip
    return Claim(cid, doc, content_id("doc", doc), start, start + 9, words, **base)


def statement(
    cid: str, doc: str, stance: str, who: str | None, target: str | None = None, quote: str = "it happened", **more: Any
) -> Claim:
    start = more.pop("start", sum(map(ord, cid)) % 400)
    return Claim(
        cid,
        doc,
        content_id("doc", doc),
        start,
        start + 9,
        quote,
        "statement",
        stance=stance,
        speaker=speaker(who),
        target=target,
        incident_id="inc",
        **more,
    )


def incident(**more: Any) -> Incident:
    base: dict[str, Any] = {
        "incident_id": "inc", "anchor": "", "claims": (), "date_start": None, "date_end": None, "date_precision": "day", "date_basis": "", "place": None,
        "places": (), "kind": "shelling", "clarity": 1, "sides": (), "attackers": (), "targets": (), "attribution": (), "occurrence": "reported",
        "responsibility": "undisputed", "status": "reported", "background": False, "documents": (), "main_of": (), "reports": 0, "texts": 0, "speakers": 0,
    }  # fmt: skip
    return Incident(**{**base, **more})


def documents(claims: list[Claim], **days: str | None) -> dict[str, Document]:
    return {n: document(n, days.get(n, "2031-05-04")) for n in sorted({c.document for c in claims})}


def row(made: Incident, side: str | None, harm: str = "killed") -> Estimate:
    found = [e for e in made.estimates if e.harm == harm and e.side == side]
    assert len(found) == 1, (side, [(e.harm, e.side) for e in made.estimates])
    return found[0]


def told(made: Incident, kind: str) -> list[Disagreement]:
    return [d for d in made.disagreements if d.type == kind]


__all__ = ["Span", "claim", "document", "documents", "figure", "incident", "row", "speaker", "statement", "told"]
