"""What is tried less often finds the same: patterns behind a sieve, dates around digits, garbled pairs around letters beyond ASCII."""

from __future__ import annotations

import random
import re

from rashomon.corpus.dates import _matches, find_dates, words
from rashomon.corpus.decoding import _bad, _badness
from rashomon.corpus.furniture import _rules
from rashomon.corpus.needed import Sieve, needs
from rashomon.corpus.note_patterns import NoteSigns
from rashomon.language import normalise
from rashomon.language.sentences import sentences_at, split_text
from rashomon.lexicon import load

WORDS = re.findall(
    r"\S+",
    "jan. March may MAY 5 12 31st 3rd of , . - / : | ( ) at à 1er août février 14h05 12:30 p.m. GMT Posted updated on Published date le "
    "Wed. monday (Sun) the 2016-03-05 3/4/2016 13.05.2016 2020 1999 10.2.3 number december 5 times \u017fept \u017fun ma\u0131 2019 İ",
)


def test_words_a_pattern_cannot_do_without() -> None:
    assert needs(re.compile(r"(?:photo|image)s? ?: ?.{2,80}$", re.IGNORECASE)) == {
        f"{w}{s}{b}:" for w in ("photo", "image") for s in ("", "s") for b in ("", " ")
    }
    assert needs(re.compile(r"^(?:A|a)dditional reporting")) == {"additional reporting"}
    assert needs(re.compile(r"this (?:story|report)\b.{3,9} (?:was|is) (?:since )?wrong")) == {"this story", "this report"}
    assert needs(re.compile(r"\d+ (?:read|listen)?")) is None
    assert needs(re.compile(r"(?:by |from )?(?:kill(?:ed)?|withdrawn)\b")) == {"kill", "withdrawn"}
    assert needs(re.compile(r"(?:[a-z]+)(?:gas|[0-9]lamp)[^x]*")) == {"gas", "lamp"}
    assert needs(re.compile(r"[^a]b*(?=now)")) is None


def test_a_sieve_leaves_every_pattern_that_fits() -> None:
    regex = [p for p, _ in _rules("en").regex]
    notes = NoteSigns("en", at=0).patterns
    lines = [text for name in ("boilerplate", "notes") for e in load(name, "en") for text in (*e.fires, *e.silent)]
    fitted = left = 0
    for patterns in (regex, notes):
        sieve = Sieve(patterns)
        for line in [*lines, *(x.upper() for x in lines), *(x.replace("s", "\u017f") for x in lines)]:
            bits, _ = sieve.fits(line.lower())
            matching = {n for n, p in enumerate(patterns) if p.match(line)}
            assert all(bits >> n & 1 for n in matching), (line, [patterns[n].pattern for n in matching])
            fitted += len(matching)
            left += bits.bit_count() if "\u017f" not in line else 0
    assert fitted > 100
    assert left < 0.5 * 2 * len(lines) * (len(regex) + len(notes))  # and it takes most of the others out


def test_words_of_notes_are_the_same_in_the_even_text_of_a_line() -> None:
    for pattern in NoteSigns("en", at=0).patterns:  # their patterns are held against another form of the text than the sieve looks at
        assert all(normalise(word).text == word for word in needs(pattern) or ())


def test_sentences_in_which_places_stand_are_those_of_the_whole_text() -> None:
    rng = random.Random(13)
    for _ in range(2000):
        pieces = (
            rng.choice(
                (
                    "Mr. Doe came in 2019.",
                    "He fell!",
                    "no. 5",
                    "p.m. on",
                    "the U.S. army",
                    " ",
                    "\n",
                    '"Yes." He',
                    "x" * rng.choice((3, 900)),
                )
            )
            for _ in range(rng.choice((1, 6, 20)))
        )
        text = " ".join(pieces)
        places = sorted(rng.sample(range(len(text)), min(len(text), 4)))
        want = [(a, b) for a, b in split_text(text) if any(a <= p < b for p in places)]
        got = [(a, b) for a, b in sentences_at(text, places) if any(a <= p < b for p in places)]
        assert got == want, text


def test_words_looked_for_on_the_same_way_come_with_their_places() -> None:
    assert Sieve([re.compile("abc")], ["bc", "zz"]).fits("xabc bc") == (1, [(2, "bc"), (5, "bc")])
    assert Sieve([], []).fits("anything") == (0, [])


def test_dates_are_those_of_the_whole_pattern() -> None:
    rng = random.Random(11)
    seen = 0
    for language in ("en", "fr"):
        lex = words(language if language != "en" else None)
        for _ in range(3000):
            line = rng.choice(("", " ", " ")).join(rng.choice(WORDS) + rng.choice(("", " ", " ")) for _ in range(rng.choice((3, 8, 30))))
            want = [m.span() for m in lex.date.finditer(line)]
            assert [m.span() for m in _matches(lex, line)] == want, line
            seen += len(want)
    assert seen > 3000


def test_a_letter_that_only_looks_like_one_of_a_month_makes_no_date() -> None:
    assert find_dates("Written in \u017feptember 2019.") == []
    assert [d.full is not None for d in find_dates("\u017feptember 3, 2019; May 3, 2019")] == [True]


def test_garbled_pairs_are_those_of_the_whole_pattern() -> None:
    rng = random.Random(12)
    letters = "abc XY. \"'Â Ã€œ™â€™’“”é ØÙ°²ŒœГўВЂВ\x96\xa0—à²"
    found = 0
    for _ in range(20_000):
        line = "".join(rng.choice(letters) if rng.random() < 0.4 else rng.choice("ab c.") for _ in range(rng.choice((2, 5, 20))))
        whole = _badness().search(line) is not None
        assert _bad(line) == whole, line
        found += whole
    assert 1000 < found < 19_000
