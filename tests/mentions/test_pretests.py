"""What is tried before the long patterns may only spare work: wherever a pattern matches, it is tried."""

import itertools
import random
import re

import pytest

from rashomon.lexicon import load
from rashomon.mentions import actors_lands, actors_names, actors_saying, places_borders
from rashomon.mentions import actors_signs as signs
from rashomon.mentions import places_around as around
from rashomon.mentions import places_words as words
from rashomon.mentions.capitals import capitals, shouted
from rashomon.mentions.dates_signs import tried
from rashomon.mentions.dates_words import patterns

FRAMES = (
    "the raid of {} left four dead", "{} the army came", "{}, 3 May 2021", "in {} 2019", "on {} 12", "two {} ago", "three {} later", "since {}",
    "the end of the {}", "last {} and the past two {}", "at dawn of {}", "in the {}", "3 {} - 7 {} 2020", "{} 1-3", "12-{}-21", "({})", "{}s", "{}'s",
    "this {} {} year", "12.04.2021 {}", "'90s {}", "at 3 p.m. {} (0900 GMT)", "the {} before last", "{}\n{}", "since then {}", "over the weekend {}",
)  # fmt: skip


def _texts() -> list[str]:
    forms = sorted({f for e in load("times") for f in e.forms})
    texts = [frame.format(*(form,) * frame.count("{}")) for frame in FRAMES for form in forms]
    for other in (str.upper, str.title):
        texts += [other(t) for t in texts[: len(FRAMES) * len(forms)]]
    return [*texts, "on Frıday", "10 Novembre 2020", "three weeKs ago", ""]


def test_every_pattern_of_dates_that_matches_is_tried() -> None:
    missed = []
    for text in _texts():
        names = {name for _, name, _ in tried(text)}
        missed += [(name, text) for name, pattern in patterns() if name not in names and pattern.search(text)]
    assert missed == []


def test_patterns_are_tried_in_their_order_and_few_of_them() -> None:
    order = [name for name, _ in patterns()]
    some = tried("On Friday two soldiers died.")
    assert [order[n] for n, _, _ in some] == [name for _, name, _ in some]
    assert {name for _, name, _ in some} == {"weekday", "weekday_short"}
    assert tried("Two soldiers died at the bridge.") == ()


ACTORS = (
    "The Ashen Banner, an insurgent group, said the army of Orvelia and the armed opposition group Red Wheel met.",
    "Fighters of the Ashen Banner (AB) and gunmen belonging to the Tarn Front, or TF, fled.",
    "The war between Orvelia and Tasmark went on. Orvelia and Tasmark have fought since.",
    "President Ona Pel of Tasmark came to Karsa, the capital of Orvelia. Orvelia's capital Karsa fell.",
    "The Kingdom of Tasmark and the Orvel Republic talked. The Ashen Banner guerrillas struck.",
    "Ona Pel said so. According to Ona Pel, Aran Bel, 41, told a friend. Said Ona Pel later.",
    "Ona Pel, 41, later said. Aran-Bel Tor had reported it. In all, said Ona Pel, ten fled according to Aran Bel.",
    "Commander Ona Pel, Mr. Aran Bel, leader Tarn Vel and the Tarn Observatory for Truth, a Centre for Peace.",
)
NEEDS = (
    (actors_names._APPOSED, signs.SORT | signs.GROUP),
    (actors_names._HERALDED, signs.SORT | signs.GROUP),
    (actors_names._OF_THE, signs.MEN),
    (actors_names._TAILED, signs.GROUP),
    (actors_names._PARENTHESIS, signs.BRACKET),
    (actors_names._OR, signs.OR_ACRONYM),
    (actors_lands._STATE_FORM, signs.LAND),
    (actors_lands._STATE_TAIL, signs.LAND),
    (actors_lands._LANDS_OF, signs.LEADER),
    (actors_lands._ROLE, signs.ROLE),
    (actors_saying._NAME_SAID, signs.SAYS),
    (actors_saying._SAID_NAME, signs.SAID_BEFORE),
)


@pytest.mark.parametrize("number", range(len(NEEDS)))
def test_a_sentence_in_which_a_pattern_of_actors_matches_shows_its_signs(number: int) -> None:
    pattern, needs = NEEDS[number]
    pieces = [p for t in ACTORS for p in (t, *t.split(". "))]
    found = [t for t in pieces if pattern.search(t)]
    assert found
    assert [t for t in found if signs.signs(t) & needs != needs] == []


def test_a_name_that_says_is_seen_by_its_end() -> None:
    pieces = [p for t in ACTORS for p in t.split(". ")]
    for text in pieces:
        assert not actors_saying._NAME_SAID.search(text) or actors_saying._ENDS_AND_SAID.search(text)


def test_what_stands_beside_a_place_is_found_as_by_the_patterns_alone() -> None:
    chance = random.Random(3)
    small = sorted(words.beside_names())
    leads = [*sorted(words.relations()), "between", "and", "or", "of", "said", "Chad", "(in", '"near']
    middle = [*small, "Freedonian", "Vandia's", "Vandias'", "rebel-held", "army", "Spanish", "5"]
    for _ in range(4000):
        left = " ".join(["It came", chance.choice(leads), *chance.choices(middle, k=chance.randrange(5))]) + chance.choice(
            [" ", "  ", "", "\n"]
        )
        one, other = around.lead(left), words.before().search(left[-120:])
        assert (one and (one.span(), one.groups())) == (other and (other.span(), other.groups())), left
        called = words.called().search(left[-80:])
        assert (around.called(left) is None) == (called is None), left
        right = chance.choice(["", "'s", ","]) + " " + " ".join(chance.choices([*small, "army", "said", "International"], k=3))
        assert (around.follow("Ostrel" + right, 6) is None) == (words.after().match(right[:60]) is None), right
    for unit, place in itertools.product(("20 kilometres", "two hours", "5 miles (8 km)"), ("from ", "north of ", "south of the town of ")):
        assert around.distant(f"It lies {unit} {place}")
    assert not around.distant("It lies in the north of ")


def test_capitals_are_counted_in_any_script() -> None:
    for text in ("", "Ab 3", "ÉTÉ", "ДОМ и сад", "ßẞ", "A-B_C", "ﬀ", "東京"):
        upper = sum(c.isupper() and c.isalpha() for c in text)
        assert capitals(text) == (upper, sum(map(str.isalpha, text)))
    assert shouted("THE ARMY OF ORVELIA") and not shouted("The army of Orvelia") and not shouted("AN ARMY")


def test_a_pattern_of_dates_finds_what_it_finds_at_every_word() -> None:
    texts = [*_texts(), *(f"\u017fince {w} \u0131n MAY" for w in ("Sunday", "12 July", "\u017feven weeks ago"))]
    for name, pattern in patterns():
        everywhere = re.compile(re.sub(r"\\b\(\?=\[[^]]*\]\)", r"\\b", pattern.pattern), pattern.flags)
        for text in texts:
            assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in everywhere.finditer(text)], (name, text)


def test_a_border_is_looked_for_wherever_one_is_named() -> None:
    forms = words.forms("border")
    assert forms
    for form in forms:
        text = f"The guards held the {form.upper()} near Orla."
        assert places_borders._border_pattern().search(text)
        assert any(word in text.lower() for word in places_borders._needed())
