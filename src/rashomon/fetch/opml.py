"""Lists of feeds as feed readers export them (OPML)."""

from __future__ import annotations

from pathlib import Path

from rashomon.errors import InputError
from rashomon.fetch.client import Failed
from rashomon.fetch.xml import local, parse_xml

MAX_OPML = 20_000_000


def read_opml(path: Path) -> list[str]:
    """Addresses of the feeds in the list, each once, in its order. Raises InputError where there is none, or no such list."""
    try:
        with path.open("rb") as fh:
            raw = fh.read(MAX_OPML + 1)
    except OSError as err:
        raise InputError(f"{path}: cannot be read ({err.strerror}); name the list of feeds that your feed reader exported") from None
    if len(raw) > MAX_OPML:
        raise InputError(f"{path}: larger than {MAX_OPML // 1_000_000} MB, which is no list of feeds")
    try:
        root = parse_xml(raw)
        begins = local(root)[1]
        outlines = [element for element in root.iter() if local(element)[1] == "outline"]
        found = {str(v).strip(): None for e in outlines for k, v in e.attrib.items() if str(k).lower() == "xmlurl" and str(v).strip()}
    except (Failed, ValueError) as err:
        raise InputError(f"{path}: {err}. A list of feeds is an OPML file; feed readers export one") from None
    if begins != "opml":
        raise InputError(f"{path}: begins with <{begins}>, not with <opml>; feed readers export lists of feeds as OPML")
    if not found:
        raise InputError(f"{path}: names no feed (no outline has an xmlUrl)")
    return list(found)
