"""Who did it, and did it happen: from claims to attribution, occurrence, responsibility and status."""

from __future__ import annotations

import pytest
from tests.incidents.incidents_build import claim, said

from rashomon.incidents.parties import attribution, occurrence, responsibility, status_of
from rashomon.model import Claim

MINISTRY = said("Ministry of Defence of Freedonia", "Freedonia", "ministry")
BORDER = said("Border Service of Sylvania", "Sylvania", "government")
FRONT = said("Dune Front", "Dune Front", "group")

LOSS = claim("a", 0, speaker=MINISTRY, perpetrator="Sylvania")
OWNED = claim("a", 1, kind="statement", speaker=BORDER, stance="claims_responsibility")
CLAIMED = claim("a", 2, kind="statement", speaker=FRONT, stance="claims_responsibility")
BLAME = claim("a", 3, kind="statement", speaker=BORDER, stance="blames", target="Freedonia")
DENIAL = claim("a", 4, kind="statement", speaker=MINISTRY, stance="denies", denies="occurrence", target="Sylvania")
NOT_US = claim("a", 5, kind="statement", speaker=BORDER, stance="denies", denies="responsibility")
OUTLET = claim("a", 6, perpetrator="Sylvania")


@pytest.mark.parametrize(
    ("claims", "happened", "who", "status"),
    [
        ([LOSS, OWNED], "reported", "undisputed", "reported"),
        ([CLAIMED, claim("a", 7)], "reported", "claimed", "reported"),
        ([BLAME, DENIAL], "alleged_and_denied", "disputed", "alleged_and_denied"),
        ([BLAME], "alleged", "alleged", "alleged"),
        ([LOSS, NOT_US, claim("a", 8)], "reported", "disputed", "disputed_perpetrator"),
        ([LOSS, BLAME, claim("a", 9)], "reported", "disputed", "disputed_perpetrator"),
        ([OUTLET], "reported", "undisputed", "reported"),
        ([claim("a", 10)], "reported", "unknown", "reported"),
    ],
)
def test_status(claims: list[Claim], happened: str, who: str, status: str) -> None:
    found = attribution(claims)
    assert (occurrence(claims), responsibility(found, claims)) == (happened, who)
    assert status_of(happened, who) == status


def test_an_admission_and_an_accusation_are_two_rows() -> None:
    rows = {(a.actor, a.basis): a for a in attribution([LOSS, OWNED, NOT_US])}
    assert rows["Sylvania", "admitted"].by == ("Border Service of Sylvania",)
    assert rows["Sylvania", "alleged"].by == ("Ministry of Defence of Freedonia",)
    assert rows["Sylvania", "alleged"].denied_by == ("Border Service of Sylvania",)


def test_a_denial_of_a_figure_disputes_nobody() -> None:
    denial = claim("a", 11, kind="statement", speaker=BORDER, stance="denies", denies="figure")
    assert responsibility(attribution([OUTLET, denial]), [OUTLET, denial]) == "undisputed"


def test_own_dead_admitted_make_no_doer() -> None:
    admitted = claim("a", 20, speaker=BORDER, stance="admits", side="Sylvania", perpetrator="Freedonia")
    assert [(a.actor, a.basis) for a in attribution([admitted])] == [("Freedonia", "alleged")]
    only_three = {"speaker": BORDER, "stance": "admits", "side": None, "victim_status": "unknown"}
    assert attribution([claim("a", 22, relation="own_losses", **only_three)]) == ()
    assert [a.basis for a in attribution([claim("a", 23, relation="third_party", **only_three)])] == ["admitted"]


def test_whoever_blames_does_not_own_up() -> None:
    blame = claim("a", 21, kind="statement", speaker=BORDER, stance="blames", target="Sylvania")
    assert [(a.actor, a.basis) for a in attribution([blame])] == [("Sylvania", "alleged")]
