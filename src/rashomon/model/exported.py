"""What an export is made of: incidents with their claims and documents, and what has to be said of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.model.claims import Claim
from rashomon.model.documents import Document
from rashomon.model.incidents import Incident


@dataclass(frozen=True, slots=True)
class Told:
    """One incident with its own claims (sorted by id) and, by name, the documents they stand in. Estimates are those of the export's policy."""

    incident: Incident
    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class About:
    """What an export says of itself: the version of the program, the ledger, policy and weights, and what was asked for.

    ``head`` is the hash of the last link of the run that derived what is exported (``run_id``, ended at ``run_at``), ``head_seq`` the number of
    that link: what only shows or exports a ledger moves neither. ``since``, ``where``, ``as_of`` and ``changed_since`` are as a person wrote
    them (None: everything). ``names`` is True where names of private persons are shown, ``coarsen`` where private places are rounded.
    """

    version: str
    head: str
    run_id: int
    run_at: str
    policy: str
    weights: str | None = None
    since: str | None = None
    where: str | None = None
    as_of: str | None = None
    names: bool = False
    changed_since: str | None = None
    coarsen: bool = False
    head_seq: int = 0
    ledger_id: str | None = None
