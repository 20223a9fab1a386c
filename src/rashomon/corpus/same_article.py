"""Whether a new text under a known name is a later version of the old one, or another article in a file that is used again."""

from __future__ import annotations

from rashomon.corpus.shingles import document_words
from rashomon.corpus.versions import url_key
from rashomon.model import Document

#: Share of the runs of five words of the shorter text that stand in both. Two articles that do not copy share 2 % or less (``shingles.N``);
#: a text in which only a number or a sentence was changed shares nearly all.
SHARED = 0.05


def same_article(old: Document, new: Document) -> bool:
    """Whether ``new`` can be a later version of ``old``, which stood under its name.

    Two addresses decide. Without them both must share words, or the new text carries a note on an article: it may be nothing but that.
    A "latest.txt" that is written anew every day, or the third line of a growing list, is no later version of what stood there.
    """
    a, b = url_key(old.url), url_key(new.url)
    if a and b:
        return a == b
    one, two = set(document_words(old).runs), set(document_words(new).runs)
    return bool(new.notes) or len(one & two) >= max(1, SHARED * min(len(one), len(two)))
