"""``rashomon decide``: what a person decides about the words of an article, kept in the ledger and put to work at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.commands.asking import LedgerOption, NamesOption, OutOption, WeightsOption, WhoOption, WhyOption, place, print_outcome
from rashomon.errors import InputError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from rashomon.model import Anchor, Decision
    from rashomon.store.engine import Where

KINDS = ("figure", "harm", "side", "speaker", "place", "date", "perpetrator", "background", "not_a_figure", "merge", "split", "choose")
_NOTHING = ("not_a_figure", "merge", "split")


def decide(
    kind: Annotated[str, typer.Argument(help=f"What is decided: {', '.join(KINDS)}.")],
    about: Annotated[list[str] | None, typer.Argument(help="Incidents by id (merge, split, choose), or 'DOCUMENT: words'.")] = None,
    who: WhoOption = "",
    why: WhyOption = "",
    at: Annotated[list[str] | None, typer.Option("--at", help="'DOCUMENT: words' of it that are meant; once for each place.")] = None,
    value: Annotated[str | None, typer.Option(help="What is right: 'at least 12', a name, null for open, {low: 3, high: 5}.")] = None,
    harm: Annotated[str, typer.Option(help="choose: killed, wounded, missing, captured or casualties.")] = "killed",
    side: Annotated[str | None, typer.Option(help="choose: whose; all for all sides together.")] = None,
    best: Annotated[int | None, typer.Option(min=0, help="choose: the best figure.")] = None,
    low: Annotated[int | None, typer.Option(min=0, help="choose: the lowest; the best where only that is given.")] = None,
    high: Annotated[int | None, typer.Option(min=0, help="choose: the highest; the best where only that is given.")] = None,
    ledger: LedgerOption = None,
    out: OutOption = None,
    weights: WeightsOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would do, and keep nothing.")] = False,
    names: NamesOption = False,
) -> None:
    """Decide: correct what was read, put reports together, tell them apart, choose a figure. Each can be taken back."""
    if kind not in KINDS:
        raise InputError(f"{kind!r} cannot be decided; it is one of {', '.join(KINDS)}")
    if kind in _NOTHING and value is not None:
        raise InputError(f"{kind} takes no --value")
    chosen = (side, best, low, high)
    if kind != "choose" and any(x is not None for x in chosen):
        raise InputError(f"--side, --best, --low and --high go with choose; for {kind} say what is right with --value")
    where, folder = place(ledger, out)

    def made(db: sa.Connection) -> Decision:
        from rashomon.pipeline.deciding import proposed

        given = [*(about or []), *(at or [])]
        anchors, incidents = _anchors(db, kind, given)
        right = _choice(db, incidents, anchors, value, harm, *chosen) if kind == "choose" else _value(kind, value)
        return proposed(db, kind, anchors, right, who, why)

    carry_out(where, folder, made, weights, dry_run, who if names else None)


def carry_out(
    where: Where, folder: Path | None, make: Callable[[sa.Connection], Decision], weights: Path | None, dry: bool, reader: str | None = None
) -> None:
    """Makes a decision and keeps it, or only tries it; prints what it does, and brings up to date what stands beside the ledger.

    ``reader`` is who is shown the names of private persons, where they are asked for.
    """
    from rashomon.exports.report import write_report
    from rashomon.pipeline.deciding import brought_up_to_date, frame_of, kept, log_names, tried
    from rashomon.pipeline.weights_file import read_weights
    from rashomon.store import writing

    given = read_weights(weights) if weights is not None else None
    with writing(where) as ledger:
        with ledger.read() as db:
            frame, decision = frame_of(db, given), make(db)
        outcome = (tried if dry else kept)(ledger, decision, frame)
        written: list[str] = []
        if reader is not None:
            log_names(ledger, reader, f"what decision {decision.number}{' would change' if dry else ' changed'}")
        with ledger.read() as db:
            print_outcome(db, outcome, dry=dry, names=reader is not None)
            if not dry and folder is not None:
                written = brought_up_to_date(db, folder, write_report)
    if dry:
        typer.echo("nothing was kept (--dry-run)")
        return
    if written:
        typer.echo(f"brought up to date: {', '.join(written)}")
    back = f"rashomon undo {outcome.decision.number} --who NAME --why WORDS"
    typer.echo(f"{'bring it back' if decision.kind == 'undo' else 'take it back'} with: {back}")


def _anchors(db: sa.Connection, kind: str, given: list[str]) -> tuple[list[Anchor], list[str]]:
    """Anchors for what was named, in its order, and the incidents that were named by id."""
    from rashomon.pipeline.anchoring import anchor_at, anchor_of
    from rashomon.pipeline.asked import asked_for, looks_like_id

    if not given:
        raise InputError("say what it is about: --at 'DOCUMENT: words of it'" + ("" if kind not in {"merge", "split", "choose"} else ", or an incident's id"))  # fmt: skip
    by_id = [x for x in given if ":" not in x and looks_like_id(x)]
    if by_id and kind not in {"merge", "split", "choose"}:
        raise InputError(f"{kind} is about words: --at 'DOCUMENT: words of it', not about an incident's id")
    words = {x: anchor_at(db, x) for x in given if x not in by_id}
    ids = {}
    for x in by_id:
        asked = asked_for(db, x)
        if asked.incident_id is None:
            raise InputError(f"{asked.asked} is no more; `rashomon log {asked.asked}` tells what became of it")
        ids[x] = asked.incident_id
    if len(given) < 2 and kind in {"merge", "split"}:
        raise InputError(f"{kind} is about two or more: incidents by id, or --at 'DOCUMENT: words' for each")
    if len(set(ids.values())) < len(by_id):
        raise InputError("these ids are of one incident; to tell two of its reports apart, quote words of each with --at")
    without = list(words.values()) if kind == "split" else []
    return [words[x] if x in words else anchor_of(db, ids[x], without) for x in given], list(ids.values())


def _value(kind: str, text: str | None) -> Any:
    """The value as a person types it: a number, words, ``null``, ``true``, or a small mapping."""
    import yaml

    from rashomon.pipeline.decisions_values import VALUES

    if kind in _NOTHING:
        return None
    if text is None:
        raise InputError(f"--value is missing; for {kind} it is {VALUES[kind]}")
    given = text.strip()
    if given == "null":
        return None
    if given in {"true", "false"}:
        return given == "true"
    if given.isascii() and given.isdigit():
        return int(given)
    if given.startswith("{"):
        try:
            made = yaml.load(given, Loader=yaml.BaseLoader)  # noqa: S506 - plain text only
        except yaml.YAMLError:
            raise InputError(f"--value {text!r} cannot be read; for {kind} it is {VALUES[kind]}") from None
        return {k: _scalar(v) for k, v in made.items()} if isinstance(made, dict) else made
    return given


def _scalar(value: Any) -> Any:
    if value in ("null", "", "~"):
        return None
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _choice(
    db: sa.Connection, incidents: list[str], anchors: list[Anchor], value: str | None, harm: str, side: str | None, best: int | None,
    low: int | None, high: int | None,
) -> Any:  # fmt: skip
    """The figure chosen. Where no side is named and the incident has figures of one side alone, it is that side's: the total follows."""
    from rashomon.pipeline.anchoring import incidents_at
    from rashomon.pipeline.view import view

    if value is not None:
        if any(x is not None for x in (side, best, low, high)):
            raise InputError("choose takes --value or --side, --best, --low and --high, not both")
        return _value("choose", value)
    if best is None and low is None and high is None:
        raise InputError("choose needs a figure: --best 4, with --low and --high where it has a range")
    if low is None and high is None:
        low = high = best
    whose: str | None = None if side == "all" else side
    if side is None:
        shown = view(db, incidents or incidents_at(db, anchors))
        sides = {e.side for i in shown.incidents for e in i.estimates if e.harm == harm and e.over != "all_sides"}
        whose = sides.pop() if len(sides) == 1 else None
    return {"harm": harm, "side": whose, "low": low, "best": best, "high": high}
