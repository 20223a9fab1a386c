"""Names of encodings that strangers write into headers: only those of text are followed."""

from __future__ import annotations

import codecs

#: Encodings of Python's own that are none of texts: some run code paths for source code, some take time that grows with the square of their
#: input, one refuses everything.
_OWN = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "palmos"})


def is_encoding(name: str) -> bool:
    """Whether a text may be read in the encoding of this name."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return bool(info._is_text_encoding) and info.name.replace("_", "-") not in _OWN
