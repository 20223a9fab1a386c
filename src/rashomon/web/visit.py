"""One request: who asks, what they may do, through which lens, and the ledger they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, Request

from rashomon.queries import Desk, Lens, Query, State
from rashomon.web.problems import Problem
from rashomon.web.settings import Settings


class Role(IntEnum):
    """What somebody may do: read; decide as well; everything, names and taking back others' decisions included."""

    READER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with what every page needs. ``db`` sees one state of the ledger for as long as the request lasts."""

    request: Request
    desk: Desk
    settings: Settings
    db: sa.Connection
    state: State
    lens: Lens
    who: str
    role: Role

    @property
    def csrf(self) -> str:
        """The word that a page sends along (header ``X-Rashomon-CSRF``) with what changes something; another one each time it is asked for."""
        return str(self.request.app.state.keeper.words.make(self.request.state.asker.session))

    @property
    def named(self) -> bool:
        """Whether a token says who this is; else a person at this machine may sign a decision with the name they type."""
        return bool(self.request.state.asker.token)

    def query(self) -> Query:
        """The incidents that the address asks for."""
        return Query.read(self.request.query_params.multi_items())


def visit(request: Request) -> Iterator[Visit]:
    """The visit of a request, for pages and API."""
    desk: Desk = request.app.state.opened.desk()
    who, role = request.state.who, request.state.role
    with desk.read() as db:
        lens = Lens.read(request.query_params)
        yield Visit(request, desk, request.app.state.settings, db, desk.state(db), lens, who, role)


def may(role: Role) -> Callable[[Visit], Visit]:
    """The visit of somebody who may do that much. Raises a Problem (403) for others."""

    def asked(visit: Annotated[Visit, Depends(visit)]) -> Visit:
        if visit.role < role:
            raise Problem(
                403, "not allowed", f"this needs the role {role.name.lower()}; you are {visit.role.name.lower()}. Ask for another token"
            )
        return visit

    return asked


Reader = Annotated[Visit, Depends(visit)]
Reviewer = Annotated[Visit, Depends(may(Role.REVIEWER))]
Admin = Annotated[Visit, Depends(may(Role.ADMIN))]
