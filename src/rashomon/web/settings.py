"""What a server is told when it starts."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """``host`` and ``port`` are what it listens on, ``hosts`` further names it may be called by; ``proxy``: a proxy on this machine stands
    before it, and says for whom it asks. ``tokens`` is the file of who may do what; without it only this machine may ask, and whoever sits
    at it may do everything. ``who`` signs their decisions where they give no name. ``read_only``: nobody decides. ``tiles`` is the address of a tile server ("https://tiles.example/{z}/{x}/{y}.png") for those who have one; ``credit`` its attribution."""

    model_config = ConfigDict(frozen=True)

    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    proxy: bool = False
    tokens: Path | None = None
    who: str = ""
    names: bool = False
    coarsen: bool = False
    tiles: str | None = None
    credit: str = ""
    read_only: bool = False
    seconds: float = Field(default=20, gt=0)  # of a question to the ledger
    rate: int = Field(default=600, gt=0)  # requests a minute from one address
    body: int = Field(default=256_000, gt=0)  # bytes of a request
    streams: int = Field(default=64, gt=0)  # pages that hear at once of what changes
