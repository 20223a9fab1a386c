"""A team's tokens: a file that holds who may do what and the hash of each token, never a token.

A token is 32 random bytes, so its SHA-256 tells nothing about it; words that a person thought of would need a slow hash, and are not taken.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from rashomon.errors import InputError
from rashomon.web.visit import Role

ROLES = {role.name.lower(): role for role in Role}
PREFIX = "rsh_"
#: How often the file is looked at, in seconds.
EVERY = 1.0
MOST_TOKENS, MOST_BYTES = 2_000, 1_000_000
_NAME = re.compile(r"[^\W_][\w .@'’+-]{0,79}")
_HASH = re.compile(r"[0-9a-f]{64}")
_HEAD = "# Who may use the pages and the API. Made by `rashomon token add`; a token itself stands nowhere, only its SHA-256.\n"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token. ``name`` signs their decisions. ``expires`` is the first day on which it is no longer good; None: never."""

    name: str
    role: Role
    sha256: str
    created: date
    expires: date | None = None

    def good(self, today: date) -> bool:
        """Whether the token still opens."""
        return self.expires is None or today < self.expires


def hashed(token: str) -> str:
    """What stands in the file for a token."""
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def read_tokens(path: Path) -> list[Holder]:
    """The file, sorted by name. Raises InputError that says what is wrong with it and where."""
    try:
        info = path.stat()
        if info.st_mode & stat.S_IWOTH:
            raise InputError(f"{path}: everybody on this machine may write to it; `chmod o-w {path}` first")
        if info.st_size > MOST_BYTES:
            raise InputError(f"{path}: larger than {MOST_BYTES} bytes; this is no file of tokens")
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"there is no file of tokens at {path}; make one with: rashomon token add NAME --file {path}") from None
    except (OSError, UnicodeDecodeError) as err:
        raise InputError(f"{path} cannot be read ({getattr(err, 'strerror', None) or err})") from err
    except (yaml.YAMLError, RecursionError) as err:
        raise InputError(f"{path}: this is no YAML ({' '.join(str(err).split())[:200]})") from err
    rows = told.get("tokens") if isinstance(told, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_TOKENS or set(told) != {"tokens"}:
        raise InputError(f"{path}: a list `tokens:` of at most {MOST_TOKENS} is expected, and nothing else")
    found = [_holder(row, f"{path}, token {n}") for n, row in enumerate(rows, 1)]
    for what in ("name", "sha256"):
        seen: set[str] = set()
        for holder in found:
            value = getattr(holder, what).casefold()
            if value in seen:
                raise InputError(f"{path}: two tokens have the {what} {getattr(holder, what)!r}; each is there once")
            seen.add(value)
    return sorted(found, key=lambda h: h.name.casefold())


def _holder(row: Any, where: str) -> Holder:
    if not isinstance(row, dict) or not {"name", "role", "sha256", "created"} <= set(row) <= {
        "name", "role", "sha256", "created", "expires"
    }:  # fmt: skip
        raise InputError(f"{where}: name, role, sha256, created are expected, and maybe expires")
    name, role, digest = str(row["name"]), str(row["role"]), str(row["sha256"])
    if not _NAME.fullmatch(name):
        raise InputError(f"{where}: {name[:80]!r} is no name; letters, digits, blanks and . @ ' + - (at most 80)")
    if role not in ROLES:
        raise InputError(f"{where}: {role[:40]!r} is no role; one of {', '.join(ROLES)}")
    if not _HASH.fullmatch(digest):
        raise InputError(f"{where}: sha256 is 64 digits 0-9a-f, as `rashomon token add` writes it")
    for key in ("created", "expires"):
        if type(row.get(key)) is not date and not (key == "expires" and row.get(key) is None):
            raise InputError(f"{where}: {key} is a day, as in 2026-05-31")
    return Holder(name, ROLES[role], digest, row["created"], row.get("expires"))


def write_tokens(path: Path, holders: list[Holder]) -> None:
    """Writes the file whole, readable by its owner alone."""
    rows = [
        {"name": h.name, "role": h.role.name.lower(), "sha256": h.sha256, "created": h.created}
        | ({"expires": h.expires} if h.expires else {})
        for h in sorted(holders, key=lambda h: h.name.casefold())
    ]
    text = _HEAD + yaml.safe_dump({"tokens": rows}, allow_unicode=True, sort_keys=False)
    try:
        number, name = tempfile.mkstemp(prefix=".tokens-", dir=path.parent)
        with os.fdopen(number, "w", encoding="utf-8") as file:  # mkstemp makes it for its owner alone
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as err:
        raise InputError(f"{path} cannot be written ({err.strerror}); choose another --file") from err


def add_token(path: Path, name: str, role: str, days: int | None, today: date) -> tuple[Holder, str]:
    """A new token for a name that has none, and the token itself, which is shown once and stands nowhere. ``days`` None: it never expires."""
    holders = read_tokens(path) if path.exists() else []
    if any(h.name.casefold() == name.casefold() for h in holders):
        raise InputError(f"{name} has a token already; take it away first with: rashomon token remove {name!r} --file {path}")
    token = PREFIX + secrets.token_urlsafe(32)
    holder = _holder(
        {"name": name, "role": role, "sha256": hashed(token), "created": today}
        | ({"expires": today + timedelta(days=days)} if days is not None else {}),
        "the new token",
    )
    write_tokens(path, [*holders, holder])
    return holder, token


def remove_token(path: Path, name: str) -> Holder:
    """Takes somebody's token away. Raises InputError where they have none."""
    holders = read_tokens(path)
    for holder in holders:
        if holder.name.casefold() == name.casefold():
            write_tokens(path, [h for h in holders if h is not holder])
            return holder
    raise InputError(f"{path}: {name} has no token; there are: {', '.join(h.name for h in holders) or 'none'}")


class Tokens:
    """The file as it is now: changes count within a second, without a restart. While it cannot be read nobody comes in."""

    def __init__(self, path: Path) -> None:
        self.path, self.error = path, ""
        self.holders = read_tokens(path)
        self._mark, self._looked = self._stat(), time.monotonic()

    def _stat(self) -> tuple[int, ...]:
        try:
            info = self.path.stat()
        except OSError:
            return ()
        return (info.st_mtime_ns, info.st_size, info.st_ino, info.st_mode)

    def look(self, *, now: bool = False) -> None:
        """Reads the file again where it changed."""
        if not now and time.monotonic() - self._looked < EVERY:
            return
        self._looked = time.monotonic()
        mark = self._stat()
        if mark != self._mark or self.error:
            try:
                self.holders, self.error = read_tokens(self.path), ""
            except InputError as err:
                self.holders, self.error = [], str(err)
            self._mark = mark

    def find(self, token: str, today: date | None = None) -> Holder | None:
        """Whose token this is; None: nobody's, or it has expired."""
        return self.of_hash(hashed(token), today)

    def of_hash(self, digest: str, today: date | None = None) -> Holder | None:
        """Whose hash this is. Every entry is compared, each in the same time, whatever is alike."""
        self.look()
        found = None
        for holder in self.holders:
            if hmac.compare_digest(holder.sha256, digest):
                found = holder
        return found if found is not None and found.good(today or datetime.now(UTC).date()) else None
