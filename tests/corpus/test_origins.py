"""The original of a group, where members come and go."""

import random
from dataclasses import replace
from datetime import date

import pytest

from rashomon.corpus.origins import EARLIEST, origin_of
from rashomon.model import Document, Published

PRINTER = Document("", "", "", "")


def printer(rng: random.Random) -> Document:
    outlet = rng.choice((None, "Vell Post", "Vell Post", "Reuters"))
    day = None if rng.random() < 0.05 else date(2031, 1, rng.randint(1, 28))
    return replace(PRINTER, outlet=outlet, agencies=rng.choice(((), ("Reuters",), ("AP",))), published=Published(day))


@pytest.mark.parametrize("seed", range(30))
def test_an_origin_without_some_says_what_the_others_say(seed: int) -> None:
    rng = random.Random(seed)
    members = {f"d{n:02}": printer(rng) for n in range(40)}
    origin = origin_of(members, members)
    for name in rng.sample(sorted(members), 38):
        if not origin.remove(name, members.pop(name)):
            origin = origin_of(members, members)
        every = origin_of(members, members)
        assert (origin.group_id("part"), origin.original()) == (every.group_id("part"), every.original())


def test_an_origin_says_where_it_must_ask_again() -> None:
    dated = {f"d{n:02}": replace(PRINTER, published=Published(date(2031, 1, n + 1))) for n in range(EARLIEST + 5)}
    origin = origin_of(dated, dated)
    assert not origin.remove("d00", dated["d00"])  # it gives the group its id
    names = [f"d{n:02}" for n in range(1, EARLIEST)]
    assert [origin_of(dated, dated).remove(n, dated[n]) for n in names] == [True] * len(names)
    origin = origin_of(dated, dated)
    assert [origin.remove(n, dated[n]) for n in names] == [True] * (len(names) - 1) + [False]  # one of the first is left: who is second?
