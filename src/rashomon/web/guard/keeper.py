"""Who asks, and what they may do: a person at this machine, or the holder of a token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from rashomon.errors import InputError
from rashomon.pipeline.deciding import system_user
from rashomon.web.guard.limits import Bucket, asker, too_often
from rashomon.web.guard.sessions import Sessions, Words
from rashomon.web.guard.tokens import Holder, Tokens, hashed
from rashomon.web.problems import Problem
from rashomon.web.settings import Settings
from rashomon.web.visit import Role

COOKIE = "rashomon_session"
#: Behind TLS the name says that only this host, and only over TLS, can have set it.
SECURE_COOKIE = f"__Host-{COOKIE}"
#: Wrong tokens from one address: so many at once, then one in so many seconds. There is no such limit for all together: a token cannot be
#: guessed by many either, and whoever used it up would keep everybody out.
WRONG, WRONG_EVERY = 10, 6.0
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. ``way`` here | cookie | bearer; ``session`` is what their word (CSRF) is bound to; ``token`` the hash of what they hold."""

    who: str
    role: Role
    way: str
    session: str = ""
    token: str = ""


class Keeper:
    """Knows who may come in. Raises InputError where nobody could."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.tokens = Tokens(settings.tokens) if settings.tokens is not None else None
        if self.tokens is not None and not self.tokens.holders:
            raise InputError(
                f"{settings.tokens} holds no token, so nobody could come in; add one: rashomon token add NAME --file {settings.tokens}"
            )
        self.sessions, self.words = Sessions(), Words()
        self.rate = Bucket(settings.rate)
        self._wrong = Bucket(60 / WRONG_EVERY, WRONG)
        self._here = settings.who.strip() or system_user()

    def asker(self, headers: Mapping[str, str], client: str | None) -> Asker | None:
        """Who asks; None: nobody we know. Raises a Problem for a wrong token, and for who tried too many."""
        if self.tokens is None:
            return Asker(self._here, self._role(Role.ADMIN), "here", "here")
        given = headers.get("authorization")
        if given is not None:
            kind, _, token = given.partition(" ")
            if kind.lower() != "bearer":
                raise unknown("the header Authorization has to be `Bearer TOKEN`")
            holder = self.holder(token.strip(), client)
            return Asker(holder.name, self._role(holder.role), "bearer", "", holder.sha256)
        name = self.cookie(headers)
        session = self.sessions.find(name) if name else None
        if session is None:
            return None
        found = self.tokens.of_hash(session.token)
        if found is None:  # taken away, or expired
            self.sessions.end(name)
            return None
        return Asker(found.name, self._role(found.role), "cookie", name, found.sha256)

    def holder(self, token: str, client: str | None) -> Holder:
        """Whose token this is. Raises a Problem where it is nobody's, and before it is even looked at where too many were wrong."""
        assert self.tokens is not None
        key = asker(client)
        if self._wrong.left(key) < 1:
            raise too_often(self._wrong.take(key), "too many wrong tokens")
        found = self.tokens.find(token) if 0 < len(token) <= LONGEST else None
        if found is None:
            self._wrong.take(key)
            if self.tokens.error:
                raise Problem(
                    503, "nobody can come in now", "the file of tokens cannot be read; whoever runs this server finds why in its output"
                )
            raise unknown("this token is not known, or it has expired; ask whoever runs this server for another")
        return found

    def still(self, asker: Asker) -> bool:
        """Whether somebody who came in may still be here."""
        return self.tokens is None or self.tokens.of_hash(asker.token) is not None

    def cookie(self, headers: Mapping[str, str]) -> str:
        """The name of the session that the browser sent, or nothing."""
        try:
            sent = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        for name in (SECURE_COOKIE, COOKIE):
            if name in sent and len(sent[name].value) <= LONGEST:
                return sent[name].value
        return ""

    def sign_in(self, token: str, client: str | None) -> str:
        """Starts a session for the holder of a token; gives its name."""
        return self.sessions.start(self.holder(token, client).sha256)

    def check_word(self, asker: Asker, word: str) -> None:
        """Raises a Problem where a page did not send its word along. Programs with a token need none: a browser sends none by itself."""
        if asker.way != "bearer" and not self.words.good(asker.session, word):
            raise Problem(403, "page too old", "this page was opened before the server was started, or by somebody else; load it again")

    def _role(self, role: Role) -> Role:
        return min(role, Role.READER) if self.settings.read_only else role


def token_of(asker: Asker) -> str:
    """What requests are counted by: the token, or nothing."""
    return f"token {asker.token}" if asker.token else ""


def unknown(detail: str) -> Problem:
    """The problem of somebody we do not know."""
    problem = Problem(401, "not signed in", detail)
    problem.headers["WWW-Authenticate"] = 'Bearer realm="Rashomon"'
    return problem


__all__ = ["COOKIE", "SECURE_COOKIE", "Asker", "Keeper", "hashed", "token_of", "unknown"]
