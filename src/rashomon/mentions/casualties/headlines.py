"""What headlines leave out between the victims they name."""

from __future__ import annotations

from rashomon.mentions.casualties.groups import Group


def two_of_headline(before: Group, first: Group) -> bool:
    """Whether two groups with nothing but a comma between them are both victims, as headlines write it: "Two guards, 34 rebels killed", "4 rebels,
    soldier slain", "mayor, 3 aides shot". One of the two is counted; two single ones may be one person ("doctor, mother of two, killed")."""

    def one(group: Group) -> bool:
        return group.low == group.high == 1 and not group.definite and group.who is not None and not group.who.collective

    return (
        before.who is not None
        and (first.who is not None or (before.numeric and first.numeric and first.unit is None))  # "Ten troops, 24 Hill Front dead"
        and (before.counts or first.counts)
        and (before.counts or one(before))
        and (first.counts or one(first))
    )


def opens_headline(words: list[str], first: int) -> bool:
    """Whether a group is the first of a headline, or right behind the word that says where ("Kestria: Soldier, two rebels killed")."""
    return first == 0 or (first <= 4 and words[first - 1] == ":" and words[-1] not in (".", '"'))
