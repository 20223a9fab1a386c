"""What follows the end of the article (other news, readers' talk), and subheads within it."""

from __future__ import annotations

import re

from rashomon.corpus.furniture import Fits, said
from rashomon.corpus.lines import Line
from rashomon.corpus.topics import OFF_SHARE, Matter, keys, page_like, shared, topic

#: An article has been told once it has this many words of body; a heading before that ("Comments", "More news") is only itself.
TOLD_WORDS = 40
#: Behind a heading of other news, a paragraph this long that shares this much with the article leads back into it.
BACK_WORDS = 25
BACK_SHARE = 0.3
#: One in which somebody says or suffers something may be this short.
TOLD_LINE = 12
#: Paragraphs in a row on other matters that, behind the credits, are other news; one or two may be the article's own afterword
#: (a first version that took one cut 12 true lines of the five seed texts).
RUN_OFF = 3
#: Running text that goes on for so many paragraphs, nothing between them, and shares RUN_SHARE with the article is the article again: lists of
#: other news have a headline over each paragraph, comments a name; "Comments" above such a run is a button.
LIST_RUN, TALK_RUN = 2, 4
RUN_SHARE = 0.25


def after_the_end(lines: list[Line], fits: list[Fits | None]) -> None:
    """Labels what stands behind a heading of other news, a comment form, or the credits that end an article.

    A heading of other news with more running text behind it than before is a box inside the article: then only its links are other
    news, and running text is the article again. Otherwise a paragraph leads back only where it is on the same matter.
    """
    state: str | None = None
    ended = False  # "(Reporting by …)": nothing behind it is a box inside the article
    words = 0  # of the article so far, and its lines, by which what it is about is told once something follows its end
    about = Matter()
    left = sum(x.words for x in lines if x.label is None and x.prose)
    for n, (line, fit) in enumerate(zip(lines, fits, strict=True)):
        opens = fit.opens if fit is not None and line.rule == fit.rule else None
        if line.rule.startswith("inline.tail"):
            opens = "credits"
        if opens and words >= TOLD_WORDS:
            ended = ended or line.rule.endswith(".reporting")
            state = state if state == "talk" else "box" if opens == "other" and not ended and left - words > words else opens
            continue
        if line.label is not None:
            continue
        if state is None:
            if line.prose:
                words += line.words
                about.add(line)
        elif state == "box":
            if not line.prose:
                line.put("related", "sections.box")
            elif _off_topic(lines[n : n + 60], about, 2 * RUN_OFF):
                state = "other"
                line.put("related", "sections.other_news")
            else:
                state = None
                words += line.words
                about.add(line)
        elif state != "credits" and not ended and _resumes(lines, n, about, TALK_RUN if state == "talk" else LIST_RUN):
            state = None
            words += line.words
            about.add(line)
        elif state == "talk":
            line.put("boilerplate", "sections.talk")
        elif state == "credits" and line.prose:
            if _off_topic(lines[n : n + 60], about):
                state = "other"
                line.put("related", "sections.after_credits")
            else:
                words += line.words
                about.add(line)
        elif line.prose and shared(line, about.keys) >= BACK_SHARE and (line.words >= BACK_WORDS or _told(line)):
            words += line.words
            about.add(line)
            if state == "other":
                state = None
        else:
            line.put("related", "sections.other_news" if state == "other" else "sections.after_credits")


def _told(line: Line) -> bool:
    """Whether somebody says or suffers something in a whole sentence, as seldom below a headline of other news."""
    return line.words >= TOLD_LINE and line.ends_sentence and said(line.even)


def _resumes(lines: list[Line], n: int, about: Matter, run: int) -> bool:
    """Whether the article goes on here behind a heading of other news or a button, as a stretch of running text on its matter."""
    stretch = [x for x in lines[n : n + 2 * run] if x.label not in ("caption", "credit")][:run]
    if len(stretch) < run or not all(x.label is None and x.prose and x.ends_sentence for x in stretch):
        return False
    own = topic(stretch)
    return len(own & about.keys) >= RUN_SHARE * len(own) > 0


def _off_topic(rest: list[Line], about: Matter, run: int = RUN_OFF) -> bool:
    """Whether a run of paragraphs on other matters begins here."""
    prose = [x for x in rest if x.label is None and x.prose][:run]
    return len(prose) == run and all(keys(x) and shared(x, about.keys) < OFF_SHARE for x in prose)


#: Briefs ("PORT VELL: A mill burned down …") are other news behind this many words of an article on other matters ...
BRIEF_WORDS = 60
#: ... where they share less than this with it, and are no more than one in so many of its paragraphs: in a round-up of one war all are.
BRIEF_SHARE, BRIEF_PART = 0.15, 3
_BRIEF = re.compile(r"(?:[*•·▪►-] ?)?[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .,'()/-]{2,40}(?::| [\u2014-]) [A-Z\"\d]")


def briefs(lines: list[Line]) -> None:
    """Labels lines that begin with a place in capitals and a colon, and share nothing with the article, as other news."""
    prose = [x for x in lines if x.label is None and x.prose]
    if sum(x.even.isupper() for x in prose) * 2 > len(prose):
        return  # a text in capitals: any line begins so
    found = [x for x in prose[1:] if _BRIEF.match(x.even)]
    ids = {id(x) for x in found}
    rest = [x for x in prose if id(x) not in ids] if found else []
    told = sum(x.words for x in rest)
    few = len(found) * BRIEF_PART <= len(prose) and told >= BRIEF_WORDS
    last = told >= 2 * BRIEF_WORDS and prose[len(prose) - len(found) :] == found
    if not found or not (few or last):
        return
    about = topic(rest)
    for line in found:
        if shared(line, about) < BRIEF_SHARE:
            line.put("related", "sections.brief")


#: A short line between paragraphs with this many words that shares less than TEASER_SHARE with the article is the headline of another.
TEASER_WORDS = 5
TEASER_SHARE = 0.2


def _teaser(line: Line, about: frozenset[str]) -> bool:
    own = {m.group().lower() for m in re.finditer(r"[A-Z][\w-]{3,}", line.even)} | keys(line)
    own = {k[:7] for k in own}
    if '" ' in line.even or line.even.startswith('"'):
        return False  # a quotation
    if line.even.startswith("\u2014") or (line.even.isupper() and not said(line.even)):
        return False  # who wrote the words above; a subhead in capitals
    return line.words >= TEASER_WORDS and len(own) >= 2 and len(own & about) < TEASER_SHARE * len(own)


def _listed(lines: list[Line], n: int) -> bool:
    """Whether the line is one of a list the article announces with a colon."""
    k = n - 1
    while k > 0 and n - k < 15 and lines[k].label in (None, "subhead") and not lines[k].prose and not lines[k].even.endswith(":"):
        k -= 1
    return k >= 0 and lines[k].even.endswith(":")


def subheads(lines: list[Line]) -> None:
    """Labels short lines between paragraphs as subheads, and such at the very end, after the last paragraph, as links to other news."""
    bodies = [n for n, x in enumerate(lines) if x.label is None and x.prose]
    page = page_like(lines)
    if len(bodies) < 2:
        return
    first, last = bodies[0], bodies[-1]
    about: frozenset[str] | None = None
    for n, line in enumerate(lines):
        if line.label is not None or line.prose or line.ends_sentence or line.words > 14 or line.even.endswith((":", ",")):
            continue
        before_text = n + 1 < len(lines) and lines[n + 1].label is None and lines[n + 1].prose
        if page and not (before_text and first < n):
            line.put("boilerplate", "sections.lone_line")
        elif first < n < last:
            if about is None:
                whole = topic([lines[k] for k in bodies])
                about = frozenset([*whole, *(k[:7] for k in whole)])
            teaser = not _listed(lines, n) and _teaser(line, about)
            line.put(*(("related", "sections.teaser") if teaser else ("subhead", "sections.subhead")))
        elif n > last and len(bodies) >= 3:
            line.put("related", "sections.last_line")
