"""Captions and photo credits, which may never yield a claim: their dates and figures belong to the picture."""

from __future__ import annotations

import re
from functools import cache

from rashomon.corpus.dates import find_dates, weekdays
from rashomon.corpus.furniture import Fits, said
from rashomon.corpus.lines import Line
from rashomon.lexicon import load

_CREDIT_SIGN = re.compile(r"credit|photo|image|picture|getty|/|file|via|handout|courtesy|footage", re.IGNORECASE)


def caption_lines(lines: list[Line], fits: list[Fits | None], language: str) -> None:
    """Labels captions and credits: by their words, said twice, fused with a credit, or standing directly above such a line."""
    for n, (line, fit) in enumerate(zip(lines, fits, strict=True)):
        if line.label:
            continue
        if fit is not None and fit.label == "caption":
            if fit.rule.endswith("photo_mark") or not _runs_on(line, fit):
                line.put("caption", fit.rule)
            else:
                fits[n] = None
        elif fit is None and tells_picture(line, language):
            line.put("caption", "captions.picture_told")
        elif line.words >= 12 and said_twice(line.even):
            line.put("caption", "captions.said_twice")
    _neighbours(lines, fits)


def _runs_on(line: Line, fit: Fits) -> bool:
    """Whether a line with an agency's name or "via AP" in it is running text after all."""
    if fit.rule.endswith("credit_at_end"):
        tail = line.even[-90:]
        bracket = tail.rfind("(")
        sign = _CREDIT_SIGN.search(tail[bracket:] if bracket >= 0 else tail)
        if sign is None:  # "… on Monday. (Reuters)" ends a body line; a caption's credit names a person, a "file" or a slash
            return True
        return line.words > 60 and said(line.even)
    return line.words > 45 and said(line.even)


_SPEECH = re.compile(
    r"\b(?:said|says|told|tells|according to|reported|reports|announced|confirmed|denied|claimed|added|accused|blamed)\b", re.IGNORECASE
)
_NO_SUBJECT = r"(?:who|which|that|where|when|while|as|if|to|not|did|do|does|was|were|is|are|has|have|had|will|would|could|can|may|might|must|should|and then)"


@cache
def _picture(language: str) -> tuple[re.Pattern[str], int]:
    entry = next(e for e in load("boilerplate", language) if e.get("match") == "picture")
    forms: list[str] = []
    for form in sorted(entry.forms):
        head, _, rest = form.partition(" ")
        if head in ("smoke", "flames", "dust"):
            forms.append(rf"[{head[0].upper()}{head[0]}]{head[1:]} {rest}s?")
            continue
        third = (
            head[:-1] + "ies"
            if head.endswith("y") and head[-2] not in "aeou"
            else head + "es"
            if head.endswith(("s", "ch", "sh", "x"))
            else head + "s"
        )
        forms.append(rf"(?:{head}|{third})" + (" " + rest if rest else ""))
    # Up to nine words of subject, none of which makes the verb part of a clause or an infinitive.
    return re.compile(rf"(?:(?!{_NO_SUBJECT}\b)[\w'-]+,? ){{0,9}}?(?:{'|'.join(forms)})\b"), int(entry.get("longest"))


def tells_picture(line: Line, language: str = "en") -> bool:
    """Whether a line tells in the present tense what is to be seen, and on which day: "Porters stand beside the stalls in Marn City on Tuesday."
    What happened that day may follow with its figures; they are the caption's, and older than the article's."""
    pattern, longest = _picture(language)
    if not 6 <= line.words <= longest or not line.even[:1].isupper() or not line.ends_sentence:
        return False
    m = pattern.match(line.even)
    if m is None or _SPEECH.search(line.even) is not None or '"' in line.even:
        return False
    rest = line.even[m.end() :]
    return bool(weekdays(rest, language)) or any(d.full is not None or (d.month and d.day) for d in find_dates(rest, language))


def said_twice(even: str) -> bool:
    """Whether the line is one text twice, as the caption and the picture's alternative text run together."""
    first = even.partition(" ")[0]
    if even.find(first, len(first)) < 0:
        return False
    words = even.split()
    half = len(words) // 2
    return len(words) >= 12 and len(words) % 2 == 0 and words[:half] == words[half:]


def _neighbours(lines: list[Line], fits: list[Fits | None]) -> None:
    apart = sum(1 for x in lines if x.blank_before) * 2 > len(lines)
    for n, line in enumerate(lines):
        fit = fits[n]
        credit = line.label == "caption" or (fit is not None and fit.label == "credit" and fit.rule.endswith("photo_credit_alone"))
        if not credit or n == 0:
            continue
        above = lines[n - 1]
        # Directly above a credit, no blank line between: in texts whose paragraphs stand apart it belongs to the picture.
        if above.label is None and apart and not line.blank_before and above.words <= 60 and not said(above.even):
            above.put("caption", "captions.above_credit")
    for n, line in enumerate(lines):  # only beside the caption: further off, the same words are the article's own
        near = [x.even for x in lines[max(0, n - 2) : n + 3] if x.label == "caption" and x.rule != "captions.same_words"]
        if line.label is None and line.words >= 6 and any(line.even in t or (t in line.even and len(t) > 40) for t in near):
            line.put("caption", "captions.same_words")
