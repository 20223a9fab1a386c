"""What the words for a speaker say by themselves: a role, both sides."""

from __future__ import annotations

from functools import cache

from rashomon.claims import words
from rashomon.lexicon import load


def words_of(*texts: str | None) -> set[str]:
    """Lower-case words of some texts."""
    return {w.strip(".,'\"") for t in texts if t for w in t.casefold().split()}


def means_both(low: str) -> bool:
    """Whether the words mean the two sides of the text ("both sides", "the two armies")."""
    return (
        low.rsplit(maxsplit=1)[-1]
        in {
            "sides",
            "countries",
            "nations",
            "parties",
            "ministries",
            "governments",
            "capitals",
            "neighbours",
            "neighbors",
            "armies",
            "militaries",
            "both",
        }
        or low == "both"
    )


def role_kind(low: str) -> str | None:
    """Kind of actor that the role noun at the end of some words means; None where there is none."""
    table = words.roles()
    tokens = low.removeprefix("the ").split()
    for n in range(len(tokens)):
        entry = table.get(" ".join(tokens[n:]))
        if entry is not None:
            return str(entry.get("kind"))
    return None


@cache
def _offices(language: str = "en") -> dict[str, str]:
    return {form.casefold(): str(e.get("of")) for e in load("roles", language) if e.get("kind") == "office" for form in e.forms}


def office_of(low: str) -> str | None:
    """What an office at the end of some words is of: state, force, police, local, organisation; None where there is none."""
    table, tokens = _offices(), low.removeprefix("the ").split()
    found = next((table[form] for n in range(len(tokens)) if (form := " ".join(tokens[n:])) in table), None)
    return None if found == "none" else found
