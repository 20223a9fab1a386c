"""The pipeline computed in bulk gives what the library's own pipes give, word by word."""

import subprocess
import sys

import numpy as np
import pytest

from rashomon.language import get_parser, split_document
from rashomon.language.network import Network, steady
from rashomon.language.parser import Parser
from rashomon.language.pipeline import Vectors, whole
from rashomon.language.words import Unfamiliar, Words
from rashomon.model import Block, Document, Sentence

TEXT = (
    "There's no doubt that the guards were killed, wasn't there? It's what the mayor of Orla, Hana Brel, said on Monday. "
    "We're gonna see who did it, and what they've got ta answer for. Let's not forget the men that Kestrian gunmen shot  dead. "
    "Which of the villages they say they ain't burned, nobody knows. \u2018Nothin\u2019 was left,\u2019 he'd told us. "
    "The more the shells fell, the more those who could leave did. 12 were hurt, 3 of them badly; that is all I know of it. "
    "What had been a market - once the valley's finest - is gone. C'mon, y'all, she said. DOZENS OF GUARDS FLED THE OLD FORT IN ORLA. "
    "Whom the column fired at, where from, and with what weapons the attack was carried out remains unclear."
)


def _sentences() -> list[Sentence]:
    return split_document(Document("x", TEXT, "d", "s", blocks=(Block(0, len(TEXT), "body"),)))


def test_parses_are_those_of_the_pipes():
    plain = Parser()
    plain._nlp, plain._network = whole(), None
    expected, got = _sentences(), _sentences()
    plain.parse(expected)
    get_parser().parse(got)
    assert len(got) > 8
    for theirs, ours in zip(expected, got, strict=True):
        assert ours.tokens == theirs.tokens


def test_a_pipeline_that_is_built_otherwise_is_called_as_it_is(monkeypatch):
    def refuse(self, nlp):
        raise Unfamiliar

    monkeypatch.setattr(Network, "__init__", refuse)
    parser = Parser()
    assert parser._network is None
    sentences = _sentences()
    parser.parse(sentences)
    assert any(t.lemma == "kill" for s in sentences for t in s.tokens)


def test_tables_that_are_full_start_again(monkeypatch):
    parser = get_parser()
    before, after = _sentences(), _sentences()
    parser.parse(before)
    rows, memo = Network(parser._nlp), Words(parser._nlp)
    monkeypatch.setattr(parser, "_network", rows)
    monkeypatch.setattr(parser, "_words", memo)
    monkeypatch.setattr("rashomon.language.network.KEPT", 40)
    monkeypatch.setattr("rashomon.language.words.KEPT", 10)
    for one in after:
        parser.parse([one])
    assert [s.tokens for s in before] == [s.tokens for s in after]
    assert len(rows._rows) <= 80 and len(memo._memo) < 60


def test_a_product_whose_rows_hang_on_their_neighbours_is_not_steady():
    assert steady(lambda left, right, out=None: (left.astype(np.float64) @ right.astype(np.float64)).astype(np.float32))
    assert not steady(lambda left, right, out=None: left @ right + np.float32(len(left)))


@pytest.mark.parametrize("pattern", [[{"POS": "NOUN"}], [{"LOWER": "a"}] * 3, [{"LOWER": {"FUZZY": "a"}}]])
def test_rules_of_an_unknown_kind_are_refused(pattern):
    words = get_parser()._words
    assert words is not None
    with pytest.raises(Unfamiliar):
        words._learn(pattern, 0)


def test_the_kept_vectors_are_those_of_the_library():
    nlp = whole()
    own = nlp.vocab.vectors
    ours = Vectors(nlp.path / "vocab")
    hashes = [*list(own.key2row)[::1000], 0, 1, 2**64 - 1]
    rows = ours.find(keys=hashes)
    assert rows.tolist() == own.find(keys=hashes).tolist()
    assert rows[0] >= 0 > rows[-1]
    assert np.array_equal(ours.data[rows[:50]], own.data[rows[:50]])


def test_spacy_keeps_its_info():
    code = "from rashomon.language.pipeline import light; light(); import spacy; assert 'weasel' not in __import__('sys').modules; print(spacy.info(silent=True)['spacy_version'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("3.")
