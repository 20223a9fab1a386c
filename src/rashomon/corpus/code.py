"""Remains of a page's machinery: scripts, JSON, style sheets, tags. Figures in them ("label": "98 killed") are nobody's words."""

from __future__ import annotations

import re

from rashomon.corpus.lines import Line

#: As much of a line as is looked at.
LOOK = 2000
#: Share of signs of code from which a line without other marks is code; news stays below .05 even in tables of results.
DENSE = 0.12
_START = re.compile(
    r"<(?:script|style|!--|!doctype|\?xml|iframe|noscript|div|span|meta|link|img)\b|<!--|//<!\[cdata|/\*|(?:var|let|const) [\w$]{1,60} ?=|(?:async )?function ?[\w$]{0,60} ?\(|\(function ?\(|"
    r"(?:window|document|self|this|module|console|jquery|googletag|datalayer|gtag|ga|fbq|_gaq|ytplayer|wp|\$)(?:\.[\w$]{1,60}|\[['\"]|\() ?.{0,200}[=({;]|@(?:media|import|font-face|keyframes|charset)\b|"
    r"(?:if|for|while|try|else|catch|switch)\b ?(?:\([^{]{0,200}\) ?)?\{|import [^.]{1,80} from ['\"]",
    re.IGNORECASE,
)
_JSON = re.compile(
    r"[\[{][\s\[{]{0,5}(?:\"[^\"]{1,60}\" ?:|[\w$]{1,40} ?: ?[\"'\d\[{])|\"[\w@$ .-]{1,40}\" ?: ?(?:\"|-?\d|\[|\{|true\b|false\b|null\b)"
)
_CSS_RULE = re.compile(r"[.#@*:\w][\w.#:>,*\[\]=\"' ()-]{0,200}\{ ?(?:[a-z-]{2,40} ?: ?[^;{}]{1,120};? ?){0,20}\}?$", re.IGNORECASE)
_CSS_LINE = re.compile(
    r"-{0,2}(?:webkit-|moz-)?(?:font|color|margin|padding|background|display|width|height|border|position|float|text|line|max|min|overflow|z-index|content|opacity|top|left|right|bottom|flex|grid)[a-z-]{0,30} ?: ?[^.;]{1,80}(?:\.\d[^;]{0,40})?;(?: |$|\})"
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]{0,20}(?: [^<>]{0,400})?/?>")
_CLOSING = re.compile(r"[\])};,\s]{1,20}$|</(?:script|style)>$|-->$")
_INSIDE = re.compile(r"[,;{}\[\]()]$|['\"]?[\w$-]{1,40}['\"]? ?:")
_SIGNS = re.compile(r"[{}\[\]();=<>|&$_\\+*#~^`]")
#: Lines a script may go on for once it has opened a bracket.
INSIDE = 400


def code_lines(lines: list[Line]) -> None:
    """Labels lines of code as boilerplate, with the lines between their brackets."""
    depth = inside = 0
    for line in lines:
        if line.label is not None:
            continue
        look = line.even[:LOOK]
        found = is_code(look)
        if not found and depth > 0 and inside < INSIDE:
            found = (_INSIDE.search(look) is not None and not (line.prose and line.ends_sentence)) or _CLOSING.match(look) is not None
        if found:
            line.put("boilerplate", "code.line")
            depth = max(0, depth + sum(look.count(c) for c in "{[") - sum(look.count(c) for c in "}]"))
            inside = inside + 1 if depth else 0
        else:
            depth = inside = 0


def is_code(look: str) -> bool:
    """Whether a line is code and no words of an article."""
    if _START.match(look) is not None:
        return _words_outside_tags(look) < 8 if look.startswith("<") and not look[1:].lower().startswith(("script", "style", "!")) else True
    if _JSON.match(look) is not None or _CSS_LINE.match(look) is not None or ("{" in look and _CSS_RULE.match(look) is not None):
        return True
    if "<" in look and _TAG.search(look) is not None and _words_outside_tags(look) < 4:
        return True
    if len(look) < 20:
        return False
    signs = _SIGNS.findall(look)
    return len(signs) >= DENSE * len(look) and len(set(signs)) >= 3


def _words_outside_tags(look: str) -> int:
    return len(re.findall(r"[^\W\d_]{2,}", _TAG.sub(" ", look)))
