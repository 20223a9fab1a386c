import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.store.words import MOST, fold, index_words, pieces_of, place_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nine people were KILLED.", ["nine", "people", "were", "killed"]),
        ("al-Shabaab's 25-year-old", ["al", "shabaab", "s", "25", "year", "old"]),
        ("Erdoğan ÉTÉ e\u0301te\u0301 Straße", ["erdogan", "ete", "ete", "strasse"]),
        ("İstanbul ISTANBUL", ["istanbul", "istanbul"]),
        ("Киев, Донецьк — сёла", ["киев", "донецьк", "села"]),
        ("ΣΕΙΣΜΌΣ σεισμός", ["σεισμοσ", "σεισμοσ"]),
        ("قُتل ١٢ شخصا", ["قُتل", "12", "شخصا"]),
        ("مى\u200cخواهم", ["مىخواهم"]),
        ("हमले में मारे गए", ["हमले", "में", "मारे", "गए"]),
        ("東京で3人", ["東", "京", "で", "3", "人"]),
        ("ｆｕｌｌ １２", ["full", "12"]),
        ("so\u00adft snake_case", ["soft", "snake", "case"]),
        ("12,000 ½ ⒈ ①", ["12", "000", "12", "1", "1"]),
        ("한국 서울", ["한국", "서울"]),
        ("\U0001f600 !? — …", []),
    ],
)  # fmt: skip
def test_words_of_many_scripts(text, words):
    assert [w.word for w in words_of(text)] == words


def test_words_know_where_they_stand():
    text = "İ, ﬁre!  E\u0301t"
    assert [(w.word, text[w.start : w.end]) for w in words_of(text)] == [("i", "İ"), ("fire", "ﬁre"), ("et", "E\u0301t")]


def test_folding_twice_changes_nothing():
    for word in ("ǅ", "ŉ", "ΐ", "ﬃ", "ᾳ", "K", "ẞ", "İ", "가", "が", "ｶﾞ", "१२"):
        assert fold(fold(word)) == fold(word)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB1é “’—_-,.\u00a0ß中", max_size=30), st.text(alphabet="aB1é中 ", min_size=1, max_size=4))
def test_plain_and_other_texts_are_read_alike(text, query):
    """A letter of another script at the end takes the long way; nothing else may change by it."""
    try:
        pieces = pieces_of(f'"{query}"')
    except InputError:
        return
    assert words_of(text + " é")[:-1] == words_of(text)
    assert set(index_words(text + " é")) == {*index_words(text), "e"}
    if pieces[0][-1] != "e":
        assert place_of(pieces, text + " é") == place_of(pieces, text)


def test_the_index_holds_each_word_once_and_cuts_long_ones():
    assert index_words("b a B " + "x" * 500) == ["a", "b", "x" * 100]


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("killed nine killed", [("killed",), ("nine",)]),
        ('"civil defence" nine', [("civil", "defence"), ("nine",)]),
        ("“civil defence”", [("civil", "defence")]),
        ("al-Shabaab", [("al", "shabaab")]),
        ('"never closed', [("never", "closed")]),
        ("a OR b NOT c*", [("a",), ("or",), ("b",), ("not",), ("c",)]),
        ("東京", [("東",), ("京",)][:0] or [("東", "京")]),
    ],
)
def test_a_query_is_words_and_phrases(query, pieces):
    assert pieces_of(query) == pieces


@pytest.mark.parametrize("query", ["", "  ", '""', "*", "' -- ;", "😀", "\x00"])
def test_a_query_without_words_is_told_so(query):
    with pytest.raises(InputError, match="no word to look for"):
        pieces_of(query)


def test_a_query_that_is_a_text_is_refused():
    with pytest.raises(InputError, match="at most 64 words"):
        pieces_of(" ".join(f"w{n}" for n in range(MOST + 1)))


def test_a_phrase_stands_where_its_words_follow_one_another():
    text = "The defence said civil guards left. Civil\ndefence came."
    assert place_of(pieces_of('"civil defence"'), text) == (text.index("Civil"), text.index(" came"))
    assert place_of(pieces_of('"defence civil"'), text) is None
    assert place_of(pieces_of("civil defence"), text) == (text.index("civil"), text.index("civil") + 5)
    assert place_of(pieces_of("civil defences"), text) is None
