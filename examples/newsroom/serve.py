"""A made-up news site on this machine, to try ``rashomon fetch`` on: python examples/newsroom/serve.py [FOLDER] [PORT].

Each .txt file of the folder is an article: headline, blank line, "By …" and date, blank line, text. Change one while the site runs, and the site
has changed it: the feed and the page say so, and readers who ask with the old ETag get the new page.
"""

from __future__ import annotations

import hashlib
import html
import sys
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NAME = "The Tarn Courier"


def page(path: Path) -> bytes:
    """The article as a web page, with what real pages have around it."""
    headline, byline, *body = [p for p in path.read_text(encoding="utf-8").split("\n\n") if p.strip()]
    author, _, day = byline.strip().partition(", ")
    when = datetime.fromisoformat(day).replace(tzinfo=UTC)
    paragraphs = "\n".join(f"<p>{html.escape(' '.join(p.split()))}</p>" for p in body)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(headline)} | {NAME}</title>
<meta property="og:site_name" content="{NAME}"><meta property="og:title" content="{html.escape(headline)}">
<meta property="article:published_time" content="{when.isoformat()}"></head>
<body><nav><a href="/">Home</a> <a href="/feed.xml">Feed</a></nav>
<article><h1>{html.escape(headline)}</h1>
<p class="byline">{html.escape(author)}, <time datetime="{when.isoformat()}">{when:%B} {when.day}, {when.year}</time></p>
{paragraphs}
</article><footer>Read at {datetime.now(UTC):%H:%M:%S}. All places and people are made up.</footer></body></html>
""".encode()


def feed(folder: Path, base: str) -> bytes:
    """An RSS feed of all articles, by name."""
    items = []
    for path in sorted(folder.glob("*.txt")):
        headline, byline, *_ = path.read_text(encoding="utf-8").split("\n\n")
        when = datetime.fromisoformat(byline.strip().partition(", ")[2]).replace(tzinfo=UTC)
        items.append(
            f"<item><title>{html.escape(headline.strip())}</title><link>{base}/{path.stem}.html?utm_source=rss</link>"
            f"<pubDate>{format_datetime(when)}</pubDate></item>"
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{NAME}</title><link>{base}/</link>'
        f"<language>en</language>{''.join(items)}</channel></rss>\n"
    ).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers for the folder."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        """The feed, an article, or robots.txt; 304 to who has it already."""
        path = self.path.partition("?")[0]
        base = f"http://{self.headers.get('Host', 'localhost')}"
        if path == "/robots.txt":
            return self._send(b"User-agent: *\nDisallow: /members/\n", "text/plain", "")
        if path == "/feed.xml":
            body = feed(self.folder, base)
            return self._send(body, "application/rss+xml", hashlib.sha256(body).hexdigest())
        if path == "/":
            front = b'<!doctype html><title>Front page</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>News'
            return self._send(front, "text/html; charset=utf-8", "")
        file = self.folder / (Path(path).name.removesuffix(".html") + ".txt")
        if path.endswith(".html") and file.is_file():
            return self._send(page(file), "text/html; charset=utf-8", hashlib.sha256(file.read_bytes()).hexdigest())
        return self._send(b"<p>Nothing here", "text/html", "", 404)

    def _send(self, body: bytes, kind: str, tag: str, status: int = 200) -> None:
        if tag and self.headers.get("If-None-Match") == f'"{tag[:16]}"':
            status, body = 304, b""
        self.send_response(status)
        if tag:
            self.send_header("ETag", f'"{tag[:16]}"')
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """One line per request."""
        print(f"{self.command} {self.path} {args[1] if len(args) > 1 else ''}", file=sys.stderr, flush=True)


def serve(folder: Path, port: int) -> ThreadingHTTPServer:
    """The site, ready to run; port 0 takes any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Here", (Handler,), {"folder": folder}))


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "articles"
    site = serve(where, int(sys.argv[2]) if len(sys.argv) > 2 else 8765)
    print(f"http://127.0.0.1:{site.server_port}/feed.xml", flush=True)
    with suppress(KeyboardInterrupt):
        site.serve_forever()
