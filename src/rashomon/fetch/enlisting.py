"""What a feed names, put into the memory of the folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rashomon.corpus.versions import url_key
from rashomon.fetch.feeds import Feed
from rashomon.fetch.state import Page, State


def enlist(state: State, feed: str, found: Feed, most: int, now: datetime) -> list[tuple[Page, bool]]:
    """The feed's articles, ``most`` of them, each with whether the feed says something of it that it did not say before.

    An article that two feeds name belongs to the first. Two addresses that lead to one article (``?utm_source=…``) are one.
    """
    entries = list(found.entries)
    if found.kind == "sitemap":  # in no order of their own: the latest first
        entries.sort(key=lambda e: e.said("published") or e.said("modified"), reverse=True)
    state.unlist(feed)
    out = []
    for entry in entries[:most]:
        key = url_key(entry.url) or entry.url
        old = state.page(key)
        if old is None:
            page, changed = Page(key, entry.url, feed, True, entry.declared, entry.mark, first=now), True
        elif old.feed is None or old.feed == feed:
            changed = old.mark != entry.mark
            page = replace(old, feed=feed, listed=True, url=entry.url, declared=entry.declared, mark=entry.mark)
        else:
            page, changed = replace(old, listed=True), False
        out.append((state.save_page(page), changed))
    return out
