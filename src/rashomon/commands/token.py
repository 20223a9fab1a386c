"""``rashomon token``: who of a team may use the pages of ``rashomon serve --tokens``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Who of a team may use the pages and the API of `rashomon serve --tokens FILE`.")
File = Annotated[Path, typer.Option("--file", help="The file of tokens. It holds names, roles and hashes; no token can be read out of it.")]


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Whose token it is; signs their decisions.")],
    role: Annotated[str, typer.Option(help="reader (reads), reviewer (decides, too), admin (everything).")] = "reader",
    file: File = Path("tokens.yml"),
    days: Annotated[int, typer.Option(min=0, max=36500, help="How long it is good; 0: until it is taken away.")] = 365,
) -> None:
    """Make a token. It is printed once and stands nowhere."""
    from rashomon.web.guard.tokens import add_token

    holder, token = add_token(file, name.strip(), role.strip().lower(), days or None, datetime.now(UTC).date())
    until = f"until {holder.expires}" if holder.expires else "until it is taken away"
    typer.echo(f"{holder.name}, {holder.role.name.lower()}, {until}. This is shown once; only its hash is in {file}:", err=True)
    typer.echo(token)


@app.command(name="list")
def list_command(file: File = Path("tokens.yml")) -> None:
    """Who has a token."""
    from rashomon.web.guard.tokens import read_tokens

    holders = read_tokens(file)
    today = datetime.now(UTC).date()
    wide = max((len(h.name) for h in holders), default=0)
    for h in holders:
        until = f"until {h.expires}" if h.expires else "no end"
        typer.echo(f"{h.name:{wide}}  {h.role.name.lower():8}  since {h.created}  {until if h.good(today) else f'expired {h.expires}'}")
    if not holders:
        typer.echo(f"nobody has a token in {file}")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="Whose token.")], file: File = Path("tokens.yml")) -> None:
    """Take somebody's token away. A server that is running turns them away within a second."""
    from rashomon.web.guard.tokens import remove_token

    holder = remove_token(file, name.strip())
    typer.echo(f"{holder.name} has no token any more")
