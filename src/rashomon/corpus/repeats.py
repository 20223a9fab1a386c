"""Lines that stand in a text more than once: a headline above a gallery, a caption under each picture, a quotation pulled out.

The article says a thing once. The first copy keeps its label (the headline's, or body), later ones are furniture; so nothing that is said
is lost, and a figure is not read twice. Copies of one line with no running text between them are the captions of a gallery.
"""

from __future__ import annotations

import re
from collections import Counter

from rashomon.corpus.furniture import said
from rashomon.corpus.lines import Line

#: Shorter lines are repeated by chance ("Killed: 4").
WORDS = 5
#: Longer ones that stand apart stay: a text that says a paragraph again (a list and its details) does so of its own.
PARAGRAPH = 20
#: A sentence said so many times is a refrain, as the question put to everybody asked.
REFRAIN = 4
#: Copies that stand together from which the first is a caption too; two may be a dek and the lead made of it.
GALLERY = 3
#: Site and sections behind the headline of a page's title ("Mill burns | World | Foo News").
_WORDS = re.compile(r"[\w%$]+")
_PLAIN = str.maketrans({chr(c): " " for c in range(128) if _WORDS.match(chr(c)) is None})
_BAR = re.compile(r" ?[|\u2022\u00bb] ?| [\u2013\u2014-] (?=[A-Z\d])")
#: Words a site's or a section's name has at most, and letters the headline before it has at least.
SITE_WORDS, HEAD_LETTERS = 6, 20


def stem(line: Line) -> str:
    """The line without bullet, site, sections and marks, for comparing."""
    if line.stem is None:
        line.stem = _stem(line)
    return line.stem


def _stem(line: Line) -> str:
    text = line.plain
    if line.words > WORDS and ("|" in line.even or " - " in line.even or not line.even.isascii()):
        cut = len(line.even)
        for bar in reversed(list(_BAR.finditer(line.even))):
            if bar.start() < HEAD_LETTERS or len(line.even[bar.end() : cut].split()) > SITE_WORDS:
                break
            cut = bar.start()
        text = text[: len(text) - (len(line.even) - cut)]
    return " ".join(text.translate(_PLAIN).split() if text.isascii() else _WORDS.findall(text))


#: Letters at a line's start that no bar cuts off; of so many of them, what the stem begins with is told at little cost.
_KEPT, _BEGIN = HEAD_LETTERS - len("10) "), 8
_NO_LETTER = str.maketrans({chr(c): None for c in range(128) if _WORDS.match(chr(c)) is None})


def _begins(line: Line) -> str | None:
    """The first letters and figures of the line's stem, all of them where it has no more; None where they are not told easily."""
    text = line.plain[:_KEPT]
    found = (text.translate(_NO_LETTER) if text.isascii() else "".join(_WORDS.findall(text)))[:_BEGIN]
    return found if len(found) == _BEGIN or len(line.plain) <= _KEPT else None


def repeated(lines: list[Line]) -> None:
    """Labels later copies of the headline and of any line of five words or more; both copies where they stand together below a picture."""
    begins = [_begins(x) for x in lines]
    if None not in begins and len(set(begins)) == len(begins):
        return  # no two have one stem
    stems = Counter(stem(x) for x in lines)
    first: dict[str, int] = {}
    prose = [0]
    for line in lines:
        prose.append(prose[-1] + (line.label is None and line.prose))
    for n, line in enumerate(lines):
        if line.words < WORDS or line.label not in (None, "headline", "caption", "dek"):
            continue
        text = stem(line)
        if text.count(" ") < WORDS - 1:
            continue
        at = first.setdefault(text, n)
        if at == n:
            continue
        above = lines[at]
        if "headline" in (line.label, above.label):
            other = above if line.label == "headline" else line
            if other.label in (None, "dek") and (other is line or not other.prose):
                other.label, other.rule = "boilerplate", "repeats.headline"
        elif line.label is not None:
            continue
        elif above.label == "caption":
            line.put("caption", "repeats.caption")
        elif above.prose and above.label is None and not said(above.even) and prose[n] - prose[at] <= 1:
            if stems[text] >= GALLERY:
                above.put("caption", "repeats.gallery")
            line.put("caption", "repeats.gallery")
        elif (
            line.words < PARAGRAPH
            and (stems[text] < REFRAIN or not line.ends_sentence)
            and not (_copied(lines, n - 1, stems) or _copied(lines, n + 1, stems))
        ):
            line.put("boilerplate", "repeats.line")


def _copied(lines: list[Line], n: int, stems: Counter[str]) -> bool:
    """Whether a neighbour is copied too: a whole stretch said again is the article's own way."""
    return 0 <= n < len(lines) and lines[n].label is None and stems[stem(lines[n])] > 1
