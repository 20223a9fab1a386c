"""What was worked out over a whole ledger is kept until the ledger says something else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from rashomon.queries.desk import Desk

T = TypeVar("T")
#: Answers kept for one ledger; the one asked for longest ago goes first.
MOST = 48

_kept: WeakKeyDictionary[Desk, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_lock = Lock()


def kept(desk: Desk, key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, made once for ``key``; the key names the state of the ledger (:attr:`State.tag`), so that nothing old is told.

    Two who ask at once may both make it; both are told the same.
    """
    with _lock:
        own = _kept.setdefault(desk, OrderedDict())
        if key in own:
            own.move_to_end(key)
            found: T = own[key]
            return found
    made = make()
    with _lock:
        own[key] = made
        own.move_to_end(key)
        while len(own) > MOST:
            own.popitem(last=False)
    return made
