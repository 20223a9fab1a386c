"""What every answer tells a browser: run nothing but our own scripts, load from nowhere else, be framed by nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

from rashomon.errors import InputError
from rashomon.web.settings import Settings


def tiles_origin(tiles: str) -> str:
    """Scheme and host of a tile server's address. Raises InputError where it is no such address."""
    parts = urlsplit(tiles)
    host = (parts.netloc or "").replace("{s}.", "*.")
    clean = host.removeprefix("*.")
    if (
        parts.scheme not in ("http", "https")
        or not clean
        or any(c <= " " or c > "~" for c in tiles)
        or any(c not in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]" for c in clean)
        or not all(p in tiles for p in ("{z}", "{x}", "{y}"))
    ):
        raise InputError(f"--tiles {tiles!r}: give the address of a tile server with {{z}}, {{x}} and {{y}} in it")
    return f"{parts.scheme}://{host}"


def security_headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    """The headers that every answer carries."""
    images = "'self' data:" + (f" {tiles_origin(settings.tiles)}" if settings.tiles else "")
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
    told = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "credentialless" if settings.tiles else "require-corp",
        "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
        "X-Permitted-Cross-Domain-Policies": "none",
        "Origin-Agent-Cluster": "?1",
    }
    return [(name.lower().encode(), value.encode()) for name, value in told.items()]
