"""What a briefing says of itself, the same in Markdown and HTML."""

from __future__ import annotations

from rashomon.exports.citation import note_of
from rashomon.exports.exported import About
from rashomon.exports.words import many
from rashomon.people import notice

#: Footnotes after one figure; the others stand under "who says what".
MOST = 6


def heading(incidents: int) -> str:
    """The title."""
    return f"Briefing: {many(incidents, 'incident')}, by what is said of them"


def facts(about: About) -> tuple[str, ...]:
    """What a reader has to know before reading."""
    return (
        "This says who says what, in which words. It gives no verdict on who is right: low, best and high follow from the claims by the policy "
        f"{about.policy}, for the reasons under each.",
        "Footnotes hold the words. Two numbers there, from 0 to 1, say how sure it is that they were read right, and that they are of this incident "
        "(the lower, where several claims stand in one quote). They say nothing on whether the words are true.",
        "Characters are counted from 0 in the text of the article as it was read, white space in a quote is closed up.",
        notice(names=about.names, coarsen=about.coarsen),
        f"Cite as: Incidents of a Rashomon ledger, briefing, policy {about.policy}; {note_of(about)}",
    )
