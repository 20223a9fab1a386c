"""A claim as pages show it: its words, who says them, how, and what leads to its rules. Private names are hidden."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from rashomon.corpus.syndication import document_no
from rashomon.exports.cards import speaker_name
from rashomon.exports.told import masked
from rashomon.model import Claim
from rashomon.people import Masker
from rashomon.queries.article_marks import claim_words
from rashomon.store.rows import claim_row


def article_key(name: str) -> str:
    """What stands for a document in an address (``/articles/<key>``): 16 hex digits of the hash of its name, which may hold a person's."""
    return f"{document_no(name):016x}"


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with private names hidden. ``says`` is what it says in a line, ``facts`` the rest as pairs of words; ``incident`` is where it is
    counted now, None for a general statement. ``p_read``: how often claims like it were read right; ``p_incident``: how often such a report
    is of the incident it was put to. Neither says whether a thing happened."""

    claim_id: str
    article: str  # its key
    start: int
    end: int
    quote: str
    says: str
    kind: str
    harm: str | None
    stance: str
    voice: str
    speaker: str
    named: bool
    cue: str
    background: bool
    label: str
    facts: tuple[tuple[str, str], ...]
    incident: str | None
    p_read: float | None
    p_incident: float | None
    rules: tuple[str, ...]


def shown_claim(c: Claim, masker: Masker) -> ShownClaim:
    """The claim as it may be shown."""
    return ShownClaim(
        claim_id=c.claim_id,
        article=article_key(c.document),
        start=c.start,
        end=c.end,
        quote=masker.text(c.document, c.start, c.end),
        says=claim_words(c, masker),
        kind=c.kind,
        harm=c.harm,
        stance=c.stance,
        voice=c.voice,
        speaker=speaker_name(c, masker),
        named=c.speaker is not None,
        cue=masker.words(c.document, c.cue.text) if c.cue else "",
        background=c.background,
        label=c.label,
        facts=_facts(c, masker),
        incident=c.incident_id,
        p_read=c.p_read,
        p_incident=c.p_incident,
        rules=tuple(dict.fromkeys(c.rule)),
    )


def claim_json(c: Claim, masker: Masker) -> dict[str, Any]:
    """The row of ``claims.jsonl`` with private names hidden. Offsets are into the text as the ledger has it."""
    row: dict[str, Any] = masked(claim_row(c), (c.document,), masker)
    row["quote"] = masker.text(c.document, c.start, c.end)
    if c.speaker is not None and not masker.names:
        actor, text = masker.speaker(c.document, c.speaker)
        row["speaker"] = {**row["speaker"], "actor": actor, "text": text}
    return {**row, "article": article_key(c.document), "rule": list(c.rule)}


#: Columns of claims in the CSV beside a page.
COLUMNS = (
    "claim_id", "article", "document", "start", "end", "quote", "kind", "harm", "low", "high", "words", "negated", "approx", "side", "speaker",
    "speaker_words", "cue", "voice", "stance", "denies", "target", "perpetrator", "date_start", "date_end", "place", "background", "incident_id",
    "p_read", "p_incident", "rules",
)  # fmt: skip


def claim_cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row of :func:`claim_json` as cells of a table."""
    speaker, cue = row["speaker"] or {}, row["cue"] or {}
    more = {"speaker": speaker.get("actor"), "speaker_words": speaker.get("text"), "cue": cue.get("text"), "rules": " ".join(row["rule"])}
    return {c: more[c] if c in more else row[c] for c in COLUMNS}


def _facts(c: Claim, masker: Masker) -> tuple[tuple[str, str], ...]:
    def name(text: str | None) -> str:
        return masker.known(c.document, text) if text else ""

    pairs = [
        ("of", name(c.victim_party) if c.victim_party != c.side else ""),
        ("victims", f"{c.victim_status}" + (f", by {c.status_by}" if c.status_by else "") if c.victim_status != "unknown" else ""),
        ("among them", ", ".join(c.groups)),
        ("how", (c.harm_detail or "").replace("_", " ")),
        ("counts as", c.scope if c.kind == "casualty" and c.scope != "total" else ""),
        ("the number is", "about" if c.approx else "an open word" if c.vague else ""),
        ("with the attackers", c.includes_attackers if c.includes_attackers != "unknown" else ""),
        ("who did it", name(c.perpetrator)),
        ("denies", (c.denies or "").replace("_", " ")),
        ("by way of", ", ".join(masker.words(c.document, v) for v in c.via)),
        ("the speaker on the harm", c.relation.replace("_", " ") if c.relation != "unknown" else ""),
        ("when", _days(c)),
        ("where", name(c.place)),
        ("means", masker.words(c.document, c.weapon) if c.weapon else ""),
        ("called", masker.words(c.document, c.event) if c.event else ""),
        ("stands in", c.label if c.label != "body" else ""),
        ("told as", "background" if c.background else ""),
    ]
    return tuple((k, v) for k, v in pairs if v)


def _days(c: Claim) -> str:
    if c.time is None or (c.time.start is None and c.time.end is None):
        return ""
    return day_words(c.time.start, c.time.end) + (f" ({c.time.basis})" if c.time.basis else "")


def day_words(first: date | None, last: date | None) -> str:
    """``3 May 2031``, ``3 May 2031 – 5 May 2031``, ``from 3 May 2031``."""
    a, b = ("" if d is None else f"{d.day} {d:%b %Y}" for d in (first, last))
    if a and b:
        return a if a == b else f"{a} – {b}"
    return f"from {a}" if a else f"up to {b}" if b else ""


def keys_of(names: Collection[str]) -> dict[str, str]:
    """The key of each of these documents."""
    return {n: article_key(n) for n in sorted(names)}
