"""Who may decide here, under which name, and what they are told when it cannot be kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from threading import Lock, Thread
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote

from fastapi import Depends, Request

from rashomon.errors import InputError
from rashomon.exports.told import decision_words, stamp_words
from rashomon.model import Decision
from rashomon.pipeline.deciding import by_id
from rashomon.queries import Desk, Lens
from rashomon.review import Conflict, Refused, Writer
from rashomon.review.judging import person
from rashomon.review.shown import incident_names
from rashomon.review.warming import warm
from rashomon.store.decisions import load_decisions
from rashomon.store.lock import Busy
from rashomon.web.problems import Problem
from rashomon.web.visit import Role, Visit

T = TypeVar("T")
#: The cookie in which a browser remembers the name that somebody without a token signs with.
WHO = "rashomon_who"
LONGEST_NAME = 100
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_making = Lock()


def deciding(request: Request) -> Visit:
    """The visit of somebody who wants to change something. Its ``db`` is closed: what is decided looks at the ledger when its turn comes, and a
    reader that waits would keep the writer waiting."""
    desk: Desk = request.app.state.opened.desk()
    with desk.read() as db:
        made = Visit(request, desk, request.app.state.settings, db, desk.state(db), Lens(), request.state.who, request.state.role)
    may_write(made)
    return made


def warmed(visit: Visit) -> None:
    """Somebody who may decide is here: what the first decision would wait for is worked out meanwhile, once for each server."""
    state = visit.request.app.state
    if visit.settings.read_only or visit.role < Role.REVIEWER:
        return
    with _making:
        begun = getattr(state, "review_warmed", None)
        if begun is None:
            state.review_warmed = begun = Thread(target=warm, args=(visit.desk,), name="rashomon-review", daemon=True)
            begun.start()


def writer_of(visit: Visit) -> Writer:
    """The one writer of this server."""
    state = visit.request.app.state
    with _making:
        if getattr(state, "review_writer", None) is None:
            state.review_writer = Writer(visit.desk.where)
        made: Writer = state.review_writer
    return made


def may_write(visit: Visit) -> None:
    """Raises a Problem for who may not decide here."""
    if visit.settings.read_only:
        raise Problem(403, "read only", "this server was started for reading only, so nothing can be decided here")
    if visit.role < Role.REVIEWER:
        raise Problem(403, "not allowed", f"this needs the role reviewer; you are {visit.role.name.lower()}. Ask for another token")


def may_undo(visit: Visit) -> Callable[[Decision], None]:
    """Raises a Problem for a decision of somebody else, where tokens say who is who."""

    def check(old: Decision) -> None:
        if visit.named and visit.role < Role.ADMIN and person(old.who) != person(visit.who):
            raise Problem(403, "not allowed", f"decision {old.number} is {old.who}'s; taking back what others decided needs the role admin")

    return check


def me(visit: Visit) -> str:
    """Who looks: whom the token names, else who signed last in this browser, else whom the server was started for."""
    if visit.named:
        return visit.who
    return _clean(unquote(visit.request.cookies.get(WHO, ""))) or visit.who


def signer(visit: Visit, given: str) -> str:
    """Who signs. Raises a Problem where a token says that it is somebody else."""
    name = _clean(given)
    if visit.named:
        if name and person(name) != person(visit.who):
            raise _invalid("who", f"your token says that you are {visit.who}; leave the name out")
        return visit.who
    return name or visit.who


def _clean(name: str) -> str:
    return " ".join(_CONTROL.sub(" ", name).split())[:LONGEST_NAME]


def _invalid(field: str, message: str) -> Problem:
    return Problem(422, "not valid", message, errors=[{"in": field, "message": message}])


def answered(visit: Visit, work: Callable[[], T]) -> T:
    """What ``work`` gives; its errors as problems: what is to be put right and where, what changed meanwhile, who writes now."""
    try:
        return work()
    except Conflict as err:
        raise Problem(409, "changed meanwhile", str(err), changed=changed(visit, err), seen=asdict(err.now)) from err
    except Refused as err:
        raise _invalid(err.field, _masked(visit, str(err))) from err
    except Busy as err:
        later = Problem(
            503, "somebody else writes", f"{err}".replace("; let it end and run again, or run with --wait, which waits for it", "")
        )
        later.headers["Retry-After"] = "5"
        raise later from err
    except InputError as err:
        raise _invalid("", _masked(visit, str(err))) from err


def _masked(visit: Visit, text: str) -> str:
    """A message may quote the article."""
    return visit.desk.masker({}).words((), text)


def changed(visit: Visit, err: Conflict) -> list[dict[str, Any]]:
    """What changed meanwhile, and by whom."""
    with visit.desk.read() as db:
        known = by_id(load_decisions(db))
        names = incident_names(visit.desk, db, [m.incident_id for m in err.met if m.incident_id])
        masker = visit.desk.masker({})
        return [
            {
                "incident_id": m.incident_id,
                "label": names.get(m.incident_id or "", ""),
                "by": m.decision.who if m.decision else None,
                "number": m.decision.number if m.decision else None,
                "words": decision_words(m.decision, known, masker) if m.decision else m.cause.replace("_", " ") or "it is no more",
                "at": m.at,
                "at_words": stamp_words(m.at) if m.at else "",
            }
            for m in err.met
        ]


Deciding = Annotated[Visit, Depends(deciding)]
