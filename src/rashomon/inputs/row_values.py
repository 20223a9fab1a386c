"""Values of a cell or a key as an article needs them: text without tags, languages by their two letters, shortened texts cut where they end."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:[\s/][^<>]*)?>|<!--[^<>]*-->")
#: Tags that show that a text is written in HTML. "<3" and "<name withheld>" do not.
_SHOWS = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|figure|table|tr|td|body|html)\s{0,4}>|<(?:br|p)\s{0,4}/?>", re.IGNORECASE
)
_PAGE = re.compile(r"\s{0,200}(?:<\?xml[^<>]{0,200}>\s{0,200})?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip);")
_BLOCKS = frozenset(
    re.findall(
        "[a-z0-9]+",
        "p div section article header footer main aside h1 h2 h3 h4 h5 h6 ul ol li blockquote figure figcaption table tr dl dt dd pre hr",
    )
)
_HIDDEN = frozenset(("script", "style", "noscript", "template"))
_END = re.compile(r"[.!?][\"'”’)\]]{0,3}(?=\s|$)")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_NEWLINES = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")


def is_page(text: str) -> bool:
    """Whether a text is a whole web page."""
    return _PAGE.match(text) is not None


def is_html(text: str) -> bool:
    """Whether a text is written with tags."""
    return "<" in text and _SHOWS.search(text) is not None


def without_tags(text: str) -> str:
    """The words of a piece of HTML, a blank line between its paragraphs. Nothing is judged: what a record holds as text is its article."""
    out: list[str] = []
    position = 0
    hidden: str | None = None
    for m in _TAG.finditer(text):
        if hidden is None:
            out.append(_SPACES.sub(" ", text[position : m.start()].replace("\n", " ")))
        position = m.end()
        tag = (m[2] or "").lower()
        if tag in _HIDDEN:
            hidden = (None if m[1] and hidden == tag else hidden) if hidden else (None if m[1] else tag)
        elif hidden is None and tag == "br":
            out.append("\n")
        elif hidden is None and tag in _BLOCKS:
            out.append("\n\n")
    if hidden is None:
        out.append(_SPACES.sub(" ", text[position:].replace("\n", " ")))
    plain = html.unescape("".join(out)).replace("\xa0", " ")
    return _NEWLINES.sub("\n\n", plain).strip()


def unescaped(text: str) -> str | None:
    """A text whose quotation marks and dashes were left as HTML writes them (``&quot;``), set right; None where there are none."""
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else None


def cut_off(text: str, mark: re.Pattern[str]) -> tuple[str, int] | None:
    """A text that ends in the mark of a service that shortens it: up to its last whole sentence, so that no half number is read, and
    how many characters are missing by the mark. None where it does not end so."""
    m = mark.search(text)
    if m is None:
        return None
    ends = [e.end() for e in _END.finditer(text, 0, m.start())]
    return (text[: ends[-1]] if ends else ""), int(m[1])


@cache
def _languages() -> tuple[Mapping[str, str], Mapping[str, str]]:
    import yaml

    data = yaml.safe_load((files("rashomon.inputs") / "languages.yml").read_text(encoding="utf-8"))
    return data["codes"], data["names"]


def language_code(value: str) -> str:
    """A language by its two letters, where it has some: "eng", "English" and "en_GB" are "en". What is not known stays as it stands."""
    codes, names = _languages()
    even = value.strip().lower()
    first = re.split(r"[-_]", even, maxsplit=1)[0]
    return codes.get(first) or names.get(even) or (first if len(first) == 2 and first.isalpha() else value.strip())


def as_text(value: Any) -> str | None:
    """A single value as text; None for one that is none, as a list or an object is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return str(int(value)) if -(2**53) < value < 2**53 and value == int(value) else str(value)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("cp1252", "replace")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return None


def is_true(value: Any) -> bool:
    """Whether a cell says yes."""
    return value is True or (isinstance(value, int) and value == 1) or (isinstance(value, str) and value.strip().lower() in ("true", "1"))
