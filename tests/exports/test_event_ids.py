"""Numbers that data sets want: in ranges of our own, the same for the same thing, one thing each."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.exports import events_ids
from rashomon.exports.events_ids import Numbers, number


@given(st.text(max_size=40))
def test_numbers_have_their_digits_and_survive_fifteen_digit_programs(text):
    for digits, first in ((15, None), (12, None), (13, 1), (13, 2), (13, 3)):
        found = number(text, digits, first)
        assert len(str(found)) == digits
        assert found < 2**53
        assert found % 10
        assert first is None or str(found).startswith(str(first))
        assert float(found) == int(f"{float(found):.15g}") == found


def test_the_numbers_of_a_release_stay_the_same():
    """Golden: another function would give every event of users another id."""
    numbers = Numbers()
    assert numbers.event("inc-bb7e41c48cd393a8") == 860691997268788
    assert numbers.actor("Government of Chad") == 1875808391662
    assert numbers.row("inc-bb7e41c48cd393a8").startswith("XRA")


def test_a_name_has_one_number_wherever_it_comes():
    one, two = Numbers(), Numbers()
    two.event("inc-0")
    two.actor("Other Front")
    assert one.actor("Ennedi Front") == two.actor("Ennedi Front") == two.actor("Ennedi Front")
    assert one.dyad("a") != one.conflict("a") != one.actor("a")


def test_two_that_meet_in_one_number_part_in_the_order_they_come(monkeypatch):
    monkeypatch.setattr(events_ids, "number", lambda text, digits, first=None: 7 if " " not in text.removeprefix("event ") else 8)
    numbers = Numbers()
    assert (numbers.event("inc-a"), numbers.event("inc-b"), numbers.event("inc-a")) == (7, 8, 7)


def test_more_incidents_move_no_number():
    few, many = Numbers(), Numbers()
    ids = [f"inc-{n:05d}" for n in range(3000)]
    told = {i: few.event(i) for i in ids[::3]}
    assert {i: n for i in ids if (n := many.event(i)) and i in told} == told
