"""What follows the end of the article (other news, readers' talk), and subheads within it."""

from __future__ import annotations

import re

from rashomon.corpus.furniture import Fits, said
from rashomon.corpus.lines import Line

_NAME = re.compile(r"(?<=[a-z,;:'\"(-] )[A-Z][\w-]{2,}")
_WORD = re.compile(r"[a-z][a-z'-]{4,}")
#: An article has been told once it has this many words of body; a heading before that ("Comments", "More news") is only itself.
TOLD_WORDS = 40
#: Behind a heading of other news, a paragraph this long that shares this much with the article leads back into it.
BACK_WORDS = 25
BACK_SHARE = 0.3
#: Below this share a paragraph is on other matters (every second page of boiler_aeb: 0.2 has 210 of 1,300 paragraphs of articles below
#: it, but seldom three in a row, and 270 of 440 of other news).
OFF_SHARE = 0.2
#: Paragraphs in a row on other matters that, behind the credits, are other news; one or two may be the article's own afterword
#: (a first version that took one cut 12 true lines of the five seed texts).
RUN_OFF = 3
#: Lines of furniture between two stretches of running text that make them stand apart on a page.
GAP = 5
#: Such a stretch is an aside where the main one has this many times its words; a longer one may be the article as well.
ASIDE = 4


def _topic(lines: list[Line]) -> set[str]:
    out: set[str] = set()
    for line in lines:
        out |= _keys(line)
    return out


def _keys(line: Line) -> set[str]:
    """Names inside sentences and longer words; the stuff a paragraph is about."""
    return {m.group().lower() for m in _NAME.finditer(line.even)} | {m.group()[:7] for m in _WORD.finditer(line.even.lower())}


def shared(line: Line, topic: set[str]) -> float:
    """How much of what a paragraph is about the article is about too, 0 to 1."""
    keys = _keys(line)
    return len(keys & topic) / len(keys) if keys else 0.0


def after_the_end(lines: list[Line], fits: list[Fits | None]) -> None:
    """Labels what stands behind a heading of other news, a comment form, or the credits that end an article.

    A heading of other news with more running text behind it than before is a box inside the article: then only its links are other
    news, and running text is the article again. Otherwise a paragraph leads back only where it is on the same matter.
    """
    state: str | None = None
    ended = False  # "(Reporting by …)": nothing behind it is a box inside the article
    words = 0  # of the article so far, and what it is about
    topic: set[str] = set()
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
                topic |= _keys(line)
        elif state == "box":
            if not line.prose:
                line.put("related", "sections.box")
            elif _off_topic(lines[n : n + 60], topic, 2 * RUN_OFF):
                state = "other"
                line.put("related", "sections.other_news")
            else:
                state = None
                words += line.words
                topic |= _keys(line)
        elif state == "talk":
            line.put("boilerplate", "sections.talk")
        elif state == "credits" and line.prose:
            if _off_topic(lines[n : n + 60], topic):
                state = "other"
                line.put("related", "sections.after_credits")
            else:
                words += line.words
                topic |= _keys(line)
        elif line.prose and shared(line, topic) >= BACK_SHARE and line.words >= BACK_WORDS:
            words += line.words
            topic |= _keys(line)
            if state == "other":
                state = None
        else:
            line.put("related", "sections.other_news" if state == "other" else "sections.after_credits")


def _off_topic(rest: list[Line], topic: set[str], run: int = RUN_OFF) -> bool:
    """Whether a run of paragraphs on other matters begins here."""
    prose = [x for x in rest if x.label is None and x.prose][:run]
    return len(prose) == run and all(_keys(x) and shared(x, topic) < OFF_SHARE for x in prose)


def page_like(lines: list[Line]) -> bool:
    """Whether the text is a whole page with its menus, and not an article with a few lines of furniture."""
    furniture = sum(x.label == "boilerplate" for x in lines)
    return furniture >= 10 and furniture * 4 >= len(lines)


def apart(lines: list[Line]) -> None:
    """Of a whole page, the stretches of running text that stand apart from the longest one behind much furniture, and are on other
    matters, are other news. Only of pages: in an article nothing stands apart."""
    if not page_like(lines):
        return
    stretches: list[list[Line]] = [[]]
    gap = 0
    for line in lines:
        if line.label is None and line.prose:
            if gap >= GAP:
                stretches.append([])
            stretches[-1].append(line)
            gap = 0
        elif line.label != "caption":
            gap += 1
    main = max(stretches, key=lambda s: sum(x.words for x in s))
    topic = _topic(main)
    for stretch in stretches:
        if stretch is main or sum(x.words for x in stretch) * ASIDE > sum(x.words for x in main):
            continue
        for line in stretch:
            if _keys(line) and shared(line, topic) < BACK_SHARE:
                line.put("related", "sections.apart")


#: Briefs ("PORT VELL: A mill burned down …") are other news behind this many words of an article on other matters ...
BRIEF_WORDS = 60
#: ... where they share less than this with it, and are no more than one in so many of its paragraphs: in a round-up of one war all are.
BRIEF_SHARE, BRIEF_PART = 0.15, 3
_BRIEF = re.compile(r"(?:[*•·▪►-] ?)?[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .,'()/-]{2,40}(?::| [\u2014-]) [A-Z\"\d]")


def briefs(lines: list[Line]) -> None:
    """Labels lines that begin with a place in capitals and a colon, and share nothing with the article, as other news."""
    prose = [x for x in lines if x.label is None and x.prose]
    found = [x for x in prose[1:] if _BRIEF.match(x.even)]
    ids = {id(x) for x in found}
    rest = [x for x in prose if id(x) not in ids] if found else []
    told = sum(x.words for x in rest)
    few = len(found) * BRIEF_PART <= len(prose) and told >= BRIEF_WORDS
    last = told >= 2 * BRIEF_WORDS and prose[len(prose) - len(found) :] == found
    if not found or not (few or last):
        return
    topic = _topic(rest)
    for line in found:
        if shared(line, topic) < BRIEF_SHARE:
            line.put("related", "sections.brief")


#: A short line between paragraphs with this many words that shares less than TEASER_SHARE with the article is the headline of another.
TEASER_WORDS = 5
TEASER_SHARE = 0.2


def _teaser(line: Line, topic: set[str]) -> bool:
    keys = {m.group().lower() for m in re.finditer(r"[A-Z][\w-]{3,}", line.even)} | _keys(line)
    keys = {k[:7] for k in keys}
    if '" ' in line.even or line.even.startswith('"'):
        return False  # a quotation
    if line.even.startswith("\u2014") or (line.even.isupper() and not said(line.even)):
        return False  # who wrote the words above; a subhead in capitals
    return line.words >= TEASER_WORDS and len(keys) >= 2 and len(keys & topic) < TEASER_SHARE * len(keys)


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
    whole = _topic([lines[n] for n in bodies])
    topic = whole | {k[:7] for k in whole}
    for n, line in enumerate(lines):
        if line.label is not None or line.prose or line.ends_sentence or line.words > 14 or line.even.endswith((":", ",")):
            continue
        before_text = n + 1 < len(lines) and lines[n + 1].label is None and lines[n + 1].prose
        if page and not (before_text and first < n):
            line.put("boilerplate", "sections.lone_line")
        elif first < n < last and not _listed(lines, n) and _teaser(line, topic):
            line.put("related", "sections.teaser")
        elif first < n < last:
            line.put("subhead", "sections.subhead")
        elif n > last and len(bodies) >= 3:
            line.put("related", "sections.last_line")
