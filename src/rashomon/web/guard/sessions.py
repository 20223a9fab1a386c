"""Who is signed in with a browser, and the word that a page of ours sends along when it changes something."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

#: Sessions at most, and how long one lasts, in seconds.
MOST, LASTS = 4_096, 12 * 3600
_MAC = 16


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who came in with a token: its hash, by which they are looked up at each request, and until when."""

    token: str
    until: float


class Sessions:
    """In memory only: after a restart everybody comes in again. Of a session's name only the hash is held."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self._all: OrderedDict[str, Session] = OrderedDict()

    def start(self, token_hash: str) -> str:
        """A new session; gives the name that the browser keeps."""
        name = secrets.token_urlsafe(32)
        self._all[_key(name)] = Session(token_hash, self.now() + LASTS)
        while len(self._all) > MOST:
            self._all.popitem(last=False)
        return name

    def find(self, name: str) -> Session | None:
        """The session of that name, where it still lasts."""
        found = self._all.get(_key(name))
        if found is not None and found.until <= self.now():
            self.end(name)
            return None
        return found

    def end(self, name: str) -> None:
        """Ends it."""
        self._all.pop(_key(name), None)


class Words:
    """Makes and checks the word (CSRF token) of a session. It looks different in every answer, so that its packed size tells nothing (BREACH)."""

    def __init__(self, secret: bytes | None = None) -> None:
        self._secret = secret or secrets.token_bytes(32)

    def _mac(self, session: str) -> bytes:
        return hmac.digest(self._secret, b"csrf:" + session.encode("utf-8", "backslashreplace"), "sha256")[:_MAC]

    def make(self, session: str) -> str:
        """The word of a session, masked anew."""
        mask = secrets.token_bytes(_MAC)
        return base64.urlsafe_b64encode(mask + _xor(mask, self._mac(session))).decode().rstrip("=")

    def good(self, session: str, word: str) -> bool:
        """Whether a word is that session's."""
        try:
            raw = base64.b64decode((word + "=" * (-len(word) % 4)).encode("ascii"), altchars=b"-_", validate=True)
        except ValueError:
            return False
        return len(raw) == 2 * _MAC and hmac.compare_digest(_xor(raw[:_MAC], raw[_MAC:]), self._mac(session))


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()
