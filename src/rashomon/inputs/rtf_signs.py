"""What control words of RTF stand for: signs, character sets, and groups that hold no text."""

from __future__ import annotations

import codecs

#: Groups that hold no text a reader sees.
SKIPPED = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "footnote", "ftnsep", "ftnsepc", "themedata", "colorschememapping", "generator", "listtable",
    "listoverridetable", "rsidtbl", "listtext", "pntext", "nonshppict", "xe", "tc", "txe", "rxe", "bkmkstart", "bkmkend", "filetbl",
    "revtbl", "annotation", "atnid", "atnauthor", "atrfstart", "atrfend", "latentstyles", "datastore", "xmlnstbl", "mmathPr", "shpinst",
    "result2", "template", "author", "title", "subject", "operator", "keywords", "comment", "doccomm", "company",
})  # fmt: skip
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
SYMBOLS = {b"~": "\xa0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
#: Character sets of fonts → code pages.
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def codec(page: int) -> str:
    """Python's name of a code page; Western Europe's for one that is not known."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gbk", 950: "cp950"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
