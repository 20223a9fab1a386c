"""A round: every feed asked once, every article that is due asked once, and each answer that says something new kept."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rashomon.corpus.versions import url_key
from rashomon.fetch.addresses import Refused
from rashomon.fetch.asking import Got, Job, ask
from rashomon.fetch.client import Client, Failed
from rashomon.fetch.enlisting import enlist
from rashomon.fetch.feeds import Entry, Feed
from rashomon.fetch.keep import Archive, mend
from rashomon.fetch.plan import Options, Round, backoff, look_again
from rashomon.fetch.queues import Queues
from rashomon.fetch.robots import Pace, Robots, Stopped
from rashomon.fetch.state import NAME, FeedState, FetchError, Page, State

#: Sitemaps of sitemaps of sitemaps end here, and so many are read of one index.
DEPTH = 2
MOST_SITEMAPS = 50
#: Bytes that are kept of the articles of one feed in one round: 500 pages of news have 50 MB as they are sent.
MOST_BYTES = 500_000_000
#: After so many rounds without an answer an address is given up.
GIVE_UP = 8
#: So many addresses of one host in a row that nobody answers, and the others wait for the next round.
UNHEARD = 3


def fetch_round(
    targets: Sequence[str],
    folder: Path,
    state: State,
    options: Options,
    stop: threading.Event | None = None,
    tell: Callable[[str], None] | None = None,
) -> Round:
    """Asks for ``targets`` (feeds, sitemaps, articles) and what they name; keeps what is new below ``folder``.

    Raises Stopped once ``stop`` is set: what was kept is kept, and the next round goes on from there.
    """
    try:
        return _Rounds(targets, folder, state, options, stop or threading.Event(), tell or (lambda what: None)).go()
    except sqlite3.Error as err:
        raise FetchError(f"{folder / NAME} cannot be written ({err}); free some space, or choose another folder with --keep") from err


class _Rounds:
    def __init__(
        self, targets: Sequence[str], folder: Path, state: State, options: Options, stop: threading.Event, tell: Callable[[str], None]
    ) -> None:
        self.targets = list(dict.fromkeys(t.strip() for t in targets if t.strip()))
        self.folder, self.state, self.options, self.stop, self.tell = folder, state, options, stop, tell
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.client = Client(options.rules, contact=options.contact, limits=options.limits, resolver=options.resolver)
        self.pace = Pace(options.pause, stop)
        self.robots = Robots(self.client, self.pace, state.robots())
        self.queues: Queues[Job, Got] = Queues(self.pace, stop, options.connections)
        self.articles = Archive(folder, "articles", state, self.client.agent)
        self.feeds = Archive(folder, "feeds", state, self.client.agent)
        self.out = Round()
        self.taken: set[str] = set()
        self.sitemaps: Counter[str] = Counter()
        self.unheard: Counter[str] = Counter()
        self.had: Counter[str] = Counter()

    def go(self) -> Round:
        for what in mend(self.folder, self.state):
            self.out.said.append(("mended", "", what))
        try:
            for target in self.targets:
                self._target(target)
            self._again()
            self.queues.drain(lambda job: ask(job, self.client, self.robots), self._done, self.client.abort)
        finally:
            self.articles.close()
            self.feeds.close()
            with suppress(Exception):
                self.client.close()
            self.state.save_robots(self.robots.rules)
        return self.out

    def _target(self, target: str) -> None:
        try:
            url = self.options.rules.url(target)
        except Refused as err:
            self._note("refused", target, str(err))
            self.out.failed.append(target)
            return
        key = url_key(url.text) or url.text
        feed = self.state.feed(url.text)
        if feed is not None:
            if (feed.due is not None and feed.due > self.now) or (
                self.options.steady and feed.failures and feed.asked and feed.asked + backoff(feed.failures) > self.now
            ):
                self.out.feeds["put off"] += 1
                self._note("put off", target, feed.problem or f"the site asked for a pause until {feed.due:%H:%M}")
                self._listed(url.text)
                return
            job = Job("target", url.text, key, url.text, etag=feed.etag, modified=feed.modified)
        else:
            page = self.state.page(key)
            if page is not None and self.options.steady and not self._due(page):
                self.out.feeds["put off"] += 1
                return
            job = Job("target", url.text, key, url.text, etag=page.etag if page else None, modified=page.modified if page else None)
        self.taken.add(key)
        self.queues.put(url.host, job)

    def _again(self) -> None:
        """Articles that were named once and not had yet, whether their feed still names them or not."""
        for page in self.state.later():
            if self._due(page):  # else its feed may say something new of it, and it is asked for all the same
                self._page(page)

    def _listed(self, feed: str) -> None:
        for page in self.state.listed(feed)[: self.options.most]:
            self._page(page)

    def _due(self, page: Page) -> bool:
        if page.due is not None and page.due > self.now:
            return False
        if not self.options.steady:
            return page.state in {"waiting", "later", "stored"}
        if page.state == "later":
            return page.asked is None or page.asked + backoff(page.tries) <= self.now
        if page.state == "stored":
            again = look_again(page)
            return again is not None and again <= self.now
        if page.feed is None and page.asked is not None:  # named by the user: what failed for good may be mended by tomorrow
            return page.asked + timedelta(days=1) <= self.now
        return page.state == "waiting"

    def _page(self, page: Page, *, changed: bool = False) -> None:
        if page.key in self.taken:
            return
        self.taken.add(page.key)
        asked_to_wait = page.due is not None and page.due > self.now
        if asked_to_wait or (not changed and not self._due(page)):
            self.out.pages["not due" if page.state in {"stored", "later", "waiting"} else "given up before"] += 1
            return
        try:
            host = self.options.rules.url(page.url).host
        except Refused as err:
            self.state.save_page(replace(page, state="refused", reason=str(err), asked=self.now))
            self.out.pages["refused"] += 1
            self._note("refused", page.url, str(err))
            return
        self.queues.put(host, Job("page", page.url, page.key, page.feed or "", etag=page.etag, modified=page.modified))

    def _done(self, job: Job, came: Got | BaseException) -> None:
        if isinstance(came, (Refused, Failed)):
            self._failed(job, came)
            return
        if isinstance(came, Exception) and not isinstance(came, Stopped):  # one bad answer never ends a round
            self._failed(job, Failed(f"cannot be read ({type(came).__name__}: {str(came)[:120]})"))
            return
        if isinstance(came, BaseException):
            raise came
        self.out.heard = True
        feed = self.state.feed(job.url) if job.kind != "page" else None
        if came.feed is not None or (feed is not None and came.answer.status == 304):
            self._feed(job, came, feed)
        elif feed is not None:
            self._put_down(job, "no feed any more, but a web page", again=True, refused=False, due=None)
        else:
            self._keep(job, came)

    def _feed(self, job: Job, came: Got, old: FeedState | None) -> None:
        answer, found = came.answer, came.feed
        if found is None:
            assert old is not None
            self.state.save_feed(replace(old, failures=0, due=None, asked=self.now, problem=None))
            self.out.feeds["unchanged"] += 1
            self._listed(job.url)
            return
        kept = self.feeds.add(answer, {"asked": job.url, "via": answer.led})
        with self.state.saving():
            self.state.save_length(kept.file, kept.length)
            new = enlist(self.state, job.url, found, self.options.most, self.now)
            title = found.title or (old.title if old else "")
            etag, modified = (None, None) if found.more else answer.validators
            self.state.save_feed(
                FeedState(job.url, etag, modified, None, 0, title, self.now, None)
            )  # an index leads to its sitemaps each time
        self.out.feeds["read"] += 1
        if len(found.entries) > self.options.most:
            self._note(
                "feed", job.url, f"it names {len(found.entries):,} articles; the first {self.options.most:,} are taken (more with --most)"
            )
        if found.without:
            self._note("feed", job.url, f"{found.without} of its entries name no address")
        if not found.entries and not found.more:
            self._note("feed", job.url, "it names nothing")
        for page, changed in new:
            self._page(page, changed=changed)
        self._more(job, found)
        self.tell(f"{found.title or job.url}: {len(found.entries)} articles")

    def _more(self, job: Job, found: Feed) -> None:
        if not found.more:
            return
        if job.depth >= DEPTH:
            self._note("feed", job.url, f"{len(found.more)} sitemaps below the {DEPTH + 1}rd level are not read")
            return
        newest: list[Entry] = sorted(found.more, key=lambda e: e.said("modified"), reverse=True)
        room = max(0, MOST_SITEMAPS - self.sitemaps[job.target])
        if len(newest) > room:
            self._note("feed", job.url, f"it names {len(newest)} sitemaps; the {room} changed last are read")
        for entry in newest[:room]:
            self.sitemaps[job.target] += 1
            try:
                url = self.options.rules.url(entry.url)
            except Refused as err:
                self._note("refused", entry.url, str(err))
                continue
            known = self.state.feed(url.text) or FeedState(url.text)
            child = Job("feed", url.text, url.text, job.target, job.depth + 1, etag=known.etag, modified=known.modified)
            self.queues.put(url.host, child)

    def _keep(self, job: Job, came: Got) -> None:
        answer = came.answer
        old = self.state.page(job.key) or Page(job.key, job.url, listed=False, first=self.now)
        etag, modified = (old.etag, old.modified) if answer.status == 304 else answer.validators
        valid = replace(
            old, state="stored", reason=None, tries=0, due=None, asked=self.now,
            etag=etag, modified=modified, body=came.body or old.body, text=came.text or old.text,
        )  # fmt: skip
        if answer.status == 304 or (came.text == old.text and old.text is not None):
            self.state.save_page(valid)
            self.out.pages["unchanged"] += 1
            return
        declared = [{"prop": prop, "value": value, "by": "feed"} for prop, value in old.declared]
        about = {"declared": declared, "feed": old.feed, "asked": job.url, "via": answer.led, "sha256": came.body}
        kept = self.articles.add(answer, about)
        with self.state.saving():
            self.state.save_length(kept.file, kept.length)
            self.state.save_page(replace(valid, file=kept.file, offset=kept.offset))
        self.out.pages["changed" if old.text else "new"] += 1
        self.tell(answer.url)
        self.had[job.target] += len(answer.body)
        if self.had[job.target] > MOST_BYTES:
            for other in self.queues.take_all(self.options.rules.url(job.url).host):
                self._put_down(
                    other, f"{MOST_BYTES // 1_000_000} MB of {job.target} are enough for one round", again=True, refused=False, due=None
                )

    def _failed(self, job: Job, err: Refused | Failed) -> None:
        again = isinstance(err, Failed) and err.again
        after = err.after if isinstance(err, Failed) else None
        host = self.options.rules.url(job.url).host
        if isinstance(err, Failed) and err.unheard:
            self.unheard[host] += 1
        else:
            self.out.heard = True
            self.unheard[host] = 0
        wait = after if after is not None else 2.0**job.tries
        given_up = self.unheard[host] >= UNHEARD
        if again and job.tries + 1 < self.options.tries and wait <= self.options.patience and not given_up:
            if isinstance(err, Failed) and err.status in {429, 503}:
                self.pace.hold(host, wait)
            self.queues.put(host, replace(job, tries=job.tries + 1), wait if self.options.pause else wait / 100, first=True)
            return
        due = self.now + timedelta(seconds=after) if after is not None else None
        self._put_down(job, str(err), again=again, refused=isinstance(err, Refused), due=due)
        if given_up or (after is not None and after > self.options.patience):
            for other in self.queues.take_all(host):
                self._put_down(other, str(err), again=True, refused=False, due=due)

    def _put_down(self, job: Job, reason: str, *, again: bool, refused: bool, due: datetime | None) -> None:
        feed = self.state.feed(job.url) if job.kind != "page" else None
        outcome = "refused" if refused else "put off" if again else "failed"
        if job.kind == "target":
            self.out.failed.append(job.url)
        if feed is not None or job.kind == "feed":
            known = feed or FeedState(job.url)
            self.state.save_feed(replace(known, failures=known.failures + 1, due=due, asked=self.now, problem=reason))
            self.out.feeds[outcome] += 1
        else:
            old = self.state.page(job.key) or Page(job.key, job.url, listed=False, first=self.now)
            tries = old.tries + 1
            if again and tries >= GIVE_UP:
                outcome, reason = "failed", f"given up after {tries} rounds: {reason}"
            known_state = "stored" if old.file else {"refused": "refused", "failed": "failed"}.get(outcome, "later")
            self.state.save_page(replace(old, state=known_state, reason=reason, tries=tries, due=due, asked=self.now))
            (self.out.feeds if job.kind == "target" and self.options.steady else self.out.pages)[outcome] += 1
        self._note(outcome, job.url, reason)

    def _note(self, outcome: str, address: str, reason: str) -> None:
        self.out.said.append((outcome, address, reason))
