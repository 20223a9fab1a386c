"""Who printed it and who wrote it, as far as the record or the text itself says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rashomon.corpus.furniture import agency_pattern
from rashomon.corpus.needed import needs
from rashomon.language import normalise
from rashomon.lexicon import load
from rashomon.model import Block, Span

_NAME = r"(?:The )?[A-Z][\w.&'\u00c0-\u024f-]{0,40}(?: (?:of|the|and|[A-Z][\w.&'\u00c0-\u024f-]{0,40})){0,5}"
_OWN_WORDS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("verif", "confirm"),
        re.compile(
            rf"(?P<name>{_NAME})(?:'s)? (?:was|is|were|could|has been|has)(?: not|n't)?(?: been)?(?: able| unable)?(?: to)? (?:not )?(?:independently|immediately) (?:verify|confirm)"
        ),
    ),
    (
        ("to verify", "to confirm", "to independently", "to immediately"),
        re.compile(rf"(?P<name>{_NAME}) (?:was|is) (?:unable|not able) to (?:independently |immediately )?(?:verify|confirm)"),
    ),
    (
        ("site can",),
        re.compile(rf"(?P<name>{_NAME})'s (?:web)?site can (?:also )?be (?:reached|accessed|opened|found|visited|read|viewed)\b"),
    ),
    (
        ("opyright", "©", "(c)"),
        re.compile(
            rf"(?:Copyright|©|\(c\)) ?(?:©|\([cC]\) ?|Copyright)? ?(?:\d{{4}} ?(?:- ?\d{{4}} ?)?)?(?P<name>{_NAME})(?:\.|,| All rights| \d{{4}}|$)"
        ),
    ),
    ((" sites", " stories", " news"), re.compile(rf"\bmore (?P<name>[A-Z]{{2,5}}|{_NAME}) (?:sites|stories|news)$")),
    (
        (" Stories", " Headlines", " News"),
        re.compile(rf"^(?P<name>{_NAME}?(?:\.[a-z]{{2,4}})?) (?:Top|Latest) (?:Stories|Headlines|News)$"),
    ),
    (("author behind",), re.compile(rf"the author behind (?P<name>{_NAME}?)(?: located| at |,|$)")),
    (("originally",), re.compile(rf"originally (?:published|appeared) (?:in|on|at|by) (?P<name>{_NAME})")),
)
_NO_NAME = re.compile(
    r"(?:It|This|That|He|She|They|We|The|Our|Your|Today|World|Local|National|Politics|Sports?|Business|More|Other|See|Read|Copyright|All|Police|Officials|Army|Ministry)\b(?! [A-Z])"
)
_DOMAIN = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:(?:www|p|m|amp|en|edition|news)\.)?(?P<name>[a-z0-9-]{2,40}\.(?:com|org|net|info|news|tv|[a-z]{2})(?:\.[a-z]{2})?)(?![\w@])",
    re.IGNORECASE,
)
_NO_HOST = re.compile(
    r"(?:facebook|twitter|instagram|youtube|youtu|google|t|bit|wordpress|akismet|telegram|whatsapp|linkedin|archive|wp|gravatar|apple|pinterest|reddit)\.",
    re.IGNORECASE,
)
_OTHERS = frozenset({"boilerplate", "related", "credit"})


def find_outlet(text: str, blocks: Sequence[Block], agencies: Sequence[str], url: str | None) -> str | None:
    """The outlet by the text's own words ("The Foo Times was unable to verify", "Foo TV's site can be reached"), else a domain."""
    whole = normalise(text).text
    low = whole.lower()
    _, agency_names = _agencies("en")
    evens: list[str] = []
    for signs, pattern in _OWN_WORDS:
        if not any(sign in whole for sign in signs) or not any(word in low for word in needs(pattern) or ("",)):
            continue
        evens = evens or [normalise(text[b.start : b.end]).text for b in blocks]
        for even in evens:
            m = pattern.search(even) if any(sign in even for sign in signs) else None
            name = m.group("name").strip(" .") if m and m.group("name") else ""
            if name and name not in agencies and name not in agency_names and not _NO_NAME.match(name):
                return name
    host = _DOMAIN.search(url) if url else None
    if host is None or _NO_HOST.match(host.group("name")):
        for block in blocks:
            if block.label in _OTHERS:
                host = next((m for m in _DOMAIN.finditer(text[block.start : block.end]) if not _NO_HOST.match(m.group("name"))), None)
                if host:
                    break
    return host.group("name").lower() if host and not _NO_HOST.match(host.group("name")) else None


def find_byline(text: str, blocks: Sequence[Block]) -> str | None:
    """Who is named as the writer, without the "By"."""
    for block in blocks:
        if block.label == "byline":
            words = " ".join(text[block.start : block.end].split())
            words = re.sub(
                r"^(?:(?:written|story|posted|published|reported|submitted|uploaded|edited|text) by:?|(?:authors?|reporter|writer|editor|correspondent) ?:?|by:?) +",
                "",
                words,
                flags=re.IGNORECASE,
            ).rstrip(".,|")
            return words or None
    return None


@cache
def _agencies(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {f: str(e.get("name")) for e in load("agencies", language) for f in e.forms}
    return re.compile(rf"(?<![\w-]){agency_pattern(language)}(?![\w-])"), names


_SPLIT = re.compile(r" ?[,/;+&] ?| and | with ")


def find_agencies(text: str, blocks: Sequence[Block], language: str = "en") -> tuple[str, ...]:
    """News agencies credited with the words of the text: in its dateline, byline, credits; not those of pictures."""
    pattern, names = _agencies(language)
    found: list[str] = []
    for block in blocks:
        if not _counts(text, block):
            continue
        even = normalise(text[block.start : block.end]).text
        for m in pattern.finditer(even):
            for form in _SPLIT.split(m.group()):
                name = names.get(form.strip())
                if name and name not in found and name != "agencies":
                    found.append(name)
    return tuple(found)


def _counts(text: str, block: Block) -> bool:
    if block.label in ("dateline", "byline"):
        return True
    return block.label == "credit" and not block.rule.endswith(("photo_credit_alone", "initials"))


def find_title(text: str, blocks: Sequence[Block]) -> Span | None:
    """Where the headline stands."""
    return next((Span(b.start, b.end) for b in blocks if b.label == "headline"), None)
