"""Versions of an article: which addresses lead to the same one, and what words changed between two texts of it.

Addresses are compared with the standard library and a list of words (``addresses.yml``): why no library, see ``docs/concepts/versions.md``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from rapidfuzz.distance import Indel

from rashomon.lexicon import load
from rashomon.model import Document, Span
from rashomon.model.documents import READ_LABELS

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:")
#: An address inside an address, as the caches of AMP pages and archives of the web carry it ("/c/s/example.org/a", "/web/2024/http://…").
_CACHED = re.compile(r"/(?:[a-z]/)?s?/?(?=[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/)", re.IGNORECASE)
_ARCHIVED = re.compile(r"/web/[0-9a-z_*]{1,24}/")
_SLASHES = re.compile(r"/{2,}")
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2011": "-", "\xa0": " "})
#: Two changes with fewer equal words than this between them are one; so many words make a stretch that can be told to have moved.
APART = 2
#: Words of one text times words of the other above which a stretch is not compared word by word (10,000 words each: a table of 12 MB).
MOST = 100_000_000
#: An address inside an address inside an address ends the search.
DEPTH = 3


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(f for e in load("addresses") if e.get("part") == part for f in e.forms)


def url_key(url: str | None) -> str:
    """What two addresses of one article have in common; empty where an address names no article (none at all, or a front page).

    Scheme, ``www.``, port, trailing slash, fragment, parameters that only say how the reader came, AMP and mobile dress and the order of
    parameters make no difference. Any other parameter does: ``?id=7`` and ``?id=8`` are two articles. Letter case of the path counts.
    """
    return _key(url, DEPTH)


def _key(url: str | None, depth: int) -> str:
    text = (url or "").strip()
    if not text:
        return ""
    if text.startswith("//"):
        text = "http:" + text
    scheme = _SCHEME.match(text)
    if scheme is None or text[scheme.end() :].isdigit():  # "example.org/a", "example.org:8000"
        text = "http://" + text
    elif scheme.group().lower() not in {"http:", "https:"} and "://" not in text[: scheme.end() + 3]:
        slash = text.find("/")
        if slash > 0 and text[scheme.end() : slash].isdigit():  # "example.org:8000/a"
            text = "http://" + text
        else:
            return text  # "urn:…", "tag:…": a name, compared as it stands
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return text
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return text
    inner = _inner(host, parts.path, parts.query) if depth else ""
    if inner:
        return _key(inner, depth - 1)
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _words("host"):
        labels = labels[1:]
    path = _path(parts.path)
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _idle(k, v)))
    fragment = parts.fragment if parts.fragment[:1] in {"!", "/"} else ""  # "#!/story/7": pages built by scripts
    if not path and not query and not fragment:
        return ""
    where = ".".join(labels) + (f":{port}" if port not in {None, 80, 443} else "")
    return where + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _inner(host: str, path: str, query: str) -> str:
    """The address that a cache or an archive keeps behind its own."""
    more = f"?{query}" if query else ""
    if host in _words("archive"):
        kept = _ARCHIVED.match(path)
        return path[kept.end() :] + more if kept else ""
    if host.endswith(".cdn.ampproject.org"):
        kept = _CACHED.match(path)
        return path[kept.end() :] + more if kept else ""
    if host.removeprefix("www.").startswith("google.") and path.startswith("/amp/"):
        kept = _CACHED.match(path, 4)
        return path[kept.end() :] + more if kept else ""
    return ""


def _path(path: str) -> str:
    even = _SLASHES.sub("/", quote(unquote(path.split(";", 1)[0]), safe="/:@!$&'()*+,=~-._"))
    steps = [s for s in even.split("/") if s]
    if len(steps) > 1 and steps[0].lower() in _words("segment"):
        steps = steps[1:]
    if len(steps) > 1 and (steps[-1].lower() in _words("segment") or steps[-1].lower() in {w + ".html" for w in _words("segment")}):
        steps = steps[:-1]
    if steps and steps[-1].lower() in _words("index"):
        steps = steps[:-1]
    if steps:
        for end in sorted(_words("ending"), key=len, reverse=True):
            if steps[-1].lower().endswith(end) and len(steps[-1]) > len(end):
                steps[-1] = steps[-1][: -len(end)] + (".html" if end.endswith(".html") else "")
                break
    return "".join("/" + s for s in steps)


def _idle(name: str, value: str) -> bool:
    """Whether a parameter names no article: it tells where the reader came from, or picks another dress of the page."""
    low = name.lower()
    if low in _words("tracking") or any(low.startswith(w) for w in _words("tracking_start")):
        return True
    return low in _words("variant") and (not value or value.lower() in {"1", "true", "amp", "mobile", "print", "yes", "y", "html"})


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ between two texts of an article, verbatim in both; an empty span is the place where nothing stands.

    ``kind``: changed, added, removed, or moved (the same words at another place).
    """

    kind: str
    old: Span
    new: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    block: int


def changed_words(old: Document, new: Document) -> tuple[Change, ...]:
    """What changed between two texts in the words that are read, in the order of the newer one.

    Blocks are laid beside each other first, then the words of those that differ; a change never crosses a block. Words in between that are
    fewer than :data:`APART` do not part a change in two. Of stretches too long to be compared word by word (:data:`MOST`) whole blocks are given.
    """
    a, b = _blocks(old), _blocks(new)
    out: list[Change] = []
    for i1, i2, j1, j2 in _differing([tuple(w.text for w in x) for x in a], [tuple(w.text for w in y) for y in b]):
        left = [w for block in a[i1:i2] for w in block]
        right = [w for block in b[j1:j2] for w in block]
        at = (_place(a, i1, i2), _place(b, j1, j2))
        first, last = _alike_ends(left, right)
        if (len(left) - first - last) * (len(right) - first - last) > MOST:
            spans = [(first, len(left) - last, first, len(right) - last)]
        else:
            spans = _joined(_differing([w.text for w in left], [w.text for w in right]), left, right)
        for p1, p2, q1, q2 in spans:
            out.extend(_changes(old.text, new.text, left, right, (p1, p2, q1, q2), at))
    return tuple(sorted(_moved(out), key=lambda c: (c.new.start, c.new.end, c.old.start, c.kind)))


def changes_shown(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Plain values for pages, the report and ``show``: kind, both texts, both places."""
    return [
        {"kind": c.kind, "before": c.before, "after": c.after, "old": [c.old.start, c.old.end], "new": [c.new.start, c.new.end]}
        for c in changes
    ]


def _blocks(document: Document) -> list[list[_Word]]:
    """The words of each read block: in small letters, quotes made even."""
    out: list[list[_Word]] = []
    for n, block in enumerate(b for b in document.blocks if b.label in READ_LABELS):
        piece = document.text[block.start : block.end].translate(_QUOTES)
        words = [_Word(m.group().casefold(), block.start + m.start(), block.start + m.end(), n) for m in _WORD.finditer(piece)]
        if words:
            out.append(words)
    return out


def _alike_ends(left: Sequence[_Word], right: Sequence[_Word]) -> tuple[int, int]:
    """How many words are the same at the start, and at the end."""
    shorter = min(len(left), len(right))
    first = next((n for n in range(shorter) if left[n].text != right[n].text), shorter)
    last = next((n for n in range(shorter - first) if left[-1 - n].text != right[-1 - n].text), shorter - first)
    return first, last


def _place(blocks: list[list[_Word]], first: int, last: int) -> int:
    """Where words would stand that are missing between two blocks: behind the last block before them."""
    if first < last:
        return blocks[first][0].start
    return blocks[first - 1][-1].end if first else 0


def _differing(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """Stretches in which two sequences differ, as [i1, i2) of one against [j1, j2) of the other."""
    out: list[tuple[int, int, int, int]] = []
    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            continue
        if out and out[-1][1] == op.src_start and out[-1][3] == op.dest_start:
            out[-1] = (out[-1][0], op.src_end, out[-1][2], op.dest_end)
        else:
            out.append((op.src_start, op.src_end, op.dest_start, op.dest_end))
    return out


def _joined(spans: Iterable[tuple[int, int, int, int]], left: Sequence[_Word], right: Sequence[_Word]) -> list[tuple[int, int, int, int]]:
    """Stretches with a word or two between them that are the same, as one."""
    out: list[tuple[int, int, int, int]] = []
    for span in spans:
        if out:
            last = out[-1]
            same = range(last[1], span[0]), range(last[3], span[2])
            near = len(same[0]) < APART and (span[0] < span[1] or last[0] < last[1]) and (span[2] < span[3] or last[2] < last[3])
            blocks = {left[k].block for k in range(last[0], span[1])}, {right[k].block for k in range(last[2], span[3])}
            if near and all(len(x) <= 1 for x in blocks):
                out[-1] = (last[0], span[1], last[2], span[3])
                continue
        out.append(span)
    return out


def _changes(
    old: str, new: str, left: list[_Word], right: list[_Word], span: tuple[int, int, int, int], at: tuple[int, int]
) -> list[Change]:
    """The stretch as changes, cut where blocks end."""
    p1, p2, q1, q2 = span
    gone, come = _runs(left[p1:p2]), _runs(right[q1:q2])
    if len(gone) == 1 and len(come) == 1:
        return [Change("changed", gone[0], come[0], gone[0].of(old), come[0].of(new))]
    here = left[p1 - 1].end if p1 else at[0]
    there = right[q1 - 1].end if q1 else at[1]
    out = [Change("removed", s, Span(there, there), s.of(old), "") for s in gone]
    return out + [Change("added", Span(here, here), s, "", s.of(new)) for s in come]


def _runs(words: list[_Word]) -> list[Span]:
    """The stretch of words in each block."""
    out: list[tuple[int, Span]] = []
    for w in words:
        if out and out[-1][0] == w.block:
            out[-1] = (w.block, Span(out[-1][1].start, w.end))
        else:
            out.append((w.block, Span(w.start, w.end)))
    return [s for _, s in out]


def _moved(changes: list[Change]) -> list[Change]:
    """Removed words that are added elsewhere, :data:`APART` of them or more, are the same words moved."""
    added: dict[str, list[Change]] = {}
    for c in changes:
        if c.kind == "added":
            added.setdefault(_even(c.after), []).append(c)
    taken: set[int] = set()
    out = []
    for c in changes:
        same = added.get(_even(c.before)) if c.kind == "removed" and len(_WORD.findall(c.before)) >= APART else None
        if same:
            other = same.pop(0)
            taken.add(id(other))
            out.append(Change("moved", c.old, other.new, c.before, other.after))
        else:
            out.append(c)
    return [c for c in out if id(c) not in taken]


def _even(text: str) -> str:
    return " ".join(w.casefold() for w in _WORD.findall(text.translate(_QUOTES)))
