"""``rashomon decisions``: all decisions of a ledger, and what came of each."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.commands.asking import JsonOption, LedgerOption, NamesOption, OutOption, ReaderOption, paper, place, print_json, reading

#: States that ask a person to look again.
OPEN = ("reopened", "not_found")
_WORDS = {"applied": "holds", "reopened": "RE-OPENED", "not_found": "NOT FOUND", "overruled": "overruled", "undone": "taken back"}


def decisions(
    ledger: LedgerOption = None,
    out: OutOption = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those a person should look at again.")] = False,
    names: NamesOption = False,
    who: ReaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what reviewers decided, when and why, and whether it holds."""
    from rashomon.exports.told import decision_words, flat, joined, masked, stamp_words
    from rashomon.people import Masker
    from rashomon.pipeline.asked import documents_said
    from rashomon.pipeline.deciding import by_id, decided
    from rashomon.pipeline.decisions_sources import shown_source

    where, _ = place(ledger, out)
    with reading(where, names, who, "rashomon decisions") as db:
        every = decided(db)
        shown = [(d, s) for d, s in every if not only_open or s.state in OPEN]
        documents = documents_said(db, (), {a.document for d, _ in shown for a in d.anchors})
        masker = Masker.for_documents(documents, names=names)
        if as_json:
            rows = [
                {
                    "number": d.number, "decision_id": d.decision_id, "kind": d.kind, "who": d.who, "at": d.at,
                    "why": masker.words([a.document for a in d.anchors], d.why), "source": shown_source(d.source), "undoes": d.undoes, "state": s.state,
                    "note": masker.words([a.document for a in d.anchors], s.note), "claims": list(s.claims),
                    "anchors": [{"document": masker.address(a.document, a.document), "quote": masker.words(a.document, a.quote), "occurrence": a.occurrence} for a in d.anchors],
                    "value": masked({k: v for k, v in d.value.items() if k != "seen"} if isinstance(d.value, dict) else d.value, [a.document for a in d.anchors], masker),
                }
                for d, s in shown
            ]  # fmt: skip
            print_json({"items": rows, "total": len(every), "names_shown": masker.names})
            return
        page = paper()
        if not shown:
            page.line(
                "no decision waits for a person" if only_open and every else "nothing was decided yet; rashomon decide --help says how"
            )
            return
        known = by_id(d for d, _ in every)
        for d, s in shown:
            style = "yellow" if s.state in OPEN else "dim" if s.state in {"undone", "overruled"} else "green"
            said = decision_words(d, known, masker)
            page.line(
                joined((_WORDS.get(s.state, s.state), style), f"  {said}", (f"  ({stamp_words(d.at) if d.at else 'no date'})", "dim"))
            )
            for a in d.anchors:
                page.line(
                    f"at “{flat(masker.words(a.document, a.quote), 100)}” in {flat(masker.address(a.document, a.document))}", 4, "dim"
                )
            value = _value(d.value)
            if value:
                page.line(flat(masker.words([a.document for a in d.anchors], value)), 4)
            if s.note:
                page.line(flat(masker.words([a.document for a in d.anchors], s.note)), 4, style)


def _value(value: object) -> str:
    if isinstance(value, dict):
        plain = {k: v for k, v in value.items() if k != "seen" and not (k == "approx" and v is False)}
        return ", ".join(f"{k} {'open' if v is None else v}" for k, v in plain.items())
    return "" if value is None else f"right is: {value}"
