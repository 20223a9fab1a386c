"""Tells open pages that the ledger changed (server-sent events). One look at the ledger a second for all of them, and none while nobody listens."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable

import sqlalchemy as sa
from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from rashomon.queries import State
from rashomon.store import evidence_tables as t
from rashomon.web.opened import Opened
from rashomon.web.problems import Problem

router = APIRouter()
log = logging.getLogger("rashomon.web")
#: Seconds from one look at the ledger to the next, and from one sign of life to the next, by which a server finds out who went away.
EVERY, BEAT = 1.0, 15.0
#: Streams of one asker: tabs of one browser. Messages that wait for a page that does not read: more are not kept, the last one says all.
OF_ONE, WAITING = 24, 4


class Live:
    """Who listens, and what they were told last."""

    def __init__(self, opened: Opened, most: int) -> None:
        self.opened, self.most = opened, most
        self.closed = False
        self.looks = 0
        self._said: State | None = None
        self._listening: dict[asyncio.Queue[str | None], str] = {}
        self._task: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._listening)

    def close(self) -> None:
        """Ends all streams, at once."""
        self.closed = True
        for queue in list(self._listening):
            _put(queue, None)

    async def stream(self, asker: str, still: Callable[[], bool]) -> AsyncIterator[str]:
        """What one page is told: how things are, then every change, until the server ends or the asker may no longer be here."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(WAITING)
        self._listening[queue] = asker
        try:
            self._start()
            yield "retry: 3000\n\n"
            if self._said is not None:
                yield _event(self._said, 0)
            while not self.closed:
                try:
                    said = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    said = ": still here\n\n"
                if said is None or not still():
                    return
                yield said
        finally:
            self._listening.pop(queue, None)

    def room(self, asker: str) -> bool:
        """Whether another stream may begin."""
        return not self.closed and len(self._listening) < self.most and sum(a == asker for a in self._listening.values()) < OF_ONE

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            self._said = None
            self._task = loop.create_task(self._watch())

    async def _watch(self) -> None:
        failing = False
        while self._listening and not self.closed:
            try:
                found = await to_thread.run_sync(self._look, abandon_on_cancel=True)
                failing = False
            except Exception as err:  # a ledger that is locked, being put in place, or away: pages keep what they have
                found = None
                if not failing:
                    log.warning("the ledger cannot be looked at for changes: %s", err)
                failing = True
            if found is not None:
                self._said, changed = found
                for queue in list(self._listening):
                    _put(queue, _event(self._said, changed))
            await asyncio.sleep(EVERY)

    def _look(self) -> tuple[State, int] | None:
        """The state and how many incidents changed since the last look; None: nothing did."""
        self.looks += 1
        desk = self.opened.desk()
        before = self._said
        with desk.read() as db:
            now = desk.state(db)
            if before is not None and now.tag == before.tag:
                return None
            v = t.incident_versions.c
            since = before.run_id if before is not None and before.ledger_id == now.ledger_id else now.run_id
            changed = db.scalar(sa.select(sa.func.count(v.incident_id.distinct())).where(v.run_id > since, v.run_id <= now.run_id))
        return now, int(changed or 0)


def _put(queue: asyncio.Queue[str | None], said: str | None) -> None:
    while True:
        try:
            return queue.put_nowait(said)
        except asyncio.QueueFull:
            queue.get_nowait()


def _event(state: State, changed: int) -> str:
    told = {"tag": state.tag, "run": state.run_id, "at": state.run_at, "changed": changed}
    return f"data: {json.dumps(told)}\n\n"


@router.get("/live", include_in_schema=False)
async def live(request: Request) -> StreamingResponse:
    """The stream of changes."""
    told: Live = request.app.state.live
    asker = request.state.asker
    name = asker.token or (request.client.host if request.client else "here")
    if not told.room(name):
        problem = Problem(
            503, "too many pages listen", "too many open pages hear of changes at once; close some, or load this one again later"
        )
        problem.headers["Retry-After"] = "30"
        raise problem
    keeper = request.app.state.keeper
    return StreamingResponse(
        told.stream(name, lambda: keeper.still(asker)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
