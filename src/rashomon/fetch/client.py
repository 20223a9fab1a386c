"""One request and its answer: redirects followed by hand, every size and time capped, no cookies, nothing decoded that was not bounded."""

from __future__ import annotations

import io
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urljoin

import httpcore

from rashomon import __version__
from rashomon.errors import RashomonError
from rashomon.fetch.addresses import Refused, Rules, Url
from rashomon.fetch.network import Network, NoSuchHost, Resolver, TooSlow, system_resolver
from rashomon.inputs.limits import Broken, NotInstalled, TooMuch, bounded

ROBOT = "rashomon"
REDIRECTS = 5
#: Codings of HTTP that can be undone. Only gzip is asked for.
_CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
_PIECE = 65_536


class Failed(RashomonError):
    """An answer that is of no use now. ``again``: asking later may help; ``after``: seconds that the other side asked us to wait;
    ``unheard``: nobody answered at all, so this machine may be offline."""

    def __init__(
        self, reason: str, *, again: bool = False, after: float | None = None, status: int | None = None, unheard: bool = False
    ) -> None:
        super().__init__(reason)
        self.again, self.after, self.status, self.unheard = again, after, status, unheard


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: bytes as sent, bytes once decoded, how many times larger than sent, seconds for all of it.

    The longest pages of news sites are under 5 MB of HTML; HTML packs 4 to 15 times smaller, and 200 times only where it says nothing.
    """

    sent: int = 10_000_000
    decoded: int = 20_000_000
    ratio: int = 200
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``body`` is as it was sent (compressed where it was), ``content`` decoded; ``via`` the addresses that led here, with
    their status; ``request`` the head of the request as it was sent."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    content: bytes
    at: datetime
    request: tuple[tuple[str, str], ...]
    via: tuple[tuple[int, str], ...] = ()
    server: str | None = None

    @property
    def validators(self) -> tuple[str | None, str | None]:
        """ETag and Last-Modified to ask with the next time; none that are so long that they are meant to hurt."""
        etag, modified = self.header("etag"), self.header("last-modified")
        return (etag if etag and len(etag) <= 1000 else None, modified if modified and len(modified) <= 1000 else None)

    @property
    def led(self) -> list[list[str]]:
        """The way here for a note: status and address of each redirect."""
        return [[str(status), url] for status, url in self.via]

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((v for k, v in self.headers if k.lower() == name), None)


#: Called before each request with its address: waits for the host's turn, raises Failed where robots.txt says no.
Gate = Callable[[Url], None]


class Client:
    """Asks other machines, politely and with care. ``contact`` (an address of mail or a page) goes into the User-Agent;
    ``trust`` are the authorities whose certificates are believed, if not those of the system."""

    def __init__(
        self,
        rules: Rules,
        *,
        contact: str = "",
        limits: Limits | None = None,
        resolver: Resolver = system_resolver,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.rules = rules
        self.limits = limits or Limits()
        self.agent = f"{ROBOT}/{__version__}" + (f" (+{contact})" if contact else " (reads news for research)")
        self._network = Network(rules, resolver)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust,
            network_backend=self._network,
            max_connections=32,
            max_keepalive_connections=8,
            keepalive_expiry=20.0,
            retries=0,
        )

    def abort(self) -> None:
        """Breaks off whatever is being waited for."""
        self._network.abort()

    def close(self) -> None:
        """Ends all connections."""
        self._pool.close()

    def get(self, address: str, gate: Gate, *, extra: Mapping[str, str] | None = None, limits: Limits | None = None) -> Answer:
        """The answer to a GET, redirects followed (at most five, each judged anew, never from https to http).

        Raises Refused for an address that is not asked, Failed for an answer that is of no use (any status but 200 and 304 among them).
        """
        caps = limits or self.limits
        via: list[tuple[int, str]] = []
        url = self.rules.url(address)
        while True:
            gate(url)
            answer = self._ask(url, extra or {}, caps, tuple(via))
            target = answer.header("location")
            if answer.status not in {301, 302, 303, 307, 308} or target is None:
                return _useful(answer)
            with suppress(UnicodeError):
                target = target.encode("latin-1").decode("utf-8")  # what servers send that send more than the ASCII they should
            via.append((answer.status, url.text))
            if len(via) > REDIRECTS:
                raise Failed(f"more than {REDIRECTS} redirects")
            try:
                following = self.rules.url(urljoin(url.text, target))
            except (Refused, ValueError) as err:
                raise Refused(f"redirected to {_shown(target)}: {err}") from None
            if url.scheme == "https" and following.scheme == "http":
                raise Refused(
                    f"redirected from https to {_shown(following.text)}, which anybody on the way can change; fetch that address if you trust it"
                )
            url = following

    def _ask(self, url: Url, extra: Mapping[str, str], caps: Limits, via: tuple[tuple[int, str], ...]) -> Answer:
        host = url.origin.split("://", 1)[1]
        request = (("Host", host), ("User-Agent", self.agent), ("Accept", _ACCEPT), ("Accept-Encoding", "gzip"), *extra.items())
        headers = [(k.encode("ascii"), v.encode("latin-1", "ignore")) for k, v in request]
        self._network.deadline.at = monotonic() + caps.seconds
        at = datetime.now(UTC)
        try:
            with self._pool.stream("GET", url.text.encode("ascii"), headers=headers, extensions={"timeout": _timeouts(caps)}) as response:
                known = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
                redirect = 300 <= response.status < 400
                body = b"" if redirect else _body(response, known, caps)
                reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
                peer = response.extensions["network_stream"].get_extra_info("server_addr")
        except httpcore.TimeoutException as err:
            if isinstance(err, TooSlow) or monotonic() >= self._network.deadline.at:
                raise Failed(f"no whole answer within {caps.seconds:g} seconds", again=True) from None
            raise Failed("the site does not answer in time", again=True, unheard=True) from None
        except NoSuchHost as err:
            raise Failed(f"{err}; is this machine online?", again=True, unheard=True) from None
        except httpcore.ConnectError as err:
            if "CERTIFICATE" in str(err):
                raise Failed(f"its certificate is not good ({_shown(str(err))}), so nobody knows who answers", again=True) from None
            raise Failed(f"no connection to {url.host} ({str(err) or 'refused'})", again=True, unheard=True) from None
        except (httpcore.RemoteProtocolError, httpcore.NetworkError) as err:
            raise Failed(f"not a whole answer ({str(err)[:120] or 'the connection broke'})", again=True) from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as err:
            raise Failed(f"cannot be asked for ({str(err)[:120]})") from None
        content = b"" if redirect else _decoded(body, known, caps)
        return Answer(url.text, response.status, reason, known, body, content, at, request, via, str(peer[0]) if peer else None)


def _timeouts(caps: Limits) -> dict[str, float]:
    return {"connect": min(10.0, caps.seconds), "read": min(30.0, caps.seconds), "write": min(10.0, caps.seconds), "pool": caps.seconds}


def _body(response: httpcore.Response, headers: tuple[tuple[str, str], ...], caps: Limits) -> bytes:
    said = next((v for k, v in headers if k.lower() == "content-length"), "")
    if said.isdigit() and int(said) > caps.sent:
        raise Failed(f"larger than {caps.sent // 1_000_000} MB")
    pieces, size = [], 0
    for piece in response.iter_stream():
        size += len(piece)
        if size > caps.sent:
            raise Failed(f"larger than {caps.sent // 1_000_000} MB")
        pieces.append(piece)
    return b"".join(pieces)


def _decoded(body: bytes, headers: tuple[tuple[str, str], ...], caps: Limits) -> bytes:
    """The body without its codings, under the caps."""
    names = [n.strip().lower() for k, v in headers if k.lower() == "content-encoding" for n in v.split(",")]
    names = [n for n in names if n not in {"", "identity"}]
    if len(names) > 1:
        raise Failed(f"packed {len(names)} times over")
    for name in names:
        if name not in _CODINGS:
            raise Failed(f"packed in a way we did not ask for ({_shown(name)})")
        body = unpacked(body, name, caps)
    return body


def unpacked(body: bytes, kind: str, caps: Limits) -> bytes:
    """The content of packed bytes. Raises Failed for bombs and for what is not packed so."""
    pieces, size = [], 0
    try:
        with bounded(io.BytesIO(body), kind, most=caps.decoded, ratio=caps.ratio) as fh:
            while piece := fh.read(_PIECE):
                size += len(piece)
                pieces.append(piece)
    except TooMuch as err:
        raise Failed(f"grows too large when unpacked ({err})") from None
    except (Broken, OSError) as err:
        raise Failed(f"said to be packed with {kind}, and is not, or is cut off ({str(err)[:80]})") from None
    except NotInstalled as err:
        raise Failed(str(err)) from None
    return b"".join(pieces)


def _useful(answer: Answer) -> Answer:
    status = answer.status
    if status in {200, 304}:
        return answer
    shown = f"the site answers {status} {answer.reason}".rstrip()
    if status in {429, 500, 502, 503, 504, 520, 521, 522, 523, 524} or status == 408:
        raise Failed(shown, again=True, after=waiting(answer.header("retry-after"), answer.at), status=status)
    raise Failed(shown, status=status)


def waiting(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, as a number or a date; None where it says nothing that can be read."""
    from email.utils import parsedate_to_datetime

    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), 10**7))
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, min((when - now).total_seconds(), 1e7))


def _shown(text: str) -> str:
    """Foreign text for a message: short, and nothing in it that moves a terminal's cursor."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:120])
