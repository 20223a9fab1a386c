"""What a folder of fetched pages remembers, so that a killed fetch goes on where it was and asks for nothing twice.

A small SQLite file beside the archives. It is held by one fetch at a time (the system lets go of it however the process dies), and says
how long each archive is: bytes beyond that were written by a fetch that was killed before it could say so, and are cut off.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rashomon.errors import RashomonError
from rashomon.fetch.robots import Rule

NAME = ".fetch.db"
VERSION = 1
_TABLES = """
CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due TEXT, failures INTEGER NOT NULL, title TEXT, asked TEXT, problem TEXT);
CREATE TABLE pages (key TEXT PRIMARY KEY, url TEXT NOT NULL, feed TEXT, listed INTEGER NOT NULL, declared TEXT NOT NULL, mark TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT, tries INTEGER NOT NULL, due TEXT, etag TEXT, modified TEXT, body TEXT, text TEXT, first TEXT NOT NULL,
  asked TEXT, file TEXT, offset INTEGER);
CREATE INDEX pages_by_feed ON pages (feed);
CREATE TABLE files (name TEXT PRIMARY KEY, length INTEGER NOT NULL);
CREATE TABLE reads (ledger TEXT NOT NULL, name TEXT NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (ledger, name));
CREATE TABLE robots (origin TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL);
"""


class FetchError(RashomonError):
    """The folder of fetched pages cannot be used."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: validators of its last answer, when it is due, how often it failed in a row."""

    url: str
    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None
    failures: int = 0
    title: str = ""
    asked: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an article's address. ``state``: waiting, stored, refused, failed (for good) or later (put off, until ``due``).

    ``mark`` is what the feed said of it, ``body`` and ``text`` the hashes of its last page and of the article on it; ``file`` and
    ``offset`` where that is kept.
    """

    key: str
    url: str
    feed: str | None = None
    listed: bool = True
    declared: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    state: str = "waiting"
    reason: str | None = None
    tries: int = 0
    due: datetime | None = None
    etag: str | None = None
    modified: str | None = None
    body: str | None = None
    text: str | None = None
    first: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    asked: datetime | None = None
    file: str | None = None
    offset: int | None = None


class State:
    """The memory of one folder, held for as long as it is open."""

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=0)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("BEGIN IMMEDIATE")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in _TABLES.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as err:
            raise FetchError(
                f"another fetch works in {folder}; let it end, or choose another folder with --keep"
                if "locked" in str(err)
                else f"{folder} cannot be written ({err}); choose another with --keep"
            ) from None
        except sqlite3.DatabaseError as err:
            raise FetchError(f"{path} is damaged ({err}); move it away and fetch again: pages that were kept stay where they are") from None
        except OSError as err:
            raise FetchError(f"{folder} cannot be made ({err.strerror}); choose another with --keep") from None
        if version > VERSION:
            self._db.close()
            raise FetchError(f"{path} was written by a newer rashomon; use that one, or choose another folder with --keep")

    def close(self) -> None:
        """Lets go of the folder."""
        self._db.close()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """What is written inside is kept whole or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def feed(self, url: str) -> FeedState | None:
        """A feed, if it was ever read as one."""
        row = self._db.execute(
            "SELECT url, etag, modified, due, failures, title, asked, problem FROM feeds WHERE url = ?", (url,)
        ).fetchone()
        if row is None:
            return None
        return FeedState(row[0], row[1], row[2], _time(row[3]), row[4], row[5] or "", _time(row[6]), row[7])

    def save_feed(self, feed: FeedState) -> None:
        """Keeps it."""
        row = (feed.url, feed.etag, feed.modified, _text(feed.due), feed.failures, feed.title, _text(feed.asked), feed.problem)
        self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def page(self, key: str) -> Page | None:
        """An article's address, if it was ever named."""
        row = self._db.execute("SELECT * FROM pages WHERE key = ?", (key,)).fetchone()
        return _page(row) if row is not None else None

    def listed(self, feed: str) -> list[Page]:
        """Articles that the feed named when it was read last, in order of their keys."""
        return [_page(r) for r in self._db.execute("SELECT * FROM pages WHERE feed = ? AND listed ORDER BY key", (feed,))]

    def later(self) -> list[Page]:
        """Articles that a feed named and that were not had yet."""
        return [
            _page(r) for r in self._db.execute("SELECT * FROM pages WHERE state IN ('waiting', 'later') AND feed IS NOT NULL ORDER BY key")
        ]

    def unlist(self, feed: str) -> None:
        """The feed is read anew: what it does not name again is not in it any more."""
        self._db.execute("UPDATE pages SET listed = 0 WHERE feed = ?", (feed,))

    def save_page(self, page: Page) -> Page:
        """Keeps it."""
        row = (
            page.key, page.url, page.feed, int(page.listed), json.dumps(page.declared, ensure_ascii=False), page.mark, page.state, page.reason,
            page.tries, _text(page.due), page.etag, page.modified, page.body, page.text, _text(page.first), _text(page.asked), page.file, page.offset,
        )  # fmt: skip
        self._db.execute(f"INSERT OR REPLACE INTO pages VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - question marks only
        return page

    def save_length(self, name: str, length: int) -> None:
        """So long is that archive now."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, length))

    def files(self) -> dict[str, int]:
        """Archives and how long they are."""
        return dict(self._db.execute("SELECT name, length FROM files ORDER BY name"))

    def unread(self, ledger: str) -> list[str]:
        """Archives of articles that this ledger has not read to their end."""
        return [
            name
            for (name,) in self._db.execute(
                "SELECT f.name FROM files f LEFT JOIN reads r ON r.name = f.name AND r.ledger = ? "
                "WHERE f.name LIKE 'articles/%' AND coalesce(r.length, 0) < f.length ORDER BY f.name",
                (ledger,),
            )
        ]

    def save_read(self, ledger: str, names: Iterable[str]) -> None:
        """The ledger has read these to their end."""
        rows = [(ledger, name) for name in names]
        self._db.executemany("INSERT OR REPLACE INTO reads SELECT ?1, name, length FROM files WHERE name = ?2", rows)

    def forget_read(self, ledger: str) -> None:
        """The ledger is gone: a new one has read nothing."""
        self._db.execute("DELETE FROM reads WHERE ledger = ?", (ledger,))

    def robots(self) -> dict[str, Rule]:
        """Each site's robots.txt as it was read last."""
        return {o: Rule(text, at) for o, text, when in self._db.execute("SELECT origin, text, at FROM robots") if (at := _time(when))}

    def save_robots(self, rules: dict[str, Rule]) -> None:
        """Keeps those that could be read."""
        rows = [(o, r.text, _text(r.at)) for o, r in sorted(rules.items()) if not r.problem]
        self._db.executemany("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", rows)


def _page(row: tuple[Any, ...]) -> Page:
    (key, url, feed, listed, declared, mark, state, reason, tries, due, etag, modified, body, text, first, asked, file, offset) = row
    made = Page(str(key), str(url))
    return replace(
        made, feed=feed, listed=bool(listed), declared=tuple((p, v) for p, v in json.loads(str(declared))), mark=mark, state=state, reason=reason, tries=tries,
        due=_time(due), etag=etag, modified=modified, body=body, text=text, first=_time(first) or made.first, asked=_time(asked), file=file, offset=offset,
    )  # fmt: skip


def _time(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _text(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds") if when is not None else None
