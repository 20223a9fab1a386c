"""What one document says by itself, before any other document is asked."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Claim, Document, SetAside
from rashomon.model.incidents import IncidentMention


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with its claims and incident mentions, as the steps read it alone.

    ``figures`` is how many figures stood in sentences with a harm word (in claims plus set aside). Readings are what the ledger keeps
    of a document (``input_hash`` tells whether the input still says the same); everything that needs several documents is derived from all readings, again, in every run.
    """

    document: Document
    claims: tuple[Claim, ...] = ()
    incidents: tuple[IncidentMention, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    input_hash: str = ""
