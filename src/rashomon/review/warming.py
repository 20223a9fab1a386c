"""Works out beforehand what the first decision would wait for: which reports of a large component score with which."""

from __future__ import annotations

import logging

import sqlalchemy as sa

from rashomon.errors import RashomonError
from rashomon.incidents.components import order
from rashomon.incidents.context import Context
from rashomon.incidents.reach import KEPT, SMALL, reaching
from rashomon.queries import Desk
from rashomon.store import derived_tables as d
from rashomon.store import mention_index as index

log = logging.getLogger("rashomon.web")


def warm(desk: Desk) -> int:
    """Compares the pairs of the largest components, and gives how many components there were. Half a minute of a processor for a component of
    three thousand reports, once for each server; the decision asks for the same pairs again and finds them."""
    m = d.mentions.c
    count = sa.func.count()
    large = sa.select(m.component).group_by(m.component).having(count >= SMALL).order_by(count.desc(), m.component).limit(KEPT)
    try:
        with desk.ledger.read() as db:
            components = list(db.scalars(large))
            found = [index.load(db, [row.number for row in index.of_components(db, [c])]) for c in components]
    except RashomonError as err:  # a decision will say what is wrong
        log.warning("nothing was worked out beforehand: %s", err)
        return 0
    for mentions in reversed(found):  # the largest last: it is to be remembered longest
        reaching(sorted(mentions.values(), key=order), Context())
    return len(found)
