from hypothesis import given
from hypothesis import strategies as st

from rashomon.language import normalise

ODD = st.text(alphabet=st.sampled_from("ab 1\u200b\u202e\u00a0\u2019\u201c\u0664\u0967\ufeff\u2013é\n"), max_size=60)


@given(ODD)
def test_every_even_character_leads_back_to_the_one_it_came_from(text):
    even = normalise(text, 100)
    for i, char in enumerate(even.text):
        raw = text[even.offset(i) - 100]
        assert char == raw or (not raw.isascii() and len(char) == 1)
        assert even.index(even.offset(i)) == i
    assert 100 <= even.end_offset(len(even.text)) <= 100 + len(text)


def test_quotes_spaces_digits_and_hidden_characters():
    assert normalise("\u201cfour\u00a0of its\u201d \u0664\u0662\u200b dead").text == '"four of its" 42 dead'
