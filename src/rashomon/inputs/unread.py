"""What to do with a file that no reader takes: most of them can be saved in another form in a minute."""

from __future__ import annotations

import zipfile
from pathlib import Path

from rashomon.inputs.kinds import known

_PICTURE = "a picture; words in it are not read"
_UNPACK = "a packed file, not unpacked: unpack it and give the folder"
_SHEET = "a spreadsheet is not read: save the sheet as CSV (UTF-8)"
_WORD = "not read in this form: save it as .docx or .txt"
_MAIL = "mail in Outlook's own form is not read: save it as .eml"
_SOUND = "sound or film is not read"
_HOW: dict[str, str] = {
    ".pdf": "PDF is not read: save its text as .txt (pdftotext does it), or save the article or search again in another form",
    ".webarchive": "Safari's web archive is not read: save the page as HTML",
    ".maff": "not read: save the page as MHTML, or with SingleFile",
    ".md": "not read under this ending: rename it to .txt",
    ".epub": _WORD,
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".svg"), _PICTURE),
    **dict.fromkeys((".7z", ".rar", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".gz", ".bz2", ".xz", ".zst"), _UNPACK),
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods", ".numbers"), _SHEET),
    **dict.fromkeys((".doc", ".odt", ".pages", ".wpd"), _WORD),
    **dict.fromkeys((".msg", ".pst", ".ost"), _MAIL),
    **dict.fromkeys((".mp3", ".mp4", ".wav", ".mov", ".webm", ".m4a"), _SOUND),
}


def why_unread(path: Path) -> str:
    """The reason a file that is of no known kind is not read, with what to do."""
    name = path.name.lower()
    if name.endswith(".zip"):
        if zipfile.is_zipfile(path):
            return "a zip that is no delivery of Nexis is not unpacked: unpack it and give the folder"
        return "a damaged zip, or none: its list of files is missing; get it again"
    how = next((how for end, how in sorted(_HOW.items(), key=lambda x: -len(x[0])) if name.endswith(end)), None)
    return how or f"unknown kind of file; known are {known()}"
