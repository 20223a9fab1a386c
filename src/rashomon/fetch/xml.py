"""XML of strangers: no entities, no DTD, no network, no depth that would hurt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.fetch.client import Failed

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_NOTHING = re.compile(r"\s+")


def parse_xml(raw: bytes) -> _Element:
    """The root element. Raises Failed for what declares entities (XXE, billion laughs) and what is no XML at all.

    Small mistakes (a bare ``&``, an unclosed element at the end) are mended, as all feed readers do: a third of feeds in the wild have one.
    """
    from lxml import etree

    if _declares_entities(raw):
        raise Failed("its XML declares entities, which no feed needs and attacks use; it is not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False, recover=True, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(raw.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise Failed(f"not XML ({str(err)[:100]})") from None
    if root is None:
        raise Failed("not XML (nothing in it can be read)")
    if root.getroottree().docinfo.internalDTD is not None and root.getroottree().docinfo.internalDTD.entities():
        raise Failed("its XML declares entities, which no feed needs and attacks use; it is not read")
    return root


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
