"""Versions of an article: which addresses lead to the same one, and what words changed between two texts of it.

Addresses are compared with the standard library and a list of words (``addresses.yml``): why no library, see ``docs/concepts/versions.md``.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from rashomon.lexicon import load

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:")
#: An address inside an address, as the caches of AMP pages and archives of the web carry it ("/c/s/example.org/a", "/web/2024/http://…").
_CACHED = re.compile(r"/(?:[a-z]/)?s?/?(?=[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/)", re.IGNORECASE)
_ARCHIVED = re.compile(r"/web/[0-9a-z_*]{1,24}/")
_SLASHES = re.compile(r"/{2,}")
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
