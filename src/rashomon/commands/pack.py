"""``rashomon pack``: the evidence behind some incidents, for somebody who has no ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.commands.asking import LedgerOption, NamesOption, ReaderOption, place


def pack(
    incidents: Annotated[list[str], typer.Argument(help="Incidents by their ids.")],
    out: Annotated[Path, typer.Option("--out", help="The zip file to write.")],
    ledger: LedgerOption = None,
    texts: Annotated[bool, typer.Option("--texts", help="Whole articles, too. Mind whose they are.")] = False,
    names: NamesOption = False,
    who: ReaderOption = None,
    coarsen: Annotated[bool, typer.Option("--coarsen", help="Round places of homes, shelters and clinics.")] = False,
) -> None:
    """Write an evidence pack: quotes in their context, claims, figures, decisions, hashes. `rashomon verify PACK` checks it anywhere."""
    from rashomon.errors import InputError
    from rashomon.exports.pack import make_pack, write_pack
    from rashomon.pipeline.deciding import log_names, system_user
    from rashomon.pipeline.packed import record_pack
    from rashomon.store import writing

    if out.is_dir():
        raise InputError(f"{out} is a folder; name the file: --out {out / 'pack.zip'}")
    where, _ = place(ledger, None)
    with writing(where) as opened:
        if names:
            with opened.read() as db:
                made = make_pack(db, incidents, texts=texts, names=names, coarsen=coarsen)
            log_names(opened, (who or "").strip() or system_user(), f"pack {out.name} of {', '.join(made.incidents)}")
        with opened.read() as db:
            made = make_pack(db, incidents, texts=texts, names=names, coarsen=coarsen)
        write_pack(out, made)
        record_pack(opened, out, made.sha256, made.incidents, made.documents, names=names)
    for asked, now in made.redirected:
        typer.echo(f"{asked} is {now} now")
    n = len(made.incidents)
    typer.echo(
        f"{out}: {n} incident{'s' * (n != 1)}, {len(made.documents)} article{'s' * (len(made.documents) != 1)}; sha256 {made.sha256}"
    )
