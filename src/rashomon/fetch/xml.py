"""XML of strangers: no entities, no DTD, no network, no depth that would hurt."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Any

from rashomon.fetch.client import Failed

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
#: More than this is not mended: that takes 0.6 seconds per MB of nothing but ampersands, and the longest feeds of news have 2 MB.
MAX_MENDED = 5_000_000
_ENTITIES = "its XML declares entities, which no feed needs and attacks use; it is not read"
_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_NOTHING = re.compile(r"\s+")


def parse_xml(raw: bytes) -> _Element:
    """The root element. Raises Failed for what declares entities (XXE, billion laughs) and what is no XML at all.

    Small mistakes (a bare ``&``, an unclosed element at the end) are mended, as all feed readers do: a third of feeds in the wild have one.
    """
    from lxml import etree

    if _declares_entities(raw):
        raise Failed(_ENTITIES)
    text = raw.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        try:
            root = etree.fromstring(text, _parser(recover=False))
        except etree.XMLSyntaxError:
            root = etree.fromstring(_mended(text), _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError) as err:
        raise Failed(f"not XML ({str(err)[:100]})") from None
    if root is None:
        raise Failed("not XML (nothing in it can be read)")
    if root.getroottree().docinfo.internalDTD is not None and root.getroottree().docinfo.internalDTD.entities():
        raise Failed(_ENTITIES)
    return root


def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _mended(raw: bytes) -> bytes:
    """Each bare ``&`` written out, and names of characters that HTML knows and XML does not, as the characters: the parser would drop both."""
    if b"\0" in raw[:200] or len(raw) > MAX_MENDED:
        return raw  # UTF-16 is never written by hand, and so much never either
    parts, at = [], 0
    while (start := raw.find(b"<![CDATA[", at)) >= 0 and (end := raw.find(b"]]>", start)) >= 0:
        parts += [_AMPERSAND.sub(_character, raw[at:start]), raw[start:end]]
        at = end
    return b"".join([*parts, _AMPERSAND.sub(_character, raw[at:])])


def _character(found: re.Match[bytes]) -> bytes:
    name = found[1]
    if not name:
        return b"&amp;"
    known = html5.get(name.decode("ascii") + ";", "")
    return b"".join(b"&#%d;" % ord(c) for c in known) or b"&amp;" + name + b";"


def _declares_entities(raw: bytes) -> bool:
    """Looked for in the bytes too, in each encoding that XML may be in: what the parser never sees cannot go wrong in it."""
    return any(_ENTITY.search(raw if not zeros else raw.replace(b"\0", b"")) for zeros in (False, True))


def local(element: _Element) -> tuple[str, str]:
    """Namespace and name, lower case: namespaces in feeds are written in many ways."""
    tag = element.tag
    if not isinstance(tag, str):
        return "", ""
    space, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return space.lower(), name.lower()


def text_of(element: _Element | None, most: int = 2000) -> str:
    """All text in it, blanks made one, cut at ``most``."""
    if element is None:
        return ""
    pieces, size = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        size += len(piece)
        if size > 4 * most:
            break
    return _NOTHING.sub(" ", "".join(pieces)).strip()[:most]
